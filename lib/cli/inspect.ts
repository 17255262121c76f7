/**
 * `wireshape inspect`: an operation or a shape as a tree.
 */

import type { AnyOperation } from '../operation/Operation.js'
import type { Schema } from '../schema/Schema.js'
import { nameOf } from '../schema/Schema.js'
import { isLeft, right } from '../value/either.js'
import type { Attempt, Outcome } from './Outcome.js'
import { failed } from './Outcome.js'
import type { ServiceAt } from './openOperation.js'
import { modelOptions, namesHints, openServiceOf, protocolName, protocolsOf } from './openOperation.js'
import { reachedSchemas } from './reached.js'
import type { ShapeNode } from './shapeTree.js'
import { shapeTree, shortShape } from './shapeTree.js'
import type { Output, Terminal } from './Terminal.js'
import { paint, visible } from './Terminal.js'
import type { Options, Verb } from './Verb.js'
import { textOption } from './Verb.js'

const help = `
Reading the tree:
  A star is a required member. What stands in angle brackets is of a sensitive shape, which no
  log and no issue shows. A shape that was unfolded above is named and not unfolded again; one
  that holds itself is marked as recursive.

Examples:
  $ wireshape inspect StartEmailContact
  $ wireshape inspect EmailAddressInfo --json
  $ wireshape inspect AttributeValue --model dynamodb.json --depth 2
  $ wireshape inspect PutObject --sdk @aws-sdk/client-s3

Exit codes:
  0 shown; 2 usage; 3 the model has mistakes; 4 the model cannot be read; 130 interrupted`

// -------------------------------------------------------------------------------------
// text
// -------------------------------------------------------------------------------------

/** The narrowest place for the facts of a node. */
const least = 16

/** Facts that do not fit are cut, not wrapped: the tree is looked through, and --json has all. */
const fitted = (text: string, room: number): string =>
  text.length <= room ? text : room < least ? '' : `${text.slice(0, room - 1)}…`

const valuesText = ({ values }: ShapeNode): ReadonlyArray<string> =>
  values === undefined ? [] : [`one of ${values.join(', ')}`]

const foldedText: Readonly<Record<NonNullable<ShapeNode['folded']>, string>> = {
  recursive: '(recursive)',
  above: '(above)',
  deeper: '…',
}

const nodeLine = (output: Output, lead: string, label: string, node: ShapeNode): string => {
  const star = node.required === true ? '*' : ''
  const shape = visible(shortShape(node))
  const name =
    node.kind === 'structure' || node.kind === 'union' || shape === node.kind ? shape : `${shape} ${node.kind}`
  const kind = node.kind === 'union' ? `${shape} union` : node.kind === 'structure' ? shape : name
  const marked = node.sensitive === true ? `<${kind}>` : kind
  const fold = node.folded === undefined ? '' : ` ${foldedText[node.folded]}`
  const stream = node.streaming === true ? ' stream' : ''
  const head = `${lead}${label}${star} ${marked}${stream}${fold}`
  const facts = visible([...valuesText(node), ...node.facts].join('; '))
  const room = (output.columns ?? Infinity) - head.length - 2
  if (room < -2) return `${head.slice(0, Math.max(1, room + head.length + 1))}…`
  const tail = fitted(facts, room)
  const painted = `${lead}${paint(output, 'bold', `${label}${star}`)} ${
    node.sensitive === true ? paint(output, 'yellow', marked) : paint(output, 'cyan', marked)
  }${stream}${fold === '' ? '' : paint(output, 'dim', fold)}`
  return tail === '' ? painted : `${painted}  ${paint(output, 'dim', tail)}`
}

const treeLines = (
  output: Output,
  lead: string,
  indent: string,
  label: string,
  node: ShapeNode,
): ReadonlyArray<string> => [
  nodeLine(output, lead, label, node),
  ...node.members.flatMap((child, i) => {
    const isLast = i === node.members.length - 1
    return treeLines(
      output,
      `${indent}${isLast ? '└─ ' : '├─ '}`,
      `${indent}${isLast ? '   ' : '│  '}`,
      visible(child.member ?? ''),
      child,
    )
  }),
]

// -------------------------------------------------------------------------------------
// operations
// -------------------------------------------------------------------------------------

interface ErrorHead {
  readonly shape: string
  readonly fault: string
  readonly status: number
  readonly retryable: boolean
}

const errorHead = ({ id, traits }: Schema): ErrorHead => ({
  shape: id,
  fault: traits.error ?? 'client',
  status: traits.httpError ?? (traits.error === 'server' ? 500 : 400),
  retryable: traits.retryable !== undefined,
})

const callText = ({ traits: { http } }: AnyOperation): string =>
  http === undefined ? '' : ` ${http.method} ${http.uri}`

const inspectOperation = async (
  { service }: ServiceAt,
  operation: AnyOperation,
  depth: number,
  output: Output,
): Promise<Outcome> => {
  const spoken = (await protocolsOf(service)).map(protocolName)
  const unfolded = new Set<string>()
  const sides = [
    ['input', shapeTree(operation.input.schema, depth, unfolded)],
    ['output', shapeTree(operation.output.schema, depth, unfolded)],
  ] as const
  const errors = operation.errors.map(({ schema }) => ({
    ...errorHead(schema),
    tree: shapeTree(schema, depth, unfolded),
  }))
  const lines = [
    `${paint(output, 'bold', visible(operation.name))}${visible(callText(operation))}  ${paint(output, 'dim', `${visible(service.sdkId)} ${visible(service.version)}, ${spoken.join(', ')}`)}`,
    ...sides.flatMap(([label, node]) => treeLines(output, '', '', label, node)),
    ...errors.flatMap(({ fault, status, retryable, tree }) =>
      treeLines(output, '', '', 'error', {
        ...tree,
        facts: [`${status} ${fault}${retryable ? ', retryable' : ''}`, ...tree.facts],
      }),
    ),
  ]
  const [input, answer] = sides
  return {
    findings: false,
    text: `${lines.join('\n')}\n`,
    result: {
      operation: operation.id,
      service: service.id,
      protocols: spoken,
      ...(operation.traits.http === undefined ? {} : { http: operation.traits.http }),
      input: input[1],
      output: answer[1],
      errors,
    },
  }
}

// -------------------------------------------------------------------------------------
// run
// -------------------------------------------------------------------------------------

const depthOf = (options: Options): Attempt<number> => {
  const text = textOption(options, 'depth')
  if (text === undefined) return right(Infinity)
  return /^\d{1,4}$/.test(text) ? right(Number(text)) : failed('usage', `--depth is a whole number, not ${text}`)
}

const run = async (args: ReadonlyArray<string>, options: Options, terminal: Terminal): Promise<Attempt<Outcome>> => {
  const [name = ''] = args
  const depth = depthOf(options)
  if (isLeft(depth)) return depth
  const at = await openServiceOf(options, terminal)
  if (isLeft(at)) return at
  const { operations } = at.right.service
  const operation = operations.find((one) => one.name === name || one.id === name)
  if (operation !== undefined) return right(await inspectOperation(at.right, operation, depth.right, terminal.out))
  const schemas = reachedSchemas(at.right.service)
  const schema = schemas.get(name) ?? [...schemas.values()].find(({ id }) => nameOf(id) === name)
  if (schema === undefined) {
    const names = [...new Set([...operations.map((one) => one.name), ...[...schemas.keys()].map(nameOf)])]
    return failed('usage', `${at.right.from} has no operation and no shape ${name}`, namesHints(at.right, name, names))
  }
  const tree = shapeTree(schema, depth.right)
  const lines = treeLines(terminal.out, '', '', visible(nameOf(schema.id)), tree)
  return right({ findings: false, text: `${lines.join('\n')}\n`, result: { service: at.right.service.id, tree } })
}

export const inspectVerb: Verb = {
  name: 'inspect',
  summary: 'show an operation or a shape as a tree, with its constraints',
  define: (command) =>
    modelOptions(command.argument('<name>', 'the name of an operation or of a shape, or an absolute id')).option(
      '--depth <n>',
      'levels to unfold; all by default',
    ),
  help,
  run,
}
