/**
 * Law 8 for every protocol: whatever comes, readers and routers answer with an Either and never throw; a request that is
 * taken is one of the shape, and a fault can be told to the client.
 */
import assert from 'node:assert/strict'
import * as fc from 'fast-check'
import type { Body, Headers, HttpRequest, HttpResponse } from '../../lib/http/index.js'
import type { AnyOperation, Protocol } from '../../lib/index.js'
import { protocols, service } from '../../lib/index.js'
import { shapeOf, tolerant } from '../../lib/shape/index.js'
import { arbitraryOperation } from '../../lib/testing/bindings.js'
import { arbitrary, schemaText } from '../../lib/testing/index.js'
import { assertLaw, dearRuns } from './assert.js'

// damage

interface Damage {
  readonly kind: 'none' | 'flip' | 'cut' | 'drop' | 'double' | 'insert' | 'replace'
  readonly at: number
  readonly bytes: Uint8Array
}

const damages: fc.Arbitrary<Damage> = fc.record({
  kind: fc.constantFrom(
    'none' as const,
    'flip' as const,
    'cut' as const,
    'drop' as const,
    'double' as const,
    'insert' as const,
    'replace' as const,
  ),
  at: fc.nat(),
  bytes: fc.oneof(
    fc.uint8Array({ maxLength: 12 }),
    fc
      .constantFrom(
        'null',
        '[]',
        '{}',
        '"',
        '<a>',
        '</',
        '&x;',
        '<!DOCTYPE a>',
        '\u0000',
        '%',
        '=',
        '&',
        '.1',
        '\u00ff',
        'NaN',
        '1e999',
      )
      .map((text) => new TextEncoder().encode(text)),
  ),
})

const damaged = (given: Uint8Array, { kind, at, bytes }: Damage): Uint8Array => {
  const i = given.length === 0 ? 0 : at % given.length
  const parts = (...all: ReadonlyArray<Uint8Array>): Uint8Array => Uint8Array.from(all.flatMap((part) => [...part]))
  switch (kind) {
    case 'none':
      return given
    case 'flip':
      return given.map((byte, j) => (j === i ? byte ^ ((bytes[0] ?? 1) | 1) : byte))
    case 'cut':
      return given.subarray(0, i)
    case 'drop':
      return parts(given.subarray(0, i), given.subarray(i + 1 + bytes.length))
    case 'double':
      return parts(given.subarray(0, i), given.subarray(Math.max(0, i - 20)))
    case 'insert':
      return parts(given.subarray(0, i), bytes, given.subarray(i))
    case 'replace':
      return bytes
  }
}

const damagedText = (text: string, damage: Damage): string =>
  Buffer.from(damaged(Uint8Array.from(Buffer.from(text, 'latin1')), damage)).toString('latin1')

const damagedBody = (body: Body, damage: Damage): Body =>
  body._tag === 'Bytes' ? { _tag: 'Bytes', bytes: damaged(body.bytes, damage) } : body

const damagedHeaders = (headers: Headers, damage: Damage): Headers =>
  headers.map(([name, value], i) =>
    damage.at % 3 === 0 && i === damage.at % headers.length ? [name, damagedText(value, damage)] : [name, value],
  )

interface Case {
  readonly operation: AnyOperation
  readonly input: unknown
  readonly output: unknown
  readonly damage: Damage
  readonly place: 'body' | 'headers' | 'path' | 'query' | 'all'
  readonly status: number
}

const cases: fc.Arbitrary<Case> = fc.constantFrom('any' as const, 'xml' as const, 'form' as const).chain((names) =>
  arbitraryOperation(fc)({ names }).chain((operation) =>
    fc.record({
      operation: fc.constant(operation),
      input: arbitrary(fc)(operation.input.schema, { depth: 2, items: 2 }) as fc.Arbitrary<unknown>,
      output: arbitrary(fc)(operation.output.schema, { depth: 2, items: 2 }) as fc.Arbitrary<unknown>,
      damage: damages,
      place: fc.constantFrom(
        'body' as const,
        'body' as const,
        'headers' as const,
        'path' as const,
        'query' as const,
        'all' as const,
      ),
      status: fc.constantFrom(200, 200, 204, 299, 300, 404, 418, 500, 503),
    }),
  ),
)

const hurtRequest = (request: HttpRequest, { damage, place }: Case): HttpRequest => ({
  ...request,
  ...(place === 'body' || place === 'all' ? { body: damagedBody(request.body, damage) } : {}),
  ...(place === 'headers' || place === 'all' ? { headers: damagedHeaders(request.headers, damage) } : {}),
  ...(place === 'path' || place === 'all' ? { path: damagedText(request.path, damage) } : {}),
  ...(place === 'query' || place === 'all' ? { query: damagedText(request.query, damage) } : {}),
})

// laws

const readRequest = (protocol: Protocol, given: Case, seen: Map<string, number>): void => {
  const { operation, input } = given
  const encoded = protocol.client(operation).encodeRequest(input)
  if (!('_tag' in encoded) || encoded._tag === 'Left') return
  const request = hurtRequest(encoded.right, given)
  const routed = protocol.route(service(operation.service, [operation]))(request)
  assert.ok(routed._tag === 'Left' || routed.right === operation)
  const server = protocol.server(operation)
  const decoded = server.decodeRequest(request)
  seen.set(
    decoded._tag === 'Left' ? decoded.left._tag : 'Right',
    (seen.get(decoded._tag === 'Left' ? decoded.left._tag : 'Right') ?? 0) + 1,
  )
  if (decoded._tag === 'Right') {
    assert.ok(shapeOf(operation.input.schema).is(decoded.right), 'what is taken is of the shape')
    return
  }
  const { left } = decoded
  if ('issues' in left) {
    assert.ok(left.issues.length > 0)
    for (const error of left.issues)
      assert.ok(error.message !== '' && error.serverMessage !== '' && Array.isArray(error.context))
  }
  const answer = protocol.client(operation).decodeResponse(server.encodeFault(left))
  assert.ok(
    answer._tag === 'Left' && answer.left._tag === 'UnknownError' && answer.left.code !== '',
    'the client reads what the server says of its fault',
  )
}

const readResponse = (protocol: Protocol, given: Case): void => {
  const { operation, output, damage, place, status } = given
  const response = protocol.server(operation).encodeResponse({ _tag: 'Right', right: output })
  const hurt: HttpResponse = {
    status,
    headers: place === 'headers' || place === 'all' ? damagedHeaders(response.headers, damage) : response.headers,
    body: place === 'headers' ? response.body : damagedBody(response.body, damage),
  }
  const decoded = protocol.client(operation).decodeResponse(hurt)
  if (decoded._tag === 'Right') assert.ok(tolerant(shapeOf(operation.output.schema)).is(decoded.right))
  else assert.equal(decoded.left.status, status)
}

describe('law 8: readers of every protocol', () => {
  for (const protocol of protocols) {
    it(protocol.id, () => {
      const seen = new Map<string, number>()
      assertLaw(
        fc.property(cases, (given) => {
          try {
            readRequest(protocol, given, seen)
            readResponse(protocol, given)
          } catch (error) {
            throw new Error(
              `${String(error)}\n${schemaText(given.operation.input.schema)}\n${schemaText(given.operation.output.schema)}`,
              { cause: error },
            )
          }
        }),
        { numRuns: dearRuns },
      )
      console.log(`        ${[...seen].map(([tag, times]) => `${times} ${tag}`).join(', ')}`)
      assert.ok(
        (seen.get('Right') ?? 0) > 0 && (seen.get('Malformed') ?? 0) > 0,
        'both good and malformed requests came',
      )
    })
  }
})
