/**
 * The first event of an RPC exchange, taken off a body that is a stream. Source: Smithy 2.0, "Event streams: initial messages".
 */
import assert from 'node:assert/strict'
import type { HeaderValue } from '../../lib/format/eventStream.js'
import { readMessage, writeMessage } from '../../lib/format/eventStream.js'
import { writeUtf8 } from '../../lib/format/utf8.js'
import type { Body, Headers } from '../../lib/http/index.js'
import { splitInitial } from '../../lib/index.js'
import { initialMessage, withInitial } from '../../lib/protocol/initial.js'

const stream: Headers = [['Content-Type', 'application/vnd.amazon.eventstream; x=y']]

const text = (value: string): HeaderValue => ({ _tag: 'string', value })

const collected = async (source: AsyncIterable<Uint8Array>): Promise<Uint8Array> => {
  const all: Array<number> = []
  for await (const chunk of source) all.push(...chunk)
  return Uint8Array.from(all)
}

/** A source that tells whether it was ended. */
const told = (
  chunks: ReadonlyArray<Uint8Array>,
): { readonly body: Body; readonly ended: () => boolean; readonly asked: () => number } => {
  let [ended, asked] = [false, 0]
  async function* source(): AsyncGenerator<Uint8Array> {
    try {
      for (const chunk of chunks) {
        asked++
        yield chunk
      }
    } finally {
      ended = true
    }
  }
  return { body: { _tag: 'Streaming', stream: source() }, ended: () => ended, asked: () => asked }
}

const first = initialMessage('initial-response', 'application/json', writeUtf8('{}'))
const event = writeMessage({
  headers: [
    [':message-type', text('event')],
    [':event-type', text('a')],
  ],
  payload: writeUtf8('x'),
})
const joined = (...parts: ReadonlyArray<Uint8Array>): Uint8Array => Uint8Array.from(parts.flatMap((part) => [...part]))

describe('initial messages', () => {
  it('are events with a type of content', () => {
    const read = readMessage(initialMessage('initial-request', 'application/cbor', Uint8Array.of(0xa0)))
    assert.deepEqual(read, {
      _tag: 'Right',
      right: {
        headers: [
          [':message-type', text('event')],
          [':event-type', text('initial-request')],
          [':content-type', text('application/cbor')],
        ],
        payload: Uint8Array.of(0xa0),
      },
    })
  })

  it('stand before what follows, of every form', async () => {
    const bodies: ReadonlyArray<readonly [Body | undefined, Uint8Array]> = [
      [undefined, first],
      [{ _tag: 'None' }, first],
      [{ _tag: 'Bytes', bytes: event }, joined(first, event)],
      [told([event, event]).body, joined(first, event, event)],
    ]
    for (const [rest, bytes] of bodies) {
      const whole = withInitial(first, rest)
      assert.ok(whole._tag === 'Streaming')
      assert.deepEqual(await collected(whole.stream), bytes)
    }
  })

  it('a message that is no stream of events comes back as it is', async () => {
    const none = { headers: stream, body: { _tag: 'None' } as Body }
    const bytes = { headers: stream, body: { _tag: 'Bytes', bytes: event } as Body }
    const plain = { headers: [['content-type', 'text/plain']] as Headers, body: told([event]).body }
    const other = { headers: [['content-type', 'a/b']] as Headers, body: told([first, event]).body }
    const untyped = { headers: [] as Headers, body: told([event]).body }
    for (const [message, events] of [
      [none, new Uint8Array()],
      [bytes, event],
      [plain, event],
      [untyped, event],
      [other, joined(first, event)],
    ] as const) {
      const split = await splitInitial(message)
      assert.equal(split.message, message)
      assert.deepEqual(await collected(split.events), events)
    }
  })

  it('the body, its type and the rest of the chunk it came in', async () => {
    for (const chunks of [
      [joined(first, event), event],
      [first, event, event],
      [first.subarray(0, 5), joined(first.subarray(5), event, event)],
    ]) {
      const source = told(chunks)
      const message = { status: 200, headers: [...stream, ['X-A', '1']] as Headers, body: source.body }
      const split = await splitInitial(message)
      assert.deepEqual(split.message, {
        status: 200,
        headers: [
          ['X-A', '1'],
          ['content-type', 'application/json'],
        ],
        body: { _tag: 'Bytes', bytes: writeUtf8('{}') },
      })
      assert.deepEqual(await collected(split.events), joined(event, event))
      assert.ok(source.ended())
    }
  })

  it('without a type of content there is none', async () => {
    for (const headers of [[], [[':content-type', { _tag: 'blob', value: writeUtf8('a/b') }]]] as ReadonlyArray<
      ReadonlyArray<readonly [string, HeaderValue]>
    >) {
      const bare = writeMessage({
        headers: [[':event-type', text('initial-request')], ...headers],
        payload: new Uint8Array(),
      })
      const split = await splitInitial({ headers: stream, body: told([bare]).body })
      assert.deepEqual(split.message, { headers: [], body: { _tag: 'Bytes', bytes: new Uint8Array() } })
      assert.deepEqual(await collected(split.events), new Uint8Array())
    }
  })

  it('another event, a fault or nothing at all stays in the stream', async () => {
    const odd = writeMessage({
      headers: [
        [':event-type', { _tag: 'blob', value: writeUtf8('initial-request') }],
        ['x', text('initial-request')],
      ],
      payload: new Uint8Array(),
    })
    for (const chunks of [[event, event], [odd], [new Uint8Array(16)], [first.subarray(0, 20)], []]) {
      const message = { headers: stream, body: told(chunks).body }
      const split = await splitInitial(message)
      assert.equal(split.message, message)
      assert.deepEqual(await collected(split.events), joined(...chunks))
    }
  })

  it('no more is asked for than the first, and who leaves early ends the source', async () => {
    const source = told([first, event, event])
    const { events } = await splitInitial({ headers: stream, body: source.body })
    assert.equal(source.asked(), 1)
    for await (const chunk of events) {
      assert.deepEqual(chunk, event)
      break
    }
    assert.ok(source.ended())
    assert.equal(source.asked(), 2)
  })

  it('a source is ended once it is left, and only then, where it can be', async () => {
    const counted = (
      chunks: ReadonlyArray<Uint8Array>,
      fails: boolean = false,
    ): { readonly body: Body; readonly returns: () => number } => {
      let [at, returns] = [0, 0]
      const iterator: AsyncIterator<Uint8Array> = {
        next: async () => {
          const value = chunks[at++]
          if (value !== undefined) return { done: false, value }
          if (fails) throw new Error('broken off')
          return { done: true, value: undefined }
        },
        return: async () => {
          returns++
          return { done: true, value: undefined }
        },
      }
      return {
        body: { _tag: 'Streaming', stream: { [Symbol.asyncIterator]: () => iterator } },
        returns: () => returns,
      }
    }
    const whole = counted([first, event])
    assert.deepEqual(await collected((await splitInitial({ headers: stream, body: whole.body })).events), event)
    assert.equal(whole.returns(), 0)
    const broken = counted([joined(first, event)], true)
    const { events } = await splitInitial({ headers: stream, body: broken.body })
    await assert.rejects(collected(events), /^Error: broken off$/)
    assert.equal(broken.returns(), 1)
    let left = 3
    const bare: Body = {
      _tag: 'Streaming',
      stream: {
        [Symbol.asyncIterator]: () => ({
          next: async () => (left-- > 0 ? { done: false, value: event } : { done: true, value: undefined }),
        }),
      },
    }
    for await (const chunk of (await splitInitial({ headers: stream, body: bare })).events) {
      assert.deepEqual(chunk, event)
      break
    }
  })

  it('a type of content that is not the first header is found, and the message’s own is left out in any spelling', async () => {
    const late = writeMessage({
      headers: [
        ['x', text('y')],
        [':content-type', text('a/b')],
        [':event-type', text('initial-response')],
      ],
      payload: writeUtf8('p'),
    })
    const headers: Headers = [
      ['CONTENT-TYPE', 'application/vnd.amazon.eventstream'],
      ['x', 'y'],
    ]
    const { message } = await splitInitial({ headers, body: told([late]).body })
    assert.deepEqual(message, {
      headers: [
        ['x', 'y'],
        ['content-type', 'a/b'],
      ],
      body: { _tag: 'Bytes', bytes: writeUtf8('p') },
    })
  })
})
