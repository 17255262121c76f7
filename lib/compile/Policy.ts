/**
 * How strictly a shape is read: data that a shape carries and every reading of it obeys.
 */

import type { ConstraintCode } from '../schema/constraints.js'
import type { Limits } from '../value/Limits.js'
import { defaultLimits, unlimited } from '../value/Limits.js'

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
  /**
   * Whose defaults fill absent members: a client leaves out those that are `clientOptional` or at the top of an input, a
   * server does not.
   */
  readonly fill: 'client' | 'server'
  /** Whether a tolerant reader puts a zero for a missing required member; otherwise it is an issue. */
  readonly corrects: boolean
  /** How much is read: what nests deeper is an issue of code `depth`, what is more or longer one of code `size`. */
  readonly limits: Limits
}

export const strict: Policy = {
  mode: 'strict',
  unknown: 'ignore',
  advised: [],
  ignored: [],
  fill: 'client',
  corrects: true,
  limits: defaultLimits,
}

/** Source: Smithy 2.0, "Client error correction". */
export const tolerant: Policy = {
  mode: 'tolerant',
  unknown: 'ignore',
  advised: [],
  ignored: [],
  fill: 'client',
  corrects: true,
  limits: defaultLimits,
}

export const trusted: Policy = {
  mode: 'trusted',
  unknown: 'ignore',
  advised: [],
  ignored: [],
  fill: 'client',
  corrects: true,
  limits: unlimited,
}

/** A change of policies that gives the same object for the same policy, so that what is compiled by policy is kept. */
const change = (alter: (policy: Policy) => Policy): ((policy: Policy) => Policy) => {
  const kept = new WeakMap<Policy, Policy>()
  return (policy) => {
    const known = kept.get(policy) ?? alter(policy)
    kept.set(policy, known)
    return known
  }
}

/** The same policy, unknown members refused. */
export const closed: (policy: Policy) => Policy = /*#__PURE__*/ change((policy) => ({ ...policy, unknown: 'refuse' }))

/** The same policy, a missing required member an issue. */
export const uncorrected: (policy: Policy) => Policy = /*#__PURE__*/ change((policy) => ({
  ...policy,
  corrects: false,
}))

/** The same policy with every constraint; what it takes, the tolerant one takes to the same value. */
export const stricter: (policy: Policy) => Policy = /*#__PURE__*/ change((policy) => ({ ...policy, mode: 'strict' }))

/** The same policy, every default filled. Source: Smithy 2.0, "default trait". */
export const serving: (policy: Policy) => Policy = /*#__PURE__*/ change((policy) => ({ ...policy, fill: 'server' }))

const within = /*#__PURE__*/ new WeakMap<Limits, (policy: Policy) => Policy>()

/** The same policy under those limits; the same object for the same two. */
export const withLimits = (policy: Policy, limits: Limits): Policy => {
  if (policy.limits === limits) return policy
  const known = within.get(limits) ?? change((other) => ({ ...other, limits }))
  within.set(limits, known)
  return known(policy)
}

/** The tolerant policy under the limits of another. */
export const tolerantAs = ({ limits }: Policy): Policy => withLimits(tolerant, limits)
