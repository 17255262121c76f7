/**
 * `wireshape/fetch`: the rim between HTTP as data and the web's `fetch`, `Request` and `Response`, both ways. Bodies pass chunk by
 * chunk, no faster than they are taken.
 *
 * What the platform changes on the way: a URL's path is normalised, header names come back in lower case and sorted, and
 * most platforms decode `content-encoding`. `wireshape/node-http` changes nothing.
 */

import type { Body, Headers, HttpRequest, HttpResponse, Streaming } from '../http/message.js'
import { bytesOf, noBody } from '../http/message.js'
import { discard, leave } from './body.js'
import type { SendOptions } from './call.js'
import type { Responder } from './serve.js'
import type { WebRequest, WebResponse } from './web.js'

export { discard, wholeBody } from './body.js'
export type { CallError, Called, CallInput, CallOptions, Send, SendOptions } from './call.js'
export { call } from './call.js'
export type { Answer, Asked, Exchange, Implementation, Responder, ServeOptions } from './serve.js'
export { implement, serve } from './serve.js'
export type { Signal, WebRequest, WebResponse } from './web.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

export interface HandlerOptions {
  /** Told what a responder or a stream was rejected with, which no peer is told. Default: nobody is. */
  readonly onError?: (error: unknown) => void
}

// -------------------------------------------------------------------------------------
// bodies
// -------------------------------------------------------------------------------------

/** A web stream drawn on only when it is read; `onLeave` runs where its reader goes. */
const webStream = (
  { stream }: Streaming,
  onLeave: () => void,
  onError: (error: unknown) => void,
): ReadableStream<Uint8Array> => {
  const chunks = stream[Symbol.asyncIterator]()
  return new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        try {
          const { done, value } = await chunks.next()
          if (done === true) controller.close()
          else controller.enqueue(value)
        } catch (error) {
          onError(error)
          throw error
        }
      },
      cancel: async () => {
        onLeave()
        await leave(chunks)
      },
    },
    { highWaterMark: 0 },
  )
}

/** The chunks of a web stream; leaving them early cancels it, even while one is waited for. */
const streamOf = (web: ReadableStream<Uint8Array>): Streaming => ({
  _tag: 'Streaming',
  stream: {
    [Symbol.asyncIterator]: () => {
      const reader = web.getReader()
      return {
        next: async () => {
          const { done, value } = await reader.read()
          return done ? { done: true, value: undefined } : { done: false, value }
        },
        return: async () => {
          // A stream that has failed rejects this too, and its reader was told.
          await reader.cancel().catch(() => {})
          return { done: true, value: undefined }
        },
      }
    },
  },
})

/** Node's `fetch` leaves blanks at the ends of values, which are no part of them. Source: RFC 9110, section 5.5. */
const trimmed = (headers: Iterable<readonly [string, string]>): Headers =>
  [...headers].map(([name, value]) => [name, value.replace(/^[ \t]+/, '').replace(/(?<![ \t])[ \t]+$/, '')] as const)

const webBody = (
  body: Body,
  onLeave: () => void,
  onError: (error: unknown) => void,
): ReadableStream<Uint8Array> | Uint8Array | null => {
  switch (body._tag) {
    case 'None':
      return null
    case 'Bytes':
      return bytesOf(body)
    case 'Streaming':
      return webStream(body, onLeave, onError)
  }
}

// -------------------------------------------------------------------------------------
// client
// -------------------------------------------------------------------------------------

const nothing = (): void => {}

/** Where a URL reads otherwise than it is written, what is sent is another path than the one that was meant and signed. */
const refuseRewritten = (url: string, target: string): void => {
  const { pathname, search } = new URL(url)
  if (pathname + search !== target && `${pathname}${search}?` !== target)
    throw new TypeError(`fetch would send the path ${target} as ${pathname}${search}: use wireshape/node-http`)
}

/**
 * Unless a request has no window and takes no redirect, `fetch` clones it for the case of one, and Node's then holds a whole
 * upload in memory. Source: the Fetch standard, "HTTP-network-or-cache fetch", step 2.
 */
const uploading = { duplex: 'half', redirect: 'error', window: null } as const

/**
 * Sends requests to an endpoint: scheme, host and port, without a slash at the end. A request's own host takes the place of the
 * endpoint's.
 *
 * The answer's body is still to come: read it to its end or leave it early. A redirect is an answer like others, where the
 * platform shows it; to a streaming request it is an error.
 *
 * Errors: rejects where no answer comes; where `fetch` refuses a header's text; and where it would rewrite the path, as it
 * does `.` and `..` segments, which keys of S3 may have.
 *
 * @param fetch the global one by default
 */
export const send =
  (
    endpoint: string,
    fetch: (url: string, init: never) => Promise<WebResponse> = globalThis.fetch,
  ): ((request: HttpRequest, given?: SendOptions) => Promise<HttpResponse>) =>
  async ({ method, host, hostPrefix, path, query, headers, body }, { signal } = {}) => {
    const [scheme, authority = ''] = endpoint.split('://')
    const target = query === '' ? path : `${path}?${query}`
    const url = `${scheme}://${hostPrefix}${host ?? authority}${target}`
    refuseRewritten(url, target)
    const init = {
      method,
      headers: headers.map(([name, value]): [string, string] => [name, value]),
      body: webBody(body, nothing, nothing),
      ...(body._tag === 'Streaming' ? uploading : { redirect: 'manual' }),
      ...(signal === undefined ? {} : { signal }),
    }
    // Platforms do not agree on the type of what they take.
    const response = await fetch(url, init as never)
    return {
      status: response.status,
      headers: trimmed(response.headers),
      body: response.body === null ? noBody : streamOf(response.body),
    }
  }

// -------------------------------------------------------------------------------------
// server
// -------------------------------------------------------------------------------------

/** As the URL has it, for want of the request's own line. */
const requestOf = ({ method, url, headers, body }: WebRequest): HttpRequest => {
  const [, authority = '', path = '/', query = ''] = /^[^:]*:\/\/([^/?#]*)([^?#]*)(?:\?([^#]*))?/.exec(url) ?? []
  const pairs = trimmed(headers)
  return {
    method,
    host: headers.get('host') ?? authority,
    hostPrefix: '',
    path,
    query,
    headers: pairs,
    body: body === null ? noBody : streamOf(body),
  }
}

/** Source: the Fetch standard, "null body status". */
const isBodiless = (method: string, status: number): boolean =>
  method === 'HEAD' || status === 204 || status === 205 || status === 304

/**
 * A handler of web requests, as servers of Deno, Bun and workers take it. How long headers may be and take is for them to
 * say.
 *
 * A responder that is rejected is answered with status 500 and no details; where its answer had begun, its stream fails.
 */
export const handler =
  (respond: Responder, { onError = nothing }: HandlerOptions = {}): ((request: WebRequest) => Promise<WebResponse>) =>
  async (request) => {
    const gone = new AbortController()
    const leaves = (): void => gone.abort()
    if (request.signal.aborted) leaves()
    else request.signal.addEventListener('abort', leaves, { once: true })
    try {
      const { status, headers, body } = await respond(requestOf(request), { signal: gone.signal })
      const pairs = headers.map(([name, value]): [string, string] => [name, value])
      if (!isBodiless(request.method, status))
        return new Response(webBody(body, leaves, onError), { status, headers: pairs })
      await discard(body)
      return new Response(null, { status, headers: pairs })
    } catch (error) {
      onError(error)
      return new Response(null, { status: 500 })
    }
  }
