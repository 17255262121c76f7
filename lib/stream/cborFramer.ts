/**
 * Where the items of a CBOR sequence start and end, by their heads alone.
 *
 * Source: RFC 8742; RFC 8949, section 3 and appendix C.
 */

import type { Framer } from './Framer.js'

/** The bytes behind the first one of a head, by its low five bits; -1 where it is reserved. */
const extra = (info: number): number => (info < 24 || info === 31 ? 0 : info < 28 ? 1 << (info - 24) : -1)

const lengthOf = (bytes: Uint8Array, at: number, count: number, info: number): number => {
  if (count === 0) return info
  let length = 0
  for (let i = 1; i <= count; i++) length = length * 256 + (bytes[at + i] as number)
  return length
}

/** The most levels of nesting that are followed; the reader refuses fewer. */
const deepest = 10_000

export const cborFramer = (): Framer => {
  let at = 0
  let start = -1
  /** Bytes of a string that are passed over. */
  let pass = 0
  /** How many items each level still wants; Infinity where a break ends it. */
  let wanted: Array<number> = []

  /** One item is whole: so may be those that hold it. */
  const done = (): void => {
    while (wanted.length > 0) {
      const level = wanted.length - 1
      const left = (wanted[level] as number) - 1
      wanted[level] = left
      if (left > 0) return
      wanted.pop()
    }
  }

  const next: Framer['next'] = (bytes, to, base, last) => {
    const broken = (expected: string): ReturnType<Framer['next']> => ({
      _tag: 'Broken',
      start: start < 0 ? at : start,
      line: undefined,
      expected,
    })
    for (;;) {
      let i = at - base
      if (pass > 0) {
        const step = Math.min(pass, to - i)
        pass -= step
        at += step
        i += step
        if (pass > 0) break
        done()
      } else {
        if (i >= to) break
        const first = bytes[i] as number
        const major = first >> 5
        const info = first & 31
        const count = extra(info)
        const isIndefinite = info === 31
        if (count < 0 || (isIndefinite && (major < 2 || major === 6))) return broken('a CBOR item')
        if (i + 1 + count > to) break
        if (start < 0) start = at
        const length = lengthOf(bytes, i, count, info)
        at += 1 + count
        if (major === 7 && isIndefinite) {
          if (wanted[wanted.length - 1] !== Infinity) return broken('a CBOR item, not a break')
          wanted.pop()
          done()
        } else if (isIndefinite) wanted.push(Infinity)
        else if (major === 2 || major === 3) {
          pass = length
          if (length === 0) done()
        } else if (major === 4 || major === 5) {
          const items = major === 4 ? length : 2 * length
          if (items === 0) done()
          else wanted.push(items)
        } else if (major === 6) wanted.push(1)
        else done()
        if (wanted.length > deepest) return broken(`at most ${deepest} levels`)
      }
      if (wanted.length === 0 && pass === 0 && start >= 0) {
        const frame = { _tag: 'Frame', start, end: at, line: undefined } as const
        start = -1
        return frame
      }
    }
    // The rest is the start of an item.
    if (last && (start >= 0 || at - base < to)) {
      const frame = { _tag: 'Frame', start: start < 0 ? at : start, end: base + to, line: undefined } as const
      start = -1
      at = base + to
      pass = 0
      wanted = []
      return frame
    }
    return undefined
  }

  return { next, needed: () => (start < 0 ? at : start), looked: () => at }
}
