/**
 * Bodies as bytes and as streams of them.
 */
import type { Body } from 'wireshape'

export const joined = async (chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array<ArrayBuffer>> => {
  const all: Array<Uint8Array> = []
  for await (const chunk of chunks) all.push(chunk)
  const bytes = new Uint8Array(all.reduce((sum, chunk) => sum + chunk.length, 0))
  all.reduce((offset, chunk) => {
    bytes.set(chunk, offset)
    return offset + chunk.length
  }, 0)
  return bytes
}

/** The chunks of a body of any kind, none of an absent one. */
export async function* chunksOf(body: Body): AsyncGenerator<Uint8Array> {
  if (body._tag === 'Bytes') yield body.bytes
  if (body._tag === 'Streaming') yield* body.stream
}
