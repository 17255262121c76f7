/**
 * `wireshape schema`: an operation's input or output, or a shape, as JSON Schema; all of a service as components of OpenAPI.
 */

import { Option } from 'commander'
import type { JsonSchemaOptions, OpenApiOptions, Unsaid } from '../interpret/jsonSchema/index.js'
import type { AnyOperation, Service } from '../operation/Operation.js'
import { nameOf } from '../schema/Schema.js'
import type { AnyShape } from '../shape/Shape.js'
import { isLeft, right } from '../value/either.js'
import { pathText } from '../value/Issue.js'
import type { Attempt, Outcome } from './Outcome.js'
import { failed } from './Outcome.js'
import type { ServiceAt } from './openOperation.js'
import { modelOptions, namesHints, openServiceOf } from './openOperation.js'
import { reachedSchemas } from './reached.js'
import type { Terminal } from './Terminal.js'
import { paint, visible } from './Terminal.js'
import type { Options, Verb } from './Verb.js'
import { flagOption, textOption } from './Verb.js'

const help = `
The schema:
  Draft 2020-12 on standard output. What readers hold and no schema can say is on standard error,
  a line each with the code of its issue; with --json it stands beside the schema.

  --side wire: the names and forms of JSON on the wire. --side domain: camelCase fields, a union as
  { _tag, value }. With --nulls, null may stand for an absent member, as readers take it. With
  --openapi a document of OpenAPI 3.1 with components alone; without a name, of all operations.

Examples:
  $ wireshape schema StartEmailContact > request.schema.json
  $ wireshape schema StartEmailContact --output
  $ wireshape schema EmailAddressInfo --side domain --json
  $ wireshape schema --openapi --model connect.json > openapi.json
  $ wireshape schema PutItem --sdk @aws-sdk/client-dynamodb --closed

Exit codes:
  0 written; 2 usage; 3 the model has mistakes; 4 the model cannot be read; 130 interrupted`

// -------------------------------------------------------------------------------------
// subjects
// -------------------------------------------------------------------------------------

type Whole = ReadonlyArray<AnyShape>

/** The shapes of what is named: one side of an operation, or with `both` all of it; or a shape. */
const subjectsOf = async (
  at: ServiceAt,
  name: string,
  side: 'input' | 'output' | undefined,
  both: boolean,
): Promise<Attempt<Whole>> => {
  const { service, from } = at
  const operation = service.operations.find((one) => one.name === name || one.id === name)
  if (operation !== undefined)
    return right(both && side === undefined ? allOf(operation) : [operation[side ?? 'input']])
  const schemas = reachedSchemas(service)
  const schema = schemas.get(name) ?? [...schemas.values()].find(({ id }) => nameOf(id) === name)
  if (schema !== undefined && side === undefined) {
    const { shapeOf } = await import('../shape/shapeOf.js')
    return right([shapeOf(schema)])
  }
  if (schema !== undefined) return failed('usage', `${name} is a shape, which has no ${side}`)
  const names = [...new Set([...service.operations.map((one) => one.name), ...[...schemas.keys()].map(nameOf)])]
  return failed('usage', `${from} has no operation and no shape ${name}`, namesHints(at, name, names))
}

const allOf = ({ input, output, errors }: AnyOperation): Whole => [input, output, ...errors]

const everyShape = ({ operations }: Service): Whole => [...new Set(operations.flatMap(allOf))]

const sideOf = (options: Options): Attempt<'input' | 'output' | undefined> => {
  const [input, output] = [flagOption(options, 'input'), flagOption(options, 'output')]
  if (input && output) return failed('usage', '--input and --output are one or the other')
  return right(input ? 'input' : output ? 'output' : undefined)
}

/** The shapes as strictly as the options say. */
const policed = async (shapes: Whole, options: Options): Promise<Whole> => {
  const { closed: close, tolerant: loosen } = await import('../compile/Policy.js')
  const { shapeOf } = await import('../shape/shapeOf.js')
  return shapes.map(({ schema, policy }) => {
    const mode = flagOption(options, 'tolerant') ? loosen : policy
    return shapeOf(schema, flagOption(options, 'closed') ? close(mode) : mode)
  })
}

// -------------------------------------------------------------------------------------
// text
// -------------------------------------------------------------------------------------

const unsaidText = (unsaid: ReadonlyArray<Unsaid>, { err }: Terminal): string =>
  unsaid
    .map(({ path, shape, code, constraint, everywhere }) => {
      const place = everywhere === true ? 'everywhere' : path.length === 0 ? nameOf(shape) : pathText(path)
      return `${paint(err, 'dim', 'not said:')} ${visible(`${place}: ${constraint} [${code}]`)}\n`
    })
    .join('')

const outcome = (made: object, unsaid: ReadonlyArray<Unsaid>, named: object, terminal: Terminal): Outcome => ({
  findings: false,
  text: `${JSON.stringify(made, null, 2)}\n`,
  notes: unsaidText(unsaid, terminal),
  result: { ...named, unsaid },
})

// -------------------------------------------------------------------------------------
// run
// -------------------------------------------------------------------------------------

const run = async (args: ReadonlyArray<string>, options: Options, terminal: Terminal): Promise<Attempt<Outcome>> => {
  const [name] = args
  const isOpenApi = flagOption(options, 'openapi')
  const side = sideOf(options)
  if (isLeft(side)) return side
  if (name === undefined && !isOpenApi)
    return failed('usage', 'which operation or shape? Only --openapi takes all of a service')
  const at = await openServiceOf(options, terminal)
  if (isLeft(at)) return at
  const { service } = at.right
  const chosen =
    name === undefined ? right(everyShape(service)) : await subjectsOf(at.right, name, side.right, isOpenApi)
  if (isLeft(chosen)) return chosen
  const shapes = await policed(chosen.right, options)
  const { jsonSchema, openApi } = await import('../interpret/jsonSchema/index.js')
  const shared: JsonSchemaOptions = {
    side: textOption(options, 'side') === 'domain' ? 'domain' : 'wire',
    nulls: flagOption(options, 'nulls'),
  }
  const [first] = shapes
  if (isOpenApi || first === undefined) {
    const settings: OpenApiOptions = { ...shared, title: service.sdkId, version: service.version }
    const { document, unsaid } = openApi(shapes, settings)
    return right(outcome(document, unsaid, { service: service.id, document }, terminal))
  }
  const { schema, unsaid } = jsonSchema(first, shared)
  return right(outcome(schema, unsaid, { service: service.id, shape: first.schema.id, schema }, terminal))
}

export const schemaVerb: Verb = {
  name: 'schema',
  summary: 'print an operation or a shape as JSON Schema, or a service as components of OpenAPI 3.1',
  define: (command) =>
    modelOptions(
      command
        .argument('[name]', 'the name of an operation or of a shape, or an absolute id')
        .option('--input', 'of an operation its input; the default')
        .option('--output', 'of an operation its output'),
    )
      .addOption(new Option('--side <side>', 'whose form').choices(['wire', 'domain']).default('wire'))
      .option('--openapi', 'components of OpenAPI 3.1, of all operations where none is named')
      .option('--nulls', 'null may stand for an absent member')
      .option('--closed', 'members that the shape does not know are refused')
      .option('--tolerant', 'types alone, as clients read answers'),
  help,
  run,
}
