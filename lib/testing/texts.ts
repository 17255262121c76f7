/**
 * Texts of a length in code points and of a pattern.
 */

import { codePoints } from '../schema/constraints.js'
import { compilePattern } from '../schema/pattern.js'
import type { Length } from '../schema/Traits.js'
import { isWellFormed } from '../value/Document.js'
import type { Arbitrary, FastCheck } from './FastCheck.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** Names that trip careless records, paths and readers. */
export const hostileTexts: ReadonlyArray<string> = [
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '',
  'a.b',
  '0',
  '-1',
  '😀',
  '\u0000',
  '"',
  '\\',
  'a b',
  '\u2028',
]

export interface TextLimits {
  readonly length: Length | undefined
  readonly pattern: string | undefined
}

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

const kept = new WeakMap<FastCheck, Map<string, Arbitrary<string> | undefined>>()

/** Texts within the limits; `undefined` where none is found for a pattern. */
export const texts =
  (fc: FastCheck) =>
  (limits: TextLimits): Arbitrary<string> | undefined => {
    const known = kept.get(fc) ?? new Map<string, Arbitrary<string> | undefined>()
    kept.set(fc, known)
    const key = JSON.stringify([limits.length, limits.pattern])
    const made = known.has(key) ? known.get(key) : build(fc, limits)
    known.set(key, made)
    return made
  }

const build = (fc: FastCheck, limits: TextLimits): Arbitrary<string> | undefined => {
  const expression = limits.pattern === undefined ? undefined : compilePattern(limits.pattern)
  return expression === undefined ? anyText(fc, limits.length) : patterned(fc, limits, expression)
}

const fits =
  ({ min = 0, max = Infinity }: Length) =>
  (text: string): boolean => {
    const points = codePoints(text)
    return points >= min && points <= max && isWellFormed(text)
  }

/** The longest text that is made on purpose. */
const long = 300

const anyText = (fc: FastCheck, length: Length = {}): Arbitrary<string> => {
  const min = length.min ?? 0
  const max = Math.min(length.max ?? Infinity, min + 10)
  const hostile = hostileTexts.filter(fits(length))
  const choices = [
    { weight: 3, arbitrary: fc.string({ unit: 'grapheme-ascii', minLength: min, maxLength: max }) },
    { weight: 2, arbitrary: fc.string({ unit: 'binary', minLength: min, maxLength: max }) },
  ]
  if (hostile.length > 0) choices.push({ weight: 1, arbitrary: fc.constantFrom(...hostile) })
  if (length.max !== undefined && length.max <= long) {
    const full = { minLength: length.max, maxLength: length.max }
    choices.push({ weight: 1, arbitrary: fc.string({ unit: fc.constantFrom('a', '😀', 'é', '字'), ...full }) })
  }
  return fc.oneof({ withCrossShrink: true }, ...choices)
}

// -------------------------------------------------------------------------------------
// patterns
// -------------------------------------------------------------------------------------

/** Of how many tries how many must fit for a way of making texts to be taken. */
const tries = 60
const enough = 12

const patterned = (
  fc: FastCheck,
  { length = {}, pattern = '' }: TextLimits,
  expression: RegExp,
): Arbitrary<string> | undefined => {
  const measured = fits(length)
  const accepts = (text: string): boolean => measured(text) && expression.test(text)
  const rated = candidates(fc, pattern, expression, length).map((make) => ({ make, hits: hitsOf(fc, make, accepts) }))
  const good = rated.filter(({ hits }) => hits >= enough)
  const [best] = [...rated].sort((a, b) => b.hits - a.hits)
  if (best === undefined || best.hits === 0) return undefined
  const chosen = good.length > 0 ? good : [best]
  return fc.oneof({ withCrossShrink: true }, ...chosen.map(({ make }) => make().filter(accepts)))
}

type Make = () => Arbitrary<string>

const hitsOf = (fc: FastCheck, make: Make, accepts: (text: string) => boolean): number => {
  try {
    return fc.sample(make(), { numRuns: tries, seed: 1 }).filter(accepts).length
  } catch {
    // fast-check has no texts for some syntax, such as look-behind.
    return 0
  }
}

const candidates = (fc: FastCheck, pattern: string, expression: RegExp, length: Length): ReadonlyArray<Make> => {
  const sized = resized(pattern, length)
  return [
    () => fc.stringMatching(expression),
    ...(sized === undefined ? [] : [() => fc.stringMatching(sized)]),
    () => anyText(fc, length),
    () =>
      fc.string({
        unit: fc.constantFrom(...'abcXYZ019'),
        minLength: length.min ?? 0,
        maxLength: Math.min(length.max ?? Infinity, (length.min ?? 0) + 10),
      }),
  ]
}

/** The pattern with each open repetition of one character bounded so that the whole may reach the length. */
const resized = (pattern: string, { min = 0, max = Infinity }: Length): RegExp | undefined => {
  const least = Math.max(min, 0)
  const most = Math.min(max, least + 10)
  const bounded = pattern.replace(
    /(\\[^pPuxkb\d]|\[(?:\\.|[^\]\\])*\]|\.)([*+]|\{\d+,\})/g,
    (_, unit: string, times: string) =>
      `${unit}{${Math.max(least, times === '+' ? 1 : times === '*' ? 0 : Number.parseInt(times.slice(1), 10))},${most}}`,
  )
  try {
    return bounded === pattern ? undefined : new RegExp(bounded, 'u')
  } catch {
    return undefined
  }
}
