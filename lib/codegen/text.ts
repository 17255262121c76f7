/**
 * Literals and comments of generated code. Nothing that a model says can end the literal or the comment that it stands in.
 */

import { escapedUnit, unsafe } from '../compile/emit/source.js'
import { isDocumentDecimal } from '../value/BigDecimal.js'
import type { Document } from '../value/Document.js'
import { numberText } from '../value/Document.js'
import { isIdentifier } from './names.js'

// -------------------------------------------------------------------------------------
// literals
// -------------------------------------------------------------------------------------

/** A string literal in single quotes. */
export const stringLiteral = (text: string): string => {
  const json = JSON.stringify(text).slice(1, -1).replace(/\\"/g, '"').replace(/'/g, "\\'")
  return `'${json.replace(unsafe, escapedUnit)}'`
}

/** A property name of an object literal or a type. `__proto__` is computed, since bare it would set the prototype. */
export const propertyName = (name: string): string => {
  if (name === '__proto__') return `['__proto__']`
  return isIdentifier(name) ? name : stringLiteral(name)
}

/** Data as an expression, on one line. */
export const dataLiteral = (data: Document | undefined): string => {
  if (data === undefined) return 'undefined'
  if (typeof data === 'string') return stringLiteral(data)
  if (typeof data === 'bigint') return `${data}n`
  if (isDocumentDecimal(data)) {
    return `/*#__PURE__*/ V.documentDecimal({ coefficient: ${data.coefficient}n, exponent: ${data.exponent} })`
  }
  if (typeof data === 'number') return Number.isFinite(data) ? numberText(data) : 'null'
  if (data === null || typeof data === 'boolean') return String(data)
  if (Array.isArray(data)) return `[${data.map(dataLiteral).join(', ')}]`
  const pairs = Object.entries(data).map(
    ([name, part]: readonly [string, Document]) => `${propertyName(name)}: ${dataLiteral(part)}`,
  )
  return pairs.length === 0 ? '{}' : `{ ${pairs.join(', ')} }`
}

// -------------------------------------------------------------------------------------
// comments
// -------------------------------------------------------------------------------------

const entities: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  ndash: '–',
  mdash: '—',
  hellip: '…',
  copy: '©',
  rsquo: '’',
  lsquo: '‘',
  ldquo: '“',
  rdquo: '”',
}

const entityText = (whole: string, name: string): string => {
  if (name.startsWith('#')) {
    const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1))
    return Number.isInteger(code) && code > 31 && code <= 0x10ffff ? String.fromCodePoint(code) : ' '
  }
  return Object.hasOwn(entities, name) ? (entities[name] as string) : whole
}

/** Documentation as plain paragraphs: a model's is HTML or Markdown. */
const paragraphs = (documentation: string): ReadonlyArray<string> =>
  documentation
    .replace(/<li\b[^<>]*>\s*(?:<p>\s*)?/gi, '\n\n- ')
    .replace(/<\/?(?:p|br|ul|ol|dl|dt|dd|note|important|div|h\d|pre|table|tr)\b[^<>]*>/gi, '\n\n')
    .replace(/<\/?code>/gi, '`')
    .replace(/<[^<>]*>/g, '')
    .replace(/&(#?\w{1,10});/g, entityText)
    .split(/\n\s*\n/)
    .map((text) => text.replace(/\s+/g, ' ').replace(/`\s*`/g, '').trim())
    .filter((text) => text !== '' && text !== '-')

const wrapped = (text: string, width: number): ReadonlyArray<string> => {
  const lines: Array<string> = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + word.length + 1 > width) {
      lines.push(line)
      line = word
    } else {
      line = line === '' ? word : `${line} ${word}`
    }
  }
  return [...lines, line]
}

/** The end of a comment, and what tools read as a tag of their own, made harmless. */
const harmless = (line: string): string =>
  line
    .replace(/\*\//g, '*\\/')
    .replace(/@/g, '\\@')
    .replace(unsafe, (c) => (c === '<' ? c : ' '))

/** A tag of the generator's own, and after it what a model says. */
const tagLine = (tag: string): string => {
  const own = /^@\w+/.exec(tag)?.[0] ?? ''
  return `${own}${harmless(tag.slice(own.length).replace(/[\r\n]+/g, ' '))}`
}

/** A JSDoc comment of a model's documentation and of tags that the generator adds; nothing where both are empty. */
export const docComment = (documentation: string | undefined, tags: ReadonlyArray<string>, indent: string): string => {
  const texts = documentation === undefined ? [] : paragraphs(documentation)
  const width = 116 - indent.length
  const body = texts.flatMap((text, i) => [...(i === 0 ? [] : ['']), ...wrapped(text, width).map(harmless)])
  const lines = [...body, ...(body.length > 0 && tags.length > 0 ? [''] : []), ...tags.map(tagLine)]
  if (lines.length === 0) return ''
  if (lines.length === 1 && (lines[0] as string).length < width) return `${indent}/** ${lines[0]} */\n`
  return `${indent}/**\n${lines.map((line) => `${indent} *${line === '' ? '' : ` ${line}`}`).join('\n')}\n${indent} */\n`
}
