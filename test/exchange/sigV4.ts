/**
 * Signature Version 4 from a request as data, to check what an SDK signed. Written from the user guide, not from the SDK.
 *
 * Source: AWS IAM user guide, "Create a signed AWS API request"; Amazon S3 API reference, "Signature calculations for the
 * Authorization header".
 */
import { createHash, createHmac } from 'node:crypto'
import type { Headers, HttpRequest } from '../../lib/index.js'
import { headerNamed } from '../../lib/index.js'

const sha256 = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex')
const hmac = (key: string | Uint8Array, text: string): Uint8Array => createHmac('sha256', key).update(text).digest()

/** Every byte but the unreserved characters of RFC 3986, in capitals. */
const escape = (text: string): string =>
  Array.from(Buffer.from(text, 'utf8'), (byte) => {
    const char = String.fromCharCode(byte)
    return /[A-Za-z\d\-._~]/.test(char) ? char : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`
  }).join('')

/** The path normalised as RFC 3986 has it and escaped once more than it is sent; S3 takes it as it is sent. */
const canonicalPath = (path: string, isS3: boolean): string => {
  if (isS3) return path
  const kept: Array<string> = []
  for (const segment of path.split('/')) {
    if (segment === '..') kept.pop()
    else if (segment !== '' && segment !== '.') kept.push(escape(segment))
  }
  return `/${kept.join('/')}${kept.length > 0 && path.endsWith('/') ? '/' : ''}`
}

/** Names and values unescaped and escaped again, sorted by name and then value. A plus is a plus. */
const canonicalQuery = (query: string): string => {
  if (query === '') return ''
  const pairs = query.split('&').map((pair): readonly [string, string] => {
    const [name = '', ...rest] = pair.split('=')
    return [escape(decodeURIComponent(name)), escape(decodeURIComponent(rest.join('=')))]
  })
  const order = ([a, b]: readonly [string, string], [c, d]: readonly [string, string]): number =>
    a === c ? (b < d ? -1 : b > d ? 1 : 0) : a < c ? -1 : 1
  return [...pairs]
    .sort(order)
    .map(([name, value]) => `${name}=${value}`)
    .join('&')
}

const canonicalValue = (headers: Headers, name: string): string =>
  (headerNamed(headers, name) ?? '').trim().replace(/\s+/g, ' ')

/** Payloads that the signature leaves out, by what stands in place of their hash. */
const unsigned: ReadonlySet<string> = new Set(['UNSIGNED-PAYLOAD', 'STREAMING-UNSIGNED-PAYLOAD-TRAILER'])

export interface Verdict {
  readonly isGenuine: boolean
  /** Whether the signature covers the body's bytes too. */
  readonly coversBody: boolean
  readonly canonicalRequest: string
}

/** Whether the request's signature is that of the secret key. */
export const verify = (request: HttpRequest, body: Uint8Array, secretKey: string): Verdict => {
  const headers: Headers =
    headerNamed(request.headers, 'host') === undefined
      ? [...request.headers, ['host', request.host ?? '']]
      : request.headers
  // In HTTP/2 the host is no header, and the SDK signs it under its own name.
  const valueOf = (name: string): string =>
    name === ':authority' ? (request.host ?? '') : canonicalValue(headers, name)
  const authorization = headerNamed(headers, 'authorization') ?? ''
  const [, scope = '', names = '', signature = ''] =
    /^AWS4-HMAC-SHA256 Credential=[^/]+\/(\S+), SignedHeaders=(\S+), Signature=([\da-f]{64})$/.exec(authorization) ?? []
  const [date = '', region = '', service = '', end = ''] = scope.split('/')
  const told = headerNamed(headers, 'x-amz-content-sha256')
  const coversBody = told === undefined || !unsigned.has(told)
  const payload = coversBody ? sha256(body) : (told ?? '')
  const signed = names.split(';')
  const canonicalRequest = [
    request.method,
    canonicalPath(request.path, service === 's3'),
    canonicalQuery(request.query),
    ...signed.map((name) => `${name}:${valueOf(name)}`),
    '',
    names,
    payload,
  ].join('\n')
  const toSign = ['AWS4-HMAC-SHA256', headerNamed(headers, 'x-amz-date') ?? '', scope, sha256(canonicalRequest)].join(
    '\n',
  )
  const key = [date, region, service, end].reduce<string | Uint8Array>(
    (made, text) => hmac(made, text),
    `AWS4${secretKey}`,
  )
  const isGenuine = signature !== '' && Buffer.from(hmac(key, toSign)).toString('hex') === signature
  return { isGenuine, coversBody, canonicalRequest }
}
