/**
 * Messages at the edges of REST and query protocols: errors by status, payloads of errors, broken queries, hosts without labels, events.
 */
import assert from 'node:assert/strict'
import { readMessage } from '../../lib/format/eventStream.js'
import type { HttpRequest } from '../../lib/http/index.js'
import type { AnyOperation, Protocol } from '../../lib/index.js'
import {
  awsJson1_0,
  awsQuery,
  ec2Query,
  issueText,
  operation,
  protocols,
  restJson1,
  restXml,
  rpcv2Cbor,
  splitInitial,
} from '../../lib/index.js'
import { routeByUri } from '../../lib/protocol/routing.js'
import * as S from '../../lib/shape/index.js'
import { shapeOf } from '../../lib/shape/index.js'
import { info, operationOf, requestOf, response, textOf, xmlOf } from '../awso/fixture.js'

const { Prelude } = S

const Text = S.inferred('com.example#Text', { text: ['Text', () => Prelude.String] })

const told = (protocol: Protocol, op: AnyOperation, request: HttpRequest): unknown => {
  const read = protocol.server(op).decodeRequest(request)
  if (read._tag === 'Right') return read.right
  return 'issues' in read.left
    ? [read.left._tag, ...read.left.issues.map(({ issue }) => issueText(issue))]
    : read.left._tag
}

describe('requests at the edges', () => {
  const Asking = S.inferred('com.example#Asking', { q: ['Q', () => Prelude.String, 0, { httpQuery: 'q' }] })
  const asking = operationOf(Asking)

  it('a query with a broken escape is malformed, in its name or its value', () => {
    for (const protocol of [restJson1, restXml])
      for (const query of ['q=%zz', '%zz=q', 'q=a&x=%', 'q=%ff'])
        assert.deepEqual(told(protocol, asking, { ...requestOf(protocol, asking, { q: 'a' }), query }), [
          'Malformed',
          '(root): expected a percent-encoded query, got a broken escape [syntax]',
        ])
  })

  it('a query without a value is one of empty text', () => {
    assert.deepEqual(told(restJson1, asking, { ...requestOf(restJson1, asking, {}), query: 'q' }), { q: '' })
    assert.deepEqual(told(restJson1, asking, { ...requestOf(restJson1, asking, {}), query: 'q=a&q=b' }), { q: 'a' })
  })

  it('a payload of text or bytes is taken as it is, though it be a document of the format', () => {
    const held = (shape: S.AnyShape) =>
      S.inferred('com.example#Held', { data: ['Data', () => shape, 0, { httpPayload: true }] })
    for (const text of ['{}', '{"Data":"a"}', '<Held/>', '<Held><Data>a</Data></Held>'])
      for (const [shape, data] of [
        [held(Prelude.String), text],
        [held(Prelude.Blob), new TextEncoder().encode(text)],
      ] as const)
        for (const protocol of [restJson1, restXml]) {
          const op = operationOf(shape, {}, { output: shape })
          assert.deepEqual(told(protocol, op, requestOf(protocol, op, { data })), { data })
          const answer = protocol.server(op).encodeResponse({ _tag: 'Right', right: { data } })
          assert.deepEqual(protocol.client(op).decodeResponse(answer), { _tag: 'Right', right: { data } })
        }
  })

  it('a host prefix without labels stands as it is; one of a member that is not there is empty', () => {
    for (const protocol of protocols) {
      assert.equal(requestOf(protocol, operationOf(Text, { hostPrefix: 'data.' }), { text: 'a' }).hostPrefix, 'data.')
      assert.equal(
        requestOf(protocol, operationOf(Text, { hostPrefix: '{Nobody}data.' }), { text: 'a' }).hostPrefix,
        'data.',
      )
      assert.equal(requestOf(protocol, operationOf(Text), { text: 'a' }).hostPrefix, '')
    }
    const written = awsJson1_0.client(operationOf(Text, { hostPrefix: '{Text}.' })).encodeRequest({})
    assert.ok(written._tag === 'Left')
    assert.deepEqual(
      written.left.map(({ issue }) => issueText(issue)),
      ['Text: expected a label of a host name, got other text [unrepresentable]'],
    )
  })

  it('an operation without a place in HTTP has the root', () => {
    const bare = operation<unknown, unknown, never, 'partial'>('com.example#Bare', {
      input: Text,
      output: Text,
      errors: [],
      traits: {},
      service: info,
      writes: 'partial',
    })
    for (const protocol of [restJson1, restXml]) {
      const written = protocol.client(bare).encodeRequest({ text: 'a' })
      assert.ok(written._tag === 'Right')
      assert.deepEqual([written.right.method, written.right.path], ['POST', '/'])
      assert.deepEqual(told(protocol, bare, written.right), { text: 'a' })
    }
    assert.deepEqual(
      routeByUri({ operations: [bare] } as never)({
        ...requestOf(restJson1, asking, {}),
        path: '/',
      }),
      {
        _tag: 'Left',
        left: { _tag: 'NotFound' },
      },
    )
  })

  it('a message that is no structure is a defect of the program', () => {
    const odd = { ...operationOf(Text), input: Prelude.String } as never as AnyOperation
    assert.throws(() => awsJson1_0.client(odd), /^Error: smithy.api#String is no structure, and so no message$/)
  })

  it('several validation errors are counted', () => {
    const Short = S.string('com.example#Short', { length: { max: 1 } })
    const op = operationOf(S.inferred('com.example#In', { a: ['A', () => Short], b: ['B', () => Short] }))
    const read = restJson1.server(op).decodeRequest(requestOf(restJson1, op, { a: 'xy', b: 'xy' }))
    assert.ok(read._tag === 'Left')
    assert.match(
      textOf(restJson1.server(op).encodeFault(read.left)),
      /^\{"message":"2 validation errors detected\. Value .+; Value .+","fieldList":\[\{.+\},\{.+\}\]\}$/,
    )
  })
})

describe('errors at the edges', () => {
  const Raw = S.inferred(
    'com.example#Raw',
    { data: ['Data', () => Prelude.Blob, 0, { httpPayload: true }] },
    { error: 'server' },
  )
  const Nested = S.inferred(
    'com.example#Nested',
    { inner: ['Inner', () => Text, 0, { httpPayload: true }] },
    { error: 'client', httpError: 409 },
  )
  const op = operationOf(Text, {}, { errors: [Raw, Nested] })

  it('an error whose payload is its body is told by a header', () => {
    const answer = restJson1
      .server(op)
      .encodeResponse({ _tag: 'Left', left: { _tag: 'Raw', value: { data: Uint8Array.of(1, 2) } } }, { requestId: 'r' })
    assert.equal(answer.status, 500)
    assert.deepEqual(answer.body, { _tag: 'Bytes', bytes: Uint8Array.of(1, 2) })
    assert.ok(answer.headers.some(([name, value]) => name === 'content-type' && value === 'application/octet-stream'))
    const read = restJson1.client(op).decodeResponse(answer)
    assert.ok(read._tag === 'Left' && read.left._tag === 'Raw' && 'value' in read.left)
    assert.deepEqual(read.left.value, { data: Uint8Array.of(1, 2) })
    assert.equal(read.left.requestId, 'r')
    const nested = restJson1
      .server(op)
      .encodeResponse({ _tag: 'Left', left: { _tag: 'Nested', value: { inner: { text: 'a' } } } })
    assert.deepEqual([nested.status, textOf(nested)], [409, '{"Text":"a"}'])
    const bare = restJson1.server(op).encodeResponse({ _tag: 'Left', left: { _tag: 'Nested', value: {} } })
    assert.deepEqual([bare.status, bare.body], [409, { _tag: 'None' }])
  })

  it('an error that cannot be written is a failure of the server', () => {
    const Loud = S.inferred('com.example#Loud', { message: ['message', () => Prelude.String] }, { error: 'client' })
    const loud = operationOf(Text, {}, { errors: [Loud], output: Text })
    for (const [protocol, type] of [
      [restXml, 'application/xml'],
      [awsQuery, 'text/xml'],
      [ec2Query, 'text/xml;charset=UTF-8'],
    ] as const) {
      for (const answer of [
        protocol
          .server(loud)
          .encodeResponse({ _tag: 'Left', left: { _tag: 'Loud', value: { message: '\u0000' } } }, { requestId: 'r' }),
        protocol.server(loud).encodeResponse({ _tag: 'Right', right: { text: '\u0000' } }, { requestId: 'r' }),
      ]) {
        assert.equal(answer.status, 500)
        assert.deepEqual(answer.headers, [
          ['content-type', type],
          ['x-amzn-requestid', 'r'],
        ])
        const read = protocol.client(loud).decodeResponse(answer)
        assert.ok(read._tag === 'Left' && read.left._tag === 'UnknownError')
        assert.deepEqual(
          [read.left.code, read.left.message, read.left.requestId],
          ['InternalFailure', 'the answer cannot be written in this protocol', 'r'],
        )
      }
    }
  })

  it('a member that has to stand before a stream of events is not guessed, before a stream of bytes it is', () => {
    const stream = (target: S.AnyShape['schema']) =>
      S.structure<{ readonly room: string }, never, { readonly room: string }>(
        'com.example#Answer',
        { room: ['Room', () => Prelude.String, 1, { httpHeader: 'X-Room' }] },
        {},
        { held: ['Held', () => shapeOf(target), 0, { httpPayload: true }] } as never,
      ) as unknown as S.AnyShape
    const events = stream({
      _tag: 'union',
      id: 'com.example#Held',
      traits: { streaming: true },
      members: [{ name: 'a', field: 'a', required: false, traits: {}, target: () => Text.schema }],
    })
    const bytes = stream({ _tag: 'blob', id: 'com.example#Held', traits: { streaming: true } })
    for (const protocol of [restJson1, restXml]) {
      const read = (output: S.AnyShape, headers: HttpRequest['headers']) =>
        protocol
          .client(operationOf(Text, {}, { output }))
          .decodeResponse({ status: 200, headers, body: { _tag: 'None' } })
      const guessed = read(events, [])
      assert.ok(guessed._tag === 'Left' && 'issues' in guessed.left)
      assert.deepEqual(
        guessed.left.issues.map(({ issue }) => issueText(issue)),
        ['Room: expected a value, got nothing [missing]'],
      )
      assert.deepEqual(read(events, [['x-room', 'a']]), { _tag: 'Right', right: { room: 'a' } })
      assert.deepEqual(read(bytes, []), { _tag: 'Right', right: { room: '' } })
    }
  })

  it('an empty body of an error is one without members', () => {
    for (const protocol of [restJson1, restXml]) {
      const read = protocol.client(op).decodeResponse(response(409, [['x-amzn-errortype', 'Nested']], ''))
      assert.ok(read._tag === 'Left')
      assert.equal(read.left._tag, protocol === restJson1 ? 'Nested' : 'UnknownError')
    }
  })
})

describe('events of the protocols that post forms', () => {
  const Note = S.inferred('com.example#Note', { text: ['Text', () => Prelude.String, 1] })
  const Notes = shapeOf({
    _tag: 'union',
    id: 'com.example#Notes',
    traits: { streaming: true },
    members: [{ name: 'note', field: 'note', required: false, traits: {}, target: () => Note.schema }],
  })
  it('the members of an answer go before its events, wrapped as any answer is', async () => {
    const Answer = S.structure<{ readonly room: string }, never, { readonly room: string }>(
      'com.example#Answer',
      { room: ['Room', () => Prelude.String, 1] },
      {},
      { notes: ['Notes', () => Notes] },
    )
    const talk = operationOf(Text, {}, { output: Answer as unknown as S.AnyShape })
    const first = async (protocol: Protocol, requestId?: string): Promise<string> => {
      const answer = protocol
        .server(talk)
        .encodeResponse(
          { _tag: 'Right', right: { room: 'a' } },
          { stream: { _tag: 'None' }, ...(requestId === undefined ? {} : { requestId }) },
        )
      const { message } = await splitInitial(answer)
      return xmlOf(message)
    }
    const root = '<PutResponse xmlns="https://example.com/doc/">'
    const id = '<RequestId>r</RequestId>'
    assert.equal(await first(awsQuery), `${root}<PutResult><Room>a</Room></PutResult></PutResponse>`)
    assert.equal(
      await first(awsQuery, 'r'),
      `${root}<PutResult><Room>a</Room></PutResult><ResponseMetadata>${id}</ResponseMetadata></PutResponse>`,
    )
    assert.equal(await first(ec2Query), `${root}<Room>a</Room></PutResponse>`)
    assert.equal(await first(ec2Query, 'r'), `${root}<Room>a</Room><requestId>r</requestId></PutResponse>`)
  })

  for (const protocol of [awsQuery, ec2Query, restXml, rpcv2Cbor])
    it(protocol.id, () => {
      const codec = protocol.events(Notes, 'client')
      const event = { _tag: 'note', value: { text: 'a' } }
      const written = codec.encode(event)
      assert.ok(written._tag === 'Right')
      const read = readMessage(written.right)
      assert.ok(read._tag === 'Right')
      assert.deepEqual(codec.decode(read.right), { _tag: 'Right', right: event })
      const odd = codec.decode({
        headers: read.right.headers,
        payload:
          protocol === rpcv2Cbor ? Uint8Array.of(0x01) : new TextEncoder().encode('<Note><Text><x/></Text></Note>'),
      })
      assert.ok(odd._tag === 'Left')
      assert.equal(odd.left[0]?.issue.code, 'type')
    })
})
