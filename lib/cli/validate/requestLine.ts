/**
 * An accepted input as the HTTP request that a client would send, in one line of JSON.
 */

import type { Either } from 'fp-ts/lib/Either.js'
import type { HttpRequest } from '../../http/message.js'
import { bytesOf } from '../../http/message.js'
import type { AnyRaised, Operation } from '../../operation/Operation.js'
import { protocols } from '../../protocol/index.js'
import { left, right } from '../../value/either.js'
import type { Errors } from '../../value/Issue.js'
import type { OpenTarget } from './openTarget.js'

/** `body` where the bytes are text, `bodyBase64` where they are not, neither where there are none. */
export interface RequestLine {
  readonly method: string
  readonly path: string
  readonly query: string
  readonly headers: HttpRequest['headers']
  readonly body?: string
  readonly bodyBase64?: string
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

const bodyOf = (bytes: Uint8Array): Pick<RequestLine, 'body' | 'bodyBase64'> => {
  if (bytes.length === 0) return {}
  try {
    return { body: decoder.decode(bytes) }
  } catch {
    return { bodyBase64: Buffer.from(bytes).toString('base64') }
  }
}

const lineOf = ({ method, hostPrefix: _, path, query, headers, body }: HttpRequest): RequestLine => ({
  method,
  path,
  query,
  headers,
  ...bodyOf(bytesOf(body)),
})

/** By the first protocol that the service speaks; a service that says none speaks restJson1. */
export const requestLine = ({ service, operation }: OpenTarget): ((input: unknown) => Either<Errors, RequestLine>) => {
  const spoken = protocols.find(({ id }) => Object.hasOwn(service.protocols, id))
  const protocol = spoken ?? protocols.find(({ id }) => id.endsWith('#restJson1'))
  // Any operation is one of unknown types; `is` holds of what was accepted.
  const client = protocol?.client(operation as Operation<unknown, unknown, AnyRaised>)
  return (input) => {
    if (client === undefined) return left([])
    const request: HttpRequest | Either<Errors, HttpRequest> = client.encodeRequest(input)
    if (!('_tag' in request)) return right(lineOf(request))
    return request._tag === 'Left' ? request : right(lineOf(request.right))
  }
}
