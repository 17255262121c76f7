/**
 * What a client makes of an answer, whole: where each protocol says the code, the message, whose fault it is and the request's id.
 *
 * Source: Smithy 2.0, "operation error serialization" of each protocol; AWS general reference, "Request identifiers".
 */
import assert from 'node:assert/strict'
import type { Cbor } from '../../lib/format/cbor.js'
import { cborMap, writeCbor } from '../../lib/format/cbor.js'
import type { Body, Headers, HttpResponse } from '../../lib/http/index.js'
import type { AnyOperation, Protocol } from '../../lib/index.js'
import {
  awsJson1_0,
  awsJson1_1,
  awsQuery,
  ec2Query,
  issueText,
  protocols,
  restJson1,
  restXml,
  rpcv2Cbor,
} from '../../lib/index.js'
import * as restJson1Body from '../../lib/protocol/restJson1Body.js'
import * as restXmlBody from '../../lib/protocol/restXmlBody.js'
import * as S from '../../lib/shape/index.js'
import { Prelude as P } from '../../lib/shape/index.js'
import { bytesOf, info, operationOf } from '../awso/fixture.js'

const rows = { message: ['message', () => P.String], count: ['Count', () => P.Integer] } as const
const Gone = S.inferred('com.example#Gone', rows, { error: 'client', httpError: 410 })
const Broken = S.inferred('com.example#Broken', rows, {
  error: 'server',
  awsQueryError: { code: 'Broken.Query', httpResponseCode: 502 },
})
const Text = S.inferred('com.example#Text', { text: ['Text', () => P.String], count: ['Count', () => P.Integer] })
const op = operationOf(Text, {}, { errors: [Gone, Broken], output: Text })

const cbor = (pairs: ReadonlyArray<readonly [string, Cbor]>): Body => ({
  _tag: 'Bytes',
  bytes: writeCbor(cborMap(pairs)),
})

const received = (
  protocol: Pick<Protocol, 'client'>,
  status: number,
  headers: Headers,
  body: Body,
  of: AnyOperation = op,
): Record<string, unknown> => {
  const read = protocol.client(of).decodeResponse({ status, headers, body })
  assert.ok(read._tag === 'Left', 'an answer was read')
  return { ...read.left }
}

/** Bodies of an error of that code in each protocol, with a message and a number. */
const bodies = (code: string, count: string): ReadonlyArray<readonly [Protocol, Headers, Body]> => {
  const json = `{"message":"m","Count":${count}}`
  const inside = `<Code>${code}</Code><message>m</message><Count>${count}</Count>`
  const typed = bytesOf(`{"__type":"com.example#${code}",${json.slice(1)}`)
  return [
    [restJson1, [['X-Amzn-ErrorType', code]], bytesOf(json)],
    [awsJson1_0, [], typed],
    [awsJson1_1, [], typed],
    [restXml, [], bytesOf(`<ErrorResponse><Error>${inside}</Error></ErrorResponse>`)],
    [awsQuery, [], bytesOf(`<ErrorResponse><Error>${inside}</Error></ErrorResponse>`)],
    [ec2Query, [], bytesOf(`<Response><Errors><Error>${inside}</Error></Errors></Response>`)],
    [
      rpcv2Cbor,
      [],
      cbor([
        ['__type', `com.example#${code}`],
        ['message', 'm'],
        ['Count', count === 'true' ? true : Number(count)],
      ]),
    ],
  ]
}

const found = {
  status: 410,
  requestId: undefined,
  code: 'Gone',
  message: 'm',
  retryable: false,
  throttling: false,
}

describe('what a client receives, whole', () => {
  it('a modelled error', () => {
    for (const [protocol, headers, body] of bodies('Gone', '3'))
      assert.deepEqual(
        received(protocol, 410, headers, body),
        { ...found, _tag: 'Gone', fault: 'client', value: { message: 'm', count: 3 } },
        protocol.id,
      )
  })

  it('one whose members are not its model’s', () => {
    for (const [protocol, headers, body] of bodies('Gone', 'true')) {
      const { issues, ...rest } = received(protocol, 410, headers, body)
      assert.deepEqual(rest, { ...found, _tag: 'MalformedResponse', fault: undefined }, protocol.id)
      assert.match(issueText((issues as ReadonlyArray<{ readonly issue: never }>)[0]?.issue as never), /^Count: /)
    }
  })

  it('one that the model does not list', () => {
    for (const [protocol, headers, body] of bodies('Odd', '3'))
      for (const [status, retryable, throttling] of [
        [300, false, false],
        [410, false, false],
        [429, true, true],
        [500, true, false],
        [501, false, false],
        [502, true, false],
        [503, true, false],
        [504, true, false],
        [505, false, false],
      ] as const)
        assert.deepEqual(
          received(protocol, status, headers, body),
          {
            ...found,
            _tag: 'UnknownError',
            status,
            code: 'Odd',
            fault: undefined,
            body: body._tag === 'Bytes' ? body.bytes : undefined,
            retryable,
            throttling,
          },
          protocol.id,
        )
  })

  it('a listed error is tried again by its status too', () => {
    for (const [status, retryable, throttling] of [
      [429, true, true],
      [503, true, false],
      [410, false, false],
    ] as const) {
      const read = received(restJson1, status, [['x-amzn-errortype', 'Gone']], bytesOf('{}'))
      assert.deepEqual([read['_tag'], read['retryable'], read['throttling']], ['Gone', retryable, throttling])
    }
  })

  it('an answer of another shape', () => {
    const answers: ReadonlyArray<readonly [Pick<Protocol, 'client'>, Body]> = [
      [restJson1, bytesOf('{"Count":true,"code":"C","message":"m"}')],
      [restJson1Body, bytesOf('{"Count":true,"code":"C","message":"m"}')],
      [awsJson1_0, bytesOf('{"Count":true,"code":"C","message":"m"}')],
      [restXml, bytesOf('<Text><Count>true</Count><Code>C</Code><Message>m</Message></Text>')],
      [restXmlBody, bytesOf('<Text><Count>true</Count><Code>C</Code><Message>m</Message></Text>')],
      [ec2Query, bytesOf('<R><Count>true</Count><Code>C</Code><Message>m</Message></R>')],
    ]
    for (const [protocol, body] of answers) {
      const { issues, ...rest } = received(protocol, 200, [['x-amzn-requestid', 'r']], body)
      assert.deepEqual(rest, {
        ...found,
        _tag: 'MalformedResponse',
        status: 200,
        requestId: 'r',
        code: 'C',
        fault: undefined,
      })
      assert.equal((issues as ReadonlyArray<unknown>).length, 1)
    }
    const silent = received(restJson1, 299, [], bytesOf('[]'))
    assert.deepEqual([silent['_tag'], silent['code'], silent['message']], ['MalformedResponse', '', undefined])
  })

  it('a code that its status alone says, where a service has such a row', () => {
    const custom = {
      errorStatuses: new Map([
        ['Gone', 410],
        ['Broken', 500],
      ]),
    }
    const head = operationOf(Text, { custom }, { errors: [Gone, Broken] })
    for (const protocol of [...protocols, restJson1Body, restXmlBody]) {
      const none: Body = { _tag: 'None' }
      assert.deepEqual(received(protocol, 410, [], none, head), {
        ...found,
        _tag: 'Gone',
        fault: 'client',
        message: undefined,
        value: {},
      })
      assert.equal(received(protocol, 500, [], none, head)['_tag'], 'Broken')
      assert.deepEqual(
        [received(protocol, 404, [], none, head)['_tag'], received(protocol, 404, [], none, head)['code']],
        ['UnknownError', ''],
      )
      const other = operationOf(Text, { custom: {} }, { errors: [Gone] })
      assert.deepEqual(received(protocol, 410, [], none, other)['_tag'], 'UnknownError')
    }
    assert.equal(received(restJson1, 500, [['x-amzn-errortype', 'Gone']], bytesOf(''), head)['_tag'], 'Gone')
  })

  it('statuses of errors, where the model gives none: a service’s row, else by whose fault it is', () => {
    const Bare = S.inferred('com.example#Bare', rows, { error: 'client' })
    const Own = S.inferred('com.example#Own', rows, { error: 'server' })
    const statusOf = (custom: object, tag: string): number =>
      restJson1
        .server(operationOf(Text, { custom }, { errors: [Bare, Own, Gone] }))
        .encodeResponse({ _tag: 'Left', left: { _tag: tag, value: {} } }).status
    const errorStatuses = new Map([
      ['Bare', 404],
      ['Gone', 404],
    ])
    assert.deepEqual(
      ['Bare', 'Own', 'Gone'].map((tag) => statusOf({ errorStatuses }, tag)),
      [404, 500, 410],
    )
    assert.deepEqual(
      ['Bare', 'Own', 'Gone'].map((tag) => statusOf({}, tag)),
      [400, 500, 410],
    )
  })
})

describe('where an answer says what it is', () => {
  const codeOf = (protocol: Protocol, headers: Headers, body: Body, of: AnyOperation = op): unknown =>
    received(protocol, 400, headers, body, of)['code']
  const messageOf = (protocol: Protocol, body: Body): unknown => received(protocol, 400, [], body)['message']

  it('JSON: a header before the body, and in the body the first name that has text', () => {
    for (const protocol of [restJson1, awsJson1_0, awsJson1_1]) {
      assert.equal(codeOf(protocol, [['x-amzn-errortype', 'A']], bytesOf('{"__type":"B"}')), 'A')
      assert.equal(codeOf(protocol, [], bytesOf('{"Code":"C","code":"B","__type":"A"}')), 'A')
      assert.equal(codeOf(protocol, [], bytesOf('{"Code":"C","code":"B","__type":1}')), 'B')
      assert.equal(codeOf(protocol, [], bytesOf('{"Code":"C"}')), 'C')
      assert.equal(codeOf(protocol, [], bytesOf('"__type"')), '')
      assert.equal(messageOf(protocol, bytesOf('{"errorMessage":"c","Message":"b","message":"a"}')), 'a')
      assert.equal(messageOf(protocol, bytesOf('{"errorMessage":"c","Message":"b","message":{}}')), 'b')
      assert.equal(messageOf(protocol, bytesOf('{"errorMessage":"c"}')), 'c')
      assert.equal(messageOf(protocol, bytesOf('["message"]')), undefined)
    }
  })

  it('CBOR: in the body', () => {
    assert.equal(codeOf(rpcv2Cbor, [['x-amzn-errortype', 'A']], cbor([['__type', 'B']])), 'B')
    assert.equal(codeOf(rpcv2Cbor, [], cbor([['code', 'B']])), '')
    assert.equal(codeOf(rpcv2Cbor, [], cbor([['__type', 1]])), '')
    assert.equal(messageOf(rpcv2Cbor, cbor([['Message', 'a']])), 'a')
    assert.equal(
      messageOf(
        rpcv2Cbor,
        cbor([
          ['message', 1],
          ['Message', 'a'],
        ]),
      ),
      'a',
    )
    assert.equal(messageOf(rpcv2Cbor, cbor([['errorMessage', 'a']])), undefined)
    for (const odd of ['__type', null, ['__type'], 1] as ReadonlyArray<Cbor>)
      assert.equal(codeOf(rpcv2Cbor, [], { _tag: 'Bytes', bytes: writeCbor(odd) }), '')
  })

  it('what servers wrap around a code', () => {
    for (const [said, code] of [
      ['com.other#Odd', 'Odd'],
      ['Odd:http://internal.example.com/coral/', 'Odd'],
      ['com.other#Odd:http://x#y', 'Odd'],
      [' Odd ', 'Odd'],
      ['Odd', 'Odd'],
    ] as const) {
      assert.equal(codeOf(restJson1, [['x-amzn-errortype', said]], bytesOf('')), code)
      assert.equal(codeOf(rpcv2Cbor, [], cbor([['__type', said]])), code)
      assert.equal(codeOf(restXml, [], bytesOf(`<Error><Code>${said}</Code></Error>`)), code)
    }
  })

  it('XML: the error’s element, wherever it stands', () => {
    const error = '<Error><Type>Receiver</Type><Code>Gone</Code><Message>m</Message></Error>'
    for (const protocol of [restXml, awsQuery, ec2Query])
      for (const text of [
        error,
        `<x:Error xmlns:x="u">${error.slice(7)}`.replace('</Error>', '</x:Error>'),
        `<ErrorResponse>${error}</ErrorResponse>`,
        `<Response><Errors>${error}</Errors></Response>`,
        `<Errors>${error}</Errors>`,
        error.replaceAll('Error>', 'Odd>'),
        error.replace('<Type>', '<Error><Code>Inner</Code></Error><Type>'),
      ]) {
        const read = received(protocol, 400, [], bytesOf(text))
        assert.deepEqual(
          [read['_tag'], read['code'], read['fault'], read['message']],
          ['Gone', 'Gone', 'server', 'm'],
          text,
        )
      }
  })

  it('XML: whose fault it is, in two words alone', () => {
    for (const [type, fault] of [
      ['Sender', 'client'],
      ['Receiver', 'server'],
      ['sender', undefined],
      ['', undefined],
    ] as const) {
      const text = `<Error><Type>${type}</Type><Code>Odd</Code><message>small</message></Error>`
      const read = received(awsQuery, 400, [], bytesOf(text))
      assert.deepEqual([read['fault'], read['message']], [fault, 'small'])
      const known = received(awsQuery, 400, [], bytesOf(text.replace('Odd', 'Broken')))
      assert.deepEqual([known['_tag'], known['fault']], ['Broken', fault ?? 'server'])
    }
    const both = '<Error><Code> Odd\n</Code><message>b</message><Message> a </Message></Error>'
    assert.deepEqual(
      [received(restXml, 400, [], bytesOf(both))['code'], received(restXml, 400, [], bytesOf(both))['message']],
      ['Odd', 'a'],
    )
  })

  it('codes of the query protocol are awsQuery’s alone, where its model’s names do as well', () => {
    const tagOf = (protocol: Protocol, code: string): unknown =>
      received(protocol, 400, [], bytesOf(`<Error><Code>${code}</Code></Error>`))['_tag']
    assert.deepEqual(
      [awsQuery, ec2Query, restXml].map((protocol) => [tagOf(protocol, 'Broken.Query'), tagOf(protocol, 'Broken')]),
      [
        ['Broken', 'Broken'],
        ['UnknownError', 'Broken'],
        ['UnknownError', 'Broken'],
      ],
    )
  })

  it('a header of the older protocol gives the code to show and whose fault it is', () => {
    const older = operationOf(Text, {}, { errors: [Gone], service: { ...info, queryCompatible: true } })
    for (const [said, code, fault] of [
      ['Old.Gone;Sender', 'Old.Gone', 'client'],
      ['Old.Gone;Receiver', 'Old.Gone', 'server'],
      ['Old.Gone;Other', 'Old.Gone', undefined],
      ['Old.Gone', 'Old.Gone', undefined],
      [';Sender', undefined, 'client'],
      ['', undefined, undefined],
    ] as const)
      for (const [protocol, name] of [
        [awsJson1_0, 'Gone'],
        [awsJson1_1, 'Odd'],
        [rpcv2Cbor, 'Gone'],
        [rpcv2Cbor, 'Odd'],
      ] as const) {
        const body = protocol === rpcv2Cbor ? cbor([['__type', name]]) : bytesOf(`{"__type":"${name}"}`)
        const read = received(protocol, 400, [['x-amzn-query-error', said]], body, older)
        const own = name === 'Gone' ? 'client' : undefined
        assert.deepEqual(
          [read['_tag'], read['code'], read['fault']],
          [name === 'Gone' ? 'Gone' : 'UnknownError', code ?? name, fault ?? own],
        )
      }
    // The REST protocols never had an older one.
    assert.equal(codeOf(restJson1, [['x-amzn-query-error', 'Old;Sender']], bytesOf('{"code":"C"}'), older), 'C')
  })

  it('a server tells the older code where its service and the error have one', () => {
    const queryError = (protocol: Protocol, queryCompatible: boolean, tag: string): unknown => {
      const Own = S.inferred('com.example#Own', rows, {
        error: 'client',
        awsQueryError: { code: 'Own.Query', httpResponseCode: 400 },
      })
      const service = queryCompatible ? { ...info, queryCompatible } : info
      return protocol
        .server(operationOf(Text, {}, { errors: [Gone, Broken, Own], service: service as never }))
        .encodeResponse({ _tag: 'Left', left: { _tag: tag, value: {} } })
        .headers.find(([name]) => name === 'x-amzn-query-error')?.[1]
    }
    for (const protocol of [awsJson1_0, awsJson1_1, rpcv2Cbor]) {
      assert.deepEqual(
        ['Gone', 'Broken', 'Own'].map((tag) => queryError(protocol, true, tag)),
        [undefined, 'Broken.Query;Receiver', 'Own.Query;Sender'],
      )
      assert.equal(queryError(protocol, false, 'Broken'), undefined)
    }
    for (const protocol of [restJson1, restXml, awsQuery, ec2Query])
      assert.equal(queryError(protocol, true, 'Broken'), undefined)
  })
})

describe('the id of a request', () => {
  const idOf = (protocol: Protocol, headers: Headers, body: Body = { _tag: 'None' }): unknown =>
    received(protocol, 400, headers, body)['requestId']

  it('in a header of any of three names, the first before the next', () => {
    const names = ['x-amzn-requestid', 'x-amz-request-id', 'X-Amzn-Request-Id']
    for (const protocol of protocols) {
      for (const name of names) assert.equal(idOf(protocol, [[name, 'r']]), 'r')
      assert.equal(idOf(protocol, [['x-request-id', 'r']]), undefined)
      const all = names.map((name, i) => [name, String(i)] as const).reverse()
      assert.deepEqual([idOf(protocol, all), idOf(protocol, all.slice(0, 2))], ['0', '1'])
    }
  })

  it('in XML beside the error or in it, behind any header', () => {
    for (const protocol of [restXml, awsQuery, ec2Query]) {
      for (const name of ['RequestId', 'RequestID', 'requestId']) {
        const id = `<${name}>r</${name}>`
        for (const text of [
          `<E><Error><Code>A</Code></Error>${id}</E>`,
          `<E><Errors><Error><Code>A</Code></Error></Errors>${id}</E>`,
          `<E><Errors><Error><Code>A</Code>${id}</Error></Errors></E>`,
          `<E><Error>${id}</Error></E>`,
          `<Error>${id}</Error>`,
        ]) {
          assert.equal(idOf(protocol, [], bytesOf(text)), 'r', text)
          assert.equal(idOf(protocol, [['x-amzn-requestid', 'h']], bytesOf(text)), 'h')
        }
      }
      assert.equal(idOf(protocol, [], bytesOf('<Error><requestid>r</requestid></Error>')), undefined)
    }
    assert.equal(idOf(restJson1, [], bytesOf('{"RequestId":"r","requestId":"r"}')), undefined)
    assert.equal(idOf(rpcv2Cbor, [], cbor([['RequestId', 'r']])), undefined)
  })
})

describe('answers whose bodies are broken', () => {
  it('an error of RPC whose body has no members', () => {
    const answer: HttpResponse = { status: 400, headers: [['x-amzn-errortype', 'Gone']], body: bytesOf('[]') }
    const { issues, ...rest } = received(awsJson1_0, answer.status, answer.headers, answer.body)
    assert.deepEqual(rest, { ...found, _tag: 'MalformedResponse', status: 400, fault: undefined, message: undefined })
    assert.deepEqual(
      (issues as ReadonlyArray<{ readonly issue: never }>).map(({ issue }) => issueText(issue)),
      ['(root): expected a structure, got a list [type]'],
    )
  })

  it('an error whose document breaks off is told at its root', () => {
    for (const protocol of [restJson1, awsJson1_0, awsJson1_1, restJson1Body]) {
      const { issues, ...rest } = received(protocol, 400, [['x-amzn-errortype', 'Gone']], bytesOf('{"message":'))
      assert.deepEqual(rest, { ...found, _tag: 'MalformedResponse', status: 400, fault: undefined, message: undefined })
      assert.match(
        issueText((issues as ReadonlyArray<{ readonly issue: never }>)[0]?.issue as never),
        /^\(root\): expected JSON text \(.+\), got a fault at byte offset 11 \[syntax\]$/,
      )
    }
  })
})
