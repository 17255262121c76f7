/**
 * What RPC protocols refuse, what a program that breaks its own types is told, and answers at the edges of each protocol.
 */
import assert from 'node:assert/strict'
import type { HttpRequest, HttpResponse } from '../../lib/http/index.js'
import type { AnyOperation, Protocol } from '../../lib/index.js'
import {
  awsJson1_0,
  awsJson1_1,
  awsQuery,
  ec2Query,
  issueText,
  operation,
  protocols,
  restJson1,
  restXml,
  rpcv2Cbor,
} from '../../lib/index.js'
import * as S from '../../lib/shape/index.js'
import { info, operationOf, requestOf, response, textOf, xmlOf } from '../awso/fixture.js'

const { Prelude } = S

const Text = S.inferred('com.example#Text', { text: ['Text', () => Prelude.String] })
const Gone = S.inferred('com.example#Gone', { message: ['message', () => Prelude.String] }, { error: 'client' })
const op = operationOf(Text, {}, { output: Text, errors: [Gone] })

const types: ReadonlyArray<readonly [Protocol, string]> = [
  [awsJson1_0, 'application/x-amz-json-1.0'],
  [awsJson1_1, 'application/x-amz-json-1.1'],
  [awsQuery, 'application/x-www-form-urlencoded'],
  [ec2Query, 'application/x-www-form-urlencoded'],
  [rpcv2Cbor, 'application/cbor'],
]

const faultOf = (protocol: Protocol, request: HttpRequest): unknown => {
  const read = protocol.server(op).decodeRequest(request)
  return read._tag === 'Left' ? read.left : read
}

const typed = (request: HttpRequest, type: string | undefined): HttpRequest => ({
  ...request,
  headers: [
    ...request.headers.filter(([name]) => name.toLowerCase() !== 'content-type'),
    ...(type === undefined ? [] : [['content-type', type] as const]),
  ],
})

describe('requests that an RPC protocol refuses', () => {
  for (const [protocol, type] of types) {
    const good = requestOf(protocol, op, { text: 'a' })

    it(`${protocol.id}: another method`, () =>
      assert.deepEqual(faultOf(protocol, { ...good, method: 'GET' }), { _tag: 'MethodNotAllowed', allowed: ['POST'] }))

    it(`${protocol.id}: another type, but not none or parameters`, () => {
      assert.deepEqual(faultOf(protocol, typed(good, 'text/plain')), { _tag: 'UnsupportedMediaType', expected: type })
      for (const one of [undefined, `${type.toUpperCase()}; charset=utf-8`])
        assert.deepEqual(faultOf(protocol, typed(good, one)), { _tag: 'Right', right: { text: 'a' } })
    })

    it(`${protocol.id}: a body that is no document`, () => {
      const read = protocol
        .server(op)
        .decodeRequest({ ...good, body: { _tag: 'Bytes', bytes: Uint8Array.of(0xff, 0x7b) } })
      assert.ok(read._tag === 'Left' && read.left._tag === 'Malformed')
      assert.equal(read.left.issues[0]?.issue.code, 'syntax')
      assert.deepEqual(read.left.issues[0]?.issue.path, [])
    })
  }
})

describe('what only a program that breaks its types meets', () => {
  const total = operation<unknown, unknown, never, 'total'>('com.example#Put', {
    input: Text,
    output: Text,
    errors: [],
    traits: { http: { method: 'PUT', uri: '/', code: 200 } },
    service: info,
    writes: 'total',
  })
  for (const protocol of [restXml, awsQuery, ec2Query])
    it(`${protocol.id}: writing can fail, so it is never said to be total`, () =>
      assert.throws(
        () => protocol.client(total),
        /^Error: writing com.example#Put can fail in this protocol, so its type must say so$/,
      ))

  it('an error that the operation does not have', () => {
    for (const protocol of [restJson1, ...types.map(([one]) => one)])
      assert.throws(
        () => protocol.server(op).encodeResponse({ _tag: 'Left', left: { _tag: 'Odd', value: {} } }),
        /^Error: com.example#Put has no error Odd$/,
      )
  })

  it('an error that is no structure is none', () => {
    const odd = operationOf(Text, {}, { errors: [Prelude.String] })
    assert.throws(
      () => restJson1.server(odd).encodeResponse({ _tag: 'Left', left: { _tag: 'String', value: 'a' } }),
      /has no error String$/,
    )
    for (const protocol of protocols) {
      const answer = protocol.server(odd).encodeFault({ _tag: 'NotFound' })
      const read = protocol.client(odd).decodeResponse(answer)
      assert.ok(read._tag === 'Left')
      assert.deepEqual([read.left._tag, read.left.code], ['UnknownError', 'UnknownOperationException'])
    }
  })
})

describe('answers at the edges', () => {
  const readAnswer = (protocol: Protocol, answer: HttpResponse, of: AnyOperation = op): unknown => {
    const read = protocol.client(of).decodeResponse(answer)
    return read._tag === 'Right'
      ? read.right
      : 'issues' in read.left
        ? read.left.issues.map(({ issue }) => issueText(issue))
        : read.left
  }

  it('XML may begin with a byte order mark', () => {
    assert.deepEqual(readAnswer(restXml, response(200, [], '\ufeff<Text><Text>a</Text></Text>')), { text: 'a' })
    assert.deepEqual(readAnswer(ec2Query, response(200, [], '\ufeff<PutResponse><Text>a</Text></PutResponse>')), {
      text: 'a',
    })
    assert.deepEqual(
      readAnswer(awsQuery, response(200, [], '\ufeff<PutResponse><PutResult><Text>a</Text></PutResult></PutResponse>')),
      { text: 'a' },
    )
  })

  it('bytes that are no UTF-8 are malformed', () => {
    for (const protocol of [restXml, awsQuery, ec2Query, restJson1, awsJson1_0])
      assert.match(
        String(
          readAnswer(protocol, { status: 200, headers: [], body: { _tag: 'Bytes', bytes: Uint8Array.of(0x3c, 0xff) } }),
        ),
        /\[syntax\]$/,
        protocol.id,
      )
  })

  it('a modelled error whose document is broken says where', () => {
    for (const protocol of [awsJson1_0, awsJson1_1]) {
      const read = protocol.client(op).decodeResponse(response(400, [['x-amzn-errortype', 'Gone']], '{"message":'))
      assert.ok(read._tag === 'Left' && read.left._tag !== 'Gone')
    }
    const read = awsJson1_0.client(op).decodeResponse(response(400, [['x-amzn-errortype', 'Gone']], ''))
    assert.ok(read._tag === 'Left' && read.left._tag === 'Gone' && 'value' in read.left)
    assert.deepEqual(read.left.value, {})
  })

  it('the request id of the query protocols, in a body with members and in one without', () => {
    const answer = (protocol: Protocol, output: S.AnyShape, value: unknown, requestId?: string): string =>
      xmlOf(
        protocol
          .server(operationOf(Text, {}, { output }))
          .encodeResponse({ _tag: 'Right', right: value }, requestId === undefined ? {} : { requestId }),
      )
    const root = '<PutResponse xmlns="https://example.com/doc/">'
    const id = '<ResponseMetadata><RequestId>r&amp;1</RequestId></ResponseMetadata>'
    assert.equal(
      answer(awsQuery, Text, { text: 'a' }, 'r&1'),
      `${root}<PutResult><Text>a</Text></PutResult>${id}</PutResponse>`,
    )
    assert.equal(answer(awsQuery, Text, { text: 'a' }), `${root}<PutResult><Text>a</Text></PutResult></PutResponse>`)
    assert.equal(answer(awsQuery, Text, {}, 'r&1'), `${root}<PutResult/>${id}</PutResponse>`)
    assert.equal(answer(awsQuery, Prelude.Unit, {}, 'r&1'), `${root}${id}</PutResponse>`)
    assert.equal(
      answer(ec2Query, Text, { text: 'a' }, 'r&1'),
      `${root}<Text>a</Text><requestId>r&amp;1</requestId></PutResponse>`,
    )
    assert.equal(answer(ec2Query, Text, { text: 'a' }), `${root}<Text>a</Text></PutResponse>`)
    assert.equal(answer(ec2Query, Prelude.Unit, {}, 'r&1'), `${root}<requestId>r&amp;1</requestId></PutResponse>`)
    assert.equal(answer(ec2Query, Prelude.Unit, {}), '<PutResponse xmlns="https://example.com/doc/"/>')
  })

  it('a service without a namespace says none', () => {
    const { xmlNamespace, ...bare } = info
    assert.ok(xmlNamespace !== undefined)
    const of = operationOf(Text, {}, { output: Text, service: bare })
    for (const protocol of [awsQuery, ec2Query, restXml])
      assert.doesNotMatch(textOf(protocol.server(of).encodeResponse({ _tag: 'Right', right: { text: 'a' } })), /xmlns/)
  })
})
