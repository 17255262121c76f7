/**
 * Bytes that are asked for: whoever reads says where they go and how many there is room for.
 */

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
