/**
 * From the text of an XML document straight to the domain, without a tree between: a shape goes along with the cursor.
 *
 * A reader gives exactly what the walk over the document's tree gives, or `fail`, and then tree and walk decide: for anything
 * that is refused, ill-formed or merely unusual. Members are looked for where the last document had them.
 */

import { defaultOf, zeroOf } from '../compile/absent.js'
import { domainWriting } from '../compile/domain.js'
import { fail } from '../compile/emit/source.js'
import { keptBoth } from '../compile/kept.js'
import type { Policy } from '../compile/Policy.js'
import { startRun } from '../compile/Run.js'
import type { Walker } from '../compile/walk/Walk.js'
import { localName } from '../format/xml.js'
import type { Cursor } from '../format/xmlCursor.js'
import { endTag, isAtEnd, nextTag, openDocument, skipElement } from '../format/xmlCursor.js'
import type { Member, Schema, StructureSchema, UnionSchema } from '../schema/Schema.js'
import { isStream, targetOf } from '../schema/Schema.js'
import type { Bounds } from '../value/Limits.js'
import { setOwn } from '../value/own.js'
import type { Compiling, Gather, Name, Read } from './xmlElements.js'
import { eachNamed, gatheredRead, gatherOf, isAhead, isBeyond, leafRead, nameFor, never } from './xmlElements.js'
import type { ReadText } from './xmlLeaf.js'
import { textReader } from './xmlLeaf.js'
import { attributeNamed, isAttribute, isFlat, xmlNameOf } from './xmlNames.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

interface Slot {
  readonly member: Member
  readonly name: Name
  readonly read: Read
  /** Of a flattened member. */
  readonly gather: Gather | undefined
}

// -------------------------------------------------------------------------------------
// structures and unions
// -------------------------------------------------------------------------------------

/** The members that have elements; `undefined` where two would share one, or one is laid out in no way that is known. */
const slotsOf = (compiling: Compiling, members: ReadonlyArray<Member>): ReadonlyArray<Slot> | undefined => {
  const slots: Array<Slot> = []
  const names = new Set<string>()
  for (const member of members) {
    const name = nameFor(xmlNameOf(member))
    const target = targetOf(member)
    const gather = isFlat(member) ? gatherOf(compiling, target) : undefined
    if (names.has(name.local) || (isFlat(member) && gather === undefined)) return undefined
    names.add(name.local)
    let read: Read | undefined
    slots.push({
      member,
      name,
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
  new Map(slots.map(({ name }, i) => [name.local, i] as const))

/** Reads an element into what was found for its member; whether that went well. */
const take = (
  slot: Slot,
  found: Array<unknown>,
  at: number,
  cursor: Cursor,
  depth: number,
  limits: Bounds,
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
    if (isBeyond(cursor, depth, limits)) return false
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
  const { limits } = policy
  const others = policy.unknown === 'refuse' ? 0 : limits.members
  // Which member came behind each one, the first of all behind the last place. It only says where to look first.
  const follows = new Int32Array(count + 1)
  return (cursor, found, depth) => {
    const holder = cursor.name
    let last = count
    let unknown = 0
    for (;;) {
      let at = follows[last] as number
      const likely = slots[at]
      if (likely === undefined || !isAhead(cursor, likely.name)) {
        const next = nextTag(cursor)
        if (next !== 'start') return next === 'end' && endTag(cursor, holder)
        const known = indices.get(localName(cursor.name))
        if (known === undefined) {
          if (++unknown > others || !skipElement(cursor)) return false
          continue
        }
        follows[last] = known
        at = known
      }
      if (!take(slots[at] as Slot, found, at, cursor, depth, limits)) return false
      last = at
    }
  }
}

const structureRead = (compiling: Compiling, schema: StructureSchema): Read => {
  const { policy, walkOf } = compiling
  const { limits } = policy
  const members = schema.members.filter((member) => !isStream(member))
  const elements = members.filter((member) => !isAttribute(member))
  const named = members.filter(isAttribute)
  const slots = slotsOf(compiling, elements)
  const isRuled = policy.mode === 'strict' && schema.rules.length > 0
  const isOdd = named.some(isFlat)
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
    if (isBeyond(cursor, depth, limits)) return fail
    const found: Array<unknown> = new Array(size).fill(undefined)
    if (attributes.length > 0 && !readAttributes(attributes, cursor, found, count)) return fail
    return cursor.isEmpty || readChildren(cursor, found, depth + 1) ? built(fields, found) : fail
  }
}

/** The one element, or the elements of one flattened member, that a union holds. */
const unionRead = (compiling: Compiling, schema: UnionSchema): Read => {
  const { limits } = compiling.policy
  const slots = schema.members.some(isAttribute) ? undefined : slotsOf(compiling, schema.members)
  if (slots === undefined) return never
  const indices = byLocalName(slots)
  return (cursor, depth) => {
    if (isBeyond(cursor, depth, limits) || cursor.isEmpty) return fail
    const holder = cursor.name
    const found: Array<unknown> = []
    let chosen: number | undefined
    for (;;) {
      const next = nextTag(cursor)
      if (next === 'neither') return fail
      if (next === 'end') break
      const at = indices.get(localName(cursor.name))
      if (at === undefined || (chosen !== undefined && chosen !== at)) return fail
      chosen = at
      if (!take(slots[at] as Slot, found, 0, cursor, depth + 1, limits)) return fail
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
    default:
      // A document among them, which no text is.
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
  const readUnder = keptBoth(
    (schema, policy): Read => compile({ policy, walkOf, readOf: (part) => readUnder(part, policy) }, schema),
  )
  return (schema, policy, { root, child }) => {
    // A reader can only take or leave, so a policy with shades of its own is left to the walk.
    if (policy.mode === 'trusted' || policy.advised.length > 0) return () => fail
    const wanted = root === undefined ? undefined : localName(root)
    const inner = child === undefined ? undefined : nameFor(child)
    let read: Read | undefined
    const { size, nodes } = policy.limits
    return (text) => {
      if (text.length > size) return fail
      read ??= readUnder(schema, policy)
      const cursor = openDocument(text, nodes)
      if (cursor === undefined || (wanted !== undefined && localName(cursor.name) !== wanted)) return fail
      const value = inner === undefined ? read(cursor, 0) : readChild(cursor, inner, read)
      return isAtEnd(cursor) ? value : fail
    }
  }
}

/** Reads the root's first child of a name; `fail` where there is none. */
const readChild = (cursor: Cursor, name: Name, read: Read): unknown => {
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
