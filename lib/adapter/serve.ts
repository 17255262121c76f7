/**
 * The server of a service, of nothing but `protocol.route` and `protocol.server`: which operation is it, what was asked, what is
 * answered. It knows no sockets: `listener` of `node-http` and `handler` of `fetch` bring it requests.
 */

import type { Either } from 'fp-ts/lib/Either.js'
import type { Body, Headers, HttpRequest, HttpResponse } from '../http/message.js'
import { bytesBody, bytesOf, headerNamed, noBody } from '../http/message.js'
import type { AnyOperation, AnyRaised, Operation, Service, Writes } from '../operation/Operation.js'
import type { AnswerOptions, Protocol } from '../protocol/Protocol.js'
import type { Schema } from '../schema/Schema.js'
import { isStream } from '../schema/Schema.js'
import { isLeft, left, right } from '../value/either.js'
import { discard, wholeBody } from './body.js'
import { gunzip } from './gzip.js'
import { openMessage } from './opening.js'
import type { Signal } from './web.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

export interface Exchange {
  /** Aborted where the other side has gone before its answer was written. */
  readonly signal: Signal
}

/**
 * Answers requests whose bodies may still be on their way. What a responder rejects with is a defect, and answered as one.
 */
export type Responder = (request: HttpRequest, exchange: Exchange) => Promise<HttpResponse>

/** What an operation was asked. */
export interface Asked<I> extends Exchange {
  readonly input: I
  /** The stream of an operation whose input has one; who reads it sets the pace. */
  readonly stream: Body
  readonly request: HttpRequest
}

/** What an operation answers: an output, with a stream beside it where it has one, or a modelled error. */
export interface Answer<O, E extends AnyRaised> extends AnswerOptions {
  readonly answer: Either<E, O>
}

/** One operation with what it does. */
export interface Implementation {
  readonly operation: AnyOperation
  /** `stream` is what follows the request's members. */
  readonly respond: (
    protocol: Protocol,
  ) => (request: HttpRequest, stream: Body, exchange: Exchange) => Promise<HttpResponse>
}

export interface ServeOptions {
  /** The most bytes of a request's body that is read whole, which all are but streams. Default 16 MiB. */
  readonly maxBodyBytes?: number
}

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

/** Joins an operation to what it does. */
export const implement = <I, O, E extends AnyRaised, W extends Writes>(
  operation: Operation<I, O, E, W>,
  act: (asked: Asked<I>) => Answer<O, E> | Promise<Answer<O, E>>,
): Implementation => ({
  operation,
  respond: (protocol) => {
    const server = protocol.server(operation)
    return async (request, stream, { signal }) => {
      const input = server.decodeRequest(request)
      if (isLeft(input)) return server.encodeFault(input.left)
      const { answer, ...options } = await act({ input: input.right, stream, request, signal })
      const response = server.encodeResponse(answer, options)
      // An error has no stream, so what was to be one is ended.
      if (options.stream !== undefined && response.body._tag !== 'Streaming') await discard(options.stream)
      return response
    }
  },
})

/** Whether a stream of bytes or of events lies beside a message. */
export const streams = (schema: Schema): boolean => schema._tag === 'structure' && schema.members.some(isStream)

const refusal = (status: number, expected: string): HttpResponse => ({
  status,
  headers: [['content-type', 'text/plain']],
  body: bytesBody(new TextEncoder().encode(`expected ${expected}`)),
})

const tooLarge = (maxBytes: number): HttpResponse => refusal(413, `a body of at most ${maxBytes} bytes`)

/** A body under its bound; one that says that it is longer is not begun. */
const bounded = async ({ headers, body }: HttpRequest, maxBytes: number): Promise<Body | undefined> => {
  if (Number(headerNamed(headers, 'content-length') ?? 0) > maxBytes) return undefined
  const bytes = await wholeBody(body, maxBytes)
  if (bytes === undefined) return undefined
  return bytes.length === 0 ? noBody : bytesBody(bytes)
}

const takesGzip = ({ traits }: AnyOperation): boolean => traits.compression?.includes('gzip') === true

/** A request without the gzip that was put on it last. Source: Smithy 2.0, trait `requestCompression`. */
const unzipped = async (request: HttpRequest, maxBytes: number): Promise<Either<HttpResponse, HttpRequest>> => {
  const encodings = (headerNamed(request.headers, 'content-encoding') ?? '').split(',').map((one) => one.trim())
  if (encodings.at(-1)?.toLowerCase() !== 'gzip') return right(request)
  const made = await gunzip(bytesOf(request.body), maxBytes)
  switch (made._tag) {
    case 'Bytes': {
      const others = request.headers.filter(([name]) => !/^content-(encoding|length)$/i.test(name))
      const earlier = encodings.slice(0, -1).join(', ')
      const headers: Headers = earlier === '' ? others : [...others, ['content-encoding', earlier]]
      return right({ ...request, headers, body: bytesBody(made.bytes) })
    }
    case 'TooLarge':
      return left(tooLarge(maxBytes))
    case 'Broken':
      return left(refusal(400, 'a body in gzip'))
    case 'Unsupported':
      return left(refusal(415, 'a body without content-encoding'))
  }
}

/**
 * Answers the requests of a service; an operation that is not among the implementations is not found.
 *
 * A stream is handed on as it comes. Every other body is read whole, gzip taken off where its operation lets requests be
 * compressed: one beyond the bound, before or after that, is answered with status 413.
 */
export const serve = (
  protocol: Protocol,
  service: Service,
  implementations: ReadonlyArray<Implementation>,
  { maxBodyBytes = 16_777_216 }: ServeOptions = {},
): Responder => {
  const route = protocol.route(service)
  const responders = new Map(
    implementations.map(({ operation, respond }) => [operation.id, respond(protocol)] as const),
  )
  // Any operation can say in its protocol that none was found.
  const [any] = service.operations
  if (any === undefined) throw new Error(`${service.id} has no operations`)
  const { encodeFault } = protocol.server(any)
  return async (request, exchange) => {
    const early = route(request)
    const passes = !isLeft(early) && streams(early.right.input.schema)
    const body = passes ? request.body : await bounded(request, maxBodyBytes)
    if (body === undefined) return tooLarge(maxBodyBytes)
    const mayBeZipped = !passes && (isLeft(early) ? service.operations.some(takesGzip) : takesGzip(early.right))
    const plain = mayBeZipped ? await unzipped({ ...request, body }, maxBodyBytes) : right({ ...request, body })
    if (isLeft(plain)) return plain.left
    const taken = plain.right
    // Where the head of a request does not tell, as a form's does not, the body may.
    const found = isLeft(early) ? route(taken) : early
    if (isLeft(found)) return encodeFault(found.left)
    const respond = responders.get(found.right.id)
    if (respond === undefined) return encodeFault({ _tag: 'NotFound' })
    const { message, stream } = passes ? await openMessage(protocol, taken) : { message: taken, stream: noBody }
    return respond(message, stream, exchange)
  }
}
