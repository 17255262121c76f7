/**
 * Errors of a service as the classes of exceptions that its AWS SDK v3 client has, so that `instanceof` and `name` hold.
 *
 * Source: `@aws-sdk/core`, the protocols' `handleError`; `@smithy/core`, decorateServiceException.
 */

import type { AnyRaised, ResponseError } from '../../operation/Operation.js'
import type { Metadata } from './message.js'
import type { ExceptionClass } from './registries.js'
import { baseException, exceptionNamed } from './registries.js'
import type { SdkContext } from './sdk.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

export interface Raising {
  readonly context: SdkContext
  readonly metadata: Metadata
  /** Whether the protocol tells errors by codes, which callers then find on the exception. */
  readonly hasCodes: boolean
  /** An error's members as the SDK has them. */
  readonly members: Readonly<Record<string, unknown>>
}

type Received = ResponseError<AnyRaised>

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

/** What stands for the message of an exception that has none. */
const noMessage = 'UnknownError'

const made = (Class: ExceptionClass | undefined, name: string, message: string): Error => {
  if (Class !== undefined) return new Class({ name, message })
  const error = new Error(message)
  error.name = name
  return error
}

const isMessage = (name: string): boolean => /^message$/i.test(name)

const codesOf = (code: string, fault: string, message: string): Readonly<Record<string, unknown>> => {
  const Type = fault === 'server' ? 'Receiver' : 'Sender'
  return { Code: code, Type, Error: { Type, Code: code, Message: message } }
}

/** The exception that the SDK's client would have thrown. */
export const exceptionOf = (received: Received, { context, metadata, hasCodes, members }: Raising): Error => {
  const { _tag, code, status } = received
  const isModelled = _tag !== 'UnknownError' && _tag !== 'MalformedResponse'
  const name = isModelled ? _tag : code === '' ? 'Unknown' : code
  const own = Object.entries(members).find(([key, value]) => isMessage(key) && typeof value === 'string')?.[1]
  const message = (own as string | undefined) || received.message || noMessage
  const fault = received.fault ?? (status < 500 ? 'client' : 'server')
  const Class = exceptionNamed(context, name)
  const error = made(Class ?? baseException(context), name, message)
  const rest = Object.fromEntries(Object.entries(members).filter(([key]) => !isMessage(key)))
  const codes = hasCodes ? codesOf(code, fault, message) : {}
  // `Message` stands on some classes as a member of its own, which the SDK takes off as well.
  Reflect.deleteProperty(error, 'Message')
  return Object.assign(error, codes, rest, { message, $fault: fault, $metadata: metadata })
}
