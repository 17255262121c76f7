/**
 * Compares bodies by media type as the format of the cases says; each comparison gives the reason why two differ, or
 * undefined. JSON is read by JSON.parse, CBOR by cbor2, XML by saxes.
 */
import { decode } from 'cbor2'
import type { EntryNames } from './compareXml.js'
import { compareXml } from './compareXml.js'
import { ExactNumber, readForComparison, sameNumber } from './exactJson.js'

export type Difference = string | undefined

const utf8 = new TextDecoder()

const textOf = (bytes: Uint8Array): string => utf8.decode(bytes)

const clipped = (text: string): string => (text.length > 300 ? `${text.slice(0, 300)}…` : text)

// trees

const isNumber = (u: unknown): u is ExactNumber => u instanceof ExactNumber

const isObject = (u: unknown): u is Readonly<Record<string, unknown>> =>
  typeof u === 'object' && u !== null && !Array.isArray(u)

const kindOf = (u: unknown): string =>
  u === null ? 'null' : Array.isArray(u) ? 'a list' : isObject(u) ? 'an object' : JSON.stringify(u)

const compareNames = (expected: ReadonlyArray<string>, actual: ReadonlyArray<string>, at: string): Difference => {
  const missing = expected.filter((name) => !actual.includes(name))
  const extra = actual.filter((name) => !expected.includes(name))
  if (missing.length === 0 && extra.length === 0) return undefined
  return `${at}: missing [${missing.join(', ')}], unexpected [${extra.join(', ')}]`
}

const firstOf = (differences: Iterable<Difference>): Difference => {
  for (const difference of differences) if (difference !== undefined) return difference
  return undefined
}

function* itemwise<A>(
  expected: ReadonlyArray<A>,
  actual: ReadonlyArray<A>,
  at: string,
  compare: (a: A, b: A, at: string) => Difference,
): Generator<Difference> {
  if (expected.length !== actual.length) yield `${at}: expected ${expected.length} items, got ${actual.length}`
  for (const [i, item] of expected.entries()) yield compare(item, actual[i] as A, `${at}/${i}`)
}

// JSON

const compareJsonTrees = (expected: unknown, actual: unknown, at: string): Difference => {
  const told = `${at || '/'}: expected ${kindOf(expected)}, got ${kindOf(actual)}`
  if (isNumber(expected)) {
    if (!isNumber(actual)) return `${at || '/'}: expected ${expected.text}, got ${kindOf(actual)}`
    return sameNumber(expected.text, actual.text)
      ? undefined
      : `${at || '/'}: expected ${expected.text}, got ${actual.text}`
  }
  if (Array.isArray(expected)) {
    return Array.isArray(actual) ? firstOf(itemwise<unknown>(expected, actual, at, compareJsonTrees)) : told
  }
  if (isObject(expected)) {
    if (!isObject(actual) || isNumber(actual)) return told
    const names = Object.keys(expected)
    return (
      compareNames(names, Object.keys(actual), at || '/') ??
      firstOf(names.map((name) => compareJsonTrees(expected[name], actual[name], `${at}/${name}`)))
    )
  }
  return Object.is(expected, actual) ? undefined : told
}

/** Deep; key order and spacing don't count, `1` equals `1.0`. */
export const compareJson = (expected: string, actual: string): Difference => {
  const left = readForComparison(expected)
  let right: unknown
  try {
    right = readForComparison(actual)
  } catch {
    return `not JSON: ${clipped(actual)}`
  }
  return compareJsonTrees(left, right, '')
}

// forms

const decodeForm = (text: string): string => {
  try {
    return decodeURIComponent(text.replace(/\+/g, ' '))
  } catch {
    return text
  }
}

const formPairs = (body: string): ReadonlyArray<string> =>
  body === ''
    ? []
    : body
        .split('&')
        .map((pair) => {
          const at = pair.indexOf('=')
          return at < 0 ? decodeForm(pair) : `${decodeForm(pair.slice(0, at))}=${decodeForm(pair.slice(at + 1))}`
        })
        .sort()

/** How often each text is in one and not in the other. */
const multisetDifference = (expected: ReadonlyArray<string>, actual: ReadonlyArray<string>): Difference => {
  const counts = new Map<string, number>()
  for (const one of expected) counts.set(one, (counts.get(one) ?? 0) + 1)
  for (const one of actual) counts.set(one, (counts.get(one) ?? 0) - 1)
  const missing = [...counts].filter(([, count]) => count > 0).map(([one]) => one)
  const extra = [...counts].filter(([, count]) => count < 0).map(([one]) => one)
  if (missing.length === 0 && extra.length === 0) return undefined
  return `missing [${missing.join(', ')}], unexpected [${extra.join(', ')}]`
}

/** As multisets of decoded pairs. */
export const compareForm = (expected: string, actual: string): Difference =>
  multisetDifference(formPairs(expected), formPairs(actual))

// CBOR

/** The trees of cbor2 with maps as maps, and the time tag taken off. */
const parseCbor = (bytes: Uint8Array): unknown =>
  decode(bytes, { preferMap: true, tags: new Map([[1, ({ contents }: { readonly contents: unknown }) => contents]]) })

const isNumeric = (u: unknown): u is number | bigint => typeof u === 'number' || typeof u === 'bigint'

/** A bigint and a number compare by what they are worth. */
const isSameNumeric = (a: number | bigint, b: number | bigint): boolean =>
  Number.isNaN(a) ? Number.isNaN(b) : a <= b && a >= b

const shown = (u: unknown): string =>
  u instanceof Uint8Array
    ? `${u.length} bytes`
    : u instanceof Map
      ? 'a map'
      : typeof u === 'bigint'
        ? String(u)
        : kindOf(u)

const compareCborTrees = (expected: unknown, actual: unknown, at: string): Difference => {
  const told = `${at || '/'}: expected ${shown(expected)}, got ${shown(actual)}`
  if (expected === undefined || expected === null) return actual === undefined || actual === null ? undefined : told
  if (isNumeric(expected)) {
    if (!isNumeric(actual)) return told
    return isSameNumeric(expected, actual) ? undefined : told
  }
  if (expected instanceof Uint8Array)
    return actual instanceof Uint8Array && Buffer.compare(expected, actual) === 0 ? undefined : told
  if (Array.isArray(expected))
    return Array.isArray(actual) ? firstOf(itemwise<unknown>(expected, actual, at, compareCborTrees)) : told
  if (expected instanceof Map) {
    if (!(actual instanceof Map)) return told
    return (
      compareNames([...expected.keys()].map(String), [...actual.keys()].map(String), at || '/') ??
      firstOf([...expected].map(([key, value]) => compareCborTrees(value, actual.get(key), `${at}/${String(key)}`)))
    )
  }
  return Object.is(expected, actual) ? undefined : told
}

/** Deep; key order, lengths and widths don't count, the time tag is a number, `undefined` is `null`. */
export const compareCbor = (expected: Uint8Array, actual: Uint8Array): Difference => {
  const left = parseCbor(expected)
  let right: unknown
  try {
    right = parseCbor(actual)
  } catch (error) {
    return `not CBOR: ${error instanceof Error ? error.message : String(error)}`
  }
  return compareCborTrees(left, right, '')
}

// bytes

export const compareBytes = (expected: Uint8Array, actual: Uint8Array): Difference =>
  Buffer.compare(expected, actual) === 0
    ? undefined
    : `expected ${JSON.stringify(clipped(textOf(expected)))}, got ${JSON.stringify(clipped(textOf(actual)))}`

// bodies

/** What a body's text stands for, by media type. */
export type BodyKind = 'json' | 'xml' | 'form' | 'cbor' | 'bytes'

export const bodyKindOf = (mediaType: string): BodyKind => {
  switch ((mediaType.split(';')[0] as string).trim().toLowerCase()) {
    case 'application/json':
      return 'json'
    case 'application/xml':
      return 'xml'
    case 'application/x-www-form-urlencoded':
      return 'form'
    case 'application/cbor':
      return 'cbor'
    default:
      return 'bytes'
  }
}

/** The bytes that the text of a case's body stands for. */
export const bodyBytes = (kind: BodyKind, text: string): Uint8Array =>
  kind === 'cbor' ? new Uint8Array(Buffer.from(text, 'base64')) : new TextEncoder().encode(text)

/** `expected` is the case's text; where it is empty, so must the body be. */
export const compareBodies = (
  kind: BodyKind,
  expected: string,
  actual: Uint8Array,
  entries: ReadonlyArray<EntryNames> = [],
): Difference => {
  if (expected === '')
    return actual.length === 0 ? undefined : `expected an empty body, got ${JSON.stringify(clipped(textOf(actual)))}`
  switch (kind) {
    case 'json':
      return compareJson(expected, textOf(actual))
    case 'xml':
      return compareXml(expected, textOf(actual), entries)
    case 'form':
      return compareForm(expected, textOf(actual))
    case 'cbor':
      return compareCbor(bodyBytes('cbor', expected), actual)
    case 'bytes':
      return compareBytes(bodyBytes('bytes', expected), actual)
  }
}

// headers and queries

/** A list header is one value joined by commas with or without a space. */
const headerText = (text: string): string => text.split(', ').join(',')

export const isSameHeader = (expected: string, actual: string): boolean => headerText(expected) === headerText(actual)

/** Each listed pair must occur as often as listed; others may occur too. */
export const compareQuery = (listed: ReadonlyArray<string>, query: string): Difference => {
  const pairs = query === '' ? [] : query.split('&')
  const difference = multisetDifference(
    listed,
    pairs.filter((pair) => listed.includes(pair)),
  )
  return difference === undefined ? undefined : `query ${JSON.stringify(query)}: ${difference}`
}
