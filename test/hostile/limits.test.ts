/**
 * Each limit in each reader that can pass it: what is beyond is refused with its code before memory is spent on it, what is at it is
 * taken. The names of these tests stand in docs/security.md.
 */
import assert from 'node:assert/strict'
import { readCbor } from '../../lib/format/cbor.js'
import { readForm } from '../../lib/format/form.js'
import { readXml } from '../../lib/format/xml.js'
import type { AnyShape, MalformedResponse, Protocol } from '../../lib/index.js'
import {
  awsQuery,
  cborBytes,
  closed,
  json,
  jsonBytes,
  jsonText,
  limited,
  restJson1,
  restXml,
  rpcv2Cbor,
  tolerant,
  xmlText,
} from '../../lib/index.js'
import type { Shape } from '../../lib/shape/index.js'
import * as S from '../../lib/shape/index.js'
import { Prelude as P } from '../../lib/shape/index.js'
import { validate } from '../../lib/stream/index.js'
import type { Bounds, Validation, Value } from '../../lib/value/index.js'
import { defaultLimits, issuesOf, limits } from '../../lib/value/index.js'
import { operationOf, requestOf } from '../awso/fixture.js'
import { limitsOf } from '../limits.js'
import { id, Node } from './node.js'

type Any = Shape<unknown, Value, unknown>

const under = (changes: Partial<Bounds>, shape: AnyShape = Node): Any =>
  limited(shape, limitsOf(changes)) as unknown as Any

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)

/** The codes of what was found, none where it was taken. */
const codes = (read: Validation<unknown>): ReadonlyArray<string> =>
  read._tag === 'Right' ? [] : issuesOf(read.left).map(({ code }) => code)

/** Often enough for emitted code. */
const often = 20

const assertCodes = (
  decode: (u: never) => Validation<unknown>,
  input: unknown,
  expected: ReadonlyArray<string>,
): void => {
  for (let i = 0; i < often; i++) assert.deepEqual(codes(decode(input as never)), expected)
}

/** What a protocol's server makes of a body, and its client of the same as an answer. */
const exchanged = (protocol: Protocol, shape: AnyShape, body: Uint8Array | string): ReadonlyArray<string> => {
  const op = operationOf(shape, { http: { method: 'POST', uri: '/', code: 200 } }, { output: shape })
  const request = requestOf(protocol, operationOf(Node, { http: { method: 'POST', uri: '/', code: 200 } }), {
    name: 'x',
  })
  const bytes = { _tag: 'Bytes', bytes: typeof body === 'string' ? utf8(body) : body } as const
  const read = protocol.server(op).decodeRequest({ ...request, body: bytes })
  const answer =
    protocol === awsQuery ? read : protocol.client(op).decodeResponse({ status: 200, headers: [], body: bytes })
  assert.equal(answer._tag, read._tag)
  if (read._tag === 'Right') return []
  assert.ok('issues' in read.left, read.left._tag)
  return issuesOf(read.left.issues).map(({ code }) => code)
}

/** Megabytes that a run leaves behind or allocates in buffers, at the most. */
const bounded = (megabytes: number, run: () => void): void => {
  const before = process.memoryUsage()
  run()
  const after = process.memoryUsage()
  const grown = after.heapUsed + after.arrayBuffers - before.heapUsed - before.arrayBuffers
  assert.ok(grown < megabytes * 2 ** 20, `${(grown / 2 ** 20).toFixed(0)} MB`)
}

const nested = (levels: number, open: string, close: string): string => open.repeat(levels) + close.repeat(levels)

/** A CBOR map of one member, and the head of an array or map that claims so many. */
const member = (name: string, ...value: ReadonlyArray<number>): Uint8Array =>
  Uint8Array.of(0xa1, 0x60 + name.length, ...utf8(name), ...value)
const claim = (major: number): ReadonlyArray<number> => [(major << 5) + 26, 0xff, 0xff, 0xff, 0xff]

describe('limits', () => {
  it('depth', () => {
    const three = under({ depth: 3 })
    const [good, bad] = ['{"Child":{"Child":{}}}', '{"Child":{"Child":{"Child":{}}}}']
    assertCodes(jsonText(three).decode, good, [])
    assertCodes(jsonText(three).decode, bad, ['depth'])
    assertCodes(json(three).decode, JSON.parse(bad), ['depth'])
    assertCodes(three.make, { child: { child: { child: {} } } }, ['depth'])
    assertCodes(three.make, { doc: [[[[]]]] }, ['depth'])
    assertCodes(xmlText(three).decode, `<Node>${nested(3, '<Child>', '</Child>')}</Node>`, ['depth'])
    assert.deepEqual(exchanged(awsQuery, three, 'Action=Put&Version=1&Child.Child.Child.Name=x'), ['depth'])
    const cbor = Uint8Array.from([...[0, 1, 2].flatMap(() => [0xa1, 0x65, ...utf8('Child')]), 0xa0])
    assertCodes(cborBytes(three).decode, cbor, ['depth'])
  })

  it('size', async () => {
    const eight = under({ size: 8 })
    // What would be no syntax at all is not looked at.
    assertCodes(jsonText(eight).decode, '{}      ', [])
    assertCodes(jsonText(eight).decode, '{}       ', ['size'])
    assertCodes(jsonText(eight).decode, '?'.repeat(9), ['size'])
    assertCodes(jsonBytes(eight).decode, new Uint8Array(9).fill(0xff), ['size'])
    assertCodes(xmlText(eight).decode, '<Node />x', ['size'])
    assertCodes(cborBytes(eight).decode, new Uint8Array(9).fill(0xff), ['size'])
    for (const protocol of [restJson1, restXml, rpcv2Cbor, awsQuery])
      assert.deepEqual(exchanged(protocol, eight, '?'.repeat(9)), ['size'])
    const verdicts = []
    for await (const verdict of validate(eight)(['{}\n{       }\n']))
      verdicts.push(verdict._tag === 'Rejected' ? verdict.issues.map(({ code }) => code) : verdict._tag)
    assert.deepEqual(verdicts, ['Accepted', ['size']])
    // A stream that was told to take longer payloads takes them.
    assert.equal(defaultLimits.size, 2 ** 26)
  })

  it('nodes', () => {
    const four = under({ nodes: 4 })
    const items = (count: number): string => `{"List":[${Array.from({ length: count }, () => '{}').join()}]}`
    assertCodes(jsonText(four).decode, items(2), [])
    assertCodes(jsonText(four).decode, items(3), ['size'])
    assertCodes(json(four).decode, JSON.parse(items(3)), ['size'])
    // Whatever the bytes hold is counted, known or not.
    assertCodes(cborBytes(four).decode, member('u', 0x82, 0x80, 0x80), [])
    assertCodes(cborBytes(four).decode, member('u', 0x83, 0x80, 0x80, 0x80), ['size'])
    assertCodes(xmlText(four).decode, '<Node><u/><u/><u/></Node>', [])
    assertCodes(xmlText(four).decode, '<Node><u/><u/><u/><u/></Node>', ['size'])
    assertCodes(xmlText(four).decode, '<Node><é/><é/><é/><é/></Node>', ['size'])
    assert.deepEqual(exchanged(awsQuery, under({ nodes: 8 }), 'Action=Put&Version=1&u.a.a.a.a.a.a.a=x'), ['size'])
    // Of a default's worth of the smallest parts no tree is made.
    const many = new Uint8Array(defaultLimits.nodes + 10).fill(0x80)
    many.set([0x9a, 0, 0x4c, 0x4b, 0x45])
    bounded(600, () => assert.equal(readCbor(many)._tag, 'Left'))
    assert.equal(readXml('<a><b/><b/></a>', 2)._tag, 'Left')
  })

  it('items', () => {
    const two = under({ items: 2 })
    assertCodes(jsonText(two).decode, '{"List":[{},{}]}', [])
    assertCodes(jsonText(two).decode, '{"List":[{},{},{}]}', ['size'])
    assertCodes(jsonText(tolerant(two)).decode, '{"List":[{},{},{}]}', ['size'])
    assertCodes(two.make, { set: ['a', 'b', 'c'] }, ['size'])
    assertCodes(xmlText(two).decode, '<Node><List><member/><member/><member/></List></Node>', ['size'])
    assertCodes(xmlText(two).decode, '<Node><Flat/><Flat/><Flat/></Node>', ['size'])
    assert.deepEqual(
      exchanged(awsQuery, two, 'Action=Put&Version=1&List.member.1.Name=&List.member.2.Name=&List.member.3.Name='),
      ['size'],
    )
    assertCodes(cborBytes(two).decode, member('List', 0x82, 0xa0, 0xa0), [])
    assertCodes(cborBytes(two).decode, member('List', 0x83, 0xa0, 0xa0, 0xa0), ['size'])
    assertCodes(cborBytes(two).decode, member('List', 0x9f, 0xa0, 0xa0, 0xa0, 0xff), ['size'])
    bounded(1, () => assertCodes(cborBytes(Node as unknown as Any).decode, member('List', ...claim(4)), ['size']))
  })

  it('entries', () => {
    const one = under({ entries: 1 })
    assertCodes(jsonText(one).decode, '{"Map":{"a":{}}}', [])
    assertCodes(jsonText(one).decode, '{"Map":{"a":{},"b":{}}}', ['size'])
    assertCodes(one.make, { map: { a: {}, b: {} } }, ['size'])
    const entry = (key: string): string => `<entry><key>${key}</key><value/></entry>`
    assertCodes(xmlText(one).decode, `<Node><Map>${entry('a')}${entry('b')}</Map></Node>`, ['size'])
    assert.deepEqual(
      exchanged(
        awsQuery,
        one,
        'Action=Put&Version=1&Map.entry.1.key=a&Map.entry.1.value=&Map.entry.2.key=b&Map.entry.2.value=',
      ),
      ['size'],
    )
    assertCodes(cborBytes(one).decode, member('Map', 0xa2, 0x61, 0x61, 0xa0, 0x61, 0x62, 0xa0), ['size'])
    bounded(1, () => assertCodes(cborBytes(Node as unknown as Any).decode, member('Map', ...claim(5)), ['size']))
  })

  it('members', () => {
    const one = under({ members: 1 })
    assertCodes(jsonText(one).decode, '{"Name":"a","u":0}', [])
    assertCodes(jsonText(one).decode, '{"Name":"a","u":0,"v":0}', ['size'])
    assertCodes(json(one).decode, { u: 0, v: 0 }, ['size'])
    assertCodes(jsonText(closed(under({}))).decode, '{"u":0,"v":0}', ['unknownMember', 'unknownMember'])
    assertCodes(xmlText(one).decode, '<Node><u/><u/></Node>', [])
    assertCodes(xmlText(one).decode, '<Node><u/><v/></Node>', ['size'])
    // Beside the two that say what is called.
    assert.deepEqual(exchanged(awsQuery, under({ members: 3 }), 'Action=Put&Version=1&u=0&v=0'), ['size'])
    assertCodes(cborBytes(one).decode, Uint8Array.of(0xa2, 0x61, 0x75, 0, 0x61, 0x76, 0), ['size'])
  })

  it('pairs', () => {
    // Stopped at the count: nothing is kept of a million pairs.
    const million = 'a=1&'.repeat(1_000_000)
    bounded(16, () => assert.equal(readForm(million)._tag, 'Left'))
    assert.deepEqual(exchanged(awsQuery, Node, `Action=Put&Version=1&${million}`), ['size'])
    assert.deepEqual(exchanged(awsQuery, under({ pairs: 3 }), 'Action=Put&Version=1&Name=a'), [])
    assert.deepEqual(exchanged(awsQuery, under({ pairs: 3 }), 'Action=Put&Version=1&Name=a&Name=b'), ['size'])
    const Input = limited(
      S.inferred(id('Pairs'), { name: ['Name', () => P.String, 0, { httpQuery: 'name' }] }),
      limitsOf({ pairs: 2 }),
    )
    const op = operationOf(Input, { http: { method: 'GET', uri: '/', code: 200 } }, { output: Input })
    const read = (query: string, fields: number): string | undefined => {
      const headers = Array.from({ length: fields }, () => ['a', 'b'] as const)
      const taken = restJson1.server(op).decodeRequest({ ...requestOf(restJson1, op, {}), query, headers })
      return taken._tag === 'Right'
        ? undefined
        : 'issues' in taken.left
          ? taken.left.issues[0]?.issue.code
          : taken.left._tag
    }
    assert.equal(read('name=a&b=c', 2), undefined)
    assert.equal(read('name=a&b=c&d=e', 0), 'size')
    assert.equal(read('', 3), 'size')
    const headers = Array.from({ length: 3 }, () => ['a', 'b'] as const)
    const answer = restJson1.client(op).decodeResponse({ status: 200, headers, body: { _tag: 'None' } })
    assert.ok(answer._tag === 'Left' && answer.left._tag === 'MalformedResponse')
    assert.deepEqual(codes({ _tag: 'Left', left: (answer.left as MalformedResponse).issues }), ['size'])
  })

  it('text', () => {
    const three = under({ text: 3 })
    assertCodes(jsonText(three).decode, '{"Name":"abc","Blob":"AAAA","Map":{"abc":{}}}', [])
    assertCodes(jsonText(three).decode, '{"Name":"abcd"}', ['size'])
    assertCodes(jsonText(three).decode, '{"Map":{"abcd":{}}}', ['size'])
    // Base64 is not decoded.
    assertCodes(jsonText(three).decode, '{"Blob":"????????"}', ['size'])
    assertCodes(three.make, { name: 'abcd' }, ['size'])
    assertCodes(three.make, { blob: new Uint8Array(4) }, ['size'])
    assertCodes(xmlText(three).decode, '<Node><Name>abcd</Name></Node>', ['size'])
    assertCodes(cborBytes(three).decode, member('Name', 0x64, ...utf8('abcd')), ['size'])
    assertCodes(cborBytes(three).decode, member('Blob', 0x44, 0, 0, 0, 0), ['size'])
    const Kind = S.enumeration(id('Kind'), ['listed'])
    const kind = under({ text: 3 }, S.inferred(id('Kinds'), { kind: ['Kind', () => Kind] }))
    // What a shape lists is as long as the shape says.
    assertCodes(jsonText(kind).decode, '{"Kind":"listed"}', [])
    assertCodes(jsonText(tolerant(kind)).decode, '{"Kind":"another"}', ['size'])
  })

  it('issues', () => {
    const two = under({ issues: 2 })
    const wrong = `{"List":[${'0,'.repeat(9)}0]}`
    assertCodes(jsonText(two).decode, wrong, ['type', 'type', 'size'])
    assertCodes(two.make, { list: Array.from({ length: 10 }, () => 0) }, ['type', 'type', 'size'])
    assert.deepEqual(codes(jsonText(Node as unknown as Any).decode(`{"List":[${'0,'.repeat(5_000)}0]}`)).length, 1_001)
  })

  it('a bound that is none makes no limits', () => {
    assert.deepEqual(limits({ depth: 513, items: -1, text: 1.5, size: Infinity, nodes: Number.NaN, issues: 0 }), {
      _tag: 'Left',
      left: [
        { limit: 'depth', expected: 'a whole number from 1 to 512' },
        { limit: 'items', expected: 'a whole number from 0, or Infinity' },
        { limit: 'text', expected: 'a whole number from 0, or Infinity' },
        { limit: 'size', expected: 'a whole number from 1 to 536870888' },
        { limit: 'nodes', expected: 'a whole number from 1, or Infinity' },
        { limit: 'issues', expected: 'a whole number from 1 to 1000000' },
      ],
    })
    const odd = { level: 3 } as Partial<Bounds>
    assert.ok(limits(odd)._tag === 'Left')
    assert.equal(limitsOf({ depth: 256 }), defaultLimits)
  })

  it('data that shares its parts is refused, not followed without end', () => {
    let shared: unknown = []
    for (let i = 0; i < 60; i++) shared = [shared, shared]
    const few = under({ nodes: 10_000 })
    assert.deepEqual(codes(few.make({ doc: shared })), ['size'])
    assert.deepEqual(codes(json(few).decode({ Doc: shared })), ['size'])
  })

  it('the default ones take what services send', () => {
    const Texts = S.list(id('Keys'), () => P.String)
    const Item = S.map(
      id('Item'),
      () => P.String,
      () => P.String,
    )
    const Page = S.inferred(id('Page'), {
      contents: ['Contents', () => S.list(id('Contents'), () => Node as unknown as Any), 0, { xmlFlattened: true }],
      keys: ['Keys', () => Texts],
      item: ['Item', () => Item],
      payload: ['Payload', () => P.Blob],
    }) as unknown as Any
    // S3: a page of 1,000 keys of 1,024 bytes.
    const listing = `<Page>${`<Contents><Name>${'k'.repeat(1_024)}</Name></Contents>`.repeat(1_000)}</Page>`
    assert.deepEqual(codes(xmlText(Page).decode(listing)), [])
    // DynamoDB: an item of 400 KB, in one attribute and in many.
    assert.deepEqual(codes(jsonText(Page).decode(`{"Item":{"a":"${'x'.repeat(409_600)}"}}`)), [])
    const attributes = Array.from({ length: 40_000 }, (_, i) => `"a${i}":"x"`).join()
    assert.deepEqual(codes(jsonText(Page).decode(`{"Item":{${attributes}}}`)), [])
    // A payload of 16 MiB, as bytes and in base64.
    const length = 16 * 2 ** 20
    const bytes = new Uint8Array(length + 14)
    bytes.set([...member('Payload'), 0x5a, length >>> 24, 0, 0, 0])
    assert.deepEqual(codes(cborBytes(Page).decode(bytes)), [])
    assert.deepEqual(codes(jsonText(Page).decode(`{"Payload":"${'AAAA'.repeat(length / 3)}"}`)), [])
    // A body that streams is not read: no limit is asked about five gigabytes.
    const Object5 = S.inferred(id('Object'), { body: ['Body', () => S.blob(id('Body'), { streaming: true }), 1] })
    const get = operationOf(P.Unit, { http: { method: 'GET', uri: '/', code: 200 } }, { output: Object5 })
    const headers = [['content-length', String(5 * 2 ** 30)] as const]
    async function* stream(): AsyncGenerator<Uint8Array> {
      yield new Uint8Array(1)
    }
    const answer = restXml
      .client(get)
      .decodeResponse({ status: 200, headers, body: { _tag: 'Streaming', stream: stream() } })
    assert.equal(answer._tag, 'Right')
  })
})
