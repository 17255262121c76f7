/**
 * Operations, services and what may go wrong between client and server, as values.
 */

import { nameOf } from '../schema/Schema.js'
import type { XmlNamespace } from '../schema/Traits.js'
import type { AnyShape } from '../shape/Shape.js'
import type { Document } from '../value/Document.js'
import type { Errors } from '../value/Issue.js'
import type { Customisation } from './customisations.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** The `http` trait. */
export interface Http {
  readonly method: string
  /** A URI template, `/buckets/{Bucket}/{Key+}?list-type=2`. */
  readonly uri: string
  /** The status of a success. */
  readonly code: number
}

export interface OperationTraits {
  readonly http?: Http
  /** The `endpoint` trait's prefix, `{label}.data.`: labels name members of the input. */
  readonly hostPrefix?: string
  readonly documentation?: string
  /** The encodings of the `requestCompression` trait that the service takes, best first. */
  readonly compression?: ReadonlyArray<string>
  /**
   * The MD5 of a body, where `httpChecksumRequired` asks for `Content-MD5`. It stands here so that only an operation that
   * needs a hash brings one along.
   */
  readonly md5?: (bytes: Uint8Array) => Uint8Array
  /** What AWS gives this service alone; see `customisations.ts`. */
  readonly custom?: Customisation | undefined
  /** Everything else that a model said, by absolute trait id. */
  readonly other?: { readonly [traitId: string]: Document }
}

/** What an operation has to know of its service to be written. */
export interface ServiceInfo {
  /** Absolute shape id. */
  readonly id: string
  readonly version: string
  /** AWS's service id, the key of `customisations`. */
  readonly sdkId: string
  readonly xmlNamespace?: XmlNamespace
  /** The protocols of the service and their settings, by trait id. */
  readonly protocols: { readonly [traitId: string]: Document }
  /** Whether errors also carry the codes of the query protocol that the service once spoke. */
  readonly queryCompatible?: true
}

/**
 * Whether writing a request can fail: `total` where no member of the input lies in a label, host or header, whose
 * syntax cannot hold every text. A protocol whose body format cannot hold every text is partial for any operation.
 */
export type Writes = 'total' | 'partial'

/** A modelled error as a server raises it: its shape's name and its domain object. */
export interface Raised<N extends string, A> {
  readonly _tag: N
  readonly value: A
}

/** Any raised error, for constraints. */
export type AnyRaised = Raised<string, unknown>

/**
 * One operation of a service. `I`, `O` and `E` are the domain types of input, output and errors, `E` a union of
 * `Raised`.
 */
export interface Operation<I, O, E extends AnyRaised, W extends Writes = Writes> {
  readonly _tag: 'Operation'
  readonly id: string
  readonly name: string
  readonly input: AnyShape
  readonly output: AnyShape
  readonly errors: ReadonlyArray<AnyShape>
  readonly traits: OperationTraits
  readonly service: ServiceInfo
  readonly writes: W
  /** Never there at run time; these carry the types. */
  readonly _Input: I
  readonly _Output: O
  readonly _Error: E
}

/** Any operation, for what only looks at its schemas and traits. */
export interface AnyOperation extends Omit<Operation<unknown, unknown, AnyRaised>, never> {}

export interface Service extends ServiceInfo {
  readonly _tag: 'Service'
  readonly operations: ReadonlyArray<AnyOperation>
}

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

export interface OperationParts<W extends Writes> {
  readonly input: AnyShape
  readonly output: AnyShape
  readonly errors: ReadonlyArray<AnyShape>
  readonly traits: OperationTraits
  readonly service: ServiceInfo
  readonly writes: W
}

/** An operation of its parts, whatever shapes it is of. */
export const operationOf = <P extends object>(
  id: string,
  parts: P,
): { readonly _tag: 'Operation'; readonly id: string; readonly name: string } & P => ({
  _tag: 'Operation',
  id,
  name: nameOf(id),
  ...parts,
})

/** An operation whose types stand beside it: annotate the constant. */
export const operation = <I, O, E extends AnyRaised, W extends Writes>(
  id: string,
  parts: OperationParts<W>,
): Operation<I, O, E, W> =>
  // `_Input`, `_Output` and `_Error` are phantom.
  operationOf(id, parts) as unknown as Operation<I, O, E, W>

export const serviceOf = <A>(
  info: ServiceInfo,
  operations: ReadonlyArray<A>,
): ServiceInfo & { readonly _tag: 'Service'; readonly operations: ReadonlyArray<A> } => ({
  ...info,
  _tag: 'Service',
  operations,
})

export const service = (info: ServiceInfo, operations: ReadonlyArray<AnyOperation>): Service =>
  serviceOf(info, operations)

// -------------------------------------------------------------------------------------
// what a client gets instead of an output
// -------------------------------------------------------------------------------------

interface Received {
  readonly status: number
  readonly requestId: string | undefined
  /** The code as the service says it, without namespace; empty where none was found. */
  readonly code: string
  /** Whose fault the service says it is, where its protocol tells. */
  readonly fault: 'client' | 'server' | undefined
  /** What the service says to people, wherever its answer has it. */
  readonly message: string | undefined
  /** Whether the same request may succeed when it is sent again. */
  readonly retryable: boolean
  /** Whether it was refused for coming too fast. */
  readonly throttling: boolean
}

/** An error that the operation's model lists. */
export interface ModelledError<N extends string, A> extends Received {
  readonly _tag: N
  readonly value: A
}

/** An error that the model does not list, kept whole. */
export interface UnknownError extends Received {
  readonly _tag: 'UnknownError'
  readonly body: Uint8Array
}

/** An answer that its shape refuses. */
export interface MalformedResponse extends Received {
  readonly _tag: 'MalformedResponse'
  readonly issues: Errors
}

/** Each error of a union of `Raised`, as received. */
export type ReceivedOf<E extends AnyRaised> = E extends Raised<infer N, infer A> ? ModelledError<N, A> : never

export type ResponseError<E extends AnyRaised> = ReceivedOf<E> | UnknownError | MalformedResponse

// -------------------------------------------------------------------------------------
// what a server finds instead of an input
// -------------------------------------------------------------------------------------

/** Why a request is not taken; `Malformed` stops before constraints, `Invalid` has all of them. */
export type RequestFault =
  | { readonly _tag: 'NotFound' }
  | { readonly _tag: 'MethodNotAllowed'; readonly allowed: ReadonlyArray<string> }
  | { readonly _tag: 'UnsupportedMediaType'; readonly expected: string }
  | { readonly _tag: 'NotAcceptable'; readonly offered: string }
  | { readonly _tag: 'Malformed'; readonly issues: Errors }
  | { readonly _tag: 'Invalid'; readonly issues: Errors }
