/**
 * Law 9 for messages: a lean client writes the requests and reads the answers that the client of the whole library does.
 */
import assert from 'node:assert/strict'
import * as fc from 'fast-check'
import type { AnyOperation } from '../../lib/index.js'
import { awsJson1_0, awsJson1_1, restJson1 } from '../../lib/index.js'
import { partOf } from '../../lib/interpret/split.js'
import * as L from '../../lib/lean/index.js'
import type { Protocol } from '../../lib/protocol/Protocol.js'
import type { Member } from '../../lib/schema/index.js'
import { closure, isStream, membersOf } from '../../lib/schema/Schema.js'
import type { AnyShape } from '../../lib/shape/index.js'
import { shapeOf } from '../../lib/shape/index.js'
import { arbitraryOperation } from '../../lib/testing/bindings.js'
import { arbitrary, garbage } from '../../lib/testing/index.js'
import { assertLaw, dearRuns } from '../laws/assert.js'
import { plain } from '../laws/rests.js'
import { answers, hasWhole, readable } from './agree.js'
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
        { numRuns: dearRuns / 2 },
      )
    })
})
