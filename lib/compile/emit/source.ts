/**
 * What all emitted JavaScript has in common: how it names things, and how it sees objects as the walk sees them.
 *
 * Nothing that a model says stands in a source but as a string literal of JSON or a number.
 */

import { codePoints } from '../../schema/constraints.js'
import { isWellFormed } from '../../value/Document.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

export interface Emitted {
  readonly source: string
  /** By index, the values that the source finds in `c` and names `c0`, `c1` and so on. */
  readonly constants: ReadonlyArray<unknown>
}

/** Emitted code as a function. A reader may be told how deep the node lies. */
export type Native = (node: unknown, depth?: number) => unknown

/** What an emitted reader gives where the walk has to decide. */
export const fail: unique symbol = Symbol('fail')

// -------------------------------------------------------------------------------------
// names
// -------------------------------------------------------------------------------------

/** Text as a literal of the source. */
export const literal = (text: string): string => JSON.stringify(text)

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
 * A statement that does `otherwise` where the node is no plain record. `__proto__` is asked first: engines answer it from
 * the object's class, `getPrototypeOf` is a call.
 */
export const isPlainRecordOr = (node: string, otherwise: string): string =>
  `if (typeof ${node} !== 'object' || ${node} === null || (${node}.__proto__ !== OP && !bare(${node}))) ${otherwise};`

/** Whether an object has no prototype of its own making. */
const bare = (node: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(node)
  return prototype === null || prototype === Object.prototype
}

/** The head of every source: what it finds under `h`, by short names. */
export const prelude: string = [
  "'use strict';",
  'const { fail: F, points, wellFormed, bare, escapes } = h;',
  'const OP = Object.prototype, own = OP.hasOwnProperty, stringify = JSON.stringify, { isFinite, isInteger } = Number;',
].join('\n')

/** Gives the values from outside their names. */
export const named = (constants: ReadonlyArray<unknown>): string =>
  constants.length === 0 ? '' : `const [${constants.map((_, i) => `c${i}`).join(', ')}] = c;`

/** What has to be escaped in JSON text; a surrogate may stand alone. */
const escapes = /["\\\u0000-\u001f\ud800-\udfff]/

/** What emitted source finds under `h`. */
export const helpers: Readonly<Record<string, unknown>> = {
  fail,
  points: codePoints,
  wellFormed: isWellFormed,
  bare,
  escapes,
}
