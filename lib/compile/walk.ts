/**
 * The one walk over a shape: takes a node apart with a view, checks it under a policy, puts the result together with a
 * writing. Every reader and writer of every format is this walk with other halves.
 *
 * A schema is compiled to closures once, when it is first walked, for each view, writing and policy; what recursion
 * reaches is compiled when it is first met.
 */

import type { Schema } from '../schema/Schema.js'
import { keptBoth } from './kept.js'
import type { Policy } from './Policy.js'
import type { Run } from './Run.js'
import { startRun } from './Run.js'
import type { View, Writing } from './View.js'
import {
  bytesCheck,
  enumWalk,
  inLongRange,
  inYears,
  leafWalk,
  longText,
  rangeChecks,
  textChecks,
  wholeWalk,
} from './walk/leaves.js'
import { listWalk, mapWalk } from './walk/lists.js'
import { structureWalk, unionWalk } from './walk/structures.js'
import type { Failed, Parts, Walk, Walker } from './walk/Walk.js'

// -------------------------------------------------------------------------------------
// constructors

// -------------------------------------------------------------------------------------

/** Joins a view and a writing. Call it once for a format: it keeps what it compiles, weakly, by policy and schema. */
export const walker = <X, Y>(view: View<X>, writing: Writing<Y>): Walker<X, Y> => {
  const walkOf: Walker<X, Y> = keptBoth((schema, policy) => compile({ view, writing, policy, walkOf, walker }, schema))
  return walkOf
}

/** Walks one node from the root. */
export const startWalk = <X, Y>(
  walkOf: Walker<X, Y>,
  schema: Schema,
  policy: Policy,
  node: X,
): { readonly result: Y | Failed; readonly run: Run } => {
  const run = startRun(schema, node, policy)
  return { result: walkOf(schema, policy)(node, run), run }
}

const compile = <X, Y>(parts: Parts<X, Y>, schema: Schema): Walk<X, Y> => {
  const { view, writing } = parts
  const { traits } = schema
  switch (schema._tag) {
    case 'string':
      return leafWalk(parts, schema, 'a string', view.text, writing.text, textChecks(schema))
    case 'enum':
      return enumWalk(parts, schema)
    case 'intEnum':
    case 'byte':
    case 'short':
    case 'integer':
      return wholeWalk(parts, schema)
    case 'long':
      return leafWalk(parts, schema, longText, view.long, writing.long, rangeChecks(schema), inLongRange)
    case 'bigInteger':
      return leafWalk(parts, schema, 'a whole number', view.long, writing.long, rangeChecks(schema))
    case 'bigDecimal':
      return leafWalk(parts, schema, 'a decimal number', view.decimal, writing.decimal, rangeChecks(schema))
    case 'float':
    case 'double':
      return leafWalk(parts, schema, 'a number', view.float, writing.float, rangeChecks(schema))
    case 'boolean':
      return leafWalk(parts, schema, 'true or false', view.boolean, writing.boolean, [])
    case 'blob': {
      const { length } = traits
      return leafWalk(parts, schema, 'bytes', view.blob, writing.blob, length === undefined ? [] : [bytesCheck(length)])
    }
    case 'timestamp':
      return leafWalk(parts, schema, 'a timestamp', view.timestamp, writing.timestamp, [], inYears)
    case 'document':
      return leafWalk(
        parts,
        schema,
        'a document',
        (node: X) => view.document(node, Math.min(parts.policy.limits.depth, 512), parts.policy.limits.nodes),
        writing.document,
        [],
      )
    case 'list':
      return listWalk(parts, schema)
    case 'map':
      return mapWalk(parts, schema)
    case 'structure':
      return structureWalk(parts, schema)
    case 'union':
      return unionWalk(parts, schema)
  }
}
