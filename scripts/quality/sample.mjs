// A sample by a seed, and what it tells of the whole.

/** A stream of numbers from 0 to 1 that the seed decides (mulberry32). */
const numbers = (seed) => {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** `count` of the items, each as likely as the other, in the order that they had. */
export const chosen = (items, count, seed) => {
  const next = numbers(seed)
  return items
    .map((item, place) => ({ item, place, rank: next() }))
    .sort((a, b) => a.rank - b.rank)
    .slice(0, count)
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item)
}

/** The interval of 95 % that Wilson gives for a share of `hits` in `of`, in percent; by another `z` a wider or narrower one. */
export const interval = (hits, of, z = 1.96) => {
  if (of === 0) return [0, 100]
  const share = hits / of
  const middle = share + (z * z) / (2 * of)
  const spread = z * Math.sqrt((share * (1 - share)) / of + (z * z) / (4 * of * of))
  const scale = 100 / (1 + (z * z) / of)
  return [Math.max(0, (middle - spread) * scale), Math.min(100, (middle + spread) * scale)]
}
