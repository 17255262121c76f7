// A file of requests of about 4 KB each, all different within a block of 5,000; one in a million is bad where that is wanted.
import { closeSync, openSync, writeSync } from 'node:fs'
import { payloadsOf } from '../../bench/src/payloads.mjs'

const blockLines = 5000

const block = () =>
  Buffer.from(
    Array.from({ length: blockLines }, (_, i) => `${JSON.stringify(payloadsOf(10 * i + 1).typical)}\n`).join(''),
  )

/** Adds whole blocks until the file has so many bytes; gives its size. */
export const grow = (path, from, bytes) => {
  const lines = block()
  const file = openSync(path, 'a')
  let size = from
  for (; size < bytes; size += lines.length) writeSync(file, lines)
  closeSync(file)
  return size
}
