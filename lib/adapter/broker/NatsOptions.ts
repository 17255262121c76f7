/**
 * What a connection to NATS is opened with: plain data, in which no type of its client appears.
 */

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** How a server knows who it is; none of it is ever logged. */
export interface NatsLogin {
  readonly user?: string
  readonly password?: string
  readonly token?: string
  /** The text of a credentials file. */
  readonly credentials?: string
}

export interface NatsServers {
  /** `nats://localhost:4222`, or `tls://…`. */
  readonly servers: ReadonlyArray<string>
  /** What the server's monitoring calls this connection. */
  readonly name: string
  readonly login: NatsLogin
}

/** Streams that are made where there are none. Both are files on the server. */
export interface NatsStreams {
  /** Subjects of the stream that is worked off. */
  readonly subjects: ReadonlyArray<string>
  /** The name of the one stream that takes all results. */
  readonly results: string
  /** How long ids are remembered, in milliseconds. */
  readonly windowMillis: number
}

export interface NatsOptions extends NatsServers {
  readonly stream: string
  /** The durable consumer; every worker of this name shares the work. It is made where there is none. */
  readonly consumer: string
  /** For a consumer that is made: one subject of the stream, or all where it is `undefined`. */
  readonly filter: string | undefined
  /** For a consumer that is made: how long a worker may have a message before another gets it. */
  readonly ackMillis: number
  /** How many messages are held in memory ahead of `pull`. */
  readonly prefetch: number
  /** How long a confirmation is waited for. */
  readonly publishMillis: number
  /** The subjects that results go to; a stream has to take each. */
  readonly results: ReadonlyArray<string>
  /** `undefined` where missing streams are a fault. */
  readonly create: NatsStreams | undefined
  readonly heard: (event: 'disconnected' | 'reconnected' | 'stalled') => void
}
