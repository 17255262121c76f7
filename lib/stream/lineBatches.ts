/**
 * A stream of lines as batches, each cut behind its last line end; nothing else is looked for here.
 */

import type { Batch } from './Batch.js'
import { carriageReturn, markLength, newline, tooLong } from './Batch.js'
import type { ByteSource } from './ByteSource.js'
import type { BatchOptions } from './Window.js'
import { openWindow } from './Window.js'

/** Bytes of a line that are none of its payload: a byte order mark, and the first half of a line end. */
const outside = 4

/** Behind the last line end between two places, or 0. */
const lastLine = (bytes: Uint8Array, from: number, to: number): number => {
  const found = bytes.subarray(from, to).lastIndexOf(newline)
  return found < 0 ? 0 : from + found + 1
}

/**
 * The next read is under way while a batch is looked at. Law: batches, one behind another, are the stream. A source that fails
 * ends it with that failure, after every line that came whole.
 */
export async function* lineBatches(source: ByteSource, options: BatchOptions): AsyncGenerator<Batch, void, undefined> {
  const { maxBytes } = options
  const window = openWindow(source, options)
  /** Where a line began that is too long to be kept. */
  let skipped: number | undefined
  /** The last byte of that line which was dropped. */
  let dropped: number | undefined
  for (;;) {
    const from = window.have()
    const isLast = (await window.more()) === 0
    const have = window.have()
    if (skipped !== undefined) {
      const bytes = window.bytes()
      const found = bytes.subarray(0, have).indexOf(newline)
      if (found < 0 && !isLast) {
        dropped = bytes[have - 1]
        window.drop(have)
        continue
      }
      const stop = found < 0 ? have : found
      const last = stop > 0 ? bytes[stop - 1] : dropped
      const end = window.base() + stop - (last === carriageReturn ? 1 : 0)
      yield tooLong(skipped, end - skipped, maxBytes, undefined)
      skipped = undefined
      window.drop(found < 0 ? have : found + 1)
    }
    const to = window.have()
    const end = isLast ? to : lastLine(window.bytes(), to < have ? 0 : from, to)
    if (end > 0) {
      const byteOffset = window.base()
      yield { _tag: 'Payloads', bytes: window.cut(end), byteOffset, spans: undefined }
    } else if (to > maxBytes + outside) {
      skipped = window.base() + (window.base() === 0 ? markLength(window.bytes()) : 0)
      dropped = window.bytes()[to - 1]
      window.drop(to)
    }
    if (isLast) return
  }
}
