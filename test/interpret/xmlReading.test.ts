/**
 * XML read at once, without a tree: what is good is taken, what is not is left to tree and walk, and either way the value is the
 * walk's. Each document is read more than once: a reader looks first where the last document had a member.
 */
import assert from 'node:assert/strict'
import { domainWriting } from '../../lib/compile/domain.js'
import { fail } from '../../lib/compile/emit/source.js'
import type { Policy } from '../../lib/compile/Policy.js'
import { closed, strict, tolerant, trusted, uncorrected, withLimits } from '../../lib/compile/Policy.js'
import { isRefused } from '../../lib/compile/Run.js'
import { failed } from '../../lib/compile/walk/Walk.js'
import { startWalk, walker } from '../../lib/compile/walk.js'
import { readBySaxes } from '../../lib/format/xml.js'
import { xmlView } from '../../lib/interpret/xml.js'
import { xmlReader } from '../../lib/interpret/xmlReader.js'
import type { Member, Schema, StructureSchema, Traits, UnionSchema } from '../../lib/schema/index.js'
import type { AnyShape } from '../../lib/shape/index.js'
import * as S from '../../lib/shape/index.js'
import { limitsOf } from '../limits.js'

const { Prelude } = S

const readWalker = walker(xmlView(true), domainWriting)
const direct = xmlReader(readWalker)

const walked = (schema: Schema, policy: Policy, text: string): unknown => {
  const tree = readBySaxes(text, policy.limits.nodes)
  if (tree._tag === 'Left' || text.length > policy.limits.size) return fail
  const { result, run } = startWalk(readWalker, schema, policy, tree.right)
  return result === failed || isRefused(run) ? fail : result
}

const calls = 3

/** Read at once to what the walk reads. */
const takes = (schema: Schema, policy: Policy, text: string, value: unknown): void => {
  const read = direct({ ...schema }, policy, {})
  for (let call = 0; call < calls; call++) assert.deepEqual(read(text), value, text)
  assert.deepEqual(walked(schema, policy, text), value, text)
}

/** Left to the walk, which refuses it. */
const leaves = (schema: Schema, policy: Policy, text: string): void => {
  const read = direct({ ...schema }, policy, {})
  for (let call = 0; call < calls; call++) assert.equal(read(text), fail, text)
  assert.equal(walked(schema, policy, text), fail, text)
}

/** Left to the walk, which takes it: rare enough not to be worth more. */
const passes = (schema: Schema, policy: Policy, text: string, value: unknown): void => {
  const read = direct({ ...schema }, policy, {})
  for (let call = 0; call < calls; call++) assert.equal(read(text), fail, text)
  assert.deepEqual(walked(schema, policy, text), value, text)
}

const member = (name: string, target: Schema, traits: Traits = {}, more: Partial<Member> = {}): Member => ({
  name,
  field: name.toLowerCase(),
  target: () => target,
  required: false,
  traits,
  ...more,
})

const structure = (members: ReadonlyArray<Member>, traits: Traits = {}): StructureSchema => ({
  _tag: 'structure',
  id: 'x#S',
  traits,
  members,
  rules: [],
})

const union = (...members: ReadonlyArray<Member>): UnionSchema => ({ _tag: 'union', id: 'x#U', traits: {}, members })

const [string, integer, long] = [Prelude.String, Prelude.Integer, Prelude.Long].map(
  ({ schema }: AnyShape) => schema,
) as [Schema, Schema, Schema]

const dressed = (schema: Schema, traits: Traits): Schema => ({ ...schema, traits })

const listOf = (item: Schema, traits: Traits = {}, of: Traits = {}): Schema => ({
  _tag: 'list',
  id: 'x#L',
  traits,
  member: member('member', item, of),
})

const mapOf = (value: Schema, traits: Traits = {}, key: Member = member('key', string), of: Traits = {}): Schema => ({
  _tag: 'map',
  id: 'x#M',
  traits,
  key,
  value: member('value', value, of),
})

const within = (changes: Parameters<typeof limitsOf>[0], policy: Policy = strict): Policy =>
  withLimits(policy, limitsOf(changes))

const flat: Traits = { xmlFlattened: true }
const attribute: Traits = { xmlAttribute: true }

describe('leaves of XML at once', () => {
  const E = S.enumeration('x#E', { A: 'A' }).schema
  const I = S.intEnumeration('x#I', { A: 1 }).schema

  /** A schema under a policy, texts that are taken with what they are, texts that are left and refused. */
  const rows: ReadonlyArray<
    readonly [string, Schema, Policy, ReadonlyArray<readonly [string, unknown]>, ReadonlyArray<string>]
  > = [
    [
      'text',
      string,
      strict,
      [
        ['', ''],
        [' a ', ' a '],
        ['&lt;é', '<é'],
      ],
      ['<x/>'],
    ],
    [
      'text of a length',
      dressed(string, { length: { min: 1, max: 2 } }),
      strict,
      [
        ['a', 'a'],
        ['ab', 'ab'],
      ],
      ['', 'abc'],
    ],
    ['text of a pattern', dressed(string, { pattern: '^a' }), strict, [['ab', 'ab']], ['b']],
    [
      'anything, tolerant',
      dressed(string, { length: { min: 2 }, pattern: '^a' }),
      tolerant,
      [
        ['b', 'b'],
        ['', ''],
      ],
      [],
    ],
    ['text within a limit', string, within({ text: 2 }), [['ab', 'ab']], ['abc']],
    ['text within a limit, tolerant', string, within({ text: 2 }, tolerant), [['ab', 'ab']], ['abc']],
    ['an enum', E, strict, [['A', 'A']], ['B', '']],
    [
      'an enum, tolerant',
      E,
      tolerant,
      [
        ['A', 'A'],
        ['B', 'B'],
      ],
      [],
    ],
    ['an enum within a limit, tolerant', E, within({ text: 2 }, tolerant), [['bb', 'bb']], ['bbb']],
    [
      'a boolean',
      Prelude.Boolean.schema,
      strict,
      [
        ['true', true],
        ['false', false],
        [' true\n', true],
      ],
      ['', 'True', '1'],
    ],
    [
      'an integer',
      integer,
      strict,
      [
        ['0', 0],
        ['-0', 0],
        ['+7', 7],
        ['007', 7],
        ['2147483647', 2 ** 31 - 1],
        ['-2147483648', -(2 ** 31)],
        [' 5 ', 5],
        ['123456789', 123456789],
        ['1234567890', 1234567890],
        ['-00000000001', -1],
      ],
      ['2147483648', '-2147483649', '1.0', '1e3', '', 'x1', '1x', '--1', '99999999999'],
    ],
    [
      'a byte',
      Prelude.Byte.schema,
      strict,
      [
        ['127', 127],
        ['-128', -128],
      ],
      ['128', '-129'],
    ],
    [
      'a short',
      Prelude.Short.schema,
      tolerant,
      [
        ['32767', 32767],
        ['-32768', -32768],
      ],
      ['32768', '-32769'],
    ],
    [
      'an integer in a range',
      dressed(integer, { range: { min: 1, max: 3 } }),
      strict,
      [
        ['1', 1],
        ['3', 3],
      ],
      ['0', '4'],
    ],
    [
      'any range, tolerant',
      dressed(integer, { range: { min: 1, max: 3 } }),
      tolerant,
      [
        ['0', 0],
        ['4', 4],
      ],
      [],
    ],
    ['an intEnum', I, strict, [['1', 1]], ['2']],
    [
      'an intEnum, tolerant',
      I,
      tolerant,
      [
        ['1', 1],
        ['2', 2],
      ],
      ['2147483648'],
    ],
    [
      'a long',
      long,
      strict,
      [
        ['5', 5n],
        ['-0', 0n],
        ['+5', 5n],
        ['9223372036854775807', 2n ** 63n - 1n],
        ['-9223372036854775808', -(2n ** 63n)],
        ['123456789012345678', 123456789012345678n],
      ],
      ['9223372036854775808', '1.5', '', 'x1', '1x'],
    ],
    [
      'a long in a range',
      dressed(long, { range: { min: 1, max: 3 } }),
      strict,
      [
        ['1', 1n],
        ['3', 3n],
      ],
      ['0', '4'],
    ],
    ['a long of any range, tolerant', dressed(long, { range: { min: 1 } }), tolerant, [['0', 0n]], []],
    [
      'a double',
      Prelude.Double.schema,
      strict,
      [
        ['1.5', 1.5],
        ['NaN', Number.NaN],
      ],
      ['x'],
    ],
    [
      'bytes',
      Prelude.Blob.schema,
      strict,
      [
        ['aGk=', Uint8Array.of(104, 105)],
        ['a Gk=\n', Uint8Array.of(104, 105)],
      ],
      ['x'],
    ],
    ['a time', Prelude.Timestamp.schema, strict, [['2018-01-09T20:51:21Z', new Date(1_515_531_081_000)]], ['x']],
  ]
  for (const [name, schema, policy, good, bad] of rows)
    it(name, () => {
      const held = structure([member('M', schema), member('A', schema, attribute)])
      for (const [text, value] of good) {
        takes(schema, policy, `<S>${text}</S>`, value)
        takes(held, policy, `<S><M>${text}</M></S>`, { m: value })
        takes(listOf(schema), policy, `<S><member>${text}</member><member>${text}</member></S>`, [value, value])
        if (!text.includes('\n')) takes(held, policy, `<S A="${text}"/>`, { a: value })
      }
      for (const text of bad) {
        leaves(schema, policy, `<S>${text}</S>`)
        leaves(held, policy, `<S><M>${text}</M></S>`)
        leaves(listOf(schema), policy, `<S><member>${text}</member></S>`)
        leaves(held, policy, `<S A="${text}"/>`)
      }
    })

  it('one that was refused spoils none that come after it', () => {
    const read = direct(dressed(integer, { range: { min: 1 } }), strict, {})
    for (const text of ['1', '0', '2', 'x', '3'])
      assert.equal(read(`<S>${text}</S>`), /[1-3]/.test(text) ? Number(text) : fail)
  })

  it('a document is in no XML', () => leaves(Prelude.Document.schema, strict, '<S>a</S>'))
})

describe('documents of XML at once', () => {
  const pair = structure([member('A', string), member('B', integer)])

  it('by the name of the root, or of its child', () => {
    const read = (place: Parameters<typeof direct>[2], text: string): unknown => direct(pair, strict, place)(text)
    assert.deepEqual(read({ root: 'S' }, '<S><A>x</A></S>'), { a: 'x' })
    assert.deepEqual(read({ root: 'p:S' }, '<q:S><A>x</A></q:S>'), { a: 'x' })
    assert.equal(read({ root: 'S' }, '<T><A>x</A></T>'), fail)
    assert.deepEqual(read({}, '<T><A>x</A></T>'), { a: 'x' })
    assert.deepEqual(read({ child: 'S' }, '<T><Z/><S><A>x</A></S></T>'), { a: 'x' })
    // Of children of that name the first counts.
    assert.deepEqual(read({ child: 'S' }, '<T><S><A>x</A></S><S><A>y</A></S></T>'), { a: 'x' })
    assert.equal(read({ child: 'S' }, '<T><S><B>x</B></S></T>'), fail)
    for (const text of ['<T/>', '<T></T>', '<T><A>x</A></T>']) assert.equal(read({ child: 'S' }, text), fail)
    assert.equal(read({ root: 'T', child: 'S' }, '<U><S/></U>'), fail)
    assert.deepEqual(read({ root: 'T', child: 'S' }, '<T><S/></T>'), {})
    assert.equal(read({ child: 'S' }, '<T><S/></U>'), fail)
  })

  it('as long as a policy takes them, and no policy with shades', () => {
    const text = '<S><A>x</A></S>'
    takes(pair, within({ size: text.length }), text, { a: 'x' })
    leaves(pair, within({ size: text.length - 1 }), text)
    assert.equal(direct(pair, trusted, {})(text), fail)
    passes(pair, { ...strict, advised: ['length'] }, text, { a: 'x' })
    takes(pair, within({ nodes: 2 }), text, { a: 'x' })
    leaves(pair, within({ nodes: 1 }), text)
  })

  it('what is ill-formed, or followed by more', () => {
    for (const text of [
      '',
      'x',
      '<S>',
      '<S/><S/>',
      '<S><A>x</A>',
      '<S><A>x</B></S>',
      '<S><A>x</A></T>',
      '<S><A><Z></A></S>',
      '<S><Z><A></Z></S>',
      '<S><A>&nope;</A></S>',
      '<S><A>x</A><</S>',
      '<S>',
    ])
      leaves(pair, strict, text)
    for (const text of [
      '<?xml version="1.0"?>\n<S><A>x</A></S>\n',
      '<!-- c --><S><!-- c --><A>x</A>\n</S><!-- c -->',
      '<S><A>x<!-- c --></A></S >',
    ])
      takes(pair, strict, text, { a: 'x' })
    takes(pair, strict, '<S><A><![CDATA[<x>]]></A></S>', { a: '<x>' })
  })
})

describe('structures of XML at once', () => {
  const pair = structure([member('A', string), member('B', integer)])

  it('members in any order, under any prefix, the first of those that come again', () => {
    takes(pair, strict, '<S><A>x</A><B>1</B></S>', { a: 'x', b: 1 })
    takes(pair, strict, '<S><B>1</B><A>x</A></S>', { a: 'x', b: 1 })
    takes(pair, strict, '<S><p:B>1</p:B><p:A>x</p:A></S>', { a: 'x', b: 1 })
    takes(pair, strict, '<S><A>x</A><A>y</A><B>1</B><A><z/></A></S>', { a: 'x', b: 1 })
    takes(pair, strict, '<S><A q="1">x</A><B\n>1</B ></S>', { a: 'x', b: 1 })
    takes(pair, strict, '<S><A/><B>1</B></S>', { a: '', b: 1 })
    takes(pair, strict, '<S/>', {})
    takes(pair, strict, '<S></S>', {})
    takes(pair, strict, '<S>text</S>', {})
    leaves(pair, strict, '<S><A>x</A><B/></S>')
  })

  it('a reader that has seen one order reads the others', () => {
    const read = direct(structure([member('A', string), member('B', integer), member('C', string)]), strict, {})
    const [a, b, c] = ['<A>x</A>', '<B>1</B>', '<C>y</C>']
    const whole = { a: 'x', b: 1, c: 'y' }
    for (const order of [
      [a, b, c],
      [c, b, a],
      [b, a, c],
      [c, a, b],
      [a, c, b],
      [b, c, a],
      [a, b, c],
    ])
      for (let call = 0; call < 2; call++) assert.deepEqual(read(`<S>${order.join('')}</S>`), whole)
    assert.deepEqual(read(`<S>${b}</S>`), { b: 1 })
    assert.deepEqual(read(`<S>${c}${c}</S>`), { c: 'y' })
    assert.deepEqual(read(`<S>${a}<Z/>${b}</S>`), { a: 'x', b: 1 })
  })

  it('unknown members', () => {
    const text = '<S><Z><A>no</A></Z><A>x</A><Y/><B>1</B></S>'
    takes(pair, strict, text, { a: 'x', b: 1 })
    leaves(pair, closed(strict), text)
    takes(pair, closed(strict), '<S><A>x</A></S>', { a: 'x' })
    takes(pair, within({ members: 2 }), text, { a: 'x', b: 1 })
    leaves(pair, within({ members: 1 }), text)
  })

  it('required members, defaults, what a policy puts in their place', () => {
    const required = structure([member('A', string, {}, { required: true }), member('B', integer)])
    takes(required, strict, '<S><A>x</A></S>', { a: 'x' })
    leaves(required, strict, '<S><B>1</B></S>')
    leaves(required, strict, '<S/>')
    takes(required, tolerant, '<S><B>1</B></S>', { a: '', b: 1 })
    leaves(required, uncorrected(tolerant), '<S><B>1</B></S>')
    const filled = structure([member('A', string, { default: 'd' })])
    takes(filled, strict, '<S/>', { a: 'd' })
    takes(filled, strict, '<S><A>x</A></S>', { a: 'x' })
    takes(structure([member('A', string, { default: null })]), strict, '<S/>', {})
    const both = [member('A', string, { default: 'd' }, { required: true })]
    takes(structure(both), strict, '<S/>', { a: 'd' })
    leaves(structure(both, { input: true }), strict, '<S/>')
    takes(structure(both, { input: true }), tolerant, '<S/>', { a: '' })
    leaves(structure(both, { input: true }), uncorrected(tolerant), '<S/>')
    takes(structure([member('A', string, { default: 'd' })], { input: true }), strict, '<S/>', {})
    const attributed = structure([member('A', string, attribute, { required: true })])
    leaves(attributed, strict, '<S/>')
    takes(attributed, tolerant, '<S/>', { a: '' })
  })

  it('attributes, by their names or those of another prefix', () => {
    const held = structure([member('A', string, attribute), member('B', integer), member('C', integer, attribute)])
    takes(held, strict, '<S A="x" C="2"><B>1</B></S>', { a: 'x', b: 1, c: 2 })
    takes(held, strict, '<S C="2" p:A="x" xmlns:p="urn:p"/>', { a: 'x', c: 2 })
    takes(held, strict, '<S p:A="x" A="y" xmlns:p="urn:p"/>', { a: 'y' })
    takes(held, strict, '<S><A>x</A><B>1</B></S>', { b: 1 })
    leaves(held, strict, '<S C="x"/>')
    // Two of another prefix: the first.
    takes(held, strict, '<S p:A="x" q:A="y" xmlns:p="urn:p" xmlns:q="urn:q"/>', { a: 'x' })
    const prefixed = structure([member('A', string, { xmlAttribute: true, xmlName: 'p:A' })])
    takes(prefixed, strict, '<S A="x" p:A="y" xmlns:p="urn:p"/>', { a: 'y' })
    takes(prefixed, strict, '<S A="x"/>', { a: 'x' })
    for (const odd of [listOf(string), mapOf(string), pair, union(member('A', string))])
      leaves(structure([member('A', odd, attribute)]), strict, '<S A="x"/>')
    passes(structure([member('A', string, { ...attribute, ...flat })]), strict, '<S A="x"/>', { a: 'x' })
  })

  it('rules are for the walk, where a policy holds them', () => {
    const ruled: StructureSchema = {
      ...pair,
      rules: [{ member: 'A', source: 'here', check: () => [{ path: [], expected: 'x', actual: 'another' }] }],
    }
    leaves(ruled, strict, '<S><A>y</A></S>')
    takes(ruled, tolerant, '<S><A>y</A></S>', { a: 'y' })
    passes(ruled, strict, '<S><B>1</B></S>', { b: 1 })
  })

  it('two members of one name are for the walk', () => {
    const same = structure([member('A', string), member('B', string, { xmlName: 'p:A' })])
    passes(same, strict, '<S><A>x</A></S>', { a: 'x', b: 'x' })
    const apart = structure([member('A', string), member('B', string, { xmlName: 'A', xmlAttribute: true })])
    takes(apart, strict, '<S A="y"><A>x</A></S>', { a: 'x', b: 'y' })
  })

  it('names that no cursor takes', () => {
    const odd = structure([member('é', string), member('A b', string), member('B', integer)])
    takes(odd, strict, '<S><B>1</B></S>', { b: 1 })
    passes(odd, strict, '<S><é>x</é></S>', { é: 'x' })
    for (const name of ['_a', 'a-b', 'a.b', 'a1', 'Z'])
      takes(structure([member(name, string, {}, { field: 'f' })]), strict, `<S><${name}>x</${name}></S>`, { f: 'x' })
  })

  it('a stream is no member of the value, a field may have any name', () => {
    const streamed = structure([member('A', dressed(Prelude.Blob.schema, { streaming: true })), member('B', integer)])
    takes(streamed, strict, '<S><A>!</A><B>1</B></S>', { b: 1 })
    const proto = structure([member('A', string, {}, { field: '__proto__' })])
    takes(proto, strict, '<S><A>x</A></S>', JSON.parse('{"__proto__":"x"}'))
    takes(
      structure([member('A', string, { default: 'd' }, { field: '__proto__' })]),
      strict,
      '<S/>',
      JSON.parse('{"__proto__":"d"}'),
    )
  })
})

describe('lists and maps of XML at once', () => {
  const text = (items: ReadonlyArray<string>, name = 'member'): string =>
    `<S>${items.map((item) => `<${name}>${item}</${name}>`).join('')}</S>`
  const entries = (pairs: ReadonlyArray<readonly [string, string]>, name = 'entry'): string =>
    text(
      pairs.map(([key, value]) => `<key>${key}</key><value>${value}</value>`),
      name,
    )

  it('lists, their lengths and limits', () => {
    const two = listOf(integer, { length: { min: 1, max: 2 } })
    takes(two, strict, text(['1']), [1])
    takes(two, strict, text(['1', '2']), [1, 2])
    for (const items of [[], ['1', '2', '3']]) {
      leaves(two, strict, text(items))
      takes(two, tolerant, text(items), items.map(Number))
    }
    takes(listOf(integer), within({ items: 2 }), text(['1', '2']), [1, 2])
    leaves(listOf(integer), within({ items: 2 }), text(['1', '2', '3']))
    takes(listOf(integer), strict, '<S/>', [])
    takes(listOf(integer), strict, '<S><p:member>1</p:member><other>x</other><member>2</member></S>', [1, 2])
    leaves(listOf(integer), strict, text(['1', 'x']))
    leaves(listOf(integer), strict, '<S><member>1</member><other></S>')
    takes(listOf(integer, {}, { xmlName: 'item' }), strict, text(['1'], 'item'), [1])
  })

  it('what may not come twice is for the walk, where a policy asks for that', () => {
    const unique = listOf(integer, { uniqueItems: true })
    passes(unique, strict, text(['1', '2']), [1, 2])
    leaves(unique, strict, text(['1', '1']))
    takes(unique, tolerant, text(['1', '1']), [1, 1])
    const held = structure([member('M', unique, flat)])
    passes(held, strict, text(['1', '2'], 'M'), { m: [1, 2] })
    takes(held, tolerant, text(['1', '1'], 'M'), { m: [1, 1] })
  })

  it('items that are flattened themselves are for the walk', () => {
    passes(listOf(listOf(string), {}, flat), strict, '<S><member><member>a</member></member></S>', [['a']])
    passes(mapOf(string, {}, member('key', string, flat)), strict, entries([['a', 'b']]), { a: 'b' })
    passes(mapOf(string, {}, undefined, flat), strict, entries([['a', 'b']]), { a: 'b' })
  })

  it('maps, their lengths and limits', () => {
    const two = mapOf(integer, { length: { min: 1, max: 2 } })
    takes(
      two,
      strict,
      entries([
        ['a', '1'],
        ['b', '2'],
      ]),
      { a: 1, b: 2 },
    )
    // Of equal keys the last counts, and they count once.
    takes(
      two,
      strict,
      entries([
        ['a', '1'],
        ['b', '2'],
        ['a', '3'],
      ]),
      { a: 3, b: 2 },
    )
    leaves(two, strict, entries([]))
    leaves(
      two,
      strict,
      entries([
        ['a', '1'],
        ['b', '2'],
        ['c', '3'],
      ]),
    )
    takes(two, tolerant, entries([]), {})
    takes(
      mapOf(integer),
      within({ entries: 2 }),
      entries([
        ['a', '1'],
        ['b', '2'],
      ]),
      { a: 1, b: 2 },
    )
    leaves(
      mapOf(integer),
      within({ entries: 2 }),
      entries([
        ['a', '1'],
        ['b', '2'],
        ['c', '3'],
      ]),
    )
    takes(mapOf(string), strict, '<S/>', {})
    takes(mapOf(string), strict, entries([['__proto__', 'x']]), JSON.parse('{"__proto__":"x"}'))
    takes(
      mapOf(string, {}, member('key', string, { xmlName: 'k' }), { xmlName: 'v' }),
      strict,
      '<S><entry><k>a</k><v>b</v></entry></S>',
      { a: 'b' },
    )
  })

  it('parts of an entry in any order, strangers among them, the first of those that come again', () => {
    const map = mapOf(integer)
    const read = { a: 1 }
    takes(map, strict, '<S><entry><value>1</value><key>a</key></entry></S>', read)
    takes(map, strict, '<S><entry><z><key>no</key></z><key>a</key><y/><value>1</value><x/></entry></S>', read)
    takes(map, strict, '<S><entry><key>a</key><key>b</key><value>1</value><value>x</value></entry></S>', read)
    takes(map, strict, '<S><entry><p:key>a</p:key><p:value>1</p:value></entry><other/></S>', read)
    for (const entry of [
      '<entry/>',
      '<entry></entry>',
      '<entry><key>a</key></entry>',
      '<entry><value>1</value></entry>',
      '<entry><key><x/></key><value>1</value></entry>',
      '<entry><key>a</key><value>x</value></entry>',
      '<entry><key>a</key><value>1</value></other>',
      '<entry><key>a</key><value>1</value>',
      '<entry><key>a</key><value>1</value><z></entry>',
    ])
      leaves(map, strict, `<S>${entry}</S>`)
  })

  it('keys are held against their own shape', () => {
    const byEnum = mapOf(integer, {}, member('key', S.enumeration('x#E', { A: 'A' }).schema))
    takes(byEnum, strict, entries([['A', '1']]), { A: 1 })
    leaves(byEnum, strict, entries([['B', '1']]))
    takes(byEnum, tolerant, entries([['B', '1']]), { B: 1 })
    const short = mapOf(integer, {}, member('key', dressed(string, { length: { max: 2 }, pattern: '^a' })))
    takes(short, strict, entries([['ab', '1']]), { ab: 1 })
    for (const key of ['b', 'abc']) leaves(short, strict, entries([[key, '1']]))
    takes(short, tolerant, entries([['b', '1']]), { b: 1 })
    leaves(mapOf(integer), within({ text: 2 }), entries([['abc', '1']]))
    // Of an enum that has constraints of a text the walk knows more.
    const odd = dressed(S.enumeration('x#E', { A: 'A' }).schema, { length: { min: 1 } })
    passes(mapOf(integer, {}, member('key', odd)), strict, entries([['A', '1']]), { A: 1 })
    const matched = dressed(S.enumeration('x#E', { A: 'A' }).schema, { pattern: 'A' })
    passes(mapOf(integer, {}, member('key', matched)), strict, entries([['A', '1']]), { A: 1 })
    // Key and value of one name.
    passes(
      mapOf(string, {}, member('key', string, { xmlName: 'value' })),
      strict,
      '<S><entry><value>a</value></entry></S>',
      {
        a: 'a',
      },
    )
  })

  it('flattened members, their lengths and limits', () => {
    const list = structure([member('M', listOf(integer, { length: { max: 2 } }), flat), member('A', string)])
    takes(list, strict, '<S><M>1</M><A>x</A><M>2</M></S>', { m: [1, 2], a: 'x' })
    takes(list, strict, '<S><A>x</A></S>', { a: 'x' })
    leaves(list, strict, '<S><M>1</M><M>2</M><M>3</M></S>')
    takes(list, tolerant, '<S><M>1</M><M>2</M><M>3</M></S>', { m: [1, 2, 3] })
    leaves(list, strict, '<S><M>x</M></S>')
    const map = structure([member('M', mapOf(integer, { length: { max: 1 } }), flat)])
    takes(map, strict, '<S><M><key>a</key><value>1</value></M></S>', { m: { a: 1 } })
    leaves(map, strict, '<S><M><key>a</key><value>1</value></M><M><key>b</key><value>1</value></M></S>')
    // Nothing that could be flattened.
    passes(structure([member('A', string, flat)]), strict, '<S><A>x</A></S>', { a: 'x' })
    passes(
      structure([member('M', listOf(listOf(string), {}, flat), flat)]),
      strict,
      '<S><M><member>a</member></M></S>',
      { m: [['a']] },
    )
  })

  it('levels and aggregates are counted', () => {
    const nested = (levels: number): Schema => (levels === 0 ? integer : listOf(nested(levels - 1)))
    const tree = (levels: number): string => (levels === 0 ? '1' : `<member>${tree(levels - 1)}</member>`)
    const value = (levels: number): unknown => (levels === 0 ? 1 : [value(levels - 1)])
    takes(nested(3), within({ depth: 3 }), `<S>${tree(3)}</S>`, value(3))
    leaves(nested(4), within({ depth: 3 }), `<S>${tree(4)}</S>`)
    const holder = structure([member('M', listOf(integer), flat)])
    takes(holder, within({ depth: 2 }), '<S><M>1</M></S>', { m: [1] })
    leaves(holder, within({ depth: 1 }), '<S><M>1</M></S>')
    const inner = structure([member('M', structure([member('A', string)]))])
    takes(inner, within({ depth: 2 }), '<S><M><A>x</A></M></S>', { m: { a: 'x' } })
    leaves(inner, within({ depth: 1 }), '<S><M><A>x</A></M></S>')
    const choice = structure([member('M', union(member('A', string)))])
    takes(choice, within({ depth: 2 }), '<S><M><A>x</A></M></S>', { m: { _tag: 'a', value: 'x' } })
    leaves(choice, within({ depth: 1 }), '<S><M><A>x</A></M></S>')
    const gathered = union(member('M', listOf(integer), flat))
    takes(gathered, within({ depth: 2 }), '<S><M>1</M></S>', { _tag: 'm', value: [1] })
    leaves(gathered, within({ depth: 1 }), '<S><M>1</M></S>')
    const map = structure([member('M', mapOf(listOf(integer)), flat)])
    const entry = '<S><M><key>a</key><value><member>1</member></value></M></S>'
    takes(map, within({ depth: 3 }), entry, { m: { a: [1] } })
    leaves(map, within({ depth: 2 }), entry)
  })
})

describe('unions of XML at once', () => {
  const choice = union(
    member('A', string),
    member('B', integer),
    member('M', listOf(integer, { length: { max: 2 } }), flat),
  )

  it('one member, or the elements of a flattened one', () => {
    takes(choice, strict, '<S><A>x</A></S>', { _tag: 'a', value: 'x' })
    takes(choice, strict, '<S> <p:B>1</p:B> </S>', { _tag: 'b', value: 1 })
    takes(choice, strict, '<S><M>1</M><M>2</M></S>', { _tag: 'm', value: [1, 2] })
    leaves(choice, strict, '<S><M>1</M><M>2</M><M>3</M></S>')
    // Of elements for a member that has one the first counts.
    takes(choice, strict, '<S><A>x</A><A>y</A></S>', { _tag: 'a', value: 'x' })
    for (const text of [
      '<S/>',
      '<S></S>',
      '<S><Z/></S>',
      '<S><A>x</A><B>1</B></S>',
      '<S><A>x</A><Z/></S>',
      '<S><B>x</B></S>',
      '<S><A>x</A>',
      '<S><A>x</A></T>',
      '<S><A>x</A><</S>',
    ])
      leaves(choice, strict, text)
  })

  it('members that are attributes, or share a name, are for the walk', () => {
    const attributed = union(member('A', string), member('B', string, attribute))
    passes(attributed, strict, '<S><A>x</A></S>', { _tag: 'a', value: 'x' })
    const same = union(member('A', string), member('B', string, { xmlName: 'p:A' }))
    passes(same, strict, '<S><A>x</A></S>', { _tag: 'a', value: 'x' })
  })
})
