/**
 * All cases on all sides that they apply to, as results.
 */
import { readFileSync } from 'node:fs'
import type { Protocol } from '../../lib/index.js'
import * as wireshape from '../../lib/index.js'
import type { Case, Cases, Kind, Side } from './cases.js'
import { sidesOf } from './cases.js'
import { clientRequest, clientResponse } from './client.js'
import type { Difference } from './compare.js'
import { eventStream } from './events.js'
import { serverMalformed, serverRequest, serverResponse } from './server.js'

// model

/** `excluded`: it ran and failed on a side that the model itself rules out for the operation. */
export type Outcome = 'passed' | 'failed' | 'skipped' | 'excluded' | 'impossible'

export interface Result {
  readonly protocol: string
  readonly id: string
  readonly kind: Kind
  readonly side: Side
  readonly outcome: Outcome
  /** Why it did not pass; empty where it did. */
  readonly reason: string
}

/** A case that no implementation can pass, and why. */
export interface Impossible {
  readonly kind: Kind
  readonly id: string
  readonly side: Side
  /** What the case asks for that is not on the wire. */
  readonly witness: string
  /** The paragraph of the specification. */
  readonly paragraph: string
}

export const mostImpossible = 12

export const impossible: ReadonlyArray<Impossible> = JSON.parse(
  readFileSync(new URL('./impossible.json', import.meta.url), 'utf8'),
) as ReadonlyArray<Impossible>

// running

const isProtocol = (u: unknown): u is Protocol =>
  typeof u === 'object' && u !== null && 'id' in u && 'client' in u && 'server' in u && 'route' in u

/** Every protocol that the library exports, by its trait. */
const protocols: ReadonlyMap<string, Protocol> = new Map(
  Object.values(wireshape)
    .filter(isProtocol)
    .map((protocol) => [protocol.id, protocol] as const),
)

const run = async (one: Case, side: Side): Promise<Difference> => {
  const protocol = protocols.get(one.test.protocol)
  if (protocol === undefined) return `there is no protocol ${one.test.protocol}`
  switch (one.kind) {
    case 'request':
      return side === 'client' ? clientRequest(protocol, one) : serverRequest(protocol, one)
    case 'response':
      return side === 'client' ? clientResponse(protocol, one) : serverResponse(protocol, one)
    case 'malformed':
      return serverMalformed(protocol, one)
    case 'eventStream':
      return eventStream(protocol, one, side)
  }
}

const isImpossible = ({ kind, test }: Case, side: Side): boolean =>
  impossible.some((entry) => entry.kind === kind && entry.id === test.id && entry.side === side)

/**
 * Whether the operation is not for that side: its model tags it `client-only` or `server-only`. Its cases run there all the
 * same, and those that pass count as passed.
 */
const isExcluded = ({ operation }: Case, side: Side): boolean => {
  const tags = operation.traits.other?.['smithy.api#tags']
  return Array.isArray(tags) && tags.includes(side === 'client' ? 'server-only' : 'client-only')
}

const outcomeOf = (one: Case, side: Side, reason: Difference): Pick<Result, 'outcome' | 'reason'> => {
  if (isImpossible(one, side)) {
    return reason === undefined
      ? { outcome: 'failed', reason: 'it passes, so it is no longer impossible' }
      : { outcome: 'impossible', reason: `impossible: ${reason}` }
  }
  if (reason === undefined) return { outcome: 'passed', reason: '' }
  return isExcluded(one, side)
    ? { outcome: 'excluded', reason: `the operation is not for the ${side}: ${reason}` }
    : { outcome: 'failed', reason }
}

const protocolName = (trait: string): string => trait.slice(trait.indexOf('#') + 1)

const headOf = ({ kind, test }: Pick<Case, 'kind' | 'test'>, side: Side): Omit<Result, 'outcome' | 'reason'> => ({
  protocol: protocolName(test.protocol),
  id: test.id,
  kind,
  side,
})

const resultOf = async (one: Case, side: Side): Promise<Result> => {
  const head = headOf(one, side)
  let reason: Difference
  try {
    reason = await run(one, side)
  } catch (error) {
    reason = `thrown: ${error instanceof Error ? (error.stack ?? error.message).split('\n').slice(0, 4).join(' ') : String(error)}`
  }
  return { ...head, ...outcomeOf(one, side, reason) }
}

export interface Filter {
  readonly only?: RegExp | undefined
  readonly protocol?: string | undefined
}

const passes =
  ({ only, protocol }: Filter) =>
  ({ test }: Pick<Case, 'test'>): boolean =>
    (only === undefined || only.test(test.id)) && (protocol === undefined || protocolName(test.protocol) === protocol)

export const runCases = async ({ cases, lost }: Cases, filter: Filter = {}): Promise<ReadonlyArray<Result>> => {
  const results: Result[] = []
  for (const one of cases.filter(passes(filter))) {
    for (const side of sidesOf(one)) results.push(await resultOf(one, side))
  }
  for (const one of lost.filter(passes(filter))) {
    for (const side of sidesOf(one)) results.push({ ...headOf(one, side), outcome: 'failed', reason: one.reason })
  }
  return results
}

// reporting

const outcomes: ReadonlyArray<Outcome> = ['passed', 'failed', 'skipped', 'excluded', 'impossible']

export const count = (results: ReadonlyArray<Result>, outcome: Outcome): number =>
  results.filter((one) => one.outcome === outcome).length

/** One line for each protocol, kind and side, and a last one with the sums. */
export const table = (results: ReadonlyArray<Result>): string => {
  const groups = new Map<string, Result[]>()
  for (const one of results) {
    const key = [one.protocol, one.kind, one.side].join(' ')
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [one])
    else group.push(one)
  }
  const rows = [...groups].map(([key, group]) => [
    ...key.split(' '),
    ...outcomes.map((outcome) => String(count(group, outcome))),
  ])
  const lines = [
    ['protocol', 'kind', 'side', ...outcomes],
    ...rows,
    ['all', '', '', ...outcomes.map((outcome) => String(count(results, outcome)))],
  ]
  const widths = (lines[0] ?? []).map((_, i) => Math.max(...lines.map((line) => (line[i] ?? '').length)))
  return lines
    .map((line) =>
      line
        .map((cell, i) => (i < 3 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

export const failureLines = (results: ReadonlyArray<Result>): ReadonlyArray<string> =>
  results
    .filter(({ outcome }) => outcome === 'failed')
    .map(({ protocol, kind, side, id, reason }) => `FAILED ${protocol} ${kind} ${side} ${id}\n    ${reason}`)
