/**
 * Bodies of any kind, read whole.
 */
import type { Body } from '../../lib/index.js'

export const bytesOfBody = async (body: Body): Promise<Uint8Array> => {
  if (body._tag === 'None') return new Uint8Array()
  if (body._tag === 'Bytes') return Uint8Array.from(body.bytes)
  const chunks: Array<Uint8Array> = []
  for await (const chunk of body.stream) chunks.push(chunk)
  return Uint8Array.from(Buffer.concat(chunks))
}
