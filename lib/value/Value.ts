/**
 * The protocol-free meaning of a piece of an AWS API, as a discriminated union on `_tag`.
 *
 * A structure is keyed by Smithy member name; an absent member is absent, never `undefined`. Numbers keep their kind,
 * so that a `Long` is exact, and a `Timestamp` counts milliseconds.
 */

import type { BigDecimal as Decimal } from './BigDecimal.js'
import { isBigDecimal } from './BigDecimal.js'
import { isBytes } from './builtIns.js'
import type { Document as DocumentData } from './Document.js'
import { isPlain, toDocument } from './Document.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** The members of a structure; `undefined` stands for absent and is never written. */
export interface Fields {
  readonly [member: string]: Value | undefined
}

export interface Structure<F extends Fields = Fields> {
  readonly _tag: 'Structure'
  readonly fields: F
}

export interface List<A extends Value = Value> {
  readonly _tag: 'List'
  readonly items: ReadonlyArray<A>
}

export type MapKey = String | Enum

/** Pairs in order; of pairs with equal keys the last counts. */
export interface Map<K extends MapKey = MapKey, A extends Value = Value> {
  readonly _tag: 'Map'
  readonly entries: ReadonlyArray<readonly [K, A]>
}

export interface String<A extends string = string> {
  readonly _tag: 'String'
  readonly value: A
}

export interface Enum<A extends string = string> {
  readonly _tag: 'Enum'
  readonly value: A
}

/** Byte, short, integer and intEnum: a whole number of at most 32 bits. */
export interface Integer<A extends number = number> {
  readonly _tag: 'Integer'
  readonly value: A
}

/** A whole number of 64 bits. */
export interface Long {
  readonly _tag: 'Long'
  readonly value: bigint
}

export interface BigInteger {
  readonly _tag: 'BigInteger'
  readonly value: bigint
}

export interface BigDecimal {
  readonly _tag: 'BigDecimal'
  readonly value: Decimal
}

/** A number of 32 bits, NaN and both infinities included. */
export interface Float {
  readonly _tag: 'Float'
  readonly value: number
}

/** A number of 64 bits, NaN and both infinities included. */
export interface Double {
  readonly _tag: 'Double'
  readonly value: number
}

export interface Boolean {
  readonly _tag: 'Boolean'
  readonly value: boolean
}

export interface Blob {
  readonly _tag: 'Blob'
  readonly bytes: Uint8Array
}

/** Milliseconds since 1970-01-01T00:00:00Z. */
export interface Timestamp {
  readonly _tag: 'Timestamp'
  readonly epochMillis: number
}

export interface Document {
  readonly _tag: 'Document'
  readonly value: DocumentData
}

/** An absent item of a sparse list or map. */
export interface Null {
  readonly _tag: 'Null'
}

export type Value =
  | Structure
  | List
  | Map
  | String
  | Enum
  | Integer
  | Long
  | BigInteger
  | BigDecimal
  | Float
  | Double
  | Boolean
  | Blob
  | Timestamp
  | Document
  | Null

export type Tag = Value['_tag']

/** The alternative of that tag. */
export type Tagged<T extends Tag> = Extract<Value, { readonly _tag: T }>

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

export const structure = <const F extends Fields>(fields: F): Structure<F> => ({ _tag: 'Structure', fields })

export const list = <A extends Value>(items: ReadonlyArray<A>): List<A> => ({ _tag: 'List', items })

export const map = <K extends MapKey, A extends Value>(entries: ReadonlyArray<readonly [K, A]>): Map<K, A> => ({
  _tag: 'Map',
  entries,
})

export const string = <A extends string>(value: A): String<A> => ({ _tag: 'String', value })

/** Named so because `enum` is reserved. */
export const enumeration = <A extends string>(value: A): Enum<A> => ({ _tag: 'Enum', value })

/** Domain: whole numbers within 32 bits. */
export const integer = <A extends number>(value: A): Integer<A> => ({ _tag: 'Integer', value })

/** Domain: −2^63 to 2^63 − 1. */
export const long = (value: bigint): Long => ({ _tag: 'Long', value })

export const bigInteger = (value: bigint): BigInteger => ({ _tag: 'BigInteger', value })

export const bigDecimal = (value: Decimal): BigDecimal => ({ _tag: 'BigDecimal', value })

/** Domain: numbers that 32 bits hold exactly, `Math.fround(n)` being `n`. */
export const float = (value: number): Float => ({ _tag: 'Float', value })

export const double = (value: number): Double => ({ _tag: 'Double', value })

export const boolean = (value: boolean): Boolean => ({ _tag: 'Boolean', value })

export const blob = (bytes: Uint8Array): Blob => ({ _tag: 'Blob', bytes })

/** Domain: whole milliseconds within the years 0001–9999. */
export const timestamp = (epochMillis: number): Timestamp => ({ _tag: 'Timestamp', epochMillis })

export const document = (value: DocumentData): Document => ({ _tag: 'Document', value })

/** Named so because `null` is reserved. */
export const absent: Null = /*#__PURE__*/ Object.freeze<Null>({ _tag: 'Null' })

// -------------------------------------------------------------------------------------
// destructors
// -------------------------------------------------------------------------------------

/** One case for each tag; leaving one out is a type error that names it. */
export type Cases<R> = { readonly [T in Tag]: (value: Tagged<T>) => R }

/**
 * Exhaustive elimination. A missing case is a type error that names it.
 *
 * @example
 * ```ts
 * const leaf = () => 1
 * const size: (value: Value) => number = match({
 *   Structure: ({ fields }) => Object.keys(fields).length,
 *   List: ({ items }) => items.length,
 *   Map: ({ entries }) => entries.length,
 *   String: leaf,
 *   Enum: leaf,
 *   Integer: leaf,
 *   Long: leaf,
 *   BigInteger: leaf,
 *   BigDecimal: leaf,
 *   Float: leaf,
 *   Double: leaf,
 *   Boolean: leaf,
 *   Blob: leaf,
 *   Timestamp: leaf,
 *   Document: leaf,
 *   Null: () => 0,
 * })
 * assert.equal(size(list([string('a'), string('b')])), 2)
 * ```
 */
export const match =
  <R>(cases: Cases<R>) =>
  (value: Value): R =>
    // The case found under a value's own tag takes that very alternative; TypeScript does not relate the two.
    (cases[value._tag] as (value: Value) => R)(value)

/** For the branch that cannot be reached: a new tag makes it a type error. */
export const absurd = (impossible: never): never => {
  throw new Error(`impossible: ${typeof impossible}`)
}

// -------------------------------------------------------------------------------------
// guards
// -------------------------------------------------------------------------------------

const guard =
  <T extends Tag>(tag: T) =>
  (value: Value): value is Tagged<T> =>
    value._tag === tag

export const isStructure: (value: Value) => value is Structure = /*#__PURE__*/ guard('Structure')
export const isList: (value: Value) => value is List = /*#__PURE__*/ guard('List')
export const isMap: (value: Value) => value is Map = /*#__PURE__*/ guard('Map')
export const isString: (value: Value) => value is String = /*#__PURE__*/ guard('String')
export const isEnum: (value: Value) => value is Enum = /*#__PURE__*/ guard('Enum')
export const isInteger: (value: Value) => value is Integer = /*#__PURE__*/ guard('Integer')
export const isLong: (value: Value) => value is Long = /*#__PURE__*/ guard('Long')
export const isBigInteger: (value: Value) => value is BigInteger = /*#__PURE__*/ guard('BigInteger')
export const isDecimal: (value: Value) => value is BigDecimal = /*#__PURE__*/ guard('BigDecimal')
export const isFloat: (value: Value) => value is Float = /*#__PURE__*/ guard('Float')
export const isDouble: (value: Value) => value is Double = /*#__PURE__*/ guard('Double')
export const isBoolean: (value: Value) => value is Boolean = /*#__PURE__*/ guard('Boolean')
export const isBlob: (value: Value) => value is Blob = /*#__PURE__*/ guard('Blob')
export const isTimestamp: (value: Value) => value is Timestamp = /*#__PURE__*/ guard('Timestamp')
export const isDocument: (value: Value) => value is Document = /*#__PURE__*/ guard('Document')
export const isNull: (value: Value) => value is Null = /*#__PURE__*/ guard('Null')

/**
 * Whether anything at all is a Value, to its last leaf. Bounds: `depth` levels, 256 by default; what lies deeper is
 * answered with no.
 */
export const isValue = (u: unknown, depth = 256): u is Value => {
  if (typeof u !== 'object' || u === null || depth < 0) return false
  const v = u as { readonly [name: string]: unknown }
  switch (v['_tag'] as Tag | undefined) {
    case 'Structure':
      return isFields(v['fields'], depth)
    case 'List':
      return Array.isArray(v['items']) && v['items'].every((item) => isValue(item, depth - 1))
    case 'Map':
      return Array.isArray(v['entries']) && v['entries'].every((entry) => isEntry(entry, depth - 1))
    case 'String':
    case 'Enum':
      return typeof v['value'] === 'string'
    case 'Integer':
      return Number.isInteger(v['value'])
    case 'Long':
    case 'BigInteger':
      return typeof v['value'] === 'bigint'
    case 'BigDecimal':
      return isBigDecimal(v['value'])
    case 'Float':
    case 'Double':
      return typeof v['value'] === 'number'
    case 'Boolean':
      return typeof v['value'] === 'boolean'
    case 'Blob':
      return isBytes(v['bytes'])
    case 'Timestamp':
      return Number.isInteger(v['epochMillis'])
    case 'Document':
      return toDocument(v['value'], depth) !== undefined
    case 'Null':
      return true
    default:
      return false
  }
}

const isFields = (u: unknown, depth: number): u is Fields =>
  typeof u === 'object' &&
  u !== null &&
  isPlain(u) &&
  Object.values(u).every((field) => field === undefined || isValue(field, depth - 1))

const isEntry = (u: unknown, depth: number): boolean =>
  Array.isArray(u) &&
  u.length === 2 &&
  isValue(u[0], depth) &&
  (u[0]._tag === 'String' || u[0]._tag === 'Enum') &&
  isValue(u[1], depth)
