/**
 * What a client makes of error answers: modelled ones typed, unknown ones whole, request ids, what may be tried again.
 */
import assert from 'node:assert/strict'
import { cborMap, writeCbor } from '../../lib/format/cbor.js'
import type { HttpResponse } from '../../lib/http/index.js'
import type { Protocol } from '../../lib/index.js'
import { awsJson1_0, awsQuery, ec2Query, protocols, restJson1, restXml, rpcv2Cbor } from '../../lib/index.js'
import * as S from '../../lib/shape/index.js'
import { Prelude as P } from '../../lib/shape/index.js'
import { info, operationOf, response, textOf } from '../awso/fixture.js'

const rows = { message: ['message', () => P.String] } as const
const Gone = S.inferred('com.example#Gone', rows, { error: 'client', httpError: 410 })
const Slow = S.inferred('com.example#Slow', rows, { error: 'client', httpError: 429, retryable: { throttling: true } })
const Broken = S.inferred('com.example#Broken', rows, {
  error: 'server',
  awsQueryError: { code: 'Broken.Query', httpResponseCode: 502 },
})
const Again = S.inferred('com.example#Again', rows, { error: 'client', retryable: {} })
const errors = [Gone, Slow, Broken, Again]
const op = operationOf(P.Unit, {}, { errors })

const received = (protocol: Protocol, answer: HttpResponse) => {
  const read = protocol.client(op).decodeResponse(answer)
  assert.ok(read._tag === 'Left')
  return read.left
}

describe('errors', () => {
  for (const protocol of protocols) {
    it(`${protocol.id}: modelled errors`, () => {
      const seen = errors.map(({ schema }) => {
        const tag = schema.id.slice('com.example#'.length)
        const answer = protocol
          .server(op)
          .encodeResponse({ _tag: 'Left', left: { _tag: tag, value: { message: 'm' } } }, { requestId: 'r-1' })
        const found = received(protocol, answer)
        assert.ok('value' in found, tag)
        assert.deepEqual(found.value, { message: 'm' })
        assert.equal(found.requestId, 'r-1')
        return [found._tag, found.status, found.retryable, found.throttling, found.fault]
      })
      const broken = protocol === awsQuery ? 502 : 500
      assert.deepEqual(seen, [
        ['Gone', 410, false, false, 'client'],
        ['Slow', 429, true, true, 'client'],
        ['Broken', broken, true, false, 'server'],
        ['Again', 400, true, false, 'client'],
      ])
    })
  }

  it('an unknown error is kept whole', () => {
    const cbor = writeCbor(
      cborMap([
        ['__type', 'com.other#Odd'],
        ['message', 'm'],
        ['extra', 1],
      ]),
    )
    const answers: ReadonlyArray<readonly [Protocol, HttpResponse]> = [
      [
        restJson1,
        response(
          418,
          [
            ['x-amzn-errortype', 'com.other#Odd:http://x'],
            ['x-amzn-requestid', 'r'],
          ],
          '{"message":"m","extra":1}',
        ),
      ],
      [awsJson1_0, response(418, [['x-amzn-requestid', 'r']], '{"__type":"com.other#Odd","Message":"m","extra":1}')],
      [
        restXml,
        response(
          418,
          [],
          '<ErrorResponse><Error><Code>Odd</Code><Message>m</Message><Extra/></Error><RequestId>r</RequestId></ErrorResponse>',
        ),
      ],
      [restXml, response(418, [['x-amz-request-id', 'r']], '<Error><Code>Odd</Code><Message>m</Message></Error>')],
      [
        awsQuery,
        response(
          418,
          [],
          '<ErrorResponse><Error><Type>Sender</Type><Code>Odd</Code><Message>m</Message></Error><RequestId>r</RequestId></ErrorResponse>',
        ),
      ],
      [
        ec2Query,
        response(
          418,
          [],
          '<Response><Errors><Error><Code>Odd</Code><Message>m</Message></Error></Errors><RequestID>r</RequestID></Response>',
        ),
      ],
      [rpcv2Cbor, { status: 418, headers: [['x-amzn-requestid', 'r']], body: { _tag: 'Bytes', bytes: cbor } }],
    ]
    for (const [protocol, answer] of answers) {
      const found = received(protocol, answer)
      assert.ok(found._tag === 'UnknownError' && 'body' in found, protocol.id)
      const { code, message, requestId, status, retryable, throttling } = found
      assert.deepEqual(
        { code, message, requestId, status, retryable, throttling },
        { code: 'Odd', message: 'm', requestId: 'r', status: 418, retryable: false, throttling: false },
        protocol.id,
      )
      assert.deepEqual(found.body, answer.body._tag === 'Bytes' ? answer.body.bytes : undefined)
    }
  })

  it('bodies that are no error at all', () => {
    for (const protocol of protocols) {
      for (const text of ['', '<html>Bad gateway</html>', '{', 'null', '[]', '\u0000']) {
        for (const status of [300, 404, 429, 503]) {
          const found = received(protocol, response(status, [], text))
          assert.equal(found._tag, 'UnknownError')
          assert.deepEqual(
            [found.status, found.retryable, found.throttling],
            [status, status === 429 || status === 503, status === 429],
          )
        }
      }
    }
  })

  it('a modelled error whose body is malformed says so', () => {
    const found = received(restJson1, response(410, [['x-amzn-errortype', 'Gone']], '{"message":1}'))
    assert.ok(found._tag === 'MalformedResponse' && 'issues' in found)
    assert.equal(found.code, 'Gone')
    assert.deepEqual(
      found.issues.map(({ issue }) => [issue.code, ...issue.path]),
      [['type', 'message']],
    )
  })

  it('codes of the older query protocol, for services that ask for them', () => {
    const compatible = operationOf(P.Unit, {}, { errors, service: { ...info, queryCompatible: true } })
    for (const protocol of [awsJson1_0, rpcv2Cbor]) {
      const answer = protocol
        .server(compatible)
        .encodeResponse({ _tag: 'Left', left: { _tag: 'Broken', value: { message: 'm' } } })
      assert.ok(
        answer.headers.some(([name, value]) => name === 'x-amzn-query-error' && value === 'Broken.Query;Receiver'),
      )
      const read = protocol.client(compatible).decodeResponse(answer)
      assert.ok(read._tag === 'Left' && read.left._tag === 'Broken')
      assert.deepEqual([read.left.code, read.left.fault], ['Broken.Query', 'server'])
    }
  })

  it('an answer that cannot be written is a failure of the server', () => {
    const loud = operationOf(
      P.Unit,
      {},
      { output: S.inferred('com.example#Out', { text: ['Text', () => P.String] }), errors },
    )
    const answer = restXml.server(loud).encodeResponse({ _tag: 'Right', right: { text: 'secret\u0000' } })
    assert.equal(answer.status, 500)
    assert.ok(!textOf(answer).includes('secret'))
    const read = restXml.client(loud).decodeResponse(answer)
    assert.ok(
      read._tag === 'Left' &&
        read.left._tag === 'UnknownError' &&
        read.left.code === 'InternalFailure' &&
        read.left.retryable,
    )
  })
})
