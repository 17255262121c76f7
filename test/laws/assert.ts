/**
 * How laws are run: 1,000 times each, 600 where a case takes long, under a seed that is printed on failure and is another for
 * each commit.
 *
 * `WIRESHAPE_RUNS` sets the number of runs, `WIRESHAPE_SEED` the seed.
 */
import * as fc from 'fast-check'
import { runsOr, seed } from '../seed.js'

export const runs: number = runsOr(1000)

/** Those of laws whose cases take long: two ways through a whole document, held against one another. */
export const dearRuns: number = runsOr(600)

/** Runs a property; its failure names the seed for `WIRESHAPE_SEED`. */
export const assertLaw = <T>(property: fc.IProperty<T>, options: fc.Parameters<T> = {}): void => {
  const details = fc.check(property, { numRuns: runs, seed, ...options })
  if (!details.failed) return
  const report = fc.defaultReportMessage(details) ?? ''
  throw new Error(`WIRESHAPE_SEED=${seed}\n${report}`, { cause: details.errorInstance })
}
