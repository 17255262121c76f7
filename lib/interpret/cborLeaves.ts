/**
 * The kinds without parts as CBOR has them, taken from bytes at once.
 */

import { fail } from '../compile/emit/source.js'
import type { Policy } from '../compile/Policy.js'
import type { Cursor } from '../format/cborSource.js'
import { peek, takeBlob, takeLong, takeNumber, takeText, takeWhole } from '../format/cborSource.js'
import { readEpochSeconds } from '../format/timestamp.js'
import type { ConstraintCode } from '../schema/constraints.js'
import {
  longBounds,
  patternCheck,
  rangeBreach,
  textLengthCheck,
  timestampBounds,
  wholeBounds,
} from '../schema/constraints.js'
import type { Schema } from '../schema/Schema.js'
import type { Length } from '../schema/Traits.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** Takes the item that comes, which lies so deep: its domain value, or `fail`. */
export type Take = (source: Cursor, depth: number) => unknown

// -------------------------------------------------------------------------------------
// constraints
// -------------------------------------------------------------------------------------

type Check<A> = (host: A) => boolean

const always = (): boolean => true

/** Whether a policy holds a schema's constraints of that code against a value. */
const holds = ({ mode, ignored }: Policy, code: ConstraintCode): boolean => mode === 'strict' && !ignored.includes(code)

const both = <A>(one: Check<A>, other: Check<A>): Check<A> => {
  if (one === always) return other
  return other === always ? one : (host) => one(host) && other(host)
}

const passes =
  <H>(check: (host: H) => unknown): Check<H> =>
  (host) =>
    check(host) === undefined

/** Text is no longer than all the bytes, so that a limit beyond those says nothing. */
const unitsCheckOf = ({ limits: { text: most, size } }: Policy): Check<string> =>
  size <= most ? always : ({ length }) => length <= most

const lengthAndPattern = (policy: Policy, { traits }: Schema): Check<string> => {
  const { length, pattern } = traits
  const isLong = both(
    unitsCheckOf(policy),
    length !== undefined && holds(policy, 'length') ? passes(textLengthCheck(length)) : always,
  )
  if (pattern === undefined || !holds(policy, 'pattern')) return isLong
  const check = patternCheck(pattern, traits)
  return both(isLong, (text) => check(text) === undefined)
}

const isListed = (policy: Policy, schema: Schema): Check<string> => {
  if (schema._tag !== 'enum') return always
  if (policy.mode !== 'strict') return unitsCheckOf(policy)
  const listed = new Set(schema.values.map(({ value }) => value))
  return (text) => listed.has(text)
}

/** The checks of a map's key: the walk holds all of them against one. */
export const keyCheckOf = (policy: Policy, schema: Schema): Check<string> =>
  both(isListed(policy, schema), lengthAndPattern(policy, schema))

const countsWithin =
  ({ min = 0, max = Infinity }: Length): Check<number> =>
  (count) =>
    count >= min && count <= max

/** The check of how many items, entries or bytes there are; `most` is the policy's limit. */
export const countCheckOf = (policy: Policy, { traits: { length } }: Schema, most: number): Check<number> =>
  both(
    most === Infinity ? always : (count) => count <= most,
    length !== undefined && holds(policy, 'length') ? countsWithin(length) : always,
  )

const rangeCheckOf = (policy: Policy, { traits: { range } }: Schema): Check<number | bigint> =>
  range !== undefined && holds(policy, 'range') ? (n) => rangeBreach(n, range) === undefined : always

// -------------------------------------------------------------------------------------
// leaves
// -------------------------------------------------------------------------------------

const takeTextOf = (policy: Policy, schema: Schema): Take => {
  const check = schema._tag === 'enum' ? isListed(policy, schema) : lengthAndPattern(policy, schema)
  return (source) => {
    const text = takeText(source)
    return text === undefined || !check(text) ? fail : text
  }
}

const takeWholeOf = (policy: Policy, schema: Extract<Schema, { readonly _tag: keyof typeof wholeBounds }>): Take => {
  const { min, max } = wholeBounds[schema._tag]
  const inRange = rangeCheckOf(policy, schema)
  const listed =
    schema._tag === 'intEnum' && policy.mode === 'strict' ? new Set(schema.values.map(({ value }) => value)) : undefined
  return (source) => {
    const n = takeWhole(source)
    if (n === undefined || n < min || n > max || (listed !== undefined && !listed.has(n)) || !inRange(n)) return fail
    return n
  }
}

const takeLongOf = (policy: Policy, schema: Schema): Take => {
  const inRange = rangeCheckOf(policy, schema)
  const { min, max } = longBounds
  return (source) => {
    const n = takeLong(source)
    return n === undefined || n < min || n > max || !inRange(n) ? fail : n
  }
}

const takeFloatOf = (policy: Policy, schema: Schema): Take => {
  const isFloat = schema._tag === 'float'
  const inRange = rangeCheckOf(policy, schema)
  return (source) => {
    const n = takeNumber(source)
    if (n === undefined) return fail
    const value = isFloat ? Math.fround(n) : n
    // A finite number beyond 32 bits is for the walk.
    return Number.isFinite(value) === Number.isFinite(n) && inRange(value) ? value : fail
  }
}

const takeBoolean: Take = (source) => {
  const first = peek(source)
  if (first !== 0xf4 && first !== 0xf5) return fail
  source.at++
  return first === 0xf5
}

const takeBlobOf = (policy: Policy, schema: Schema): Take => {
  const isCount = countCheckOf(policy, schema, policy.limits.text)
  return (source) => {
    const blob = takeBlob(source)
    return blob === undefined || !isCount(blob.length) ? fail : blob
  }
}

/** Seconds under tag 1. */
const takeTimestamp: Take = (source) => {
  if (peek(source) !== 0xc1) return fail
  source.at++
  const seconds = takeNumber(source)
  if (seconds === undefined) return fail
  const epochMillis = readEpochSeconds(seconds)
  return epochMillis >= timestampBounds.min && epochMillis <= timestampBounds.max ? new Date(epochMillis) : fail
}

// -------------------------------------------------------------------------------------
// many leaves
// -------------------------------------------------------------------------------------

/**
 * Places made before their items are there: a list that claims more grows with what comes, and one that claims more than comes
 * is read by nobody.
 */
export const most = 1024

/** Takes so many items one behind another. */
export type TakeMany = (source: Cursor, count: number) => ReadonlyArray<unknown> | typeof fail

// Each makes lists of its own, so that engines keep those of numbers as bare numbers.

const takeDoubles: TakeMany = (source, count) => {
  const { bytes, view } = source
  const last = bytes.length - 9
  const items: Array<number> = new Array(Math.min(count, most))
  let { at } = source
  for (let i = 0; i < count; i++) {
    const first = at <= last ? bytes[at] : undefined
    if (first === 0xfb) {
      items[i] = view.getFloat64(at + 1)
      at += 9
    } else if (first === 0xfa) {
      items[i] = view.getFloat32(at + 1)
      at += 5
    } else {
      source.at = at
      const n = takeNumber(source)
      if (n === undefined) return fail
      items[i] = n
      at = source.at
    }
  }
  source.at = at
  return items
}

const takeTimestamps: TakeMany = (source, count) => {
  const { bytes, view } = source
  const last = bytes.length - 6
  const items: Array<unknown> = new Array(Math.min(count, most))
  let { at } = source
  for (let i = 0; i < count; i++) {
    // Whole seconds of 32 bits are within the years.
    if (at <= last && bytes[at] === 0xc1 && bytes[at + 1] === 0x1a) {
      items[i] = new Date(view.getUint32(at + 2) * 1000)
      at += 6
    } else {
      source.at = at
      const item = takeTimestamp(source, 0)
      if (item === fail) return fail
      items[i] = item
      at = source.at
    }
  }
  source.at = at
  return items
}

/**
 * How the items of a list are taken that are many and small: in a loop that knows their kind. `undefined` for any other, which
 * are taken one by one.
 */
export const manyOf = (policy: Policy, schema: Schema): TakeMany | undefined => {
  if (schema._tag === 'timestamp') return takeTimestamps
  return schema._tag === 'double' && rangeCheckOf(policy, schema) === always ? takeDoubles : undefined
}

// -------------------------------------------------------------------------------------
// one leaf
// -------------------------------------------------------------------------------------

/** How a kind is taken; `undefined` where that is left to the walk. */
export const leafOf = (policy: Policy, schema: Schema): Take | undefined => {
  switch (schema._tag) {
    case 'string':
    case 'enum':
      return takeTextOf(policy, schema)
    case 'byte':
    case 'short':
    case 'integer':
    case 'intEnum':
      return takeWholeOf(policy, schema)
    case 'long':
      return takeLongOf(policy, schema)
    case 'float':
    case 'double':
      return takeFloatOf(policy, schema)
    case 'boolean':
      return takeBoolean
    case 'blob':
      return takeBlobOf(policy, schema)
    case 'timestamp':
      return takeTimestamp
    default:
      return undefined
  }
}
