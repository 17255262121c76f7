/**
 * Bytes and dates told by what they are inside, not by what they say of themselves: a prototype can be borrowed, and `length`,
 * `getTime` or an iterator can be another's.
 */

const getterOf = (name: PropertyKey): ((this: unknown) => unknown) => {
  const found = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), name)?.get
  return found ?? (() => undefined)
}

const tagOf = /*#__PURE__*/ getterOf(Symbol.toStringTag)
const lengthOf = /*#__PURE__*/ getterOf('length')

/** Whether it is a `Uint8Array`, a `Buffer` or any other subclass. Runs nothing of the object's own: a proxy of one is none. */
export const isBytes = (u: unknown): u is Uint8Array => tagOf.call(u) === 'Uint8Array'

/** How many bytes there are; 0 where their buffer is detached. */
export const sizeOf = (bytes: Uint8Array): number => lengthOf.call(bytes) as number

/** A plain copy in memory of its own; `undefined` where it is no `Uint8Array`, or one whose buffer is detached or too short by now. */
export const copyOfBytes = (u: unknown): Uint8Array | undefined => {
  if (!isBytes(u)) return undefined
  try {
    return new Uint8Array(u)
  } catch {
    return undefined
  }
}

const { getTime } = Date.prototype

/** Milliseconds since 1970, `NaN` of an invalid date; `undefined` where it is no `Date` of this realm. */
export const epochMillisOf = (u: unknown): number | undefined => {
  if (!(u instanceof Date)) return undefined
  try {
    return getTime.call(u)
  } catch {
    return undefined
  }
}
