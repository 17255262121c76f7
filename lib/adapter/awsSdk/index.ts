/**
 * `wireshape/aws-sdk`: clients of the AWS SDK v3 that check their inputs, with our codecs or with their own.
 */

import { protocols } from '../../protocol/index.js'
import type { ProtocolOptions } from './protocol.js'
import { clientProtocol } from './protocol.js'
import type { SdkProtocol } from './sdk.js'
import type { Shapes } from './shapes.js'

export { sdkNotes } from '../../model/sdk.js'
export type { Advice, CheckOptions } from './check.js'
export type { ValidateOptions } from './middleware.js'
export { validate } from './middleware.js'
export type { ProtocolOptions } from './protocol.js'
export { clientProtocol } from './protocol.js'
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
 * it; `clientProtocol([restJson1], Connect)` is the same of one.
 */
export const validated = (shapes: Shapes, options: ProtocolOptions = {}): SdkProtocol =>
  clientProtocol(protocols, shapes, options)
