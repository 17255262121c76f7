/**
 * UTF-8 bytes and text. Reading is strict and says where it fails.
 */

import type { Either } from 'fp-ts/lib/Either.js'
import { left, right } from '../value/either.js'

const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/**
 * Where bytes are gathered before they are copied out at their length. It is used within one call of a function and emptied
 * before that returns, so nobody sees it; whoever is called from inside writes behind what is there.
 */
let scratch = new Uint8Array(0)
let filled = 0

/** Bytes that are kept between calls. */
const kept = 2 ** 20

const makeRoom = (text: string): void => {
  const needed = filled + 3 * text.length
  if (needed <= scratch.length) return
  const larger = new Uint8Array(Math.max(needed, 2 * scratch.length, 2 ** 14))
  larger.set(scratch.subarray(0, filled))
  scratch = larger
}

/** UTF-8 made of texts one after another, each well-formed or its lone surrogates written as U+FFFD. */
export interface Utf8Sink {
  /** Where the bytes of a caller start. */
  readonly mark: () => number
  readonly put: (text: string) => void
  /** The bytes since a mark, with those of one more text. */
  readonly take: (mark: number, text: string) => Uint8Array
  readonly reset: (mark: number) => void
}

const put = (text: string): void => {
  makeRoom(text)
  filled += encoder.encodeInto(text, filled === 0 ? scratch : scratch.subarray(filled)).written
}

export const utf8Sink: Utf8Sink = {
  mark: () => filled,
  put,
  take: (mark, text) => {
    put(text)
    return scratch.slice(mark, filled)
  },
  reset: (mark) => {
    filled = mark
    if (mark === 0 && scratch.length > kept) scratch = new Uint8Array(0)
  },
}

/** Domain: well-formed text; a lone surrogate is written as U+FFFD. */
export const writeUtf8 = (text: string): Uint8Array => {
  const mark = filled
  const bytes = utf8Sink.take(mark, text)
  utf8Sink.reset(mark)
  return bytes
}

/** Errors: the offset of the first byte that belongs to no well-formed sequence. A byte order mark is kept as text. */
export const readUtf8 = (bytes: Uint8Array): Either<number, string> => {
  try {
    return right(decoder.decode(bytes))
  } catch {
    return left(invalidAt(bytes))
  }
}

const continues = (byte: number | undefined): boolean => byte !== undefined && (byte & 0xc0) === 0x80

/** How many bytes the sequence that starts there has, 0 where it is ill-formed. Source: Unicode, table 3-7. */
const sequenceLength = (bytes: Uint8Array, i: number): number => {
  const first = bytes[i] as number
  const second = bytes[i + 1]
  if (first < 0x80) return 1
  if (first < 0xc2 || first > 0xf4 || second === undefined) return 0
  if (first < 0xe0) return continues(second) ? 2 : 0
  const low = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80
  const high = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf
  if (second < low || second > high || !continues(bytes[i + 2])) return 0
  if (first < 0xf0) return 3
  return continues(bytes[i + 3]) ? 4 : 0
}

const invalidAt = (bytes: Uint8Array): number => {
  let i = 0
  while (i < bytes.length) {
    const length = sequenceLength(bytes, i)
    if (length === 0) return i
    i += length
  }
  return bytes.length
}

/** How many bytes well-formed text takes. */
export const utf8Length = (text: string): number => {
  let bytes = text.length
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    if (unit >= 0x80) bytes += unit < 0x800 ? 1 : 2
    // A pair takes four bytes: its two units, and two that were counted with the first.
    if ((unit & 0xfc00) === 0xd800 && (text.charCodeAt(i + 1) & 0xfc00) === 0xdc00) i++
  }
  return bytes
}
