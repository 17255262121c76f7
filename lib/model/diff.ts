/**
 * What changed between two models of a service, and whom each change breaks.
 *
 * Operations are matched by name, errors by name, and everything below by its place: the member of that name of the shape
 * there. So a shape that was renamed is no change but of its name, and two forms of one model can be held against each other.
 *
 * Laws, over any services `a` and `b`: `diff(a, a)` is empty; each change of `diff(a, b)` is met in some operation.
 */

import type { AnyOperation, Service } from '../operation/Operation.js'
import type { Schema } from '../schema/Schema.js'
import { nameOf, targetOf } from '../schema/Schema.js'
import type { Audience, ChangeKind, Difference, Effect } from './Change.js'
import { everyone, nobody, said, strictReaders, writers } from './Change.js'
import type { Wire } from './compare.js'
import { differencesOf, stepsOf, wireOf } from './compare.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** One change, at one place, however many operations meet it. */
export interface Change {
  readonly kind: ChangeKind
  /** Nobody, where it is empty; `strictReaders` only where tolerant readers are not broken as well. */
  readonly breaks: ReadonlyArray<Audience>
  /** The name of the shape, operation or protocol that changed, as the old model has it. */
  readonly shape: string
  readonly member?: string
  /** The first way to it, on a side where it breaks something if it does: `StartEmailContact.input.EmailMessage.RawMessage`; list items and map parts in brackets. */
  readonly path: string
  /** Operations whose input meets it, in the order of the service. */
  readonly inputs: ReadonlyArray<string>
  /** Operations whose output or errors meet it. */
  readonly outputs: ReadonlyArray<string>
  readonly before?: string
  readonly after?: string
}

export interface DiffOptions {
  /** Names of the operations to look at, in either model; all by default. */
  readonly operations?: ReadonlyArray<string>
}

/** How many changes break whom, each change counted once, under the gravest. */
export interface DiffSummary {
  readonly changes: number
  readonly writers: number
  readonly readers: number
  readonly both: number
  readonly strictReaders: number
  readonly nobody: number
}

type Side = 'input' | 'output'

/** Two schemas at one place. */
interface Pair {
  /** The name of the new shape. */
  readonly to: string
  /** The member whose own traits make it, if any do. */
  readonly at: { readonly shape: string; readonly member: string } | undefined
  readonly differences: ReadonlyArray<Difference>
  readonly steps: () => ReadonlyArray<{ readonly segment: string; readonly pair: Pair }>
}

// -------------------------------------------------------------------------------------
// pairs
// -------------------------------------------------------------------------------------

const isPrelude = (id: string): boolean => id.startsWith('smithy.api#')

/** Makes each pair once, so that a recursive shape ends and one that hundreds of operations share is compared once. */
const pairing = (wire: Wire): ((old: Schema, now: Schema) => Pair) => {
  const pairs = new Map<string, Pair>()
  const pairOf = (old: Schema, now: Schema, at: Pair['at']): Pair => {
    const place = at ?? { shape: nameOf(old.id) }
    const key = JSON.stringify([old.id, now.id, at?.shape, at?.member])
    const known = pairs.get(key)
    if (known !== undefined) return known
    let steps: ReturnType<Pair['steps']> | undefined
    const pair: Pair = {
      to: nameOf(now.id),
      at,
      differences: differencesOf(place, old, now, wire),
      steps: () => {
        steps ??= stepsOf(old, now).map(({ segment, old: member, new: other }) => {
          const [before, after] = [targetOf(member), targetOf(other)]
          // Traits of a member stand over its target's, so that a difference of them is the member's; so is one of a shape
          // that every model has.
          const own =
            before !== member.target() ||
            after !== other.target() ||
            (before.id !== after.id && (isPrelude(before.id) || isPrelude(after.id)))
          return {
            segment,
            pair: pairOf(before, after, own ? { shape: nameOf(old.id), member: member.name } : undefined),
          }
        })
        return steps
      },
    }
    pairs.set(key, pair)
    return pair
  }
  return (old, now) => pairOf(old, now, undefined)
}

// -------------------------------------------------------------------------------------
// changes
// -------------------------------------------------------------------------------------

interface Found {
  readonly difference: Difference
  /** The first way to it on each side. */
  readonly paths: Partial<Record<Side, string>>
  readonly met: Readonly<Record<Side, Set<string>>>
}

/** Where changes are gathered: one entry for each place and kind. */
type Ledger = Map<string, Found>

const note = (
  ledger: Ledger,
  difference: Difference,
  path: string,
  side: Side | undefined,
  operation: string,
  to = '',
): void => {
  const { kind, shape, member, what } = difference
  const key = JSON.stringify([kind, shape, member, what, to])
  const found = ledger.get(key) ?? {
    difference,
    paths: {},
    met: { input: new Set<string>(), output: new Set<string>() },
  }
  ledger.set(key, found)
  for (const one of side === undefined ? (['input', 'output'] as const) : [side]) {
    found.paths[one] ??= path
    found.met[one].add(operation)
  }
}

/** Walks from a root breadth first, so that the way to a change is a short one. */
const walk = (ledger: Ledger, root: Pair, path: string, side: Side, operation: string, seen: Set<Pair>): void => {
  const queue: Array<{ readonly pair: Pair; readonly path: string }> = [{ pair: root, path }]
  if (seen.has(root)) return
  seen.add(root)
  for (const { pair, path: way } of queue) {
    for (const difference of pair.differences) {
      note(ledger, difference, isHere(pair, difference) ? way : `${way}.${difference.member}`, side, operation, pair.to)
    }
    for (const { segment, pair: next } of pair.steps()) {
      if (seen.has(next)) continue
      seen.add(next)
      queue.push({
        pair: next,
        path: segment.startsWith('(') ? `${way}[${segment.slice(1, -1)}]` : `${way}.${segment}`,
      })
    }
  }
}

/** Whether a difference is of the place where a pair is met, not of one of its members. */
const isHere = ({ at }: Pair, { shape, member }: Difference): boolean =>
  member === undefined || (at !== undefined && at.shape === shape && at.member === member)

const byName = (operations: ReadonlyArray<AnyOperation>): ReadonlyMap<string, AnyOperation> =>
  new Map(operations.map((operation) => [operation.name, operation]))

/** What differs in an operation beside its shapes. */
const operationDifferences = (old: AnyOperation, now: AnyOperation, wire: Wire): ReadonlyArray<Difference> => {
  const found: Array<Difference> = []
  const changed = (kind: ChangeKind, before: string | undefined, after: string | undefined, effect: Effect): void => {
    if (before !== after) found.push({ kind, shape: old.name, ...said(before, after), effect })
  }
  const [before, after] = [old.traits.http, now.traits.http]
  const line = (http: typeof before): string | undefined => http && `${http.method} ${http.uri}`
  if (wire.rest) {
    changed('requestLineChanged', line(before), line(after), writers)
    changed('statusChanged', before && String(before.code), after && String(after.code), nobody)
  }
  changed('hostPrefixChanged', old.traits.hostPrefix, now.traits.hostPrefix, writers)
  return found
}

const errorsByName = ({ errors }: AnyOperation): ReadonlyMap<string, Schema> =>
  new Map(errors.map(({ schema }) => [nameOf(schema.id), schema]))

const compareOperation = (
  ledger: Ledger,
  old: AnyOperation,
  now: AnyOperation,
  pairOf: (old: Schema, now: Schema) => Pair,
  wire: Wire,
): void => {
  const { name } = old
  for (const difference of operationDifferences(old, now, wire)) note(ledger, difference, name, undefined, name)
  walk(ledger, pairOf(old.input.schema, now.input.schema), `${name}.input`, 'input', name, new Set())
  const seen = new Set<Pair>()
  walk(ledger, pairOf(old.output.schema, now.output.schema), `${name}.output`, 'output', name, seen)
  const [before, after] = [errorsByName(old), errorsByName(now)]
  for (const [error, schema] of before) {
    const other = after.get(error)
    const path = `${name}.${error}`
    if (other === undefined)
      note(ledger, { kind: 'errorRemoved', shape: error, before: error, effect: nobody }, path, 'output', name)
    else walk(ledger, pairOf(schema, other), path, 'output', name, seen)
  }
  for (const error of after.keys()) {
    // A client that does not know an error gets it as an unknown one, whole.
    if (!before.has(error))
      note(
        ledger,
        { kind: 'errorAdded', shape: error, after: error, effect: strictReaders },
        `${name}.${error}`,
        'output',
        name,
      )
  }
}

const compareServices = (ledger: Ledger, old: Service, now: Service): void => {
  const names = old.operations.map(({ name }) => name)
  const all = (difference: Difference): void => {
    for (const name of names) note(ledger, difference, old.sdkId, undefined, name)
  }
  for (const id of Object.keys(old.protocols)) {
    if (now.protocols[id] === undefined) all({ kind: 'protocolRemoved', shape: id, before: id, effect: everyone })
  }
  for (const id of Object.keys(now.protocols)) {
    if (old.protocols[id] === undefined) all({ kind: 'protocolAdded', shape: id, after: id, effect: nobody })
  }
  if (old.version !== now.version) {
    // The query protocols write it into each request.
    const isWritten = ['aws.protocols#awsQuery', 'aws.protocols#ec2Query'].some((id) => old.protocols[id] !== undefined)
    all({
      kind: 'versionChanged',
      shape: nameOf(old.id),
      before: old.version,
      after: now.version,
      effect: isWritten ? writers : nobody,
    })
  }
}

const changeOf = ({ difference, paths, met }: Found): Change => {
  const { what: _, effect, ...rest } = difference
  const audiences = [met.input.size > 0 ? effect.input : undefined, met.output.size > 0 ? effect.output : undefined]
  // A way that shows what breaks, where anything does.
  const path =
    (audiences[0] === undefined && audiences[1] !== undefined ? paths.output : paths.input) ?? paths.output ?? ''
  return {
    ...rest,
    breaks: audiences.filter((audience) => audience !== undefined),
    path,
    inputs: [...met.input],
    outputs: [...met.output],
  }
}

// -------------------------------------------------------------------------------------
// diff
// -------------------------------------------------------------------------------------

/** What two services have in common on the wire counts; where that is nothing, what the new one speaks. */
const commonWire = (old: Service, now: Service): Wire => {
  const [before, after] = [Object.keys(old.protocols), Object.keys(now.protocols)]
  const common = before.filter((id) => after.includes(id))
  return wireOf(common.length === 0 ? after : common)
}

/**
 * The changes from an old model to a new one, in the order of the old one's operations and then of the new ones. Of an
 * operation or member that was added or removed only that is said, not all that it brings or takes along.
 */
export const diff = (old: Service, now: Service, options: DiffOptions = {}): ReadonlyArray<Change> => {
  const wanted = options.operations === undefined ? undefined : new Set(options.operations)
  const chosen = (service: Service): Service =>
    wanted === undefined
      ? service
      : { ...service, operations: service.operations.filter(({ name }) => wanted.has(name)) }
  const [left, right] = [chosen(old), chosen(now)]
  const wire = commonWire(old, now)
  const pairOf = pairing(wire)
  const ledger: Ledger = new Map()
  const [before, after] = [byName(left.operations), byName(right.operations)]
  compareServices(ledger, left, right)
  for (const [name, operation] of before) {
    const other = after.get(name)
    if (other === undefined)
      note(ledger, { kind: 'operationRemoved', shape: name, effect: writers }, name, undefined, name)
    else compareOperation(ledger, operation, other, pairOf, wire)
  }
  for (const name of after.keys()) {
    if (!before.has(name)) note(ledger, { kind: 'operationAdded', shape: name, effect: nobody }, name, undefined, name)
  }
  return [...ledger.values()].map(changeOf)
}

/** Counts, a change that breaks writers and readers under `both`. */
export const summarise = (changes: ReadonlyArray<Change>): DiffSummary => {
  const count = (holds: (breaks: ReadonlyArray<Audience>) => boolean): number =>
    changes.filter(({ breaks }) => holds(breaks)).length
  return {
    changes: changes.length,
    writers: count((breaks) => breaks.includes('writers') && !breaks.includes('readers')),
    readers: count((breaks) => breaks.includes('readers') && !breaks.includes('writers')),
    both: count((breaks) => breaks.includes('readers') && breaks.includes('writers')),
    strictReaders: count((breaks) => breaks.length === 1 && breaks[0] === 'strictReaders'),
    nobody: count((breaks) => breaks.length === 0),
  }
}
