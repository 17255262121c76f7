/**
 * XML and forms written at once, without a tree or pairs between: what they write the walk writes, and what they leave the walk
 * decides. Source: Smithy 2.0, "XML binding traits", "AWS query protocol", "AWS EC2 query protocol".
 */
import assert from 'node:assert/strict'
import { domainWriting, exactView } from '../../lib/compile/domain.js'
import { tolerant, trusted } from '../../lib/compile/Policy.js'
import { isRefused } from '../../lib/compile/Run.js'
import { startWalk, walker } from '../../lib/compile/walk.js'
import { readForm, treeOf, writeForm } from '../../lib/format/form.js'
import { writeXml } from '../../lib/format/xml.js'
import type { Dialect, QueryPart } from '../../lib/interpret/query.js'
import { heldNode, pairsOf, queryView, queryWriting } from '../../lib/interpret/query.js'
import { queryWriter } from '../../lib/interpret/queryWriter.js'
import type { XmlPart } from '../../lib/interpret/xml.js'
import { documentOf, xmlWriting } from '../../lib/interpret/xml.js'
import { namespaceAttribute } from '../../lib/interpret/xmlNames.js'
import { childrenWriter, elementWriter, tagsOf } from '../../lib/interpret/xmlWriter.js'
import type { Member, Schema, StructureSchema, Traits, UnionSchema } from '../../lib/schema/index.js'
import type { AnyShape } from '../../lib/shape/index.js'
import * as S from '../../lib/shape/index.js'
import { isLeft } from '../../lib/value/either.js'

const { Prelude } = S

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

const [string, integer, document] = [Prelude.String, Prelude.Integer, Prelude.Document].map(
  ({ schema }: AnyShape) => schema,
) as [Schema, Schema, Schema]

const dressed = (schema: Schema, traits: Traits): Schema => ({ ...schema, traits })

const listOf = (item: Schema, of: Traits = {}, traits: Traits = {}): Schema => ({
  _tag: 'list',
  id: 'x#L',
  traits,
  member: member('member', item, of),
})

const mapOf = (value: Schema, traits: Traits = {}, key: Traits = {}, of: Traits = {}): Schema => ({
  _tag: 'map',
  id: 'x#M',
  traits,
  key: member('key', string, key),
  value: member('value', value, of),
})

const flat: Traits = { xmlFlattened: true }
const attribute: Traits = { xmlAttribute: true }
const pair = structure([member('A', string), member('B', integer)])
const choice = union(member('A', string), member('L', listOf(string)), member('S', pair), member('M', mapOf(string)))

/** Of each kind without parts a value and its text, and another value of the same type that the kind cannot have. */
const leaves: ReadonlyArray<readonly [Schema, unknown, string]> = [
  [string, 'a b', 'a b'],
  [S.enumeration('x#E', { A: 'A' }).schema, 'B', 'B'],
  [integer, -7, '-7'],
  [Prelude.Byte.schema, 7, '7'],
  [Prelude.Short.schema, 300, '300'],
  [S.intEnumeration('x#I', { A: 1 }).schema, 2, '2'],
  [Prelude.Long.schema, 2n ** 62n, '4611686018427387904'],
  [Prelude.BigInteger.schema, -(2n ** 70n), '-1180591620717411303424'],
  [Prelude.BigDecimal.schema, { coefficient: 15n, exponent: -1 }, '1.5'],
  [Prelude.Float.schema, Math.fround(0.1), '0.1'],
  [Prelude.Float.schema, -Infinity, '-Infinity'],
  [Prelude.Double.schema, Math.fround(0.1), '0.10000000149011612'],
  [Prelude.Double.schema, -0, '-0'],
  [Prelude.Double.schema, Number.NaN, 'NaN'],
  [Prelude.Boolean.schema, true, 'true'],
  [Prelude.Boolean.schema, false, 'false'],
  [Prelude.Blob.schema, Uint8Array.of(104, 105), 'aGk='],
  [Prelude.Timestamp.schema, new Date(1500), '1970-01-01T00:00:01.500Z'],
  [dressed(Prelude.Timestamp.schema, { timestampFormat: 'epoch-seconds' }), new Date(1500), '1.5'],
  [
    dressed(Prelude.Timestamp.schema, { timestampFormat: 'http-date' }),
    new Date(1000),
    'Thu, 01 Jan 1970 00:00:01 GMT',
  ],
]

const oddities: ReadonlyArray<unknown> = [null, {}, [], 'x', 1, 1n, true, Symbol('x')]

const othersThan = (host: unknown): ReadonlyArray<unknown> =>
  oddities.filter((odd) => odd === null || typeof odd === 'object' || typeof odd !== typeof host)

// -------------------------------------------------------------------------------------
// XML
// -------------------------------------------------------------------------------------

const xmlWalker = walker(exactView, xmlWriting)

const walkedXml = (schema: Schema, host: unknown): string | undefined => {
  const { result, run } = startWalk(xmlWalker, schema, trusted, host)
  return isRefused(run) ? undefined : writeXml(documentOf(result as XmlPart, schema))
}

const rootOf = (schema: Schema): ((host: unknown) => string | undefined) =>
  elementWriter({ ...schema }, tagsOf('R', namespaceAttribute(schema.traits.xmlNamespace)))

const named = (schema: Schema): Schema => ({ ...schema, traits: { ...schema.traits, xmlName: 'R' } })

/** Written at once, early and late, as the walk does. */
const writes = (schema: Schema, host: unknown, text: string): void => {
  const write = rootOf(schema)
  for (let call = 0; call < 2; call++) assert.equal(write(host), text)
  assert.equal(walkedXml(named(schema), host), text)
}

/** Left to the walk, which writes it, or refuses to. */
const defers = (schema: Schema, host: unknown, text?: string): void => {
  const write = rootOf(schema)
  for (let call = 0; call < 2; call++) assert.equal(write(host), undefined)
  assert.equal(walkedXml(named(schema), host), text)
}

describe('XML that is written at once', () => {
  it('leaves of each kind, as elements and as attributes, and what is not of the kind', () => {
    for (const [schema, host, text] of leaves) {
      writes(schema, host, `<R>${text}</R>`)
      writes(structure([member('A', schema)]), { a: host }, `<R><A>${text}</A></R>`)
      writes(structure([member('A', schema, attribute)]), { a: host }, `<R A="${text}"/>`)
      for (const odd of othersThan(host)) {
        const write = rootOf(structure([member('A', schema)]))
        assert.equal(write({ a: odd }), undefined)
        assert.equal(rootOf(structure([member('A', schema, attribute)]))({ a: odd }), undefined)
      }
    }
    assert.equal(rootOf(Prelude.Float.schema)(0.1), undefined)
    defers(document, 'x')
    defers(structure([member('A', document, attribute)]), { a: 'x' })
  })

  it('text as it is, escaped, or not at all', () => {
    const rows: ReadonlyArray<readonly [string, string, string]> = [
      ['', '', ''],
      ['a\tb\nc', 'a\tb\nc', 'a&#x9;b&#xA;c'],
      ['a\rb', 'a&#xD;b', 'a&#xD;b'],
      ['<a>&"\'', '&lt;a&gt;&amp;"\'', "&lt;a&gt;&amp;&quot;'"],
      ['\u0085\u2028é😀\ufffd', '&#x85;&#x2028;é😀\ufffd', '&#x85;&#x2028;é😀\ufffd'],
      [' !#%;=?~\u2027\u2029\ud7ff\ue000', ' !#%;=?~\u2027\u2029\ud7ff\ue000', ' !#%;=?~\u2027\u2029\ud7ff\ue000'],
    ]
    for (const [host, text, value] of rows) {
      writes(string, host, text === '' ? '<R/>' : `<R>${text}</R>`)
      writes(structure([member('A', string, attribute)]), { a: host }, `<R A="${value}"/>`)
    }
    for (const odd of ['\0', '\b', '\u001f', '\ud800', '\udc00', '\ufffe', '\uffff']) {
      defers(string, odd)
      defers(structure([member('A', string, attribute)]), { a: odd })
      defers(mapOf(string), { [odd]: 'x' })
    }
  })

  it('structures: what is absent, names, namespaces, attributes', () => {
    writes(pair, { a: 'x', b: 1 }, '<R><A>x</A><B>1</B></R>')
    writes(pair, { b: 1, z: 2 }, '<R><B>1</B></R>')
    writes(pair, { a: undefined }, '<R/>')
    for (const odd of [null, [], 'x', 1]) assert.equal(rootOf(pair)(odd), undefined)
    const dressedUp = structure(
      [
        member('A', string, { xmlName: 'p:a', xmlNamespace: { uri: 'urn:"p"', prefix: 'p' } }),
        member('B', pair, { xmlNamespace: { uri: 'urn:b' } }),
        member('C', integer, attribute),
        member('D', string, { xmlAttribute: true, xmlName: 'p:d' }),
      ],
      { xmlNamespace: { uri: 'urn:r' } },
    )
    writes(
      dressedUp,
      { a: 'x', b: { b: 1 }, c: 2, d: 'y' },
      '<R xmlns="urn:r" C="2" p:d="y"><p:a xmlns:p="urn:&quot;p&quot;">x</p:a><B xmlns="urn:b"><B>1</B></B></R>',
    )
    writes(dressedUp, { b: {} }, '<R xmlns="urn:r"><B xmlns="urn:b"/></R>')
    for (const odd of [null, [], 'x']) assert.equal(rootOf(dressedUp)(odd), undefined)
    assert.equal(rootOf(dressedUp)({ c: 'x' }), undefined)
    const inherited = structure([
      member('A', string, {}, { field: 'toString' }),
      member('B', string, attribute, { field: 'valueOf' }),
    ])
    writes(inherited, {}, '<R/>')
    writes(inherited, { toString: 'x', valueOf: 'y' }, '<R B="y"><A>x</A></R>')
    const streamed = structure([member('A', dressed(Prelude.Blob.schema, { streaming: true })), member('B', integer)])
    writes(streamed, { a: 'x', b: 1 }, '<R><B>1</B></R>')
  })

  it('lists and maps', () => {
    writes(listOf(string), ['a', '', 'b'], '<R><member>a</member><member/><member>b</member></R>')
    writes(listOf(string), [], '<R/>')
    writes(listOf(string, { xmlName: 'i', xmlNamespace: { uri: 'urn:i' } }), ['a'], '<R><i xmlns="urn:i">a</i></R>')
    writes(
      mapOf(string),
      { a: 'x', b: '' },
      '<R><entry><key>a</key><value>x</value></entry><entry><key>b</key><value/></entry></R>',
    )
    writes(mapOf(string), {}, '<R/>')
    writes(
      mapOf(
        string,
        {},
        { xmlName: 'k', xmlNamespace: { uri: 'urn:k' } },
        { xmlName: 'v', xmlNamespace: { uri: 'urn:v' } },
      ),
      { '<': 'x' },
      '<R><entry><k xmlns="urn:k">&lt;</k><v xmlns="urn:v">x</v></entry></R>',
    )
    writes(
      mapOf(string, {}, {}, { xmlNamespace: { uri: 'urn:v', prefix: 'p' } }),
      { a: 'x' },
      '<R><entry><key>a</key><value xmlns:p="urn:v">x</value></entry></R>',
    )
    for (const odd of [null, {}, 'x', 1]) assert.equal(rootOf(listOf(string))(odd), undefined)
    for (const odd of [null, [], 'x', 1]) assert.equal(rootOf(mapOf(string))(odd), undefined)
    defers(listOf(string, {}, { sparse: true }), ['a', null])
    defers(mapOf(string, { sparse: true }), { a: null })
    assert.equal(rootOf(listOf(integer))([1, 'x']), undefined)
    assert.equal(rootOf(listOf(integer))(['x', 1]), undefined)
    assert.equal(rootOf(mapOf(integer))({ a: 1, b: 'x' }), undefined)
    assert.equal(rootOf(mapOf(string))({ a: 'x', b: undefined }), '<R><entry><key>a</key><value>x</value></entry></R>')
  })

  it('flattened members', () => {
    const held = structure([member('A', listOf(string), flat), member('B', mapOf(string), flat)])
    writes(
      held,
      { a: ['x', 'y'], b: { k: 'v', l: 'w' } },
      '<R><A>x</A><A>y</A><B><key>k</key><value>v</value></B><B><key>l</key><value>w</value></B></R>',
    )
    writes(held, { a: [], b: {} }, '<R/>')
    assert.equal(rootOf(held)({ a: 'x' }), undefined)
    assert.equal(rootOf(held)({ b: [] }), undefined)
    const spaced = structure([
      member('A', listOf(string, { xmlNamespace: { uri: 'urn:item' } }), { ...flat, xmlNamespace: { uri: 'urn:m' } }),
      member('B', listOf(string), { ...flat, xmlNamespace: { uri: 'urn:m' } }),
      member('C', mapOf(string), { ...flat, xmlNamespace: { uri: 'urn:m' } }),
    ])
    writes(
      spaced,
      { a: ['x'], b: ['y'], c: { k: 'v' } },
      '<R><A xmlns="urn:item">x</A><B xmlns="urn:m">y</B><C xmlns="urn:m"><key>k</key><value>v</value></C></R>',
    )
    // What is flattened and is no list or map, is as it would be.
    writes(
      structure([member('A', string, flat), member('B', pair, flat)]),
      { a: 'x', b: { b: 1 } },
      '<R><A>x</A><B><B>1</B></B></R>',
    )
  })

  it('parts that are flattened themselves are for the walk', () => {
    const inner = listOf(string)
    defers(listOf(inner, flat), [['a', 'b']], '<R><member>a</member><member>b</member></R>')
    const entry = '<entry><key>k</key><value>v</value></entry>'
    defers(mapOf(string, {}, flat), { k: 'v' }, `<R>${entry}</R>`)
    defers(mapOf(string, {}, {}, flat), { k: 'v' }, `<R>${entry}</R>`)
    defers(structure([member('A', listOf(inner, flat), flat)]), { a: [['a']] }, '<R><A><member>a</member></A></R>')
    for (const [key, value] of [
      [flat, {}],
      [{}, flat],
    ] as const)
      defers(
        structure([member('A', mapOf(string, {}, key, value), flat)]),
        { a: { k: 'v' } },
        '<R><A><key>k</key><value>v</value></A></R>',
      )
    defers(
      structure([member('A', mapOf(inner, {}, {}, flat))]),
      { a: { k: ['v', 'w'] } },
      '<R><A><entry><key>k</key><value>v</value><value>w</value></entry></A></R>',
    )
  })

  it('unions by their tags', () => {
    writes(choice, { _tag: 'a', value: 'x' }, '<R><A>x</A></R>')
    writes(choice, { _tag: 'a', value: '' }, '<R><A/></R>')
    writes(choice, { _tag: 'l', value: [] }, '<R><L/></R>')
    for (const odd of [null, [], 'a', {}, { _tag: 'z', value: 'x' }, { _tag: 'a' }, { _tag: 'a', value: 1 }])
      assert.equal(rootOf(choice)(odd), undefined)
    defers(choice, { _tag: '$unknown', name: 'z', raw: null })
    defers(union(member('A', string, {}, { field: '$unknown' })), { _tag: '$unknown', value: 'x' }, '<R><A>x</A></R>')
    const flattened = union(member('L', listOf(string), flat))
    writes(flattened, { _tag: 'l', value: ['x', 'y'] }, '<R><L>x</L><L>y</L></R>')
    defers(flattened, { _tag: 'l', value: [] })
    defers(union(member('M', mapOf(string), flat)), { _tag: 'm', value: {} })
    defers(union(member('A', string), member('B', string, attribute)), { _tag: 'b', value: 'x' }, '<R B="x"/>')
    defers(union(member('A', string), member('B', string, attribute)), { _tag: 'a', value: 'x' }, '<R><A>x</A></R>')
  })

  it('the members of a structure behind a lead', () => {
    assert.equal(childrenWriter(pair)('<x>', { a: 'y', b: 1 }), '<x><A>y</A><B>1</B>')
    assert.equal(childrenWriter(pair)('<x>', {}), '<x>')
    assert.equal(childrenWriter(pair)('<x>', []), undefined)
    assert.equal(childrenWriter(structure([member('A', string, attribute)]))('<x>', {}), undefined)
    const streamed = structure([member('A', dressed(Prelude.Blob.schema, { streaming: true })), member('B', integer)])
    assert.equal(childrenWriter(streamed)('', { a: 'x', b: 1 }), '<B>1</B>')
  })
})

// -------------------------------------------------------------------------------------
// forms
// -------------------------------------------------------------------------------------

const dialects: ReadonlyArray<Dialect> = ['aws', 'ec2']

const formWalkers = { aws: walker(exactView, queryWriting('aws')), ec2: walker(exactView, queryWriting('ec2')) }

const walkedForm = (dialect: Dialect, schema: Schema, host: unknown): string | undefined => {
  const { result, run } = startWalk(formWalkers[dialect], schema, trusted, host)
  return isRefused(run) ? undefined : `&${writeForm(pairsOf(result as QueryPart, '', false, dialect))}`
}

const formReaders = {
  aws: walker(queryView('aws'), domainWriting),
  ec2: walker(queryView('ec2'), domainWriting),
}

const readPairs = (dialect: Dialect, schema: Schema, text: string): unknown => {
  const read = readForm(text)
  assert.ok(!isLeft(read))
  return startWalk(formReaders[dialect], schema, tolerant, heldNode(treeOf(read.right))).result
}

const form = (dialect: Dialect, schema: Schema, host: unknown): string | undefined => {
  const bytes = queryWriter(dialect)(schema)('', host)
  return bytes === undefined ? undefined : new TextDecoder().decode(bytes)
}

/** A structure of one member, its pairs by dialect; null where the walk has to decide, and refuses. */
const pairs = (of: Member, host: unknown, aws: string | null, ec2: string | null = aws): void => {
  const schema = structure([of])
  for (const [dialect, wanted] of [
    ['aws', aws],
    ['ec2', ec2],
  ] as const) {
    const write = queryWriter(dialect)(schema)
    for (let call = 0; call < 2; call++) {
      const bytes = write('', { [of.field]: host })
      assert.equal(bytes === undefined ? null : new TextDecoder().decode(bytes), wanted)
    }
    assert.equal(walkedForm(dialect, schema, { [of.field]: host }), wanted === '' ? '&' : (wanted ?? undefined))
    // What says anything is read back.
    if (wanted) assert.deepEqual(readPairs(dialect, schema, wanted), { [of.field]: host })
  }
}

describe('forms that are written at once', () => {
  it('leaves of each kind, and what is not of the kind', () => {
    for (const [schema, host, text] of leaves) {
      pairs(member('A', schema), host, `&A=${encodeURIComponent(text)}`)
      for (const odd of othersThan(host))
        for (const dialect of dialects)
          assert.equal(form(dialect, structure([member('A', schema)]), { a: odd }), undefined)
    }
    pairs(member('A', string), '', '&A=')
    pairs(member('A', string), '\ud800', null)
    pairs(member('A', document), 'x', null)
    for (const dialect of dialects)
      assert.equal(form(dialect, structure([member('A', Prelude.Float.schema)]), { a: 0.1 }), undefined)
  })

  it('names of members, by dialect', () => {
    pairs(member('a b', string), 'x', '&a%20b=x', '&A%20b=x')
    pairs(member('a', string, { xmlName: 'n' }), 'x', '&n=x', '&N=x')
    pairs(member('a', string, { xmlName: 'n', ec2QueryName: 'q' }), 'x', '&n=x', '&q=x')
    pairs(member('a', string, { ec2QueryName: 'q' }), 'x', '&a=x', '&q=x')
    pairs(member('', string), 'x', '&=x', '&=x')
  })

  it('structures, some members absent', () => {
    for (const dialect of dialects) {
      assert.equal(form(dialect, pair, { a: 'x', b: 1 }), '&A=x&B=1')
      assert.equal(form(dialect, pair, { b: 1, z: 2 }), '&B=1')
      assert.equal(form(dialect, pair, { a: undefined }), '')
      for (const odd of [null, [], 'x', 1]) assert.equal(form(dialect, pair, odd), undefined)
      const inherited = structure([member('A', string, {}, { field: 'toString' }), member('B', integer)])
      assert.equal(form(dialect, inherited, { b: 1 }), '&B=1')
      assert.equal(form(dialect, inherited, { toString: 'x' }), '&A=x')
      const streamed = structure([member('A', dressed(Prelude.Blob.schema, { streaming: true })), member('B', integer)])
      assert.equal(form(dialect, streamed, { a: 'x', b: 1 }), '&B=1')
      assert.equal(new TextDecoder().decode(queryWriter(dialect)(pair)('Action=X', { a: 'y' })), 'Action=X&A=y')
    }
    pairs(member('S', pair), { a: 'x', b: 1 }, '&S.A=x&S.B=1')
    pairs(member('S', pair), {}, '')
  })

  it('lists', () => {
    const list = listOf(string)
    pairs(member('L', list), ['a', ''], '&L.member.1=a&L.member.2=', '&L.1=a&L.2=')
    pairs(member('L', list, flat), ['a', 'b'], '&L.1=a&L.2=b')
    pairs(member('L', listOf(string, { xmlName: 'i t' })), ['a'], '&L.i%20t.1=a', '&L.1=a')
    pairs(member('L', list), [], '&L=', '')
    // A list that nothing holds is not flattened.
    assert.equal(form('aws', list, ['a']), '&member.1=a')
    assert.equal(walkedForm('aws', list, ['a']), '&member.1=a')
    pairs(
      member('L', listOf(list)),
      [['a'], ['b', 'c']],
      '&L.member.1.member.1=a&L.member.2.member.1=b&L.member.2.member.2=c',
      '&L.1.1=a&L.2.1=b&L.2.2=c',
    )
    pairs(member('L', listOf(pair)), [{ a: 'x', b: 1 }], '&L.member.1.A=x&L.member.1.B=1', '&L.1.A=x&L.1.B=1')
    pairs(member('L', listOf(list)), [['a'], []], '&L.member.1.member.1=a&L.member.2=', null)
    pairs(member('L', listOf(pair)), [{ a: 'x' }, {}], null)
    pairs(member('L', listOf(string, {}, { sparse: true })), ['a', null], null)
    pairs(member('L', listOf(string)), ['a', '\ud800'], null)
    pairs(member('L', listOf(mapOf(string))), [{}], null)
    pairs(
      member('L', listOf(mapOf(string))),
      [{ a: 'x' }],
      '&L.member.1.entry.1.key=a&L.member.1.entry.1.value=x',
      '&L.1.1.key=a&L.1.1.value=x',
    )
    pairs(member('L', listOf(structure([member('S', pair)]))), [{ s: {} }], null)
    for (const dialect of dialects)
      for (const odd of [null, {}, 'x', 1, ['a', 1]])
        assert.equal(form(dialect, structure([member('L', list)]), { l: odd }), undefined)
  })

  it('maps', () => {
    const map = mapOf(string)
    pairs(
      member('M', map),
      { 'a b': 'x', c: '' },
      '&M.entry.1.key=a%20b&M.entry.1.value=x&M.entry.2.key=c&M.entry.2.value=',
      '&M.1.key=a%20b&M.1.value=x&M.2.key=c&M.2.value=',
    )
    pairs(member('M', map, flat), { a: 'x' }, '&M.1.key=a&M.1.value=x')
    pairs(
      member('M', mapOf(string, {}, { xmlName: 'k' }, { xmlName: 'v' })),
      { a: 'x' },
      '&M.entry.1.k=a&M.entry.1.v=x',
      '&M.1.k=a&M.1.v=x',
    )
    pairs(member('M', map), {}, '')
    pairs(
      member('M', mapOf(listOf(string))),
      { a: ['x', 'y'] },
      '&M.entry.1.key=a&M.entry.1.value.member.1=x&M.entry.1.value.member.2=y',
      '&M.1.key=a&M.1.value.1=x&M.1.value.2=y',
    )
    pairs(member('M', mapOf(listOf(string))), { a: [] }, '&M.entry.1.key=a&M.entry.1.value=', null)
    pairs(
      member('M', mapOf(mapOf(string))),
      { a: { b: 'x' } },
      '&M.entry.1.key=a&M.entry.1.value.entry.1.key=b&M.entry.1.value.entry.1.value=x',
      '&M.1.key=a&M.1.value.1.key=b&M.1.value.1.value=x',
    )
    pairs(member('M', mapOf(pair)), { a: {} }, null)
    pairs(member('M', mapOf(string, { sparse: true })), { a: null }, null)
    pairs(member('M', map), { '\ud800': 'x' }, null)
    pairs(member('M', map), { a: '\ud800' }, null)
    for (const dialect of dialects) {
      const schema = structure([member('M', map)])
      for (const odd of [null, [], 'x', 1, { a: 1 }]) assert.equal(form(dialect, schema, { m: odd }), undefined)
      const first = dialect === 'aws' ? '&M.entry.1' : '&M.1'
      assert.equal(form(dialect, schema, { m: { a: undefined, b: 'x' } }), `${first}.key=b${first}.value=x`)
    }
  })

  it('unions by their tags', () => {
    const of = member('U', choice)
    pairs(of, { _tag: 'a', value: 'x' }, '&U.A=x')
    pairs(of, { _tag: 'l', value: ['x'] }, '&U.L.member.1=x', '&U.L.1=x')
    pairs(of, { _tag: 'l', value: [] }, '&U.L=', null)
    pairs(of, { _tag: 's', value: { a: 'x' } }, '&U.S.A=x')
    pairs(of, { _tag: 's', value: {} }, null)
    pairs(of, { _tag: 'm', value: {} }, null)
    pairs(of, { _tag: '$unknown', name: 'z', raw: null }, null)
    pairs(member('U', union(member('L', listOf(string), flat))), { _tag: 'l', value: ['x'] }, '&U.L.1=x')
    pairs(member('U', union(member('a', string))), { _tag: 'a', value: 'x' }, '&U.a=x', '&U.A=x')
    for (const dialect of dialects) {
      const schema = structure([of])
      for (const odd of [
        null,
        [],
        'a',
        {},
        { _tag: 'z', value: 'x' },
        { _tag: 'a' },
        { _tag: 1, value: 'x' },
        { _tag: 'a', value: 1 },
      ])
        assert.equal(form(dialect, schema, { u: odd }), undefined)
      assert.equal(
        form(dialect, structure([member('U', union(member('A', string, {}, { field: '$unknown' })))]), {
          u: { _tag: '$unknown', value: 'x' },
        }),
        undefined,
      )
      assert.equal(form(dialect, choice, { _tag: 'a', value: 'x' }), '&A=x')
    }
  })

  it('in the words of what a form cannot hold', () => {
    const told = (dialect: Dialect, of: Member, host: unknown): unknown => {
      const { run } = startWalk(formWalkers[dialect], structure([of]), trusted, { [of.field]: host })
      return run.refusals.found.map(({ issue }) =>
        [issue.path.join('.'), issue.code, issue.expected, issue.actual].join('|'),
      )
    }
    const has = (what: string): ReadonlyArray<string> => [`A|unrepresentable|no ${what}: a form has none|${what}`]
    for (const dialect of dialects) {
      assert.deepEqual(told(dialect, member('A', listOf(pair)), [{}]), has('empty value inside another'))
      assert.deepEqual(told(dialect, member('A', mapOf(pair)), { a: {} }), has('empty value inside another'))
      assert.deepEqual(told(dialect, member('A', choice), { _tag: 's', value: {} }), has('empty value inside another'))
      assert.deepEqual(told(dialect, member('A', listOf(string, {}, { sparse: true })), [null]), has('null'))
      assert.deepEqual(told(dialect, member('A', document), 1), has('document'))
      assert.deepEqual(pairsOf({ _tag: 'Absent' }, 'A', false, dialect), [])
    }
  })

  it('a writing inside a writing, and one that throws, leave the outer one as it was', () => {
    const write = queryWriter('aws')(pair)
    const outer = (value: () => unknown): unknown => ({
      a: 'first',
      get b() {
        return value()
      },
    })
    const text = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes)
    assert.equal(
      text(
        write(
          'x',
          outer(() => (write('y', { a: 'inner' }) === undefined ? 0 : 1)),
        ),
      ),
      'x&A=first&B=1',
    )
    assert.throws(() =>
      write(
        'x',
        outer(() => {
          throw new Error('no')
        }),
      ),
    )
    assert.equal(text(write('x', { a: 'y' })), 'x&A=y')
  })
})
