/**
 * Nodes as the formats see them, each under every kind of shape: what is taken, and the words for what is not. Models that are valid
 * ask for few of these; views are total all the same.
 */
import assert from 'node:assert/strict'
import { domainWriting } from '../../lib/compile/domain.js'
import { closed, strict } from '../../lib/compile/Policy.js'
import type { View } from '../../lib/compile/View.js'
import { startWalk, walker } from '../../lib/compile/walk.js'
import { cborMap, cborTag } from '../../lib/format/cbor.js'
import { treeOf } from '../../lib/format/form.js'
import { element, textElement } from '../../lib/format/xml.js'
import { issueText } from '../../lib/index.js'
import { cborView } from '../../lib/interpret/cbor.js'
import { heldNode, queryView } from '../../lib/interpret/query.js'
import { rawView } from '../../lib/interpret/raw.js'
import { textView } from '../../lib/interpret/text.js'
import { xmlView } from '../../lib/interpret/xml.js'
import type { Kind, Schema } from '../../lib/schema/index.js'
import type { AnyShape } from '../../lib/shape/index.js'
import * as S from '../../lib/shape/index.js'

const { Prelude } = S

const shapes: ReadonlyArray<AnyShape> = [
  Prelude.String,
  S.enumeration('x#E', ['A']),
  S.intEnumeration('x#I', { A: 1 }),
  Prelude.Byte,
  Prelude.Short,
  Prelude.Integer,
  Prelude.Long,
  Prelude.BigInteger,
  Prelude.BigDecimal,
  Prelude.Float,
  Prelude.Double,
  Prelude.Boolean,
  Prelude.Blob,
  Prelude.Timestamp,
  Prelude.Document,
  S.list('x#L', () => Prelude.String),
  S.map(
    'x#M',
    () => Prelude.String,
    () => Prelude.String,
  ),
  S.inferred('x#S', { a: ['A', () => Prelude.String] }),
  S.union<{ readonly _tag: 'a'; readonly value: string }, never, unknown>('x#U', {
    a: ['A', () => Prelude.String],
  }) as unknown as AnyShape,
]

/** What a closed walk makes of a node: the result, or the words. */
const read = (view: View<unknown>, schema: Schema, node: unknown): unknown => {
  const { result, run } = startWalk(walker(view, domainWriting), schema, closed(strict), node)
  const { found } = run.refusals
  return found.length === 0 ? result : found.map(({ issue }) => issueText(issue)).join('; ')
}

type ByKind = Readonly<Partial<Record<Kind, unknown>>>

const readAll = (view: View<unknown>, node: unknown): ByKind =>
  Object.fromEntries(shapes.map(({ schema }) => [schema._tag, read(view, schema, node)]))

const expected = (what: string): string => `(root): expected ${what}`

const whole = (words: string): ByKind =>
  Object.fromEntries(
    ['intEnum', 'byte', 'short', 'integer', 'long', 'bigInteger'].map((kind) => [
      kind,
      expected(`a whole number, got ${words}`),
    ]),
  )

/** Of text that is of no kind but text. */
const otherText: ByKind = {
  ...whole('other text [type]'),
  bigDecimal: expected('a number, got other text [type]'),
  float: expected('a number, got other text [type]'),
  double: expected('a number, got other text [type]'),
  boolean: expected('true or false, got other text [type]'),
  blob: expected('base64 text, got other text [syntax]'),
  timestamp: expected('a date-time of RFC 3339, got other text [syntax]'),
}

const noText = (actual: string): ByKind => ({
  string: expected(`a string, got ${actual} [type]`),
  enum: expected(`a string, got ${actual} [type]`),
})

const noAggregate = (actual: string): ByKind => ({
  list: expected(`a list, got ${actual} [type]`),
  map: expected(`a map, got ${actual} [type]`),
  structure: expected(`a structure, got ${actual} [type]`),
  union: expected(`a union with one member, got ${actual} [type]`),
})

/** What every kind says of a node that is of none. */
const refused = (actual: string): ByKind => {
  const among = (low: string, high: string): string =>
    expected(`a whole number from ${low} to ${high}, got ${actual} [type]`)
  const integer = among('-2147483648', '2147483647')
  return {
    ...noText(actual),
    intEnum: integer,
    byte: among('-128', '127'),
    short: among('-32768', '32767'),
    integer,
    long: among('-9223372036854775808', '9223372036854775807'),
    bigInteger: expected(`a whole number, got ${actual} [type]`),
    bigDecimal: expected(`a decimal number, got ${actual} [type]`),
    float: expected(`a number, got ${actual} [type]`),
    double: expected(`a number, got ${actual} [type]`),
    boolean: expected(`true or false, got ${actual} [type]`),
    blob: expected(`bytes, got ${actual} [type]`),
    timestamp: expected(`a timestamp, got ${actual} [type]`),
    document: expected(`a document, got ${actual} [type]`),
    ...noAggregate(actual),
  }
}

const taken = (text: string): ByKind => ({ string: text, enum: expected(`one of A, got "${text}" [enum]`) })

describe('views', () => {
  it('a raw payload is text or bytes', () => {
    const bytes = Uint8Array.of(104, 105)
    const { string: _, enum: __, blob: ___, ...none } = refused('bytes')
    assert.deepEqual(readAll(rawView, bytes), { ...none, ...taken('hi'), blob: bytes })
    assert.notEqual(read(rawView, Prelude.Blob.schema, bytes), bytes)
    const fault = expected('UTF-8, got a fault at byte offset 1 [syntax]')
    assert.deepEqual(readAll(rawView, Uint8Array.of(104, 0xff)), {
      ...none,
      string: fault,
      enum: fault,
      blob: Uint8Array.of(104, 0xff),
    })
    // What is no bytes at all is not taken for some.
    assert.deepEqual(readAll(rawView, 'hi'), { ...none, ...noText('bytes'), blob: expected('bytes, got bytes [type]') })
  })

  for (const place of ['label', 'query', 'header'] as const)
    it(`text of a ${place} is a leaf or a list of them`, () => {
      const view = textView(place, false)
      const other = {
        ...otherText,
        ...(place === 'header' && { timestamp: expected('an http-date, got other text [syntax]') }),
        ...noAggregate('text'),
        document: expected('a document, got text [type]'),
      }
      assert.deepEqual(readAll(view, '!'), { ...other, ...taken('!'), list: ['!'] })
      // Of a parameter that is given more than once the first counts, pairs are a map's.
      const { map: _, ...rest } = readAll(view, ['!', '1'])
      const { map: __, ...wanted } = { ...other, ...taken('!'), list: ['!', '1'] }
      assert.deepEqual(rest, wanted)
      assert.deepEqual(
        read(view, (shapes.find(({ schema }) => schema._tag === 'map') as AnyShape).schema, [['a', '!']]),
        {
          a: '!',
        },
      )
      for (const none of [undefined, 7, null]) assert.deepEqual(readAll(view, none), { ...other, ...noText('text') })
    })

  for (const dialect of ['aws', 'ec2'] as const)
    it(`a node of a form of ${dialect} has text, or names below it`, () => {
      const view = queryView(dialect)
      const held = (...pairs: ReadonlyArray<readonly [string, string]>): unknown => heldNode(treeOf(pairs))
      const zero = expected('exactly one member, got 0 members [union]')
      const document = (actual: string): string => expected(`no document: a form has none, got ${actual} [type]`)
      const [text, below] = ['text', 'names below it'] as const
      const aggregates = { list: [], map: {}, structure: {} }
      assert.deepEqual(readAll(view, heldNode({ text: '!', children: new Map() })), {
        ...otherText,
        ...taken('!'),
        ...aggregates,
        union: zero,
        document: document(text),
      })
      assert.deepEqual(readAll(view, held()), {
        ...otherText,
        ...noText(below),
        ...aggregates,
        union: zero,
        document: document(below),
      })
      const stranger = 'Z: expected a member of x#S, got an unknown member [unknownMember]'
      assert.deepEqual(readAll(view, held(['A', 'x'], ['Z', 'y'])), {
        ...otherText,
        ...noText(below),
        ...aggregates,
        structure: stranger,
        union: expected('exactly one member, got 2 members [union]'),
        document: document(below),
      })
      // Offsets from UTC are for clients, and no client reads a form.
      assert.equal(
        read(view, Prelude.Timestamp.schema, heldNode({ text: '1970-01-01T01:00:01+01:00', children: new Map() })),
        expected('a date-time of RFC 3339, got other text [syntax]'),
      )
      // A list that nothing holds is not flattened.
      const list = S.list('x#L', () => Prelude.String).schema
      assert.deepEqual(read(view, list, held(['1', 'x'], ['member.1', 'y'])), ['y'])
      assert.deepEqual(readAll(view, held(['A', 'x'])), {
        ...otherText,
        ...noText(below),
        ...aggregates,
        structure: { a: 'x' },
        union: { _tag: 'a', value: 'x' },
        document: document(below),
      })
    })

  it('a node of XML is an attribute, an element, or the elements of a flattened member', () => {
    const view = xmlView(false)
    const document = (actual: string): string => expected(`no document: XML has none, got ${actual} [type]`)
    assert.deepEqual(readAll(view, '!'), {
      ...otherText,
      ...taken('!'),
      ...noAggregate('an attribute'),
      document: document('an attribute'),
    })
    const empty = { list: [], map: {}, structure: {} }
    const none = expected('exactly one member, got 0 members [union]')
    assert.deepEqual(readAll(view, textElement('a', '!')), {
      ...otherText,
      ...taken('!'),
      ...empty,
      union: none,
      document: document('an element with text'),
    })
    const inner = 'an element with children'
    assert.deepEqual(readAll(view, element('a', [textElement('p:A', 'x'), textElement('A', 'y')])), {
      ...otherText,
      ...noText(inner),
      ...empty,
      structure: { a: 'x' },
      union: { _tag: 'a', value: 'x' },
      document: document(inner),
    })
    assert.deepEqual(
      readAll(view, element('a', [textElement('A', 'x'), textElement('p:Z', ''), textElement('Z', '')])),
      {
        ...otherText,
        ...noText(inner),
        ...empty,
        structure: 'Z: expected a member of x#S, got an unknown member [unknownMember]',
        union: expected('exactly one member, got 2 members [union]'),
        document: document(inner),
      },
    )
    // What is no node at all is like one that is empty, and no aggregate.
    assert.deepEqual(readAll(view, null), {
      ...otherText,
      ...noText('an element with text'),
      ...noAggregate('an element with text'),
      document: document('an element with text'),
    })
    const repeated = [textElement('a', 'x'), textElement('a', 'y')]
    assert.deepEqual(readAll(view, repeated), {
      ...otherText,
      ...taken('x'),
      list: ['x', 'y'],
      map: expected('entries with a key and a value, got another entry [type]'),
      structure: expected('a structure, got an element with text [type]'),
      union: expected('a union with one member, got an element with text [type]'),
      document: document('an element with text'),
    })
  })

  it('an item of CBOR', () => {
    const none = (actual: string): ByKind => ({
      ...refused(actual),
      timestamp: expected(`seconds since 1970 under tag 1, got ${actual} [type]`),
      document: expected(`no document: CBOR has none, got ${actual} [type]`),
    })
    assert.deepEqual(readAll(cborView, null), none('null'))
    assert.deepEqual(readAll(cborView, cborTag(1, null)), none('a tagged value'))
    assert.deepEqual(readAll(cborView, cborTag(4, null)), none('a tagged value'))
    assert.deepEqual(readAll(cborView, 'x'), { ...none('a string'), ...taken('x') })
    assert.deepEqual(readAll(cborView, true), { ...none('a boolean'), boolean: true })
    assert.deepEqual(readAll(cborView, [null]), {
      ...none('a list'),
      list: '[0]: expected a string, got null [type]',
    })
    assert.deepEqual(readAll(cborView, cborMap([['A', null]])), {
      ...none('a map'),
      map: 'A: expected a string, got null [type]',
      structure: {},
      union: expected('exactly one member, got 0 members [union]'),
    })
  })
})
