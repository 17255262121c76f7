/**
 * Names of members as CBOR's bytes tell them: most often none has to be decoded.
 */

import { cborTextBytes } from '../format/cborSink.js'
import type { Cursor } from '../format/cborSource.js'
import { peek, takeSame, takeText } from '../format/cborSource.js'
import { isWellFormed } from '../value/Document.js'

/**
 * Takes the name that comes: its place, the number of names where it is none of them, −1 where no text comes. `next` is the
 * place that is looked at first.
 */
export type TakeName = (cursor: Cursor, next: number) => number

/** Places by what is seen of a name at a glance. */
const buckets = 64

/** The head of a text of no bytes; those of more, up to 23, are above it. */
const noText = 0x60

/** Of a text with 1 to 23 bytes at that place, its length, first, middle and last byte. */
const glance = (bytes: Uint8Array, at: number, length: number): number =>
  (length +
    7 * (bytes[at + 1] as number) +
    11 * (bytes[at + 1 + (length >> 1)] as number) +
    13 * (bytes[at + length] as number)) &
  (buckets - 1)

interface Named {
  readonly place: number
  readonly written: Uint8Array
}

const none: ReadonlyArray<Named> = []

const isShort = (head: number): boolean => head > noText && head < noText + 24

/** Domain: each name once. */
export const nameTaker = (names: ReadonlyArray<string>): TakeName => {
  const places = new Map(names.map((name, place) => [name, place] as const))
  // No bytes say a lone surrogate.
  const written = names.map((name) => (isWellFormed(name) ? cborTextBytes(name) : new Uint8Array()))
  const table: Array<ReadonlyArray<Named>> = new Array<ReadonlyArray<Named>>(buckets).fill(none)
  for (const [place, bytes] of written.entries()) {
    const head = bytes[0] ?? 0
    if (!isShort(head)) continue
    const at = glance(bytes, 0, head - noText)
    table[at] = [...(table[at] as ReadonlyArray<Named>), { place, written: bytes }]
  }
  return (cursor, next) => {
    const expected = written[next]
    if (expected !== undefined && takeSame(cursor, expected)) return next
    const head = peek(cursor)
    const length = head - noText
    if (isShort(head) && length < cursor.bytes.length - cursor.at) {
      const found = table[glance(cursor.bytes, cursor.at, length)] as ReadonlyArray<Named>
      for (let i = 0; i < found.length; i++) {
        const one = found[i] as Named
        if (takeSame(cursor, one.written)) return one.place
      }
    }
    const name = takeText(cursor)
    return name === undefined ? -1 : (places.get(name) ?? names.length)
  }
}
