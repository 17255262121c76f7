/**
 * JSON trees, taken apart and put together: names, nulls, unions, documents, and the words for what is not of the shape; on the wire
 * and in the domain. Source: Smithy 2.0, "AWS restJson1 protocol" and "AWS JSON protocols", shape serialization.
 */
import assert from 'node:assert/strict'
import { domainWriting, exactView } from '../../lib/compile/domain.js'
import { closed, strict, tolerant, trusted, withLimits } from '../../lib/compile/Policy.js'
import { failed } from '../../lib/compile/walk/Walk.js'
import { startWalk, walker } from '../../lib/compile/walk.js'
import { domainJson, issueText, json, jsonBytes, jsonText, xmlText } from '../../lib/index.js'
import { jsonView, jsonWriting } from '../../lib/interpret/json.js'
import type { AnyShape } from '../../lib/shape/index.js'
import * as S from '../../lib/shape/index.js'
import { limited, shapeOf } from '../../lib/shape/index.js'
import type { Validation } from '../../lib/value/index.js'
import { decimal, documentDecimal } from '../../lib/value/index.js'
import { limitsOf } from '../limits.js'

const { Prelude } = S

const told = (read: Validation<unknown>): unknown =>
  read._tag === 'Right' ? read.right : read.left.map(({ issue }) => issueText(issue)).join('; ')

const decoded = ({ schema }: AnyShape, node: unknown, policy = strict): unknown =>
  told(json(shapeOf(schema, policy)).decode(node))

const domain = ({ schema }: AnyShape, node: unknown, policy = strict): unknown =>
  told(domainJson(shapeOf(schema, policy)).decode(node))

const Choice = S.union<{ readonly _tag: 'a' | 'd' | 'n'; readonly value: unknown }, never, unknown>('x#Choice', {
  a: ['A', () => Prelude.String, 0, { jsonName: 'j' }],
  d: ['D', () => Prelude.Document],
  n: ['N', () => Prelude.Integer],
}) as unknown as AnyShape

const Row: AnyShape = S.inferred('x#Row', {
  a: ['A', () => Prelude.String, 0, { jsonName: 'j' }],
  d: ['D', () => Prelude.Document],
})

describe('JSON trees', () => {
  it('members under their names, nulls absent but where a document stands', () => {
    assert.deepEqual(decoded(Row, { j: 'x', D: 1 }), { a: 'x', d: 1 })
    assert.deepEqual(decoded(Row, { A: 'x' }), {})
    assert.deepEqual(decoded(Row, { j: null, D: null }), { d: null })
    assert.deepEqual(decoded(Row, { j: undefined }), {})
    assert.equal(
      decoded(Row, { A: 'x', j: 'y' }, closed(strict)),
      'A: expected a member of x#Row, got an unknown member [unknownMember]',
    )
    assert.deepEqual(decoded(Row, { j: 'y' }, closed(strict)), { a: 'y' })
    const { result } = startWalk(
      walker(jsonView({ jsonName: false, offsets: true }), domainWriting),
      Row.schema,
      strict,
      { A: 'x', j: 'y' },
    )
    assert.deepEqual(result, { a: 'x' })
  })

  it('unions: one member that is not null, or a document that is', () => {
    assert.deepEqual(decoded(Choice, { j: 'x' }), { _tag: 'a', value: 'x' })
    assert.deepEqual(decoded(Choice, { j: 'x', D: null, N: null, z: undefined, __type: 'T' }), {
      _tag: 'a',
      value: 'x',
    })
    assert.deepEqual(decoded(Choice, { D: null }), { _tag: 'd', value: null })
    assert.deepEqual(decoded(Choice, { D: null, N: null, j: null }), { _tag: 'd', value: null })
    assert.equal(decoded(Choice, { N: null }), '(root): expected exactly one member, got 0 members [union]')
    assert.equal(decoded(Choice, {}), '(root): expected exactly one member, got 0 members [union]')
    for (const none of [{ __type: 'x' }, { z: null }, { D: undefined }, { D: undefined, z: null, N: null }])
      assert.equal(decoded(Choice, none), '(root): expected exactly one member, got 0 members [union]')
    assert.equal(decoded(Choice, { j: 'x', N: 1 }), '(root): expected exactly one member, got 2 members [union]')
    assert.equal(decoded(Choice, { A: 'x' }), '(root): expected one of A, D, N, got an unknown member [union]')
    assert.deepEqual(decoded(Choice, { A: 'x' }, tolerant), { _tag: '$unknown', name: 'A', raw: 'x' })
    assert.equal(decoded(Choice, 'x'), '(root): expected a union with one member, got a string [type]')
    const Two = S.union<{ readonly _tag: 'd' | 'e'; readonly value: unknown }, never, unknown>('x#Two', {
      d: ['D', () => Prelude.Document],
      e: ['E', () => Prelude.Document],
    }) as unknown as AnyShape
    assert.equal(decoded(Two, { D: null, E: null }), '(root): expected exactly one member, got 2 members [union]')
    assert.deepEqual(decoded(Two, { D: null, E: 1 }), { _tag: 'e', value: 1 })
  })

  it('kinds, and what is not of them, in words', () => {
    const time = (timestampFormat: 'date-time' | 'http-date' | 'epoch-seconds'): AnyShape =>
      S.timestamp('x#T', { timestampFormat })
    const whole = 'expected a whole number from -2147483648 to 2147483647'
    const rows: ReadonlyArray<readonly [AnyShape, unknown, unknown]> = [
      [Prelude.String, 1, 'expected a string, got a number [type]'],
      [Prelude.Integer, '1', `${whole}, got a string [type]`],
      [Prelude.Integer, 1n, 1],
      [Prelude.Integer, documentDecimal(decimal(5n, 0)), 5],
      [Prelude.Integer, documentDecimal(decimal(5n, -1)), `${whole}, got a number with a fraction [type]`],
      [Prelude.Integer, true, `${whole}, got a boolean [type]`],
      [Prelude.Integer, Number.NaN, `${whole}, got NaN [type]`],
      [Prelude.Integer, { coefficient: 5n, exponent: 0 }, `${whole}, got an object [type]`],
      [Prelude.Boolean, 'true', 'expected true or false, got a string [type]'],
      [Prelude.Boolean, false, false],
      [Prelude.Float, 1e39, 'expected a number of 32 bits, got a number outside [range]'],
      [Prelude.Float, 0.1, Math.fround(0.1)],
      [Prelude.Double, 0.1, 0.1],
      [Prelude.Blob, 'aGk=', Uint8Array.of(104, 105)],
      [Prelude.Blob, 'x', 'expected base64 text, got other text [syntax]'],
      [Prelude.Blob, Uint8Array.of(1), 'expected bytes, got bytes [type]'],
      [Prelude.Timestamp, 1.5, new Date(1500)],
      [Prelude.Timestamp, '1.5', 'expected a timestamp, got a string [type]'],
      [time('date-time'), '1970-01-01T01:00:01+01:00', new Date(1000)],
      [time('date-time'), 'x', 'expected a date-time of RFC 3339, got other text [syntax]'],
      [time('date-time'), 1, 'expected a timestamp, got a number [type]'],
      [time('http-date'), 'Thu, 01 Jan 1970 00:00:01 GMT', new Date(1000)],
      [time('http-date'), '1970-01-01T00:00:01Z', 'expected an http-date, got other text [syntax]'],
      [time('epoch-seconds'), 1, new Date(1000)],
      [Prelude.Document, () => 1, 'expected a JSON value, got a function [type]'],
      [
        Prelude.Document,
        { a: [1n, 2n ** 70n, null, documentDecimal(decimal(50n, -1))] },
        { a: [1, 2n ** 70n, null, 5] },
      ],
      [S.list('x#L', () => Prelude.String), {}, 'expected a list, got an object [type]'],
      [
        S.map(
          'x#M',
          () => Prelude.String,
          () => Prelude.String,
        ),
        [],
        'expected a map, got a list [type]',
      ],
      [Row, [], 'expected a structure, got a list [type]'],
    ]
    for (const [shape, node, wanted] of rows)
      assert.deepEqual(
        decoded(shape, node),
        typeof wanted === 'string' && wanted.startsWith('expected') ? `(root): ${wanted}` : wanted,
      )
    const server = walker(jsonView({ jsonName: true, offsets: false }), domainWriting)
    const at = S.timestamp('x#T', { timestampFormat: 'date-time' }).schema
    assert.equal(startWalk(server, at, strict, '1970-01-01T01:00:01+01:00').result, failed)
    assert.deepEqual(startWalk(server, at, strict, '1970-01-01T00:00:01Z').result, new Date(1000))
  })

  it('documents as deep and as large as a policy takes them', () => {
    const within = (limits: Parameters<typeof limitsOf>[0]): unknown =>
      decoded(Prelude.Document, [[[1]]], withLimits(strict, limitsOf(limits)))
    assert.deepEqual(within({ depth: 3 }), [[[1]]])
    assert.equal(within({ depth: 2 }), '(root): expected at most 2 levels, got more levels [depth]')
    assert.equal(within({ nodes: 2 }), '(root): expected at most 2 values, got more values [size]')
  })

  it('an exponent that no number keeps', () => {
    const far = documentDecimal({ coefficient: 1n, exponent: Number.MAX_SAFE_INTEGER + 1 })
    assert.match(String(decoded(Prelude.BigDecimal, far)), /^\(root\): expected .+ \[(type|range)\]$/)
    assert.equal(
      told(jsonText(Prelude.BigDecimal).decode('1e9007199254740993')),
      '(root): expected an exponent of at most 53 bits, got a larger one [range]',
    )
    assert.deepEqual(decoded(Prelude.BigDecimal, 2 ** 53), decimal(9007199254740992n, 0))
    assert.deepEqual(decoded(Prelude.BigDecimal, 5), decimal(5n, 0))
    assert.deepEqual(decoded(Prelude.BigDecimal, 1e21), decimal(1n, 21))
  })

  it('kinds as they are written', () => {
    const time = (timestampFormat: 'date-time' | 'http-date' | 'epoch-seconds'): AnyShape =>
      S.timestamp('x#T', { timestampFormat })
    const big = BigInt(Number.MAX_SAFE_INTEGER)
    const rows: ReadonlyArray<readonly [AnyShape, unknown, unknown]> = [
      [Prelude.Long, big, Number(big)],
      [Prelude.Long, -big, -Number(big)],
      [Prelude.Long, big + 1n, big + 1n],
      [Prelude.Long, -big - 1n, -big - 1n],
      [Prelude.Double, Number.NaN, 'NaN'],
      [Prelude.Double, -Infinity, '-Infinity'],
      [Prelude.Double, Math.fround(0.1), Math.fround(0.1)],
      [Prelude.Float, Math.fround(0.1), 0.1],
      [Prelude.Blob, Uint8Array.of(104, 105), 'aGk='],
      [Prelude.Timestamp, new Date(1500), 1.5],
      [time('date-time'), new Date(1500), '1970-01-01T00:00:01.500Z'],
      [time('http-date'), new Date(1000), 'Thu, 01 Jan 1970 00:00:01 GMT'],
      [Choice, { _tag: 'a', value: 'x' }, { j: 'x' }],
      [Choice, { _tag: '$unknown', name: 'z', raw: [1] }, { z: [1] }],
      [Row, { a: 'x', d: null }, { j: 'x', D: null }],
      [S.sparseList('x#L', () => Prelude.String), ['a', null], ['a', null]],
    ]
    for (const [shape, host, tree] of rows) assert.deepEqual(json(shapeOf(shape.schema)).encode(host), tree)
    const plain = walker(exactView, jsonWriting({ jsonName: false }))
    assert.deepEqual(startWalk(plain, Row.schema, trusted, { a: 'x' }).result, { A: 'x' })
    assert.deepEqual(startWalk(plain, Choice.schema, trusted, { _tag: 'a', value: 'x' }).result, { A: 'x' })
  })
})

describe('JSON of the domain', () => {
  it('members under their fields, unions by their tags', () => {
    assert.deepEqual(domain(Row, { a: 'x', d: null }), { a: 'x', d: null })
    assert.deepEqual(domain(Row, { j: 'x', A: 'y' }), {})
    assert.equal(
      domain(Row, { A: 'x' }, closed(strict)),
      'A: expected a member of x#Row, got an unknown member [unknownMember]',
    )
    assert.deepEqual(domain(Row, { a: 'x' }, closed(strict)), { a: 'x' })
    assert.deepEqual(domain(Choice, { _tag: 'n', value: 1 }), { _tag: 'n', value: 1 })
    assert.equal(
      domain(Choice, { _tag: 'N', value: 1 }),
      '(root): expected one of A, D, N, got an unknown member [union]',
    )
    assert.deepEqual(domain(Choice, { _tag: 'N', value: 1 }, tolerant), { _tag: '$unknown', name: 'N', raw: 1 })
    assert.deepEqual(domain(Choice, { _tag: '$unknown', name: 'z', raw: 1 }, tolerant), {
      _tag: '$unknown',
      name: 'z',
      raw: 1,
    })
    for (const [node, actual] of [
      [{ _tag: 1, value: 1 }, 'an object'],
      [{ _tag: '$unknown', name: 1, raw: 1 }, 'an object'],
      ['n', 'a string'],
    ] as const)
      assert.equal(domain(Choice, node), `(root): expected a union with one member, got ${actual} [type]`)
  })

  it('numbers as text, times as text or seconds', () => {
    const most = '9'.repeat(400)
    assert.deepEqual(domain(Prelude.BigInteger, most), BigInt(most))
    assert.deepEqual(domain(Prelude.BigInteger, `-${most}`), -BigInt(most))
    assert.deepEqual(domain(Prelude.Long, 5), 5n)
    for (const odd of [`${most}9`, '', '-', '1.5', '+1', ' 1', '1 '])
      assert.equal(domain(Prelude.BigInteger, odd), '(root): expected a whole number, got a string [type]', odd)
    // What only prints as a number is none.
    for (const odd of [[5], { toString: () => '5' }, new String('5')])
      assert.match(String(domain(Prelude.BigInteger, odd)), /^\(root\): expected a whole number, got an? \w+ \[type\]$/)
    assert.deepEqual(domain(Prelude.BigDecimal, '1.50'), decimal(150n, -2))
    assert.deepEqual(domain(Prelude.BigDecimal, 1.5), decimal(15n, -1))
    assert.equal(domain(Prelude.BigDecimal, 'x'), '(root): expected a decimal number, got other text [syntax]')
    const day = S.timestamp('x#T', { timestampFormat: 'http-date' })
    for (const shape of [Prelude.Timestamp, day]) {
      assert.deepEqual(domain(shape, '1970-01-01T01:00:01+01:00'), new Date(1000))
      assert.deepEqual(domain(shape, 1.5), new Date(1500))
      assert.equal(domain(shape, 'x'), '(root): expected a date-time of RFC 3339, got other text [syntax]')
      assert.equal(domain(shape, true), '(root): expected a timestamp, got a boolean [type]')
      assert.equal(domainJson(shapeOf(shape.schema)).encode(new Date(1500)), '1970-01-01T00:00:01.500Z')
    }
  })

  it('is written under fields and tags', () => {
    assert.deepEqual(domainJson(shapeOf(Row.schema)).encode({ a: 'x', d: null }), { a: 'x', d: null })
    assert.deepEqual(domainJson(shapeOf(Choice.schema)).encode({ _tag: 'a', value: 'x' }), { _tag: 'a', value: 'x' })
    const unknown = { _tag: '$unknown', name: 'z', raw: [1] }
    assert.deepEqual(domainJson(shapeOf(Choice.schema)).encode(unknown), unknown)
  })

  it('has a name, and is the same at each call', () => {
    const shape = shapeOf(Row.schema)
    assert.equal(domainJson(shape).name, 'domainJson(Row)')
    assert.equal(domainJson(shape), domainJson(shape))
    assert.equal(domainJson(shape).is({ a: 'x' }), true)
    assert.equal(domainJson(shape).is({ a: 1 }), false)
  })
})

describe('text and bytes around a format', () => {
  it('that are none of it, in words', () => {
    const Text = Prelude.String
    const words = (codec: { readonly decode: (u: never) => Validation<unknown> }, given: unknown): unknown =>
      told(codec.decode(given as never))
    assert.equal(words(jsonText(Text), 1), '(root): expected JSON text, got a number [type]')
    assert.equal(words(jsonBytes(Text), 'a'), '(root): expected bytes of JSON text, got a string [type]')
    assert.equal(words(xmlText(Text), null), '(root): expected XML text, got null [type]')
    // Nor is what only prints as such, also where code was made to read it.
    const row = '{"j":"x"}'
    for (const odd of [[row], { toString: () => row }, new String(row), [...new TextEncoder().encode(row)]])
      for (const codec of [jsonText, jsonBytes])
        for (let call = 0; call < 8; call++)
          assert.match(
            String(words(codec(shapeOf(Row.schema)), odd)),
            /^\(root\): expected (?:bytes of )?JSON text, got an? \w+ \[type\]$/,
          )
    assert.equal(
      words(jsonText(Text), '"é'),
      '(root): expected JSON text (the end of a string), got a fault at offset 2 [syntax]',
    )
    assert.equal(
      words(jsonBytes(Text), new TextEncoder().encode('"é')),
      '(root): expected JSON text (the end of a string), got a fault at byte offset 3 [syntax]',
    )
    assert.equal(
      words(xmlText(Text), '<a'),
      '(root): expected XML (well-formed XML), got a fault near offset 2 [syntax]',
    )
    const short = limited(Text, limitsOf({ size: 3 }))
    assert.equal(words(jsonText(short), '"ab"'), '(root): expected at most 3 UTF-16 units, got 4 UTF-16 units [size]')
    assert.equal(words(jsonText(short), '"a"'), 'a')
  })

  it('tell where they stand in what holds them, and never what they hold', () => {
    const codec = jsonText(Prelude.String)
    const outer = [
      { key: '', type: codec, actual: 'secret' },
      { key: 'first', type: codec, actual: 'secret' },
      { key: 'second', type: codec, actual: 'secret' },
    ]
    const read = codec.validate('secret', outer)
    assert.ok(read._tag === 'Left')
    const [error] = read.left
    assert.ok(error !== undefined)
    assert.deepEqual(error.issue.path, ['first', 'second'])
    assert.equal(error.issue.shape, 'smithy.api#String')
    assert.deepEqual(
      error.context.map(({ key, actual }) => [key, actual]),
      [
        ['', '(redacted)'],
        ['first', '(redacted)'],
        ['second', '(redacted)'],
      ],
    )
    assert.equal(error.value, '(redacted)')
    const { issue } = error
    assert.ok(!JSON.stringify([issue, error.message]).includes('secret'))
  })
})
