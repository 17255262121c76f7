/**
 * Arbitrary Values, of no shape in particular.
 */
import * as fc from 'fast-check'
import { documents } from '../../lib/testing/index.js'
import * as V from '../../lib/value/index.js'
import { recordOf } from '../../lib/value/own.js'

const text = fc.string({ unit: 'binary', maxLength: 5 })

/** Few texts and numbers, so that equal values come up. */
const word = fc.oneof(text, fc.constantFrom('', 'a', 'b', '__proto__', '0', 'é', '\ud800', ',', '"', 'a":sx'))

const number = fc.oneof(fc.double(), fc.constantFrom(0, -0, Number.NaN, Infinity, -Infinity, 1, 0.1))

const leaf: fc.Arbitrary<V.Value> = fc.oneof(
  word.map((a) => V.string(a) as V.Value),
  word.map((a) => V.enumeration(a)),
  fc.oneof(fc.integer(), fc.constantFrom(0, -0, 1)).map((n) => V.integer(n)),
  fc.bigInt({ min: -3n, max: 3n }).map(V.long),
  fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }).map(V.bigInteger),
  fc
    .record({
      coefficient: fc.bigInt({ min: -12n, max: 12n }),
      exponent: fc.oneof(fc.integer({ min: -9, max: 9 }), fc.constant(-0)),
    })
    .map(V.bigDecimal),
  number.map((n) => V.float(Math.fround(n))),
  number.map(V.double),
  fc.boolean().map(V.boolean),
  fc.uint8Array({ maxLength: 3 }).map((bytes) => V.blob(Uint8Array.from(bytes))),
  fc.oneof(fc.integer(), fc.constantFrom(0, -0)).map(V.timestamp),
  documents(fc).map(V.document),
  fc.constant(V.absent),
)

const key = fc.oneof(
  word.map((a) => V.string(a) as V.MapKey),
  word.map((a) => V.enumeration(a)),
)

const level = (inner: fc.Arbitrary<V.Value>): fc.Arbitrary<V.Value> =>
  fc.oneof(
    { weight: 3, arbitrary: leaf },
    { weight: 1, arbitrary: fc.array(inner, { maxLength: 3 }).map((items) => V.list(items)) },
    { weight: 1, arbitrary: fc.array(fc.tuple(key, inner), { maxLength: 3 }).map((entries) => V.map(entries)) },
    {
      weight: 1,
      arbitrary: fc
        .array(fc.tuple(word, fc.option(inner, { nil: undefined })), { maxLength: 3 })
        .map((fields) => V.structure(recordOf(fields) as V.Fields)),
    },
  )

export const values: fc.Arbitrary<V.Value> = level(level(level(leaf)))
