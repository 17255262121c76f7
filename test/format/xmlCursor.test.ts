/**
 * The way through XML text is held against saxes: what it goes through, saxes takes to the same tree, and all else is left to
 * saxes, whose faults and offsets stand.
 */
import assert from 'node:assert/strict'
import * as fc from 'fast-check'
import { readBySaxes, readXml, writeXml } from '../../lib/format/xml.js'
import { isAtEnd, openDocument, skipElement } from '../../lib/format/xmlCursor.js'
import { isWellFormed } from '../../lib/value/Document.js'
import { assertLaw } from '../laws/assert.js'
import { runsOr } from '../seed.js'

const passes = (text: string): boolean => {
  const cursor = openDocument(text, Infinity)
  return cursor !== undefined && skipElement(cursor) && isAtEnd(cursor)
}

const same = (text: string): void => {
  const tree = readBySaxes(text)
  assert.deepEqual(readXml(text), tree, JSON.stringify(text))
  if (passes(text)) assert.equal(tree._tag, 'Right', JSON.stringify(text))
}

// -------------------------------------------------------------------------------------
// generators
// -------------------------------------------------------------------------------------

const name = fc.constantFrom('a', 'b', 'ns:a', 'A-1.x', '_', '__proto__', ':', 'é', 'constructor', 'a:b:c')

const space = fc.constantFrom('', '', ' ', '\n', '\r\n', '\r', '\t', ' \n ')

const piece = fc.oneof(
  fc.constantFrom('x', 'é', '😀', '\u0085\u2028', '&amp;', '&lt;', '&gt;', '&quot;', '&apos;', '&#13;', '&#x1F600;'),
  fc.constantFrom(
    '&#xD800;',
    '&#0;',
    '&#x110000;',
    '&#00000000065;',
    '&nbsp;',
    '&;',
    '&',
    ']',
    ']]',
    '>',
    ']]>',
    '\u007f',
  ),
  fc.constantFrom('\0', '\ufffe', '\ud800', '\udc00', '&#X41;', '&#x;', '&constructor;', '&amp', '&#xFFFE;', '\ufeff'),
  space,
)

const text = fc.array(piece, { maxLength: 3 }).map((pieces) => pieces.join(''))

const misc = fc.oneof(
  { weight: 4, arbitrary: space },
  {
    weight: 1,
    arbitrary: fc.constantFrom('<!---->', '<!-- x -->', '<!--->-->', '<!-- a--b -->', '<!----->', '<!-', '<!-->'),
  },
)

const section = text.map((inside) => `<![CDATA[${inside}]]>`)

const attribute = fc
  .tuple(space, name, space, space, fc.constantFrom('"', "'"), text)
  .map(
    ([lead, key, before, after, mark, value]) =>
      `${lead === '' ? ' ' : lead}${key}${before}=${after}${mark}${value}${mark}`,
  )

const tag = fc
  .tuple(name, fc.array(attribute, { maxLength: 2 }), space)
  .map(([key, attributes, tail]) => ({ key, start: `${key}${attributes.join('')}${tail}` }))

const { element } = fc.letrec<{ element: string; content: string }>((tie) => ({
  element: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    tag.map(({ start }) => `<${start}/>`),
    fc
      .tuple(tag, fc.array(tie('content'), { maxLength: 4 }), space)
      .map(([{ key, start }, inside, tail]) => `<${start}>${inside.join('')}</${key}${tail}>`),
  ),
  content: fc.oneof(
    { weight: 3, arbitrary: tie('element') },
    { weight: 2, arbitrary: text },
    { weight: 1, arbitrary: section },
    { weight: 1, arbitrary: misc },
  ),
}))

const declaration = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('', '<?xml version="1.0"?>', '<?xml version="1.0" encoding="UTF-8"?>') },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      "<?xml version='1.0' standalone='yes' ?>",
      '<?xml version="1.1"?>',
      ' <?xml version="1.0"?>',
      '<?xml encoding="UTF-8"?>',
      '<?xml version="1.0" encoding=""?>',
      '<!DOCTYPE a>',
      '<!DOCTYPE a [<!ENTITY b "c">]>',
      '<?pi x?>',
      '\ufeff',
    ),
  },
)

const documents = fc
  .tuple(
    declaration,
    misc,
    element,
    misc,
    fc.constantFrom('', '', '', '', 'x', '<a/>', '<![CDATA[]]>', '</a>', '&amp;'),
  )
  .map((parts) => parts.join(''))

const token = fc.oneof(
  name,
  piece,
  fc.constantFrom('<', '</', '/>', '>', '=', '"', "'", '<a>', '</a>', '<a ', 'b="c"', ' ', '<!--', '-->', '-'),
  fc.constantFrom('<![CDATA[', ']]>', '<?', '?>', '<!', '<!DOCTYPE'),
)

const soup = fc.array(token, { maxLength: 12 }).map((tokens) => tokens.join(''))

/** A piece of a document cut out, doubled or replaced. */
const mutated = fc
  .tuple(documents, fc.nat(), fc.nat({ max: 6 }), fc.oneof(token, fc.constant('')))
  .map(([whole, at, count, put]) => {
    const from = whole.length === 0 ? 0 : at % whole.length
    return whole.slice(0, from) + put + whole.slice(from + count)
  })

// -------------------------------------------------------------------------------------
// laws
// -------------------------------------------------------------------------------------

describe('the way through XML text', () => {
  it('takes to the same tree as saxes, or leaves it to saxes', () => {
    assertLaw(fc.property(documents, same), { numRuns: runsOr(20_000) })
  })

  it('does so for damaged documents and for anything at all', () => {
    assertLaw(
      fc.property(
        fc.oneof(
          mutated,
          soup,
          soup.map((inside) => `<a>${inside}</a>`),
        ),
        same,
      ),
      { numRuns: runsOr(30_000) },
    )
  })

  it('takes all that the writer writes', () => {
    assertLaw(
      fc.property(documents, (document) => {
        const tree = readBySaxes(document)
        const isOurs = !document.includes('é') && isWellFormed(document)
        if (tree._tag === 'Right' && isOurs) assert.ok(passes(writeXml(tree.right)), document)
      }),
    )
  })

  it('goes through what services send', () => {
    for (const document of [
      '<a/>',
      '<?xml version="1.0" encoding="UTF-8"?>\n<a xmlns="x"><b>1 &amp; &#x41;</b><!-- c --><d e=\'f\'/></a>\n',
      '<a><b><![CDATA[<&>]]></b></a>',
    ])
      assert.ok(passes(document), document)
  })

  it('leaves document types, instructions and entities alone', () => {
    for (const document of ['<!DOCTYPE a><a/>', '<a><?b?></a>', '<a>&b;</a>', '<a b="c" b="d"/>', '<a></b>', '<a>'])
      assert.ok(!passes(document), document)
  })

  it('takes depth and attributes in linear time, without the stack', () => {
    const deep = 200_000
    assert.ok(passes('<a>'.repeat(deep) + '</a>'.repeat(deep)))
    const many = Array.from({ length: 100_000 }, (_, i) => ` a${i}=""`).join('')
    assert.ok(passes(`<a${many}/>`))
    assert.ok(passes(`<a>${'&amp;'.repeat(200_000)}</a>`))
    assert.ok(!passes(`<a>${'&'.repeat(200_000)}</a>`))
    assert.ok(!passes('<!--'.repeat(100_000)))
  }).timeout(5000)
})
