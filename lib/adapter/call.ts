/**
 * The client of an operation, of nothing but `protocol.client` and a function that sends: `send` of `node-http` or of `fetch`.
 */

import type { Either } from 'fp-ts/lib/Either.js'
import type { Body, HttpRequest, HttpResponse } from '../http/message.js'
import { bytesBody, bytesOf, headerNamed, noBody } from '../http/message.js'
import type { AnyOperation, AnyRaised, Operation, ResponseError, Writes } from '../operation/Operation.js'
import { minimumCompression } from '../protocol/client.js'
import type { ClientOptions, Protocol } from '../protocol/Protocol.js'
import type { Member } from '../schema/Schema.js'
import { isStream, targetOf } from '../schema/Schema.js'
import { isLeft, left, right } from '../value/either.js'
import type { Errors } from '../value/Issue.js'
import { discard, wholeBody } from './body.js'
import { gzip } from './gzip.js'
import { openMessage } from './opening.js'
import { streams } from './serve.js'
import type { Signal } from './web.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

export interface SendOptions {
  /** Ends the exchange where it stands, an answer's stream included. */
  readonly signal?: Signal | undefined
}

/** One exchange. Rejects where no answer comes; what the answer says is not looked at. */
export type Send = (request: HttpRequest, options?: SendOptions) => Promise<HttpResponse>

export interface CallOptions extends ClientOptions {
  /** The most bytes of an answer's body that is read whole, which all are but streams. Default 64 MiB. */
  readonly maxBodyBytes?: number
  /**
   * Whether requests go out as they are. Else a body of at least 10,240 bytes whose operation takes gzip is compressed: by
   * `compress` where it is given, by the platform's `CompressionStream` where there is one.
   */
  readonly disableRequestCompression?: boolean
}

export interface CallInput extends SendOptions {
  /** The body of an operation whose input has a streaming member. */
  readonly stream?: Body
}

/** An output and, where it has one, the stream beside it: read it, or `discard` it, for it holds a socket. */
export interface Called<O> {
  readonly output: O
  readonly stream: Body
}

/**
 * Why there is no output: what the operation says, or a request that cannot be written, or whose stream has no length where
 * its shape requires one, or an answer beyond the bound.
 */
export type CallError<E extends AnyRaised> =
  | ResponseError<E>
  | { readonly _tag: 'UnwritableRequest'; readonly issues: Errors }
  /** Nothing was sent. The length goes in the header `content-length`: set its member, or give the body as bytes. */
  | { readonly _tag: 'LengthRequired'; readonly member: string }
  | { readonly _tag: 'AnswerTooLarge'; readonly maxBodyBytes: number }

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

/** The streaming member whose length has to be known before it is sent. Source: Smithy 2.0, trait `requiresLength`. */
const sizedMember = ({ input: { schema } }: AnyOperation): Member | undefined =>
  schema._tag === 'structure'
    ? schema.members.find((member) => isStream(member) && targetOf(member).traits.requiresLength === true)
    : undefined

const isCompressible = ({ body }: HttpRequest, { traits }: AnyOperation): boolean =>
  traits.compression?.includes('gzip') === true && body._tag === 'Bytes' && body.bytes.length >= minimumCompression

/**
 * A function that makes one attempt at an operation. Fill the idempotency token with `prepare` before the first.
 *
 * Errors: rejects where `send` does, when no whole answer came.
 */
export const call = <I, O, E extends AnyRaised, W extends Writes>(
  protocol: Pick<Protocol, 'id' | 'client'>,
  operation: Operation<I, O, E, W>,
  send: Send,
  { maxBodyBytes = 67_108_864, disableRequestCompression = false, ...options }: CallOptions = {},
): ((input: I, given?: CallInput) => Promise<Either<CallError<E>, Called<O>>>) => {
  const { compress, ...plain } = options
  const clientWith = (by: ClientOptions['compress']) =>
    protocol.client(operation, by === undefined ? plain : { ...plain, compress: by })
  const client = clientWith(disableRequestCompression ? undefined : compress)
  const isGzipOurs = !disableRequestCompression && compress === undefined
  const answersStream = streams(operation.output.schema)
  const sized = sizedMember(operation)
  const write = ({ encodeRequest }: typeof client, input: I, stream: Body | undefined): Either<Errors, HttpRequest> => {
    // Whether writing can fail is for the operation's type to say; here it is asked of the result.
    const request = encodeRequest(input, stream) as HttpRequest | Either<Errors, HttpRequest>
    return '_tag' in request ? request : right(request)
  }
  const requestOf = async (input: I, stream: Body | undefined): Promise<Either<Errors, HttpRequest>> => {
    const request = write(client, input, stream)
    if (!isGzipOurs || isLeft(request) || !isCompressible(request.right, operation)) return request
    const bytes = await gzip(bytesOf(request.right.body))
    // Headers tell of the bytes that are sent, a checksum among them, so that it is written once more.
    return bytes === undefined
      ? request
      : write(
          clientWith(() => bytes),
          input,
          stream,
        )
  }
  return async (input, { stream, signal } = {}) => {
    const request = await requestOf(input, stream)
    if (isLeft(request)) {
      if (stream !== undefined) await discard(stream)
      return left({ _tag: 'UnwritableRequest', issues: request.left })
    }
    const { headers, body } = request.right
    if (sized !== undefined && body._tag === 'Streaming' && headerNamed(headers, 'content-length') === undefined) {
      await discard(body)
      return left({ _tag: 'LengthRequired', member: sized.name })
    }
    const response = await send(request.right, { signal })
    if (answersStream && response.status < 300) {
      const { message, stream: following } = await openMessage(protocol, response)
      const output = client.decodeResponse(message)
      if (isLeft(output)) await discard(following)
      return isLeft(output) ? output : right({ output: output.right, stream: following })
    }
    const bytes = await wholeBody(response.body, maxBodyBytes)
    if (bytes === undefined) return left({ _tag: 'AnswerTooLarge', maxBodyBytes })
    const output = client.decodeResponse({ ...response, body: bytesBody(bytes) })
    return isLeft(output) ? output : right({ output: output.right, stream: noBody })
  }
}
