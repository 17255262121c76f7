/**
 * What a Value becomes by being read, written by hand and not with the reader: the right-hand side of laws 1, 2 and 3.
 */

import { normalNumber } from '../format/json.js'
import type { Member, Schema } from '../schema/Schema.js'
import { targetOf } from '../schema/Schema.js'
import { documentDecimal, isDocumentDecimal } from '../value/BigDecimal.js'
import type { Document } from '../value/Document.js'
import { getOwn, recordOf } from '../value/own.js'
import type { Fields, MapKey, Value } from '../value/Value.js'
import * as V from '../value/Value.js'

// -------------------------------------------------------------------------------------
// combinators
// -------------------------------------------------------------------------------------

/**
 * Drops Null and unknown members, adds defaults, nothing else.
 *
 * One rule more: an item of a sparse list or map of documents that is the document `null` is the absent item, since a
 * domain object has one `null` for both.
 */
export const norm =
  (schema: Schema) =>
  (value: Value): Value =>
    deepen(schema, value, members, (_, leaf) => leaf)

/**
 * What JSON keeps of a value: a document's numbers are as `readJson` gives them, and an http-date has whole seconds.
 *
 * Source: RFC 9110, section 5.6.7 (IMF-fixdate has no fraction).
 */
export const jsonNorm =
  (schema: Schema) =>
  (value: Value): Value =>
    deepen(schema, value, present, jsonLeaf)

// -------------------------------------------------------------------------------------
// parts
// -------------------------------------------------------------------------------------

/** The field that stands for a member, given the one that is there. */
type FieldOf = (member: Member, target: Schema, field: Value | undefined) => Value | undefined

const present: FieldOf = (_, __, field) => field

const members: FieldOf = (member, target, field) => {
  if (field !== undefined && field._tag !== 'Null') return field
  const { default: given, clientOptional } = member.traits
  return given === undefined || given === null || clientOptional === true ? undefined : defaultValue(target, given)
}

const deepen = (
  schema: Schema,
  value: Value,
  fieldOf: FieldOf,
  leaf: (schema: Schema, value: Value) => Value,
): Value => {
  const go = (target: Schema, part: Value): Value => deepen(target, part, fieldOf, leaf)
  const item = (holder: Schema, target: Schema, part: Value): Value => {
    const isAbsent = part._tag === 'Null' || (part._tag === 'Document' && part.value === null)
    return holder.traits.sparse === true && isAbsent ? V.absent : go(target, part)
  }
  switch (schema._tag) {
    case 'list': {
      const target = targetOf(schema.member)
      return value._tag === 'List' ? V.list(value.items.map((part) => item(schema, target, part))) : value
    }
    case 'map': {
      if (value._tag !== 'Map') return value
      const target = targetOf(schema.value)
      const last = new Map(value.entries.map((entry) => [entry[0].value, entry] as const))
      return V.map([...last.values()].map(([key, part]): readonly [MapKey, Value] => [key, item(schema, target, part)]))
    }
    case 'structure':
    case 'union': {
      if (value._tag !== 'Structure') return value
      const keep = schema._tag === 'structure' ? fieldOf : present
      return V.structure(
        recordOf(
          schema.members.flatMap((member): ReadonlyArray<readonly [string, Value]> => {
            const target = targetOf(member)
            const field = keep(member, target, getOwn(value.fields, member.name))
            return field === undefined || field._tag === 'Null' ? [] : [[member.name, go(target, field)]]
          }),
        ) as Fields,
      )
    }
    default:
      return leaf(schema, value)
  }
}

/** Source: Smithy 2.0, "default trait", table of the JSON values by kind. */
const defaultValue = (schema: Schema, given: Document): Value | undefined => {
  switch (schema._tag) {
    case 'string':
      return V.string(given as string)
    case 'enum':
      return V.enumeration(given as string)
    case 'boolean':
      return V.boolean(given as boolean)
    case 'byte':
    case 'short':
    case 'integer':
    case 'intEnum':
      return V.integer(given as number)
    case 'long':
      return V.long(BigInt(given as number))
    case 'bigInteger':
      return V.bigInteger(BigInt(given as number))
    case 'bigDecimal':
      return isDocumentDecimal(given)
        ? V.bigDecimal({ coefficient: given.coefficient, exponent: given.exponent })
        : V.bigDecimal({ coefficient: BigInt(given as number), exponent: 0 })
    case 'float':
      return V.float(Math.fround(given as number))
    case 'double':
      return V.double(given as number)
    case 'blob':
      return V.blob(Uint8Array.from(atob(given as string), (c) => c.charCodeAt(0)))
    case 'timestamp':
      return V.timestamp(typeof given === 'string' ? Date.parse(given) : Math.round((given as number) * 1000))
    case 'document':
      return V.document(given)
    case 'list':
      return V.list([])
    case 'map':
      return V.map([])
    case 'structure':
    case 'union':
      return undefined
  }
}

const jsonLeaf = (schema: Schema, value: Value): Value => {
  if (value._tag === 'Document') return V.document(normalDocument(value.value))
  return value._tag === 'Timestamp' && schema.traits.timestampFormat === 'http-date'
    ? V.timestamp(Math.floor(value.epochMillis / 1000) * 1000)
    : value
}

/** A document whose numbers are as reading their text gives them. */
export const normalDocument = (d: Document): Document => {
  if (typeof d === 'bigint') return normalNumber(d)
  if (isDocumentDecimal(d)) return normalNumber(documentDecimal(d))
  if (Array.isArray(d)) return d.map(normalDocument)
  if (typeof d !== 'object' || d === null) return d
  return recordOf(
    Object.entries(d as { readonly [name: string]: Document }).map(
      ([name, part]) => [name, normalDocument(part)] as const,
    ),
  )
}
