/**
 * Where accepted and rejected payloads go: a file or standard output, one after another, none before the last is taken.
 */

import type { FileHandle } from 'node:fs/promises'
import { open } from 'node:fs/promises'
import { resolve } from 'node:path'
import { right } from '../../value/either.js'
import type { Attempt } from '../Outcome.js'
import { failed, systemReason } from '../Outcome.js'
import type { Terminal } from '../Terminal.js'

export interface Sink {
  /** The bytes may be used again once it is done. Rejects where the disk does. */
  readonly write: (parts: ReadonlyArray<Uint8Array>) => Promise<void>
  readonly close: () => Promise<void>
}

export const noSink: Sink = { write: async () => undefined, close: async () => undefined }

/** Many small parts are copied together: a call for each would cost more. */
const joined = (parts: ReadonlyArray<Uint8Array>): Uint8Array =>
  parts.length === 1 ? (parts[0] as Uint8Array) : Buffer.concat([...parts])

const sinkOf = (write: (bytes: Uint8Array) => Promise<void>, close: () => Promise<void>): Sink => ({
  write: async (parts) => {
    if (parts.length > 0) await write(joined(parts))
  },
  close,
})

const outSink = (terminal: Terminal): Sink => sinkOf(terminal.writeOut, async () => undefined)

const fileSink = (file: FileHandle): Sink =>
  sinkOf(
    (bytes) => file.writeFile(bytes),
    () => file.close(),
  )

/** @param name a path, `-` for standard output, or nothing: then nothing is kept */
export const openSink = async (name: string | undefined, terminal: Terminal): Promise<Attempt<Sink>> => {
  if (name === undefined) return right(noSink)
  if (name === '-') return right(outSink(terminal))
  try {
    return right(fileSink(await open(resolve(terminal.cwd, name), 'w')))
  } catch (error) {
    return failed('usage', `cannot write to ${name}: ${systemReason(error)}`)
  }
}
