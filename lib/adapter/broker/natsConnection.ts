/**
 * A connection to NATS, by a client that is loaded when one is opened: `@nats-io/jetstream` and `@nats-io/transport-node`.
 */

import type { NatsConnection, NodeConnectionOptions } from '@nats-io/transport-node'
import type { Either } from 'fp-ts/lib/Either.js'
import { isLeft, left, right } from '../../value/either.js'
import type { BrokerFault } from './Broker.js'
import { brokerFault } from './Broker.js'
import type { NatsServers } from './NatsOptions.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

export interface Libraries {
  readonly jetstream: typeof import('@nats-io/jetstream')
  readonly transport: typeof import('@nats-io/transport-node')
}

export interface Connected {
  readonly libraries: Libraries
  readonly connection: NatsConnection
}

// -------------------------------------------------------------------------------------
// faults
// -------------------------------------------------------------------------------------

export const natsFault = (error: unknown): BrokerFault => {
  const { name = '', message = String(error) } = error as Error
  if (name === 'ClosedConnectionError' || name === 'DrainingConnectionError') return brokerFault('Closed', message)
  const isRefused = ['PermissionViolationError', 'InvalidArgumentError', 'InvalidSubjectError'].includes(name)
  return brokerFault(isRefused ? 'Refused' : 'Unavailable', message)
}

export const attempt = async <A>(run: () => Promise<A>): Promise<Either<BrokerFault, A>> => {
  try {
    return right(await run())
  } catch (error) {
    return left(natsFault(error))
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

const connectionOptions = ({ transport }: Libraries, options: NatsServers): NodeConnectionOptions => {
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

export const connectNats = async (options: NatsServers): Promise<Either<BrokerFault, Connected>> => {
  const loaded = await load()
  if (isLeft(loaded)) return loaded
  const libraries = loaded.right
  const connection = await attempt(() => libraries.transport.connect(connectionOptions(libraries, options)))
  return isLeft(connection) ? connection : right({ libraries, connection: connection.right })
}
