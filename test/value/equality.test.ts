/**
 * Eq, Ord and canonicalText: one equality, said three ways.
 */
import assert from 'node:assert/strict'
import * as fc from 'fast-check'
import * as V from '../../lib/value/index.js'
import { documentDecimal } from '../../lib/value/index.js'
import { assertLaw } from '../laws/assert.js'
import { values } from './values.js'

const { equals } = V.Eq
const { compare } = V.Ord

const mapOf = (...pairs: ReadonlyArray<readonly [string, number]>): V.Value =>
  V.map(pairs.map(([key, n]) => [V.string(key), V.integer(n)] as const))

describe('Eq and Ord of Value', () => {
  it('are reflexive', () => assertLaw(fc.property(values, (a) => equals(a, a) && compare(a, a) === 0)))

  it('are symmetric', () =>
    assertLaw(
      fc.property(values, values, (a, b) => equals(a, b) === equals(b, a) && compare(a, b) === 0 - compare(b, a)),
    ))

  it('are transitive', () =>
    assertLaw(
      fc.property(values, values, values, (a, b, c) => {
        const [x, y, z] = [a, b, c].sort(compare) as [V.Value, V.Value, V.Value]
        return compare(x, y) <= 0 && compare(y, z) <= 0 && compare(x, z) <= 0
      }),
    ))

  it('agree with canonicalText', () =>
    assertLaw(
      fc.property(values, values, (a, b) => {
        const same = V.canonicalText(a) === V.canonicalText(b)
        return same === equals(a, b) && same === (compare(a, b) === 0)
      }),
    ))

  it('see a copy of the same data as equal', () =>
    assertLaw(fc.property(values, (a) => equals(a, structuredCloneOf(a)))))

  const same: ReadonlyArray<readonly [string, V.Value, V.Value, boolean]> = [
    ['NaN and NaN', V.double(Number.NaN), V.double(Number.NaN), true],
    ['-0 and 0 of Integer', V.integer(-0), V.integer(0), true],
    ['-0 and 0 of Timestamp', V.timestamp(-0), V.timestamp(0), true],
    ['-0 and 0 of Float', V.float(-0), V.float(0), false],
    ['-0 and 0 of Double', V.double(-0), V.double(0), false],
    ['-0 and 0 of Document', V.document(-0), V.document(0), false],
    ['Float and Double', V.float(1), V.double(1), false],
    ['Integer and Long', V.integer(1), V.long(1n), false],
    ['String and Enum', V.string('a'), V.enumeration('a'), false],
    ['1.0 and 1.00', V.bigDecimal(V.decimal(10n, -1)), V.bigDecimal(V.decimal(100n, -2)), false],
    [
      'fields in another order',
      V.structure({ a: V.integer(1), b: V.integer(2) }),
      V.structure({ b: V.integer(2), a: V.integer(1) }),
      true,
    ],
    ['a field that is undefined', V.structure({ a: undefined }), V.structure({}), true],
    ['a field that is Null', V.structure({ a: V.absent }), V.structure({}), false],
    ['entries in another order', mapOf(['a', 1], ['b', 2]), mapOf(['b', 2], ['a', 1]), true],
    ['a repeated key, the last counting', mapOf(['a', 1], ['a', 2]), mapOf(['a', 2]), true],
    ['items in another order', V.list([V.integer(1), V.integer(2)]), V.list([V.integer(2), V.integer(1)]), false],
    ['bytes', V.blob(Uint8Array.of(1, 2)), V.blob(Uint8Array.of(1, 2)), true],
    ['a number and a bigint of a Document', V.document(1), V.document(1n), false],
    [
      'a decimal and a record that looks like one',
      V.document(documentDecimal(V.decimal(1n, 0))),
      V.document({ coefficient: 1n, exponent: 0 }),
      false,
    ],
  ]
  for (const [name, a, b, expected] of same) {
    it(`${name}: ${expected ? 'equal' : 'different'}`, () => {
      assert.equal(equals(a, b), expected)
      assert.equal(V.canonicalText(a) === V.canonicalText(b), expected)
    })
  }
})

/** Read back from its fixture, so that nothing is shared. */
const structuredCloneOf = (value: V.Value): V.Value => {
  const read = V.readFixture(V.writeFixture(value))
  assert.equal(read._tag, 'Right')
  return read._tag === 'Right' ? read.right : V.absent
}
