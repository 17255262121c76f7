/**
 * What a durable worker asks of a message broker: pull, publish, acknowledge, reject, and how far behind it is.
 *
 * A broker is one more file that fills this interface and passes `brokerContract`. Laws, which the contract checks:
 * 1. a message is pulled again until it is acknowledged, each time under the same id;
 * 2. what is acknowledged is not pulled again;
 * 3. a message is with one worker at a time;
 * 4. a publication that was confirmed is kept; of those with one id, one within the window.
 */

import type { Either } from 'fp-ts/lib/Either.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** In order; a name may come twice. */
export type Headers = ReadonlyArray<readonly [name: string, value: string]>

export interface Message {
  /** The same at each delivery, and of no other message, also of a queue that was made anew. */
  readonly id: string
  readonly payload: Uint8Array
  readonly headers: Headers
  /** Counted from 1; 0 where the broker does not say. */
  readonly deliveries: number
  /** When the broker took it, in milliseconds since 1970; `undefined` where it does not say. */
  readonly sinceMillis: number | undefined
}

export interface Publication {
  /** A subject, a topic or a queue. */
  readonly to: string
  /** What repetitions are known by. */
  readonly id: string
  readonly payload: Uint8Array
  /** Visible ASCII and spaces; whatever else is the publisher's to escape. */
  readonly headers: Headers
}

export interface Confirmation {
  /** Whether the broker had one of that id, and so did not keep this one. */
  readonly isDuplicate: boolean
}

export interface Lag {
  /** Messages that no worker has. */
  readonly waiting: number
  /** Messages that a worker has, and did not acknowledge yet. */
  readonly unacknowledged: number
}

/**
 * `Unavailable` may pass: a broker that restarts, or a stream that is full. `Refused` does not pass by itself: too large, not
 * permitted. `Closed`: this connection was closed by its own side.
 */
export interface BrokerFault {
  readonly _tag: 'Unavailable' | 'Refused' | 'Closed'
  /** Safe to log: of the broker and its names alone. */
  readonly message: string
}

export interface RejectOptions {
  /** How long the message is kept from workers; 0 for not at all. */
  readonly delayMillis: number
}

export interface Broker {
  /**
   * At most so many messages, as many as there are; waits for the first of them, and then gives none.
   *
   * @param waitMillis the longest that it waits
   */
  readonly pull: (most: number, waitMillis: number) => Promise<Either<BrokerFault, ReadonlyArray<Message>>>
  /** One result for each publication, in order: right once the broker says that it keeps it. */
  readonly publish: (
    publications: ReadonlyArray<Publication>,
  ) => Promise<ReadonlyArray<Either<BrokerFault, Confirmation>>>
  /** Done with these; right once the broker was told. Those that it was not told of come again. */
  readonly acknowledge: (messages: ReadonlyArray<Message>) => Promise<Either<BrokerFault, void>>
  /** Hands these back, so that they come again without anybody waiting for them. */
  readonly reject: (messages: ReadonlyArray<Message>, options: RejectOptions) => Promise<Either<BrokerFault, void>>
  readonly lag: () => Promise<Either<BrokerFault, Lag>>
  /** How long ids of publications are remembered, in milliseconds. */
  readonly windowMillis: number
  /** The most bytes of a publication, headers and what they are framed in included. */
  readonly maxBytes: () => number
  /** Hands back what was pulled ahead. Whatever is called afterwards is `Closed`. */
  readonly close: () => Promise<void>
}

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

export const brokerFault = (_tag: BrokerFault['_tag'], message: string): BrokerFault => ({ _tag, message })

// -------------------------------------------------------------------------------------
// destructors
// -------------------------------------------------------------------------------------

/** The bytes of headers with room for how a broker frames them. */
export const headerBytes = (headers: Headers): number =>
  headers.reduce((sum, [name, value]) => sum + name.length + value.length + 4, 64)
