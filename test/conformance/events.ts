/**
 * Runs event-stream cases on either side: messages in order, and the first exchange where the case has one.
 */
import type { AnyOperation, AnyShape, HttpResponse, Protocol } from '../../lib/index.js'
import { noBody, shapeOf, tolerant } from '../../lib/index.js'
import type { HeaderValue } from '../../lib/protocol/index.js'
import { readMessage } from '../../lib/protocol/index.js'
import { targetOf } from '../../lib/schema/index.js'
import * as V from '../../lib/value/index.js'
import type { Case, EventPart, Side } from './cases.js'
import { errorText } from './check.js'
import { clientRequest, clientResponse } from './client.js'
import type { Difference } from './compare.js'
import { bodyKindOf, compareBodies } from './compare.js'
import { isStream, toDomain } from './params.js'
import { requestFrom } from './rim.js'
import { serverRequest, serverResponse } from './server.js'

type EventStreamCase = Extract<Case, { readonly kind: 'eventStream' }>

/** The union whose alternatives are the operation's events in that direction. */
const unionOf = (operation: AnyOperation, type: EventPart['type']): AnyShape => {
  const { schema } = type === 'request' ? operation.input : operation.output
  const member = schema._tag === 'structure' ? schema.members.find(isStream) : undefined
  if (member === undefined) throw new Error(`${operation.id} has no events in its ${type}`)
  return shapeOf(targetOf(member))
}

const isWriter = (type: EventPart['type'], side: Side): boolean => (type === 'request') === (side === 'client')

/** A message's headers by name, written as cases write them. */
const typedHeader = (header: HeaderValue): Readonly<Record<string, unknown>> => {
  switch (header._tag) {
    case 'blob':
    case 'uuid':
      return { [header._tag]: Buffer.from(header.value).toString('base64') }
    case 'timestamp':
      return { timestamp: new Date(header.epochMillis).toISOString().replace('.000Z', 'Z') }
    case 'long':
      return { long: Number(header.value) }
    default:
      return { [header._tag]: header.value }
  }
}

const checkMessage = (event: EventPart, bytes: Uint8Array): Difference => {
  const message = readMessage(bytes)
  if (message._tag === 'Left') return `the message is none: ${message.left.expected}`
  const headers = new Map(message.right.headers.map(([name, value]) => [name, typedHeader(value)] as const))
  for (const [name, expected] of Object.entries(event.headers ?? {})) {
    const actual = headers.get(name)
    if (JSON.stringify(actual) !== JSON.stringify(expected)) {
      return `header ${name}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(actual)}`
    }
  }
  for (const name of event.forbidHeaders ?? []) if (headers.has(name)) return `header ${name}: expected none`
  for (const name of event.requireHeaders ?? []) if (!headers.has(name)) return `header ${name}: expected one`
  if (event.body === undefined) return undefined
  const kind = bodyKindOf(event.bodyMediaType ?? 'application/octet-stream')
  const difference = compareBodies(kind, event.body, message.right.payload)
  return difference === undefined ? undefined : `body: ${difference}`
}

const writeEvent = (protocol: Protocol, operation: AnyOperation, event: EventPart, side: Side): Difference => {
  const shape = shapeOf(unionOf(operation, event.type).schema)
  const written = protocol.events(shape, side).encode(toDomain(shape.schema, event.params))
  return written._tag === 'Left' ? `encode refuses: ${errorText(written.left)}` : checkMessage(event, written.right)
}

const readEvent = (protocol: Protocol, operation: AnyOperation, event: EventPart, side: Side): Difference => {
  const shape = shapeOf(unionOf(operation, event.type).schema)
  const message = readMessage(Buffer.from(event.bytes, 'base64'))
  if (message._tag === 'Left') return `the message is none: ${message.left.expected}`
  const codec = protocol.events(side === 'client' ? tolerant(shape) : shape, side)
  const event_ = codec.decode(message.right)
  if (event_._tag === 'Left') return `decode gives ${errorText(event_.left)}`
  const expected = shape.encode(toDomain(shape.schema, event.params))
  const actual = shape.encode(event_.right)
  return V.Eq.equals(expected, actual)
    ? undefined
    : `expected ${V.writeFixture(expected)}, got ${V.writeFixture(actual)}`
}

/** The first exchange, as cases of requests and responses describe them; without one there, as little as the wire needs. */
const initial = async (protocol: Protocol, one: EventStreamCase, side: Side): Promise<Difference> => {
  const { service, operation, test } = one
  const named = { id: test.id, protocol: test.protocol }
  if (test.initialRequest !== undefined) {
    const request = { ...named, ...test.initialRequest, params: test.initialRequestParams }
    const run = side === 'client' ? clientRequest : serverRequest
    const difference = await run(protocol, { service, operation, kind: 'request', test: request })
    if (difference !== undefined) return `initial request: ${difference}`
  }
  if (test.initialResponse !== undefined) {
    const response = { ...named, ...test.initialResponse, params: test.initialResponseParams }
    const run = side === 'client' ? clientResponse : serverResponse
    const difference = await run(protocol, { service, operation, kind: 'response', test: response })
    if (difference !== undefined) return `initial response: ${difference}`
  }
  return undefined
}

/** What is read where the case leaves the first exchange out: a request or an answer that says nothing but itself. */
const bareExchange = (protocol: Protocol, { operation, test }: EventStreamCase, side: Side): Difference => {
  const { http } = operation.traits
  if (side === 'server') {
    if (test.initialRequest !== undefined || !test.events.some(({ type }) => type === 'request')) return undefined
    const parts = { method: http?.method ?? 'POST', uri: http?.uri ?? '/' }
    const read = protocol.server(operation).decodeRequest(requestFrom(parts, noBody, http?.uri))
    return read._tag === 'Left' ? `decodeRequest gives ${read.left._tag}` : undefined
  }
  if (test.initialResponse !== undefined || !test.events.some(({ type }) => type === 'response')) return undefined
  const response: HttpResponse = { status: http?.code ?? 200, headers: [], body: noBody }
  const read = protocol.client(operation).decodeResponse(response)
  return read._tag === 'Left' ? 'decodeResponse refuses' : undefined
}

const allEvents = (protocol: Protocol, { operation, test }: EventStreamCase, side: Side): Difference => {
  for (const [i, event] of test.events.entries()) {
    const run = isWriter(event.type, side) ? writeEvent : readEvent
    // An event without params is of no model: it can only be read, and be refused.
    if (run === writeEvent && event.params === undefined) continue
    const difference = run(protocol, operation, event, side)
    if (difference !== undefined) return `event ${i}: ${difference}`
  }
  return undefined
}

/** Whether the last event is that very error: it is read as the alternative that it is, and ends the stream. */
const raises = ({ operation, test }: EventStreamCase, errorId: string): boolean => {
  const last = test.events[test.events.length - 1]
  if (last === undefined) return false
  const { schema } = unionOf(operation, last.type)
  const [name] = Object.keys((last.params ?? {}) as object)
  return (
    schema._tag === 'union' && schema.members.some((member) => member.name === name && targetOf(member).id === errorId)
  )
}

/** Runs one case; a failure that it expects may come from any of its messages. */
export const eventStream = async (protocol: Protocol, one: EventStreamCase, side: Side): Promise<Difference> => {
  const failure = one.test.expectation?.failure as { readonly errorId?: string } | undefined
  const fails = failure !== undefined
  const { events, initialRequest, initialResponse } = one.test
  if (events.length === 0 && initialRequest === undefined && initialResponse === undefined)
    return 'the case has no message'
  if (failure?.errorId !== undefined && raises(one, failure.errorId)) return allEvents(protocol, one, side)
  const difference = (await initial(protocol, one, side)) ?? allEvents(protocol, one, side)
  if (!fails) return difference
  return (difference ?? bareExchange(protocol, one, side)) === undefined
    ? 'everything is taken, a failure is expected'
    : undefined
}
