/**
 * Law of the clients of bodies alone: where one takes an operation, it writes and reads what the protocol's own does.
 */
import assert from 'node:assert/strict'
import * as fc from 'fast-check'
import { StartEmailContact } from '../../lib/connect/index.js'
import type { HttpRequest, HttpResponse } from '../../lib/http/index.js'
import { bytesBody, bytesOf, noBody } from '../../lib/http/index.js'
import type { AnyOperation, AnyShape } from '../../lib/index.js'
import { restJson1, restXml } from '../../lib/index.js'
import { partOf } from '../../lib/interpret/split.js'
import * as restJson1Body from '../../lib/protocol/restJson1Body.js'
import * as restXmlBody from '../../lib/protocol/restXmlBody.js'
import { Prelude, shapeOf } from '../../lib/shape/index.js'
import { arbitraryOperation } from '../../lib/testing/bindings.js'
import { arbitrary } from '../../lib/testing/index.js'
import { assertLaw } from './assert.js'
import { plain } from './rests.js'

/** The shape without its members outside the body. */
const bodyOf = ({ schema }: AnyShape): AnyShape => {
  assert.ok(schema._tag === 'structure')
  return shapeOf({ ...schema, members: schema.members.filter((member) => partOf(member) === 'body') })
}

const bodyOperation = (operation: AnyOperation): AnyOperation => ({
  ...operation,
  input: bodyOf(operation.input),
  output: bodyOf(operation.output),
  errors: operation.errors.map(bodyOf),
  traits: { http: { method: 'PUT', uri: '/a/b?c&d=e?f', code: 200 } },
})

/** An answer as it came, with nothing, with half, and with other text. */
const damaged = (response: HttpResponse): ReadonlyArray<HttpResponse> => {
  const bytes = bytesOf(response.body)
  return [
    response,
    { ...response, body: noBody },
    { ...response, body: bytesBody(bytes.subarray(0, bytes.length >> 1)) },
    ...['null', '[]', '{}', '<a/>', '{"FirstError":1}'].map((text) => ({
      ...response,
      body: bytesBody(new TextEncoder().encode(text)),
    })),
    { ...response, status: 418 },
    { ...response, status: 200 },
  ]
}

for (const [protocol, lean, names] of [
  [restJson1, restJson1Body, 'any'],
  [restXml, restXmlBody, 'xml'],
] as const) {
  const operations = arbitraryOperation(fc)({ names }).map(bodyOperation)
  const limits = { depth: 3, items: 3 } as const

  describe(`bodies alone: ${protocol.id}`, () => {
    it('requests', () => {
      const asked = operations.chain((operation) =>
        arbitrary(fc)(operation.input.schema, limits).map((input) => ({ operation, input })),
      )
      const written = (request: unknown): unknown => plain(request as HttpRequest)
      assertLaw(
        fc.property(asked, ({ operation, input }) => {
          const request = lean.client(operation).encodeRequest(input)
          assert.deepEqual(written(request), written(protocol.client(operation).encodeRequest(input)))
        }),
      )
    })

    it('answers, good and damaged', () => {
      const answers = operations.chain((operation) =>
        fc.oneof(
          arbitrary(fc)(operation.output.schema, limits).map((right) => ({
            operation,
            answer: { _tag: 'Right', right } as const,
          })),
          fc.constantFrom(...operation.errors).chain(({ schema }) =>
            arbitrary(fc)(schema, limits).map((value) => ({
              operation,
              answer: {
                _tag: 'Left',
                left: { _tag: schema.id.slice(schema.id.indexOf('#') + 1), value },
              } as const,
            })),
          ),
        ),
      )
      assertLaw(
        fc.property(answers, ({ operation, answer }) => {
          const [small, full] = [lean.client(operation), protocol.client(operation)]
          for (const response of damaged(protocol.server(operation).encodeResponse(answer)))
            assert.deepEqual(plain(small.decodeResponse(response)), plain(full.decodeResponse(response)))
        }),
      )
    })
  })
}

describe('bodies alone', () => {
  it('takes StartEmailContact, whose type is total', () => {
    const { encodeRequest } = restJson1Body.client(StartEmailContact)
    assert.equal(typeof encodeRequest, 'function')
  })

  it('a member outside the body is a defect, which making the client shows', () => {
    const operations = arbitraryOperation(fc)({ names: 'any' })
    const bound = fc
      .sample(operations, 100)
      .filter(({ input, output, errors }) =>
        [input, output, ...errors].some(
          ({ schema }) => schema._tag === 'structure' && schema.members.some((member) => partOf(member) !== 'body'),
        ),
      )
    assert.ok(bound.length > 0)
    for (const operation of bound)
      assert.throws(() => restJson1Body.client(operation), /has members outside its bodies/)
  })

  it('so is a stream, though it would lie in the body', () => {
    const Data = shapeOf({ _tag: 'blob', id: 'test#Data', traits: { streaming: true } })
    const input = shapeOf({
      _tag: 'structure',
      id: 'test#In',
      traits: {},
      members: [{ name: 'a', field: 'a', required: false, traits: {}, target: () => Data.schema }],
      rules: [],
    })
    const streams: AnyOperation = { ...StartEmailContact, input }
    assert.throws(() => restJson1Body.client(streams as typeof StartEmailContact), /outside its bodies/)
  })

  it('so is an error that is no structure', () => {
    const odd: AnyOperation = { ...StartEmailContact, errors: [Prelude.String] }
    for (const { client } of [restJson1Body, restXmlBody])
      assert.throws(() => client(odd as typeof StartEmailContact), /outside its bodies/)
  })

  it('so is a label of the host or path', () => {
    const host = { ...StartEmailContact, traits: { ...StartEmailContact.traits, hostPrefix: 'a.' } }
    assert.throws(() => restJson1Body.client(host), /outside its bodies/)
    const path = { ...StartEmailContact, traits: { http: { method: 'PUT', uri: '/{a}', code: 200 } } }
    assert.throws(() => restJson1Body.client(path), /outside its bodies/)
  })
})
