/**
 * The rim between `node:http` and requests and responses as data, for clients: the path goes out as it is, dot segments and
 * all, and bodies pass through.
 */
import { request as open } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { HttpRequest, HttpResponse, Streaming } from 'wireshape'
import { chunksOf } from './body.js'
import { pairsOf } from './nodeHttp.js'

/**
 * Sends one request to an endpoint (`http://`, host and port, without a slash at the end); its host and host prefix are told
 * in the `Host` header. Rejects where no answer comes.
 *
 * The answer's body is still to come: reading it to its end, or leaving it early, frees the connection.
 */
export const send =
  (endpoint: string) =>
  ({ method, host, hostPrefix, path, query, headers, body }: HttpRequest): Promise<HttpResponse<Streaming>> =>
    new Promise((resolve, reject) => {
      const authority = endpoint.slice(endpoint.indexOf('://') + 3)
      const [hostname = '', port = '80'] = authority.split(':')
      const target = query === '' ? path : `${path}?${query}`
      const outgoing = open({
        hostname,
        port,
        method,
        path: target,
        headers: { host: hostPrefix + (host ?? authority) },
      })
      for (const [name, value] of headers) outgoing.appendHeader(name, value)
      if (body._tag === 'Bytes') outgoing.setHeader('content-length', body.bytes.length)
      outgoing.once('error', reject)
      outgoing.once('response', (incoming) =>
        resolve({
          // A response always has one.
          status: incoming.statusCode ?? 0,
          headers: pairsOf(incoming.rawHeaders),
          body: { _tag: 'Streaming', stream: incoming },
        }),
      )
      if (body._tag === 'Streaming')
        pipeline(Readable.from(chunksOf(body), { objectMode: false }), outgoing).catch(reject)
      else outgoing.end(body._tag === 'Bytes' ? body.bytes : undefined)
    })
