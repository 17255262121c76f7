/**
 * How strictly a shape is read: data that a shape carries and every reading of it obeys.
 */

import type { ConstraintCode } from '../schema/constraints.js'

export interface Policy {
  /**
   * `strict`: every constraint, unlisted enum values refused. `tolerant`: types only; unlisted values and unknown union
   * members kept; a missing required member corrected. `trusted`: nothing is asked; for writing what was checked.
   */
  readonly mode: 'strict' | 'tolerant' | 'trusted'
  /** What becomes of members that the shape does not know. */
  readonly unknown: 'ignore' | 'refuse'
  /** Constraints whose breach is told and does not refuse. */
  readonly advised: ReadonlyArray<ConstraintCode>
  /** Constraints that are not looked at. */
  readonly ignored: ReadonlyArray<ConstraintCode>
  /** The most levels of nesting; what lies deeper is an issue of code `depth`. */
  readonly depth: number
}

export const strict: Policy = { mode: 'strict', unknown: 'ignore', advised: [], ignored: [], depth: 256 }

/** Source: Smithy 2.0, "Client error correction". */
export const tolerant: Policy = { mode: 'tolerant', unknown: 'ignore', advised: [], ignored: [], depth: 256 }

export const trusted: Policy = { mode: 'trusted', unknown: 'ignore', advised: [], ignored: [], depth: Infinity }

const closedPolicies = new WeakMap<Policy, Policy>()

/** The same policy, unknown members refused; the same object at each call. */
export const closed = (policy: Policy): Policy => {
  const known = closedPolicies.get(policy)
  if (known !== undefined) return known
  const made: Policy = { ...policy, unknown: 'refuse' }
  closedPolicies.set(policy, made)
  return made
}
