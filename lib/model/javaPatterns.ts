/**
 * Patterns in the dialects of Java and of JavaScript without the `u` flag, as ECMA-262 patterns with that flag, where these
 * have an exact equivalent.
 *
 * Source: java.util.regex.Pattern of Java 17, the dialect of the service teams' models; ECMA-262, "Patterns" and annex B.
 */

import { compilePattern } from '../schema/pattern.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

export type Translation =
  | { readonly _tag: 'Translated'; readonly pattern: string }
  | { readonly _tag: 'Untranslated'; readonly reason: string }

const untranslated = (reason: string): Translation => ({ _tag: 'Untranslated', reason })

interface Flags {
  readonly fold: boolean
  readonly dotAll: boolean
}

/** Where the translator stands, what it has written, and the flags of each open group. */
interface Cursor {
  readonly source: string
  at: number
  text: string
  readonly flags: Array<Flags>
  /** Whether what was written last is one character, which a possessive count cannot take back in part. */
  single: boolean
}

// -------------------------------------------------------------------------------------
// words
// -------------------------------------------------------------------------------------

/** POSIX classes of Java, which are of ASCII unless a flag says otherwise. */
const posix: Readonly<Record<string, string>> = {
  Lower: 'a-z',
  Upper: 'A-Z',
  ASCII: '\\x00-\\x7f',
  Alpha: 'A-Za-z',
  Digit: '0-9',
  Alnum: '0-9A-Za-z',
  Punct: '!-\\/:-@\\[-`\\{-~',
  Graph: '!-~',
  Print: ' -~',
  Blank: ' \\t',
  Cntrl: '\\x00-\\x1f\\x7f',
  XDigit: '0-9A-Fa-f',
  Space: ' \\t\\n\\x0b\\f\\r',
}

/** Unicode properties under the names that ECMA knows. */
const properties: Readonly<Record<string, string>> = {
  IsAlphabetic: 'Alphabetic',
  IsLetter: 'L',
  IsDigit: 'Nd',
  IsPunctuation: 'P',
  IsWhite_Space: 'White_Space',
  IsUppercase: 'Uppercase',
  IsLowercase: 'Lowercase',
  IsIdeographic: 'Ideographic',
}

const horizontal = ' \\t\\xa0\\u1680\\u180e\\u2000-\\u200a\\u202f\\u205f\\u3000'

/** The end of the text, or before the line end that ends it, not between the two characters of one. */
const beforeLastLineEnd = '(?!(?<=\\r)\\n)(?=(?:\\r\\n|[\\n\\r\\u0085\\u2028\\u2029])?$)'

const syntaxCharacters = '^$\\.*+?()[]{}|/'

const hex = (code: number): string =>
  code > 0xffff ? `\\u{${code.toString(16)}}` : `\\u${code.toString(16).padStart(4, '0')}`

// -------------------------------------------------------------------------------------
// properties
// -------------------------------------------------------------------------------------

/** A property as the inside of a class: `A-Z` or `\p{L}`. */
interface Property {
  readonly inside: string
  readonly length: number
  readonly negated: boolean
}

const propertyAt = (source: string, at: number): Property | undefined => {
  const braced = /^\{\^?([^}]+)\}/.exec(source.slice(at + 2, at + 80))
  const name = braced?.[1] ?? source[at + 2]
  if (name === undefined) return undefined
  const length = 2 + (braced?.[0].length ?? 1)
  const negated = (source[at + 1] === 'P') !== (braced?.[0].startsWith('{^') ?? false)
  const ascii = Object.hasOwn(posix, name) ? posix[name] : undefined
  if (ascii !== undefined) return { inside: ascii, length, negated }
  const known = Object.hasOwn(properties, name) ? properties[name] : undefined
  const script = /^Is([A-Z][a-z]+)$/.exec(name)?.[1]
  for (const wanted of [known, name, script && `Script=${script}`, `Script=${name}`]) {
    if (wanted !== undefined && compilePattern(`\\p{${wanted}}`) !== undefined)
      return { inside: `\\p{${wanted}}`, length, negated }
  }
  return undefined
}

// -------------------------------------------------------------------------------------
// escapes
// -------------------------------------------------------------------------------------

/** What an escape means: one character, by its code, or a set as the inside of a class, or a place. */
type Meaning =
  | { readonly _tag: 'character'; readonly text: string; readonly code: number }
  | { readonly _tag: 'class'; readonly inside: string; readonly negated: boolean }
  | { readonly _tag: 'place'; readonly text: string }

type Escape = readonly [meaning: Meaning, length: number]

const character = (code: number, text = hex(code)): Meaning => ({ _tag: 'character', text, code })

const controls: Readonly<Record<string, number>> = { a: 7, e: 27, f: 12, n: 10, r: 13, t: 9 }

const numberedEscape = (rest: string): Escape | undefined => {
  const found =
    /^\\(?:x\{([\da-fA-F]+)\}|u\{([\da-fA-F]+)\}|x([\da-fA-F]{2})|u([\da-fA-F]{4})|0([0-3]?[0-7]{1,2}))/.exec(rest)
  if (found === null) return undefined
  const digits = found[1] ?? found[2] ?? found[3] ?? found[4]
  const code = digits === undefined ? Number.parseInt(found[5] as string, 8) : Number.parseInt(digits, 16)
  return code > 0x10ffff ? undefined : [character(code), found[0].length]
}

/** One escape; `undefined` where it has no equivalent. */
const escapeAt = (source: string, at: number, inClass: boolean): Escape | undefined => {
  const c = source[at + 1]
  if (c === undefined) return undefined
  if (c === 'p' || c === 'P') {
    const found = propertyAt(source, at)
    return found && [{ _tag: 'class', inside: found.inside, negated: found.negated }, found.length]
  }
  if ('dDsSwW'.includes(c)) return [{ _tag: 'class', inside: `\\${c}`, negated: false }, 2]
  if (c === 'h' || c === 'H') return [{ _tag: 'class', inside: horizontal, negated: c === 'H' }, 2]
  const numbered = numberedEscape(source.slice(at, at + 16))
  if (numbered !== undefined) return numbered
  const control = Object.hasOwn(controls, c) ? (controls[c] as number) : undefined
  if (control !== undefined) return [character(control), 2]
  if (!inClass) {
    if (c === 'A') return [{ _tag: 'place', text: '^' }, 2]
    if (c === 'z') return [{ _tag: 'place', text: '$' }, 2]
    if (c === 'Z') return [{ _tag: 'place', text: beforeLastLineEnd }, 2]
    if (c === 'b' || c === 'B') return [{ _tag: 'place', text: `\\${c}` }, 2]
  }
  // Any other letter or digit means something of its own; all else means itself.
  if (/[a-zA-Z\d]/.test(c)) return undefined
  const code = source.codePointAt(at + 1) as number
  const text = String.fromCodePoint(code)
  return [character(code, syntaxCharacters.includes(c) || (inClass && c === '-') ? `\\${c}` : text), 1 + text.length]
}

// -------------------------------------------------------------------------------------
// case
// -------------------------------------------------------------------------------------

const isLetter = (code: number): boolean => (code >= 65 && code <= 90) || (code >= 97 && code <= 122)

/** The letters of a range in the other case: Java folds ASCII alone unless it is told otherwise. */
const otherCase = (from: number, to: number): string => {
  const swap = (low: number, high: number, by: number): string => {
    const start = Math.max(from, low)
    const end = Math.min(to, high)
    return start > end ? '' : `${String.fromCharCode(start + by)}-${String.fromCharCode(end + by)}`
  }
  return swap(65, 90, 32) + swap(97, 122, -32)
}

// -------------------------------------------------------------------------------------
// classes
// -------------------------------------------------------------------------------------

/** Classes in classes beyond which a pattern is a mistake. */
const maxNesting = 20

interface Inside {
  readonly text: string
  readonly negated: boolean
}

const readClassAtom = (cursor: Cursor): Meaning | undefined => {
  const { source, at } = cursor
  if (source[at] === '\\') {
    const escape = escapeAt(source, at, true)
    if (escape === undefined || escape[0]._tag === 'place') return undefined
    cursor.at += escape[1]
    return escape[0]
  }
  const code = source.codePointAt(at) as number
  const text = String.fromCodePoint(code)
  cursor.at += text.length
  return character(code, '[]-^'.includes(text) ? `\\${text}` : text)
}

/** What stands between brackets, up to the closing one or an intersection; `undefined` where it has no equivalent. */
const readInside = (cursor: Cursor, fold: boolean, depth: number): string | undefined => {
  const { source } = cursor
  let text = ''
  let isFirst = true
  while (cursor.at < source.length) {
    const c = source[cursor.at]
    if ((c === ']' && !isFirst) || source.startsWith('&&', cursor.at)) return text
    isFirst = false
    if (c === '[') {
      if (source[cursor.at + 1] === ':') return undefined
      if (depth >= maxNesting) return undefined
      const nested = readClass(cursor, fold, depth + 1)
      if (nested === undefined || nested.negated) return undefined
      text += nested.text
      continue
    }
    const low = readClassAtom(cursor)
    if (low === undefined || low._tag === 'place') return undefined
    if (low._tag === 'class') {
      // The rest of a negated set of ranges would be a class of its own.
      if (low.negated && !low.inside.startsWith('\\p')) return undefined
      if (fold && /^[^\\]|\\p\{(?:L[ul]|Upper|Lower)/.test(low.inside)) return undefined
      text += low.negated ? low.inside.replace('\\p', '\\P') : low.inside
      continue
    }
    const isRange = source[cursor.at] === '-' && source[cursor.at + 1] !== ']' && cursor.at + 1 < source.length
    const before = cursor.at
    if (isRange) {
      cursor.at++
      const high = source[cursor.at] === '[' ? undefined : readClassAtom(cursor)
      if (high?._tag === 'character') {
        if (high.code < low.code) return undefined
        text += `${low.text}-${high.text}${fold ? otherCase(low.code, high.code) : ''}`
        continue
      }
      // Beside a class the sign stands for itself.
      cursor.at = before
    }
    text += `${low.text}${fold ? otherCase(low.code, low.code).slice(0, 1) : ''}`
  }
  return undefined
}

/** A class, without its brackets; the cursor stands after it. */
const readClass = (cursor: Cursor, fold: boolean, depth = 0): Inside | undefined => {
  cursor.at++
  const negated = cursor.source[cursor.at] === '^'
  if (negated) cursor.at++
  const text = readInside(cursor, fold, depth)
  if (text === undefined || cursor.source[cursor.at] !== ']') return undefined
  cursor.at++
  return { text, negated }
}

const bracketed = ({ text, negated }: Inside): string => `[${negated ? '^' : ''}${text}]`

/** A class outside classes, `[a-z&&[^b]]` too: one character that is in both. */
const readWholeClass = (cursor: Cursor, fold: boolean): string | undefined => {
  const start = cursor.at
  const simple = readClass(cursor, fold)
  if (simple !== undefined) return bracketed(simple)
  cursor.at = start + 1
  // Versions of Java differ in what a negation in front of an intersection means.
  if (cursor.source[cursor.at] === '^') return undefined
  const parts: Array<string> = []
  for (;;) {
    const inner =
      cursor.source[cursor.at] === '[' ? readClass(cursor, fold) : { text: readInside(cursor, fold, 0), negated: false }
    if (inner?.text === undefined || inner.text === '') return undefined
    parts.push(bracketed({ text: inner.text, negated: inner.negated }))
    if (cursor.source[cursor.at] === ']') break
    if (!cursor.source.startsWith('&&', cursor.at)) return undefined
    cursor.at += 2
  }
  if (parts.length < 2) return undefined
  cursor.at++
  return `(?:${parts.map((part, i) => (i < parts.length - 1 ? `(?=${part})` : part)).join('')})`
}

// -------------------------------------------------------------------------------------
// groups and quantifiers
// -------------------------------------------------------------------------------------

const flagsNow = ({ flags }: Cursor): Flags => flags[flags.length - 1] as Flags

/** `u`, case by Unicode, changes nothing without `i`, and has no exact equivalent with it. */
const withFlags = (flags: Flags, on: string, off: string): Flags | undefined => {
  if (!/^[isu]*$/.test(on + off) || (on.includes('i') && on.includes('u'))) return undefined
  const set = (was: boolean, flag: string): boolean => (on.includes(flag) ? true : off.includes(flag) ? false : was)
  return { fold: set(flags.fold, 'i'), dotAll: set(flags.dotAll, 's') }
}

/** The head of a group, or flags that hold from here to the end of the group around them. */
const readGroupHead = (cursor: Cursor): string | undefined => {
  const rest = cursor.source.slice(cursor.at, cursor.at + 100)
  const plain = /^\((?:\?(?::|=|!|<=|<!|<[a-zA-Z]\w*>)|(?!\?))/.exec(rest)
  if (plain !== null) {
    cursor.flags.push(flagsNow(cursor))
    cursor.at += plain[0].length
    return plain[0]
  }
  const found = /^\(\?([a-zA-Z]*)(?:-([a-zA-Z]+))?([:)])/.exec(rest)
  const flags = found === null ? undefined : withFlags(flagsNow(cursor), found[1] as string, found[2] ?? '')
  if (found === null || flags === undefined) return undefined
  cursor.at += found[0].length
  if (found[3] === ':') cursor.flags.push(flags)
  else cursor.flags[cursor.flags.length - 1] = flags
  return found[3] === ':' ? '(?:' : ''
}

/** A quantifier; a possessive one only where there is nothing to give back. */
const readQuantifier = (cursor: Cursor): string | undefined => {
  const found = /^(?:[*+?]|\{(\d+)((?:,\d*)?)\})([?+]?)/.exec(
    cursor.source.slice(cursor.at, cursor.at + 40),
  ) as RegExpExecArray
  const [all, count, more, mode] = found
  cursor.at += all.length
  if (mode !== '+') return all
  return count !== undefined && more === '' && cursor.single ? all.slice(0, -1) : undefined
}

const quoted = (cursor: Cursor): string => {
  const end = cursor.source.indexOf('\\E', cursor.at)
  const inside = cursor.source.slice(cursor.at + 2, end < 0 ? undefined : end)
  cursor.at = end < 0 ? cursor.source.length : end + 2
  return Array.from(inside, (c) => (syntaxCharacters.includes(c) ? `\\${c}` : c)).join('')
}

const outside = (meaning: Meaning, fold: boolean): string | undefined => {
  if (meaning._tag === 'place') return meaning.text
  if (meaning._tag === 'character')
    return fold && isLetter(meaning.code)
      ? `[${meaning.text}${otherCase(meaning.code, meaning.code)[0]}]`
      : meaning.text
  if (fold && /^[^\\]|\\p\{(?:L[ul]|Upper|Lower)/.test(meaning.inside)) return undefined
  if (/^\\(?:p\{|[dDsSwW]$)/.test(meaning.inside))
    return meaning.negated ? meaning.inside.replace('\\p', '\\P') : meaning.inside
  return bracketed({ text: meaning.inside, negated: meaning.negated })
}

// -------------------------------------------------------------------------------------
// translation
// -------------------------------------------------------------------------------------

/** Translates what stands at the cursor; a reason where it cannot. */
const advance = (cursor: Cursor): string | undefined => {
  const { source, at } = cursor
  const c = source[at] as string
  const { fold, dotAll } = flagsNow(cursor)
  const put = (text: string | undefined, reason: string): string | undefined => {
    if (text === undefined) return reason
    cursor.text += text
    return undefined
  }
  if (source.startsWith('\\Q', at)) return put(fold ? undefined : quoted(cursor), 'quoted text without case')
  if (c === '\\') {
    const escape = escapeAt(source, at, false)
    if (escape === undefined) return `the escape ${source.slice(at, at + 2)}`
    cursor.at += escape[1]
    cursor.single = escape[0]._tag !== 'place'
    return put(outside(escape[0], fold), 'a class without case')
  }
  if (c === '[') {
    cursor.single = true
    return put(readWholeClass(cursor, fold), 'a class that holds another')
  }
  if (c === '(') {
    cursor.single = false
    return put(readGroupHead(cursor), 'a group or flag of another dialect')
  }
  if (/[*+?]/.test(c) || /^\{\d+(?:,\d*)?\}/.test(source.slice(at, at + 40)))
    return put(readQuantifier(cursor), 'a possessive quantifier')
  if (source.startsWith('{,', at)) return 'a repetition without a fewest'
  cursor.single = !'|^$)'.includes(c)
  if (c === ')' && cursor.flags.length > 1) cursor.flags.pop()
  const code = source.codePointAt(at) as number
  const text = String.fromCodePoint(code)
  cursor.at += text.length
  if (c === '.' && dotAll) return put('[\\s\\S]', '')
  return put('{}]'.includes(c) ? `\\${c}` : c === '.' ? c : outside(character(code, text), fold), '')
}

/** The pattern for the `u` flag, which may not compile for another reason. Linear in its length. */
export const translate = (source: string): Translation => {
  const cursor: Cursor = { source, at: 0, text: '', flags: [{ fold: false, dotAll: false }], single: false }
  while (cursor.at < source.length) {
    const reason = advance(cursor)
    if (reason !== undefined) return untranslated(`${reason}, which has no exact equivalent in ECMA-262`)
  }
  return compilePattern(cursor.text) === undefined
    ? untranslated('no pattern in any dialect that is known here')
    : { _tag: 'Translated', pattern: cursor.text }
}
