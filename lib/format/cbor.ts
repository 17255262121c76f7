/**
 * CBOR bytes and their tree.
 *
 * Laws: `read(write(tree)) = right(tree)` for trees as `read` gives them. Reading takes every width, definite and
 * indefinite lengths, half floats and big integers; a declared length costs no memory before its bytes are there.
 *
 * Source: RFC 8949.
 */

import type { Either } from 'fp-ts/lib/Either.js'
import { isLeft, left, right } from '../value/either.js'
import { readUtf8, writeUtf8 } from './utf8.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** A number of 16, 32 or 64 bits; apart from whole numbers, which are `number` or `bigint`. */
export interface CborFloat {
  readonly _tag: 'Float'
  readonly value: number
}

export interface CborMap {
  readonly _tag: 'Map'
  readonly pairs: ReadonlyArray<readonly [key: Cbor, value: Cbor]>
}

export interface CborTag {
  readonly _tag: 'Tag'
  readonly tag: number
  readonly value: Cbor
}

/** Whole numbers are `number` within 2^53 − 1, else `bigint`; `undefined` is null. */
export type Cbor =
  | null
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | CborFloat
  | CborTag
  | CborMap
  | ReadonlyArray<Cbor>

export interface CborFault {
  readonly byteOffset: number
  readonly expected: string
}

export const cborFloat = (value: number): CborFloat => ({ _tag: 'Float', value })

export const cborMap = (pairs: CborMap['pairs']): CborMap => ({ _tag: 'Map', pairs })

export const cborTag = (tag: number, value: Cbor): CborTag => ({ _tag: 'Tag', tag, value })

/** A whole number as the tree has it. */
export const cborWhole = (n: bigint): number | bigint =>
  n >= BigInt(Number.MIN_SAFE_INTEGER) && n <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(n) : n

// -------------------------------------------------------------------------------------
// read
// -------------------------------------------------------------------------------------

/** Bounds on what is read: levels of nesting. */
const maxDepth = 512

/** The most bytes of a big integer's tag: `BigInt` of text costs more than linear time. */
const maxBigBytes = 2048

class Stop extends Error {
  readonly fault: CborFault
  constructor(byteOffset: number, expected: string) {
    super(expected)
    this.fault = { byteOffset, expected }
  }
}

interface Cursor {
  readonly bytes: Uint8Array
  readonly view: DataView
  at: number
}

/** Reads exactly one item. Errors: `expected` and the offset of the byte where it fails; bytes left over are a fault. */
export const readCbor = (bytes: Uint8Array): Either<CborFault, Cbor> => {
  const cursor: Cursor = { bytes, view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), at: 0 }
  try {
    const item = readItem(cursor, 0)
    return cursor.at === bytes.length ? right(item) : left({ byteOffset: cursor.at, expected: 'the end of the bytes' })
  } catch (error) {
    if (error instanceof Stop) return left(error.fault)
    throw error
  }
}

const need = (cursor: Cursor, count: number): number => {
  const start = cursor.at
  if (count > cursor.bytes.length - start) throw new Stop(start, `${count} more bytes`)
  cursor.at = start + count
  return start
}

const indefinite = -1

/** The argument of a head: a count, a value or `indefinite`. */
const readArgument = (cursor: Cursor, info: number): number | bigint => {
  if (info < 24) return info
  switch (info) {
    case 24:
      return cursor.view.getUint8(need(cursor, 1))
    case 25:
      return cursor.view.getUint16(need(cursor, 2))
    case 26:
      return cursor.view.getUint32(need(cursor, 4))
    case 27:
      return cborWhole(cursor.view.getBigUint64(need(cursor, 8)))
    case 31:
      return indefinite
    default:
      throw new Stop(cursor.at - 1, 'a length that is defined')
  }
}

const countOf = (cursor: Cursor, argument: number | bigint): number => {
  if (typeof argument === 'bigint') throw new Stop(cursor.at, 'a length within the bytes')
  return argument
}

const isBreak = (cursor: Cursor): boolean => {
  if (cursor.at >= cursor.bytes.length) throw new Stop(cursor.at, 'an item or a break')
  if (cursor.bytes[cursor.at] !== 0xff) return false
  cursor.at++
  return true
}

const readItem = (cursor: Cursor, depth: number): Cbor => {
  if (depth > maxDepth) throw new Stop(cursor.at, `at most ${maxDepth} levels`)
  const head = cursor.bytes[need(cursor, 1)] as number
  const info = head & 0x1f
  const major = head >> 5
  if (major === 7) return readSimple(cursor, info)
  const argument = readArgument(cursor, info)
  if (argument === indefinite && (major < 2 || major === 6)) throw new Stop(cursor.at - 1, 'a length that is defined')
  switch (major) {
    case 0:
      return argument
    case 1:
      return cborWhole(-1n - BigInt(argument))
    case 2:
      return readBytes(cursor, argument)
    case 3:
      return readText(cursor, argument)
    case 4:
      return readArray(cursor, argument, depth)
    case 5:
      return readMap(cursor, argument, depth)
    default:
      return readTag(cursor, argument, depth)
  }
}

const readSimple = (cursor: Cursor, info: number): Cbor => {
  switch (info) {
    case 20:
      return false
    case 21:
      return true
    case 22:
    case 23:
      return null
    case 25:
      return cborFloat(halfFloat(cursor.view.getUint16(need(cursor, 2))))
    case 26:
      return cborFloat(cursor.view.getFloat32(need(cursor, 4)))
    case 27:
      return cborFloat(cursor.view.getFloat64(need(cursor, 8)))
    default:
      throw new Stop(cursor.at - 1, 'a simple value that is known')
  }
}

/** Source: RFC 8949, appendix D. */
const halfFloat = (bits: number): number => {
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

/** The chunks of a string whose length comes with each of them. */
const readChunks = (cursor: Cursor, major: number): ReadonlyArray<Uint8Array> => {
  const chunks: Array<Uint8Array> = []
  while (!isBreak(cursor)) {
    const start = cursor.at
    const head = cursor.bytes[need(cursor, 1)] as number
    const argument = readArgument(cursor, head & 0x1f)
    if (head >> 5 !== major || argument === indefinite) throw new Stop(start, 'a chunk of the same kind')
    const count = countOf(cursor, argument)
    const from = need(cursor, count)
    chunks.push(cursor.bytes.subarray(from, from + count))
  }
  return chunks
}

const joined = (chunks: ReadonlyArray<Uint8Array>): Uint8Array => {
  const bytes = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0))
  let at = 0
  for (const chunk of chunks) {
    bytes.set(chunk, at)
    at += chunk.length
  }
  return bytes
}

const readBytes = (cursor: Cursor, argument: number | bigint): Uint8Array => {
  if (argument === indefinite) return joined(readChunks(cursor, 2))
  const count = countOf(cursor, argument)
  const from = need(cursor, count)
  return cursor.bytes.slice(from, from + count)
}

const decodeText = (bytes: Uint8Array, at: number): string => {
  const text = readUtf8(bytes)
  if (isLeft(text)) throw new Stop(at + text.left, 'UTF-8')
  return text.right
}

const readText = (cursor: Cursor, argument: number | bigint): string => {
  const start = cursor.at
  // Each chunk is text of its own. Source: RFC 8949, section 3.2.3.
  if (argument === indefinite)
    return readChunks(cursor, 3)
      .map((chunk) => decodeText(chunk, start))
      .join('')
  const count = countOf(cursor, argument)
  const from = need(cursor, count)
  return decodeText(cursor.bytes.subarray(from, from + count), from)
}

const readArray = (cursor: Cursor, argument: number | bigint, depth: number): ReadonlyArray<Cbor> => {
  const items: Array<Cbor> = []
  if (argument === indefinite) {
    while (!isBreak(cursor)) items.push(readItem(cursor, depth + 1))
    return items
  }
  const count = countOf(cursor, argument)
  for (let i = 0; i < count; i++) items.push(readItem(cursor, depth + 1))
  return items
}

const readMap = (cursor: Cursor, argument: number | bigint, depth: number): CborMap => {
  const pairs: Array<readonly [Cbor, Cbor]> = []
  const readPair = (): void => {
    const key = readItem(cursor, depth + 1)
    pairs.push([key, readItem(cursor, depth + 1)])
  }
  if (argument === indefinite) {
    while (!isBreak(cursor)) readPair()
    return cborMap(pairs)
  }
  const count = countOf(cursor, argument)
  for (let i = 0; i < count; i++) readPair()
  return cborMap(pairs)
}

/** Tags 2 and 3 are big integers; others stay. Source: RFC 8949, section 3.4.3. */
const readTag = (cursor: Cursor, argument: number | bigint, depth: number): Cbor => {
  const start = cursor.at
  const tag = countOf(cursor, argument)
  const value = readItem(cursor, depth + 1)
  if (tag !== 2 && tag !== 3) return cborTag(tag, value)
  if (!(value instanceof Uint8Array)) throw new Stop(start, 'the bytes of a big integer')
  if (value.length > maxBigBytes) throw new Stop(start, `at most ${maxBigBytes} bytes of a big integer`)
  const size = bigintOf(value)
  return cborWhole(tag === 2 ? size : -1n - size)
}

const bigintOf = (bytes: Uint8Array): bigint => {
  let hex = '0x0'
  for (const byte of bytes) hex += byte.toString(16).padStart(2, '0')
  return BigInt(hex)
}

// -------------------------------------------------------------------------------------
// write
// -------------------------------------------------------------------------------------

interface Sink {
  bytes: Uint8Array
  view: DataView
  length: number
}

/** The shortest heads, definite lengths; a float as 32 bits where they hold it, else as 64. */
export const writeCbor = (tree: Cbor): Uint8Array => {
  const bytes = new Uint8Array(256)
  const sink: Sink = { bytes, view: new DataView(bytes.buffer), length: 0 }
  writeItem(sink, tree)
  return sink.bytes.slice(0, sink.length)
}

const reserve = (sink: Sink, count: number): number => {
  const start = sink.length
  const wanted = start + count
  if (wanted > sink.bytes.length) {
    const grown = new Uint8Array(Math.max(wanted, sink.bytes.length * 2))
    grown.set(sink.bytes.subarray(0, start))
    sink.bytes = grown
    sink.view = new DataView(grown.buffer)
  }
  sink.length = wanted
  return start
}

const writeHead = (sink: Sink, major: number, argument: number | bigint): void => {
  const top = major << 5
  if (argument < 24) {
    const at = reserve(sink, 1)
    sink.view.setUint8(at, top | Number(argument))
  } else if (argument < 0x100) {
    const at = reserve(sink, 2)
    sink.view.setUint8(at, top | 24)
    sink.view.setUint8(at + 1, Number(argument))
  } else if (argument < 0x1_0000) {
    const at = reserve(sink, 3)
    sink.view.setUint8(at, top | 25)
    sink.view.setUint16(at + 1, Number(argument))
  } else if (argument < 0x1_0000_0000) {
    const at = reserve(sink, 5)
    sink.view.setUint8(at, top | 26)
    sink.view.setUint32(at + 1, Number(argument))
  } else {
    const at = reserve(sink, 9)
    sink.view.setUint8(at, top | 27)
    sink.view.setBigUint64(at + 1, BigInt(argument))
  }
}

const writeRaw = (sink: Sink, bytes: Uint8Array): void => {
  const at = reserve(sink, bytes.length)
  sink.bytes.set(bytes, at)
}

const maxHead = 2n ** 64n

const writeWhole = (sink: Sink, n: bigint): void => {
  const size = n < 0n ? -1n - n : n
  if (size < maxHead) {
    writeHead(sink, n < 0n ? 1 : 0, size)
    return
  }
  const hex = size.toString(16)
  const even = hex.length % 2 === 0 ? hex : `0${hex}`
  writeHead(sink, 6, n < 0n ? 3 : 2)
  const bytes = Uint8Array.from(even.match(/../g) as ReadonlyArray<string>, (pair) => Number.parseInt(pair, 16))
  writeHead(sink, 2, bytes.length)
  writeRaw(sink, bytes)
}

const writeFloat = (sink: Sink, n: number): void => {
  if (Object.is(Math.fround(n), n)) {
    const at = reserve(sink, 5)
    sink.view.setUint8(at, 0xfa)
    sink.view.setFloat32(at + 1, n)
    return
  }
  const at = reserve(sink, 9)
  sink.view.setUint8(at, 0xfb)
  sink.view.setFloat64(at + 1, n)
}

const writeByte = (sink: Sink, byte: number): void => {
  const at = reserve(sink, 1)
  sink.view.setUint8(at, byte)
}

const writeItem = (sink: Sink, item: Cbor): void => {
  if (item === null) writeByte(sink, 0xf6)
  else if (typeof item === 'boolean') writeByte(sink, item ? 0xf5 : 0xf4)
  else if (typeof item === 'number')
    Number.isSafeInteger(item) ? writeWhole(sink, BigInt(item)) : writeFloat(sink, item)
  else if (typeof item === 'bigint') writeWhole(sink, item)
  else if (typeof item === 'string') writeText(sink, item)
  else if (item instanceof Uint8Array) {
    writeHead(sink, 2, item.length)
    writeRaw(sink, item)
  } else if (Array.isArray(item)) writeItems(sink, item)
  else writeTagged(sink, item as CborFloat | CborTag | CborMap)
}

const writeText = (sink: Sink, text: string): void => {
  const bytes = writeUtf8(text)
  writeHead(sink, 3, bytes.length)
  writeRaw(sink, bytes)
}

const writeItems = (sink: Sink, items: ReadonlyArray<Cbor>): void => {
  writeHead(sink, 4, items.length)
  for (const item of items) writeItem(sink, item)
}

const writeTagged = (sink: Sink, item: CborFloat | CborTag | CborMap): void => {
  switch (item._tag) {
    case 'Float':
      writeFloat(sink, item.value)
      return
    case 'Tag':
      writeHead(sink, 6, item.tag)
      writeItem(sink, item.value)
      return
    case 'Map':
      writeHead(sink, 5, item.pairs.length)
      for (const [key, value] of item.pairs) {
        writeItem(sink, key)
        writeItem(sink, value)
      }
  }
}
