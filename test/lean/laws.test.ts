/**
 * Law 9: a lean shape takes what the shape of the same description takes, to the same, and finds the same issues in the rest.
 */
import assert from 'node:assert/strict'
import * as fc from 'fast-check'
import type { Either } from 'fp-ts/lib/Either.js'
import { json, jsonText } from '../../lib/index.js'
import type { Issues } from '../../lib/lean/index.js'
import * as L from '../../lib/lean/index.js'
import type { Schema } from '../../lib/schema/index.js'
import { closure, membersOf } from '../../lib/schema/Schema.js'
import { shapeOf } from '../../lib/shape/index.js'
import { arbitrary, arbitrarySchema, garbage, schemaText } from '../../lib/testing/index.js'
import type { Issue } from '../../lib/value/index.js'
import { asText, outcome } from '../laws/agree.js'
import { assertLaw } from '../laws/assert.js'
import { leanOf } from './leanOf.js'

interface Refused {
  readonly issues: ReadonlyArray<Issue>
}

const lean = (read: Either<Issues, unknown>): unknown => (read._tag === 'Right' ? read : { issues: read.left })

/** A lean reader does not say where text is no JSON. */
const placeless = (read: unknown): unknown => {
  const { issues } = read as Partial<Refused>
  const [first] = issues ?? []
  return first?.code === 'syntax' && first.path.length === 0
    ? { issues: [{ ...first, expected: 'JSON text', actual: 'other text' }] }
    : read
}

/** A record of rows has members with names of digits first, whoever makes a shape of it. */
const isInOrder = (schema: Schema): boolean =>
  !closure(schema).some((one) => membersOf(one).some(({ field }) => /^\d+$/.test(field)))

const whole32: ReadonlyArray<Schema['_tag']> = ['byte', 'short', 'integer', 'intEnum']

/** Whole numbers of at most 32 bits have no minus zero in lean text. */
const unsigned = (text: string, schema: Schema): string =>
  closure(schema).some(({ _tag }) => whole32.includes(_tag)) ? text.replace(/(?<=[:[,]|^)-0(?=[,}\]]|$)/g, '0') : text

describe('law 9: lean shapes', () => {
  const schemas = arbitrarySchema(fc)().filter(isInOrder)
  const cases = schemas.chain((schema) => {
    const shape = shapeOf(schema)
    const good = arbitrary(fc)(schema)
    return fc.record({ schema: fc.constant(schema), value: good, junk: garbage(fc)(shape) })
  })

  it('check and make as shapes do', () => {
    assertLaw(
      fc.property(cases, ({ schema, value, junk }) => {
        const [shape, slim] = [shapeOf(schema), leanOf(schema)]
        for (const input of [value, json(shape).encode(value), junk]) {
          assert.deepEqual(lean(L.make(slim)(input)), outcome(shape.make(input)), schemaText(schema))
          assert.equal(L.is(slim)(input), shape.is(input), schemaText(schema))
        }
      }),
    )
  })

  it('read text as shapes do, and write the same', () => {
    assertLaw(
      fc.property(cases, ({ schema, value, junk }) => {
        const [text, slim] = [jsonText(shapeOf(schema)), L.jsonText(leanOf(schema))]
        const written = text.encode(value)
        assert.equal(unsigned(slim.encode(value), schema), unsigned(written, schema), schemaText(schema))
        for (const given of [written, asText(junk), written.slice(1)])
          assert.deepEqual(
            placeless(lean(slim.decode(given))),
            placeless(outcome(text.decode(given))),
            schemaText(schema),
          )
      }),
    )
  })
})
