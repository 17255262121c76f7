/**
 * Input that nobody would send: anything at all, and good values with a part replaced by something else.
 */

import { json } from '../interpret/json.js'
import type { Shape } from '../shape/Shape.js'
import { recordOf } from '../value/own.js'
import type { Value } from '../value/Value.js'
import type { ArbitraryOptions } from './arbitrary.js'
import { arbitrary } from './arbitrary.js'
import { replacePart } from './damage.js'
import type { Arbitrary, FastCheck } from './FastCheck.js'
import { hostileTexts } from './texts.js'

const nested = (levels: number, wrap: (inner: unknown) => unknown): unknown => {
  let made: unknown = null
  for (let i = 0; i < levels; i++) made = wrap(made)
  return made
}

const wraps: ReadonlyArray<(inner: unknown) => unknown> = [
  (inner) => [inner],
  (inner) => ({ a: inner }),
  (inner) => recordOf([['__proto__', inner]]),
  (inner) => ({ _tag: 'List', items: [inner] }),
  (inner) => ({ _tag: 'Structure', fields: { a: inner } }),
  (inner) => ({ _tag: 'Document', value: [inner] }),
]

const junk = (fc: FastCheck): Arbitrary<unknown> =>
  fc.oneof(
    {
      weight: 3,
      arbitrary: fc.anything({
        withBigInt: true,
        withBoxedValues: true,
        withDate: true,
        withMap: true,
        withNullPrototype: true,
        withObjectString: true,
        withSet: true,
        withSparseArray: true,
        withTypedArray: true,
        maxDepth: 3,
      }),
    },
    {
      weight: 2,
      arbitrary: fc.constantFrom<unknown>(
        null,
        undefined,
        Number.NaN,
        Infinity,
        -0,
        1.5,
        2 ** 53,
        1e39,
        2n ** 64n,
        '\ud800',
        '',
        {},
        [],
        new Date(Number.NaN),
        new Date(8.64e15),
        Symbol('s'),
        () => 0,
        { _tag: 'Null' },
        { _tag: '$unknown', name: '__proto__', raw: null },
        { _tag: 'Timestamp', epochMillis: 0.5 },
        { _tag: 'Map', entries: [[1, 2]] },
        { _tag: 'Structure', fields: null },
        { _tag: 'Float', value: 0.1 },
        { coefficient: 1n, exponent: 0.5 },
        { coefficient: 1n, exponent: 2 ** 53 },
      ),
    },
    { weight: 1, arbitrary: fc.constantFrom(...hostileTexts) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.constantFrom(...wraps), fc.constantFrom(3, 300, 3000))
        .map(([wrap, levels]) => nested(levels, wrap)),
    },
  )

/** Anything at all: no shape, or a domain object, a Value or a JSON tree of the shape with one part replaced. */
export const garbage =
  (fc: FastCheck) =>
  (shape: Shape<unknown, Value, unknown>, options: ArbitraryOptions = {}): Arbitrary<unknown> => {
    const good = arbitrary(fc)(shape.schema, options)
    const damaged = (of: (a: unknown) => unknown): Arbitrary<unknown> =>
      fc.tuple(good, fc.nat(), junk(fc)).map(([a, index, by]) => replacePart(of(a), index, by))
    return fc.oneof(
      { weight: 2, arbitrary: junk(fc) },
      { weight: 2, arbitrary: damaged((a) => a) },
      { weight: 2, arbitrary: damaged(shape.encode) },
      { weight: 2, arbitrary: damaged(json(shape).encode) },
    )
  }
