/**
 * NATS JetStream as a place to publish to: for what fills a stream.
 */

import type { Either } from 'fp-ts/lib/Either.js'
import { isLeft, right } from '../../value/either.js'
import type { BrokerFault, Confirmation, Publication } from './Broker.js'
import type { NatsServers } from './NatsOptions.js'
import { confirmedBy } from './natsConfirmed.js'
import { attempt, connectNats } from './natsConnection.js'

export interface NatsPublisher {
  /** An empty id is none: the server keeps each publication. */
  readonly publish: (publication: Publication) => Promise<Either<BrokerFault, Confirmation>>
  readonly close: () => Promise<void>
}

export const openNatsPublisher = async (
  options: NatsServers & { readonly publishMillis: number },
): Promise<Either<BrokerFault, NatsPublisher>> => {
  const connected = await connectNats(options)
  if (isLeft(connected)) return connected
  const { publish, close } = confirmedBy(connected.right, options.publishMillis)
  return right({
    publish,
    close: async () => {
      close()
      await attempt(() => connected.right.connection.close())
    },
  })
}
