/**
 * From what a protocol says about one operation to its client and server: what all protocols share.
 */

import type { Either } from 'fp-ts/lib/Either.js'
import type * as t from 'io-ts'
import type { Run } from '../compile/Run.js'
import { errorsOf, isMalformed, isRefused } from '../compile/Run.js'
import { writeBase64 } from '../format/base64.js'
import type { Headers, HttpRequest, HttpResponse } from '../http/message.js'
import { bytesBody, bytesOf, headerNamed } from '../http/message.js'
import type { AnyOperation, AnyRaised, Operation, RequestFault, Service, Writes } from '../operation/Operation.js'
import type { Schema, StructureSchema } from '../schema/Schema.js'
import { shapeOf } from '../shape/shapeOf.js'
import { isLeft, left, right } from '../value/either.js'
import type { Errors } from '../value/Issue.js'
import { issueText, redacted, validationError } from '../value/Issue.js'
import type { KnownError } from './errors.js'
import { knownErrors, transientStatuses } from './errors.js'
import type { ErrorHead, SyntaxFault } from './Format.js'
import type { AnswerOptions, Client, ClientOptions, Protocol, Server } from './Protocol.js'

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

export interface ServerWire {
  readonly readRequest: (request: HttpRequest) => Either<RequestFault, unknown>
  readonly writeAnswer: (output: unknown, options: AnswerOptions) => HttpResponse
  readonly writeError: (error: KnownError, value: unknown, options: AnswerOptions) => HttpResponse
  readonly writeFault: (fault: RequestFault, options: AnswerOptions) => HttpResponse
}

export interface ProtocolParts {
  readonly id: string
  readonly client: (operation: AnyOperation, options: ClientOptions) => ClientWire
  readonly server: (operation: AnyOperation) => ServerWire
  readonly events: Protocol['events']
  readonly route: (service: Service) => (request: HttpRequest) => Either<RequestFault, AnyOperation>
}

// -------------------------------------------------------------------------------------
// issues
// -------------------------------------------------------------------------------------

/** The structure that a message is of; a model reader never makes an operation of anything else. */
export const structureOf = (schema: Schema): StructureSchema => {
  if (schema._tag === 'structure') return schema
  throw new Error(`${schema.id} is no structure, and so no message`)
}

/** Whether a message has no shape at all. */
export const isUnit = ({ id }: Schema): boolean => id === 'smithy.api#Unit'

const rootContext = (schema: Schema): t.Context => [{ key: '', type: shapeOf(schema), actual: redacted }]

export const errorsIn = (run: Run, which: 'refusals' | 'malformed', schema: Schema): Errors =>
  errorsOf(run, which, rootContext(schema), (inner) => shapeOf(inner))

/** The one issue of a body that is not of its format, or of a value that has no text at all. */
export const syntaxErrors = (
  schema: Schema,
  path: ReadonlyArray<string>,
  { expected, actual }: SyntaxFault,
  code: 'syntax' | 'unrepresentable' = 'syntax',
): Errors => {
  const issue = { path, code, shape: schema.id, expected, actual } as const
  return [
    validationError(issue, () => ({ value: redacted, context: rootContext(schema), serverMessage: issueText(issue) })),
  ]
}

/** What a server makes of a run: kinds first, then constraints. */
export const toRequest = (result: unknown, run: Run, schema: Schema): Either<RequestFault, unknown> => {
  if (isMalformed(run)) return left({ _tag: 'Malformed', issues: errorsIn(run, 'malformed', schema) })
  if (isRefused(run)) return left({ _tag: 'Invalid', issues: errorsIn(run, 'refusals', schema) })
  return right(result)
}

export const toReading = (result: unknown, run: Run, schema: Schema): Reading =>
  isRefused(run) ? left(errorsIn(run, 'refusals', schema)) : right(result)

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
// client
// -------------------------------------------------------------------------------------

const defaultOptions: ClientOptions = {}

const makeClient =
  ({ client }: ProtocolParts) =>
  <I, O, E extends AnyRaised, W extends Writes>(
    operation: Operation<I, O, E, W>,
    options: ClientOptions = defaultOptions,
  ): Client<I, O, E, W> => {
    const wire = client(operation, options)
    const total = operation.writes === 'total'
    if (total && !wire.total)
      throw new Error(`writing ${operation.id} can fail in this protocol, so its type must say so`)
    const prepared = operation.traits.custom?.prepare
    const schema = structureOf(operation.input.schema)
    const encodeRequest = (given: I, stream?: HttpRequest['body']): HttpRequest | Either<Errors, HttpRequest> => {
      const input = prepared === undefined ? given : prepared(given as Readonly<Record<string, unknown>>)
      const { request, run } = wire.writeRequest(input, stream)
      if (isRefused(run)) return left(errorsIn(run, 'refusals', schema))
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
      const output = wire.readAnswer(response)
      return isLeft(output) ? left(malformed(response, wire.findError(response), output.left)) : output
    }
    // `writes` is what decides between the two results, and the readers follow the operation's own shapes.
    return { encodeRequest, decodeResponse } as Client<I, O, E, W>
  }

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

const errorReader = (operation: AnyOperation, wire: ClientWire): ((response: HttpResponse) => unknown) => {
  let known: ReadonlyMap<string, KnownError> | undefined
  return (response) => {
    known ??= new Map(
      knownErrors(operation).flatMap((error) => wire.codesOf(error).map((code) => [code, error] as const)),
    )
    const found = wire.findError(response)
    const { status } = response
    const { code = '', fault, message, requestId, shown = code } = found
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
// server
// -------------------------------------------------------------------------------------

const makeServer =
  ({ server }: ProtocolParts) =>
  <I, O, E extends AnyRaised, W extends Writes>(operation: Operation<I, O, E, W>): Server<I, O, E> => {
    const wire = server(operation)
    const { custom, http } = operation.traits
    const admitted = (request: HttpRequest): HttpRequest => custom?.incoming?.(request, http?.uri ?? '/') ?? request
    const errors = new Map(knownErrors(operation).map((error) => [error.name, error] as const))
    return {
      // The reader gives what the operation's own input shape describes.
      decodeRequest: (request) => wire.readRequest(admitted(request)) as Either<RequestFault, I>,
      encodeResponse: (answer, options = {}) => {
        if (!isLeft(answer)) return wire.writeAnswer(answer.right, options)
        const error = errors.get(answer.left._tag)
        if (error === undefined) throw new Error(`${operation.id} has no error ${answer.left._tag}`)
        return wire.writeError(error, answer.left.value, options)
      },
      encodeFault: (fault, options = {}) => wire.writeFault(fault, options),
    }
  }

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

export const assemble = (parts: ProtocolParts): Protocol => ({
  id: parts.id,
  client: makeClient(parts),
  server: makeServer(parts),
  route: parts.route,
  events: parts.events,
  isTotal: (operation) => parts.client(operation, defaultOptions).total,
})
