/**
 * What a server answers to a request that it does not take.
 *
 * Source: Smithy 2.0, malformed request cases; `smithy.framework#ValidationException`.
 */

import type { RequestFault } from '../operation/Operation.js'
import { pointerOf } from '../schema/serverMessage.js'
import type { Errors } from '../value/Issue.js'
import type { FieldFault } from './Format.js'

export interface FaultAnswer {
  readonly status: number
  readonly name: string
  readonly message: string
  readonly fields: ReadonlyArray<FieldFault>
}

export const faultAnswer = (fault: RequestFault): FaultAnswer => {
  switch (fault._tag) {
    case 'NotFound':
      return {
        status: 404,
        name: 'UnknownOperationException',
        message: 'no operation answers this request',
        fields: [],
      }
    case 'MethodNotAllowed':
      return {
        status: 405,
        name: 'MethodNotAllowedException',
        message: `allowed: ${fault.allowed.join(', ')}`,
        fields: [],
      }
    case 'UnsupportedMediaType':
      return { status: 415, name: 'UnsupportedMediaTypeException', message: `expected: ${fault.expected}`, fields: [] }
    case 'NotAcceptable':
      return { status: 406, name: 'NotAcceptableException', message: `offered: ${fault.offered}`, fields: [] }
    case 'Malformed':
      return {
        status: 400,
        name: 'SerializationException',
        message: fault.issues.map((error) => error.message).join('; '),
        fields: [],
      }
    case 'Invalid':
      return {
        status: 400,
        name: 'ValidationException',
        message: validationMessage(fault.issues),
        fields: fieldsOf(fault.issues),
      }
  }
}

/** The answer in place of one that its message cannot hold: a control character in XML, say. */
export const unwritable: FaultAnswer = {
  status: 500,
  name: 'InternalFailure',
  message: 'the answer cannot be written in this protocol',
  fields: [],
}

const validationMessage = (issues: Errors): string => {
  const count = `${issues.length} validation error${issues.length === 1 ? '' : 's'} detected.`
  return `${count} ${issues.map((error) => error.serverMessage).join('; ')}`
}

const fieldsOf = (issues: Errors): ReadonlyArray<FieldFault> =>
  issues.map(({ issue, serverMessage }) => ({ path: pointerOf(issue), message: serverMessage }))
