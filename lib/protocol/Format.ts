/**
 * A body format as protocols use it: its halves joined with the domain, its syntax, and how a protocol wraps what it
 * says into documents.
 *
 * `P` is what a value contributes, `T` a whole document.
 */

import type { Either } from 'fp-ts/lib/Either.js'
import type { Policy } from '../compile/Policy.js'
import type { View } from '../compile/View.js'
import type { Walker } from '../compile/walk/Walk.js'
import type { Headers } from '../http/message.js'
import type { Side } from '../interpret/split.js'
import type { AnyOperation } from '../operation/Operation.js'
import type { Member, Schema, StructureSchema } from '../schema/Schema.js'
import { left } from '../value/either.js'
import type { Limits } from '../value/Limits.js'
import { oversized } from '../value/Limits.js'
import type { KnownError } from './errors.js'

/** Why bytes are not of the format. */
export interface SyntaxFault {
  /** `syntax` where nothing is said. */
  readonly code?: 'size'
  readonly expected: string
  readonly actual: string
}

export interface Reader {
  readonly view: View<unknown>
  readonly read: Walker<unknown, unknown>
}

/**
 * The way between a body and a domain object where every member lies in the body, without the parts in between. Keep what
 * these give for a schema.
 */
export interface Direct {
  /** The value of a good body within the policy's limits; `fail` for any other. */
  readonly read: Readonly<
    Record<Side, (schema: Schema, policy: Policy, operation: AnyOperation) => (body: Uint8Array) => unknown>
  >
  /** `undefined` of a value that the format may be unable to hold: the walk then decides. */
  readonly print: (
    schema: Schema,
    operation: AnyOperation,
  ) => (value: unknown, requestId?: string) => Uint8Array | undefined
  /** Whether errors lie deeper in their documents than answers, where `read` does not look. */
  readonly wrapsErrors?: true
}

export interface Format<P, T> {
  readonly direct?: Direct
  readonly mediaType: string
  readonly readers: Readonly<Record<Side, Reader>>
  readonly write: Walker<unknown, P>
  /** Bytes to a document; the schema says what has to be kept exact. `parseBody` has looked at how many bytes there are. */
  readonly parse: (bytes: Uint8Array, schema: Schema, limits: Limits) => Either<SyntaxFault, T>
  readonly print: (document: T) => Uint8Array
}

/** A format whose structures are also put together from members that were written apart. */
export interface MemberFormat<P, T> extends Format<P, T> {
  /** What the members of a structure contribute together. */
  readonly members: (fields: ReadonlyArray<readonly [Member, P]>, schema: StructureSchema) => P
}

/** The document of a body's bytes. */
export const parseBody = <T>(
  { parse }: Pick<Format<unknown, T>, 'parse'>,
  bytes: Uint8Array,
  schema: Schema,
  { limits }: Policy,
): Either<SyntaxFault, T> => {
  const fault = oversized(bytes, limits)
  return fault === undefined ? parse(bytes, schema, limits) : left(fault)
}

/** How a protocol wraps a structure into a document, and finds it there. */
export interface Envelope<P, T> {
  readonly wrap: (part: P, schema: Schema, operation: AnyOperation, requestId: string | undefined) => T
  /** The node that holds the members, `undefined` where the document is of something else. */
  readonly open: (document: T, schema: Schema, operation: AnyOperation) => unknown
}

/** What an error answer says of itself. */
export interface ErrorHead {
  /** Without namespace; `undefined` where there is none. */
  readonly code: string | undefined
  /** The code that callers see, where it is another than the one that names the shape. */
  readonly shown?: string | undefined
  readonly message: string | undefined
  readonly fault: 'client' | 'server' | undefined
}

/** One reason why a request was refused, as the validation error tells it. */
export interface FieldFault {
  readonly path: string
  readonly message: string
}

/** Where a client finds errors. */
export interface ErrorReading<T> {
  readonly find: (headers: Headers, document: T | undefined, operation: AnyOperation) => ErrorHead
  /** The codes by which an error is known. */
  readonly codesOf: (error: KnownError) => ReadonlyArray<string>
  /** The node that holds the error's members. */
  readonly open: (document: T) => unknown
  /** The request id where it stands in the document. */
  readonly requestId: (document: T) => string | undefined
}

/** Where a server puts errors. */
export interface ErrorWriting<P, T> {
  readonly headers: (error: KnownError, operation: AnyOperation) => Headers
  readonly wrap: (part: P, error: KnownError, operation: AnyOperation, requestId: string | undefined) => T
  readonly faultHeaders: (name: string) => Headers
  /** The answer to a request that was not taken, which no shape of the model describes. */
  readonly fault: (
    name: string,
    message: string,
    fields: ReadonlyArray<FieldFault>,
    operation: AnyOperation,
    requestId: string | undefined,
  ) => T
}
