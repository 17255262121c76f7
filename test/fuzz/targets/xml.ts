/**
 * XML: documents as trees, and as shapes.
 */
import { isDeepStrictEqual } from 'node:util'
import { domainWriting } from '../../../lib/compile/domain.js'
import { walker } from '../../../lib/compile/walk.js'
import type { XmlElement } from '../../../lib/format/xml.js'
import { isXmlText, localName, readBySaxes, readXml, readXmlBytes, writeXml } from '../../../lib/format/xml.js'
import { xmlText, xmlView } from '../../../lib/interpret/xml.js'
import { rootNameOf } from '../../../lib/interpret/xmlNames.js'
import { marker } from '../../laws/poison.js'
import type { Reading } from '../reading.js'
import { holdReadings, seedsBy, subjects } from '../reading.js'
import type { Target } from '../Target.js'
import { hold, textOf } from '../Target.js'

const text: Reading<string> = {
  name: 'xmlText',
  codecOf: xmlText,
  // A root of another name is of another document, and that is a fault of syntax too.
  parse: (outer, schema) => {
    const read = readBySaxes(outer)
    return read._tag === 'Left' || localName(read.right.name) !== localName(rootNameOf(schema))
      ? undefined
      : { node: read.right }
  },
  walkOf: walker(xmlView(true), domainWriting),
  kinds: [],
  // Text that XML cannot hold is written as what the reader refuses.
  holds: (a, shape) => xmlText(shape).encode(a) !== '',
}

const shapes = subjects(false)

/** Text or children, never both, as the elements of shapes have: others lose where their text stood. */
const isPlain = ({ children, text: inner }: XmlElement): boolean =>
  (children.length === 0 || inner === '') && children.every(isPlain)

const holdTree = (given: string): void => {
  const [read, parsed] = [readXml(given), readBySaxes(given)]
  hold('readXml: the cursor and the parser agree', isDeepStrictEqual(read, parsed), () =>
    JSON.stringify([read, parsed]).slice(0, 300),
  )
  if (read._tag === 'Left') {
    hold('readXml: a fault has words', read.left.offset >= 0 && read.left.expected !== '')
    return
  }
  if (!isPlain(read.right)) return
  const written = writeXml(read.right)
  const again = readXml(written)
  hold('readXml: read, written and read', again._tag === 'Right' && isDeepStrictEqual(again.right, read.right), () =>
    written.slice(0, 200),
  )
}

export const xml: Target = {
  name: 'xml',
  words: [
    ...['<', '>', '/>', '</', '=', '"', "'", '&', ';', '<a>', '</a>', '<a/>', '<a b="c"/>', '<!---->', '<!-- - -->'],
    ...['<![CDATA[', ']]>', '<![CDATA[x]]>', '<?x y?>', '<?xml version="1.0"?>', '<!DOCTYPE a>', '<!ENTITY b "c">'],
    ...['&amp;', '&lt;', '&#65;', '&#x41;', '&#xD;', '&#0;', '&#x110000;', '&nope;', '\r\n', '\r', '\t', '\0', '\v'],
    ...['xmlns="u"', 'xmlns:p="u"', 'p:', ':', 'x:at="1"', '<member>', '</member>', '<entry>', '<key>', '<value>'],
    ...['<s:Suit>', '<flat>', '<i>', '<Child>', '<Choice>', '<B>', '<Every>', '<Light>', '<City>', '\xef\xbb\xbf'],
    ...['\xc3\xa9', '\xf0\x9f\x98\x80', '\xef\xbf\xbe', marker, 'true', ' 1 ', 'NaN', '-Infinity', 'AA==', '1e5'],
  ],
  tokens: /<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\/?[^\s<>/]*|\/?>|&[^;\s]*;?|"[^"]*"|[^\s<>&"]+/gs,
  nests: [
    ['<Child>', '</Child>'],
    ['<Choice><B>', '</B></Choice>'],
    ['<Children><member>', '</member></Children>'],
    ['<u>', '</u>'],
  ],
  seeds: seedsBy(xmlText, false),
  check: (input) => {
    const given = textOf(input)
    holdTree(given)
    holdReadings(text, shapes, given, given)
    const read = readXmlBytes(input)
    hold('readXmlBytes: a fault has words', read._tag === 'Right' || read.left.expected !== '')
    if (read._tag === 'Right')
      hold('readXmlBytes: what is read is text that XML can hold', isXmlText(writeXml(read.right)))
  },
}
