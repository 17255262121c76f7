/**
 * Law 6 of JSON Schema, with a validator of the caller's: what the reader takes the schema takes; what the reader refuses the
 * schema refuses, or names as a constraint that it cannot say.
 */

import { readJson, writeJson } from '../format/json.js'
import { domainJson } from '../interpret/domainJson.js'
import { jsonText } from '../interpret/json.js'
import type { JsonSchema, JsonSchemaOf, JsonSchemaOptions, Unsaid } from '../interpret/jsonSchema/index.js'
import { jsonSchema } from '../interpret/jsonSchema/index.js'
import type { Shape } from '../shape/Shape.js'
import { isLeft, left } from '../value/either.js'
import type { Issue, Validation } from '../value/Issue.js'
import type { Value } from '../value/Value.js'
import type { Law } from './laws.js'
import type { Mutated } from './mutate.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

type Subject = Shape<unknown, Value, unknown>

/** Whether a validator takes data: what `JSON.parse` gives. */
export type Takes = (data: unknown) => boolean

/** What a reader and a schema say of one text. */
export interface Verdict {
  /** `unsaid`: the reader refuses it for what the schema names. The last two are faults of the schema. */
  readonly _tag: 'good' | 'bad' | 'unsaid' | 'too narrow' | 'too wide'
  /** What the reader says; `too wide`: what of it the schema neither says nor names. */
  readonly issues: ReadonlyArray<Issue>
}

// -------------------------------------------------------------------------------------
// destructors
// -------------------------------------------------------------------------------------

const readDomain = (shape: Subject, text: string): Validation<unknown> => {
  const tree = readJson(text, { numbers: 'decimals' })
  return isLeft(tree) ? left([]) : domainJson(shape).decode(tree.right)
}

/** Whether an issue is of a constraint that a schema names as one that it cannot say. */
export const isUnsaid = (unsaid: ReadonlyArray<Unsaid>, { code, shape }: Issue): boolean =>
  unsaid.some((one) => one.code === code && (one.everywhere === true || one.shape === shape || code === 'documented'))

/** Lays a text before a shape's reader and a validator of its schema. */
export const verdictOf = (
  shape: Subject,
  { unsaid }: JsonSchemaOf,
  takes: Takes,
  text: string,
  side: JsonSchemaOptions['side'] = 'wire',
): Verdict => {
  const read = side === 'wire' ? jsonText(shape).decode(text) : readDomain(shape, text)
  const issues = isLeft(read) ? read.left.map(({ issue }) => issue) : []
  const isTaken = takes(JSON.parse(text))
  if (!isLeft(read)) return { _tag: isTaken ? 'good' : 'too narrow', issues }
  if (!isTaken) return { _tag: 'bad', issues }
  const rest = issues.filter((issue) => !isUnsaid(unsaid, issue))
  return rest.length === 0 ? { _tag: 'unsaid', issues } : { _tag: 'too wide', issues: rest }
}

// -------------------------------------------------------------------------------------
// laws
// -------------------------------------------------------------------------------------

/**
 * The law that JSON Schema, nulls told, and reader agree on broken trees, for `lawsOf` and `assertLaws` beside the others. It is held
 * against the validator that is handed in, which must hold numbers beyond doubles for numbers: of ajv, `strictNumbers: false`.
 *
 * @param compile a validator of a schema; called once for each shape
 */
export const schemaLaw = (compile: (schema: JsonSchema) => Takes): Law => {
  const kept = new WeakMap<Subject, readonly [JsonSchemaOf, Takes]>()
  return {
    name: '6 JSON Schema',
    statement: 'what the reader takes the schema takes; what it refuses the schema refuses or names',
    over: 'broken',
    broken: (shape, input) => {
      const made = jsonSchema(shape, { nulls: true })
      const known = kept.get(shape) ?? [made, compile(made.schema)]
      kept.set(shape, known)
      // What `inputsOf` makes for a law over what is broken.
      const { _tag, issues } = verdictOf(shape, known[0], known[1], writeJson((input as Mutated).tree))
      if (_tag !== 'too narrow' && _tag !== 'too wide') return undefined
      return `the schema is ${_tag}${issues.map(({ path, code }) => `; ${path.join('.')} ${code}`).join('')}`
    },
  }
}
