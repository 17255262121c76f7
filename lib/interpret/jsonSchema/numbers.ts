/**
 * Numbers: kinds, and bounds as the doubles that validators compare with. A bound never refuses what a reader takes.
 */

import { rangeBreach, wholeBounds } from '../../schema/constraints.js'
import type { IntEnumSchema, Schema } from '../../schema/Schema.js'
import type { Range } from '../../schema/Traits.js'
import type { JsonSchema, Site } from './model.js'
import { isHeld, keywords, noteAt, nothing } from './model.js'

type Bounds = Pick<JsonSchema, 'minimum' | 'maximum' | 'exclusiveMinimum' | 'exclusiveMaximum'>

// -------------------------------------------------------------------------------------
// whole kinds and decimals
// -------------------------------------------------------------------------------------

/**
 * Rounding to a double keeps the order, so that a bound which is rounded as the numbers are takes all that it took before.
 */
const rounded = (bound: Range['min']): number | undefined => (bound === undefined ? undefined : Number(bound))

const boundsOf = (range: Range, min = -Infinity, max = Infinity): Bounds => {
  const low = Math.max(rounded(range.min) ?? -Infinity, min)
  const high = Math.min(rounded(range.max) ?? Infinity, max)
  return keywords({
    minimum: Number.isFinite(low) ? low : undefined,
    maximum: Number.isFinite(high) ? high : undefined,
  })
}

const heldRange = ({ policy }: Site, { traits }: Schema): Range => (isHeld(policy, 'range') ? (traits.range ?? {}) : {})

const formatted = ({ formats }: Site, format: string): Pick<JsonSchema, 'format'> => (formats ? { format } : {})

/** The bounds are told as far as doubles go: 2^63 stands for 2^63 − 1. */
const longEnds = 2 ** 63

/** Digits beyond doubles come as text in the domain, as programs in other languages print them. */
const orText = ({ side }: Site, number: JsonSchema, text: JsonSchema): JsonSchema =>
  side === 'domain' ? { anyOf: [number, { type: 'string', ...text }] } : number

const wholeText: JsonSchema = { pattern: '^-?\\d{1,400}$' }

const decimalText: JsonSchema = { maxLength: 4096, pattern: '^-?\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?$' }

export const wholeSchema = (site: Site, schema: Schema): JsonSchema => {
  const range = heldRange(site, schema)
  switch (schema._tag) {
    case 'byte':
    case 'short':
    case 'integer':
    case 'intEnum': {
      const { min, max } = wholeBounds[schema._tag]
      return { type: 'integer', ...formatted(site, 'int32'), ...boundsOf(range, min, max) }
    }
    case 'long': {
      const number: JsonSchema = {
        type: 'integer',
        ...formatted(site, 'int64'),
        ...boundsOf(range, -longEnds, longEnds),
      }
      return orText(site, number, wholeText)
    }
    default:
      return orText(site, { type: 'integer', ...boundsOf(range) }, wholeText)
  }
}

export const decimalSchema = (site: Site, schema: Schema): JsonSchema => {
  if (site.side === 'domain')
    noteAt(site, schema, 'syntax', 'an exponent of at most 53 bits', 'a pattern does not compare numbers')
  return orText(site, { type: 'number', ...boundsOf(heldRange(site, schema)) }, decimalText)
}

export const intEnumSchema = (site: Site, schema: IntEnumSchema): JsonSchema => {
  if (site.policy.mode !== 'strict') return wholeSchema(site, schema)
  const range = heldRange(site, schema)
  const listed = schema.values.map(({ value }) => value).filter((value) => rangeBreach(value, range) === undefined)
  return listed.length === 0 ? nothing : { type: 'integer', enum: listed }
}

// -------------------------------------------------------------------------------------
// floating point
// -------------------------------------------------------------------------------------

/** A double or a float beside another: `toward` is 1 upwards, −1 downwards. Domain: finite numbers of the kind. */
type Neighbour = (n: number, toward: 1 | -1) => number

const nextDouble: Neighbour = (n, toward) => {
  if (n === 0) return toward * 5e-324
  const bits = new DataView(new ArrayBuffer(8))
  bits.setFloat64(0, n)
  bits.setBigInt64(0, bits.getBigInt64(0) + (n > 0 === toward > 0 ? 1n : -1n))
  return bits.getFloat64(0)
}

const nextFloat: Neighbour = (n, toward) => {
  if (n === 0) return toward * 2 ** -149
  const bits = new DataView(new ArrayBuffer(4))
  bits.setFloat32(0, n)
  bits.setInt32(0, bits.getInt32(0) + (n > 0 === toward > 0 ? 1 : -1))
  return bits.getFloat32(0)
}

/** The last number of the kind that is within a bound, going outwards: the nearest, or else the one before it. */
const lastWithin = (
  bound: number | bigint | string,
  outwards: 1 | -1,
  round: (n: number) => number,
  next: Neighbour,
): number => {
  const fits = (n: number): boolean => rangeBreach(n, outwards === 1 ? { max: bound } : { min: bound }) === undefined
  let n = round(Number(bound))
  while (Number.isFinite(n) && !fits(n)) n = next(n, outwards === 1 ? -1 : 1)
  return n
}

const largestFloat = 2 ** 128 - 2 ** 104

/** The doubles that 32 bits round to at most `n`, or at least: up to half-way to its neighbour, which goes to the even one. */
const roundingTo = (n: number, outwards: 1 | -1): Bounds => {
  const last = Math.max(-largestFloat, Math.min(largestFloat, n))
  const beyond = nextFloat(last, outwards)
  // The neighbour of the largest would be 2^128.
  const gap = Number.isFinite(beyond) ? beyond - last : outwards * 2 ** 104
  const half = last + gap / 2
  const inclusive = Math.fround(half) === last
  if (outwards === 1) return inclusive ? { maximum: half } : { exclusiveMaximum: half }
  return inclusive ? { minimum: half } : { exclusiveMinimum: half }
}

const floatBounds = ({ min, max }: Range): Bounds => ({
  ...roundingTo(min === undefined ? -Infinity : lastWithin(min, -1, Math.fround, nextFloat), -1),
  ...roundingTo(max === undefined ? Infinity : lastWithin(max, 1, Math.fround, nextFloat), 1),
})

const doubleBounds = ({ min, max }: Range): Bounds =>
  boundsOf({
    ...(min === undefined ? {} : { min: lastWithin(min, -1, Number, nextDouble) }),
    ...(max === undefined ? {} : { max: lastWithin(max, 1, Number, nextDouble) }),
  })

/** Numbers, and the texts of those that JSON has no number for. */
export const floatSchema = (site: Site, schema: Schema): JsonSchema => {
  const range = heldRange(site, schema)
  const isFloat = schema._tag === 'float'
  const number: JsonSchema = {
    type: 'number',
    ...formatted(site, schema._tag),
    ...(isFloat ? floatBounds(range) : doubleBounds(range)),
  }
  const texts = ['NaN', 'Infinity', '-Infinity'].filter((text) => rangeBreach(Number(text), range) === undefined)
  return texts.length === 0 ? number : { anyOf: [number, { type: 'string', enum: texts }] }
}

// -------------------------------------------------------------------------------------
// seconds
// -------------------------------------------------------------------------------------

/** Seconds since 1970 within the years 0001–9999, rounded to milliseconds. */
export const secondsSchema: JsonSchema = {
  type: 'number',
  minimum: -62_135_596_800.0005,
  exclusiveMaximum: 253_402_300_799.9995,
}

export const noteSeconds = (site: Site, schema: Schema): void =>
  noteAt(
    site,
    schema,
    'range',
    'a time within the years 0001 to 9999',
    'times are rounded to milliseconds, and at the ends of the years a double is coarser than that',
  )
