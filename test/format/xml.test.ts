/**
 * XML text against the rules and examples of XML 1.0, fifth edition.
 */
import assert from 'node:assert/strict'
import * as fc from 'fast-check'
import type { XmlElement } from '../../lib/format/xml.js'
import {
  childrenNamed,
  documentBytes,
  element,
  isXmlText,
  localName,
  readXml,
  readXmlBytes,
  textElement,
  writeXml,
  writeXmlBytes,
} from '../../lib/format/xml.js'
import { sizeFault } from '../../lib/value/Limits.js'
import { assertLaw } from '../laws/assert.js'

const read = (text: string): XmlElement => {
  const result = readXml(text)
  assert.ok(result._tag === 'Right', `${text}: ${JSON.stringify(result)}`)
  return result.right
}

const text = (source: string): string => read(source).text

describe('XML', () => {
  describe('read', () => {
    it('the greeting of section 2.8', () => {
      assert.deepEqual(
        read('<?xml version="1.0"?><greeting>Hello, world!</greeting> '),
        textElement('greeting', 'Hello, world!'),
      )
    })

    it('the elements and attributes of sections 2.3, 3.1 and 3.3', () => {
      assert.deepEqual(read('<termdef id="dt-dog" term="dog"/>').attributes, [
        ['id', 'dt-dog'],
        ['term', 'dog'],
      ])
      assert.deepEqual(read('<IMG align="left" src="http://www.w3.org/Icons/WWW/w3c_home" />').attributes[1], [
        'src',
        'http://www.w3.org/Icons/WWW/w3c_home',
      ])
      assert.deepEqual(read('<br></br>'), read('<br/>'))
    })

    it('the CDATA section of 2.7', () => {
      assert.equal(text('<a><![CDATA[<greeting>Hello, world!</greeting>]]></a>'), '<greeting>Hello, world!</greeting>')
      assert.equal(text('<a>x<![CDATA[]]>y<![CDATA[&amp;]]></a>'), 'xy&amp;')
    })

    it('the references of 4.1 and 4.6', () => {
      assert.equal(text('<a>&lt;&gt;&amp;&apos;&quot;&#60;&#x3C;&#x1F600;</a>'), '<>&\'"<<\u{1f600}')
      for (const bad of ['&lt', '&nbsp;', '&#0;', '&#x1;', '&#xD800;', '&#xFFFE;', '&#x110000;', '&;', '& '])
        assert.equal(readXml(`<a>${bad}</a>`)._tag, 'Left', bad)
    })

    it('the comment of 2.5 and the instruction of 2.6 say nothing', () => {
      assert.equal(text('<a>x<!-- declarations for <head> & <body> -->y<?pi <x> ?>z</a>'), 'xyz')
      assert.equal(readXml('<a><!-- B+, B, or B---></a>')._tag, 'Left')
    })

    it('line ends of 2.11 are one line feed, references to them stay', () => {
      assert.equal(text('<a>1\r\n2\r3\n4&#xD;5</a>'), '1\n2\n3\n4\r5')
    })

    it('white space of attributes is normalised as in 3.3.3', () => {
      assert.deepEqual(read('<a b="1\t2\n3&#x9;4&#xA;5"/>').attributes, [['b', '1 2 3\t4\n5']])
    })

    it('white space between elements does not count, around text it does', () => {
      assert.deepEqual(read('<a>\n  <b> x </b>\n</a>'), element('a', [textElement('b', ' x ')]))
      assert.equal(text('<a> </a>'), ' ')
    })

    it('text beside elements is joined, and blank only where all of it is', () => {
      // A name beyond ASCII is left to the parser.
      for (const name of ['b', 'é'])
        for (const [inside, text] of [
          [`x<${name}/>y`, 'xy'],
          [` <${name}/> y `, '  y '],
          [`<${name}/><![CDATA[x]]>\n`, 'x\n'],
          [` <${name}/>\n<${name}/>`, ''],
        ] as const)
          assert.equal(read(`<a>${inside}</a>`).text, text, inside)
    })

    it('what is not well-formed', () => {
      for (const bad of [
        '<a>',
        '<a></b>',
        '<a><b></a></b>',
        '<a b=1/>',
        '<a b="1" b="2"/>',
        '<a b="<"/>',
        '<a>]]></a>',
        '<1/>',
        '<a/><b/>',
        'x<a/>',
        '<a b="1"c="2"/>',
        '< a/>',
        '<a\u0000/>',
        '<a>\u0008</a>',
        '<a>\uffff</a>',
      ])
        assert.equal(readXml(bad)._tag, 'Left', bad)
    })

    it('a fault says where the parser stood, and what was expected', () => {
      for (const [bad, offset] of [
        ['', 0],
        [' ', 1],
        ['<!-- a -->', 10],
        ['<a>', 3],
        ['<a></b>', 7],
        ['x<a/>', 2],
        ['<a/>x', 6],
        ['<a b="1" b="2"/>', 16],
        ['<a>&x;</a>', 6],
        ['\u0000', 1],
      ] as const)
        assert.deepEqual(readXml(bad), { _tag: 'Left', left: { offset, expected: 'well-formed XML' } }, bad)
      assert.deepEqual(readXml('<!DOCTYPE a><a/>'), {
        _tag: 'Left',
        left: { offset: 12, expected: 'a document without a document type' },
      })
    })

    it('elements are taken up to their limit, and one more is told', () => {
      for (const name of ['a', 'é'])
        for (let count = 1; count < 5; count++) {
          const document = `<${name}>${`<${name}/>`.repeat(count - 1)}</${name}>`
          assert.equal(readXml(document, count)._tag, 'Right', document)
          const size = sizeFault(count - 1, 'elements', 'more')
          const read = readXml(document, count - 1)
          assert.ok(read._tag === 'Left', document)
          assert.deepEqual(read.left, { offset: document.lastIndexOf('</'), expected: size.expected, size })
          assert.deepEqual(readXmlBytes(Buffer.from(document), count - 1)._tag, 'Left')
        }
    })

    it('names without their prefixes, and the children of one', () => {
      assert.deepEqual(['a', 'x:a', ':a', 'x:y:a', 'a:'].map(localName), ['a', 'a', 'a', 'y:a', ''])
      const parent = read('<p><a>1</a><x:a>2</x:a><b>3</b><a:b>4</a:b></p>')
      assert.deepEqual(
        ['a', 'y:a', 'b', 'c'].map((name) => childrenNamed(parent, name).map((child) => child.text)),
        [['1', '2'], ['1', '2'], ['3', '4'], []],
      )
    })

    it('a document type, whatever it says', () => {
      for (const bad of [
        '<!DOCTYPE a><a/>',
        '<!DOCTYPE greeting SYSTEM "hello.dtd"><greeting>x</greeting>',
        '<!DOCTYPE a [<!ENTITY b "c">]><a/>',
      ])
        assert.deepEqual(
          readXml(bad)._tag === 'Left' && (readXml(bad) as { left: { expected: string } }).left.expected,
          'a document without a document type',
        )
    })

    it('names that trip records', () => {
      assert.deepEqual(
        read('<__proto__ constructor="1" __proto__="2"><toString/></__proto__>'),
        element(
          '__proto__',
          [element('toString', [])],
          [
            ['constructor', '1'],
            ['__proto__', '2'],
          ],
        ),
      )
    })

    it('bytes: UTF-8, with or without a byte order mark', () => {
      const bytes = (source: string): Uint8Array => new TextEncoder().encode(source)
      assert.deepEqual(readXmlBytes(bytes('\ufeff<a>\u00e9</a>')), readXmlBytes(bytes('<a>\u00e9</a>')))
      assert.deepEqual(readXmlBytes(bytes('\ufeff<?xml version="1.0"?><a/>')), readXmlBytes(bytes('<a/>')))
      // One mark, and at the beginning.
      for (const bad of [
        '\ufeff\ufeff<a/>',
        '<a/>\ufeff',
        ' \ufeff<a/>',
        '\ufeff',
        '\ufeff<?xml version="1.0"?>\ufeff<a/>',
      ])
        for (const read of [readXmlBytes(bytes(bad)), readXml(bad)])
          assert.equal(read._tag, 'Left', JSON.stringify(bad))
      assert.deepEqual(readXmlBytes(Uint8Array.of(0x3c, 0x61, 0xff)), {
        _tag: 'Left',
        left: { offset: 2, expected: 'UTF-8' },
      })
    })
  })

  describe('write', () => {
    it('golden', () => {
      assert.equal(
        writeXml(
          element('a', [textElement('b', '<&>"\'\r\n\t\u0085\u2028]]>'), element('c', [])], [['d', '<&>"\'\r\n\t']]),
        ),
        '<a d="&lt;&amp;&gt;&quot;\'&#xD;&#xA;&#x9;"><b>&lt;&amp;&gt;"\'&#xD;\n\t&#x85;&#x2028;]]&gt;</b><c/></a>',
      )
    })

    it('a whole document begins with its declaration', () => {
      const text = '<?xml version="1.0" encoding="UTF-8"?>\n<a b="é"/>'
      assert.equal(Buffer.from(writeXmlBytes(element('a', [], [['b', 'é']]))).toString(), text)
      assert.equal(Buffer.from(documentBytes('<a b="é"/>')).toString(), text)
    })

    it('production 2 says what text is', () => {
      for (const good of ['', '\t\n\r', ' ', '\ud7ff', '\ue000', '\ufffd', '\u{10000}', '\u{10ffff}'])
        assert.ok(isXmlText(good), JSON.stringify(good))
      for (const bad of [
        '\u0000',
        '\u0008',
        '\u000b',
        '\u000c',
        '\u000e',
        '\u001f',
        '\ufffe',
        '\uffff',
        '\ud800',
        '\udc00',
      ])
        assert.ok(!isXmlText(bad), JSON.stringify(bad))
    })

    it('read(write(element)) = right(element)', () => {
      const name = fc.constantFrom('a', 'b-c', '_d', '\u00e9', '__proto__', 'x:y')
      const content = fc.string({ unit: 'binary' }).filter(isXmlText)
      const attributes = fc.uniqueArray(fc.tuple(name, content), { maxLength: 3, selector: ([key]) => key })
      const { node } = fc.letrec<{ node: XmlElement }>((tie) => ({
        node: fc.oneof(
          { depthSize: 'small' },
          fc.tuple(name, content, attributes).map(([tag, inner, pairs]) => textElement(tag, inner, pairs)),
          fc
            .tuple(name, fc.array(tie('node')), attributes)
            .map(([tag, children, pairs]) => element(tag, children, pairs)),
        ),
      }))
      assertLaw(fc.property(node, (one) => assert.deepEqual(readXml(writeXml(one)), { _tag: 'Right', right: one })))
    })
  })
})
