/**
 * Event streams: one message, many in chunks, and events of a union in each format.
 */
import { isDeepStrictEqual } from 'node:util'
import * as fc from 'fast-check'
import type { Either } from 'fp-ts/lib/Either.js'
import type { EventMessage, MessageFault } from '../../../lib/format/eventStream.js'
import { crc32, isHeader, readMessage, readMessages, writeMessage } from '../../../lib/format/eventStream.js'
import type { Body, EventCodec } from '../../../lib/index.js'
import { bytesOf, eventStreamType, restJson1, restXml, rpcv2Cbor, splitInitial } from '../../../lib/index.js'
import type { Shape } from '../../../lib/shape/index.js'
import { shapeOf, tolerant } from '../../../lib/shape/index.js'
import { arbitrary } from '../../../lib/testing/index.js'
import type { Value } from '../../../lib/value/index.js'
import { marker } from '../../laws/poison.js'
import { holdIssues } from '../oracle.js'
import { events as union } from '../service.js'
import type { Target } from '../Target.js'
import { hold } from '../Target.js'

const strict: Shape<unknown, Value, unknown> = shapeOf(union.schema)

const codecs: ReadonlyArray<EventCodec<unknown>> = [restJson1, restXml, rpcv2Cbor].flatMap((protocol) => [
  protocol.events(strict, 'server'),
  protocol.events(tolerant(strict), 'client'),
])

async function* chunked(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

const collected = async <A>(source: AsyncIterable<A>): Promise<ReadonlyArray<A>> => {
  const all: Array<A> = []
  for await (const one of source) all.push(one)
  return all
}

const holdOne = (message: EventMessage): void => {
  hold(
    'readMessage: headers keep to their bounds',
    message.headers.every(([name, value]) => isHeader(name, value) || value._tag === 'string' || value._tag === 'blob'),
  )
  if (message.headers.some(([name, value]) => !isHeader(name, value))) return
  const again = readMessage(writeMessage(message))
  // A time beyond what a double keeps is not the same again.
  const isExact = message.headers.every(
    ([, value]) => value._tag !== 'timestamp' || Number.isSafeInteger(value.epochMillis),
  )
  hold(
    'readMessage: read, written and read',
    again._tag === 'Right' && (!isExact || isDeepStrictEqual(again.right, message)),
  )
}

const holdEvent = (codec: EventCodec<unknown>, message: EventMessage): void => {
  const event = codec.decode(message)
  if (event._tag === 'Left') {
    holdIssues(event.left)
    return
  }
  const written = codec.encode(event.right)
  if (written._tag === 'Left') {
    holdIssues(written.left)
    return
  }
  const read = readMessage(written.right)
  const again = read._tag === 'Right' ? codec.decode(read.right) : read
  hold('an event that was read and written is read', again._tag === 'Right', () => JSON.stringify(again))
  if (again._tag !== 'Right') return
  const second = codec.encode(again.right)
  hold(
    'an event that was read and written twice is the same',
    second._tag === 'Right' && Buffer.compare(second.right, written.right) === 0,
  )
}

/** Members that came as the first event are taken off, and nothing else is. */
const holdInitial = async (
  input: Uint8Array,
  whole: ReadonlyArray<Either<MessageFault, EventMessage>>,
): Promise<void> => {
  const body: Body = { _tag: 'Streaming', stream: chunked(input, 5) }
  const given = { headers: [['content-type', eventStreamType]] as const, body: body as Body }
  const { message, events: rest } = await splitInitial(given)
  const [first, ...others] = whole
  const isTaken = message.body._tag === 'Bytes'
  if (isTaken)
    hold(
      'splitInitial: the first event is the body',
      first?._tag === 'Right' && isDeepStrictEqual(bytesOf(message.body), first.right.payload),
    )
  hold(
    'splitInitial: the other events follow',
    isDeepStrictEqual(await collected(readMessages(rest)), isTaken ? others : whole),
  )
}

/** Lengths and checksums of the first message and of all behind it, as they would have to be; the last takes what is left. */
const mend = (input: Uint8Array, next: () => number): Uint8Array => {
  const bytes = Uint8Array.from(input)
  const view = new DataView(bytes.buffer)
  for (let at = 0; bytes.length - at >= 16; ) {
    const left = bytes.length - at
    const told = view.getUint32(at)
    const total = told >= 16 && told <= left ? told : left
    view.setUint32(at, total)
    if (view.getUint32(at + 4) > total - 16) view.setUint32(at + 4, Math.floor(next() * (total - 15)))
    view.setUint32(at + 8, crc32(bytes, at, at + 8))
    view.setUint32(at + total - 4, crc32(bytes, at, at + total - 4))
    at += total
  }
  return bytes
}

const header = (name: string, type: number, value: string): string =>
  `${String.fromCharCode(name.length)}${name}${String.fromCharCode(type)}${value}`

const text = (name: string, value: string): string => header(name, 7, `\0${String.fromCharCode(value.length)}${value}`)

export const events: Target = {
  name: 'events',
  words: [
    ...[
      text(':message-type', 'event'),
      text(':message-type', 'exception'),
      text(':message-type', 'error'),
      text(':event-type', 'Every'),
    ],
    ...[
      text(':event-type', 'Text'),
      text(':event-type', 'initial-request'),
      text(':event-type', 'initial-response'),
      text(':event-type', 'Blob'),
      text(':event-type', 'Body'),
      text(':exception-type', 'Slow'),
    ],
    ...[
      text(':error-code', marker),
      text(':content-type', 'application/json'),
      header('Flag', 0, ''),
      header('Flag', 1, ''),
    ],
    ...[
      header('Byte', 2, '\x80'),
      header('Small', 3, '\x80\0'),
      header('Integer', 4, '\x7f\xff\xff\xff'),
      header('Long', 5, '\x80\0\0\0\0\0\0\0'),
    ],
    ...[
      header('Blob', 6, '\0\x01a'),
      text('Text', '\xff'),
      header('Time', 8, '\x7f\xff\xff\xff\xff\xff\xff\xff'),
      header('Time', 8, '\0'.repeat(8)),
    ],
    ...[
      header('u', 9, 'a'.repeat(16)),
      header('x', 10, ''),
      header('Text', 6, '\0\0'),
      '{"A":"a"}',
      '{"City":"a"}',
      '<A>a</A>',
      '\xa1aA\x61a',
      '\0',
      '\xff\xff',
    ],
  ],
  tokens: /[:\w-]+|\0+|[^\w]/g,
  nests: [],
  mend,
  seeds: (count, seed) =>
    codecs.flatMap((codec, i) =>
      fc
        .sample(fc.array(arbitrary(fc)(union.schema, { depth: 2, items: 2 }), { minLength: 1, maxLength: 3 }), {
          numRuns: Math.ceil(count / codecs.length),
          seed: seed + i,
        })
        .map((all) => {
          const written = all.map((event) => codec.encode(event))
          return new Uint8Array(Buffer.concat(written.flatMap((one) => (one._tag === 'Right' ? [one.right] : []))))
        }),
    ),
  check: async (input) => {
    const whole = await collected(readMessages(chunked(input, input.length + 1)))
    for (const size of [1, 7])
      hold(
        'readMessages: how bytes are cut makes no difference',
        isDeepStrictEqual(await collected(readMessages(chunked(input, size))), whole),
      )
    const one = readMessage(input)
    if (one._tag === 'Right') hold('readMessage: as a stream of one', isDeepStrictEqual(whole, [one]))
    for (const [i, message] of whole.entries()) {
      if (message._tag === 'Left') {
        hold('readMessages: a fault is the last', i === whole.length - 1 && message.left.expected !== '')
        continue
      }
      holdOne(message.right)
      for (const codec of codecs) holdEvent(codec, message.right)
    }
    await holdInitial(input, whole)
    for (const codec of codecs.slice(0, 1)) {
      const read = await collected(codec.read(chunked(input, 5)))
      hold('a stream has an event for each message', read.length === whole.length)
    }
  },
}
