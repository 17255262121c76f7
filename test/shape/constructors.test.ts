/**
 * Each constructor as the plain data that it makes, and the parts of a codec by themselves.
 */
import assert from 'node:assert/strict'
import * as t from 'io-ts'
import { strict } from '../../lib/compile/Policy.js'
import { json } from '../../lib/index.js'
import type { Schema } from '../../lib/schema/index.js'
import * as S from '../../lib/shape/index.js'
import { advise, check, closed, ignore, shapeOf, tolerant } from '../../lib/shape/index.js'
import { isDomainOf } from '../../lib/shape/shapeOf.js'

const { Prelude } = S

/** A schema with its targets followed one level, as their ids. */
const told = ({ schema }: { readonly schema: Schema }): unknown =>
  JSON.parse(
    JSON.stringify(schema, (key, value: unknown) =>
      key === 'target' || typeof value === 'function' ? (value as () => Schema)().id : value,
    ),
  )

const traits = { documentation: 'x' } as never

describe('constructors of shapes', () => {
  const leaves: ReadonlyArray<readonly [string, (id: string, traits?: never) => S.AnyShape]> = [
    ['string', S.string],
    ['byte', S.byte],
    ['short', S.short],
    ['integer', S.integer],
    ['long', S.long],
    ['bigInteger', S.bigInteger],
    ['bigDecimal', S.bigDecimal],
    ['float', S.float],
    ['double', S.double],
    ['boolean', S.boolean],
    ['blob', S.blob],
    ['timestamp', S.timestamp],
    ['document', S.document],
  ]
  for (const [kind, make] of leaves)
    it(kind, () => {
      assert.deepEqual(told(make('x#A')), { _tag: kind, id: 'x#A', traits: {} })
      assert.deepEqual(told(make('x#A', traits)), { _tag: kind, id: 'x#A', traits })
      const name = `${kind.charAt(0).toUpperCase()}${kind.slice(1)}` as keyof typeof Prelude
      assert.deepEqual(told(Prelude[name] as S.AnyShape), { _tag: kind, id: `smithy.api#${name}`, traits: {} })
    })

  it('the unit', () =>
    assert.deepEqual(told(Prelude.Unit), {
      _tag: 'structure',
      id: 'smithy.api#Unit',
      traits: {},
      members: [],
      rules: [],
    }))

  it('enums, of a list or a record, some of them internal', () => {
    const value = (name: string, of: unknown, more = {}): unknown => ({ name, value: of, traits: more })
    assert.deepEqual(told(S.enumeration('x#E', ['A', 'B'], traits, ['B'])), {
      _tag: 'enum',
      id: 'x#E',
      traits,
      values: [value('A', 'A'), value('B', 'B', { internal: true })],
    })
    assert.deepEqual(told(S.enumeration('x#E', { NAME: 'a b' })), {
      _tag: 'enum',
      id: 'x#E',
      traits: {},
      values: [value('NAME', 'a b')],
    })
    assert.deepEqual(told(S.intEnumeration('x#I', { ONE: 1 })), {
      _tag: 'intEnum',
      id: 'x#I',
      traits: {},
      values: [value('ONE', 1)],
    })
    assert.deepEqual(told(S.intEnumeration('x#I', { ONE: 1 }, traits)), {
      _tag: 'intEnum',
      id: 'x#I',
      traits,
      values: [value('ONE', 1)],
    })
  })

  const part = (name: string, target: string, more = {}): unknown => ({
    name,
    field: name,
    target,
    required: false,
    traits: more,
  })
  const text = (): typeof Prelude.String => Prelude.String

  it('lists', () => {
    const member = part('member', 'smithy.api#String')
    assert.deepEqual(told(S.list('x#L', text)), { _tag: 'list', id: 'x#L', traits: {}, member })
    assert.deepEqual(told(S.sparseList('x#L', text)), { _tag: 'list', id: 'x#L', traits: { sparse: true }, member })
    const named = part('member', 'smithy.api#String', traits)
    assert.deepEqual(told(S.list('x#L', text, traits, traits)), { _tag: 'list', id: 'x#L', traits, member: named })
    assert.deepEqual(told(S.sparseList('x#L', text, traits, traits)), {
      _tag: 'list',
      id: 'x#L',
      traits: { documentation: 'x', sparse: true },
      member: named,
    })
  })

  it('maps', () => {
    const key = part('key', 'smithy.api#String')
    const value = part('value', 'smithy.api#Long')
    const long = (): typeof Prelude.Long => Prelude.Long
    assert.deepEqual(told(S.map('x#M', text, long)), { _tag: 'map', id: 'x#M', traits: {}, key, value })
    assert.deepEqual(told(S.sparseMap('x#M', text, long)), {
      _tag: 'map',
      id: 'x#M',
      traits: { sparse: true },
      key,
      value,
    })
    assert.deepEqual(told(S.sparseMap('x#M', text, long, traits, { key: traits })), {
      _tag: 'map',
      id: 'x#M',
      traits: { documentation: 'x', sparse: true },
      key: part('key', 'smithy.api#String', traits),
      value,
    })
    assert.deepEqual(told(S.map('x#M', text, long, traits, { value: traits })), {
      _tag: 'map',
      id: 'x#M',
      traits,
      key,
      value: part('value', 'smithy.api#Long', traits),
    })
    const E = S.enumeration('x#E', ['A'])
    assert.deepEqual(told(S.enumMap('x#M', () => E, long)), {
      _tag: 'map',
      id: 'x#M',
      traits: {},
      key: part('key', 'x#E'),
      value,
    })
  })

  it('structures and unions', () => {
    const rows = { a: ['A', text, 1] as const, b: ['B', text, 0, traits] as const }
    const members = [
      { name: 'A', field: 'a', target: 'smithy.api#String', required: true, traits: {} },
      { name: 'B', field: 'b', target: 'smithy.api#String', required: false, traits },
    ]
    assert.deepEqual(told(S.inferred('x#S', rows)), { _tag: 'structure', id: 'x#S', traits: {}, members, rules: [] })
    assert.deepEqual(told(S.inferred('x#S', rows, traits)), {
      _tag: 'structure',
      id: 'x#S',
      traits,
      members,
      rules: [],
    })
    const Streaming = S.structure<{ readonly a: string; readonly b?: string }, never, unknown>(
      'x#S',
      rows,
      {},
      { s: ['S', () => Prelude.Blob] },
    )
    assert.deepEqual(told(Streaming as unknown as S.AnyShape), {
      _tag: 'structure',
      id: 'x#S',
      traits: {},
      members: [...members, { name: 'S', field: 's', target: 'smithy.api#Blob', required: false, traits: {} }],
      rules: [],
    })
    const U = S.union<{ readonly _tag: 'a'; readonly value: string }, never, unknown>('x#U', { a: ['A', text] })
    assert.deepEqual(told(U as unknown as S.AnyShape), {
      _tag: 'union',
      id: 'x#U',
      traits: {},
      members: [{ name: 'A', field: 'a', target: 'smithy.api#String', required: false, traits: {} }],
    })
  })

  it('rules are added to structures, in order, and to nothing else', () => {
    const rule = (name: string): never => ({ name }) as never
    const Row = S.inferred('x#S', { a: ['A', text] })
    const ruled = S.documented(S.documented(Row, [rule('one')]), [rule('two')])
    assert.deepEqual((told(ruled) as { readonly rules: unknown }).rules, [{ name: 'one' }, { name: 'two' }])
    assert.deepEqual((told(Row) as { readonly rules: unknown }).rules, [])
    assert.equal(S.documented(Prelude.String as never, [rule('one')]), Prelude.String)
  })

  it('a target is asked for once', () => {
    let asked = 0
    const Lazy = S.list('x#L', () => {
      asked++
      return S.string('x#T')
    })
    const { schema } = Lazy
    assert.ok(schema._tag === 'list')
    assert.equal(asked, 0)
    assert.equal(schema.member.target(), schema.member.target())
    assert.equal(asked, 1)
  })
})

describe('the parts of a codec', () => {
  const Short = S.string('x#Short', { length: { max: 2 } })

  it('a schema has one shape for each policy', () => {
    assert.equal(shapeOf(Short.schema), Short)
    assert.equal(shapeOf(Short.schema, strict), Short)
    assert.equal(tolerant(Short), tolerant(tolerant(Short)))
    assert.notEqual(tolerant(Short), Short)
    assert.equal(closed(Short), closed(Short))
  })

  it('is itself a decoder and an encoder, named after its shape', () => {
    assert.equal(Short.name, 'Short')
    assert.equal(Short._tag, 'string')
    assert.equal(Short.asDecoder(), Short.asDecoder())
    assert.equal(Short.asDecoder().decode({ _tag: 'String', value: 'ab' })._tag, 'Right')
    assert.deepEqual(Short.asEncoder().encode('ab' as never), { _tag: 'String', value: 'ab' })
  })

  it('pipes: one after the other in, the other way round out', () => {
    const Trimmed = new t.Type<string, string, string>(
      'Trimmed',
      t.string.is,
      (text, context) => (text === 'no' ? t.failure(text, context) : t.success(`<${text}>`)),
      (text) => text.slice(1, -1),
    )
    const Piped = json(S.string('x#Text')).pipe(Trimmed as never)
    assert.equal(Piped.name, 'pipe(json(Text), Trimmed)')
    assert.equal(json(S.string('x#Text')).pipe(Trimmed as never, 'Other').name, 'Other')
    assert.deepEqual(Piped.decode('a'), { _tag: 'Right', right: '<a>' })
    const refused = Piped.decode('no')
    assert.ok(refused._tag === 'Left')
    assert.deepEqual(
      (refused.left as unknown as t.Errors)[0]?.context.map(({ key, type, actual }) => [key, type.name, actual]),
      [['', 'pipe(json(Text), Trimmed)', 'no']],
    )
    assert.equal(Piped.decode(1)._tag, 'Left')
    assert.equal(Piped.encode('<a>' as never), 'a')
    assert.equal(Piped.is('x'), true)
    assert.equal(Piped.is(1), false)
  })

  it('the issues of a validation carry the way to it', () => {
    const Holder = t.type({ inside: Short })
    const read = Holder.decode({ inside: { _tag: 'String', value: 'abc' } })
    assert.ok(read._tag === 'Left')
    assert.deepEqual(
      read.left[0]?.context.map(({ key }) => key),
      ['', 'inside'],
    )
    const made = Short.make('abc')
    assert.ok(made._tag === 'Left')
    assert.deepEqual(
      made.left[0]?.context.map(({ key, actual }) => [key, actual]),
      [['', 'abc']],
    )
    const decoded = Short.decode({ _tag: 'String', value: 'abc' })
    assert.ok(decoded._tag === 'Left')
    assert.deepEqual(
      decoded.left[0]?.context.map(({ key }) => key),
      [''],
    )
  })

  it('check tells what is refused, what is good, and advice', () => {
    assert.equal(check(Short)('abc')._tag, 'Left')
    assert.deepEqual(check(Short)('ab'), { _tag: 'Right', right: 'ab' })
    const advised = advise(Short, ['length'])
    const both = check(advised)('abc')
    assert.ok(both._tag === 'Both')
    assert.equal(both.right, 'abc')
    assert.deepEqual(
      both.left.map(({ issue }) => issue.code),
      ['length'],
    )
    assert.deepEqual(advised.make('abc'), { _tag: 'Right', right: 'abc' })
    assert.deepEqual(check(ignore(Short, ['length']))('abc'), { _tag: 'Right', right: 'abc' })
    assert.deepEqual(advise(advised, ['pattern']).policy.advised, ['length', 'pattern'])
    assert.deepEqual(ignore(ignore(Short, ['length']), ['range']).policy.ignored, ['length', 'range'])
    const Row = S.inferred('x#Row', { a: ['A', () => Short, 1], b: ['B', () => Prelude.Long] })
    const mixed = check(advise(Row, ['length']))({ a: 'abc', b: 'x' } as never)
    assert.ok(mixed._tag === 'Left')
    assert.deepEqual(
      mixed.left.map(({ issue }) => issue.code),
      ['type'],
    )
    assert.deepEqual(
      mixed.left[0]?.context.map(({ key, type }) => [key, type.name]),
      [
        ['', 'Row'],
        ['B', 'Long'],
      ],
    )
    const context = check(Short)('abc')
    assert.ok(context._tag === 'Left')
    assert.deepEqual(
      context.left[0]?.context.map(({ key, actual }) => [key, actual]),
      [['', 'abc']],
    )
  })

  it('the answer is the same at the first call and at the tenth, when code was emitted', () => {
    const Row = S.inferred('x#Row', { a: ['A', () => Short, 1] })
    for (let call = 0; call < 10; call++) {
      assert.equal(Row.is({ a: 'ab' }), true)
      assert.equal(Row.is({ a: 'abc' }), false)
      assert.equal(Row.is({}), false)
      assert.deepEqual(Row.make({ a: 'ab' }), { _tag: 'Right', right: { a: 'ab' } })
      assert.equal(Row.make({ a: 'abc' })._tag, 'Left')
      assert.deepEqual(json(Row).decode({ A: 'ab' }), { _tag: 'Right', right: { a: 'ab' } })
      assert.equal(json(Row).decode({ A: 'abc' })._tag, 'Left')
    }
  })

  it('a Standard Schema says whose it is', () => {
    const { vendor, version } = Short['~standard']
    assert.deepEqual([vendor, version], ['wireshape', 1])
  })

  it('a domain object is one of its policy', () => {
    const is = isDomainOf(Short.schema, strict)
    assert.deepEqual([is('ab'), is('abc'), is(1), is(undefined)], [true, false, false, false])
    assert.equal(isDomainOf(advise(Short, ['length']).schema, advise(Short, ['length']).policy)('abc'), true)
  })
})
