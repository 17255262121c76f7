/**
 * The client's half of the JSON protocols for operations whose messages lie in their bodies alone.
 *
 * Law 9: it writes the requests and reads the answers that the whole library's client of the same protocol does.
 */

import type { Either } from 'fp-ts/lib/Either.js'
import type { Headers, HttpRequest, HttpResponse } from '../http/message.js'
import { bytesBody, bytesOf, noBody } from '../http/message.js'
import type { AnyRaised } from '../operation/Operation.js'
import { transientStatuses } from '../protocol/errors.js'
import type { ErrorHead } from '../protocol/Format.js'
import { requestIdIn } from '../protocol/requestId.js'
import { nameOf } from '../schema/Schema.js'
import { isLeft, left, right } from '../value/either.js'
import { defaultLimits } from '../value/Limits.js'
import type { Issues } from './codec.js'
import { fromUtf8, printed, readText, readTree, toUtf8 } from './codec.js'
import type { AnyOperation, Operation, ResponseError } from './operation.js'
import type { View } from './Run.js'
import type { AnyShape, Field, Json } from './Shape.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** The client's half of an operation. Pure: the caller sends what it writes and hands back what comes. */
export interface Client<I, O, E extends AnyRaised> {
  /** Domain: inputs that `is` holds for. */
  readonly encodeRequest: (input: I) => HttpRequest
  /** Reads with tolerance: types only. Never throws, whatever came. */
  readonly decodeResponse: (response: HttpResponse) => Either<ResponseError<E>, O>
}

/** What differs between the protocols. */
export interface Wire {
  /** The names of members. */
  readonly view: View
  /** The request, but for its body. */
  readonly fixed: (
    operation: AnyOperation,
    hasBody: boolean,
  ) => Pick<HttpRequest, 'method' | 'path' | 'query' | 'headers'>
  /** Whether a structure without members has a body. */
  readonly unitBody: boolean
  /** Traits of operations and members that put something outside of bodies, or change messages. */
  readonly outside: RegExp
  readonly errorHead: (headers: Headers, body: Json | undefined) => ErrorHead
}

// -------------------------------------------------------------------------------------
// shapes
// -------------------------------------------------------------------------------------

const fieldsOf = ({ fields }: AnyShape): ReadonlyArray<Field> => fields?.() ?? []

const isInBodies = ({ input, output, errors, traits }: AnyOperation, { outside }: Wire): boolean =>
  [
    traits,
    ...[input, output, ...errors].flatMap(fieldsOf).flatMap((field) => [field.traits, field.target().traits]),
  ].every((one) => !Object.keys(one).some((name) => outside.test(name)))

// -------------------------------------------------------------------------------------
// errors
// -------------------------------------------------------------------------------------

/** The body as a tree, for what it says of an error. */
const treeIn = (bytes: Uint8Array): Json | undefined => {
  try {
    return bytes.length > defaultLimits.size ? undefined : (JSON.parse(fromUtf8(bytes)) as Json)
  } catch {
    return undefined
  }
}

/** Of a body without bytes, a structure whose members are all absent is read. */
const readBody = (shape: AnyShape, bytes: Uint8Array, view: View): Either<Issues, unknown> =>
  bytes.length === 0 ? readTree(shape, {}, view, false) : readText(shape, bytes, 'bytes of JSON text', view, false)

const errorReader = (
  { errors }: AnyOperation,
  { view, errorHead }: Wire,
): ((response: HttpResponse, issues?: Issues) => unknown) => {
  const known = new Map(errors.map((shape) => [nameOf(shape.id), shape] as const))
  return ({ status, headers, body }, unread) => {
    const bytes = bytesOf(body)
    const { code = '', message, fault, shown = code } = errorHead(headers, treeIn(bytes))
    const answer = { status, requestId: requestIdIn(headers), message, fault }
    const malformed = (issues: Issues): unknown => ({
      _tag: 'MalformedResponse',
      ...answer,
      code,
      issues,
      retryable: false,
      throttling: false,
    })
    if (unread !== undefined) return malformed(unread)
    const error = known.get(code)
    const { retryable, error: blame = 'client' } = error?.traits ?? {}
    const received = {
      ...answer,
      code: shown,
      fault: fault ?? (error && blame),
      retryable: retryable !== undefined || transientStatuses.has(status),
      throttling: retryable?.throttling === true || status === 429,
    }
    if (error === undefined) return { _tag: 'UnknownError', ...received, body: bytes }
    const value = readBody(error, bytes, view)
    return isLeft(value) ? malformed(value.left) : { _tag: code, ...received, value: value.right }
  }
}

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

/** The clients of a protocol. An operation that it has none for is a defect of the program, which making its client shows. */
export const clientOf =
  (wire: Wire) =>
  <I, O, E extends AnyRaised>(operation: Operation<I, O, E>): Client<I, O, E> => {
    const { id, input, output } = operation
    if (!isInBodies(operation, wire))
      throw new Error(`${id} has parts outside its bodies, which only the whole library writes and reads`)
    const { view, unitBody } = wire
    const hasBody = unitBody || fieldsOf(input).length > 0
    const readError = errorReader(operation, wire)
    return {
      encodeRequest: (given) => ({
        ...wire.fixed(operation, hasBody),
        host: undefined,
        hostPrefix: '',
        body: hasBody ? bytesBody(toUtf8(printed(input, given, view))) : noBody,
      }),
      decodeResponse: (response) => {
        // What was read is of the operation's own shapes.
        if (response.status >= 300) return left(readError(response) as ResponseError<E>)
        const isRead = unitBody || fieldsOf(output).length > 0
        const read = readBody(output, bytesOf(isRead ? response.body : noBody), view)
        return isLeft(read) ? left(readError(response, read.left) as ResponseError<E>) : right(read.right as O)
      },
    }
  }
