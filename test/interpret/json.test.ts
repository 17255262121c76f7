/**
 * JSON: numbers that are kept exact are objects in the tree, and stand for nothing but numbers.
 */
import assert from 'node:assert/strict'
import { readJson } from '../../lib/format/json.js'
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

/** Whole numbers in few members, whose texts are looked at beside the tree. */
const Counted = S.inferred('example#Counted', {
  n: ['N', () => Prelude.Integer],
  s: ['S', () => Prelude.String],
  more: [
    'More',
    () =>
      S.map(
        'example#Texts',
        () => Prelude.String,
        () => Prelude.String,
      ),
  ],
})

/** As numbers are written, and as a double would take some of them. */
const numbers = [
  '0',
  '-0',
  '7',
  ' 7 ',
  '1.0',
  '1e0',
  '1e400',
  '1E-400',
  '1.00000000000000000001',
  '2147483647.00000000000001',
  '-2147483648',
  '2147483648',
  '0.9999999999999999999999',
  '00007',
]

describe('whole numbers in JSON text', () => {
  const slow = (text: string): Validation<unknown> => {
    const tree = readJson(text, { numbers: 'exact' })
    return isLeft(tree) ? jsonText(Counted).decode(text) : json(Counted).decode(tree.right)
  }
  for (const number of numbers)
    for (const [name, text] of [
      ['alone', `{"N":${number}}`],
      ['beside a name that ends alike', `{"xN":1,"S":"N\\":1.5","N":${number}}`],
      ['beside an escaped quote', `{"More":{"a\\"N":"1"},"N":${number}}`],
      ['twice', `{"N":1,"N":${number}}`],
      ['behind a blank', `{"N" :${number}}`],
      ['under an escaped name', `{"\\u004e":${number}}`],
    ] as const)
      it(`${number}, ${name}: text says what the exact tree says`, () => {
        const wanted = slow(text)
        for (let i = 0; i < 8; i++) {
          const read = jsonText(Counted).decode(text)
          assert.deepEqual(told(read), told(wanted))
          if (!isLeft(read) && !isLeft(wanted)) assert.deepEqual(read.right, wanted.right)
        }
      })

  it('a lone surrogate in a text is refused, as it stands and as an escape, in short texts and in long', () => {
    for (const value of ['\ud800', '\\ud800', `${'x'.repeat(600)}\udfff`])
      for (let i = 0; i < 8; i++)
        assert.deepEqual(told(jsonText(Counted).decode(`{"S":"${value}"}`)), [
          'S: expected well-formed Unicode text, got text with a lone surrogate [type]',
        ])
  })
})

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
