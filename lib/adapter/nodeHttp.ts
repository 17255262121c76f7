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
import { bytesOf, headerNamed, noBody } from '../http/message.js'
import { discard, leave } from './body.js'
import type { SendOptions } from './call.js'
import type { Responder } from './serve.js'

export { discard, wholeBody } from './body.js'
export type { CallError, Called, CallInput, CallOptions, Send, SendOptions } from './call.js'
export { call } from './call.js'
export type { Answer, Asked, Exchange, Implementation, Responder, ServeOptions } from './serve.js'
export { implement, serve } from './serve.js'
export type { Signal } from './web.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** What is used of a server's `IncomingMessage`; that of `node:http2` will do too. */
export interface Incoming {
  readonly method?: string | undefined
  readonly url?: string | undefined
  readonly headers: { readonly [name: string]: string | ReadonlyArray<string> | undefined }
  readonly rawHeaders: ReadonlyArray<string>
  readonly complete: boolean
  readonly iterator: (options: { readonly destroyOnReturn: boolean }) => AsyncIterator<Uint8Array>
  readonly on: (event: 'error', heard: () => void) => unknown
  readonly resume: () => unknown
  readonly destroy: () => unknown
}

/** What is used of a stream that is written to. */
interface Target {
  readonly write: (chunk: Uint8Array) => boolean
  readonly end: { (): unknown; (chunk: Uint8Array): unknown }
  readonly once: (event: 'close' | 'drain' | 'finish', heard: () => void) => unknown
  readonly destroy: (error?: Error) => unknown
}

/** What is used of a `ServerResponse`. */
export interface Outgoing extends Target {
  statusCode: number
  readonly headersSent: boolean
  readonly setHeader: (name: string, value: string | ReadonlyArray<string>) => unknown
}

export interface ListenerOptions {
  /** Told what a responder or a stream was rejected with, which no peer is told. Default: nobody is. */
  readonly onError?: (error: unknown) => void
  /** How long the rest of an upload that nobody reads is taken in, so that its answer arrives. Default 1000 ms. */
  readonly lingerMillis?: number
}

export interface NodeSendOptions {
  /** An `Agent` of `node:http` or `node:https`, by default the global one. */
  readonly agent?: object
  /** `127.0.0.1:8080`: connects there, whatever host the request is for. */
  readonly connectTo?: string
}

// -------------------------------------------------------------------------------------
// messages
// -------------------------------------------------------------------------------------

/** Names and values alternate in `rawHeaders`; HTTP/2 puts what is no header before them. */
const pairsOf = (raw: ReadonlyArray<string>): Headers =>
  raw.flatMap((name, i) => (i % 2 === 0 && !name.startsWith(':') ? [[name, raw[i + 1] ?? ''] as const] : []))

/** The target as the wire has it, cut at its first question mark: `URL` would rewrite the path. */
const splitTarget = (target: string): Pick<HttpRequest, 'path' | 'query'> => {
  const mark = target.indexOf('?')
  return mark < 0 ? { path: target, query: '' } : { path: target.slice(0, mark), query: target.slice(mark + 1) }
}

/** A body still to come. `onLeave` runs at once where its reader leaves, even while a chunk is waited for. */
const streamOf = (incoming: Pick<Incoming, 'iterator' | 'on'>, onLeave: () => void): Streaming => {
  // Who reads is told of an error; where nobody does, nobody needs to be.
  incoming.on('error', () => {})
  return {
    _tag: 'Streaming',
    stream: {
      [Symbol.asyncIterator]: () => {
        const chunks = incoming.iterator({ destroyOnReturn: false })
        return {
          next: () => chunks.next(),
          return: async () => {
            onLeave()
            // Where a chunk is waited for, this too would wait for it.
            void leave(chunks)
            return { done: true, value: undefined }
          },
        }
      },
    },
  }
}

/**
 * A source that always has more would keep everything else waiting, the very peer included, until the kernel takes no more:
 * after so many chunks it lets others have a turn.
 */
const chunksAtOnce = 16

/**
 * Writes chunks as they are taken, and ends. Where the other side goes, the source is told at once; where the source fails,
 * so does the stream. Resolves when the stream has closed or has taken all.
 */
const pump = ({ stream }: Streaming, target: Target): Promise<void> =>
  new Promise((resolve, reject) => {
    const chunks = stream[Symbol.asyncIterator]()
    let isOpen = true
    target.once('close', () => {
      if (isOpen) void leave(chunks)
      isOpen = false
      resolve()
    })
    const run = async (): Promise<void> => {
      for (let i = 1; isOpen; i++) {
        const { done, value } = await chunks.next()
        if (!isOpen) return
        if (done === true) {
          isOpen = false
          target.end()
          return resolve()
        }
        // After a close no drain comes, and this waits for good: nothing holds it then.
        if (!target.write(value)) await new Promise<void>((drained) => target.once('drain', drained))
        else if (i % chunksAtOnce === 0) await new Promise<void>((turn) => setImmediate(turn))
      }
    }
    run().catch((error: unknown) => {
      isOpen = false
      void leave(chunks)
      target.destroy(error instanceof Error ? error : undefined)
      reject(error)
    })
  })

// -------------------------------------------------------------------------------------
// server
// -------------------------------------------------------------------------------------

const first = (value: string | ReadonlyArray<string> | undefined): string | undefined =>
  typeof value === 'string' ? value : value?.[0]

const hasBody = ({ headers }: Incoming): boolean =>
  // HTTP/2 frames bodies without a header that tells of one.
  headers[':method'] !== undefined ||
  headers['transfer-encoding'] !== undefined ||
  (headers['content-length'] ?? '0') !== '0'

const requestOf = (incoming: Incoming): HttpRequest => ({
  method: incoming.method ?? 'GET',
  host: first(incoming.headers['host'] ?? incoming.headers[':authority']),
  hostPrefix: '',
  ...splitTarget(incoming.url ?? '/'),
  headers: pairsOf(incoming.rawHeaders),
  // An answer can still be sent to who is not heard to the end, so that leaving ends nothing here.
  body: hasBody(incoming) ? streamOf(incoming, () => {}) : noBody,
})

const setHeaders = (outgoing: Outgoing, headers: Headers): void => {
  const groups = new Map<string, [name: string, ...values: ReadonlyArray<string>]>()
  for (const [name, value] of headers) {
    const key = name.toLowerCase()
    const [spelled, ...values] = groups.get(key) ?? [name]
    groups.set(key, [spelled, ...values, value])
  }
  for (const [name, ...values] of groups.values())
    outgoing.setHeader(name, values.length === 1 ? (values[0] as string) : values)
}

/** Source: RFC 9110, section 6.4.1. */
const isBodiless = (method: string | undefined, status: number): boolean =>
  method === 'HEAD' || status === 204 || status === 304

const writeResponse = async (
  { status, headers, body }: HttpResponse,
  method: string | undefined,
  outgoing: Outgoing,
): Promise<void> => {
  outgoing.statusCode = status
  setHeaders(outgoing, headers)
  if (isBodiless(method, status)) {
    await discard(body)
    outgoing.end()
  } else if (body._tag === 'Streaming') {
    await pump(body, outgoing)
  } else {
    const bytes = bytesOf(body)
    if (headerNamed(headers, 'content-length') === undefined) outgoing.setHeader('content-length', `${bytes.length}`)
    outgoing.end(bytes)
  }
}

/** A peer that still sends would lose its answer to a reset, were the connection closed on it at once. */
const linger = (incoming: Incoming, millis: number): void => {
  if (incoming.complete) return
  incoming.resume()
  setTimeout(() => {
    if (!incoming.complete) incoming.destroy()
  }, millis).unref()
}

/**
 * A listener for `createServer` of `node:http`. How long headers may be and take is for the server's own options to say.
 *
 * A responder that is rejected is answered with status 500 and no details; where its answer had begun, the connection ends.
 */
export const listener =
  (
    respond: Responder,
    { onError = () => {}, lingerMillis = 1000 }: ListenerOptions = {},
  ): ((incoming: Incoming, outgoing: Outgoing) => void) =>
  (incoming, outgoing) => {
    const gone = new AbortController()
    let isFinished = false
    outgoing.once('finish', () => {
      isFinished = true
      linger(incoming, lingerMillis)
    })
    outgoing.once('close', () => {
      if (!isFinished) gone.abort()
    })
    const answer = async (): Promise<void> => {
      const response = await respond(requestOf(incoming), { signal: gone.signal })
      if (gone.signal.aborted) await discard(response.body)
      else await writeResponse(response, incoming.method, outgoing)
    }
    answer().catch((error: unknown) => {
      if (!gone.signal.aborted) onError(error)
      if (outgoing.headersSent) {
        outgoing.destroy()
      } else {
        outgoing.statusCode = 500
        outgoing.end()
      }
    })
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
  body: streamOf(incoming, () => incoming.destroy()),
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
