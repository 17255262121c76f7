/**
 * Where the bytes of a form are gathered: all of it is ASCII once it is encoded, so each character is a byte that is set at once.
 */

import { isWellFormed } from '../value/Document.js'
import { percentEncode } from './percent.js'
import { keptOf, withRoom } from './room.js'

/**
 * Bytes on their way, used within one call of a function and emptied before that returns, so nobody sees them; whoever is
 * called from inside writes behind what is there.
 */
let scratch = new Uint8Array(0)
let filled = 0

const makeRoom = (count: number): Uint8Array => {
  scratch = withRoom(scratch, filled, count, 2 ** 12)
  return scratch
}

/** Where the bytes of a caller start. */
export const markForm = (): number => filled

/** The bytes since a mark. */
export const takeForm = (mark: number): Uint8Array => scratch.slice(mark, filled)

export const resetForm = (mark: number): void => {
  filled = mark
  scratch = keptOf(scratch, mark)
}

/** Adds text that needs no encoding. Domain: ASCII. */
export const putPlain = (text: string): void => {
  const { length } = text
  const bytes = makeRoom(length)
  let at = filled
  for (let i = 0; i < length; i++) bytes[at++] = text.charCodeAt(i)
  filled = at
}

/** By code of ASCII, whether a character stands for itself; undefined of what is no ASCII. Source: RFC 3986, section 2.3. */
const isUnreserved: Uint8Array = /*#__PURE__*/ Uint8Array.from({ length: 128 }, (_, code) =>
  /[A-Za-z\d._~-]/.test(String.fromCharCode(code)) ? 1 : 0,
)

const percent = 0x25

const digit = (value: number): number => (value < 10 ? 0x30 : 0x37) + value

/** Adds text percent-encoded; `false` where it is not well-formed. */
export const putEncoded = (text: string): boolean => {
  const { length } = text
  const bytes = makeRoom(3 * length)
  let at = filled
  for (let i = 0; i < length; i++) {
    const code = text.charCodeAt(i)
    const unreserved = isUnreserved[code]
    if (unreserved === 1) bytes[at++] = code
    else if (unreserved === 0) {
      bytes[at++] = percent
      bytes[at++] = digit(code >> 4)
      bytes[at++] = digit(code & 15)
    } else {
      if (!isWellFormed(text)) return false
      filled = at
      putPlain(percentEncode(text.slice(i)))
      return true
    }
  }
  filled = at
  return true
}
