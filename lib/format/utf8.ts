/**
 * UTF-8 bytes and text. Reading is strict and says where it fails.
 */

import type { Either } from 'fp-ts/lib/Either.js'
import { left, right } from '../value/either.js'
import { utf8Sink } from './utf8Sink.js'

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** Domain: well-formed text; a lone surrogate is written as U+FFFD. */
export const writeUtf8 = (text: string): Uint8Array => {
  const mark = utf8Sink.mark()
  const bytes = utf8Sink.take(mark, text)
  utf8Sink.reset(mark)
  return bytes
}

/** Errors: the offset of the first byte that belongs to no well-formed sequence. A byte order mark is kept as text. */
export const readUtf8 = (bytes: Uint8Array): Either<number, string> => {
  try {
    return right(decoder.decode(bytes))
  } catch {
    return left(illFormedAt(bytes))
  }
}

const continues = (byte = 0): boolean => (byte & 0xc0) === 0x80

/** How many bytes the sequence that starts there has, 0 where it is ill-formed or nothing is left. Source: Unicode, table 3-7. */
const sequenceLength = (bytes: Uint8Array, i: number): number => {
  const first = bytes[i] ?? 0xff
  const second = bytes[i + 1] ?? 0xff
  if (first < 0x80) return 1
  if (first < 0xc2 || first > 0xf4) return 0
  if (first < 0xe0) return continues(second) ? 2 : 0
  const low = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80
  const high = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf
  if (second < low || second > high || !continues(bytes[i + 2])) return 0
  if (first < 0xf0) return 3
  return continues(bytes[i + 3]) ? 4 : 0
}

/** The offset of the first byte that belongs to no well-formed sequence; of well-formed bytes their length. */
export const illFormedAt = (bytes: Uint8Array): number => {
  let i = 0
  for (let length = sequenceLength(bytes, i); length > 0; length = sequenceLength(bytes, i)) i += length
  return i
}

/** How many bytes text takes; a lone surrogate those of U+FFFD. */
export const utf8Length = (text: string): number => {
  let bytes = 0
  for (const character of text) {
    const point = character.codePointAt(0) as number
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4
  }
  return bytes
}
