/**
 * NATS JetStream as a broker: a durable pull consumer of one stream, and publications that other streams confirm.
 *
 * `@nats-io/jetstream` and `@nats-io/transport-node` are loaded when a connection is opened; who opens none needs neither.
 */

import type { ConsumerInfo, ConsumerMessages, JetStreamManager, JsMsg } from '@nats-io/jetstream'
import type { MsgHdrs, NatsConnection } from '@nats-io/transport-node'
import type { Either } from 'fp-ts/lib/Either.js'
import { isLeft, left, right } from '../../value/either.js'
import type { Broker, BrokerFault, Headers, Message } from './Broker.js'
import { brokerFault } from './Broker.js'
import type { NatsOptions } from './NatsOptions.js'
import { confirmedBy } from './natsConfirmed.js'
import type { Libraries } from './natsConnection.js'
import { attempt, connectNats } from './natsConnection.js'
import type { Source } from './Queue.js'
import { openQueue } from './Queue.js'

// -------------------------------------------------------------------------------------
// opening
// -------------------------------------------------------------------------------------

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

const pairsOf = (headers: MsgHdrs | undefined): Headers => {
  if (headers === undefined) return []
  return headers.keys().flatMap((name) => headers.values(name).map((value) => [name, value] as const))
}

/** The client takes time for headers that is squared in their number. */
const mostHeaderBytes = 16 * 1024

/** How long headers are, before they are read; the client's types do not say where it has that. */
const sizeOf = (message: JsMsg): number =>
  (message as JsMsg & { readonly msg?: { readonly _msg?: { readonly hdr?: number } } }).msg?._msg?.hdr ?? 0

/** None where they are not to be read: other clients publish names with spaces, and the server keeps what it gets. */
const headersOf = (message: JsMsg): Headers => {
  if (sizeOf(message) > mostHeaderBytes) return []
  try {
    return pairsOf(message.headers)
  } catch {
    return []
  }
}

/** `undefined` of what somebody sent past the server: it is in no stream, and nobody waits for what becomes of it. */
const infoOf = (message: JsMsg): JsMsg['info'] | undefined => {
  try {
    return message.info
  } catch {
    return undefined
  }
}

const messageOf = (message: JsMsg): Message | undefined => {
  const info = infoOf(message)
  if (info === undefined) return undefined
  const { stream, consumer, streamSequence, deliveryCount, timestampNanos } = info
  return {
    // The time tells a sequence from the same one of a stream that was made anew; the consumer, from another's results.
    id: `${stream}:${streamSequence}:${timestampNanos}:${consumer}`,
    payload: message.data,
    headers: headersOf(message),
    deliveries: deliveryCount,
    sinceMillis: Math.floor(timestampNanos / 1_000_000),
  }
}

// -------------------------------------------------------------------------------------
// broker
// -------------------------------------------------------------------------------------

interface Working {
  readonly connection: NatsConnection
  readonly jsm: JetStreamManager
  readonly messages: ConsumerMessages
  readonly libraries: Libraries
  readonly options: NatsOptions
  readonly windowMillis: number
}

/** What a server takes where it is not told otherwise. Source: docs.nats.io, server configuration, `max_payload`. */
const defaultMaxBytes = 1024 * 1024

/** How long a server that does not answer is waited for. */
const flushMillis = 5000

/** The same for each of the two things that are said in parting: whoever stops is waited for. */
const closeMillis = 2000

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

/**
 * Messages that are ended by draining their subscription: what the server had sent by then still comes, and can be handed back. Ended
 * the client's own way, that would be dropped, and come to another worker only when its time is over.
 */
const drainable = (messages: ConsumerMessages): Source<JsMsg> => ({
  [Symbol.asyncIterator]: () => messages[Symbol.asyncIterator](),
  close: async () => {
    // The client ends the messages of a drained subscription by itself; that it has one is not in its types.
    const { sub } = messages as ConsumerMessages & { readonly sub?: { readonly drain?: () => Promise<void> } }
    if (sub?.drain === undefined) await messages.close()
    else await sub.drain()
  },
})

const brokerOf = (working: Working): Broker => {
  const { connection, jsm, messages, libraries, options, windowMillis } = working
  const { stream, consumer, publishMillis, prefetch } = options
  const queue = openQueue<JsMsg>(drainable(messages), prefetch)
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

  const confirmed = confirmedBy({ libraries, connection }, publishMillis)

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
        taken.flatMap((source) => {
          const message = messageOf(source)
          if (message === undefined) return []
          sources.set(message, source)
          return [message]
        }),
      )
    },
    publish: (publications) => Promise.all(publications.map(confirmed.publish)),
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
        const rest = await within(queue.close(), closeMillis)
        for (const source of rest) source.nak()
        await within(connection.flush(), closeMillis)
      })
      confirmed.close()
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
  const connected = await connectNats(options)
  if (isLeft(connected)) return connected
  const { libraries, connection } = connected.right
  const opened = await attempt(async (): Promise<Either<BrokerFault, Broker>> => {
    const jsm = await libraries.jetstream.jetstreamManager(connection)
    await makeStreams(jsm, options)
    const info = await consumerOf(libraries, jsm, options)
    if (isLeft(info)) return info
    const window = await windowOf(jsm, options.results)
    if (isLeft(window)) return window
    const js = libraries.jetstream.jetstream(connection)
    const consumer = await js.consumers.get(options.stream, options.consumer)
    // Half of it is how often the server says that it is there; what a restart lost is asked for again after two such times.
    const messages = await consumer.consume({ max_messages: options.prefetch, expires: 2000 })
    void hear(connection, options.heard)
    const windowMillis = window.right
    return right(brokerOf({ connection, jsm, messages, libraries, options, windowMillis }))
  })
  const broker = isLeft(opened) ? opened : opened.right
  if (isLeft(broker)) await attempt(() => connection.close())
  return broker
}
