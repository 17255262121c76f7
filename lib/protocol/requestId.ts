/**
 * The id by which a service knows a request.
 *
 * Source: AWS general reference, "Request identifiers"; the headers are those that its services send.
 */

import type { Headers } from '../http/message.js'
import { headerNamed } from '../http/message.js'

const names = ['x-amzn-requestid', 'x-amz-request-id', 'x-amzn-request-id']

export const requestIdIn = (headers: Headers): string | undefined =>
  names.map((name) => headerNamed(headers, name)).find((id) => id !== undefined)

export const withRequestId = (headers: Headers, requestId: string | undefined): Headers =>
  requestId === undefined ? headers : [...headers, ['x-amzn-requestid', requestId]]
