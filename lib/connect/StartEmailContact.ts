/**
 * StartEmailContact as the generator prints it, its request held to what the service documents and no model says.
 *
 * `PUT /contact/email`, restJson1.
 */

import type { Operation, Service } from '../operation/Operation.js'
import { service } from '../operation/Operation.js'
import { documented } from '../shape/constructors.js'
import type { StructureShape } from '../shape/Shape.js'
import { creationRules } from './documented.js'
import * as Generated from './generated/Connect.js'
import type {
  StartEmailContactRequest_Input,
  StartEmailContactRequest_Value,
} from './generated/StartEmailContactRequest.js'
import { StartEmailContactRequest as ModelledRequest } from './generated/StartEmailContactRequest.js'
import type { StartEmailContactResponse } from './generated/StartEmailContactResponse.js'

// -------------------------------------------------------------------------------------
// request
// -------------------------------------------------------------------------------------

/** What a client says to start a contact. */
export interface StartEmailContactRequest extends ModelledRequest {}

export declare namespace StartEmailContactRequest {
  type Input = StartEmailContactRequest_Input
  type Value = StartEmailContactRequest_Value
}

/**
 * The request's shape with the documented rules; `ignore` and `advise` turn the code `documented` off or down.
 */
export const StartEmailContactRequest: StructureShape<
  StartEmailContactRequest,
  StartEmailContactRequest_Value,
  StartEmailContactRequest_Input
> = /*#__PURE__*/ documented(ModelledRequest, creationRules)

// -------------------------------------------------------------------------------------
// operation
// -------------------------------------------------------------------------------------

/** The errors that the service may answer with. */
export type StartEmailContactError = Generated.StartEmailContact_Error

/** Starts a contact of the email channel from a message that a customer wrote, and the flow that serves it. */
export const StartEmailContact: Operation<
  StartEmailContactRequest,
  StartEmailContactResponse,
  StartEmailContactError,
  'total'
> = /*#__PURE__*/ withInput()

function withInput(): typeof StartEmailContact {
  return { ...Generated.StartEmailContact, input: StartEmailContactRequest }
}

/** Amazon Connect, as far as it is built in. */
export const Connect: Service = /*#__PURE__*/ service(Generated.Connect, [StartEmailContact])
