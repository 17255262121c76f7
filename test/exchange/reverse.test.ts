/**
 * Our client through `node:http` and `fetch` against our server, over loopback sockets, in every protocol: outputs and
 * modelled errors come whole.
 */
import assert from 'node:assert/strict'
import * as fc from 'fast-check'
import type { AnyOperation, Body, HttpRequest, HttpResponse } from '../../lib/index.js'
import { bytesBody, shapeOf, tolerant } from '../../lib/index.js'
import type { Schema } from '../../lib/schema/index.js'
import { nameOf } from '../../lib/schema/index.js'
import { writeFixture } from '../../lib/value/fixture.js'
import type { Value } from '../../lib/value/index.js'
import * as V from '../../lib/value/index.js'
import type { Message, Row } from '../protocol/lossy.js'
import { lossy, tables } from '../protocol/lossy.js'
import { seed } from '../seed.js'
import { describeShared } from '../shared.js'
import { domainOf, eventUnion, streamMember } from './exchange.js'
import type { Done, Failed } from './rim.js'
import { handler, sendByFetch, sendByNode, serve } from './rim.js'
import { alters, unheld } from './rules.js'
import { withoutStream } from './sdkValue.js'
import type { Exchanged } from './services.js'
import { exchanged, operationOf, serviceOf } from './services.js'
import { bytesOfBody } from './streams.js'
import { differences, runs, values, withLength } from './values.js'

/** Of each protocol: 1,000 where `WIRESHAPE_RUNS` is 50. */
const wanted = runs * 20

/** The services that stand for their protocols, Bedrock's over HTTP/1. */
const byProtocol = new Map<string, ReadonlyArray<Exchanged>>()
for (const one of exchanged) byProtocol.set(one.protocolName, [...(byProtocol.get(one.protocolName) ?? []), one])

/** Source: fetch standard, "fetch": who sends no Accept has the agent send one that takes anything. */
const acceptsAnything: Row = {
  by: 'writer',
  rule: 'fetch says that it accepts anything',
  source: 'Fetch standard, section 5.6',
  applies: (_, { part, kind, member }, value) =>
    kind === 'request' &&
    part === 'header' &&
    value === undefined &&
    member?.traits.httpHeader?.toLowerCase() === 'accept',
  change: () => V.string('*/*'),
}

const content = alters.filter(({ source }) => source.startsWith('Smithy'))

const arrivedAt = (message: Message, whole: Schema, value: Value, byFetch: boolean): Value =>
  lossy(message, withoutStream(whole), value, [
    ...tables[message.protocol],
    ...(hasBytes(whole, value) ? content : []),
    ...(byFetch ? [acceptsAnything] : []),
  ]).value

/** HTTP/1 may keep the case of names, which says nothing: the table has them in lower case. */
const lowered = (message: Message, schema: Schema, value: Value): Value => {
  const names = tables[message.protocol].filter(({ rule }) => rule === 'the names of fields are lower case')
  return lossy(message, schema, value, names).value
}

interface Exchange {
  readonly operation: AnyOperation
  readonly input: Value
  readonly sent: Uint8Array
  readonly answer:
    | { readonly _tag: 'Output'; readonly value: Value; readonly streamed: Uint8Array }
    | { readonly _tag: 'Error'; readonly value: Value; readonly schema: Schema }
  readonly byFetch: boolean
}

const exchanges = (service: Exchanged): fc.Arbitrary<Exchange> => {
  const message = (kind: Message['kind']): Message => ({ protocol: service.protocolName, kind, query: '', status: 200 })
  const bytes = fc.uint8Array({ maxLength: 2000 }).map((some) => Uint8Array.from(some))
  const operations = service.operations
    .map((name) => operationOf(serviceOf(service), name))
    .filter((operation) => eventUnion(operation) === undefined)
  return fc
    .oneof(
      ...operations.map((operation) => {
        const [input, output] = [withoutStream(operation.input.schema), withoutStream(operation.output.schema)]
        const lengthOf = (schema: Schema, whole: Schema, value: Value, body: Uint8Array): Value =>
          streamMember(whole) === undefined ? value : withLength(schema, value, body)
        const outputs = fc.tuple(values(message('response'), output, unheld), bytes).map(
          ([value, streamed]) =>
            ({
              _tag: 'Output',
              value: lengthOf(output, operation.output.schema, value, streamed),
              streamed,
            }) as const,
        )
        const errors = operation.errors
          // To a HEAD, no answer has a body that could say which error it is.
          .filter(() => operation.traits.http?.method !== 'HEAD')
          .map(({ schema }) =>
            values(message('error'), schema, unheld).map((value) => ({ _tag: 'Error', value, schema }) as const),
          )
        return fc.record({
          operation: fc.constant(operation),
          sent: bytes,
          input: values(message('request'), input, unheld),
          answer:
            errors.length === 0
              ? outputs
              : fc.oneof({ weight: 3, arbitrary: outputs }, { weight: 1, arbitrary: fc.oneof(...errors) }),
          byFetch: fc.boolean(),
        })
      }),
    )
    .map((one) => ({
      ...one,
      input:
        streamMember(one.operation.input.schema) === undefined
          ? one.input
          : withLength(withoutStream(one.operation.input.schema), one.input, one.sent),
      // The operation itself would be shown with all of its schemas.
      [fc.toStringMethod]: () =>
        `${one.operation.name} ${writeFixture(one.input)} ${one.byFetch ? 'fetch' : 'node:http'} ${writeFixture(one.answer.value)}`,
    }))
}

/**
 * `fetch` rewrites a path with dot segments, escaped ones too, and adds `Cache-Control: no-cache` to conditions.
 *
 * Source: URL standard, "single-dot URL path segment"; Fetch standard, section 4.5, "HTTP-network-or-cache fetch".
 */
const isRewritten = ({ path, headers }: HttpRequest): boolean =>
  path.split('/').some((one) => /^(\.|%2e){1,2}$/i.test(one)) ||
  headers.some(([name]) => /^if-(match|none-match|modified-since|unmodified-since|range)$/i.test(name))

/** Whether a message has bytes of its own, if only none. */
const hasBytes = (whole: Schema, value: Value): boolean =>
  streamMember(whole) !== undefined ||
  (whole._tag === 'structure' &&
    value._tag === 'Structure' &&
    whole.members.some(({ name, traits }) => traits.httpPayload === true && Object.hasOwn(value.fields, name)))

interface Seen {
  readonly operation: AnyOperation
  readonly input: unknown
  readonly body: Uint8Array | undefined
}

interface Rig {
  readonly run: (exchange: Exchange) => Promise<'node:http' | 'fetch'>
  readonly close: () => Promise<void>
}

const rigOf = async (service: Exchanged): Promise<Rig> => {
  const { protocol, protocolName } = service
  let current: Exchange | undefined
  let seen: Seen | undefined
  const act = async (operation: AnyOperation, input: unknown, stream: Body): Promise<Done | Failed> => {
    const exchange = current ?? assert.fail()
    seen = {
      operation,
      input,
      body: streamMember(operation.input.schema) === undefined ? undefined : await bytesOfBody(stream),
    }
    const { answer } = exchange
    if (answer._tag === 'Error')
      return { _tag: 'Failed', error: { _tag: nameOf(answer.schema.id), value: domainOf(answer.schema, answer.value) } }
    const output = domainOf(withoutStream(operation.output.schema), answer.value)
    return streamMember(operation.output.schema) === undefined
      ? { _tag: 'Done', output }
      : { _tag: 'Done', output, stream: bytesBody(answer.streamed) }
  }
  const server = await serve(handler(protocol, serviceOf(service), act, () => 'request-1'))
  const run = async (exchange: Exchange): Promise<'node:http' | 'fetch'> => {
    current = exchange
    seen = undefined as Seen | undefined
    const { operation, sent, answer } = exchange
    const [inputSchema, outputSchema] = [withoutStream(operation.input.schema), withoutStream(operation.output.schema)]
    const client = protocol.client(operation)
    const written = client.encodeRequest(
      domainOf(inputSchema, exchange.input),
      streamMember(operation.input.schema) === undefined ? undefined : bytesBody(sent),
    )
    // Operations of models are partial, as far as their types tell.
    const made = '_tag' in written ? written : ({ _tag: 'Right', right: written } as const)
    const request = made._tag === 'Right' ? made.right : assert.fail('the client refuses')
    const byFetch = exchange.byFetch && !isRewritten(request)
    const response: HttpResponse = await (byFetch ? sendByFetch : sendByNode)(server.url)(request)
    const whole = bytesBody(await bytesOfBody(response.body))
    const read = client.decodeResponse({ ...response, body: whole })
    const told = whole._tag === 'Bytes' ? Buffer.from(whole.bytes).toString() : ''
    const got = seen ?? assert.fail(`our server refuses: ${response.status} ${told}`)
    assert.equal(got.operation.id, operation.id)
    const at = (kind: Message['kind']): Message => ({
      protocol: protocolName,
      kind,
      query: request.query,
      status: response.status,
    })
    const encode = (schema: Schema, a: unknown): Value => tolerant(shapeOf(schema)).encode(a)
    assert.deepEqual(
      differences(
        arrivedAt(at('request'), operation.input.schema, exchange.input, byFetch),
        lowered(at('request'), inputSchema, encode(inputSchema, got.input)),
      ),
      [],
      'our server reads',
    )
    if (got.body !== undefined) assert.deepEqual(got.body, sent)
    if (answer._tag === 'Output') {
      const output =
        read._tag === 'Right'
          ? read.right
          : assert.fail(
              `the client reads ${JSON.stringify(read.left, (_, v: unknown) => (typeof v === 'bigint' ? `${v}n` : v))}`,
            )
      assert.deepEqual(
        differences(
          arrivedAt(at('response'), operation.output.schema, answer.value, byFetch),
          lowered(at('response'), outputSchema, encode(outputSchema, output)),
        ),
        [],
        'our client reads',
      )
      if (streamMember(operation.output.schema) !== undefined && whole._tag === 'Bytes')
        assert.deepEqual(Uint8Array.from(whole.bytes), answer.streamed)
    } else {
      const error = (read._tag === 'Left' ? read.left : assert.fail('an output')) as {
        readonly _tag: string
        readonly value?: unknown
      }
      assert.equal(error._tag, nameOf(answer.schema.id))
      assert.deepEqual(
        differences(arrivedAt(at('error'), answer.schema, answer.value, byFetch), encode(answer.schema, error.value)),
        [],
        'our client reads',
      )
    }
    return byFetch ? 'fetch' : 'node:http'
  }
  return { run, close: server.close }
}

for (const [name, services] of byProtocol) {
  describeShared(
    `our client and our server: ${name}`,
    services.map(({ model }) => model),
    () => {
      it(`${wanted} exchanges`, async function () {
        this.timeout(600_000)
        const counts = new Map<string, number>()
        for (const [i, service] of services.entries()) {
          const rig = await rigOf(service)
          const numRuns = Math.floor(((i + 1) * wanted) / services.length) - Math.floor((i * wanted) / services.length)
          const property = fc.asyncProperty(exchanges(service), async (exchange) => {
            const rim = await rig.run(exchange)
            for (const key of [rim, exchange.answer._tag]) counts.set(key, (counts.get(key) ?? 0) + 1)
          })
          const details = await fc.check(property, { numRuns, seed, endOnFailure: true })
          await rig.close()
          if (details.failed)
            throw new Error(`WIRESHAPE_SEED=${seed}\n${fc.defaultReportMessage(details)}`, {
              cause: details.errorInstance,
            })
        }
        console.log(`      seed ${seed}: ${[...counts].map(([key, count]) => `${key} ${count}`).join(', ')}`)
        assert.equal((counts.get('fetch') ?? 0) + (counts.get('node:http') ?? 0), wanted)
      })
    },
  )
}
