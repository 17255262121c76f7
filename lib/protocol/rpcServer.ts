/**
 * The server's half of the RPC protocols.
 */

import type { Either } from 'fp-ts/lib/Either.js'
import { fail } from '../compile/emit/source.js'
import { serving, trusted } from '../compile/Policy.js'
import { isRefused } from '../compile/Run.js'
import { startWalk } from '../compile/walk.js'
import type { Body, Headers, HttpResponse } from '../http/message.js'
import { bytesBody, essenceOf, headerNamed, noBody } from '../http/message.js'
import type { AnyOperation, RequestFault } from '../operation/Operation.js'
import { isLeft, left, right } from '../value/either.js'
import type { KnownError } from './errors.js'
import type { ErrorWriting } from './Format.js'
import type { FaultAnswer } from './faults.js'
import { faultAnswer, unwritable } from './faults.js'
import { eventStreamType } from './mediaTypes.js'
import { isUnit, structureOf, syntaxErrors } from './messages.js'
import type { Protocol } from './Protocol.js'
import { withRequestId } from './requestId.js'
import { followed, hasEvents } from './rpc.js'
import type { ServerWire } from './server.js'
import { serverOf, toRequest } from './server.js'
import type { Half } from './structureBody.js'
import { openBody, quickReader, readNode } from './structureBody.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

export interface RpcServerParts<P, T, Q, U> {
  readonly request: Half<P, T>
  readonly answer: Half<Q, U>
  readonly errors: ErrorWriting<Q, U>
  /** Headers of every answer. */
  readonly headers: (operation: AnyOperation) => Headers
  /** Whether an answer without a body still says its type. */
  readonly typesEmptyAnswers?: true
  /** Whether an answer without a shape has a body all the same. */
  readonly unitBody: boolean
  readonly statusOf: (error: KnownError) => number
}

// -------------------------------------------------------------------------------------
// wire
// -------------------------------------------------------------------------------------

/** A request that says no type is taken at its word: no RPC protocol has a second one. */
const takesType = (contentType: string | undefined, expected: string): boolean =>
  contentType === undefined || essenceOf(contentType) === expected

const serverWire = <P, T, Q, U>(parts: RpcServerParts<P, T, Q, U>, operation: AnyOperation): ServerWire => {
  const { request, answer, errors } = parts
  const typed = ({ _tag }: Body): Headers =>
    _tag === 'None' && parts.typesEmptyAnswers !== true ? [] : [['content-type', answer.format.mediaType]]
  const respond = (status: number, headers: Headers, body: Body, requestId: string | undefined): HttpResponse => ({
    status,
    headers: withRequestId([...typed(body), ...parts.headers(operation), ...headers], requestId),
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
  let quick: ((body: Body) => unknown) | undefined
  let printAnswer: ((value: unknown, requestId?: string) => Uint8Array | undefined) | undefined
  return {
    readRequest: (given): Either<RequestFault, unknown> => {
      const input = structureOf(operation.input.schema)
      if (given.method !== 'POST') return left({ _tag: 'MethodNotAllowed', allowed: ['POST'] })
      const expected = request.format.mediaType
      if (!takesType(headerNamed(given.headers, 'content-type'), expected))
        return left({ _tag: 'UnsupportedMediaType', expected })
      const policy = serving(operation.input.policy)
      quick ??= quickReader(request.format, 'server', input, policy, operation)
      const result = quick(given.body)
      if (result !== fail) return right(result)
      const node = openBody(request, input, policy, operation, given.body)
      if (isLeft(node)) return left({ _tag: 'Malformed', issues: syntaxErrors(input, [], node.left) })
      const outcome = readNode(request, 'server', input, policy, node.right)
      return toRequest(outcome.result, outcome.run, input)
    },
    writeAnswer: (value, { requestId, stream }) => {
      const output = structureOf(operation.output.schema)
      if (isUnit(output) && !parts.unitBody) return respond(200, [], noBody, requestId)
      if (!hasEvents(output)) printAnswer ??= answer.format.direct?.print(output, operation)
      const printed = printAnswer?.(value, requestId)
      if (printed !== undefined) return respond(200, [], bytesBody(printed), requestId)
      const { result, run } = startWalk(answer.format.write, output, trusted, value)
      if (isRefused(run)) return respondFault(unwritable, requestId)
      const document = answer.envelope.wrap(result as Q, output, operation, requestId)
      if (!hasEvents(output)) return respond(200, [], print(document), requestId)
      const { format } = answer
      const body = followed('initial-response', format.mediaType, format.print(document), stream)
      const headers: Headers = [['content-type', eventStreamType], ...parts.headers(operation)]
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

/** The servers of an RPC protocol. */
export const rpcServer = <P, T, Q, U>(parts: RpcServerParts<P, T, Q, U>): Protocol['server'] =>
  serverOf((operation) => serverWire(parts, operation))
