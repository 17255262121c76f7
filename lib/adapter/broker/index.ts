/**
 * Message brokers: what a worker asks of one, the contract that each has to pass, one in memory, and NATS JetStream.
 */

export type {
  Broker,
  BrokerFault,
  Confirmation,
  Headers,
  Lag,
  Message,
  Publication,
  RejectOptions,
} from './Broker.js'
export { brokerFault, headerBytes } from './Broker.js'
export type { BrokerLaw, Harness, HarnessOptions } from './contract.js'
export { brokerContract } from './contract.js'
export type { MemoryOptions, MemoryServer } from './memory.js'
export { memoryServer } from './memory.js'
export type { NatsOptions, NatsStreams } from './nats.js'
export { openNats } from './nats.js'
export type { NatsLogin, NatsPublisher, NatsServers } from './natsConnection.js'
export { openNatsPublisher } from './natsConnection.js'
