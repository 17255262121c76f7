/**
 * Simple values such as a service sends on an ordinary day: printable ASCII, times of this decade, small numbers. They fit
 * every protocol: headers, XML and the kinds of other languages hold them.
 */

import { wholeBounds } from '../schema/constraints.js'
import type { Schema } from '../schema/Schema.js'
import type { Length, Range } from '../schema/Traits.js'
import type { Document } from '../value/Document.js'
import type { Arbitrary, FastCheck } from './FastCheck.js'
import { texts } from './texts.js'

const words = ['alpha', 'bravo', 'cedar', 'delta', 'ember', 'frost', 'grove', 'haven', 'iris', 'jade', 'kelp', 'lark']

const isPrintable = (text: string): boolean => /^[\x20-\x7e]*$/.test(text) && text.trim() === text

/** Words as long as they have to be, and no longer than two of them where they may. */
const wordsOf = (fc: FastCheck, { min = 0, max = Infinity }: Length = {}): Arbitrary<string> =>
  fc
    .array(fc.constantFrom(...words), { minLength: 1, maxLength: 2 })
    .map((some) => some.join('-'))
    .map((text) => text.padEnd(min, 'x').slice(0, Math.max(min, Math.min(max, 40))))

/** Of the texts of a pattern those that print, as far as there are any. */
const patterned = (fc: FastCheck, schema: Schema): Arbitrary<string> | undefined => {
  const { length, pattern } = schema.traits
  const all = texts(fc)({ length, pattern })
  if (all === undefined) return undefined
  const printed = fc.sample(all, { numRuns: 200, seed: 1 }).filter(isPrintable)
  return printed.length < 5 ? all : all.filter(isPrintable)
}

const kindBounds: { readonly [K in Schema['_tag']]?: { readonly min: number; readonly max: number } } = wholeBounds

/** About a hundred whole numbers of the range; `undefined` where it has none that a double tells apart. */
const wholes = (fc: FastCheck, kind: Schema['_tag'], { min, max }: Range = {}): Arbitrary<number> | undefined => {
  const all = kindBounds[kind] ?? { min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER }
  const least = Math.max(all.min, Math.ceil(Number(min ?? all.min)))
  const most = Math.min(all.max, Math.floor(Number(max ?? all.max)))
  const low = min === undefined ? Math.min(0, most) : least
  const high = Math.min(most, low + 100)
  return Number.isSafeInteger(low) && Number.isSafeInteger(high) && low <= high && low >= least
    ? fc.integer({ min: low, max: high })
    : undefined
}

/** Numbers of two binary digits behind the point, which a float holds as a double does. */
const quarters = (fc: FastCheck, schema: Schema): Arbitrary<number> | undefined =>
  schema.traits.range === undefined
    ? fc.integer({ min: 0, max: 400 }).map((n) => n / 4)
    : wholes(fc, schema._tag, schema.traits.range)

const epochs = { min: Math.floor(Date.UTC(2020, 0) / 1000), max: Math.floor(Date.UTC(2030, 0) / 1000) - 1 }

const documentsOf = (fc: FastCheck): Arbitrary<Document> =>
  fc.dictionary(
    fc.constantFrom(...words),
    fc.oneof(fc.constantFrom(...words), fc.integer({ min: 0, max: 100 }), fc.boolean()),
    { maxKeys: 3, noNullPrototype: true },
  )

/** Values of a simple kind; `undefined` of any other kind, and where no ordinary value is within the bounds. */
export const plain = (fc: FastCheck, schema: Schema): Arbitrary<unknown> | undefined => {
  const { length, range, pattern } = schema.traits
  switch (schema._tag) {
    case 'string':
      return pattern === undefined ? wordsOf(fc, length) : patterned(fc, schema)
    case 'byte':
    case 'short':
    case 'integer':
      return wholes(fc, schema._tag, range)
    case 'long':
    case 'bigInteger':
      return wholes(fc, schema._tag, range)?.map(BigInt)
    case 'bigDecimal':
      return wholes(fc, schema._tag, range)?.map((n) => ({ coefficient: BigInt(n), exponent: 0 }))
    case 'float':
    case 'double':
      return quarters(fc, schema)
    case 'blob':
      return wordsOf(fc, length).map((text) => Uint8Array.from(text, (c) => c.charCodeAt(0)))
    case 'timestamp':
      return fc.integer(epochs).map((seconds) => new Date(seconds * 1000))
    case 'document':
      return documentsOf(fc)
    default:
      return undefined
  }
}
