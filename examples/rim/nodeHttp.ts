/**
 * The rim between `node:http` and requests and responses as data: nothing is decoded, renamed or normalised on the way.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Bytes, Headers, HttpRequest, HttpResponse } from 'wireshape'
import { bytesBody } from 'wireshape'
import { chunksOf, joined } from './body.js'

/** Names and values alternate in `rawHeaders`, in the order and case of the wire. */
const pairsOf = (raw: ReadonlyArray<string>): Headers =>
  raw.flatMap((name, i) => (i % 2 === 0 ? [[name, raw[i + 1] ?? ''] as const] : []))

/** The target as the wire has it, cut at its first question mark: `URL` would rewrite the path. */
const splitTarget = (target: string): Pick<HttpRequest, 'path' | 'query'> => {
  const mark = target.indexOf('?')
  return mark < 0 ? { path: target, query: '' } : { path: target.slice(0, mark), query: target.slice(mark + 1) }
}

/** Rejects where the connection breaks; a real server would bound the size too. */
export const readRequest = async (incoming: IncomingMessage): Promise<HttpRequest<Bytes>> => ({
  method: incoming.method ?? 'GET',
  host: incoming.headers.host,
  hostPrefix: '',
  ...splitTarget(incoming.url ?? '/'),
  headers: pairsOf(incoming.rawHeaders),
  body: bytesBody(await joined(incoming)),
})

export const writeResponse = async (
  { status, headers, body }: HttpResponse,
  outgoing: ServerResponse,
): Promise<void> => {
  outgoing.statusCode = status
  for (const [name, value] of headers) outgoing.appendHeader(name, value)
  for await (const chunk of chunksOf(body)) outgoing.write(chunk)
  outgoing.end()
}

export interface Listening {
  /** `http://127.0.0.1:` and a port that was free. */
  readonly url: string
  /** Ends every connection, kept-alive ones too. */
  readonly close: () => Promise<void>
}

/** Serves a function from requests to responses on the loopback interface. */
export const listen = (answer: (request: HttpRequest<Bytes>) => HttpResponse): Promise<Listening> =>
  new Promise((resolve, reject) => {
    const server = createServer((incoming, outgoing) => {
      readRequest(incoming)
        .then(answer)
        .then((response) => writeResponse(response, outgoing))
        .catch(() => outgoing.destroy())
    })
    const close = (): Promise<void> =>
      new Promise((closed) => {
        server.close(() => closed())
        server.closeAllConnections()
      })
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      // A server that listens on TCP has an address of this kind.
      const { port } = server.address() as AddressInfo
      resolve({ url: `http://127.0.0.1:${port}`, close })
    })
  })
