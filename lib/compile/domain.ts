/**
 * Domain objects as a format: camelCase fields, `Date`, `Uint8Array`, `bigint`. There are two views: `exactView` takes
 * only what the domain type says, for `is` and for writing; `inputView` also takes what `make` converts.
 */

import type { Member } from '../schema/Schema.js'
import { isStream } from '../schema/Schema.js'
import { copyOfDecimal } from '../value/BigDecimal.js'
import { copyOfBytes, epochMillisOf, isBytes } from '../value/builtIns.js'
import type { Document } from '../value/Document.js'
import { documentWithin } from '../value/Document.js'
import { isLeft } from '../value/either.js'
import { recordOf } from '../value/own.js'
import { describe, fieldNamed, float32, isRecord } from './records.js'
import type { Fault, View, Writing } from './View.js'
import { fault, mismatch } from './View.js'

// -------------------------------------------------------------------------------------
// view
// -------------------------------------------------------------------------------------

const detached = /*#__PURE__*/ fault('type', undefined, 'bytes whose buffer is detached')

/** A document, or why it is none. */
export const documentOf = (node: unknown, depth: number, nodes: number): Document | Fault => {
  const d = documentWithin(node, depth, nodes)
  if (!isLeft(d)) return d.right
  if (d.left === 'type') return mismatch
  return d.left === 'depth'
    ? fault('depth', `at most ${depth} levels`, 'more levels')
    : fault('size', `at most ${nodes} values`, 'more values')
}

export const exactView: View<unknown> = {
  isNull: (node) => node === null,
  describe,
  text: (node) => (typeof node === 'string' ? node : mismatch),
  number: (node) => (typeof node === 'number' ? node : mismatch),
  long: (node) => (typeof node === 'bigint' ? node : mismatch),
  decimal: (node) => copyOfDecimal(node) ?? mismatch,
  float: (node, schema) => {
    if (typeof node !== 'number') return mismatch
    return schema._tag === 'double' || Object.is(Math.fround(node), node)
      ? node
      : fault('range', 'a number of 32 bits', 'a number of 64 bits')
  },
  boolean: (node) => (typeof node === 'boolean' ? node : mismatch),
  blob: (node) => copyOfBytes(node) ?? (isBytes(node) ? detached : mismatch),
  timestamp: (node) => epochMillisOf(node) ?? mismatch,
  document: documentOf,
  list: (node) => (Array.isArray(node) ? node : mismatch),
  map: (node) => (isRecord(node) ? Object.entries(node).filter(([, value]) => value !== undefined) : mismatch),
  structure: (node) => (isRecord(node) ? node : mismatch),
  member: ({ field }) => fieldNamed(field),
  unknown: (node, schema) => {
    const known = new Set(schema.members.filter((member) => !isStream(member)).map((member) => member.field))
    const record = node as Readonly<Record<string, unknown>>
    return Object.keys(record).filter((name) => !known.has(name) && record[name] !== undefined)
  },
  union: (node, schema) => {
    if (!isRecord(node)) return mismatch
    const tag = node['_tag']
    if (tag === '$unknown') {
      const { name } = node
      if (typeof name === 'string') return { name, member: undefined, node: node['raw'] }
    }
    const member = schema.members.find((one) => one.field === tag)
    if (member === undefined)
      return fault('union', `a _tag of ${schema.members.map((one) => one.field).join(', ')}`, 'another _tag')
    return { name: member.name, member, node: node['value'] }
  },
}

/** Plain data: safe whole numbers for long and bigInteger, any number for float (rounded to 32 bits). */
export const inputView: View<unknown> = {
  ...exactView,
  long: (node) => {
    if (typeof node === 'bigint') return node
    return Number.isSafeInteger(node) ? BigInt(node as number) : mismatch
  },
  float: (node, schema) => {
    if (typeof node !== 'number') return mismatch
    return schema._tag === 'double' ? node : float32(node)
  },
}

// -------------------------------------------------------------------------------------
// writing
// -------------------------------------------------------------------------------------

const fieldsFrom = (fields: ReadonlyArray<readonly [Member, unknown]>): unknown =>
  recordOf(fields.map(([member, value]) => [member.field, value] as const))

export const domainWriting: Writing<unknown> = {
  absent: null,
  text: (text) => text,
  number: (n) => n,
  long: (n) => n,
  decimal: (d) => d,
  float: (n) => n,
  boolean: (b) => b,
  blob: (bytes) => bytes,
  timestamp: (epochMillis) => new Date(epochMillis),
  document: (d) => d,
  list: (items) => items,
  map: (entries) => recordOf(entries),
  structure: fieldsFrom,
  union: (member, value) => ({ _tag: member.field, value }),
  unknownUnion: (name, raw) => ({ _tag: '$unknown', name, raw }),
}
