/**
 * Operations of lean shapes, under the names of the whole library's.
 */

import type {
  AnyRaised,
  OperationTraits,
  ReceivedOf,
  ServiceInfo,
  UnknownError,
  Writes,
} from '../operation/Operation.js'
import { operationOf, serviceOf } from '../operation/Operation.js'
import type { Issues } from './codec.js'
import type { AnyShape } from './Shape.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

export interface OperationParts<W extends Writes> {
  readonly input: AnyShape
  readonly output: AnyShape
  readonly errors: ReadonlyArray<AnyShape>
  readonly traits: OperationTraits
  readonly service: ServiceInfo
  readonly writes: W
}

/** `I`, `O` and `E` are the domain types of input, output and errors, `E` a union of `Raised`. */
export interface Operation<I, O, E extends AnyRaised, W extends Writes = Writes> extends OperationParts<W> {
  readonly _tag: 'Operation'
  readonly id: string
  readonly name: string
  /** Never there at run time; these carry the types. */
  readonly _Input: I
  readonly _Output: O
  readonly _Error: E
}

/** Any operation, for what only looks at its shapes and traits. */
export interface AnyOperation extends Omit<Operation<unknown, unknown, AnyRaised>, never> {}

export interface Service extends ServiceInfo {
  readonly _tag: 'Service'
  readonly operations: ReadonlyArray<AnyOperation>
}

/** An answer that its shape refuses. */
export interface MalformedResponse extends Omit<UnknownError, '_tag' | 'body'> {
  readonly _tag: 'MalformedResponse'
  readonly issues: Issues
}

export type ResponseError<E extends AnyRaised> = ReceivedOf<E> | UnknownError | MalformedResponse

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

/** An operation whose types stand beside it: annotate the constant. */
export const operation = <I, O, E extends AnyRaised, W extends Writes>(
  id: string,
  parts: OperationParts<W>,
): Operation<I, O, E, W> =>
  // `_Input`, `_Output` and `_Error` are phantom.
  operationOf(id, parts) as unknown as Operation<I, O, E, W>

export const service = (info: ServiceInfo, operations: ReadonlyArray<AnyOperation>): Service =>
  serviceOf(info, operations)
