/** Medians, bootstrap intervals and fitted exponents: pure functions of numbers. */
import { below } from './random.mjs'

/** Of no numbers, NaN. */
export const median = (numbers) => quantile(numbers, 0.5)

/** Between two ranks, the straight line. `q` is from 0 to 1. */
export const quantile = (numbers, q) => {
  if (numbers.length === 0) return Number.NaN
  const sorted = Float64Array.from(numbers).sort()
  const at = (sorted.length - 1) * q
  const low = Math.floor(at)
  const high = Math.ceil(at)
  return sorted[low] + (sorted[high] - sorted[low]) * (at - low)
}

/**
 * The percentile bootstrap's interval of a median: `draws` resamples with replacement, the middle `level` of their medians.
 *
 * Source: Efron and Tibshirani, An Introduction to the Bootstrap, chapter 13.
 */
export const bootstrapMedian = (numbers, random, { draws = 2000, level = 0.95 } = {}) => {
  const medians = Array.from({ length: draws }, () => median(numbers.map(() => numbers[below(random, numbers.length)])))
  const outside = (1 - level) / 2
  return { median: median(numbers), low: quantile(medians, outside), high: quantile(medians, 1 - outside) }
}

/** The exponent k of y = c·x^k, by least squares over logarithms. */
export const exponentOf = (points) => {
  const logs = points.map(([x, y]) => [Math.log(x), Math.log(y)])
  const meanX = logs.reduce((sum, [x]) => sum + x, 0) / logs.length
  const meanY = logs.reduce((sum, [, y]) => sum + y, 0) / logs.length
  const over = logs.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0)
  return over / logs.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0)
}
