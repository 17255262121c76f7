/**
 * What is made once for a schema under a policy. Both hold it weakly: it goes when either goes.
 */

import type { Schema } from '../schema/Schema.js'
import type { Policy } from './Policy.js'

/** The same value at each call for the same policy and schema. */
export const keptBoth = <A extends {}>(
  make: (schema: Schema, policy: Policy) => A,
): ((schema: Schema, policy: Policy) => A) => {
  const kept = new WeakMap<Policy, WeakMap<Schema, A>>()
  return (schema, policy) => {
    let bySchema = kept.get(policy)
    if (bySchema === undefined) {
      bySchema = new WeakMap()
      kept.set(policy, bySchema)
    }
    const known = bySchema.get(schema)
    if (known !== undefined) return known
    const made = make(schema, policy)
    bySchema.set(schema, made)
    return made
  }
}
