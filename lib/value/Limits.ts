/**
 * Bounds on what one reading takes, so that no input costs more than its reader meant to spend.
 *
 * Law: under any limits a reader takes nothing that it refuses under wider ones, and what both take is the same value.
 */

import type { Either } from 'fp-ts/lib/Either.js'
import { left, right } from './either.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** All bounds are inclusive. */
export interface Bounds {
  /** Levels of nesting, 1 to 512: readers follow a shape by calls, and a platform's stack holds no more for certain. */
  readonly depth: number
  /**
   * The whole that is read: bytes, or UTF-16 units where text is given; 1 to 536,870,888, the longest text of any platform. It is
   * looked at before anything is decoded or parsed.
   */
  readonly size: number
  /**
   * Structures, unions, lists and maps that one reading takes apart, from 1. In text and bytes whatever the format nests is counted
   * while it is read, known or not: arrays and maps of CBOR, elements of XML, parts of the names in a form.
   */
  readonly nodes: number
  /** Items of one list. */
  readonly items: number
  /** Entries of one map. */
  readonly entries: number
  /** Members of one structure that its shape does not know. */
  readonly members: number
  /** Pairs of a form or a query string, header fields of a message. */
  readonly pairs: number
  /** UTF-16 units of one string or map key, bytes of one blob. */
  readonly text: number
  /** Issues that are collected, from 1 to 1,000,000; a last one then counts the rest. */
  readonly issues: number
}

/** Bounds that were checked: `limits` alone makes them. */
export interface Limits extends Bounds {
  /** Never there at run time. */
  readonly _Checked: true
}

/** A bound that is none. */
export interface LimitFault {
  readonly limit: string
  /** What it may be: `a whole number from 1 to 512`. */
  readonly expected: string
}

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

/** Checked by hand: what `limits` gives where nothing is overridden. */
const checked = (bounds: Bounds): Limits => bounds as Limits

/**
 * What a reader takes where nothing else is said; far above what AWS sends or takes in one message.
 *
 * Sources: S3 lists 1,000 objects a page; an item of DynamoDB has 400 KB, a page 1 MB; a synchronous payload of Lambda 6 MB; bodies
 * that stream are not read here.
 */
export const defaultLimits: Limits = /*#__PURE__*/ checked({
  depth: 256,
  size: 67_108_864,
  nodes: 5_000_000,
  items: 5_000_000,
  entries: 1_000_000,
  // What is not known is passed over: it costs what its text costs, and counting it costs a look at each structure.
  members: Infinity,
  pairs: 500_000,
  text: 67_108_864,
  issues: 1_000,
})

/** For writing what was checked, and for second looks at what was read. */
export const unlimited: Limits = /*#__PURE__*/ checked({
  depth: Infinity,
  size: Infinity,
  nodes: Infinity,
  items: Infinity,
  entries: Infinity,
  members: Infinity,
  pairs: Infinity,
  text: Infinity,
  issues: 1_000,
})

/** The least and the most that each may be. */
const ranges: Readonly<Record<keyof Bounds, readonly [least: number, most: number]>> = {
  depth: [1, 512],
  size: [1, 536_870_888],
  nodes: [1, Infinity],
  items: [0, Infinity],
  entries: [0, Infinity],
  members: [0, Infinity],
  pairs: [0, Infinity],
  text: [0, Infinity],
  issues: [1, 1_000_000],
}

const isBound = (u: unknown, [least, most]: readonly [number, number]): boolean =>
  (Number.isInteger(u) || u === Infinity) && (u as number) >= least && (u as number) <= most

const rangeText = ([least, most]: readonly [number, number]): string =>
  most === Infinity ? `a whole number from ${least}, or Infinity` : `a whole number from ${least} to ${most}`

/**
 * The default limits with some of them changed. Errors: each bound that is none, or that no limit has.
 *
 * @example
 * ```ts
 * const small = limits({ depth: 16, items: 1_000 })
 * assert(small._tag === 'Right')
 * assert.deepStrictEqual([small.right.depth, small.right.items, small.right.entries], [16, 1_000, 1_000_000])
 * assert.deepStrictEqual(limits({ depth: 0 }), {
 *   _tag: 'Left',
 *   left: [{ limit: 'depth', expected: 'a whole number from 1 to 512' }],
 * })
 * ```
 */
export const limits = (changes: Partial<Bounds>): Either<ReadonlyArray<LimitFault>, Limits> => {
  const given = Object.entries(changes).filter(([, bound]) => bound !== undefined)
  const faults = given.flatMap(([limit, bound]): ReadonlyArray<LimitFault> => {
    if (!Object.hasOwn(ranges, limit)) return [{ limit, expected: `one of ${Object.keys(ranges).join(', ')}` }]
    const range = ranges[limit as keyof Bounds]
    return isBound(bound, range) ? [] : [{ limit, expected: rangeText(range) }]
  })
  if (faults.length > 0) return left(faults)
  // Code that was made ahead of time knows the default ones by being the same.
  const isDefault = given.every(([limit, bound]) => defaultLimits[limit as keyof Bounds] === bound)
  return right(isDefault ? defaultLimits : checked({ ...defaultLimits, ...Object.fromEntries(given) }))
}

// -------------------------------------------------------------------------------------
// destructors
// -------------------------------------------------------------------------------------

/** More than a limit on a whole lets, in the words of an issue of code `size`. */
export interface SizeFault {
  readonly code: 'size'
  readonly expected: string
  readonly actual: string
}

export const sizeFault = (most: number, things: string, count: number | 'more'): SizeFault => ({
  code: 'size',
  expected: `at most ${most} ${things}`,
  actual: `${count} ${things}`,
})

/** What the limit on the whole says of text or bytes; looks at their length alone. */
export const oversized = (whole: string | Uint8Array, { size }: Bounds): SizeFault | undefined =>
  whole.length > size ? sizeFault(size, typeof whole === 'string' ? 'UTF-16 units' : 'bytes', whole.length) : undefined
