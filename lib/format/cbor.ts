/**
 * CBOR bytes and their tree.
 *
 * Laws: `read(write(tree)) = right(tree)` for trees as `read` gives them. Reading takes every width, definite and
 * indefinite lengths, half floats and big integers; a declared length costs no memory before its bytes are there.
 *
 * Source: RFC 8949.
 */

import type { Either } from 'fp-ts/lib/Either.js'
import { left, right } from '../value/either.js'
import type { Bounds, SizeFault } from '../value/Limits.js'
import { defaultLimits, sizeFault } from '../value/Limits.js'
import { cborSink } from './cborSink.js'
import type { Cursor } from './cborSource.js'
import { cursorOf, halfFloat, textAt } from './cborSource.js'

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
  /** Of what is more than its reader takes. */
  readonly size?: SizeFault
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
  constructor(byteOffset: number, expected: string, size?: SizeFault) {
    super(expected)
    this.fault = size === undefined ? { byteOffset, expected } : { byteOffset, expected, size }
  }
}

/**
 * Reads exactly one item. Errors: `expected` and the offset of the byte where it fails; bytes left over are a fault, and so are more
 * arrays and maps, items or entries than the limits let, told before any of them is read.
 */
export const readCbor = (bytes: Uint8Array, limits: Bounds = defaultLimits): Either<CborFault, Cbor> => {
  const cursor = cursorOf(bytes, limits)
  const item = readCborAt(cursor, 0)
  return item._tag === 'Left' || cursor.at === bytes.length
    ? item
    : left({ byteOffset: cursor.at, expected: 'the end of the bytes' })
}

/** Reads the item that a cursor stands at, so many levels deep in a whole, and leaves the cursor behind it. */
export const readCborAt = (cursor: Cursor, depth: number): Either<CborFault, Cbor> => {
  try {
    return right(readItem(cursor, depth))
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

const wholeAt = ({ view }: Cursor, at: number): number | bigint => {
  const high = view.getUint32(at)
  return high < 2 ** 21 ? high * 2 ** 32 + view.getUint32(at + 4) : view.getBigUint64(at)
}

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
      return wholeAt(cursor, need(cursor, 8))
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
      return argument < Number.MAX_SAFE_INTEGER ? -1 - Number(argument) : cborWhole(-1n - BigInt(argument))
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

const decodeText = ({ bytes }: Cursor, from: number, count: number): string => {
  const text = textAt(bytes, from, count)
  if (typeof text === 'number') throw new Stop(from + text, 'UTF-8')
  return text
}

const readText = (cursor: Cursor, argument: number | bigint): string => {
  // Each chunk is text of its own. Source: RFC 8949, section 3.2.3.
  if (argument === indefinite)
    return readChunks(cursor, 3)
      .map((chunk) => decodeText(cursor, chunk.byteOffset - cursor.bytes.byteOffset, chunk.length))
      .join('')
  const count = countOf(cursor, argument)
  return decodeText(cursor, need(cursor, count), count)
}

const stopAt = (cursor: Cursor, size: SizeFault): never => {
  throw new Stop(cursor.at, size.expected, size)
}

const open = (cursor: Cursor): void => {
  const { nodes } = cursor.limits
  if (++cursor.visits > nodes) stopAt(cursor, sizeFault(nodes, 'arrays and maps', 'more'))
}

const within = (cursor: Cursor, count: number, most: number, things: string): void => {
  if (count > most) stopAt(cursor, sizeFault(most, things, count))
}

const readArray = (cursor: Cursor, argument: number | bigint, depth: number): ReadonlyArray<Cbor> => {
  open(cursor)
  const { items: most } = cursor.limits
  const items: Array<Cbor> = []
  if (argument === indefinite) {
    while (!isBreak(cursor)) {
      within(cursor, items.length + 1, most, 'items')
      items.push(readItem(cursor, depth + 1))
    }
    return items
  }
  const count = countOf(cursor, argument)
  within(cursor, count, most, 'items')
  for (let i = 0; i < count; i++) items.push(readItem(cursor, depth + 1))
  return items
}

const readMap = (cursor: Cursor, argument: number | bigint, depth: number): CborMap => {
  open(cursor)
  const { entries: most } = cursor.limits
  const pairs: Array<readonly [Cbor, Cbor]> = []
  const readPair = (): void => {
    within(cursor, pairs.length + 1, most, 'entries')
    const key = readItem(cursor, depth + 1)
    pairs.push([key, readItem(cursor, depth + 1)])
  }
  if (argument === indefinite) {
    while (!isBreak(cursor)) readPair()
    return cborMap(pairs)
  }
  const count = countOf(cursor, argument)
  within(cursor, count, most, 'entries')
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

const { head, float, number, whole, byte, blob, text } = cborSink

/** The shortest heads, definite lengths; a float as 32 bits where they hold it, else as 64. */
export const writeCbor = (tree: Cbor): Uint8Array => {
  const mark = cborSink.mark()
  try {
    writeItem(tree)
    return cborSink.take(mark)
  } finally {
    cborSink.reset(mark)
  }
}

const writeItem = (item: Cbor): void => {
  if (item === null) byte(0xf6)
  else if (typeof item === 'boolean') byte(item ? 0xf5 : 0xf4)
  else if (typeof item === 'number') number(item)
  else if (typeof item === 'bigint') whole(item)
  else if (typeof item === 'string') text(item)
  else if (item instanceof Uint8Array) blob(item)
  else if (Array.isArray(item)) writeItems(item)
  else writeTagged(item as CborFloat | CborTag | CborMap)
}

const writeItems = (items: ReadonlyArray<Cbor>): void => {
  head(4, items.length)
  for (const item of items) writeItem(item)
}

const writeTagged = (item: CborFloat | CborTag | CborMap): void => {
  switch (item._tag) {
    case 'Float':
      float(item.value)
      return
    case 'Tag':
      head(6, item.tag)
      writeItem(item.value)
      return
    case 'Map':
      head(5, item.pairs.length)
      for (const [key, value] of item.pairs) {
        writeItem(key)
        writeItem(value)
      }
  }
}
