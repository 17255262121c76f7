/**
 * The way from CBOR bytes to domain objects without a tree between: a closure for each schema under a policy, made at its
 * first reading, and code for the structures that are read often.
 *
 * A reader gives exactly what the walk over the tree gives where that finds nothing wrong, and `fail` everywhere else, so
 * that the walk then says what is wrong. It may give up on anything unusual; it never takes what the walk refuses. Law 5.
 */

import { defaultOf, zeroOf } from '../compile/absent.js'
import { domainWriting } from '../compile/domain.js'
import { toNatives } from '../compile/emit/native.js'
import type { Native } from '../compile/emit/source.js'
import { attempt, fail } from '../compile/emit/source.js'
import type { Entry, StreamHooks, StreamSlot } from '../compile/emit/structure.js'
import { emitStructure } from '../compile/emit/structure.js'
import type { Policy } from '../compile/Policy.js'
import { isRefused, startRun } from '../compile/Run.js'
import type { Walker } from '../compile/walk/Walk.js'
import { readCborAt } from '../format/cbor.js'
import type { Cursor } from '../format/cborSource.js'
import { cursorOf, takeLength, takeNull, takeText } from '../format/cborSource.js'
import type { ListSchema, MapSchema, Member, Schema, StructureSchema, UnionSchema } from '../schema/Schema.js'
import { isStream, targetOf } from '../schema/Schema.js'
import { isLeft } from '../value/either.js'
import type { Bounds } from '../value/Limits.js'
import { setOwn } from '../value/own.js'
import type { Take } from './cborLeaves.js'
import { countCheckOf, keyCheckOf, leafOf, manyOf, most } from './cborLeaves.js'
import { nameTaker } from './cborNames.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

interface Context {
  readonly policy: Policy
  /** The policy's, looked up once. */
  readonly limits: Bounds
  readonly walkOf: Walker<unknown, unknown>
  readonly kept: WeakMap<Schema, Entry<Cursor>>
  /** Levels from which the walk decides: its own bound, or one well below that of trees. */
  readonly deepest: number
}

// -------------------------------------------------------------------------------------
// aggregates
// -------------------------------------------------------------------------------------

/** Whether one aggregate more is within the bounds; the reader of trees counts as many. */
const isWithin = ({ limits, deepest }: Context, source: Cursor, depth: number): boolean =>
  depth < deepest && ++source.visits <= limits.nodes

const takeList = (context: Context, schema: ListSchema): Take => {
  const sparse = schema.traits.sparse === true
  const item = targetOf(schema.member)
  const entry = entryOf(context, item)
  const takeMany = sparse ? undefined : manyOf(context.policy, item)
  const isCount = countCheckOf(context.policy, schema, context.policy.limits.items)
  return (source, depth) => {
    const count = takeLength(source, 4)
    if (count < 0 || !isWithin(context, source, depth) || !isCount(count)) return fail
    if (takeMany !== undefined) return takeMany(source, count)
    const items = new Array<unknown>(Math.min(count, most))
    for (let i = 0; i < count; i++) {
      const item = sparse && takeNull(source) ? null : entry.take(source, depth + 1)
      if (item === fail) return fail
      items[i] = item
    }
    return items
  }
}

const takeMap = (context: Context, schema: MapSchema): Take => {
  const sparse = schema.traits.sparse === true
  const entry = entryOf(context, targetOf(schema.value))
  const isKey = keyCheckOf(context.policy, targetOf(schema.key))
  const { entries: most } = context.policy.limits
  const isCount = countCheckOf(context.policy, schema, most)
  const isCounted = schema.traits.length !== undefined
  return (source, depth) => {
    const count = takeLength(source, 5)
    if (count < 0 || count > most || !isWithin(context, source, depth)) return fail
    const record: Record<string, unknown> = {}
    for (let i = 0; i < count; i++) {
      const key = takeText(source)
      if (key === undefined || !isKey(key)) return fail
      const value = sparse && takeNull(source) ? null : entry.take(source, depth + 1)
      if (value === fail) return fail
      // Of equal keys the last wins, in the place of the first.
      setOwn(record, key, value)
    }
    return isCounted && !isCount(Object.keys(record).length) ? fail : record
  }
}

/** What stands for an absent member: its default, or, when tolerant, a zero; `fail` where it has to be there. */
const absentOf = (policy: Policy, member: Member, holder: StructureSchema): (() => unknown) | undefined => {
  const { required, traits } = member
  const hasDefault = (traits.default ?? undefined) !== undefined
  const corrects = required && policy.mode === 'tolerant' && policy.corrects
  if (!hasDefault && !corrects) return undefined
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

const slotOf = (context: Context, schema: StructureSchema, member: Member): StreamSlot<Cursor> => {
  const { mode, ignored } = context.policy
  const isRuled = mode === 'strict' && !ignored.includes('documented')
  const rules = isRuled ? schema.rules.filter((rule) => rule.member === member.name) : []
  return {
    field: member.field,
    entry: entryOf(context, targetOf(member)),
    required: member.required,
    absent: absentOf(context.policy, member, schema),
    follows: rules.length === 0 ? undefined : (value) => rules.every((rule) => rule.check(value).length === 0),
  }
}

/** The most pairs of a structure that are read here: where more are unknown than may be, the walk says so. */
const mostPairs = ({ policy: { limits } }: Context): number => Math.min(limits.entries, limits.members)

const hooksOf = (context: Context, members: ReadonlyArray<Member>): StreamHooks<Cursor> => {
  const most = mostPairs(context)
  return {
    begin: (source, depth) => {
      const count = takeLength(source, 5)
      return isWithin(context, source, depth) && count <= most ? count : -1
    },
    name: nameTaker(members.map(({ name }) => name)),
    isNull: takeNull,
    // What is left out has to be an item all the same.
    skip: (source, depth) => context.policy.unknown !== 'refuse' && !isLeft(readCborAt(source, depth)),
  }
}

/** Takes a structure where no code may be made, or is not worth it yet. */
const takeSlots = (slots: ReadonlyArray<StreamSlot<Cursor>>, hooks: StreamHooks<Cursor>): Take => {
  const { begin, name, isNull, skip } = hooks
  return (source, depth) => {
    const count = begin(source, depth)
    if (count < 0) return fail
    const found: Array<unknown> = new Array(slots.length).fill(undefined)
    let next = 0
    for (let i = 0; i < count; i++) {
      const at = name(source, next)
      const slot = slots[at]
      if (slot === undefined) {
        if (at < 0 || !skip(source, depth + 1)) return fail
        continue
      }
      next = at + 1
      // A member that comes again is for the walk.
      if (found[at] !== undefined) return fail
      if (isNull(source)) continue
      const value = slot.entry.take(source, depth + 1)
      if (value === fail || slot.follows?.(value) === false) return fail
      found[at] = value
    }
    const record: Record<string, unknown> = {}
    for (const [at, { field, absent, required }] of slots.entries()) {
      const value = found[at] === undefined ? absent?.() : found[at]
      if (value === fail || (value === undefined && required)) return fail
      if (value !== undefined) setOwn(record, field, value)
    }
    return record
  }
}

/** After how many structures code for them is worth it. */
const worth = 16

const takeStructure = (context: Context, schema: StructureSchema, entry: Entry<Cursor>): Take => {
  const members = schema.members.filter((member) => !isStream(member))
  // Of members with one name each reads the same item.
  if (new Set(members.map(({ name }) => name)).size < members.length) return takeWalked(context, schema)
  const slots = members.map((member) => slotOf(context, schema, member))
  const hooks = hooksOf(context, members)
  const take = takeSlots(slots, hooks)
  if (members.some(({ field }) => field === '__proto__')) return take
  let count = 0
  return (source, depth) => {
    if (++count > worth) {
      // The source is made for such arguments.
      const [native] = toNatives(emitStructure(slots, hooks)) as ReadonlyArray<Take>
      entry.take = native ?? take
      return entry.take(source, depth)
    }
    return take(source, depth)
  }
}

const takeUnion = (context: Context, schema: UnionSchema): Take => {
  // Source: Smithy 2.0: `__type` inside a union is not a member.
  const members = schema.members.filter(({ name }) => name !== '__type')
  if (new Set(members.map(({ name }) => name)).size < members.length) return takeWalked(context, schema)
  const entries = members.map((member) => entryOf(context, targetOf(member)))
  const takeName = nameTaker(members.map(({ name }) => name))
  return (source, depth) => {
    if (takeLength(source, 5) !== 1 || !isWithin(context, source, depth)) return fail
    const at = takeName(source, 0)
    const entry = entries[at]
    const value = entry === undefined ? fail : entry.take(source, depth + 1)
    return value === fail ? fail : { _tag: (members[at] as Member).field, value }
  }
}

/** Takes by the walk over the tree of this part. */
const takeWalked = ({ policy, walkOf }: Context, schema: Schema): Take => {
  const walk = walkOf(schema, policy)
  return (source, depth) => {
    const { visits } = source
    const item = readCborAt(source, depth)
    if (isLeft(item)) return fail
    const run = startRun(schema, undefined, policy, depth)
    // What the walk takes apart was counted when it was read.
    run.visits = visits
    const result = walk(item.right, run)
    // A walk that failed has noted why.
    return isRefused(run) ? fail : result
  }
}

const compile = (context: Context, schema: Schema, entry: Entry<Cursor>): Take => {
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
      return takeStructure(context, schema, entry)
    case 'union':
      return takeUnion(context, schema)
    default:
      return leafOf(context.policy, schema) ?? takeWalked(context, schema)
  }
}

/** The reader of a schema, made when it is first called: schemas come back to themselves, and not all are read. */
const entryOf = (context: Context, schema: Schema): Entry<Cursor> => {
  const known = context.kept.get(schema)
  if (known !== undefined) return known
  const entry: Entry<Cursor> = {
    take: (source, depth) => {
      entry.take = compile(context, schema, entry)
      return entry.take(source, depth)
    },
  }
  context.kept.set(schema, entry)
  return entry
}

// -------------------------------------------------------------------------------------
// interpreter
// -------------------------------------------------------------------------------------

/** Bounds of trees are deeper, and skipped parts count from where they stand. */
const deepestOf = ({ depth }: Bounds): number => Math.min(depth, 400)

const startContext = (policy: Policy, walkOf: Walker<unknown, unknown>): Context => {
  const { limits } = policy
  return { policy, limits, walkOf, kept: new WeakMap(), deepest: deepestOf(limits) }
}

/** Reads bytes whole: the domain value, or `fail`. Keep what this gives; `walkOf` walks over trees. */
export const readDirect = (
  walkOf: Walker<unknown, unknown>,
): ((schema: Schema, policy: Policy) => (bytes: Uint8Array) => unknown) => {
  const contexts = new WeakMap<Policy, Context>()
  return (schema, policy) => {
    const context = contexts.get(policy) ?? startContext(policy, walkOf)
    contexts.set(policy, context)
    const entry = entryOf(context, schema)
    const { limits } = context
    return (bytes) => {
      if (policy.mode === 'trusted' || bytes.length > limits.size) return fail
      const source = cursorOf(bytes, limits)
      const result = attempt(entry.take as Native, source, 0)
      return source.at === bytes.length ? result : fail
    }
  }
}
