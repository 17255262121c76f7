/**
 * What a walk is: a function from a node to its result, and what it is compiled from.
 */

import type { Schema } from '../../schema/Schema.js'
import type { Policy } from '../Policy.js'
import type { Run } from '../Run.js'
import type { View, Writing } from '../View.js'

/** What a walk gives for a node that is not of the shape's kind; the reason stands in the run. */
export const failed: unique symbol = Symbol('failed')

export type Failed = typeof failed

/** Takes one node to its result. A broken constraint is noted in the run and still gives a result. */
export type Walk<X, Y> = (node: X, run: Run) => Y | Failed

/** The walk of a schema under a policy, compiled at the first call and kept. */
export type Walker<X, Y> = (schema: Schema, policy: Policy) => Walk<X, Y>

/** What the walk of a schema is compiled from. */
export interface Parts<X, Y> {
  readonly view: View<X>
  readonly writing: Writing<Y>
  readonly policy: Policy
  readonly walkOf: Walker<X, Y>
  /** Joins other halves: items are compared as Values. */
  readonly walker: <A, B>(view: View<A>, writing: Writing<B>) => Walker<A, B>
}
