/**
 * One operation between the AWS SDK v3 and our codecs: the SDK's input to a request, a response to the SDK's output or exception.
 */

import type { Either } from 'fp-ts/lib/Either.js'
import { domainWriting, exactView } from '../../compile/domain.js'
import { trusted } from '../../compile/Policy.js'
import { walker } from '../../compile/walk.js'
import type { Body, HttpResponse } from '../../http/message.js'
import { bytesBody, noBody } from '../../http/message.js'
import type { AnyOperation, AnyRaised, ResponseError } from '../../operation/Operation.js'
import type { Client, Protocol } from '../../protocol/Protocol.js'
import type { Member, Schema } from '../../schema/Schema.js'
import { isStream, membersOf, nameOf, targetOf } from '../../schema/Schema.js'
import { writeWith } from '../../shape/codec.js'
import { isLeft, left, right } from '../../value/either.js'
import { exceptionOf } from './exception.js'
import { bytesIn, metadataOf, toHttpResponse, toSdkRequest } from './message.js'
import { isFunction, named, textIn } from './named.js'
import { malformedResponse, paramValidationError } from './refusal.js'
import type { SdkContext, SdkEndpoint, SdkOperation, SdkRequest, SdkResponse } from './sdk.js'
import { readable, withText } from './stream.js'
import { sdkSentView, sdkWriting } from './view.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** What is asked of a protocol of ours; `{ id, client }` of one keeps its server half out of a bundle. */
export type ClientSide = Pick<Protocol, 'id' | 'client'>

export interface Exchange {
  readonly write: (input: object, context: SdkContext) => Promise<Either<Error, SdkRequest>>
  readonly read: (response: SdkResponse, context: SdkContext) => Promise<Either<Error, unknown>>
}

// -------------------------------------------------------------------------------------
// the operation as the SDK speaks it
// -------------------------------------------------------------------------------------

/**
 * The operation with what the SDK has by itself taken off: sums of bodies and compression are steps of its own. Its schema says
 * the path, since a client may put a label into the host that the model has in the path, as S3's does with a bucket.
 */
const spoken = (operation: AnyOperation, { traits }: SdkOperation, context: SdkContext): AnyOperation => {
  const { md5: _, compression: __, ...kept } = operation.traits
  const http = named(traits)['http']
  const [method, uri, code] = Array.isArray(http) ? (http as ReadonlyArray<unknown>) : []
  const queries = named(context['protocolSettings'])['awsQueryCompatible'] === true
  return {
    ...operation,
    writes: 'partial',
    traits:
      typeof method === 'string' && typeof uri === 'string'
        ? { ...kept, http: { method, uri, code: typeof code === 'number' ? code : 200 } }
        : kept,
    service: queries ? { ...operation.service, queryCompatible: true } : operation.service,
  }
}

// -------------------------------------------------------------------------------------
// members
// -------------------------------------------------------------------------------------

const toDomain = /*#__PURE__*/ writeWith(/*#__PURE__*/ walker(sdkSentView, domainWriting))
const toSdk = /*#__PURE__*/ writeWith(/*#__PURE__*/ walker(exactView, sdkWriting))

const streamOf = (schema: Schema): Member | undefined => membersOf(schema).find(isStream)

/** Whether a stream of events belongs to the operation, in either direction. */
export const hasEvents = ({ input, output }: AnyOperation): boolean =>
  [input, output].some(({ schema }) => {
    const stream = streamOf(schema)
    return stream !== undefined && targetOf(stream)._tag === 'union'
  })

/** A body of bytes that is an output, which callers read as text by a method of its own. */
const payloadOf = (schema: Schema): Member | undefined =>
  membersOf(schema).find((member) => member.traits.httpPayload === true && targetOf(member)._tag === 'blob')

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

const nothing: AsyncIterable<Uint8Array> = {
  [Symbol.asyncIterator]: () => ({ next: async () => ({ done: true, value: undefined }) }),
}

/** The body of a request as our writers take it. A stream stays with the SDK: theirs only marks its place. */
const bodyOf = (given: unknown): Body => {
  if (given === undefined || given === null) return noBody
  if (given instanceof Uint8Array) return bytesBody(given)
  return typeof given === 'string' ? bytesBody(new TextEncoder().encode(given)) : { _tag: 'Streaming', stream: nothing }
}

const isByCode = (id: string): boolean => /#(awsQuery|ec2Query|restXml)$/.test(id)

/** The exchange of an operation that has no events. */
export const exchangeOf = (
  protocol: ClientSide,
  given: AnyOperation,
  schema: SdkOperation,
  first: SdkContext,
): Exchange => {
  const operation = spoken(given, schema, first)
  const client: Client<unknown, unknown, AnyRaised, 'partial'> = protocol.client(
    // Its `writes` says so.
    operation as AnyOperation & { readonly writes: 'partial' },
  )
  const sent = streamOf(operation.input.schema)
  const answered = streamOf(operation.output.schema)
  const payload = payloadOf(operation.output.schema)
  const errors = new Map(operation.errors.map((shape) => [nameOf(shape.schema.id), shape.schema] as const))
  const hasCodes = isByCode(protocol.id) || operation.service.queryCompatible === true

  const write = async (input: object, context: SdkContext): Promise<Either<Error, SdkRequest>> => {
    const raw = sent === undefined ? undefined : (input as Readonly<Record<string, unknown>>)[sent.name]
    const request = client.encodeRequest(
      toDomain(operation.input.schema, trusted, input),
      sent === undefined ? undefined : bodyOf(raw),
    )
    if (isLeft(request)) return left(paramValidationError(operation.name, request.left))
    const { endpoint, disableHostPrefix } = context
    // The SDK always has one by the time that it asks for a request.
    const place = isFunction(endpoint) ? ((await endpoint()) as SdkEndpoint) : {}
    return right(toSdkRequest(request.right, place, raw, disableHostPrefix !== true))
  }

  const failure = (error: ResponseError<AnyRaised>, response: SdkResponse, context: SdkContext): Error => {
    const metadata = metadataOf(response, error.requestId)
    if ('issues' in error && response.statusCode < 300) return malformedResponse(operation.name, error.issues, metadata)
    const found = 'value' in error ? errors.get(error._tag) : undefined
    const members = found === undefined ? {} : toSdk(found, trusted, (error as { readonly value: unknown }).value)
    return exceptionOf(error, { context, metadata, hasCodes, members: named(members) })
  }

  const outputOf = (value: unknown, body: unknown, response: SdkResponse, context: SdkContext): object => {
    const output = { ...named(toSdk(operation.output.schema, trusted, value)) } as Record<string, unknown>
    const bytes = payload === undefined ? undefined : output[payload.name]
    if (payload !== undefined && bytes instanceof Uint8Array) output[payload.name] = withText(bytes, context)
    if (answered !== undefined) output[answered.name] = readable(body, context)
    output['$metadata'] = metadataOf(response)
    return output
  }

  const read = async (response: SdkResponse, context: SdkContext): Promise<Either<Error, unknown>> => {
    const streams = answered !== undefined && response.statusCode < 300
    const message: HttpResponse = toHttpResponse(response, streams ? noBody : await bytesIn(response.body, context))
    const output = client.decodeResponse(message)
    return isLeft(output)
      ? left(failure(output.left as ResponseError<AnyRaised>, response, context))
      : right(outputOf(output.right, response.body, response, context))
  }

  return { write, read }
}

/** The id of the protocol that a client speaks by itself, where it has one. */
export const ownProtocolId = (context: SdkContext): string | undefined => {
  const { getShapeId } = named(context['protocol'])
  return isFunction(getShapeId) ? textIn(getShapeId.call(context['protocol'])) : undefined
}
