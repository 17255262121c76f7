/**
 * What the exhaustive tests share: sets that are finite, taken whole. `npm test` takes of the largest a part that is named in each
 * test; `npm run exhaustive` sets `WIRESHAPE_EXHAUSTIVE` and takes all.
 */

import { seed } from '../seed.js'

/** Whether sets are taken whole that `npm test` takes in part. */
export const isWhole: boolean = (process.env['WIRESHAPE_EXHAUSTIVE'] ?? '') !== ''

/** Says how much was tried, so that a set that shrank is seen. */
export const tell = (what: string, count: number): void =>
  console.log(`        ${String(count).replace(/\B(?=(\d{3})+$)/g, ',')} ${what}`)

/** The whole numbers from one to another, both included. */
export const range = (from: number, to: number): ReadonlyArray<number> =>
  Array.from({ length: to - from + 1 }, (_, i) => from + i)

/** All of a set with `npm run exhaustive`; in `npm test` one in so many, which ones the seed says. */
export const someOf = <A>(
  set: Iterable<A>,
  oneIn: number,
): { readonly all: number; readonly taken: ReadonlyArray<A> } => {
  const taken: Array<A> = []
  let all = 0
  for (const one of set) if (isWhole || (all++ + seed) % oneIn === 0) taken.push(one)
  return { all: isWhole ? taken.length : all, taken }
}

/** Parts of so many items, the last one shorter. */
export const parts = <A>(all: ReadonlyArray<A>, size: number): ReadonlyArray<ReadonlyArray<A>> =>
  range(0, Math.ceil(all.length / size) - 1).map((i) => all.slice(i * size, (i + 1) * size))

// -------------------------------------------------------------------------------------
// code points
// -------------------------------------------------------------------------------------

/** Every code point of Unicode that text may hold: 1,112,064. */
export const scalars: ReadonlyArray<string> = [...range(0, 0xd7ff), ...range(0xe000, 0x10ffff)].map((code) =>
  String.fromCodePoint(code),
)

/** Every code point that text may not hold alone: 2,048. */
export const surrogates: ReadonlyArray<string> = range(0xd800, 0xdfff).map((code) => String.fromCharCode(code))
