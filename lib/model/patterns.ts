/**
 * Patterns of models as ECMA-262 patterns: what another dialect says in its own way is translated where ECMA has an exact
 * equivalent.
 *
 * Source: java.util.regex.Pattern, the dialect of the service teams' models; ECMA-262, "Patterns", with the `u` flag.
 */

import { compilePattern } from '../schema/pattern.js'

// -------------------------------------------------------------------------------------
// anchors
// -------------------------------------------------------------------------------------

/** Whether a bar stands outside every group and class: then it binds weaker than an anchor. */
const hasTopLevelBar = (pattern: string): boolean => {
  let depth = 0
  let inClass = false
  for (let i = 0; i < pattern.length; i++) {
    const c = pattern[i]
    if (c === '\\') i++
    else if (inClass) inClass = c !== ']'
    else if (c === '[') inClass = true
    else if (c === '(') depth++
    else if (c === ')') depth--
    else if (c === '|' && depth === 0) return true
  }
  return false
}

const startsAnchored = (pattern: string): boolean => pattern.startsWith('^') || pattern.startsWith('\\A')

const endsAnchored = (pattern: string): boolean => /(?:^|[^\\])(?:\\\\)*\$$/.test(pattern) || /\\[zZ]$/.test(pattern)

/**
 * The pattern with its outer anchors, for models that lost them. One that has both comes back as it is.
 *
 * @example
 * ```ts
 * anchored('[a-z]+') // '^[a-z]+$'
 * anchored('a|b') // '^(?:a|b)$'
 * ```
 */
export const anchored = (pattern: string): string => {
  const start = startsAnchored(pattern)
  const end = endsAnchored(pattern)
  if (start && end) return pattern
  if (!start && !end && hasTopLevelBar(pattern)) return `^(?:${pattern})$`
  return `${start ? '' : '^'}${pattern}${end ? '' : '$'}`
}

// -------------------------------------------------------------------------------------
// dialects
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
  IsAlphabetic: '\\p{Alphabetic}',
  IsLetter: '\\p{L}',
  IsDigit: '\\p{Nd}',
  IsPunctuation: '\\p{P}',
  IsWhite_Space: '\\p{White_Space}',
  IsUppercase: '\\p{Uppercase}',
  IsLowercase: '\\p{Lowercase}',
  IsLatin: '\\p{Script=Latin}',
  Latin: '\\p{Script=Latin}',
}

const syntaxCharacters = '^$\\.*+?()[]{}|/'

/** The characters that may stand escaped inside a class with the `u` flag. */
const classCharacters = `${syntaxCharacters}-`

const letterEscapes = 'dDsSwWbBfnrtvcxukpP0123456789'

const hex = (code: number): string =>
  code > 0xffff ? `\\u{${code.toString(16)}}` : `\\u${code.toString(16).padStart(4, '0')}`

/** One escape outside or inside a class, and how far it reaches; `undefined` where it has no equivalent. */
const translateEscape = (
  pattern: string,
  i: number,
  inClass: boolean,
): readonly [text: string, length: number] | undefined => {
  const c = pattern[i + 1]
  if (c === undefined) return undefined
  if (c === 'A' && !inClass) return ['^', 2]
  // `\Z` also matches before a final line end, so it has no exact equivalent.
  if (c === 'z' && !inClass) return ['$', 2]
  if (c === 'h')
    return [
      inClass
        ? ' \\t\\xa0\\u1680\\u180e\\u2000-\\u200a\\u202f\\u205f\\u3000'
        : '[ \\t\\xa0\\u1680\\u180e\\u2000-\\u200a\\u202f\\u205f\\u3000]',
      2,
    ]
  if (c === 'p' || c === 'P') return translateProperty(pattern, i, c === 'P', inClass)
  if (c === 'x' && pattern[i + 2] === '{') {
    const end = pattern.indexOf('}', i)
    const code = Number.parseInt(pattern.slice(i + 3, end), 16)
    return end < 0 || Number.isNaN(code) || code > 0x10ffff ? undefined : [hex(code), end - i + 1]
  }
  if (letterEscapes.includes(c)) return [`\\${c}`, 2]
  if ((inClass ? classCharacters : syntaxCharacters).includes(c)) return [`\\${c}`, 2]
  // An escape that means the character itself; the `u` flag wants it bare.
  return /[a-zA-Z]/.test(c) ? undefined : [c === '-' && inClass ? '\\-' : c, 2]
}

const translateProperty = (
  pattern: string,
  i: number,
  negated: boolean,
  inClass: boolean,
): readonly [string, number] | undefined => {
  const braced = /^\{([^}]+)\}/.exec(pattern.slice(i + 2))
  const name = braced?.[1] ?? pattern[i + 2]
  if (name === undefined) return undefined
  const length = 2 + (braced?.[0].length ?? 1)
  const ascii = Object.hasOwn(posix, name) ? posix[name] : undefined
  if (ascii !== undefined) {
    if (inClass) return negated ? undefined : [ascii, length]
    return [`[${negated ? '^' : ''}${ascii}]`, length]
  }
  const known = Object.hasOwn(properties, name) ? (properties[name] as string) : `\\p{${name}}`
  const text = negated ? known.replace('\\p', '\\P') : known
  return compilePattern(text) === undefined ? undefined : [text, length]
}

const possessive = /[*+?}]\+/

/** Inline flags at the front, and what they leave. */
const frontFlags = /^(\^?)\(\?([a-z]+)\)/

interface Translated {
  readonly pattern: string
}

const takeFlags = (pattern: string): { readonly rest: string; readonly flags: string } => {
  const found = frontFlags.exec(pattern)
  return found === null
    ? { rest: pattern, flags: '' }
    : { rest: `${found[1]}${pattern.slice(found[0].length)}`, flags: found[2] as string }
}

const translate = (source: string): Translated | undefined => {
  const { rest: pattern, flags } = takeFlags(source)
  // Case folding has no exact equivalent without a flag of the whole expression.
  if (/[^su]/.test(flags)) return undefined
  let text = ''
  let inClass = false
  for (let i = 0; i < pattern.length; ) {
    const c = pattern[i] as string
    if (c === '\\') {
      const escape = translateEscape(pattern, i, inClass)
      if (escape === undefined) return undefined
      text += escape[0]
      i += escape[1]
      continue
    }
    if (inClass) {
      // A class in a class, or an intersection.
      if (c === '[' && pattern[i + 1] === ':') return undefined
      if (c === '&' && pattern[i + 1] === '&') return undefined
      text += c === '[' ? '\\[' : c
      inClass = c !== ']'
    } else {
      if (possessive.test(pattern.slice(i, i + 2))) return undefined
      text +=
        (c === '{' && !/^\{\d+(?:,\d*)?\}/.test(pattern.slice(i))) ||
        (c === '}' && !closesQuantifier(pattern, i)) ||
        c === ']'
          ? `\\${c}`
          : c
      if (c === '[') {
        inClass = true
        // A bracket that comes first is a member of the class.
        const first = /^\[\^?\]/.exec(pattern.slice(i))
        if (first !== null) {
          text = `${text.slice(0, -1)}${first[0].slice(0, -1)}\\]`
          i += first[0].length
          continue
        }
      }
    }
    i++
  }
  return { pattern: flags.includes('s') ? text.replace(/(^|[^\\])\./g, '$1[\\s\\S]') : text }
}

const closesQuantifier = (pattern: string, i: number): boolean =>
  /\{\d+(?:,\d*)?$/.test(pattern.slice(Math.max(0, i - 24), i))

/**
 * An ECMA pattern, to be used with the `u` flag, that matches what the model's does; the model's own where that compiles;
 * `undefined` where there is no exact equivalent.
 */
export const ecmaPattern = (pattern: string): string | undefined => {
  if (compilePattern(pattern) !== undefined) return pattern
  const translated = translate(pattern)
  return translated === undefined || compilePattern(translated.pattern) === undefined ? undefined : translated.pattern
}
