/**
 * Message brokers: what a worker asks of one, the contract that each has to pass, and one in memory.
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
