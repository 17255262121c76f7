/**
 * A file or standard input as bytes that are asked for: what it is compressed with and what form it has, its first bytes say.
 */

import type { FileHandle } from 'node:fs/promises'
import { open } from 'node:fs/promises'
import { resolve } from 'node:path'
import { Readable } from 'node:stream'
import * as zlib from 'node:zlib'
import type { ByteSource } from '../../stream/ByteSource.js'
import { abortable, fromChunks } from '../../stream/ByteSource.js'
import type { Form } from '../../stream/Verdict.js'
import { isLeft, right } from '../../value/either.js'
import type { Attempt } from '../Outcome.js'
import { failed, systemReason } from '../Outcome.js'
import type { Terminal } from '../Terminal.js'
import { compressionOf, formOf, unmarked } from './sniff.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

export interface OpenedSource {
  readonly name: string
  readonly source: ByteSource
  readonly form: Form
  /** Whether its first bytes are a byte order mark. */
  readonly marked: boolean
}

/** Told how many bytes came from a file, as they lie there. */
export type Came = (byteLength: number) => void

// -------------------------------------------------------------------------------------
// plain
// -------------------------------------------------------------------------------------

const fromFile = (file: FileHandle, came: Came): ByteSource => ({
  read: async (into) => {
    const { bytesRead } = await file.read(into, 0, into.length)
    came(bytesRead)
    return bytesRead
  },
  close: () => file.close(),
})

async function* counted(chunks: AsyncIterable<Uint8Array>, came: Came): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const chunk of chunks) {
    came(chunk.length)
    yield chunk
  }
}

const openPlain = async (name: string, terminal: Terminal, came: Came): Promise<Attempt<ByteSource>> => {
  if (name === '-') return right(abortable(fromChunks(counted(terminal.input(), came)), terminal.signal))
  try {
    const file = await open(resolve(terminal.cwd, name), 'r')
    if ((await file.stat()).isDirectory()) {
      await file.close()
      return failed('unreadable', `cannot read ${name}: it is a folder`, [`its files: '${name}/*.ndjson'`])
    }
    return right(fromFile(file, came))
  } catch (error) {
    return failed('unreadable', `cannot read ${name}: ${systemReason(error)}`)
  }
}

// -------------------------------------------------------------------------------------
// compressed
// -------------------------------------------------------------------------------------

/** What was looked at comes again. */
const prefixed = (prefix: Uint8Array, source: ByteSource): ByteSource => {
  let rest = prefix
  return {
    read: async (into) => {
      if (rest.length === 0) return source.read(into)
      const part = rest.subarray(0, into.length)
      into.set(part)
      rest = rest.subarray(part.length)
      return part.length
    },
    close: source.close,
  }
}

const chunkBytes = 256 * 1024

async function* chunksOf(source: ByteSource): AsyncGenerator<Uint8Array, void, undefined> {
  for (;;) {
    const chunk = new Uint8Array(chunkBytes)
    const count = await source.read(chunk)
    if (count === 0) return
    yield chunk.subarray(0, count)
  }
}

type Transform = NodeJS.ReadWriteStream & { readonly destroy: () => unknown }

/** Zstandard came with Node 22.15; its types are those of an older one. */
const zstd = (zlib as { readonly createZstdDecompress?: () => Transform }).createZstdDecompress

/** @param expander bytes in, more bytes out */
const expanded = (source: ByteSource, expander: Transform): ByteSource => {
  const input = Readable.from(chunksOf(source), { objectMode: false, highWaterMark: chunkBytes })
  input.on('error', (error) => expander.emit('error', error))
  // Both ends are streams of bytes; `NodeJS.ReadWriteStream` does not say so.
  const chunks = fromChunks(input.pipe(expander) as unknown as AsyncIterable<Uint8Array>)
  return {
    read: chunks.read,
    close: async () => {
      input.destroy()
      expander.destroy()
      await source.close()
    },
  }
}

const expand = (name: string, source: ByteSource, prefix: Uint8Array): Attempt<ByteSource> => {
  const whole = prefixed(prefix, source)
  const compression = compressionOf(prefix)
  if (compression === undefined) return right(whole)
  if (compression === 'gzip') return right(expanded(whole, zlib.createGunzip({ chunkSize: chunkBytes })))
  if (zstd !== undefined) return right(expanded(whole, zstd()))
  return failed(
    'unreadable',
    `${name} is compressed by zstd, which Node reads from 22.15 on; this is ${process.version}`,
    [`zstd -dc ${name} | wireshape validate OPERATION`],
  )
}

// -------------------------------------------------------------------------------------
// opening
// -------------------------------------------------------------------------------------

/** How many bytes are looked at to tell a form. */
const mostLooked = 64 * 1024

/** The first bytes of a source: as many as `isEnough` wants. */
const peek = async (
  source: ByteSource,
  isEnough: (bytes: Uint8Array) => boolean,
): Promise<{ readonly bytes: Uint8Array; readonly isAll: boolean }> => {
  const room = new Uint8Array(mostLooked)
  let have = 0
  while (have < room.length && !isEnough(room.subarray(0, have))) {
    const count = await source.read(room.subarray(have))
    if (count === 0) return { bytes: room.subarray(0, have), isAll: true }
    have += count
  }
  return { bytes: room.subarray(0, have), isAll: have === room.length }
}

/** @param name a path, or `-` for standard input */
export const openSource = async (
  name: string,
  form: Form | undefined,
  terminal: Terminal,
  came: Came,
): Promise<Attempt<OpenedSource>> => {
  const plain = await openPlain(name, terminal, came)
  if (isLeft(plain)) return plain
  const shown = name === '-' ? '(standard input)' : name
  try {
    const head = await peek(plain.right, ({ length }) => length >= 4)
    const open = expand(shown, plain.right, head.bytes)
    if (isLeft(open)) {
      await plain.right.close()
      return open
    }
    const first = await peek(open.right, (bytes) => bytes.length >= 3 && (form ?? formOf(bytes, false)) !== undefined)
    return right({
      name: shown,
      source: prefixed(first.bytes, open.right),
      form: form ?? formOf(first.bytes, true) ?? 'ndjson',
      marked: unmarked(first.bytes) !== first.bytes,
    })
  } catch (error) {
    await plain.right.close()
    return failed('unreadable', `cannot read ${shown}: ${systemReason(error)}`)
  }
}
