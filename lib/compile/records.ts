/**
 * What JavaScript holds, told by what it is: records, their fields, and words for the rest.
 */

import { epochMillisOf, isBytes } from '../value/builtIns.js'
import { getOwn } from '../value/own.js'
import { fault } from './View.js'

interface Prototyped {
  /** Engines look this up as any property, which takes a tenth of a call. */
  readonly __proto__?: unknown
  readonly [Symbol.toStringTag]?: unknown
}

const isBare = (node: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(node)
  return prototype === null || prototype === Object.prototype
}

/** A record of plain data of this realm that does not call itself something else. */
export const isPlainRecord = (node: unknown): node is Readonly<Record<string, unknown>> => {
  if (typeof node !== 'object' || node === null) return false
  const { __proto__: near, [Symbol.toStringTag]: tag } = node as Prototyped
  return (near === Object.prototype || isBare(node)) && tag === undefined
}

/** A record as structures and maps take it: plain, or an object of some class with nothing built in. */
export const isRecord = (node: unknown): node is Readonly<Record<string, unknown>> => {
  return (
    isPlainRecord(node) ||
    (typeof node === 'object' && node !== null && Object.prototype.toString.call(node) === '[object Object]')
  )
}

/** The kind or measure of any JavaScript value, never its content. */
export const describe = (node: unknown): string => {
  if (node === null) return 'null'
  if (node === undefined) return 'nothing'
  if (typeof node === 'string') return 'a string'
  if (Array.isArray(node)) return 'a list'
  if (isBytes(node)) return 'bytes'
  if (epochMillisOf(node) !== undefined) return 'a Date'
  // A decimal inside a document calls itself that.
  if (typeof node === 'object') return (node as Prototyped)[Symbol.toStringTag] === 'Decimal' ? 'a number' : 'an object'
  return `a ${typeof node}`
}

const inherited = new Set(Object.getOwnPropertyNames(Object.prototype))

/** The field as a user wrote it; a name that every object inherits counts only where it is the object's own. */
export const fieldOf = (record: Readonly<Record<string, unknown>>, name: string): unknown =>
  inherited.has(name) ? getOwn(record, name) : record[name]

/** The same for any number of nodes, all of them records. */
export const fieldNamed = (name: string): ((node: unknown) => unknown) =>
  inherited.has(name)
    ? (node) => getOwn(node as Readonly<Record<string, unknown>>, name)
    : (node) => (node as Readonly<Record<string, unknown>>)[name]

/** The nearest number of 32 bits; a finite number beyond them is out of range. */
export const float32 = (n: number): number | ReturnType<typeof fault> => {
  const rounded = Math.fround(n)
  return Number.isFinite(n) && !Number.isFinite(rounded)
    ? fault('range', 'a number of 32 bits', 'a number outside')
    : rounded
}
