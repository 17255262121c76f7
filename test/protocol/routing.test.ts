/**
 * Which operation a request is for, and what a server says where it is for none.
 */
import assert from 'node:assert/strict'
import type { HttpRequest } from '../../lib/http/index.js'
import type { AnyOperation, Protocol, RequestFault } from '../../lib/index.js'
import {
  awsJson1_0,
  awsJson1_1,
  awsQuery,
  ec2Query,
  operation,
  protocols,
  restJson1,
  restXml,
  rpcv2Cbor,
  service,
} from '../../lib/index.js'
import * as S from '../../lib/shape/index.js'
import { Prelude as P, shapeOf } from '../../lib/shape/index.js'
import { info, operationOf, requestOf, textOf } from '../awso/fixture.js'

const named = (name: string, method = 'GET', uri = '/'): AnyOperation =>
  operation(`com.example#${name}`, {
    input: P.Unit,
    output: P.Unit,
    errors: [],
    traits: { http: { method, uri, code: 200 } },
    service: info,
    writes: 'partial',
  }) as AnyOperation

const shop = service(info, [
  named('ListBuckets', 'GET', '/'),
  named('GetBucket', 'GET', '/{Bucket}'),
  named('GetBucketAcl', 'GET', '/{Bucket}?acl'),
  named('ListV2', 'GET', '/{Bucket}?list-type=2'),
  named('GetObject', 'GET', '/{Bucket}/{Key+}'),
  named('GetTags', 'GET', '/{Bucket}/{Key+}?tagging'),
  named('Health', 'GET', '/health'),
  named('HealthDetail', 'GET', '/health/{Id}'),
  named('PutObject', 'PUT', '/{Bucket}/{Key+}'),
  named('Archive', 'POST', '/{Bucket}/{Key+}/archive'),
])

const request = (method: string, target: string, more: Partial<HttpRequest> = {}): HttpRequest => {
  const [path = '', query = ''] = target.split('?')
  return { method, host: undefined, hostPrefix: '', path, query, headers: [], body: { _tag: 'None' }, ...more }
}

const routed = (protocol: Protocol, given: HttpRequest): string | RequestFault => {
  const found = protocol.route(shop)(given)
  return found._tag === 'Right' ? found.right.name : found.left
}

describe('routing by URI', () => {
  const vectors: ReadonlyArray<readonly [string, string, string | RequestFault]> = [
    ['GET', '/', 'ListBuckets'],
    ['GET', '/b', 'GetBucket'],
    ['GET', '/b?acl', 'GetBucketAcl'],
    ['GET', '/b?acl=', 'GetBucketAcl'],
    ['GET', '/b?acl=x', 'GetBucket'],
    ['GET', '/b?versions', 'GetBucket'],
    ['GET', '/b?list-type=2&prefix=x', 'ListV2'],
    ['GET', '/b?list-type=3', 'GetBucket'],
    ['GET', '/b/k', 'GetObject'],
    ['GET', '/b/k/l//m', 'GetObject'],
    ['GET', '/b/k?tagging', 'GetTags'],
    ['GET', '/health', 'Health'],
    ['GET', '/health/1', 'HealthDetail'],
    ['GET', '/health/1/2', 'GetObject'],
    ['GET', '/%68ealth', 'GetBucket'],
    ['PUT', '/health/1', 'PutObject'],
    ['POST', '/b/k/archive', 'Archive'],
    ['PUT', '/', { _tag: 'MethodNotAllowed', allowed: ['GET'] }],
    ['DELETE', '/b/k', { _tag: 'MethodNotAllowed', allowed: ['GET', 'PUT'] }],
    ['GET', '/b/%zz', { _tag: 'NotFound' }],
    ['GET', 'b', { _tag: 'NotFound' }],
  ]
  for (const [method, target, wanted] of vectors) {
    it(`${method} ${target}`, () => {
      assert.deepEqual(routed(restJson1, request(method, target)), wanted)
      assert.deepEqual(routed(restXml, request(method, target)), wanted)
    })
  }
})

describe('the path that a server takes', () => {
  const V = { v: ['V', () => P.String, 1, { httpLabel: true }] } as const
  const told = (uri: string, path: string): unknown => {
    const op = operationOf(S.inferred('com.example#In', uri.includes('{') ? V : {}), {
      http: { method: 'PUT', uri, code: 200 },
    })
    for (const protocol of [restJson1, restXml]) {
      const read = protocol.server(op).decodeRequest(request('PUT', path))
      if (protocol === restXml) return read._tag === 'Left' ? read.left._tag : read.right
      assert.deepEqual(read, restXml.server(op).decodeRequest(request('PUT', path)))
    }
    return undefined
  }
  it('is its template’s alone', () => {
    assert.deepEqual(told('/a/b', '/a/b'), {})
    assert.deepEqual(told('/a/b?c', '/a/b'), {})
    for (const path of ['/a', '/a/b/c', '/a/B', '/b', '/']) assert.equal(told('/a/b', path), 'NotFound')
    assert.deepEqual(told('/{V}/b', '/a/b'), { v: 'a' })
    for (const path of ['//b', '/b', '/a/b/c', '/a/c']) assert.equal(told('/{V}/b', path), 'NotFound')
    assert.equal(told('/x/{V}', '/x/'), 'NotFound')
    assert.equal(told('/{V}', '/'), 'NotFound')
  })

  it('is its method’s alone, which is told', () => {
    for (const protocol of [restJson1, restXml])
      assert.deepEqual(protocol.server(operationOf(P.Unit)).decodeRequest(request('POST', '/')), {
        _tag: 'Left',
        left: { _tag: 'MethodNotAllowed', allowed: ['PUT'] },
      })
  })
})

describe('routing by name', () => {
  const vectors: ReadonlyArray<readonly [Protocol, Partial<HttpRequest>, string | undefined]> = [
    [awsJson1_0, { headers: [['x-amz-target', 'Shop.Health']] }, 'Health'],
    [awsJson1_1, { headers: [['X-AMZ-TARGET', 'Shop.Health']] }, 'Health'],
    [awsJson1_1, { headers: [['x-amz-target', 'Other.Health']] }, undefined],
    [awsJson1_1, { headers: [['x-amz-target', 'Shop.__proto__']] }, undefined],
    [awsJson1_1, {}, undefined],
    [awsQuery, { body: { _tag: 'Bytes', bytes: new TextEncoder().encode('Version=1&Action=Health') } }, 'Health'],
    [ec2Query, { body: { _tag: 'Bytes', bytes: new TextEncoder().encode('Action=Health') } }, 'Health'],
    [awsQuery, { body: { _tag: 'Bytes', bytes: new TextEncoder().encode('Action=Heal%zz') } }, undefined],
    [awsQuery, { body: { _tag: 'Bytes', bytes: Uint8Array.of(0xff) } }, undefined],
    [ec2Query, { body: { _tag: 'Bytes', bytes: new TextEncoder().encode('action=Health') } }, undefined],
    [awsQuery, {}, undefined],
    [rpcv2Cbor, { path: '/service/Shop/operation/Health' }, 'Health'],
    [rpcv2Cbor, { path: '/prefix/service/Shop/operation/Health' }, 'Health'],
    [rpcv2Cbor, { path: '/service/com.example%23Shop/operation/Health' }, undefined],
    [rpcv2Cbor, { path: '/service/com.example#Shop/operation/Health' }, 'Health'],
    [rpcv2Cbor, { path: '/service/Other/operation/Health' }, undefined],
    [rpcv2Cbor, { path: '/service/Shop/operation/Health/' }, undefined],
    [rpcv2Cbor, {}, undefined],
    [rpcv2Cbor, { path: '/service/Shop/operation/constructor' }, undefined],
  ]
  for (const [protocol, more, wanted] of vectors) {
    it(`${protocol.id}: ${wanted ?? 'none'}`, () => {
      assert.deepEqual(routed(protocol, request('POST', '/', more)), wanted ?? { _tag: 'NotFound' })
      if (wanted !== undefined)
        assert.deepEqual(routed(protocol, request('GET', '/', more)), { _tag: 'MethodNotAllowed', allowed: ['POST'] })
    })
  }
})

describe('one service in several protocols', () => {
  const Input = S.inferred('com.example#Input', { name: ['Name', () => P.String, 1] })
  it('each routes what its own client writes', () => {
    for (const [shape, input] of [
      [Input, { name: 'x' }],
      [P.Unit, {}],
    ] as const) {
      const op = operationOf(shape, { http: { method: 'POST', uri: '/put', code: 200 } })
      for (const protocol of protocols) {
        const found = protocol.route(service(info, [op as AnyOperation]))(requestOf(protocol, op, input))
        assert.ok(found._tag === 'Right' && found.right === op, protocol.id)
      }
    }
  })
})

describe('faults', () => {
  const Input = S.inferred('com.example#Input', {
    name: ['Name', () => S.string('com.example#Name', { length: { max: 1 } }), 1],
  })
  const op = operationOf(Input, { http: { method: 'POST', uri: '/put', code: 200 } })
  const good = requestOf(restJson1, op, { name: 'x' })
  const server = restJson1.server(op)
  const faultOf = (change: Partial<HttpRequest>): RequestFault => {
    const read = server.decodeRequest({ ...good, ...change })
    assert.ok(read._tag === 'Left')
    return read.left
  }
  const bytes = (text: string) => ({ _tag: 'Bytes' as const, bytes: new TextEncoder().encode(text) })
  const vectors: ReadonlyArray<readonly [string, Partial<HttpRequest>, string, number, string]> = [
    ['404', { path: '/other' }, 'NotFound', 404, 'UnknownOperationException'],
    ['405', { method: 'GET' }, 'MethodNotAllowed', 405, 'MethodNotAllowedException'],
    ['406', { headers: [...good.headers, ['accept', 'text/html']] }, 'NotAcceptable', 406, 'NotAcceptableException'],
    [
      '415',
      { headers: [['content-type', 'text/plain']] },
      'UnsupportedMediaType',
      415,
      'UnsupportedMediaTypeException',
    ],
    ['400, malformed', { body: bytes('{"Name":1}') }, 'Malformed', 400, 'SerializationException'],
    ['400, no JSON', { body: bytes('{') }, 'Malformed', 400, 'SerializationException'],
    ['400, invalid', { body: bytes('{"Name":"xy"}') }, 'Invalid', 400, 'ValidationException'],
  ]
  for (const [name, change, tag, status, code] of vectors) {
    it(name, () => {
      const fault = faultOf(change)
      assert.equal(fault._tag, tag)
      const answer = server.encodeFault(fault, { requestId: 'r-1' })
      assert.equal(answer.status, status)
      const read = restJson1.client(op).decodeResponse(answer)
      assert.ok(read._tag === 'Left' && read.left._tag === 'UnknownError')
      assert.deepEqual([read.left.code, read.left.status, read.left.requestId], [code, status, 'r-1'])
    })
  }

  it('members of a wrong kind are told alone, before any constraint, and with their shapes', () => {
    const Short = S.string('com.example#Short', { length: { max: 1 } })
    const In = S.inferred('com.example#In', { n: ['N', () => P.Integer], text: ['Text', () => Short] })
    const body = (n: string): HttpRequest['body'] => bytes(`{"N":${n},"Text":"ab"}`)
    for (const protocol of [restJson1, awsJson1_0, awsJson1_1]) {
      const both = operationOf(In)
      const sent = requestOf(protocol, both, { n: 1, text: 'a' })
      for (const [n, tag, member, shape] of [
        ['true', 'Malformed', 'N', P.Integer],
        ['1', 'Invalid', 'Text', Short],
      ] as const) {
        const read = protocol.server(both).decodeRequest({ ...sent, body: body(n) })
        assert.ok(read._tag === 'Left' && 'issues' in read.left)
        assert.equal(read.left._tag, tag)
        const [only, ...others] = read.left.issues
        assert.equal(others.length, 0)
        assert.deepEqual(only?.issue.path, [member])
        assert.deepEqual(
          only?.context.map(({ type }) => type),
          [shapeOf(In.schema), shapeOf(shape.schema)],
        )
      }
    }
  })

  it('the text of a validation error is Smithy’s', () => {
    assert.equal(
      textOf(server.encodeFault(faultOf({ body: bytes('{"Name":"xy"}') }))),
      '{"message":"1 validation error detected. Value with length 2 at \'/Name\' failed to satisfy constraint: Member must have length less than or equal to 1","fieldList":[{"message":"Value with length 2 at \'/Name\' failed to satisfy constraint: Member must have length less than or equal to 1","path":"/Name"}]}',
    )
  })

  it('every protocol tells every fault', () => {
    for (const protocol of protocols) {
      for (const [, change] of vectors) {
        const answer = protocol.server(op).encodeFault(faultOf(change))
        const read = protocol.client(op).decodeResponse(answer)
        assert.ok(
          read._tag === 'Left' &&
            read.left._tag === 'UnknownError' &&
            read.left.code !== '' &&
            read.left.message !== undefined,
          protocol.id,
        )
      }
    }
  })
})
