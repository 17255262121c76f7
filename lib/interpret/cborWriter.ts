/**
 * The way from domain objects to CBOR bytes without a tree between: a closure for each schema, made at its first writing, and
 * code for the structures that are written often.
 *
 * A writer gives exactly the bytes of the tree that the walk makes, or nothing for anything unusual, which the walk then
 * decides. Law 5.
 */

import { toNatives } from '../compile/emit/native.js'
import type { WriteEntry, WriteHooks, WriteSlot } from '../compile/emit/structure.js'
import { emitStructureWriter } from '../compile/emit/structure.js'
import { fieldOf, isRecord } from '../compile/records.js'
import { cborSink, cborTextBytes } from '../format/cborSink.js'
import { writeEpochSeconds } from '../format/timestamp.js'
import type { ListSchema, MapSchema, Member, Schema, StructureSchema, UnionSchema } from '../schema/Schema.js'
import { isStream, targetOf } from '../schema/Schema.js'
import { copyOfDecimal } from '../value/BigDecimal.js'
import { copyOfBytes, epochMillisOf, isBytes, sizeOf } from '../value/builtIns.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** Writes a domain value behind what is there; `false` where the walk has to decide. */
type Write = (host: unknown) => boolean

const { byte, head, float, floats, number, whole, text, blob, raw } = cborSink

// -------------------------------------------------------------------------------------
// leaves
// -------------------------------------------------------------------------------------

const nothing: Write = () => false

const writeText: Write = (host) => {
  if (typeof host !== 'string') return false
  text(host)
  return true
}

/** What is no whole number is written as what it is, which readers refuse. */
const writeNumber: Write = (host) => {
  if (typeof host !== 'number') return false
  number(host)
  return true
}

const writeWhole: Write = (host) => {
  if (typeof host !== 'bigint') return false
  whole(host)
  return true
}

/** Source: RFC 8949, section 3.4.4. */
const writeDecimal: Write = (host) => {
  const decimal = copyOfDecimal(host)
  if (decimal === undefined) return false
  head(6, 4)
  head(4, 2)
  number(decimal.exponent)
  whole(decimal.coefficient)
  return true
}

const writeDouble: Write = (host) => {
  if (typeof host !== 'number') return false
  float(host)
  return true
}

/** What 32 bits do not hold is for the walk. */
const writeFloat: Write = (host) => {
  if (typeof host !== 'number' || !Object.is(Math.fround(host), host)) return false
  float(host)
  return true
}

const writeBoolean: Write = (host) => {
  if (typeof host !== 'boolean') return false
  byte(host ? 0xf5 : 0xf4)
  return true
}

const writeBlob: Write = (host) => {
  // Of a detached buffer the walk knows more, and so it has to be asked for whatever has no bytes.
  if (!isBytes(host) || (sizeOf(host) === 0 && copyOfBytes(host) === undefined)) return false
  blob(host)
  return true
}

const writeTimestamp: Write = (host) => {
  const epochMillis = epochMillisOf(host)
  if (epochMillis === undefined) return false
  head(6, 1)
  number(writeEpochSeconds(epochMillis))
  return true
}

// -------------------------------------------------------------------------------------
// aggregates
// -------------------------------------------------------------------------------------

const absent = 0xf6

/** Whether a null item is written as one; where a document stands, null is one, and CBOR has none. */
const isNullable = (schema: ListSchema | MapSchema, item: Schema): boolean =>
  schema.traits.sparse === true || item._tag !== 'document'

const writeDoubles: Write = (host) => Array.isArray(host) && floats(host)

const writeList = (schema: ListSchema): Write => {
  const item = targetOf(schema.member)
  // What is null among them is for the walk.
  if (item._tag === 'double' && schema.traits.sparse !== true) return writeDoubles
  const nullable = isNullable(schema, item)
  const entry = entryOf(item)
  return (host) => {
    if (!Array.isArray(host)) return false
    const { length } = host
    head(4, length)
    for (let i = 0; i < length; i++) {
      const one: unknown = host[i]
      if (one === null && nullable) byte(absent)
      else if (!entry.write(one)) return false
    }
    // A getter may have added some.
    return length === host.length
  }
}

const writeMap = (schema: MapSchema): Write => {
  const target = targetOf(schema.value)
  const nullable = isNullable(schema, target)
  const entry = entryOf(target)
  return (host) => {
    if (!isRecord(host)) return false
    const keys = Object.keys(host)
    head(5, keys.length)
    for (const key of keys) {
      const value = host[key]
      text(key)
      if (value === null && nullable) byte(absent)
      // An entry that is undefined is none, and then the count is wrong.
      else if (!entry.write(value)) return false
    }
    return true
  }
}

const slotOf = (member: Member): WriteSlot => ({
  field: member.field,
  name: cborTextBytes(member.name),
  entry: entryOf(targetOf(member)),
})

/** Members that a head of one byte can count. */
const few = 23

const hooks: WriteHooks = {
  begin: () => {
    const mark = cborSink.mark()
    byte(0xa0)
    return mark
  },
  end: (mark, count) => cborSink.put(mark, 0xa0 | count),
  raw,
}

const countOf = (slots: ReadonlyArray<WriteSlot>, host: Readonly<Record<string, unknown>>): number =>
  slots.filter(({ field }) => fieldOf(host, field) !== undefined).length

/** Writes structures where no code may be made, or is not worth it. */
const writeSlots = (slots: ReadonlyArray<WriteSlot>): Write => {
  const isSmall = slots.length <= few
  return (host) => {
    if (!isRecord(host)) return false
    const mark = cborSink.mark()
    const expected = isSmall ? 0 : countOf(slots, host)
    head(5, expected)
    let count = 0
    for (const { field, name, entry } of slots) {
      const value = fieldOf(host, field)
      if (value === undefined) continue
      count++
      raw(name)
      if (!entry.write(value)) return false
    }
    if (isSmall) hooks.end(mark, count)
    // A getter may have changed its mind.
    return isSmall || count === expected
  }
}

/** After how many structures code for them is worth it. */
const worth = 16

const writeStructure = (schema: StructureSchema, entry: WriteEntry): Write => {
  const slots = schema.members.filter((member) => !isStream(member)).map(slotOf)
  const write = writeSlots(slots)
  if (slots.length > few) return write
  let written = 0
  return (host) => {
    if (++written <= worth) return write(host)
    const [native] = toNatives(emitStructureWriter(slots, hooks))
    // Of records that are not plain the walk knows more.
    entry.write = native === undefined ? write : (native as Write)
    return entry.write(host)
  }
}

const writeUnion = (schema: UnionSchema): Write => {
  const slots = new Map<unknown, WriteSlot>()
  for (const member of schema.members) if (!slots.has(member.field)) slots.set(member.field, slotOf(member))
  return (host) => {
    if (!isRecord(host)) return false
    const tag = host['_tag']
    const slot = slots.get(tag)
    // The alternative that no schema knows has a tag of its own, whatever a member is called.
    if (slot === undefined || tag === '$unknown') return false
    head(5, 1)
    raw(slot.name)
    return slot.entry.write(host['value'])
  }
}

const compile = (schema: Schema, entry: WriteEntry): Write => {
  switch (schema._tag) {
    case 'string':
    case 'enum':
      return writeText
    case 'byte':
    case 'short':
    case 'integer':
    case 'intEnum':
      return writeNumber
    case 'long':
    case 'bigInteger':
      return writeWhole
    case 'bigDecimal':
      return writeDecimal
    case 'float':
      return writeFloat
    case 'double':
      return writeDouble
    case 'boolean':
      return writeBoolean
    case 'blob':
      return writeBlob
    case 'timestamp':
      return writeTimestamp
    case 'document':
      return nothing
    case 'list':
      return writeList(schema)
    case 'map':
      return writeMap(schema)
    case 'structure':
      return writeStructure(schema, entry)
    case 'union':
      return writeUnion(schema)
  }
}

// -------------------------------------------------------------------------------------
// interpreter
// -------------------------------------------------------------------------------------

const kept = new WeakMap<Schema, WriteEntry>()

/** The writer of a schema, made when it is first called: schemas come back to themselves, and not all are written. */
const entryOf = (schema: Schema): WriteEntry => {
  const known = kept.get(schema)
  if (known !== undefined) return known
  const entry: WriteEntry = {
    write: (host) => {
      entry.write = compile(schema, entry)
      return entry.write(host)
    },
  }
  kept.set(schema, entry)
  return entry
}

/** Bytes of a domain object, `undefined` where the walk has to decide: it holds a document, or what its type forbids. */
export const writeDirect = (schema: Schema): ((host: unknown) => Uint8Array | undefined) => {
  const entry = entryOf(schema)
  return (host) => {
    const mark = cborSink.mark()
    try {
      return entry.write(host) ? cborSink.take(mark) : undefined
    } finally {
      cborSink.reset(mark)
    }
  }
}
