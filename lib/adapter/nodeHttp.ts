/**
 * `wireshape/node-http`: the rim between HTTP as data and `node:http`, both ways. Headers and paths pass as they are; bodies
 * pass chunk by chunk, no faster than they are taken; who leaves a stream early frees its socket.
 *
 * The declarations name no type of Node's, so that they compile without them.
 */

import type { ClientRequest, IncomingMessage } from 'node:http'
import { request as httpRequest } from 'node:http'
import type { RequestOptions } from 'node:https'
import { request as httpsRequest } from 'node:https'
import type { Body, Headers, HttpRequest, HttpResponse, Streaming } from '../http/message.js'
import { bytesOf, headerNamed } from '../http/message.js'
import type { SendOptions } from './call.js'
import { pairsOf, pump, streamOf } from './nodeStreams.js'

export { discard, wholeBody } from './body.js'
export type { CallError, Called, CallInput, CallOptions, Send, SendOptions } from './call.js'
export { call } from './call.js'
export type { Incoming, ListenerOptions, Outgoing } from './nodeListener.js'
export { listener } from './nodeListener.js'
export type { HttpServer, ServerOptions } from './nodeServer.js'
export { openServer } from './nodeServer.js'
export type { Answer, Asked, Exchange, Implementation, Responder, ServeOptions } from './serve.js'
export { implement, serve } from './serve.js'
export type { Signal } from './web.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

export interface NodeSendOptions {
  /** An `Agent` of `node:http` or `node:https`, by default the global one. */
  readonly agent?: object
  /** `127.0.0.1:8080`: connects there, whatever host the request is for. */
  readonly connectTo?: string
}

// -------------------------------------------------------------------------------------
// client
// -------------------------------------------------------------------------------------

interface Place {
  readonly hostname: string
  readonly port: string | undefined
}

const placeOf = (authority: string): Place => {
  const [, v6, name, port] = /^(?:\[([^\]]*)\]|([^:]*))(?::(\d+))?$/.exec(authority) ?? []
  return { hostname: v6 ?? name ?? authority, port }
}

const framing = (method: string, headers: Headers, body: Body): Headers => {
  const isFramed = ['content-length', 'transfer-encoding'].some((name) => headerNamed(headers, name) !== undefined)
  if (isFramed) return []
  if (body._tag === 'Streaming') return [['transfer-encoding', 'chunked']]
  // Source: RFC 9110, section 8.6: methods that anticipate content say that there is none.
  const isTold = body._tag === 'Bytes' || ['POST', 'PUT', 'PATCH'].includes(method)
  return isTold ? [['content-length', `${bytesOf(body).length}`]] : []
}

const open = (
  endpoint: string,
  { method, host, hostPrefix, path, query, headers, body }: HttpRequest,
  { agent, connectTo }: NodeSendOptions,
  signal: SendOptions['signal'],
): ClientRequest => {
  const [scheme, authority = ''] = endpoint.split('://')
  const named = `${hostPrefix}${host ?? authority}`
  const { hostname, port } = placeOf(connectTo ?? named)
  const lines: Headers = [
    ...(headerNamed(headers, 'host') === undefined ? [['host', named] as const] : []),
    ...headers,
    ...framing(method, headers, body),
  ]
  const options: RequestOptions = {
    hostname,
    servername: placeOf(named).hostname,
    method,
    path: query === '' ? path : `${path}?${query}`,
    // Pairs go out as they are, in their order and case; Node's types know objects alone.
    headers: lines as unknown as NonNullable<RequestOptions['headers']>,
    ...(port === undefined ? {} : { port }),
    ...(agent === undefined ? {} : { agent: agent as NonNullable<RequestOptions['agent']> }),
    ...(signal === undefined ? {} : { signal }),
  }
  return scheme === 'https' ? httpsRequest(options) : httpRequest(options)
}

const responseOf = (incoming: IncomingMessage): HttpResponse<Streaming> => ({
  // An answer always has one.
  status: incoming.statusCode ?? 0,
  headers: pairsOf(incoming.rawHeaders),
  body: streamOf(incoming, { onLeave: () => incoming.destroy() }),
})

/**
 * Sends requests to an endpoint: scheme, host and port, without a slash at the end. A request's own host takes the place of the
 * endpoint's.
 *
 * The answer's body is still to come. Reading it to its end or leaving it early frees the connection, and the end of the
 * answer ends an upload that still goes on. Redirects are answers like others.
 *
 * Errors: rejects where no answer comes, and where Node refuses a header's text or a path; a body that breaks off rejects
 * its reader.
 */
export const send =
  (
    endpoint: string,
    options: NodeSendOptions = {},
  ): ((request: HttpRequest, given?: SendOptions) => Promise<HttpResponse<Streaming>>) =>
  (request, { signal } = {}) =>
    new Promise((resolve, reject) => {
      const { body } = request
      const outgoing = open(endpoint, request, options, signal)
      outgoing.on('error', reject)
      outgoing.once('response', (incoming) => {
        incoming.once('end', () => {
          if (!outgoing.writableEnded) outgoing.destroy()
        })
        resolve(responseOf(incoming))
      })
      if (body._tag === 'Streaming') pump(body, outgoing).catch(reject)
      else outgoing.end(bytesOf(body))
    })
