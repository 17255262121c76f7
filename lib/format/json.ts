/**
 * JSON text and its tree, numbers exact: the tree is a Document.
 *
 * Laws: `read(write(tree)) = right(tree)`; of duplicate names the last wins; `__proto__` is a name like any other.
 * Reading takes linear time and no stack, however deep the text nests.
 */

import type { Either } from 'fp-ts/lib/Either.js'
import type { DocumentDecimal } from '../value/BigDecimal.js'
import { documentDecimal, farDecimal, isDocumentDecimal, maxDigits, readDecimal } from '../value/BigDecimal.js'
import type { Document } from '../value/Document.js'
import { numberText } from '../value/Document.js'
import { isLeft, left, right } from '../value/either.js'
import { setOwn } from '../value/own.js'
import { readUtf8, utf8Length, writeUtf8 } from './utf8.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** Why text is no JSON: `offset` counts UTF-16 units of text, bytes of bytes. */
export interface JsonFault {
  readonly offset: number
  readonly expected: string
}

export interface JsonReadOptions {
  /**
   * What is kept of numbers: `plain`, what a double holds, for shapes that ask no more; `exact`, every digit, as a bigint or a
   * decimal where a double would not do (the default); `decimals`, also the zeros behind a point, for a bigDecimal.
   */
  readonly numbers?: 'plain' | 'exact' | 'decimals'
}

// -------------------------------------------------------------------------------------
// read
// -------------------------------------------------------------------------------------

/** Digits that a double may not keep. */
const riskyDigits = 16

/** Where the string ends that opens there, the closing quote included; the length of the text where it does not. */
export const stringEnd = (text: string, open: number): number => {
  for (let close = text.indexOf('"', open + 1); close >= 0; close = text.indexOf('"', close + 1)) {
    let slashes = 0
    while (text.charCodeAt(close - 1 - slashes) === 0x5c) slashes++
    if (slashes % 2 === 0) return close + 1
  }
  return text.length
}

/** Whether the text between strings has a number that `JSON.parse` may not keep: one of many digits, or an exponent. */
export const isRisky = (text: string): boolean => {
  let digits = 0
  for (let i = 0; i < text.length; ) {
    const c = text.charCodeAt(i)
    if (c === 0x22) {
      digits = 0
      i = stringEnd(text, i)
      continue
    }
    if ((c >= 0x30 && c <= 0x39) || c === 0x2e) {
      digits++
      if (digits >= riskyDigits) return true
    } else if (c === 0x65 || c === 0x45) {
      // Letters stand behind digits in exponents alone.
      if (digits > 0) return true
    } else {
      digits = 0
    }
    i++
  }
  return false
}

/** Reads text of any size and depth. */
export const readJson = (text: string, { numbers = 'exact' }: JsonReadOptions = {}): Either<JsonFault, Document> => {
  if (numbers === 'plain' || (numbers === 'exact' && !isRisky(text))) {
    try {
      return right(JSON.parse(text) as Document)
    } catch {
      // The engine's words quote the text, which may be secret, and say the place in many ways; ours say the place.
    }
  }
  return parse(text, numbers === 'decimals')
}

/** Reads UTF-8. Errors: as `readJson`, the offset in bytes; ill-formed UTF-8 is a fault at its first byte. */
export const readJsonBytes = (bytes: Uint8Array, options: JsonReadOptions = {}): Either<JsonFault, Document> => {
  const text = readUtf8(bytes)
  if (isLeft(text)) return left({ offset: text.left, expected: 'UTF-8' })
  const read = readJson(text.right, options)
  if (!isLeft(read)) return read
  const { offset, expected } = read.left
  return left({ offset: utf8Length(text.right.slice(0, offset)), expected })
}

type Frame =
  | { readonly _tag: 'array'; readonly items: Array<Document> }
  | { readonly _tag: 'object'; readonly record: Record<string, Document>; name: string }

const blank = /[ \t\n\r]*/y
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const chars = /[^"\\\u0000-\u001f]*/y
const unicode = /[\da-fA-F]{4}/y
const escapes: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
}
const words: ReadonlyArray<readonly [string, Document]> = [
  ['true', true],
  ['false', false],
  ['null', null],
]

/** One pass with a stack of its own. */
const parse = (text: string, decimals: boolean): Either<JsonFault, Document> => {
  let at = 0
  let wanted = ''
  /** The first fault ends the reading. */
  const fail = (expected: string): undefined => {
    wanted = expected
    return undefined
  }
  const skip = (expression: RegExp): string => {
    expression.lastIndex = at
    const found = expression.exec(text)?.[0] ?? ''
    at += found.length
    return found
  }
  const readString = (): string | undefined => {
    at++
    let result = ''
    for (;;) {
      result += skip(chars)
      const stop = text[at]
      if (stop === '"') {
        at++
        return result
      }
      if (stop !== '\\') return fail('the end of a string')
      const escaped = readEscape()
      if (escaped === undefined) return undefined
      result += escaped
    }
  }
  const readEscape = (): string | undefined => {
    const letter = text.charAt(at + 1)
    if (letter === 'u') {
      at += 2
      const digits = skip(unicode)
      return digits === '' ? fail('four hexadecimal digits') : String.fromCharCode(Number.parseInt(digits, 16))
    }
    const plain = Object.hasOwn(escapes, letter) ? escapes[letter] : undefined
    if (plain === undefined) return fail('an escape')
    at += 2
    return plain
  }
  const readNumber = (): Document | undefined => {
    const start = at
    const digits = skip(number)
    if (digits === '') return fail('a value')
    if (digits.length > maxDigits) {
      at = start
      return fail(`a number of at most ${maxDigits} digits`)
    }
    return exactNumber(digits, decimals)
  }
  const readWord = (): Document | undefined => {
    for (const [word, value] of words) {
      if (text.startsWith(word, at)) {
        at += word.length
        return value
      }
    }
    return fail('a value')
  }
  const stack: Array<Frame> = []
  /** Reads `"name":`. */
  const readName = (): string | undefined => {
    skip(blank)
    if (text[at] !== '"') return fail('a name in double quotes')
    const name = readString()
    if (name === undefined) return undefined
    skip(blank)
    if (text[at] !== ':') return fail('a colon')
    at++
    return name
  }
  const open = (): Document | undefined => {
    skip(blank)
    const first = text.charAt(at)
    if (first === '[' || first === '{') {
      at++
      skip(blank)
      if (text[at] === (first === '[' ? ']' : '}')) {
        at++
        return first === '[' ? [] : {}
      }
      if (first === '[') {
        stack.push({ _tag: 'array', items: [] })
        return undefined
      }
      const name = readName()
      if (name !== undefined) stack.push({ _tag: 'object', record: {}, name })
      return undefined
    }
    if (first === '"') return readString()
    // Numbers begin with a digit or what comes before them, words with a letter.
    return first <= '9' ? readNumber() : readWord()
  }
  /** Hands a finished value to what holds it; a holder that is thereby finished is the next value. */
  const close = (frame: Frame, value: Document): Document | undefined => {
    if (frame._tag === 'array') frame.items.push(value)
    else setOwn(frame.record, frame.name, value)
    skip(blank)
    const next = text[at]
    if (next === ',') {
      at++
      if (frame._tag === 'object') {
        const name = readName()
        if (name !== undefined) frame.name = name
      }
      return undefined
    }
    if (next !== (frame._tag === 'array' ? ']' : '}'))
      return fail(frame._tag === 'array' ? 'a comma or ]' : 'a comma or }')
    at++
    stack.pop()
    return frame._tag === 'array' ? frame.items : frame.record
  }
  for (;;) {
    let value = open()
    while (value !== undefined) {
      const frame = stack[stack.length - 1]
      if (frame === undefined) {
        skip(blank)
        return at === text.length ? right(value) : left({ offset: at, expected: 'the end of the text' })
      }
      value = close(frame, value)
    }
    if (wanted !== '') return left({ offset: at, expected: wanted })
  }
}

/** As a `number` where that says the same, else a whole `bigint`, else a decimal. */
const exactNumber = (digits: string, decimals: boolean): Document | undefined => {
  const whole = !/[.eE]/.test(digits)
  const n = Number(digits)
  if (whole) return Number.isSafeInteger(n) || (!decimals && saysSame(digits, n)) ? n : BigInt(digits)
  const decimal = readDecimal(digits)
  if (decimal === undefined) return /^[-0.]*e/i.test(digits) ? n : farDecimal(digits)
  if (!decimals && saysSame(digits, n)) return n
  // `1.5e1` is written as `15`, and so is the same tree.
  return decimal.exponent === 0 ? exactNumber(decimal.coefficient.toString(), decimals) : documentDecimal(decimal)
}

/** The digits of a number, without zeros at either end; none of zero. */
const digitsOf = (text: string): string => {
  const decimal = readDecimal(text)
  if (decimal === undefined) return text
  const digits = decimal.coefficient.toString()
  // A pattern such as /0+$/ would take quadratic time.
  let end = digits.length
  while (digits.charCodeAt(end - 1) === 48) end--
  return digits.slice(0, end)
}

/**
 * Whether the shortest text of `n` names the same number as the text that `n` was read from. Both are read as `n`, so that one is less
 * than ten times the other, and the same digits say the same.
 */
const saysSame = (text: string, n: number): boolean => Number.isFinite(n) && digitsOf(text) === digitsOf(String(n))

/** A number as a Document has it: a `number` wherever that says the same, else a whole `bigint`, else a decimal. */
export const normalNumber = (exact: bigint | DocumentDecimal): number | bigint | DocumentDecimal => {
  const text = numberText(exact)
  const n = Number(text)
  if (saysSame(text, n)) return n
  return typeof exact === 'object' && exact.exponent === 0 ? exact.coefficient : exact
}

// -------------------------------------------------------------------------------------
// write
// -------------------------------------------------------------------------------------

/** The shortest text without white space. Domain: numbers are finite; others are written as strings. */
export const writeJson = (tree: Document): string => {
  if (typeof tree === 'string') return JSON.stringify(tree)
  if (typeof tree === 'number') return Number.isFinite(tree) ? numberText(tree) : `"${tree}"`
  if (typeof tree === 'bigint' || isDocumentDecimal(tree)) return numberText(tree)
  if (tree === null || typeof tree === 'boolean') return String(tree)
  if (Array.isArray(tree)) return writeArray(tree)
  return writeObject(tree as { readonly [name: string]: Document })
}

const writeArray = (items: ReadonlyArray<Document>): string => {
  let text = '['
  for (let i = 0; i < items.length; i++) text += `${i === 0 ? '' : ','}${writeJson(items[i] as Document)}`
  return `${text}]`
}

const writeObject = (record: { readonly [name: string]: Document }): string => {
  let text = '{'
  for (const name of Object.keys(record))
    text += `${text === '{' ? '' : ','}${JSON.stringify(name)}:${writeJson(record[name] as Document)}`
  return `${text}}`
}

export const writeJsonBytes = (tree: Document): Uint8Array => writeUtf8(writeJson(tree))
