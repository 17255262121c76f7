/**
 * A responder behind `createServer` of `node:http`: a request as data, an answer as it is written.
 */

import type { Headers, HttpRequest, HttpResponse } from '../http/message.js'
import { bytesOf, headerNamed, noBody } from '../http/message.js'
import { discard } from './body.js'
import type { Source, Target } from './nodeStreams.js'
import { isLong, pairsOf, pump, sliced, streamOf } from './nodeStreams.js'
import type { Exchange, Responder } from './serve.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** What is used of a server's `IncomingMessage`; that of `node:http2` will do too. */
export interface Incoming extends Source {
  readonly httpVersion?: string
  readonly method?: string | undefined
  readonly url?: string | undefined
  readonly headers: { readonly [name: string]: string | ReadonlyArray<string> | undefined }
  readonly rawHeaders: ReadonlyArray<string>
  readonly complete: boolean
  readonly resume: () => unknown
  readonly destroy: () => unknown
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
  /** Told the status of what was refused before a responder saw it. Default: nobody is. */
  readonly onRefused?: (status: number) => void
  /** How long the rest of an upload that nobody reads is taken in, so that its answer arrives. Default 1000 ms. */
  readonly lingerMillis?: number
}

// -------------------------------------------------------------------------------------
// requests
// -------------------------------------------------------------------------------------

/** The target as the wire has it, cut at its first question mark: `URL` would rewrite the path. */
const splitTarget = (target: string): Pick<HttpRequest, 'path' | 'query'> => {
  const mark = target.indexOf('?')
  return mark < 0 ? { path: target, query: '' } : { path: target.slice(0, mark), query: target.slice(mark + 1) }
}

const first = (value: string | ReadonlyArray<string> | undefined): string | undefined =>
  typeof value === 'string' ? value : value?.[0]

/** Source: RFC 9112, section 3.2.2: a target in absolute form takes the place of `Host`. */
const placeOf = (incoming: Incoming): Pick<HttpRequest, 'host' | 'path' | 'query'> => {
  const { url = '/', headers } = incoming
  const [, authority, target = ''] = url.startsWith('/') ? [] : (/^https?:\/\/([^/?]*)(.*)$/i.exec(url) ?? [])
  if (authority === undefined) return { host: first(headers['host'] ?? headers[':authority']), ...splitTarget(url) }
  return { host: authority, ...splitTarget(target.startsWith('/') ? target : `/${target}`) }
}

const isHttp2 = ({ headers }: Incoming): boolean => headers[':method'] !== undefined

const hasBody = (incoming: Incoming): boolean =>
  // HTTP/2 frames bodies without a header that tells of one.
  isHttp2(incoming) ||
  incoming.headers['transfer-encoding'] !== undefined ||
  (incoming.headers['content-length'] ?? '0') !== '0'

const requestOf = (incoming: Incoming, onFirst: () => void): HttpRequest => ({
  method: incoming.method ?? 'GET',
  hostPrefix: '',
  ...placeOf(incoming),
  headers: pairsOf(incoming.rawHeaders),
  // An answer can still be sent to who is not heard to the end, so that leaving ends nothing here.
  body: hasBody(incoming)
    ? // Of HTTP/2 `complete` says something else.
      streamOf(incoming, { onLeave: () => {}, onFirst, isHere: () => incoming.complete && !isHttp2(incoming) })
    : noBody,
})

const isHost = (name: string, i: number): boolean => i % 2 === 0 && name.length === 4 && name.toLowerCase() === 'host'

/**
 * The status of a request that is not to be understood in two ways. Node takes the first of two hosts, takes off the last of several
 * transfer codings, and reads other versions as if they were 1.1.
 *
 * Source: RFC 9112, sections 3.2 (one `Host`) and 6.1 (a coding that is not known); RFC 9110, section 15.6.6.
 */
export const refusalOf = (incoming: Incoming): number | undefined => {
  const { headers, rawHeaders, httpVersion = '1.1' } = incoming
  if (rawHeaders.filter(isHost).length > 1) return 400
  if (httpVersion !== '1.1' && httpVersion !== '1.0' && !isHttp2(incoming)) return 505
  const coding = first(headers['transfer-encoding'])
  return coding === undefined || coding.toLowerCase() === 'chunked' ? undefined : 501
}

// -------------------------------------------------------------------------------------
// answers
// -------------------------------------------------------------------------------------

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
    if (isLong(bytes)) await pump(sliced(bytes), outgoing)
    else outgoing.end(bytes)
  }
}

/** Nothing that follows on its connection is read. */
export const writeRefusal = (status: number, outgoing: Outgoing): void => {
  outgoing.statusCode = status
  outgoing.setHeader('connection', 'close')
  outgoing.setHeader('content-length', '0')
  outgoing.end()
}

/** A peer that still sends would lose its answer to a reset, were the connection closed on it at once. */
const linger = (incoming: Incoming, millis: number): void => {
  if (incoming.complete) return
  incoming.resume()
  setTimeout(() => {
    if (!incoming.complete) incoming.destroy()
  }, millis).unref()
}

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

/** `invite` tells a peer that waits for it to send its body. */
export type Listen = (incoming: Incoming, outgoing: Outgoing, invite?: () => void) => void

export const listenBy =
  (
    respond: Responder,
    { onError = () => {}, onRefused = () => {}, lingerMillis = 1000 }: ListenerOptions = {},
  ): Listen =>
  (incoming, outgoing, invite) => {
    let gone: AbortController | undefined
    let isGone = false
    // Made where somebody wants it: most answers are out before anybody could go.
    const exchange: Exchange = {
      get signal() {
        gone ??= new AbortController()
        if (isGone) gone.abort()
        return gone.signal
      },
    }
    let isFinished = false
    let isOwn = false
    let isAwaited = invite !== undefined
    outgoing.once('finish', () => {
      isFinished = true
      linger(incoming, lingerMillis)
    })
    outgoing.once('close', () => {
      isGone = !isFinished
      if (isGone) gone?.abort()
    })
    const answer = async (): Promise<void> => {
      const refusal = refusalOf(incoming)
      if (refusal !== undefined) {
        onRefused(refusal)
        return writeRefusal(refusal, outgoing)
      }
      const request = requestOf(incoming, () => {
        if (isAwaited) invite?.()
        isAwaited = false
      })
      const response = await respond(request, exchange)
      // Where the rest of a request was broken, it may have been answered.
      if (isGone || outgoing.headersSent) return discard(response.body)
      isOwn = true
      // After a protocol that is not spoken here, or a body that was never asked for, nobody knows what follows.
      if (isAwaited || incoming.headers['upgrade'] !== undefined) outgoing.setHeader('connection', 'close')
      await writeResponse(response, incoming.method, outgoing)
    }
    answer().catch((error: unknown) => {
      // Whose request was broken was answered elsewhere, and its body rejects whoever reads it.
      if (isGone || (outgoing.headersSent && !isOwn)) return
      onError(error)
      if (outgoing.headersSent) {
        outgoing.destroy()
      } else {
        outgoing.statusCode = 500
        outgoing.end()
      }
    })
  }

/**
 * A listener for `createServer` of `node:http`. How long headers may be and take is for the server's own options to say;
 * `openServer` says it.
 *
 * A responder that is rejected is answered with status 500 and no details; where its answer had begun, the connection ends.
 */
export const listener = (
  respond: Responder,
  options: ListenerOptions = {},
): ((incoming: Incoming, outgoing: Outgoing) => void) => {
  const listen = listenBy(respond, options)
  return (incoming, outgoing) => listen(incoming, outgoing)
}
