/**
 * The seed of all generated input of a run: `WIRESHAPE_SEED`, else one at random. Each failure prints it.
 *
 * Loaded before the tests, so that a property without options of its own runs under it too. `npm test` gives each commit a seed of
 * its own, by which any clone of that commit sees the same input.
 */
import * as fc from 'fast-check'

const fromEnvironment = (name: string): number | undefined => {
  const text = process.env[name]
  return text === undefined || text === '' ? undefined : Number(text)
}

export const seed: number = fromEnvironment('WIRESHAPE_SEED') ?? Math.floor(Math.random() * 2 ** 31)

/** How often a property is run: `WIRESHAPE_RUNS`, else what it asks for. */
export const runsOr = (usual: number): number => fromEnvironment('WIRESHAPE_RUNS') ?? usual

fc.configureGlobal({ ...fc.readConfigureGlobal(), seed })
