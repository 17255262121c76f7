/**
 * Leaves that are text on the wire, in every place that holds text: what each kind takes, and the words for what it refuses.
 * Source: Smithy 2.0, "HTTP bindings", "XML bindings", "AWS query protocol": the same texts of simple types in each.
 */
import assert from 'node:assert/strict'
import { awsQuery, ec2Query, issueText, restJson1, shapeOf, xmlText } from '../../lib/index.js'
import type { Traits } from '../../lib/schema/index.js'
import type { AnyShape } from '../../lib/shape/index.js'
import * as S from '../../lib/shape/index.js'
import type { Errors } from '../../lib/value/index.js'
import { bytesOf, operationOf } from '../awso/fixture.js'

const { Prelude } = S

type Read = (shape: AnyShape, text: string) => unknown

const holding = (shape: AnyShape, traits: Traits = {}, required: 0 | 1 = 0): AnyShape =>
  S.inferred('example#Holder', { m: ['M', () => shape, required, traits] })

const told = (errors: Errors): string => errors.map(({ issue }) => issueText(issue)).join('; ')

const memberOf = (value: unknown): unknown => (value as { readonly m?: unknown }).m

const serving =
  (protocol: typeof restJson1 | typeof awsQuery, traits: Traits, uri: string, place: (text: string) => object): Read =>
  (shape, text) => {
    const op = operationOf(holding(shape, traits, uri === '/' ? 0 : 1), { http: { method: 'POST', uri, code: 200 } })
    const read = protocol.server(op).decodeRequest({
      method: 'POST',
      host: undefined,
      hostPrefix: '',
      path: '/',
      query: '',
      headers: [],
      body: { _tag: 'None' },
      ...place(text),
    })
    if (read._tag === 'Right') return memberOf(read.right)
    return 'issues' in read.left ? told(read.left.issues) : read.left._tag
  }

const form = (text: string): object => ({
  headers: [['content-type', 'application/x-www-form-urlencoded']],
  body: bytesOf(`Action=Put&Version=2020-01-01&M=${encodeURIComponent(text)}`),
})

const places: Readonly<Record<string, Read>> = {
  xml: (shape, text) => {
    const read = xmlText(shapeOf(holding(shape).schema)).decode(`<Holder><M>${text}</M></Holder>`)
    return read._tag === 'Right' ? memberOf(read.right) : told(read.left)
  },
  'a form of awsQuery': serving(awsQuery, {}, '/', form),
  'a form of ec2Query': serving(ec2Query, {}, '/', form),
  'a label': serving(restJson1, { httpLabel: true }, '/{M}', (text) => ({ path: `/${encodeURIComponent(text)}` })),
  'a query': serving(restJson1, { httpQuery: 'q' }, '/', (text) => ({ query: `q=${encodeURIComponent(text)}` })),
  'a header': serving(restJson1, { httpHeader: 'x-m' }, '/', (text) => ({ headers: [['X-M', text]] })),
}

const whole = 'a whole number, got other text [type]'
const number = 'a number, got other text [type]'
const time = (format: 'date-time' | 'http-date' | 'epoch-seconds'): AnyShape =>
  S.timestamp('example#Time', { timestampFormat: format })

const at = new Date(1_515_531_081_000)

/** A shape, texts with what is read of them, and texts that it refuses with the words. */
const kinds: ReadonlyArray<
  readonly [string, AnyShape, ReadonlyArray<readonly [string, unknown]>, ReadonlyArray<readonly [string, string]>]
> = [
  [
    'string',
    Prelude.String,
    [
      ['x y', 'x y'],
      ['é', 'é'],
    ],
    [],
  ],
  ['enum', S.enumeration('example#E', { A: 'A' }), [['A', 'A']], [['B', 'one of A, got "B" [enum]']]],
  [
    'intEnum',
    S.intEnumeration('example#I', { A: 1 }),
    [['1', 1]],
    [
      ['x', whole],
      ['1.0', whole],
      ['2', 'one of 1, got 2 [enum]'],
    ],
  ],
  [
    'integer',
    Prelude.Integer,
    [
      ['-7', -7],
      ['007', 7],
    ],
    [
      ['x', whole],
      ['1x', whole],
      ['x1', whole],
      ['1e3', whole],
      ['--1', whole],
    ],
  ],
  [
    'long',
    Prelude.Long,
    [['9223372036854775807', 2n ** 63n - 1n]],
    [
      ['x', whole],
      ['1.5', whole],
    ],
  ],
  [
    'bigInteger',
    Prelude.BigInteger,
    [['-123456789012345678901', -123456789012345678901n]],
    [
      ['1e3', whole],
      ['9'.repeat(4097), whole],
    ],
  ],
  [
    'bigDecimal',
    Prelude.BigDecimal,
    [['-1.50', { coefficient: -150n, exponent: -2 }]],
    [
      ['x', number],
      ['1.', number],
    ],
  ],
  [
    'double',
    Prelude.Double,
    [
      ['1.5', 1.5],
      ['-2e-3', -0.002],
      ['1E+2', 100],
      ['NaN', Number.NaN],
      ['Infinity', Infinity],
      ['-Infinity', -Infinity],
      ['-0', -0],
    ],
    [
      ['x', number],
      ['1x', number],
      ['x1', number],
      ['.5', number],
      ['5.', number],
      ['inf', number],
      ['toString', number],
      ['0x10', number],
      ['1e999', 'a number of 64 bits, got a number outside [range]'],
    ],
  ],
  [
    'float',
    Prelude.Float,
    [
      ['0.1', Math.fround(0.1)],
      ['NaN', Number.NaN],
    ],
    [['x', number]],
  ],
  [
    'boolean',
    Prelude.Boolean,
    [
      ['true', true],
      ['false', false],
    ],
    ['True', '1', 'yes'].map((text) => [text, 'true or false, got other text [type]'] as const),
  ],
  [
    'blob',
    Prelude.Blob,
    [['aGk=', Uint8Array.of(104, 105)]],
    ['x', 'aGk', '='].map((text) => [text, 'base64 text, got other text [syntax]'] as const),
  ],
  [
    'date-time',
    time('date-time'),
    [['2018-01-09T20:51:21Z', at]],
    ['x', '1515531081', '2018-01-09 20:51:21'].map(
      (text) => [text, 'a date-time of RFC 3339, got other text [syntax]'] as const,
    ),
  ],
  [
    'http-date',
    time('http-date'),
    [['Tue, 09 Jan 2018 20:51:21 GMT', at]],
    ['x', '2018-01-09T20:51:21Z'].map((text) => [text, 'an http-date, got other text [syntax]'] as const),
  ],
  [
    'epoch-seconds',
    time('epoch-seconds'),
    [
      ['1515531081', at],
      ['1515531081.5', new Date(at.getTime() + 500)],
    ],
    ['x', 'NaN', 'Infinity'].map((text) => [text, 'seconds since 1970, got other text [syntax]'] as const),
  ],
]

describe('leaves that are text', () => {
  for (const [place, read] of Object.entries(places)) {
    for (const [kind, shape, good, bad] of kinds)
      it(`${kind} in ${place}`, () => {
        // A header field holds Latin-1 alone, a label no empty text.
        for (const [text, value] of good) assert.deepEqual(read(shape, text), value, text)
        for (const [text, words] of bad) assert.equal(read(shape, text), `M: expected ${words}`, text)
      })
  }

  it('white space around numbers, times and bytes of XML does not count, around words it does', () => {
    const read = places['xml'] as Read
    assert.equal(read(Prelude.Integer, '\n +7 '), 7)
    assert.equal(read(Prelude.Double, ' 1.5\t'), 1.5)
    assert.deepEqual(read(Prelude.BigDecimal, ' 1 '), { coefficient: 1n, exponent: 0 })
    assert.equal(read(Prelude.Boolean, ' true '), true)
    assert.deepEqual(read(time('date-time'), ' 2018-01-09T20:51:21Z '), at)
    assert.deepEqual(read(Prelude.Blob, ' aG\n\tk= \r\n'), Uint8Array.of(104, 105))
    assert.equal(read(Prelude.String, ' a '), ' a ')
    for (const shape of [Prelude.Integer, Prelude.Long])
      assert.match(String(read(shape, '<x/>')), /^M: expected a whole number, got other text \[type\]$/)
    assert.equal(read(Prelude.String, '<x/>'), 'M: expected a string, got an element with children [type]')
  })

  it('elsewhere it does', () => {
    for (const place of ['a form of awsQuery', 'a form of ec2Query', 'a label', 'a query'])
      assert.equal((places[place] as Read)(Prelude.Integer, ' 7'), `M: expected ${whole}`, place)
  })

  it('a form has texts where leaves are, and names below them where they are not', () => {
    for (const protocol of [awsQuery, ec2Query]) {
      const below = (shape: AnyShape, rest: string): unknown =>
        serving(protocol, {}, '/', () => ({
          headers: [['content-type', 'application/x-www-form-urlencoded']],
          body: bytesOf(`Action=Put&Version=2020-01-01&${rest}`),
        }))(shape, '')
      assert.equal(below(Prelude.String, 'M.x=1'), 'M: expected a string, got names below it [type]')
      assert.equal(below(Prelude.Integer, 'M.x=1'), `M: expected ${whole}`)
      assert.equal(below(Prelude.Double, 'M.x=1'), `M: expected ${number}`)
      assert.equal(below(Prelude.BigDecimal, 'M.x=1'), `M: expected ${number}`)
      assert.equal(below(Prelude.Boolean, 'M.x=1'), 'M: expected true or false, got other text [type]')
      assert.equal(below(Prelude.Blob, 'M.x=1'), 'M: expected base64 text, got other text [syntax]')
      assert.equal(below(time('date-time'), 'M.x=1'), 'M: expected a date-time of RFC 3339, got other text [syntax]')
      const Choice = S.union<{ readonly _tag: 'a' | 'b'; readonly value: string }, never, unknown>('example#Choice', {
        a: ['A', () => Prelude.String],
        b: ['B', () => Prelude.String],
      }) as unknown as AnyShape
      assert.deepEqual(below(Choice, 'M.A=x'), { _tag: 'a', value: 'x' })
      assert.equal(below(Choice, 'M.A=x&M.B=y'), 'M: expected exactly one member, got 2 members [union]')
      assert.equal(below(Choice, 'M=x'), 'M: expected exactly one member, got 0 members [union]')
      assert.equal(below(Choice, 'M.Z=x'), 'M: expected one of A, B, got an unknown member [union]')
    }
  })

  it('entries of a form have a key and a value', () => {
    const Texts = S.map(
      'example#Texts',
      () => Prelude.String,
      () => Prelude.String,
    )
    const entries = (rest: string): unknown =>
      serving(awsQuery, {}, '/', () => ({
        headers: [['content-type', 'application/x-www-form-urlencoded']],
        body: bytesOf(`Action=Put&Version=2020-01-01&${rest}`),
      }))(Texts, '')
    const words = 'M: expected entries with a key and a value, got another entry [type]'
    assert.deepEqual(entries('M.entry.1.key=a&M.entry.1.value=b'), { a: 'b' })
    assert.equal(entries('M.entry.1.key=a'), words)
    assert.equal(entries('M.entry.1.value=a'), words)
    assert.equal(entries('M.entry.1.key.x=a&M.entry.1.value=b'), words)
  })

  it('an offset from UTC is for clients to read, wherever a time is text', () => {
    const offset = '2018-01-09T22:51:21+02:00'
    for (const [place, read] of Object.entries(places))
      assert.deepEqual(
        read(time('date-time'), offset),
        place === 'xml' ? at : 'M: expected a date-time of RFC 3339, got other text [syntax]',
        place,
      )
    const Output = holding(time('date-time'), { httpHeader: 'x-m' })
    const { decodeResponse } = restJson1.client(operationOf(Prelude.Unit, {}, { output: Output }))
    const answer = { status: 200, headers: [['X-M', offset]], body: bytesOf('') } as const
    assert.deepEqual(decodeResponse(answer), { _tag: 'Right', right: { m: at } })
  })

  it('times in a header, behind one another: of commas, those of an http-date do not part', () => {
    const header = places['a header'] as Read
    const times = (item: AnyShape): AnyShape => S.list('example#Times', () => shapeOf(item.schema))
    const [iso, seconds, http] = ['2018-01-09T20:51:21Z', '1515531081', 'Tue, 09 Jan 2018 20:51:21 GMT']
    for (const [shape, text] of [
      [time('date-time'), iso],
      [time('epoch-seconds'), seconds],
      [time('http-date'), http],
      [Prelude.Timestamp, http],
    ] as const)
      for (const count of [1, 2, 3])
        assert.deepEqual(
          header(times(shape), Array.from({ length: count }, () => text).join(', ')),
          Array.from({ length: count }, () => at),
        )
  })

  it('lists and media in a header', () => {
    const header = places['a header'] as Read
    const Texts = S.list('example#Texts', () => Prelude.String)
    assert.deepEqual(header(Texts, ''), [])
    assert.deepEqual(header(Texts, 'a, "b,c"'), ['a', 'b,c'])
    assert.equal(header(Texts, '"a'), 'M: expected a header list, got an open quote [syntax]')
    const Media = S.string('example#Media', { mediaType: 'application/json' })
    assert.equal(header(Media, 'e30='), '{}')
    for (const text of ['x', '/w=='])
      assert.equal(header(Media, text), 'M: expected base64 of UTF-8, got other text [syntax]')
    assert.equal((places['a query'] as Read)(Media, 'x'), 'x')
    // One of few words says itself.
    assert.equal(header(S.enumeration('example#Kind', ['A'], { mediaType: 'text/plain' }), 'A'), 'A')
  })
})
