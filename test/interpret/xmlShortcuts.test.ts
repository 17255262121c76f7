/**
 * What the direct ways of XML are for, no walk where none is needed, and what they may not do: take a document that is cut off, damaged or
 * no document at all.
 */
import assert from 'node:assert/strict'
import { domainWriting, exactView } from '../../lib/compile/domain.js'
import { fail } from '../../lib/compile/emit/source.js'
import type { Policy } from '../../lib/compile/Policy.js'
import { strict, tolerant, trusted, withLimits } from '../../lib/compile/Policy.js'
import { isRefused } from '../../lib/compile/Run.js'
import { failed } from '../../lib/compile/walk/Walk.js'
import { startWalk, walker } from '../../lib/compile/walk.js'
import { readBySaxes } from '../../lib/format/xml.js'
import { issueText, xmlText } from '../../lib/index.js'
import { documentOf, xmlView, xmlWriting } from '../../lib/interpret/xml.js'
import { xmlReader } from '../../lib/interpret/xmlReader.js'
import { childrenWriter, tagsOf } from '../../lib/interpret/xmlWriter.js'
import type { Member, Schema, Traits } from '../../lib/schema/index.js'
import type { AnyShape } from '../../lib/shape/index.js'
import * as S from '../../lib/shape/index.js'
import { shapeOf } from '../../lib/shape/index.js'
import { limitsOf } from '../limits.js'

const { Prelude } = S

const readWalker = walker(xmlView(true), domainWriting)
const direct = xmlReader(readWalker)

/** Where the walk is asked for, the reading throws. */
const unwalked = xmlReader(() => () => {
  throw new Error('a walk')
})

const member = (name: string, target: Schema, traits: Traits = {}): Member => ({
  name,
  field: name.toLowerCase(),
  target: () => target,
  required: false,
  traits,
})

const structure = (...members: ReadonlyArray<Member>): Schema => ({
  _tag: 'structure',
  id: 'x#S',
  traits: {},
  members,
  rules: [],
})

const union = (...members: ReadonlyArray<Member>): Schema => ({ _tag: 'union', id: 'x#S', traits: {}, members })

const listOf = (item: Schema): Schema => ({ _tag: 'list', id: 'x#S', traits: {}, member: member('member', item) })

const mapOf = (value: Schema, key: Schema = string): Schema => ({
  _tag: 'map',
  id: 'x#S',
  traits: {},
  key: member('key', key),
  value: member('value', value),
})

const schemaOf = ({ schema }: AnyShape): Schema => schema

const [string, integer] = [Prelude.String, Prelude.Integer].map(schemaOf) as [Schema, Schema]

const flat: Traits = { xmlFlattened: true }
const attribute: Traits = { xmlAttribute: true }

const within = (changes: Parameters<typeof limitsOf>[0], policy: Policy = strict): Policy =>
  withLimits(policy, limitsOf(changes))

describe('XML without a walk', () => {
  const E = schemaOf(S.enumeration('x#E', ['A']))
  const I = schemaOf(S.intEnumeration('x#I', { A: 1 }))
  const [byte, short, long, truth] = [Prelude.Byte, Prelude.Short, Prelude.Long, Prelude.Boolean].map(schemaOf) as [
    Schema,
    Schema,
    Schema,
    Schema,
  ]
  const ranged = (schema: Schema): Schema => ({ ...schema, traits: { range: { min: 1 } } })

  it('kinds whose text says all', () => {
    const rows: ReadonlyArray<readonly [Schema, Policy, string, unknown]> = [
      [string, strict, 'a', 'a'],
      [string, within({ text: 2 }), 'ab', 'ab'],
      [{ ...string, traits: { length: { min: 5 } } }, tolerant, 'a', 'a'],
      [{ ...string, traits: { pattern: 'b' } }, tolerant, 'a', 'a'],
      [E, strict, 'A', 'A'],
      [E, tolerant, 'B', 'B'],
      [E, within({ text: 2 }, tolerant), 'bb', 'bb'],
      [truth, strict, 'true', true],
      [truth, strict, 'false', false],
      [byte, strict, '127', 127],
      [byte, strict, '-128', -128],
      [short, strict, '32767', 32767],
      [short, strict, '-32768', -32768],
      [integer, strict, '0', 0],
      [integer, strict, '-0', 0],
      [integer, strict, '999999999', 999_999_999],
      [integer, strict, '-999999999', -999_999_999],
      [ranged(integer), tolerant, '0', 0],
      [I, tolerant, '2', 2],
      [long, strict, '0', 0n],
      [long, strict, '-999999999999999999', -999_999_999_999_999_999n],
      [ranged(long), tolerant, '0', 0n],
    ]
    for (const [schema, policy, text, value] of rows) {
      assert.deepEqual(unwalked(schema, policy, {})(`<S>${text}</S>`), value)
      assert.deepEqual(unwalked(structure(member('A', schema, attribute)), policy, {})(`<S A="${text}"/>`), {
        a: value,
      })
    }
  })

  it('and no others', () => {
    const rows: ReadonlyArray<readonly [Schema, Policy, string]> = [
      [string, within({ text: 2 }), 'abc'],
      [{ ...string, traits: { length: { min: 1 } } }, strict, 'a'],
      [{ ...string, traits: { pattern: 'a' } }, strict, 'a'],
      [E, strict, 'B'],
      [E, within({ text: 2 }, tolerant), 'bbb'],
      [truth, strict, ' true'],
      [byte, strict, '128'],
      [byte, strict, '-129'],
      [integer, strict, '1000000000'],
      [integer, strict, '+1'],
      [ranged(integer), strict, '1'],
      [I, strict, '1'],
      [long, strict, '1000000000000000000'],
      [ranged(long), strict, '1'],
      [schemaOf(Prelude.Double), strict, '1'],
      [schemaOf(Prelude.Timestamp), strict, 'x'],
    ]
    for (const [schema, policy, text] of rows)
      assert.throws(() => unwalked(schema, policy, {})(`<S>${text}</S>`), /^Error: a walk$/, `${schema._tag} ${text}`)
  })
})

describe('XML that is read at once', () => {
  const walked = (schema: Schema, policy: Policy, text: string): unknown => {
    const tree = readBySaxes(text, policy.limits.nodes)
    if (tree._tag === 'Left') return fail
    const { result, run } = startWalk(readWalker, schema, policy, tree.right)
    return result === failed || isRefused(run) ? fail : result
  }

  const entry = '<entry><key>a</key><value>1</value></entry>'
  const rows: ReadonlyArray<readonly [Schema, string]> = [
    [structure(member('A', string), member('B', integer)), '<S><A>x</A><Z><y/></Z><B>1</B></S>'],
    [structure(member('A', string, attribute), member('B', listOf(integer), flat)), '<S A="x"><B>1</B><B>2</B></S>'],
    [structure(member('M', mapOf(integer), flat)), '<S><M><key>a</key><value>1</value></M></S>'],
    [listOf(integer), '<S><member>1</member><Z>2</Z><member/></S>'],
    [listOf(listOf(string)), '<S><member><member>a</member></member></S>'],
    [mapOf(integer), `<S>${entry}<Z/></S>`],
    [mapOf(listOf(string)), '<S><entry><z/><value><member>a</member></value><key>a</key></entry></S>'],
    [union(member('A', string), member('M', listOf(integer), flat)), '<S><A>x</A></S>'],
    [union(member('A', string), member('M', listOf(integer), flat)), '<S><M>1</M><M>2</M></S>'],
  ]

  it('law: a document that is cut off, cut short or put together otherwise is what the walk says, or left', () => {
    const pieces = [
      '',
      '<',
      '</S>',
      'S>',
      'xxS>',
      'xxentry></S>',
      '<Z>',
      '</Z>',
      '<S>',
      'x',
      entry,
      '<entry/>',
      '<entry>',
    ]
    for (const [schema, text] of rows) {
      const read = direct(schema, strict, {})
      assert.deepEqual(read(text), walked(schema, strict, text))
      for (let cut = 0; cut < text.length; cut++)
        for (const piece of pieces)
          for (const given of [text.slice(0, cut) + piece, text.slice(0, cut) + piece + text.slice(cut + 1)]) {
            const value = read(given)
            if (value !== fail) assert.deepEqual(value, walked(schema, strict, given), given)
          }
    }
  })

  it('tags that are none are not gone through, whatever a member is called', () => {
    for (const name of ['A b', '1a', '-a', 'a"b', 'a b="', 'é', 'a"', 'a=', 'a&'])
      for (const target of [string, structure(member('A', string))]) {
        const text = `<S><${name}>x</${name}></S>`
        const value = direct(structure(member(name, target)), strict, {})(text)
        assert.deepEqual(value, fail, text)
      }
  })

  it('key and value of one name, a flattened member and its aggregates, limits of items', () => {
    const same = { ...mapOf(string), key: { ...member('key', string), traits: { xmlName: 'value' } } } as Schema
    const two = '<S><entry><value>a</value><value>b</value></entry></S>'
    assert.equal(direct(same, strict, {})(two), fail)
    assert.deepEqual(walked(same, strict, two), { a: 'a' })
    const gathered = structure(member('M', listOf(structure(member('A', string))), flat))
    const text = '<S><M/></S>'
    assert.deepEqual(direct(gathered, within({ nodes: 3 }), {})(text), { m: [{}] })
    assert.equal(direct(gathered, within({ nodes: 2 }), {})(text), fail)
    assert.equal(walked(gathered, within({ nodes: 2 }), text), fail)
    const texts = structure(member('M', listOf(structure()), flat), member('N', listOf(string), flat))
    for (const [limits, given, wanted] of [
      [{ nodes: 4 }, '<S><M/><N/></S>', { m: [{}], n: [''] }],
      [{ nodes: 3 }, '<S><M/><N/></S>', fail],
      [{ depth: 2 }, '<S><N/></S>', { n: [''] }],
      [{ depth: 1 }, '<S><N/></S>', fail],
    ] as const) {
      assert.deepEqual(direct(texts, within(limits), {})(given), wanted)
      assert.deepEqual(walked(texts, within(limits), given), wanted)
    }
    const byEnum = mapOf(integer, schemaOf(S.enumeration('x#E', ['A'])))
    for (const odd of ['<S><entry><key>B</key></S>', '<S><entry><key>A</key><value>x</value></S>', '<S><entry></S>'])
      assert.equal(direct(byEnum, strict, {})(odd), fail)
  })
})

describe('XML in words', () => {
  const told = (schema: Schema, host: unknown): unknown => {
    const { run } = startWalk(walker(exactView, xmlWriting), schema, trusted, host)
    return run.refusals.found.map(({ issue }) => issueText(issue)).join('; ')
  }

  it('what has no element', () => {
    const words =
      '(root): expected a flattened member that is not empty: it has no element, got an empty one [unrepresentable]'
    assert.equal(told(union(member('M', listOf(string), flat)), { _tag: 'm', value: [] }), words)
    assert.equal(told(union(member('M', mapOf(string), flat)), { _tag: 'm', value: {} }), words)
    for (const value of [{ a: 'x' }, {}])
      assert.equal(told(union(member('M', mapOf(string))), { _tag: 'm', value }), '')
    assert.equal(told(union(member('M', mapOf(string), flat)), { _tag: 'm', value: { a: 'x' } }), '')
    assert.equal(told(union(member('M', listOf(string), flat)), { _tag: 'm', value: ['x'] }), '')
  })

  it('of what cannot be held at all an empty document is made, of nothing an empty element', () => {
    const Row = S.inferred('x#Row', { a: ['A', () => Prelude.String] })
    for (let call = 0; call < 3; call++) {
      assert.equal(xmlText(Row).encode({ a: '\0' }), '')
      assert.equal(xmlText(Row).encode({ a: 'x' }), '<Row><A>x</A></Row>')
      assert.equal(
        xmlText(shapeOf(structure(member('L', listOf(string), attribute)))).encode({ l: ['x'] }),
        '<S L=""/>',
      )
    }
    assert.deepEqual(documentOf({ _tag: 'Absent' }, string), { name: 'String', attributes: [], children: [], text: '' })
    assert.equal(xmlText(Row).name, 'xmlText(Row)')
  })

  it('tags of an element with attributes', () => {
    assert.deepEqual(tagsOf('a', []), { open: '<a', start: '<a>', end: '</a>', empty: '<a/>' })
    const [first, second] = [['x', '1"'] as const, ['y', '2'] as const]
    assert.equal(tagsOf('a', [first, second]).start, '<a x="1&quot;" y="2">')
  })

  it('a member that cannot be written leaves the whole to the walk, wherever it stands', () => {
    const row = structure(member('A', string), member('B', string), member('C', string))
    for (const odd of ['a', 'b', 'c'])
      assert.equal(childrenWriter(row as never)('', { a: 'x', b: 'y', c: 'z', [odd]: 1 }), undefined)
    const mixed = structure(member('A', string), member('B', string, attribute))
    assert.equal(childrenWriter(mixed as never)('', { a: 'x' }), undefined)
  })
})
