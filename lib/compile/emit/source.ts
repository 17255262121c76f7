/**
 * What all emitted JavaScript has in common: how it names things, and how it sees objects as the walk sees them.
 *
 * Nothing that a model says stands in a source but as a string literal of JSON or a number.
 */

import type { Utf8Sink } from '../../format/utf8Sink.js'
import { codePoints } from '../../schema/constraints.js'
import { isWellFormed } from '../../value/Document.js'
import { isSpread, roomFor, spreadOf } from '../../value/own.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** A value that source refers to by name. */
export interface Constant {
  readonly value: unknown
  /** The same as an expression, over the schemas that the root reaches as `Ahead` numbers them. */
  readonly text: string
}

export interface Emitted {
  /** What makes the functions, from the values `c0`, `c1` and so on to `return [...]`. */
  readonly source: string
  readonly constants: ReadonlyArray<Constant>
}

/** What a reading tells of its way. */
export interface Count {
  /** How many aggregates were taken apart, or rather more. */
  visits: number
  /** The structure that was refused last, until somebody asks where it is bad. */
  refused: unknown
  /** Its first bad member: those before it are good. */
  first: number
}

export const startCount = (): Count => ({ visits: 0, refused: undefined, first: 0 })

/** What source that was printed ahead of time asks of the schemas that its root reaches, by their place in `closure`. */
export interface Ahead {
  readonly matches: (schema: number) => (text: string) => boolean
  readonly leaf: (schema: number) => (node: unknown, depth: number) => unknown
  readonly defaultOf: (schema: number, member: number) => () => unknown
  readonly sink: Utf8Sink
  readonly tally: { whole: number }
  readonly count: Count
}

/** Functions that were printed ahead of time: the whole one first, then one for each aggregate. */
export type Printed = (k: Ahead, h: typeof helpers) => ReadonlyArray<Native>

/** Emitted code as a function. A reader may be told how deep the node lies. */
export type Native = (node: unknown, depth?: number) => unknown

/** What an emitted reader gives where the walk has to decide. */
export const fail: unique symbol = Symbol('fail')

/** Runs an emitted reader; where that throws, since a node throws as it is looked at or a prototype is frozen, the walk decides. */
export const attempt = (native: Native, node: unknown, depth?: number): unknown => {
  try {
    return native(node, depth)
  } catch {
    return fail
  }
}

// -------------------------------------------------------------------------------------
// names
// -------------------------------------------------------------------------------------

/**
 * Characters that end a line or a script for some reader of a source, or that show it in another order than it is in.
 *
 * Source: Unicode, technical report 36, "Bidirectional text spoofing".
 */
export const unsafe: RegExp = /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff<]|\p{Surrogate}/gu

/** A character as strings and expressions of a source may have it. */
export const escapedUnit = (c: string): string => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`

/** Text as a literal of the source. */
export const literal = (text: string): string => JSON.stringify(text).replace(unsafe, escapedUnit)

/** Texts as a list of the source. */
export const literals = (texts: Iterable<string>): string => `[${Array.from(texts, literal).join(', ')}]`

const inherited: ReadonlySet<string> = /*#__PURE__*/ new Set(Object.getOwnPropertyNames(Object.prototype))

/** Whether every object has a property of that name. */
export const isInherited = (name: string): boolean => inherited.has(name)

/** A property as the walk sees it: one that every object inherits only where it is the object's own. */
export const access = (node: string, name: string): string =>
  inherited.has(name)
    ? `(own.call(${node}, ${literal(name)}) ? ${node}[${literal(name)}] : undefined)`
    : `${node}[${literal(name)}]`

// -------------------------------------------------------------------------------------
// objects
// -------------------------------------------------------------------------------------

/**
 * A statement that does `otherwise` where the node is no plain record, or calls itself something else. `__proto__` is asked first: engines answer it from
 * the object's class, `getPrototypeOf` is a call.
 */
export const isPlainRecordOr = (node: string, otherwise: string): string =>
  `if (typeof ${node} !== 'object' || ${node} === null || (${node}.__proto__ !== OP && !bare(${node})) || ${node}[TAG] !== undefined) ${otherwise};`

/** Whether an object has no prototype of its own making. */
const bare = (node: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(node)
  return prototype === null || prototype === Object.prototype
}

/**
 * The head of every source: what it finds under `h`, by short names. Code that is printed may be bundled to a script, which is not strict:
 * where `Object.prototype` is frozen, keys that it has would be lost without a word.
 */
const prelude: string = [
  "'use strict';",
  'const { fail: F, points, wellFormed, bare, escapes, isSpread, spreadOf, roomFor } = h;',
  'const OP = Object.prototype, own = OP.hasOwnProperty, TAG = Symbol.toStringTag, stringify = JSON.stringify, { isFinite, isInteger } = Number;',
].join('\n')

/** Gives the values from outside their names. */
const named = (constants: ReadonlyArray<Constant>): string =>
  constants.length === 0 ? '' : `const [${constants.map((_, i) => `c${i}`).join(', ')}] = c;`

/** The body of a function of `c`, the values, and `h`, the helpers. */
export const bodyOf = ({ source, constants }: Emitted): string => [prelude, named(constants), source].join('\n')

/** An expression of type `Printed`. */
export const printed = ({ source, constants }: Emitted): string =>
  [
    '(k, h) => {',
    prelude,
    ...constants.map(({ text }, i) => `const c${i} = ${text};`),
    ...source.split('\n').filter((line) => line !== ''),
    '}',
  ].join('\n')

/** What has to be escaped in JSON text; a surrogate may stand alone. */
const escapes = /["\\\u0000-\u001f\ud800-\udfff]/

/** What emitted source finds under `h`. */
export const helpers: Readonly<Record<string, unknown>> = {
  fail,
  points: codePoints,
  wellFormed: isWellFormed,
  bare,
  escapes,
  isSpread,
  spreadOf,
  roomFor,
}
