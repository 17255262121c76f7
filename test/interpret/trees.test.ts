/**
 * Trees that no text of ours would give: numbers of every make in JSON, tags in CBOR, what is not of the shape in each.
 */
import assert from 'node:assert/strict'
import type { Cbor } from '../../lib/format/cbor.js'
import { cborFloat, cborMap, cborTag, writeCbor } from '../../lib/format/cbor.js'
import { cborBytes, domainJson, issueText, json } from '../../lib/index.js'
import type { AnyShape } from '../../lib/shape/index.js'
import * as S from '../../lib/shape/index.js'
import { shapeOf, tolerant } from '../../lib/shape/index.js'
import type { Validation } from '../../lib/value/index.js'
import { decimal, documentDecimal } from '../../lib/value/index.js'

const { Prelude } = S

const told = (read: Validation<unknown>): unknown =>
  read._tag === 'Right' ? read.right : read.left.map(({ issue }) => issueText(issue)).join('; ')

const ofJson = (shape: AnyShape, node: unknown): unknown => told(json(shapeOf(shape.schema)).decode(node))

const big = (coefficient: bigint, exponent: number): unknown => documentDecimal(decimal(coefficient, exponent))

describe('numbers of a JSON tree', () => {
  const whole = (actual: string): string => `(root): expected a whole number, got ${actual}`
  const wholes: ReadonlyArray<readonly [unknown, unknown]> = [
    [5n, 5n],
    [5, 5n],
    [-0, 0n],
    [2 ** 53, 2n ** 53n],
    [1e23, 10n ** 23n],
    [-1e23, -(10n ** 23n)],
    [big(5n, 2), 500n],
    [big(500n, -2), 5n],
    [big(0n, 2 ** 50), 0n],
    [big(0n, -(2 ** 50)), 0n],
    [big(1n, 400), 10n ** 400n],
    [big(1n, 401), whole('a number outside [range]')],
    [big(10n ** 400n, -400), 1n],
    [big(10n ** 401n, -401), whole('a number with a fraction [type]')],
    [big(5n, -1), whole('a number with a fraction [type]')],
    [1.5, whole('a number with a fraction [type]')],
    [big(1n, 2 ** 50), whole('a number outside [range]')],
  ]
  for (const [i, [node, wanted]] of wholes.entries())
    it(`whole, ${i}`, () => assert.deepEqual(ofJson(Prelude.BigInteger, node), wanted))

  it('what is no whole number', () => {
    for (const node of [Number.NaN, Infinity, '5', true, null, [5], { coefficient: 5n, exponent: 0 }, undefined])
      assert.match(String(ofJson(Prelude.BigInteger, node)), /^\(root\): expected .+ \[(type|missing|range)\]$/)
  })

  it('a double is a number, one of three texts, or an exact number that it can reach', () => {
    const outside = '(root): expected a number of 64 bits, got a number outside [range]'
    const doubles: ReadonlyArray<readonly [unknown, unknown]> = [
      [1.5, 1.5],
      [-0, -0],
      ['NaN', Number.NaN],
      ['Infinity', Infinity],
      ['-Infinity', -Infinity],
      [Infinity, outside],
      [-Infinity, outside],
      [5n, 5],
      [10n ** 309n, outside],
      [big(15n, -1), 1.5],
      [big(1n, 309), outside],
      [big(1n, -400), 0],
    ]
    for (const [node, wanted] of doubles) assert.deepEqual(ofJson(Prelude.Double, node), wanted)
    for (const node of ['1.5', 'toString', 'nan', true, {}, [], Number.NaN])
      assert.match(
        String(ofJson(Prelude.Double, node)),
        /^\(root\): expected a number.*, got .+ \[type\]$/,
        String(node),
      )
  })

  it('a decimal is what the shortest text of a double says', () => {
    assert.deepEqual(ofJson(Prelude.BigDecimal, 0.1), decimal(1n, -1))
    assert.deepEqual(ofJson(Prelude.BigDecimal, 1e23), decimal(1n, 23))
    assert.deepEqual(ofJson(Prelude.BigDecimal, 5n), decimal(5n, 0))
    assert.deepEqual(ofJson(Prelude.BigDecimal, big(150n, -2)), decimal(150n, -2))
    for (const node of [Number.NaN, Infinity, 'x', '5', true, {}])
      assert.match(String(ofJson(Prelude.BigDecimal, node)), /^\(root\): expected .+ \[type\]$/)
  })

  it('a time is a number of seconds, whatever its make', () => {
    for (const node of [1.5, big(15n, -1)]) assert.deepEqual(ofJson(Prelude.Timestamp, node), new Date(1500))
    assert.deepEqual(ofJson(Prelude.Timestamp, 2n), new Date(2000))
    for (const node of ['1.5', 'NaN', true]) assert.match(String(ofJson(Prelude.Timestamp, node)), /\[(type|syntax)\]$/)
    const Day = S.timestamp('example#Day', { timestampFormat: 'date-time' })
    assert.deepEqual(ofJson(Day, '1970-01-01T00:00:01Z'), new Date(1000))
    for (const node of [1, 1n, 'x', null])
      assert.match(String(ofJson(Day, node)), /^\(root\): expected .+ \[(type|syntax)\]$/)
  })
})

describe('domain JSON', () => {
  const Choice = S.union<{ readonly _tag: 'a'; readonly value: string }, never, unknown>('example#Choice', {
    a: ['A', () => Prelude.String],
  }) as unknown as AnyShape
  const lenient = domainJson(tolerant(shapeOf(Choice.schema)))

  it('a union by its tag', () => {
    assert.deepEqual(told(lenient.decode({ _tag: 'a', value: 'x' })), { _tag: 'a', value: 'x' })
    for (const node of [{ _tag: 1 }, {}, 'a', null, [], { a: 'x' }, { _tag: '$unknown', name: 1, raw: null }])
      assert.match(String(told(lenient.decode(node))), /^\(root\): expected .+ \[(type|union)\]$/, JSON.stringify(node))
  })

  it('an unknown member is kept, and written as it came', () => {
    const unknown = { _tag: '$unknown', name: 'b', raw: { x: [1] } }
    const read = lenient.decode(unknown)
    assert.deepEqual(told(read), unknown)
    assert.deepEqual(lenient.encode(unknown), unknown)
    assert.match(String(told(domainJson(shapeOf(Choice.schema)).decode(unknown))), /\[(union|enum)\]$/)
  })
})

describe('items of CBOR', () => {
  const ofCbor = (shape: AnyShape, node: Cbor): unknown => {
    const Holder = S.inferred('example#Holder', { m: ['M', () => shape] })
    const read = told(cborBytes(shapeOf(Holder.schema)).decode(writeCbor(cborMap([['M', node]]))))
    return typeof read === 'string' ? read : (read as { readonly m?: unknown }).m
  }
  it('decimals under tag 4, whole numbers under none', () => {
    assert.deepEqual(ofCbor(Prelude.BigDecimal, 5), decimal(5n, 0))
    assert.deepEqual(ofCbor(Prelude.BigDecimal, 2n ** 70n), decimal(2n ** 70n, 0))
    assert.deepEqual(ofCbor(Prelude.BigDecimal, cborTag(4, [-1, 15])), decimal(15n, -1))
    assert.deepEqual(ofCbor(Prelude.BigDecimal, cborTag(4, [2n ** 53n - 1n, 1])), decimal(1n, 2 ** 53 - 1))
    assert.equal(
      ofCbor(Prelude.BigDecimal, cborTag(4, [2n ** 53n, 1])),
      'M: expected an exponent of at most 53 bits, got a larger one [range]',
    )
    for (const odd of [
      cborTag(5, [-1, 15]),
      cborTag(4, [-1]),
      cborTag(4, 1),
      cborTag(4, ['a', 1]),
      cborTag(4, [1, 'a']),
      cborFloat(1.5),
    ])
      assert.match(String(ofCbor(Prelude.BigDecimal, odd)), /^M: expected .+ \[type\]$/)
    assert.match(String(ofCbor(Prelude.BigDecimal, 'x')), /^M: expected .+ \[type\]$/)
    assert.match(String(ofCbor(Prelude.BigDecimal, [1, 2])), /^M: expected .+ \[type\]$/)
  })

  it('times are seconds under tag 1', () => {
    assert.deepEqual(ofCbor(Prelude.Timestamp, cborTag(1, 2)), new Date(2000))
    assert.deepEqual(ofCbor(Prelude.Timestamp, cborTag(1, cborFloat(1.5))), new Date(1500))
    const words = 'M: expected seconds since 1970 under tag 1'
    for (const odd of [2, cborTag(0, 2), cborTag(1, 'a'), 'a'])
      assert.ok(String(ofCbor(Prelude.Timestamp, odd)).startsWith(words))
  })

  it('a float beyond 32 bits is out of range, an infinity is not', () => {
    assert.match(String(ofCbor(Prelude.Float, cborFloat(1e300))), /^M: expected .+ \[range\]$/)
    assert.equal(ofCbor(Prelude.Float, cborFloat(Infinity)), Infinity)
    assert.equal(ofCbor(Prelude.Float, cborFloat(0.1)), Math.fround(0.1))
    assert.equal(ofCbor(Prelude.Double, cborFloat(1e300)), 1e300)
  })

  it('each kind refuses the items of the others', () => {
    const items: ReadonlyArray<readonly [string, Cbor]> = [
      ['text', 'a'],
      ['number', 7],
      ['half', cborFloat(1.5)],
      ['bytes', Uint8Array.of(1)],
      ['boolean', true],
      ['list', ['a']],
    ]
    const takes: ReadonlyArray<readonly [AnyShape, ReadonlyArray<string>]> = [
      [Prelude.String, ['text']],
      [Prelude.Integer, ['number']],
      [Prelude.Long, ['number']],
      [Prelude.BigInteger, ['number']],
      [Prelude.Double, ['number', 'half']],
      [Prelude.Float, ['number', 'half']],
      [Prelude.Blob, ['bytes']],
      [Prelude.Boolean, ['boolean']],
      [Prelude.Timestamp, []],
      [S.list('example#L', () => Prelude.String), ['list']],
      [
        S.map(
          'example#M',
          () => Prelude.String,
          () => Prelude.String,
        ),
        [],
      ],
      [S.inferred('example#In', { a: ['A', () => Prelude.String] }), []],
    ]
    for (const [shape, good] of takes)
      for (const [name, item] of items) {
        const read = ofCbor(shape, item)
        const words = `${shape.schema._tag} of ${name}: ${String(read)}`
        if (good.includes(name))
          assert.deepEqual(
            read,
            ['long', 'bigInteger'].includes(shape.schema._tag) ? 7n : name === 'half' ? 1.5 : item,
            words,
          )
        else assert.match(String(read), /^M: expected .+, got .+ \[type\]$/, words)
      }
  })
})
