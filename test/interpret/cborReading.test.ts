/**
 * CBOR read at once, without a tree: what is good is taken, what is not is left to the walk, and either way the values are the walk's.
 * Each is asked until code is made for it.
 */
import assert from 'node:assert/strict'
import { domainWriting } from '../../lib/compile/domain.js'
import { fail } from '../../lib/compile/emit/source.js'
import type { Policy } from '../../lib/compile/Policy.js'
import { closed, strict, tolerant, trusted, uncorrected, withLimits } from '../../lib/compile/Policy.js'
import { isRefused } from '../../lib/compile/Run.js'
import { failed } from '../../lib/compile/walk/Walk.js'
import { startWalk, walker } from '../../lib/compile/walk.js'
import type { Cbor } from '../../lib/format/cbor.js'
import { cborFloat, cborMap, cborTag, readCbor, writeCbor } from '../../lib/format/cbor.js'
import { cborBytes, issueText } from '../../lib/index.js'
import { cborView, directCbor } from '../../lib/interpret/cbor.js'
import type { Member, Schema, StructureSchema, Traits, UnionSchema } from '../../lib/schema/index.js'
import type { AnyShape } from '../../lib/shape/index.js'
import * as S from '../../lib/shape/index.js'
import { shapeOf } from '../../lib/shape/index.js'
import { defaultLimits, unlimited } from '../../lib/value/Limits.js'
import { limitsOf } from '../limits.js'

const { Prelude } = S

const readWalker = walker(cborView, domainWriting)

/** More than the structures after which code is made. */
const enough = 20

const walkedFrom = (schema: Schema, policy: Policy, bytes: Uint8Array): unknown => {
  const tree = readCbor(bytes, policy.limits)
  if (tree._tag === 'Left' || bytes.length > policy.limits.size) return fail
  const { result, run } = startWalk(readWalker, schema, policy, tree.right)
  return result === failed || isRefused(run) ? fail : result
}

/** A reader of its own for each schema: nothing was made for it yet. */
const fresh = (schema: Schema): Schema => ({ ...schema })

/** Read at once, early and late, to what the walk reads. */
const takes = (schema: Schema, policy: Policy, bytes: Uint8Array, value: unknown): void => {
  const read = directCbor.read(fresh(schema), policy)
  for (let call = 0; call < enough; call++) assert.deepEqual(read(bytes), value)
  assert.deepEqual(walkedFrom(schema, policy, bytes), value)
}

/** Left to the walk, early and late, which refuses it. */
const leaves = (schema: Schema, policy: Policy, bytes: Uint8Array): void => {
  const read = directCbor.read(fresh(schema), policy)
  for (let call = 0; call < enough; call++) assert.equal(read(bytes), fail)
  assert.equal(walkedFrom(schema, policy, bytes), fail)
}

/** Left to the walk, which takes it: rare enough not to be worth more. */
const passes = (schema: Schema, policy: Policy, bytes: Uint8Array, value: unknown): void => {
  const read = directCbor.read(fresh(schema), policy)
  for (let call = 0; call < enough; call++) assert.equal(read(bytes), fail)
  assert.deepEqual(walkedFrom(schema, policy, bytes), value)
}

const member = (name: string, target: Schema, more: Partial<Member> = {}): Member => ({
  name,
  field: name,
  target: () => target,
  required: false,
  traits: {},
  ...more,
})

const structure = (members: ReadonlyArray<Member>, traits: Traits = {}): StructureSchema => ({
  _tag: 'structure',
  id: 'x#S',
  traits,
  members,
  rules: [],
})

const union = (members: ReadonlyArray<Member>): UnionSchema => ({ _tag: 'union', id: 'x#U', traits: {}, members })

const [text, integer, long, double, float, truth, blob, time, document] = [
  Prelude.String,
  Prelude.Integer,
  Prelude.Long,
  Prelude.Double,
  Prelude.Float,
  Prelude.Boolean,
  Prelude.Blob,
  Prelude.Timestamp,
  Prelude.Document,
].map(({ schema }: AnyShape) => schema) as [Schema, Schema, Schema, Schema, Schema, Schema, Schema, Schema, Schema]

const bytesOf = (tree: Cbor): Uint8Array => writeCbor(tree)
const pairs = (...entries: ReadonlyArray<readonly [Cbor, Cbor]>): Uint8Array => bytesOf(cborMap(entries))

const within = (changes: Parameters<typeof limitsOf>[0], policy: Policy = strict): Policy =>
  withLimits(policy, limitsOf(changes))

const listOf = (item: Schema, traits: Traits = {}): Schema => ({
  _tag: 'list',
  id: 'x#L',
  traits,
  member: member('member', item),
})

const mapOf = (value: Schema, traits: Traits = {}, key: Schema = text): Schema => ({
  _tag: 'map',
  id: 'x#M',
  traits,
  key: member('key', key),
  value: member('value', value),
})

const dressed = (schema: Schema, traits: Traits): Schema => ({ ...schema, traits })

describe('leaves of CBOR at once', () => {
  const E = S.enumeration('x#E', { A: 'A' }).schema
  const I = S.intEnumeration('x#I', { A: 1 }).schema

  /** A schema under a policy, items that are taken with what they are, items that are left and refused. */
  const rows: ReadonlyArray<
    readonly [string, Schema, Policy, ReadonlyArray<readonly [Cbor, unknown]>, ReadonlyArray<Cbor>]
  > = [
    [
      'text',
      text,
      strict,
      [
        ['', ''],
        ['é😀', 'é😀'],
      ],
      [1, null, Uint8Array.of(1)],
    ],
    [
      'text of a length',
      dressed(text, { length: { min: 1, max: 2 } }),
      strict,
      [
        ['a', 'a'],
        ['😀😀', '😀😀'],
      ],
      ['', 'abc'],
    ],
    [
      'any length, tolerant',
      dressed(text, { length: { min: 1, max: 2 } }),
      tolerant,
      [
        ['', ''],
        ['abc', 'abc'],
      ],
      [1],
    ],
    [
      'any length, ignored',
      dressed(text, { length: { max: 2 }, pattern: '^a' }),
      { ...strict, ignored: ['length', 'pattern'] },
      [['bcd', 'bcd']],
      [1],
    ],
    ['text of a pattern', dressed(text, { pattern: '^a' }), strict, [['ab', 'ab']], ['b', '']],
    ['any pattern, tolerant', dressed(text, { pattern: '^a' }), tolerant, [['b', 'b']], []],
    [
      'length and pattern',
      dressed(text, { length: { max: 2 }, pattern: '^a' }),
      strict,
      [
        ['a', 'a'],
        ['ab', 'ab'],
      ],
      ['b', 'abc', 'bcd'],
    ],
    ['text within a limit', text, within({ text: 2 }), [['ab', 'ab']], ['abc']],
    [
      'text within limit and pattern',
      dressed(text, { pattern: '^a' }),
      within({ text: 2 }),
      [['ab', 'ab']],
      ['abc', 'b'],
    ],
    [
      'text within limit and length',
      dressed(text, { length: { min: 1 } }),
      within({ text: 2 }),
      [['ab', 'ab']],
      ['abc', ''],
    ],
    ['an enum', E, strict, [['A', 'A']], ['B', 1]],
    [
      'an enum, tolerant',
      E,
      tolerant,
      [
        ['A', 'A'],
        ['B', 'B'],
      ],
      [1],
    ],
    ['an enum within a limit, tolerant', E, within({ text: 2 }, tolerant), [['bb', 'bb']], ['bbb']],
    [
      'an integer',
      integer,
      strict,
      [
        [0, 0],
        [2 ** 31 - 1, 2 ** 31 - 1],
        [-(2 ** 31), -(2 ** 31)],
      ],
      [2 ** 31, -(2 ** 31) - 1, 'a', true],
    ],
    [
      'a byte',
      Prelude.Byte.schema,
      strict,
      [
        [127, 127],
        [-128, -128],
      ],
      [128, -129],
    ],
    [
      'a short',
      Prelude.Short.schema,
      tolerant,
      [
        [32767, 32767],
        [-32768, -32768],
      ],
      [32768, -32769],
    ],
    [
      'an integer in a range',
      dressed(integer, { range: { min: 1, max: 3 } }),
      strict,
      [
        [1, 1],
        [3, 3],
      ],
      [0, 4],
    ],
    [
      'any range, tolerant',
      dressed(integer, { range: { min: 1, max: 3 } }),
      tolerant,
      [
        [0, 0],
        [4, 4],
      ],
      [],
    ],
    ['any range, ignored', dressed(integer, { range: { min: 1 } }), { ...strict, ignored: ['range'] }, [[0, 0]], []],
    ['an intEnum', I, strict, [[1, 1]], [2]],
    [
      'an intEnum, tolerant',
      I,
      tolerant,
      [
        [1, 1],
        [2, 2],
      ],
      [2 ** 31],
    ],
    [
      'a long',
      long,
      strict,
      [
        [5, 5n],
        [-5, -5n],
        [2n ** 63n - 1n, 2n ** 63n - 1n],
        [-(2n ** 63n), -(2n ** 63n)],
      ],
      [2n ** 63n, -(2n ** 63n) - 1n, 'a'],
    ],
    [
      'a long in a range',
      dressed(long, { range: { min: 1, max: 3 } }),
      strict,
      [
        [1, 1n],
        [3, 3n],
      ],
      [0, 4],
    ],
    [
      'a double',
      double,
      strict,
      [
        [cborFloat(0.1), 0.1],
        [cborFloat(-0), -0],
        [5, 5],
        [-5, -5],
        [cborFloat(Infinity), Infinity],
      ],
      ['a', true],
    ],
    [
      'a double in a range',
      dressed(double, { range: { min: 1, max: 3 } }),
      strict,
      [[cborFloat(1.5), 1.5]],
      [cborFloat(0.5), 4],
    ],
    [
      'a float',
      float,
      strict,
      [
        [cborFloat(0.1), Math.fround(0.1)],
        [cborFloat(-Infinity), -Infinity],
        [cborFloat(Number.NaN), Number.NaN],
        [2 ** 24 + 1, 2 ** 24],
      ],
      [cborFloat(1e300), cborFloat(-1e300), 'a'],
    ],
    ['a float in a range', dressed(float, { range: { max: 3 } }), strict, [[cborFloat(3), 3]], [cborFloat(3.5)]],
    [
      'a boolean',
      truth,
      strict,
      [
        [true, true],
        [false, false],
      ],
      [0, 'a', null],
    ],
    [
      'bytes',
      blob,
      strict,
      [
        [new Uint8Array(), new Uint8Array()],
        [Uint8Array.of(1, 2), Uint8Array.of(1, 2)],
      ],
      ['a', 1],
    ],
    [
      'bytes of a length',
      dressed(blob, { length: { min: 1, max: 2 } }),
      strict,
      [
        [Uint8Array.of(1), Uint8Array.of(1)],
        [Uint8Array.of(1, 2), Uint8Array.of(1, 2)],
      ],
      [new Uint8Array(), new Uint8Array(3)],
    ],
    [
      'bytes within a limit',
      blob,
      within({ text: 2 }),
      [[Uint8Array.of(1, 2), Uint8Array.of(1, 2)]],
      [new Uint8Array(3)],
    ],
    [
      'bytes of any length, tolerant',
      dressed(blob, { length: { max: 1 } }),
      tolerant,
      [[Uint8Array.of(1, 2), Uint8Array.of(1, 2)]],
      [],
    ],
    [
      'a time',
      time,
      strict,
      [
        [cborTag(1, 5), new Date(5000)],
        [cborTag(1, cborFloat(-1.5)), new Date(-1500)],
        [cborTag(1, 253_402_300_799), new Date(253_402_300_799_000)],
        [cborTag(1, -62_135_596_800), new Date(-62_135_596_800_000)],
      ],
      [
        5,
        cborTag(0, 5),
        cborTag(1, 'a'),
        cborTag(1, 253_402_300_800),
        cborTag(1, -62_135_596_801),
        cborTag(1, cborFloat(Number.NaN)),
      ],
    ],
  ]
  for (const [name, schema, policy, good, bad] of rows)
    it(name, () => {
      const held = structure([member('m', schema)])
      for (const [item, value] of good) {
        takes(schema, policy, bytesOf(item), value)
        takes(held, policy, pairs(['m', item]), { m: value })
        takes(listOf(schema), policy, bytesOf([item, item]), [value, value])
      }
      for (const item of bad) {
        leaves(schema, policy, bytesOf(item))
        if (item !== null) leaves(held, policy, pairs(['m', item]))
        leaves(listOf(schema), policy, bytesOf([item]))
      }
    })

  it('kinds that CBOR has no plain item for are walked where they stand', () => {
    takes(Prelude.BigInteger.schema, strict, bytesOf(5), 5n)
    takes(Prelude.BigDecimal.schema, strict, bytesOf(5), { coefficient: 5n, exponent: 0 })
    takes(structure([member('m', Prelude.BigInteger.schema)]), strict, pairs(['m', 5]), { m: 5n })
    leaves(document, strict, bytesOf(5))
  })

  it('nothing is read at once that is trusted, too long or followed by more', () => {
    const read = (policy: Policy, bytes: Uint8Array): unknown => directCbor.read(text, policy)(bytes)
    assert.equal(read(trusted, bytesOf('a')), fail)
    assert.equal(read(within({ size: 2 }), bytesOf('a')), 'a')
    assert.equal(read(within({ size: 2 }), bytesOf('ab')), fail)
    assert.equal(read(strict, Uint8Array.from([...bytesOf('a'), 0])), fail)
    assert.equal(read(strict, new Uint8Array()), fail)
  })
})

describe('lists and maps of CBOR at once', () => {
  it('lists, their lengths and limits', () => {
    for (const item of [integer, double]) {
      const two = listOf(item, { length: { min: 1, max: 2 } })
      takes(two, strict, bytesOf([1]), [1])
      takes(two, strict, bytesOf([1, 2]), [1, 2])
      for (const items of [[], [1, 2, 3]]) {
        leaves(two, strict, bytesOf(items))
        takes(two, tolerant, bytesOf(items), items)
        takes(two, { ...strict, ignored: ['length'] }, bytesOf(items), items)
      }
      takes(listOf(item), within({ items: 2 }), bytesOf([1, 2]), [1, 2])
      leaves(listOf(item), within({ items: 2 }), bytesOf([1, 2, 3]))
      takes(listOf(item), withLimits(strict, unlimited), bytesOf([1, 2, 3]), [1, 2, 3])
      for (const odd of ['a', cborMap([]), 1, null]) leaves(listOf(item), strict, bytesOf(odd))
      leaves(listOf(item), strict, bytesOf([1, 'a']))
    }
  })

  it('doubles in a range are looked at one by one', () => {
    const bounded = listOf(dressed(double, { range: { max: 2 } }))
    takes(bounded, strict, bytesOf([cborFloat(1.5), 2]), [1.5, 2])
    leaves(bounded, strict, bytesOf([1, cborFloat(2.5)]))
    takes(bounded, tolerant, bytesOf([1, cborFloat(2.5)]), [1, 2.5])
  })

  it('nulls of sparse lists and maps, and of dense ones', () => {
    for (const item of [integer, double]) {
      takes(listOf(item, { sparse: true }), strict, bytesOf([1, null, 2]), [1, null, 2])
      leaves(listOf(item), strict, bytesOf([1, null]))
      takes(mapOf(item, { sparse: true }), strict, pairs(['a', null], ['b', 1]), { a: null, b: 1 })
      leaves(mapOf(item), strict, pairs(['a', null]))
      passes(mapOf(item), tolerant, pairs(['a', null], ['b', 1]), { b: 1 })
    }
  })

  it('items that differ are the walk’s, where a policy asks for them', () => {
    const unique = listOf(integer, { uniqueItems: true })
    const held = structure([member('m', unique)])
    takes(held, strict, pairs(['m', [1, 2]]), { m: [1, 2] })
    leaves(held, strict, pairs(['m', [1, 1]]))
    takes(unique, tolerant, bytesOf([1, 1]), [1, 1])
    takes(unique, { ...strict, ignored: ['unique'] }, bytesOf([1, 1]), [1, 1])
    leaves(unique, strict, bytesOf([1, 1]))
  })

  it('maps, their lengths and limits', () => {
    const two = mapOf(integer, { length: { min: 1, max: 2 } })
    takes(two, strict, pairs(['a', 1], ['b', 2]), { a: 1, b: 2 })
    // Of equal keys the last counts, and they count once.
    takes(two, strict, pairs(['a', 1], ['b', 2], ['a', 3]), { a: 3, b: 2 })
    leaves(two, strict, pairs())
    leaves(two, strict, pairs(['a', 1], ['b', 2], ['c', 3]))
    takes(two, tolerant, pairs(), {})
    takes(mapOf(integer), within({ entries: 2 }), pairs(['a', 1], ['b', 2]), { a: 1, b: 2 })
    leaves(mapOf(integer), within({ entries: 2 }), pairs(['a', 1], ['b', 2], ['c', 3]))
    for (const odd of ['a', [], 1, null]) leaves(mapOf(integer), strict, bytesOf(odd))
    leaves(mapOf(integer), strict, pairs(['a', 'b']))
    passes(mapOf(integer), strict, pairs([1, 1], ['a', 1]), { a: 1 })
    takes(mapOf(integer), strict, pairs(['__proto__', 1], ['toString', 2]), JSON.parse('{"__proto__":1,"toString":2}'))
  })

  it('keys are held against their own shape', () => {
    const E = S.enumeration('x#E', { A: 'A' }).schema
    const byEnum = mapOf(integer, {}, E)
    takes(byEnum, strict, pairs(['A', 1]), { A: 1 })
    leaves(byEnum, strict, pairs(['B', 1]))
    takes(byEnum, tolerant, pairs(['B', 1]), { B: 1 })
    const short = mapOf(integer, {}, dressed(text, { length: { max: 2 }, pattern: '^a' }))
    takes(short, strict, pairs(['ab', 1]), { ab: 1 })
    for (const key of ['b', 'abc']) {
      leaves(short, strict, pairs([key, 1]))
      takes(short, tolerant, pairs([key, 1]), { [key]: 1 })
    }
    takes(mapOf(integer), within({ text: 2 }), pairs(['ab', 1]), { ab: 1 })
    leaves(mapOf(integer), within({ text: 2 }), pairs(['abc', 1]))
  })

  it('levels and aggregates are counted', () => {
    const nested = (levels: number): Schema => (levels === 0 ? integer : listOf(nested(levels - 1)))
    const tree = (levels: number): Cbor => (levels === 0 ? 1 : [tree(levels - 1)])
    const value = (levels: number): unknown => (levels === 0 ? 1 : [value(levels - 1)])
    takes(nested(3), within({ depth: 3 }), bytesOf(tree(3)), value(3))
    leaves(nested(4), within({ depth: 3 }), bytesOf(tree(4)))
    takes(listOf(listOf(integer)), within({ nodes: 3 }), bytesOf([[1], [2]]), [[1], [2]])
    leaves(listOf(listOf(integer)), within({ nodes: 3 }), bytesOf([[1], [2], [3]]))
    takes(listOf(mapOf(integer)), within({ nodes: 3 }), bytesOf([cborMap([]), cborMap([])]), [{}, {}])
    leaves(listOf(mapOf(integer)), within({ nodes: 3 }), bytesOf([cborMap([]), cborMap([]), cborMap([])]))
    const holder = structure([member('m', integer)])
    takes(listOf(holder), within({ nodes: 3 }), bytesOf([cborMap([]), cborMap([])]), [{}, {}])
    leaves(listOf(holder), within({ nodes: 3 }), bytesOf([cborMap([]), cborMap([]), cborMap([])]))
    const choice = union([member('m', integer)])
    const one = cborMap([['m', 1]])
    takes(listOf(choice), within({ nodes: 3 }), bytesOf([one, one]), [
      { _tag: 'm', value: 1 },
      { _tag: 'm', value: 1 },
    ])
    leaves(listOf(choice), within({ nodes: 3 }), bytesOf([one, one, one]))
  })

  it('more items than there are places made beforehand', () => {
    const many = Array.from({ length: 1500 }, (_, i) => i)
    for (const item of [integer, double]) takes(listOf(item), strict, bytesOf(many), many)
    takes(
      listOf(time),
      strict,
      bytesOf(many.map((n) => cborTag(1, n))),
      many.map((n) => new Date(n * 1000)),
    )
  })
})

describe('structures of CBOR at once', () => {
  const pair = structure([member('a', text), member('b', integer)])

  it('members in any order, absent ones, nulls', () => {
    takes(pair, strict, pairs(['a', 'x'], ['b', 1]), { a: 'x', b: 1 })
    takes(pair, strict, pairs(['b', 1], ['a', 'x']), { a: 'x', b: 1 })
    takes(pair, strict, pairs(['a', null], ['b', 1]), { b: 1 })
    takes(pair, strict, pairs(), {})
    leaves(pair, strict, pairs(['a', 1]))
    for (const odd of ['a', [], 1, null]) leaves(pair, strict, bytesOf(odd))
    // The same member again is for the walk, where the last counts.
    passes(pair, strict, pairs(['a', 'x'], ['a', 'y']), { a: 'y' })
    passes(pair, strict, pairs([1, 'x'], ['a', 'y']), { a: 'y' })
  })

  it('unknown members, between the others', () => {
    const strangers = pairs(['z', [1, cborMap([['a', 2]])]], ['a', 'x'], ['y'.repeat(30), 1], ['b', 1], ['', null])
    takes(pair, strict, strangers, { a: 'x', b: 1 })
    leaves(pair, closed(strict), strangers)
    takes(pair, closed(strict), pairs(['a', 'x']), { a: 'x' })
    takes(pair, within({ members: 5 }), strangers, { a: 'x', b: 1 })
    passes(pair, within({ members: 4 }), strangers, { a: 'x', b: 1 })
    leaves(pair, within({ members: 2 }), strangers)
    // An unknown member that is no item.
    leaves(pair, strict, Uint8Array.of(0xa1, 0x61, 0x7a, 0x1c))
  })

  it('required members, defaults, what a policy puts in their place', () => {
    const required = structure([member('a', text, { required: true }), member('b', integer)])
    takes(required, strict, pairs(['a', 'x']), { a: 'x' })
    leaves(required, strict, pairs(['b', 1]))
    leaves(required, strict, pairs(['a', null]))
    takes(required, tolerant, pairs(['b', 1]), { a: '', b: 1 })
    leaves(required, uncorrected(tolerant), pairs(['b', 1]))
    const filled = structure([member('a', text, { traits: { default: 'd' } })])
    takes(filled, strict, pairs(), { a: 'd' })
    takes(filled, strict, pairs(['a', 'x']), { a: 'x' })
    const both = [member('a', text, { required: true, traits: { default: 'd' } })]
    takes(structure(both), strict, pairs(), { a: 'd' })
    // Of an input a client leaves defaults out.
    leaves(structure(both, { input: true }), strict, pairs())
    leaves(structure(both, { input: true }), uncorrected(tolerant), pairs())
    takes(structure(both, { input: true }), tolerant, pairs(), { a: '' })
    takes(structure([member('a', text, { traits: { default: 'd' } })], { input: true }), strict, pairs(), {})
    takes(structure([member('a', text, { traits: { default: null } })]), strict, pairs(), {})
  })

  it('rules are held by a strict policy that does not ignore them', () => {
    const ruled: StructureSchema = {
      ...pair,
      rules: [
        {
          member: 'a',
          source: 'here',
          check: (value) => (value === 'x' ? [] : [{ path: [], expected: 'x', actual: 'another' }]),
        },
      ],
    }
    const [good, bad, without] = [pairs(['a', 'x']), pairs(['a', 'y'], ['b', 1]), pairs(['b', 1])]
    takes(ruled, strict, good, { a: 'x' })
    leaves(ruled, strict, bad)
    takes(ruled, strict, without, { b: 1 })
    takes(ruled, tolerant, bad, { a: 'y', b: 1 })
    takes(ruled, { ...strict, ignored: ['documented'] }, bad, { a: 'y', b: 1 })
  })

  it('names of every length, alike and unlike, and such as no bytes say', () => {
    const names = ['', 'a', 'ab', 'ba', 'é', 'x'.repeat(23), 'x'.repeat(24), 'y'.repeat(300), '__proto__', 'toString']
    const wide = structure(names.map((name, i) => member(name, integer, { field: `f${i}` })))
    for (const [i, name] of names.entries()) takes(wide, strict, pairs([name, i]), { [`f${i}`]: i })
    const all = Object.fromEntries(names.map((_, i) => [`f${i}`, i]))
    const entries = names.map((name, i) => [name, i] as const)
    takes(wide, strict, pairs(...entries), all)
    takes(wide, strict, pairs(...[...entries].reverse()), all)
    takes(wide, strict, pairs(['aa', 'x'], ['b', 'x'], ['x'.repeat(22), 1], ['y'.repeat(299), 1]), {})
    const lone = structure([member('\ud800', integer, { field: 'lone' }), member('a', integer)])
    takes(lone, strict, pairs(['a', 1]), { a: 1 })
    takes(lone, strict, pairs(['\ufffd', 2], ['a', 1]), { a: 1 })
    // Cut off in a name.
    for (const cut of [2, 3]) leaves(wide, strict, pairs(['ab', 1]).subarray(0, cut))
  })

  it('a field that no plain code sets', () => {
    const proto = structure([member('a', integer, { field: '__proto__' }), member('b', integer)])
    takes(proto, strict, pairs(['a', 1], ['b', 2]), JSON.parse('{"__proto__":1,"b":2}'))
  })

  it('members of one name are the walk’s', () => {
    const same = structure([member('a', text, { field: 'x' }), member('a', text, { field: 'y' })])
    takes(same, strict, pairs(['a', 't']), { x: 't', y: 't' })
    leaves(same, strict, pairs(['a', 1]))
    leaves(same, strict, Uint8Array.of(0xa1, 0x61))
    takes(listOf(same), within({ nodes: 3 }), bytesOf([cborMap([['a', 't']]), cborMap([])]), [{ x: 't', y: 't' }, {}])
    leaves(listOf(same), within({ nodes: 3 }), bytesOf([cborMap([]), cborMap([]), cborMap([])]))
  })

  it('a stream is no member of the value', () => {
    const streamed = structure([member('a', dressed(blob, { streaming: true })), member('b', integer)])
    takes(streamed, strict, pairs(['b', 1]), { b: 1 })
    takes(streamed, strict, pairs(['a', 'x'], ['b', 1]), { b: 1 })
  })
})

describe('unions of CBOR at once', () => {
  const choice = union([member('a', text, { field: 'first' }), member('b', integer)])

  it('one member', () => {
    takes(choice, strict, pairs(['a', 'x']), { _tag: 'first', value: 'x' })
    takes(choice, strict, pairs(['b', 1]), { _tag: 'b', value: 1 })
    leaves(choice, strict, pairs(['a', 1]))
    leaves(choice, strict, pairs())
    leaves(choice, strict, pairs(['z', 1]))
    leaves(choice, strict, pairs(['a', null]))
    for (const odd of ['a', ['a'], 1, null]) leaves(choice, strict, bytesOf(odd))
  })

  it('others beside it are for the walk', () => {
    passes(choice, strict, pairs(['a', 'x'], ['b', null]), { _tag: 'first', value: 'x' })
    passes(choice, strict, pairs(['__type', 't'], ['b', 1]), { _tag: 'b', value: 1 })
    leaves(choice, strict, pairs(['a', 'x'], ['b', 1]))
    leaves(union([member('__type', text), member('b', integer)]), strict, pairs(['__type', 'x']))
  })

  it('members of one name are the walk’s', () => {
    const same = union([member('a', text, { field: 'x' }), member('a', text, { field: 'y' })])
    takes(same, strict, pairs(['a', 't']), { _tag: 'x', value: 't' })
  })

  it('words for what is none', () => {
    const shape = shapeOf(choice)
    const told = (bytes: Uint8Array): unknown => {
      const read = cborBytes(shape).decode(bytes)
      return read._tag === 'Right' ? read.right : read.left.map(({ issue }) => issueText(issue)).join('; ')
    }
    assert.equal(told(pairs()), '(root): expected exactly one member, got 0 members [union]')
    assert.equal(told(pairs(['a', 'x'], ['b', 1])), '(root): expected exactly one member, got 2 members [union]')
    assert.equal(told(pairs(['z', 1])), '(root): expected one of a, b, got an unknown member [union]')
    const kinds: ReadonlyArray<readonly [Cbor, string]> = [
      [null, 'null'],
      [1, 'a number'],
      [2n ** 60n, 'a number'],
      [cborFloat(1.5), 'a number'],
      ['a', 'a string'],
      [true, 'a boolean'],
      [Uint8Array.of(1), 'bytes'],
      [[], 'a list'],
      [cborTag(9, 1), 'a tagged value'],
    ]
    for (const [item, words] of kinds)
      assert.equal(told(bytesOf(item)), `(root): expected a union with one member, got ${words} [type]`)
    assert.deepEqual(cborBytes(shapeOf(text)).decode(pairs())._tag, 'Left')
    const read = cborBytes(shapeOf(text)).decode(pairs())
    assert.ok(read._tag === 'Left')
    assert.deepEqual(
      read.left.map(({ issue }) => issueText(issue)),
      ['(root): expected a string, got a map [type]'],
    )
  })
})

describe('limits of CBOR', () => {
  it('levels beyond those that are read at once are the walk’s', () => {
    const deep = { ...strict, limits: { ...defaultLimits, depth: 512 } }
    const nested: Schema = { _tag: 'list', id: 'x#N', traits: {}, member: member('member', text) }
    const recursive: Schema = { ...nested, member: member('member', text, { target: () => recursive }) }
    const levels = (n: number): Uint8Array => Uint8Array.from({ length: n }, (_, i) => (i === n - 1 ? 0x80 : 0x81))
    const read = directCbor.read(recursive, deep)
    assert.notEqual(read(levels(400)), fail)
    assert.equal(read(levels(401)), fail)
    assert.notEqual(walkedFrom(recursive, deep, levels(401)), fail)
  })
})
