/**
 * The client's half of the RPC protocols.
 */

import { fail } from '../compile/emit/source.js'
import { tolerantAs, trusted } from '../compile/Policy.js'
import { startRun } from '../compile/Run.js'
import { startWalk } from '../compile/walk.js'
import type { Body, Headers } from '../http/message.js'
import { bytesBody, bytesOf, noBody, sharedHeaders } from '../http/message.js'
import type { AnyOperation } from '../operation/Operation.js'
import type { Schema, StructureSchema } from '../schema/Schema.js'
import { isLeft, left, right } from '../value/either.js'
import type { ClientWire, Reading } from './client.js'
import { clientOf, errorHeadIn, isTotalBody, toReading } from './client.js'
import type { ErrorReading } from './Format.js'
import { parseBody } from './Format.js'
import { hostPrefixOf } from './hostPrefix.js'
import { eventStreamType } from './mediaTypes.js'
import { isUnit, structureOf, syntaxErrors } from './messages.js'
import type { Protocol } from './Protocol.js'
import { followed, hasEvents } from './rpc.js'
import type { Half } from './structureBody.js'
import { openBody, quickReader, readNode } from './structureBody.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

export interface RpcClientParts<P, T, Q, U> {
  readonly request: Half<P, T>
  readonly answer: Half<Q, U>
  readonly errors: ErrorReading<U>
  /** Whether the request's format can hold every value of a schema. */
  readonly total: (schema: Schema) => boolean
  readonly path: (operation: AnyOperation) => string
  /** Headers of every request. */
  readonly headers: (operation: AnyOperation) => Headers
  /** Whether a request without a shape has a body all the same. */
  readonly unitBody: boolean
}

// -------------------------------------------------------------------------------------
// wire
// -------------------------------------------------------------------------------------

const clientWire = <P, T, Q, U>(parts: RpcClientParts<P, T, Q, U>, operation: AnyOperation): ClientWire => {
  const { request, answer, errors } = parts
  const input = structureOf(operation.input.schema)
  const hasBody = parts.unitBody || !isUnit(input)
  const streams = hasEvents(input)
  const headers = sharedHeaders([
    ...(hasBody ? [['content-type', streams ? eventStreamType : request.format.mediaType] as const] : []),
    ...parts.headers(operation),
  ])
  const readError = (schema: StructureSchema, body: Body): Reading => {
    const bytes = bytesOf(body)
    const document = bytes.length === 0 ? right(undefined) : parseBody(answer.format, bytes, schema, policy)
    if (isLeft(document)) return left(syntaxErrors(schema, [], document.left))
    const node = document.right === undefined ? undefined : errors.open(document.right)
    const { result, run } = readNode(answer, 'client', schema, policy, node)
    return toReading(result, run, schema)
  }
  const isDirect = hasBody && !streams && operation.traits.hostPrefix === undefined
  const print = isDirect ? request.format.direct?.print(input, operation) : undefined
  // Nothing is found where all was written at once.
  const clean = startRun(input, undefined, trusted)
  const path = parts.path(operation)
  const policy = tolerantAs(operation.output.policy)
  let quick: ((body: Body) => unknown) | undefined
  return {
    total: isTotalBody(parts.total, operation),
    writeRequest: (given, stream) => {
      const printed = print?.(given)
      if (printed !== undefined) {
        const body = bytesBody(printed)
        return {
          request: { method: 'POST', host: undefined, hostPrefix: '', path, query: '', headers, body },
          run: clean,
        }
      }
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
        request: { method: 'POST', host: undefined, hostPrefix, path, query: '', headers, body },
        run,
      }
    },
    readAnswer: ({ body }) => {
      const output = structureOf(operation.output.schema)
      quick ??= quickReader(answer.format, 'client', output, policy, operation)
      const result = quick(body)
      if (result !== fail) return right(result)
      const node = openBody(answer, output, policy, operation, body)
      if (isLeft(node)) return left(syntaxErrors(output, [], node.left))
      const outcome = readNode(answer, 'client', output, policy, node.right)
      return toReading(outcome.result, outcome.run, output)
    },
    findError: (response) => errorHeadIn(response, answer.format, errors, operation),
    codesOf: errors.codesOf,
    readError: (error, response) => readError(error.schema, response.body),
  }
}

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

/** The clients of an RPC protocol. */
export const rpcClient = <P, T, Q, U>(parts: RpcClientParts<P, T, Q, U>): Protocol['client'] =>
  clientOf((operation) => clientWire(parts, operation))

/** Whether requests of an RPC protocol can be written whatever their input, if `total` says so of a schema's documents. */
export const rpcIsTotal =
  (total: (schema: Schema) => boolean): Protocol['isTotal'] =>
  (operation) =>
    isTotalBody(total, operation)
