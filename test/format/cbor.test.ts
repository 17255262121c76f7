/**
 * CBOR against the examples of RFC 8949, appendix A, and against the `cbor2` library.
 */
import assert from 'node:assert/strict'
import * as cbor2 from 'cbor2'
import * as fc from 'fast-check'
import type { Cbor } from '../../lib/format/cbor.js'
import { cborFloat, cborMap, cborTag, cborWhole, readCbor, readCborAt, writeCbor } from '../../lib/format/cbor.js'
import { cborSink, cborTextBytes } from '../../lib/format/cborSink.js'
import type { Cursor } from '../../lib/format/cborSource.js'
import {
  cursorOf,
  halfFloat,
  peek,
  takeBlob,
  takeLength,
  takeLong,
  takeNull,
  takeNumber,
  takeSame,
  takeText,
  takeWhole,
} from '../../lib/format/cborSource.js'
import { defaultLimits, sizeFault } from '../../lib/value/Limits.js'
import { assertLaw } from '../laws/assert.js'
import { limitsOf } from '../limits.js'
import { runsOr } from '../seed.js'

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

  describe('RFC 8949, appendix F, what is not well-formed: where, and what was expected there', () => {
    const bad: ReadonlyArray<readonly [hex: string, byteOffset: number, expected: string]> = [
      // End of input in a head, and with a count that is not met.
      ['18', 1, '1 more bytes'],
      ['19', 1, '2 more bytes'],
      ['1a', 1, '4 more bytes'],
      ['1b', 1, '8 more bytes'],
      ['1901', 1, '2 more bytes'],
      ['1a0102', 1, '4 more bytes'],
      ['1b01020304050607', 1, '8 more bytes'],
      ['38', 1, '1 more bytes'],
      ['58', 1, '1 more bytes'],
      ['78', 1, '1 more bytes'],
      ['98', 1, '1 more bytes'],
      ['9a01ff00', 1, '4 more bytes'],
      ['b8', 1, '1 more bytes'],
      ['d8', 1, '1 more bytes'],
      ['f8', 0, 'a simple value that is known'],
      ['f900', 1, '2 more bytes'],
      ['fa0000', 1, '4 more bytes'],
      ['fb000000', 1, '8 more bytes'],
      ['41', 1, '1 more bytes'],
      ['61', 1, '1 more bytes'],
      ['5affffffff00', 5, '4294967295 more bytes'],
      ['5bffffffffffffffff010203', 9, 'a length within the bytes'],
      ['7affffffff00', 5, '4294967295 more bytes'],
      ['7b7fffffffffffffff010203', 9, 'a length within the bytes'],
      ['81', 1, '1 more bytes'],
      ['818181818181818181', 9, '1 more bytes'],
      ['8200', 2, '1 more bytes'],
      ['a1', 1, '1 more bytes'],
      ['a20102', 3, '1 more bytes'],
      ['a100', 2, '1 more bytes'],
      ['a2000000', 4, '1 more bytes'],
      // Indefinite lengths that are not closed.
      ['5f4100', 3, 'an item or a break'],
      ['7f6100', 3, 'an item or a break'],
      ['9f', 1, 'an item or a break'],
      ['9f0102', 3, 'an item or a break'],
      ['bf', 1, 'an item or a break'],
      ['bf01020102', 5, 'an item or a break'],
      ['819f', 2, 'an item or a break'],
      ['9f8000', 3, 'an item or a break'],
      ['9f9f9f9f9fffffffff', 9, 'an item or a break'],
      ['9f819f819f9fffffff', 9, 'an item or a break'],
      // Reserved heads, bad chunks, breaks in the wrong place, odd maps.
      ['1c', 0, 'a length that is defined'],
      ['1d', 0, 'a length that is defined'],
      ['1e', 0, 'a length that is defined'],
      ['3c', 0, 'a length that is defined'],
      ['5c', 0, 'a length that is defined'],
      ['7c', 0, 'a length that is defined'],
      ['9c', 0, 'a length that is defined'],
      ['bc', 0, 'a length that is defined'],
      ['dc', 0, 'a length that is defined'],
      ['fc', 0, 'a simple value that is known'],
      ['fd', 0, 'a simple value that is known'],
      ['fe', 0, 'a simple value that is known'],
      ['5f00ff', 1, 'a chunk of the same kind'],
      ['5f21ff', 1, 'a chunk of the same kind'],
      ['5f6100ff', 1, 'a chunk of the same kind'],
      ['5f80ff', 1, 'a chunk of the same kind'],
      ['5fa0ff', 1, 'a chunk of the same kind'],
      ['5fc000ff', 1, 'a chunk of the same kind'],
      ['5fe0ff', 1, 'a chunk of the same kind'],
      ['7f4100ff', 1, 'a chunk of the same kind'],
      ['5f5f4100ffff', 1, 'a chunk of the same kind'],
      ['7f7f6100ffff', 1, 'a chunk of the same kind'],
      ['ff', 0, 'a simple value that is known'],
      ['81ff', 1, 'a simple value that is known'],
      ['8200ff', 2, 'a simple value that is known'],
      ['a1ff', 1, 'a simple value that is known'],
      ['a1ff00', 1, 'a simple value that is known'],
      ['a100ff', 2, 'a simple value that is known'],
      ['a20000ff', 3, 'a simple value that is known'],
      ['9f81ff', 2, 'a simple value that is known'],
      ['9f829f819f9fffffffff', 9, 'a simple value that is known'],
      ['bf00ff', 2, 'a simple value that is known'],
      ['bf000000ff', 4, 'a simple value that is known'],
      ['1f', 0, 'a length that is defined'],
      ['3f', 0, 'a length that is defined'],
      ['df', 0, 'a length that is defined'],
      // Left over.
      ['0000', 1, 'the end of the bytes'],
      ['8080', 1, 'the end of the bytes'],
    ]
    for (const [hex, byteOffset, expected] of bad)
      it(`${hex}: ${expected}`, () =>
        assert.deepEqual(readCbor(bytesOf(hex)), { _tag: 'Left', left: { byteOffset, expected } }))
  })

  describe('faults beyond what is well-formed', () => {
    const faults: ReadonlyArray<readonly [hex: string, byteOffset: number, expected: string]> = [
      ['61ff', 1, 'UTF-8'],
      ['83f66361ff6261ff', 4, 'UTF-8'],
      // In the chunk where it lies.
      ['7f626161636161ffff', 7, 'UTF-8'],
      ['7f61c361bcff', 2, 'UTF-8'],
      ['c201', 1, 'the bytes of a big integer'],
      ['82c0f6c36161', 4, 'the bytes of a big integer'],
      ['e0', 0, 'a simple value that is known'],
      ['f3', 0, 'a simple value that is known'],
      ['f820', 0, 'a simple value that is known'],
      ['db0020000000000000f6', 9, 'a length within the bytes'],
      ['9b0020000000000000', 9, 'a length within the bytes'],
      ['bb0020000000000000', 9, 'a length within the bytes'],
      ['5f5b0020000000000000', 10, 'a length within the bytes'],
    ]
    for (const [hex, byteOffset, expected] of faults)
      it(`${hex}: ${expected}`, () =>
        assert.deepEqual(readCbor(bytesOf(hex)), { _tag: 'Left', left: { byteOffset, expected } }))

    it('512 levels are taken, and of one more it is said where', () => {
      for (const [open, name] of [
        ['81', 'arrays'],
        ['9f', 'arrays without a length'],
        ['a1f6', 'maps'],
        ['bff6', 'maps without a length'],
        ['c0', 'tags'],
      ] as const) {
        const close = name.endsWith('length') ? 'ff' : ''
        const nested = (levels: number): Uint8Array => bytesOf(`${open.repeat(levels)}f6${close.repeat(levels)}`)
        assert.equal(readCbor(nested(512))._tag, 'Right', name)
        assert.deepEqual(
          readCbor(nested(513)),
          { _tag: 'Left', left: { byteOffset: 256 * open.length + 1, expected: 'at most 512 levels' } },
          name,
        )
      }
      // Keys nest as values do.
      assert.equal(readCbor(bytesOf(`${'a1'.repeat(513)}f6`))._tag, 'Left')
      assert.deepEqual(readCborAt(cursorOf(bytesOf('81f6'), defaultLimits), 512), {
        _tag: 'Left',
        left: { byteOffset: 1, expected: 'at most 512 levels' },
      })
    })

    it('a big integer has 2,048 bytes at the most', () => {
      const big = (count: number): Uint8Array =>
        Uint8Array.of(0xc2, 0x59, count >> 8, count & 255, ...new Uint8Array(count).fill(1))
      assert.equal(readCbor(big(2048))._tag, 'Right')
      assert.deepEqual(readCbor(big(2049)), {
        _tag: 'Left',
        left: { byteOffset: 1, expected: 'at most 2048 bytes of a big integer' },
      })
    })

    it('a limit is told where it is passed: arrays and maps, items, entries', () => {
      const limits = limitsOf({ nodes: 2, items: 3, entries: 3 })
      for (const good of ['8180', '9fa0ff', '83000000', '9f000000ff', 'a3000000000000', 'bf000000000000ff'])
        assert.equal(readCbor(bytesOf(good), limits)._tag, 'Right', good)
      for (const [hex, byteOffset, size] of [
        ['828080', 3, sizeFault(2, 'arrays and maps', 'more')],
        ['82a0a0', 3, sizeFault(2, 'arrays and maps', 'more')],
        ['8400000000', 1, sizeFault(3, 'items', 4)],
        ['9f00000000ff', 4, sizeFault(3, 'items', 4)],
        ['84', 1, sizeFault(3, 'items', 4)],
        ['a40000000000000000', 1, sizeFault(3, 'entries', 4)],
        ['bf0000000000000000ff', 7, sizeFault(3, 'entries', 4)],
        ['b9ffff', 3, sizeFault(3, 'entries', 65_535)],
      ] as const)
        assert.deepEqual(
          readCbor(bytesOf(hex), limits),
          { _tag: 'Left', left: { byteOffset, expected: size.expected, size } },
          hex,
        )
    })
  })

  describe('at the ends of what a number holds', () => {
    const edges: ReadonlyArray<readonly [hex: string, tree: Cbor]> = [
      ['1b001fffffffffffff', 9_007_199_254_740_991],
      ['1b0020000000000000', 9_007_199_254_740_992n],
      ['1b0020000100000000', 9_007_203_549_708_288n],
      ['3b001ffffffffffffe', -9_007_199_254_740_991],
      ['3b001fffffffffffff', -9_007_199_254_740_992n],
      ['3b0020000000000000', -9_007_199_254_740_993n],
      ['1b0000000100000000', 2 ** 32],
      ['1affffffff', 2 ** 32 - 1],
      ['3affffffff', -(2 ** 32)],
      ['190100', 256],
      ['18ff', 255],
      ['19ffff', 65_535],
      ['1a00010000', 65_536],
      ['1b0000100000000001', 2 ** 44 + 1],
      ['c2490100000000000000ff', 2n ** 64n + 255n],
      ['c24a0fff0000000000000000', 0xfffn << 64n],
      ['c3490100000000000000fe', -(2n ** 64n) - 255n],
    ]
    for (const [hex, tree] of edges)
      it(`${hex}: ${tree}`, () => {
        assert.deepEqual(readCbor(bytesOf(hex)), { _tag: 'Right', right: tree })
        assert.equal(hexOf(writeCbor(tree)), hex)
      })

    it('big integers of few bytes are whole numbers', () => {
      for (const [hex, tree] of [
        ['c240', 0],
        ['c340', -1],
        ['c24101', 1],
        ['c2420100', 256],
        ['c247ffffffffffffff', 72_057_594_037_927_935n],
        ['c348001fffffffffffff', -9_007_199_254_740_992n],
      ] as const)
        assert.deepEqual(readCbor(bytesOf(hex)), { _tag: 'Right', right: tree }, hex)
    })

    it('whole numbers within 2^53 − 1 are `number`, others `bigint`', () => {
      const most = BigInt(Number.MAX_SAFE_INTEGER)
      assert.deepEqual([most, most + 1n, -most, -most - 1n].map(cborWhole), [
        Number.MAX_SAFE_INTEGER,
        most + 1n,
        Number.MIN_SAFE_INTEGER,
        -most - 1n,
      ])
    })
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

// -------------------------------------------------------------------------------------
// without a tree
// -------------------------------------------------------------------------------------

/** What a taker makes of bytes that lie between others, and how many of them it took. */
const taken = <A>(take: (cursor: Cursor) => A, hex: string, behind = ''): readonly [A, number] => {
  const bytes = bytesOf(`ff00${hex}${behind}`)
  // On a view that does not begin where its buffer does.
  const cursor = { ...cursorOf(bytes.subarray(1), defaultLimits), at: 1 }
  return [take(cursor), cursor.at - 1]
}

const sizeOfHex = (hex: string): number => hex.length / 2

describe('CBOR without a tree', () => {
  it('a half float is what its bits say, all 65,536 of them', () => {
    // By way of 32 bits, with the exponent moved: Source: RFC 8949, appendix D, and IEEE 754.
    const view = new DataView(new ArrayBuffer(4))
    for (let bits = 0; bits < 0x10000; bits++) {
      const exponent = (bits >> 10) & 0x1f
      const wide = exponent === 0x1f ? 0xff : exponent + 112
      view.setUint32(0, (((bits & 0x8000) << 16) | (wide << 23) | ((bits & 0x3ff) << 13)) >>> 0)
      // A number without a leading one is what it would have with one, less that one.
      const sign = bits & 0x8000 ? -1 : 1
      const expected = exponent === 0 ? sign * (Math.abs(view.getFloat32(0)) - 2 ** -15) * 2 : view.getFloat32(0)
      if (!Object.is(halfFloat(bits), expected)) assert.equal(halfFloat(bits), expected, bits.toString(16))
    }
  })

  it('law: what takers take is what the tree has, wherever the bytes end', () => {
    const heads = fc.constantFrom(
      ...[0x00, 0x17, 0x18, 0x19, 0x1a, 0x1b, 0x1c, 0x1f],
      0xf6,
      0xf7,
      0xf9,
      0xfa,
      0xfb,
      0xff,
    )
    const bytes = fc
      .tuple(heads, fc.constantFrom(0x00, 0x00, 0x20, 0x40, 0x60), fc.uint8Array({ maxLength: 12 }))
      .map(([head, major, rest]) => Uint8Array.of(head < 0x20 ? head | major : head, ...rest))
    const takers: ReadonlyArray<readonly [(cursor: Cursor) => unknown, (item: Cbor) => unknown]> = [
      [takeWhole, (item) => (typeof item === 'number' ? item : undefined)],
      [takeNumber, (item) => (typeof item === 'number' ? item : isFloat(item) ? item.value : undefined)],
      [takeLong, (item) => (typeof item === 'number' || typeof item === 'bigint' ? BigInt(item) : undefined)],
      [takeText, (item) => (typeof item === 'string' ? item : undefined)],
      [takeBlob, (item) => (item instanceof Uint8Array ? item : undefined)],
      [takeNull, (item) => item === null],
    ]
    const isFloat = (item: Cbor): item is ReturnType<typeof cborFloat> =>
      typeof item === 'object' && item !== null && '_tag' in item && item._tag === 'Float'
    assertLaw(
      fc.property(bytes, (given) => {
        const whole = cursorOf(given, defaultLimits)
        const read = readCborAt(whole, 0)
        for (const [take, ofTree] of takers) {
          const cursor = cursorOf(given, defaultLimits)
          const value = take(cursor)
          const wanted = read._tag === 'Right' ? ofTree(read.right) : take === takeNull ? false : undefined
          // Of a length that comes with each of its pieces nothing is taken.
          const isPieces = given[0] === 0x5f || given[0] === 0x7f
          if (isPieces) assert.equal(value, take === takeNull ? false : undefined)
          else assert.deepEqual(value, wanted)
          if (value !== undefined && value !== false) assert.equal(cursor.at, whole.at)
        }
      }),
    )
  })

  it('lengths at the ends of their heads', () => {
    for (const [hex, count] of [
      ['40', 0],
      ['57', 23],
      ['5818', 24],
      ['58ff', 255],
      ['590100', 256],
      ['59ffff', 65_535],
      ['5a00010000', 65_536],
      ['5affffffff', 2 ** 32 - 1],
    ] as const) {
      assert.deepEqual(
        taken((cursor) => takeLength(cursor, 2), hex),
        [count, sizeOfHex(hex)],
        hex,
      )
      for (const major of [0, 1, 3, 7])
        assert.deepEqual(
          taken((cursor) => takeLength(cursor, major), hex),
          [-1, 0],
        )
      if (count > 23)
        assert.deepEqual(
          taken((cursor) => takeLength(cursor, 2), hex.slice(0, -2)),
          [-1, 0],
          `${hex} cut short`,
        )
    }
    for (const hex of ['5b0000000000000001', '5c', '5f', '3f', '60', ''])
      assert.deepEqual(
        taken((cursor) => takeLength(cursor, 2), hex),
        [-1, 0],
        hex,
      )
  })

  it('whole numbers at the ends of theirs, and behind them nothing', () => {
    for (const [hex, n] of [
      ['00', 0],
      ['17', 23],
      ['20', -1],
      ['37', -24],
      ['38ff', -256],
      ['1affffffff', 2 ** 32 - 1],
      ['3affffffff', -(2 ** 32)],
      ['1b0000000100000002', 2 ** 32 + 2],
      ['1b001fffffffffffff', 2 ** 53 - 1],
      ['3b001ffffffffffffe', -(2 ** 53) + 1],
    ] as const)
      for (const behind of ['', 'ff', '00'.repeat(9)]) {
        assert.deepEqual(taken(takeWhole, hex, behind), [n, sizeOfHex(hex)], hex)
        assert.deepEqual(taken(takeNumber, hex, behind), [n, sizeOfHex(hex)], hex)
        assert.deepEqual(taken(takeLong, hex, behind), [BigInt(n), sizeOfHex(hex)], hex)
      }
    for (const [hex, n] of [
      ['1b0020000000000000', 2n ** 53n],
      ['1bffffffffffffffff', 2n ** 64n - 1n],
      ['3b7fffffffffffffff', -(2n ** 63n)],
      ['3bffffffffffffffff', -(2n ** 64n)],
    ] as const) {
      assert.deepEqual(taken(takeWhole, hex), [undefined, 0], hex)
      assert.deepEqual(taken(takeNumber, hex, '00'), [undefined, 0], hex)
      assert.deepEqual(taken(takeLong, hex), [n, 9], hex)
    }
  })

  it('floats of each width, at the end and before it', () => {
    for (const [hex, n] of [
      ['f93e00', 1.5],
      ['f98000', -0],
      ['fa40200000', 2.5],
      ['fb3ff199999999999a', 1.1],
    ] as const) {
      for (const behind of ['', '00', '00'.repeat(9)])
        assert.deepEqual(taken(takeNumber, hex, behind), [n, sizeOfHex(hex)], hex)
      assert.deepEqual(taken(takeNumber, hex.slice(0, -2)), [undefined, 0], `${hex} cut short`)
    }
  })

  it('null, undefined and nothing at all', () => {
    assert.deepEqual(
      ['f6', 'f7', 'f5', 'f8', ''].map((hex) => taken(takeNull, hex)),
      [
        [true, 1],
        [true, 1],
        [false, 0],
        [false, 0],
        [false, 0],
      ],
    )
    assert.deepEqual(
      ['00', 'f6', ''].map((hex) => taken(peek, hex)[0]),
      [0, 0xf6, 0xff],
    )
  })

  it('text of every length up to 60 bytes, ASCII or not in one of its bytes', () => {
    for (let length = 0; length <= 60; length++) {
      const ascii = Array.from({ length }, (_, i) => String.fromCharCode(0x20 + ((i * 7) % 95))).join('')
      assert.deepEqual(taken(takeText, hexOf(cborTextBytes(ascii)), '61')[0], ascii)
      for (let place = 0; place < length; place++) {
        const text = `${ascii.slice(0, place)}é${ascii.slice(place + 1)}`
        const written = cborTextBytes(text)
        assert.deepEqual(taken(takeText, hexOf(written), '61'), [text, written.length])
        const broken = cborTextBytes(ascii)
        broken[broken.length - length + place] = 0xff
        assert.equal(taken(takeText, hexOf(broken))[0], undefined)
        assert.deepEqual(readCbor(broken), {
          _tag: 'Left',
          left: { byteOffset: broken.length - length + place, expected: 'UTF-8' },
        })
      }
    }
  })

  it('what is written so, and no less of it', () => {
    const same = cborTextBytes('name')
    const take = (cursor: Cursor): boolean => takeSame(cursor, same)
    assert.deepEqual(taken(take, hexOf(same), '00'), [true, 5])
    assert.deepEqual(taken(take, hexOf(same)), [true, 5])
    assert.deepEqual(taken(take, hexOf(same.subarray(0, 4))), [false, 0])
    for (let i = 0; i < same.length; i++)
      assert.deepEqual(taken(take, hexOf(same.map((byte, at) => (at === i ? byte ^ 1 : byte)))), [false, 0])
    assert.deepEqual(
      taken((cursor) => takeSame(cursor, new Uint8Array()), '00'),
      [false, 0],
    )
  })

  it('bytes are a copy, of a buffer of Node too', () => {
    const bytes = Buffer.from('43010203', 'hex')
    const blob = takeBlob(cursorOf(bytes, defaultLimits))
    bytes.fill(0)
    assert.deepEqual(blob, Uint8Array.of(1, 2, 3))
  })
})

// -------------------------------------------------------------------------------------
// where it is written
// -------------------------------------------------------------------------------------

/** The bytes that come of some writing, and nothing left behind. */
const sunk = (write: () => void): string => {
  const mark = cborSink.mark()
  write()
  const bytes = cborSink.take(mark)
  cborSink.reset(mark)
  assert.equal(cborSink.mark(), mark)
  return hexOf(bytes)
}

describe('where CBOR is written', () => {
  it('heads are the shortest', () => {
    for (const [argument, hex] of [
      [0, '00'],
      [23, '17'],
      [24, '1818'],
      [255, '18ff'],
      [256, '190100'],
      [65_535, '19ffff'],
      [65_536, '1a00010000'],
      [2 ** 32 - 1, '1affffffff'],
      [2 ** 32, '1b0000000100000000'],
      [2 ** 53 - 1, '1b001fffffffffffff'],
    ] as const)
      for (const major of [0, 1, 2, 5, 6]) {
        const first = (Number.parseInt(hex.slice(0, 2), 16) | (major << 5)).toString(16).padStart(2, '0')
        assert.equal(
          sunk(() => cborSink.head(major, argument)),
          first + hex.slice(2),
        )
      }
  })

  it('law: whole numbers as they are read, whether of one kind or the other', () =>
    assertLaw(
      fc.property(fc.bigInt({ min: -(2n ** 66n), max: 2n ** 66n }), fc.nat({ max: 66 }), (given, shift) => {
        const n = given >> BigInt(shift)
        const hex = sunk(() => cborSink.whole(n))
        assert.deepEqual(readCbor(bytesOf(hex)), { _tag: 'Right', right: cborWhole(n) })
        if (Number.isSafeInteger(Number(n)))
          assert.equal(
            hex,
            sunk(() => cborSink.number(Number(n))),
          )
      }),
    ))

  it('a number that is not whole, or beyond 2^53 − 1, is a float', () => {
    for (const [n, hex] of [
      [1.5, 'fa3fc00000'],
      [1.1, 'fb3ff199999999999a'],
      [2 ** 53, 'fa5a000000'],
      [Number.NaN, 'fa7fc00000'],
      [-0, '00'],
    ] as const)
      assert.equal(
        sunk(() => cborSink.number(n)),
        hex,
      )
  })

  it('law: a list of floats is each of them behind a head; what else is among them is told', () =>
    assertLaw(
      fc.property(fc.array(fc.oneof(fc.double(), fc.float()), { maxLength: 30 }), fc.nat(), (given, place) => {
        let isTaken = false
        const hex = sunk(() => {
          isTaken = cborSink.floats(given)
        })
        assert.ok(isTaken)
        assert.equal(hex, hexOf(writeCbor(given.map(cborFloat))))
        const at = place % (given.length + 1)
        for (const other of ['1', null, undefined, 1n]) {
          const mixed = [...given.slice(0, at), other, ...given.slice(at)]
          sunk(() => assert.equal(cborSink.floats(mixed), false))
        }
      }),
    ))

  it('a list of floats that is longer than the room there is, and one that grows while it is read', () => {
    for (const length of [500, 5000]) {
      const list = Array.from({ length }, (_, i) => i / 2)
      assert.equal(
        sunk(() => assert.ok(cborSink.floats(list))),
        hexOf(writeCbor(list.map(cborFloat))),
      )
    }
    const growing = [1.5, 2.5]
    Object.defineProperty(growing, 0, { get: () => growing.push(3.5) })
    sunk(() => assert.equal(cborSink.floats(growing), false))
  })

  it('text and bytes of each length around where they are written in another way', () => {
    for (const length of [0, 1, 22, 23, 24, 25, 31, 32, 33, 47, 48, 49, 255, 256, 65_535, 65_536]) {
      const bytes = Uint8Array.from({ length }, (_, i) => i * 7)
      assert.equal(
        sunk(() => cborSink.raw(bytes)),
        hexOf(bytes),
      )
      assert.equal(
        sunk(() => cborSink.blob(bytes)),
        sunk(() => cborSink.head(2, length)) + hexOf(bytes),
      )
      for (const unit of ['x', '\x7f', '\x80', 'é', '→']) {
        const text = 'x'.repeat(Math.max(0, length - 1)) + (length === 0 ? '' : unit)
        const utf8 = Buffer.from(text)
        assert.equal(
          sunk(() => cborSink.text(text)),
          sunk(() => cborSink.head(3, utf8.length)) + hexOf(utf8),
        )
        assert.equal(
          hexOf(cborTextBytes(text)),
          sunk(() => cborSink.text(text)),
        )
      }
    }
  })

  it('law: pieces stand one behind another, whatever room there was', () =>
    assertLaw(
      fc.property(
        fc.array(fc.oneof(fc.string({ unit: 'binary', maxLength: 60 }), fc.uint8Array({ maxLength: 60 }), fc.double())),
        fc.constantFrom(0, 4000, 4090, 8190),
        (pieces, size) => {
          const first = new Uint8Array(size).fill(7)
          const hex = sunk(() => {
            cborSink.raw(first)
            for (const piece of pieces)
              if (typeof piece === 'string') cborSink.text(piece)
              else if (typeof piece === 'number') cborSink.float(piece)
              else cborSink.blob(piece)
          })
          const written = pieces.map((piece) => hexOf(writeCbor(typeof piece === 'number' ? cborFloat(piece) : piece)))
          assert.equal(hex.slice(2 * size), written.join(''))
          assert.ok(hex.startsWith('07'.repeat(size)))
        },
      ),
      { numRuns: runsOr(100) },
    ))

  it('a byte that was written can be another', () => {
    assert.equal(
      sunk(() => {
        const mark = cborSink.mark()
        cborSink.byte(0)
        cborSink.byte(1)
        cborSink.put(mark, 0xa1)
      }),
      'a101',
    )
  })

  it('a writing that fails leaves nothing behind', () => {
    const mark = cborSink.mark()
    const hostile = { _tag: 'Map', pairs: [['a', 1], null] } as unknown as Cbor
    assert.throws(() => writeCbor(hostile), TypeError)
    assert.equal(cborSink.mark(), mark)
    assert.equal(hexOf(writeCbor(1)), '01')
  })
})
