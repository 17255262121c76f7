/**
 * Objects as the AWS SDK v3 takes and gives them, as a format: members under their Smithy names, `Date`, `Uint8Array`, a long a
 * number or a bigint, a decimal a `NumericValue`, a union an object with one member.
 *
 * Law: what `sdkWriting` gives, `sdkView` takes back to the same Value, but for a document that is null at the place of a member,
 * which the SDK takes for absent.
 *
 * Source: the types of the SDK's clients; `@smithy/core`, the serializers of its codecs.
 */

import { documentOf, exactView } from '../../compile/domain.js'
import { describe, fieldNamed, fieldOf, float32, isRecord } from '../../compile/records.js'
import type { View, Writing } from '../../compile/View.js'
import { fault, mismatch } from '../../compile/View.js'
import type { Member, Schema } from '../../schema/Schema.js'
import { targetOf } from '../../schema/Schema.js'
import type { BigDecimal } from '../../value/BigDecimal.js'
import { documentDecimal, isDocumentDecimal, readDecimal, writeDecimal } from '../../value/BigDecimal.js'
import { copyOfBytes, isBytes } from '../../value/builtIns.js'
import type { Document } from '../../value/Document.js'
import { recordOf } from '../../value/own.js'

// -------------------------------------------------------------------------------------
// the SDK's own kinds of object
// -------------------------------------------------------------------------------------

/** `NumericValue` of `@smithy/core`, as far as the SDK's own test for one goes. */
export interface NumericValue {
  readonly string: string
  readonly type: 'bigDecimal'
}

const isNumericValue = (u: unknown): u is NumericValue => {
  if (typeof u !== 'object' || u === null) return false
  const { string, type } = u as { readonly string?: unknown; readonly type?: unknown }
  return type === 'bigDecimal' && typeof string === 'string'
}

const numericValue = (decimal: BigDecimal): NumericValue => {
  const string = writeDecimal(decimal)
  const value: NumericValue = { string, type: 'bigDecimal' }
  return Object.defineProperty(value, 'toString', { value: () => string })
}

/** Source: `@smithy/core`, JsonShapeSerializer2: text of such a type may be given as what it says. */
const isJson = ({ traits: { mediaType } }: Schema): boolean =>
  mediaType === 'application/json' || mediaType?.endsWith('+json') === true

/** `LazyJsonString` of `@smithy/core`: text that can be parsed. */
const lazyJson = (text: string): unknown =>
  Object.assign(new String(text), {
    deserializeJSON: (): unknown => JSON.parse(text),
    toString: () => text,
    toJSON: () => text,
  })

const jsonTextOf = (node: object): string | undefined => {
  if (node instanceof String || typeof (node as { readonly deserializeJSON?: unknown }).deserializeJSON === 'function')
    return String(node)
  try {
    return JSON.stringify(node) as string | undefined
  } catch {
    // A bigint, or an object that holds itself.
    return undefined
  }
}

const encoder = /*#__PURE__*/ new TextEncoder()

const bytesIn = (node: unknown): Uint8Array | undefined => {
  if (isBytes(node)) return copyOfBytes(node)
  if (typeof node === 'string') return encoder.encode(node)
  if (ArrayBuffer.isView(node)) return Uint8Array.from(new Uint8Array(node.buffer, node.byteOffset, node.byteLength))
  return node instanceof ArrayBuffer ? Uint8Array.from(new Uint8Array(node)) : undefined
}

// -------------------------------------------------------------------------------------
// documents
// -------------------------------------------------------------------------------------

/** A document with the SDK's decimals as ours and without absent members; as it is below `depth`, or behind so many parts, where it is refused anyway. */
const withOurDecimals = (u: unknown, depth: number, budget: { nodes: number }): unknown => {
  if (typeof u !== 'object' || u === null || depth <= 0 || --budget.nodes < 0) return u
  if (isNumericValue(u)) {
    const decimal = readDecimal(u.string)
    return decimal === undefined ? u : documentDecimal(decimal)
  }
  if (Array.isArray(u)) return u.map((item: unknown) => withOurDecimals(item, depth - 1, budget))
  if (isDocumentDecimal(u) || !isRecord(u)) return u
  const present = Object.entries(u).filter(([, item]) => item !== undefined)
  return recordOf(present.map(([name, item]) => [name, withOurDecimals(item, depth - 1, budget)] as const))
}

/** Exact numbers of a document as the SDK has them: a bigint as it is, a decimal as `NumericValue`. */
const withSdkDecimals = (document: Document): unknown => {
  if (typeof document !== 'object' || document === null) return document
  if (isDocumentDecimal(document)) return numericValue(document)
  if (Array.isArray(document)) return document.map(withSdkDecimals)
  return recordOf(Object.entries(document).map(([name, item]) => [name, withSdkDecimals(item as Document)] as const))
}

// -------------------------------------------------------------------------------------
// view
// -------------------------------------------------------------------------------------

/** The SDK takes `null` for an absent member, whatever the member's kind. */
const memberIn = (node: unknown, name: string): unknown =>
  fieldOf(node as Readonly<Record<string, unknown>>, name) ?? undefined

const unsafe = fault('range', 'a bigint, or a whole number of at most 53 bits', 'a number beyond')

/** What a caller hands to a client. */
export const sdkView: View<unknown> = {
  ...exactView,
  describe: (node) => (isNumericValue(node) ? 'a NumericValue' : describe(node)),
  text: (node, schema) => {
    if (typeof node === 'string') return node
    if (typeof node !== 'object' || node === null || !isJson(schema)) return mismatch
    return jsonTextOf(node) ?? fault('type', 'JSON text, or a value that has one', 'a value that has none')
  },
  number: (node) => (typeof node === 'number' || typeof node === 'bigint' ? node : mismatch),
  long: (node) => {
    if (typeof node === 'bigint') return node
    if (typeof node !== 'number') return mismatch
    if (Number.isSafeInteger(node)) return BigInt(node)
    return Number.isInteger(node) ? unsafe : fault('type', undefined, 'a number that is not whole')
  },
  decimal: (node) => {
    const text = isNumericValue(node) ? node.string : typeof node === 'number' ? String(node) : undefined
    return text === undefined ? mismatch : (readDecimal(text) ?? mismatch)
  },
  float: (node, schema) => {
    // The SDK's schemas tell no long from a double, so that a bigint may come for either.
    const n = typeof node === 'bigint' ? Number(node) : node
    if (typeof n !== 'number') return mismatch
    if (typeof node === 'bigint' && !Number.isSafeInteger(n))
      return fault('range', 'a whole number of at most 53 bits', 'a bigint beyond')
    return schema._tag === 'double' ? n : float32(n)
  },
  blob: (node) => bytesIn(node) ?? mismatch,
  document: (node, depth, nodes) => documentOf(withOurDecimals(node, depth, { nodes }), depth, nodes),
  member: ({ name }) => {
    const held = fieldNamed(name)
    return (node) => held(node) ?? undefined
  },
  unknown: (node, schema) => {
    // A stream is a member like others to the SDK.
    const known = new Set(schema.members.map(({ name }) => name))
    const record = node as Readonly<Record<string, unknown>>
    return Object.keys(record).filter((name) => !known.has(name) && record[name] !== undefined)
  },
  union: (node, schema) => {
    if (!isRecord(node)) return mismatch
    const names = Object.keys(node).filter((name) => memberIn(node, name) !== undefined)
    const [name] = names
    if (name === undefined || names.length > 1) return fault('union', 'exactly one member', `${names.length} members`)
    const held = node[name]
    if (name === '$unknown' && Array.isArray(held) && typeof held[0] === 'string')
      return { name: held[0], member: undefined, node: held[1] }
    return { name, member: schema.members.find((member) => member.name === name), node: held }
  },
}

const isSparse = (schema: Schema, item: Member): boolean =>
  schema.traits.sparse === true || targetOf(item)._tag === 'document'

/** What was checked, to be written: the SDK leaves out the nulls of a dense list or map. */
export const sdkSentView: View<unknown> = {
  ...sdkView,
  list: (node, schema) => {
    const items = sdkView.list(node, schema)
    return Array.isArray(items) && !isSparse(schema, schema.member) ? items.filter((item) => item !== null) : items
  },
  map: (node, schema) => {
    const entries = sdkView.map(node, schema)
    return Array.isArray(entries) && !isSparse(schema, schema.value)
      ? (entries as ReadonlyArray<readonly [string, unknown]>).filter(([, item]) => item !== null)
      : entries
  },
}

// -------------------------------------------------------------------------------------
// writing
// -------------------------------------------------------------------------------------

/** What a client hands to its caller. A long beyond 53 bits is a bigint, since no number says it. */
export const sdkWriting: Writing<unknown> = {
  absent: null,
  text: (text, schema) => (isJson(schema) ? lazyJson(text) : text),
  number: (n) => n,
  long: (n, schema) => (schema._tag === 'long' && Number.isSafeInteger(Number(n)) ? Number(n) : n),
  decimal: numericValue,
  float: (n) => n,
  boolean: (b) => b,
  blob: (bytes) => bytes,
  timestamp: (epochMillis) => new Date(epochMillis),
  document: withSdkDecimals,
  list: (items) => items,
  map: (entries) => recordOf(entries),
  structure: (fields) => recordOf(fields.map(([member, value]) => [member.name, value] as const)),
  union: (member, value) => recordOf([[member.name, value]]),
  unknownUnion: (name, raw) => ({ $unknown: [name, withSdkDecimals(raw)] }),
}
