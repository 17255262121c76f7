/**
 * Plain data taken apart and changed without a schema: deep freezing, parts that two data share, one part replaced.
 */

import { setOwn } from '../value/own.js'

type Holder = ReadonlyArray<unknown> | Readonly<Record<string, unknown>>

const isHolder = (u: unknown): u is Holder =>
  Array.isArray(u) || (typeof u === 'object' && u !== null && Object.prototype.toString.call(u) === '[object Object]')

/** Every object that can be reached by own enumerable properties, the root among them. */
const objectsIn = (root: unknown): ReadonlySet<object> => {
  const seen = new Set<object>()
  const rest: Array<unknown> = [root]
  while (rest.length > 0) {
    const next = rest.pop()
    if (typeof next !== 'object' || next === null || seen.has(next)) continue
    seen.add(next)
    if (isHolder(next)) rest.push(...Object.values(next))
  }
  return seen
}

/** Freezes records and arrays throughout and gives the same data back. Bytes cannot be frozen. */
export const deepFreeze = <A>(data: A): A => {
  for (const object of objectsIn(data)) if (isHolder(object)) Object.freeze(object)
  return data
}

/** Whether some object is part of both. */
export const sharesParts = (a: unknown, b: unknown): boolean => {
  const parts = objectsIn(a)
  return [...objectsIn(b)].some((part) => parts.has(part))
}

/** How many parts data has, itself included; of cycles each part once. */
const countParts = (data: unknown): number =>
  isHolder(data) ? 1 + Object.values(data).reduce<number>((sum, part) => sum + countParts(part), 0) : 1

/**
 * A copy in which one part, the `index`th from the root modulo their number, is replaced. Domain: plain acyclic data.
 */
export const replacePart = (data: unknown, index: number, by: unknown): unknown => {
  let left = index % countParts(data)
  const go = (part: unknown): unknown => {
    if (left-- === 0) return by
    if (Array.isArray(part)) return part.map(go)
    if (!isHolder(part)) return part
    const copy: Record<string, unknown> = {}
    for (const [name, value] of Object.entries(part)) setOwn(copy, name, go(value))
    return copy
  }
  return go(data)
}
