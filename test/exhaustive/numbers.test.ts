/**
 * Every number of 16 bits in CBOR, and of 32 bits every upper half with five lower ones (two in `npm test`).
 */
import assert from 'node:assert/strict'
import * as cbor2 from 'cbor2'
import { readCbor } from '../../lib/format/cbor.js'
import { shortestFloat32 } from '../../lib/format/float32.js'
import type { Codec } from '../../lib/index.js'
import { cborBytes, jsonBytes, jsonText, xmlText } from '../../lib/index.js'
import * as S from '../../lib/shape/index.js'
import { isWhole, range, tell } from './finite.js'

const Floats = S.list('test.finite#Floats', () => S.float('test.finite#Float'))
const Doubles = S.list('test.finite#Doubles', () => S.double('test.finite#Double'))

/** An array as floats and as doubles. */
const arrays: ReadonlyArray<Codec<ReadonlyArray<number>, Uint8Array>> = [cborBytes(Floats), cborBytes(Doubles)]

/** One number alone, near the end of its bytes, where a reader may not look ahead. */
const aloneOf = (head: number, bits: number, size: 2 | 4): Uint8Array => {
  const bytes = new Uint8Array(1 + size)
  bytes[0] = head
  const view = new DataView(bytes.buffer)
  if (size === 2) view.setUint16(1, bits)
  else view.setUint32(1, bits)
  return bytes
}

/** An array of as many numbers as there are items. */
const arrayOf = (items: ReadonlyArray<Uint8Array>): Uint8Array => {
  const head = new Uint8Array(5)
  head[0] = 0x9a
  new DataView(head.buffer).setUint32(1, items.length)
  return Buffer.concat([head, ...items])
}

const same = (got: ReadonlyArray<number>, wanted: ReadonlyArray<number>, what: string): void => {
  assert.equal(got.length, wanted.length, what)
  for (const [i, n] of wanted.entries()) if (!Object.is(got[i], n)) assert.fail(`${what}: ${got[i]}, not ${n}`)
}

/** What a reading gives, which has to be a success. */
const right = <A>(read: { readonly _tag: 'Right'; readonly right: A } | { readonly _tag: 'Left' }): A =>
  read._tag === 'Right' ? read.right : assert.fail('refused')

describe('exhaustive: numbers of 16 bits', () => {
  const items = range(0, 0xffff).map((bits) => aloneOf(0xf9, bits, 2))
  const wanted = items.map((bytes) => cbor2.decode<number>(bytes))

  it('each is what cbor2 reads, alone and in an array, as float and as double', () => {
    for (const [i, bytes] of items.entries()) {
      const read = right(readCbor(bytes))
      const value = wanted[i] as number
      assert.ok(typeof read === 'object' && read !== null && '_tag' in read && read._tag === 'Float')
      if (!Object.is(read.value, value)) assert.fail(`${Buffer.from(bytes).toString('hex')}: ${read.value}`)
    }
    for (const codec of arrays) same(right(codec.decode(arrayOf(items))), wanted, codec.name)
    tell('numbers of 16 bits', items.length)
  })

  it('each is written as 32 bits and comes back', () => {
    for (const codec of arrays) {
      const written = codec.encode(wanted)
      assert.equal(written.length, arrayOf([]).length + 5 * items.length)
      same(right(codec.decode(written)), wanted, codec.name)
      same(cbor2.decode<ReadonlyArray<number>>(written), wanted, 'cbor2')
    }
  })
})

describe('exhaustive: numbers of 32 bits', () => {
  const lows = isWhole ? [0x0000, 0x0001, 0x7fff, 0x8000, 0xffff] : [0x0000, 0x0001]
  const bits = range(0, 0xffff).flatMap((high) => lows.map((low) => high * 0x1_0000 + low))
  const view = new DataView(new ArrayBuffer(4))
  const wanted = bits.map((n) => {
    view.setUint32(0, n)
    return view.getFloat32(0)
  })

  it('each is read from CBOR as a DataView reads it, and written to the same bits, NaN as one', () => {
    const items = bits.map((n) => aloneOf(0xfa, n, 4))
    const whole = arrayOf(items)
    for (const codec of arrays) {
      const read = right(codec.decode(whole))
      same(read, wanted, codec.name)
      const one = arrayOf(items.map((bytes, i) => (Number.isNaN(wanted[i]) ? aloneOf(0xfa, 0x7fc0_0000, 4) : bytes)))
      assert.ok(Buffer.from(codec.encode(read)).equals(one), codec.name)
    }
    tell('numbers of 32 bits', bits.length)
  })

  it(`each${isWhole ? '' : ', one in eight,'} comes back from the text of JSON and XML`, () => {
    const some = isWhole ? wanted : wanted.filter((_, i) => i % 8 === 0)
    for (const codec of [jsonText(Floats), xmlText(Floats)])
      same(right(codec.decode(codec.encode(some))), some, codec.name)
    same(right(jsonBytes(Floats).decode(jsonBytes(Floats).encode(some))), some, 'jsonBytes')
    tell('numbers as text', some.length)
  })

  it('each has the shortest text: no number of one digit less is read as the same', () => {
    for (const n of isWhole ? wanted : wanted.filter((_, i) => i % lows.length === 0)) {
      if (!Number.isFinite(n) || n === 0) continue
      const short = shortestFloat32(n)
      if (Math.fround(short) !== n) assert.fail(`${n} as ${short}`)
      const [digits = '', exponent = ''] = Math.abs(short).toExponential().split('e')
      const figures = digits.replace('.', '')
      if (figures.length < 2) continue
      const near = Math.trunc((Math.abs(n) / 10 ** Number(exponent)) * 10 ** (figures.length - 2))
      for (const candidate of [near - 1, near, near + 1, near + 2]) {
        const shorter = Number(`${candidate}e${Number(exponent) - figures.length + 2}`)
        if (Math.fround(shorter) === Math.abs(n)) assert.fail(`${short} could be ${shorter}`)
      }
    }
  })
})
