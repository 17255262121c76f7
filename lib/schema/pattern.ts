/**
 * Patterns as regular expressions: compiled once each, never throwing.
 */

/** Characters of a pattern beyond which it is not compiled: platforms refuse larger ones as late as at their first match. */
export const longestPattern = 32_768

/**
 * UTF-16 units of a text beyond which a pattern that was not proved linear, and whose text has no maximum of its own, is not
 * run: the text is refused.
 */
export const longestUnproved = 8_192

const compiled = new Map<string, RegExp | undefined>()

/**
 * The pattern as ECMA-262 with the `u` flag, or `undefined` where it is none: such a pattern is kept as data and not
 * enforced. A pattern finds a match anywhere unless it says `^` and `$`.
 *
 * Source: Smithy 2.0, trait `pattern`.
 */
export const compilePattern = (pattern: string): RegExp | undefined => {
  if (compiled.has(pattern)) return compiled.get(pattern)
  let expression: RegExp | undefined
  try {
    if (pattern.length <= longestPattern) expression = new RegExp(pattern, 'u')
  } catch {
    expression = undefined
  }
  compiled.set(pattern, expression)
  return expression
}
