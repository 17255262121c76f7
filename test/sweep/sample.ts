/**
 * Choosing at random, the same choice for the same seed.
 */

/** Numbers from 0 up to 1, exclusive. Source: T. Ettinger, "mulberry32". */
export const random = (seed: number): (() => number) => {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

const shuffled = <A>(all: ReadonlyArray<A>, next: () => number): ReadonlyArray<A> => {
  const items = [...all]
  for (let i = items.length - 1; i > 0; i--) {
    const j = Math.floor(next() * (i + 1))
    const held = items[i] as A
    items[i] = items[j] as A
    items[j] = held
  }
  return items
}

/** As many of each stratum as of the others, as far as it has them; the strata in the order of their names. */
export const stratified = <A>(
  all: ReadonlyArray<A>,
  stratum: (a: A) => string,
  count: number,
  next: () => number,
): ReadonlyArray<A> => {
  const strata = new Map<string, Array<A>>()
  for (const a of all) strata.set(stratum(a), [...(strata.get(stratum(a)) ?? []), a])
  const queues = [...strata].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, items]) => [...shuffled(items, next)])
  const chosen: Array<A> = []
  while (chosen.length < count && queues.some((queue) => queue.length > 0)) {
    for (const queue of queues) {
      const a = queue.pop()
      if (a !== undefined && chosen.length < count) chosen.push(a)
    }
  }
  return chosen
}
