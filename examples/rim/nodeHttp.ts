/**
 * The rim between `node:http` servers and requests and responses as data: nothing is decoded, renamed or normalised on the
 * way. Servers of `node:http2` are taken too.
 */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo, Server, Socket } from 'node:net'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Bytes, Headers, HttpRequest, HttpResponse, Streaming } from 'wireshape'
import { bytesBody } from 'wireshape'
import { chunksOf, joined } from './body.js'

/** Names and values alternate in `rawHeaders`, in the order and case of the wire; HTTP/2 puts what is no header before them. */
export const pairsOf = (raw: ReadonlyArray<string>): Headers =>
  raw.flatMap((name, i) => (i % 2 === 0 && !name.startsWith(':') ? [[name, raw[i + 1] ?? ''] as const] : []))

/** The target as the wire has it, cut at its first question mark: `URL` would rewrite the path. */
const splitTarget = (target: string): Pick<HttpRequest, 'path' | 'query'> => {
  const mark = target.indexOf('?')
  return mark < 0 ? { path: target, query: '' } : { path: target.slice(0, mark), query: target.slice(mark + 1) }
}

/** The request whose body is still to come; who reads it sets the pace, who stops early ends the connection. */
export const openRequest = (incoming: IncomingMessage): HttpRequest<Streaming> => ({
  method: incoming.method ?? 'GET',
  // HTTP/2 says the host outside of the headers.
  host: incoming.headers.host ?? (incoming.headers[':authority'] as string | undefined),
  hostPrefix: '',
  ...splitTarget(incoming.url ?? '/'),
  headers: pairsOf(incoming.rawHeaders),
  body: { _tag: 'Streaming', stream: incoming },
})

/** Rejects where the connection breaks; a real server would bound the size too. */
export const readRequest = async (incoming: IncomingMessage): Promise<HttpRequest<Bytes>> => ({
  ...openRequest(incoming),
  body: bytesBody(await joined(incoming)),
})

/** A stream is drawn on only as fast as the peer reads, and ended where the peer leaves: then this rejects. */
export const writeResponse = async (
  { status, headers, body }: HttpResponse,
  outgoing: ServerResponse,
): Promise<void> => {
  outgoing.statusCode = status
  for (const [name, value] of headers) outgoing.appendHeader(name, value)
  if (body._tag === 'Streaming') await pipeline(Readable.from(chunksOf(body), { objectMode: false }), outgoing)
  else outgoing.end(body._tag === 'Bytes' ? body.bytes : undefined)
}

export interface Listening {
  /** `http://127.0.0.1:` and a port that was free. */
  readonly url: string
  /** Ends every connection, kept-alive ones too. */
  readonly close: () => Promise<void>
}

/** What is answered, at once or later. */
type Answer<R> = (request: R) => HttpResponse | Promise<HttpResponse>

const listening = (server: Server): Promise<Listening> =>
  new Promise((resolve, reject) => {
    const open = new Set<Socket>()
    server.on('connection', (socket: Socket) => {
      open.add(socket)
      socket.once('close', () => open.delete(socket))
    })
    const close = (): Promise<void> =>
      new Promise((closed) => {
        server.close(() => closed())
        for (const socket of open) socket.destroy()
      })
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      // A server that listens on TCP has an address of this kind.
      const { port } = server.address() as AddressInfo
      resolve({ url: `http://127.0.0.1:${port}`, close })
    })
  })

/**
 * Serves requests with their bodies still to come on the loopback interface.
 *
 * @param create `createServer` of `node:http` by default; that of `node:http2` makes messages of the same kind
 */
export const serve = (
  answer: Answer<HttpRequest<Streaming>>,
  create: (listener: RequestListener) => Server = createServer,
): Promise<Listening> =>
  listening(
    create((incoming, outgoing) => {
      Promise.resolve(answer(openRequest(incoming)))
        .then((response) => writeResponse(response, outgoing))
        .catch(() => outgoing.destroy())
    }),
  )

/** Serves requests with their bodies read, on the loopback interface. */
export const listen = (answer: Answer<HttpRequest<Bytes>>): Promise<Listening> =>
  serve(async (request) => answer({ ...request, body: bytesBody(await joined(request.body.stream)) }))
