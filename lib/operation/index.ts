/**
 * Operations and services as values.
 */

export type {
  AnyOperation,
  AnyRaised,
  Http,
  MalformedResponse,
  ModelledError,
  Operation,
  OperationParts,
  OperationTraits,
  Raised,
  ReceivedOf,
  RequestFault,
  ResponseError,
  Service,
  ServiceInfo,
  UnknownError,
  Writes,
} from './Operation.js'
export { operation, service } from './Operation.js'
export { prepare, randomUuid } from './prepare.js'
