/**
 * JSON: numbers that are kept exact are objects in the tree, and stand for nothing but numbers.
 */
import assert from 'node:assert/strict'
import { json, jsonBytes, jsonText } from '../../lib/interpret/json.js'
import * as S from '../../lib/shape/index.js'
import { isLeft } from '../../lib/value/either.js'
import type { Validation } from '../../lib/value/index.js'
import { issuesOf, issueText } from '../../lib/value/index.js'

const { Prelude } = S

const Row = S.inferred('example#Row', {
  price: ['price', () => Prelude.BigDecimal],
  inner: ['inner', () => S.inferred('example#Inner', { a: ['a', () => Prelude.String] })],
  map: [
    'map',
    () =>
      S.map(
        'example#Map',
        () => Prelude.String,
        () => Prelude.Long,
      ),
  ],
  union: [
    'union',
    () =>
      S.union<{ _tag: 'coefficient'; value: bigint }, never, never>('example#Union', {
        coefficient: ['coefficient', () => Prelude.Long],
      }),
  ],
})

const told = (read: Validation<unknown>): ReadonlyArray<string> =>
  isLeft(read) ? issuesOf(read.left).map(issueText) : []

const cases: ReadonlyArray<readonly [string, string]> = [
  ['1.25', '(root): expected a structure, got a number [type]'],
  ['{"inner":1.25}', 'inner: expected a structure, got a number [type]'],
  ['{"map":1.25}', 'map: expected a map, got a number [type]'],
  ['{"union":1.25}', 'union: expected a union with one member, got a number [type]'],
  [
    '{"price":{"coefficient":123456789012345678901234567890,"exponent":0}}',
    'price: expected a decimal number, got an object [type]',
  ],
]

describe('exact numbers in JSON', () => {
  for (const [text, issue] of cases) {
    it(`${text} is refused, by the first reading and by emitted code`, () => {
      for (let i = 0; i < 10; i++) {
        assert.deepEqual(told(jsonText(Row).decode(text)), [issue])
        assert.deepEqual(told(jsonBytes(Row).decode(new TextEncoder().encode(text))), [issue])
      }
    })
  }

  it('what json(S) wrote, json(S) reads', () => {
    const tree = json(Row).encode({ price: { coefficient: 125n, exponent: -2 } })
    assert.deepEqual(told(json(Row).decode(tree)), [])
  })
})
