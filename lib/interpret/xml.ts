/**
 * The reading of a shape as XML.
 *
 * A node is an element; the text of an attribute; or the elements of a flattened list or map.
 *
 * Source: Smithy 2.0, "XML binding traits" and "AWS restXml protocol".
 */

import { domainWriting, exactView } from '../compile/domain.js'
import { trusted } from '../compile/Policy.js'
import type { Run } from '../compile/Run.js'
import { refuse } from '../compile/Run.js'
import { float32 } from '../compile/records.js'
import type { View, Writing } from '../compile/View.js'
import { Fault, fault, mismatch } from '../compile/View.js'
import type { Walker } from '../compile/walk/Walk.js'
import { startWalk, walker } from '../compile/walk.js'
import { readBase64, writeBase64 } from '../format/base64.js'
import { shortestFloat32 } from '../format/float32.js'
import type { XmlElement, XmlFault } from '../format/xml.js'
import { childrenNamed, isXmlText, localName, readXml, writeXml } from '../format/xml.js'
import type { MapSchema, Member, Schema } from '../schema/Schema.js'
import { readWith } from '../shape/codec.js'
import type { Codec, Shape } from '../shape/Shape.js'
import { readDecimal, writeDecimal } from '../value/BigDecimal.js'
import { numberText } from '../value/Document.js'
import { isLeft, left } from '../value/either.js'
import type { Value } from '../value/Value.js'
import type { RimFault } from './rim.js'
import { rim } from './rim.js'
import { doubleOfText, timestampOfText, timestampText } from './text.js'
import { attributeNamed, isAttribute, isFlat, namespaceAttribute, rootNameOf, xmlNameOf } from './xmlNames.js'
import { xmlReader } from './xmlReader.js'
import { elementWriter, tagsOf } from './xmlWriter.js'

// -------------------------------------------------------------------------------------
// view
// -------------------------------------------------------------------------------------

const isElement = (node: unknown): node is XmlElement =>
  typeof node === 'object' && node !== null && !Array.isArray(node)

/** The text of a leaf; of the elements of a repeated one, the first. */
const textOf = (node: unknown): string | undefined => {
  if (typeof node === 'string') return node
  if (Array.isArray(node)) return textOf(node[0])
  return isElement(node) && node.children.length === 0 ? node.text : undefined
}

/** White space around a number or a time does not count. */
const trimmed = (node: unknown): string => (textOf(node) ?? '').trim()

const whole = /^[+-]?\d{1,4096}$/

const wholeOf = (node: unknown): bigint | Fault => {
  const text = trimmed(node)
  return whole.test(text) ? BigInt(text) : fault('type', 'a whole number', 'other text')
}

/** Domain: elements, of which structures and unions are made. */
const memberOf = (member: Member): ((node: unknown) => unknown) => {
  const name = xmlNameOf(member)
  if (isAttribute(member)) return (node) => attributeNamed((node as XmlElement).attributes, name)
  const flat = isFlat(member)
  return (node) => {
    const found = childrenNamed(node as XmlElement, name)
    if (found.length === 0) return undefined
    return flat ? found : found[0]
  }
}

const entriesOf = (node: unknown, schema: MapSchema): ReadonlyArray<readonly [string, unknown]> | Fault => {
  const elements = Array.isArray(node)
    ? (node as ReadonlyArray<XmlElement>)
    : isElement(node)
      ? childrenNamed(node, 'entry')
      : undefined
  if (elements === undefined) return mismatch
  const pairs = new Map<string, unknown>()
  for (const entry of elements) {
    const key = textOf(childrenNamed(entry, xmlNameOf(schema.key))[0])
    const value = childrenNamed(entry, xmlNameOf(schema.value))
    if (key === undefined || value.length === 0) return fault('type', 'entries with a key and a value', 'another entry')
    pairs.set(key, value[0])
  }
  return [...pairs]
}

const namesIn = ({ children }: XmlElement): ReadonlyArray<string> => [
  ...new Set(children.map((child) => localName(child.name))),
]

/** Whether timestamps may carry an offset from UTC: clients read them, servers refuse them. */
export const xmlView = (offsets: boolean): View<unknown> => ({
  isNull: () => false,
  describe: (node) =>
    typeof node === 'string'
      ? 'an attribute'
      : isElement(node) && node.children.length > 0
        ? 'an element with children'
        : 'an element with text',
  text: (node) => textOf(node) ?? mismatch,
  number: wholeOf,
  long: wholeOf,
  decimal: (node) => readDecimal(trimmed(node)) ?? fault('type', 'a number', 'other text'),
  float: (node, schema) => {
    const n = doubleOfText(trimmed(node))
    return n instanceof Fault || schema._tag === 'double' ? n : float32(n)
  },
  boolean: (node) => {
    const text = trimmed(node)
    return text === 'true' ? true : text === 'false' ? false : fault('type', 'true or false', 'other text')
  },
  blob: (node) =>
    readBase64(textOf(node)?.replace(/[ \t\r\n]/g, '') ?? '=') ?? fault('syntax', 'base64 text', 'other text'),
  timestamp: (node, schema) => timestampOfText(trimmed(node), schema.traits.timestampFormat ?? 'date-time', offsets),
  document: () => fault('type', 'no document: XML has none'),
  list: (node, schema) => {
    if (Array.isArray(node)) return node as ReadonlyArray<unknown>
    return isElement(node) ? childrenNamed(node, xmlNameOf(schema.member)) : mismatch
  },
  map: entriesOf,
  structure: (node) => (isElement(node) ? node : mismatch),
  member: memberOf,
  unknown: (node, schema) => {
    const known = new Set(schema.members.map((member) => localName(xmlNameOf(member))))
    return namesIn(node as XmlElement).filter((name) => !known.has(name))
  },
  union: (node, schema) => {
    if (!isElement(node)) return mismatch
    const names = namesIn(node)
    const [name] = names
    if (name === undefined || names.length > 1) return fault('union', 'exactly one member', `${names.length} members`)
    const member = schema.members.find((one) => localName(xmlNameOf(one)) === name)
    return { name, member, node: member === undefined ? null : memberOf(member)(node) }
  },
})

// -------------------------------------------------------------------------------------
// writing
// -------------------------------------------------------------------------------------

type Attributes = XmlElement['attributes']

/** What a value contributes; the member that holds it says the name and the namespace. */
export type XmlPart =
  | {
      readonly _tag: 'Content'
      readonly attributes: Attributes
      readonly text: string
      readonly children: ReadonlyArray<XmlElement>
    }
  | { readonly _tag: 'Items'; readonly item: Member; readonly items: ReadonlyArray<XmlPart> }
  | { readonly _tag: 'Entries'; readonly entries: ReadonlyArray<ReadonlyArray<XmlElement>> }
  | { readonly _tag: 'Absent' }

const leaf = (text: string): XmlPart => ({ _tag: 'Content', attributes: [], text, children: [] })

const node = (name: string, attributes: Attributes, children: ReadonlyArray<XmlElement>, text = ''): XmlElement => ({
  name,
  attributes,
  children,
  text,
})

/** The elements of a part under a name: one, or one for each item or entry where it is flattened. */
const elementsOf = (part: XmlPart, name: string, flat: boolean, namespace: Attributes): ReadonlyArray<XmlElement> => {
  switch (part._tag) {
    case 'Content':
      return [node(name, [...namespace, ...part.attributes], part.children, part.text)]
    case 'Items':
      return flat
        ? part.items.flatMap((item) => elementsOf(item, name, false, itemNamespace(part.item) ?? namespace))
        : [
            node(
              name,
              namespace,
              part.items.flatMap((item) => memberElements(part.item, item)),
            ),
          ]
    case 'Entries':
      return flat
        ? part.entries.map((entry) => node(name, namespace, entry))
        : [
            node(
              name,
              namespace,
              part.entries.map((entry) => node('entry', [], entry)),
            ),
          ]
    case 'Absent':
      return []
  }
}

/** A flattened item has no element of its own, so its namespace goes to the one that stands for it. */
const itemNamespace = ({ traits }: Member): Attributes | undefined =>
  traits.xmlNamespace === undefined ? undefined : namespaceAttribute(traits.xmlNamespace)

const memberElements = (member: Member, part: XmlPart): ReadonlyArray<XmlElement> =>
  elementsOf(part, xmlNameOf(member), isFlat(member), namespaceAttribute(member.traits.xmlNamespace))

const attributeOf = ([member, part]: readonly [Member, XmlPart]): readonly [string, string] => [
  xmlNameOf(member),
  part._tag === 'Content' ? part.text : '',
]

/** The attributes and children of a structure's members. */
export const xmlMembers = (fields: ReadonlyArray<readonly [Member, XmlPart]>): XmlPart => ({
  _tag: 'Content',
  attributes: fields.filter(([member]) => isAttribute(member)).map(attributeOf),
  text: '',
  children: fields.filter(([member]) => !isAttribute(member)).flatMap(([member, part]) => memberElements(member, part)),
})

const checked = (text: string, run: Run): XmlPart => {
  if (!isXmlText(text)) {
    refuse(run, { code: 'unrepresentable', expected: 'text of XML 1.0', actual: 'text with a control character' })
  }
  return leaf(text)
}

const withoutNulls = (parts: ReadonlyArray<XmlPart>, run: Run): void => {
  if (parts.some((part) => part._tag === 'Absent')) {
    refuse(run, { code: 'unrepresentable', expected: 'values that are there: XML has no null', actual: 'null' })
  }
}

/** What is refused counts as text, so that nobody around it refuses it once more. */
const refused = (run: Run, expected: string, actual: string): XmlPart => {
  refuse(run, { code: 'unrepresentable', expected, actual })
  return leaf('')
}

const isEmptyPart = (part: XmlPart): boolean =>
  (part._tag === 'Items' && part.items.length === 0) || (part._tag === 'Entries' && part.entries.length === 0)

/** Notes what XML cannot hold as issues of code `unrepresentable`: control characters, documents, nulls, unknown members. */
export const xmlWriting: Writing<XmlPart> = {
  absent: { _tag: 'Absent' },
  text: (text, _, run) => checked(text, run),
  number: (n) => leaf(String(n)),
  long: (n) => leaf(n.toString()),
  decimal: (d) => leaf(writeDecimal(d)),
  float: (n, schema) => leaf(numberText(schema._tag === 'float' ? shortestFloat32(n) : n)),
  boolean: (b) => leaf(String(b)),
  blob: (bytes) => leaf(writeBase64(bytes)),
  timestamp: (epochMillis, schema) => leaf(timestampText(epochMillis, schema.traits.timestampFormat ?? 'date-time')),
  document: (_, __, run) => refused(run, 'no document: XML has none', 'a document'),
  list: (items, schema, run) => {
    withoutNulls(items, run)
    return { _tag: 'Items', item: schema.member, items }
  },
  map: (entries, schema, run) => {
    withoutNulls(
      entries.map(([, part]) => part),
      run,
    )
    const pairs = entries.map(([key, part]) => [
      ...memberElements(schema.key, checked(key, run)),
      ...memberElements(schema.value, part),
    ])
    return { _tag: 'Entries', entries: pairs }
  },
  structure: xmlMembers,
  union: (member, part, _, run) =>
    isFlat(member) && isEmptyPart(part)
      ? refused(run, 'a flattened member that is not empty: it has no element', 'an empty one')
      : xmlMembers([[member, part]]),
  unknownUnion: (_, __, ___, run) => refused(run, 'a member that the shape knows', 'an unknown member'),
}

// -------------------------------------------------------------------------------------
// interpreter
// -------------------------------------------------------------------------------------

const readWalker: Walker<unknown, unknown> = /*#__PURE__*/ walker(/*#__PURE__*/ xmlView(true), domainWriting)
const writeWalker: Walker<unknown, XmlPart> = /*#__PURE__*/ walker(exactView, xmlWriting)
const readTree = /*#__PURE__*/ readWith(readWalker)
const quickRead = /*#__PURE__*/ xmlReader(readWalker)

/** A value as a whole document, in its shape's own namespace. */
export const documentOf = (part: XmlPart, schema: Schema): XmlElement => {
  const name = rootNameOf(schema)
  return elementsOf(part, name, false, namespaceAttribute(schema.traits.xmlNamespace))[0] ?? node(name, [], [])
}

/** Why text is no document, in words. */
export const xmlFault = ({ expected, offset, size }: XmlFault): RimFault =>
  size ?? { expected: `XML (${expected})`, actual: `a fault near offset ${offset}` }

/**
 * The shape as an XML document, its root named after the shape.
 *
 * Errors: `syntax` with the offset where the text is no XML. What XML cannot hold is written as an empty document, which
 * its reader refuses; a protocol says so as `unrepresentable`.
 */
export const xmlText: <A, O extends Value, I>(shape: Shape<A, O, I>) => Codec<A, string> = /*#__PURE__*/ rim<string>({
  name: 'xmlText',
  wanted: 'XML text',
  accept: (u): u is string => typeof u === 'string',
  parse: (text, schema, { nodes }) => {
    const read = readXml(text, nodes)
    if (isLeft(read)) return left(xmlFault(read.left))
    const name = rootNameOf(schema)
    return localName(read.right.name) === localName(name)
      ? read
      : left({ expected: `an element ${name}`, actual: 'another element' })
  },
  quick: (schema, policy) => quickRead(schema, policy, { root: rootNameOf(schema) }),
  read: readTree,
  write: (schema) => {
    const quick = elementWriter(schema, tagsOf(rootNameOf(schema), namespaceAttribute(schema.traits.xmlNamespace)))
    return (a) => {
      const text = quick(a)
      if (text !== undefined) return text
      const { result, run } = startWalk(writeWalker, schema, trusted, a)
      return run.refusals.found.length > 0 ? '' : writeXml(documentOf(result as XmlPart, schema))
    }
  },
})
