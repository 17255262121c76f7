/**
 * The HTTP message of a payload in every protocol, or why a protocol has none.
 */

import type { Either } from 'fp-ts/lib/Either.js'
import type { Headers, HttpRequest, HttpResponse } from '../../lib/http/message.js'
import { bytesOf } from '../../lib/http/message.js'
import type { AnyOperation, Service } from '../../lib/operation/Operation.js'
import { prepare } from '../../lib/operation/prepare.js'
import { protocols } from '../../lib/protocol/index.js'
import type { Protocol } from '../../lib/protocol/Protocol.js'
import { isStream, nameOf, targetOf } from '../../lib/schema/Schema.js'
import { isLeft, left, right } from '../../lib/value/either.js'
import type { Errors } from '../../lib/value/Issue.js'
import { reportText } from '../../lib/value/Issue.js'
import { hexDump } from './hexDump.js'
import type { Subject } from './subject.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

export interface Body {
  readonly bytes: number
  /** `hex` where the bytes are no text. */
  readonly as: 'text' | 'hex'
  readonly text: string
  /** Whether more came than is shown. */
  readonly cut: boolean
}

export interface Message {
  /** The first line: `PUT /contact/email`, `200`. */
  readonly line: string
  readonly headers: Headers
  readonly body: Body | undefined
  /** What the message alone does not say, a sentence each. */
  readonly notes: ReadonlyArray<string>
}

export interface InProtocol {
  /** `restJson1`. */
  readonly name: string
  /** Whether the service says that it speaks it. */
  readonly spoken: boolean
  /** The left says why there is none. */
  readonly message: Either<ReadonlyArray<string>, Message>
}

// -------------------------------------------------------------------------------------
// bodies
// -------------------------------------------------------------------------------------

/** Units: characters of text, bytes of a dump. */
const shown = { text: 100_000, hex: 4096 } as const

const textOf = (bytes: Uint8Array): string | undefined => {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
    return /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/.test(text) ? undefined : text
  } catch {
    return undefined
  }
}

const isText = (headers: Headers): boolean =>
  !headers.some(([name, value]) => name.toLowerCase() === 'content-type' && /cbor|octet-stream|eventstream/.test(value))

const bodyOf = (bytes: Uint8Array, headers: Headers): Body | undefined => {
  if (bytes.length === 0) return undefined
  const text = isText(headers) ? textOf(bytes) : undefined
  return text === undefined
    ? {
        bytes: bytes.length,
        as: 'hex',
        text: hexDump(bytes.subarray(0, shown.hex)),
        cut: bytes.length > shown.hex,
      }
    : { bytes: bytes.length, as: 'text', text: text.slice(0, shown.text), cut: text.length > shown.text }
}

// -------------------------------------------------------------------------------------
// requests and responses
// -------------------------------------------------------------------------------------

/** Stands in for a random one, which would change with every key that is pressed. */
const placeholder = '00000000-0000-4000-8000-000000000000'

const streamNotes = ({ operation, side }: Subject): ReadonlyArray<string> => {
  const { schema } = operation[side]
  const stream = schema._tag === 'structure' ? schema.members.find(isStream) : undefined
  if (stream === undefined) return []
  return targetOf(stream)._tag === 'union'
    ? [`The events of ${stream.name} follow; here is what comes before them.`]
    : [`The body is the stream ${stream.name}, which lies beside the payload.`]
}

/** As `Operation` but for the claim that writing cannot fail, which holds for the service's own protocols alone. */
const fallible = (operation: AnyOperation): AnyOperation & { readonly writes: 'partial' } => ({
  ...operation,
  writes: 'partial',
})

const requestMessage = (request: HttpRequest, notes: ReadonlyArray<string>): Message => {
  const { method, path, query, host, hostPrefix, headers } = request
  const named: Headers = host !== undefined || hostPrefix !== '' ? [['host', `${hostPrefix}${host ?? '…'}`]] : []
  return {
    line: `${method} ${path}${query === '' ? '' : `?${query}`}`,
    headers: [...named, ...headers],
    body: bodyOf(bytesOf(request.body), headers),
    notes,
  }
}

const requestIn = (subject: Subject, protocol: Protocol, domain: unknown): Either<Errors, Message> => {
  const operation = fallible(subject.operation)
  const ready = prepare(operation, () => placeholder)(domain)()
  const request = protocol.client(operation).encodeRequest(ready)
  if (isLeft(request)) return request
  const filled = ready === domain ? [] : ['The idempotency token was absent; zeros stand for a random one.']
  return right(requestMessage(request.right, [...streamNotes(subject), ...filled]))
}

const responseIn = (subject: Subject, protocol: Protocol, domain: unknown): Message => {
  const response: HttpResponse = protocol.server(subject.operation).encodeResponse(right(domain))
  return {
    line: `HTTP/1.1 ${response.status}`,
    headers: response.headers,
    body: bodyOf(bytesOf(response.body), response.headers),
    notes: streamNotes(subject),
  }
}

// -------------------------------------------------------------------------------------
// interpreter
// -------------------------------------------------------------------------------------

const isRest = (protocol: Protocol): boolean => /#rest/.test(protocol.id)

/** Why the operation has no place in a protocol, whatever the payload. */
const hindrance = ({ operation }: Subject, protocol: Protocol): string | undefined =>
  isRest(protocol) && operation.traits.http === undefined
    ? `${nameOf(protocol.id)} lays a message out by the operation's HTTP bindings (the trait http: method, path, labels), and ${operation.name} has none.`
    : undefined

/** The message of a protocol. Domain: what the subject's shape has accepted. */
export const messageIn = (
  subject: Subject,
  protocol: Protocol,
  domain: unknown,
): Either<ReadonlyArray<string>, Message> => {
  const reason = hindrance(subject, protocol)
  if (reason !== undefined) return left([reason])
  try {
    if (subject.side === 'output') return right(responseIn(subject, protocol, domain))
    const message = requestIn(subject, protocol, domain)
    return isLeft(message) ? left(reportText(message.left)) : message
  } catch (error) {
    // An operation that a protocol has no room for at all is a mistake of whoever asks, and those throw.
    return left([error instanceof Error ? error.message : String(error)])
  }
}

const isSpoken = ({ protocols: spoken }: Service, { id }: Protocol): boolean => Object.hasOwn(spoken, id)

/** Every protocol, those that the service speaks first. */
export const messagesOf = (subject: Subject, domain: unknown): ReadonlyArray<InProtocol> => {
  const all = protocols.map((protocol) => ({
    name: nameOf(protocol.id),
    spoken: isSpoken(subject.service, protocol),
    message: messageIn(subject, protocol, domain),
  }))
  return [...all.filter(({ spoken }) => spoken), ...all.filter(({ spoken }) => !spoken)]
}
