/**
 * Redaction for logs: overrides by member and by shape, and whatever a logger may be handed.
 */
import assert from 'node:assert/strict'
import { EmailAddressInfo, StartEmailContactRequest } from '../../lib/connect/index.js'
import { loggable } from '../../lib/interpret/loggable.js'
import type { RedactOptions } from '../../lib/interpret/redact.js'
import { redact } from '../../lib/interpret/redact.js'
import * as S from '../../lib/shape/index.js'
import * as V from '../../lib/value/index.js'
import { full, made } from '../connect/example.js'

const { Prelude } = S

const Note = S.inferred('example#Note', { text: ['Text', () => Prelude.String], next: ['Next', () => Prelude.String] })

const Row = S.inferred('example#Row', {
  id: ['Id', () => Prelude.Long],
  at: ['At', () => Prelude.Timestamp],
  data: ['Data', () => Prelude.Blob],
  price: ['Price', () => Prelude.BigDecimal],
  ratio: ['Ratio', () => Prelude.Double],
  notes: ['Notes', () => S.list('example#Notes', () => Note)],
  byName: [
    'ByName',
    () =>
      S.map(
        'example#ByName',
        () => Prelude.String,
        () => Note,
      ),
  ],
  secrets: [
    'Secrets',
    () =>
      S.map(
        'example#Secrets',
        () => S.string('example#Key', { sensitive: true }),
        () => Prelude.String,
      ),
  ],
  free: ['Free', () => Prelude.Document],
})

const hidden = '(redacted)'

describe('loggable', () => {
  const log = loggable(Row)

  it('is plain JSON', () => {
    const row = {
      id: 2n ** 60n,
      at: new Date(0),
      data: new Uint8Array(3),
      price: { coefficient: 125n, exponent: -2 },
      ratio: Number.NaN,
      notes: [{ text: 'a' }],
      byName: { x: { text: 'b' } },
      free: { a: [1n, null, true] },
    }
    assert.deepEqual(log(row), {
      id: '1152921504606846976',
      at: '1970-01-01T00:00:00.000Z',
      data: '(3 bytes)',
      price: '1.25',
      ratio: 'NaN',
      notes: [{ text: 'a' }],
      byName: { x: { text: 'b' } },
      free: { a: ['1', null, true] },
    })
  })

  it('hides what the model calls sensitive, keys too, and members that the shape does not know', () => {
    assert.deepEqual(log({ secrets: { one: 'x', two: 'y' }, password: 'z' }), {
      secrets: { '(redacted) 1': 'x', '(redacted) 2': 'y' },
      password: hidden,
    })
    const told = JSON.stringify(loggable(StartEmailContactRequest)(made(full)))
    assert.ok(!told.includes(full.fromEmailAddress.emailAddress), told)
    assert.ok(told.includes(full.instanceId))
  })

  it('hides what is not of the shape', () => {
    assert.deepEqual(log({ id: 'secret', at: 'secret', data: 'secret', notes: 'secret', byName: ['secret'] }), {
      id: hidden,
      at: hidden,
      data: hidden,
      notes: hidden,
      byName: hidden,
    })
    for (const odd of [
      null,
      undefined,
      'secret',
      7,
      Symbol('secret'),
      () => 'secret',
      new Map([['secret', 1]]),
      new Error('secret'),
    ])
      assert.equal(log(odd), hidden)
  })

  it('leaves kind by kind, and what is not of the kind', () => {
    const leaf = (target: S.AnyShape, value: unknown): unknown =>
      (loggable(S.inferred('example#One', { m: ['M', () => target] }))({ m: value }) as { readonly m: unknown }).m
    const E = S.enumeration('example#E', { A: 'A' })
    const told: ReadonlyArray<readonly [S.AnyShape, unknown, unknown]> = [
      [Prelude.String, 'a', 'a'],
      [Prelude.String, 1, hidden],
      [E, 'A', 'A'],
      [E, null, hidden],
      [Prelude.Boolean, false, false],
      [Prelude.Boolean, 'false', hidden],
      [Prelude.Integer, -1, -1],
      [Prelude.Integer, '1', hidden],
      [Prelude.Double, -Infinity, '-Infinity'],
      [Prelude.Double, 1n, hidden],
      [Prelude.Long, 5n, '5'],
      [Prelude.Long, 5, 5],
      [Prelude.Long, Number.NaN, 'NaN'],
      [Prelude.Long, '5', hidden],
      [Prelude.BigInteger, 10n ** 400n - 1n, '9'.repeat(400)],
      [Prelude.BigInteger, 10n ** 400n, '(cut)'],
      [Prelude.BigInteger, -(10n ** 400n), '(cut)'],
      [Prelude.BigInteger, 1n - 10n ** 400n, `-${'9'.repeat(400)}`],
      [Prelude.BigDecimal, { coefficient: 15n, exponent: -1 }, '1.5'],
      [Prelude.BigDecimal, { coefficient: 10n ** 400n, exponent: 0 }, '(cut)'],
      [Prelude.BigDecimal, 1.5, hidden],
      [Prelude.Blob, Uint8Array.of(1), '(1 byte)'],
      [Prelude.Blob, new Uint8Array(), '(0 bytes)'],
      [Prelude.Blob, [1], hidden],
      [Prelude.Timestamp, new Date(Number.NaN), 'an invalid time'],
      [Prelude.Timestamp, 0, hidden],
      [
        Prelude.Document,
        { a: [V.documentDecimal(V.decimal(15n, -1)), Number.NaN, 10n ** 400n] },
        { a: ['1.5', 'NaN', '(cut)'] },
      ],
      [Prelude.Document, [V.documentDecimal(V.decimal(10n ** 400n, 0))], ['(cut)']],
      [Prelude.Document, [undefined, () => 1, new Date(0), new Map()], [hidden, hidden, hidden, hidden]],
    ]
    for (const [target, value, wanted] of told) assert.deepEqual(leaf(target, value), wanted)
  })

  it('aggregates part by part', () => {
    const Choice = S.union<{ readonly _tag: 'a'; readonly value: string }, never, unknown>('example#Choice', {
      a: ['A', () => Prelude.String],
    })
    const choose = loggable(Choice as unknown as S.AnyShape)
    assert.deepEqual(choose({ _tag: 'a', value: 'x' }), { _tag: 'a', value: 'x' })
    assert.deepEqual(choose({ _tag: 'a', value: null }), { _tag: 'a', value: hidden })
    assert.deepEqual(choose({ _tag: '$unknown', name: 'b', raw: 'secret' }), { _tag: '$unknown', value: hidden })
    assert.deepEqual(choose({ _tag: 'secret', value: 1 }), { _tag: hidden, value: hidden })
    assert.equal(choose('a'), hidden)
    const Sparse = S.sparseList('example#Sparse', () => Note)
    assert.deepEqual(loggable(Sparse)([null, { text: 'a' }, 'secret', { text: null }]), [
      null,
      { text: 'a' },
      hidden,
      { text: hidden },
    ])
    assert.deepEqual(loggable(Sparse)(Array(2)), [hidden, hidden])
    assert.deepEqual(
      loggable(
        S.sparseMap(
          'example#SparseMap',
          () => Prelude.String,
          () => Note,
        ),
      )({ a: null }),
      { a: null },
    )
    const Upload = S.structure<{ readonly name?: string }, never, unknown>(
      'example#Upload',
      { name: ['Name', () => Prelude.String] },
      {},
      { data: ['Data', () => S.blob('example#Data', { streaming: true })] },
    )
    assert.deepEqual(loggable(Upload as unknown as S.AnyShape)({ name: 'a', data: 'secret' }), {
      name: 'a',
      data: '(a stream)',
    })
    assert.deepEqual(loggable(Upload as unknown as S.AnyShape)({ name: undefined }), {})
  })

  it('is cut at 64 levels, and after 100,000 aggregates', () => {
    const nested = (levels: number): unknown => {
      let node: unknown = 'end'
      for (let i = 0; i < levels; i++) node = [node]
      return node
    }
    assert.equal(JSON.stringify(loggable(Prelude.Document)(nested(64))).includes('end'), true)
    assert.equal(JSON.stringify(loggable(Prelude.Document)(nested(65))).includes('end'), false)
    const Lists = S.list('example#Lists', () => S.list('example#Inner', () => Prelude.String))
    const many = loggable(Lists)(Array.from({ length: 100_001 }, () => ['a'])) as ReadonlyArray<unknown>
    assert.equal(many.length, 100_000)
    assert.deepEqual([many[99_998], many[99_999]], [['a'], '(cut)'])
    const free = loggable(Prelude.Document)(Array.from({ length: 100_001 }, () => [1])) as ReadonlyArray<unknown>
    assert.equal(free.length, 100_000)
    assert.deepEqual([free[99_998], free[99_999]], [[1], '(cut)'])
    // Of shapes that hold themselves too.
    const Chain: S.AnyShape = S.shapeOf({
      _tag: 'list',
      id: 'example#Chain',
      traits: {},
      member: { name: 'member', field: 'member', target: () => Chain.schema, required: true, traits: {} },
    })
    const chained = (levels: number): unknown => (levels === 0 ? [] : [chained(levels - 1)])
    assert.ok(!JSON.stringify(loggable(Chain)(chained(63))).includes('(cut)'))
    assert.ok(JSON.stringify(loggable(Chain)(chained(64))).includes('["(cut)"]'))
  })

  it('never throws: getters, proxies, circles, depth, shared parts', () => {
    const throwing = Object.defineProperty({ id: 1n }, 'notes', {
      enumerable: true,
      get: () => {
        throw new Error('secret')
      },
    })
    assert.deepEqual(log(throwing), { id: '1', notes: hidden })
    const trap = (): never => {
      throw new Error('secret')
    }
    for (const traps of [
      { get: trap },
      { ownKeys: trap },
      { getPrototypeOf: trap },
      { getOwnPropertyDescriptor: trap },
    ])
      JSON.stringify(log(new Proxy({ id: 1n, free: {} }, traps)))
    const { proxy, revoke } = Proxy.revocable({}, {})
    revoke()
    assert.equal(log(proxy), hidden)
    const circle: Record<string, unknown> = { id: 1n }
    circle['free'] = circle
    circle['notes'] = [circle]
    assert.ok(JSON.stringify(log(circle)).includes('(cut)') || JSON.stringify(log(circle)).includes(hidden))
    let deep: unknown = 'end'
    for (let i = 0; i < 100_000; i++) deep = [deep]
    assert.ok(JSON.stringify(log({ free: deep })).includes('(cut)'))
    let shared: unknown = 'end'
    for (let i = 0; i < 60; i++) shared = [shared, shared]
    const started = performance.now()
    assert.ok(JSON.stringify(log({ free: shared })).includes('(cut)'))
    assert.ok(performance.now() - started < 5000)
    assert.equal((log({ id: 10n ** 100_000n }) as { readonly id: string }).id, '(cut)')
  })
})

describe('overrides of redaction', () => {
  const row = { id: 1n, notes: [{ text: 'a', next: 'b' }], byName: { x: { text: 'c', next: 'd' } } }

  it('by member, through lists and maps', () => {
    const options: RedactOptions<typeof Row._A> = {
      members: { id: true, notes: { text: true }, byName: { next: true } },
    }
    assert.deepEqual(loggable(Row, options)(row), {
      id: hidden,
      notes: [{ text: hidden, next: 'b' }],
      byName: { x: { text: 'c', next: hidden } },
    })
    const value = redact(Row, options)(Row.encode(row))
    assert.ok(
      V.Eq.equals(
        value,
        V.structure({
          Id: V.string(hidden),
          Notes: V.list([V.structure({ Text: V.string(hidden), Next: V.string('b') })]),
          ByName: V.map([[V.string('x'), V.structure({ Text: V.string('c'), Next: V.string(hidden) })]]),
        }),
      ),
    )
  })

  it('by shape, wherever it stands', () => {
    for (const shape of [Note, 'example#Note'] as const) {
      const told = loggable(Row, { shapes: [shape] })(row)
      assert.deepEqual(told, { id: '1', notes: [hidden], byName: { x: hidden } })
    }
    assert.deepEqual(loggable(Row, { shapes: ['smithy.api#String'] })(row), {
      id: '1',
      notes: [{ text: hidden, next: hidden }],
      byName: { '(redacted) 1': { text: hidden, next: hidden } },
    })
  })

  it('one that names nothing hides everything', () => {
    assert.equal(loggable(Row, { shapes: ['example#Nothing'] })(row), hidden)
    for (const holder of ['notes', 'byName']) {
      const misspelt = { members: { [holder]: { txt: true } } } as unknown as RedactOptions<typeof Row._A>
      assert.equal(loggable(Row, misspelt)(row), hidden)
      assert.ok(V.Eq.equals(redact(Row, misspelt)(Row.encode(row)), V.string(hidden)))
    }
  })

  it('by key of a map from an enum, by tag of a union, through lists of lists', () => {
    const Kind = S.enumeration('example#Kind', ['A', 'B'])
    const Choice = S.union<
      { readonly _tag: 'one' | 'two'; readonly value: { readonly text?: string; readonly next?: string } },
      never,
      unknown
    >('example#Choice', { one: ['One', () => Note], two: ['Two', () => Note] }) as unknown as S.AnyShape
    const Wide: S.AnyShape = S.inferred('example#Wide', {
      byKind: [
        'ByKind',
        () =>
          S.map(
            'example#ByKind',
            () => Kind,
            () => Note,
          ),
      ],
      choice: ['Choice', () => S.shapeOf(Choice.schema)],
      lists: ['Lists', () => S.list('example#Lists', () => S.list('example#Inner', () => Note))],
    })
    const wide = {
      byKind: { A: { text: 'a', next: 'b' }, B: { text: 'c' } },
      choice: { _tag: 'one', value: { text: 'd', next: 'e' } },
      lists: [[{ text: 'f', next: 'g' }]],
    }
    const both = (members: unknown, wanted: unknown): void => {
      const options = { members } as RedactOptions<unknown>
      assert.deepEqual(loggable(Wide, options)(wide), wanted)
      const value = redact(Wide, options)(S.shapeOf(Wide.schema).encode(wide))
      // Where the two differ is how they tell a union, not in the texts that are left.
      const [told, kept] = [JSON.stringify(wanted), JSON.stringify(value)]
      for (const text of ['a', 'b', 'c', 'd', 'e', 'f', 'g'])
        assert.equal(kept.includes(`"${text}"`), told.includes(`"${text}"`), text)
    }
    both({ byKind: { A: true } }, { ...wide, byKind: { ...wide.byKind, A: hidden } })
    both({ byKind: { A: { text: true } } }, { ...wide, byKind: { ...wide.byKind, A: { text: hidden, next: 'b' } } })
    both({ choice: { one: true } }, { ...wide, choice: { _tag: 'one', value: hidden } })
    both({ choice: { two: true } }, wide)
    both({ choice: { one: { next: true } } }, { ...wide, choice: { _tag: 'one', value: { text: 'd', next: hidden } } })
    both({ lists: { text: true } }, { ...wide, lists: [[{ text: hidden, next: 'g' }]] })
    both({ byKind: {}, choice: {}, lists: {} }, wide)
    both({}, wide)
    both(true, hidden)
    both({ byKind: true, lists: true }, { byKind: hidden, choice: wide.choice, lists: hidden })
    for (const misspelt of [
      { byKind: { A: { txt: true } } },
      { choice: { three: true } },
      { choice: { one: { txt: true } } },
      { lists: { txt: true } },
      { lists: { text: { more: true } } },
      { toString: true },
    ])
      both(misspelt, hidden)
  })

  it('by shapes of which one is not there hides everything, and so does a name beside them', () => {
    assert.equal(loggable(Row, { shapes: [Note, 'example#Nothing'] })(row), hidden)
    assert.equal(loggable(Row, { shapes: ['example#Row'] })(row), hidden)
    assert.deepEqual(loggable(Row, { shapes: [], members: { id: true } })(row), { ...row, id: hidden })
    const keyed = redact(Row, { shapes: ['smithy.api#String'] })(Row.encode({ byName: { x: { text: 'c' } } }))
    assert.ok(!JSON.stringify(keyed).includes('"x"'))
  })

  it('keys that are sensitive are hidden in a Value as well', () => {
    const value = redact(Row)(Row.encode({ secrets: { one: 'x' } }))
    assert.deepEqual(value, V.structure({ Secrets: V.map([[V.string(hidden), V.string('x')]]) }))
    const sparse = S.sparseMap(
      'example#SparseMap',
      () => Prelude.String,
      () => S.string('example#Key', { sensitive: true }),
    )
    assert.deepEqual(
      redact(sparse)(sparse.encode({ a: null, b: 'x' })),
      V.map<V.MapKey, V.Value>([
        [V.string('a'), V.absent],
        [V.string('b'), V.string(hidden)],
      ]),
    )
    const list = S.sparseList('example#List', () => S.string('example#Key', { sensitive: true }))
    assert.deepEqual(redact(list)(list.encode([null, 'x'])), V.list([V.absent, V.string(hidden)]))
  })

  it('what was sensitive stays so', () => {
    assert.deepEqual(
      loggable(EmailAddressInfo, { members: { displayName: true } })({ emailAddress: 'a@b.c', displayName: 'A' }),
      {
        emailAddress: hidden,
        displayName: hidden,
      },
    )
  })
})

describe('redaction of Values that are not of the shape', () => {
  const marker = V.string(hidden)
  const hide = (shape: S.AnyShape, value: V.Value): V.Value => redact(shape)(value)

  it('hides aggregates under leaves and leaves under aggregates', () => {
    const List = S.list('example#List', () => Prelude.String)
    const Map = S.map(
      'example#Map',
      () => Prelude.String,
      () => Prelude.String,
    )
    for (const value of [V.structure({}), V.list([]), V.map<V.MapKey, V.Value>([])])
      assert.deepEqual(hide(Prelude.String, value), marker)
    const Choice = S.union<{ readonly _tag: 'text'; readonly value: string }, never, unknown>('example#Choice', {
      text: ['Text', () => Prelude.String],
    }) as unknown as S.AnyShape
    for (const shape of [Note, List, Map, Choice]) {
      assert.deepEqual(hide(shape, V.string('secret')), marker)
      assert.deepEqual(hide(shape, V.absent), V.absent)
    }
    assert.deepEqual(hide(List, V.map([[V.string('a'), V.absent]])), marker)
    assert.deepEqual(hide(Map, V.list([V.string('a')])), marker)
    assert.deepEqual(hide(Map, V.structure({ a: V.string('secret') })), marker)
    assert.deepEqual(hide(Note, V.list([])), marker)
    assert.deepEqual(hide(Prelude.String, V.integer(1)), V.integer(1))
  })

  it('keeps what is absent, drops what is undefined, hides unknown members', () =>
    assert.deepEqual(
      hide(Note, V.structure({ Text: V.absent, Next: undefined, More: V.string('secret') })),
      V.structure({ Text: V.absent, More: marker }),
    ))
})
