/**
 * A broker in this process: for tests of programs that use one, and the reading of the contract that is easiest to follow.
 */

import { left, right } from '../../value/either.js'
import type { Broker, Confirmation, Headers, Message, Publication } from './Broker.js'
import { brokerFault, headerBytes } from './Broker.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

export interface MemoryOptions {
  /** How long a worker may have a message before others get it. */
  readonly ackMillis: number
  /** How long ids of publications are remembered. */
  readonly windowMillis: number
  readonly maxBytes: number
  /** Milliseconds since 1970. */
  readonly now: () => number
}

export interface MemoryServer {
  /** What is to be pulled. */
  readonly put: (payload: Uint8Array, headers: Headers) => void
  /** What was published, in order. */
  readonly published: () => ReadonlyArray<Publication>
  /** One worker's connection. */
  readonly connect: () => Broker
}

interface Held {
  readonly message: Omit<Message, 'deliveries'>
  deliveries: number
  /** From when on it may be pulled; `Infinity` where it was acknowledged. */
  freeMillis: number
  /** Whether a worker has it: a rejected one with a delay is with none. */
  out: boolean
}

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

const closedFault = left(brokerFault('Closed', 'the connection was closed'))

/** How often a pull that waits looks again. */
const lookMillis = 5

export const memoryServer = ({ ackMillis, windowMillis, maxBytes, now }: MemoryOptions): MemoryServer => {
  const held = new Map<string, Held>()
  const published: Array<Publication> = []
  const seen = new Map<string, number>()
  let last = 0

  const keep = (publication: Publication): Confirmation => {
    const at = now()
    const before = seen.get(publication.id)
    if (before !== undefined && at - before < windowMillis) return { isDuplicate: true }
    seen.set(publication.id, at)
    published.push(publication)
    return { isDuplicate: false }
  }

  const connect = (): Broker => {
    let isClosed = false
    /** What this connection has: by id, the delivery that it had it by. */
    const mine = new Map<string, number>()
    const take = (most: number): ReadonlyArray<Message> => {
      const at = now()
      const taken: Array<Message> = []
      for (const one of held.values()) {
        if (taken.length === most) break
        if (one.freeMillis > at) continue
        one.deliveries++
        one.freeMillis = at + ackMillis
        one.out = true
        mine.set(one.message.id, one.deliveries)
        taken.push({ ...one.message, deliveries: one.deliveries })
      }
      return taken
    }
    const release = (id: string, delayMillis: number): void => {
      const one = held.get(id)
      // Another worker may have got it since.
      if (one === undefined || one.deliveries !== mine.get(id)) return
      one.freeMillis = now() + delayMillis
      one.out = false
      mine.delete(id)
    }
    return {
      windowMillis,
      maxBytes: () => maxBytes,
      pull: async (most, waitMillis) => {
        const until = now() + waitMillis
        for (;;) {
          if (isClosed) return closedFault
          const taken = take(most)
          if (taken.length > 0 || now() >= until) return right(taken)
          await new Promise((resolve) => setTimeout(resolve, lookMillis))
        }
      },
      publish: async (publications) =>
        publications.map((publication) => {
          if (isClosed) return closedFault
          const bytes = publication.payload.length + headerBytes(publication.headers)
          return bytes > maxBytes
            ? left(brokerFault('Refused', `larger than ${maxBytes} bytes`))
            : right(keep({ ...publication, payload: publication.payload.slice() }))
        }),
      acknowledge: async (messages) => {
        if (isClosed) return closedFault
        // Also where another worker got it since: it is done, whoever did it.
        for (const { id } of messages) {
          held.delete(id)
          mine.delete(id)
        }
        return right(undefined)
      },
      reject: async (messages, { delayMillis }) => {
        if (isClosed) return closedFault
        for (const { id } of messages) release(id, delayMillis)
        return right(undefined)
      },
      lag: async () => {
        if (isClosed) return closedFault
        const at = now()
        const unacknowledged = [...held.values()].filter(({ out, freeMillis }) => out && freeMillis > at).length
        return right({ waiting: held.size - unacknowledged, unacknowledged })
      },
      close: async () => {
        for (const id of [...mine.keys()]) release(id, 0)
        isClosed = true
      },
    }
  }

  return {
    put: (payload, headers) => {
      const id = `memory:${++last}`
      const message = { id, payload: payload.slice(), headers, sinceMillis: now() }
      held.set(id, { message, deliveries: 0, freeMillis: 0, out: false })
    },
    published: () => [...published],
    connect,
  }
}
