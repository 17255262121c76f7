/**
 * Readings that try emitted code first and the walk where that gives up. What comes out is the same: law 5.
 */

import { patternCheck } from '../schema/constraints.js'
import type { Member, Schema } from '../schema/Schema.js'
import { defaultOf } from './absent.js'
import { domainWriting } from './domain.js'
import type { Hooks } from './emit.js'
import { emitReader, fail } from './emit.js'
import { emitWriter } from './emitWrite.js'
import type { Native } from './native.js'
import { toNative } from './native.js'
import type { Policy } from './Policy.js'
import { stricter } from './Policy.js'
import type { Run } from './Run.js'
import { isRefused, startRun } from './Run.js'
import type { Walker } from './walk.js'
import { failed } from './walk.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** What differs between the readings that have a fast path. */
export interface Reading {
  readonly nameOf: (member: Member) => string
  readonly nullIsAbsent: boolean
  readonly builds: boolean
  readonly walkOf: Walker<unknown, unknown>
}

export interface Outcome {
  readonly result: unknown
  readonly run: Run
}

/** Reads a node under a schema and policy. */
export type Read = (schema: Schema, policy: Policy, node: unknown) => Outcome

// -------------------------------------------------------------------------------------
// compiling
// -------------------------------------------------------------------------------------

const hooksOf = ({ nameOf, nullIsAbsent, builds, walkOf }: Reading, policy: Policy): Hooks => ({
  nameOf,
  nullIsAbsent,
  builds,
  refusesUnknown: policy.unknown === 'refuse',
  leaf: (schema) => {
    const walk = walkOf(schema, policy)
    return (node, depth) => {
      const run = startRun(schema, node, policy, depth)
      const result = walk(node, run)
      return result === failed || isRefused(run) ? fail : result
    }
  },
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
const isEmittable = ({ mode, advised }: Policy): boolean => mode !== 'trusted' && advised.length === 0

/** After how many readings a shape is worth compiling. */
const worth = 4

interface State {
  count: number
  native: Native | undefined
}

const compile = (reading: Reading, schema: Schema, policy: Policy): Native | undefined => {
  if (schema._tag !== 'structure' && schema._tag !== 'list' && schema._tag !== 'map') return undefined
  // Telling equal items apart is the walk's.
  const isPlain = schema._tag !== 'list' || schema.traits.uniqueItems !== true
  return isPlain ? toNative(emitReader(schema, policy, hooksOf(reading, policy))) : undefined
}

/** Nothing was found: the run of every reading that emitted code takes. Nobody adds to it. */
const cleanRuns = new WeakMap<Policy, WeakMap<Schema, Run>>()

const cleanRun = (schema: Schema, policy: Policy): Run => {
  const runs = cleanRuns.get(policy) ?? new WeakMap<Schema, Run>()
  cleanRuns.set(policy, runs)
  const run = runs.get(schema) ?? startRun(schema, undefined, policy)
  runs.set(schema, run)
  return run
}

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

/** Emitted code for a schema under a policy, once it is worth it; `undefined` before, and where there is none. */
export const natives = (reading: Reading): ((schema: Schema, policy: Policy) => Native | undefined) => {
  const states = new WeakMap<Policy, WeakMap<Schema, State>>()
  return (schema, given) => {
    if (!isEmittable(given)) return undefined
    // A tolerant reading takes whatever a strict one takes, to the same value.
    const policy = given.mode === 'tolerant' ? stricter(given) : given
    const kept = states.get(policy) ?? new WeakMap<Schema, State>()
    if (!states.has(policy)) states.set(policy, kept)
    const state = kept.get(schema) ?? { count: 0, native: undefined }
    if (state.count > worth) return state.native
    if (state.count === 0) kept.set(schema, state)
    state.count++
    if (state.count > worth) state.native = compile(reading, schema, policy)
    return state.native
  }
}

/** A reading that tries emitted code first. */
export const fastRead = (reading: Reading, slow: Read): Read => {
  const nativeOf = natives(reading)
  return (schema, policy, node) => {
    const native = nativeOf(schema, policy)
    if (native !== undefined) {
      const result = native(node)
      if (result !== fail) return { result, run: cleanRun(schema, policy) }
    }
    return slow(schema, policy, node)
  }
}

// -------------------------------------------------------------------------------------
// writing
// -------------------------------------------------------------------------------------

/** What the writing of a text needs: member names, and the text of what has no emitted code. */
export interface TextWriting {
  readonly nameOf: (member: Member) => string
  readonly slow: (schema: Schema, host: unknown) => string
}

const compileWriter = ({ nameOf, slow }: TextWriting, schema: Schema): Native | undefined => {
  if (schema._tag !== 'structure' && schema._tag !== 'list' && schema._tag !== 'map') return undefined
  return toNative(
    emitWriter(schema, { nameOf, leaf: (inner) => (host) => (host === undefined ? undefined : slow(inner, host)) }),
  )
}

/** Writes text by emitted code, once a shape is worth it, and by the walk where that gives up. */
export const fastWrite = (writing: TextWriting): ((schema: Schema, host: unknown) => string) => {
  const states = new WeakMap<Schema, State>()
  return (schema, host) => {
    const state = states.get(schema) ?? { count: 0, native: undefined }
    if (state.count <= worth) {
      if (state.count === 0) states.set(schema, state)
      state.count++
      if (state.count > worth) state.native = compileWriter(writing, schema)
    }
    // An emitted writer gives text or nothing.
    const text = state.native?.(host) as string | undefined
    return text ?? writing.slow(schema, host)
  }
}
