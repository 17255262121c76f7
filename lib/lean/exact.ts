/**
 * The kinds whose numbers a double does not keep, and what reads and writes the text of such numbers.
 */

import { documentOf } from '../compile/domain.js'
import { Fault, fault, mismatch } from '../compile/View.js'
import { readJson, writeJson } from '../format/json.js'
import { decimalOf, doubleOf, normalDocument, wholeOf } from '../interpret/jsonNumbers.js'
import type { Breach } from '../schema/constraints.js'
import { longBounds, rangeBreach } from '../schema/constraints.js'
import type { Traits } from '../schema/Traits.js'
import { none } from '../schema/Traits.js'
import type { BigDecimal } from '../value/BigDecimal.js'
import {
  copyOfDecimal,
  bigDecimal as decimal,
  documentDecimal,
  isDocumentDecimal,
  wholeNumberOf,
} from '../value/BigDecimal.js'
import type { Document } from '../value/Document.js'
import { toDocument } from '../value/Document.js'
import { defaultLimits } from '../value/Limits.js'
import type { Kind } from './leaves.js'
import { leaf } from './leaves.js'
import type { Run } from './Run.js'
import { isWire } from './Run.js'
import type { AnyShape, BigDecimalShape, BigIntegerShape, DocumentShape, Exact, LongShape } from './Shape.js'

// -------------------------------------------------------------------------------------
// text
// -------------------------------------------------------------------------------------

const isNumber = (node: unknown): boolean => typeof node === 'bigint' || isDocumentDecimal(node)

const exactly = (numbers: 'exact' | 'decimals', rank: number): Exact => ({
  parse: (text) => readJson(text, { numbers }),
  whole: (node) => (isNumber(node) ? (wholeNumberOf(node) ?? Number.NaN) : undefined),
  double: (node) => {
    if (!isNumber(node)) return undefined
    const n = doubleOf(node)
    return n instanceof Fault ? Infinity : n
  },
  rank,
})

const exact: Exact = /*#__PURE__*/ exactly('exact', 1)
const decimals: Exact = /*#__PURE__*/ exactly('decimals', 2)

const ranged = ({ range }: Traits): ReadonlyArray<(n: bigint | BigDecimal) => Breach | undefined> =>
  range === undefined ? [] : [(n) => rangeBreach(n, range)]

// -------------------------------------------------------------------------------------
// whole numbers
// -------------------------------------------------------------------------------------

const bigintOf = (node: unknown, run: Run): bigint | Fault => {
  if (isWire(run)) return wholeOf(node)
  if (typeof node === 'bigint') return node
  return run.view === 'input' && Number.isSafeInteger(node) ? BigInt(node as number) : mismatch
}

const bigintDefault = (value: Document): bigint | undefined =>
  (typeof value === 'number' || typeof value === 'bigint') && Number.isInteger(Number(value))
    ? BigInt(value)
    : undefined

const bigintKind: Kind<bigint> = {
  expected: 'a whole number',
  look: bigintOf,
  checks: ranged,
  write: (n) => (n >= Number.MIN_SAFE_INTEGER && n <= Number.MAX_SAFE_INTEGER ? Number(n) : n),
  zero: () => 0n,
  initial: bigintDefault,
  exact,
  print: writeJson,
}

const longText = `a whole number from ${longBounds.min} to ${longBounds.max}`

const longKind: Kind<bigint> = {
  ...bigintKind,
  expected: longText,
  look: (node, run) => {
    const n = bigintOf(node, run)
    if (n instanceof Fault) return n
    return n >= longBounds.min && n <= longBounds.max ? n : fault('range', longText, 'a number outside')
  },
}

export const long = (id: string, traits: Traits = none): LongShape => leaf(longKind, id, traits)

export const bigInteger = (id: string, traits: Traits = none): BigIntegerShape => leaf(bigintKind, id, traits)

// -------------------------------------------------------------------------------------
// decimals and documents
// -------------------------------------------------------------------------------------

const decimalKind: Kind<BigDecimal> = {
  expected: 'a decimal number',
  look: (node, run) => (isWire(run) ? decimalOf(node) : (copyOfDecimal(node) ?? mismatch)),
  checks: ranged,
  write: documentDecimal,
  zero: () => decimal(0n, 0),
  initial: (value) => {
    if (isDocumentDecimal(value)) return copyOfDecimal(value)
    const n = bigintDefault(value)
    return n === undefined ? undefined : decimal(n, 0)
  },
  exact: decimals,
  print: writeJson,
}

export const bigDecimal = (id: string, traits: Traits = none): BigDecimalShape => leaf(decimalKind, id, traits)

const documentKind: Kind<Document> = {
  expected: 'a document',
  look: (node, run) => {
    const { depth, nodes } = defaultLimits
    const d = documentOf(node, depth, nodes)
    if (!isWire(run)) return d
    return d instanceof Fault ? (d === mismatch ? fault('type', 'a JSON value') : d) : normalDocument(d)
  },
  write: (d) => d,
  zero: () => null,
  initial: (value) => toDocument(value, defaultLimits.depth) ?? null,
  exact,
  print: writeJson,
}

export const document = (id: string, traits: Traits = none): DocumentShape => ({
  ...leaf<Document, DocumentShape>(documentKind, id, traits),
  takesNull: true,
  refine: (more: Traits): AnyShape => document(id, { ...traits, ...more }),
})
