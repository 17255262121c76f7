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

/** The least times of the smaller and the larger input, in milliseconds; it fails where they grow apart too far. */
export const assertGrowth = async <A>({ n, factor, most, floor, make, run }: Growth<A>): Promise<[number, number]> => {
  const inputs = [make(n), make(n * factor)] as const
  const least: [number, number] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]
  for (let attempt = 0; attempt < attempts; attempt++) {
    for (const of of [0, 1] as const) {
      const started = performance.now()
      await run(inputs[of])
      least[of] = Math.min(least[of], performance.now() - started)
    }
    if (least[1] < floor || least[1] <= most * least[0]) return least
  }
  return assert.fail(`${factor} times the input took ${least.map((time) => time.toFixed(1)).join(' and ')} ms`)
}
