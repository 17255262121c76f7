/**
 * Bytes that are asked for: whoever reads says where they go and how many there is room for.
 */

import type { Signal } from './web.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

export interface ByteSource {
  /** Fills some of the room and says how much; 0 at the end. Rejects where its origin fails. */
  readonly read: (into: Uint8Array) => Promise<number>
  /** Lets go of the origin, at its end or before. */
  readonly close: () => Promise<void>
}

/** Node streams and web streams are such iterables. Text is taken as UTF-8. */
export type Chunks = AsyncIterable<Uint8Array | string> | Iterable<Uint8Array | string>

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

const encoder = new TextEncoder()

export const iteratorOf = <A>(source: AsyncIterable<A> | Iterable<A>): AsyncIterator<A> | Iterator<A> =>
  Symbol.asyncIterator in source ? source[Symbol.asyncIterator]() : source[Symbol.iterator]()

/** What does not fit waits; nothing is asked for before it is gone. */
export const fromChunks = (chunks: Chunks): ByteSource => {
  const iterator = iteratorOf(chunks)
  let rest: Uint8Array = new Uint8Array()
  return {
    read: async (into) => {
      while (rest.length === 0) {
        const next = await iterator.next()
        if (next.done === true) return 0
        rest = typeof next.value === 'string' ? encoder.encode(next.value) : next.value
      }
      const part = rest.subarray(0, into.length)
      into.set(part)
      rest = rest.subarray(part.length)
      return part.length
    },
    close: async () => {
      await iterator.return?.()
    },
  }
}

/** What is waited for, or the signal's reason where that comes first. */
export const orAborted = <A>(waited: PromiseLike<A> | A, signal: Signal | undefined): Promise<A> => {
  if (signal === undefined) return Promise.resolve(waited)
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(signal.reason)
    if (signal.aborted) stop()
    else signal.addEventListener('abort', stop, { once: true })
    Promise.resolve(waited)
      .then(resolve, reject)
      .finally(() => signal.removeEventListener('abort', stop))
  })
}

/** A source that fails with the signal's reason once it is aborted, also while it is waited for. */
export const abortable = (source: ByteSource, signal: Signal | undefined): ByteSource => ({
  read: (into) => (signal?.aborted === true ? Promise.reject(signal.reason) : orAborted(source.read(into), signal)),
  close: async () => {
    const closed = source.close()
    // An origin that has not answered may never do.
    if (signal?.aborted === true) closed.catch(() => undefined)
    else await closed
  },
})
