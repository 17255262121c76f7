/**
 * A stream whose payloads have to be looked for byte by byte, as batches with the place of each.
 */

import type { Batch } from './Batch.js'
import { tooLong } from './Batch.js'
import type { ByteSource } from './ByteSource.js'
import type { Broken, Framer } from './Framer.js'
import type { BatchOptions, Window } from './Window.js'
import { openWindow } from './Window.js'

/**
 * Law: each byte is part of a payload, of one that was dropped, or between them. What cannot be divided is dropped as one
 * payload, to the end of the stream.
 */
export async function* itemBatches(
  source: ByteSource,
  framer: Framer,
  options: BatchOptions,
): AsyncGenerator<Batch, void, undefined> {
  const { maxBytes } = options
  const window = openWindow(source, options)
  for (;;) {
    const isLast = (await window.more()) === 0
    const base = window.base()
    const bytes = window.bytes()
    const spans: Array<number> = []
    const dropped: Array<Batch> = []
    let end = 0
    for (;;) {
      const found = framer.next(bytes, window.have(), base, isLast)
      if (found === undefined) break
      if (found._tag === 'Broken') {
        // A payload without its start comes before all others.
        yield* dropped
        if (spans.length > 0) yield { _tag: 'Payloads', bytes: window.cut(found.start - base), byteOffset: base, spans }
        yield await undivided(window, found)
        return
      }
      // Its start is no longer there.
      if (found.start < base) dropped.push(tooLong(found.start, found.end - found.start, maxBytes, found.line))
      else spans.push(found.start - base, found.end - base, found.line ?? 0)
      end = found.end - base
    }
    yield* dropped
    const needed = Math.max(end, Math.min(framer.needed() - base, window.have()))
    if (spans.length > 0) yield { _tag: 'Payloads', bytes: window.cut(needed), byteOffset: base, spans }
    else if (framer.needed() < base || window.have() - needed > maxBytes) window.drop(framer.looked() - base)
    else if (needed > 0) window.drop(needed)
    if (isLast) return
  }
}

/** Reads to the end, to say how much it was. */
const undivided = async (window: Window, { start, line, expected, actual }: Broken): Promise<Batch> => {
  do window.drop(window.have())
  while ((await window.more()) > 0)
  const byteLength = window.base() - start
  return {
    _tag: 'Dropped',
    byteOffset: start,
    byteLength,
    line,
    code: 'syntax',
    expected,
    actual: actual ?? `${byteLength} bytes that cannot be divided`,
  }
}
