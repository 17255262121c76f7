/**
 * Values at the edges of each kind cross every protocol unchanged, or changed by exactly the rows of its `lossy` table.
 */
import assert from 'node:assert/strict'
import type { HttpRequest } from '../../lib/http/index.js'
import type { Protocol } from '../../lib/index.js'
import { awsJson1_0, awsJson1_1, awsQuery, ec2Query, restJson1, restXml, rpcv2Cbor } from '../../lib/index.js'
import type { AnyShape } from '../../lib/shape/index.js'
import * as S from '../../lib/shape/index.js'
import { Prelude as P, shapeOf, tolerant } from '../../lib/shape/index.js'
import { Eq, Show } from '../../lib/value/index.js'
import { operationOf } from '../awso/fixture.js'
import type { ProtocolName } from './lossy.js'
import { isRest, lossy } from './lossy.js'

const all: ReadonlyArray<readonly [ProtocolName, Protocol]> = [
  ['restJson1', restJson1],
  ['restXml', restXml],
  ['awsJson1_0', awsJson1_0],
  ['awsJson1_1', awsJson1_1],
  ['awsQuery', awsQuery],
  ['ec2Query', ec2Query],
  ['rpcv2Cbor', rpcv2Cbor],
]

const id = (name: string): string => `com.example#${name}`

// what crosses

interface Case {
  readonly name: string
  readonly shape: AnyShape
  readonly values: ReadonlyArray<unknown>
  /** The rows and refusals that may come up at all, by a word of their rule. */
  readonly may: ReadonlyArray<string>
}

const around = (n: bigint): ReadonlyArray<bigint> => [n - 1n, n, n + 1n]
const twoTo53 = 2n ** 53n
const twoTo63 = 2n ** 63n
const longs = [0n, -1n, ...around(twoTo53), ...around(-twoTo53), twoTo63 - 1n, -twoTo63]
const seconds = 1_515_531_081_000
const times = [
  0,
  1,
  -1,
  999,
  1000,
  seconds,
  seconds + 1,
  seconds + 123,
  seconds + 999,
  2 ** 31 * 1000 + 1,
  -62_135_596_800_000,
  253_402_300_799_999,
].map((ms) => new Date(ms))
const doubles = [
  0,
  -0,
  0.1,
  1 / 3,
  5e-324,
  2.2250738585072014e-308,
  1.7976931348623157e308,
  2 ** 53,
  2 ** 53 + 2,
  1e21,
  1e-7,
  Number.NaN,
  Infinity,
  -Infinity,
]
const floats = [
  0,
  -0,
  0.5,
  Math.fround(0.1),
  Math.fround(3.4028234663852886e38),
  2 ** -149,
  Number.NaN,
  Infinity,
  -Infinity,
]
const allBytes = Uint8Array.from({ length: 256 }, (_, i) => i)
const texts = [
  '',
  ' ',
  ' a ',
  '\t',
  'a\r\nb',
  '\u0085\u2028',
  '&<>"\'',
  ']]>',
  '%41+',
  'a,b',
  '"',
  '\\',
  'null',
  'NaN',
  '\u00e9',
  '\u{1f600}',
  '\ufeff',
  '__proto__',
  '\u0000',
  '\ufffe',
  '\u001b',
]

const formats = ['date-time', 'epoch-seconds', 'http-date'] as const

const Strings = S.list(id('Strings'), () => P.String)
const Integers = S.list(id('Integers'), () => P.Integer)
const Texts = S.map(
  id('Texts'),
  () => P.String,
  () => P.String,
)
const Empty = S.inferred(id('Empty'), {})
const Inner = S.inferred(id('Inner'), { name: ['Name', () => P.String], list: ['List', () => Strings] })

const cases: ReadonlyArray<Case> = [
  { name: 'bytes', shape: P.Byte, values: [-128, -1, 0, -0, 127], may: [] },
  { name: 'integers', shape: P.Integer, values: [-2_147_483_648, -0, 2_147_483_647], may: [] },
  { name: 'longs near 2^53 and 2^63', shape: P.Long, values: longs, may: [] },
  {
    name: 'big integers',
    shape: P.BigInteger,
    values: [...longs, ...around(twoTo63), ...around(2n ** 64n), ...around(-(2n ** 64n)), 10n ** 400n],
    may: [],
  },
  {
    name: 'big decimals',
    shape: P.BigDecimal,
    values: [
      [0n, 0],
      [0n, 5],
      [10n, -1],
      [100n, -2],
      [1n, 400],
      [1n, -400],
      [123n, -2],
      [twoTo63, -30],
      [-1n, Number.MAX_SAFE_INTEGER],
      [1n, Number.MIN_SAFE_INTEGER],
    ].map(([coefficient, exponent]) => ({ coefficient, exponent })),
    may: [],
  },
  { name: 'doubles, NaN, infinities, minus zero', shape: P.Double, values: doubles, may: [] },
  { name: 'floats', shape: P.Float, values: floats, may: [] },
  { name: 'booleans', shape: P.Boolean, values: [true, false], may: [] },
  {
    name: 'blobs of every byte',
    shape: P.Blob,
    values: [
      new Uint8Array(),
      allBytes,
      ...[1, 2, 3].map((n) => allBytes.slice(0, n)),
      ...Array.from(allBytes, (byte) => Uint8Array.of(byte)),
    ],
    may: ['no bytes'],
  },
  { name: 'times with fractions', shape: P.Timestamp, values: times, may: ['http-date'] },
  ...formats.map(
    (timestampFormat): Case => ({
      name: `times as ${timestampFormat}`,
      shape: S.timestamp(id('Time'), { timestampFormat }),
      values: times,
      may: ['http-date'],
    }),
  ),
  {
    name: 'strings, the empty one',
    shape: P.String,
    values: texts,
    may: ['Latin-1', 'label', 'control characters', 'white space', 'no bytes'],
  },
  {
    name: 'empty lists, lists of empty strings',
    shape: Strings,
    values: [[], [''], ['', ''], ['a'], [' ', ',']],
    may: ['empty list', 'form', 'flattened'],
  },
  { name: 'lists of numbers', shape: Integers, values: [[], [0], [1, -1]], may: ['empty list', 'form', 'flattened'] },
  {
    name: 'empty maps',
    shape: Texts,
    values: [{}, { '': '' }, { a: '' }, { '0': 'x', b: 'y' }],
    may: ['empty map', 'form', 'flattened', 'token', 'parameter', 'no fields'],
  },
  { name: 'empty structures', shape: Empty, values: [{}], may: ['form', 'structure payload'] },
  {
    name: 'structures of empty members',
    shape: Inner,
    values: [{}, { name: '' }, { list: [] }, { name: '', list: [''] }],
    may: ['form', 'structure payload'],
  },
  {
    name: 'lists of lists, empty ones within',
    shape: S.list(id('Lists'), () => Strings),
    values: [[], [[]], [[''], []]],
    may: ['form', 'flattened'],
  },
  {
    name: 'documents',
    shape: P.Document,
    values: [null, true, 0, -0, 1.5, 2n ** 64n, '', [], {}, [null, { a: [] }]],
    may: ['documents'],
  },
]

// where it crosses

type Binding = readonly [
  place: string,
  traits: S.Row[3],
  uri: string,
  fits: (shape: AnyShape) => boolean,
  required: 0 | 1,
]

const isText = ({ _tag }: AnyShape): boolean =>
  !['blob', 'document', 'list', 'map', 'structure', 'union'].includes(_tag)
const isTexts = ({ schema }: AnyShape): boolean =>
  schema._tag === 'list' && !['list', 'map', 'structure'].includes(schema.member.target()._tag)
const isPayload = ({ _tag }: AnyShape): boolean =>
  ['blob', 'string', 'document', 'structure', 'list', 'map'].includes(_tag)

const bindings: ReadonlyArray<Binding> = [
  ['body', {}, '/', () => true, 0],
  ['flattened', { xmlFlattened: true }, '/', ({ _tag }) => _tag === 'list' || _tag === 'map', 0],
  ['attribute', { xmlAttribute: true }, '/', isText, 0],
  ['label', { httpLabel: true }, '/x/{V}', isText, 1],
  ['greedy label', { httpLabel: true }, '/x/{V+}', isText, 1],
  ['query', { httpQuery: 'q' }, '/', (shape) => isText(shape) || isTexts(shape), 0],
  ['query parameters', { httpQueryParams: true }, '/', ({ _tag }) => _tag === 'map', 0],
  ['header', { httpHeader: 'X-V' }, '/', (shape) => isText(shape) || isTexts(shape), 0],
  ['prefix headers', { httpPrefixHeaders: 'X-P-' }, '/', ({ _tag }) => _tag === 'map', 0],
  ['payload', { httpPayload: true }, '/', isPayload, 0],
]

const travelled = (request: HttpRequest): HttpRequest => ({
  ...request,
  headers: request.headers.map(([name, value]) => [name.toLowerCase(), value.replace(/^[ \t]+|[ \t]+$/g, '')] as const),
})

describe('values at the edges cross every protocol', () => {
  let crossings = 0
  let changed = 0
  let refusedOnes = 0
  for (const { name, shape, values, may } of cases) {
    it(name, () => {
      for (const [protocol, codec] of all) {
        for (const [place, traits, uri, fits, required] of bindings) {
          const bound = isRest(protocol) || place === 'body' || place === 'flattened'
          if (!bound || !fits(shape)) continue
          const Input = S.inferred(id('Input'), { v: ['V', () => shape, required, traits ?? {}] })
          const op = operationOf(Input, { http: { method: 'POST', uri, code: 200 } }, { output: Input })
          for (const v of values) {
            const value = Input.encode({ v } as never)
            const written = codec.client(op).encodeRequest({ v })
            const query = written._tag === 'Right' ? written.right.query : ''
            const lost = lossy({ protocol, kind: 'request', query, status: 0 }, Input.schema, value)
            const told = `${protocol}, ${place}: ${Show.show(value)}`
            for (const rule of [...lost.used, ...lost.refused])
              assert.ok(
                may.some((word) => rule.includes(word)),
                `${told}: ${rule}`,
              )
            if (written._tag === 'Left') {
              assert.ok(lost.refused.length > 0, `${told} is refused`)
              refusedOnes++
              continue
            }
            assert.deepEqual(lost.refused, [], told)
            const read = codec.server(op).decodeRequest(travelled(written.right))
            assert.ok(
              read._tag === 'Right',
              `${told} is not read: ${read._tag === 'Left' && 'issues' in read.left ? read.left.issues.map(({ message }) => message).join() : read._tag}`,
            )
            assert.ok(
              Eq.equals(Input.encode(read.right as never), lost.value),
              `${told} comes as ${Show.show(Input.encode(read.right as never))}`,
            )
            crossings++
            if (!Eq.equals(lost.value, value)) changed++
            if (uri !== '/' || place.startsWith('query')) continue
            const response = codec.server(op).encodeResponse({ _tag: 'Right', right: { v } })
            const answer = codec.client(op).decodeResponse({
              ...response,
              headers: travelled({ ...written.right, headers: response.headers }).headers,
            })
            const wanted = lossy({ protocol, kind: 'response', query: '', status: 200 }, Input.schema, value)
            if (wanted.refused.length > 0) {
              assert.equal(answer._tag, 'Left', told)
              continue
            }
            assert.ok(answer._tag === 'Right', `${told} is not read as an answer`)
            const got = tolerant(shapeOf(Input.schema)).encode(answer.right)
            assert.ok(Eq.equals(got, wanted.value), `${told} comes back as ${Show.show(got)}`)
          }
        }
      }
    })
  }

  it('counts', () => {
    console.log(`        ${crossings} crossings, ${changed} changed by a row, ${refusedOnes} refused`)
    assert.ok(crossings > 4000 && changed > 0 && changed < crossings / 10)
  })

  it('servers refuse offsets of timestamps that clients take', () => {
    const Input = S.inferred(id('Input'), { at: ['At', () => S.timestamp(id('At'), { timestampFormat: 'date-time' })] })
    const op = operationOf(Input, {}, { output: Input })
    const body = (text: string) => ({ _tag: 'Bytes' as const, bytes: new TextEncoder().encode(text) })
    for (const text of ['2018-01-09T22:51:21.123+02:00', '2018-01-09T20:51:21.123-00:00']) {
      const json = body(`{"At":"${text}"}`)
      const at = new Date(1_515_531_081_123)
      assert.deepEqual(restJson1.client(op).decodeResponse({ status: 200, headers: [], body: json }), {
        _tag: 'Right',
        right: { at },
      })
      assert.deepEqual(
        restXml.client(op).decodeResponse({ status: 200, headers: [], body: body(`<Input><At>${text}</At></Input>`) }),
        { _tag: 'Right', right: { at } },
      )
      const request = {
        method: 'PUT',
        host: undefined,
        hostPrefix: '',
        path: '/',
        query: '',
        headers: [['content-type', 'application/json']] as const,
        body: json,
      }
      const read = restJson1.server(op).decodeRequest(request)
      assert.ok(read._tag === 'Left' && read.left._tag === 'Malformed', text)
      const xml = restXml.server(op).decodeRequest({
        ...request,
        headers: [['content-type', 'application/xml']],
        body: body(`<Input><At>${text}</At></Input>`),
      })
      assert.ok(xml._tag === 'Left' && xml.left._tag === 'Malformed', text)
    }
  })
})
