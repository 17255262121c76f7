/**
 * `application/vnd.amazon.eventstream`: messages of typed headers and a payload, each with two checksums.
 *
 * Law: `read(write(message)) = right(message)`. Reading a stream holds at most one message, and none that claims more
 * than the limit.
 *
 * Source: Smithy 2.0, "Amazon Event Stream Specification".
 */

import type { Either } from 'fp-ts/lib/Either.js'
import { isLeft, left, right } from '../value/either.js'
import { withRoom } from './room.js'
import { readUtf8, writeUtf8 } from './utf8.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

export type HeaderValue =
  | { readonly _tag: 'boolean'; readonly value: boolean }
  | { readonly _tag: 'byte' | 'short' | 'integer'; readonly value: number }
  | { readonly _tag: 'long'; readonly value: bigint }
  | { readonly _tag: 'blob'; readonly value: Uint8Array }
  | { readonly _tag: 'string'; readonly value: string }
  | { readonly _tag: 'timestamp'; readonly epochMillis: number }
  | { readonly _tag: 'uuid'; readonly value: Uint8Array }

export interface EventMessage {
  readonly headers: ReadonlyArray<readonly [name: string, value: HeaderValue]>
  readonly payload: Uint8Array
}

export interface MessageFault {
  readonly expected: string
  readonly actual: string
}

export interface MessageLimits {
  /** The most bytes of one message with its frame. Default 24 MiB, the specification's own. */
  readonly messageBytes?: number
}

/** A prelude of 12 bytes and a checksum of 4 stand around what a message says. */
const frameBytes = 16
const preludeBytes = 12
const maxHeaderBytes = 131_072
const maxMessageBytes = 25_165_824

const fault = (expected: string, actual: string): Either<MessageFault, never> => left({ expected, actual })

// -------------------------------------------------------------------------------------
// checksums
// -------------------------------------------------------------------------------------

const crcTable: Uint32Array = /*#__PURE__*/ Uint32Array.from({ length: 256 }, (_, i) => {
  let crc = i
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
  return crc >>> 0
})

/** CRC-32 as in IEEE 802.3, of a part of the bytes. */
export const crc32 = (bytes: Uint8Array, start = 0, end: number = bytes.length): number => {
  let crc = 0xffffffff
  for (let i = start; i < end; i++) crc = (crc >>> 8) ^ (crcTable[(crc ^ (bytes[i] as number)) & 0xff] as number)
  return (crc ^ 0xffffffff) >>> 0
}

// -------------------------------------------------------------------------------------
// write
// -------------------------------------------------------------------------------------

const typeCodes = { byte: 2, short: 3, integer: 4, long: 5, blob: 6, string: 7, timestamp: 8, uuid: 9 } as const

const withCode = (code: number, content: Uint8Array): Uint8Array => {
  const bytes = new Uint8Array(content.length + 1)
  bytes[0] = code
  bytes.set(content, 1)
  return bytes
}

const sized = (content: Uint8Array): Uint8Array => {
  const bytes = new Uint8Array(content.length + 2)
  new DataView(bytes.buffer).setUint16(0, content.length)
  bytes.set(content, 2)
  return bytes
}

const filled = (size: number, fill: (view: DataView) => void): Uint8Array => {
  const bytes = new Uint8Array(size)
  fill(new DataView(bytes.buffer))
  return bytes
}

const valueBytes = (header: HeaderValue): Uint8Array => {
  switch (header._tag) {
    case 'boolean':
      return Uint8Array.of(header.value ? 0 : 1)
    case 'byte':
      return withCode(
        typeCodes.byte,
        filled(1, (view) => view.setInt8(0, header.value)),
      )
    case 'short':
      return withCode(
        typeCodes.short,
        filled(2, (view) => view.setInt16(0, header.value)),
      )
    case 'integer':
      return withCode(
        typeCodes.integer,
        filled(4, (view) => view.setInt32(0, header.value)),
      )
    case 'long':
      return withCode(
        typeCodes.long,
        filled(8, (view) => view.setBigInt64(0, header.value)),
      )
    case 'blob':
      return withCode(typeCodes.blob, sized(header.value))
    case 'string':
      return withCode(typeCodes.string, sized(writeUtf8(header.value)))
    case 'timestamp':
      return withCode(
        typeCodes.timestamp,
        filled(8, (view) => view.setBigInt64(0, BigInt(Math.trunc(header.epochMillis) || 0))),
      )
    case 'uuid':
      return withCode(typeCodes.uuid, header.value)
  }
}

/** Bounds: a name of 1 to 255 bytes, text and bytes of at most 32,767; `isHeader` asks. */
const headerBytes = ([name, value]: readonly [string, HeaderValue]): ReadonlyArray<Uint8Array> => {
  const named = writeUtf8(name)
  return [Uint8Array.of(named.length), named, valueBytes(value)]
}

/** Whether a header's name and value keep to the format's bounds. */
export const isHeader = (name: string, header: HeaderValue): boolean => {
  const size = writeUtf8(name).length
  if (size < 1 || size > 255) return false
  if (header._tag === 'blob') return header.value.length <= 32_767
  if (header._tag === 'uuid') return header.value.length === 16
  return header._tag !== 'string' || writeUtf8(header.value).length <= 32_767
}

const concatenated = (parts: ReadonlyArray<Uint8Array>): Uint8Array => {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}

/** Whether a framed message is as short, and its headers are, as the specification wants. */
export const isWithinLimits = (framed: Uint8Array): boolean =>
  framed.length <= maxMessageBytes && viewOf(framed).getUint32(4) <= maxHeaderBytes

/** One message, framed. Domain: headers for which `isHeader` holds. */
export const writeMessage = ({ headers, payload }: EventMessage): Uint8Array => {
  const head = concatenated(headers.flatMap(headerBytes))
  const total = frameBytes + head.length + payload.length
  const bytes = new Uint8Array(total)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, total)
  view.setUint32(4, head.length)
  view.setUint32(8, crc32(bytes, 0, 8))
  bytes.set(head, preludeBytes)
  bytes.set(payload, preludeBytes + head.length)
  view.setUint32(total - 4, crc32(bytes, 0, total - 4))
  return bytes
}

// -------------------------------------------------------------------------------------
// read
// -------------------------------------------------------------------------------------

interface Prelude {
  readonly total: number
  readonly headers: number
}

/** A copy; `slice` of Node's buffers is none. */
const copyOf = (bytes: Uint8Array, start: number, end: number): Uint8Array<ArrayBuffer> =>
  new Uint8Array(bytes.subarray(start, end))

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

/** What a prelude says, checked before a byte more is waited for. */
const readPrelude = (
  bytes: Uint8Array,
  { messageBytes = maxMessageBytes }: MessageLimits,
): Either<MessageFault, Prelude> => {
  const view = viewOf(bytes)
  const total = view.getUint32(0)
  const headers = view.getUint32(4)
  if (view.getUint32(8) !== crc32(bytes, 0, 8)) return fault('the checksum of the prelude', 'another checksum')
  if (total < frameBytes || total > messageBytes)
    return fault(`a message of ${frameBytes} to ${messageBytes} bytes`, `one of ${total}`)
  const most = Math.min(maxHeaderBytes, total - frameBytes)
  return headers <= most ? right({ total, headers }) : fault(`at most ${most} bytes of headers`, `${headers} bytes`)
}

const readHeaders = (bytes: Uint8Array, start: number, end: number): Either<MessageFault, EventMessage['headers']> => {
  const view = viewOf(bytes)
  const headers: Array<readonly [string, HeaderValue]> = []
  let at = start
  const take = (count: number): number | undefined => {
    if (at + count > end) return undefined
    at += count
    return at - count
  }
  while (at < end) {
    const size = bytes[at++] as number
    const nameAt = take(size)
    const typeAt = take(1)
    if (nameAt === undefined || typeAt === undefined || size === 0)
      return fault('a header name and a type', 'the end of the headers')
    const name = readUtf8(bytes.subarray(nameAt, nameAt + size))
    if (isLeft(name)) return fault('a header name in UTF-8', 'other bytes')
    const value = readValue(bytes, view, bytes[typeAt] as number, take)
    if (isLeft(value)) return value
    headers.push([name.right, value.right])
  }
  return right(headers)
}

const cutShort: Either<MessageFault, never> = /*#__PURE__*/ fault('the value of a header', 'the end of the headers')

const readValue = (
  bytes: Uint8Array,
  view: DataView,
  type: number,
  take: (count: number) => number | undefined,
): Either<MessageFault, HeaderValue> => {
  const fixed = (size: number, read: (at: number) => HeaderValue): Either<MessageFault, HeaderValue> => {
    const at = take(size)
    return at === undefined ? cutShort : right(read(at))
  }
  const content = (): Uint8Array | undefined => {
    const sizeAt = take(2)
    if (sizeAt === undefined) return undefined
    const size = view.getUint16(sizeAt)
    const at = take(size)
    return at === undefined ? undefined : copyOf(bytes, at, at + size)
  }
  switch (type) {
    case 0:
    case 1:
      return right({ _tag: 'boolean', value: type === 0 })
    case typeCodes.byte:
      return fixed(1, (at) => ({ _tag: 'byte', value: view.getInt8(at) }))
    case typeCodes.short:
      return fixed(2, (at) => ({ _tag: 'short', value: view.getInt16(at) }))
    case typeCodes.integer:
      return fixed(4, (at) => ({ _tag: 'integer', value: view.getInt32(at) }))
    case typeCodes.long:
      return fixed(8, (at) => ({ _tag: 'long', value: view.getBigInt64(at) }))
    case typeCodes.timestamp:
      return fixed(8, (at) => ({ _tag: 'timestamp', epochMillis: Number(view.getBigInt64(at)) }))
    case typeCodes.uuid:
      return fixed(16, (at) => ({ _tag: 'uuid', value: copyOf(bytes, at, at + 16) }))
    case typeCodes.blob: {
      const value = content()
      return value === undefined ? cutShort : right({ _tag: 'blob', value })
    }
    case typeCodes.string: {
      const value = content()
      const text = value === undefined ? undefined : readUtf8(value)
      if (text === undefined) return cutShort
      return isLeft(text) ? fault('a header in UTF-8', 'other bytes') : right({ _tag: 'string', value: text.right })
    }
    default:
      return fault('a type of header that is known', `type ${type}`)
  }
}

/** Reads exactly one message. */
export const readMessage = (bytes: Uint8Array, limits: MessageLimits = {}): Either<MessageFault, EventMessage> => {
  if (bytes.length < frameBytes) return fault(`at least ${frameBytes} bytes`, `${bytes.length} bytes`)
  const prelude = readPrelude(bytes, limits)
  if (isLeft(prelude)) return prelude
  const { total, headers } = prelude.right
  if (total !== bytes.length) return fault(`a message of ${total} bytes`, `${bytes.length} bytes`)
  if (viewOf(bytes).getUint32(total - 4) !== crc32(bytes, 0, total - 4))
    return fault('the checksum of the message', 'another checksum')
  const read = readHeaders(bytes, preludeBytes, preludeBytes + headers)
  if (isLeft(read)) return read
  return right({ headers: read.right, payload: copyOf(bytes, preludeBytes + headers, total - 4) })
}

/**
 * The messages of a stream, one at a time as they are asked for. A fault is the last thing that comes: what follows it has
 * no frame to be found by. Returning early ends the source.
 */
export async function* readMessages(
  source: AsyncIterable<Uint8Array>,
  limits: MessageLimits = {},
): AsyncGenerator<Either<MessageFault, EventMessage>, void, undefined> {
  // What is left over is copied into one block that grows: a small chunk may be a view of a large one, and would keep it.
  let block = new Uint8Array()
  let held = 0
  let wanted = preludeBytes
  for await (const chunk of source) {
    if (held > 0) {
      block = withRoom(block, held, chunk.length)
      block.set(chunk, held)
      held += chunk.length
      if (held < wanted) continue
    }
    const bytes = held > 0 ? block.subarray(0, held) : chunk
    let at = 0
    while (bytes.length - at >= wanted) {
      const prelude = readPrelude(bytes.subarray(at, at + preludeBytes), limits)
      if (isLeft(prelude)) {
        yield prelude
        return
      }
      wanted = prelude.right.total
      if (bytes.length - at < wanted) break
      const message = readMessage(bytes.subarray(at, at + wanted), limits)
      yield message
      if (isLeft(message)) return
      at += wanted
      wanted = preludeBytes
    }
    block = copyOf(bytes, at, bytes.length)
    held = block.length
  }
  if (held > 0) yield fault('whole messages', `the end of the stream after ${held} bytes of one`)
}
