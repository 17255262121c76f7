/**
 * Publications that JetStream confirms, any number on their way at once. The client's own way makes two errors with their stacks for
 * each, in case that they are needed; that is a third of a worker's time.
 */

import type { Msg } from '@nats-io/transport-node'
import type { Either } from 'fp-ts/lib/Either.js'
import { left, right } from '../../value/either.js'
import type { BrokerFault, Confirmation, Publication } from './Broker.js'
import { brokerFault } from './Broker.js'
import type { Connected } from './natsConnection.js'
import { natsFault } from './natsConnection.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

type Answer = Either<BrokerFault, Confirmation>

export interface Confirmed {
  /** An empty id is none: the server keeps each publication. */
  readonly publish: (publication: Publication) => Promise<Answer>
  /** Whatever is on its way is `Closed`. */
  readonly close: () => void
}

interface OnTheWay {
  readonly to: string
  readonly dueMillis: number
  readonly resolve: (answer: Answer) => void
}

// -------------------------------------------------------------------------------------
// answers
// -------------------------------------------------------------------------------------

/** The answer of a stream. Source: docs.nats.io, "JetStream wire API reference", publishing. */
interface PubAck {
  readonly stream?: string
  readonly duplicate?: boolean
  readonly error?: { readonly err_code?: number; readonly description?: string }
}

/** Faults that stay, by the server's own numbers: a message larger than the stream takes. Source: nats-server, errors.json. */
const lasting: ReadonlySet<number> = new Set([10054])

/** Nobody answers: there is no stream for the subject, or a server that starts does not have it yet. */
const noResponders = 503

const answerOf = (message: Msg): Answer => {
  if (message.headers?.code === noResponders) return left(brokerFault('Unavailable', 'no stream takes it'))
  try {
    const { stream, duplicate, error } = message.json<PubAck>()
    if (error !== undefined) {
      const { err_code = 0, description = 'an error without a description' } = error
      return left(brokerFault(lasting.has(err_code) ? 'Refused' : 'Unavailable', description))
    }
    if (stream !== undefined) return right({ isDuplicate: duplicate === true })
  } catch {
    // Some other program answers where a stream should.
  }
  return left(brokerFault('Unavailable', 'the answer is not one of a stream'))
}

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

/** How often it is looked for those that are late. */
const lookMillis = 250

export const confirmedBy = ({ libraries, connection }: Connected, timeoutMillis: number): Confirmed => {
  const { createInbox, headers: newHeaders } = libraries.transport
  const inbox = createInbox()
  const onTheWay = new Map<string, OnTheWay>()
  let last = 0

  const answered = (key: string, answer: Answer): void => {
    onTheWay.get(key)?.resolve(answer)
    onTheWay.delete(key)
  }
  const failed = (fault: BrokerFault, which: (one: OnTheWay) => boolean): void => {
    for (const [key, one] of onTheWay) if (which(one)) answered(key, left(fault))
  }

  const subscription = connection.subscribe(`${inbox}.*`, {
    callback: (error, message) => {
      if (error !== null) failed(natsFault(error), () => true)
      else answered(message.subject.slice(inbox.length + 1), answerOf(message))
    },
  })
  const timer = setInterval(() => {
    const now = performance.now()
    failed(brokerFault('Unavailable', `no answer within ${timeoutMillis} ms`), ({ dueMillis }) => dueMillis <= now)
  }, lookMillis)
  timer.unref()

  const listen = async (): Promise<void> => {
    for await (const status of connection.status()) {
      // The server that would have answered is gone.
      if (status.type === 'disconnect') failed(brokerFault('Unavailable', 'disconnected'), () => true)
      if (status.type !== 'error') continue
      const { error } = status
      const { errors } = libraries.transport
      if (error instanceof errors.PermissionViolationError) failed(natsFault(error), ({ to }) => to === error.subject)
    }
  }
  void listen()

  return {
    publish: ({ to, id, payload, headers }) =>
      new Promise((resolve) => {
        const key = (last++).toString(36)
        try {
          const all = newHeaders()
          for (const [name, value] of headers) all.append(name, value)
          if (id !== '') all.set('Nats-Msg-Id', id)
          onTheWay.set(key, { to, dueMillis: performance.now() + timeoutMillis, resolve })
          connection.publish(to, payload, { headers: all, reply: `${inbox}.${key}` })
        } catch (error) {
          onTheWay.delete(key)
          resolve(left(natsFault(error)))
        }
      }),
    close: () => {
      clearInterval(timer)
      subscription.unsubscribe()
      failed(brokerFault('Closed', 'the connection was closed'), () => true)
    },
  }
}
