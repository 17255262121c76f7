/**
 * What an AWS SDK v3 client takes and hands out, as far as it is looked at: interfaces of our own, so that neither this library
 * nor its declarations need a package of the SDK.
 *
 * Source: `@smithy/types`, `schema/schema.d.ts`, `middleware.d.ts`, `http.d.ts`; `@smithy/core`, `TypeRegistry`.
 */

import type { Named } from './named.js'

// -------------------------------------------------------------------------------------
// messages
// -------------------------------------------------------------------------------------

export type SdkQuery = Record<string, string | Array<string> | null>

/** `HttpRequest` of `@smithy/types`. The SDK's own later steps write into it. */
export interface SdkRequest {
  method: string
  protocol: string
  hostname: string
  port?: number
  path: string
  query: SdkQuery
  headers: Record<string, string>
  body?: unknown
}

/** `HttpResponse` of `@smithy/types`. The body is bytes or a stream of the platform. */
export interface SdkResponse {
  readonly statusCode: number
  readonly headers: Readonly<Record<string, string>>
  readonly body?: unknown
}

/** `Endpoint` of `@smithy/types`, or its `EndpointV2`, whose headers are lists. */
export interface SdkEndpoint {
  readonly protocol?: string
  readonly hostname?: string
  readonly port?: number | undefined
  readonly path?: string
  readonly query?: SdkQuery | undefined
  readonly headers?: Readonly<Record<string, string | ReadonlyArray<string>>>
  readonly url?: {
    readonly protocol: string
    readonly hostname: string
    readonly port: string
    readonly pathname: string
    readonly search: string
  }
}

// -------------------------------------------------------------------------------------
// operations
// -------------------------------------------------------------------------------------

/** An operation's runtime schema. */
export interface SdkOperation {
  readonly namespace: string
  readonly name: string
  readonly traits: unknown
  readonly input: unknown
  readonly output: unknown
}

/** Errors of a service: their schemas and classes. */
export interface SdkRegistry {
  readonly schemas: Iterable<readonly [id: string, schema: unknown]>
  readonly getErrorCtor: (schema: never) => unknown
  readonly getBaseException: () => unknown
}

/** What a client's configuration and one call say together. */
export type SdkContext = Named

// -------------------------------------------------------------------------------------
// protocols
// -------------------------------------------------------------------------------------

/**
 * A protocol as clients take it under `protocol`: `$ClientProtocol` of `@smithy/types`.
 *
 * Methods, not properties: the SDK's own protocols take narrower parameters, and are protocols all the same.
 */
export interface SdkProtocol {
  getShapeId(): string
  getRequestType(): new (...args: ReadonlyArray<unknown>) => SdkRequest
  getResponseType(): new (...args: ReadonlyArray<unknown>) => SdkResponse
  getPayloadCodec(): never
  setSerdeContext(context: unknown): void
  serializeRequest(operation: SdkOperation, input: object, context: SdkContext): Promise<SdkRequest>
  updateServiceEndpoint(request: SdkRequest, endpoint: SdkEndpoint): SdkRequest
  deserializeResponse<Output>(operation: SdkOperation, context: SdkContext, response: SdkResponse): Promise<Output>
}

/** The part of a protocol of the SDK's own that is called. */
export interface OwnProtocol {
  getShapeId(): string
  setSerdeContext(context: never): void
  serializeRequest(operation: never, input: never, context: never): Promise<unknown>
  deserializeResponse(operation: never, context: never, response: never): Promise<unknown>
}

/** The class of one, `AwsRestJsonProtocol` of `@aws-sdk/core/protocols`, which a client gives its settings. */
export type OwnProtocolClass = new (settings: never) => OwnProtocol

// -------------------------------------------------------------------------------------
// clients
// -------------------------------------------------------------------------------------

/** Any client of the SDK. */
export interface SdkClient {
  readonly config: object
  readonly middlewareStack: { add(middleware: never, options: never): void }
}
