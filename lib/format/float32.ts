/**
 * Numbers of 32 bits as text: 1.1 rather than 1.100000023841858.
 */

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
  if (!Number.isFinite(n) || Math.fround(n) !== n || n === 0) return n
  for (let digits = 6; digits <= 9; digits++) {
    const short = Number(n.toPrecision(digits))
    if (Math.fround(short) === n) return short
  }
  return n
}
