/**
 * Where CBOR is written: heads, numbers, text and bytes, one behind another. Heads are the shortest, lengths definite.
 *
 * Source: RFC 8949, section 3.
 */

import { sizeOf } from '../value/builtIns.js'
import { keptOf, withRoom } from './room.js'
import { writeUtf8 } from './utf8.js'

/**
 * Where bytes are gathered before they are copied out at their length. It is used within one call of a function and emptied
 * before that returns, so nobody sees it; whoever is called from inside writes behind what is there.
 */
let bytes = new Uint8Array(0)
let view: DataView = new DataView(bytes.buffer)
let at = 0

/** The most bytes of a head, and of a number. */
const longestHead = 9

const use = (block: Uint8Array<ArrayBuffer>): void => {
  // To make a view takes longer than most of what is written.
  if (block === bytes) return
  bytes = block
  view = new DataView(block.buffer)
}

const makeRoom = (count: number): void => {
  if (at + count > bytes.length) use(withRoom(bytes, at, count, 2 ** 12))
}

// -------------------------------------------------------------------------------------
// numbers
// -------------------------------------------------------------------------------------

/** The head of a major type. Domain: arguments that are safe whole numbers. */
const head = (major: number, argument: number): void => {
  makeRoom(longestHead)
  const top = major << 5
  if (argument < 24) {
    bytes[at++] = top | argument
  } else if (argument < 0x100) {
    bytes[at++] = top | 24
    bytes[at++] = argument
  } else if (argument < 0x1_0000) {
    bytes[at] = top | 25
    view.setUint16(at + 1, argument)
    at += 3
  } else if (argument < 0x1_0000_0000) {
    bytes[at] = top | 26
    view.setUint32(at + 1, argument)
    at += 5
  } else {
    bytes[at] = top | 27
    view.setUint32(at + 1, Math.floor(argument / 0x1_0000_0000))
    view.setUint32(at + 5, argument % 0x1_0000_0000)
    at += 9
  }
}

/** The one NaN of 32 bits that is written: engines may keep the sign and the bits of the NaN that was read. */
const nan = 0x7fc0_0000

/** As a float: 32 bits where they hold it, else 64. */
const float = (n: number): void => {
  makeRoom(longestHead)
  if (Math.fround(n) === n || Number.isNaN(n)) {
    bytes[at] = 0xfa
    if (Number.isNaN(n)) view.setUint32(at + 1, nan)
    else view.setFloat32(at + 1, n)
    at += 5
    return
  }
  bytes[at] = 0xfb
  view.setFloat64(at + 1, n)
  at += 9
}

/** A list of floats; `false`, with some of it written, where something else is among them. */
const floats = (given: ReadonlyArray<unknown>): boolean => {
  const { length } = given
  head(4, length)
  makeRoom(longestHead * length)
  for (let i = 0; i < length; i++) {
    const n = given[i]
    if (typeof n !== 'number') return false
    if (Math.fround(n) === n) {
      bytes[at] = 0xfa
      view.setFloat32(at + 1, n)
      at += 5
    } else float(n)
  }
  return length === given.length
}

/** As a whole number, where it is one within 2^53 − 1; else as a float. */
const number = (n: number): void => {
  if (!Number.isSafeInteger(n)) float(n)
  else if (n < 0) head(1, -1 - n)
  else head(0, n)
}

const maxHead = 2n ** 64n

const whole = (n: bigint): void => {
  const near = Number(n)
  if (Number.isSafeInteger(near)) {
    number(near)
    return
  }
  const size = n < 0n ? -1n - n : n
  if (size < maxHead) {
    makeRoom(longestHead)
    bytes[at] = ((n < 0n ? 1 : 0) << 5) | 27
    view.setBigUint64(at + 1, size)
    at += 9
    return
  }
  const hex = size.toString(16)
  const even = hex.length % 2 === 0 ? hex : `0${hex}`
  // Source: RFC 8949, section 3.4.3.
  head(6, n < 0n ? 3 : 2)
  blob(Uint8Array.from(even.match(/../g) as ReadonlyArray<string>, (pair) => Number.parseInt(pair, 16)))
}

// -------------------------------------------------------------------------------------
// text and bytes
// -------------------------------------------------------------------------------------

const byte = (value: number): void => {
  makeRoom(1)
  bytes[at++] = value
}

/** Bytes from which a copy at once is faster than one by one. */
const long = 32

/** Bytes as they are, without a head. */
const raw = (given: Uint8Array): void => {
  const length = sizeOf(given)
  makeRoom(length)
  const into = bytes
  const from = at
  if (length < long) for (let i = 0; i < length; i++) into[from + i] = given[i] as number
  else into.set(given, from)
  at = from + length
}

const blob = (given: Uint8Array): void => {
  head(2, sizeOf(given))
  raw(given)
}

/** UTF-16 units up to which one by one is faster than an encoder. */
const short = 48

const encoded = (given: string): void => {
  const utf8 = writeUtf8(given)
  head(3, utf8.length)
  raw(utf8)
}

/** A lone surrogate is written as U+FFFD. */
const text = (given: string): void => {
  const { length } = given
  if (length > short) {
    encoded(given)
    return
  }
  const start = at
  makeRoom(2 + length)
  const into = bytes
  const from = length < 24 ? start + 1 : start + 2
  into[start] = length < 24 ? 0x60 | length : 0x78
  // Behind a head of one byte the text comes over it.
  into[start + 1] = length
  for (let i = 0; i < length; i++) {
    const unit = given.charCodeAt(i)
    if (unit >= 0x80) {
      encoded(given)
      return
    }
    into[from + i] = unit
  }
  at = from + length
}

// -------------------------------------------------------------------------------------
// sink
// -------------------------------------------------------------------------------------

export interface CborSink {
  /** Where the bytes of a caller start, or a head that is not known yet. */
  readonly mark: () => number
  /** The bytes since a mark. */
  readonly take: (mark: number) => Uint8Array
  readonly reset: (mark: number) => void
  readonly head: (major: number, argument: number) => void
  readonly float: (n: number) => void
  readonly floats: (given: ReadonlyArray<unknown>) => boolean
  readonly number: (n: number) => void
  readonly whole: (n: bigint) => void
  readonly byte: (value: number) => void
  readonly raw: (given: Uint8Array) => void
  readonly blob: (given: Uint8Array) => void
  readonly text: (given: string) => void
  /** Makes the byte at a mark another. */
  readonly put: (mark: number, value: number) => void
}

export const cborSink: CborSink = {
  mark: () => at,
  take: (mark) => bytes.slice(mark, at),
  reset: (mark) => {
    at = mark
    use(keptOf(bytes, mark))
  },
  head,
  float,
  floats,
  number,
  whole,
  byte,
  raw,
  blob,
  text,
  put: (mark, value) => {
    bytes[mark] = value
  },
}

/** A text with its head, for those who write it often. */
export const cborTextBytes = (given: string): Uint8Array => {
  const mark = at
  text(given)
  const bytes = cborSink.take(mark)
  cborSink.reset(mark)
  return bytes
}
