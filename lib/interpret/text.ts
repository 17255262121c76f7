/**
 * Values as text in the places of an HTTP message outside its body: labels, query strings and headers.
 *
 * A node is text, a list of texts (a query parameter given more than once), or pairs (parameters, prefixed headers).
 *
 * Source: Smithy 2.0, "HTTP bindings", serialization rules of each trait.
 */

import type { Run } from '../compile/Run.js'
import { refuse } from '../compile/Run.js'
import { float32 } from '../compile/records.js'
import type { View, Writing } from '../compile/View.js'
import { Fault, fault, kindless, mismatch } from '../compile/View.js'
import { readBase64, writeBase64 } from '../format/base64.js'
import { shortestFloat32 } from '../format/float32.js'
import {
  readDateTime,
  readEpochSeconds,
  readHttpDate,
  writeDateTime,
  writeEpochSeconds,
  writeHttpDate,
} from '../format/timestamp.js'
import { readUtf8, writeUtf8 } from '../format/utf8.js'
import { isHeaderText, readHeaderList, readHttpDateList, writeHeaderItem } from '../http/headerText.js'
import type { ListSchema, Schema } from '../schema/Schema.js'
import { targetOf } from '../schema/Schema.js'
import type { TimestampFormat } from '../schema/Traits.js'
import { readDecimal, writeDecimal } from '../value/BigDecimal.js'
import { isWellFormed, numberText } from '../value/Document.js'
import { isLeft } from '../value/either.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

export type Place = 'label' | 'query' | 'header'

export type TextPairs = ReadonlyArray<readonly [string, Text]>

export type Text = string | ReadonlyArray<string> | TextPairs

const formatAt = (schema: Schema, place: Place): TimestampFormat =>
  schema.traits.timestampFormat ?? (place === 'header' ? 'http-date' : 'date-time')

// -------------------------------------------------------------------------------------
// view
// -------------------------------------------------------------------------------------

/** The text of a node: of a parameter given more than once the first. */
const textOf = (node: unknown): string | undefined => {
  const first: unknown = Array.isArray(node) ? node[0] : node
  return typeof first === 'string' ? first : undefined
}

const whole = /^-?\d{1,4096}$/
const decimalText = /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/
const specials: Readonly<Record<string, number>> = { NaN: Number.NaN, Infinity, '-Infinity': -Infinity }

const wholeOf = (node: unknown): bigint | Fault => {
  const text = textOf(node)
  return text !== undefined && whole.test(text) ? BigInt(text) : fault('type', 'a whole number', 'other text')
}

/** A number of 64 bits from its text, shared by every format whose leaves are text. */
export const doubleOfText = (text: string): number | Fault => {
  if (Object.hasOwn(specials, text)) return specials[text] as number
  if (!decimalText.test(text)) return fault('type', 'a number', 'other text')
  const n = Number(text)
  return Number.isFinite(n) ? n : fault('range', 'a number of 64 bits', 'a number outside')
}

/** Milliseconds from the text of a timestamp. */
export const timestampOfText = (text: string, format: TimestampFormat, offsets: boolean): number | Fault => {
  if (format === 'epoch-seconds') {
    const seconds = doubleOfText(text)
    return seconds instanceof Fault || Number.isFinite(seconds) === false
      ? fault('syntax', 'seconds since 1970', 'other text')
      : readEpochSeconds(seconds)
  }
  const epochMillis = format === 'date-time' ? readDateTime(text, offsets) : readHttpDate(text)
  return (
    epochMillis ?? fault('syntax', format === 'date-time' ? 'a date-time of RFC 3339' : 'an http-date', 'other text')
  )
}

/** Source: Smithy 2.0, trait `mediaType`: such a string travels in a header as base64. */
const decodeMedia = (text: string): string | Fault => {
  const bytes = readBase64(text)
  const decoded = bytes === undefined ? undefined : readUtf8(bytes)
  return decoded === undefined || isLeft(decoded) ? fault('syntax', 'base64 of UTF-8', 'other text') : decoded.right
}

/** An empty field is an empty list: a list of one empty text is written as two quotes. */
const headerItems = (text: string, schema: ListSchema): ReadonlyArray<string> | Fault => {
  if (text === '') return []
  const item = targetOf(schema.member)
  if (item._tag === 'timestamp' && formatAt(item, 'header') === 'http-date') return readHttpDateList(text)
  return readHeaderList(text) ?? fault('syntax', 'a header list', 'an open quote')
}

export const textView = (place: Place, offsets: boolean): View<unknown> => ({
  ...kindless,
  describe: () => 'text',
  text: (node, schema) => {
    const text = textOf(node)
    if (text === undefined) return mismatch
    return place === 'header' && schema.traits.mediaType !== undefined && schema._tag === 'string'
      ? decodeMedia(text)
      : text
  },
  number: wholeOf,
  long: wholeOf,
  decimal: (node) => readDecimal(textOf(node) ?? '') ?? fault('type', 'a number', 'other text'),
  float: (node, schema) => {
    const n = doubleOfText(textOf(node) ?? '')
    return n instanceof Fault || schema._tag === 'double' ? n : float32(n)
  },
  boolean: (node) => {
    const text = textOf(node)
    return text === 'true' ? true : text === 'false' ? false : fault('type', 'true or false', 'other text')
  },
  blob: (node) => readBase64(textOf(node) ?? '=') ?? fault('syntax', 'base64 text', 'other text'),
  timestamp: (node, schema) => timestampOfText(textOf(node) ?? '', formatAt(schema, place), offsets),
  list: (node, schema) => {
    if (Array.isArray(node)) return node as ReadonlyArray<unknown>
    return typeof node === 'string' ? headerItems(node, schema) : mismatch
  },
  map: (node) => (Array.isArray(node) ? (node as ReadonlyArray<readonly [string, unknown]>) : mismatch),
})

// -------------------------------------------------------------------------------------
// writing
// -------------------------------------------------------------------------------------

/** The text of a timestamp, in every format whose leaves are text. */
export const timestampText = (epochMillis: number, format: TimestampFormat): string => {
  if (format === 'epoch-seconds') return String(writeEpochSeconds(epochMillis))
  return format === 'date-time' ? writeDateTime(epochMillis) : writeHttpDate(epochMillis)
}

/** The text itself, noted where the place cannot hold it. */
const placed = (text: string, place: Place, run: Run): string => {
  const fits = place === 'header' ? isHeaderText(text) : isWellFormed(text)
  const expected = place === 'header' ? 'Latin-1 text without control characters' : 'well-formed Unicode text'
  if (!fits) refuse(run, { code: 'unrepresentable', expected, actual: 'other text' })
  return text
}

/** Notes what the place cannot hold as an issue of code `unrepresentable`. */
export const textWriting = (place: Place): Writing<Text> => {
  return {
    absent: '',
    text: (text, schema, run) =>
      place === 'header' && schema.traits.mediaType !== undefined && schema._tag === 'string'
        ? writeBase64(writeUtf8(text))
        : placed(text, place, run),
    number: (n) => String(n),
    long: (n) => n.toString(),
    decimal: writeDecimal,
    float: (n, schema) => numberText(schema._tag === 'float' ? shortestFloat32(n) : n),
    boolean: (b) => String(b),
    blob: writeBase64,
    timestamp: (epochMillis, schema) => timestampText(epochMillis, formatAt(schema, place)),
    document: (_, schema, run) => {
      refuse(run, { code: 'unrepresentable', expected: `a ${schema._tag} in a ${place}`, actual: 'a document' })
      // A label that is empty would be refused once more.
      return schema._tag
    },
    list: (items, schema) => {
      const texts = items as ReadonlyArray<string>
      if (place !== 'header') return texts
      const tag = targetOf(schema.member)._tag
      return (tag === 'string' || tag === 'enum' ? texts.map(writeHeaderItem) : texts).join(', ')
    },
    map: (entries, _, run) => {
      // The names of fields are checked where their prefix is known.
      if (place !== 'header') for (const [key] of entries) placed(key, place, run)
      return entries
    },
    structure: () => '',
    union: () => '',
    unknownUnion: () => '',
  }
}
