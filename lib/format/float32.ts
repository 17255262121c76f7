/**
 * Numbers of 32 bits as text: 1.1 rather than 1.100000023841858.
 */

/** Any number of six digits is its own from here on, so that six are tried first; below, fewer may do. Source: IEEE 754, binary32. */
const leastNormal = 1.1754943508222875e-38

/** Below a power of two numbers lie twice as close as above, so that the nearest of a few digits may be another's and the next its own. */
const isPowerOfTwo = (n: number): boolean => Number.isInteger(Math.log2(Math.abs(n)))

/** The number of so many digits behind the one that is nearest, away from zero. */
const nextLarger = (n: number, digits: number): number => {
  // Always of both parts.
  const [figures, exponent] = n.toExponential(digits - 1).split('e') as [string, string]
  const whole = Number(figures.replace('.', ''))
  return Number(`${whole + Math.sign(n)}e${Number(exponent) - digits + 1}`)
}

/**
 * The number with the fewest decimal digits that rounds to the same 32 bits; the number itself where 32 bits do not hold
 * it. −0, NaN and infinities stay.
 *
 * @example
 * ```ts
 * assert.strictEqual(shortestFloat32(Math.fround(1.1)), 1.1)
 * ```
 */
export const shortestFloat32 = (n: number): number => {
  if (Math.fround(n) !== n || n === 0) return n
  for (let digits = Math.abs(n) < leastNormal ? 1 : 6; digits <= 9; digits++) {
    const short = Number(n.toPrecision(digits))
    if (Math.fround(short) === n) return short
    const larger = isPowerOfTwo(n) ? nextLarger(n, digits) : n
    if (larger !== n && Math.fround(larger) === n) return larger
  }
  return n
}
