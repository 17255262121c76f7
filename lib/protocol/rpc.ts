/**
 * Framing of the RPC protocols: every request is a POST, and the whole input is its body.
 */

import type { Either } from 'fp-ts/lib/Either.js'
import { domainWriting, exactView } from '../compile/domain.js'
import type { Policy } from '../compile/Policy.js'
import { serving, tolerant, trusted } from '../compile/Policy.js'
import { isRefused } from '../compile/Run.js'
import type { Walker } from '../compile/walk.js'
import { startWalk, walker } from '../compile/walk.js'
import type { Body, Headers, HttpRequest, HttpResponse } from '../http/message.js'
import { bytesBody, bytesOf, essenceOf, headerNamed, noBody } from '../http/message.js'
import type { Side } from '../interpret/binding.js'
import type { AnyOperation, RequestFault, Service } from '../operation/Operation.js'
import type { Schema, StructureSchema } from '../schema/Schema.js'
import { isStream } from '../schema/Schema.js'
import type { Outcome } from '../shape/codec.js'
import { isLeft, left, right } from '../value/either.js'
import type { ClientWire, Reading, ServerWire } from './assemble.js'
import { assemble, isUnit, structureOf, syntaxErrors, toReading, toRequest } from './assemble.js'
import type { KnownError } from './errors.js'
import type { EventParts } from './events.js'
import { eventCodec, eventStreamType } from './events.js'
import type { Envelope, ErrorRule, Format, SyntaxFault } from './Format.js'
import type { FaultAnswer } from './faults.js'
import { faultAnswer, unwritable } from './faults.js'
import { hostPrefixOf } from './hostPrefix.js'
import type { InitialKind } from './initial.js'
import { initialMessage, withInitial } from './initial.js'
import type { Protocol } from './Protocol.js'
import { requestIdIn, withRequestId } from './requestId.js'
import { routeByName } from './routing.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** A format with the way that a structure stands in its documents. */
export interface Half<P, T> {
  readonly format: Format<P, T>
  readonly envelope: Envelope<P, T>
}

export interface RpcParts<P, T, Q, U> {
  readonly id: string
  readonly request: Half<P, T>
  readonly answer: Half<Q, U>
  /** A document inside an event. */
  readonly event: Pick<EventParts<Q, U>, 'wrap' | 'open'>
  readonly errors: ErrorRule<Q, U>
  /** Whether the request's format can hold every value of a schema. */
  readonly total: (schema: Schema) => boolean
  readonly path: (operation: AnyOperation) => string
  /** Headers of every request. */
  readonly requestHeaders: (operation: AnyOperation) => Headers
  /** Headers of every answer. */
  readonly answerHeaders: (operation: AnyOperation) => Headers
  /** Whether an answer without a body still says its type. */
  readonly typesEmptyAnswers: boolean
  /** Whether a message without a shape has no body at all. */
  readonly unitBody: { readonly request: boolean; readonly answer: boolean }
  readonly statusOf: (error: KnownError) => number
  /** The operation's name as a request says it. */
  readonly nameIn: (request: HttpRequest, service: Service) => string | undefined
}

// -------------------------------------------------------------------------------------
// reading
// -------------------------------------------------------------------------------------

/** The node of a structure in a body, `undefined` of a body without bytes. */
const openBody = <P, T>(
  { format, envelope }: Half<P, T>,
  schema: StructureSchema,
  operation: AnyOperation,
  body: Body,
): Either<SyntaxFault, unknown> => {
  const bytes = bytesOf(body)
  if (bytes.length === 0) return right(undefined)
  const document = format.parse(bytes, schema)
  return isLeft(document) ? document : right(envelope.open(document.right, schema, operation))
}

/** Of a body without bytes, a structure whose members are all absent is read. */
const emptyWalker: Walker<unknown, unknown> = /*#__PURE__*/ walker(exactView, domainWriting)

const readNode = <P, T>(
  { format }: Half<P, T>,
  side: Side,
  schema: StructureSchema,
  policy: Policy,
  node: unknown,
): Outcome => {
  if (node === undefined) return startWalk(emptyWalker, schema, policy, {})
  return startWalk(format.readers[side].read, schema, policy, node)
}

// -------------------------------------------------------------------------------------
// client
// -------------------------------------------------------------------------------------

const clientWire = <P, T, Q, U>(parts: RpcParts<P, T, Q, U>, operation: AnyOperation): ClientWire => {
  const { request, answer, errors } = parts
  const input = structureOf(operation.input.schema)
  const hasBody = parts.unitBody.request || !isUnit(input)
  const streams = hasEvents(input)
  const headers: Headers = [
    ...(hasBody ? [['content-type', streams ? eventStreamType : request.format.mediaType] as const] : []),
    ...parts.requestHeaders(operation),
  ]
  const readError = (schema: StructureSchema, body: Body): Reading => {
    const bytes = bytesOf(body)
    const document = bytes.length === 0 ? right(undefined) : answer.format.parse(bytes, schema)
    if (isLeft(document)) return left(syntaxErrors(schema, [], document.left))
    const node = document.right === undefined ? undefined : errors.open(document.right)
    const { result, run } = readNode(answer, 'client', schema, tolerant, node)
    return toReading(result, run, schema)
  }
  return {
    total: parts.total(input) && operation.traits.hostPrefix === undefined,
    writeRequest: (given, stream) => {
      const { result, run } = startWalk(request.format.write, input, trusted, given)
      const hostPrefix = hostPrefixOf(operation, given, run)
      // A trusted walk of a structure always gives a part.
      const bytes = hasBody
        ? request.format.print(request.envelope.wrap(result as P, input, operation, undefined))
        : undefined
      const body =
        bytes === undefined
          ? noBody
          : streams
            ? followed('initial-request', request.format.mediaType, bytes, stream)
            : bytesBody(bytes)
      return {
        request: { method: 'POST', host: undefined, hostPrefix, path: parts.path(operation), query: '', headers, body },
        run,
      }
    },
    readAnswer: ({ body }) => {
      const output = structureOf(operation.output.schema)
      const node = openBody(answer, output, operation, body)
      if (isLeft(node)) return left(syntaxErrors(output, [], node.left))
      const { result, run } = readNode(answer, 'client', output, tolerant, node.right)
      return toReading(result, run, output)
    },
    findError: (response) => {
      const bytes = bytesOf(response.body)
      const document = bytes.length === 0 ? undefined : answer.format.parse(bytes, operation.output.schema)
      const found = document === undefined || isLeft(document) ? undefined : document.right
      const requestId = requestIdIn(response.headers) ?? (found === undefined ? undefined : errors.requestId(found))
      return { ...errors.find(response.headers, found, operation), requestId }
    },
    codesOf: errors.codesOf,
    readError: (error, response) => readError(error.schema, response.body),
  }
}

// -------------------------------------------------------------------------------------
// server
// -------------------------------------------------------------------------------------

/** Whether a message is followed by events: then its members are the first of them. */
const hasEvents = (schema: StructureSchema): boolean => schema.members.some(isStream)

const followed = (kind: InitialKind, mediaType: string, bytes: Uint8Array, stream: Body | undefined): Body =>
  withInitial(initialMessage(kind, essenceOf(mediaType), bytes), stream)

/** A request that says no type is taken at its word: no RPC protocol has a second one. */
const takesType = (contentType: string | undefined, expected: string): boolean =>
  contentType === undefined || essenceOf(contentType) === expected

const serverWire = <P, T, Q, U>(parts: RpcParts<P, T, Q, U>, operation: AnyOperation): ServerWire => {
  const { request, answer, errors } = parts
  const typed = ({ _tag }: Body): Headers =>
    _tag === 'None' && !parts.typesEmptyAnswers ? [] : [['content-type', answer.format.mediaType]]
  const respond = (status: number, headers: Headers, body: Body, requestId: string | undefined): HttpResponse => ({
    status,
    headers: withRequestId([...typed(body), ...parts.answerHeaders(operation), ...headers], requestId),
    body,
  })
  const print = (document: U): Body => bytesBody(answer.format.print(document))
  const respondFault = ({ status, name, message, fields }: FaultAnswer, requestId: string | undefined): HttpResponse =>
    respond(
      status,
      errors.faultHeaders(name),
      print(errors.fault(name, message, fields, operation, requestId)),
      requestId,
    )
  return {
    readRequest: (given): Either<RequestFault, unknown> => {
      const input = structureOf(operation.input.schema)
      if (given.method !== 'POST') return left({ _tag: 'MethodNotAllowed', allowed: ['POST'] })
      const expected = request.format.mediaType
      if (!takesType(headerNamed(given.headers, 'content-type'), expected))
        return left({ _tag: 'UnsupportedMediaType', expected })
      const node = openBody(request, input, operation, given.body)
      if (isLeft(node)) return left({ _tag: 'Malformed', issues: syntaxErrors(input, [], node.left) })
      const { result, run } = readNode(request, 'server', input, serving(operation.input.policy), node.right)
      return toRequest(result, run, input)
    },
    writeAnswer: (value, { requestId, stream }) => {
      const output = structureOf(operation.output.schema)
      if (isUnit(output) && !parts.unitBody.answer) return respond(200, [], noBody, requestId)
      const { result, run } = startWalk(answer.format.write, output, trusted, value)
      if (isRefused(run)) return respondFault(unwritable, requestId)
      const document = answer.envelope.wrap(result as Q, output, operation, requestId)
      if (!hasEvents(output)) return respond(200, [], print(document), requestId)
      const { format } = answer
      const body = followed('initial-response', format.mediaType, format.print(document), stream)
      const headers: Headers = [['content-type', eventStreamType], ...parts.answerHeaders(operation)]
      return { status: 200, headers: withRequestId(headers, requestId), body }
    },
    writeError: (error, value, { requestId }) => {
      const { result, run } = startWalk(answer.format.write, error.schema, trusted, value)
      if (isRefused(run)) return respondFault(unwritable, requestId)
      return respond(
        parts.statusOf(error),
        errors.headers(error, operation),
        print(errors.wrap(result as Q, error, operation, requestId)),
        requestId,
      )
    },
    writeFault: (fault, { requestId }) => respondFault(faultAnswer(fault), requestId),
  }
}

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

/** An RPC protocol of its two halves and its rule for errors. */
export const rpc = <P, T, Q, U>(parts: RpcParts<P, T, Q, U>): Protocol =>
  assemble({
    id: parts.id,
    client: (operation) => clientWire(parts, operation),
    server: (operation) => serverWire(parts, operation),
    route: routeByName(parts.nameIn),
    events: (shape, side) => eventCodec({ format: parts.answer.format, ...parts.event }, shape, side),
  })
