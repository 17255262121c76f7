/**
 * The one walk over a shape: takes a node apart with a view, checks it under a policy, puts the result together with a
 * writing. Every reader and writer of every format is this walk with other halves.
 *
 * A schema is compiled to closures once, when it is first walked, for each view, writing and policy; what recursion
 * reaches is compiled when it is first met.
 */

import type { Breach } from '../schema/constraints.js'
import {
  constraintCodes,
  lengthCheck,
  longBounds,
  patternCheck,
  rangeBreach,
  textLengthCheck,
  timestampBounds,
  wholeBounds,
} from '../schema/constraints.js'
import type {
  EnumSchema,
  IntEnumSchema,
  ListSchema,
  MapSchema,
  Member,
  Rule,
  Schema,
  StructureSchema,
  UnionSchema,
} from '../schema/Schema.js'
import { isStream, memberAt, targetOf } from '../schema/Schema.js'
import type { Length } from '../schema/Traits.js'
import { wholeNumberOf } from '../value/BigDecimal.js'
import { isWellFormed, toDocument } from '../value/Document.js'
import { canonicalText } from '../value/equality.js'
import { clip, redacted } from '../value/Issue.js'
import { unlimited } from '../value/Limits.js'
import type { Value } from '../value/Value.js'
import { defaultOf, zeroOf } from './absent.js'
import { domainWriting, exactView } from './domain.js'
import type { Places } from './emit/locator.js'
import { attempt, fail } from './emit/source.js'
import { keptBoth } from './kept.js'
import { exceeds, isBeyond, lengthLimit, textLimit } from './limits.js'
import type { Policy } from './Policy.js'
import { strict } from './Policy.js'
import type { Run, Trouble } from './Run.js'
import { breach, enter, isBlamed, isHidden, leave, refuse, startRun } from './Run.js'
import type { View, Writing } from './View.js'
import { Fault } from './View.js'
import { valueWriting } from './value.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** What a walk gives for a node that is not of the shape's kind; the reason stands in the run. */
export const failed: unique symbol = Symbol('failed')

export type Failed = typeof failed

/** Takes one node to its result. A broken constraint is noted in the run and still gives a result. */
export type Walk<X, Y> = (node: X, run: Run) => Y | Failed

/** The walk of a schema under a policy, compiled at the first call and kept. */
export type Walker<X, Y> = (schema: Schema, policy: Policy) => Walk<X, Y>

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

/** Joins a view and a writing. Call it once for a format: it keeps what it compiles, weakly, by policy and schema. */
export const walker = <X, Y>(view: View<X>, writing: Writing<Y>): Walker<X, Y> => {
  const walkOf: Walker<X, Y> = keptBoth((schema, policy) => compile({ view, writing, policy, walkOf }, schema))
  return walkOf
}

/** Walks one node from the root. */
export const startWalk = <X, Y>(
  walkOf: Walker<X, Y>,
  schema: Schema,
  policy: Policy,
  node: X,
): { readonly result: Y | Failed; readonly run: Run } => {
  const run = startRun(schema, node, policy)
  return { result: walkOf(schema, policy)(node, run), run }
}

interface Parts<X, Y> {
  readonly view: View<X>
  readonly writing: Writing<Y>
  readonly policy: Policy
  readonly walkOf: Walker<X, Y>
}

const compile = <X, Y>(parts: Parts<X, Y>, schema: Schema): Walk<X, Y> => {
  const { view, writing } = parts
  const { traits } = schema
  switch (schema._tag) {
    case 'string':
      return leafWalk(parts, schema, 'a string', view.text, writing.text, textChecks(schema))
    case 'enum':
      return enumWalk(parts, schema)
    case 'intEnum':
    case 'byte':
    case 'short':
    case 'integer':
      return wholeWalk(parts, schema)
    case 'long':
      return leafWalk(parts, schema, longText, view.long, writing.long, rangeChecks(schema), inLongRange)
    case 'bigInteger':
      return leafWalk(parts, schema, 'a whole number', view.long, writing.long, rangeChecks(schema))
    case 'bigDecimal':
      return leafWalk(parts, schema, 'a decimal number', view.decimal, writing.decimal, rangeChecks(schema))
    case 'float':
    case 'double':
      return leafWalk(parts, schema, 'a number', view.float, writing.float, rangeChecks(schema))
    case 'boolean':
      return leafWalk(parts, schema, 'true or false', view.boolean, writing.boolean, [])
    case 'blob': {
      const { length } = traits
      return leafWalk(parts, schema, 'bytes', view.blob, writing.blob, length === undefined ? [] : [bytesCheck(length)])
    }
    case 'timestamp':
      return leafWalk(parts, schema, 'a timestamp', view.timestamp, writing.timestamp, [], inYears)
    case 'document':
      return leafWalk(
        parts,
        schema,
        'a document',
        (node: X) => view.document(node, Math.min(parts.policy.limits.depth, 512), parts.policy.limits.nodes),
        writing.document,
        [],
      )
    case 'list':
      return listWalk(parts, schema)
    case 'map':
      return mapWalk(parts, schema)
    case 'structure':
      return structureWalk(parts, schema)
    case 'union':
      return unionWalk(parts, schema)
  }
}

// -------------------------------------------------------------------------------------
// troubles
// -------------------------------------------------------------------------------------

const refuseFault = <X>(run: Run, view: View<X>, node: X, reason: Fault, expected: string): Failed => {
  refuse(run, {
    code: reason.code,
    expected: reason.expected ?? expected,
    actual: reason.actual ?? view.describe(node),
  })
  return failed
}

const refuseNode = (run: Run, trouble: Trouble): Failed => {
  refuse(run, trouble)
  return failed
}

const notUnicode: Trouble = { code: 'type', expected: 'well-formed Unicode text', actual: 'text with a lone surrogate' }

/** Whether a part of what is refused has nothing wrong in it, as far as emitted code can tell. */
const isGood = (run: Run, schema: Schema, node: unknown): boolean => {
  const part = run.partOf?.(schema)
  return part !== undefined && attempt(part, node, run.path.length + run.depth + 1) !== fail
}

/** The bad parts of the node that is walked now, which every way into an aggregate takes; its own parts are told theirs. */
const takePlaces = (run: Run): Places | undefined => {
  const { places } = run
  run.places = undefined
  return places
}

/** Whether all of an aggregate is walked, so that it has a result. */
const isWhole = (run: Run, places: Places | undefined): boolean => places === undefined && run.partOf === undefined

/** Walks a part; `bad` says where it is bad, as far as that is known. */
const walkPart = <X, Y>(walk: Walk<X, Y>, node: X, run: Run, bad: Places[number] | undefined): Y | Failed => {
  run.places = typeof bad === 'object' ? bad : undefined
  const result = walk(node, run)
  // One that was refused before it was taken apart has left them.
  run.places = undefined
  return result
}

/** What a writer does with something that its type forbids: it is written as plain data, which readers refuse. */
const writeRaw = <X, Y>({ writing }: Parts<X, Y>, node: X, schema: Schema, run: Run): Y => {
  const raw = toDocument(node, 512)
  return raw === undefined ? writing.absent : writing.document(raw, schema, run)
}

// -------------------------------------------------------------------------------------
// leaves
// -------------------------------------------------------------------------------------

type Check<H> = (host: H) => Breach | undefined

const textChecks = ({ traits }: Schema): ReadonlyArray<Check<string>> => {
  const { length, pattern } = traits
  const checks: Array<Check<string>> = []
  if (length !== undefined) checks.push(textLengthCheck(length))
  if (pattern !== undefined) checks.push(patternCheck(pattern, traits))
  return checks
}

const bytesCheck = (length: Length): Check<Uint8Array> => {
  const check = lengthCheck(length, 'byte', 'bytes')
  return (bytes) => check(bytes.length)
}

const rangeChecks = ({ traits: { range } }: Schema): ReadonlyArray<Check<Parameters<typeof rangeBreach>[0]>> =>
  range === undefined ? [] : [(n) => rangeBreach(n, range)]

const longText = `a whole number from ${longBounds.min} to ${longBounds.max}`

const inLongRange = (n: bigint): Trouble | undefined =>
  n >= longBounds.min && n <= longBounds.max
    ? undefined
    : { code: 'range', expected: longText, actual: 'a number outside' }

const inYears = (epochMillis: number): Trouble | undefined =>
  epochMillis >= timestampBounds.min && epochMillis <= timestampBounds.max
    ? undefined
    : {
        code: 'range',
        expected: 'a time within the years 0001 to 9999',
        actual: Number.isNaN(epochMillis) ? 'an invalid time' : 'a time outside',
      }

const inUnicode = (text: string): Trouble | undefined => (isWellFormed(text) ? undefined : notUnicode)

const applyChecks = <H>(run: Run, host: H, checks: ReadonlyArray<Check<H>>): void => {
  for (const check of checks) {
    const trouble = check(host)
    if (trouble !== undefined) breach(run, trouble)
  }
}

const leafWalk = <X, Y, H>(
  parts: Parts<X, Y>,
  schema: Schema,
  expected: string,
  look: (node: X, schema: Schema) => H | Fault,
  write: (host: H, schema: Schema, run: Run) => Y,
  constraints: ReadonlyArray<Check<H>>,
  kindCheck?: (host: H) => Trouble | undefined,
): Walk<X, Y> => {
  const { view, policy } = parts
  if (policy.mode === 'trusted') {
    return (node, run) => {
      const host = look(node, schema)
      return host instanceof Fault ? writeRaw(parts, node, schema, run) : write(host, schema, run)
    }
  }
  const inKind = schema._tag === 'string' ? (inUnicode as (host: unknown) => Trouble | undefined) : kindCheck
  const checks = policy.mode === 'strict' ? constraints : []
  const tooLong = lengthLimit(schema, policy)
  // Bytes are asked before they are decoded or copied.
  const before = schema._tag === 'blob' ? tooLong : undefined
  return (node, run) => {
    const excess = before?.(node)
    if (excess !== undefined) return refuseNode(run, excess)
    const host = look(node, schema)
    if (host instanceof Fault) return refuseFault(run, view, node, host, expected)
    const trouble = tooLong?.(host) ?? inKind?.(host)
    if (trouble !== undefined) return refuseNode(run, trouble)
    applyChecks(run, host, checks)
    return write(host, schema, run)
  }
}

const enumTexts = new WeakMap<Schema, string>()

/** Made once for a schema. */
const enumText = (schema: EnumSchema | IntEnumSchema): string => {
  const known = enumTexts.get(schema)
  if (known !== undefined) return known
  const listed = schema.values.filter(({ traits }) => traits.internal !== true).map(({ value }) => String(value))
  const text = `one of ${listed.join(', ')}`
  enumTexts.set(schema, text)
  return text
}

const notListed = (schema: EnumSchema | IntEnumSchema, run: Run, value: string | number, at?: 'key'): Trouble => {
  const actual =
    isHidden(run) || schema.traits.sensitive === true
      ? 'another value'
      : JSON.stringify(typeof value === 'string' ? clip(value) : value)
  const trouble: Trouble = { code: 'enum', expected: enumText(schema), actual }
  return at === undefined ? trouble : { ...trouble, at }
}

const enumWalk = <X, Y>(parts: Parts<X, Y>, schema: EnumSchema): Walk<X, Y> => {
  const { view, writing, policy } = parts
  const listed = new Set(schema.values.map(({ value }) => value))
  const trust = policy.mode === 'trusted'
  const tooLong = lengthLimit(schema, policy)
  return (node, run) => {
    const text = view.text(node, schema)
    if (text instanceof Fault)
      return trust ? writeRaw(parts, node, schema, run) : refuseFault(run, view, node, text, 'a string')
    // A value that is listed is as long as the shape says.
    const excess = trust || listed.has(text) ? undefined : tooLong?.(text)
    if (excess !== undefined) return refuseNode(run, excess)
    if (!trust && !isWellFormed(text)) return refuseNode(run, notUnicode)
    if (policy.mode === 'strict' && !listed.has(text)) breach(run, notListed(schema, run, text))
    return writing.text(text, schema, run)
  }
}

const wholeWalk = <X, Y>(
  parts: Parts<X, Y>,
  schema: Extract<Schema, { readonly _tag: keyof typeof wholeBounds }>,
): Walk<X, Y> => {
  const { view, writing, policy } = parts
  const { min, max } = wholeBounds[schema._tag]
  const expected = `a whole number from ${min} to ${max}`
  const listed = schema._tag === 'intEnum' ? new Set(schema.values.map(({ value }) => value)) : undefined
  const checks = policy.mode === 'strict' ? rangeChecks(schema) : []
  if (policy.mode === 'trusted') {
    return (node, run) => {
      const n = view.number(node, schema)
      if (n instanceof Fault) return writeRaw(parts, node, schema, run)
      // Formats of text give a bigint or a decimal.
      return writing.number(typeof n === 'number' ? n : (wholeNumberOf(n) ?? Number.NaN), schema, run)
    }
  }
  return (node, run) => {
    const n = view.number(node, schema)
    if (n instanceof Fault) return refuseFault(run, view, node, n, expected)
    if (n === Infinity || n === -Infinity)
      return refuseNode(run, { code: 'range', expected, actual: 'a number outside' })
    const whole = wholeNumberOf(n)
    if (whole === undefined)
      return refuseNode(run, { code: 'type', expected, actual: Number.isNaN(n) ? 'NaN' : 'a number with a fraction' })
    if (whole < min || whole > max) return refuseNode(run, { code: 'range', expected, actual: 'a number outside' })
    if (policy.mode === 'strict' && listed !== undefined && !listed.has(whole))
      breach(run, notListed(schema as IntEnumSchema, run, whole))
    applyChecks(run, whole, checks)
    return writing.number(whole, schema, run)
  }
}

// -------------------------------------------------------------------------------------
// lists and maps
// -------------------------------------------------------------------------------------

/** How many refusals there are, those beyond the most that are kept included. */
const refusalCount = ({ refusals }: Run): number => refusals.found.length + refusals.more

const listWalk = <X, Y>(parts: Parts<X, Y>, schema: ListSchema): Walk<X, Y> => {
  const { view, writing, policy, walkOf } = parts
  const trust = policy.mode === 'trusted'
  const sparse = schema.traits.sparse === true
  const { length } = policy.mode === 'strict' ? schema.traits : {}
  const counts = length === undefined ? [] : [lengthCheck(length, 'item', 'a list')]
  const unique = policy.mode === 'strict' && schema.traits.uniqueItems === true ? uniqueCheck(view, schema) : undefined
  // Nodes that somebody else holds may say another thing when they are looked at again, results do not.
  const ofDomain = (writing as unknown) === domainWriting
  const uniqueResults = uniqueCheck<unknown>(exactView, schema)
  const item = targetOf(schema.member)
  const nullable = sparse || (trust && item._tag !== 'document')
  let walkItem: Walk<X, Y> | undefined
  return (node, run) => {
    const places = takePlaces(run)
    const nodes = view.list(node, schema)
    // Asked this way round, a proxy of an array runs nothing.
    if (!Array.isArray(nodes))
      return trust ? writeRaw(parts, node, schema, run) : refuseFault(run, view, node, nodes as Fault, 'a list')
    if (isBeyond(run)) return failed
    if (exceeds(run, nodes.length, policy.limits.items, 'items')) return failed
    applyChecks(run, nodes.length, counts)
    walkItem ??= walkOf(item, policy)
    const items: Array<Y> = []
    const before = refusalCount(run)
    let at = 0
    for (let i = 0; i < nodes.length; i++) {
      if (places !== undefined && places[at] !== i) continue
      const child = nodes[i] as X
      if (nullable && view.isNull(child)) {
        items.push(writing.absent)
        continue
      }
      if (run.partOf !== undefined && isGood(run, item, child)) continue
      enter(run, i, item, child, false)
      const result = walkPart(walkItem, child, run, places?.[at + 1])
      leave(run)
      at += 2
      if (result !== failed) items.push(result)
    }
    if (unique !== undefined && refusalCount(run) === before) {
      const { partOf, visits } = run
      run.partOf = undefined
      // What is looked at a second time was counted the first time.
      run.visits = 0
      if (partOf === undefined && ofDomain) uniqueResults(items, run)
      else unique(nodes, run)
      run.partOf = partOf
      run.visits = visits
    }
    return isWhole(run, places) ? writing.list(items, schema, run) : failed
  }
}

/** Items are compared as they will be read, with defaults: what was found wrong with them has been told already. */
const comparing: Policy = { ...strict, ignored: constraintCodes, limits: unlimited }

/** Two equal items are told apart by their canonical text, so that the check stays linear. */
const uniqueCheck = <X>(view: View<X>, schema: ListSchema): ((nodes: ReadonlyArray<X>, run: Run) => void) => {
  const valueOf = walker(view, valueWriting)
  return (nodes, run) => {
    const first = new Map<string, number>()
    for (let i = 0; i < nodes.length; i++) {
      const node = nodes[i] as X
      const value = view.isNull(node) ? undefined : (valueOf(targetOf(schema.member), comparing)(node, run) as Value)
      const key = value === undefined ? '' : canonicalText(value)
      const earlier = first.get(key)
      if (earlier !== undefined) {
        breach(run, {
          code: 'unique',
          expected: 'items that differ',
          actual: `items ${earlier} and ${i} that are equal`,
          at: 'item',
        })
        return
      }
      first.set(key, i)
    }
  }
}

/** Checks one key; a bad one is told at the map's path. */
const keyCheck = (schema: MapSchema, policy: Policy): ((key: string, run: Run) => boolean) => {
  if (policy.mode === 'trusted') return () => true
  const target = targetOf(schema.key)
  const checks = policy.mode === 'strict' ? textChecks(target) : []
  const values = target._tag === 'enum' ? new Set(target.values.map(({ value }) => value)) : undefined
  const listed = policy.mode === 'strict' ? values : undefined
  const told = (run: Run, trouble: Trouble, note: typeof breach): void => {
    // The issue names the key's own shape, at the map's path.
    run.schemas.push(target)
    note(run, { ...trouble, at: 'key' })
    run.schemas.pop()
  }
  const tooLong = textLimit(policy)
  return (key, run) => {
    const trouble = (values?.has(key) === true ? undefined : tooLong(key)) ?? inUnicode(key)
    if (trouble !== undefined) {
      told(run, trouble, refuse)
      return false
    }
    if (listed !== undefined && !listed.has(key)) told(run, notListed(target as EnumSchema, run, key), breach)
    for (const check of checks) {
      const trouble = check(key)
      if (trouble !== undefined) told(run, trouble, breach)
    }
    return true
  }
}

const mapWalk = <X, Y>(parts: Parts<X, Y>, schema: MapSchema): Walk<X, Y> => {
  const { view, writing, policy, walkOf } = parts
  const trust = policy.mode === 'trusted'
  const sparse = schema.traits.sparse === true
  const { length } = policy.mode === 'strict' ? schema.traits : {}
  const counts = length === undefined ? [] : [lengthCheck(length, 'entry', 'a map')]
  const isKey = keyCheck(schema, policy)
  const target = targetOf(schema.value)
  const isDocument = target._tag === 'document'
  const nullable = sparse || (trust && !isDocument)
  let walkValue: Walk<X, Y> | undefined
  return (node, run) => {
    const places = takePlaces(run)
    const pairs = view.map(node, schema)
    if (pairs instanceof Fault)
      return trust ? writeRaw(parts, node, schema, run) : refuseFault(run, view, node, pairs, 'a map')
    if (isBeyond(run)) return failed
    if (exceeds(run, pairs.length, policy.limits.entries, 'entries')) return failed
    applyChecks(run, pairs.length, counts)
    walkValue ??= walkOf(target, policy)
    const entries: Array<readonly [string, Y]> = []
    let at = 0
    for (const [key, child] of pairs) {
      if (places !== undefined && places[at] !== key) continue
      const bad = places?.[at + 1]
      at += 2
      const keyed = isKey(key, run)
      if (view.isNull(child)) {
        if (nullable) {
          if (keyed) entries.push([key, writing.absent])
          continue
        }
        // Source: Smithy 2.0, "sparse trait": a reader drops nulls of a dense map; one that checks refuses them.
        if (policy.mode === 'tolerant' && !isDocument) continue
      }
      if (run.partOf !== undefined && isGood(run, target, child)) continue
      enter(run, key, target, child, true)
      const result = walkPart(walkValue, child, run, bad)
      leave(run)
      if (keyed && result !== failed) entries.push([key, result])
    }
    return isWhole(run, places) ? writing.map(entries, schema, run) : failed
  }
}

// -------------------------------------------------------------------------------------
// structures and unions
// -------------------------------------------------------------------------------------

/** A member's place in a structure: how to take its node from the structure's, and how to walk it. */
export interface Slot<N, Y> {
  readonly member: Member
  readonly target: Schema
  /** The member's node, `undefined` where it is absent. */
  readonly take: (node: N) => unknown
  readonly walk: Walk<unknown, Y>
}

interface RuledSlot<N, Y> extends Slot<N, Y> {
  readonly rules: ReadonlyArray<Rule>
  /** Whether nothing has to be done where it is absent. */
  readonly mayMiss: boolean
}

const withRules = <N, Y>(
  slots: ReadonlyArray<Slot<N, Y>>,
  schema: StructureSchema,
  policy: Policy,
): ReadonlyArray<RuledSlot<N, Y>> => {
  const ruled = policy.mode === 'strict' && !policy.ignored.includes('documented')
  return slots.map((slot) => ({
    ...slot,
    mayMiss: !slot.member.required && (slot.member.traits.default ?? undefined) === undefined,
    rules: ruled ? schema.rules.filter((rule) => rule.member === slot.member.name) : [],
  }))
}

const slotsOf = <X, Y>({ view, walkOf, policy }: Parts<X, Y>, schema: StructureSchema): ReadonlyArray<Slot<X, Y>> =>
  schema.members
    .filter((member) => !isStream(member))
    .map((member) => {
      const target = targetOf(member)
      // A slot hands its own nodes to its own walk.
      const walk = walkOf(target, policy) as Walk<unknown, Y>
      return { member, target, take: view.member(member), walk }
    })

/** What stands for an absent member: nothing, a default, or, when tolerant, a corrected value. */
const fillAbsent = <N, Y>(
  writing: Writing<Y>,
  policy: Policy,
  { member, target }: Slot<N, Y>,
  holder: Schema,
  run: Run,
): Y | Failed | undefined => {
  if (policy.mode === 'trusted') return undefined
  const filled = defaultOf(member, target, holder, writing, run)
  if (filled !== undefined) return filled
  if (!member.required) return undefined
  if (policy.mode === 'tolerant' && policy.corrects) {
    const corrected = zeroOf(target, writing, run)
    if (corrected !== undefined) return corrected
  }
  enter(run, member.name, target, undefined, false)
  breach(run, { code: 'missing', expected: 'a value', actual: 'nothing' })
  leave(run)
  return failed
}

/** Steps where a finding says, as far as the shapes know the way. */
const enterFinding = (run: Run, segment: string | number): void => {
  const schema = run.schemas[run.schemas.length - 1] as Schema
  const member = memberAt(schema, segment)
  enter(run, segment, member === undefined ? schema : targetOf(member), undefined, schema._tag === 'map')
}

/** Rules read what the writing made, which under a checking policy is the domain value. */
const followRules = (rules: ReadonlyArray<Rule>, result: unknown, run: Run, from: number): void => {
  for (const rule of rules) {
    for (const { path, expected, actual } of rule.check(result)) {
      if (isBlamed(run, from, [...run.path, ...path])) continue
      for (const segment of path) enterFinding(run, segment)
      breach(run, { code: 'documented', expected, actual })
      for (const _ of path) leave(run)
    }
  }
}

/**
 * Walks the members of a structure that is already open, each by its own slot: the way into structures whose members lie
 * in different places of a message. `slots` is asked for once, at the first call.
 */
export const membersWalk = <N, Y>(
  writing: Writing<Y>,
  policy: Policy,
  schema: StructureSchema,
  slots: () => ReadonlyArray<Slot<N, Y>>,
): ((node: N, run: Run, places?: Places) => ReadonlyArray<readonly [Member, Y]>) => {
  let ruled: ReadonlyArray<RuledSlot<N, Y>> | undefined
  return (node, run, places) => {
    ruled ??= withRules(slots(), schema, policy)
    const fields: Array<readonly [Member, Y]> = []
    let at = 0
    for (let i = 0; i < ruled.length; i++) {
      if (places !== undefined && places[at] !== i) continue
      const bad = places?.[at + 1]
      at += 2
      const slot = ruled[i] as RuledSlot<N, Y>
      const { member, target, take, walk, rules } = slot
      const child = take(node)
      if (child === undefined) {
        if (slot.mayMiss) continue
        const filled = fillAbsent(writing, policy, slot, schema, run)
        if (filled !== undefined && filled !== failed) fields.push([member, filled])
        continue
      }
      const { partOf } = run
      // Rules read the result of all that they look into.
      if (rules.length > 0) run.partOf = undefined
      else if (partOf !== undefined && isGood(run, target, child)) continue
      const from = run.refusals.found.length
      enter(run, member.name, target, child, false)
      const result = walkPart(walk, child, run, bad)
      run.partOf = partOf
      if (result !== failed) {
        fields.push([member, result])
        if (rules.length > 0) followRules(rules, result, run, from)
      }
      leave(run)
    }
    return fields
  }
}

const structureWalk = <X, Y>(parts: Parts<X, Y>, schema: StructureSchema): Walk<X, Y> => {
  const { view, writing, policy } = parts
  const trust = policy.mode === 'trusted'
  const walkMembers = membersWalk<X, Y>(writing, policy, schema, () => slotsOf(parts, schema))
  return (given, run) => {
    const places = takePlaces(run)
    const node = view.structure(given, schema)
    if (node instanceof Fault)
      return trust ? writeRaw(parts, given, schema, run) : refuseFault(run, view, given, node, 'a structure')
    if (isBeyond(run)) return failed
    if (
      policy.limits.members < Infinity &&
      exceeds(run, view.unknown(node, schema).length, policy.limits.members, 'unknown members')
    )
      return failed
    const fields = walkMembers(node, run, places)
    if (policy.unknown === 'refuse') refuseUnknown(view.unknown(node, schema), schema, run)
    return isWhole(run, places) ? writing.structure(fields, schema, run) : failed
  }
}

const refuseUnknown = (names: ReadonlyArray<string>, schema: StructureSchema, run: Run): void => {
  for (const name of names) {
    // The name came with the data, so it is a key as far as secrecy goes.
    const hidden = isHidden(run)
    enter(run, hidden ? redacted : name, schema, undefined, true)
    breach(run, { code: 'unknownMember', expected: `a member of ${schema.id}`, actual: 'an unknown member' })
    leave(run)
  }
}

const unionWalk = <X, Y>(parts: Parts<X, Y>, schema: UnionSchema): Walk<X, Y> => {
  const { view, writing, policy, walkOf } = parts
  const trust = policy.mode === 'trusted'
  return (given, run) => {
    const choice = view.union(given, schema)
    if (choice instanceof Fault)
      return trust
        ? writeRaw(parts, given, schema, run)
        : refuseFault(run, view, given, choice, 'a union with one member')
    if (isBeyond(run)) return failed
    const { name, member, node } = choice
    if (member === undefined) {
      if (policy.mode === 'strict') {
        return refuseNode(run, {
          code: 'union',
          expected: `one of ${schema.members.map((m) => m.name).join(', ')}`,
          actual: 'an unknown member',
        })
      }
      const raw = view.document(node, 512, policy.limits.nodes)
      return raw instanceof Fault
        ? refuseFault(run, view, node, raw, 'a document')
        : writing.unknownUnion(name, raw, schema, run)
    }
    const target = targetOf(member)
    enter(run, member.name, target, node, false)
    const result = walkOf(target, policy)(node, run)
    leave(run)
    return result === failed ? failed : writing.union(member, result, schema, run)
  }
}
