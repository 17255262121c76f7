/**
 * Values as text in the places of a message, and as a raw payload: each kind in each place, and the words for what a place cannot hold.
 * Source: Smithy 2.0, "HTTP bindings", serialization rules of each trait.
 */
import assert from 'node:assert/strict'
import { exactView } from '../../lib/compile/domain.js'
import { trusted } from '../../lib/compile/Policy.js'
import type { Writing } from '../../lib/compile/View.js'
import { startWalk, walker } from '../../lib/compile/walk.js'
import { issueText } from '../../lib/index.js'
import { isRaw, rawWriting } from '../../lib/interpret/raw.js'
import type { Place } from '../../lib/interpret/text.js'
import { textWriting } from '../../lib/interpret/text.js'
import type { Traits } from '../../lib/schema/index.js'
import type { AnyShape } from '../../lib/shape/index.js'
import * as S from '../../lib/shape/index.js'

const { Prelude } = S

/** What is written, and the words of what cannot be. */
const write = <Y>(writing: Writing<Y>, { schema }: AnyShape, host: unknown): unknown => {
  const { result, run } = startWalk(walker(exactView, writing), schema, trusted, host)
  const { found } = run.refusals
  return found.length === 0 ? result : found.map(({ issue }) => issueText(issue)).join('; ')
}

const places: ReadonlyArray<Place> = ['label', 'query', 'header']

const list = (item: AnyShape): AnyShape =>
  S.list('x#L', () => item as unknown as S.Shape<unknown, never, unknown>) as unknown as AnyShape

const timestamp = (timestampFormat: NonNullable<Traits['timestampFormat']>): AnyShape =>
  S.timestamp('x#T', { timestampFormat })

const when = new Date(1_515_531_081_500)

describe('text in the places of a message', () => {
  const leaves: ReadonlyArray<readonly [AnyShape, unknown, string]> = [
    [Prelude.String, 'a b', 'a b'],
    [S.enumeration('x#E', ['A']), 'B', 'B'],
    [Prelude.Integer, -7, '-7'],
    [Prelude.Byte, 7, '7'],
    [Prelude.Short, 7, '7'],
    [S.intEnumeration('x#I', { A: 1 }), 2, '2'],
    [Prelude.Long, 2n ** 62n, '4611686018427387904'],
    [Prelude.BigInteger, -(2n ** 70n), '-1180591620717411303424'],
    [Prelude.BigDecimal, { coefficient: 15n, exponent: -1 }, '1.5'],
    [Prelude.Float, Math.fround(0.1), '0.1'],
    [Prelude.Double, Math.fround(0.1), '0.10000000149011612'],
    [Prelude.Double, -0, '-0'],
    [Prelude.Double, -Infinity, '-Infinity'],
    [Prelude.Boolean, true, 'true'],
    [Prelude.Blob, Uint8Array.of(104, 105), 'aGk='],
    [timestamp('date-time'), when, '2018-01-09T20:51:21.500Z'],
    [timestamp('http-date'), new Date(1_515_531_081_000), 'Tue, 09 Jan 2018 20:51:21 GMT'],
    [timestamp('epoch-seconds'), when, '1515531081.5'],
  ]

  for (const place of places) {
    const writing = textWriting(place)
    it(`leaves in a ${place}, alone and in a list`, () => {
      for (const [shape, host, text] of leaves) {
        assert.equal(write(writing, shape, host), text)
        const [one, two] = [write(writing, list(shape), [host]), write(writing, list(shape), [host, host])]
        if (place === 'header') assert.deepEqual([one, two], [text, `${text}, ${text}`])
        else assert.deepEqual([one, two], [[text], [text, text]])
      }
      assert.equal(
        write(writing, Prelude.Timestamp, new Date(1_515_531_081_000)),
        place === 'header' ? 'Tue, 09 Jan 2018 20:51:21 GMT' : '2018-01-09T20:51:21Z',
      )
    })

    it(`what a ${place} cannot hold`, () => {
      const words =
        place === 'header'
          ? '(root): expected Latin-1 text without control characters, got other text [unrepresentable]'
          : '(root): expected well-formed Unicode text, got other text [unrepresentable]'
      assert.equal(write(writing, Prelude.String, '\ud800'), words)
      assert.equal(write(writing, Prelude.String, '日本'), place === 'header' ? words : '日本')
      assert.equal(write(writing, Prelude.String, 'a\nb'), place === 'header' ? words : 'a\nb')
      assert.equal(write(writing, Prelude.String, 'é'), 'é')
      assert.equal(
        write(writing, Prelude.Document, 1),
        `(root): expected a document in a ${place}, got a document [unrepresentable]`,
      )
      const map = S.map(
        'x#M',
        () => Prelude.String,
        () => Prelude.String,
      )
      assert.deepEqual(write(writing, map, { a: 'x', b: 'y' }), [
        ['a', 'x'],
        ['b', 'y'],
      ])
      // Names of header fields are looked at where their prefix is known.
      assert.deepEqual(write(writing, map, { '\ud800': 'x' }), place === 'header' ? [['\ud800', 'x']] : words)
    })

    it(`aggregates that no model puts in a ${place} are empty text, and so is a null`, () => {
      const U = S.union<{ readonly _tag: 'a'; readonly value: string }, never, unknown>('x#U', {
        a: ['A', () => Prelude.String],
      }) as unknown as AnyShape
      assert.equal(write(writing, S.inferred('x#S', { a: ['A', () => Prelude.String] }), { a: 'x' }), '')
      assert.equal(write(writing, U, { _tag: 'a', value: 'x' }), '')
      assert.equal(write(writing, U, { _tag: '$unknown', name: 'z', raw: null }), '')
      const sparse = S.sparseList('x#L', () => Prelude.String)
      assert.deepEqual(write(writing, sparse, ['a', null]), place === 'header' ? 'a, ""' : ['a', ''])
    })
  }

  it('items of a header are quoted where they have to be, text and enums alone', () => {
    const header = textWriting('header')
    assert.equal(write(header, list(Prelude.String), ['a', 'b,c', '"d"', '']), 'a, "b,c", "\\"d\\"", ""')
    assert.equal(write(header, list(S.enumeration('x#E', ['A'])), ['b,c']), '"b,c"')
    assert.equal(write(header, list(timestamp('http-date')), [when]), 'Tue, 09 Jan 2018 20:51:21 GMT')
  })

  it('text of a media type is base64 in a header alone, and only of a string', () => {
    const media = S.string('x#J', { mediaType: 'application/json' })
    assert.equal(write(textWriting('header'), media, '{"é":1}'), 'eyLDqSI6MX0=')
    for (const place of ['label', 'query'] as const) assert.equal(write(textWriting(place), media, '{}'), '{}')
    assert.equal(write(textWriting('header'), S.enumeration('x#E', ['A'], { mediaType: 'text/plain' }), 'A'), 'A')
  })
})

describe('raw payloads', () => {
  it('are bytes, and text as UTF-8', () => {
    const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)
    assert.deepEqual(write(rawWriting, Prelude.String, 'é'), utf8('é'))
    assert.deepEqual(write(rawWriting, S.enumeration('x#E', ['A']), 'A'), utf8('A'))
    assert.deepEqual(write(rawWriting, Prelude.Blob, Uint8Array.of(1, 2)), Uint8Array.of(1, 2))
    assert.equal(
      write(rawWriting, Prelude.String, '\ud800'),
      '(root): expected well-formed Unicode text, got other text [unrepresentable]',
    )
    for (const [shape, host] of [
      [Prelude.Integer, 1],
      [Prelude.Boolean, true],
      [Prelude.Timestamp, when],
      [Prelude.Document, 1],
      [Prelude.Unit, {}],
    ] as const)
      assert.deepEqual(write(rawWriting, shape, host), new Uint8Array())
    const raw = [
      Prelude.Blob,
      Prelude.String,
      S.enumeration('x#E', ['A']),
      Prelude.Integer,
      Prelude.Document,
      Prelude.Unit,
    ]
    assert.deepEqual(
      raw.map(({ schema }) => isRaw(schema)),
      [true, true, true, false, false, false],
    )
  })
})
