/**
 * What a JSON Schema is here: plain JSON under the keywords of draft 2020-12 that shapes ask for, and beside it what no
 * keyword can say.
 */

import type { Policy } from '../../compile/Policy.js'
import type { ConstraintCode } from '../../schema/constraints.js'
import type { Schema } from '../../schema/Schema.js'
import type { IssueCode } from '../../value/Issue.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

export type JsonValue =
  | null
  | boolean
  | number
  | string
  | ReadonlyArray<JsonValue>
  | { readonly [name: string]: JsonValue }

/**
 * A schema of draft 2020-12, always an object: `{}` takes anything, `{ not: {} }` nothing.
 *
 * Source: https://json-schema.org/draft/2020-12/json-schema-validation
 */
export interface JsonSchema {
  readonly $schema?: string
  readonly $ref?: string
  readonly title?: string
  readonly description?: string
  readonly deprecated?: true
  readonly default?: JsonValue
  readonly examples?: ReadonlyArray<JsonValue>
  readonly type?: 'array' | 'boolean' | 'integer' | 'null' | 'number' | 'object' | 'string'
  readonly format?: string
  readonly const?: JsonValue
  readonly enum?: ReadonlyArray<JsonValue>
  readonly minimum?: number
  readonly maximum?: number
  readonly exclusiveMinimum?: number
  readonly exclusiveMaximum?: number
  /** Code points, as in Smithy. */
  readonly minLength?: number
  readonly maxLength?: number
  /** ECMA-262 with the `u` flag. */
  readonly pattern?: string
  readonly contentEncoding?: 'base64'
  readonly contentMediaType?: string
  readonly items?: JsonSchema
  readonly minItems?: number
  readonly maxItems?: number
  readonly uniqueItems?: true
  readonly properties?: { readonly [name: string]: JsonSchema }
  readonly required?: ReadonlyArray<string>
  readonly additionalProperties?: JsonSchema | false
  readonly propertyNames?: JsonSchema
  readonly minProperties?: number
  readonly maxProperties?: number
  readonly not?: JsonSchema
  readonly allOf?: ReadonlyArray<JsonSchema>
  readonly anyOf?: ReadonlyArray<JsonSchema>
  readonly oneOf?: ReadonlyArray<JsonSchema>
  readonly $defs?: { readonly [name: string]: JsonSchema }
}

export interface JsonSchemaOptions {
  /**
   * `wire`: as `json(S)` reads, members under their `jsonName`. `domain`: domain objects as JSON, members under their camelCase
   * fields, a union `{ _tag, value }`, a timestamp as RFC 3339 or seconds since 1970. Default `wire`.
   */
  readonly side?: 'wire' | 'domain'
  /**
   * Whether `null` may stand for an absent member. Readers take it, writers do not write it, and it makes a schema twice as
   * long. Default no.
   */
  readonly nulls?: boolean
}

/** A constraint that readers of the shape hold and the schema cannot say. */
export interface Unsaid {
  /**
   * Smithy member names from the root to the place, or to the first of several; an item of a list is under `member`, the
   * parts of a map under `key` and `value`.
   */
  readonly path: ReadonlyArray<string>
  /** The shape's absolute id, as in the issue that a reader gives. */
  readonly shape: string
  readonly code: IssueCode
  /** What is held, in words. */
  readonly constraint: string
  readonly why: string
  /** It holds at every place of the schema, not of one shape alone. */
  readonly everywhere?: true
}

/** Where a piece of a schema is made, and how. */
export interface Site {
  readonly side: 'wire' | 'domain'
  readonly nulls: boolean
  /** Whether the formats of numbers in OpenAPI are told. */
  readonly formats: boolean
  readonly policy: Policy
  readonly path: ReadonlyArray<string>
  readonly note: (unsaid: Unsaid) => void
}

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

type Keywords = { readonly [K in keyof JsonSchema]?: JsonSchema[K] | undefined }

/** The keywords that are given. */
export const keywords = (given: Keywords): JsonSchema =>
  // What is left has no `undefined` in it.
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as JsonSchema

export const nothing: JsonSchema = { not: {} }

// -------------------------------------------------------------------------------------
// destructors
// -------------------------------------------------------------------------------------

export const isAnything = (schema: JsonSchema): boolean => Object.keys(schema).length === 0

export const orNull = (schema: JsonSchema): JsonSchema =>
  isAnything(schema) ? schema : { anyOf: [schema, { type: 'null' }] }

/** Whether a policy refuses what breaks a constraint. */
export const isHeld = ({ mode, advised, ignored }: Policy, code: ConstraintCode): boolean =>
  mode === 'strict' && !advised.includes(code) && !ignored.includes(code)

export const noteAt = ({ path, note }: Site, { id }: Schema, code: IssueCode, constraint: string, why: string): void =>
  note({ path, shape: id, code, constraint, why })
