/** What it costs to have the library, beside what it costs to run: loading, memory, bundles, types, first use. */
import { bundleCosts } from './bundles.mjs'
import { compileCosts } from './compiles.mjs'
import { importCosts } from './imports.mjs'
import { typeCosts } from './types.mjs'

/**
 * @typedef {object} Cost
 * @property {string} id
 * @property {string} name
 * @property {string} unit
 * @property {number} median with `low` and `high`, the same number where it was counted rather than timed
 * @property {number | undefined} goal an upper bound
 * @property {string | undefined} note
 */

const families = [
  { ids: ['import', 'heap'], make: importCosts },
  { ids: ['bundle', 'bundle-ahead'], make: bundleCosts },
  { ids: ['types'], make: typeCosts },
  { ids: ['compile'], make: compileCosts },
]

const judged = (cost) => (cost.goal === undefined ? cost : { ...cost, pass: cost.high <= cost.goal })

/** @returns {ReadonlyArray<Cost>} */
export const costsOf = (options, random, progress) =>
  families
    .filter(({ ids }) => ids.some(options.wants))
    .flatMap(({ ids, make }) => {
      progress(ids.join(', '))
      return make(options, random)
    })
    .filter(({ id }) => options.wants(id))
    .map(judged)
