/**
 * Messages of `node:http` as data: headers as they came, bodies chunk by chunk, no faster than they are taken.
 */

import type { Headers, Streaming } from '../http/message.js'
import { leave } from './body.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** What is used of a stream that is read. */
export interface Source {
  readonly iterator: (options: { readonly destroyOnReturn: boolean }) => AsyncIterator<Uint8Array>
  readonly on: (event: 'error', heard: () => void) => unknown
  /** All that has come and was not yet read. */
  readonly read: () => unknown
}

/** What is used of a stream that is written to. */
export interface Target {
  readonly write: (chunk: Uint8Array) => boolean
  readonly end: { (): unknown; (chunk: Uint8Array): unknown }
  readonly once: (event: 'close' | 'drain' | 'finish', heard: () => void) => unknown
  readonly destroy: (error?: Error) => unknown
}

// -------------------------------------------------------------------------------------
// reading
// -------------------------------------------------------------------------------------

/** Names and values alternate in `rawHeaders`; HTTP/2 puts what is no header before them. */
export const pairsOf = (raw: ReadonlyArray<string>): Headers =>
  raw.flatMap((name, i) => (i % 2 === 0 && !name.startsWith(':') ? [[name, raw[i + 1] ?? ''] as const] : []))

interface Reading {
  /** Runs at once where the reader leaves, even while a chunk is waited for. */
  readonly onLeave: () => void
  /** Runs before anything is read. */
  readonly onFirst?: () => void
  /** Whether all of it has come. */
  readonly isHere?: () => boolean
}

/** A body still to come. */
export const streamOf = (
  incoming: Source,
  { onLeave, onFirst = () => {}, isHere = () => false }: Reading,
): Streaming => {
  // Who reads is told of an error; where nobody does, nobody needs to be.
  incoming.on('error', () => {})
  return {
    _tag: 'Streaming',
    stream: {
      [Symbol.asyncIterator]: () => {
        let next = async (): Promise<IteratorResult<Uint8Array>> => {
          onFirst()
          // What came with the head is parsed by then: a short body is taken as it is, for a tenth of what its iterator costs.
          await undefined
          const whole = isHere() ? incoming.read() : null
          if (whole instanceof Uint8Array) {
            next = async () => ({ done: true, value: undefined })
            return { done: false, value: whole }
          }
          const chunks = incoming.iterator({ destroyOnReturn: false })
          next = () => chunks.next()
          // Where a chunk is waited for, this too would wait for it.
          end = () => void leave(chunks)
          return next()
        }
        let end = (): void => {}
        return {
          next: () => next(),
          return: async () => {
            onLeave()
            end()
            return { done: true, value: undefined }
          },
        }
      },
    },
  }
}

// -------------------------------------------------------------------------------------
// writing
// -------------------------------------------------------------------------------------

/**
 * A source that always has more would keep everything else waiting, the very peer included, until the kernel takes no more:
 * after so many chunks it lets others have a turn.
 */
const chunksAtOnce = 16

/**
 * Writes chunks as they are taken, and ends. Where the other side goes, the source is told at once; where the source fails,
 * so does the stream. Resolves when the stream has closed or has taken all.
 */
export const pump = ({ stream }: Streaming, target: Target): Promise<void> =>
  new Promise((resolve, reject) => {
    const chunks = stream[Symbol.asyncIterator]()
    let isOpen = true
    target.once('close', () => {
      if (isOpen) void leave(chunks)
      isOpen = false
      resolve()
    })
    const run = async (): Promise<void> => {
      for (let i = 1; isOpen; i++) {
        const { done, value } = await chunks.next()
        if (!isOpen) return
        if (done === true) {
          isOpen = false
          target.end()
          return resolve()
        }
        // After a close no drain comes, and this waits for good: nothing holds it then.
        if (!target.write(value)) await new Promise<void>((drained) => target.once('drain', drained))
        else if (i % chunksAtOnce === 0) await new Promise<void>((turn) => setImmediate(turn))
      }
    }
    run().catch((error: unknown) => {
      isOpen = false
      void leave(chunks)
      target.destroy(error instanceof Error ? error : undefined)
      reject(error)
    })
  })

/** Bytes of a body that are handed over at a time: a peer that takes some of it, if slowly, is seen to. */
const sliceBytes = 262_144

/** A body of any length in slices, which share its bytes. */
export const sliced = (bytes: Uint8Array): Streaming => ({
  _tag: 'Streaming',
  stream: {
    async *[Symbol.asyncIterator]() {
      for (let at = 0; at < bytes.length; at += sliceBytes) yield bytes.subarray(at, at + sliceBytes)
    },
  },
})

export const isLong = (bytes: Uint8Array): boolean => bytes.length > sliceBytes
