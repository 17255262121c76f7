/**
 * Readings and writings that try emitted code first and the walk where that gives up. What comes out is the same: law 5.
 */

import { utf8Sink } from '../format/utf8Sink.js'
import { patternCheck } from '../schema/constraints.js'
import type { Aggregate, Member, Schema } from '../schema/Schema.js'
import { defaultOf } from './absent.js'
import { readersAhead, writerAhead } from './ahead.js'
import { closeReader } from './closures/reader.js'
import { domainWriting } from './domain.js'
import type { Places } from './emit/locator.js'
import { emitLocator } from './emit/locator.js'
import { mayEmit, toNatives } from './emit/native.js'
import type { Hooks } from './emit/reader.js'
import { emitReader } from './emit/reader.js'
import type { Count, Emitted, Native } from './emit/source.js'
import { attempt, fail, startCount } from './emit/source.js'
import { emitWriter } from './emit/writer.js'
import { keptBoth } from './kept.js'
import type { Policy } from './Policy.js'
import { stricter } from './Policy.js'
import type { Run } from './Run.js'
import { isRefused, startRun } from './Run.js'
import type { ReadingKind } from './readings.js'
import type { Walker } from './walk/Walk.js'
import { failed } from './walk/Walk.js'
import { startWalk } from './walk.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** What differs between the readings that have a fast path. */
export interface Reading extends ReadingKind {
  readonly walkOf: Walker<unknown, unknown>
  readonly tally?: Hooks['tally']
}

/**
 * Reads a node: the result, or `fail` where the walk has to decide. The function is replaced by emitted code in time, so that no
 * call lies between: ask for it at each call.
 */
export interface Quick {
  readonly run: Native
}

/** What emitted code there is for a schema under a policy. */
export interface Quickened {
  readonly read: Quick
  /** The code for the aggregates inside, from the time that it is worth it. */
  readonly parts: () => Run['partOf']
  /** Where that code counts. */
  readonly count: Count
  /** Code that says where a node is bad, `undefined` where it is not, from the time that it is worth it. */
  readonly locate: () => Native | undefined
}

/** Keep what this gives for a schema. */
export type Quicken = (schema: Schema, policy: Policy) => Quickened

// -------------------------------------------------------------------------------------
// compiling
// -------------------------------------------------------------------------------------

/** Reads one node of a kind that has no emitted code. One run serves all calls that find nothing. */
const leafOf = (
  walkOf: Walker<unknown, unknown>,
  schema: Schema,
  policy: Policy,
  count: Count,
): ReturnType<Hooks['leaf']> => {
  const walk = walkOf(schema, policy)
  let kept: Run | undefined
  return (node, depth) => {
    // A getter of the node may have called in again, and then the run is on its way elsewhere.
    const run = kept !== undefined && kept.depth === depth ? kept : startRun(schema, undefined, policy, depth)
    kept = undefined
    run.visits = count.visits
    const result = walk(node, run)
    count.visits = run.visits
    if (result === failed || isRefused(run)) return fail
    kept = run
    return result
  }
}

export const hooksOf = ({ walkOf, key: _, ...kind }: Reading, policy: Policy, count: Count): Hooks => ({
  ...kind,
  count,
  refusesUnknown: policy.unknown === 'refuse',
  leaf: (schema) => leafOf(walkOf, schema, policy, count),
  defaultOf: (member, target, holder) => {
    if ((member.traits.default ?? null) === null) return undefined
    return () => defaultOf(member, target, holder, domainWriting, startRun(holder, undefined, policy))
  },
  matches: ({ traits }) => {
    if (traits.pattern === undefined) return undefined
    const check = patternCheck(traits.pattern, traits)
    return (text) => check(text) === undefined
  },
})

/** Emitted code can only take or leave, so a policy with shades of its own is left to the walk. */
export const isEmittable = ({ mode, advised }: Policy): boolean => mode !== 'trusted' && advised.length === 0

export const isAggregate = (schema: Schema): schema is Aggregate =>
  schema._tag === 'structure' || schema._tag === 'list' || schema._tag === 'map'

/** After how many calls a shape is worth compiling. */
export const worth = 4

/** Something made at the call from which it is worth it, `undefined` before. */
const onceWorth = <A>(calls: number, make: () => A): (() => A | undefined) => {
  let count = 0
  let made: A | undefined
  return () => {
    if (made === undefined && count++ >= calls) made = make()
    return made
  }
}

/** Asks `native` for code until it is there; gives `nothing` before, and where there is none. */
const lazily = (native: () => { readonly whole: Native | undefined } | undefined, nothing: unknown): Quick => {
  const quick: { run: Native } = {
    run: (node) => {
      const found = native()
      if (found === undefined) return nothing
      quick.run = found.whole ?? (() => nothing)
      return quick.run(node)
    },
  }
  return quick
}

const none = (): undefined => undefined

const never: Quickened = { read: { run: () => fail }, parts: none, count: startCount(), locate: none }

const quickened = (reading: Reading, schema: Schema, policy: Policy): Quickened => {
  // Telling equal items apart is the walk's.
  if (!isAggregate(schema) || (schema._tag === 'list' && schema.traits.uniqueItems === true)) return never
  const { key } = reading
  const count = startCount()
  const isAhead = key !== undefined && schema.traits.compiled !== undefined
  const natives = onceWorth(isAhead ? 0 : worth, () => {
    const hooks = hooksOf(reading, policy, count)
    const ahead = isAhead ? readersAhead(schema, key, policy, hooks) : undefined
    if (ahead !== undefined) return ahead
    if (!mayEmit()) return closeReader(schema, policy, hooks)
    const emitted = emitReader(schema, policy, hooks)
    const [whole, ...functions] = toNatives(emitted)
    const parts = new Map(functions.map((native, i) => [emitted.parts[i] as Schema, native] as const))
    return { whole, partOf: (part: Schema) => parts.get(part) }
  })
  const locate = onceWorth(worth, () => {
    if (!mayEmit()) return { run: undefined }
    const [run] = toNatives(
      emitLocator(schema, policy, hooksOf({ ...reading, builds: false, tally: undefined }, policy, count)),
    )
    return { run }
  })
  return { read: lazily(natives, fail), parts: () => natives()?.partOf, count, locate: () => locate()?.run }
}

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

/** Emitted code for a schema under a policy, from the time that it is worth it. */
export const quicken = (reading: Reading): Quicken => {
  const kept = keptBoth((schema, policy) => quickened(reading, schema, policy))
  // A tolerant reading takes whatever a strict one takes, to the same value.
  return (schema, policy) =>
    isEmittable(policy) ? kept(schema, policy.mode === 'tolerant' ? stricter(policy) : policy) : never
}

/** A run of the bad parts alone, where code says which these are; `undefined` where it does not. */
const locatedRun = (schema: Schema, policy: Policy, node: unknown, { locate, count }: Quickened): Run | undefined => {
  const native = locate()
  const places = native && attempt(native, node)
  if (typeof places !== 'object') return undefined
  const run = startRun(schema, node, policy)
  run.places = places as Places
  run.visits = count.visits
  return run
}

/** The same where the code of each part says whether it is good. */
const partialRun = (schema: Schema, policy: Policy, node: unknown, { parts, count }: Quickened): Run | undefined => {
  const partOf = parts()
  if (partOf === undefined) return undefined
  const run = startRun(schema, node, policy)
  run.partOf = (part) => {
    const read = partOf(part)
    return (
      read &&
      ((child, depth) => {
        count.visits = run.visits
        const result = read(child, depth)
        if (result !== fail) run.visits = count.visits
        return result
      })
    )
  }
  return run
}

/**
 * Walks what emitted code has left. It is most often refused, and then only its bad parts are walked; what is merely unusual is
 * walked once more, for its result.
 */
export const walkRest = (
  walkOf: Walker<unknown, unknown>,
  quicken: Quicken,
): ((schema: Schema, policy: Policy, node: unknown) => { readonly result: unknown; readonly run: Run }) => {
  return (schema, policy, node) => {
    const quickened = quicken(schema, policy)
    const run = locatedRun(schema, policy, node, quickened) ?? partialRun(schema, policy, node, quickened)
    if (run !== undefined) {
      walkOf(schema, policy)(node, run)
      // Emitted code counts rather more: only the walk knows whether there are too many.
      if (isRefused(run) && run.visits <= policy.limits.nodes) return { result: failed, run }
    }
    return startWalk(walkOf, schema, policy, node)
  }
}

// -------------------------------------------------------------------------------------
// writing
// -------------------------------------------------------------------------------------

/** What the writing of a text needs: member names, and the text of what has no emitted code. */
export interface TextWriting {
  readonly nameOf: (member: Member) => string
  /** Whether code printed ahead of time is of this writing. */
  readonly printed: boolean
  readonly slow: (schema: Schema, host: unknown) => string
}

/** The writing of a schema; keep what it gives. */
export type Writer<Y> = (schema: Schema) => (host: unknown) => Y

const writerOf = <Y>(
  emit: (schema: Aggregate) => Emitted,
  ahead: (schema: Schema) => Native | undefined,
  slow: (schema: Schema, host: unknown) => Y,
): Writer<Y> => {
  const kept = new WeakMap<Schema, (host: unknown) => Y>()
  return (schema) => {
    const known = kept.get(schema)
    if (known !== undefined) return known
    const native = isAggregate(schema)
      ? lazily(
          onceWorth(schema.traits.compiled === undefined ? worth : 0, () => ({
            whole: ahead(schema) ?? toNatives(emit(schema))[0],
          })),
          undefined,
        )
      : undefined
    // An emitted writer gives what the walk gives, or nothing.
    const made = (host: unknown): Y => (native?.run(host) as Y | undefined) ?? slow(schema, host)
    kept.set(schema, made)
    return made
  }
}

const leafText =
  ({ slow }: TextWriting) =>
  (schema: Schema) =>
  (host: unknown): string | undefined =>
    host === undefined ? undefined : slow(schema, host)

/** Writes text by emitted code, once a shape is worth it, and by the walk where that gives up. */
export const textWriter = (writing: TextWriting): Writer<string> =>
  writerOf(
    (schema) => emitWriter(schema, { nameOf: writing.nameOf, leaf: leafText(writing) }),
    (schema) => (writing.printed ? writerAhead(schema, 'text', leafText(writing)) : undefined),
    writing.slow,
  )

/** Writes UTF-8 in the same way. */
export const bytesWriter = (
  writing: TextWriting,
  slow: (schema: Schema, host: unknown) => Uint8Array,
): Writer<Uint8Array> =>
  writerOf(
    (schema) => emitWriter(schema, { nameOf: writing.nameOf, leaf: leafText(writing), sink: utf8Sink }),
    (schema) => (writing.printed ? writerAhead(schema, 'bytes', leafText(writing)) : undefined),
    slow,
  )
