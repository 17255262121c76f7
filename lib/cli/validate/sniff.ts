/**
 * What a stream holds, told by its first bytes.
 */

import type { Form } from '../../stream/Verdict.js'

const blanks: ReadonlySet<number> = new Set([9, 10, 13, 32])

const startsWith = (bytes: Uint8Array, signature: ReadonlyArray<number>): boolean =>
  signature.every((byte, i) => bytes[i] === byte)

export type Compression = 'gzip' | 'zstd'

/** Source: RFC 1952, section 2.3.1; RFC 8878, section 3.1.1. */
export const compressionOf = (bytes: Uint8Array): Compression | undefined => {
  if (startsWith(bytes, [0x1f, 0x8b])) return 'gzip'
  return startsWith(bytes, [0x28, 0xb5, 0x2f, 0xfd]) ? 'zstd' : undefined
}

/** Without a byte order mark. */
export const unmarked = (bytes: Uint8Array): Uint8Array =>
  startsWith(bytes, [0xef, 0xbb, 0xbf]) ? bytes.subarray(3) : bytes

/** Whether a first line leaves something open that JSON lets go on in the next: then a value has many lines. */
const goesOn = (line: Uint8Array): boolean => {
  let depth = 0
  let inString = false
  let last = 0
  for (let i = 0; i < line.length; i++) {
    const byte = line[i] as number
    if (inString) {
      if (byte === 0x5c) i++
      else if (byte === 0x22) inString = false
    } else if (byte === 0x22) inString = true
    else if (byte === 0x7b || byte === 0x5b) depth++
    else if (byte === 0x7d || byte === 0x5d) depth--
    if (!blanks.has(byte)) last = byte
  }
  // A line that was cut off ends within a text, or behind a value.
  return !inString && depth > 0 && [0x7b, 0x5b, 0x2c, 0x3a].includes(last)
}

/**
 * The form, or `undefined` where more bytes could tell.
 *
 * `[` opens an array; the head of a CBOR map or its own tag is no UTF-8; an object whose first line ends where JSON goes on is
 * one of many lines; all else is a payload a line.
 */
export const formOf = (given: Uint8Array, isAll: boolean): Form | undefined => {
  const bytes = unmarked(given)
  let start = 0
  while (blanks.has(bytes[start] as number)) start++
  const first = bytes[start]
  if (first === undefined) return isAll ? 'ndjson' : undefined
  if (first === 0x5b) return 'array'
  if ((first >= 0xa0 && first <= 0xbf) || startsWith(bytes, [0xd9, 0xd9, 0xf7])) return 'cbor'
  if (first !== 0x7b) return 'ndjson'
  const end = bytes.indexOf(10, start)
  if (end < 0) return isAll ? 'ndjson' : undefined
  return goesOn(bytes.subarray(start, end)) ? 'json' : 'ndjson'
}
