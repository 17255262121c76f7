/**
 * Bodies as they were before they were compressed, under a bound.
 */

import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib'
import type { Either } from 'fp-ts/lib/Either.js'
import type { HttpRequest, HttpResponse } from '../http/message.js'
import { bytesBody, bytesOf, headerNamed } from '../http/message.js'
import { left, right } from '../value/either.js'

/** Units: bytes. */
const longest = 256 * 1024 * 1024

const bound = { maxOutputLength: longest }

const inflate = (bytes: Uint8Array): Uint8Array => {
  try {
    return inflateSync(bytes, bound)
  } catch {
    // Some send the data without its wrapper. Source: RFC 9110, section 8.4.1.2.
    return inflateRawSync(bytes, bound)
  }
}

/** What was decoded already, by the tool that printed the message, is left. Source: RFC 1952, section 2.3.1. */
const gunzip = (bytes: Uint8Array): Uint8Array =>
  bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes, bound) : bytes

const decoders: ReadonlyMap<string, (bytes: Uint8Array) => Uint8Array> = new Map([
  ['gzip', gunzip],
  ['x-gzip', gunzip],
  ['deflate', inflate],
  ['br', (bytes: Uint8Array) => brotliDecompressSync(bytes, bound)],
])

/**
 * The message without the encodings that were put on its body, the last first. One that is not known is left, the others
 * before it too. The left names the encoding that the body is not in, or in which it is longer than 256 MiB.
 */
export const uncompressed = <M extends HttpRequest | HttpResponse>(message: M): Either<string, M> => {
  const names = (headerNamed(message.headers, 'content-encoding') ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '' && name !== 'identity')
  let bytes = bytesOf(message.body)
  while (bytes.length > 0 && names.length > 0) {
    const name = names[names.length - 1] as string
    const decode = decoders.get(name)
    if (decode === undefined) break
    try {
      bytes = Uint8Array.from(decode(bytes))
    } catch {
      return left(name)
    }
    names.pop()
  }
  const others = message.headers.filter(([name]) => !/^content-(encoding|length)$/i.test(name))
  const headers = names.length === 0 ? others : [...others, ['content-encoding', names.join(', ')] as const]
  return right({ ...message, headers, body: bytes.length === 0 ? message.body : bytesBody(bytes) })
}
