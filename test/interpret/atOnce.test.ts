/**
 * What is good is read at once: after a few readings no limit of the policy is looked up any more, as whoever walks over a payload does at
 * each structure, list and map of it. Only what is bad is walked over, to say why.
 */
import assert from 'node:assert/strict'
import type { Policy } from '../../lib/compile/Policy.js'
import { closed, strict, tolerant } from '../../lib/compile/Policy.js'
import { cborBytes, json, jsonBytes, jsonText, xmlText } from '../../lib/index.js'
import type { AnyShape, Shape } from '../../lib/shape/index.js'
import * as S from '../../lib/shape/index.js'
import type { Value } from '../../lib/value/index.js'

type Any = Shape<unknown, Value, unknown>

const Part = S.inferred('example#Part', {
  n: ['N', () => S.Prelude.Integer, 1],
  text: ['Text', () => S.string('example#Text', { length: { min: 1, max: 9 }, pattern: '^[a-z]*$' })],
})

const Choice = S.union<
  { readonly _tag: 'part'; readonly value: unknown } | { readonly _tag: 'flag'; readonly value: boolean },
  Value,
  never
>('example#Choice', { part: ['Part', () => Part], flag: ['Flag', () => S.Prelude.Boolean] })

/** No documents, which JSON and domain objects leave to the walk. */
const Whole = S.inferred('example#Whole', {
  parts: ['Parts', () => S.list('example#Parts', () => Part)],
  texts: [
    'Texts',
    () =>
      S.map(
        'example#Texts',
        () => S.Prelude.String,
        () => S.Prelude.String,
      ),
  ],
  color: ['Color', () => S.enumeration('example#Color', ['RED', 'GREEN'])],
  ratio: ['Ratio', () => S.Prelude.Double],
  at: ['At', () => S.Prelude.Timestamp],
  data: ['Data', () => S.Prelude.Blob],
  choice: ['Choice', () => Choice],
  choices: ['Choices', () => S.list('example#Choices', () => Choice)],
})

const good = {
  parts: [{ n: 1, text: 'a' }, { n: 2 }],
  texts: { a: 'b', é: '"' },
  color: 'GREEN',
  ratio: 0.5,
  at: new Date(5_000),
  data: Uint8Array.of(1, 2),
  choice: { _tag: 'part', value: { n: 3 } },
  choices: [
    { _tag: 'flag', value: true },
    { _tag: 'part', value: { n: 4, text: 'b' } },
  ],
}

/** The shape under a policy of its own, and how often the limits of that were looked up since it was asked last. */
const counting = (shape: AnyShape, base: Policy): { readonly shape: Any; readonly asked: () => number } => {
  let count = 0
  const policy: Policy = {
    ...base,
    get limits() {
      count++
      return base.limits
    },
  }
  return {
    shape: S.shapeOf(shape.schema, policy),
    asked: () => {
      const since = count
      count = 0
      return since
    },
  }
}

/** Readings after which everything is made that is made once. */
const few = 12

describe('at once', () => {
  for (const [name, base] of Object.entries({ strict, tolerant, closed: closed(strict) })) {
    const codecs = { json, jsonText, jsonBytes, xmlText, cborBytes } as Readonly<
      Record<
        string,
        (shape: Any) => {
          readonly encode: (a: unknown) => unknown
          readonly decode: (u: unknown) => { readonly _tag: string }
        }
      >
    >
    for (const [format, codec] of Object.entries(codecs))
      it(`${format}, ${name}`, () => {
        const { shape, asked } = counting(Whole, base)
        const outer = codec(S.shapeOf(Whole.schema)).encode(good)
        for (let i = 0; i < few; i++) assert.deepEqual(codec(shape).decode(outer), { _tag: 'Right', right: good })
        asked()
        for (let i = 0; i < few; i++) assert.equal(codec(shape).decode(outer)._tag, 'Right')
        assert.equal(asked(), 0)
        const bad = codec(S.shapeOf(Whole.schema)).encode({ ...good, texts: [] })
        assert.equal(codec(shape).decode(bad)._tag, 'Left')
        assert.ok(asked() > 0, 'the walk says why')
      })

    it(`is and make, ${name}`, () => {
      const { shape, asked } = counting(Whole, base)
      const reads = [(u: unknown) => shape.is(u), (u: unknown) => shape.make(u)._tag === 'Right']
      for (const read of reads) {
        for (let i = 0; i < few; i++) assert.ok(read(good))
        asked()
        for (let i = 0; i < few; i++) assert.ok(read(good))
        assert.equal(asked(), 0)
      }
      assert.equal(shape.is({ ...good, texts: [] }), false)
      assert.ok(asked() > 0)
    })
  }
})
