/**
 * A lossless JSON text of a Value, for fixtures and snapshots: `{"Structure":{"Name":{"String":"hi"}}}`.
 *
 * Law: `read(write(v)) = right(v)`, every kind of number, byte and key included.
 */

import type { Either } from 'fp-ts/lib/Either.js'
import { documentDecimal, isDocumentDecimal, readDecimal, writeDecimal } from './BigDecimal.js'
import type { Document as DocumentData } from './Document.js'
import { isWellFormed, toDocument } from './Document.js'
import { left, right } from './either.js'
import type { Issue, Path } from './Issue.js'
import { getOwn, recordOf, setOwn } from './own.js'
import type { Fields, MapKey, Tag, Value } from './Value.js'
import * as V from './Value.js'

// -------------------------------------------------------------------------------------
// write
// -------------------------------------------------------------------------------------

/** Layout: `indent` blanks a level, none by default. */
export const writeFixture = (value: Value, indent = 0): string => JSON.stringify(toFixture(value), null, indent)

const numberFixture = (n: number): number | string => (Object.is(n, -0) ? '-0' : Number.isFinite(n) ? n : String(n))

const hex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')

const toFixture = (value: Value): unknown => {
  switch (value._tag) {
    case 'Structure': {
      const fields: Record<string, unknown> = {}
      for (const [name, field] of Object.entries(value.fields)) {
        if (field !== undefined) setOwn(fields, name, toFixture(field))
      }
      return { Structure: fields }
    }
    case 'List':
      return { List: value.items.map(toFixture) }
    case 'Map':
      return { Map: value.entries.map(([key, item]) => [toFixture(key), toFixture(item)]) }
    case 'Integer':
    case 'Float':
    case 'Double':
      return { [value._tag]: numberFixture(value.value) }
    case 'Long':
    case 'BigInteger':
      return { [value._tag]: value.value.toString() }
    case 'BigDecimal':
      return { BigDecimal: writeDecimal(value.value) }
    case 'String':
    case 'Enum':
    case 'Boolean':
      return { [value._tag]: value.value }
    case 'Blob':
      return { Blob: hex(value.bytes) }
    case 'Timestamp':
      return { Timestamp: value.epochMillis }
    case 'Document':
      return { Document: toDocumentFixture(value.value) }
    case 'Null':
      return null
  }
}

/** Exact numbers become `{"$number": "…"}`; a document's own names that begin with `$` get a second one. */
const toDocumentFixture = (d: DocumentData): unknown => {
  if (typeof d === 'bigint') return { $number: d.toString() }
  if (typeof d === 'number') return Object.is(d, -0) ? { $number: '-0' } : d
  if (isDocumentDecimal(d)) return { $number: `${writeDecimal(d)}d` }
  if (Array.isArray(d)) return d.map(toDocumentFixture)
  if (typeof d !== 'object' || d === null) return d
  return recordOf(
    Object.entries(d).map(
      ([name, part]: readonly [string, DocumentData]) =>
        [name.startsWith('$') ? `$${name}` : name, toDocumentFixture(part)] as const,
    ),
  )
}

// -------------------------------------------------------------------------------------
// read
// -------------------------------------------------------------------------------------

/** Errors: `syntax` where the text is no JSON, `type` at the path of what is no value, `depth` below 256 levels. */
export const readFixture = (text: string): Either<ReadonlyArray<Issue>, Value> => {
  let data: unknown
  try {
    data = JSON.parse(text)
  } catch {
    return left([refusal('syntax', [], 'JSON text', 'text that is no JSON')])
  }
  const issues: Array<Issue> = []
  const value = ofFixture(data, [], issues)
  return value === undefined ? left(issues) : right(value)
}

const maxDepth = 256

const refusal = (code: Issue['code'], path: Path, expected: string, actual: string): Issue => ({
  path,
  code,
  shape: 'wireshape#Value',
  expected,
  actual,
})

const ofFixture = (data: unknown, path: Path, issues: Array<Issue>): Value | undefined => {
  const refuse = (expected: string, code: Issue['code'] = 'type'): undefined => {
    issues.push(refusal(code, path, expected, data === null ? 'null' : typeof data))
    return undefined
  }
  if (path.length > maxDepth) return refuse(`at most ${maxDepth} levels`, 'depth')
  if (data === null) return V.absent
  if (typeof data !== 'object') return refuse('an object with one tag')
  const names = Object.keys(data)
  if (names.length !== 1) return refuse('an object with one tag')
  const tag = names[0] as Tag
  const content: unknown = (data as Record<string, unknown>)[tag]
  switch (tag) {
    case 'Structure':
      return isRecord(content) ? ofFields(content, path, issues) : refuse('an object of members')
    case 'List':
      return Array.isArray(content) ? ofItems(content, path, issues) : refuse('an array')
    case 'Map':
      return Array.isArray(content) ? ofEntries(content, path, issues) : refuse('an array of pairs')
    default:
      return ofLeaf(tag, content) ?? refuse('a tag with its content')
  }
}

const isRecord = (u: unknown): u is Readonly<Record<string, unknown>> =>
  typeof u === 'object' && u !== null && !Array.isArray(u)

// Where a part is refused there is an issue, and then what holds it is not used.

const ofFields = (record: Readonly<Record<string, unknown>>, path: Path, issues: Array<Issue>): Value | undefined => {
  const before = issues.length
  const fields = recordOf(
    Object.keys(record).map(
      (name) => [name, ofFixture(getOwn(record, name), [...path, name], issues) as Value] as const,
    ),
  )
  return issues.length > before ? undefined : { _tag: 'Structure', fields: fields as Fields }
}

const ofItems = (items: ReadonlyArray<unknown>, path: Path, issues: Array<Issue>): Value | undefined => {
  const before = issues.length
  const values = items.map((item, i) => ofFixture(item, [...path, i], issues) as Value)
  return issues.length > before ? undefined : V.list(values)
}

const ofEntries = (pairs: ReadonlyArray<unknown>, path: Path, issues: Array<Issue>): Value | undefined => {
  const before = issues.length
  const entries = pairs.map((pair, i) => ofEntry(pair, [...path, i], issues) as readonly [MapKey, Value])
  return issues.length > before ? undefined : V.map(entries)
}

const ofEntry = (pair: unknown, path: Path, issues: Array<Issue>): readonly [MapKey, Value] | undefined => {
  const before = issues.length
  const [key, item] = Array.isArray(pair) ? [ofFixture(pair[0], path, issues), ofFixture(pair[1], path, issues)] : []
  if (key?._tag === 'String' || key?._tag === 'Enum') return [key, item as Value]
  if (issues.length === before) issues.push(refusal('type', path, 'a pair of key and value', typeof pair))
  return undefined
}

const numbers: Readonly<Record<string, number>> = {
  NaN: Number.NaN,
  Infinity: Infinity,
  '-Infinity': -Infinity,
  '-0': -0,
}

const ofNumber = (content: unknown): number | undefined =>
  typeof content === 'number' ? content : typeof content === 'string' ? getOwn(numbers, content) : undefined

const ofBigint = (content: unknown): bigint | undefined =>
  typeof content === 'string' && /^-?\d{1,4096}$/.test(content) ? BigInt(content) : undefined

const ofLeaf = (tag: Exclude<Tag, 'Structure' | 'List' | 'Map'>, content: unknown): Value | undefined => {
  switch (tag) {
    case 'String':
      return typeof content === 'string' ? V.string(content) : undefined
    case 'Enum':
      return typeof content === 'string' ? V.enumeration(content) : undefined
    case 'Integer': {
      const n = ofNumber(content)
      return Number.isInteger(n) ? V.integer(n as number) : undefined
    }
    case 'Float':
    case 'Double': {
      const n = ofNumber(content)
      return n === undefined ? undefined : { _tag: tag, value: n }
    }
    case 'Long':
    case 'BigInteger': {
      const n = ofBigint(content)
      return n === undefined ? undefined : { _tag: tag, value: n }
    }
    case 'BigDecimal': {
      const d = typeof content === 'string' ? readDecimal(content) : undefined
      return d === undefined ? undefined : V.bigDecimal(d)
    }
    case 'Boolean':
      return typeof content === 'boolean' ? V.boolean(content) : undefined
    case 'Blob':
      return typeof content === 'string' && /^(?:[0-9a-f]{2})*$/.test(content)
        ? V.blob(Uint8Array.from(content.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16)))
        : undefined
    case 'Timestamp':
      return Number.isInteger(content) ? V.timestamp(content as number) : undefined
    case 'Document': {
      const d = ofDocumentFixture(content, maxDepth)
      return d === undefined ? undefined : V.document(d)
    }
    default:
      return undefined
  }
}

const ofDocumentFixture = (data: unknown, depth: number): DocumentData | undefined => {
  if (depth < 0) return undefined
  if (Array.isArray(data)) {
    const items = data.map((item) => ofDocumentFixture(item, depth - 1))
    return items.some((item) => item === undefined) ? undefined : (items as ReadonlyArray<DocumentData>)
  }
  // JSON has texts of numbers beyond all doubles, and of lone surrogates: no Document holds either.
  if (!isRecord(data)) return toDocument(data, 0)
  if ('$number' in data) return ofNumberFixture(data['$number'])
  const record: Record<string, DocumentData> = {}
  for (const name of Object.keys(data)) {
    const part = ofDocumentFixture(getOwn(data, name), depth - 1)
    if (part === undefined || !isWellFormed(name)) return undefined
    setOwn(record, name.startsWith('$') ? name.slice(1) : name, part)
  }
  return record
}

const ofNumberFixture = (text: unknown): DocumentData | undefined => {
  if (typeof text !== 'string') return undefined
  if (text === '-0') return -0
  if (!text.endsWith('d')) return ofBigint(text)
  const decimal = readDecimal(text.slice(0, -1))
  return decimal === undefined ? undefined : documentDecimal(decimal)
}
