/**
 * `wireshape/aws-sdk`: clients of the AWS SDK v3 that check their inputs, with our codecs or with their own.
 */

import { protocols } from '../../protocol/index.js'
import type { ProtocolOf } from './protocol.js'
import { speaking } from './protocol.js'

export { sdkNotes } from '../../model/sdk.js'
export type { Advice, CheckOptions } from './check.js'
export type { ClientSide } from './exchange.js'
export type { ValidateOptions } from './middleware.js'
export { validate } from './middleware.js'
export type { ProtocolOf, ProtocolOptions } from './protocol.js'
export { speaking } from './protocol.js'
export type { ParamValidationError } from './refusal.js'
export { isParamValidationError } from './refusal.js'
export type {
  OwnProtocol,
  OwnProtocolClass,
  SdkClient,
  SdkContext,
  SdkEndpoint,
  SdkOperation,
  SdkProtocol,
  SdkRequest,
  SdkResponse,
} from './sdk.js'
export { sdkSchemas } from './sdkSchemas.js'
export type { Operations, ShapeSource, Shapes } from './shapes.js'
export type { NumericValue } from './view.js'

/**
 * A protocol for the `protocol` of a client: `new ConnectClient({ protocol: validated(Connect) })`. Every protocol of ours is in
 * it; `speaking([restJson1])(Connect)` is the same of one.
 */
export const validated: ProtocolOf = /*#__PURE__*/ speaking(protocols)
