/**
 * The part of a stream that is in memory: what has come and is not yet handed on.
 */

import type { Buffers } from './Batch.js'
import type { ByteSource } from './ByteSource.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

export interface BatchOptions {
  /** How much is read at a time. */
  readonly chunkBytes: number
  /** The most bytes of one payload. */
  readonly maxBytes: number
  readonly buffers: Buffers
}

export interface Window {
  /** The room; its first `have` bytes are of the stream. */
  readonly bytes: () => Uint8Array
  readonly have: () => number
  /** The place in the stream of the first byte. */
  readonly base: () => number
  /** Waits for more: how much came, 0 at the end. */
  readonly more: () => Promise<number>
  /** Hands the first bytes on; what is behind them is copied, and read on behind it at once. */
  readonly cut: (count: number) => Uint8Array
  /** Forgets the first bytes. */
  readonly drop: (count: number) => void
}

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

/** A window on a source. Law: what is cut and dropped, one after another, is the stream. */
export const openWindow = (source: ByteSource, { chunkBytes, maxBytes, buffers }: BatchOptions): Window => {
  let bytes = buffers.take(chunkBytes)
  let have = 0
  let base = 0
  let reading: Promise<number> | undefined
  let ended = false
  const read = (): Promise<number> => {
    if (have === bytes.length) {
      // Twice as much, so that a long payload is copied a few times only; what is longer than any may be is soon dropped.
      const larger = buffers.take(Math.max(Math.min(2 * have, maxBytes), have + chunkBytes))
      larger.set(bytes)
      bytes = larger
    }
    const started = source.read(bytes.subarray(have))
    // A failure is told to whoever waits, however late that is.
    started.catch(() => undefined)
    return started
  }
  return {
    bytes: () => bytes,
    have: () => have,
    base: () => base,
    more: async () => {
      if (ended) return 0
      const count = await (reading ?? read())
      reading = undefined
      have += count
      ended = count === 0
      return count
    },
    cut: (count) => {
      const taken = bytes.subarray(0, count)
      const rest = bytes.subarray(count, have)
      bytes = buffers.take(Math.max(chunkBytes, rest.length + (chunkBytes >> 1)))
      bytes.set(rest)
      have = rest.length
      base += count
      if (!ended) reading = read()
      return taken
    },
    drop: (count) => {
      bytes.copyWithin(0, count, have)
      have -= count
      base += count
    },
  }
}
