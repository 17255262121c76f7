/**
 * The reading of a shape as JSON: its tree, its text, and the two halves that the JSON protocols use.
 *
 * Source: Smithy 2.0, "AWS restJson1 protocol" and "AWS JSON protocols", shape serialization.
 */

import { documentOf, domainWriting, exactView } from '../compile/domain.js'
import type { TextWriting } from '../compile/fast.js'
import { bytesWriter, quicken, textWriter, walkRest } from '../compile/fast.js'
import { trusted } from '../compile/Policy.js'
import { jsonNameOf, readings } from '../compile/readings.js'
import { describe, fieldNamed, float32, isRecord } from '../compile/records.js'
import type { View, Writing } from '../compile/View.js'
import { Fault, fault, mismatch } from '../compile/View.js'
import type { Walker } from '../compile/walk/Walk.js'
import { walker } from '../compile/walk.js'
import { readBase64, writeBase64 } from '../format/base64.js'
import { shortestFloat32 } from '../format/float32.js'
import { readJson, readJsonBytes, writeJson } from '../format/json.js'
import {
  readDateTime,
  readEpochSeconds,
  readHttpDate,
  writeDateTime,
  writeEpochSeconds,
  writeHttpDate,
} from '../format/timestamp.js'
import { writeUtf8 } from '../format/utf8.js'
import type { Member, UnionSchema } from '../schema/Schema.js'
import type { TimestampFormat } from '../schema/Traits.js'
import { readAnything, writeWith } from '../shape/codec.js'
import type { Codec, Shape } from '../shape/Shape.js'
import { documentDecimal, isDocumentDecimal } from '../value/BigDecimal.js'
import { isBytes } from '../value/builtIns.js'
import { isLeft, left } from '../value/either.js'
import { recordOf } from '../value/own.js'
import type { Value } from '../value/Value.js'
import { decimalOf, doubleOf, normalDocument, wholeOf } from './jsonNumbers.js'
import { jsonNames, numbersOf, quickJson } from './quickJson.js'
import type { RimFault } from './rim.js'
import { rim } from './rim.js'
import type { Json } from './tree.js'
import { tree } from './tree.js'

export type { Json }

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

export interface JsonOptions {
  /** Whether the `jsonName` trait names members: restJson1 heeds it, the awsJson protocols do not. */
  readonly jsonName: boolean
  /** Whether timestamps may carry an offset from UTC: clients read them, servers refuse them. */
  readonly offsets: boolean
}

// -------------------------------------------------------------------------------------
// view
// -------------------------------------------------------------------------------------

const timestampOf = (node: unknown, format: TimestampFormat, offsets: boolean): number | Fault => {
  if (format === 'epoch-seconds') {
    const seconds = typeof node === 'string' ? mismatch : doubleOf(node)
    return seconds instanceof Fault ? seconds : readEpochSeconds(seconds)
  }
  if (typeof node !== 'string') return mismatch
  const epochMillis = format === 'date-time' ? readDateTime(node, offsets) : readHttpDate(node)
  return (
    epochMillis ?? fault('syntax', format === 'date-time' ? 'a date-time of RFC 3339' : 'an http-date', 'other text')
  )
}

const unionNames = (node: Readonly<Record<string, unknown>>): ReadonlyArray<string> =>
  // Source: Smithy 2.0, awsJson and restJson1: `__type` inside a union is not a member; nulls are absent.
  Object.keys(node).filter((name) => name !== '__type' && node[name] !== null && node[name] !== undefined)

/** What a record holds of a member under a name. Null is absent, but where a document stands it is the document `null`. */
export const memberNamed = (name: string, member: Member): ((node: unknown) => unknown) => {
  const take = fieldNamed(name)
  return (node) => {
    const child = take(node)
    return child === null && member.target()._tag !== 'document' ? undefined : child
  }
}

/** Takes any JSON tree apart: what `readJson` gives, or what a user holds as plain data. */
export const jsonView = ({ jsonName, offsets }: JsonOptions): View<unknown> => {
  const nameOf = (member: Member): string => (jsonName ? (member.traits.jsonName ?? member.name) : member.name)
  const choiceOf = (schema: UnionSchema, name: string): Member | undefined =>
    schema.members.find((member) => nameOf(member) === name)
  return {
    isNull: (node) => node === null,
    describe,
    text: (node) => (typeof node === 'string' ? node : mismatch),
    number: (node) =>
      typeof node === 'number' || typeof node === 'bigint' || isDocumentDecimal(node)
        ? (node as number | bigint)
        : mismatch,
    long: wholeOf,
    decimal: decimalOf,
    float: (node, schema) => {
      const n = doubleOf(node)
      return schema._tag === 'double' || n instanceof Fault ? n : float32(n)
    },
    boolean: (node) => (typeof node === 'boolean' ? node : mismatch),
    blob: (node) =>
      typeof node === 'string' ? (readBase64(node) ?? fault('syntax', 'base64 text', 'other text')) : mismatch,
    timestamp: (node, schema) => timestampOf(node, schema.traits.timestampFormat ?? 'epoch-seconds', offsets),
    document: (node, depth, nodes) => {
      const d = documentOf(node, depth, nodes)
      if (d instanceof Fault) return d === mismatch ? fault('type', 'a JSON value') : d
      return normalDocument(d)
    },
    list: (node) => (Array.isArray(node) ? node : mismatch),
    map: (node) => (isRecord(node) ? Object.entries(node) : mismatch),
    structure: (node) => (isRecord(node) ? node : mismatch),
    member: (member) => memberNamed(nameOf(member), member),
    unknown: (node, schema) => {
      const known = new Set(schema.members.map(nameOf))
      return Object.keys(node as object).filter((name) => !known.has(name))
    },
    union: (node, schema) => {
      if (!isRecord(node)) return mismatch
      const told = unionNames(node)
      // Where all are null, the one whose member is a document holds the document `null`.
      const names =
        told.length > 0
          ? told
          : Object.keys(node).filter((one) => node[one] === null && choiceOf(schema, one)?.target()._tag === 'document')
      const name = names[0]
      if (name === undefined || names.length > 1) return fault('union', 'exactly one member', `${names.length} members`)
      const member = choiceOf(schema, name)
      return { name, member, node: node[name] }
    },
  }
}

// -------------------------------------------------------------------------------------
// writing
// -------------------------------------------------------------------------------------

const numberTree = (n: number): Json => (Number.isFinite(n) ? n : String(n))

const timestampTree = (epochMillis: number, format: TimestampFormat): Json => {
  if (format === 'epoch-seconds') return numberTree(writeEpochSeconds(epochMillis))
  return format === 'date-time' ? writeDateTime(epochMillis) : writeHttpDate(epochMillis)
}

const smallest = BigInt(Number.MIN_SAFE_INTEGER)
const largest = BigInt(Number.MAX_SAFE_INTEGER)

export const jsonWriting = ({ jsonName }: Pick<JsonOptions, 'jsonName'>): Writing<Json> => {
  const nameOf = (member: Member): string => (jsonName ? (member.traits.jsonName ?? member.name) : member.name)
  return {
    absent: null,
    text: (text) => text,
    number: numberTree,
    long: (n) => (n >= smallest && n <= largest ? Number(n) : n),
    decimal: documentDecimal,
    float: (n, schema) => numberTree(schema._tag === 'float' ? shortestFloat32(n) : n),
    boolean: (b) => b,
    blob: writeBase64,
    timestamp: (epochMillis, schema) => timestampTree(epochMillis, schema.traits.timestampFormat ?? 'epoch-seconds'),
    document: (d) => d,
    list: (items) => items,
    map: (entries) => recordOf(entries),
    structure: (fields) => jsonMembers(fields, jsonName),
    union: (member, tree) => recordOf([[nameOf(member), tree]]),
    unknownUnion: (name, raw) => recordOf([[name, raw]]),
  }
}

// -------------------------------------------------------------------------------------
// interpreter
// -------------------------------------------------------------------------------------

const options: JsonOptions = { jsonName: true, offsets: true }

/** One member of the body after another, as the JSON protocols lay them out. */
export const jsonMembers = (fields: ReadonlyArray<readonly [Member, Json]>, jsonName: boolean): Json =>
  recordOf(
    fields.map(([member, tree]) => [jsonName ? (member.traits.jsonName ?? member.name) : member.name, tree] as const),
  )

const view: View<unknown> = /*#__PURE__*/ jsonView(options)
const readWalker: Walker<unknown, unknown> = /*#__PURE__*/ walker(view, domainWriting)
const writeWalker: Walker<unknown, Json> = /*#__PURE__*/ walker(exactView, /*#__PURE__*/ jsonWriting(options))

const quickTree = /*#__PURE__*/ quicken({ ...readings.tree, walkOf: readWalker })
const readTree = /*#__PURE__*/ walkRest(readWalker, quickTree)
const quick = /*#__PURE__*/ quickJson(jsonNames, readWalker)
const writeTree = /*#__PURE__*/ writeWith(writeWalker)

/**
 * The shape as JSON trees, members under their `jsonName`; for pipelines. The same codec at each call.
 *
 * `decode` takes any plain data, and all of its issues come at once. Laws: 3, 5, 6.
 */
export const json: <A, O extends Value, I>(shape: Shape<A, O, I>) => Codec<A, Json> = /*#__PURE__*/ tree({
  name: 'json',
  quick: (schema, policy) => quickTree(schema, policy).read,
  read: /*#__PURE__*/ readAnything(view, readTree),
  write: writeWalker,
})

const faultText = (expected: string, unit: string, offset: number): RimFault => ({
  expected: `JSON text (${expected})`,
  actual: `a fault at ${unit} ${offset}`,
})

const writing: TextWriting = {
  nameOf: jsonNameOf,
  printed: true,
  slow: (schema, a) => writeJson(writeTree(schema, trusted, a)),
}

/** Domain objects straight to text. Law 5: the text of the tree. */
const writeText = /*#__PURE__*/ textWriter(writing)
const writeBytes = /*#__PURE__*/ bytesWriter(writing, (schema, a) => writeUtf8(writing.slow(schema, a)))

/** The shape as JSON text. Errors: as `json`, and `syntax` with the offset in UTF-16 units where the text is no JSON. */
export const jsonText: <A, O extends Value, I>(shape: Shape<A, O, I>) => Codec<A, string> = /*#__PURE__*/ rim<string>({
  name: 'jsonText',
  wanted: 'JSON text',
  accept: (u): u is string => typeof u === 'string',
  parse: (text, schema) => {
    const read = readJson(text, { numbers: numbersOf(schema) })
    return isLeft(read) ? left(faultText(read.left.expected, 'offset', read.left.offset)) : read
  },
  quick: quick.text,
  read: readTree,
  write: writeText,
})

/** The shape as UTF-8 JSON. Errors: as `jsonText`, the offset in bytes; ill-formed UTF-8 is `syntax` too. */
export const jsonBytes: <A, O extends Value, I>(shape: Shape<A, O, I>) => Codec<A, Uint8Array> =
  /*#__PURE__*/ rim<Uint8Array>({
    name: 'jsonBytes',
    wanted: 'bytes of JSON text',
    accept: isBytes,
    parse: (bytes, schema) => {
      const read = readJsonBytes(bytes, { numbers: numbersOf(schema) })
      return isLeft(read) ? left(faultText(read.left.expected, 'byte offset', read.left.offset)) : read
    },
    quick: quick.bytes,
    read: readTree,
    write: writeBytes,
  })
