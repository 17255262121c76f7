/**
 * NATS JetStream as a broker: a durable pull consumer of one stream, and publications that other streams confirm.
 *
 * `@nats-io/jetstream` and `@nats-io/transport-node` are loaded when a connection is opened; who opens none needs neither.
 */

import type { ConsumerInfo, ConsumerMessages, JetStreamClient, JetStreamManager, JsMsg } from '@nats-io/jetstream'
import type { MsgHdrs, NatsConnection, NodeConnectionOptions } from '@nats-io/transport-node'
import type { Either } from 'fp-ts/lib/Either.js'
import { isLeft, left, right } from '../../value/either.js'
import type { Broker, BrokerFault, Confirmation, Headers, Message, Publication } from './Broker.js'
import { brokerFault } from './Broker.js'
import { openQueue } from './Queue.js'

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

/** Streams that are made where there are none. Both are files on the server. */
export interface NatsStreams {
  /** Subjects of the stream that is worked off. */
  readonly subjects: ReadonlyArray<string>
  /** The name of the one stream that takes all results. */
  readonly results: string
  /** How long ids are remembered, in milliseconds. */
  readonly windowMillis: number
}

export interface NatsOptions {
  /** `nats://localhost:4222`, or `tls://…`. */
  readonly servers: ReadonlyArray<string>
  /** What the server's monitoring calls this connection. */
  readonly name: string
  readonly login: NatsLogin
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

interface Libraries {
  readonly jetstream: typeof import('@nats-io/jetstream')
  readonly transport: typeof import('@nats-io/transport-node')
}

// -------------------------------------------------------------------------------------
// faults
// -------------------------------------------------------------------------------------

/** Faults that stay, by the server's own numbers: a message larger than the stream takes. Source: nats-server, errors.json. */
const lasting: ReadonlySet<number> = new Set([10054])

const faultOf = (error: unknown): BrokerFault => {
  const { name = '', message = String(error), code } = error as Error & { readonly code?: unknown }
  if (name === 'ClosedConnectionError' || name === 'DrainingConnectionError') return brokerFault('Closed', message)
  const isRefused =
    name === 'PermissionViolationError' ||
    name === 'InvalidArgumentError' ||
    name === 'InvalidSubjectError' ||
    (typeof code === 'number' && lasting.has(code))
  return brokerFault(isRefused ? 'Refused' : 'Unavailable', message)
}

const attempt = async <A>(run: () => Promise<A>): Promise<Either<BrokerFault, A>> => {
  try {
    return right(await run())
  } catch (error) {
    return left(faultOf(error))
  }
}

// -------------------------------------------------------------------------------------
// opening
// -------------------------------------------------------------------------------------

const load = async (): Promise<Either<BrokerFault, Libraries>> => {
  try {
    const [jetstream, transport] = await Promise.all([import('@nats-io/jetstream'), import('@nats-io/transport-node')])
    return right({ jetstream, transport })
  } catch {
    return left(brokerFault('Refused', 'not installed: npm install @nats-io/jetstream @nats-io/transport-node'))
  }
}

const connectionOptions = ({ transport }: Libraries, options: NatsOptions): NodeConnectionOptions => {
  const { user, password, token, credentials } = options.login
  return {
    servers: [...options.servers],
    name: options.name,
    maxReconnectAttempts: -1,
    reconnectTimeWait: 250,
    // A server that hangs is left after half a minute.
    pingInterval: 10_000,
    ...(user !== undefined && { user }),
    ...(password !== undefined && { pass: password }),
    ...(token !== undefined && { token }),
    ...(credentials !== undefined && {
      authenticator: transport.credsAuthenticator(new TextEncoder().encode(credentials)),
    }),
  }
}

const nanosOf = (millis: number): number => millis * 1_000_000

const streamOf = async (jsm: JetStreamManager, subject: string): Promise<string | undefined> => {
  try {
    return await jsm.streams.find(subject)
  } catch (error) {
    if (error instanceof Error && error.message.includes('no stream matches')) return undefined
    throw error
  }
}

const exists = async (run: () => Promise<unknown>): Promise<boolean> => {
  try {
    await run()
    return true
  } catch (error) {
    if (/(stream|consumer) not found/.test(error instanceof Error ? error.message : '')) return false
    throw error
  }
}

/** The streams that are wanted and are not there. Workers that start at once may both make them: the second is told so. */
const makeStreams = async (jsm: JetStreamManager, { stream, results, create }: NatsOptions): Promise<void> => {
  if (create === undefined) return
  if (!(await exists(() => jsm.streams.info(stream))))
    await jsm.streams.add({ name: stream, subjects: [...create.subjects] })
  const homes = await Promise.all(results.map((subject) => streamOf(jsm, subject)))
  const homeless = results.filter((_, i) => homes[i] === undefined)
  if (homeless.length > 0) {
    await jsm.streams.add({
      name: create.results,
      subjects: homeless,
      duplicate_window: nanosOf(create.windowMillis),
    })
  }
}

/** The shortest window of the streams that take results, in milliseconds. */
const windowOf = async (
  jsm: JetStreamManager,
  results: ReadonlyArray<string>,
): Promise<Either<BrokerFault, number>> => {
  let shortest = Number.POSITIVE_INFINITY
  for (const subject of results) {
    const name = await streamOf(jsm, subject)
    if (name === undefined) return left(brokerFault('Refused', `no stream takes ${subject}`))
    const { config } = await jsm.streams.info(name)
    shortest = Math.min(shortest, (config.duplicate_window ?? 0) / 1_000_000)
  }
  return right(shortest)
}

/** Messages that are out at all workers together; the server's own bound, 1000, would leave most of them idle. */
const maxOut = 50_000

const consumerOf = async (
  { jetstream }: Libraries,
  jsm: JetStreamManager,
  { stream, consumer, filter, ackMillis }: NatsOptions,
): Promise<Either<BrokerFault, ConsumerInfo>> => {
  if (!(await exists(() => jsm.streams.info(stream)))) return left(brokerFault('Refused', `no stream ${stream}`))
  if (!(await exists(() => jsm.consumers.info(stream, consumer)))) {
    await jsm.consumers.add(stream, {
      durable_name: consumer,
      ack_policy: jetstream.AckPolicy.Explicit,
      deliver_policy: jetstream.DeliverPolicy.All,
      ack_wait: nanosOf(ackMillis),
      // A message that is given up by the server is lost; whether to give one up is for the worker to say.
      max_deliver: -1,
      max_ack_pending: maxOut,
      ...(filter !== undefined && { filter_subject: filter }),
    })
  }
  const info = await jsm.consumers.info(stream, consumer)
  return info.config.ack_policy === jetstream.AckPolicy.Explicit
    ? right(info)
    : left(brokerFault('Refused', `consumer ${consumer} does not acknowledge each message by itself`))
}

// -------------------------------------------------------------------------------------
// messages
// -------------------------------------------------------------------------------------

const headersOf = (headers: MsgHdrs | undefined): Headers => {
  if (headers === undefined) return []
  return headers.keys().flatMap((name) => headers.values(name).map((value) => [name, value] as const))
}

const messageOf = (message: JsMsg): Message => {
  const { stream, consumer, streamSequence, deliveryCount, timestampNanos } = message.info
  return {
    // The time tells a sequence from the same one of a stream that was made anew; the consumer, from another's results.
    id: `${stream}:${streamSequence}:${timestampNanos}:${consumer}`,
    payload: message.data,
    headers: headersOf(message.headers),
    deliveries: deliveryCount,
    sinceMillis: Math.floor(timestampNanos / 1_000_000),
  }
}

// -------------------------------------------------------------------------------------
// broker
// -------------------------------------------------------------------------------------

interface Connected {
  readonly connection: NatsConnection
  readonly jsm: JetStreamManager
  readonly js: JetStreamClient
  readonly messages: ConsumerMessages
  readonly libraries: Libraries
  readonly options: NatsOptions
  readonly windowMillis: number
}

/** What a server takes where it is not told otherwise. Source: docs.nats.io, server configuration, `max_payload`. */
const defaultMaxBytes = 1024 * 1024

/** How long a server that does not answer is waited for. */
const flushMillis = 5000

const within = async <A>(promise: Promise<A>, millis: number): Promise<A> => {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${millis} ms`)), millis)
  })
  try {
    return await Promise.race([promise, late])
  } finally {
    clearTimeout(timer)
  }
}

const brokerOf = (connected: Connected): Broker => {
  const { connection, jsm, js, messages, libraries, options, windowMillis } = connected
  const { stream, consumer, publishMillis, prefetch } = options
  const queue = openQueue<JsMsg>(messages, prefetch)
  const sources = new WeakMap<Message, JsMsg>()
  let mostBytes = connection.info?.max_payload ?? defaultMaxBytes

  const told = (messages: ReadonlyArray<Message>, tell: (message: JsMsg) => void) =>
    attempt(async () => {
      for (const message of messages) {
        const source = sources.get(message)
        if (source !== undefined) tell(source)
      }
      // What the server answers after is what it has read before.
      await within(connection.flush(), flushMillis)
    })

  const publish = async ({ to, id, payload, headers }: Publication): Promise<Either<BrokerFault, Confirmation>> =>
    attempt(async () => {
      const all = libraries.transport.headers()
      for (const [name, value] of headers) all.append(name, value)
      const { duplicate } = await js.publish(to, payload, { headers: all, msgID: id, timeout: publishMillis })
      return { isDuplicate: duplicate === true }
    })

  return {
    windowMillis,
    maxBytes: () => {
      // A server that is away says nothing: what it last said stands.
      mostBytes = connection.info?.max_payload ?? mostBytes
      return mostBytes
    },
    pull: async (most, waitMillis) => {
      if (queue.isClosed()) return left(brokerFault('Closed', 'the connection was closed'))
      const taken = await queue.take(most, waitMillis)
      return right(
        taken.map((source) => {
          const message = messageOf(source)
          sources.set(message, source)
          return message
        }),
      )
    },
    publish: (publications) => Promise.all(publications.map(publish)),
    acknowledge: (messages) => told(messages, (source) => source.ack()),
    reject: (messages, { delayMillis }) =>
      told(messages, (source) => (delayMillis > 0 ? source.nak(delayMillis) : source.nak())),
    lag: () =>
      attempt(async () => {
        const { num_pending, num_ack_pending } = await jsm.consumers.info(stream, consumer)
        return { waiting: num_pending, unacknowledged: num_ack_pending }
      }),
    close: async () => {
      // A server that is gone cannot be told; what it had handed out comes again when its time is over.
      await attempt(async () => {
        const rest = await within(queue.close(), flushMillis)
        for (const source of rest) source.nak()
        await within(connection.flush(), flushMillis)
      })
      await attempt(() => connection.close())
    },
  }
}

const hear = async (connection: NatsConnection, heard: NatsOptions['heard']): Promise<void> => {
  for await (const { type } of connection.status()) {
    if (type === 'disconnect') heard('disconnected')
    if (type === 'reconnect') heard('reconnected')
    if (type === 'staleConnection') heard('stalled')
  }
}

/** Connects, makes what is wanted and missing, and begins to pull. A server that goes away later is waited for without end. */
export const openNats = async (options: NatsOptions): Promise<Either<BrokerFault, Broker>> => {
  const loaded = await load()
  if (isLeft(loaded)) return loaded
  const libraries = loaded.right
  const connection = await attempt(() => libraries.transport.connect(connectionOptions(libraries, options)))
  if (isLeft(connection)) return connection
  const opened = await attempt(async (): Promise<Either<BrokerFault, Broker>> => {
    const jsm = await libraries.jetstream.jetstreamManager(connection.right)
    await makeStreams(jsm, options)
    const info = await consumerOf(libraries, jsm, options)
    if (isLeft(info)) return info
    const window = await windowOf(jsm, options.results)
    if (isLeft(window)) return window
    const js = libraries.jetstream.jetstream(connection.right)
    const consumer = await js.consumers.get(options.stream, options.consumer)
    // Half of it is how often the server says that it is there; what a restart lost is asked for again after two such times.
    const messages = await consumer.consume({ max_messages: options.prefetch, expires: 2000 })
    void hear(connection.right, options.heard)
    const windowMillis = window.right
    return right(brokerOf({ connection: connection.right, jsm, js, messages, libraries, options, windowMillis }))
  })
  const broker = isLeft(opened) ? opened : opened.right
  if (isLeft(broker)) await attempt(() => connection.right.close())
  return broker
}
