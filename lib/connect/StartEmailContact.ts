/**
 * Starts a contact of the email channel from a message that a customer wrote, and the flow that serves it.
 *
 * `PUT /contact/email`, restJson1.
 */

import type { Operation, Raised, Service, ServiceInfo } from '../operation/Operation.js'
import { operation, service } from '../operation/Operation.js'
import { StartEmailContactRequest, StartEmailContactResponse } from './contact.js'
import {
  AccessDeniedException,
  IdempotencyException,
  InternalServiceException,
  InvalidRequestException,
  ResourceNotFoundException,
  ServiceQuotaExceededException,
  ThrottlingException,
} from './errors.js'

/** The errors that the service may answer with. */
export type StartEmailContactError =
  | Raised<'InvalidRequestException', InvalidRequestException>
  | Raised<'ServiceQuotaExceededException', ServiceQuotaExceededException>
  | Raised<'AccessDeniedException', AccessDeniedException>
  | Raised<'ResourceNotFoundException', ResourceNotFoundException>
  | Raised<'ThrottlingException', ThrottlingException>
  | Raised<'InternalServiceException', InternalServiceException>
  | Raised<'IdempotencyException', IdempotencyException>

const info: ServiceInfo = {
  id: 'com.amazonaws.connect#AmazonConnectService',
  version: '2017-08-08',
  sdkId: 'Connect',
  protocols: { 'aws.protocols#restJson1': {} },
}

export const StartEmailContact: Operation<
  StartEmailContactRequest,
  StartEmailContactResponse,
  StartEmailContactError,
  'total'
> = /*#__PURE__*/ operation('com.amazonaws.connect#StartEmailContact', {
  input: StartEmailContactRequest,
  output: StartEmailContactResponse,
  errors: [
    InvalidRequestException,
    ServiceQuotaExceededException,
    AccessDeniedException,
    ResourceNotFoundException,
    ThrottlingException,
    InternalServiceException,
    IdempotencyException,
  ],
  traits: { http: { method: 'PUT', uri: '/contact/email', code: 200 } },
  service: info,
  writes: 'total',
})

/** Amazon Connect, as far as it is built in. */
export const Connect: Service = /*#__PURE__*/ service(info, [StartEmailContact])
