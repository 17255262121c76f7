/**
 * HTTP messages as text: a start line, headers, a blank line and a body.
 *
 * Law: what `writeRequest` gives, `readHttp` reads back to the same request, its host and length beside it in headers.
 *
 * Source: RFC 9112, sections 2 to 7.
 */

import type { Either } from 'fp-ts/lib/Either.js'
import type { Headers, HttpRequest, HttpResponse } from '../http/message.js'
import { bytesBody, bytesOf, headerNamed, noBody } from '../http/message.js'
import { isLeft, left, right } from '../value/either.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

export type HttpMessage =
  | { readonly _tag: 'Request'; readonly request: HttpRequest }
  | { readonly _tag: 'Response'; readonly response: HttpResponse }

/** Where a request goes. */
export interface Target {
  /** `https`. */
  readonly scheme: string
  /** Host and port, as they stand in a URL. */
  readonly authority: string
}

// -------------------------------------------------------------------------------------
// targets
// -------------------------------------------------------------------------------------

const endpointText = /^(https?):\/\/([A-Za-z\d](?:[A-Za-z\d.-]*[A-Za-z\d])?|\[[\da-fA-F:.]+\])(:\d{1,5})?\/?$/

/** `https://connect.eu-west-2.amazonaws.com`, without a path; `undefined` where it is none. */
export const readTarget = (text: string): Target | undefined => {
  const [, scheme, host, port = ''] = endpointText.exec(text) ?? []
  return scheme === undefined || host === undefined ? undefined : { scheme, authority: `${host}${port}` }
}

/** The host that a request goes to. */
export const hostOf = ({ host, hostPrefix }: HttpRequest, { authority }: Target): string =>
  `${hostPrefix}${host ?? authority}`

export const pathAndQuery = ({ path, query }: HttpRequest): string => (query === '' ? path : `${path}?${query}`)

/** The target of a request line, cut at its first question mark: `URL` would rewrite the path. */
export const splitTarget = (target: string): Pick<HttpRequest, 'path' | 'query'> => {
  const mark = target.indexOf('?')
  return mark < 0 ? { path: target, query: '' } : { path: target.slice(0, mark), query: target.slice(mark + 1) }
}

/** A URL as its parts stand; `undefined` where it has no scheme and host. The fragment, which is never sent, is left out. */
export const splitUrl = (url: string): Pick<HttpRequest, 'host' | 'path' | 'query'> | undefined => {
  const [, host, rest = ''] = /^[a-z][a-z\d+.-]*:\/\/([^/?#]*)([^#]*)/i.exec(url) ?? []
  if (host === undefined) return undefined
  return { host, ...splitTarget(rest.startsWith('/') ? rest : `/${rest}`) }
}

// -------------------------------------------------------------------------------------
// write
// -------------------------------------------------------------------------------------

/** Headers with those that HTTP asks for beside them. Source: RFC 9110, sections 7.2 and 8.6. */
export const framedHeaders = (request: HttpRequest, target: Target): Headers => {
  const { headers, body, method } = request
  const length = bytesOf(body).length
  const isTold = body._tag !== 'None' || ['POST', 'PUT', 'PATCH'].includes(method)
  return [
    ...(headerNamed(headers, 'host') === undefined ? [['host', hostOf(request, target)] as const] : []),
    ...headers,
    ...(isTold && headerNamed(headers, 'content-length') === undefined
      ? [['content-length', `${length}`] as const]
      : []),
  ]
}

/** The lines before the body, each with its end. */
export const requestHead = (request: HttpRequest, target: Target): string =>
  [
    `${request.method} ${pathAndQuery(request)} HTTP/1.1`,
    ...framedHeaders(request, target).map(([name, value]) => `${name}: ${value}`),
    '',
    '',
  ].join('\r\n')

export const writeRequest = (request: HttpRequest, target: Target): Uint8Array =>
  // Headers have Latin-1 alone, or the request would not have been written.
  Buffer.concat([Buffer.from(requestHead(request, target), 'latin1'), bytesOf(request.body)])

// -------------------------------------------------------------------------------------
// read
// -------------------------------------------------------------------------------------

const requestLine = /^([!#$%&'*+.^_`|~\w-]+) (\S+)(?: HTTP\/\d(?:\.\d)?)?$/
const statusLine = /^HTTP\/\d(?:\.\d)? (\d{3})(?: .*)?$/
const headerLine = /^(:?[!#$%&'*+.^_`|~\w-]+)[ \t]*:(.*)$/

const isBlank = (code: number): boolean => code === 0x20 || code === 0x09

/** Without blanks at its ends: an expression that looks for those at the end would look from each blank. */
const trimmed = (text: string): string => {
  let [start, end] = [0, text.length]
  while (start < end && isBlank(text.charCodeAt(start))) start++
  while (end > start && isBlank(text.charCodeAt(end - 1))) end--
  return text.slice(start, end)
}

interface Head {
  /** Whether it came over a connection: people end lines with LF alone. */
  readonly isWire: boolean
  readonly first: string
  readonly headers: Headers
  readonly body: Uint8Array
}

/** Where the head ends and the body begins; all is head where no line is blank. */
const splitHead = (bytes: Uint8Array): readonly [head: string, body: Uint8Array] => {
  for (let i = bytes.indexOf(10); i >= 0; i = bytes.indexOf(10, i + 1)) {
    const next = bytes[i + 1] === 13 ? i + 2 : i + 1
    if (bytes[next] === 10 || next >= bytes.length)
      return [Buffer.from(bytes.subarray(0, i)).toString('latin1'), bytes.subarray(Math.min(next + 1, bytes.length))]
  }
  return [Buffer.from(bytes).toString('latin1'), new Uint8Array()]
}

/** Source: RFC 9112, section 5.2: a line that begins with a blank goes on with the one before. */
const readHead = (bytes: Uint8Array): Either<string, Head> => {
  const start = bytes.findIndex((byte) => byte !== 10 && byte !== 13)
  const [head, body] = splitHead(bytes.subarray(Math.max(start, 0)))
  const [first = '', ...lines] = head
    .replace(/\r$/, '')
    .replace(/\r?\n[ \t]+/g, ' ')
    .split(/\r?\n/)
  const headers: Array<readonly [string, string]> = []
  for (const [i, line] of lines.entries()) {
    const [, name, value = ''] = headerLine.exec(line) ?? []
    if (name === undefined) return left(`line ${i + 2} is no header`)
    headers.push([name, trimmed(value)])
  }
  return right({ isWire: head.endsWith('\r'), first, headers, body })
}

const chunkSize = /^([\da-fA-F]{1,8})[ \t]*(?:;.*)?\r?$/

const lineAt = (bytes: Uint8Array, at: number, end: number): string =>
  Buffer.from(bytes.subarray(at, end < 0 ? at : end)).toString('latin1')

const beginsChunk = (bytes: Uint8Array): boolean =>
  chunkSize.test(lineAt(bytes, 0, bytes.subarray(0, 1000).indexOf(10)))

/** A body without its chunks' sizes, trailers left out; `undefined` where it is not in chunks. Source: RFC 9112, section 7.1. */
const dechunked = (bytes: Uint8Array): Uint8Array | undefined => {
  const chunks: Array<Uint8Array> = []
  for (let at = 0; ; ) {
    const end = bytes.indexOf(10, at)
    const [, digits] = chunkSize.exec(lineAt(bytes, at, end)) ?? []
    if (digits === undefined) return undefined
    const size = Number.parseInt(digits, 16)
    if (size === 0) return Buffer.concat(chunks)
    if (end + 1 + size > bytes.length) return undefined
    chunks.push(bytes.subarray(end + 1, end + 1 + size))
    at = end + 1 + size
    if (bytes[at] === 13) at++
    if (bytes[at] !== 10) return undefined
    at++
  }
}

/**
 * The body as its headers frame it. A length that is too great for what is there is not held against a message that somebody
 * wrote by hand: what is there is the body.
 */
const framed = ({ isWire, headers, body }: Head): Either<string, Pick<HttpResponse, 'headers' | 'body'>> => {
  // Tools that print a message, curl among them, print its headers as they came and its body without chunks.
  const isChunked = /\bchunked\s*$/i.test(headerNamed(headers, 'transfer-encoding') ?? '') && beginsChunk(body)
  const whole = isChunked ? dechunked(body) : body
  if (whole === undefined) return left('its body is not in chunks, as transfer-encoding says')
  const length = Number(headerNamed(headers, 'content-length') ?? whole.length)
  // An editor ends a last line, and no length says that it does.
  const isEnded = !isWire && whole.at(-1) === 10 && headerNamed(headers, 'content-length') === undefined
  const bytes = isChunked || !(length >= 0) ? whole : whole.subarray(0, isEnded ? -1 : length)
  return right({
    headers: headers.filter(([name]) => !name.startsWith(':') && name.toLowerCase() !== 'transfer-encoding'),
    body: bytes.length === 0 ? noBody : bytesBody(Uint8Array.from(bytes)),
  })
}

const requestOf = (
  [method, target]: readonly [string, string],
  { headers, body }: Pick<HttpResponse, 'headers' | 'body'>,
): HttpMessage => {
  const url = splitUrl(target)
  const { host, path, query } = url ?? { host: headerNamed(headers, 'host'), ...splitTarget(target) }
  return { _tag: 'Request', request: { method, host, hostPrefix: '', path, query, headers, body } }
}

/** A message as it came over a connection, or as somebody wrote it, with LF for CRLF. The left says what it is not. */
export const readHttp = (bytes: Uint8Array): Either<string, HttpMessage> => {
  const head = readHead(bytes)
  if (isLeft(head)) return head
  const { first } = head.right
  const [, status] = statusLine.exec(first) ?? []
  const [, method, target] = requestLine.exec(first) ?? []
  const isRequest = method !== undefined && target !== undefined && /^(\/|\*$|[a-z][a-z\d+.-]*:\/\/)/i.test(target)
  if (status === undefined && !isRequest) return left('line 1 is no start of a request or response')
  const rest = framed(head.right)
  if (isLeft(rest)) return rest
  return right(
    status === undefined
      ? requestOf([method as string, target as string], rest.right)
      : { _tag: 'Response', response: { status: Number(status), ...rest.right } },
  )
}
