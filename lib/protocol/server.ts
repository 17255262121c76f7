/**
 * From what a protocol says about one operation to its server: what all protocols share.
 */

import type { Either } from 'fp-ts/lib/Either.js'
import type { Run } from '../compile/Run.js'
import { isMalformed, isRefused } from '../compile/Run.js'
import type { HttpRequest, HttpResponse } from '../http/message.js'
import type { AnyOperation, AnyRaised, Operation, RequestFault, Writes } from '../operation/Operation.js'
import type { Schema } from '../schema/Schema.js'
import { isLeft, left, right } from '../value/either.js'
import type { KnownError } from './errors.js'
import { knownErrors } from './errors.js'
import { errorsIn, fieldsFault } from './messages.js'
import type { AnswerOptions, Protocol, Server } from './Protocol.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

export interface ServerWire {
  readonly readRequest: (request: HttpRequest) => Either<RequestFault, unknown>
  readonly writeAnswer: (output: unknown, options: AnswerOptions) => HttpResponse
  readonly writeError: (error: KnownError, value: unknown, options: AnswerOptions) => HttpResponse
  readonly writeFault: (fault: RequestFault, options: AnswerOptions) => HttpResponse
}

/** What a server makes of a run: kinds first, then constraints. */
export const toRequest = (result: unknown, run: Run, schema: Schema): Either<RequestFault, unknown> => {
  if (isMalformed(run)) return left({ _tag: 'Malformed', issues: errorsIn(run, schema, 'malformed') })
  if (isRefused(run)) return left({ _tag: 'Invalid', issues: errorsIn(run, schema) })
  return right(result)
}

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

/** The server of a protocol, of what the protocol says about one operation. */
export const serverOf =
  (wireOf: (operation: AnyOperation) => ServerWire): Protocol['server'] =>
  <I, O, E extends AnyRaised, W extends Writes>(operation: Operation<I, O, E, W>): Server<I, O, E> => {
    const wire = wireOf(operation)
    const { custom, http } = operation.traits
    const admitted = (request: HttpRequest): HttpRequest => custom?.incoming?.(request, http?.uri ?? '/') ?? request
    const errors = new Map(knownErrors(operation).map((error) => [error.name, error] as const))
    return {
      // The reader gives what the operation's own input shape describes.
      decodeRequest: (request) => {
        const excess = fieldsFault(request, operation.input)
        const read =
          excess === undefined ? wire.readRequest(admitted(request)) : left({ _tag: 'Malformed', issues: excess })
        return read as Either<RequestFault, I>
      },
      encodeResponse: (answer, options = {}) => {
        if (!isLeft(answer)) return wire.writeAnswer(answer.right, options)
        const error = errors.get(answer.left._tag)
        if (error === undefined) throw new Error(`${operation.id} has no error ${answer.left._tag}`)
        return wire.writeError(error, answer.left.value, options)
      },
      encodeFault: (fault, options = {}) => wire.writeFault(fault, options),
    }
  }
