/**
 * What a worker counted since it started.
 */

import type { Message } from '../../adapter/broker/Broker.js'
import { codesOf } from './issueHeader.js'
import type { Judged } from './publications.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

export interface Counts {
  readonly pulled: number
  /** Of those pulled: not for the first time. */
  readonly redelivered: number
  readonly bytes: number
  /** Confirmed by the broker, duplicates included. */
  readonly accepted: number
  readonly rejected: number
  /** Of those confirmed: the broker had them already, and kept the one. */
  readonly duplicates: number
  /** Of those confirmed: delivered before, and the first delivery may be longer ago than ids are remembered. */
  readonly perhapsTwice: number
  readonly acknowledged: number
  /** Handed back to the broker. */
  readonly returned: number
  readonly faults: number
  readonly issues: ReadonlyMap<string, number>
  readonly reasons: ReadonlyMap<string, number>
}

export const noCounts: Counts = {
  pulled: 0,
  redelivered: 0,
  bytes: 0,
  accepted: 0,
  rejected: 0,
  duplicates: 0,
  perhapsTwice: 0,
  acknowledged: 0,
  returned: 0,
  faults: 0,
  issues: new Map(),
  reasons: new Map(),
}

// -------------------------------------------------------------------------------------
// combinators
// -------------------------------------------------------------------------------------

const sumMaps = (a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): ReadonlyMap<string, number> => {
  const sum = new Map(a)
  for (const [key, n] of b) sum.set(key, (sum.get(key) ?? 0) + n)
  return sum
}

export const countPulled = (counts: Counts, messages: ReadonlyArray<Message>): Counts => ({
  ...counts,
  pulled: counts.pulled + messages.length,
  redelivered: counts.redelivered + messages.filter(({ deliveries }) => deliveries > 1).length,
  bytes: counts.bytes + messages.reduce((sum, { payload }) => sum + payload.length, 0),
})

export const countJudged = (counts: Counts, judged: ReadonlyArray<Judged>): Counts => {
  const bad = judged.flatMap(({ judgement }) => (judgement._tag === 'Rejected' ? [judgement] : []))
  if (bad.length === 0) return counts
  const reasons = new Map<string, number>()
  for (const { reason } of bad) reasons.set(reason, (reasons.get(reason) ?? 0) + 1)
  return {
    ...counts,
    issues: sumMaps(counts.issues, codesOf(bad.flatMap(({ issues }) => issues))),
    reasons: sumMaps(counts.reasons, reasons),
  }
}

type CountName = { readonly [K in keyof Counts]: Counts[K] extends number ? K : never }[keyof Counts]

export const countMore = (counts: Counts, more: Partial<Record<CountName, number>>): Counts => ({
  ...counts,
  ...Object.fromEntries(Object.entries(more).map(([key, n]) => [key, counts[key as CountName] + n])),
})
