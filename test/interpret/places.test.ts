/**
 * The parts of a structure in a message, where models or messages are odd: fields that come twice, members of requests in answers, members
 * beside a payload. Source: Smithy 2.0, "HTTP bindings".
 */
import assert from 'node:assert/strict'
import type { HttpRequest } from '../../lib/http/index.js'
import { issueText, restJson1, restXml } from '../../lib/index.js'
import type { AnyShape } from '../../lib/shape/index.js'
import * as S from '../../lib/shape/index.js'
import { bytesOf, operationOf, readRequest, requestOf, response, textOf } from '../awso/fixture.js'

const { Prelude } = S

const Params = S.map(
  'x#Params',
  () => Prelude.String,
  () => Prelude.String,
)

const Everywhere: AnyShape = S.inferred('x#Everywhere', {
  l: ['L', () => Prelude.String, 0, { httpLabel: true }],
  q: ['Q', () => Prelude.String, 0, { httpQuery: 'q' }],
  p: ['P', () => Params, 0, { httpQueryParams: true }],
  h: ['H', () => Params, 0, { httpPrefixHeaders: 'X-A-' }],
  b: ['B', () => Prelude.String],
})

const post = (uri = '/') => ({ http: { method: 'POST', uri, code: 200 } }) as const

const request = (given: Partial<HttpRequest>): HttpRequest => ({
  method: 'POST',
  host: undefined,
  hostPrefix: '',
  path: '/',
  query: '',
  headers: [],
  body: { _tag: 'None' },
  ...given,
})

describe('places of members in messages', () => {
  it('what lies in the target of a request is absent in an answer, wherever it stands', () => {
    const { decodeResponse } = restJson1.client(operationOf(Prelude.Unit, {}, { output: Everywhere }))
    const answer = response(
      200,
      [
        ['l', 'x'],
        ['q', 'x'],
      ] as const,
      '{"B":"b","L":"l","Q":"q","P":{"a":"b"}}',
    )
    for (let call = 0; call < 6; call++)
      assert.deepEqual(decodeResponse(answer), { _tag: 'Right', right: { h: {}, b: 'b' } })
  })

  it('header fields of one name are one entry, under the name that came first', () => {
    const headers = [
      ['X-A-k', '1'],
      ['X-Ax', '9'],
      ['x-a-J', '3'],
      ['x-a-K', '2'],
      ['X-B-k', '9'],
    ] as const
    const wanted = { k: '1, 2', J: '3' }
    const { decodeResponse } = restJson1.client(operationOf(Prelude.Unit, {}, { output: Everywhere }))
    assert.deepEqual(decodeResponse(response(200, headers, '{}')), { _tag: 'Right', right: { h: wanted } })
    const op = operationOf(Everywhere, post('/{L}'))
    assert.deepEqual(readRequest(restJson1, op, request({ path: '/a', headers })), { l: 'a', h: wanted })
    assert.deepEqual(readRequest(restJson1, op, request({ path: '/a' })), { l: 'a' })
  })

  it('parameters are a map of all, the first of each counts', () => {
    const op = operationOf(Everywhere, post('/{L}'))
    assert.deepEqual(readRequest(restJson1, op, request({ path: '/a', query: 'q=1&q=2&r=3&r=4&s=' })), {
      l: 'a',
      q: '1',
      p: { q: '1', r: '3', s: '' },
    })
  })

  it('parameters that all have members of their own are a map in restJson1, in restXml they are none', () => {
    const op = operationOf(Everywhere, post('/{L}'))
    const named = { l: 'a', q: '1' }
    for (const [query, json, xml] of [
      ['', { l: 'a' }, { l: 'a' }],
      ['q=1', { ...named, p: { q: '1' } }, named],
      ['q=1&r=3', { ...named, p: { q: '1', r: '3' } }, { ...named, p: { q: '1', r: '3' } }],
      ['r=3', { l: 'a', p: { r: '3' } }, { l: 'a', p: { r: '3' } }],
    ] as const) {
      assert.deepEqual(readRequest(restJson1, op, request({ path: '/a', query })), json)
      assert.deepEqual(readRequest(restXml, op, request({ path: '/a', query })), xml)
    }
  })

  it('parameters with members of their own are not written twice', () => {
    const op = operationOf(Everywhere, post('/{L}'))
    const { query, path, headers } = requestOf(restJson1, op, {
      l: 'a',
      q: '1',
      p: { q: '2', r: '3' },
      h: { k: '4' },
      b: 'x',
    })
    assert.equal(query, 'q=1&r=3')
    assert.equal(path, '/a')
    assert.deepEqual(headers, [
      ['content-type', 'application/json'],
      ['X-A-k', '4'],
    ])
  })

  it('what no label, and no name of a header field, can hold', () => {
    const op = operationOf(Everywhere, post('/{L}'))
    const refused = (input: unknown): unknown => {
      const written = restJson1.client(op).encodeRequest(input)
      return written._tag === 'Left'
        ? written.left.map(({ issue }) => `${issue.shape} ${issueText(issue)}`)
        : textOf(written.right)
    }
    for (let call = 0; call < 6; call++) {
      assert.deepEqual(refused({ l: '', h: { 'a b': 'x' } }), [
        'smithy.api#String L: expected a label that is not empty, got empty text [unrepresentable]',
        'x#Params H: expected names of header fields, got another name [unrepresentable]',
      ])
      assert.deepEqual(refused({ l: 'a', h: { k: 'x', K: 'y' } }), [
        'x#Params H: expected names that differ in more than case, got equal names [unrepresentable]',
      ])
      assert.equal(refused({ l: 'a', h: {} }), '{}')
      // Letters that only a change of case makes equal are no letters of a field, and are told as such alone.
      assert.deepEqual(refused({ l: 'a', h: { ß: 'x', SS: 'y' } }), [
        'x#Params H: expected names of header fields, got another name [unrepresentable]',
      ])
    }
  })

  it('a document lies in no part beside the body, and the words say in which it was to be', () => {
    const parts = [
      ['label', { httpLabel: true }],
      ['query', { httpQuery: 'q' }],
      ['header', { httpHeader: 'X-D' }],
    ] as const
    for (const [part, traits] of parts) {
      const Held: AnyShape = S.inferred('x#Held', { d: ['D', () => Prelude.Document, 0, traits] })
      const written = restJson1.client(operationOf(Held, post('/{D}'))).encodeRequest({ d: { a: 1 } })
      assert.ok(written._tag === 'Left')
      assert.deepEqual(
        written.left.map(({ issue }) => issueText(issue)),
        [`D: expected a document in a ${part}, got a document [unrepresentable]`],
      )
    }
  })

  it('a member beside a payload is absent', () => {
    const Texts = S.list('x#Texts', () => Prelude.String)
    const Beside = S.inferred('x#Beside', {
      p: ['P', () => Texts, 0, { httpPayload: true }],
      b: ['B', () => Prelude.String],
    })
    const op = operationOf(Beside, post())
    for (let call = 0; call < 8; call++) {
      assert.equal(textOf(requestOf(restJson1, op, { p: ['a'], b: 'x' })), '["a"]')
      const given = request({ headers: [['content-type', 'application/json']], body: bytesOf('["a"]') })
      assert.deepEqual(readRequest(restJson1, op, given), { p: ['a'] })
    }
  })

  it('a body that is no structure is refused in words', () => {
    const op = operationOf(Everywhere, post('/{L}'))
    const given = request({ path: '/a', headers: [['content-type', 'application/json']], body: bytesOf('[1]') })
    for (let call = 0; call < 6; call++)
      assert.equal(readRequest(restJson1, op, given), 'Malformed: (root): expected a structure, got a list [type]')
    const xml = request({ path: '/a', headers: [['content-type', 'application/xml']], body: bytesOf('<Everywhere/>') })
    assert.deepEqual(readRequest(restXml, op, xml), { l: 'a' })
  })
})
