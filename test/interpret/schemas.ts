/**
 * What tests hold JSON Schemas against: ajv in strict mode on one side, the shape's readers on the other.
 */
import { Ajv2020 } from 'ajv/dist/2020.js'
import { readJson, writeJson } from '../../lib/format/json.js'
import { domainJsonWalker } from '../../lib/interpret/domainJson.js'
import type { Json } from '../../lib/interpret/json.js'
import { jsonText } from '../../lib/interpret/json.js'
import type { JsonSchema, JsonSchemaOptions, Unsaid } from '../../lib/interpret/jsonSchema/index.js'
import { readWith, toValidation } from '../../lib/shape/codec.js'
import type { Shape } from '../../lib/shape/index.js'
import { shapeOf } from '../../lib/shape/index.js'
import { isLeft } from '../../lib/value/either.js'
import type { Issue, Value } from '../../lib/value/index.js'
import { issuesOf } from '../../lib/value/index.js'

export type Subject = Shape<unknown, Value, unknown>

/**
 * ajv by the letter of the draft. `strictNumbers` would refuse numbers beyond doubles, which JSON has; `ownProperties` makes it
 * look for `toString` in the data alone.
 */
export const strictAjv = (): Ajv2020 =>
  new Ajv2020({
    strict: true,
    strictNumbers: false,
    ownProperties: true,
    // Otherwise it does not miss a member whose name is empty.
    allErrors: true,
    // The pattern that stands beside it says the same; numbers have their kinds.
    formats: { 'date-time': true, int32: true, int64: true, float: true, double: true },
  })

const shared = strictAjv()

/** The test of a schema, after ajv has held the schema against the meta-schema. */
export const validatorOf = (schema: JsonSchema): ((data: unknown) => boolean) => {
  const validate = shared.compile(schema)
  shared.removeSchema(schema)
  return (data) => validate(data) === true
}

const domainRead = readWith(domainJsonWalker)

/** The issues that the side's reader has with a text of JSON. */
export const issuesIn = (shape: Subject, side: JsonSchemaOptions['side'], text: string): ReadonlyArray<Issue> => {
  const read = side === 'domain' ? readDomain(shape, text) : jsonText(shape).decode(text)
  return isLeft(read) ? issuesOf(read.left) : []
}

const readDomain = (shape: Subject, text: string): ReturnType<Subject['decode']> => {
  const tree = readJson(text, { numbers: 'decimals' })
  if (isLeft(tree)) throw new Error(`no JSON: ${text}`)
  return toValidation(domainRead(shape.schema, shape.policy, tree.right), [], (schema) => shapeOf(schema, shape.policy))
}

/** Whether an issue is of a constraint that the schema names as one that it cannot say. */
export const isUnsaid = (unsaid: ReadonlyArray<Unsaid>, { code, shape }: Issue): boolean =>
  unsaid.some((one) => one.code === code && (one.everywhere === true || one.shape === shape || code === 'documented'))

export interface Verdict {
  /** `good` by both, `bad` by both, `unsaid`: refused by the reader for what the schema names. */
  readonly _tag: 'good' | 'bad' | 'unsaid'
  readonly codes: ReadonlyArray<Issue['code']>
}

/** Throws where schema and reader disagree. */
export const verdictOf = (
  shape: Subject,
  options: JsonSchemaOptions,
  unsaid: ReadonlyArray<Unsaid>,
  validate: (data: unknown) => boolean,
  text: string,
): Verdict => {
  const issues = issuesIn(shape, options.side, text)
  const isGood = validate(JSON.parse(text))
  const codes = issues.map(({ code }) => code)
  if (issues.length === 0 && !isGood) throw new Error(`the schema refuses what the reader takes: ${text}`)
  if (issues.length === 0) return { _tag: 'good', codes }
  if (!isGood) return { _tag: 'bad', codes }
  for (const issue of issues) {
    if (!isUnsaid(unsaid, issue))
      throw new Error(
        `the schema takes what the reader refuses and does not say so: ${JSON.stringify(issue)} in ${text}`,
      )
  }
  return { _tag: 'unsaid', codes }
}

export const textOf = (tree: Json): string => writeJson(tree)
