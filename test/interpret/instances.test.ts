/**
 * fp-ts instances of a shape's domain type.
 */
import assert from 'node:assert/strict'
import * as fc from 'fast-check'
import { eq, ord, show } from '../../lib/interpret/instances.js'
import * as S from '../../lib/shape/index.js'
import { shapeOf } from '../../lib/shape/index.js'
import { arbitrary, arbitrarySchema } from '../../lib/testing/index.js'
import { assertLaw } from '../laws/assert.js'

const Secret = S.string('example#Secret', { sensitive: true })
const Row = S.inferred('example#Row', { name: ['Name', () => S.Prelude.String, 1], secret: ['Secret', () => Secret] })

describe('instances of a domain type', () => {
  it('equality of meaning: members that the shape does not know do not count', () => {
    const { equals } = eq(Row)
    assert.equal(equals({ name: 'a' }, { name: 'a' }), true)
    assert.equal(equals({ name: 'a' }, { name: 'a', more: 1 } as never), true)
    assert.equal(equals({ name: 'a' }, { name: 'b' }), false)
    assert.equal(equals({ name: 'a', secret: 'x' }, { name: 'a' }), false)
    const same = { name: 'a' }
    assert.equal(equals(same, same), true)
    assert.equal(ord(Row).equals(same, { name: 'b' }), false)
  })

  it('zeros of two signs are two floats and one whole number, by themselves and inside', () => {
    for (const [shape, same] of [
      [S.Prelude.Float, false],
      [S.Prelude.Double, false],
      [S.Prelude.Integer, true],
    ] as const) {
      const { equals } = eq(shapeOf(shape.schema))
      assert.equal(equals(-0, 0), same)
      assert.equal(ord(shapeOf(shape.schema)).equals(-0, 0), same)
      assert.equal(ord(shapeOf(shape.schema)).compare(-0, 0), same ? 0 : -1)
      const Inside = S.inferred('example#Inside', { n: ['N', () => shape, 1] })
      assert.equal(eq(Inside).equals({ n: -0 }, { n: 0 }), same)
    }
    assert.equal(eq(S.Prelude.Double).equals(Number.NaN, Number.NaN), true)
  })

  it('an order by members', () => {
    const { compare } = ord(Row)
    assert.deepEqual(
      [
        compare({ name: 'a' }, { name: 'b' }),
        compare({ name: 'b' }, { name: 'a' }),
        compare({ name: 'a' }, { name: 'a' }),
      ],
      [-1, 1, 0],
    )
  })

  it('a tree without what is sensitive', () =>
    assert.equal(
      show(Row).show({ name: 'a', secret: 'hush' }),
      'Structure\n├─ Name String "a"\n└─ Secret String "(redacted)"',
    ))

  it('law: they agree, of any shape', () => {
    const two = arbitrarySchema(fc)().chain((schema) =>
      fc.tuple(arbitrary(fc)(schema), arbitrary(fc)(schema)).map(([a, b]) => ({ shape: shapeOf(schema), a, b })),
    )
    assertLaw(
      fc.property(two, ({ shape, a, b }) => {
        const { compare, equals } = ord(shape)
        assert.equal(compare(a, a), 0)
        assert.equal(compare(a, b), 0 - compare(b, a))
        assert.equal(equals(a, b), compare(a, b) === 0)
        assert.equal(eq(shape).equals(a, b), equals(a, b))
      }),
      { numRuns: 200 },
    )
  })
})
