/**
 * From what a protocol says about one operation to its client: what all protocols share.
 */

import type { Either } from 'fp-ts/lib/Either.js'
import type { Run } from '../compile/Run.js'
import { isRefused } from '../compile/Run.js'
import { writeBase64 } from '../format/base64.js'
import type { Headers, HttpRequest, HttpResponse } from '../http/message.js'
import { bytesBody, bytesOf, headerNamed } from '../http/message.js'
import type { AnyOperation, AnyRaised, Operation, Writes } from '../operation/Operation.js'
import type { Schema } from '../schema/Schema.js'
import { isLeft, left, right } from '../value/either.js'
import type { Errors } from '../value/Issue.js'
import type { KnownError } from './errors.js'
import { knownErrors, transientStatuses } from './errors.js'
import type { ErrorHead, ErrorReading, Format } from './Format.js'
import { parseBody } from './Format.js'
import { errorsIn, fieldsFault, structureOf } from './messages.js'
import type { Client, ClientOptions, Protocol } from './Protocol.js'
import { requestIdIn } from './requestId.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** What was read, or why not: the run has the issues. */
export type Reading = Either<Errors, unknown>

export interface Written {
  readonly request: HttpRequest
  readonly run: Run
}

export interface ClientWire {
  /** Whether writing cannot fail. */
  readonly total: boolean
  readonly writeRequest: (input: unknown, stream: HttpRequest['body'] | undefined) => Written
  readonly readAnswer: (response: HttpResponse) => Reading
  readonly findError: (response: HttpResponse) => ErrorHead & { readonly requestId: string | undefined }
  readonly readError: (error: KnownError, response: HttpResponse) => Reading
  readonly codesOf: (error: KnownError) => ReadonlyArray<string>
}

export const toReading = (result: unknown, run: Run, schema: Schema): Reading =>
  isRefused(run) ? left(errorsIn(run, schema)) : right(result)

/** What an answer says of the error that it is. */
export const errorHeadIn = <T>(
  { headers, body }: HttpResponse,
  format: Pick<Format<unknown, T>, 'parse'>,
  errors: ErrorReading<T>,
  operation: AnyOperation,
): ReturnType<ClientWire['findError']> => {
  const document = parseBody(format, bytesOf(body), operation.output.schema, operation.output.policy)
  const found = isLeft(document) ? undefined : document.right
  const requestId = requestIdIn(headers) ?? (found === undefined ? undefined : errors.requestId(found))
  return { ...errors.find(headers, found, operation), requestId }
}

/** Whether every request of an operation can be written whose input lies in the body alone. */
export const isTotalBody = (total: (schema: Schema) => boolean, { input, traits }: AnyOperation): boolean =>
  total(structureOf(input.schema)) && traits.hostPrefix === undefined

// -------------------------------------------------------------------------------------
// last changes to a request
// -------------------------------------------------------------------------------------

/** Bodies below are not worth compressing. Units: bytes. Source: AWS SDKs, `request_min_compression_size_bytes`. */
export const minimumCompression = 10_240

/** Source: Smithy 2.0, trait `requestCompression`: the encoding goes behind those that the request names already. */
const compressed = (request: HttpRequest, operation: AnyOperation, { compress }: ClientOptions): HttpRequest => {
  const encoding = operation.traits.compression?.find((one) => one === 'gzip')
  const bytes = bytesOf(request.body)
  if (compress === undefined || encoding === undefined || bytes.length < minimumCompression) return request
  const earlier = headerNamed(request.headers, 'content-encoding')
  const others = request.headers.filter(([name]) => name.toLowerCase() !== 'content-encoding')
  const headers: Headers = [
    ...others,
    ['content-encoding', earlier === undefined ? encoding : `${earlier}, ${encoding}`],
  ]
  return { ...request, headers, body: bytesBody(compress(bytes, encoding)) }
}

/** Source: Smithy 2.0, trait `httpChecksumRequired`. */
const checksummed = (request: HttpRequest, { traits: { md5 } }: AnyOperation): HttpRequest => {
  if (md5 === undefined || request.body._tag !== 'Bytes' || headerNamed(request.headers, 'content-md5') !== undefined)
    return request
  return { ...request, headers: [...request.headers, ['content-md5', writeBase64(md5(request.body.bytes))]] }
}

const customised = (
  request: HttpRequest,
  operation: AnyOperation,
  input: unknown,
  options: ClientOptions,
): HttpRequest => {
  const { custom, http } = operation.traits
  if (custom?.outgoing === undefined) return request
  return custom.outgoing(request, {
    input: input as Readonly<Record<string, unknown>>,
    operationName: operation.name,
    uri: http?.uri ?? '/',
    version: operation.service.version,
    endpoint: options.endpoint,
  })
}

// -------------------------------------------------------------------------------------
// errors
// -------------------------------------------------------------------------------------

type Found = ReturnType<ClientWire['findError']>

const malformed = ({ status }: HttpResponse, { code, fault, message, requestId }: Found, issues: Errors): unknown => ({
  _tag: 'MalformedResponse',
  status,
  requestId,
  code: code ?? '',
  fault,
  message,
  issues,
  retryable: false,
  throttling: false,
})

/** The error that a status alone says, where an answer says no more. Source: the rows of `customisations.ts`. */
const codeOfStatus = ({ traits: { custom } }: AnyOperation, status: number): string | undefined => {
  const statuses = custom?.errorStatuses
  return statuses === undefined ? undefined : [...statuses].find(([, of]) => of === status)?.[0]
}

const errorReader = (operation: AnyOperation, wire: ClientWire): ((response: HttpResponse) => unknown) => {
  let known: ReadonlyMap<string, KnownError> | undefined
  return (response) => {
    known ??= new Map(
      knownErrors(operation).flatMap((error) => wire.codesOf(error).map((code) => [code, error] as const)),
    )
    const found = wire.findError(response)
    const { status } = response
    const { code = codeOfStatus(operation, status) ?? '', fault, message, requestId, shown = code } = found
    const error = known.get(code)
    const received = { status, requestId, code: shown, fault: fault ?? error?.fault, message }
    const transient = transientStatuses.has(status)
    if (error === undefined) {
      return {
        _tag: 'UnknownError',
        ...received,
        body: bytesOf(response.body),
        retryable: transient,
        throttling: status === 429,
      }
    }
    const value = wire.readError(error, response)
    if (isLeft(value)) return malformed(response, found, value.left)
    return {
      _tag: error.name,
      ...received,
      value: value.right,
      retryable: error.retryable || transient,
      throttling: error.throttling || status === 429,
    }
  }
}

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

const defaultOptions: ClientOptions = {}

/** The client of a protocol, of what the protocol says about one operation. */
export const clientOf =
  (wireOf: (operation: AnyOperation) => ClientWire): Protocol['client'] =>
  <I, O, E extends AnyRaised, W extends Writes>(
    operation: Operation<I, O, E, W>,
    options: ClientOptions = defaultOptions,
  ): Client<I, O, E, W> => {
    const wire = wireOf(operation)
    const total = operation.writes === 'total'
    if (total && !wire.total)
      throw new Error(`writing ${operation.id} can fail in this protocol, so its type must say so`)
    const prepared = operation.traits.custom?.prepare
    const schema = structureOf(operation.input.schema)
    const encodeRequest = (given: I, stream?: HttpRequest['body']): HttpRequest | Either<Errors, HttpRequest> => {
      const input = prepared === undefined ? given : prepared(given as Readonly<Record<string, unknown>>)
      const { request, run } = wire.writeRequest(input, stream)
      if (isRefused(run)) return left(errorsIn(run, schema))
      const ready = customised(
        checksummed(compressed(request, operation, options), operation),
        operation,
        input,
        options,
      )
      return total ? ready : right(ready)
    }
    const readError = errorReader(operation, wire)
    const decodeResponse = (response: HttpResponse): Either<unknown, unknown> => {
      if (response.status >= 300) return left(readError(response))
      const excess = fieldsFault(response, operation.output)
      const output = excess === undefined ? wire.readAnswer(response) : left(excess)
      return isLeft(output) ? left(malformed(response, wire.findError(response), output.left)) : output
    }
    // `writes` is what decides between the two results, and the readers follow the operation's own shapes.
    return { encodeRequest, decodeResponse } as Client<I, O, E, W>
  }
