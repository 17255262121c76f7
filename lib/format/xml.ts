/**
 * XML text and its tree: elements, attributes and text, without shapes.
 *
 * Law: `read(write(element)) = right(element)` for elements of the shapes' kind: text or children, never both.
 *
 * Reading refuses document types, so that no entity is ever declared, and keeps a stack of its own: depth costs no
 * stack, text is taken in linear time.
 */

import type { Either } from 'fp-ts/lib/Either.js'
import { SaxesParser } from 'saxes'
import { isLeft, left, right } from '../value/either.js'
import type { SizeFault } from '../value/Limits.js'
import { defaultLimits, sizeFault } from '../value/Limits.js'
import { readUtf8, writeUtf8 } from './utf8.js'
import type { Cursor } from './xmlCursor.js'
import { endTag, isAtEnd, nextTag, openDocument } from './xmlCursor.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

export interface XmlElement {
  /** As written, prefix included. */
  readonly name: string
  readonly attributes: ReadonlyArray<readonly [name: string, value: string]>
  readonly children: ReadonlyArray<XmlElement>
  /** All character data directly inside, joined. */
  readonly text: string
}

export interface XmlFault {
  readonly offset: number
  readonly expected: string
  /** Of a document with more elements than its reader takes. */
  readonly size?: SizeFault
}

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

export const element = (
  name: string,
  children: ReadonlyArray<XmlElement>,
  attributes: XmlElement['attributes'] = [],
): XmlElement => ({ name, attributes, children, text: '' })

export const textElement = (name: string, text: string, attributes: XmlElement['attributes'] = []): XmlElement => ({
  name,
  attributes,
  children: [],
  text,
})

// -------------------------------------------------------------------------------------
// destructors
// -------------------------------------------------------------------------------------

/** The name without its prefix. */
export const localName = (name: string): string => name.slice(name.indexOf(':') + 1)

export const childrenNamed = (node: XmlElement, name: string): ReadonlyArray<XmlElement> => {
  const wanted = localName(name)
  return node.children.filter((child) => localName(child.name) === wanted)
}

// -------------------------------------------------------------------------------------
// read
// -------------------------------------------------------------------------------------

interface Open {
  readonly name: string
  readonly attributes: ReadonlyArray<readonly [string, string]>
  readonly children: Array<XmlElement>
  text: string
}

/** White space between elements is layout, not text. */
const closed = ({ name, attributes, children, text }: Open): XmlElement => ({
  name,
  attributes,
  children,
  text: children.length > 0 && text.trim() === '' ? '' : text,
})

/** Reads one document by `saxes`: strict, without entity declarations. It has the last word on what is well-formed. */
export const readBySaxes = (text: string, most: number = defaultLimits.nodes): Either<XmlFault, XmlElement> => {
  const parser = new SaxesParser()
  const stack: Array<Open> = []
  let root: XmlElement | undefined
  let elements = 0
  let why: Omit<XmlFault, 'offset'> = { expected: 'well-formed XML' }
  /** Thrown out of the parser's callbacks, which have no other way to stop it; of a fault it throws by itself, since nobody listens. */
  const stop = (fault: typeof why): never => {
    why = fault
    throw new Error(fault.expected)
  }
  parser.on('doctype', () => stop({ expected: 'a document without a document type' }))
  parser.on('opentag', ({ name, attributes }) => {
    if (++elements > most) {
      const size = sizeFault(most, 'elements', 'more')
      stop({ expected: size.expected, size })
    }
    const pairs = Object.entries(attributes).map(([key, value]) => [key, String(value)] as const)
    stack.push({ name, attributes: pairs, children: [], text: '' })
  })
  const addText = (part: string): void => {
    const top = stack[stack.length - 1]
    if (top !== undefined) top.text += part
  }
  parser.on('text', addText)
  parser.on('cdata', addText)
  parser.on('closetag', () => {
    const done = closed(stack.pop() as Open)
    const parent = stack[stack.length - 1]
    if (parent === undefined) root = done
    else parent.children.push(done)
  })
  try {
    parser.write(text).close()
  } catch {
    return left({ offset: parser.position, ...why })
  }
  // A document without an element is none that the parser takes.
  return right(root as unknown as XmlElement)
}

/** The tree of a document that a cursor goes through; `undefined` of any other. */
export const treeByCursor = (text: string, most: number): XmlElement | undefined => {
  const cursor = openDocument(text, most)
  if (cursor === undefined) return undefined
  const stack: Array<Open> = []
  let top = opened(cursor)
  for (;;) {
    // An element without an end tag is done where it begins.
    const next = cursor.isEmpty ? 'end' : nextTag(cursor, top)
    if (next === 'neither') return undefined
    if (next === 'start') {
      stack.push(top)
      top = opened(cursor)
      continue
    }
    if (cursor.isEmpty) cursor.isEmpty = false
    else if (!endTag(cursor, top.name)) return undefined
    const parent = stack.pop()
    if (parent === undefined) return isAtEnd(cursor) ? closed(top) : undefined
    parent.children.push(closed(top))
    top = parent
  }
}

const opened = ({ name, attributes }: Cursor): Open => ({ name, attributes, children: [], text: '' })

/**
 * Reads one document.
 *
 * Errors: the offset in UTF-16 units near the first fault, or of a document type; more elements than `most`.
 */
export const readXml = (text: string, most: number = defaultLimits.nodes): Either<XmlFault, XmlElement> => {
  const tree = treeByCursor(text, most)
  return tree === undefined ? readBySaxes(text, most) : right(tree)
}

/** Reads UTF-8; the offset is in bytes where the bytes are ill-formed, else in UTF-16 units. */
export const readXmlBytes = (bytes: Uint8Array, most: number = defaultLimits.nodes): Either<XmlFault, XmlElement> => {
  const text = readUtf8(bytes)
  if (isLeft(text)) return left({ offset: text.left, expected: 'UTF-8' })
  return readXml(text.right, most)
}

// -------------------------------------------------------------------------------------
// write
// -------------------------------------------------------------------------------------

/** Whether XML 1.0 can hold the text. Source: XML 1.0, production 2, `Char`. */
export const isXmlText = (text: string): boolean =>
  !/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/u.test(text)

const references: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#xD;',
  '\n': '&#xA;',
  '\t': '&#x9;',
  '\u0085': '&#x85;',
  '\u2028': '&#x2028;',
}

/** Line ends are written as references, since a reader normalises the characters themselves. */
export const escapeText = (text: string): string => text.replace(/[&<>\r\u0085\u2028]/g, (c) => references[c] as string)

export const escapeAttribute = (text: string): string =>
  text.replace(/[&<>"\r\n\t\u0085\u2028]/g, (c) => references[c] as string)

/** Domain: names are XML names, texts are as `isXmlText`. No declaration and no white space are added. */
export const writeXml = (node: XmlElement): string => {
  const attributes = node.attributes.map(([name, value]) => ` ${name}="${escapeAttribute(value)}"`).join('')
  const content = escapeText(node.text) + node.children.map(writeXml).join('')
  return content === '' ? `<${node.name}${attributes}/>` : `<${node.name}${attributes}>${content}</${node.name}>`
}

/** What XML documents begin with where they say their version and encoding. */
const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n'

/** The text of a root as a whole document in UTF-8, with its declaration. */
export const documentBytes = (root: string): Uint8Array => writeUtf8(declaration + root)

/** A whole document as UTF-8, with its declaration. */
export const writeXmlBytes = (node: XmlElement): Uint8Array => documentBytes(writeXml(node))
