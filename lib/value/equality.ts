/**
 * `Eq` and `Ord` of Value, total, and a text that two values share exactly when they are equal.
 *
 * Laws: NaN = NaN; −0 = 0 in whole kinds and differs in Float, Double and Document; Map and Structure without order;
 * BigDecimal by coefficient and exponent; `compare(a, b) = 0 ⇔ equals(a, b) ⇔ canonicalText(a) = canonicalText(b)`.
 */

import type { Eq as EqOf } from 'fp-ts/lib/Eq.js'
import type { Ord as OrdOf } from 'fp-ts/lib/Ord.js'
import type { BigDecimal as Decimal } from './BigDecimal.js'
import { isDocumentDecimal } from './BigDecimal.js'
import type { Document as DocumentData } from './Document.js'
import { getOwn } from './own.js'
import type { Map, MapKey, Structure, Tag, Value } from './Value.js'

type Ordering = -1 | 0 | 1

// -------------------------------------------------------------------------------------
// order of leaves
// -------------------------------------------------------------------------------------

const compareOrdered = <A extends string | number | bigint>(a: A, b: A): Ordering => (a < b ? -1 : a > b ? 1 : 0)

/** NaN first, then by size, −0 before 0. */
const compareNumbers = (a: number, b: number): Ordering => {
  const order = compareOrdered(a, b)
  if (order !== 0 || Object.is(a, b)) return order
  return Number.isNaN(a) || (Object.is(a, -0) && b === 0) ? -1 : 1
}

/** By exponent, then coefficient: an order of representations, not of sizes, since 1.0 and 1.00 differ. */
const compareDecimals = (a: Decimal, b: Decimal): Ordering =>
  compareOrdered(a.exponent, b.exponent) || compareOrdered(a.coefficient, b.coefficient)

const compareArrays = <A>(a: ArrayLike<A>, b: ArrayLike<A>, compareItems: (x: A, y: A) => Ordering): Ordering => {
  const common = Math.min(a.length, b.length)
  for (let i = 0; i < common; i++) {
    const order = compareItems(a[i] as A, b[i] as A)
    if (order !== 0) return order
  }
  return compareOrdered(a.length, b.length)
}

// -------------------------------------------------------------------------------------
// order of composites
// -------------------------------------------------------------------------------------

const tags: ReadonlyArray<Tag> = [
  'Null',
  'Boolean',
  'Integer',
  'Long',
  'BigInteger',
  'BigDecimal',
  'Float',
  'Double',
  'Timestamp',
  'String',
  'Enum',
  'Blob',
  'Document',
  'List',
  'Map',
  'Structure',
]

const presentFields = ({ fields }: Structure): ReadonlyArray<readonly [string, Value]> =>
  Object.keys(fields)
    .filter((name) => fields[name] !== undefined)
    .sort()
    .map((name) => [name, fields[name] as Value] as const)

const keyText = (key: MapKey): string => `${key._tag}:${key.value}`

/** The pairs that count, by key. */
const sortedEntries = ({ entries }: Map): ReadonlyArray<readonly [string, Value]> => {
  const last = new globalThis.Map(entries.map(([key, value]) => [keyText(key), value] as const))
  return [...last].sort(([a], [b]) => compareOrdered(a, b))
}

const comparePairs = (a: readonly [string, Value], b: readonly [string, Value]): Ordering =>
  compareOrdered(a[0], b[0]) || compareValues(a[1], b[1])

const documentRank = (d: DocumentData): number => {
  if (d === null) return 0
  if (Array.isArray(d)) return 6
  if (isDocumentDecimal(d)) return 4
  return { boolean: 1, number: 2, bigint: 3, string: 5, object: 7 }[typeof d as 'boolean']
}

const compareDocuments = (a: DocumentData, b: DocumentData): Ordering => {
  const rank = documentRank(a)
  const order = compareOrdered(rank, documentRank(b))
  if (order !== 0) return order
  // Equal ranks mean equal kinds.
  switch (rank) {
    case 0:
    case 1:
    case 2:
      return compareNumbers(Number(a), Number(b))
    case 3:
      return compareOrdered(a as bigint, b as bigint)
    case 4:
      return compareDecimals(a as unknown as Decimal, b as unknown as Decimal)
    case 5:
      return compareOrdered(a as string, b as string)
    case 6:
      return compareArrays(a as ReadonlyArray<DocumentData>, b as ReadonlyArray<DocumentData>, compareDocuments)
    default:
      return compareArrays(documentPairs(a), documentPairs(b), compareDocumentPairs)
  }
}

const documentPairs = (d: DocumentData): ReadonlyArray<readonly [string, DocumentData]> =>
  Object.keys(d as object)
    .sort()
    .map((name) => [name, getOwn(d as Record<string, DocumentData>, name) as DocumentData] as const)

const compareDocumentPairs = (a: readonly [string, DocumentData], b: readonly [string, DocumentData]): Ordering =>
  compareOrdered(a[0], b[0]) || compareDocuments(a[1], b[1])

const compareValues = (a: Value, b: Value): Ordering => {
  if (a._tag !== b._tag) return compareOrdered(tags.indexOf(a._tag), tags.indexOf(b._tag))
  switch (a._tag) {
    case 'Structure':
      return compareArrays(presentFields(a), presentFields(b as Structure), comparePairs)
    case 'List':
      return compareArrays(a.items, (b as typeof a).items, compareValues)
    case 'Map':
      return compareArrays(sortedEntries(a), sortedEntries(b as Map), comparePairs)
    case 'String':
    case 'Enum':
    case 'Integer':
    case 'Long':
    case 'BigInteger':
      return compareOrdered<string | number | bigint>(a.value, (b as typeof a).value)
    case 'BigDecimal':
      return compareDecimals(a.value, (b as typeof a).value)
    case 'Float':
    case 'Double':
      return compareNumbers(a.value, (b as typeof a).value)
    case 'Boolean':
      return compareOrdered(Number(a.value), Number((b as typeof a).value))
    case 'Blob':
      return compareArrays(a.bytes, (b as typeof a).bytes, compareOrdered)
    case 'Timestamp':
      return compareOrdered(a.epochMillis, (b as typeof a).epochMillis)
    case 'Document':
      return compareDocuments(a.value, (b as typeof a).value)
    case 'Null':
      return 0
  }
}

// -------------------------------------------------------------------------------------
// instances
// -------------------------------------------------------------------------------------

const equals = (a: Value, b: Value): boolean => a === b || compareValues(a, b) === 0

export const Eq: EqOf<Value> = { equals }

export const Ord: OrdOf<Value> = { equals, compare: compareValues }

// -------------------------------------------------------------------------------------
// canonical text
// -------------------------------------------------------------------------------------

const quoted = (text: string): string => JSON.stringify(text)

const numberKey = (n: number): string => (Object.is(n, -0) ? '-0' : String(n))

const documentKey = (d: DocumentData): string => {
  if (d === null) return 'null'
  if (typeof d === 'number') return numberKey(d)
  if (typeof d === 'bigint') return `${d}n`
  if (typeof d === 'string') return quoted(d)
  if (typeof d === 'boolean') return String(d)
  if (isDocumentDecimal(d)) return `${d.coefficient}e${d.exponent}d`
  if (Array.isArray(d)) return `[${d.map(documentKey).join()}]`
  return `{${documentPairs(d)
    .map(([name, value]) => `${quoted(name)}:${documentKey(value)}`)
    .join()}}`
}

const pairsKey = (pairs: ReadonlyArray<readonly [string, Value]>): string =>
  pairs.map(([key, value]) => `${quoted(key)}:${canonicalText(value)}`).join()

/** A text that two values share exactly when they are equal: a key for sets of values. Linear in the value but for sorting. */
export const canonicalText = (value: Value): string => {
  switch (value._tag) {
    case 'Structure':
      return `S{${pairsKey(presentFields(value))}}`
    case 'List':
      return `L[${value.items.map(canonicalText).join()}]`
    case 'Map':
      return `M{${pairsKey(sortedEntries(value))}}`
    case 'String':
      return `s${quoted(value.value)}`
    case 'Enum':
      return `e${quoted(value.value)}`
    case 'Integer':
      return `i${value.value}`
    case 'Long':
      return `l${value.value}`
    case 'BigInteger':
      return `I${value.value}`
    case 'BigDecimal':
      return `D${value.value.coefficient}e${value.value.exponent}`
    case 'Float':
      return `f${numberKey(value.value)}`
    case 'Double':
      return `d${numberKey(value.value)}`
    case 'Boolean':
      return `b${value.value}`
    case 'Blob':
      return `B${value.bytes.join()}`
    case 'Timestamp':
      return `t${value.epochMillis}`
    case 'Document':
      return `o${documentKey(value.value)}`
    case 'Null':
      return '0'
  }
}
