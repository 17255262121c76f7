/**
 * The numbers of JSON trees, exact: a tree has a `number` where that says all, else a `bigint` or a decimal.
 */

import { Fault, fault, mismatch } from '../compile/View.js'
import { normalNumber } from '../format/json.js'
import type { BigDecimal } from '../value/BigDecimal.js'
import { copyOfDecimal, isDocumentDecimal, isFar, readDecimal } from '../value/BigDecimal.js'
import type { Document } from '../value/Document.js'
import { numberText } from '../value/Document.js'
import { getOwn, recordOf } from '../value/own.js'

const special: Readonly<Record<string, number>> = { NaN: Number.NaN, Infinity, '-Infinity': -Infinity }

/** A JSON number as a double; one that a double cannot reach is out of range. */
export const doubleOf = (node: unknown): number | Fault => {
  // Text cannot say an infinity, so one in a tree is a number that was too large.
  if (typeof node === 'number' && Number.isFinite(node)) return node
  if (node === Infinity || node === -Infinity) return fault('range', 'a number of 64 bits', 'a number outside')
  if (typeof node === 'string') return getOwn(special, node) ?? mismatch
  if (typeof node !== 'bigint' && !isDocumentDecimal(node)) return mismatch
  const n = Number(numberText(node))
  return Number.isFinite(n) ? n : fault('range', 'a number of 64 bits', 'a number outside')
}

/** A whole number of any size, exact. */
export const wholeOf = (node: unknown): bigint | Fault => {
  if (typeof node === 'bigint') return node
  if (typeof node === 'number' && Number.isSafeInteger(node)) return BigInt(node)
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

/** A double in a tree that a user made: what its shortest text says. */
const decimalOfNumber = (node: unknown): BigDecimal | Fault =>
  typeof node === 'number' ? (readDecimal(numberText(node)) ?? mismatch) : mismatch

/** A decimal of any size that its exponent lets. */
export const decimalOf = (node: unknown): BigDecimal | Fault => {
  if (isDocumentDecimal(node))
    return isFar(node)
      ? fault('range', 'an exponent of at most 53 bits', 'a larger one')
      : (copyOfDecimal(node) ?? mismatch)
  if (typeof node === 'bigint') return { coefficient: node, exponent: 0 }
  return typeof node === 'number' && Number.isSafeInteger(node)
    ? { coefficient: BigInt(node), exponent: 0 }
    : decimalOfNumber(node)
}

/** A document with the numbers that a tree may have as a user wrote them. */
export const normalDocument = (d: Document): Document => {
  if (typeof d === 'bigint' || isDocumentDecimal(d)) return normalNumber(d)
  if (Array.isArray(d)) return d.map(normalDocument)
  if (typeof d !== 'object' || d === null) return d
  return recordOf(
    Object.entries(d).map(([name, part]: readonly [string, Document]) => [name, normalDocument(part)] as const),
  )
}
