/**
 * Values of an arbitrary, the same ones for a seed, batch by batch.
 *
 * Law: the first n of more samples are the samples of which n were asked for.
 */

import type { ArbitraryOptions } from '../testing/arbitrary.js'
import type { Arbitrary, FastCheck } from '../testing/FastCheck.js'

export type { Arbitrary, ArbitraryOptions }

const batchSize = 100

/** Each batch has a seed of its own, so that no more of them are held than one. Others have a turn between two. */
export async function* samplesOf<A>(
  fc: FastCheck,
  values: Arbitrary<A>,
  count: number,
  seed: number,
): AsyncGenerator<ReadonlyArray<A>> {
  for (let done = 0, batch = 0; done < count; done += batchSize, batch++) {
    yield fc.sample(values, { numRuns: Math.min(batchSize, count - done), seed: (seed + batch * 7919) | 0 })
    await new Promise<void>((turn) => setImmediate(turn))
  }
}
