/**
 * What awso gets wrong, each mistake a test of its name that it is not made here. Source: DESIGN section 8.
 */
import assert from 'node:assert/strict'
import { inspect } from 'node:util'
import { StartEmailContact, StartEmailContactRequest } from '../../lib/connect/index.js'
import { headerNamed } from '../../lib/http/index.js'
import {
  awsJson1_0,
  awsJson1_1,
  awsQuery,
  ec2Query,
  json,
  jsonText,
  prepare,
  protocols,
  restJson1,
  restXml,
  rpcv2Cbor,
} from '../../lib/index.js'
import type { AnyShape } from '../../lib/shape/index.js'
import * as S from '../../lib/shape/index.js'
import { Prelude as P } from '../../lib/shape/index.js'
import { issuesOf } from '../../lib/value/index.js'
import { operationOf, readRequest, requestOf, response, roundTrip, textOf, xmlOf } from './fixture.js'

const id = (name: string): string => `com.example#${name}`

const Strings = S.list(id('Strings'), () => P.String)
const Numbers = S.list(id('Numbers'), () => P.Integer)
const Texts = S.map(
  id('Texts'),
  () => P.String,
  () => P.String,
)

const structure = (name: string, rows: Record<string, S.Row>): AnyShape => S.inferred(id(name), rows)

describe('what awso gets wrong', () => {
  it('PUT/DELETE/PATCH bodies and headers dropped', () => {
    const Input = structure('Input', {
      tag: ['Tag', () => P.String, 1, { httpHeader: 'X-Tag' }],
      name: ['Name', () => P.String, 1],
    })
    for (const method of ['PUT', 'DELETE', 'PATCH']) {
      for (const [protocol, body] of [
        [restJson1, '{"Name":"n"}'],
        [restXml, '<Input xmlns="https://example.com/doc/"><Name>n</Name></Input>'],
      ] as const) {
        const op = operationOf(Input, { http: { method, uri: '/things', code: 200 } })
        const request = requestOf(protocol, op, { tag: 't', name: 'n' })
        assert.equal(request.method, method)
        assert.equal(headerNamed(request.headers, 'x-tag'), 't')
        assert.equal(xmlOf(request), body)
        assert.deepEqual(readRequest(protocol, op, request), { tag: 't', name: 'n' })
      }
    }
  })

  it('no Content-Type', () => {
    const types = protocols.map((protocol) => {
      const { headers } = requestOf(protocol, operationOf(structure('Input', { name: ['Name', () => P.String] })), {
        name: 'n',
      })
      return headerNamed(headers, 'content-type')
    })
    assert.deepEqual(types, [
      'application/cbor',
      'application/x-amz-json-1.0',
      'application/x-amz-json-1.1',
      'application/json',
      'application/xml',
      'application/x-www-form-urlencoded',
      'application/x-www-form-urlencoded',
    ])
  })

  it('JSON written by locationName and read by member name', () => {
    const op = operationOf(structure('Input', { name: ['Name', () => P.String, 0, { jsonName: 'n' }] }))
    const named = requestOf(restJson1, op, { name: 'x' })
    assert.equal(textOf(named), '{"n":"x"}')
    assert.deepEqual(readRequest(restJson1, op, named), { name: 'x' })
    // The awsJson protocols heed no jsonName, in neither direction.
    for (const protocol of [awsJson1_0, awsJson1_1]) {
      const plain = requestOf(protocol, op, { name: 'x' })
      assert.equal(textOf(plain), '{"Name":"x"}')
      assert.deepEqual(readRequest(protocol, op, plain), { name: 'x' })
    }
  })

  it('blobs not base64', () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, i) => i)
    const op = operationOf(structure('Input', { data: ['Data', () => P.Blob] }))
    const base64 = Buffer.from(bytes).toString('base64')
    assert.equal(textOf(requestOf(restJson1, op, { data: bytes })), `{"Data":"${base64}"}`)
    assert.ok(textOf(requestOf(restXml, op, { data: bytes })).includes(`<Data>${base64}</Data>`))
    assert.ok(textOf(requestOf(awsQuery, op, { data: bytes })).includes(`Data=${encodeURIComponent(base64)}`))
    for (const protocol of protocols) assert.deepEqual(roundTrip(protocol, op, { data: bytes }), { data: bytes })
  })

  it('timestamps only as strings, epoch numbers refused', () => {
    const op = operationOf(structure('Input', { at: ['At', () => P.Timestamp] }))
    const at = new Date(1_515_531_081_123)
    assert.equal(textOf(requestOf(restJson1, op, { at })), '{"At":1515531081.123}')
    assert.equal(textOf(requestOf(awsJson1_1, op, { at })), '{"At":1515531081.123}')
    assert.ok(textOf(requestOf(restXml, op, { at })).includes('<At>2018-01-09T20:51:21.123Z</At>'))
    assert.ok(textOf(requestOf(awsQuery, op, { at })).includes('At=2018-01-09T20%3A51%3A21.123Z'))
    for (const protocol of protocols) assert.deepEqual(roundTrip(protocol, op, { at }), { at })
  })

  it('longs through floats', () => {
    const op = operationOf(structure('Input', { n: ['N', () => P.Long] }))
    for (const n of [2n ** 53n + 1n, 2n ** 63n - 1n, -(2n ** 63n)]) {
      assert.equal(textOf(requestOf(restJson1, op, { n })), `{"N":${n}}`)
      for (const protocol of protocols) assert.deepEqual(roundTrip(protocol, op, { n }), { n })
    }
  })

  it('query lists without `.member`, maps as Name/Value', () => {
    const Input = structure('Input', {
      list: ['List', () => Strings],
      flat: ['Flat', () => Strings, 0, { xmlFlattened: true }],
      map: ['Map', () => Texts],
    })
    const input = { list: ['a', 'b'], flat: ['c'], map: { k: 'v' } }
    const op = operationOf(Input)
    assert.equal(
      textOf(requestOf(awsQuery, op, input)),
      'Action=Put&Version=2020-01-01&List.member.1=a&List.member.2=b&Flat.1=c&Map.entry.1.key=k&Map.entry.1.value=v',
    )
    assert.deepEqual(roundTrip(awsQuery, op, input), input)
    // EC2 alone has no level between a list and its items.
    assert.ok(textOf(requestOf(ec2Query, op, input)).includes('List.1=a&List.2=b'))
  })

  it('XML text not escaped, no attributes, no namespaces, maps refused', () => {
    const Grantee = structure('Grantee', {
      kind: ['Kind', () => P.String, 0, { xmlAttribute: true, xmlName: 'xsi:type' }],
    })
    const Input = structure('Input', {
      grantee: [
        'Grantee',
        () => Grantee,
        0,
        { xmlNamespace: { uri: 'http://www.w3.org/2001/XMLSchema-instance', prefix: 'xsi' } },
      ],
      text: ['Text', () => P.String, 0, { xmlNamespace: { uri: 'https://example.com/text', prefix: 't' } }],
      map: ['Map', () => Texts],
    })
    const op = operationOf(Input)
    const input = { grantee: { kind: '"<&' }, text: 'a <b> & "c"\r\n]]>', map: { 'k&': '<v>' } }
    assert.equal(
      xmlOf(requestOf(restXml, op, input)),
      '<Input xmlns="https://example.com/doc/">' +
        '<Grantee xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="&quot;&lt;&amp;"/>' +
        '<Text xmlns:t="https://example.com/text">a &lt;b&gt; &amp; "c"&#xD;\n]]&gt;</Text>' +
        '<Map><entry><key>k&amp;</key><value>&lt;v&gt;</value></entry></Map></Input>',
    )
    assert.deepEqual(roundTrip(restXml, op, input), input)
  })

  it('lists in headers or query refused', () => {
    const Input = structure('Input', {
      names: ['Names', () => Strings, 0, { httpHeader: 'X-Names' }],
      counts: ['Counts', () => Numbers, 0, { httpHeader: 'X-Counts' }],
      ids: ['Ids', () => Strings, 0, { httpQuery: 'id' }],
    })
    const input = { names: ['a', 'b,"c"', ''], counts: [1, 2], ids: ['x y', 'é&'] }
    const op = operationOf(Input, { http: { method: 'GET', uri: '/', code: 200 } })
    for (const protocol of [restJson1, restXml]) {
      const request = requestOf(protocol, op, input)
      assert.equal(headerNamed(request.headers, 'x-names'), 'a, "b,\\"c\\"", ""')
      assert.equal(headerNamed(request.headers, 'x-counts'), '1, 2')
      assert.equal(request.query, 'id=x%20y&id=%C3%A9%26')
      assert.deepEqual(readRequest(protocol, op, request), input)
    }
  })

  it('the float maximum checked as a minimum', () => {
    const Ratio = S.double(id('Ratio'), { range: { min: 0.5, max: 2.5 } })
    assert.equal(Ratio.make(2.5)._tag, 'Right')
    assert.equal(Ratio.make(1)._tag, 'Right')
    for (const bad of [0.4, 2.6, Infinity, Number.NaN]) {
      const made = Ratio.make(bad)
      assert.ok(made._tag === 'Left' && issuesOf(made.left)[0]?.code === 'range', String(bad))
    }
  })

  it('lengths in bytes', () => {
    const Two = S.string(id('Two'), { length: { min: 2, max: 2 } })
    for (const good of ['ab', 'éé', '字字', '😀😀']) assert.ok(Two.is(good), good)
    for (const bad of ['é', '😀', 'abc']) assert.ok(!Two.is(bad), bad)
    const Bytes = S.blob(id('Bytes'), { length: { max: 2 } })
    assert.ok(Bytes.is(new Uint8Array(2)) && !Bytes.is(new Uint8Array(3)))
  })

  it('constraints skipped when decoding', () => {
    const op = operationOf(
      structure('Input', {
        name: ['Name', () => S.string(id('Name'), { pattern: '^[a-z]+$', length: { max: 3 } }), 1],
      }),
    )
    for (const protocol of protocols) {
      const read = protocol.server(op).decodeRequest(requestOf(protocol, op, { name: 'ABCD' }))
      assert.ok(read._tag === 'Left' && read.left._tag === 'Invalid', protocol.id)
      assert.deepEqual(
        issuesOf(read.left.issues).map(({ code, path }) => [code, ...path]),
        [
          ['length', 'Name'],
          ['pattern', 'Name'],
        ],
      )
    }
  })

  it('documents lost', () => {
    const op = operationOf(structure('Input', { doc: ['Doc', () => P.Document] }))
    const doc = { a: [1, 1.5, 2n ** 64n, null, true, 'x'], __proto: { '': [] } }
    for (const protocol of [restJson1, awsJson1_0, awsJson1_1]) {
      assert.deepEqual(roundTrip(protocol, op, { doc }), { doc })
      assert.deepEqual(roundTrip(protocol, op, { doc: null }), { doc: null })
    }
    // Where a format has no documents the client says so.
    for (const protocol of [restXml, awsQuery, ec2Query, rpcv2Cbor]) {
      const written = protocol.client(op).encodeRequest({ doc })
      assert.ok(
        written._tag === 'Left' && issuesOf(written.left).every(({ code }) => code === 'unrepresentable'),
        protocol.id,
      )
    }
  })

  it('namespaced error codes unknown', () => {
    const NotFound = S.inferred(id('NotFound'), { message: ['message', () => P.String] }, { error: 'client' })
    const op = operationOf(P.Unit, {}, { errors: [NotFound] })
    const codes = [
      'NotFound',
      'com.example#NotFound',
      'NotFound:http://internal.example.com/',
      'com.example#NotFound:http://internal.example.com/',
    ]
    for (const code of codes) {
      const answers = [
        restJson1.client(op).decodeResponse(response(400, [['X-Amzn-ErrorType', code]], '{"message":"m"}')),
        restJson1.client(op).decodeResponse(response(400, [], `{"code":"${code}","message":"m"}`)),
        awsJson1_1.client(op).decodeResponse(response(400, [], `{"__type":"${code}","message":"m"}`)),
        restXml
          .client(op)
          .decodeResponse(
            response(400, [], `<ErrorResponse><Error><Code>${code}</Code><message>m</message></Error></ErrorResponse>`),
          ),
        awsQuery
          .client(op)
          .decodeResponse(
            response(400, [], `<ErrorResponse><Error><Code>${code}</Code><message>m</message></Error></ErrorResponse>`),
          ),
        ec2Query
          .client(op)
          .decodeResponse(
            response(
              400,
              [],
              `<Response><Errors><Error><Code>${code}</Code><message>m</message></Error></Errors></Response>`,
            ),
          ),
      ]
      for (const answer of answers) {
        assert.ok(answer._tag === 'Left' && answer.left._tag === 'NotFound' && 'value' in answer.left, code)
        assert.deepEqual(answer.left.value, { message: 'm' })
      }
    }
  })

  it('labels not percent-encoded', () => {
    const Input = structure('Input', {
      bucket: ['Bucket', () => P.String, 1, { httpLabel: true }],
      key: ['Key', () => P.String, 1, { httpLabel: true }],
    })
    const op = operationOf(Input, { http: { method: 'GET', uri: '/b/{Bucket}/{Key+}', code: 200 } })
    const input = { bucket: "a/b ?#%é'", key: 'x/../y//é?.txt' }
    const request = requestOf(restXml, op, input)
    assert.equal(request.path, '/b/a%2Fb%20%3F%23%25%C3%A9%27/x/../y//%C3%A9%3F.txt')
    assert.deepEqual(readRequest(restXml, op, request), input)
  })

  it('idempotency token never filled', () => {
    const input = {
      instanceId: 'i',
      fromEmailAddress: { emailAddress: 'a@example.com' },
      destinationEmailAddress: 'b@example.com',
      emailMessage: { messageSourceType: 'RAW', rawMessage: { subject: 's', body: 'b', contentType: 'text/plain' } },
    } as const
    const made = StartEmailContactRequest.make(input)
    assert.ok(made._tag === 'Right')
    const ready = prepare(StartEmailContact, () => 'token-1')(made.right)()
    assert.equal(ready.clientToken, 'token-1')
    assert.ok(textOf(restJson1.client(StartEmailContact).encodeRequest(ready)).includes('"ClientToken":"token-1"'))
    assert.equal(prepare(StartEmailContact, () => 'token-2')(ready)(), ready)
  })

  it('sensitive ignored', () => {
    const Secret = S.string(id('Secret'), { sensitive: true, length: { max: 3 } })
    const Input = S.inferred(id('Login'), {
      secret: ['Secret', () => Secret, 1],
      keys: [
        'Keys',
        () =>
          S.map(
            id('Keys'),
            () => Secret,
            () => P.Integer,
          ),
      ],
    })
    const read = json(Input).decode({ Secret: 'hunter2', Keys: { 'hunter2-key': 'x' } })
    assert.ok(read._tag === 'Left' && read.left.length === 3)
    const shown = [
      JSON.stringify(read),
      inspect(read, { depth: 9, showHidden: true }),
      ...read.left.map(({ message, serverMessage }) => message + serverMessage),
      JSON.stringify(read.left.map(({ value, context }) => [value, context])),
    ]
    for (const text of shown) assert.ok(!text.includes('hunter2'), text)
  })

  it('unions as records of options', () => {
    const Choice = S.union<{ _tag: 'text'; value: string } | { _tag: 'number'; value: number }, never, never>(
      id('Choice'),
      {
        text: ['Text', () => P.String],
        number: ['Number', () => P.Integer],
      },
    )
    const op = operationOf(structure('Input', { choice: ['Choice', () => Choice, 1] }))
    const input = { choice: { _tag: 'number', value: 7 } }
    assert.equal(textOf(requestOf(restJson1, op, input)), '{"Choice":{"Number":7}}')
    for (const protocol of protocols) assert.deepEqual(roundTrip(protocol, op, input), input)
    for (const text of ['{"Choice":{}}', '{"Choice":{"Text":"a","Number":7}}', '{"Choice":{"Other":1}}']) {
      const read = jsonText(S.inferred(id('Holder'), { choice: ['Choice', () => Choice, 1] })).decode(text)
      assert.ok(read._tag === 'Left' && issuesOf(read.left)[0]?.code === 'union', text)
    }
  })
})
