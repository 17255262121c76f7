/**
 * Smithy's document: any JSON value, its numbers exact. A number stands as `number` only where the shortest text of
 * that number says the same; otherwise it is a `bigint`, or a decimal marked as such.
 */

import type { Either } from 'fp-ts/lib/Either.js'
import type { DocumentDecimal } from './BigDecimal.js'
import { copyOfDecimal, documentDecimal, isDocumentDecimal, isFar, writeDecimal } from './BigDecimal.js'
import { left, right } from './either.js'
import { defaultLimits } from './Limits.js'
import { setOwn } from './own.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

export interface DocumentRecord {
  readonly [name: string]: Document
}

export type Document =
  | null
  | boolean
  | string
  | number
  | bigint
  | DocumentDecimal
  | ReadonlyArray<Document>
  | DocumentRecord

// -------------------------------------------------------------------------------------
// destructors
// -------------------------------------------------------------------------------------

/** How many lists and records may still be taken, and which bound was met. */
interface Budget {
  nodes: number
  excess: 'depth' | 'size' | undefined
}

/**
 * Reads any plain data as a Document, sharing nothing with it; `undefined` where some part of it is none (a function,
 * `NaN`, a `Date`, text that is not well formed), lies deeper than `depth` levels, or where there are more than `nodes` lists and
 * records: data that shares its parts is as large as the ways through it are many.
 */
export const toDocument = (u: unknown, depth: number, nodes: number = defaultLimits.nodes): Document | undefined =>
  documentOf(u, depth, { nodes, excess: undefined })

/** The same with the reason of what is none: a bound, or else some part of another kind. */
export const documentWithin = (
  u: unknown,
  depth: number,
  nodes: number,
): Either<'depth' | 'size' | 'type', Document> => {
  const budget: Budget = { nodes, excess: undefined }
  const document = documentOf(u, depth, budget)
  // `null` is a document, so that `??` will not do.
  return document === undefined ? left(budget.excess ?? 'type') : right(document)
}

const documentOf = (u: unknown, depth: number, budget: Budget): Document | undefined => {
  switch (typeof u) {
    case 'string':
      return isWellFormed(u) ? u : undefined
    case 'boolean':
    case 'bigint':
      return u
    case 'number':
      return Number.isFinite(u) ? u : undefined
    case 'object':
      break
    default:
      return undefined
  }
  if (u === null) return null
  if (depth <= 0 || --budget.nodes < 0) {
    budget.excess = depth <= 0 ? 'depth' : 'size'
    return undefined
  }
  if (isDocumentDecimal(u)) {
    const decimal = isFar(u) ? undefined : copyOfDecimal(u)
    return decimal && documentDecimal(decimal)
  }
  if (Array.isArray(u)) return arrayDocument(u, depth, budget)
  return isPlain(u) ? recordDocument(u, depth, budget) : undefined
}

const arrayDocument = (
  items: ReadonlyArray<unknown>,
  depth: number,
  budget: Budget,
): ReadonlyArray<Document> | undefined => {
  const copy: Array<Document> = []
  for (let i = 0; i < items.length; i++) {
    const item = documentOf(items[i], depth - 1, budget)
    if (item === undefined) return undefined
    copy.push(item)
  }
  return copy
}

const recordDocument = (record: object, depth: number, budget: Budget): DocumentRecord | undefined => {
  const copy: Record<string, Document> = {}
  for (const [name, part] of Object.entries(record)) {
    const value = documentOf(part, depth - 1, budget)
    if (value === undefined || !isWellFormed(name)) return undefined
    setOwn(copy, name, value)
  }
  return copy
}

/** Whether an object is a record of plain data: its prototype is `Object.prototype`, of any realm, or none. */
export const isPlain = (u: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(u)
  return prototype === null || prototype === Object.prototype || Object.getPrototypeOf(prototype) === null
}

const surrogate = /\p{Surrogate}/u

/** A test of text by the platform's own, where it has one. */
export const wellFormedBy = (native: ((this: string) => boolean) | undefined): ((text: string) => boolean) =>
  native === undefined ? (text) => !surrogate.test(text) : (text) => native.call(text)

/** Whether the text is well-formed Unicode: no surrogate stands alone. */
export const isWellFormed: (text: string) => boolean = /*#__PURE__*/ wellFormedBy(
  (String.prototype as { readonly isWellFormed?: () => boolean }).isWellFormed,
)

/** The shortest exact text of a finite number of any of the three kinds; minus zero is `-0`. */
export const numberText = (n: number | bigint | DocumentDecimal): string => {
  if (typeof n === 'object') return writeDecimal(n)
  return Object.is(n, -0) ? '-0' : n.toString()
}
