/**
 * How cases are read, expanded and turned into domain objects, on made-up models.
 */
import assert from 'node:assert/strict'
import { readSmithy } from '../../lib/model/index.js'
import type { MalformedCase, ScopedConfig } from './cases.js'
import { casesIn, casesOf, expanded, sidesOf } from './cases.js'
import { checkParams, requestIdIn } from './check.js'
import { toDomain } from './params.js'
import { bodyOf, clientOptions, placeOf, requestFrom } from './rim.js'
import { runCases, table } from './suite.js'

const malformed = (parts: Partial<MalformedCase>): MalformedCase => ({
  id: 'a',
  protocol: 'p#q',
  request: { method: 'POST', uri: '/' },
  response: { code: 400 },
  ...parts,
})

describe('expanding malformed cases', () => {
  it('a case without parameters is as it is, placeholders and all', () => {
    const test = malformed({ request: { method: 'POST', uri: '/$value:L$$' } })
    assert.deepEqual(expanded(test), [test])
  })

  it('fills every string of request and response, names of headers included', () => {
    const test = malformed({
      request: {
        method: 'POST',
        uri: '/$v:L',
        body: '{"a": $v:S}',
        queryParams: ['q=$v:L$$'],
        headers: { 'x-$w:L': '$v:L' },
      },
      response: { code: 400, body: { mediaType: 'application/json', assertion: { contents: '$v:S and $w:L' } } },
      testParameters: { v: ['1', 'a"\n'], w: ['x', 'y'] },
    })
    const [first, second] = expanded(test)
    assert.deepEqual([first?.id, second?.id], ['a_case0', 'a_case1'])
    assert.deepEqual(first?.request, {
      method: 'POST',
      uri: '/1',
      body: '{"a": "1"}',
      queryParams: ['q=1$'],
      headers: { 'x-x': '1' },
    })
    assert.equal(second?.request.body, '{"a": "a\\"\\n"}')
    assert.equal(second?.response.body?.assertion.contents, '"a\\"\\n" and y')
    assert.equal(first?.testParameters, undefined)
  })
})

const model = {
  smithy: '2.0',
  shapes: {
    'x#S': {
      type: 'service',
      version: '1',
      operations: [{ target: 'x#Op' }],
      traits: { 'aws.protocols#restJson1': {} },
    },
    'x#Op': {
      type: 'operation',
      input: { target: 'x#In' },
      errors: [{ target: 'x#Err' }],
      traits: {
        'smithy.api#http': { method: 'PUT', uri: '/op?fixed=1' },
        'smithy.api#tags': ['client-only'],
        'smithy.test#httpRequestTests': [
          {
            id: 'good',
            protocol: 'aws.protocols#restJson1',
            method: 'PUT',
            uri: '/op',
            body: '{"A":"hi"}',
            headers: { 'Content-Type': 'application/json' },
            params: { A: 'hi' },
          },
          {
            id: 'wrong',
            protocol: 'aws.protocols#restJson1',
            method: 'PUT',
            uri: '/op',
            body: '{"A":"ho"}',
            headers: { 'Content-Type': 'application/json' },
            params: { A: 'hi' },
          },
          { id: 'strange', protocol: 'x#none', appliesTo: 'client', method: 'PUT', uri: '/op' },
        ],
        'smithy.test#eventStreamTests': [{ id: 'events', protocol: 'aws.protocols#restJson1' }],
      },
    },
    'x#In': {
      type: 'structure',
      members: {
        A: { target: 'smithy.api#String' },
        Blob: { target: 'smithy.api#Blob' },
        Time: { target: 'smithy.api#Timestamp' },
        Long: { target: 'smithy.api#Long' },
        Float: { target: 'smithy.api#Float' },
        Double: { target: 'smithy.api#Double' },
        Doc: { target: 'smithy.api#Document' },
        Sparse: { target: 'x#Sparse' },
        Map: { target: 'x#Map' },
        Union: { target: 'x#Union' },
      },
    },
    'x#Sparse': { type: 'list', member: { target: 'smithy.api#String' }, traits: { 'smithy.api#sparse': {} } },
    'x#Map': { type: 'map', key: { target: 'smithy.api#String' }, value: { target: 'smithy.api#Integer' } },
    'x#Union': {
      type: 'union',
      members: { Some: { target: 'smithy.api#String' }, None: { target: 'smithy.api#Unit' } },
    },
    'x#Err': {
      type: 'structure',
      members: {},
      traits: {
        'smithy.api#error': 'client',
        'smithy.test#httpResponseTests': [{ id: 'err', protocol: 'aws.protocols#restJson1', code: 400 }],
      },
    },
  },
}

const services = () => {
  const read = readSmithy(model)
  return read._tag === 'Right' ? read.right : assert.fail()
}

const input = () => services()[0]?.operations[0]?.input ?? assert.fail()

describe('reading cases', () => {
  it('finds them on operations and errors, each with its sides', () => {
    const found = services().flatMap(casesOf)
    assert.deepEqual(
      found.map((one) => [one.kind, one.test.id, sidesOf(one)]),
      [
        ['request', 'good', ['client', 'server']],
        ['request', 'wrong', ['client', 'server']],
        ['request', 'strange', ['client']],
        ['eventStream', 'events', ['client', 'server']],
        ['response', 'err', ['client', 'server']],
      ],
    )
  })

  it('what cannot be run fails; a side that the model rules out may fail', async () => {
    const results = await runCases(casesIn(model), { only: /good|wrong|strange|events/ })
    assert.deepEqual(
      results.map(({ id, side, outcome }) => `${id} ${side} ${outcome}`),
      [
        'good client passed',
        'good server passed',
        'wrong client failed',
        'wrong server excluded',
        'strange client failed',
        'events client failed',
        'events server excluded',
      ],
    )
    assert.match(results[2]?.reason ?? '', /body: \/A: expected "ho", got "hi"/)
    assert.match(results[4]?.reason ?? '', /no protocol x#none/)
    assert.match(results[5]?.reason ?? '', /the case has no message/)
    assert.match(table(results), /restJson1\s+request\s+client\s+1\s+1\s+0\s+0\s+0/)
  })
})

describe('cases that cannot be run', () => {
  const unreached = {
    type: 'structure',
    members: {},
    traits: {
      'smithy.api#error': 'client',
      'smithy.test#httpResponseTests': [{ id: 'lonely', protocol: 'a#b', code: 400 }],
    },
  }

  it('fail: no operation leads to them', async () => {
    const results = await runCases(casesIn({ ...model, shapes: { ...model.shapes, 'x#Alone': unreached } }), {
      only: /lonely/,
    })
    assert.deepEqual(
      results.map(({ id, side, outcome, reason }) => `${id} ${side} ${outcome} ${reason}`),
      ['client', 'server'].map((side) => `lonely ${side} failed no operation of a service leads to it`),
    )
  })

  it('fail: their model is refused', async () => {
    const results = await runCases(casesIn({ ...model, shapes: { ...model.shapes, 'x#Wrong': { type: 'tuple' } } }))
    assert.equal(results.length, 9)
    for (const { outcome, reason } of results) {
      assert.equal(outcome, 'failed')
      assert.match(reason, /the model is refused: shapes/)
    }
  })
})

describe('params', () => {
  const domain = (params: unknown): unknown => toDomain(input().schema, params)

  it('are written as the format says', () => {
    assert.deepEqual(domain({ Blob: 'é', Time: 1.5, Long: 3, Float: 1.1, Double: 'NaN', Doc: null, A: null }), {
      blob: new Uint8Array([0xc3, 0xa9]),
      time: new Date(1500),
      long: 3n,
      float: Math.fround(1.1),
      double: Number.NaN,
    })
    assert.deepEqual(
      domain({
        Sparse: ['a', null],
        Map: { __proto__x: 1, b: 2 },
        Union: { None: {} },
        Double: '-Infinity',
        Time: '1970-01-01T00:00:01Z',
      }),
      {
        sparse: ['a', null],
        map: { __proto__x: 1, b: 2 },
        union: { _tag: 'none', value: {} },
        double: Number.NEGATIVE_INFINITY,
        time: new Date(1000),
      },
    )
  })

  it('that the shape does not know are a fault of the case', () =>
    assert.throws(() => domain({ Nope: 1 }), /no member Nope/))

  it('are compared by value: NaN is NaN, floats have 32 bits, unset members are absent', () => {
    assert.equal(
      checkParams(input(), { Double: 'NaN', Float: 1.1, A: null }, { double: Number.NaN, float: Math.fround(1.1) }),
      undefined,
    )
    assert.match(checkParams(input(), { A: 'x' }, {}) ?? '', /\/A: expected \{"String":"x"\}, got nothing/)
    assert.match(checkParams(input(), {}, { a: 'x' }) ?? '', /\/A: expected nothing/)
  })
})

describe('the rim', () => {
  it('an endpoint may have a base path', () => {
    assert.deepEqual(placeOf('example.com/custom/'), { host: 'example.com', basePath: '/custom' })
    assert.deepEqual(placeOf('example.com'), { host: 'example.com', basePath: '' })
  })

  it('a request as it comes to a server: without the base path, with the literal query', () => {
    const request = requestFrom(
      { method: 'GET', uri: '/custom/a', host: 'example.com/custom', queryParams: ['b=1'] },
      bodyOf(undefined),
      '/a?fixed=1',
    )
    assert.equal(request.path, '/a')
    assert.equal(request.query, 'fixed=1&b=1')
    assert.equal(
      requestFrom({ method: 'GET', uri: '/a', queryParams: ['fixed=1'] }, bodyOf(undefined), '/a?fixed=1').query,
      'fixed=1',
    )
    assert.deepEqual(
      requestFrom({ method: 'GET', uri: '/a', resolvedHost: 'b.c' }, bodyOf(undefined), undefined).headers,
      [['host', 'b.c']],
    )
  })

  it('settings of a client', () => {
    const endpointOf = (scopedConfig: ScopedConfig) => clientOptions('h', { scopedConfig }).endpoint
    const client = { s3: { addressing_style: 'path', use_dualstack_endpoint: true } }
    assert.deepEqual(endpointOf({ client }), { host: 'h', addressing: 'path', dualStack: true })
    const operation = { s3: { addressing_style: 'virtual' } }
    assert.deepEqual(endpointOf({ client, operation }), { host: 'h', addressing: 'virtual', dualStack: true })
    const configFile = { default: operation, other: client }
    assert.deepEqual(endpointOf({ configFile }), { host: 'h', addressing: 'virtual' })
    assert.deepEqual(endpointOf({ configFile, environment: { AWS_PROFILE: 'other' } }), {
      host: 'h',
      addressing: 'path',
      dualStack: true,
    })
  })

  it('an expected answer gives its request id, and nothing else', () => {
    assert.equal(requestIdIn('xml', { body: '<a><b/><RequestId>x</RequestId></a>' }), 'x')
    assert.equal(requestIdIn('json', { body: '{"requestId":"x"}' }), undefined)
    assert.equal(requestIdIn('json', { headers: { 'X-Amzn-RequestId': 'y' } }), 'y')
    assert.equal(requestIdIn('xml', {}), undefined)
  })
})
