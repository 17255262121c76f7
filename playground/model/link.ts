/**
 * What the page shows, as the fragment of a link: a version and base64url of raw DEFLATE of JSON.
 *
 * Laws: `readLink(writeLink(link)) = right(link)`; any text is read without a throw, in time and memory bounded by
 * `longestFragment` and `longestText`. A link is data: it is held against a shape of its own, and nothing of it is run.
 */

import type { Either } from 'fp-ts/lib/Either.js'
import type * as t from 'io-ts'
import { readBase64, writeBase64 } from '../../lib/format/base64.js'
import { jsonBytes } from '../../lib/interpret/json.js'
import * as S from '../../lib/shape/index.js'
import { isLeft, left, right } from '../../lib/value/either.js'
import { reportText } from '../../lib/value/Issue.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** The longest fragment that is written or read. Units: ASCII characters. */
export const longestFragment = 60_000

/** The most that a fragment is inflated to. Units: bytes. */
export const longestText = 1_000_000

const Name = S.string('wireshape.playground#Name', { length: { min: 1, max: 300 } })

const LinkShape = S.closed(
  S.inferred('wireshape.playground#Link', {
    /** The absolute id of the service: its model is too much for a link. */
    service: ['service', () => Name, 1],
    operation: ['operation', () => Name, 1],
    side: ['side', () => S.enumeration('wireshape.playground#Side', ['input', 'output']), 1],
    form: ['form', () => S.enumeration('wireshape.playground#Form', ['wire', 'domain']), 1],
    /** The payload without anything sensitive; absent where nobody can tell what is. */
    text: ['text', () => S.string('wireshape.playground#Text', { length: { max: longestText } })],
  }),
)

export type Link = t.TypeOf<typeof LinkShape>

const version = '1.'

// -------------------------------------------------------------------------------------
// base64url
// -------------------------------------------------------------------------------------

/** Source: RFC 4648, section 5, without padding. */
const writeUrl = (bytes: Uint8Array): string =>
  writeBase64(bytes).replace(/\+/g, '-').replace(/\//g, '_').replace(/=/g, '')

const readUrl = (text: string): Uint8Array | undefined =>
  /^[\w-]*$/.test(text)
    ? readBase64(text.replace(/-/g, '+').replace(/_/g, '/') + '='.repeat((4 - (text.length % 4)) % 4))
    : undefined

// -------------------------------------------------------------------------------------
// deflate
// -------------------------------------------------------------------------------------

/** All bytes of a stream, or none where there are more than so many: then the rest is never made. */
const collected = async (stream: ReadableStream<Uint8Array>, most: number): Promise<Uint8Array | undefined> => {
  const reader = stream.getReader()
  const chunks: Array<Uint8Array> = []
  let size = 0
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    size += next.value.length
    if (size > most) {
      await reader.cancel()
      return undefined
    }
    chunks.push(next.value)
  }
  const all = new Uint8Array(size)
  let at = 0
  for (const chunk of chunks) {
    all.set(chunk, at)
    at += chunk.length
  }
  return all
}

const piped = (bytes: Uint8Array, through: CompressionStream | DecompressionStream): ReadableStream<Uint8Array> =>
  new Blob([bytes as Uint8Array<ArrayBuffer>]).stream().pipeThrough(through)

// -------------------------------------------------------------------------------------
// write and read
// -------------------------------------------------------------------------------------

/** The fragment, without its `#`; the left says why there is none. */
export const writeLink = async (link: Link): Promise<Either<string, string>> => {
  const bytes = jsonBytes(LinkShape).encode(link)
  if (bytes.length > longestText) return left('the payload is too long for a link')
  const deflated = await collected(piped(bytes, new CompressionStream('deflate-raw')), longestText * 2)
  const fragment = `${version}${writeUrl(deflated ?? new Uint8Array())}`
  return fragment.length > longestFragment ? left('the payload is too long for a link') : right(fragment)
}

/** What a fragment says; the left says what is wrong with it. */
export const readLink = async (fragment: string): Promise<Either<string, Link>> => {
  if (fragment.length > longestFragment) return left(`the link is longer than ${longestFragment} characters`)
  if (!fragment.startsWith(version)) return left('the link is of no version that is known here')
  const bytes = readUrl(fragment.slice(version.length))
  if (bytes === undefined) return left('the link is damaged: it is no base64url')
  let inflated: Uint8Array | undefined
  try {
    inflated = await collected(piped(bytes, new DecompressionStream('deflate-raw')), longestText)
  } catch {
    return left('the link is damaged: it cannot be inflated')
  }
  if (inflated === undefined) return left(`the link inflates to more than ${longestText} bytes`)
  const link = jsonBytes(LinkShape).decode(inflated)
  return isLeft(link) ? left(`the link is damaged: ${reportText(link.left)[0] ?? ''}`) : link
}

/** The same link without its payload. */
export const withoutText = ({ text: _, ...rest }: Link): Link => rest
