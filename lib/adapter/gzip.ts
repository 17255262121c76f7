/**
 * gzip by the platform's own streams, where it has them: what it does takes time, so that codecs know nothing of it.
 */

import { joined } from './body.js'

interface GzipStreams {
  readonly CompressionStream?: typeof CompressionStream
  readonly DecompressionStream?: typeof DecompressionStream
}

const platform: GzipStreams = globalThis

/** `undefined` where more bytes come than that, and then no more of them are made. Rejects where the transform does. */
const through = async (
  bytes: Uint8Array,
  { readable, writable }: CompressionStream | DecompressionStream,
  maxBytes: number,
): Promise<Uint8Array | undefined> => {
  const writer = writable.getWriter()
  // What goes wrong there goes wrong for the reader too, who is told.
  writer.write(Uint8Array.from(bytes)).catch(() => {})
  writer.close().catch(() => {})
  const reader: ReadableStreamDefaultReader<Uint8Array> = readable.getReader()
  const chunks: Array<Uint8Array> = []
  let size = 0
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    size += next.value.length
    if (size > maxBytes) {
      await reader.cancel().catch(() => {})
      return undefined
    }
    chunks.push(next.value)
  }
  return joined(chunks, size)
}

/** `undefined` where the platform has no `CompressionStream`. */
export const gzip = async (bytes: Uint8Array): Promise<Uint8Array | undefined> =>
  platform.CompressionStream === undefined
    ? undefined
    : through(bytes, new platform.CompressionStream('gzip'), Number.POSITIVE_INFINITY)

export type Unzipped =
  | { readonly _tag: 'Bytes'; readonly bytes: Uint8Array }
  | { readonly _tag: 'TooLarge' }
  /** Not gzip, or gzip that breaks off. */
  | { readonly _tag: 'Broken' }
  | { readonly _tag: 'Unsupported' }

/** Never makes more than that many bytes, whatever the body claims. */
export const gunzip = async (bytes: Uint8Array, maxBytes: number): Promise<Unzipped> => {
  if (platform.DecompressionStream === undefined) return { _tag: 'Unsupported' }
  try {
    const made = await through(bytes, new platform.DecompressionStream('gzip'), maxBytes)
    return made === undefined ? { _tag: 'TooLarge' } : { _tag: 'Bytes', bytes: made }
  } catch {
    return { _tag: 'Broken' }
  }
}
