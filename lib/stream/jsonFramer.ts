/**
 * Where JSON values start and end, without reading them: items of one array, or values one after another.
 *
 * Only strings and brackets are told apart, so that a faulty payload ends where a good one would; what is wrong with it, its
 * reader says.
 */

import type { Broken, Frame, Framer } from './Framer.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** What a byte is outside of strings; 0 is any other. */
const blank = 1
const quote = 2
const open = 3
const close = 4
const comma = 5

const kinds: Uint8Array = /*#__PURE__*/ kindsOf({
  [blank]: ' \t\n\r',
  [quote]: '"',
  [open]: '[{',
  [close]: ']}',
  [comma]: ',',
})

function kindsOf(told: Readonly<Record<number, string>>): Uint8Array {
  const table = new Uint8Array(256)
  for (const [kind, chars] of Object.entries(told)) for (const char of chars) table[char.charCodeAt(0)] = Number(kind)
  return table
}

const newline = 10
const backslash = 0x5c
const quotation = 0x22
const closingBracket = 0x5d

/** A byte order mark, which is no part of a first payload. */
const mark: ReadonlyArray<number> = [0xef, 0xbb, 0xbf]

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

/** @param isArray whether payloads are the items of one array; otherwise they follow each other, with or without white space. */
export const jsonFramer = (isArray: boolean): Framer => {
  /** Of the stream: the next byte to look at. */
  let at = 0
  let line = 1
  /** Brackets that are open, without the array's own. */
  let depth = 0
  let inString = false
  let escaped = false
  /** Where the payload starts, its line, and behind its last byte that is not blank; `start` is -1 before it. */
  let start = -1
  let startLine = 1
  let stop = 0
  /** `opening`: before the array. `first`: nothing before `]` is an empty array. `item`: a payload has to come. */
  let state: 'opening' | 'first' | 'item' | 'ended' = isArray ? 'opening' : 'item'

  const finish = (end: number): Frame => {
    const frame: Frame = {
      _tag: 'Frame',
      start: start < 0 ? end : start,
      end: start < 0 ? end : stop,
      line: start < 0 ? line : startLine,
    }
    start = -1
    depth = 0
    return frame
  }
  const broken = (from: number, expected: string): Broken => ({ _tag: 'Broken', start: from, line, expected })

  const begin = (place: number): void => {
    if (start >= 0) return
    start = place
    startLine = line
  }

  const atEnd = (): Frame | Broken | undefined => {
    if (start >= 0) {
      // A payload that breaks off says that the array does.
      if (inString || depth > 0) state = 'ended'
      return finish(at)
    }
    if (!isArray || state === 'ended') return undefined
    const where = state === 'opening' ? 'an array' : 'the end of the array'
    state = 'ended'
    return { ...broken(at, where), actual: 'the end of the input' }
  }

  const next: Framer['next'] = (bytes, to, base, last) => {
    if (at === 0 && bytes[0] === mark[0]) {
      if (to < mark.length && !last) return undefined
      if (mark.every((byte, i) => bytes[i] === byte)) at = mark.length
    }
    let i = at - base
    while (i < to) {
      const byte = bytes[i] as number
      if (inString) {
        // Most bytes of a payload are text, of which only three kinds of bytes matter.
        if (escaped) escaped = false
        else if (byte === quotation) inString = false
        else if (byte === backslash) escaped = true
        if (byte === newline) line++
        i++
        stop = base + i
        if (!inString && !isArray && depth === 0) {
          at = base + i
          return finish(at)
        }
        continue
      }
      const kind = kinds[byte] as number
      if (kind === blank) {
        // Between values that follow each other, white space ends a number or a word.
        if (!isArray && depth === 0 && start >= 0) {
          at = base + i
          return finish(at)
        }
        if (byte === newline) line++
        i++
        continue
      }
      if (state === 'opening') {
        if (byte !== 0x5b) return broken(base + i, 'an array')
        state = 'first'
        i++
        continue
      }
      if (state === 'ended') return broken(base + i, 'the end of the input behind the array')
      if (isArray && depth === 0 && (kind === comma || byte === closingBracket)) {
        const isEmpty = state === 'first' && start < 0 && byte === closingBracket
        state = byte === closingBracket ? 'ended' : 'item'
        at = base + i + 1
        if (!isEmpty) return finish(base + i)
        i++
        continue
      }
      begin(base + i)
      if (state === 'first') state = 'item'
      i++
      stop = base + i
      if (kind === quote) inString = true
      else if (kind === open) depth++
      else if (kind === close) depth = Math.max(0, depth - 1)
      if (!isArray && kind === close && depth === 0) {
        at = base + i
        return finish(at)
      }
    }
    at = base + i
    return last ? atEnd() : undefined
  }

  return { next, needed: () => (start < 0 ? at : start), looked: () => at }
}
