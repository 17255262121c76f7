/**
 * Where CBOR is read without a tree: what well-made messages are full of, and for anything else a sign that a reader of trees
 * has to look.
 *
 * Source: RFC 8949, section 3 and appendix D.
 */

import { isLeft } from '../value/either.js'
import type { Bounds } from '../value/Limits.js'
import { readUtf8 } from './utf8.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

export interface Cursor {
  readonly bytes: Uint8Array
  readonly view: DataView
  readonly limits: Bounds
  at: number
  /** How many arrays and maps were opened so far. */
  visits: number
}

export const cursorOf = (bytes: Uint8Array, limits: Bounds): Cursor => ({
  bytes,
  view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength),
  limits,
  at: 0,
  visits: 0,
})

// -------------------------------------------------------------------------------------
// heads
// -------------------------------------------------------------------------------------

/** The byte that comes, 0xff behind the end: no item starts with that. */
export const peek = ({ bytes, at }: Cursor): number => (at < bytes.length ? (bytes[at] as number) : 0xff)

const fits = ({ bytes, at }: Cursor, count: number): boolean => count <= bytes.length - at

/** Takes a definite length of a major type; −1 where something else comes, or what would not fit into memory. */
export const takeLength = (cursor: Cursor, major: number): number => {
  const first = peek(cursor) - (major << 5)
  if (first < 0 || first > 26) return -1
  if (first < 24) {
    cursor.at++
    return first
  }
  const size = 1 << (first - 24)
  if (!fits(cursor, 1 + size)) return -1
  const start = cursor.at + 1
  cursor.at = start + size
  if (size === 1) return cursor.bytes[start] as number
  return size === 2 ? cursor.view.getUint16(start) : cursor.view.getUint32(start)
}

/** Takes a null or undefined where one comes. */
export const takeNull = (cursor: Cursor): boolean => {
  const first = peek(cursor)
  if (first !== 0xf6 && first !== 0xf7) return false
  cursor.at++
  return true
}

// -------------------------------------------------------------------------------------
// numbers
// -------------------------------------------------------------------------------------

/** Takes a whole number below 2^53 in size; `undefined` where something else comes. */
export const takeWhole = (cursor: Cursor): number | undefined => {
  const first = peek(cursor)
  const negative = first >= 0x20
  const size = first === 0x1b || first === 0x3b ? takeWide(cursor) : takeLength(cursor, negative ? 1 : 0)
  if (size < 0) return undefined
  return negative ? -1 - size : size
}

const takeWide = (cursor: Cursor): number => {
  const { view, at } = cursor
  if (!fits(cursor, 9)) return -1
  const high = view.getUint32(at + 1)
  if (high >= 2 ** 21) return -1
  cursor.at = at + 9
  return high * 2 ** 32 + view.getUint32(at + 5)
}

/** Source: RFC 8949, appendix D. */
export const halfFloat = (bits: number): number => {
  const exponent = (bits >> 10) & 0x1f
  const fraction = bits & 0x3ff
  const size =
    exponent === 0
      ? fraction * 2 ** -24
      : exponent === 31
        ? fraction === 0
          ? Infinity
          : Number.NaN
        : (fraction + 1024) * 2 ** (exponent - 25)
  return bits & 0x8000 ? -size : size
}

/** Of the rarer heads, and near the end. */
const takeOther = (cursor: Cursor): number | undefined => {
  const { view, at } = cursor
  switch (peek(cursor)) {
    case 0xfa:
      if (!fits(cursor, 5)) return undefined
      cursor.at = at + 5
      return view.getFloat32(at + 1)
    case 0xf9:
      if (!fits(cursor, 3)) return undefined
      cursor.at = at + 3
      return halfFloat(view.getUint16(at + 1))
    default:
      return takeWhole(cursor)
  }
}

/**
 * Takes a number, whole ones below 2^53 in size; `undefined` where something else comes. It is short, so that engines put it
 * where it is called: a number that is handed over costs memory.
 */
export const takeNumber = (cursor: Cursor): number | undefined => {
  const { bytes, view, at } = cursor
  if (at + 9 > bytes.length) return takeOther(cursor)
  const first = bytes[at]
  if (first === 0xfb) {
    cursor.at = at + 9
    return view.getFloat64(at + 1)
  }
  if (first !== 0xfa && first !== 0x1a) return takeOther(cursor)
  cursor.at = at + 5
  return first === 0xfa ? view.getFloat32(at + 1) : view.getUint32(at + 1)
}

/** Takes a whole number of any width up to 64 bits; `undefined` where something else comes. */
export const takeLong = (cursor: Cursor): bigint | undefined => {
  const first = peek(cursor)
  if (first === 0x1b || first === 0x3b) {
    if (!fits(cursor, 9)) return undefined
    const size = cursor.view.getBigUint64(cursor.at + 1)
    cursor.at += 9
    return first === 0x1b ? size : -1n - size
  }
  const whole = takeWhole(cursor)
  return whole === undefined ? undefined : BigInt(whole)
}

// -------------------------------------------------------------------------------------
// text and bytes
// -------------------------------------------------------------------------------------

/** Bytes up to which one by one is faster than a decoder. */
const short = 48

const fromUnits = String.fromCharCode

/** Text of so many bytes that lie there, `undefined` where they are not all ASCII. Eight at a time make short flat strings. */
const asciiOf = (bytes: Uint8Array, from: number, count: number): string | undefined => {
  const end = from + count
  let text = ''
  let all = 0
  let i = from
  for (; i + 8 <= end; i += 8) {
    const a = bytes[i] as number
    const b = bytes[i + 1] as number
    const c = bytes[i + 2] as number
    const d = bytes[i + 3] as number
    const e = bytes[i + 4] as number
    const f = bytes[i + 5] as number
    const g = bytes[i + 6] as number
    const h = bytes[i + 7] as number
    all |= a | b | c | d | e | f | g | h
    text += fromUnits(a, b, c, d, e, f, g, h)
  }
  if (i + 4 <= end) {
    const a = bytes[i] as number
    const b = bytes[i + 1] as number
    const c = bytes[i + 2] as number
    const d = bytes[i + 3] as number
    all |= a | b | c | d
    text += fromUnits(a, b, c, d)
    i += 4
  }
  for (; i < end; i++) {
    const a = bytes[i] as number
    all |= a
    text += fromUnits(a)
  }
  return all < 0x80 ? text : undefined
}

/** The text of so many bytes that lie there; of ill-formed UTF-8, how far it is well formed. */
export const textAt = (bytes: Uint8Array, from: number, count: number): string | number => {
  const ascii = count <= short ? asciiOf(bytes, from, count) : undefined
  if (ascii !== undefined) return ascii
  const text = readUtf8(bytes.subarray(from, from + count))
  return isLeft(text) ? text.left : text.right
}

/** Takes text; `undefined` where something else comes. */
export const takeText = (cursor: Cursor): string | undefined => {
  const count = takeLength(cursor, 3)
  if (count < 0 || !fits(cursor, count)) return undefined
  const text = textAt(cursor.bytes, cursor.at, count)
  cursor.at += count
  return typeof text === 'string' ? text : undefined
}

/** Takes bytes, which share no memory with those that are read; `undefined` where something else comes. */
export const takeBlob = (cursor: Cursor): Uint8Array | undefined => {
  const count = takeLength(cursor, 2)
  if (count < 0 || !fits(cursor, count)) return undefined
  // `slice` of a Buffer would share, and be a Buffer.
  const blob = new Uint8Array(count)
  blob.set(cursor.bytes.subarray(cursor.at, cursor.at + count))
  cursor.at += count
  return blob
}

/** Takes text that is written so; whether it came. */
export const takeSame = (cursor: Cursor, written: Uint8Array): boolean => {
  const { bytes, at } = cursor
  const { length } = written
  if (length === 0 || !fits(cursor, length)) return false
  for (let i = 0; i < length; i++) if (bytes[at + i] !== written[i]) return false
  cursor.at = at + length
  return true
}
