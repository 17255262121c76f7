/**
 * Patterns of models as they are enforced here: with the anchors that a form lost, in ECMA-262 with the `u` flag, and with
 * an engine that takes linear time where the platform's own might not.
 */

import { linearMatch } from '../schema/linearMatch.js'
import { compilePattern, longestPattern, longestUnproved } from '../schema/pattern.js'
import type { PatternCost } from '../schema/patternCost.js'
import { isLinear, patternCost } from '../schema/patternCost.js'
import type { Matcher } from '../schema/Traits.js'
import { translate } from './javaPatterns.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** What becomes of a pattern. */
export type PatternReading =
  | {
      readonly _tag: 'Enforced'
      /** ECMA-262 with the `u` flag; another than the model's where that had to be translated. */
      readonly pattern: string
      readonly matcher?: 'native' | Matcher
    }
  /** Kept as data. */
  | { readonly _tag: 'Unenforced'; readonly reason: string }

// -------------------------------------------------------------------------------------
// anchors
// -------------------------------------------------------------------------------------

/** Whether a bar stands outside every group and class: then it binds weaker than an anchor. */
const hasTopLevelBar = (pattern: string): boolean => {
  let depth = 0
  let inClass = false
  for (let i = 0; i < pattern.length; i++) {
    const c = pattern[i]
    if (c === '\\') i++
    else if (inClass) inClass = c !== ']'
    else if (c === '[') inClass = true
    else if (c === '(') depth++
    else if (c === ')') depth--
    else if (c === '|' && depth === 0) return true
  }
  return false
}

const startsAnchored = (pattern: string): boolean => pattern.startsWith('^') || pattern.startsWith('\\A')

const endsAnchored = (pattern: string): boolean => /(?:^|[^\\])(?:\\\\)*\$$/.test(pattern) || /\\[zZ]$/.test(pattern)

/**
 * The pattern with its outer anchors, for models that lost them. One that has both comes back as it is.
 *
 * @example
 * ```ts
 * anchored('[a-z]+') // '^[a-z]+$'
 * anchored('a|b') // '^(?:a|b)$'
 * ```
 */
export const anchored = (pattern: string): string => {
  const start = startsAnchored(pattern)
  const end = endsAnchored(pattern)
  if (start && end) return pattern
  if (!start && !end && hasTopLevelBar(pattern)) return `^(?:${pattern})$`
  return `${start ? '' : '^'}${pattern}${end ? '' : '$'}`
}

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

/**
 * An ECMA pattern, to be used with the `u` flag, that matches what the model's does; the model's own where that compiles;
 * `undefined` where there is no exact equivalent.
 *
 * @example
 * ```ts
 * ecmaPattern('\\p{Alnum}+\\z') // '[0-9A-Za-z]+$'
 * ```
 */
export const ecmaPattern = (pattern: string): string | undefined => {
  if (compilePattern(pattern) !== undefined) return pattern
  const translated = pattern.length > longestPattern ? undefined : translate(pattern)
  return translated?._tag === 'Translated' ? translated.pattern : undefined
}

/** At most how many steps the platform's engine takes on text of that length. */
const stepsOf = (cost: PatternCost, longest: number): number =>
  cost._tag === 'polynomial' ? cost.factor * longest ** cost.degree : Infinity

/** About a millisecond: nothing is gained by an engine of our own. */
const quick = 1e6

/** About a tenth of a second. */
const bearable = 1e8

const enforced = (pattern: string, longestText: number | undefined): PatternReading => {
  if (isLinear(pattern))
    return longestText === undefined ? { _tag: 'Enforced', pattern, matcher: 'native' } : { _tag: 'Enforced', pattern }
  const cost = patternCost(pattern)
  if (longestText !== undefined && stepsOf(cost, longestText) <= quick) return { _tag: 'Enforced', pattern }
  if (linearMatch(pattern) !== undefined) return { _tag: 'Enforced', pattern, matcher: linearMatch }
  if (stepsOf(cost, longestText ?? longestUnproved) <= bearable) return { _tag: 'Enforced', pattern }
  const reason = cost._tag === 'unbounded' ? cost.reason : `time of degree ${cost.degree} in the text`
  return { _tag: 'Unenforced', reason: `it may take too long: ${reason}` }
}

const kept = new Map<string, PatternReading>()

/**
 * How a model's pattern is enforced: proved linear, or on text so short that it stays below about 10⁶ steps, by the platform;
 * else by `linearMatch`; else, where it stays below about 10⁸ steps, by the platform; else not at all, and said so.
 *
 * @param longestText the most code points of a text, where the model bounds them
 */
export const readPattern = (pattern: string, longestText?: number): PatternReading => {
  const key = longestText === undefined ? pattern : `${longestText} ${pattern}`
  const known = kept.get(key)
  if (known !== undefined) return known
  const ecma = ecmaPattern(pattern)
  const reading: PatternReading =
    ecma === undefined ? { _tag: 'Unenforced', reason: whyUntranslated(pattern) } : enforced(ecma, longestText)
  kept.set(key, reading)
  return reading
}

const whyUntranslated = (pattern: string): string => {
  if (pattern.length > longestPattern) return `it has more than ${longestPattern} characters`
  const translated = translate(pattern)
  return translated._tag === 'Untranslated' ? translated.reason : 'it does not compile'
}
