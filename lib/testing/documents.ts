/**
 * Documents: JSON values with exact numbers and hostile names, in the form that reading their text gives.
 */

import { bigDecimal, documentDecimal } from '../value/BigDecimal.js'
import type { Document } from '../value/Document.js'
import { recordOf } from '../value/own.js'
import type { Arbitrary, FastCheck } from './FastCheck.js'
import { normalDocument } from './norm.js'
import { hostileTexts } from './texts.js'

const kept = new WeakMap<FastCheck, Arbitrary<Document>>()

/** Documents of at most three levels. A number is a `bigint` or a decimal only where no `number` says the same. */
export const documents = (fc: FastCheck): Arbitrary<Document> => {
  const known = kept.get(fc)
  if (known !== undefined) return known
  const text = fc.string({ unit: 'binary', maxLength: 8 })
  const numbers = fc
    .oneof(
      fc.integer(),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }),
      fc
        .record({
          coefficient: fc.bigInt({ min: -(10n ** 24n), max: 10n ** 24n }),
          exponent: fc.integer({ min: -400, max: 400 }),
        })
        .map(({ coefficient, exponent }) => documentDecimal(bigDecimal(coefficient, exponent))),
    )
    .map((n) => normalDocument(n))
  const leaf: Arbitrary<Document> = fc.oneof(fc.constant(null), fc.boolean(), text, numbers)
  const name = fc.oneof(text, fc.constantFrom(...hostileTexts, '$number', 'coefficient', '_tag'))
  const level = (inner: Arbitrary<Document>): Arbitrary<Document> =>
    fc.oneof(
      { withCrossShrink: true },
      { weight: 3, arbitrary: leaf },
      { weight: 1, arbitrary: fc.array(inner, { maxLength: 3 }) },
      {
        weight: 1,
        arbitrary: fc.uniqueArray(fc.tuple(name, inner), { maxLength: 3, selector: ([key]) => key }).map(recordOf),
      },
    )
  const made = level(level(level(leaf)))
  kept.set(fc, made)
  return made
}
