/**
 * The order of Values as one ascending chain, in which each kind stands with its edges: whatever stands before is less, nothing
 * else is equal, and no two have one canonical text.
 */
import assert from 'node:assert/strict'
import * as fc from 'fast-check'
import type { Document } from '../../lib/value/Document.js'
import * as V from '../../lib/value/index.js'
import { recordOf } from '../../lib/value/own.js'
import { assertLaw } from '../laws/assert.js'

const { decimal, documentDecimal } = V

const numbers = [Number.NaN, -Infinity, -1, -0, 0, 0.5, 1, Infinity]
const bigs = [-(2n ** 70n), -1n, 0n, 1n, 2n ** 70n]
const decimals = [decimal(5n, -1), decimal(-1n, 0), decimal(0n, 0), decimal(1n, 0), decimal(0n, 1), decimal(1n, 1)]
const texts = ['', '"', 'a', 'ab', 'b', 'é']

const documents: ReadonlyArray<Document> = [
  null,
  false,
  true,
  ...numbers.filter(Number.isFinite),
  ...bigs,
  ...decimals.map(documentDecimal),
  ...texts,
  [],
  [null],
  [null, null],
  [1],
  ['a'],
  {},
  { a: null },
  { a: null, b: null },
  { a: 1 },
  { b: 0 },
]

const bytes = [[], [0], [0, 1], [1], [1, 0], [255]].map((list) => Uint8Array.from(list))

const one = V.integer(1)

const chain: ReadonlyArray<V.Value> = [
  V.absent,
  V.boolean(false),
  V.boolean(true),
  ...[-2, -1, 0, 1, 2].map(V.integer),
  ...bigs.map(V.long),
  ...bigs.map(V.bigInteger),
  ...decimals.map(V.bigDecimal),
  ...numbers.map(V.float),
  ...numbers.map(V.double),
  ...[-1, 0, 1].map(V.timestamp),
  ...texts.map((text) => V.string(text)),
  ...texts.map((text) => V.enumeration(text)),
  ...bytes.map(V.blob),
  ...documents.map(V.document),
  V.list([]),
  V.list([V.absent]),
  V.list([V.absent, V.absent]),
  V.list([one]),
  V.list([V.string('a')]),
  V.map<V.MapKey, V.Value>([]),
  V.map([[V.enumeration('b'), one]]),
  V.map([[V.string('a'), V.absent]]),
  V.map([[V.string('a'), one]]),
  V.map<V.MapKey, V.Value>([
    [V.string('a'), one],
    [V.string('b'), one],
  ]),
  V.map([[V.string('a'), V.integer(2)]]),
  V.map([[V.string('b'), V.absent]]),
  V.structure({}),
  V.structure({ a: V.absent }),
  V.structure({ a: one }),
  V.structure({ a: one, b: one }),
  V.structure({ a: V.integer(2) }),
  V.structure({ b: V.absent }),
]

describe('the order of Values', () => {
  it('is that of the chain', () => {
    for (const [i, a] of chain.entries())
      for (const [j, b] of chain.entries()) {
        const names = `${V.tree(a)} and ${V.tree(b)}`
        assert.equal(V.Ord.compare(a, b), Math.sign(i - j), names)
        assert.equal(V.Eq.equals(a, b), i === j, names)
        assert.equal(V.canonicalText(a) === V.canonicalText(b), i === j, names)
      }
  })

  it('is one of content: a copy is equal', () => {
    for (const a of chain) {
      const read = V.readFixture(V.writeFixture(a))
      assert.ok(read._tag === 'Right' && V.Eq.equals(a, read.right) && V.Eq.equals(V.list([a]), V.list([read.right])))
      assert.equal(V.canonicalText(a), V.canonicalText(read.right))
    }
  })

  it('law: the first part that differs decides', () => {
    const part = fc.nat({ max: chain.length - 1 })
    const value = (i: number): V.Value => chain[i] as V.Value
    assertLaw(
      fc.property(
        fc.array(part, { maxLength: 3 }),
        part,
        part,
        fc.array(part, { maxLength: 3 }),
        (head, i, j, tail) => {
          const wanted = Math.sign(i - j)
          const items = (at: number, rest: ReadonlyArray<number>): ReadonlyArray<V.Value> =>
            [...head, at, ...rest].map(value)
          assert.equal(V.Ord.compare(V.list(items(i, tail)), V.list(items(j, tail))), wanted)
          if (i !== j) assert.equal(V.Ord.compare(V.list(items(i, [])), V.list(items(j, tail))), wanted)
          const keyed = (all: ReadonlyArray<V.Value>): ReadonlyArray<readonly [string, V.Value]> =>
            all.map((item, k) => [`k${k}`, item] as const).reverse()
          const structure = (at: number): V.Value => V.structure(recordOf(keyed(items(at, tail))))
          assert.equal(V.Ord.compare(structure(i), structure(j)), wanted)
          const map = (at: number): V.Value =>
            V.map(keyed(items(at, tail)).map(([key, item]) => [V.string(key), item] as const))
          assert.equal(V.Ord.compare(map(i), map(j)), wanted)
        },
      ),
    )
  })

  it('law: documents, in lists and in records of any order', () => {
    const part = fc.nat({ max: documents.length - 1 })
    assertLaw(
      fc.property(part, part, part, (i, j, k) => {
        const [a, b, c] = [i, j, k].map((at) => documents[at] as Document) as [Document, Document, Document]
        const compare = (x: Document, y: Document): number => V.Ord.compare(V.document(x), V.document(y))
        assert.equal(compare([c, a], [c, b]), Math.sign(i - j))
        assert.equal(compare({ y: a, x: c }, { x: c, y: b }), Math.sign(i - j))
        const text = (x: Document): string => V.canonicalText(V.document(x))
        assert.equal(text({ y: a, x: c }), text({ x: c, y: a }))
        assert.equal(text([c, a]) === text([c, b]), i === j)
      }),
    )
  })

  it('arrays of a Document are compared by place, however many places there are', () => {
    const with11 = (changes: Readonly<Record<number, number>>): V.Value =>
      V.document(Array.from({ length: 11 }, (_, i) => changes[i] ?? 0))
    assert.equal(V.Ord.compare(with11({ 2: 1 }), with11({ 10: 1 })), 1)
  })

  it('canonical texts are golden', () => {
    const golden: ReadonlyArray<readonly [V.Value, string]> = [
      [V.structure({ b: V.string('x'), a: undefined, c: V.absent }), 'S{"b":s"x","c":0}'],
      [V.list([V.enumeration('"'), V.boolean(true)]), 'L[e"\\"",btrue]'],
      [V.map([[V.string('k'), V.long(5n)]]), 'M{"String:k":l5}'],
      [V.list([V.integer(-0), V.bigInteger(7n), V.timestamp(-0)]), 'L[i0,I7,t0]'],
      [V.list([V.bigDecimal(decimal(1n, -0)), V.float(-0), V.double(Number.NaN)]), 'L[D1e0,f-0,dNaN]'],
      [V.blob(Uint8Array.of(1, 2)), 'B1,2'],
      [
        V.document([null, true, -0, 1.5, 2n, documentDecimal(decimal(15n, -1)), 'a', { b: 1, a: [] }]),
        'o[null,true,-0,1.5,2n,15e-1d,"a",{"a":[],"b":1}]',
      ],
    ]
    for (const [value, text] of golden) assert.equal(V.canonicalText(value), text)
  })
})
