/**
 * Numbers of JSON: which are read with care, and what is kept of them.
 */
import assert from 'node:assert/strict'
import * as fc from 'fast-check'
import { isRisky, normalNumber, readJson, stringEnd, writeJson } from '../../lib/format/json.js'
import type { BigDecimal } from '../../lib/value/BigDecimal.js'
import { farDecimal, isDocumentDecimal, isFar } from '../../lib/value/BigDecimal.js'
import type { DocumentData } from '../../lib/value/index.js'
import * as V from '../../lib/value/index.js'
import { assertLaw } from '../laws/assert.js'

const read = (text: string): DocumentData => {
  const outcome = readJson(text)
  if (outcome._tag === 'Left') throw new Error(`no JSON: ${JSON.stringify(outcome.left)}`)
  return outcome.right
}

const same = (a: DocumentData, b: DocumentData): boolean => V.Eq.equals(V.document(a), V.document(b))

describe('numbers of JSON', () => {
  describe('numbers are exact', () => {
    const numbers: ReadonlyArray<readonly [string, DocumentData, string]> = [
      ['0', 0, '0'],
      ['-0', -0, '-0'],
      ['9007199254740991', 9_007_199_254_740_991, '9007199254740991'],
      ['9007199254740993', 9_007_199_254_740_993n, '9007199254740993'],
      ['9223372036854775807', 9_223_372_036_854_775_807n, '9223372036854775807'],
      ['0.1', 0.1, '0.1'],
      ['0.10', 0.1, '0.1'],
      ['1e2', 100, '100'],
      ['1.5e1', 15, '15'],
      ['1e21', 1e21, '1e+21'],
      ['1000000000000000000000', 1e21, '1e+21'],
      ['0.1234567890123456789', V.documentDecimal(V.decimal(1_234_567_890_123_456_789n, -19)), '0.1234567890123456789'],
      ['1e400', V.documentDecimal(V.decimal(1n, 400)), '1e400'],
      ['1e-400', V.documentDecimal(V.decimal(1n, -400)), '1e-400'],
      ['2.3357445760626381e16', 23_357_445_760_626_381n, '23357445760626381'],
    ]
    for (const [text, tree, written] of numbers) {
      it(text, () => {
        assert.ok(same(read(text), tree), writeJson(read(text)))
        assert.ok(same((read(`{"a":[ ${text} ]}`) as { a: DocumentData[] }).a[0] as DocumentData, tree))
        assert.equal(writeJson(tree), written)
      })
    }

    it('a decimal keeps its zeros where it is asked to', () => {
      const outcome = readJson('[1.50,15,1e60,1000000000000000000000000000000]', { numbers: 'decimals' })
      assert.equal(
        outcome._tag === 'Right' && writeJson(outcome.right),
        '[1.50,15,1e60,1000000000000000000000000000000]',
      )
    })

    it('4,096 digits are read, 4,097 are refused', () => {
      assert.equal(readJson('1'.repeat(4096))._tag, 'Right')
      assert.deepEqual(readJson('1'.repeat(4097)), {
        _tag: 'Left',
        left: { offset: 0, expected: 'a number of at most 4096 digits' },
      })
    })
  })

  describe('which numbers are read with care', () => {
    const texts: ReadonlyArray<readonly [text: string, risky: boolean]> = [
      ['', false],
      ['[true,false,null]', false],
      ['123456789012345', false],
      ['1234567890123456', true],
      ['-12345678.901234', false],
      ['12345678.9012345', true],
      ['[12345678,12345678]', false],
      ['12345678"x"12345678', false],
      ['1e5', true],
      ['1E5', true],
      ['0.e', true],
      ['/e', false],
      [':e', false],
      ['0000000000000000', true],
      ['9999999999999999', true],
      ['................', true],
      ['"1234567890123456"', false],
      ['"1e5"', false],
      ['"\\"1e5"', false],
      ['"\\\\"1e5', true],
      ['"\\\\\\"1e5"', false],
      ['"1e5', false],
      ['["a",1e5]', true],
      ['""1e5', true],
    ]
    for (const [text, risky] of texts) it(text, () => assert.equal(isRisky(text), risky))

    it('a string ends behind a quote that no backslash escapes', () => {
      for (const [text, open, end] of [
        ['""', 0, 2],
        ['"a"b', 0, 3],
        ['a"b"c"', 1, 4],
        ['"\\""', 0, 4],
        ['"\\\\""', 0, 4],
        ['"', 0, 1],
        ['"abc', 0, 4],
        ['"a\\"', 0, 4],
      ] as const)
        assert.equal(stringEnd(text, open), end, text)
    })
  })

  describe('three ways to keep numbers', () => {
    /** A number's sign, digits and power of ten, without zeros at its end: what it is worth, exactly. */
    const worth = (n: unknown): string => {
      const decimal = typeof n === 'string' ? V.readDecimal(n) : typeof n === 'object' ? (n as BigDecimal) : undefined
      if (decimal === undefined) return worth(String(n))
      let { coefficient, exponent } = decimal
      if (coefficient === 0n) return '0'
      for (; coefficient % 10n === 0n; coefficient /= 10n) exponent++
      return `${coefficient}e${exponent}`
    }
    const digits = fc.stringMatching(/^(?:0|[1-9]\d{0,20}0{0,3})$/)
    const numbers = fc
      .tuple(
        fc.constantFrom('', '-'),
        digits,
        fc.oneof(fc.constant(''), fc.stringMatching(/^\.\d{0,20}0{0,3}$/)),
        fc.oneof(fc.constant(''), fc.stringMatching(/^[eE][+-]?\d{1,3}$/)),
      )
      .map(([sign, whole, fraction, exponent]) => `${sign}${whole}${fraction === '.' ? '' : fraction}${exponent}`)
    const readAs = (text: string, kept: 'plain' | 'exact' | 'decimals'): unknown => {
      const outcome = readJson(text, { numbers: kept })
      assert.ok(outcome._tag === 'Right', text)
      return outcome.right
    }

    it('law: exact ones are worth what was written, and are `number` wherever one says the same', () =>
      assertLaw(
        fc.property(numbers, (text) => {
          const n = readAs(text, 'exact')
          assert.equal(worth(n), worth(text), text)
          const double = Number(text)
          const saysSame = Number.isFinite(double) && worth(double) === worth(text)
          assert.equal(typeof n === 'number', saysSame, text)
          if (saysSame) assert.ok(Object.is(n, double), text)
          else
            assert.equal(
              typeof n,
              worth(text).includes('e') && V.readDecimal(text)?.exponent === 0 ? 'bigint' : 'object',
            )
        }),
      ))

    it('law: decimals keep their power of ten too', () =>
      assertLaw(
        fc.property(numbers, (text) => {
          const n = readAs(text, 'decimals')
          const decimal = V.readDecimal(text)
          const isWhole = decimal?.exponent === 0
          if (typeof n === 'object') {
            assert.ok(!isWhole, text)
            assert.deepEqual({ ...(n as BigDecimal) }, decimal)
          } else {
            assert.ok(isWhole, text)
            assert.equal(typeof n, Number.isSafeInteger(Number(text)) ? 'number' : 'bigint', text)
            assert.equal(worth(n), worth(text), text)
          }
        }),
      ))

    it('law: plain ones are what a double holds', () =>
      assertLaw(fc.property(numbers, (text) => Object.is(readAs(text, 'plain'), JSON.parse(text)))))

    it('an exponent that no decimal keeps is 0 of no digits but zeros, else as far as decimals go', () => {
      const e = '9'.repeat(17)
      for (const kept of ['exact', 'decimals'] as const) {
        for (const [text, n] of [
          [`0e${e}`, 0],
          [`0.0E${e}`, 0],
          [`-0.00e-${e}`, -0],
        ] as const)
          assert.ok(Object.is(readAs(text, kept), n), text)
        for (const text of [`1e${e}`, `10e${e}`, `-0.01e${e}`, `0.1e-${e}`, `-1.0E-${e}`]) {
          const n = readAs(text, kept)
          assert.ok(isDocumentDecimal(n) && isFar(n), text)
          assert.deepEqual(n, farDecimal(text), text)
        }
      }
    })

    it('law: a number as a Document has it', () =>
      assertLaw(
        fc.property(numbers, (text) => {
          const decimal = V.readDecimal(text)
          assert.ok(decimal !== undefined)
          const normal = normalNumber(V.documentDecimal(decimal))
          assert.equal(worth(normal), worth(text))
          const double = Number(text)
          const saysSame = Number.isFinite(double) && worth(double) === worth(text)
          assert.equal(typeof normal, saysSame ? 'number' : decimal.exponent === 0 ? 'bigint' : 'object', text)
          const whole = normalNumber(decimal.coefficient)
          assert.equal(worth(whole), worth(decimal.coefficient))
          assert.equal(typeof whole, worth(Number(decimal.coefficient)) === worth(whole) ? 'number' : 'bigint')
        }),
      ))
  })

  it('a decimal of power 0 is whole, and `number` where one says the same', () => {
    for (const [coefficient, normal] of [
      [0n, 0],
      [-7n, -7],
      [10n ** 21n, 1e21],
      [2n ** 53n + 1n, 2n ** 53n + 1n],
      [-(10n ** 30n) - 1n, -(10n ** 30n) - 1n],
    ] as const)
      assert.equal(normalNumber(V.documentDecimal(V.decimal(coefficient, 0))), normal)
    for (const exponent of [-400, -2, 2, 400])
      assert.equal(normalNumber(V.documentDecimal(V.decimal(0n, exponent))), 0, `${exponent}`)
  })

  it('a number of more digits than any text may have stays as it is', () => {
    const long = V.documentDecimal(V.decimal(10n ** 5000n, -5000))
    assert.equal(normalNumber(long), long)
    assert.equal(normalNumber(10n ** 5000n), 10n ** 5000n)
  })
})
