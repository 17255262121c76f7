/**
 * Elements of XML text as readers take them: under the names that are looked for, alone or gathered into lists and maps.
 */

import { fail } from '../compile/emit/source.js'
import type { Policy } from '../compile/Policy.js'
import type { Walker } from '../compile/walk/Walk.js'
import { localName } from '../format/xml.js'
import type { Cursor } from '../format/xmlCursor.js'
import { endTag, nextTag, noAttributes, skipElement, textInside } from '../format/xmlCursor.js'
import type { ListSchema, MapSchema, Schema } from '../schema/Schema.js'
import { targetOf } from '../schema/Schema.js'
import type { Bounds } from '../value/Limits.js'
import { setOwn } from '../value/own.js'
import type { ReadText } from './xmlLeaf.js'
import { textReader } from './xmlLeaf.js'
import { isFlat, xmlNameOf } from './xmlNames.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** Reads the element whose start tag the cursor went through, its end tag too, at that depth. */
export type Read = (cursor: Cursor, depth: number) => unknown

/** Takes an element for a member that others may be of too. */
export interface Gather {
  readonly start: () => unknown
  readonly add: (into: unknown, cursor: Cursor, depth: number) => boolean
  readonly isGood: (gathered: unknown) => boolean
}

export interface Compiling {
  readonly policy: Policy
  readonly walkOf: Walker<unknown, unknown>
  readonly readOf: (schema: Schema) => Read
}

export const never: Read = () => fail

// -------------------------------------------------------------------------------------
// elements
// -------------------------------------------------------------------------------------

/** Counts one aggregate more; whether that is too many, or too deep. */
export const isBeyond = (cursor: Cursor, depth: number, limits: Bounds): boolean =>
  depth >= limits.depth || ++cursor.visits > limits.nodes

/** Whether the start tag that is most likely next is there, and then goes through it. */
export const isAhead = (cursor: Cursor, { tag, whole }: Name): boolean => {
  if (!cursor.text.startsWith(tag, cursor.at) || ++cursor.elements > cursor.most) return false
  cursor.at += tag.length
  cursor.name = whole
  cursor.attributes = noAttributes
  cursor.isEmpty = false
  return true
}

const plainName = /^[A-Za-z_:][\w:.-]*$/

/** The name of an element that is looked for. */
export interface Name {
  readonly whole: string
  readonly local: string
  /** The start tag as it most often stands; of a name that no cursor takes one that no document holds. */
  readonly tag: string
}

export const nameFor = (whole: string): Name => ({
  whole,
  local: localName(whole),
  tag: plainName.test(whole) ? `<${whole}>` : '\0',
})

/** Calls `each` for every child of that name, passes over the others; whether all went well. */
export const eachNamed = (cursor: Cursor, name: Name, each: (cursor: Cursor) => boolean): boolean => {
  if (cursor.isEmpty) return true
  const holder = cursor.name
  for (;;) {
    if (!isAhead(cursor, name)) {
      const next = nextTag(cursor)
      if (next !== 'start') return next === 'end' && endTag(cursor, holder)
      if (localName(cursor.name) !== name.local) {
        if (!skipElement(cursor)) return false
        continue
      }
    }
    if (!each(cursor)) return false
  }
}

export const leafRead = (readText: ReadText): Read => {
  return (cursor) => {
    const text = textInside(cursor)
    return text === undefined ? fail : readText(text)
  }
}

// -------------------------------------------------------------------------------------
// lists and maps
// -------------------------------------------------------------------------------------

/** Whether a shape takes so many items or entries. */
const countCheck = ({ policy }: Compiling, { traits }: Schema): ((count: number) => boolean) => {
  const { min = 0, max = Infinity } = policy.mode === 'strict' ? (traits.length ?? {}) : {}
  return (count) => count >= min && count <= max
}

const listGather = (compiling: Compiling, schema: ListSchema): Gather | undefined => {
  const { policy, readOf } = compiling
  // Telling equal items apart is the walk's.
  if (isFlat(schema.member) || (policy.mode === 'strict' && schema.traits.uniqueItems === true)) return undefined
  const most = policy.limits.items
  const isCount = countCheck(compiling, schema)
  let read: Read | undefined
  return {
    start: () => [],
    add: (into, cursor, depth) => {
      read ??= readOf(targetOf(schema.member))
      // What `start` gave.
      const items = into as Array<unknown>
      const item = items.length < most ? read(cursor, depth) : fail
      items.push(item)
      return item !== fail
    },
    isGood: (gathered) => isCount((gathered as Array<unknown>).length),
  }
}

const mapGather = (compiling: Compiling, schema: MapSchema): Gather | undefined => {
  const { policy, walkOf, readOf } = compiling
  const target = targetOf(schema.key)
  const [keyName, valueName] = [nameFor(xmlNameOf(schema.key)), nameFor(xmlNameOf(schema.value))]
  const isPlainKey = target._tag === 'string' || (target.traits.length ?? target.traits.pattern) === undefined
  if (keyName.local === valueName.local || !isPlainKey || isFlat(schema.key) || isFlat(schema.value)) return undefined
  const readKey = textReader(walkOf, target, policy)
  const most = policy.limits.entries
  const isCount = countCheck(compiling, schema)
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
        if (!isAhead(cursor, found === undefined ? keyName : valueName)) {
          const next = nextTag(cursor)
          if (next === 'neither') return false
          if (next === 'end') break
        }
        const name = localName(cursor.name)
        if (name === keyName.local && found === undefined) {
          const text = textInside(cursor)
          if (text === undefined || readKey(text) === fail) return false
          found = text
        } else if (name === valueName.local && entry === undefined) {
          entry = read(cursor, depth)
          if (entry === fail) return false
        } else if (!skipElement(cursor)) return false
      }
      if (found === undefined || entry === undefined || !endTag(cursor, holder)) return false
      // What `start` gave.
      setOwn(into as Record<string, unknown>, found, entry)
      return true
    },
    isGood: (gathered) => {
      const count = Object.keys(gathered as object).length
      return count <= most && isCount(count)
    },
  }
}

export const gatherOf = (compiling: Compiling, schema: Schema): Gather | undefined =>
  schema._tag === 'list'
    ? listGather(compiling, schema)
    : schema._tag === 'map'
      ? mapGather(compiling, schema)
      : undefined

/** A list or map in an element of its own. */
export const gatheredRead = (compiling: Compiling, schema: ListSchema | MapSchema): Read => {
  const gather = gatherOf(compiling, schema)
  if (gather === undefined) return never
  const { limits } = compiling.policy
  const name = nameFor(schema._tag === 'list' ? xmlNameOf(schema.member) : 'entry')
  return (cursor, depth) => {
    if (isBeyond(cursor, depth, limits)) return fail
    const gathered = gather.start()
    const isRead = eachNamed(cursor, name, (at) => gather.add(gathered, at, depth + 1))
    return isRead && gather.isGood(gathered) ? gathered : fail
  }
}
