/**
 * Every sequence of up to three bytes, and of four, as UTF-8: taken where Node takes it, and where not, refused at the byte behind
 * the longest beginning that Node takes.
 */
import assert from 'node:assert/strict'
import { isUtf8 } from 'node:buffer'
import { illFormedAt, readUtf8, utf8Length, writeUtf8 } from '../../lib/format/utf8.js'
import { isWhole, parts, range, scalars, tell } from './finite.js'

const bytes = new Uint8Array(4)

/** The first so many of the bytes. */
const views = range(0, 4).map((count) => bytes.subarray(0, count))
const view = (count: number): Uint8Array => views[count] as Uint8Array

const hex = (count: number): string => Buffer.from(view(count)).toString('hex')

/** What `readUtf8` gives, as an offset: of what it takes, the length. */
const readTo = (count: number): number => {
  const read = readUtf8(view(count))
  if (read._tag === 'Left') return read.left
  assert.ok(Buffer.from(read.right).equals(view(count)), hex(count))
  return count
}

/** Tries every sequence of so many bytes, of those at each place; `to` says how far one is well formed. */
const each = (places: ReadonlyArray<ReadonlyArray<number>>, to: (count: number) => number): number => {
  const length = places.length
  let tried = 0
  const go = (at: number, whole: number): void => {
    const count = at + 1
    for (const byte of places[at] as ReadonlyArray<number>) {
      bytes[at] = byte
      const wanted = isUtf8(view(count)) ? count : whole
      if (count < length) go(count, wanted)
      else {
        tried++
        const got = to(count)
        if (got !== wanted) assert.fail(`${hex(count)}: ${got}, not ${wanted}`)
      }
    }
  }
  go(0, 0)
  return tried
}

const all = range(0, 255)
const offset = (count: number): number => illFormedAt(view(count))

/** The least and the greatest byte of each class in Unicode's table 3-7, and their neighbours. */
const boundaries = [0x00, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xff]

describe('exhaustive: UTF-8', () => {
  const { stackTraceLimit } = Error
  // A decoder that refuses throws, and a million traces take minutes.
  before(() => {
    Error.stackTraceLimit = 0
  })
  after(() => {
    Error.stackTraceLimit = stackTraceLimit
  })

  it('every sequence of one and two bytes is read as Node reads it', () =>
    tell('sequences read', each([all], readTo) + each([all, all], readTo)))

  it('every sequence of three bytes ends where Node ends', () =>
    tell('sequences measured', each([all, all, all], offset)))

  it('every leading byte before all boundaries of three more is read as Node reads it', () =>
    tell('sequences read', each([all, boundaries, boundaries, boundaries], readTo)))

  it('every code point is written as Node writes it and read back, its length told before', () => {
    for (const part of parts(scalars, 4096)) {
      const text = part.join('')
      const written = writeUtf8(text)
      assert.ok(Buffer.from(text).equals(written))
      assert.equal(utf8Length(text), written.length)
      assert.deepEqual(readUtf8(written), { _tag: 'Right', right: text })
    }
    for (const one of scalars) if (utf8Length(one) !== Buffer.byteLength(one)) assert.fail(one)
    tell('code points', scalars.length)
  })

  if (isWhole) {
    it('every sequence of three bytes is read as Node reads it', () =>
      tell('sequences read', each([all, all, all], readTo)))

    // Those below 0xc2 are ASCII before a sequence of three, or begin nothing.
    it('every sequence of four bytes from 0xc2 on ends where Node ends', () =>
      tell('sequences measured', each([range(0xc2, 0xff), all, all, all], offset)))
  }
})
