/**
 * The constraints of a schema as tests on host values, and the words for them. Each test says what is wrong as a
 * `Breach`, or `undefined`.
 */

import type { BigDecimal } from '../value/BigDecimal.js'
import { readDecimal } from '../value/BigDecimal.js'
import type { IssueCode } from '../value/Issue.js'
import { compilePattern, longestUnproved } from './pattern.js'
import type { Length, Range, Traits } from './Traits.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** The codes that `advise` and `ignore` may name: what a type cannot say. */
export type ConstraintCode = Extract<IssueCode, 'length' | 'range' | 'pattern' | 'unique' | 'documented'>

export const constraintCodes: ReadonlyArray<ConstraintCode> = ['length', 'range', 'pattern', 'unique', 'documented']

export interface Breach {
  readonly code: ConstraintCode
  readonly expected: string
  readonly actual: string
  /** The length that is out of bounds. */
  readonly measure?: number
}

// -------------------------------------------------------------------------------------
// length
// -------------------------------------------------------------------------------------

/** `1 to 255 characters`, `at least 2 items`, `exactly 1 byte`. */
export const lengthText = ({ min, max }: Length, unit: string): string => {
  if (max === undefined) return `at least ${counted(min ?? 0, unit)}`
  if (min === undefined || min === 0) return `at most ${counted(max, unit)}`
  return min === max ? `exactly ${counted(max, unit)}` : `${grouped(min)} to ${counted(max, unit)}`
}

/** Digits in threes, whatever the locale of the machine. */
const grouped = (n: number): string => (n < 1000 ? String(n) : String(n).replace(/\B(?=(\d{3})+$)/g, ','))

const counted = (n: number, unit: string): string => `${grouped(n)} ${n === 1 ? unit : plural(unit)}`

const plural = (unit: string): string => (unit.endsWith('y') ? `${unit.slice(0, -1)}ies` : `${unit}s`)

/** The first half of a surrogate pair. In text of one byte a character the platform knows at once that there is none. */
const first = /[\ud800-\udbff]/

/** Unicode code points. Linear in the text. */
export const codePoints = (text: string): number => {
  if (!first.test(text)) return text.length
  let count = text.length
  for (let i = 0; i < text.length - 1; i++) {
    if ((text.charCodeAt(i) & 0xfc00) === 0xd800 && (text.charCodeAt(i + 1) & 0xfc00) === 0xdc00) {
      count--
      i++
    }
  }
  return count
}

/**
 * Counts code points only where UTF-16 units leave the answer open: a code point is one or two of them.
 */
const textFits = (text: string, min: number, max: number): boolean => {
  const units = text.length
  if (units < min || units > 2 * max) return false
  if (units <= max && units >= 2 * min) return true
  const points = codePoints(text)
  return points >= min && points <= max
}

/** The test of a count, made once. */
export const lengthCheck = (length: Length, unit: string, what: string): ((count: number) => Breach | undefined) => {
  const { min = 0, max = Infinity } = length
  const expected = lengthText(length, unit)
  return (count) =>
    count >= min && count <= max
      ? undefined
      : { code: 'length', expected, actual: `${what} of ${counted(count, unit)}`, measure: count }
}

/** The test of a text's length, made once. */
export const textLengthCheck = (length: Length): ((text: string) => Breach | undefined) => {
  const { min = 0, max = Infinity } = length
  const check = lengthCheck(length, 'character', 'a string')
  return (text) => (textFits(text, min, max) ? undefined : check(codePoints(text)))
}

// -------------------------------------------------------------------------------------
// pattern
// -------------------------------------------------------------------------------------

const nativeMatch = (pattern: string): ((text: string) => boolean) | undefined => {
  const expression = compilePattern(pattern)
  return expression && ((text) => expression.test(text))
}

/**
 * The test of a pattern, made once. The text is not quoted: it may be sensitive.
 *
 * Text above its own maximum is not held against the pattern as well. Without a maximum, a pattern that was not proved
 * linear takes no text beyond `longestUnproved`.
 */
export const patternCheck = (pattern: string, { length, matcher }: Traits): ((text: string) => Breach | undefined) => {
  const match = (typeof matcher === 'function' ? matcher(pattern) : undefined) ?? nativeMatch(pattern)
  if (match === undefined) return () => undefined
  const breach = (expected: string, actual: string): Breach => ({ code: 'pattern', expected, actual })
  const longest = 2 * (length?.max ?? Infinity)
  const isBounded = longest < Infinity || matcher !== undefined
  return (text) => {
    if (text.length > longest) return undefined
    if (!isBounded && text.length > longestUnproved)
      return breach(`text of at most ${grouped(longestUnproved)} units that matches ${pattern}`, 'longer text')
    return match(text) ? undefined : breach(`text that matches ${pattern}`, 'text that does not match')
  }
}

// -------------------------------------------------------------------------------------
// range
// -------------------------------------------------------------------------------------

type Bounded = number | bigint | BigDecimal

export const rangeText = ({ min, max }: Range): string =>
  max === undefined ? `at least ${min}` : min === undefined ? `at most ${max}` : `${min} to ${max}`

const asDecimal = (n: Bounded | string): BigDecimal | undefined => {
  if (typeof n === 'object') return n
  return readDecimal(typeof n === 'number' ? String(n) : n.toString())
}

const digitsOf = (n: bigint): number => n.toString().replace('-', '').length

/** Negative, zero or positive as `a` is below, at or above `b`, exact. */
const compareDecimals = (a: BigDecimal, b: BigDecimal): number => {
  const signs =
    Number(a.coefficient > 0n) - Number(a.coefficient < 0n) - (Number(b.coefficient > 0n) - Number(b.coefficient < 0n))
  if (signs !== 0 || a.coefficient === 0n) return signs
  // Magnitudes of different order need no scaling; a huge exponent must not cost memory.
  const order = digitsOf(a.coefficient) + a.exponent - (digitsOf(b.coefficient) + b.exponent)
  if (order !== 0) return a.coefficient > 0n ? order : -order
  const low = Math.min(a.exponent, b.exponent)
  const left = a.coefficient * 10n ** BigInt(a.exponent - low)
  const right = b.coefficient * 10n ** BigInt(b.exponent - low)
  return left < right ? -1 : left > right ? 1 : 0
}

const compare = (n: Bounded, bound: number | bigint | string): number => {
  if (typeof n === 'number' && typeof bound === 'number') return n - bound
  if (typeof n === 'number' && !Number.isFinite(n)) return n
  const left = asDecimal(n)
  const right = asDecimal(bound)
  return left === undefined || right === undefined ? 0 : compareDecimals(left, right)
}

/** Bounds are inclusive; NaN is in no range. */
export const rangeBreach = (n: Bounded, range: Range): Breach | undefined => {
  const low = range.min === undefined ? 0 : compare(n, range.min)
  const high = range.max === undefined ? 0 : compare(n, range.max)
  return low >= 0 && high <= 0 ? undefined : { code: 'range', expected: rangeText(range), actual: 'a number outside' }
}

// -------------------------------------------------------------------------------------
// kinds
// -------------------------------------------------------------------------------------

/** The inclusive bounds of each whole kind of at most 64 bits. Source: Smithy 2.0, "Simple types". */
export const wholeBounds = {
  byte: { min: -128, max: 127 },
  short: { min: -32_768, max: 32_767 },
  integer: { min: -2_147_483_648, max: 2_147_483_647 },
  intEnum: { min: -2_147_483_648, max: 2_147_483_647 },
} as const

export const longBounds: { readonly min: bigint; readonly max: bigint } = { min: -(2n ** 63n), max: 2n ** 63n - 1n }

/** Milliseconds of 0001-01-01T00:00:00.000Z and 9999-12-31T23:59:59.999Z. */
export const timestampBounds = { min: -62_135_596_800_000, max: 253_402_300_799_999 } as const
