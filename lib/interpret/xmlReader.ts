/**
 * From the text of an XML document straight to the domain, without a tree between: a shape goes along with the cursor.
 *
 * A reader gives exactly what the walk over the document's tree gives, or `fail`, and then tree and walk decide: for anything
 * that is refused, ill-formed or merely unusual. Members are looked for where the last document had them.
 */

import { defaultOf, zeroOf } from '../compile/absent.js'
import { domainWriting } from '../compile/domain.js'
import { fail } from '../compile/emit/source.js'
import type { Policy } from '../compile/Policy.js'
import { startRun } from '../compile/Run.js'
import type { Walker } from '../compile/walk.js'
import { localName } from '../format/xml.js'
import type { Cursor } from '../format/xmlCursor.js'
import { endTag, isAtEnd, nextTag, noAttributes, openDocument, skipElement, textInside } from '../format/xmlCursor.js'
import { lengthBreach } from '../schema/constraints.js'
import type { ListSchema, MapSchema, Member, Schema, StructureSchema, UnionSchema } from '../schema/Schema.js'
import { isStream, targetOf } from '../schema/Schema.js'
import { setOwn } from '../value/own.js'
import type { ReadText } from './xmlLeaf.js'
import { textReader } from './xmlLeaf.js'
import { attributeNamed, isAttribute, isFlat, xmlNameOf } from './xmlNames.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** Reads the element whose start tag the cursor went through, its end tag too, at that depth. */
type Read = (cursor: Cursor, depth: number) => unknown

/** Takes an element for a member that others may be of too. */
interface Gather {
  readonly start: () => unknown
  readonly add: (into: unknown, cursor: Cursor, depth: number) => boolean
  readonly isGood: (gathered: unknown) => boolean
}

interface Slot {
  readonly member: Member
  /** The start tag as it most often stands. */
  readonly tag: string
  readonly name: string
  readonly read: Read
  /** Of a flattened member. */
  readonly gather: Gather | undefined
}

interface Compiling {
  readonly policy: Policy
  readonly walkOf: Walker<unknown, unknown>
  readonly readOf: (schema: Schema) => Read
}

const never: Read = () => fail

// -------------------------------------------------------------------------------------
// elements
// -------------------------------------------------------------------------------------

/** Counts one aggregate more; whether that is too many, or too deep. */
const isBeyond = (cursor: Cursor, depth: number, { depth: deepest, nodes }: Policy): boolean =>
  depth >= deepest || ++cursor.visits > nodes

/** Whether the start tag that is most likely next is there, and then goes through it. */
const isAhead = (cursor: Cursor, tag: string, name: string): boolean => {
  if (!cursor.text.startsWith(tag, cursor.at)) return false
  cursor.at += tag.length
  cursor.name = name
  cursor.attributes = noAttributes
  cursor.isEmpty = false
  return true
}

const plainName = /^[A-Za-z_:][\w:.-]*$/

/** A start tag as text; of a name that no cursor takes one that no document holds. */
const tagOf = (name: string): string => (plainName.test(name) ? `<${name}>` : '\0')

/** Calls `each` for every child whose name is that one, passes over the others; whether all went well. */
const eachNamed = (cursor: Cursor, name: string, each: (cursor: Cursor) => boolean): boolean => {
  if (cursor.isEmpty) return true
  const holder = cursor.name
  const tag = tagOf(name)
  const wanted = localName(name)
  for (;;) {
    if (!isAhead(cursor, tag, name)) {
      const next = nextTag(cursor)
      if (next !== 'start') return next === 'end' && endTag(cursor, holder)
      if (localName(cursor.name) !== wanted) {
        if (!skipElement(cursor)) return false
        continue
      }
    }
    if (!each(cursor)) return false
  }
}

const leafRead = (readText: ReadText): Read => {
  return (cursor) => {
    const text = textInside(cursor)
    return text === undefined ? fail : readText(text)
  }
}

// -------------------------------------------------------------------------------------
// lists and maps
// -------------------------------------------------------------------------------------

const hasLength = ({ policy }: Compiling, { traits }: Schema, what: string): ((count: number) => boolean) => {
  const { length } = traits
  if (length === undefined || policy.mode !== 'strict') return () => true
  return (count) => lengthBreach(count, length, 'item', what) === undefined
}

const listGather = (compiling: Compiling, schema: ListSchema): Gather | undefined => {
  const { policy, readOf } = compiling
  // Telling equal items apart is the walk's.
  if (isFlat(schema.member) || (policy.mode === 'strict' && schema.traits.uniqueItems === true)) return undefined
  const isLength = hasLength(compiling, schema, 'a list')
  let read: Read | undefined
  return {
    start: () => [],
    add: (into, cursor, depth) => {
      read ??= readOf(targetOf(schema.member))
      const item = read(cursor, depth)
      if (item === fail)
        return false
        // What `start` gave.
      ;(into as Array<unknown>).push(item)
      return true
    },
    isGood: (gathered) => isLength((gathered as Array<unknown>).length),
  }
}

const mapGather = (compiling: Compiling, schema: MapSchema): Gather | undefined => {
  const { policy, walkOf, readOf } = compiling
  const target = targetOf(schema.key)
  const [key, value] = [xmlNameOf(schema.key), xmlNameOf(schema.value)]
  const [localKey, localValue] = [localName(key), localName(value)]
  const isPlainKey = target._tag === 'string' || (target.traits.length ?? target.traits.pattern) === undefined
  if (localKey === localValue || !isPlainKey || isFlat(schema.key) || isFlat(schema.value)) return undefined
  const readKey = textReader(walkOf, target, policy)
  const isLength = hasLength(compiling, schema, 'a map')
  const [keyTag, valueTag] = [tagOf(key), tagOf(value)]
  let read: Read | undefined
  return {
    start: () => ({}),
    add: (into, cursor, depth) => {
      read ??= readOf(targetOf(schema.value))
      if (cursor.isEmpty) return false
      const holder = cursor.name
      let found: string | undefined
      let entry: unknown
      for (;;) {
        if (found === undefined ? !isAhead(cursor, keyTag, key) : !isAhead(cursor, valueTag, value)) {
          const next = nextTag(cursor)
          if (next === 'neither') return false
          if (next === 'end') break
        }
        const name = localName(cursor.name)
        if (name === localKey && found === undefined) {
          const text = textInside(cursor)
          if (text === undefined || readKey(text) === fail) return false
          found = text
        } else if (name === localValue && entry === undefined) {
          entry = read(cursor, depth)
          if (entry === fail) return false
        } else if (!skipElement(cursor)) return false
      }
      if (found === undefined || entry === undefined || !endTag(cursor, holder)) return false
      // What `start` gave.
      setOwn(into as Record<string, unknown>, found, entry)
      return true
    },
    isGood: (gathered) => isLength(Object.keys(gathered as object).length),
  }
}

const gatherOf = (compiling: Compiling, schema: Schema): Gather | undefined =>
  schema._tag === 'list'
    ? listGather(compiling, schema)
    : schema._tag === 'map'
      ? mapGather(compiling, schema)
      : undefined

/** A list or map in an element of its own. */
const gatheredRead = (compiling: Compiling, schema: ListSchema | MapSchema): Read => {
  const gather = gatherOf(compiling, schema)
  if (gather === undefined) return never
  const { policy } = compiling
  const name = schema._tag === 'list' ? xmlNameOf(schema.member) : 'entry'
  return (cursor, depth) => {
    if (isBeyond(cursor, depth, policy)) return fail
    const gathered = gather.start()
    const isRead = eachNamed(cursor, name, (at) => gather.add(gathered, at, depth + 1))
    return isRead && gather.isGood(gathered) ? gathered : fail
  }
}

// -------------------------------------------------------------------------------------
// structures and unions
// -------------------------------------------------------------------------------------

/** The members that have elements; `undefined` where two would share one, or one is laid out in no way that is known. */
const slotsOf = (compiling: Compiling, members: ReadonlyArray<Member>): ReadonlyArray<Slot> | undefined => {
  const slots: Array<Slot> = []
  const names = new Set<string>()
  for (const member of members) {
    const name = xmlNameOf(member)
    const target = targetOf(member)
    const gather = isFlat(member) ? gatherOf(compiling, target) : undefined
    if (names.has(localName(name)) || (isFlat(member) && gather === undefined)) return undefined
    names.add(localName(name))
    let read: Read | undefined
    slots.push({
      member,
      name,
      tag: tagOf(name),
      gather,
      read: (cursor, depth) => {
        read ??= compiling.readOf(target)
        return read(cursor, depth)
      },
    })
  }
  return slots
}

const byLocalName = (slots: ReadonlyArray<Slot>): ReadonlyMap<string, number> =>
  new Map(slots.map(({ name }, i) => [localName(name), i] as const))

/** Reads an element into what was found for its member; whether that went well. */
const take = (
  slot: Slot,
  found: Array<unknown>,
  at: number,
  cursor: Cursor,
  depth: number,
  policy: Policy,
): boolean => {
  const earlier = found[at]
  if (slot.gather === undefined) {
    // Of elements for a member that has one the first counts.
    if (earlier !== undefined) return skipElement(cursor)
    const value = slot.read(cursor, depth)
    found[at] = value
    return value !== fail
  }
  if (earlier === undefined) {
    if (isBeyond(cursor, depth, policy)) return false
    found[at] = slot.gather.start()
  }
  return slot.gather.add(found[at], cursor, depth + 1)
}

/** What stands for an absent member: `fail` where one is missing, `undefined` where one is absent. */
const absentOf = (policy: Policy, member: Member, holder: Schema): (() => unknown) => {
  const target = targetOf(member)
  const filled = (): unknown => defaultOf(member, target, holder, domainWriting, startRun(holder, undefined, policy))
  if (!member.required) return (member.traits.default ?? null) === null ? () => undefined : filled
  const corrects = policy.mode === 'tolerant' && policy.corrects
  return () =>
    filled() ?? (corrects ? zeroOf(target, domainWriting, startRun(holder, undefined, policy)) : undefined) ?? fail
}

interface Field {
  readonly name: string
  /** Among what was found, an element or an attribute. */
  readonly at: number
  readonly absent: () => unknown
  readonly isGood: ((gathered: unknown) => boolean) | undefined
}

interface AttributeSlot {
  readonly name: string
  readonly read: ReadText
}

const isAggregate = ({ _tag }: Schema): boolean =>
  _tag === 'structure' || _tag === 'union' || _tag === 'list' || _tag === 'map'

const readAttributes = (
  slots: ReadonlyArray<AttributeSlot>,
  cursor: Cursor,
  found: Array<unknown>,
  from: number,
): boolean =>
  slots.every(({ name, read }, i) => {
    const text = attributeNamed(cursor.attributes, name)
    const value = text === undefined ? undefined : read(text)
    found[from + i] = value
    return value !== fail
  })

const built = (fields: ReadonlyArray<Field>, found: ReadonlyArray<unknown>): unknown => {
  const record: Record<string, unknown> = {}
  for (const { name, at, absent, isGood } of fields) {
    const value = found[at]
    if (value === undefined) {
      const other = absent()
      if (other === fail) return fail
      if (other !== undefined) setOwn(record, name, other)
    } else {
      if (isGood !== undefined && !isGood(value)) return fail
      setOwn(record, name, value)
    }
  }
  return record
}

/** Reads the children of a structure into what was found; whether that went well, its end tag included. */
type ReadChildren = (cursor: Cursor, found: Array<unknown>, depth: number) => boolean

const childrenRead = (slots: ReadonlyArray<Slot>, policy: Policy): ReadChildren => {
  const indices = byLocalName(slots)
  const count = slots.length
  const refuses = policy.unknown === 'refuse'
  // Which member came behind each one, the first of all behind the last place. It only says where to look first.
  const follows = Int32Array.from({ length: count + 1 }, (_, i) => (i === count ? 0 : i + 1))
  return (cursor, found, depth) => {
    const holder = cursor.name
    let last = count
    for (;;) {
      let at = follows[last] as number
      const likely = slots[at]
      if (likely === undefined || !isAhead(cursor, likely.tag, likely.name)) {
        const next = nextTag(cursor)
        if (next !== 'start') return next === 'end' && endTag(cursor, holder)
        const known = indices.get(localName(cursor.name))
        if (known === undefined) {
          if (refuses || !skipElement(cursor)) return false
          continue
        }
        follows[last] = known
        at = known
      }
      if (!take(slots[at] as Slot, found, at, cursor, depth, policy)) return false
      last = at
    }
  }
}

const structureRead = (compiling: Compiling, schema: StructureSchema): Read => {
  const { policy, walkOf } = compiling
  const members = schema.members.filter((member) => !isStream(member))
  const elements = members.filter((member) => !isAttribute(member))
  const named = members.filter(isAttribute)
  const slots = slotsOf(compiling, elements)
  const isRuled = policy.mode === 'strict' && schema.rules.length > 0
  const isOdd = named.some((member) => isFlat(member) || isAggregate(targetOf(member)))
  if (slots === undefined || isRuled || isOdd) return never
  const attributes = named.map((member): AttributeSlot => {
    return { name: xmlNameOf(member), read: textReader(walkOf, targetOf(member), policy) }
  })
  const count = slots.length
  const fields = members.map((member): Field => {
    const element = elements.indexOf(member)
    return {
      name: member.field,
      at: element >= 0 ? element : count + named.indexOf(member),
      absent: absentOf(policy, member, schema),
      isGood: slots[element]?.gather?.isGood,
    }
  })
  const readChildren = childrenRead(slots, policy)
  const size = count + attributes.length
  return (cursor, depth) => {
    if (isBeyond(cursor, depth, policy)) return fail
    const found: Array<unknown> = new Array(size).fill(undefined)
    if (attributes.length > 0 && !readAttributes(attributes, cursor, found, count)) return fail
    return cursor.isEmpty || readChildren(cursor, found, depth + 1) ? built(fields, found) : fail
  }
}

/** The one element, or the elements of one flattened member, that a union holds. */
const unionRead = (compiling: Compiling, schema: UnionSchema): Read => {
  const { policy } = compiling
  const slots = schema.members.some(isAttribute) ? undefined : slotsOf(compiling, schema.members)
  if (slots === undefined) return never
  const indices = byLocalName(slots)
  return (cursor, depth) => {
    if (isBeyond(cursor, depth, policy) || cursor.isEmpty) return fail
    const holder = cursor.name
    const found: Array<unknown> = [undefined]
    let chosen: number | undefined
    for (;;) {
      const next = nextTag(cursor)
      if (next === 'neither') return fail
      if (next === 'end') break
      const at = indices.get(localName(cursor.name))
      if (at === undefined || (chosen !== undefined && chosen !== at)) return fail
      chosen = at
      if (!take(slots[at] as Slot, found, 0, cursor, depth + 1, policy)) return fail
    }
    const slot = chosen === undefined ? undefined : slots[chosen]
    const value = found[0]
    if (slot === undefined || !endTag(cursor, holder) || slot.gather?.isGood(value) === false) return fail
    return { _tag: slot.member.field, value }
  }
}

// -------------------------------------------------------------------------------------
// interpreter
// -------------------------------------------------------------------------------------

const compile = (compiling: Compiling, schema: Schema): Read => {
  switch (schema._tag) {
    case 'list':
    case 'map':
      return gatheredRead(compiling, schema)
    case 'structure':
      return structureRead(compiling, schema)
    case 'union':
      return unionRead(compiling, schema)
    case 'document':
      return never
    default:
      return leafRead(textReader(compiling.walkOf, schema, compiling.policy))
  }
}

/** Where a shape lies in a document: as its root, under any name, or as the root's child of a name. */
export interface Place {
  readonly root?: string
  readonly child?: string
}

/** Reads documents, as text, of a schema under a policy. Keep what it gives. */
export type XmlReader = (schema: Schema, policy: Policy, place: Place) => (text: string) => unknown

/** A way from text to the domain for the walk of a format: what it gives, the walk gives. */
export const xmlReader = (walkOf: Walker<unknown, unknown>): XmlReader => {
  const kept = new WeakMap<Policy, WeakMap<Schema, Read>>()
  const readUnder = (policy: Policy): Compiling['readOf'] => {
    const reads = kept.get(policy) ?? new WeakMap<Schema, Read>()
    kept.set(policy, reads)
    const readOf = (schema: Schema): Read => {
      const known = reads.get(schema) ?? compile({ policy, walkOf, readOf }, schema)
      reads.set(schema, known)
      return known
    }
    return readOf
  }
  return (schema, policy, { root, child }) => {
    // A reader can only take or leave, so a policy with shades of its own is left to the walk.
    if (policy.mode === 'trusted' || policy.advised.length > 0) return () => fail
    const readOf = readUnder(policy)
    const wanted = root === undefined ? undefined : localName(root)
    let read: Read | undefined
    return (text) => {
      read ??= readOf(schema)
      const cursor = openDocument(text)
      if (cursor === undefined || (wanted !== undefined && localName(cursor.name) !== wanted)) return fail
      const value = child === undefined ? read(cursor, 0) : readChild(cursor, child, read)
      return isAtEnd(cursor) ? value : fail
    }
  }
}

/** Reads the root's first child of a name; `fail` where there is none. */
const readChild = (cursor: Cursor, name: string, read: Read): unknown => {
  let value: unknown = fail
  let isFound = false
  const isRead = eachNamed(cursor, name, (at) => {
    if (isFound) return skipElement(at)
    isFound = true
    value = read(at, 0)
    return value !== fail
  })
  return isRead ? value : fail
}
