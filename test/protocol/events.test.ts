/**
 * Events over RPC protocols: the first exchange as the first event, and what follows it.
 */

import assert from 'node:assert/strict'
import type { AnyOperation, HttpRequest, HttpResponse, Protocol, Shape } from '../../lib/index.js'
import { awsJson1_1, operation, rpcv2Cbor, shapeOf, splitInitial } from '../../lib/index.js'
import type { UnionSchema } from '../../lib/schema/index.js'
import * as S from '../../lib/shape/index.js'
import type { Value } from '../../lib/value/index.js'

const Note = S.inferred('example#Note', {
  text: ['Text', () => S.Prelude.String, 1],
  at: ['At', () => S.Prelude.Long, 0, { eventHeader: true }],
})

const union: UnionSchema = {
  _tag: 'union',
  id: 'example#Notes',
  traits: { streaming: true },
  members: [{ name: 'note', field: 'note', required: false, traits: {}, target: () => Note.schema }],
}
const Notes = shapeOf(union)

const Message = S.structure<{ readonly room: string }, never, { readonly room: string }>(
  'example#Message',
  { room: ['Room', () => S.Prelude.String, 1] },
  {},
  { notes: ['Notes', () => Notes] },
)

const talk: AnyOperation = operation<unknown, unknown, never, 'partial'>('example#Talk', {
  input: Message,
  output: Message,
  errors: [],
  traits: {},
  service: { id: 'example#Talks', version: '2020-01-01', sdkId: 'Talks', protocols: {} },
  writes: 'partial',
})

async function* few(): AsyncGenerator<unknown> {
  for (let i = 0; i < 3; i++) yield { _tag: 'note', value: { text: `note ${i}`, at: BigInt(i) } }
}

const collect = async <A>(source: AsyncIterable<A>): Promise<ReadonlyArray<A>> => {
  const all: Array<A> = []
  for await (const one of source) all.push(one)
  return all
}

/** The same stream in chunks of that size. */
const chunked = async function* (source: AsyncIterable<Uint8Array>, size: number): AsyncGenerator<Uint8Array> {
  for await (const bytes of source) for (let i = 0; i < bytes.length; i += size) yield bytes.subarray(i, i + size)
}

const rechunk = <M extends HttpRequest | HttpResponse>(message: M, size: number): M =>
  message.body._tag === 'Streaming'
    ? { ...message, body: { _tag: 'Streaming', stream: chunked(message.body.stream, size) } }
    : message

const expected = [0, 1, 2].map((i) => ({
  _tag: 'Right',
  right: { _tag: 'note', value: { text: `note ${i}`, at: BigInt(i) } },
}))

for (const protocol of [awsJson1_1, rpcv2Cbor] as ReadonlyArray<Protocol>) {
  describe(`${protocol.id}: events`, () => {
    const codec = protocol.events(Notes as Shape<unknown, Value, unknown>, 'server')
    for (const size of [1, 7, 1 << 16]) {
      it(`a request and its events, in chunks of ${size}`, async () => {
        const written = protocol
          .client(talk)
          .encodeRequest({ room: 'a' }, { _tag: 'Streaming', stream: codec.write(few()) })
        assert.ok('_tag' in written && written._tag === 'Right')
        const { message, events } = await splitInitial(rechunk(written.right, size))
        assert.deepEqual(protocol.server(talk).decodeRequest(message), { _tag: 'Right', right: { room: 'a' } })
        assert.deepEqual(await collect(codec.read(events)), expected)
      })

      it(`an answer and its events, in chunks of ${size}`, async () => {
        const answer = protocol
          .server(talk)
          .encodeResponse(
            { _tag: 'Right', right: { room: 'b' } },
            { stream: { _tag: 'Streaming', stream: codec.write(few()) } },
          )
        const { message, events } = await splitInitial(rechunk(answer, size))
        assert.deepEqual(protocol.client(talk).decodeResponse(message), { _tag: 'Right', right: { room: 'b' } })
        assert.deepEqual(await collect(codec.read(events)), expected)
      })
    }

    it('without an initial message the events are all there', async () => {
      const message: HttpResponse = {
        status: 200,
        headers: [['content-type', 'application/vnd.amazon.eventstream']],
        body: { _tag: 'Streaming', stream: codec.write(few()) },
      }
      const { events } = await splitInitial(message)
      assert.deepEqual(await collect(codec.read(events)), expected)
    })
  })
}
