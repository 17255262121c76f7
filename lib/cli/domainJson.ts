/**
 * Domain objects as JSON: camelCase fields, unions as `{ "_tag", "value" }`, and what JSON has no kind for as text: bytes in
 * base64, times in RFC 3339, NaN and the infinities by their names.
 *
 * Law: `make(readDomain(writeDomain(a))) = make(a)`.
 */

import { readBase64, writeBase64 } from '../format/base64.js'
import { shortestFloat32 } from '../format/float32.js'
import { normalNumber } from '../format/json.js'
import { readDateTime, readEpochSeconds, writeDateTime } from '../format/timestamp.js'
import type { Member, Schema } from '../schema/Schema.js'
import { targetOf } from '../schema/Schema.js'
import type { BigDecimal } from '../value/BigDecimal.js'
import { documentDecimal, isDocumentDecimal, readDecimal, writeDecimal } from '../value/BigDecimal.js'
import type { Document } from '../value/Document.js'
import { getOwn, recordOf } from '../value/own.js'

type Fields = Readonly<Record<string, unknown>>

const memberOf = (members: ReadonlyArray<Member>, field: string): Member | undefined =>
  members.find((member) => member.field === field)

// -------------------------------------------------------------------------------------
// write
// -------------------------------------------------------------------------------------

const numberJson = (n: number): Document => (Number.isFinite(n) ? n : String(n))

const wholeJson = (n: bigint): Document => (Number.isSafeInteger(Number(n)) ? Number(n) : n)

/** Domain: what the schema's `is` holds for. */
export const writeDomain = (schema: Schema, a: unknown): Document => {
  switch (schema._tag) {
    case 'string':
    case 'enum':
    case 'boolean':
    case 'document':
      return a as Document
    case 'byte':
    case 'short':
    case 'integer':
    case 'intEnum':
    case 'double':
      return numberJson(a as number)
    case 'float':
      return numberJson(shortestFloat32(a as number))
    case 'long':
    case 'bigInteger':
      return wholeJson(a as bigint)
    case 'bigDecimal':
      return documentDecimal(a as BigDecimal)
    case 'blob':
      return writeBase64(a as Uint8Array)
    case 'timestamp':
      return writeDateTime((a as Date).getTime())
    case 'list':
      return (a as ReadonlyArray<unknown>).map((item) => (item === null ? null : below(schema.member, item)))
    case 'map':
      return recordOf(
        Object.entries(a as Fields).map(([key, item]) => [key, item === null ? null : below(schema.value, item)]),
      )
    case 'structure':
      return recordOf(
        schema.members.flatMap((member): ReadonlyArray<readonly [string, Document]> => {
          const field = getOwn(a as Fields, member.field)
          return field === undefined ? [] : [[member.field, below(member, field)]]
        }),
      )
    case 'union': {
      const { _tag, value } = a as { readonly _tag: string; readonly value: unknown }
      const member = memberOf(schema.members, _tag)
      // What a tolerant reader kept of a member that it does not know is JSON already.
      return member === undefined ? (a as Document) : { _tag, value: below(member, value) }
    }
  }
}

const below = (member: Member, a: unknown): Document => writeDomain(targetOf(member), a)

// -------------------------------------------------------------------------------------
// read
// -------------------------------------------------------------------------------------

/** Levels that are looked into; what lies deeper is left for `make` to refuse. */
const deepest = 300

const specials: ReadonlyMap<unknown, number> = new Map([
  ['NaN', Number.NaN],
  ['Infinity', Infinity],
  ['-Infinity', -Infinity],
])

const doubleOf = (tree: Document): unknown => {
  if (typeof tree === 'bigint') return Number(tree)
  if (isDocumentDecimal(tree)) return Number(writeDecimal(tree))
  return specials.get(tree) ?? tree
}

const wholeOf = (tree: Document): unknown =>
  typeof tree === 'string' && /^-?\d{1,400}$/.test(tree) ? BigInt(tree) : tree

const decimalOf = (tree: Document): unknown => {
  if (isDocumentDecimal(tree)) return { coefficient: tree.coefficient, exponent: tree.exponent }
  return typeof tree === 'number' || typeof tree === 'bigint' || typeof tree === 'string'
    ? (readDecimal(String(tree)) ?? tree)
    : tree
}

/** Text of RFC 3339, or seconds since 1970. */
const timeOf = (tree: Document): unknown => {
  if (typeof tree === 'number') return new Date(readEpochSeconds(tree))
  const epochMillis = typeof tree === 'string' ? readDateTime(tree, true) : undefined
  return epochMillis === undefined ? tree : new Date(epochMillis)
}

const isRecord = (tree: Document): tree is { readonly [name: string]: Document } =>
  typeof tree === 'object' && tree !== null && !Array.isArray(tree) && !isDocumentDecimal(tree)

/** A document's numbers are doubles wherever those say the same. */
const normalised = (tree: Document): Document => {
  if (typeof tree === 'bigint' || isDocumentDecimal(tree)) return normalNumber(tree)
  if (Array.isArray(tree)) return tree.map(normalised)
  return isRecord(tree) ? recordOf(Object.entries(tree).map(([name, part]) => [name, normalised(part)] as const)) : tree
}

/** What `make` takes. Total: a part that is not as it should be is left as it is, and `make` says what is wrong with it. */
export const readDomain = (schema: Schema, tree: Document, depth: number = deepest): unknown => {
  if (depth === 0) return tree
  const inside = (member: Member, part: Document): unknown =>
    part === null ? null : readDomain(targetOf(member), part, depth - 1)
  switch (schema._tag) {
    case 'string':
    case 'enum':
    case 'boolean':
    case 'byte':
    case 'short':
    case 'integer':
    case 'intEnum':
      return tree
    case 'float':
    case 'double':
      return doubleOf(tree)
    case 'long':
    case 'bigInteger':
      return wholeOf(tree)
    case 'bigDecimal':
      return decimalOf(tree)
    case 'document':
      return normalised(tree)
    case 'blob':
      return typeof tree === 'string' ? (readBase64(tree) ?? tree) : tree
    case 'timestamp':
      return timeOf(tree)
    case 'list':
      return Array.isArray(tree) ? tree.map((item: Document) => inside(schema.member, item)) : tree
    case 'map':
      return isRecord(tree)
        ? recordOf(Object.entries(tree).map(([key, item]) => [key, inside(schema.value, item)] as const))
        : tree
    case 'structure':
      if (!isRecord(tree)) return tree
      return recordOf(
        Object.entries(tree).map(([field, part]) => {
          const member = memberOf(schema.members, field)
          return [field, member === undefined ? part : inside(member, part)] as const
        }),
      )
    case 'union': {
      const tag = isRecord(tree) ? getOwn(tree, '_tag') : undefined
      const member = typeof tag === 'string' ? memberOf(schema.members, tag) : undefined
      if (member === undefined || !isRecord(tree)) return tree
      return recordOf(
        Object.entries(tree).map(([name, part]) => [name, name === 'value' ? inside(member, part) : part] as const),
      )
    }
  }
}
