/**
 * The rim between `fetch` and requests and responses as data, for clients in Node and in browsers.
 */
import type { Bytes, HttpRequest, HttpResponse } from 'wireshape'
import { bytesBody } from 'wireshape'
import { chunksOf, joined } from './body.js'

/** The request's own host, where it has one, takes the place of the endpoint's; the prefix goes before either. */
const urlOf = (endpoint: string, { host, hostPrefix, path, query }: HttpRequest): string => {
  const [scheme, authority = ''] = endpoint.split('://')
  return `${scheme}://${hostPrefix}${host ?? authority}${path}${query === '' ? '' : `?${query}`}`
}

/**
 * Sends one request to an endpoint (scheme, host and port, without a slash at the end). Rejects where no answer comes.
 *
 * `fetch` removes `.` and `..` segments from paths: an object key of S3 such as `a/../b` needs another rim.
 */
export const send =
  (endpoint: string) =>
  async (request: HttpRequest): Promise<HttpResponse<Bytes>> => {
    const { method, headers, body } = request
    const response = await fetch(urlOf(endpoint, request), {
      method,
      headers: headers.map(([name, value]): [string, string] => [name, value]),
      ...(body._tag === 'None' ? {} : { body: await joined(chunksOf(body)) }),
    })
    return {
      status: response.status,
      // Node's fetch leaves blanks at the end of a value, which are no part of it (RFC 9110, section 5.5).
      headers: [...response.headers].map(([name, value]) => [name, value.replace(/^[ \t]+|[ \t]+$/g, '')] as const),
      body: bytesBody(new Uint8Array(await response.arrayBuffer())),
    }
  }
