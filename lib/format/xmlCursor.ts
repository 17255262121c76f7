/**
 * A way through the text of an XML document, tag by tag, for the documents that services send: elements, attributes, text,
 * the predefined entities and character references, CDATA sections, comments, the declaration.
 *
 * It gives up on everything else (document types, processing instructions, other entities, names beyond ASCII) and on all that is
 * ill-formed; what is wrong, and where, is then the parser's to say. Law: what it goes through, the parser takes to the same tree.
 *
 * Source: XML 1.0, fifth edition.
 */

import { isWellFormed } from '../value/Document.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

export type Attributes = ReadonlyArray<readonly [name: string, value: string]>

/** Where a reading stands, and the start tag that it went through last. */
export interface Cursor {
  /** Line ends normalised. */
  readonly text: string
  /** Whether a reference, or what ends a CDATA section, stands anywhere at all: else no text has to be looked at. */
  readonly isPlain: boolean
  at: number
  /** As written, prefix included. */
  name: string
  attributes: Attributes
  /** Whether the start tag is the end tag too. */
  isEmpty: boolean
  /** What a reader has counted so far. */
  visits: number
  /** How many start tags were gone through, and the most that may be. */
  elements: number
  readonly most: number
}

/** What stands next: a start tag, which was gone through; an end tag, which was not; nothing that can be read. */
export type Next = 'start' | 'end' | 'neither'

export const noAttributes: Attributes = []

// -------------------------------------------------------------------------------------
// characters
// -------------------------------------------------------------------------------------

const [bang, quote, apostrophe, slash, less, equals, greater] = [0x21, 0x22, 0x27, 0x2f, 0x3c, 0x3d, 0x3e] as const

const isSpace = (code: number): boolean => code === 0x20 || code === 0x0a || code === 0x09

/** By code of ASCII: 1 may stand in a name, 2 may begin one. */
const inName: Uint8Array = /*#__PURE__*/ Uint8Array.from({ length: 128 }, (_, code) => {
  const c = String.fromCharCode(code)
  return /[A-Za-z_:]/.test(c) ? 2 : /[\d.-]/.test(c) ? 1 : 0
})

/** Beyond the table, and at the end of the text, there is no character of a name. */
const nameRank = (code: number): number => inName[code] ?? 0

/** What XML cannot hold, lone surrogates aside. Source: XML 1.0, production 2, `Char`. */
const forbidden = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/

// -------------------------------------------------------------------------------------
// text
// -------------------------------------------------------------------------------------

const entities: ReadonlyMap<string, string> = /*#__PURE__*/ new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
])

const reference = /^#(?:x([\dA-Fa-f]{1,6})|(\d{1,7}))$/

const referred = (name: string): string | undefined => {
  const known = entities.get(name)
  if (known !== undefined) return known
  const parts = reference.exec(name)
  if (parts === null) return undefined
  const code = parts[1] === undefined ? Number(parts[2]) : Number.parseInt(parts[1], 16)
  if (code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) return undefined
  const text = String.fromCodePoint(code)
  return forbidden.test(text) ? undefined : text
}

/** The longest name of a reference, with what stands around it. */
const longest = 12

/** Text with its references resolved. */
const resolved = (raw: string): string | undefined => {
  let from = raw.indexOf('&')
  if (from < 0) return raw
  let text = raw.slice(0, from)
  while (from >= 0) {
    const end = raw.slice(from, from + longest).indexOf(';')
    const character = end < 0 ? undefined : referred(raw.slice(from + 1, from + end))
    if (character === undefined) return undefined
    const next = raw.indexOf('&', from + end)
    text += character + raw.slice(from + end + 1, next < 0 ? raw.length : next)
    from = next
  }
  return text
}

/** Character data between tags. */
const charactersIn = (cursor: Cursor, from: number, to: number): string | undefined => {
  const raw = cursor.text.slice(from, to)
  return cursor.isPlain ? raw : raw.includes(']]>') ? undefined : resolved(raw)
}

// -------------------------------------------------------------------------------------
// tags
// -------------------------------------------------------------------------------------

const skipSpace = (text: string, from: number): number => {
  let at = from
  while (isSpace(text.charCodeAt(at))) at++
  return at
}

/** Where the name that begins there ends; the same place where none begins. */
const nameEnd = (text: string, from: number): number => {
  if (nameRank(text.charCodeAt(from)) !== 2) return from
  let at = from + 1
  while (nameRank(text.charCodeAt(at)) !== 0) at++
  return at
}

const whiteSpace = /[\n\t]/g

/**
 * The attributes behind an element's name, up to what ends its tag. Each name once. Where they are ill-formed the cursor stays at the
 * white space before them, where no tag ends.
 */
const attributesAt = (cursor: Cursor, from: number): void => {
  const { text } = cursor
  const found: Array<readonly [string, string]> = []
  const names = new Set<string>()
  let at = from
  for (;;) {
    const start = skipSpace(text, at)
    const end = nameEnd(text, start)
    if (end === start) {
      cursor.at = start
      cursor.attributes = found
      return
    }
    const equal = skipSpace(text, end)
    const open = skipSpace(text, equal + 1)
    const mark = text.charCodeAt(open)
    if (start === at || text.charCodeAt(equal) !== equals || (mark !== quote && mark !== apostrophe)) return
    const close = text.indexOf(mark === quote ? '"' : "'", open + 1)
    if (close < 0) return
    const raw = text.slice(open + 1, close)
    const name = text.slice(start, end)
    const value = raw.includes('<') || names.has(name) ? undefined : resolved(raw.replace(whiteSpace, ' '))
    if (value === undefined) return
    names.add(name)
    found.push([name, value])
    at = close + 1
  }
}

/** Goes through the start tag that begins where the cursor is. */
const startTag = (cursor: Cursor): boolean => {
  if (++cursor.elements > cursor.most) return false
  const { text, at } = cursor
  const end = nameEnd(text, at + 1)
  if (end === at + 1) return false
  cursor.name = text.slice(at + 1, end)
  cursor.attributes = noAttributes
  cursor.at = end
  if (text.charCodeAt(end) !== greater) attributesAt(cursor, end)
  cursor.isEmpty = text.charCodeAt(cursor.at) === slash
  if (cursor.isEmpty) cursor.at++
  return text.charCodeAt(cursor.at++) === greater
}

/** Goes through the end tag of that name which begins where the cursor is. */
export const endTag = (cursor: Cursor, name: string): boolean => {
  const { text, at } = cursor
  if (!text.startsWith(name, at + 2)) return false
  const end = at + 2 + name.length
  const close = text.charCodeAt(end) === greater ? end : skipSpace(text, end)
  cursor.at = close + 1
  return text.charCodeAt(close) === greater
}

/** Goes through the comment that begins where the cursor is. */
const comment = (cursor: Cursor): boolean => {
  const { text, at } = cursor
  const end = text.startsWith('<!--', at) ? text.indexOf('--', at + 4) : -1
  cursor.at = end + 3
  return end >= 0 && text.charCodeAt(end + 2) === greater
}

/** Goes through the CDATA section that begins where the cursor is: what it holds. */
const section = (cursor: Cursor): string | undefined => {
  const { text, at } = cursor
  const end = text.startsWith('<![CDATA[', at) ? text.indexOf(']]>', at + 9) : -1
  if (end < 0) return undefined
  cursor.at = end + 3
  return text.slice(at + 9, end)
}

/** Where text goes that is wanted. */
export interface Gathered {
  text: string
}

/** Goes on to the next tag inside an element, past its text. */
export const nextTag = (cursor: Cursor, into?: Gathered): Next => {
  const { text } = cursor
  for (;;) {
    const { at } = cursor
    const open = text.charCodeAt(at) === less ? at : text.indexOf('<', at)
    if (open < 0) return 'neither'
    if (open > at) {
      const piece = charactersIn(cursor, at, open)
      if (piece === undefined) return 'neither'
      if (into !== undefined) into.text += piece
    }
    cursor.at = open
    const code = text.charCodeAt(open + 1)
    if (code === slash) return 'end'
    if (code !== bang) return startTag(cursor) ? 'start' : 'neither'
    const held = section(cursor)
    if (held === undefined && !comment(cursor)) return 'neither'
    if (held !== undefined && into !== undefined) into.text += held
  }
}

// -------------------------------------------------------------------------------------
// elements
// -------------------------------------------------------------------------------------

/** The text of an element whose start tag was gone through, and its end tag; `undefined` where it holds elements. */
export const textInside = (cursor: Cursor): string | undefined => {
  if (cursor.isEmpty) return ''
  const { text, at, name } = cursor
  const end = text.indexOf('<', at)
  // Where no tag is left, the first character is looked at: no slash either.
  if (text.charCodeAt(end + 1) !== slash) return piecesInside(cursor)
  const inside = charactersIn(cursor, at, end)
  cursor.at = end
  return endTag(cursor, name) ? inside : undefined
}

/** Text between comments and CDATA sections. */
const piecesInside = (cursor: Cursor): string | undefined => {
  const { name } = cursor
  const gathered: Gathered = { text: '' }
  return nextTag(cursor, gathered) === 'end' && endTag(cursor, name) ? gathered.text : undefined
}

/** Goes past the rest of an element whose start tag was gone through; the names of what is open lie on a list, not on the stack. */
export const skipElement = (cursor: Cursor): boolean => {
  if (cursor.isEmpty) return true
  const open = [cursor.name]
  for (let name = open[0]; name !== undefined; name = open[open.length - 1]) {
    const next = nextTag(cursor)
    if (next === 'neither') return false
    if (next === 'end') {
      if (!endTag(cursor, name)) return false
      open.pop()
    } else if (!cursor.isEmpty) open.push(cursor.name)
  }
  return true
}

// -------------------------------------------------------------------------------------
// documents
// -------------------------------------------------------------------------------------

const declaration =
  /^<\?xml\s+version=(["'])1\.0\1(?:\s+encoding=(["'])[A-Za-z][\w.-]*\2)?(?:\s+standalone=(["'])(?:yes|no)\3)?\s*\?>/

/** Past white space and comments. */
const skipMisc = (cursor: Cursor): boolean => {
  for (;;) {
    cursor.at = skipSpace(cursor.text, cursor.at)
    if (!cursor.text.startsWith('<!', cursor.at)) return true
    if (!comment(cursor)) return false
  }
}

/** A cursor behind the start tag of a document's root; it goes through so many elements at the most. */
export const openDocument = (given: string, most: number): Cursor | undefined => {
  if (forbidden.test(given) || !isWellFormed(given)) return undefined
  const text = given.includes('\r') ? given.replace(/\r\n?/g, '\n') : given
  const cursor: Cursor = {
    text,
    isPlain: !text.includes('&') && !text.includes(']]>'),
    at: declaration.exec(text)?.[0].length ?? 0,
    name: '',
    attributes: noAttributes,
    isEmpty: false,
    visits: 0,
    elements: 0,
    most,
  }
  const isOpen = skipMisc(cursor) && text.charCodeAt(cursor.at) === less && startTag(cursor)
  return isOpen ? cursor : undefined
}

/** Whether nothing but white space and comments stands behind the root. */
export const isAtEnd = (cursor: Cursor): boolean => skipMisc(cursor) && cursor.at === cursor.text.length
