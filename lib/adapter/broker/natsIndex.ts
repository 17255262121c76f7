/**
 * NATS JetStream as a broker, for Node.
 */

export type { NatsLogin, NatsOptions, NatsServers, NatsStreams } from './NatsOptions.js'
export { openNats } from './nats.js'
export type { NatsPublisher } from './natsPublisher.js'
export { openNatsPublisher } from './natsPublisher.js'
