/**
 * What surrounds a body: hosts, compression, checksums, streams, and the rows of services that differ.
 */
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { gunzipSync, gzipSync } from 'node:zlib'
import type { Body } from '../../lib/http/index.js'
import { headerNamed, headersNamed } from '../../lib/http/index.js'
import { awsJson1_0, awsJson1_1, customisationOf, protocols, restJson1, restXml } from '../../lib/index.js'
import * as S from '../../lib/shape/index.js'
import { Prelude as P, shapeOf } from '../../lib/shape/index.js'
import { operationOf, readRequest, requestOf, roundTrip, textOf } from '../awso/fixture.js'

const structure = (name: string, rows: Record<string, S.Row>) => S.inferred(`com.example#${name}`, rows)

describe('host prefixes', () => {
  const Input = structure('Input', {
    account: ['Account', () => P.String, 1, { hostLabel: true }],
    name: ['Name', () => P.String],
  })
  const op = operationOf(Input, { hostPrefix: '{Account}.data.' })
  it('hold labels, which stay in the body too', () => {
    for (const protocol of protocols) {
      const request = requestOf(protocol, op, { account: 'a-1', name: 'n' })
      assert.equal(request.hostPrefix, 'a-1.data.')
      assert.deepEqual(readRequest(protocol, op, request), { account: 'a-1', name: 'n' })
    }
  })
  it('change nothing else of a request', () => {
    for (const protocol of protocols) {
      const input = { account: 'a-1', name: 'n&é' }
      const [bare, prefixed] = [operationOf(Input), op].map((one) => requestOf(protocol, one, input))
      assert.deepEqual({ ...prefixed, hostPrefix: '' }, bare)
    }
  })
  it('refuse what is no label of a host', () => {
    for (const account of ['', 'a.b', '-a', 'a-', 'a b', 'é', 'a'.repeat(64), 'evil.example.com/']) {
      const written = restJson1.client(op).encodeRequest({ account })
      assert.ok(written._tag === 'Left' && written.left[0]?.issue.code === 'unrepresentable', account)
      assert.deepEqual(written.left[0].issue.path, ['Account'])
    }
  })
})

describe('compression', () => {
  const op = operationOf(structure('Input', { text: ['Text', () => P.String] }), { compression: ['br', 'gzip'] })
  const compress = (bytes: Uint8Array): Uint8Array => gzipSync(bytes)
  it('of bodies from 10,240 bytes on, by a function handed in', () => {
    for (const protocol of protocols) {
      const written = protocol.client(op, { compress }).encodeRequest({ text: 'x'.repeat(20_000) })
      assert.ok(written._tag === 'Right' && written.right.body._tag === 'Bytes')
      assert.equal(headerNamed(written.right.headers, 'content-encoding'), 'gzip')
      assert.ok(gunzipSync(written.right.body.bytes).length > 20_000)
      const small = protocol.client(op, { compress }).encodeRequest({ text: 'x' })
      assert.ok(small._tag === 'Right' && headerNamed(small.right.headers, 'content-encoding') === undefined)
    }
    assert.equal(
      headerNamed(requestOf(restJson1, op, { text: 'x'.repeat(20_000) }).headers, 'content-encoding'),
      undefined,
    )
  })
  it('goes behind an encoding that the request names', () => {
    const bound = operationOf(
      structure('Input', {
        text: ['Text', () => P.String],
        encoding: ['Encoding', () => P.String, 0, { httpHeader: 'Content-Encoding' }],
      }),
      { compression: ['gzip'] },
    )
    const written = restJson1
      .client(bound, { compress })
      .encodeRequest({ text: 'x'.repeat(20_000), encoding: 'custom' })
    assert.ok(written._tag === 'Right')
    assert.deepEqual(headersNamed(written.right.headers, 'content-encoding'), ['custom, gzip'])
  })
})

describe('checksums', () => {
  it('Content-MD5 of the body, unless the input says one', () => {
    const md5 = (bytes: Uint8Array): Uint8Array => createHash('md5').update(bytes).digest()
    const Input = structure('Input', {
      text: ['Text', () => P.String],
      md5: ['MD5', () => P.String, 0, { httpHeader: 'Content-MD5' }],
    })
    const op = operationOf(Input, { md5 })
    const request = requestOf(restJson1, op, { text: 'x' })
    assert.equal(
      headerNamed(request.headers, 'content-md5'),
      createHash('md5').update(textOf(request)).digest('base64'),
    )
    assert.deepEqual(headersNamed(requestOf(restJson1, op, { text: 'x', md5: 'mine' }).headers, 'content-md5'), [
      'mine',
    ])
  })
})

describe('streams', () => {
  it('are passed through, neither read nor copied', () => {
    const Data = S.blob('com.example#Data', { streaming: true })
    const op = operationOf(
      structure('Input', {
        name: ['Name', () => P.String, 1, { httpHeader: 'X-Name' }],
        data: ['Data', () => Data, 0, { httpPayload: true }],
      }),
    )
    const stream: Body = {
      _tag: 'Streaming',
      stream: {
        [Symbol.asyncIterator]: () => {
          throw new Error('read')
        },
      },
    }
    for (const protocol of [restJson1, restXml]) {
      const written = protocol.client(op).encodeRequest({ name: 'n' }, stream)
      assert.ok(written._tag === 'Right' && written.right.body === stream)
      assert.equal(headerNamed(written.right.headers, 'content-type'), 'application/octet-stream')
      assert.deepEqual(readRequest(protocol, op, written.right), { name: 'n' })
    }
  })
})

describe('payloads that are absent', () => {
  it('are sent as nothing, and so say no type', () => {
    const Text = structure('Text', { text: ['Text', () => P.String] })
    const Data = S.blob('com.example#Data', { streaming: true })
    for (const protocol of [restJson1, restXml])
      for (const shape of [P.Blob, P.String, Data, ...(protocol === restXml ? [Text] : [])]) {
        const op = operationOf(structure('Held', { data: ['Data', () => shape, 0, { httpPayload: true }] }))
        const request = requestOf(protocol, op, {})
        assert.deepEqual([request.headers, request.body], [[], { _tag: 'None' }])
        assert.deepEqual(readRequest(protocol, op, request), {})
      }
  })
})

describe('streams of events', () => {
  it('are told by the type of a message, and taken as that type alone', () => {
    const Note = structure('Note', { text: ['Text', () => P.String] })
    const Notes = shapeOf({
      _tag: 'union',
      id: 'com.example#Notes',
      traits: { streaming: true },
      members: [{ name: 'note', field: 'note', required: false, traits: {}, target: () => Note.schema }],
    })
    const Talk = structure('Talk', { notes: ['Notes', () => Notes, 0, { httpPayload: true }] })
    const op = operationOf(Talk, {}, { output: Talk })
    const stream: Body = { _tag: 'Streaming', stream: (async function* () {})() }
    const type = 'application/vnd.amazon.eventstream'
    for (const protocol of [restJson1, restXml]) {
      const written = protocol.client(op).encodeRequest({}, stream)
      assert.ok(written._tag === 'Right' && written.right.body === stream)
      assert.deepEqual(written.right.headers, [['content-type', type]])
      assert.deepEqual(readRequest(protocol, op, written.right), {})
      for (const other of ['application/json', 'text/plain', 'application/octet-stream'])
        assert.equal(
          readRequest(protocol, op, { ...written.right, headers: [['content-type', other]] }),
          'UnsupportedMediaType',
        )
      const answer = protocol.server(op).encodeResponse({ _tag: 'Right', right: {} }, { stream })
      assert.deepEqual(answer, { status: 200, headers: [['content-type', type]], body: stream })
    }
  })
})

describe('queries', () => {
  it('begin with what the template says, which goes before a parameter of that name', () => {
    const Params = S.map(
      'com.example#Params',
      () => P.String,
      () => P.String,
    )
    const Input = structure('Input', {
      q: ['Q', () => P.String, 0, { httpQuery: 'q q' }],
      params: ['Params', () => Params, 0, { httpQueryParams: true }],
    })
    const op = operationOf(Input, { http: { method: 'PUT', uri: '/?x%20y=1&flag', code: 200 } })
    for (const protocol of [restJson1, restXml]) {
      const request = requestOf(protocol, op, { q: 'a&b', params: { 'x y': '2', flag: 'f', 'z/': '=', 'q q': 'no' } })
      assert.equal(request.query, 'x%20y=1&flag&q%20q=a%26b&z%2F=%3D')
    }
  })
})

describe('services that differ', () => {
  const custom = (sdkId: string) => customisationOf(sdkId) as NonNullable<ReturnType<typeof customisationOf>>

  it('no other service has a row', () => {
    assert.equal(customisationOf('Connect'), undefined)
    assert.equal(customisationOf('__proto__'), undefined)
  })

  it('Glacier: the version in a header, the account’s own id for an absent one', () => {
    const Input = structure('Input', { accountId: ['accountId', () => P.String, 1, { httpLabel: true }] })
    const op = operationOf(Input, {
      http: { method: 'GET', uri: '/{accountId}/vaults', code: 200 },
      custom: custom('Glacier'),
    })
    for (const input of [{}, { accountId: '' }]) {
      const request = requestOf(restJson1, op, input)
      assert.equal(request.path, '/-/vaults')
      assert.equal(headerNamed(request.headers, 'x-amz-glacier-version'), '2020-01-01')
    }
    assert.equal(requestOf(restJson1, op, { accountId: '123' }).path, '/123/vaults')
  })

  it('API Gateway: asks for JSON', () => {
    const op = operationOf(P.Unit, { custom: custom('API Gateway') })
    assert.equal(headerNamed(requestOf(restJson1, op, {}).headers, 'accept'), 'application/json')
  })

  it('Machine Learning: the host that the input names', () => {
    const Input = structure('Input', { predictEndpoint: ['PredictEndpoint', () => P.String, 1] })
    const predict = { ...operationOf(Input, { custom: custom('Machine Learning') }), name: 'Predict' }
    assert.equal(
      requestOf(awsJson1_1, predict, { predictEndpoint: 'https://custom.example.com/x' }).host,
      'custom.example.com',
    )
    assert.equal(
      requestOf(awsJson1_1, operationOf(Input, { custom: custom('Machine Learning') }), {
        predictEndpoint: 'https://custom.example.com/',
      }).host,
      undefined,
    )
  })

  it('S3: buckets in the host or the path', () => {
    const Input = structure('Input', {
      bucket: ['Bucket', () => P.String, 1, { httpLabel: true }],
      key: ['Key', () => P.String, 1, { httpLabel: true }],
    })
    const op = operationOf(Input, { http: { method: 'GET', uri: '/{Bucket}/{Key+}', code: 200 }, custom: custom('S3') })
    const host = 's3.us-west-2.amazonaws.com'
    const written = (bucket: string, endpoint?: object) => {
      const made = restXml
        .client(op, endpoint === undefined ? {} : { endpoint: { host, ...endpoint } })
        .encodeRequest({ bucket, key: 'a b/c' })
      assert.ok(made._tag === 'Right')
      return made.right
    }
    const placeOf = ({ host: named, hostPrefix, path }: ReturnType<typeof written>) => [named, hostPrefix, path]
    assert.deepEqual(placeOf(written('my-bucket')), [undefined, '', '/my-bucket/a%20b/c'])
    assert.deepEqual(placeOf(written('my-bucket', {})), [undefined, 'my-bucket.', '/a%20b/c'])
    assert.deepEqual(placeOf(written('my-bucket', { addressing: 'path' })), [undefined, '', '/my-bucket/a%20b/c'])
    assert.deepEqual(placeOf(written('My_Bucket', {})), [undefined, '', '/My_Bucket/a%20b/c'])
    assert.deepEqual(placeOf(written('my-bucket', { accelerate: true })), [
      's3-accelerate.amazonaws.com',
      'my-bucket.',
      '/a%20b/c',
    ])
    assert.deepEqual(placeOf(written('my-bucket', { accelerate: true, dualStack: true })), [
      's3-accelerate.dualstack.amazonaws.com',
      'my-bucket.',
      '/a%20b/c',
    ])
    const moved = written('my-bucket', {})
    assert.deepEqual(readRequest(restXml, op, { ...moved, host: `my-bucket.${host}` }), {
      bucket: 'my-bucket',
      key: 'a b/c',
    })
  })
})

describe('empty messages', () => {
  it('cross every protocol', () => {
    for (const protocol of protocols) {
      assert.deepEqual(roundTrip(protocol, operationOf(P.Unit), {}), {})
      assert.deepEqual(roundTrip(protocol, operationOf(structure('Input', { a: ['A', () => P.String] })), {}), {})
    }
    assert.equal(textOf(requestOf(awsJson1_0, operationOf(P.Unit), {})), '{}')
  })
})
