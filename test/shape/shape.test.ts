/**
 * Shapes by hand: policies, defaults, documents, limits, and the exact words of each issue.
 */
import assert from 'node:assert/strict'
import { inspect } from 'node:util'
import * as t from 'io-ts'
import { PathReporter } from 'io-ts/lib/PathReporter.js'
import { json, jsonBytes, jsonText } from '../../lib/interpret/json.js'
import type { AnyShape, Shape } from '../../lib/shape/index.js'
import * as S from '../../lib/shape/index.js'
import { advise, check, closed, ignore, Prelude, tolerant } from '../../lib/shape/index.js'
import { deepFreeze } from '../../lib/testing/index.js'
import type { Errors, Validation } from '../../lib/value/index.js'
import * as V from '../../lib/value/index.js'
import { limitsOf } from '../limits.js'

const said = (read: { readonly _tag: string; readonly left?: Errors }): ReadonlyArray<string> =>
  read._tag === 'Right' || read.left === undefined ? [] : V.reportText(read.left)

const rightOf = <A>(read: Validation<A>): A => {
  if (read._tag === 'Left') throw new Error(said(read).join('\n'))
  return read.right
}

const Name = S.string('test#Name', { length: { min: 1, max: 5 }, pattern: '^[a-z]*$' })
const Color = S.enumeration('test#Color', ['RED', 'GREEN'])
const Port = S.integer('test#Port', { range: { min: 1, max: 65_535 } })
const Tags = S.list('test#Tags', () => Name, { length: { max: 2 }, uniqueItems: true })
const Attributes = S.map(
  'test#Attributes',
  () => Name,
  () => Prelude.String,
  { length: { max: 2 } },
)
const Choice = S.union<
  { readonly _tag: 'name'; readonly value: string } | { readonly _tag: 'port'; readonly value: number },
  V.Structure,
  never
>('test#Choice', {
  name: ['Name', () => Name],
  port: ['Port', () => Port],
})
const Thing = S.inferred('test#Thing', {
  name: ['Name', () => Name, 1],
  color: ['Color', () => Color],
  port: ['Port', () => Port, 0, { default: 80 }],
  tags: ['Tags', () => Tags],
  attributes: ['Attributes', () => Attributes],
  data: ['Data', () => S.blob('test#Data', { length: { max: 2 } })],
  at: ['At', () => Prelude.Timestamp],
  doc: ['Doc', () => Prelude.Document],
  choice: ['Choice', () => Choice],
})

/** Any input, for what the types rightly refuse. */
const make = (shape: AnyShape, input: unknown): Validation<unknown> =>
  (shape as Shape<unknown, V.Value, unknown>).make(input)

describe('issue texts', () => {
  const texts: ReadonlyArray<readonly [string, unknown, ReadonlyArray<string>]> = [
    ['type', { name: 5 }, ['Name: expected a string, got a number [type]']],
    ['missing', {}, ['Name: expected a value, got nothing [missing]']],
    ['length of text', { name: 'abcdef' }, ['Name: expected 1 to 5 characters, got a string of 6 characters [length]']],
    [
      'a length in code points',
      { name: '😀😀😀😀😀😀' },
      ['Name: expected 1 to 5 characters, got a string of 6 characters [length]'],
    ],
    [
      'length and pattern',
      { name: 'ABCDEF' },
      [
        'Name: expected 1 to 5 characters, got a string of 6 characters [length]',
        'Name: expected text that matches ^[a-z]*$, got text that does not match [pattern]',
      ],
    ],
    [
      'length of bytes',
      { name: 'a', data: new Uint8Array(3) },
      ['Data: expected at most 2 bytes, got bytes of 3 bytes [length]'],
    ],
    [
      'length of a list',
      { name: 'a', tags: ['a', 'b', 'c'] },
      ['Tags: expected at most 2 items, got a list of 3 items [length]'],
    ],
    [
      'length of a map',
      { name: 'a', attributes: { a: '', b: '', c: '' } },
      ['Attributes: expected at most 2 entries, got a map of 3 entries [length]'],
    ],
    ['pattern', { name: 'A' }, ['Name: expected text that matches ^[a-z]*$, got text that does not match [pattern]']],
    ['range', { name: 'a', port: 0 }, ['Port: expected 1 to 65535, got a number outside [range]']],
    [
      'range of the kind',
      { name: 'a', port: 2 ** 31 },
      ['Port: expected a whole number from -2147483648 to 2147483647, got a number outside [range]'],
    ],
    [
      'a fraction',
      { name: 'a', port: 1.5 },
      ['Port: expected a whole number from -2147483648 to 2147483647, got a number with a fraction [type]'],
    ],
    [
      'NaN',
      { name: 'a', port: Number.NaN },
      ['Port: expected a whole number from -2147483648 to 2147483647, got NaN [type]'],
    ],
    ['enum', { name: 'a', color: 'BLUE' }, ['Color: expected one of RED, GREEN, got "BLUE" [enum]']],
    [
      'unique',
      { name: 'a', tags: ['a', 'a'] },
      ['Tags (item): expected items that differ, got items 0 and 1 that are equal [unique]'],
    ],
    [
      'a key',
      { name: 'a', attributes: { A: '' } },
      ['Attributes (key): expected text that matches ^[a-z]*$, got text that does not match [pattern]'],
    ],
    ['an item', { name: 'a', tags: ['a', 5] }, ['Tags[1]: expected a string, got a number [type]']],
    ['a value of a map', { name: 'a', attributes: { b: null } }, ['Attributes.b: expected a string, got null [type]']],
    [
      'unknownMember',
      { name: 'a', nmae: 'b' },
      ['nmae: expected a member of test#Thing, got an unknown member [unknownMember]'],
    ],
    [
      'union',
      { name: 'a', choice: { _tag: 'other', value: 1 } },
      ['Choice: expected a _tag of name, port, got another _tag [union]'],
    ],
    [
      'inside a union',
      { name: 'a', choice: { _tag: 'port', value: '1' } },
      ['Choice.Port: expected a whole number from -2147483648 to 2147483647, got a string [type]'],
    ],
    [
      'an invalid Date',
      { name: 'a', at: new Date(Number.NaN) },
      ['At: expected a time within the years 0001 to 9999, got an invalid time [range]'],
    ],
    [
      'a Date of the year 10000',
      { name: 'a', at: new Date(253_402_300_800_000) },
      ['At: expected a time within the years 0001 to 9999, got a time outside [range]'],
    ],
    [
      'a lone surrogate',
      { name: '\ud800' },
      ['Name: expected well-formed Unicode text, got text with a lone surrogate [type]'],
    ],
    ['no structure', [], ['(root): expected a structure, got a list [type]']],
    ['null', null, ['(root): expected a structure, got null [type]']],
    [
      'many, in member order',
      { tags: 5, color: 1, port: 'x' },
      [
        'Name: expected a value, got nothing [missing]',
        'Color: expected a string, got a number [type]',
        'Port: expected a whole number from -2147483648 to 2147483647, got a string [type]',
        'Tags: expected a list, got a number [type]',
      ],
    ],
  ]
  for (const [name, input, wanted] of texts)
    it(`make: ${name}`, () => assert.deepEqual(said(make(Thing, deepFreeze(input))), wanted))

  const jsonTexts: ReadonlyArray<readonly [string, ReadonlyArray<string>]> = [
    ['{"Name":"a"', ['(root): expected JSON text (a comma or }), got a fault at offset 11 [syntax]']],
    ['{"Name":"a","Data":"*"}', ['Data: expected base64 text, got other text [syntax]']],
    ['{"Name":"a","At":"2018-01-09T20:51:21Z"}', ['At: expected a timestamp, got a string [type]']],
    ['{"Name":"a","Choice":{"Name":"a","Port":1}}', ['Choice: expected exactly one member, got 2 members [union]']],
    ['{"Name":"a","Choice":{}}', ['Choice: expected exactly one member, got 0 members [union]']],
    ['{"Name":"a","Choice":{"Nobody":1}}', ['Choice: expected one of Name, Port, got an unknown member [union]']],
    ['{"Name":null}', ['Name: expected a value, got nothing [missing]']],
  ]
  for (const [text, wanted] of jsonTexts)
    it(`JSON: ${text}`, () => assert.deepEqual(said(jsonText(Thing).decode(text)), wanted))

  it('JSON bytes: offsets count bytes', () =>
    assert.deepEqual(said(jsonBytes(Thing).decode(new TextEncoder().encode('{"é":}'))), [
      '(root): expected JSON text (a value), got a fault at byte offset 6 [syntax]',
    ]))

  it('a text that is none', () =>
    assert.deepEqual(said(jsonText(Thing).decode(5)), ['(root): expected JSON text, got a number [type]']))

  it('a Value', () => {
    assert.deepEqual(said(Thing.decode(V.structure({ Name: V.enumeration('a') }))), [
      'Name: expected a string, got a value tagged Enum [type]',
    ])
    assert.deepEqual(said(Thing.decode({ name: 'a' })), ['(root): expected a structure, got no Value [type]'])
  })
})

describe('policies', () => {
  const good: V.Value = V.structure({ Name: V.string('TOO LONG!'), Color: V.enumeration('BLUE') })

  it('tolerant keeps unlisted values and breaks of constraints, and writes them back', () => {
    const a = rightOf(tolerant(Thing).decode(good))
    assert.equal(a.name, 'TOO LONG!')
    assert.equal(a.color, 'BLUE')
    assert.equal(Thing.is(a), false)
    assert.equal(tolerant(Thing).is(a), true)
    assert.ok(V.Eq.equals(tolerant(Thing).encode(a), V.structure({ ...good.fields, Port: V.integer(80) })))
  })

  it('tolerant corrects what is missing', () =>
    assert.deepEqual(rightOf(tolerant(Thing).decode(V.structure({}))), { name: '', port: 80 }))

  it('tolerant still refuses a wrong type', () =>
    assert.equal(tolerant(Thing).decode(V.structure({ Name: V.integer(1) }))._tag, 'Left'))

  it('tolerant keeps an unknown member of a union and writes it back', () => {
    const tree = { Later: { a: [1, null] } }
    const a = rightOf(json(tolerant(Choice)).decode(tree))
    assert.deepEqual(a, { _tag: '$unknown', name: 'Later', raw: { a: [1, null] } })
    assert.deepEqual(json(tolerant(Choice)).encode(a), tree)
    assert.equal(Choice.is(a), false)
  })

  it('tolerant drops nulls of a dense map, strict refuses them', () => {
    assert.deepEqual(rightOf(json(tolerant(Attributes)).decode({ a: null, b: 'x' })), { b: 'x' })
    assert.equal(json(Attributes).decode({ a: null, b: 'x' })._tag, 'Left')
  })

  it('closed refuses unknown members in every reading, at every level', () => {
    const Outer = S.inferred('test#Outer', { inner: ['Inner', () => Thing] })
    assert.deepEqual(said(json(closed(Outer)).decode({ Inner: { Name: 'a', X: 1 }, Y: 2 })), [
      'Inner.X: expected a member of test#Thing, got an unknown member [unknownMember]',
      'Y: expected a member of test#Outer, got an unknown member [unknownMember]',
    ])
    assert.equal(json(Outer).decode({ Inner: { Name: 'a', X: 1 }, Y: 2 })._tag, 'Right')
  })

  it('advise tells and does not refuse', () => {
    const Advised = advise(Thing, ['length', 'pattern'])
    const input = { name: 'TOO LONG!' }
    assert.equal(Advised.make(input)._tag, 'Right')
    const outcome = check(Advised)(input)
    assert.equal(outcome._tag, 'Both')
    assert.deepEqual(said({ _tag: 'Left', left: outcome._tag === 'Both' ? outcome.left : [] }), [
      'Name: expected 1 to 5 characters, got a string of 9 characters [length]',
      'Name: expected text that matches ^[a-z]*$, got text that does not match [pattern]',
    ])
    assert.equal(check(Advised)({ name: 'a' })._tag, 'Right')
    assert.equal(check(Advised)({ name: 'a', port: 0 })._tag, 'Left')
    assert.equal(Advised.is(input), true)
  })

  it('ignore looks away', () => {
    const Lax = ignore(Thing, ['length', 'pattern'])
    assert.equal(check(Lax)({ name: 'TOO LONG!' })._tag, 'Right')
    assert.equal(Lax.make({ name: 'a', port: 0 })._tag, 'Left')
  })

  it('check without advice is make', () => {
    assert.deepEqual(check(Thing)({ name: 'a' }), Thing.make({ name: 'a' }))
    assert.deepEqual(said(check(Thing)({ name: '' })), said(Thing.make({ name: '' })))
  })
})

describe('absent, default and null', () => {
  it('undefined is absent, in make, is and encode', () => {
    const input = { name: 'a', color: undefined, other: undefined }
    assert.deepEqual(rightOf(make(Thing, input)), { name: 'a', port: 80 })
    assert.equal(Thing.is(input), true)
    assert.deepEqual(Thing.encode(input as never), V.structure({ Name: V.string('a') }))
    assert.deepEqual(rightOf(make(Attributes, { a: undefined, b: 'x' })), { b: 'x' })
    assert.deepEqual(said(make(Thing, { name: undefined })), ['Name: expected a value, got nothing [missing]'])
  })

  it('defaults are added by every reader and never overwrite', () => {
    assert.equal(rightOf(Thing.make({ name: 'a' })).port, 80)
    assert.equal(rightOf(json(Thing).decode({ Name: 'a', Port: null })).port, 80)
    assert.equal(rightOf(json(Thing).decode({ Name: 'a', Port: 1 })).port, 1)
  })

  it('a default of null or under clientOptional is none', () => {
    const Plain = S.inferred('test#Plain', {
      a: ['A', () => Prelude.Integer, 0, { default: null }],
      b: ['B', () => Prelude.Integer, 0, { default: 5, clientOptional: true }],
      c: ['C', () => Prelude.Integer, 1, { default: 6 }],
    })
    assert.deepEqual(rightOf(make(Plain, {})), { c: 6 })
  })

  it('different items stay different once defaults are in', () => {
    const Item = S.inferred('test#Item', { x: ['X', () => Prelude.Integer, 0, { default: 5 }] })
    const Items = S.list('test#Items', () => Item, { uniqueItems: true })
    assert.deepEqual(said(Items.make([{}, { x: 5 }])), [
      '(root) (item): expected items that differ, got items 0 and 1 that are equal [unique]',
    ])
    assert.equal(Items.make([{}, { x: 6 }])._tag, 'Right')
  })

  it('a document that is null is a value, not an absence', () => {
    const Box = S.inferred('test#Box', { doc: ['Doc', () => Prelude.Document, 1] })
    const a = rightOf(Box.make({ doc: null }))
    assert.deepEqual(Box.encode(a), V.structure({ Doc: V.document(null) }))
    assert.deepEqual(rightOf(jsonText(Box).decode('{"Doc":null}')), { doc: null })
    assert.equal(jsonText(Box).decode('{}')._tag, 'Left')
    assert.deepEqual(rightOf(Prelude.Document.make(null)), null)
  })

  it('a document shares nothing with its input and keeps exact numbers', () => {
    const input = { a: [1, 2n ** 70n, V.documentDecimal(V.decimal(15n, -1))], __proto__: null }
    const made = rightOf(Prelude.Document.make(input as V.DocumentData)) as { readonly a: ReadonlyArray<unknown> }
    assert.notEqual(made.a, input.a)
    assert.equal(made.a[1], 2n ** 70n)
    assert.equal(V.isDocumentDecimal(made.a[2]), true)
    assert.equal(jsonText(Prelude.Document).encode(made as V.DocumentData), '{"a":[1,1180591620717411303424,1.5]}')
  })

  for (const [name, bad] of [
    ['NaN', Number.NaN],
    ['a function', () => 1],
    ['a Date', new Date(0)],
    ['undefined inside', { a: undefined }],
    ['a lone surrogate', ['\ud800']],
    ['a Map', new Map()],
  ] as const)
    it(`a document holds no ${name}`, () => assert.equal(make(Prelude.Document, bad)._tag, 'Left'))
})

describe('limits', () => {
  interface Chain {
    readonly next?: Chain
  }
  const Chain: S.StructureShape<Chain, V.Structure, Chain> = S.structure('test#Chain', { next: ['Next', () => Chain] })

  const chain = (links: number): Chain => {
    let made: Chain = {}
    for (let i = 1; i < links; i++) made = { next: made }
    return made
  }

  it('of a shape of one’s own: the same shape for the same limits, its policy kept, the first one as it was', () => {
    const narrow = S.limited(closed(Thing), limitsOf({ items: 1, entries: 1 }))
    assert.equal(S.limited(closed(Thing), narrow.policy.limits), narrow)
    assert.deepEqual(said(make(narrow, { name: 'a', tags: ['a', 'b'], attributes: { a: '1', b: '2' } })), [
      'Tags: expected at most 1 items, got 2 items [size]',
      'Attributes: expected at most 1 entries, got 2 entries [size]',
    ])
    assert.deepEqual(said(make(narrow, { name: 'a', tags: ['a'], other: 1 })), [
      'other: expected a member of test#Thing, got an unknown member [unknownMember]',
    ])
    assert.deepEqual(rightOf(narrow.make({ name: 'a', tags: ['a'] })), { name: 'a', port: 80, tags: ['a'] })
    assert.equal(make(Thing, { name: 'a', tags: ['a', 'b'] })._tag, 'Right')
  })

  it('256 levels are read, 257 are refused with their path', () => {
    assert.equal(Chain.make(chain(256))._tag, 'Right')
    const read = Chain.make(chain(257))
    assert.equal(read._tag, 'Left')
    if (read._tag === 'Left') {
      assert.equal(read.left.length, 1)
      assert.deepEqual(read.left[0]?.issue, {
        path: Array(256).fill('Next'),
        code: 'depth',
        shape: 'test#Chain',
        expected: 'at most 256 levels',
        actual: 'more levels',
      })
    }
  })

  it('100,000 levels and cycles neither throw nor overflow', () => {
    const text = `${'{"Next":'.repeat(100_000)}{}${'}'.repeat(100_000)}`
    assert.equal(jsonText(Chain).decode(text)._tag, 'Left')
    const cycle: { next?: unknown } = {}
    cycle.next = cycle
    assert.equal(make(Chain, cycle)._tag, 'Left')
    assert.equal(Chain.is(cycle), false)
    assert.equal(jsonText(Prelude.Document).decode('['.repeat(100_000) + ']'.repeat(100_000))._tag, 'Left')
  })

  it('of more than 1,000 issues the rest is counted', () => {
    const Names = S.list('test#Names', () => Name)
    const exact = Names.make(Array(1000).fill(''))
    assert.equal(exact._tag === 'Left' && exact.left.length, 1000)
    const read = Names.make(Array(1500).fill(''))
    assert.equal(read._tag, 'Left')
    if (read._tag === 'Left') {
      assert.equal(read.left.length, 1001)
      assert.equal(read.left[1000]?.message, '(root): expected at most 1000 issues, got 500 more [size]')
    }
  })

  it('the count of the rest leaks nothing', () => {
    const Secrets = S.list('test#Secrets', () => S.string('test#Secret', { sensitive: true, length: { max: 1 } }))
    const read = t.type({ req: Secrets }).decode({ req: V.list(Array(1500).fill(V.string('TOPSECRET'))) })
    assert.equal(read._tag, 'Left')
    if (read._tag === 'Left') {
      const shown = [
        inspect(read, { depth: null, showHidden: true }),
        JSON.stringify(read),
        ...read.left.flatMap((error) => [
          inspect(error.value),
          inspect(
            error.context.map(({ actual }) => actual),
            { depth: null },
          ),
        ]),
      ]
      assert.ok(shown.every((text) => !text.includes('TOPSECRET')))
    }
  })
})

describe('what cannot be read', () => {
  it('is told where it lies, and the rest is read as ever', () => {
    const input = {
      name: 'toolong',
      port: 0,
      get tags(): never {
        throw new Error('not for you')
      },
    }
    for (const shape of [Thing, closed(Thing)])
      for (const read of [make(shape, input), make(shape, input)])
        assert.deepEqual(said(read), [
          'Name: expected 1 to 5 characters, got a string of 7 characters [length]',
          'Port: expected 1 to 65535, got a number outside [range]',
          'Tags: expected a list, got something that cannot be read [type]',
        ])
    assert.equal(Thing.is(input), false)
    const value = V.structure({ Name: V.string('a') })
    Object.defineProperty(value.fields, 'Port', {
      enumerable: true,
      get: () => {
        throw new Error('nor this')
      },
    })
    assert.match(said(Thing.decode(value)).join(), /^Port: .*something that cannot be read/)
  })
})

describe('within io-ts', () => {
  const Request = t.type({ req: json(Thing), more: t.array(json(Color)) })

  it('t.type keeps the outer path', () => {
    const read = Request.decode({ req: { Name: '' }, more: ['RED', 'PINK'] })
    assert.deepEqual(PathReporter.report(read), [
      'req.Name: expected 1 to 5 characters, got a string of 0 characters [length]',
      'more["1"]: expected one of RED, GREEN, got "PINK" [enum]',
    ])
    assert.deepEqual(read._tag === 'Left' && read.left.map((error) => error.context.map(({ key }) => key)), [
      ['', 'req', 'Name'],
      ['', 'more', '1'],
    ])
  })

  it('a good value passes through, both ways', () => {
    const read = Request.decode({ req: { Name: 'a' }, more: [] })
    assert.deepEqual(read, { _tag: 'Right', right: { req: { name: 'a', port: 80 }, more: [] } })
    assert.deepEqual(read._tag === 'Right' && Request.encode(read.right), { req: { Name: 'a', Port: 80 }, more: [] })
  })

  it('t.partial, t.record, t.readonly, t.union, t.refinement and t.recursion take shapes', () => {
    assert.equal(t.partial({ a: Name }).decode({ a: V.string('a') })._tag, 'Right')
    assert.equal(t.record(t.string, Name).decode({ a: V.string('A') })._tag, 'Left')
    assert.equal(t.readonly(json(Thing)).decode({ Name: 'a' })._tag, 'Right')
    assert.deepEqual(t.union([json(Port), json(Color)]).decode('RED'), { _tag: 'Right', right: 'RED' })
    assert.equal(t.refinement(json(Port), (n) => n > 1000).decode(80)._tag, 'Left')
    assert.equal(t.array(Thing).is([{ name: 'a' }]), true)
  })

  it('pipe reads one after the other and writes back', () => {
    const Upper = new t.Type<string, string, string>(
      'Upper',
      t.string.is,
      (u) => t.success(u.toUpperCase()),
      (a) => a.toLowerCase(),
    )
    const Piped = json(Name).pipe(Upper as never) as unknown as t.Type<string, unknown, unknown>
    assert.deepEqual(Piped.decode('abc'), { _tag: 'Right', right: 'ABC' })
    assert.equal(Piped.encode('ABC'), 'abc')
    assert.equal(Piped.decode(5)._tag, 'Left')
    assert.equal(Piped.name, 'pipe(json(Name), Upper)')
  })

  it('an entry is data to look at, its origin out of sight', () => {
    const read = Thing.decode(V.structure({ Name: V.integer(5) }))
    assert.equal(read._tag, 'Left')
    if (read._tag !== 'Left') return
    const [error] = read.left
    assert.ok(error !== undefined)
    assert.deepEqual(Object.keys(error), ['issue'])
    assert.equal(
      JSON.stringify(error),
      '{"issue":{"path":["Name"],"code":"type","shape":"test#Name","expected":"a string","actual":"a value tagged Integer"}}',
    )
    assert.deepEqual(error.value, V.integer(5))
    assert.deepEqual(
      error.context.map(({ key, type }) => [key, type.name]),
      [
        ['', 'Thing'],
        ['Name', 'Name'],
      ],
    )
    assert.equal(String(error), error.message)
  })
})

describe('constructors', () => {
  it('do nothing until they are used', () => {
    const Lazy = S.list('test#Lazy', () => {
      throw new Error('not yet')
    })
    assert.equal(Lazy.name, 'Lazy')
    assert.equal(Lazy._tag, 'list')
  })

  it('a pattern that does not compile is kept and not enforced', () => {
    const Odd = S.string('test#Odd', { pattern: '(?i)^\\A[a-z]++\\z' })
    assert.equal(Odd.make('anything')._tag, 'Right')
    assert.equal(Odd.schema.traits.pattern, '(?i)^\\A[a-z]++\\z')
  })

  it('numbers: what make converts and is does not', () => {
    assert.equal(rightOf(Prelude.Long.make(5)), 5n)
    assert.equal(Prelude.Long.is(5), false)
    assert.equal(Prelude.Long.make(2 ** 53)._tag, 'Left')
    assert.deepEqual(said(Prelude.Long.make(2n ** 63n)), [
      '(root): expected a whole number from -9223372036854775808 to 9223372036854775807, got a number outside [range]',
    ])
    assert.equal(rightOf(Prelude.Float.make(0.1)), Math.fround(0.1))
    assert.equal(Prelude.Float.is(0.1), false)
    assert.deepEqual(said(Prelude.Float.make(1e39)), [
      '(root): expected a number of 32 bits, got a number outside [range]',
    ])
    assert.ok(Number.isNaN(rightOf(Prelude.Double.make(Number.NaN))))
    assert.equal(json(Prelude.Double).encode(Number.NaN), 'NaN')
    assert.ok(Object.is(rightOf(jsonText(Prelude.Double).decode('-0')), -0))
  })

  it('sparse collections hold null, dense ones do not', () => {
    const Dense = S.list('test#Dense', () => Prelude.String)
    const Sparse = S.sparseList('test#Sparse', () => Prelude.String)
    assert.deepEqual(said(make(Dense, ['a', null])), ['[1]: expected a string, got null [type]'])
    assert.deepEqual(Sparse.encode(rightOf(Sparse.make(['a', null]))), V.list([V.string('a'), V.absent]))
    const SparseMap = S.sparseMap(
      'test#SparseMap',
      () => Prelude.String,
      () => Prelude.String,
    )
    assert.deepEqual(rightOf(json(SparseMap).decode({ a: null })), { a: null })
  })

  it('an enum map takes listed keys alone', () => {
    const ByColor = S.enumMap(
      'test#ByColor',
      () => Color,
      () => Prelude.Integer,
    )
    assert.deepEqual(ByColor.encode(rightOf(ByColor.make({ RED: 1 }))), V.map([[V.enumeration('RED'), V.integer(1)]]))
    assert.deepEqual(said(make(ByColor, { PINK: 1 })), ['(root) (key): expected one of RED, GREEN, got "PINK" [enum]'])
  })

  it('documented rules refuse, may be advice, and are not tolerant', () => {
    const Ruled = S.documented(Thing, [
      {
        member: 'Tags',
        source: 'the manual',
        check: (tags) =>
          Array.isArray(tags) && tags.includes('z')
            ? [{ path: [tags.indexOf('z')], expected: 'no z', actual: 'a z' }]
            : [],
      },
    ])
    const input = { name: 'a', tags: ['a', 'z'] }
    assert.deepEqual(said(Ruled.make(input)), ['Tags[1]: expected no z, got a z [documented]'])
    assert.equal(advise(Ruled, ['documented']).make(input)._tag, 'Right')
    assert.equal(ignore(Ruled, ['documented']).make(input)._tag, 'Right')
    assert.equal(tolerant(Ruled).make(input)._tag, 'Right')
    assert.equal(Thing.make(input)._tag, 'Right')
  })
})

/** Each turns red the day that it is closed. */
describe('known gaps', () => {
  it('a default that breaks its own constraint is filled in unchecked, so that `is` refuses what make gives (law 0)', () => {
    const Broken = S.inferred('test#Broken', { port: ['Port', () => Port, 0, { default: 0 }] })
    assert.equal(Broken.is(rightOf(Broken.make({}))), false)
  })

  it('beside a bigDecimal a double written as -0.0 loses its sign; the library itself writes -0', () => {
    const Both = S.inferred('test#Both', {
      d: ['D', () => Prelude.Double],
      b: ['B', () => Prelude.BigDecimal],
    })
    assert.ok(Object.is(rightOf(jsonText(Both).decode('{"D":-0.0}')).d, 0))
    assert.ok(Object.is(rightOf(jsonText(Both).decode('{"D":-0}')).d, -0))
  })

  it('a document takes a bigint that a number says too, and JSON text gives the number back', () => {
    assert.equal(rightOf(Prelude.Document.make(10n)), 10n)
    assert.equal(rightOf(jsonText(Prelude.Document).decode(jsonText(Prelude.Document).encode(10n))), 10)
  })

  it('a sparse list of documents has one null for both the absent item and the document null', () => {
    const Documents = S.sparseList('test#Documents', () => Prelude.Document)
    assert.deepEqual(
      Documents.encode(rightOf(Documents.decode(V.list([V.document(null), V.absent])))),
      V.list([V.absent, V.absent]),
    )
  })
})
