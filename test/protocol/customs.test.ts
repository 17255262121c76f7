/**
 * The last changes to requests and the first to those that came, and where each stands among the others.
 */
import assert from 'node:assert/strict'
import type { HttpRequest } from '../../lib/http/index.js'
import type { AnyOperation, Protocol } from '../../lib/index.js'
import { awsJson1_0, issueText, operation, protocols, restJson1, restXml, service } from '../../lib/index.js'
import type { OperationTraits } from '../../lib/operation/Operation.js'
import * as S from '../../lib/shape/index.js'
import { Prelude as P } from '../../lib/shape/index.js'
import { info, operationOf, requestOf, textOf, xmlOf } from '../awso/fixture.js'

const Text = S.inferred('com.example#Text', { text: ['Text', () => P.String] })

/** An operation that has no place in HTTP. */
const bare = (traits: OperationTraits) =>
  operation<unknown, unknown, never, 'partial'>('com.example#Put', {
    input: Text,
    output: Text,
    errors: [],
    traits,
    service: info,
    writes: 'partial',
  })

describe('rows of a service', () => {
  it('see what is sent, and where', () => {
    const seen: Array<unknown> = []
    const custom: OperationTraits['custom'] = {
      outgoing: (request, sent) => {
        seen.push(sent)
        return { ...request, host: 'h' }
      },
    }
    const endpoint = { host: 'example.com' }
    const places: ReadonlyArray<readonly [ReturnType<typeof operationOf>, string]> = [
      [operationOf(Text, { custom, http: { method: 'PUT', uri: '/x?y', code: 200 } }), '/x?y'],
      [bare({ custom }), '/'],
    ]
    for (const protocol of protocols) {
      for (const [op, uri] of places) {
        seen.length = 0
        const written = protocol.client(op, { endpoint }).encodeRequest({ text: 'a' })
        assert.ok(written._tag === 'Right')
        assert.equal(written.right.host, 'h')
        requestOf(protocol, op, { text: 'b' })
        const sent = { operationName: 'Put', uri, version: '2020-01-01' }
        assert.deepEqual(seen, [
          { ...sent, input: { text: 'a' }, endpoint },
          { ...sent, input: { text: 'b' }, endpoint: undefined },
        ])
      }
    }
  })

  it('prepare the input first, which the others are given', () => {
    const custom: OperationTraits['custom'] = {
      prepare: (input) => ({ ...input, text: 'prepared' }),
      outgoing: (request, { input }) => ({ ...request, host: String(input['text']) }),
    }
    for (const protocol of protocols) {
      const request = requestOf(protocol, operationOf(Text, { custom }), { text: 'a' })
      assert.equal(request.host, 'prepared')
      assert.match(textOf(request), /prepared/)
    }
  })

  it('change what came before it is read and routed, or leave it', () => {
    const uris: Array<string> = []
    const moved = (request: HttpRequest, uri: string): HttpRequest => {
      uris.push(uri)
      return { ...request, path: request.path.replace('/moved', '') }
    }
    for (const protocol of protocols) {
      const op = operationOf(Text, { custom: { incoming: moved }, http: { method: 'PUT', uri: '/x', code: 200 } })
      const request = requestOf(protocol, op, { text: 'a' })
      const given = { ...request, path: `/moved${request.path}` }
      assert.deepEqual(protocol.server(op).decodeRequest(given), { _tag: 'Right', right: { text: 'a' } })
      const found = protocol.route(service(info, [op as AnyOperation]))(given)
      assert.ok(found._tag === 'Right' && found.right === op)
      const plain = operationOf(Text, { custom: {}, http: { method: 'PUT', uri: '/x', code: 200 } })
      assert.deepEqual(protocol.server(plain).decodeRequest(request), { _tag: 'Right', right: { text: 'a' } })
      assert.equal(protocol.route(service(info, [plain as AnyOperation]))(request)._tag, 'Right')
      protocol.server(bare({ custom: { incoming: moved } })).decodeRequest(request)
    }
    assert.deepEqual([...new Set(uris)].sort(), ['/', '/x'])
  })

  it('what is refused is refused before the last changes', () => {
    const custom: OperationTraits['custom'] = { outgoing: () => assert.fail('nothing is sent') }
    const op = operationOf(Text, { custom, hostPrefix: '{Text}.' })
    for (const protocol of protocols) {
      const written = protocol.client(op).encodeRequest({ text: 'a.b' })
      assert.ok(written._tag === 'Left')
      assert.deepEqual(
        written.left.map(({ issue }) => issueText(issue)),
        ['Text: expected a label of a host name, got other text [unrepresentable]'],
      )
    }
  })
})

describe('labels of a host', () => {
  const op = operationOf(Text, { hostPrefix: 'x-{Text}.y-{Text}.' })
  it('are letters, digits and hyphens, 63 at most, with no hyphen at an end', () => {
    for (const text of ['a', 'Z', '0', 'a-b', 'a--b', '9z', 'a'.repeat(63), `a${'-'.repeat(61)}b`])
      for (const protocol of [restJson1, restXml, awsJson1_0])
        assert.equal(requestOf(protocol, op, { text }).hostPrefix, `x-${text}.y-${text}.`)
    for (const text of [
      '',
      '-',
      '-a',
      'a-',
      'a_b',
      'a.b',
      'a\n',
      '\na',
      'é',
      'a b',
      'a'.repeat(64),
      '[',
      '@',
      '`',
      '/',
      ':',
    ]) {
      const written = restJson1.client(op).encodeRequest({ text })
      assert.ok(written._tag === 'Left', JSON.stringify(text))
      assert.deepEqual(
        written.left.map(({ issue }) => [issue.path, issue.shape]),
        [
          [['Text'], 'smithy.api#String'],
          [['Text'], 'smithy.api#String'],
        ],
      )
    }
  })

  it('are told by their member’s name, whatever is secret around it', () => {
    const Secret = S.inferred('com.example#Secret', { text: ['Text', () => P.String] }, { sensitive: true })
    const written = restJson1.client(operationOf(Secret, { hostPrefix: '{Text}.' })).encodeRequest({ text: 'a.b' })
    assert.ok(written._tag === 'Left')
    assert.deepEqual(written.left[0]?.issue.path, ['Text'])
  })

  it('hold text alone', () => {
    const odd = operationOf(S.inferred('com.example#Odd', { n: ['N', () => P.Integer] }), { hostPrefix: '{N}.' })
    assert.equal(awsJson1_0.client(odd).encodeRequest({ n: 1 })._tag, 'Left')
  })
})

describe('compression and checksums', () => {
  const op = (traits: OperationTraits) => operationOf(Text, { compression: ['br', 'gzip'], ...traits })
  const compress = (bytes: Uint8Array, encoding: string): Uint8Array =>
    new TextEncoder().encode(`${encoding} of ${bytes.length}`)
  const written = (protocol: Protocol, of: ReturnType<typeof op>, text: string): HttpRequest => {
    const made = protocol.client(of, { compress }).encodeRequest({ text })
    assert.ok(made._tag === 'Right')
    return made.right
  }

  it('begins at a body of 10,240 bytes', () => {
    const around = '{"Text":""}'.length
    for (const protocol of [restJson1, awsJson1_0]) {
      const [small, large] = [10_239, 10_240].map((n) => written(protocol, op({}), 'x'.repeat(n - around)))
      assert.ok(small !== undefined && large !== undefined)
      assert.ok(!small.headers.some(([name]) => name === 'content-encoding'))
      assert.equal(textOf(large), 'gzip of 10240')
      assert.deepEqual(large.headers.slice(-1), [['content-encoding', 'gzip']])
      assert.deepEqual(large.headers.slice(0, -1), small.headers)
      const other = written(protocol, op({ compression: ['br'] }), 'x'.repeat(20_000))
      assert.ok(textOf(other).length > 20_000)
      const none = written(protocol, operationOf(Text), 'x'.repeat(20_000))
      assert.ok(textOf(none).length > 20_000)
    }
  })

  it('comes before the checksum, which is of what is sent', () => {
    const md5 = (bytes: Uint8Array): Uint8Array => Uint8Array.of(bytes.length & 255)
    const request = written(restJson1, op({ md5 }), 'x'.repeat(20_000))
    assert.deepEqual(request.headers.slice(1), [
      ['content-encoding', 'gzip'],
      ['content-md5', btoa(String.fromCharCode('gzip of 20011'.length))],
    ])
    const unit = restJson1.client(operationOf(P.Unit, { md5 })).encodeRequest({})
    assert.ok(unit._tag === 'Right')
    assert.deepEqual(unit.right.headers, [])
  })
})

describe('outputs of S3 that are their only member', () => {
  const traits: OperationTraits = { other: { 'aws.customizations#s3UnwrappedXmlOutput': {} } }
  const Place = S.inferred('com.example#Place', {
    place: ['Place', () => P.String, 0, { xmlNamespace: { uri: 'urn:p' } }],
  })
  const Nested = S.inferred('com.example#Nested', { text: ['Text', () => Text] })
  const Own = S.inferred(
    'com.example#Own',
    { text: ['Text', () => P.String] },
    { xmlNamespace: { uri: 'urn:o', prefix: 'o' } },
  )
  const op = (output: S.AnyShape) => operationOf(Text, traits, { output })
  const answer = (output: S.AnyShape, value: object): string =>
    xmlOf(restXml.server(op(output)).encodeResponse({ _tag: 'Right', right: value }))
  const read = (output: S.AnyShape, text: string): unknown => {
    const got = restXml
      .client(op(output))
      .decodeResponse({ status: 200, headers: [], body: { _tag: 'Bytes', bytes: new TextEncoder().encode(text) } })
    assert.ok(got._tag === 'Right', text)
    return got.right
  }

  it('are written as that member, in its own namespace, its output’s or else the service’s', () => {
    assert.equal(answer(Text, { text: 'a' }), '<Text xmlns="https://example.com/doc/">a</Text>')
    assert.equal(answer(Place, { place: 'a' }), '<Place xmlns="urn:p">a</Place>')
    assert.equal(answer(Text, {}), '<Text xmlns="https://example.com/doc/"/>')
    assert.equal(answer(Own, { text: 'a' }), '<Text xmlns:o="urn:o">a</Text>')
    assert.equal(
      answer(Nested, { text: { text: 'a' } }),
      '<Text xmlns="https://example.com/doc/"><Text>a</Text></Text>',
    )
  })

  it('are read from it, where it is not empty', () => {
    assert.deepEqual(read(Text, '<Text>a</Text>'), { text: 'a' })
    assert.deepEqual(read(Text, '<Text/>'), {})
    assert.deepEqual(read(Text, '<Other>a</Other>'), {})
    assert.deepEqual(read(Text, '<Text> </Text>'), { text: ' ' })
    assert.deepEqual(read(Nested, '<Text><Text>a</Text></Text>'), { text: { text: 'a' } })
    assert.deepEqual(read(Nested, '<Text/>'), {})
  })

  it('is said of outputs alone', () => {
    assert.equal(
      xmlOf(requestOf(restXml, operationOf(Nested, traits, { output: Text }), { text: { text: 'a' } })),
      '<Nested xmlns="https://example.com/doc/"><Text><Text>a</Text></Text></Nested>',
    )
  })
})

describe('names of documents', () => {
  it('a payload has its member’s name where that has one, else its own', () => {
    const Named = S.inferred('com.example#Named', { text: ['Text', () => P.String] }, { xmlName: 'Own' })
    const Held = (xmlName?: string, of: typeof Text = Text) =>
      S.inferred('com.example#Held', {
        inner: ['Inner', () => of, 0, { httpPayload: true, ...(xmlName === undefined ? {} : { xmlName }) }],
        name: ['Name', () => P.String, 0, { httpHeader: 'X-Name' }],
      })
    for (const [shape, root] of [
      [Held(), 'Text'],
      [Held('Other'), 'Other'],
      [Held(undefined, Named), 'Own'],
      [Held('Other', Named), 'Other'],
    ] as const) {
      const op = operationOf(shape, {}, { output: shape })
      const text = `<${root} xmlns="https://example.com/doc/"><Text>a</Text></${root}>`
      assert.equal(xmlOf(requestOf(restXml, op, { inner: { text: 'a' } })), text)
      const answer = restXml.server(op).encodeResponse({ _tag: 'Right', right: { inner: { text: 'a' } } })
      assert.equal(xmlOf(answer), text)
      assert.deepEqual(restXml.client(op).decodeResponse(answer), { _tag: 'Right', right: { inner: { text: 'a' } } })
    }
  })

  it('a shape’s own namespace goes before the service’s', () => {
    const Own = S.inferred(
      'com.example#Own',
      { text: ['Text', () => P.String] },
      { xmlNamespace: { uri: 'urn:o', prefix: 'o' } },
    )
    assert.equal(
      xmlOf(requestOf(restXml, operationOf(Own), { text: 'a' })),
      '<Own xmlns:o="urn:o"><Text>a</Text></Own>',
    )
  })
})

describe('structures for payloads that may be absent', () => {
  const held = (required: 0 | 1) =>
    S.inferred('com.example#Held', {
      inner: ['Inner', () => Text, required, { httpPayload: true }],
      name: ['Name', () => P.String, 0, { httpHeader: 'X-Name' }],
    })
  it('JSON: an absent one is sent as an empty one, and so is read as absent unless it is required', () => {
    for (const [required, read] of [
      [0, {}],
      [1, { inner: {} }],
    ] as const) {
      const op = operationOf(held(required))
      const request = requestOf(restJson1, op, { inner: {} })
      assert.equal(textOf(request), '{}')
      assert.deepEqual(restJson1.server(op).decodeRequest(request), { _tag: 'Right', right: read })
    }
    const op = operationOf(held(0))
    assert.equal(textOf(requestOf(restJson1, op, {})), '{}')
    assert.deepEqual(requestOf(restXml, op, {}).body, { _tag: 'None' })
    const answered = operationOf(P.Unit, {}, { output: held(0) })
    assert.deepEqual(restJson1.server(answered).encodeResponse({ _tag: 'Right', right: {} }).body, { _tag: 'None' })
    const Listed = S.inferred('com.example#Listed', {
      map: [
        'Map',
        () =>
          S.map(
            'com.example#Map',
            () => P.String,
            () => P.String,
          ),
        0,
        { httpPayload: true },
      ],
    })
    const maps = operationOf(Listed)
    assert.deepEqual(requestOf(restJson1, maps, {}).body, { _tag: 'None' })
    assert.deepEqual(restJson1.server(maps).decodeRequest(requestOf(restJson1, maps, { map: {} })), {
      _tag: 'Right',
      right: { map: {} },
    })
  })
})
