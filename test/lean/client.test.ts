/**
 * Law 9 for messages: a lean client writes the requests and reads the answers that the client of the whole library does.
 */
import assert from 'node:assert/strict'
import * as fc from 'fast-check'
import type { Either } from 'fp-ts/lib/Either.js'
import type { HttpResponse } from '../../lib/http/index.js'
import { bytesBody, bytesOf, noBody } from '../../lib/http/index.js'
import type { AnyOperation } from '../../lib/index.js'
import { awsJson1_0, awsJson1_1, restJson1 } from '../../lib/index.js'
import { partOf } from '../../lib/interpret/split.js'
import * as L from '../../lib/lean/index.js'
import type { Protocol } from '../../lib/protocol/Protocol.js'
import type { Member, Schema } from '../../lib/schema/index.js'
import { closure, isStream, membersOf } from '../../lib/schema/Schema.js'
import type { AnyShape } from '../../lib/shape/index.js'
import { shapeOf } from '../../lib/shape/index.js'
import { arbitraryOperation } from '../../lib/testing/bindings.js'
import { arbitrary, garbage } from '../../lib/testing/index.js'
import { assertLaw, dearRuns } from '../laws/assert.js'
import { plain } from '../laws/rests.js'
import { leanOperation } from './leanOf.js'

const inBody = (member: Member): boolean => partOf(member) === 'body' && !isStream(member)

/** A message with the members of its body alone. */
const bodyOf = ({ schema }: AnyShape): AnyShape =>
  shapeOf(schema._tag === 'structure' ? { ...schema, members: schema.members.filter(inBody) } : schema)

/** An operation that lies in its bodies alone. */
const bodyOperation = (operation: AnyOperation): AnyOperation => {
  const { hostPrefix: _, md5: __, custom: ___, http, ...traits } = operation.traits
  return {
    ...operation,
    input: bodyOf(operation.input),
    output: bodyOf(operation.output),
    errors: operation.errors.map(bodyOf),
    traits: { ...traits, http: { method: http?.method ?? 'POST', uri: '/a/b?x=y', code: 200 } },
    writes: 'total',
  }
}

const inOrder = ({ input, output, errors }: AnyOperation): boolean =>
  [input, output, ...errors].every(
    ({ schema }) => !closure(schema).some((one) => membersOf(one).some(({ field }) => /^\d+$/.test(field))),
  )

const hasWhole = (schema: Schema): boolean =>
  closure(schema).some(({ _tag }) => _tag === 'byte' || _tag === 'short' || _tag === 'integer' || _tag === 'intEnum')

/** Issues as data; what an unknown member holds is as `JSON.parse` gives it, and where text is no JSON has no place. */
const readable = (read: Either<unknown, unknown>): unknown =>
  JSON.parse(
    JSON.stringify(read, (key, value: unknown) => {
      if (key === 'issues')
        return (value as ReadonlyArray<L.Issue & { readonly issue?: L.Issue }>).map((one) => {
          const issue = one.issue ?? one
          return issue.code === 'syntax' && issue.path.length === 0 ? { ...issue, expected: '', actual: '' } : issue
        })
      if (key === 'raw') return 'raw'
      if (value instanceof Uint8Array) return [...value]
      return typeof value === 'bigint' ? `${value}n` : value
    }),
  )

const subjects: ReadonlyArray<readonly [string, Protocol, typeof L.restJson1]> = [
  ['restJson1', restJson1, L.restJson1],
  ['awsJson1_0', awsJson1_0, L.awsJson1_0],
  ['awsJson1_1', awsJson1_1, L.awsJson1_1],
]

const exchanges = arbitraryOperation(fc)({ names: 'any' })
  .map(bodyOperation)
  .filter(inOrder)
  .chain((operation) =>
    fc.record({
      operation: fc.constant(operation),
      input: arbitrary(fc)(operation.input.schema),
      output: arbitrary(fc)(operation.output.schema),
      error: fc.nat({ max: operation.errors.length }).chain((i) => {
        const shape = operation.errors[i]
        return shape === undefined
          ? fc.constant(undefined)
          : arbitrary(fc)(shape.schema).map((value) => ({
              _tag: shape.schema.id.slice(shape.schema.id.indexOf('#') + 1),
              value,
            }))
      }),
      junk: garbage(fc)(shapeOf(operation.output.schema)),
      status: fc.constantFrom(200, 204, 299, 300, 400, 404, 429, 500, 503),
    }),
  )

const asJson = (u: unknown): Uint8Array => {
  try {
    return new TextEncoder().encode(JSON.stringify(u) ?? '')
  } catch {
    return new TextEncoder().encode('{')
  }
}

/** Answers as servers send them, and what none would send. */
const answers = (
  protocol: Protocol,
  operation: AnyOperation,
  output: unknown,
  error: unknown,
  junk: unknown,
  status: number,
): ReadonlyArray<HttpResponse> => {
  const server = protocol.server(operation)
  const good = server.encodeResponse({ _tag: 'Right', right: output })
  const bad = error === undefined ? [] : [server.encodeResponse({ _tag: 'Left', left: error as never })]
  const bytes = bytesOf(good.body)
  return [
    good,
    ...bad,
    ...bad.map((one) => ({ ...one, status, headers: one.headers.filter(([name]) => name !== 'x-amzn-errortype') })),
    ...bad.map((one) => ({ ...one, body: noBody })),
    ...bad.map((one) => ({ ...one, body: bytesBody(asJson(junk)) })),
    {
      status,
      headers: [
        ['x-amzn-RequestId', 'r'],
        ['x-amzn-query-error', 'Code;Sender'],
      ],
      body: bytesBody(asJson(junk)),
    },
    { status, headers: [], body: bytesBody(bytes.subarray(0, bytes.length >> 1)) },
    { status, headers: [], body: noBody },
  ]
}

describe('law 9: lean clients', () => {
  for (const [name, protocol, lean] of subjects)
    it(`${name}: write the requests and read the answers of the whole library's`, () => {
      assertLaw(
        fc.property(exchanges, ({ operation, input, output, error, junk, status }) => {
          const client = protocol.client(operation)
          const slim = lean.client(leanOperation(operation))
          if (!hasWhole(operation.input.schema))
            assert.deepEqual(plain(slim.encodeRequest(input)), plain(client.encodeRequest(input)))
          for (const answer of answers(protocol, operation, output, error, junk, status))
            assert.deepEqual(readable(slim.decodeResponse(answer)), readable(client.decodeResponse(answer)))
        }),
        { numRuns: dearRuns },
      )
    })
})
