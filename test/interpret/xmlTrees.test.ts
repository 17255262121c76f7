/**
 * XML that is well-formed and not of the shape: attributes, flattened members, roots, strangers.
 */
import assert from 'node:assert/strict'
import { issueText, xmlText } from '../../lib/index.js'
import type { Traits } from '../../lib/schema/index.js'
import type { AnyShape } from '../../lib/shape/index.js'
import * as S from '../../lib/shape/index.js'
import { closed, shapeOf } from '../../lib/shape/index.js'

const { Prelude } = S

const Inner = S.inferred('x#Inner', { a: ['A', () => Prelude.String] })
const Texts = S.list('x#Texts', () => Prelude.String)
const ByName = S.map(
  'x#ByName',
  () => Prelude.String,
  () => Prelude.String,
)

const read = (shape: AnyShape, traits: Traits, text: string): unknown => {
  const H = S.inferred('x#H', { m: ['M', () => shape, 0, traits] })
  const result = xmlText(closed(shapeOf(H.schema))).decode(text)
  return result._tag === 'Right'
    ? (result.right as { readonly m?: unknown }).m
    : result.left.map(({ issue }) => issueText(issue)).join('; ')
}

const attribute = { xmlAttribute: true } as Traits
const flat = { xmlFlattened: true } as Traits

describe('XML trees', () => {
  it('attributes hold leaves, and nothing else', () => {
    assert.equal(read(Prelude.Integer, attribute, '<H M="7"/>'), 7)
    assert.equal(read(Prelude.String, attribute, '<H M=" a "/>'), ' a ')
    assert.equal(read(Prelude.String, attribute, '<H/>'), undefined)
    assert.equal(read(Prelude.Integer, attribute, '<H M="x"/>'), 'M: expected a whole number, got other text [type]')
    for (const [shape, kind] of [
      [Inner, 'a structure'],
      [Texts, 'a list'],
      [ByName, 'a map'],
    ] as const)
      assert.equal(read(shape, attribute, '<H M="x"/>'), `M: expected ${kind}, got an attribute [type]`)
  })

  it('flattened members repeat, others come once', () => {
    assert.deepEqual(read(Texts, flat, '<H><M>a</M><M>b</M></H>'), ['a', 'b'])
    assert.deepEqual(read(ByName, flat, '<H><M><key>a</key><value>b</value></M></H>'), { a: 'b' })
    const words = 'M: expected entries with a key and a value, got another entry [type]'
    for (const entry of ['<key>a</key>', '<value>a</value>', '', '<key><x/></key><value>a</value>'])
      assert.equal(read(ByName, flat, `<H><M>${entry}</M></H>`), words, entry)
    assert.equal(read(ByName, {}, '<H><M><entry><key>a</key></entry></M></H>'), words)
  })

  it('a document is in no XML', () =>
    assert.match(
      String(read(Prelude.Document, {}, '<H><M>a</M></H>')),
      /^M: expected no document: XML has none, got .+ \[type\]$/,
    ))

  it('strangers are refused where the shape is closed, by their local names', () => {
    assert.match(String(read(Prelude.String, {}, '<H><M>a</M><Z/></H>')), /\[unknownMember\]$/)
    assert.match(
      String(read(Inner, {}, '<H><M><A>a</A><p:Z xmlns:p="urn:p"/><Z/></M></H>')),
      /^M\.?Z?.*\[unknownMember\]$/,
    )
  })

  it('the root has the name of the shape', () => {
    const wrong = xmlText(Inner).decode('<Other/>')
    assert.ok(wrong._tag === 'Left')
    assert.deepEqual(
      wrong.left.map(({ issue }) => issueText(issue)),
      ['(root): expected an element Inner, got another element [syntax]'],
    )
    assert.deepEqual(xmlText(Inner).decode('<p:Inner xmlns:p="urn:p"><p:A>x</p:A></p:Inner>'), {
      _tag: 'Right',
      right: { a: 'x' },
    })
  })

  it('what cannot be written at once is written by parts', () => {
    const Named = S.inferred('x#Named', { a: ['A', () => Inner, 0, { xmlNamespace: { uri: 'urn:a' } }] })
    for (let call = 0; call < 6; call++)
      assert.match(xmlText(Named).encode({ a: { a: 'x' } }), /<Named><A xmlns="urn:a"><A>x<\/A><\/A><\/Named>$/)
  })
})
