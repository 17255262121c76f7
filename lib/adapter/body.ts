/**
 * Bodies at the rim: read whole under a bound, or left.
 */

import type { Body } from '../http/message.js'
import { bytesOf } from '../http/message.js'

/** One body of the chunks. */
export const joined = (chunks: ReadonlyArray<Uint8Array>, size: number): Uint8Array => {
  const bytes = new Uint8Array(size)
  let at = 0
  for (const chunk of chunks) {
    bytes.set(chunk, at)
    at += chunk.length
  }
  return bytes
}

/**
 * A body read to its end; `undefined` where it has more bytes than that, and then no more of it is read.
 *
 * Errors: rejects where the stream does.
 */
export const wholeBody = async (body: Body, maxBytes: number): Promise<Uint8Array | undefined> => {
  if (body._tag !== 'Streaming') return bytesOf(body).length > maxBytes ? undefined : bytesOf(body)
  const chunks: Array<Uint8Array> = []
  let size = 0
  for await (const chunk of body.stream) {
    size += chunk.length
    if (size > maxBytes) return undefined
    chunks.push(chunk)
  }
  return joined(chunks, size)
}

/** Ends a body that nobody reads, so that its source lets go of its socket or file. Never rejects. */
export const discard = async (body: Body): Promise<void> => {
  if (body._tag === 'Streaming') await leave(body.stream[Symbol.asyncIterator]())
}

/** Tells a source that no more is asked of it; what it says to that is of no use to anybody. */
export const leave = async (iterator: AsyncIterator<unknown>): Promise<void> => {
  try {
    await iterator.return?.()
  } catch {
    // It has ended, if not well.
  }
}
