/**
 * Requests, answers, errors and faults as they stand on the wire, whole: status, headers and body.
 *
 * Source: Smithy 2.0, "operation error serialization" of each protocol; `smithy.framework#ValidationException` for the list of fields.
 */
import assert from 'node:assert/strict'
import { cborMap, readCbor } from '../../lib/format/cbor.js'
import type { Headers, HttpRequest, HttpResponse } from '../../lib/http/index.js'
import type { Protocol, RequestFault } from '../../lib/index.js'
import {
  awsJson1_0,
  awsJson1_1,
  awsQuery,
  ec2Query,
  protocols,
  restJson1,
  restXml,
  rpcv2Cbor,
} from '../../lib/index.js'
import * as S from '../../lib/shape/index.js'
import { Prelude as P } from '../../lib/shape/index.js'
import { info, operationOf, requestOf, xmlOf } from '../awso/fixture.js'

const rows = {
  message: ['message', () => P.String],
  kind: ['Kind', () => P.String, 0, { xmlAttribute: true }],
} as const
const Gone = S.inferred('com.example#Gone', rows, { error: 'client', httpError: 410 })
const Broken = S.inferred('com.example#Broken', rows, {
  error: 'server',
  awsQueryError: { code: 'Broken.Query', httpResponseCode: 502 },
})
/** A model may list a structure that it does not call an error. */
const Plain = S.inferred('com.example#Plain', rows)
const Short = S.string('com.example#Short', { length: { max: 1 } })
const Input = S.inferred('com.example#In', { a: ['A', () => Short, 1] })
const op = operationOf(Input, {}, { errors: [Gone, Broken, Plain], output: Input })

type Fault = 'client' | 'server'

/** The messages of a protocol, around what differs from one to the next. */
interface Look {
  readonly protocol: Protocol
  readonly type: string
  /** Headers of every answer behind its type. */
  readonly answered: Headers
  /** Headers of an answer that is an error. */
  readonly named?: (name: string) => Headers
  readonly error: (name: string, fault: Fault, id: boolean) => unknown
  readonly refusal: (name: string, message: string, id: boolean) => unknown
  readonly fields: (message: string, path: string) => unknown
}

const blame = { client: 'Sender', server: 'Receiver' } as const

/** Of restXml and awsQuery. */
const wrapped: Pick<Look, 'error' | 'refusal' | 'fields'> = {
  error: (name, fault, id) =>
    `<ErrorResponse><Error Kind="k"><Type>${blame[fault]}</Type><Code>${name}</Code><message>m</message></Error>${
      id ? '<RequestId>r</RequestId>' : ''
    }</ErrorResponse>`,
  refusal: (name, message, id) =>
    `<ErrorResponse><Error><Type>Sender</Type><Code>${name}</Code><Message>${message}</Message></Error>${
      id ? '<RequestId>r</RequestId>' : ''
    }</ErrorResponse>`,
  fields: (message, path) =>
    `<ErrorResponse><Error><Type>Sender</Type><Code>ValidationException</Code><Message>1 validation error detected. ${message}</Message><fieldList><member><message>${message}</message><path>${path}</path></member></fieldList></Error></ErrorResponse>`,
}

const json = (typed: (name: string, isRefusal: boolean) => object): Pick<Look, 'error' | 'refusal' | 'fields'> => ({
  error: (name) => JSON.stringify({ ...typed(name, false), message: 'm', Kind: 'k' }),
  refusal: (name, message) => JSON.stringify({ ...typed(name, true), message }),
  fields: (message, path) =>
    JSON.stringify({
      ...typed('ValidationException', true),
      message: `1 validation error detected. ${message}`,
      fieldList: [{ message, path }],
    }),
})

const looks: ReadonlyArray<Look> = [
  {
    protocol: restJson1,
    type: 'application/json',
    answered: [],
    named: (name) => [['x-amzn-errortype', name]],
    ...json(() => ({})),
  },
  {
    protocol: awsJson1_0,
    type: 'application/x-amz-json-1.0',
    answered: [],
    ...json((name, isRefusal) => ({ __type: isRefusal ? name : `com.example#${name}` })),
  },
  {
    protocol: awsJson1_1,
    type: 'application/x-amz-json-1.1',
    answered: [['x-amz-target', 'Shop.Put']],
    ...json((name) => ({ __type: name })),
  },
  { protocol: restXml, type: 'application/xml', answered: [], ...wrapped },
  {
    protocol: awsQuery,
    type: 'text/xml',
    answered: [],
    ...wrapped,
    error: (name, fault, id) => wrapped.error(name === 'Broken' ? 'Broken.Query' : name, fault, id),
  },
  {
    protocol: ec2Query,
    type: 'text/xml;charset=UTF-8',
    answered: [],
    error: (name, _, id) =>
      `<Response><Errors><Error Kind="k"><Code>${name}</Code><message>m</message></Error></Errors>${
        id ? '<RequestID>r</RequestID>' : ''
      }</Response>`,
    refusal: (name, message, id) =>
      `<Response><Errors><Error><Code>${name}</Code><Message>${message}</Message></Error></Errors>${
        id ? '<RequestID>r</RequestID>' : ''
      }</Response>`,
    fields: (message, path) =>
      `<Response><Errors><Error><Code>ValidationException</Code><Message>1 validation error detected. ${message}</Message><fieldList><member><message>${message}</message><path>${path}</path></member></fieldList></Error></Errors></Response>`,
  },
  {
    protocol: rpcv2Cbor,
    type: 'application/cbor',
    answered: [['smithy-protocol', 'rpc-v2-cbor']],
    error: (name) =>
      cborMap([
        ['__type', `com.example#${name}`],
        ['message', 'm'],
        ['Kind', 'k'],
      ]),
    refusal: (name, message) =>
      cborMap([
        ['__type', name],
        ['message', message],
      ]),
    fields: (message, path) =>
      cborMap([
        ['__type', 'ValidationException'],
        ['message', `1 validation error detected. ${message}`],
        [
          'fieldList',
          [
            cborMap([
              ['message', message],
              ['path', path],
            ]),
          ],
        ],
      ]),
  },
]

const bodyOf = (protocol: Protocol, { body }: HttpResponse | HttpRequest): unknown => {
  if (body._tag !== 'Bytes') return undefined
  if (protocol !== rpcv2Cbor) return xmlOf({ body })
  const read = readCbor(body.bytes)
  assert.ok(read._tag === 'Right')
  return read.right
}

const whole = (protocol: Protocol, answer: HttpResponse): unknown => [
  answer.status,
  answer.headers,
  bodyOf(protocol, answer),
]

const refusals: ReadonlyArray<readonly [RequestFault, number, string, string]> = [
  [{ _tag: 'NotFound' }, 404, 'UnknownOperationException', 'no operation answers this request'],
  [{ _tag: 'MethodNotAllowed', allowed: ['GET', 'PUT'] }, 405, 'MethodNotAllowedException', 'allowed: GET, PUT'],
  [{ _tag: 'UnsupportedMediaType', expected: 'a/b' }, 415, 'UnsupportedMediaTypeException', 'expected: a/b'],
  [{ _tag: 'NotAcceptable', offered: 'a/b' }, 406, 'NotAcceptableException', 'offered: a/b'],
]

const invalid =
  "Value with length 2 at '/A' failed to satisfy constraint: Member must have length less than or equal to 1"

/** What a body of two bytes that begin nothing is told. */
const malformed: Readonly<Record<string, string>> = {
  [restJson1.id]: '(root): expected JSON text (UTF-8), got a fault at byte offset 0 [syntax]',
  [awsJson1_0.id]: '(root): expected JSON text (UTF-8), got a fault at byte offset 0 [syntax]',
  [awsJson1_1.id]: '(root): expected JSON text (UTF-8), got a fault at byte offset 0 [syntax]',
  [restXml.id]: '(root): expected XML (UTF-8), got a fault near offset 0 [syntax]',
  [awsQuery.id]: '(root): expected UTF-8, got a fault at byte offset 0 [syntax]',
  [ec2Query.id]: '(root): expected UTF-8, got a fault at byte offset 0 [syntax]',
  [rpcv2Cbor.id]: '(root): expected CBOR (a simple value that is known), got a fault at byte offset 0 [syntax]',
}

for (const { protocol, type, answered, named = () => [], error, refusal, fields } of looks) {
  describe(`${protocol.id}: whole messages`, () => {
    const server = protocol.server(op)
    const headers = (name: string, id: boolean, more: Headers = []): Headers => [
      ['content-type', type],
      ...answered,
      ...named(name),
      ...more,
      ...(id ? [['x-amzn-requestid', 'r'] as const] : []),
    ]

    it('errors', () => {
      const cases: ReadonlyArray<readonly [string, Fault, number]> = [
        ['Gone', 'client', 410],
        ['Broken', 'server', protocol === awsQuery ? 502 : 500],
        ['Plain', 'client', 400],
      ]
      for (const [name, fault, status] of cases)
        for (const id of [true, false]) {
          const answer = server.encodeResponse(
            { _tag: 'Left', left: { _tag: name, value: { message: 'm', kind: 'k' } } },
            id ? { requestId: 'r' } : {},
          )
          assert.deepEqual(whole(protocol, answer), [status, headers(name, id), error(name, fault, id)])
        }
    })

    it('faults', () => {
      for (const [fault, status, name, message] of refusals)
        for (const id of [true, false]) {
          const isRest = protocol === restJson1 || protocol === restXml
          const allow: Headers = isRest && fault._tag === 'MethodNotAllowed' ? [['allow', 'GET, PUT']] : []
          assert.deepEqual(whole(protocol, server.encodeFault(fault, id ? { requestId: 'r' } : {})), [
            status,
            headers(name, id, allow),
            refusal(name, message, id),
          ])
        }
    })

    it('faults with issues', () => {
      const request = requestOf(protocol, op, { a: 'xy' })
      const refused = server.decodeRequest(request)
      assert.ok(refused._tag === 'Left' && refused.left._tag === 'Invalid')
      assert.deepEqual(whole(protocol, server.encodeFault(refused.left)), [
        400,
        headers('ValidationException', false),
        fields(invalid, '/A'),
      ])
      const broken = server.decodeRequest({ ...request, body: { _tag: 'Bytes', bytes: Uint8Array.of(0xff, 0x3c) } })
      assert.ok(broken._tag === 'Left' && broken.left._tag === 'Malformed')
      assert.deepEqual(whole(protocol, server.encodeFault(broken.left)), [
        400,
        headers('SerializationException', false),
        refusal('SerializationException', malformed[protocol.id] ?? '', false),
      ])
      const two = { ...broken.left, issues: [...broken.left.issues, ...broken.left.issues] as never }
      assert.deepEqual(
        bodyOf(protocol, server.encodeFault(two)),
        refusal('SerializationException', `${malformed[protocol.id]}; ${malformed[protocol.id]}`, false),
      )
    })

    it('an answer', () => {
      const answer = server.encodeResponse({ _tag: 'Right', right: { a: 'b' } }, { requestId: 'r' })
      assert.deepEqual(answer.headers, [['content-type', type], ...answered, ['x-amzn-requestid', 'r']])
      const empty = protocol.server(operationOf(P.Unit)).encodeResponse({ _tag: 'Right', right: {} })
      const untyped = protocol === rpcv2Cbor || protocol === restJson1 || protocol === restXml
      assert.deepEqual(empty.headers, [...(untyped ? [] : [['content-type', type] as const]), ...answered])
      assert.equal(empty.body._tag, protocol === awsQuery || protocol === ec2Query ? 'Bytes' : 'None')
    })
  })
}

describe('requests', () => {
  const form = 'application/x-www-form-urlencoded'
  const wanted: ReadonlyArray<readonly [Protocol, string, string, Headers, unknown, unknown]> = [
    [restJson1, 'PUT', '/', [['content-type', 'application/json']], '{"A":"b"}', undefined],
    [
      restXml,
      'PUT',
      '/',
      [['content-type', 'application/xml']],
      '<In xmlns="https://example.com/doc/"><A>b</A></In>',
      undefined,
    ],
    ...([awsJson1_0, awsJson1_1] as const).map(
      (protocol) =>
        [
          protocol,
          'POST',
          '/',
          [
            ['content-type', `application/x-amz-json-1.${protocol === awsJson1_0 ? 0 : 1}`],
            ['x-amz-target', 'Shop.Put'],
          ],
          '{"A":"b"}',
          '{}',
        ] as const,
    ),
    ...([awsQuery, ec2Query] as const).map(
      (protocol) =>
        [
          protocol,
          'POST',
          '/',
          [['content-type', form]],
          'Action=Put&Version=2020-01-01&A=b',
          'Action=Put&Version=2020-01-01',
        ] as const,
    ),
    [
      rpcv2Cbor,
      'POST',
      '/service/Shop/operation/Put',
      [
        ['content-type', 'application/cbor'],
        ['smithy-protocol', 'rpc-v2-cbor'],
        ['accept', 'application/cbor'],
      ],
      cborMap([['A', 'b']]),
      undefined,
    ],
  ]
  for (const [protocol, method, path, headers, body, empty] of wanted)
    it(protocol.id, () => {
      const places = { method, host: undefined, hostPrefix: '', path, query: '' }
      const { body: written, ...rest } = requestOf(protocol, op, { a: 'b' })
      assert.deepEqual(rest, { ...places, headers })
      assert.deepEqual(bodyOf(protocol, { ...rest, body: written }), body)
      const { body: none, ...bare } = requestOf(protocol, operationOf(P.Unit), {})
      assert.deepEqual(bare, {
        ...places,
        headers: empty === undefined ? headers.filter(([name]) => name !== 'content-type') : headers,
      })
      assert.deepEqual(bodyOf(protocol, { ...bare, body: none }), empty)
    })

  it('a client of a service that once spoke the query protocol asks for its codes', () => {
    const older = operationOf(Input, {}, { service: { ...info, queryCompatible: true } })
    for (const protocol of protocols) {
      const asks = [awsJson1_0, awsJson1_1, rpcv2Cbor].includes(protocol as never)
      const added = requestOf(protocol, older, { a: 'b' }).headers.filter(
        ([name]) => !requestOf(protocol, op, { a: 'b' }).headers.some(([known]) => known === name),
      )
      assert.deepEqual(added, asks ? [['x-amzn-query-mode', 'true']] : [], protocol.id)
    }
  })
})

describe('errors without what wraps them', () => {
  const bare = (settings: unknown) =>
    restXml.server(
      operationOf(Input, {}, { errors: [Gone], service: { ...info, protocols: { [restXml.id]: settings as never } } }),
    )
  const gone = { _tag: 'Left', left: { _tag: 'Gone', value: { message: 'm', kind: 'k' } } } as const

  it('restXml leaves out the outer element where its settings say so, and then has the request id inside', () => {
    const server = bare({ noErrorWrapping: true })
    assert.equal(
      xmlOf(server.encodeResponse(gone, { requestId: 'r' })),
      '<Error Kind="k"><Type>Sender</Type><Code>Gone</Code><message>m</message><RequestId>r</RequestId></Error>',
    )
    assert.equal(
      xmlOf(server.encodeFault({ _tag: 'NotFound' })),
      '<Error><Type>Sender</Type><Code>UnknownOperationException</Code><Message>no operation answers this request</Message></Error>',
    )
  })

  it('other settings leave it', () => {
    for (const settings of [{ noErrorWrapping: false }, { noErrorWrapping: 'true' }, {}, null, 'noErrorWrapping', 1])
      assert.equal(xmlOf(bare(settings).encodeResponse(gone)), wrapped.error('Gone', 'client', false))
    const other = operationOf(
      Input,
      {},
      { errors: [Gone], service: { ...info, protocols: { [awsQuery.id]: { noErrorWrapping: true } } } },
    )
    assert.equal(xmlOf(awsQuery.server(other).encodeResponse(gone)), wrapped.error('Gone', 'client', false))
  })
})
