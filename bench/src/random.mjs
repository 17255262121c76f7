/**
 * Pseudo-random numbers from a seed, so that a run can be repeated: the same seed gives the same payloads, mutations,
 * orders and intervals.
 */

/** Source: Bob Jenkins's small fast counter generator, sfc32; the first rounds mix the seed in. */
export const randomOf = (seed) => {
  let a = seed >>> 0
  let b = (seed / 0x1_0000_0000) >>> 0
  let c = 0x9e37_79b9
  let counter = 1
  const next = () => {
    const sum = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + sum) | 0
    return (sum >>> 0) / 0x1_0000_0000
  }
  for (let i = 0; i < 12; i++) next()
  return next
}

/** A whole number from 0 up to, not including, `end`. */
export const below = (random, end) => Math.floor(random() * end)

export const pick = (random, items) => items[below(random, items.length)]

/** A copy in another order. Source: Fisher and Yates. */
export const shuffled = (random, items) => {
  const copy = [...items]
  for (let i = copy.length - 1; i > 0; i--) {
    const j = below(random, i + 1)
    const kept = copy[i]
    copy[i] = copy[j]
    copy[j] = kept
  }
  return copy
}
