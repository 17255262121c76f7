/**
 * The limits of a policy as a walk holds them: what is beyond one is refused under every mode.
 */

import type { Schema } from '../schema/Schema.js'
import { isBytes, sizeOf } from '../value/builtIns.js'
import { sizeFault } from '../value/Limits.js'
import type { Policy } from './Policy.js'
import type { Run, Trouble } from './Run.js'
import { refuse } from './Run.js'

/** Counts one aggregate more; refuses it where the run has reached the bounds on depth or number. */
export const isBeyond = (run: Run): boolean => {
  const { depth, nodes } = run.policy.limits
  run.visits++
  if (run.path.length + run.depth >= depth) {
    refuse(run, { code: 'depth', expected: `at most ${depth} levels`, actual: 'more levels' })
    return true
  }
  if (run.visits <= nodes) return false
  refuse(run, sizeFault(nodes, 'values', 'more'))
  return true
}

/** Refuses more of a thing than a limit lets. */
export const exceeds = (run: Run, count: number, most: number, things: string): boolean => {
  // What a proxy calls its length may be no number at all.
  if (!(count > most)) return false
  refuse(run, sizeFault(most, things, count))
  return true
}

type Limit<A> = (host: A) => Trouble | undefined

/** The limit on text. */
export const textLimit =
  ({ limits: { text: most } }: Policy): Limit<string> =>
  ({ length }) =>
    length > most ? sizeFault(most, 'UTF-16 units', length) : undefined

/** The limit on bytes, and on text that is yet to be decoded to them. */
const bytesLimit = ({ limits: { text: most } }: Policy): Limit<unknown> => {
  // Base64 has four characters for three bytes.
  const longest = 4 * Math.ceil(most / 3)
  return (host) => {
    if (isBytes(host)) return sizeOf(host) > most ? sizeFault(most, 'bytes', sizeOf(host)) : undefined
    return typeof host === 'string' && host.length > longest ? sizeFault(most, 'bytes', 'more') : undefined
  }
}

/** The limit on a leaf that has a length; `undefined` of other kinds, and where there is none. */
export const lengthLimit = (schema: Schema, policy: Policy): Limit<unknown> | undefined => {
  if (policy.limits.text === Infinity) return undefined
  if (schema._tag === 'blob') return bytesLimit(policy)
  if (schema._tag !== 'string' && schema._tag !== 'enum') return undefined
  const limit = textLimit(policy)
  return (host) => (typeof host === 'string' ? limit(host) : undefined)
}
