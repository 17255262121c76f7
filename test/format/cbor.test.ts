/**
 * CBOR against the examples of RFC 8949, appendix A, and against the `cbor2` library.
 */
import assert from 'node:assert/strict'
import * as cbor2 from 'cbor2'
import * as fc from 'fast-check'
import type { Cbor } from '../../lib/format/cbor.js'
import { cborFloat, cborMap, cborTag, cborWhole, readCbor, writeCbor } from '../../lib/format/cbor.js'
import { assertLaw } from '../laws/assert.js'

const bytesOf = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, 'hex'))
const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')

/** RFC 8949, appendix A, table 6; the second column of a row that has one is what our writer gives for the tree. */
const examples: ReadonlyArray<readonly [hex: string, tree: Cbor, written?: string]> = [
  ['00', 0],
  ['01', 1],
  ['0a', 10],
  ['17', 23],
  ['1818', 24],
  ['1819', 25],
  ['1864', 100],
  ['1903e8', 1000],
  ['1a000f4240', 1_000_000],
  ['1b000000e8d4a51000', 1_000_000_000_000],
  ['1bffffffffffffffff', 18_446_744_073_709_551_615n],
  ['c249010000000000000000', 18_446_744_073_709_551_616n],
  ['3bffffffffffffffff', -18_446_744_073_709_551_616n],
  ['c349010000000000000000', -18_446_744_073_709_551_617n],
  ['20', -1],
  ['29', -10],
  ['3863', -100],
  ['3903e7', -1000],
  ['f90000', cborFloat(0), 'fa00000000'],
  ['f98000', cborFloat(-0), 'fa80000000'],
  ['f93c00', cborFloat(1), 'fa3f800000'],
  ['fb3ff199999999999a', cborFloat(1.1)],
  ['f93e00', cborFloat(1.5), 'fa3fc00000'],
  ['f97bff', cborFloat(65504), 'fa477fe000'],
  ['fa47c35000', cborFloat(100_000)],
  ['fa7f7fffff', cborFloat(3.4028234663852886e38)],
  ['fb7e37e43c8800759c', cborFloat(1e300)],
  ['f90001', cborFloat(2 ** -24), 'fa33800000'],
  ['f90400', cborFloat(0.00006103515625), 'fa38800000'],
  ['f9c400', cborFloat(-4), 'fac0800000'],
  ['fbc010666666666666', cborFloat(-4.1)],
  ['f97c00', cborFloat(Infinity), 'fa7f800000'],
  ['f97e00', cborFloat(Number.NaN), 'fa7fc00000'],
  ['f9fc00', cborFloat(-Infinity), 'faff800000'],
  ['fa7f800000', cborFloat(Infinity)],
  ['fa7fc00000', cborFloat(Number.NaN)],
  ['faff800000', cborFloat(-Infinity)],
  ['fb7ff0000000000000', cborFloat(Infinity), 'fa7f800000'],
  ['fb7ff8000000000000', cborFloat(Number.NaN), 'fa7fc00000'],
  ['fbfff0000000000000', cborFloat(-Infinity), 'faff800000'],
  ['f4', false],
  ['f5', true],
  ['f6', null],
  // Undefined is null.
  ['f7', null, 'f6'],
  ['c074323031332d30332d32315432303a30343a30305a', cborTag(0, '2013-03-21T20:04:00Z')],
  ['c11a514b67b0', cborTag(1, 1_363_896_240)],
  ['c1fb41d452d9ec200000', cborTag(1, cborFloat(1_363_896_240.5))],
  ['d74401020304', cborTag(23, bytesOf('01020304'))],
  ['d818456449455446', cborTag(24, bytesOf('6449455446'))],
  ['d82076687474703a2f2f7777772e6578616d706c652e636f6d', cborTag(32, 'http://www.example.com')],
  ['40', bytesOf('')],
  ['4401020304', bytesOf('01020304')],
  ['60', ''],
  ['6161', 'a'],
  ['6449455446', 'IETF'],
  ['62225c', '"\\'],
  ['62c3bc', '\u00fc'],
  ['63e6b0b4', '\u6c34'],
  ['64f0908591', '\ud800\udd51'],
  ['80', []],
  ['83010203', [1, 2, 3]],
  ['8301820203820405', [1, [2, 3], [4, 5]]],
  ['98190102030405060708090a0b0c0d0e0f101112131415161718181819', Array.from({ length: 25 }, (_, i) => i + 1)],
  ['a0', cborMap([])],
  [
    'a201020304',
    cborMap([
      [1, 2],
      [3, 4],
    ]),
  ],
  [
    'a26161016162820203',
    cborMap([
      ['a', 1],
      ['b', [2, 3]],
    ]),
  ],
  ['826161a161626163', ['a', cborMap([['b', 'c']])]],
  [
    'a56161614161626142616361436164614461656145',
    cborMap([
      ['a', 'A'],
      ['b', 'B'],
      ['c', 'C'],
      ['d', 'D'],
      ['e', 'E'],
    ]),
  ],
  ['5f42010243030405ff', bytesOf('0102030405'), '450102030405'],
  ['7f657374726561646d696e67ff', 'streaming', '6973747265616d696e67'],
  ['9fff', [], '80'],
  ['9f018202039f0405ffff', [1, [2, 3], [4, 5]], '8301820203820405'],
  ['9f01820203820405ff', [1, [2, 3], [4, 5]], '8301820203820405'],
  ['83018202039f0405ff', [1, [2, 3], [4, 5]], '8301820203820405'],
  ['83019f0203ff820405', [1, [2, 3], [4, 5]], '8301820203820405'],
  [
    '9f0102030405060708090a0b0c0d0e0f101112131415161718181819ff',
    Array.from({ length: 25 }, (_, i) => i + 1),
    '98190102030405060708090a0b0c0d0e0f101112131415161718181819',
  ],
  [
    'bf61610161629f0203ffff',
    cborMap([
      ['a', 1],
      ['b', [2, 3]],
    ]),
    'a26161016162820203',
  ],
  ['826161bf61626163ff', ['a', cborMap([['b', 'c']])], '826161a161626163'],
  [
    'bf6346756ef563416d7421ff',
    cborMap([
      ['Fun', true],
      ['Amt', -2],
    ]),
    'a26346756ef563416d7421',
  ],
]

describe('CBOR', () => {
  describe('RFC 8949, appendix A', () => {
    for (const [hex, tree, written = hex] of examples) {
      it(hex, () => {
        assert.deepEqual(readCbor(bytesOf(hex)), { _tag: 'Right', right: tree })
        assert.equal(hexOf(writeCbor(tree)), written)
      })
    }
  })

  describe('RFC 8949, appendix F, what is not well-formed', () => {
    const bad = [
      // End of input in a head, and with a count that is not met.
      '18',
      '19',
      '1a',
      '1b',
      '1901',
      '1a0102',
      '1b01020304050607',
      '38',
      '58',
      '78',
      '98',
      '9a01ff00',
      'b8',
      'd8',
      'f8',
      'f900',
      'fa0000',
      'fb000000',
      '41',
      '61',
      '5affffffff00',
      '5bffffffffffffffff010203',
      '7affffffff00',
      '7b7fffffffffffffff010203',
      '81',
      '818181818181818181',
      '8200',
      'a1',
      'a20102',
      'a100',
      'a2000000',
      // Indefinite lengths that are not closed.
      '5f4100',
      '7f6100',
      '9f',
      '9f0102',
      'bf',
      'bf01020102',
      '819f',
      '9f8000',
      '9f9f9f9f9fffffffff',
      '9f819f819f9fffffff',
      // Reserved heads, bad chunks, breaks in the wrong place, odd maps.
      '1c',
      '1d',
      '1e',
      '3c',
      '5c',
      '7c',
      '9c',
      'bc',
      'dc',
      'fc',
      'fd',
      'fe',
      '5f00ff',
      '5f21ff',
      '5f6100ff',
      '5f80ff',
      '5fa0ff',
      '5fc000ff',
      '5fe0ff',
      '7f4100ff',
      '5f5f4100ffff',
      '7f7f6100ffff',
      'ff',
      '81ff',
      '8200ff',
      'a1ff',
      'a1ff00',
      'a100ff',
      'a20000ff',
      '9f81ff',
      '9f829f819f9fffffffff',
      'bf00ff',
      'bf000000ff',
      '1f',
      '3f',
      'df',
      // Left over.
      '0000',
      '8080',
    ]
    for (const hex of bad) it(hex, () => assert.equal(readCbor(bytesOf(hex))._tag, 'Left'))
  })

  // Source: RFC 8949, section 4.2.2: one encoding of NaN.
  for (const hex of ['f97e00', 'f9fe01', 'fa7fc00001', 'faffc00000', 'fbfff8000000000001'])
    it(`NaN is written in one way, read from ${hex}`, () => {
      const read = readCbor(bytesOf(hex))
      assert.ok(read._tag === 'Right')
      assert.equal(Buffer.from(writeCbor(read.right)).toString('hex'), 'fa7fc00000')
    })

  describe('cbor2 as an oracle', () => {
    const leaf: fc.Arbitrary<Cbor> = fc.oneof(
      fc.constant(null),
      fc.boolean(),
      fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }).map(cborWhole),
      fc.maxSafeInteger().map((n) => n + 0),
      fc.string({ unit: 'binary' }),
      fc.uint8Array().map((bytes) => Uint8Array.from(bytes)),
      fc.double().map(cborFloat),
    )
    const { tree } = fc.letrec<{ tree: Cbor }>((tie) => ({
      tree: fc.oneof(
        { depthSize: 'small' },
        leaf,
        fc.array(tie('tree')),
        fc.uniqueArray(fc.tuple(fc.string({ unit: 'binary' }), tie('tree')), { selector: ([key]) => key }).map(cborMap),
      ),
    }))

    /** The same tree as cbor2 holds it. */
    const toOracle = (item: Cbor): unknown => {
      if (Array.isArray(item)) return item.map(toOracle)
      if (typeof item !== 'object' || item === null || item instanceof Uint8Array) return item
      const tagged = item as Exclude<typeof item, ReadonlyArray<Cbor>>
      if (tagged._tag === 'Float') return tagged.value
      return tagged._tag === 'Map' ? new Map(tagged.pairs.map(([key, value]) => [key, toOracle(value)])) : undefined
    }

    it('reads what we write', () => {
      assertLaw(
        fc.property(tree, (item) => {
          const read = cbor2.decode(writeCbor(item), {
            createObject: (pairs: ReadonlyArray<readonly [unknown, unknown]>) => new Map(pairs),
          } as never)
          assert.deepEqual(read, toOracle(item))
        }),
      )
    })

    it('writes what we read', () => {
      assertLaw(
        fc.property(tree, (item) => {
          const read = readCbor(cbor2.encode(toOracle(item)))
          assert.ok(read._tag === 'Right')
          assert.deepEqual(toOracle(read.right), toOracle(item))
        }),
      )
    })

    it('read(write(tree)) = right(tree)', () => {
      assertLaw(
        fc.property(tree, (item) => assert.deepEqual(readCbor(writeCbor(item)), { _tag: 'Right', right: item })),
      )
    })
  })
})
