/**
 * The reading of a shape as JSON: its tree, its text, and the two halves that the JSON protocols use.
 *
 * Source: Smithy 2.0, "AWS restJson1 protocol" and "AWS JSON protocols", shape serialization.
 */

import { describe, documentOf, domainWriting, exactView, fieldNamed, float32, isRecord } from '../compile/domain.js'
import type { TextWriting } from '../compile/fast.js'
import { bytesWriter, quicken, textWriter, walkRest } from '../compile/fast.js'
import { trusted } from '../compile/Policy.js'
import { jsonNameOf, readings } from '../compile/readings.js'
import type { View, Writing } from '../compile/View.js'
import { Fault, fault, mismatch } from '../compile/View.js'
import type { Walker } from '../compile/walk.js'
import { walker } from '../compile/walk.js'
import { readBase64, writeBase64 } from '../format/base64.js'
import { shortestFloat32 } from '../format/float32.js'
import { normalNumber, readJson, readJsonBytes, writeJson } from '../format/json.js'
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
import { copyOfDecimal, documentDecimal, isDocumentDecimal, isFar, readDecimal } from '../value/BigDecimal.js'
import { isBytes } from '../value/builtIns.js'
import type { Document } from '../value/Document.js'
import { numberText } from '../value/Document.js'
import { isLeft, left } from '../value/either.js'
import { getOwn, recordOf } from '../value/own.js'
import type { Value } from '../value/Value.js'
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

const special: Readonly<Record<string, number>> = { NaN: Number.NaN, Infinity, '-Infinity': -Infinity }

/** A JSON number as a double; one that a double cannot reach is out of range. */
const doubleOf = (node: unknown): number | Fault => {
  // Text cannot say an infinity, so one in a tree is a number that was too large.
  if (typeof node === 'number' && Number.isFinite(node)) return node
  if (node === Infinity || node === -Infinity) return fault('range', 'a number of 64 bits', 'a number outside')
  if (typeof node === 'string') return getOwn(special, node) ?? mismatch
  if (typeof node !== 'bigint' && !isDocumentDecimal(node)) return mismatch
  const n = Number(numberText(node))
  return Number.isFinite(n) ? n : fault('range', 'a number of 64 bits', 'a number outside')
}

const wholeText = (node: unknown): bigint | Fault => {
  if (typeof node === 'bigint') return node
  if (typeof node === 'number' && Number.isSafeInteger(node)) return BigInt(node)
  if (typeof node === 'number' && !Number.isInteger(node))
    return Number.isFinite(node) ? fault('type', 'a whole number', 'a number with a fraction') : mismatch
  // A larger number is what its shortest text says: 1e23 is not the 99999999999999991611392 that a double holds.
  const decimal = typeof node === 'number' ? decimalOfNumber(node) : isDocumentDecimal(node) ? node : mismatch
  if (decimal instanceof Fault) return decimal
  const { coefficient, exponent } = decimal
  if (coefficient === 0n) return 0n
  // `1e2` is whole; a huge exponent must not cost memory.
  if (exponent >= 0)
    return exponent <= 400
      ? coefficient * 10n ** BigInt(exponent)
      : fault('range', 'a whole number', 'a number outside')
  const unit = exponent >= -400 ? 10n ** BigInt(-exponent) : undefined
  return unit !== undefined && coefficient % unit === 0n
    ? coefficient / unit
    : fault('type', 'a whole number', 'a number with a fraction')
}

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

const normalDocument = (d: Document): Document => {
  if (typeof d === 'bigint' || isDocumentDecimal(d)) return normalNumber(d)
  if (Array.isArray(d)) return d.map(normalDocument)
  if (typeof d !== 'object' || d === null) return d
  return recordOf(
    Object.entries(d).map(([name, part]: readonly [string, Document]) => [name, normalDocument(part)] as const),
  )
}

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
    long: wholeText,
    decimal: (node) => {
      if (isDocumentDecimal(node))
        return isFar(node)
          ? fault('range', 'an exponent of at most 53 bits', 'a larger one')
          : (copyOfDecimal(node) ?? mismatch)
      if (typeof node === 'bigint') return { coefficient: node, exponent: 0 }
      return typeof node === 'number' && Number.isSafeInteger(node)
        ? { coefficient: BigInt(node), exponent: 0 }
        : decimalOfNumber(node)
    },
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
      return { name: member?.name ?? name, member, node: node[name] }
    },
  }
}

/** A double in a tree that a user made: what its shortest text says. */
const decimalOfNumber = (node: unknown): ReturnType<View<unknown>['decimal']> =>
  typeof node === 'number' && Number.isFinite(node) ? (readDecimal(numberText(node)) ?? mismatch) : mismatch

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
