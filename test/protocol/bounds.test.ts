/**
 * What messages are refused for: more than limits let, types that nobody takes, and the words of it.
 */
import assert from 'node:assert/strict'
import type { Body, Headers, HttpRequest } from '../../lib/http/index.js'
import type { AnyOperation, AnyShape, Errors, Protocol } from '../../lib/index.js'
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
import { limited, Prelude as P, shapeOf } from '../../lib/shape/index.js'
import { redacted } from '../../lib/value/Issue.js'
import { bytesOf, info, operationOf, requestOf } from '../awso/fixture.js'
import { limitsOf } from '../limits.js'

const Text = S.inferred('com.example#Text', { text: ['Text', () => P.String] })
const op = operationOf(Text, {}, { output: Text })

const told = (issues: Errors): ReadonlyArray<string> => issues.map(({ issue }) => issueText(issue))

/** What a server says of a request. */
const asked = (protocol: Protocol, of: AnyOperation, request: HttpRequest): unknown => {
  const read = protocol.server(of).decodeRequest(request)
  if (read._tag === 'Right') return read.right
  return 'issues' in read.left ? [read.left._tag, ...told(read.left.issues)] : read.left
}

/** What a client says of an answer. */
const answered = (protocol: Protocol, of: AnyOperation, headers: Headers, body: Body): unknown => {
  const read = protocol.client(of).decodeResponse({ status: 200, headers, body })
  return read._tag === 'Right' ? read.right : 'issues' in read.left ? told(read.left.issues) : read.left
}

const forms: ReadonlyArray<Protocol> = [awsQuery, ec2Query]
const isForm = (protocol: Protocol): boolean => forms.includes(protocol)

describe('limits of a message', () => {
  const bounded = (bounds: Parameters<typeof limitsOf>[0]): AnyOperation => {
    const shape = limited(Text, limitsOf(bounds))
    return operationOf(shape, {}, { output: shape })
  }

  it('bytes of a body', () => {
    for (const protocol of protocols) {
      const full = requestOf(protocol, op, { text: 'abcdéfgh' })
      assert.ok(full.body._tag === 'Bytes')
      const size = full.body.bytes.length
      assert.deepEqual(asked(protocol, bounded({ size }), full), { text: 'abcdéfgh' }, protocol.id)
      const over = [`(root): expected at most ${size - 1} bytes, got ${size} bytes [size]`]
      assert.deepEqual(asked(protocol, bounded({ size: size - 1 }), full), ['Malformed', ...over], protocol.id)
      const { body } = protocol.server(op).encodeResponse({ _tag: 'Right', right: { text: 'abcdéfgh' } })
      assert.ok(body._tag === 'Bytes')
      const length = body.bytes.length
      assert.deepEqual(answered(protocol, bounded({ size: length }), [], body), { text: 'abcdéfgh' })
      assert.deepEqual(answered(protocol, bounded({ size: length - 1 }), [], body), [
        `(root): expected at most ${length - 1} bytes, got ${length} bytes [size]`,
      ])
    }
  })

  it('fields of a header', () => {
    for (const protocol of protocols) {
      const good = requestOf(protocol, op, { text: 'a' })
      const pairs = good.headers.length + 2
      // A form has pairs of its own.
      const of = bounded({ pairs: isForm(protocol) ? Math.max(pairs, 3) : pairs })
      const fields = (count: number): Headers => Array.from({ length: count }, (_, i) => [`x-${i}`, ''] as const)
      assert.deepEqual(asked(protocol, of, { ...good, headers: [...good.headers, ...fields(2)] }), { text: 'a' })
      assert.deepEqual(asked(protocol, of, { ...good, headers: [...good.headers, ...fields(3)] }), [
        'Malformed',
        `(root): expected at most ${pairs} header fields, got ${pairs + 1} header fields [size]`,
      ])
      const { body } = protocol.server(op).encodeResponse({ _tag: 'Right', right: { text: 'a' } })
      assert.deepEqual(answered(protocol, of, fields(pairs), body), { text: 'a' })
      assert.deepEqual(answered(protocol, of, fields(pairs + 1), body), [
        `(root): expected at most ${pairs} header fields, got ${pairs + 1} header fields [size]`,
      ])
    }
  })

  it('pairs of a query', () => {
    for (const protocol of [restJson1, restXml]) {
      const good = requestOf(protocol, op, { text: 'a' })
      assert.deepEqual(asked(protocol, bounded({ pairs: 2 }), { ...good, query: 'a=1&b=2' }), { text: 'a' })
      assert.deepEqual(asked(protocol, bounded({ pairs: 2 }), { ...good, query: 'a=1&b=2&c=3' }), [
        'Malformed',
        '(root): expected at most 2 pairs, got more pairs [size]',
      ])
    }
  })

  it('pairs of a form, and its escapes', () => {
    for (const protocol of forms) {
      const good = requestOf(protocol, op, { text: 'a' })
      assert.deepEqual(asked(protocol, bounded({ pairs: 2 }), good), [
        'Malformed',
        '(root): expected at most 2 pairs, got more pairs [size]',
      ])
      assert.deepEqual(asked(protocol, op, { ...good, body: bytesOf('Action=Put&Text=%zz') }), [
        'Malformed',
        '(root): expected percent-encoded pairs, got a broken escape in pair 1 [syntax]',
      ])
    }
  })

  it('nodes of XML and CBOR', () => {
    for (const [protocol, thing] of [
      [restXml, 'elements'],
      [rpcv2Cbor, 'arrays and maps'],
    ] as const) {
      const Holder = S.inferred('com.example#Holder', { inner: ['Inner', () => Text] })
      const good = requestOf(protocol, operationOf(Holder), { inner: { text: 'a' } })
      const shape = limited(Holder, limitsOf({ nodes: 1 }))
      assert.deepEqual(asked(protocol, operationOf(shape), good), [
        'Malformed',
        `(root): expected at most 1 ${thing}, got more ${thing} [size]`,
      ])
    }
  })
})

describe('issues of a syntax', () => {
  it('stand at the root, or at the payload, of their shape, and hold nothing of what came', () => {
    const Held = S.inferred('com.example#Held', {
      inner: ['Inner', () => Text, 0, { httpPayload: true }],
      name: ['Name', () => P.String, 0, { httpHeader: 'X-Name' }],
    })
    for (const [shape, path] of [
      [Text, []],
      [Held, ['Inner']],
    ] as const)
      for (const protocol of [restJson1, restXml]) {
        const of = operationOf(shape, {}, { output: shape })
        const headers: Headers = [['content-type', protocol === restXml ? 'application/xml' : 'application/json']]
        const good = { ...requestOf(protocol, operationOf(Text), { text: 'a' }), headers }
        const read = protocol.server(of).decodeRequest({ ...good, body: bytesOf('secret') })
        assert.ok(read._tag === 'Left' && read.left._tag === 'Malformed')
        const answer = protocol.client(of).decodeResponse({ status: 200, headers, body: bytesOf('secret') })
        assert.ok(answer._tag === 'Left' && 'issues' in answer.left)
        for (const [only, ...others] of [read.left.issues, answer.left.issues]) {
          assert.ok(only !== undefined && others.length === 0)
          assert.deepEqual(only.issue.path, path)
          assert.equal(only.issue.shape, shape.schema.id)
          assert.equal(only.issue.code, 'syntax')
          assert.equal(only.value, redacted)
          assert.equal(only.context.length, 1)
          assert.deepEqual([only.context[0]?.key, only.context[0]?.actual], ['', redacted])
          assert.equal(only.context[0]?.type, shapeOf(shape.schema))
          assert.equal(only.serverMessage, issueText(only.issue))
          assert.equal(only.message, issueText(only.issue))
        }
      }
  })
})

describe('types of content', () => {
  const payload = { httpPayload: true } as const
  const name = { name: ['Name', () => P.String, 0, { httpHeader: 'X-Name' }] } as const
  const Image = S.blob('com.example#Image', { mediaType: 'image/png' })
  const Note = S.string('com.example#Note', { mediaType: 'text/markdown' })
  const Data = S.blob('com.example#Data', { streaming: true })
  const held = (shape: AnyShape, id = 'Held'): AnyShape =>
    S.inferred(`com.example#${id}`, { ...name, data: ['Data', () => shape, 0, payload] })

  /** Whether the server takes a body of that type for the input. */
  const takes = (protocol: Protocol, shape: AnyShape, type: string | undefined, body: Body): boolean => {
    const request: HttpRequest = {
      method: 'PUT',
      host: undefined,
      hostPrefix: '',
      path: '/',
      query: '',
      headers: type === undefined ? [] : [['content-type', type]],
      body,
    }
    const read = protocol.server(operationOf(shape)).decodeRequest(request)
    return !(read._tag === 'Left' && read.left._tag === 'UnsupportedMediaType')
  }
  const full = bytesOf('x')
  const empties: ReadonlyArray<Body> = [{ _tag: 'None' }, bytesOf('')]
  const stream: Body = { _tag: 'Streaming', stream: (async function* () {})() }

  it('bytes that name no type come as any, or as none', () => {
    for (const protocol of [restJson1, restXml])
      for (const shape of [held(P.Blob), held(Data)])
        for (const type of [undefined, 'text/plain', 'application/octet-stream'])
          for (const body of [full, stream, ...empties]) assert.ok(takes(protocol, shape, type, body))
  })

  it('bytes and text of a type come as that type alone, in any spelling of it', () => {
    for (const protocol of [restJson1, restXml])
      for (const [shape, type] of [
        [held(Image), 'image/png'],
        [held(Note), 'text/markdown'],
        [held(P.String), 'text/plain'],
      ] as const) {
        for (const one of [type, type.toUpperCase(), `${type};a=b`]) assert.ok(takes(protocol, shape, one, full))
        assert.ok(!takes(protocol, shape, 'image/gif', full))
        assert.ok(!takes(protocol, shape, 'image/gif', { _tag: 'None' }))
        assert.ok(!takes(protocol, shape, undefined, full))
        assert.ok(!takes(protocol, shape, undefined, stream))
        for (const body of empties) assert.ok(takes(protocol, shape, undefined, body))
      }
  })

  it('members and payloads come in the format’s type, or in none where there is no body', () => {
    for (const [protocol, type] of [
      [restJson1, 'application/json'],
      [restXml, 'application/xml'],
    ] as const)
      for (const shape of [Text, held(Text), S.inferred('com.example#Named', name)]) {
        for (const one of [type, `${type}; charset=utf-8`]) assert.ok(takes(protocol, shape, one, full))
        assert.ok(!takes(protocol, shape, 'text/plain', full))
        const nothing = shape.schema.id === 'com.example#Named'
        assert.equal(takes(protocol, shape, undefined, full), nothing)
        for (const body of empties) {
          assert.ok(takes(protocol, shape, undefined, body))
          assert.ok(!takes(protocol, shape, 'text/plain', body))
        }
      }
  })

  it('an operation without an input takes no type but with nothing', () => {
    for (const protocol of [restJson1, restXml]) {
      for (const body of empties) assert.ok(takes(protocol, P.Unit, 'text/plain', body))
      assert.ok(!takes(protocol, P.Unit, 'text/plain', full))
      assert.ok(!takes(protocol, P.Unit, 'text/plain', stream))
      assert.ok(takes(protocol, P.Unit, undefined, full))
      const fault = protocol.server(operationOf(P.Unit)).decodeRequest({
        ...requestOf(protocol, operationOf(P.Unit), {}),
        headers: [['content-type', 'a/b']],
        body: full,
      })
      assert.deepEqual(fault, { _tag: 'Left', left: { _tag: 'UnsupportedMediaType', expected: 'none' } })
    }
  })

  it('a member that says the type lets any pass, and says it in the answer', () => {
    const typed = S.inferred('com.example#Typed', {
      type: ['Type', () => P.String, 0, { httpHeader: 'Content-Type' }],
      data: ['Data', () => Image, 0, payload],
    })
    for (const protocol of [restJson1, restXml]) {
      assert.ok(takes(protocol, typed, 'image/gif', full) && takes(protocol, typed, undefined, full))
      const { headers } = protocol
        .server(operationOf(Text, {}, { output: typed }))
        .encodeResponse({ _tag: 'Right', right: { type: 'image/gif', data: Uint8Array.of(1) } })
      assert.deepEqual(headers, [['Content-Type', 'image/gif']])
      assert.deepEqual(requestOf(protocol, operationOf(typed), { type: 'a/b', data: Uint8Array.of(1) }).headers, [
        ['Content-Type', 'a/b'],
      ])
    }
  })

  const typesOf = (protocol: Protocol, output: AnyShape, value: object, stream?: Body): ReadonlyArray<string> =>
    protocol
      .server(operationOf(P.Unit, {}, { output }))
      .encodeResponse({ _tag: 'Right', right: value }, stream === undefined ? {} : { stream })
      .headers.filter(([one]) => one.toLowerCase() === 'content-type')
      .map(([, type]) => type)

  it('answers say what lies in them', () => {
    const bytes = Uint8Array.of(1)
    for (const [protocol, type] of [
      [restJson1, 'application/json'],
      [restXml, 'application/xml'],
    ] as const) {
      assert.deepEqual(typesOf(protocol, held(P.Blob), { data: bytes }), ['application/octet-stream'])
      assert.deepEqual(typesOf(protocol, held(Image), { data: bytes }), ['image/png'])
      assert.deepEqual(typesOf(protocol, held(P.String), { data: 'a' }), ['text/plain'])
      assert.deepEqual(typesOf(protocol, held(Note), { data: 'a' }), ['text/markdown'])
      assert.deepEqual(typesOf(protocol, held(Text), { data: { text: 'a' } }), [type])
      for (const shape of [P.Blob, Image, P.String, Text]) assert.deepEqual(typesOf(protocol, held(shape), {}), [])
      assert.deepEqual(typesOf(protocol, Text, {}), [type])
      assert.deepEqual(typesOf(protocol, P.Unit, {}), [])
      assert.deepEqual(typesOf(protocol, held(Data), {}, full), ['application/octet-stream'])
      assert.deepEqual(typesOf(protocol, held(Data), {}), [])
      // Without members in the body, JSON answers an empty document and XML its type alone.
      const Named = S.inferred('com.example#Named', name)
      assert.deepEqual(typesOf(protocol, Named, { name: 'n' }), [type])
      const { body } = protocol
        .server(operationOf(P.Unit, {}, { output: Named }))
        .encodeResponse({ _tag: 'Right', right: { name: 'n' } })
      assert.deepEqual(body, protocol === restJson1 ? bytesOf('{}') : { _tag: 'None' })
      const Typed = S.inferred('com.example#Typed', {
        type: ['Type', () => P.String, 0, { httpHeader: 'content-TYPE' }],
      })
      assert.deepEqual(typesOf(protocol, Typed, {}), protocol === restJson1 ? [type] : [])
    }
  })

  it('what a request accepts', () => {
    const accepted = (protocol: Protocol, output: AnyShape, accept: string): boolean => {
      const of = operationOf(P.Unit, {}, { output })
      const request = requestOf(protocol, of, {})
      const read = protocol.server(of).decodeRequest({ ...request, headers: [...request.headers, ['accept', accept]] })
      if (read._tag === 'Left') assert.equal(read.left._tag, 'NotAcceptable')
      return read._tag === 'Right'
    }
    for (const [protocol, type] of [
      [restJson1, 'application/json'],
      [restXml, 'application/xml'],
    ] as const) {
      for (const output of [Text, P.Unit]) {
        for (const accept of [type, '*/*', 'application/*', ` a/b , ${type};q=1`, 'a/b,*/*', type.toUpperCase()])
          assert.ok(accepted(protocol, output, accept), accept)
        for (const accept of ['text/*', 'text/plain', '', '/*', 'application', 'a/*'])
          assert.ok(!accepted(protocol, output, accept), accept)
      }
      assert.ok(accepted(protocol, held(Image), 'image/*') && !accepted(protocol, held(Image), type))
      assert.ok(accepted(protocol, held(P.Blob), 'text/plain') && accepted(protocol, held(Data), 'text/plain'))
      assert.ok(!accepted(protocol, held(P.String), 'a/b') && accepted(protocol, held(P.String), 'text/plain'))
    }
  })
})

describe('whether writing can fail', () => {
  const total = (protocol: Protocol, rows: Record<string, S.Row>, traits: object = {}): boolean =>
    protocol.isTotal(operationOf(S.inferred('com.example#In', rows), traits))
  const text = () => P.String
  const json = [awsJson1_0, awsJson1_1, restJson1] as const

  it('never in JSON, nor in CBOR but for documents', () => {
    for (const protocol of [...json, rpcv2Cbor]) assert.equal(total(protocol, { a: ['A', text] }), true)
    for (const protocol of json) assert.equal(total(protocol, { a: ['A', () => P.Document] }), true)
    assert.equal(total(rpcv2Cbor, { a: ['A', () => P.Document] }), false)
    const Nested = S.list('com.example#Nested', () => P.Document)
    assert.equal(total(rpcv2Cbor, { a: ['A', text], b: ['B', () => Nested] }), false)
  })

  it('always in XML and forms', () => {
    for (const protocol of [restXml, awsQuery, ec2Query]) {
      assert.equal(total(protocol, { a: ['A', () => P.Integer] }), false)
      assert.equal(total(protocol, { a: ['A', text] }, { hostPrefix: 'a.' }), false)
    }
  })

  it('with a host, in all', () => {
    for (const protocol of protocols) assert.equal(total(protocol, { a: ['A', text] }, { hostPrefix: 'a.' }), false)
  })

  it('of REST, where a member lies in a label, a query, a header or a raw payload', () => {
    const Data = S.blob('com.example#Data', { streaming: true })
    const of = (row: S.Row, protocol: Protocol = restJson1): boolean => total(protocol, { a: row, b: ['B', text] })
    const places: ReadonlyArray<readonly [S.Row, boolean]> = [
      [['A', text, 1, { httpLabel: true }], false],
      [['A', text, 0, { httpQuery: 'a' }], false],
      [['A', text, 0, { httpHeader: 'a' }], false],
      [['A', text, 0, { httpPayload: true }], false],
      [['A', () => P.Blob, 0, { httpPayload: true }], false],
      [['A', () => Text, 0, { httpPayload: true }], true],
      [['A', () => P.Document, 0, { httpPayload: true }], true],
      [['A', () => Data, 0, { httpPayload: true }], true],
      [['A', () => P.Integer, 0, { httpResponseCode: true }], true],
    ]
    for (const [row, wanted] of places) assert.equal(of(row), wanted, JSON.stringify(row[3]))
    for (const [row] of places) assert.equal(of(row, restXml), false)
    // A stream or a status alone leaves nothing for a format to fail at.
    assert.equal(total(restXml, { a: ['A', () => Data, 0, { httpPayload: true }] }), true)
    assert.equal(total(restXml, {}), true)
  })

  it('a client takes an operation whose type says so, and then gives requests as they are', () => {
    const one = operation<unknown, unknown, never, 'total'>('com.example#Put', {
      input: Text,
      output: Text,
      errors: [],
      traits: { http: { method: 'PUT', uri: '/', code: 200 } },
      service: info,
      writes: 'total',
    })
    for (const protocol of [...json, rpcv2Cbor])
      assert.deepEqual(protocol.client(one).encodeRequest({ text: 'a' }), requestOf(protocol, op, { text: 'a' }))
    for (const protocol of protocols)
      assert.throws(
        () => protocol.client({ ...one, traits: { ...one.traits, hostPrefix: 'a.' } }),
        /^Error: writing com.example#Put can fail in this protocol, so its type must say so$/,
      )
  })
})
