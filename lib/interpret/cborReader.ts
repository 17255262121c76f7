/**
 * The way from CBOR bytes to domain objects without a tree between: a closure for each schema under a policy, made at its
 * first reading.
 *
 * A reader gives exactly what the walk over the tree gives where that finds nothing wrong, and `fail` everywhere else, so
 * that the walk then says what is wrong. It may give up on anything unusual; it never takes what the walk refuses. Law 5.
 */

import { defaultOf, zeroOf } from '../compile/absent.js'
import { domainWriting } from '../compile/domain.js'
import { fail } from '../compile/emit/source.js'
import type { Policy } from '../compile/Policy.js'
import { isRefused, startRun } from '../compile/Run.js'
import type { Walker } from '../compile/walk.js'
import { failed } from '../compile/walk.js'
import { readCborAt } from '../format/cbor.js'
import { cborTextBytes } from '../format/cborSink.js'
import { cursorOf, takeLength, takeNull, takeSame, takeText } from '../format/cborSource.js'
import type { ListSchema, MapSchema, Member, Schema, StructureSchema, UnionSchema } from '../schema/Schema.js'
import { isStream, membersOf, targetOf } from '../schema/Schema.js'
import { isWellFormed } from '../value/Document.js'
import { isLeft } from '../value/either.js'
import { setOwn } from '../value/own.js'
import type { Source, Take } from './cborLeaves.js'
import { countCheckOf, keyCheckOf, leafOf, listFor, manyOf } from './cborLeaves.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

interface Context {
  readonly policy: Policy
  readonly walkOf: Walker<unknown, unknown>
  readonly kept: WeakMap<Schema, Take>
  /** Levels from which the walk decides: its own bound, or one well below that of trees. */
  readonly deepest: number
}

// -------------------------------------------------------------------------------------
// aggregates
// -------------------------------------------------------------------------------------

/** Whether one aggregate more is within the bounds; the walk counts no more than are counted here. */
const isWithin = ({ policy, deepest }: Context, source: Source, depth: number): boolean =>
  depth < deepest && ++source.visits <= policy.nodes

/** How many members behind the last one are tried by their bytes. */
const near = 8

const takeList = (context: Context, schema: ListSchema): Take => {
  const sparse = schema.traits.sparse === true
  const item = targetOf(schema.member)
  const take = takeOf(context, item)
  const takeMany = sparse ? undefined : manyOf(context.policy, item)
  const isCount = countCheckOf(context.policy, schema)
  return (source, depth) => {
    const count = takeLength(source, 4)
    if (count < 0 || !isWithin(context, source, depth) || !isCount(count)) return fail
    if (takeMany !== undefined) return takeMany(source, count)
    const items = listFor(count)
    for (let i = 0; i < count; i++) {
      const item = sparse && takeNull(source) ? null : take(source, depth + 1)
      if (item === fail) return fail
      items[i] = item
    }
    return items
  }
}

const takeMap = (context: Context, schema: MapSchema): Take => {
  const sparse = schema.traits.sparse === true
  const take = takeOf(context, targetOf(schema.value))
  const isKey = keyCheckOf(context.policy, targetOf(schema.key))
  const isCount = countCheckOf(context.policy, schema)
  const isCounted = schema.traits.length !== undefined
  return (source, depth) => {
    const count = takeLength(source, 5)
    if (count < 0 || !isWithin(context, source, depth)) return fail
    const record: Record<string, unknown> = {}
    for (let i = 0; i < count; i++) {
      const key = takeText(source)
      if (key === undefined || !isKey(key)) return fail
      const value = sparse && takeNull(source) ? null : take(source, depth + 1)
      if (value === fail) return fail
      // Of equal keys the last wins, in the place of the first.
      setOwn(record, key, value)
    }
    return isCounted && !isCount(Object.keys(record).length) ? fail : record
  }
}

interface Slot {
  readonly field: string
  /** The bytes of the name; none where no bytes say it. */
  readonly written: Uint8Array
  readonly take: Take
  readonly absent: () => unknown
  readonly follows: (value: unknown) => boolean
}

/** What stands for an absent member: nothing, its default, or, when tolerant, a zero; `fail` where it has to be there. */
const absentOf = (policy: Policy, member: Member, holder: StructureSchema): (() => unknown) => {
  const { required, traits } = member
  const hasDefault = (traits.default ?? undefined) !== undefined
  const corrects = required && policy.mode === 'tolerant' && policy.corrects
  if (!hasDefault && !corrects) return () => (required ? fail : undefined)
  const target = targetOf(member)
  return () => {
    const run = startRun(holder, undefined, policy)
    const filled = defaultOf(member, target, holder, domainWriting, run)
    if (filled !== undefined || !required) return filled
    const zero = corrects ? zeroOf(target, domainWriting, run) : undefined
    // Null is a document's zero.
    return zero === undefined ? fail : zero
  }
}

const noBytes = /*#__PURE__*/ new Uint8Array()

const slotOf = (context: Context, schema: StructureSchema, member: Member): Slot => {
  const { policy } = context
  const rules =
    policy.mode === 'strict' && !policy.ignored.includes('documented')
      ? schema.rules.filter((rule) => rule.member === member.name)
      : []
  return {
    field: member.field,
    written: isWellFormed(member.name) ? cborTextBytes(member.name) : noBytes,
    take: takeOf(context, targetOf(member)),
    absent: absentOf(policy, member, schema),
    follows: (value) => rules.every((rule) => rule.check(value).length === 0),
  }
}

/** The slot of the name that comes, most often the next one; the number of slots where none has it, −1 where no text comes. */
const takeName = (
  source: Source,
  slots: ReadonlyArray<Slot>,
  names: ReadonlyMap<string, number>,
  next: number,
): number => {
  const end = Math.min(next + near, slots.length)
  for (let at = next; at < end; at++) if (takeSame(source, (slots[at] as Slot).written)) return at
  const name = takeText(source)
  return name === undefined ? -1 : (names.get(name) ?? slots.length)
}

/** Leaves out an item, which has to be one all the same. */
const skip = (source: Source, depth: number): boolean => !isLeft(readCborAt(source, depth))

const takeStructure = (context: Context, schema: StructureSchema): Take => {
  const { policy } = context
  const members = schema.members.filter((member) => !isStream(member))
  const slots = members.map((member) => slotOf(context, schema, member))
  const names = new Map(members.map(({ name }, at) => [name, at] as const))
  const closed = policy.unknown === 'refuse'
  return (source, depth) => {
    const count = takeLength(source, 5)
    if (count < 0 || !isWithin(context, source, depth)) return fail
    const found: Array<unknown> = new Array(slots.length).fill(undefined)
    let next = 0
    for (let i = 0; i < count; i++) {
      const at = takeName(source, slots, names, next)
      const slot = slots[at]
      if (slot === undefined) {
        if (at < 0 || closed || !skip(source, depth + 1)) return fail
        continue
      }
      next = at + 1
      // A member that comes again is for the walk.
      if (found[at] !== undefined) return fail
      if (takeNull(source)) continue
      const value = slot.take(source, depth + 1)
      if (value === fail || !slot.follows(value)) return fail
      found[at] = value
    }
    const record: Record<string, unknown> = {}
    for (let at = 0; at < slots.length; at++) {
      const { field, absent } = slots[at] as Slot
      const value = found[at] === undefined ? absent() : found[at]
      if (value === fail) return fail
      if (value !== undefined) setOwn(record, field, value)
    }
    return record
  }
}

const takeUnion = (context: Context, schema: UnionSchema): Take => {
  const slots = new Map<string, Pick<Slot, 'field' | 'take'>>()
  for (const member of schema.members) {
    const { name, field } = member
    // Source: Smithy 2.0: `__type` inside a union is not a member.
    if (name !== '__type' && !slots.has(name)) slots.set(name, { field, take: takeOf(context, targetOf(member)) })
  }
  return (source, depth) => {
    if (takeLength(source, 5) !== 1 || !isWithin(context, source, depth)) return fail
    const name = takeText(source)
    const slot = name === undefined ? undefined : slots.get(name)
    const value = slot === undefined ? fail : slot.take(source, depth + 1)
    return slot === undefined || value === fail ? fail : { _tag: slot.field, value }
  }
}

/** Takes by the walk over the tree of this part. */
const takeWalked = ({ policy, walkOf }: Context, schema: Schema): Take => {
  const walk = walkOf(schema, policy)
  return (source, depth) => {
    const item = readCborAt(source, depth)
    if (isLeft(item)) return fail
    const run = startRun(schema, undefined, policy, depth)
    run.visits = source.visits
    const result = walk(item.right, run)
    source.visits = run.visits
    return result === failed || isRefused(run) ? fail : result
  }
}

const compile = (context: Context, schema: Schema): Take => {
  const { mode, ignored } = context.policy
  switch (schema._tag) {
    case 'list':
      // Telling equal items apart is the walk's.
      return schema.traits.uniqueItems === true && mode === 'strict' && !ignored.includes('unique')
        ? takeWalked(context, schema)
        : takeList(context, schema)
    case 'map':
      return takeMap(context, schema)
    case 'structure':
      return takeStructure(context, schema)
    case 'union':
      return takeUnion(context, schema)
    default:
      return leafOf(context.policy, schema) ?? takeWalked(context, schema)
  }
}

/** The reader of a schema; of what has parts made at its first call: schemas come back to themselves, and not all are read. */
const takeOf = (context: Context, schema: Schema): Take => {
  if (membersOf(schema).length === 0) return compile(context, schema)
  let made: Take | undefined
  return (source, depth) => {
    if (made === undefined) {
      made = context.kept.get(schema) ?? compile(context, schema)
      context.kept.set(schema, made)
    }
    return made(source, depth)
  }
}

// -------------------------------------------------------------------------------------
// interpreter
// -------------------------------------------------------------------------------------

/** Bounds of trees are deeper, and skipped parts count from where they stand. */
const deepestOf = ({ depth }: Policy): number => Math.min(depth, 400)

/** Reads bytes whole: the domain value, or `fail`. Keep what this gives; `walkOf` walks over trees. */
export const readDirect = (
  walkOf: Walker<unknown, unknown>,
): ((schema: Schema, policy: Policy) => (bytes: Uint8Array) => unknown) => {
  const contexts = new WeakMap<Policy, Context>()
  return (schema, policy) => {
    const context = contexts.get(policy) ?? { policy, walkOf, kept: new WeakMap(), deepest: deepestOf(policy) }
    contexts.set(policy, context)
    let take: Take | undefined
    return (bytes) => {
      if (policy.mode === 'trusted') return fail
      take ??= takeOf(context, schema)
      const source: Source = { ...cursorOf(bytes), visits: 0 }
      const result = take(source, 0)
      return source.at === bytes.length ? result : fail
    }
  }
}
