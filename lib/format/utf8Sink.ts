/**
 * UTF-8 put together piece by piece: of texts, and of strings of JSON with their quotes and escapes.
 */

import { keptOf, withRoom } from './room.js'

const encoder = new TextEncoder()

/**
 * Where bytes are gathered before they are copied out at their length. It is used within one call of a function and emptied
 * before that returns, so nobody sees it; whoever is called from inside writes behind what is there.
 */
let scratch = new Uint8Array(0)
let filled = 0

const makeRoom = (bytes: number): void => {
  scratch = withRoom(scratch, filled, bytes, 2 ** 14)
}

/** UTF-8 made of texts one after another, each well-formed or its lone surrogates written as U+FFFD. */
export interface Utf8Sink {
  /** Where the bytes of a caller start. */
  readonly mark: () => number
  readonly put: (text: string) => void
  /** Writes a string of JSON, quotes and escapes included; `false` where it may have a lone surrogate, and then nothing is written. */
  readonly putString: (text: string) => boolean
  /** The bytes since a mark, with those of one more text. */
  readonly take: (mark: number, text: string) => Uint8Array
  readonly reset: (mark: number) => void
}

const put = (text: string): void => {
  makeRoom(3 * text.length)
  filled += encoder.encodeInto(text, filled === 0 ? scratch : scratch.subarray(filled)).written
}

// -------------------------------------------------------------------------------------
// strings of JSON
// -------------------------------------------------------------------------------------

/** UTF-16 units that are looked at together: few enough for their bytes to stay in a processor's nearest cache. */
const pieceUnits = 4096

/** The bytes of one piece, and the same four at a time. */
let piece = new Uint8Array(0)
let words = new Uint32Array(0)

/** For each byte how it is written: as it stands, `u` for a code, the letter behind a backslash, or looked at. */
const plain = 0
const coded = 117
const doubtful = 1

/** Those with a letter of their own. Source: RFC 8259, 7. */
const letters: ReadonlyArray<readonly [byte: number, letter: string]> = [
  [0x08, 'b'],
  [0x09, 't'],
  [0x0a, 'n'],
  [0x0c, 'f'],
  [0x0d, 'r'],
  [0x22, '"'],
  [0x5c, '\\'],
]

const escapeTable = (): Uint8Array => {
  const table = new Uint8Array(256).fill(coded, 0, 0x20)
  for (const [byte, letter] of letters) table[byte] = letter.charCodeAt(0)
  // The first byte of U+FFFD, which stands for a lone surrogate.
  table[0xef] = doubtful
  return table
}

const escapes = /*#__PURE__*/ escapeTable()

/** The most bytes that one byte becomes. */
const widest = 6

/** Whether one of four bytes may be other than plain. Source: the test for a zero byte in a word, `(w - 0x01…) & ~w & 0x80…`. */
const isMarked = (word: number): boolean => {
  const quote = word ^ 0x22222222
  const backslash = word ^ 0x5c5c5c5c
  const first = word ^ 0xefefefef
  return (
    ((((word - 0x20202020) & ~word) |
      ((quote - 0x01010101) & ~quote) |
      ((backslash - 0x01010101) & ~backslash) |
      ((first - 0x01010101) & ~first)) &
      0x80808080) !==
    0
  )
}

const hexDigit = (n: number): number => (n < 10 ? 48 : 87) + n

/** Writes so many bytes of the piece; `false` at the first sign of a lone surrogate. */
const escapePiece = (length: number): boolean => {
  const bytes = scratch
  let to = filled
  let at = 0
  while (at < length) {
    if ((at & 3) === 0) {
      while (at + 4 <= length && !isMarked(words[at >> 2] as number)) {
        bytes[to] = piece[at] as number
        bytes[to + 1] = piece[at + 1] as number
        bytes[to + 2] = piece[at + 2] as number
        bytes[to + 3] = piece[at + 3] as number
        to += 4
        at += 4
      }
      if (at >= length) break
    }
    const byte = piece[at] as number
    const how = escapes[byte] as number
    if (how === doubtful && piece[at + 1] === 0xbf && piece[at + 2] === 0xbd) return false
    at++
    if (how === plain || how === doubtful) bytes[to++] = byte
    else {
      bytes[to++] = 0x5c
      bytes[to++] = how
      if (how !== coded) continue
      bytes[to++] = 48
      bytes[to++] = 48
      bytes[to++] = hexDigit(byte >> 4)
      bytes[to++] = hexDigit(byte & 15)
    }
  }
  filled = to
  return true
}

const putString = (text: string): boolean => {
  if (piece.length === 0) {
    piece = new Uint8Array(3 * pieceUnits)
    words = new Uint32Array(piece.buffer)
  }
  const mark = filled
  put('"')
  for (let from = 0; from < text.length; ) {
    let to = Math.min(text.length, from + pieceUnits)
    // A pair is not cut in two.
    if (to < text.length && (text.charCodeAt(to - 1) & 0xfc00) === 0xd800) to--
    const { written } = encoder.encodeInto(text.slice(from, to), piece)
    makeRoom(widest * written)
    if (!escapePiece(written)) {
      filled = mark
      return false
    }
    from = to
  }
  put('"')
  return true
}

export const utf8Sink: Utf8Sink = {
  mark: () => filled,
  put,
  putString,
  take: (mark, text) => {
    put(text)
    return scratch.slice(mark, filled)
  },
  reset: (mark) => {
    filled = mark
    scratch = keptOf(scratch, mark)
  },
}
