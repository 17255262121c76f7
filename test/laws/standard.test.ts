/**
 * Laws of Standard Schema over arbitrary shapes: `validate` is `make`, and the path of an issue leads through the data that was
 * validated, up to its last step, which may be what is missing; of JSON on either side the same.
 */
import assert from 'node:assert/strict'
import * as fc from 'fast-check'
import { domainJson } from '../../lib/interpret/domainJson.js'
import { json } from '../../lib/interpret/json.js'
import { standardJson } from '../../lib/interpret/jsonSchema/index.js'
import type { Schema } from '../../lib/schema/index.js'
import type { StandardResult } from '../../lib/shape/index.js'
import { shapeOf } from '../../lib/shape/index.js'
import { replacePart } from '../../lib/testing/damage.js'
import { arbitrary, arbitrarySchema, schemaText } from '../../lib/testing/index.js'
import { isLeft } from '../../lib/value/either.js'
import { redacted } from '../../lib/value/index.js'
import { assertLaw, runs } from './assert.js'

type Issues = NonNullable<StandardResult<unknown>['issues']>

/** What is wrong with a path, nothing where it leads through the data. Keys of sensitive maps are not told. */
const strays = (data: unknown, path: Issues[number]['path']): string | undefined => {
  let at = data
  for (const [i, segment] of path.entries()) {
    if (segment === redacted) return undefined
    if (typeof at !== 'object' || at === null) return `nothing to step into at ${i} of ${JSON.stringify(path)}`
    if (!Object.hasOwn(at, segment) && i < path.length - 1) return `no ${segment} at ${i} of ${JSON.stringify(path)}`
    at = Object.hasOwn(at, segment) ? (at as Record<string | number, unknown>)[segment] : undefined
  }
  return undefined
}

const junk = fc.constantFrom<unknown>(null, 7, '', 'x'.repeat(50), [], {}, [null], { _tag: 'x' }, true, '\ud800')

const damaged = (good: (schema: Schema, a: unknown) => unknown) =>
  arbitrarySchema(fc)().chain((schema) =>
    fc
      .tuple(arbitrary(fc)(schema), fc.nat(), junk)
      .map(([a, index, by]) => ({ schema, data: replacePart(good(schema, a), index, by) })),
  )

const holds = (data: unknown, { issues }: StandardResult<unknown>, { schema }: { readonly schema: Schema }): void => {
  for (const { message, path } of issues ?? []) {
    assert.notEqual(message, '')
    assert.equal(strays(data, path), undefined, schemaText(schema))
  }
}

describe('laws of Standard Schema', () => {
  it('validate is make, and its paths lead through domain objects', () => {
    let refused = 0
    assertLaw(
      fc.property(
        damaged((_, a) => a),
        ({ schema, data }) => {
          const shape = shapeOf(schema)
          const result = shape['~standard'].validate(data)
          const made = shape.make(data)
          if (isLeft(made)) {
            refused++
            assert.equal(result.issues?.length, made.left.length)
          } else assert.deepEqual(result, { value: made.right })
          holds(data, result, shape)
        },
      ),
    )
    assert.ok(refused > runs / 20, `${refused} refused`)
  })

  it('JSON of the wire is read as json(S) reads it, its paths lead through the tree', () => {
    assertLaw(
      fc.property(
        damaged((schema, a) => json(shapeOf(schema)).encode(a)),
        ({ schema, data }) => {
          const shape = shapeOf(schema)
          const result = standardJson(shape)['~standard'].validate(data)
          assert.equal(result.issues === undefined, !isLeft(json(shape).decode(data)))
          holds(data, result, shape)
        },
      ),
    )
  })

  it('JSON of the domain is read back, its paths lead through the tree', () => {
    assertLaw(
      fc.property(
        damaged((schema, a) => domainJson(shapeOf(schema)).encode(a)),
        ({ schema, data }) => {
          const result = standardJson(shapeOf(schema), { side: 'domain' })['~standard'].validate(data)
          holds(data, result, { schema })
        },
      ),
    )
  })

  it('the property is made once, and only when asked for', () => {
    const schema = fc.sample(arbitrarySchema(fc)(), 1)[0] ?? assert.fail('no schema')
    const shape = shapeOf(schema)
    assert.equal(shape['~standard'], shape['~standard'])
  })
})
