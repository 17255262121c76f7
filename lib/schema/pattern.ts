/**
 * Patterns as regular expressions: compiled once each, never throwing.
 */

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
    expression = new RegExp(pattern, 'u')
  } catch {
    expression = undefined
  }
  compiled.set(pattern, expression)
  return expression
}
