/**
 * wireshape: a shape says once what a piece of an AWS API is; from it come its type, its checks, its Value and its bytes.
 *
 * `wireshape/shape` has the constructors, `wireshape/value` the Value, `wireshape/connect` the built-in service.
 */

export type { Body, Bytes, Headers, HttpRequest, HttpResponse, None, Streaming } from './http/index.js'
export { bytesBody, bytesOf, headerNamed, headersNamed, noBody } from './http/index.js'
export { cborBytes } from './interpret/cbor.js'
export { domainJson } from './interpret/domainJson.js'
export { eq, ord, show } from './interpret/instances.js'
export type { Json } from './interpret/json.js'
export { json, jsonBytes, jsonText } from './interpret/json.js'
export type { Loggable } from './interpret/loggable.js'
export { loggable } from './interpret/loggable.js'
export type { Hidden, RedactOptions } from './interpret/redact.js'
export { redact } from './interpret/redact.js'
export { xmlText } from './interpret/xml.js'
export type { Customisation, Endpoint, Outgoing } from './operation/customisations.js'
export { customisationOf } from './operation/customisations.js'
export type {
  AnyOperation,
  AnyRaised,
  MalformedResponse,
  ModelledError,
  Operation,
  Raised,
  RequestFault,
  ResponseError,
  Service,
  ServiceInfo,
  UnknownError,
  Writes,
} from './operation/index.js'
export { operation, prepare, randomUuid, service } from './operation/index.js'
export type {
  EventCodec,
  EventMessage,
  HeaderValue,
  MessageFault,
  MessageLimits,
  SplitMessage,
} from './protocol/index.js'
export {
  awsJson1_0,
  awsJson1_1,
  awsQuery,
  ec2Query,
  eventStreamType,
  protocols,
  readMessage,
  readMessages,
  restJson1,
  restXml,
  rpcv2Cbor,
  splitInitial,
  writeMessage,
} from './protocol/index.js'
export type { AnswerOptions, Client, ClientOptions, Protocol, Server } from './protocol/Protocol.js'
export type { ConstraintCode } from './schema/constraints.js'
export type { AnyShape, Codec, InputOf, Shape, Unlisted } from './shape/index.js'
export { advise, check, closed, ignore, limited, shapeOf, tolerant } from './shape/index.js'
export type {
  Bounds,
  Errors,
  Issue,
  IssueCode,
  LimitFault,
  Limits,
  Path,
  Validation,
  ValidationError,
} from './value/index.js'
export { defaultLimits, issuesOf, issueText, limits, pathText, reportText } from './value/index.js'
