/**
 * What an object holds, looked at without running anything of its own: descriptors, never values behind getters, and no proxy.
 */
import { types } from 'node:util'

type Own = ReadonlyArray<readonly [PropertyKey, PropertyDescriptor]>

const isObject = (u: unknown): u is object => (typeof u === 'object' && u !== null) || typeof u === 'function'

const own = (one: object): Own =>
  Reflect.ownKeys(one).flatMap((key) => {
    const found = Reflect.getOwnPropertyDescriptor(one, key)
    return found === undefined ? [] : [[key, found] as const]
  })

// A typed array has a descriptor for each byte.
const isClosed = (one: object): boolean => types.isProxy(one) || ArrayBuffer.isView(one)

// -------------------------------------------------------------------------------------
// what every program shares
// -------------------------------------------------------------------------------------

const shared: ReadonlyArray<object> = [
  ...[Object, Array, String, Number, BigInt, Boolean, Symbol, Date, RegExp, Map, Set, WeakMap, Function, Promise],
  ...[Error, Uint8Array, ArrayBuffer, DataView],
].flatMap((one) => [one, one.prototype as object])

const isShared: ReadonlySet<unknown> = new Set(shared)

/** All properties of what every program shares, to be compared later. */
export const builtIns = (): ReadonlyArray<unknown> => shared.map((one) => [own(one), Object.getPrototypeOf(one)])

// -------------------------------------------------------------------------------------
// what an object holds
// -------------------------------------------------------------------------------------

/** Every object that can be reached from one through own properties, functions left out: nothing copies those. */
export const reach = (root: unknown): ReadonlyMap<object, Own> => {
  const seen = new Map<object, Own>()
  const queue: Array<unknown> = [root]
  for (const one of queue) {
    if (!isObject(one) || typeof one === 'function' || seen.has(one) || isShared.has(one)) continue
    const found = isClosed(one) ? [] : own(one)
    seen.set(one, found)
    for (const [, descriptor] of found) queue.push(descriptor.value)
    if (ArrayBuffer.isView(one) && !types.isProxy(one)) queue.push(one.buffer)
  }
  return seen
}

// A detached view has no bytes, and its offset is 0.
const bytesOf = (one: object): string | undefined =>
  ArrayBuffer.isView(one) && one.byteLength > 0
    ? Buffer.from(one.buffer, one.byteOffset, one.byteLength).toString('hex')
    : undefined

/** All that could be changed in what one reaches, for a comparison later. */
export const picture = (root: unknown): ReadonlyArray<unknown> =>
  [...reach(root)].map(([one, found]) =>
    types.isProxy(one)
      ? 'a proxy'
      : {
          prototype: Object.getPrototypeOf(one) as unknown,
          extensible: Object.isExtensible(one),
          bytes: bytesOf(one),
          time: types.isDate(one) ? Date.prototype.getTime.call(one) : undefined,
          found: found.map(([key, { value, ...rest }]) => [key, isObject(value) ? 'an object' : value, rest]),
        },
  )

/** Objects that two roots both reach and that could be changed. */
export const common = (a: unknown, b: unknown): ReadonlyArray<object> => {
  const other = reach(b)
  return [...reach(a).keys()].filter((one) => other.has(one) && !(Object.isFrozen(one) && !ArrayBuffer.isView(one)))
}

/** Changes everything that a root reaches, as far as it lets itself be changed. */
export const spoil = (root: unknown): void => {
  for (const [one, found] of reach(root)) {
    if (types.isProxy(one)) continue
    if (ArrayBuffer.isView(one) && one.byteLength > 0) new Uint8Array(one.buffer).fill(255)
    if (types.isDate(one)) Date.prototype.setTime.call(one, 0)
    for (const [key] of found)
      if (key !== 'length') Reflect.defineProperty(one, key, { value: 'spoilt', configurable: true })
    Reflect.set(one, 'spoilt', true)
  }
}
