/**
 * The first exchange of an RPC operation whose message is followed by events: its members travel as the first event, since
 * the body is taken by the stream.
 *
 * Source: Smithy 2.0, "Event streams: initial messages".
 */

import type { EventMessage } from '../format/eventStream.js'
import { readMessages, writeMessage } from '../format/eventStream.js'
import type { Body, Headers } from '../http/message.js'
import { bytesBody, essenceOf, headerNamed } from '../http/message.js'
import { isLeft } from '../value/either.js'
import { eventStreamType } from './mediaTypes.js'

export type InitialKind = 'initial-request' | 'initial-response'

/** A message's members as the first event. */
export const initialMessage = (kind: InitialKind, contentType: string, payload: Uint8Array): Uint8Array =>
  writeMessage({
    headers: [
      [':message-type', { _tag: 'string', value: 'event' }],
      [':event-type', { _tag: 'string', value: kind }],
      [':content-type', { _tag: 'string', value: contentType }],
    ],
    payload,
  })

async function* behind(first: Uint8Array, rest: Body | undefined): AsyncGenerator<Uint8Array, void, undefined> {
  yield first
  if (rest === undefined || rest._tag === 'None') return
  if (rest._tag === 'Bytes') yield rest.bytes
  else yield* rest.stream
}

/** A body that begins with a message's members and goes on with its events. */
export const withInitial = (first: Uint8Array, rest: Body | undefined): Body => ({
  _tag: 'Streaming',
  stream: behind(first, rest),
})

interface Framed {
  readonly headers: Headers
  readonly body: Body
}

export interface SplitMessage<M> {
  /** The message with the members as its body, for `decodeRequest` or `decodeResponse`. */
  readonly message: M
  /** The events that follow, for `EventCodec.read`. */
  readonly events: AsyncIterable<Uint8Array>
}

const isInitial = ({ headers }: EventMessage): boolean =>
  headers.some(
    ([name, value]) =>
      name === ':event-type' &&
      value._tag === 'string' &&
      (value.value === 'initial-request' || value.value === 'initial-response'),
  )

const contentTypeOf = ({ headers }: EventMessage): string | undefined => {
  const found = headers.find(([name]) => name === ':content-type')?.[1]
  return found?._tag === 'string' ? found.value : undefined
}

/**
 * Takes the first event off a message whose body is a stream of events and puts what it says into the body. A message that is
 * no such stream, or whose first event is not an initial one, comes back as it is. The source is read no further than that.
 *
 * A fault of the framing stays in the stream, where `EventCodec.read` tells it.
 */
export const splitInitial = async <M extends Framed>(message: M): Promise<SplitMessage<M>> => {
  const { body, headers } = message
  const isStream =
    body._tag === 'Streaming' && essenceOf(headerNamed(headers, 'content-type') ?? '') === eventStreamType
  if (!isStream) return { message, events: streamOf(body) }
  const source = body.stream[Symbol.asyncIterator]()
  const taken: Array<Uint8Array> = []
  const first = await firstMessage(source, taken)
  if (first === undefined || !isInitial(first.message)) return { message, events: resumed(taken, source) }
  const left = concatenated(taken).subarray(first.length)
  const type = contentTypeOf(first.message)
  const others = headers.filter(([name]) => name.toLowerCase() !== 'content-type')
  return {
    message: {
      ...message,
      headers: type === undefined ? others : [...others, ['content-type', type] as const],
      body: bytesBody(first.message.payload),
    },
    events: resumed(left.length === 0 ? [] : [left], source),
  }
}

async function* streamOf(body: Body): AsyncGenerator<Uint8Array, void, undefined> {
  if (body._tag === 'Bytes') yield body.bytes
  else if (body._tag === 'Streaming') yield* body.stream
}

const concatenated = (chunks: ReadonlyArray<Uint8Array>): Uint8Array => {
  const bytes = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0))
  let at = 0
  for (const chunk of chunks) {
    bytes.set(chunk, at)
    at += chunk.length
  }
  return bytes
}

/** The first message and its length, every chunk that it took kept in `taken`. */
const firstMessage = async (
  source: AsyncIterator<Uint8Array>,
  taken: Array<Uint8Array>,
): Promise<{ readonly message: EventMessage; readonly length: number } | undefined> => {
  async function* chunks(): AsyncGenerator<Uint8Array, void, undefined> {
    for (let next = await source.next(); next.done !== true; next = await source.next()) {
      taken.push(next.value)
      yield next.value
    }
  }
  for await (const read of readMessages(chunks())) {
    if (isLeft(read)) return undefined
    const bytes = concatenated(taken)
    return { message: read.right, length: new DataView(bytes.buffer).getUint32(0) }
  }
  return undefined
}

/** Chunks that were taken already, then the rest of their source, which is ended when the reader ends early. */
const resumed = (taken: ReadonlyArray<Uint8Array>, source: AsyncIterator<Uint8Array>): AsyncIterable<Uint8Array> => ({
  async *[Symbol.asyncIterator]() {
    let done = false
    try {
      yield* taken
      for (let next = await source.next(); next.done !== true; next = await source.next()) yield next.value
      done = true
    } finally {
      if (!done) await source.return?.()
    }
  },
})
