/**
 * How time grows with input, told so that a busy machine cannot decide: a time is the least of all that were measured, and
 * growth that is too great is measured again before it is believed. What is squared stays too great however often it is asked.
 */
import assert from 'node:assert/strict'

export interface Growth<A> {
  /** The smaller input's size, in whatever unit `make` takes. */
  readonly n: number
  /** How many times as large the larger input is. */
  readonly factor: number
  /** How many times as long the larger may take. */
  readonly most: number
  /** Below this many milliseconds the larger is not held to anything: a clock tells too little. */
  readonly floor: number
  readonly make: (n: number) => A
  readonly run: (input: A) => unknown
}

const attempts = 12

/** Inputs of several sizes, each measured a few times. */
export interface Series<A> {
  /** Sizes, in whatever unit `make` takes; each some times the one before. */
  readonly sizes: ReadonlyArray<number>
  /** How many times as long a unit may take at the largest as at the smallest. */
  readonly most: number
  /** Below this many milliseconds the largest is not held to anything. */
  readonly floor: number
  /** How often all are measured at the least. */
  readonly rounds: number
  readonly make: (n: number) => A
  readonly run: (input: A) => unknown
}

/** The least milliseconds on processors at each size, and how many times as long a unit took at the largest as at the smallest. */
export interface Measured {
  readonly millis: ReadonlyArray<number>
  readonly ratio: number
  readonly isGood: boolean
}

/** Milliseconds that this process has spent on processors: others that run beside it do not count. */
export const processorMillis = (): number => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

/** Measures until growth is as it should be, or has been too great each time. */
export const measureSeries = async <A>({ sizes, most, floor, rounds, make, run }: Series<A>): Promise<Measured> => {
  const inputs = sizes.map(make)
  const least = sizes.map(() => Number.POSITIVE_INFINITY)
  const [first = 1, last = 1] = [sizes[0], sizes.at(-1)]
  for (let round = 1; ; round++) {
    for (const [i, input] of inputs.entries()) {
      const started = processorMillis()
      await run(input)
      least[i] = Math.min(least[i] as number, processorMillis() - started)
    }
    const [small = 0, large = 0] = [least[0], least.at(-1)]
    const ratio = large / last / (small / first)
    const isGood = large < floor || ratio <= most
    if (round >= rounds && (isGood || round >= attempts)) return { millis: least, ratio, isGood }
  }
}

/** The least times of the smaller and the larger input, in milliseconds; it fails where they grow apart too far. */
export const assertGrowth = async <A>({ n, factor, most, floor, make, run }: Growth<A>): Promise<[number, number]> => {
  const { millis, isGood } = await measureSeries({
    sizes: [n, n * factor],
    most: most / factor,
    floor,
    rounds: 1,
    make,
    run,
  })
  assert.ok(isGood, `${factor} times the input took ${millis.map((time) => time.toFixed(1)).join(' and ')} ms`)
  return [millis[0] ?? 0, millis[1] ?? 0]
}
