/**
 * What forms and XML cannot hold, in their words, and what they write of all that is empty.
 * Source: Smithy 2.0, "AWS query protocol", "AWS EC2 query protocol", "XML bindings"; XML 1.0, section 2.2.
 */
import assert from 'node:assert/strict'
import type { Protocol } from '../../lib/index.js'
import { awsQuery, ec2Query, issueText, restXml } from '../../lib/index.js'
import type { AnyShape } from '../../lib/shape/index.js'
import * as S from '../../lib/shape/index.js'
import { shapeOf } from '../../lib/shape/index.js'
import { operationOf, textOf, xmlOf } from '../awso/fixture.js'

const { Prelude } = S

const Texts = S.list('example#Texts', () => Prelude.String)
const ByName = S.map(
  'example#ByName',
  () => Prelude.String,
  () => Prelude.String,
)
const Inner = S.inferred('example#Inner', { a: ['A', () => Prelude.String] })
const Choice = S.union<{ readonly _tag: 'a' | 'l' | 'i'; readonly value: unknown }, never, unknown>('example#Choice', {
  a: ['A', () => Prelude.String],
  l: ['L', () => Texts],
  i: ['I', () => Inner],
}) as unknown as AnyShape

const written = (protocol: Protocol, shape: AnyShape, value: unknown): string => {
  const op = operationOf(
    S.inferred('example#H', { m: ['M', () => shape] }),
    {},
    { service: { id: 'example#X', version: '1', sdkId: 'X', protocols: {} } },
  )
  const request = protocol.client(op).encodeRequest({ m: value })
  if (request._tag === 'Left') return request.left.map(({ issue }) => issueText(issue)).join('; ')
  return protocol === restXml ? xmlOf(request.right) : textOf(request.right).replace('Action=Put&Version=1', '')
}

const form = (what: string): string => `M: expected no ${what}: a form has none, got ${what} [unrepresentable]`
const empty = form('empty value inside another')
const ill = (path: string): string => `${path}: expected well-formed Unicode text, got other text [unrepresentable]`
const illXml = (path: string): string =>
  `${path}: expected text of XML 1.0, got text with a control character [unrepresentable]`
const noNull = 'M: expected values that are there: XML has no null, got null [unrepresentable]'
const noDocument = 'M: expected no document: XML has none, got a document [unrepresentable]'
const noMember = 'M: expected a member that the shape knows, got an unknown member [unrepresentable]'
/** The same of the first item. */
const inside = (words: string): string => words.replace('M:', 'M[0]:')
const inList = (what: string, xml: string): readonly [string, string, string] => [
  inside(form(what)),
  inside(form(what)),
  inside(xml),
]
const inXml = (content: string): string => `<H>${content}</H>`

/** A shape, a value, and what awsQuery, ec2Query and restXml make of it. */
const rows: ReadonlyArray<readonly [string, AnyShape, unknown, string, string, string]> = [
  ['a document', Prelude.Document, 1, form('document'), form('document'), noDocument],
  [
    'an unknown member of a union',
    Choice,
    { _tag: '$unknown', name: 'z', raw: null },
    form('unknown member'),
    form('unknown member'),
    noMember,
  ],
  [
    'null in a list',
    S.sparseList('example#Sparse', () => Prelude.String),
    ['a', null],
    form('null'),
    form('null'),
    noNull,
  ],
  [
    'null in a map',
    S.sparseMap(
      'example#SparseMap',
      () => Prelude.String,
      () => Prelude.String,
    ),
    { a: null },
    form('null'),
    form('null'),
    noNull,
  ],
  ['text that is ill-formed', Prelude.String, '\ud800', ill('M'), ill('M'), illXml('M')],
  ['such an item', Texts, ['a', '\udc00'], ill('M[1]'), ill('M[1]'), illXml('M[1]')],
  ['such a key', ByName, { '\ud800': 'a' }, ill('M'), ill('M'), illXml('M')],
  ['a control character', Prelude.String, 'a\u0000', '&M=a%00', '&M=a%00', illXml('M')],
  ['what is no character', Prelude.String, '\uffff', '&M=%EF%BF%BF', '&M=%EF%BF%BF', illXml('M')],
  ['a carriage return', Prelude.String, 'a\rb', '&M=a%0Db', '&M=a%0Db', inXml('<M>a&#xD;b</M>')],
  [
    'markup',
    Prelude.String,
    '<a href="b">&</a>',
    '&M=%3Ca%20href%3D%22b%22%3E%26%3C%2Fa%3E',
    '&M=%3Ca%20href%3D%22b%22%3E%26%3C%2Fa%3E',
    inXml('<M>&lt;a href="b"&gt;&amp;&lt;/a&gt;</M>'),
  ],
  [
    'an empty list in a list',
    S.list('example#LL', () => Texts),
    [[], ['a']],
    '&M.member.1=&M.member.2.member.1=a',
    empty,
    inXml('<M><member/><member><member>a</member></member></M>'),
  ],
  ['an empty structure in a list', S.list('example#LS', () => Inner), [{}], empty, empty, inXml('<M><member/></M>')],
  ['an empty map in a list', S.list('example#LM', () => ByName), [{}], empty, empty, inXml('<M><member/></M>')],
  [
    'an empty list in a map',
    S.map(
      'example#ML',
      () => Prelude.String,
      () => Texts,
    ),
    { a: [] },
    '&M.entry.1.key=a&M.entry.1.value=',
    empty,
    inXml('<M><entry><key>a</key><value/></entry></M>'),
  ],
  ['an empty list in a union', Choice, { _tag: 'l', value: [] }, '&M.L=', empty, inXml('<M><L/></M>')],
  ['an empty structure in a union', Choice, { _tag: 'i', value: {} }, empty, empty, inXml('<M><I/></M>')],
  // What is refused inside is not refused once more by what holds it.
  [
    'null in a list in a list',
    S.list('example#LN', () => S.sparseList('example#Sparse', () => Prelude.String)),
    [[null]],
    inside(form('null')),
    inside(form('null')),
    inside(noNull),
  ],
  ['a document in a list', S.list('example#LD', () => Prelude.Document), [1], ...inList('document', noDocument)],
  [
    'an unknown member in a list',
    S.list('example#LC', () => shapeOf(Choice.schema)),
    [{ _tag: '$unknown', name: 'z', raw: null }],
    ...inList('unknown member', noMember),
  ],
  [
    'an empty structure in a union in a list',
    S.list('example#LC', () => shapeOf(Choice.schema)),
    [{ _tag: 'i', value: {} }],
    inside(empty),
    inside(empty),
    inXml('<M><member><I/></member></M>'),
  ],
  [
    'an empty structure in a list in a list',
    S.list('example#LLS', () => S.list('example#LS', () => Inner)),
    [[{}]],
    inside(empty),
    inside(empty),
    inXml('<M><member><member/></member></M>'),
  ],
  ['text in a union', Choice, { _tag: 'a', value: 'x' }, '&M.A=x', '&M.A=x', inXml('<M><A>x</A></M>')],
  ['an empty list', Texts, [], '&M=', '', inXml('<M/>')],
  ['an empty map', ByName, {}, '', '', inXml('<M/>')],
  ['an empty structure', Inner, {}, '', '', inXml('<M/>')],
  ['empty text', Prelude.String, '', '&M=', '&M=', inXml('<M/>')],
  [
    'a list',
    Texts,
    ['a', 'b'],
    '&M.member.1=a&M.member.2=b',
    '&M.1=a&M.2=b',
    inXml('<M><member>a</member><member>b</member></M>'),
  ],
  [
    'a map',
    ByName,
    { a: 'b' },
    '&M.entry.1.key=a&M.entry.1.value=b',
    '&M.1.key=a&M.1.value=b',
    inXml('<M><entry><key>a</key><value>b</value></entry></M>'),
  ],
]

describe('what forms and XML hold', () => {
  for (const [name, shape, value, aws, ec2, xml] of rows)
    it(name, () => {
      // More than once: the first calls of a shape are walks, the later ones are of code that was compiled.
      for (let call = 0; call < 6; call++) {
        assert.equal(written(awsQuery, shape, value), aws)
        assert.equal(written(ec2Query, shape, value), ec2)
        assert.equal(written(restXml, shape, value), xml)
      }
    })
})
