/**
 * 10,000 events of arbitrary content, of arbitrary streaming unions and of a real one, written, framed, cut anywhere and read.
 */
import assert from 'node:assert/strict'
import * as fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { call, implement, send, serve } from '../../lib/adapter/nodeHttp.js'
import { readMessages } from '../../lib/format/eventStream.js'
import type { Protocol } from '../../lib/index.js'
import { awsJson1_1, restJson1, restXml, rpcv2Cbor, shapeOf } from '../../lib/index.js'
import type { Member, Schema, StructureSchema, UnionSchema } from '../../lib/schema/index.js'
import { targetOf } from '../../lib/schema/index.js'
import type { NameStyle } from '../../lib/testing/bindings.js'
import { arbitraryDressed } from '../../lib/testing/bindings.js'
import { arbitrary, schemaText } from '../../lib/testing/index.js'
import type { Value } from '../../lib/value/index.js'
import { Eq, Show } from '../../lib/value/index.js'
import type { ProtocolName } from '../protocol/lossy.js'
import { lossy, tables } from '../protocol/lossy.js'
import { describeShared } from '../shared.js'
import { eventsOf, listen, operationOf, serviceIn, streaming } from './services.js'

const total = 10_000

// -------------------------------------------------------------------------------------
// arbitrary streaming unions
// -------------------------------------------------------------------------------------

const headerKinds: ReadonlySet<Schema['_tag']> = new Set([
  'boolean',
  'byte',
  'short',
  'integer',
  'long',
  'blob',
  'string',
  'timestamp',
  'enum',
  'intEnum',
])

const payloadKinds: ReadonlySet<Schema['_tag']> = new Set(['blob', 'string', 'structure', 'union'])

const isHeaderName = (name: string): boolean => name !== '' && Buffer.byteLength(name) <= 255

/** Any structure as an event: some members go into headers, and where one is left over it may be the payload. */
const asEvent = (schema: Schema, id: string, seed: number): StructureSchema => {
  const members: ReadonlyArray<Member> =
    schema._tag === 'structure'
      ? schema.members
      : [{ name: 'Only', field: 'only', target: () => schema, required: true, traits: {} }]
  const split = members.map((member, i): Member => {
    const inHeader = ((seed >> i) & 1) === 1 && headerKinds.has(targetOf(member)._tag) && isHeaderName(member.name)
    return inHeader ? { ...member, traits: { ...member.traits, eventHeader: true } } : member
  })
  const rest = split.filter(({ traits }) => traits.eventHeader !== true)
  const [first] = rest
  const isPayload = rest.length === 1 && first !== undefined && seed % 3 > 0 && payloadKinds.has(targetOf(first)._tag)
  const traits = schema._tag === 'structure' ? schema.traits : {}
  return {
    _tag: 'structure',
    id,
    traits,
    rules: [],
    members: isPayload
      ? split.map((member) =>
          member === first ? { ...member, traits: { ...member.traits, eventPayload: true } } : member,
        )
      : split,
  }
}

const unions = (names: NameStyle): fc.Arbitrary<UnionSchema> =>
  fc.array(fc.tuple(arbitraryDressed(fc)({ names }), fc.nat()), { minLength: 1, maxLength: 3 }).map((events) => ({
    _tag: 'union',
    id: 'test.events#Events',
    traits: { streaming: true },
    members: events.map(([schema, seed], i): Member => {
      const event = asEvent(schema, `test.events#E${i}`, seed)
      return { name: `event${i}`, field: `event${i}`, required: false, traits: {}, target: () => event }
    }),
  }))

interface Tagged {
  readonly _tag: string
  readonly value: unknown
}

async function* each<A>(all: ReadonlyArray<A>): AsyncGenerator<A> {
  yield* all
}

/** The bytes again, in chunks of other sizes. */
async function* rechunked(source: AsyncIterable<Uint8Array>, sizes: ReadonlyArray<number>): AsyncGenerator<Uint8Array> {
  const parts: Array<Uint8Array> = []
  for await (const part of source) parts.push(part)
  const bytes = Buffer.concat(parts)
  for (let at = 0, i = 0; at < bytes.length; i++) {
    const size = sizes[i % sizes.length] as number
    yield bytes.subarray(at, at + size)
    at += size
  }
}

const collect = async <A>(source: AsyncIterable<A>): Promise<ReadonlyArray<A>> => {
  const all: Array<A> = []
  for await (const one of source) all.push(one)
  return all
}

const protocols: ReadonlyArray<readonly [ProtocolName, Protocol, NameStyle]> = [
  ['restJson1', restJson1, 'any'],
  ['awsJson1_1', awsJson1_1, 'any'],
  ['restXml', restXml, 'xml'],
  ['rpcv2Cbor', rpcv2Cbor, 'any'],
]

describe('events of arbitrary unions', () => {
  for (const [name, protocol, names] of protocols) {
    it(`${total} round-trip in ${name}`, async () => {
      const table = tables[name].filter(({ rule }) => !rule.includes('corrects'))
      const streams = unions(names).chain((schema) =>
        fc.tuple(
          fc.constant(schema),
          fc.array(arbitrary(fc)(schema, { depth: 3, items: 3 }) as fc.Arbitrary<Tagged>, {
            minLength: 20,
            maxLength: 20,
          }),
          fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1, maxLength: 5 }),
        ),
      )
      const counts = { held: 0, refused: 0, lost: 0 }
      await fc.assert(
        fc.asyncProperty(streams, async ([schema, events, sizes]) => {
          const codec = protocol.events(shapeOf(schema), 'server')
          // What cannot be written would end the stream, so it is set aside first.
          const written = events.filter((event) => codec.encode(event)._tag === 'Right')
          counts.refused += events.length - written.length
          const read = await collect(codec.read(rechunked(codec.write(each(written)), sizes)))
          assert.equal(read.length, written.length)
          for (const [i, given] of written.entries()) {
            const member = schema.members.find(({ field }) => field === given._tag) ?? assert.fail()
            const shape = shapeOf(targetOf(member))
            const message = { protocol: name, kind: 'response', query: '', status: 0 } as const
            const { value, refused } = lossy(message, targetOf(member), shape.encode(given.value), table)
            const told = `${schemaText(schema)}\nwanted ${Show.show(value)}`
            const got = read[i] ?? assert.fail()
            if (got._tag === 'Left') {
              counts.lost++
              const issues = got.left.map((error) => error.message).join('\n')
              assert.ok(refused.length > 0 || shape.decode(value)._tag === 'Left', `${issues}\n${told}`)
              continue
            }
            counts.held++
            const { _tag, value: back } = got.right as Tagged
            assert.equal(_tag, given._tag)
            assert.ok(Eq.equals(shape.encode(back), value), `got ${Show.show(shape.encode(back))}\n${told}`)
          }
        }),
        { numRuns: total / 20 },
      )
      console.log(
        `      ${counts.held} held, ${counts.refused} refused by the writer, ${counts.lost} lost a required part`,
      )
      assert.ok(counts.held > total / 2)
    })
  }
})

const targetsOf = (schema: Schema): ReadonlyMap<string, Schema> =>
  new Map(schema._tag === 'union' ? schema.members.map((member) => [member.field, targetOf(member)]) : [])

describeShared('events of bedrock-runtime', ['models/smithy/bedrock-runtime.json'], ([model = '']) => {
  it(`${total} round-trip over a socket`, async () => {
    const service = serviceIn(model)
    const ConverseStream = operationOf(service, 'ConverseStream')
    const union = eventsOf(ConverseStream)
    const events = fc.sample(arbitrary(fc)(union.schema, { depth: 4, items: 3 }), total)
    const codec = restJson1.events(union, 'server')
    const server = await listen(
      serve(restJson1, service, [
        implement(ConverseStream, () => ({ answer: E.right({}), stream: streaming(codec.write(each(events))) })),
      ]),
    )
    const answer = await call(restJson1, ConverseStream, send(server.url))({ modelId: 'm' })
    const stream = answer._tag === 'Right' ? answer.right.stream : assert.fail(answer.left._tag)
    let count = 0
    // Members with a default are filled where they are absent.
    const wanted = (event: unknown): Value => {
      const { _tag, value } = event as Tagged
      const member = targetsOf(union.schema).get(_tag) ?? assert.fail(_tag)
      const message = { protocol: 'restJson1', kind: 'response', query: '', status: 0 } as const
      return lossy(message, member, shapeOf(member).encode(value)).value
    }
    for await (const got of stream._tag === 'Streaming' ? codec.read(stream.stream) : []) {
      const given = events[count++]
      if (got._tag === 'Left') assert.fail(`${got.left.map(({ message }) => message).join('\n')} for event ${count}`)
      const { _tag, value } = got.right as Tagged
      assert.equal(_tag, (given as Tagged)._tag)
      const back = shapeOf(targetsOf(union.schema).get(_tag) ?? assert.fail(_tag)).encode(value)
      assert.ok(Eq.equals(back, wanted(given)), `got ${Show.show(back)}, wanted ${Show.show(wanted(given))}`)
    }
    assert.equal(count, total)
    await server.close()
  })

  it('what is written is framed as the specification says', async () => {
    const union = eventsOf(operationOf(serviceIn(model), 'ConverseStream'))
    const codec = restJson1.events(union, 'server')
    const events = fc.sample(arbitrary(fc)(union.schema), 200)
    for (const message of await collect(readMessages(codec.write(each(events))))) {
      assert.ok(message._tag === 'Right')
      const headers = new Map(message.right.headers)
      const type = headers.get(':message-type')
      assert.ok(type?._tag === 'string' && ['event', 'exception'].includes(type.value))
      assert.ok(headers.has(type.value === 'event' ? ':event-type' : ':exception-type'))
    }
  })
})
