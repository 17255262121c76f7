/**
 * What readers hold at every place, and no schema says.
 */

import type { IssueCode } from '../../value/Issue.js'
import type { Graph } from './graph.js'
import type { Unsaid } from './model.js'

const whole = ['byte', 'short', 'integer', 'intEnum', 'long', 'bigInteger']
const wide = ['long', 'bigInteger', 'bigDecimal', 'float', 'double', 'document']
const text = ['string', 'enum', 'document']

/** @param shape the root's absolute id */
export const everywhere = (graph: Graph, shape: string): ReadonlyArray<Unsaid> => {
  const has = (kinds: ReadonlyArray<string>): boolean => graph.nodes.some(({ schema }) => kinds.includes(schema._tag))
  const policy = graph.nodes[0]?.policy
  const said: ReadonlyArray<readonly [boolean, IssueCode, string, string]> = [
    [has(text), 'type', 'well-formed Unicode text', 'a validator takes a surrogate that stands alone'],
    [has(whole), 'type', 'whole numbers to the last digit', 'a validator may hold numbers as doubles'],
    [has(wide), 'range', 'numbers exact to the last digit', 'a validator may hold numbers as doubles'],
    [
      graph.isRecursive || has(['document']),
      'depth',
      `at most ${policy?.limits.depth ?? 0} levels`,
      'a schema does not count levels',
    ],
    [
      has(['list', 'map']),
      'size',
      `at most ${policy?.limits.nodes ?? 0} structures, lists and maps`,
      'a schema does not count them all',
    ],
  ]
  return said
    .filter(([holds]) => holds)
    .map(([, code, constraint, why]) => ({ path: [], shape, code, constraint, why, everywhere: true }))
}
