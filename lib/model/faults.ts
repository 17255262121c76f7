/**
 * What is wrong with a model, collected while it is read, and readings of plain data that say so where it is of another
 * kind. Each gives `undefined` for what it refuses, so that reading goes on and finds the rest.
 */

import { describe } from '../compile/records.js'
import type { Document } from '../value/Document.js'
import { isPlain, toDocument } from '../value/Document.js'
import type { Issue, IssueCode } from '../value/Issue.js'
import { clip } from '../value/Issue.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** A place in a model: the last steps to it, the shape that it belongs to, and where its issues go. */
export interface Place {
  readonly outer: Place | undefined
  readonly segments: ReadonlyArray<string | number>
  readonly shape: string
  readonly issues: Array<Issue>
}

/** Plain data by name; names come from outside. */
export type Data = Readonly<Record<string, unknown>>

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

/** The place of a whole model. */
export const rootOf = (issues: Array<Issue>): Place => ({ outer: undefined, segments: [], shape: '', issues })

/** A place further in. */
export const within = (outer: Place, ...segments: ReadonlyArray<string | number>): Place => ({
  outer,
  segments,
  shape: outer.shape,
  issues: outer.issues,
})

/** The way to a place; made only where an issue needs it. */
const pathOf = ({ outer, segments }: Place): ReadonlyArray<string | number> =>
  outer === undefined ? segments : [...pathOf(outer), ...segments]

/** Notes an issue at a place. */
export const report = (place: Place, code: IssueCode, expected: string, actual: string): undefined => {
  place.issues.push({ path: pathOf(place), code, shape: place.shape, expected, actual })
  return undefined
}

/** An id that the model says, as an issue shows it. */
export const quoted = (id: string): string => JSON.stringify(clip(id))

const mistyped = (u: unknown, place: Place, expected: string): undefined =>
  u === undefined ? report(place, 'missing', expected, 'nothing') : report(place, 'type', expected, describe(u))

// -------------------------------------------------------------------------------------
// readings
// -------------------------------------------------------------------------------------

export const asData = (u: unknown, place: Place, expected = 'an object'): Data | undefined =>
  typeof u === 'object' && u !== null && isPlain(u) ? (u as Data) : mistyped(u, place, expected)

export const asItems = (u: unknown, place: Place, expected = 'a list'): ReadonlyArray<unknown> | undefined =>
  Array.isArray(u) ? u : mistyped(u, place, expected)

export const asText = (u: unknown, place: Place, expected = 'a string'): string | undefined =>
  typeof u === 'string' ? u : mistyped(u, place, expected)

/** A whole number that JavaScript holds exactly, within inclusive bounds. */
export const asWhole = (u: unknown, place: Place, min: number, max: number): number | undefined => {
  const expected = `a whole number from ${min} to ${max}`
  const n = typeof u === 'bigint' ? Number(u) : u
  if (typeof n !== 'number' || !Number.isSafeInteger(n)) return mistyped(u, place, expected)
  return n >= min && n <= max ? n : report(place, 'range', expected, 'a number outside')
}

/** One of a few words. */
export const asWord = <W extends string>(u: unknown, place: Place, words: ReadonlyArray<W>): W | undefined => {
  const expected = `one of ${words.join(', ')}`
  if (typeof u !== 'string') return mistyped(u, place, expected)
  const word = words.find((one) => one === u)
  return word === undefined ? report(place, 'enum', expected, 'another value') : word
}

/** Any JSON value, its numbers as they came; nothing of the model is shared. Bounds: 256 levels. */
export const asDocument = (u: unknown, place: Place): Document | undefined => {
  const document = toDocument(u, 256)
  // `null` is a document.
  return document === undefined ? mistyped(u, place, 'a JSON value of at most 256 levels') : document
}

/** An absent part of a model, or the reading of one that is there. */
export const optional = <A>(u: unknown, read: (u: unknown) => A | undefined): A | undefined =>
  u === undefined ? undefined : read(u)

/** A record without the names whose value is `undefined`. */
export const present = <A extends object>(record: A): { [K in keyof A]?: Exclude<A[K], undefined> } =>
  // Filtering changes which names are there, never their types.
  Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as {
    [K in keyof A]?: Exclude<A[K], undefined>
  }
