/**
 * What a protocol gives: the two sides of an operation, and a service's routing table. A protocol is a value.
 */

import type { Either } from 'fp-ts/lib/Either.js'
import type { Body, HttpRequest, HttpResponse } from '../http/message.js'
import type { Side } from '../interpret/split.js'
import type { Endpoint } from '../operation/customisations.js'
import type {
  AnyOperation,
  AnyRaised,
  Operation,
  RequestFault,
  ResponseError,
  Service,
  Writes,
} from '../operation/Operation.js'
import type { Shape } from '../shape/Shape.js'
import type { Errors } from '../value/Issue.js'
import type { Value } from '../value/Value.js'
import type { EventCodec } from './events.js'

/** The client's half of an operation. Pure: the caller sends what it writes and hands back what comes. */
export interface Client<I, O, E extends AnyRaised, W extends Writes> {
  /**
   * Writes an input that `is` holds for.
   *
   * Errors, of a partial operation only: `unrepresentable` where a label is empty, or a header or the body's format
   * cannot hold a text.
   *
   * @param stream the body of an operation whose input has a streaming member; passed through
   */
  readonly encodeRequest: (input: I, stream?: Body) => W extends 'total' ? HttpRequest : Either<Errors, HttpRequest>
  /** Reads with tolerance: types only. Never throws, whatever came. A streaming body stays in the response. */
  readonly decodeResponse: (response: HttpResponse) => Either<ResponseError<E>, O>
}

export interface AnswerOptions {
  /** Sent in the protocol's place for it. None by default. */
  readonly requestId?: string
  /** The body of an operation whose output has a streaming member; passed through. */
  readonly stream?: Body
}

export interface ClientOptions {
  /** Where requests go, as far as writing them depends on it: S3's does. */
  readonly endpoint?: Endpoint
  /**
   * Compresses a body of at least 10,240 bytes by an encoding that the operation names, such as `gzip`. Without it
   * nothing is compressed.
   */
  readonly compress?: (bytes: Uint8Array, encoding: string) => Uint8Array
}

/** The server's half of an operation. */
export interface Server<I, O, E extends AnyRaised> {
  /** Checks strictly; a streaming body stays in the request. `Malformed` stops before constraints. Never throws, whatever came. */
  readonly decodeRequest: (request: HttpRequest) => Either<RequestFault, I>
  /** Writes an output, or a modelled error with its own status. */
  readonly encodeResponse: (answer: Either<E, O>, options?: AnswerOptions) => HttpResponse
  /** Writes the protocol's answer to a request that was not taken. */
  readonly encodeFault: (fault: RequestFault, options?: AnswerOptions) => HttpResponse
}

export interface Protocol {
  readonly id: string
  readonly client: <I, O, E extends AnyRaised, W extends Writes>(
    operation: Operation<I, O, E, W>,
    options?: ClientOptions,
  ) => Client<I, O, E, W>
  readonly server: <I, O, E extends AnyRaised, W extends Writes>(operation: Operation<I, O, E, W>) => Server<I, O, E>
  /**
   * The events of a streaming union, in the protocol's format. Servers read strictly; hand `tolerant(shape)` in to read as a
   * client does.
   */
  readonly events: <A, O extends Value, I>(shape: Shape<A, O, I>, side: Side) => EventCodec<A>
  /** Whether writing a request of the operation can never fail: then its type may be `total`. */
  readonly isTotal: (operation: AnyOperation) => boolean
  /** Finds the operation of a request; the table is made once, when the service is handed in. */
  readonly route: (service: Service) => (request: HttpRequest) => Either<RequestFault, AnyOperation>
}
