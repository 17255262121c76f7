/**
 * Requests and responses as data and as the AWS SDK v3 has them, between our codecs and the SDK's steps of signing and sending.
 */

import { percentDecode } from '../../format/percent.js'
import type { Body, HttpRequest, HttpResponse } from '../../http/message.js'
import { bytesBody } from '../../http/message.js'
import { setOwn } from '../../value/own.js'
import { joined } from '../body.js'
import { isFunction, named } from './named.js'
import type { SdkContext, SdkEndpoint, SdkQuery, SdkRequest, SdkResponse } from './sdk.js'

// -------------------------------------------------------------------------------------
// requests
// -------------------------------------------------------------------------------------

const decoded = (text: string): string => percentDecode(text) ?? text

/** The SDK writes a query itself, when it signs and when it sends. */
const queryOf = (text: string): SdkQuery => {
  const query: SdkQuery = {}
  for (const pair of text === '' ? [] : text.split('&')) {
    const mark = pair.indexOf('=')
    const name = decoded(mark < 0 ? pair : pair.slice(0, mark))
    const value = mark < 0 ? '' : decoded(pair.slice(mark + 1))
    const earlier = Object.hasOwn(query, name) ? query[name] : undefined
    if (earlier === undefined || earlier === null) setOwn<SdkQuery[string]>(query, name, value)
    else setOwn<SdkQuery[string]>(query, name, typeof earlier === 'string' ? [earlier, value] : [...earlier, value])
  }
  return query
}

const addHeaders = (headers: Record<string, string>, more: HttpRequest['headers']): void => {
  for (const [name, value] of more) {
    const key = name.toLowerCase()
    setOwn(headers, key, Object.hasOwn(headers, key) ? `${headers[key]}, ${value}` : value)
  }
}

/** The headers that an endpoint asks for, names in lower case. */
const endpointHeaders = ({ headers }: SdkEndpoint): Record<string, string> => {
  const lower: Record<string, string> = {}
  if (headers === undefined) return lower
  for (const [name, value] of Object.entries(headers))
    setOwn(lower, name.toLowerCase(), typeof value === 'string' ? value : value.join(', '))
  return lower
}

type Place = Pick<SdkRequest, 'protocol' | 'hostname' | 'port' | 'path' | 'query'>

/** Where requests go: the SDK has two forms of it. */
const placeOf = (endpoint: SdkEndpoint): Place => {
  const { url } = endpoint
  const port = url === undefined ? endpoint.port : url.port === '' ? undefined : Number(url.port)
  const place: Place = {
    protocol: url?.protocol ?? endpoint.protocol ?? 'https:',
    hostname: url?.hostname ?? endpoint.hostname ?? 'localhost',
    path: url?.pathname ?? endpoint.path ?? '/',
    query: url === undefined ? { ...endpoint.query } : queryOf(url.search.replace(/^\?/, '')),
  }
  if (port !== undefined) place.port = port
  return place
}

/** The same request to another endpoint, as the SDK's own protocols do it: the endpoint's path is all of the path. */
export const redirected = (request: SdkRequest, endpoint: SdkEndpoint): SdkRequest => ({
  ...request,
  ...placeOf(endpoint),
  headers: { ...request.headers, ...endpointHeaders(endpoint) },
})

/**
 * A request as the SDK signs and sends it.
 *
 * @param body what the caller gave as a stream; handed on as it is
 * @param prefixes whether the host has the operation's prefix
 */
export const toSdkRequest = (
  request: HttpRequest,
  endpoint: SdkEndpoint,
  body: unknown,
  prefixes: boolean,
): SdkRequest => {
  const place = placeOf(endpoint)
  const headers = endpointHeaders(endpoint)
  addHeaders(headers, request.headers)
  const base = place.path.endsWith('/') ? place.path.slice(0, -1) : place.path
  const sent: SdkRequest = {
    method: request.method,
    protocol: place.protocol,
    hostname: `${prefixes ? request.hostPrefix : ''}${request.host ?? place.hostname}`,
    path: base + request.path,
    query: request.query === '' ? place.query : { ...place.query, ...queryOf(request.query) },
    headers,
    body: request.body._tag === 'Bytes' ? request.body.bytes : request.body._tag === 'None' ? undefined : body,
  }
  if (place.port !== undefined) sent.port = place.port
  return sent
}

// -------------------------------------------------------------------------------------
// responses
// -------------------------------------------------------------------------------------

const isIterable = (u: unknown): u is AsyncIterable<Uint8Array> => isFunction(named(u)[Symbol.asyncIterator as never])

const gathered = async (stream: AsyncIterable<Uint8Array>): Promise<Uint8Array> => {
  const chunks: Array<Uint8Array> = []
  for await (const chunk of stream) chunks.push(chunk)
  return joined(
    chunks,
    chunks.reduce((size, { length }) => size + length, 0),
  )
}

/** All bytes of a body, read as the client's own configuration reads its platform's streams. */
export const bytesIn = async (body: unknown, context: SdkContext): Promise<Uint8Array> => {
  if (body === undefined || body === null) return new Uint8Array()
  if (body instanceof Uint8Array) return body
  if (typeof body === 'string') return new TextEncoder().encode(body)
  const collector = context['streamCollector']
  if (isFunction(collector)) return (await collector(body)) as Uint8Array
  return isIterable(body) ? gathered(body) : new Uint8Array()
}

export const toHttpResponse = ({ statusCode, headers }: SdkResponse, body: Body | Uint8Array): HttpResponse => ({
  status: statusCode,
  headers: Object.entries(headers),
  body: body instanceof Uint8Array ? bytesBody(body) : body,
})

/** What the SDK tells of an answer beside its output. */
export interface Metadata {
  readonly httpStatusCode: number
  readonly requestId?: string
  readonly extendedRequestId?: string
  readonly cfId?: string
}

/** Source: `@smithy/core`, HttpProtocol.deserializeMetadata. */
export const metadataOf = ({ statusCode, headers }: SdkResponse, requestId?: string): Metadata => {
  const lower = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
  const id = lower['x-amzn-requestid'] ?? lower['x-amzn-request-id'] ?? lower['x-amz-request-id'] ?? requestId
  const extended = lower['x-amz-id-2']
  const cfId = lower['x-amz-cf-id']
  return {
    httpStatusCode: statusCode,
    ...(id === undefined ? {} : { requestId: id }),
    ...(extended === undefined ? {} : { extendedRequestId: extended }),
    ...(cfId === undefined ? {} : { cfId }),
  }
}
