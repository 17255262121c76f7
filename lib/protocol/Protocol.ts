/**
 * What a protocol gives: the two sides of an operation, and a service's routing table. A protocol is a value.
 */

import type { Either } from 'fp-ts/lib/Either.js'
import type { Bytes, HttpRequest, HttpResponse, None } from '../http/message.js'
import type { AnyOperation, AnyRaised, Operation, RequestFault, ResponseError, Service, Writes } from '../operation/Operation.js'
import type { Errors } from '../value/Issue.js'

/** A request or a response whose body is at hand. */
export type WholeRequest = HttpRequest<None | Bytes>
export type WholeResponse = HttpResponse<None | Bytes>

/** The client's half of an operation. Pure: the caller sends what it writes and hands back what comes. */
export interface Client<I, O, E extends AnyRaised, W extends Writes> {
  /**
   * Writes an input that `is` holds for.
   *
   * Errors, of a partial operation only: `unrepresentable` where a label is empty or a header cannot hold a text.
   */
  readonly encodeRequest: (input: I) => W extends 'total' ? WholeRequest : Either<Errors, WholeRequest>
  /** Reads with tolerance: types only. Never throws, whatever came. */
  readonly decodeResponse: (response: HttpResponse) => Either<ResponseError<E>, O>
}

export interface AnswerOptions {
  /** Sent in the protocol's place for it. None by default. */
  readonly requestId?: string
}

/** The server's half of an operation. */
export interface Server<I, O, E extends AnyRaised> {
  /** Checks strictly; `Malformed` stops before constraints. Never throws, whatever came. */
  readonly decodeRequest: (request: HttpRequest) => Either<RequestFault, I>
  /** Writes an output, or a modelled error with its own status. */
  readonly encodeResponse: (answer: Either<E, O>, options?: AnswerOptions) => WholeResponse
  /** Writes the protocol's answer to a request that was not taken. */
  readonly encodeFault: (fault: RequestFault, options?: AnswerOptions) => WholeResponse
}

export interface Protocol {
  readonly id: string
  readonly client: <I, O, E extends AnyRaised, W extends Writes>(operation: Operation<I, O, E, W>) => Client<I, O, E, W>
  readonly server: <I, O, E extends AnyRaised, W extends Writes>(operation: Operation<I, O, E, W>) => Server<I, O, E>
  /** Finds the operation of a request; the table is made once, when the service is handed in. */
  readonly route: (service: Service) => (request: HttpRequest) => Either<RequestFault, AnyOperation>
}
