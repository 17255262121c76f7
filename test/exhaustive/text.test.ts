/**
 * Every code point of Unicode as text, as an item and as a key, through every format of bodies both ways, each held against another
 * reader or writer; and each lone surrogate refused there.
 */
import assert from 'node:assert/strict'
import * as cbor2 from 'cbor2'
import { writeCbor } from '../../lib/format/cbor.js'
import { readBySaxes } from '../../lib/format/xml.js'
import type { Codec } from '../../lib/index.js'
import { awsQuery, cborBytes, domainJson, ec2Query, json, jsonBytes, jsonText, xmlText } from '../../lib/index.js'
import * as S from '../../lib/shape/index.js'
import { Prelude as P } from '../../lib/shape/index.js'
import { operationOf, requestOf, textOf } from '../awso/fixture.js'
import { isWhole, parts, range, scalars, surrogates, tell } from './finite.js'

const Texts = S.list('test.finite#Texts', () => P.String)
const Keys = S.map(
  'test.finite#Keys',
  () => P.String,
  () => P.String,
)

const Holder = S.inferred('test.finite#Holder', {
  attribute: ['Attribute', () => P.String, 0, { xmlAttribute: true }],
  text: ['Text', () => P.String],
  texts: ['Texts', () => Texts],
  keys: ['Keys', () => Keys],
})

type Held = typeof Holder._A

const codeOf = (text: string): number => text.codePointAt(0) as number

/** Whether a code point is an item and a key of its own in `npm test` too; part of a longer text each one is. */
const isAlone = (text: string): boolean => {
  const code = codeOf(text)
  return isWhole || code < 0x3000 || code % 61 === 0 || (code & 0xffff) >= 0xfff0
}

/** All of the texts as one, and each of its own in each place that the shape has. */
const heldOf = (all: ReadonlyArray<string>): Held => {
  const texts = all.filter(isAlone)
  return {
    attribute: texts.join(''),
    text: all.join(''),
    texts,
    keys: Object.fromEntries(texts.map((text) => [text, text])),
  }
}

/** By member names, as an object of JSON. */
const treeOf = ({ attribute, text, texts, keys }: Held): unknown => ({
  Attribute: attribute,
  Text: text,
  Texts: texts,
  Keys: keys,
})

/** How many texts a document has. */
const size = 2048

/** Two objects are the same where their texts are; comparing them part by part takes ten times as long. */
const same = (got: unknown, wanted: unknown, what: string): void => {
  if (JSON.stringify(got) !== JSON.stringify(wanted)) assert.deepEqual(got, wanted, what)
}

const right = <A>(read: { readonly _tag: 'Right'; readonly right: A } | { readonly _tag: 'Left' }, what: string): A =>
  read._tag === 'Right' ? read.right : assert.fail(`${what} is refused`)

/** Runs over documents that hold every text once, and says how many texts there were. */
const over = (texts: ReadonlyArray<string>, run: (held: Held, what: string) => void): void => {
  for (const some of parts(texts, size)) run(heldOf(some), `U+${some[0]?.codePointAt(0)?.toString(16)} and on`)
  tell('code points', texts.length)
  tell('of them items and keys', texts.filter(isAlone).length)
}

const escaped = (text: string): string =>
  text.replace(/[^ -~]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)

/** Source: XML 1.0, production 2, `Char`. */
const isXml = (text: string): boolean => /^[\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]$/u.test(text)

describe('exhaustive: every code point in a body', () => {
  it('JSON: text and bytes are what JSON.stringify makes, read plain and escaped', () => {
    over(scalars, (held, what) => {
      const text = JSON.stringify(treeOf(held))
      assert.ok(jsonText(Holder).encode(held) === text, what)
      assert.ok(Buffer.from(text).equals(jsonBytes(Holder).encode(held)), what)
      same(right(jsonText(Holder).decode(text), what), held, what)
      same(right(jsonText(Holder).decode(escaped(text)), what), held, what)
      same(right(jsonBytes(Holder).decode(Buffer.from(text)), what), held, what)
    })
  })

  it('CBOR: cbor2 reads the same', () => {
    over(scalars, (held, what) => {
      const bytes = cborBytes(Holder).encode(held)
      same(cbor2.decode(bytes), treeOf(held), what)
      same(right(cborBytes(Holder).decode(bytes), what), held, what)
    })
  })

  it('XML: what it can hold, in elements, entries and attributes, and saxes reads the same', () => {
    over(scalars.filter(isXml), (held, what) => {
      const text = xmlText(Holder).encode(held)
      same(right(xmlText(Holder).decode(text), what), held, what)
      const { attributes, children } = right(readBySaxes(text), what)
      assert.deepEqual(attributes, [['Attribute', held.attribute]], what)
      const [plain, list, map] = children
      assert.ok(plain?.text === held.text, what)
      same(
        list?.children.map((one) => one.text),
        held.texts,
        what,
      )
      same(Object.fromEntries(map?.children.map((one) => one.children.map((part) => part.text)) ?? []), held.keys, what)
    })
  })

  it('XML: what it cannot hold is refused in each place, by writers and by readers, and as a reference', () => {
    const texts = scalars.filter((text) => !isXml(text))
    for (const text of texts) {
      for (const held of [
        { attribute: text },
        { text },
        { texts: [text] },
        { keys: { [text]: '' } },
        { keys: { a: text } },
      ])
        assert.equal(xmlText(Holder).encode(held), '', escaped(text))
      for (const one of [text, `&#x${text.codePointAt(0)?.toString(16)};`, `&#${text.codePointAt(0)};`])
        for (const document of [`<Holder><Text>${one}</Text></Holder>`, `<Holder Attribute="${one}"/>`])
          assert.equal(xmlText(Holder).decode(document)._tag, 'Left', escaped(document))
    }
    assert.equal(texts.length, 31)
  })

  it('XML: each as a reference, decimal and hexadecimal', () => {
    const some = scalars.filter((text) => isXml(text) && isAlone(text))
    for (const texts of parts(some, size)) {
      const text = texts.join('')
      for (const base of [10, 16]) {
        const written = texts.map((one) => `&#${base === 16 ? 'x' : ''}${one.codePointAt(0)?.toString(base)};`).join('')
        const document = `<Holder Attribute="${written}"><Text>${written}</Text></Holder>`
        same(right(xmlText(Holder).decode(document), text), { attribute: text, text }, text)
      }
    }
    tell('code points', some.length)
  })

  for (const protocol of [awsQuery, ec2Query]) {
    it(`forms of ${protocol.id}: URLSearchParams reads the same`, () => {
      const op = operationOf(Holder)
      const server = protocol.server(op)
      over(isWhole ? scalars : scalars.filter(isAlone), (held, what) => {
        const request = requestOf(protocol, op, held)
        same(right(server.decodeRequest(request), what), held, what)
        const pairs = [...new URLSearchParams(textOf(request))].filter(([name]) => /^Texts/.test(name))
        same(
          pairs.map(([, value]) => value),
          held.texts,
          what,
        )
      })
    })
  }

  it('JSON: each kind of code point at each place of a long text, and where it is cut', () => {
    const kinds = ['\u0000', '\t', '"', '\\', '\u007f', '\u0080', '\u07ff', '\u0800', '\u2028', '\ufffd', '😀']
    let tried = 0
    for (const kind of kinds)
      for (const length of [...range(0, 70), ...range(4085, 4105)]) {
        tried++
        const texts = ['a'.repeat(length) + kind, `${'a'.repeat(length) + kind}b"é`]
        assert.ok(
          Buffer.from(JSON.stringify(texts)).equals(jsonBytes(Texts).encode(texts)),
          `${escaped(kind)} ${length}`,
        )
        assert.deepEqual(right(jsonBytes(Texts).decode(Buffer.from(JSON.stringify(texts))), kind), texts)
        const bytes = cborBytes(Texts).encode(texts)
        assert.deepEqual([cbor2.decode(bytes), right(cborBytes(Texts).decode(bytes), kind)], [texts, texts])
      }
    tell('places', tried)
  })
})

describe('exhaustive: every lone surrogate', () => {
  /** What holds a text in each place, by itself and beside others. */
  const places = (text: string): ReadonlyArray<Held> =>
    (isWhole || codeOf(text) % 16 === 15 ? [text, `a${text}`, `${text}a`, `😀${text}`] : [text]).flatMap((one) => [
      { text: one },
      { texts: ['a', one] },
      { keys: { [one]: '' } },
      { keys: { a: one } },
    ])

  it('make, is, decode and every codec of trees and text refuse it', () => {
    let tried = 0
    for (const text of surrogates)
      for (const held of places(text)) {
        tried++
        assert.equal(Holder.make(held)._tag, 'Left')
        assert.equal(Holder.is(held), false)
        assert.equal(Holder.decode(Holder.encode(held))._tag, 'Left')
        for (const codec of [json(Holder), domainJson(Holder)] as ReadonlyArray<Codec<Held, unknown>>)
          assert.equal(codec.decode(codec.encode(held))._tag, 'Left', codec.name)
        const written = JSON.stringify(treeOf(held))
        assert.equal(jsonText(Holder).decode(written)._tag, 'Left', written)
        assert.equal(jsonBytes(Holder).decode(Buffer.from(written))._tag, 'Left', written)
      }
    tell('places', tried)
  })

  it('its three bytes are no UTF-8 to JSON and CBOR, its references none of XML, its escapes none of a form', () => {
    const op = operationOf(Holder)
    for (const text of surrogates) {
      const code = text.charCodeAt(0)
      const bytes = [0xe0 | (code >> 12), 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f)]
      const document = Buffer.concat([Buffer.from('["'), Buffer.from(bytes), Buffer.from('"]')])
      assert.equal(jsonBytes(Texts).decode(document)._tag, 'Left')
      assert.equal(cborBytes(Texts).decode(Buffer.from([0x81, 0x63, ...bytes]))._tag, 'Left')
      assert.equal(cborBytes(Keys).decode(Buffer.from([0xa1, 0x63, ...bytes, 0x60]))._tag, 'Left')
      for (const one of [text, `&#${code};`, `&#x${code.toString(16)};`])
        assert.equal(xmlText(Holder).decode(`<Holder><Text>${one}</Text></Holder>`)._tag, 'Left')
      const form = `Action=Put&Version=2020-01-01&Text=${bytes.map((byte) => `%${byte.toString(16)}`).join('')}`
      const sent = { ...requestOf(awsQuery, op, {}), body: { _tag: 'Bytes', bytes: Buffer.from(form) } as const }
      assert.equal(awsQuery.server(op).decodeRequest(sent)._tag, 'Left')
    }
    tell('lone surrogates', surrogates.length)
  })

  it('writers of bytes write U+FFFD or nothing, never the surrogate, and readers refuse or take just that', () => {
    const op = operationOf(Holder)
    for (const text of surrogates) {
      assert.deepEqual(writeCbor(text), Uint8Array.of(0x63, 0xef, 0xbf, 0xbd))
      assert.equal(xmlText(Holder).encode({ text }), '')
      assert.equal(awsQuery.client(op).encodeRequest({ text })._tag, 'Left')
    }
  })
})
