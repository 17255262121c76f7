/**
 * Value as a format: the view takes anything at all and refuses what is no Value of the kind.
 */

import type { MapSchema, Member, Schema } from '../schema/Schema.js'
import { copyOfDecimal } from '../value/BigDecimal.js'
import { copyOfBytes } from '../value/builtIns.js'
import { getOwn, recordOf } from '../value/own.js'
import type { Fields, MapKey, Tag, Value } from '../value/Value.js'
import * as V from '../value/Value.js'
import { documentOf } from './domain.js'
import type { View, Writing } from './View.js'
import { fault, mismatch } from './View.js'

// -------------------------------------------------------------------------------------
// view
// -------------------------------------------------------------------------------------

type Loose = { readonly [name: string]: unknown }

const tagOf = (node: unknown): Tag | undefined =>
  typeof node === 'object' && node !== null ? (getOwn(node as Record<string, unknown>, '_tag') as Tag) : undefined

/** What a node of that tag holds under that name. */
const held = (node: unknown, tag: Tag, name: string): unknown =>
  tagOf(node) === tag ? (node as Loose)[name] : undefined

const tags: ReadonlySet<unknown> = new Set<Tag>([
  'Structure',
  'List',
  'Map',
  'String',
  'Enum',
  'Integer',
  'Long',
  'BigInteger',
  'BigDecimal',
  'Float',
  'Double',
  'Boolean',
  'Blob',
  'Timestamp',
  'Document',
  'Null',
])

const fieldsOf = (node: unknown): Readonly<Record<string, unknown>> | undefined => {
  const fields = held(node, 'Structure', 'fields')
  return typeof fields === 'object' && fields !== null && !Array.isArray(fields)
    ? (fields as Record<string, unknown>)
    : undefined
}

const presentNames = (fields: Readonly<Record<string, unknown>>): ReadonlyArray<string> =>
  Object.keys(fields).filter((name) => fields[name] !== undefined && tagOf(fields[name]) !== 'Null')

const keyTag = (schema: MapSchema): Tag => (schema.key.target()._tag === 'enum' ? 'Enum' : 'String')

export const valueView: View<unknown> = {
  isNull: (node) => tagOf(node) === 'Null',
  describe: (node) => {
    const tag = tagOf(node)
    return tags.has(tag) ? `a value tagged ${tag}` : 'no Value'
  },
  text: (node, schema) => {
    const text = held(node, schema._tag === 'enum' ? 'Enum' : 'String', 'value')
    return typeof text === 'string' ? text : mismatch
  },
  number: (node) => {
    const n = held(node, 'Integer', 'value')
    return typeof n === 'number' ? n : mismatch
  },
  long: (node, schema) => {
    const n = held(node, schema._tag === 'long' ? 'Long' : 'BigInteger', 'value')
    return typeof n === 'bigint' ? n : mismatch
  },
  decimal: (node) => {
    return copyOfDecimal(held(node, 'BigDecimal', 'value')) ?? mismatch
  },
  float: (node, schema) => {
    const n = held(node, schema._tag === 'float' ? 'Float' : 'Double', 'value')
    if (typeof n !== 'number') return mismatch
    return schema._tag === 'double' || Object.is(Math.fround(n), n)
      ? n
      : fault('range', 'a number of 32 bits', 'a number of 64 bits')
  },
  boolean: (node) => {
    const b = held(node, 'Boolean', 'value')
    return typeof b === 'boolean' ? b : mismatch
  },
  blob: (node) => {
    return copyOfBytes(held(node, 'Blob', 'bytes')) ?? mismatch
  },
  timestamp: (node) => {
    const epochMillis = held(node, 'Timestamp', 'epochMillis')
    if (typeof epochMillis !== 'number') return mismatch
    return Number.isInteger(epochMillis) ? epochMillis : fault('type', 'whole milliseconds', 'a fraction')
  },
  document: (node, depth, nodes) => {
    if (tagOf(node) !== 'Document') return mismatch
    const d = documentOf((node as Loose)['value'], depth, nodes)
    return d === mismatch ? fault('type', 'a JSON value', 'something else') : d
  },
  list: (node) => {
    const items = held(node, 'List', 'items')
    return Array.isArray(items) ? items : mismatch
  },
  map: (node, schema) => {
    const entries = held(node, 'Map', 'entries')
    if (!Array.isArray(entries)) return mismatch
    const tag = keyTag(schema)
    const pairs = new Map<string, unknown>()
    // An array may have an iterator of its own.
    for (let i = 0; i < entries.length; i++) {
      const entry: unknown = entries[i]
      const key = Array.isArray(entry) && entry.length === 2 ? held(entry[0], tag, 'value') : undefined
      if (typeof key !== 'string') return fault('type', `pairs of a ${tag} and a value`, 'another entry')
      pairs.set(key, (entry as ReadonlyArray<unknown>)[1])
    }
    return [...pairs]
  },
  structure: (node) => (fieldsOf(node) === undefined ? mismatch : node),
  member:
    ({ name }) =>
    (node) => {
      const field = getOwn(fieldsOf(node) ?? {}, name)
      return tagOf(field) === 'Null' ? undefined : field
    },
  unknown: (node, schema) => {
    const known = new Set(schema.members.map((member) => member.name))
    return Object.keys(fieldsOf(node) ?? {}).filter((name) => !known.has(name))
  },
  union: (node, schema) => {
    const fields = fieldsOf(node)
    if (fields === undefined) return mismatch
    const names = presentNames(fields)
    const name = names[0]
    if (name === undefined || names.length > 1) return fault('union', 'exactly one member', `${names.length} members`)
    return { name, member: schema.members.find((member) => member.name === name), node: fields[name] }
  },
}

// -------------------------------------------------------------------------------------
// writing
// -------------------------------------------------------------------------------------

const fieldsFrom = (fields: ReadonlyArray<readonly [Member, Value]>): Fields =>
  recordOf(fields.map(([member, value]) => [member.name, value] as const))

const textValue = (text: string, schema: Schema): Value =>
  schema._tag === 'enum' ? V.enumeration(text) : V.string(text)

export const valueWriting: Writing<Value> = {
  absent: V.absent,
  text: textValue,
  number: (n) => V.integer(n),
  long: (n, schema) => (schema._tag === 'long' ? V.long(n) : V.bigInteger(n)),
  decimal: (d) => V.bigDecimal({ coefficient: d.coefficient, exponent: d.exponent }),
  float: (n, schema) => (schema._tag === 'float' ? V.float(n) : V.double(n)),
  boolean: (b) => V.boolean(b),
  blob: (bytes) => V.blob(bytes),
  timestamp: (epochMillis) => V.timestamp(epochMillis),
  document: (d) => V.document(d),
  list: (items) => V.list(items),
  map: (entries, schema) => {
    const key = keyTag(schema) === 'Enum' ? V.enumeration : V.string
    return V.map(entries.map(([name, value]) => [key(name) as MapKey, value] as const))
  },
  structure: (fields) => V.structure(fieldsFrom(fields)),
  union: (member, value) => V.structure(fieldsFrom([[member, value]])),
  unknownUnion: (name, raw) => V.structure(recordOf([[name, V.document(raw) as Value]])),
}
