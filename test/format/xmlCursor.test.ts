/**
 * The way through XML text is held against saxes: what it goes through, saxes takes to the same tree, and all else is left to
 * saxes, whose faults and offsets stand.
 */
import assert from 'node:assert/strict'
import * as fc from 'fast-check'
import type { XmlElement } from '../../lib/format/xml.js'
import { readBySaxes, readXml, textElement, treeByCursor, writeXml } from '../../lib/format/xml.js'
import { isAtEnd, openDocument, skipElement, textInside } from '../../lib/format/xmlCursor.js'
import { isWellFormed } from '../../lib/value/Document.js'
import { assertLaw } from '../laws/assert.js'
import { runsOr } from '../seed.js'

const passes = (text: string): boolean => {
  const cursor = openDocument(text, Infinity)
  return cursor !== undefined && skipElement(cursor) && isAtEnd(cursor)
}

/** Instructions, rarer declarations, references by more digits than any character needs, a byte order mark. */
const rare = /<\?(?!xml version="1\.0"( encoding="UTF-8")?\?>)|&#0{4}|^\ufeff/

const namesIn = ({ name, attributes, children }: XmlElement): string =>
  [name, ...attributes.map(([key]) => key), ...children.map(namesIn)].join(' ')

/** Whether saxes takes it by rules that the way through knows. */
const isCommon = (text: string, tree: ReturnType<typeof readBySaxes>): boolean =>
  tree._tag === 'Right' && !rare.test(text) && isWellFormed(text) && !/[^\0-\x7f]/.test(namesIn(tree.right))

const same = (text: string): void => {
  const tree = readBySaxes(text)
  assert.deepEqual(readXml(text), tree, JSON.stringify(text))
  const isPassed = passes(text)
  if (isPassed) assert.equal(tree._tag, 'Right', JSON.stringify(text))
  else assert.ok(!isCommon(text, tree), JSON.stringify(text))
  assert.equal(treeByCursor(text, Infinity) !== undefined, isPassed, JSON.stringify(text))
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
  it('takes to the same tree as saxes, or leaves it to saxes where it has to', () => {
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

  it('resolves references of every kind and length', () => {
    const text = (inside: string): string | undefined => {
      const cursor = openDocument(`<a>${inside}</a>`, 1)
      return cursor === undefined ? undefined : textInside(cursor)
    }
    for (const [inside, resolved] of [
      ['&amp;&lt;&gt;&quot;&apos;', '&<>"\''],
      ['&#9;&#10;&#13;&#32;', '\t\n\r '],
      ['&#x10FFFF;', '\u{10ffff}'],
      ['&#x10ffff;&#1114111;', '\u{10ffff}\u{10ffff}'],
      ['&#xD7FF;&#xE000;&#xFFFD;', '\ud7ff\ue000\ufffd'],
      ['&#x000041;&#0000065;', 'AA'],
      ['a&amp;b;&amp;c', 'a&b;&c'],
      ['a]]b', 'a]]b'],
      ['a]]&gt;', 'a]]>'],
      ['>', '>'],
      ['', ''],
    ] as const) {
      assert.equal(text(inside), resolved, inside)
      assert.deepEqual(readBySaxes(`<a>${inside}</a>`), { _tag: 'Right', right: textElement('a', resolved) })
    }
    for (const inside of [
      '&',
      '&;',
      '&amp',
      '&amp &lt;',
      '&ampx',
      'a&lt',
      '&nbsp;',
      '&toString;',
      '&#;',
      '&#x;',
      '&#xG;',
      '&#65x;',
      '&x#65;',
      '&amp#x41;',
      '&#x41;&##65;',
      '&x41;',
      '&#X41;',
      '&#0;',
      '&#8;',
      '&#11;',
      '&#31;',
      '&#xD800;',
      '&#xDFFF;',
      '&#xFFFE;',
      '&#xFFFF;',
      '&#x110000;',
      '&#1114112;',
      'a]]>b',
      'a]]>&amp;',
    ]) {
      assert.equal(text(inside), undefined, inside)
      assert.equal(readBySaxes(`<a>${inside}</a>`)._tag, 'Left', inside)
    }
  })

  it('leaves references by more digits than any character needs to saxes', () => {
    for (const inside of ['&#x0000041;', '&#00000065;', '&#x000000000041;']) {
      const cursor = openDocument(`<a>${inside}</a>`, 1)
      assert.ok(cursor !== undefined)
      assert.equal(textInside(cursor), undefined, inside)
      assert.deepEqual(readXml(`<a>${inside}</a>`), { _tag: 'Right', right: textElement('a', 'A') })
    }
  })

  it('takes the text of an element, with comments and sections in it, and goes behind its end', () => {
    const inside = (document: string): readonly [text: string | undefined, rest: string] | undefined => {
      const cursor = openDocument(document, 9)
      if (cursor === undefined) return undefined
      const text = textInside(cursor)
      return [text, document.slice(cursor.at)]
    }
    for (const [document, text] of [
      ['<a/>', ''],
      ['<a></a>', ''],
      ['<a> x </a>', ' x '],
      ['<a>x</a\n\t >', 'x'],
      ['<a>x<!-- y -->z</a>', 'xz'],
      ['<a><!----></a>', ''],
      ['<a>x<![CDATA[<&>]]>z</a >', 'x<&>z'],
      ['<a><![CDATA[]]></a>', ''],
      ['<a><![CDATA[]]]]></a>', ']]'],
      ['<a><!--x--><![CDATA[y]]><!--z-->&lt;</a>', 'y<'],
      ['<a b="</a>">x</a>', undefined],
    ] as const)
      if (text === undefined) assert.equal(inside(document), undefined, document)
      else assert.deepEqual(inside(`${document}<!-- rest -->`), [text, '<!-- rest -->'], document)
    for (const document of [
      '<a>x',
      '<a>x</b>',
      '<a>x</ab>',
      '<a>x</a',
      '<a>x</a b>',
      '<a>x<b/></a>',
      '<a><b></b></a>',
      '<a>x<!-- y</a>',
      '<a>x<!-- y -- z --></a>',
      '<a>x<!- y --></a>',
      '<a>x<![CDATA[y</a>',
      '<a>x<![cdata[y]]></a>',
      '<a>x<!-- y --></b>',
      '<a>x<!-- y -->',
      '<a>x<!-- y -->]]></a>',
      '<a>x<?y?></a>',
      '<a>x/<ba>',
      '<a>x<?a>',
      '<a>x',
      '<a>x/',
    ]) {
      assert.equal(inside(document)?.[0], undefined, document)
      same(document)
    }
  })

  it('goes past an element whatever it holds, and no further', () => {
    const rest = (document: string): string | undefined => {
      const cursor = openDocument(document, Infinity)
      return cursor !== undefined && skipElement(cursor) ? document.slice(cursor.at) : undefined
    }
    for (const document of ['<a/>', '<a></a>', '<a>x<b>y</b>z<b/><c><b d="e"/></c></a>', '<a><a><a/></a></a >'])
      assert.equal(rest(`${document}</a>`), '</a>', document)
    for (const document of ['<a>', '<a></b>', '<a><b></a></b>', '<a><b></a>', '<a><b/></b></a>', '<a>&b;</a>'])
      assert.equal(rest(document), undefined, document)
  })

  it('tells the attributes of a tag, and refuses what is none', () => {
    for (const [document, attributes, isEmpty] of [
      ['<a/>', [], true],
      ['<a />', [], true],
      ['<a >', [], false],
      ['<a b="">', [['b', '']], false],
      [
        '<a b=\'"\' c="\'"/>',
        [
          ['b', '"'],
          ['c', "'"],
        ],
        true,
      ],
      [
        '<a\nb\t=\n"1\t2\n3&#9;"\tB=">"/>',
        [
          ['b', '1 2 3\t'],
          ['B', '>'],
        ],
        true,
      ],
    ] as const) {
      const cursor = openDocument(document, 1)
      assert.deepEqual(cursor?.attributes, attributes, document)
      assert.equal(cursor?.isEmpty, isEmpty)
      assert.equal(cursor?.name, 'a')
      assert.equal(cursor?.at, document.length)
    }
    for (const document of [
      '<a',
      '<a b',
      '<a b=',
      '<a b="',
      '<a b=">',
      '<a b=c>',
      '<a b=xc"/>',
      "<a b=xc'/>",
      '<a b=`c`/>',
      '<a b"c">',
      '<a b c="d">',
      '<a b="c"d="e">',
      '<a b="<">',
      '<a b="&">',
      '<a b="c" b="d">',
      '<a 1="b">',
      '<a / >',
      '<a /x>',
      '<1>',
      '<-a>',
      '<>',
      '< a>',
      'a',
      'xa/>',
      'xa>',
      '',
    ])
      assert.equal(openDocument(document, 1), undefined, document)
  })

  it('takes so many elements and no more', () => {
    const document = '<a><b/><c><d/></c></a>'
    for (let most = 0; most < 6; most++) {
      const cursor = openDocument(document, most)
      assert.equal(cursor !== undefined, most > 0)
      assert.equal(cursor !== undefined && skipElement(cursor), most >= 4, `${most}`)
    }
  })

  it('takes a declaration, white space and comments around the root, and nothing else', () => {
    for (const lead of [
      '',
      ' \n\t\r\n',
      '<!-- x -->',
      '<?xml version="1.0"?>',
      "<?xml version='1.0'?>",
      '<?xml\tversion="1.0"\nencoding="utf-8" standalone="no" ?>',
      "<?xml version=\"1.0\" encoding='A1._-' standalone='yes'?>",
      '<?xml \n version="1.0" \t encoding="utf-8"  standalone="no"  ?>',
      '<?xml version="1.0"?>\n<!-- x --> <!-- y -->\n',
    ])
      for (const tail of ['', ' \r\n', '<!-- x -->\n<!---->']) {
        assert.ok(passes(`${lead}<a/>${tail}`), `${lead} ${tail}`)
        assert.equal(readBySaxes(`${lead}<a/>${tail}`)._tag, 'Right', `${lead} ${tail}`)
      }
    for (const lead of [
      ' <?xml version="1.0"?>',
      '<?xml version="1.1"?>',
      '<?xml version="1.0\'?>',
      '<?xml version="1.0" encoding="1a"?>',
      '<?xml version="1.0"encoding="a"?>',
      '<?xml version="1.0" standalone="maybe"?>',
      '<?xml version="1.0" standalone="yes" encoding="a"?>',
      '<?xmlversion="1.0"?>',
      '<?xml encoding="a"?>',
      '<?xml version="1.0"?',
      '<!',
      '<!- x -->',
      '<!-- x --',
      '<![CDATA[]]>',
      '<!DOCTYPE a>',
      'x',
    ])
      assert.ok(!passes(`${lead}<a/>`), lead)
    for (const tail of ['x', '<b/>', '<![CDATA[]]>', '&#32;', '<!-- x', '</a>', '<?b?>'])
      assert.ok(!passes(`<a/>${tail}`), tail)
  })

  it('a declaration inside the root says nothing of what stands before it', () => {
    const declared = '<?xml version="1.0"?>'
    for (const root of [`<a><!--${declared}--></a>`, `<a><![CDATA[${declared}]]></a>`, `<a b='${declared}'/>`])
      for (const lead of ['x', '<!DOCTYPE a>', '<?b?>', '<b/>']) {
        // As long as the declaration.
        const document = lead.slice(0, -1).padEnd(declared.length - 1, ' ') + lead.slice(-1) + root
        assert.ok(!passes(document), document)
        same(document)
      }
  })

  it('takes no character that XML cannot hold, and every other', () => {
    for (let code = 0; code < 0x10000; code += code < 0x100 || code > 0xff00 ? 1 : 251) {
      const c = String.fromCharCode(code)
      if (c === '<' || c === '&') continue
      const document = `<a>${c}</a>`
      assert.equal(passes(document), readBySaxes(document)._tag === 'Right', code.toString(16))
    }
  })

  it('takes the names of ASCII as XML has them', () => {
    for (let code = 0; code < 0x81; code++) {
      const c = String.fromCharCode(code)
      for (const [name, good] of [
        [c, /[A-Za-z_:]/.test(c)],
        [`a${c}`, /[\w:.-]/.test(c)],
        [`a${c}b`, /[\w:.-]/.test(c)],
      ] as const) {
        const cursor = openDocument(`<${name}/>`, 1)
        assert.equal(cursor?.name === name, good, JSON.stringify(name))
      }
    }
  })

  it('leaves document types, instructions and entities alone', () => {
    for (const document of [
      '<!DOCTYPE a><a/>',
      '<a><?b?></a>',
      '<a>&b;</a>',
      '<a b="c" b="d"/>',
      '<a></b>',
      '<a>',
      '<a><?a>',
    ])
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
