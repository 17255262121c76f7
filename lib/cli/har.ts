/**
 * Exchanges as browsers and proxies record them.
 *
 * Source: HTTP Archive (HAR) 1.2.
 */

import type { Headers, HttpRequest, HttpResponse } from '../http/message.js'
import { bytesBody, headerNamed, noBody } from '../http/message.js'
import type { Document } from '../value/Document.js'
import { getOwn } from '../value/own.js'
import { splitUrl } from './httpText.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** What an entry holds; a side that is not as it should be is absent. */
export interface HarEntry {
  readonly request: HttpRequest | undefined
  readonly response: HttpResponse | undefined
}

// -------------------------------------------------------------------------------------
// reading
// -------------------------------------------------------------------------------------

const at = (tree: Document | undefined, name: string): Document | undefined =>
  typeof tree === 'object' && tree !== null && !Array.isArray(tree)
    ? getOwn(tree as { readonly [name: string]: Document }, name)
    : undefined

const textAt = (tree: Document | undefined, name: string): string | undefined => {
  const text = at(tree, name)
  return typeof text === 'string' ? text : undefined
}

/** HTTP/2's own fields are no headers, and a body is recorded without what framed and compressed it. */
const left: ReadonlySet<string> = new Set(['content-encoding', 'content-length', 'transfer-encoding'])

const headersOf = (tree: Document | undefined): Headers => {
  const list = at(tree, 'headers')
  if (!Array.isArray(list)) return []
  return list.flatMap((one: Document): Headers => {
    const [name, value] = [textAt(one, 'name'), textAt(one, 'value')]
    return name === undefined || value === undefined || name.startsWith(':') || left.has(name.toLowerCase())
      ? []
      : [[name, value]]
  })
}

const bodyOf = (content: Document | undefined): HttpRequest['body'] => {
  const text = textAt(content, 'text') ?? ''
  const bytes = Buffer.from(text, textAt(content, 'encoding') === 'base64' ? 'base64' : 'utf8')
  return bytes.length === 0 ? noBody : bytesBody(Uint8Array.from(bytes))
}

const requestOf = (tree: Document | undefined): HttpRequest | undefined => {
  const [method, url] = [textAt(tree, 'method'), splitUrl(textAt(tree, 'url') ?? '')]
  if (method === undefined || url === undefined) return undefined
  const headers = headersOf(tree)
  return {
    method,
    host: headerNamed(headers, 'host') ?? url.host,
    hostPrefix: '',
    path: url.path,
    query: url.query,
    headers,
    body: bodyOf(at(tree, 'postData')),
  }
}

const responseOf = (tree: Document | undefined): HttpResponse | undefined => {
  const status = at(tree, 'status')
  // A status of 0 says that no answer came.
  return typeof status === 'number' && status > 0
    ? { status, headers: headersOf(tree), body: bodyOf(at(tree, 'content')) }
    : undefined
}

const entryOf = (tree: Document): HarEntry => ({
  request: requestOf(at(tree, 'request')),
  response: responseOf(at(tree, 'response')),
})

/** The entries of an archive, or of one entry alone; `undefined` where the tree is neither. */
export const readHar = (tree: Document): ReadonlyArray<HarEntry> | undefined => {
  const entries = at(at(tree, 'log'), 'entries')
  if (Array.isArray(entries)) return entries.map(entryOf)
  return at(tree, 'request') === undefined && at(tree, 'response') === undefined ? undefined : [entryOf(tree)]
}
