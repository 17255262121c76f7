/**
 * Ways in which an array can be more, or other, than its items.
 */
import type { Hostile } from './records.js'
import { hurt, proxy, revoked } from './records.js'

type Items = Array<unknown>

const defined = (items: Items, key: PropertyKey, descriptor: PropertyDescriptor): Items =>
  Object.defineProperty(items, key, { configurable: true, ...descriptor })

const withOwn = (items: Items, key: PropertyKey, value: unknown): Items => defined(items, key, { value })

/** Every method that could be asked for, and each does harm. */
const methods = ['map', 'entries', 'slice', 'filter', 'every', 'forEach', 'push', 'concat', 'flatMap', 'toJSON', 'join']

class Own extends Array<unknown> {
  static override get [Symbol.species](): ArrayConstructor {
    return hurt()
  }
}
for (const method of [...methods.filter((name) => name !== 'push'), Symbol.iterator])
  Object.defineProperty(Own.prototype, method, { value: hurt })

const subclass = (items: Items): Items => Object.setPrototypeOf(items, Own.prototype) as Items

const length = (told: unknown): Hostile<Items> => ({
  name: `a proxy whose length is ${String(told)}`,
  endless: told === 2 ** 53,
  of: (items) => proxy(items, { get: (target, key) => (key === 'length' ? told : Reflect.get(target, key)) }),
})

export const arrays: ReadonlyArray<Hostile<Items>> = [
  { name: 'frozen', of: Object.freeze },
  { name: 'more properties', of: (items) => withOwn(items, 'more', { held: true }) },
  { name: 'a key that is a symbol', of: (items) => withOwn(items, Symbol('key'), { held: true }) },
  { name: 'of a subclass whose methods and iterator throw', of: subclass },
  { name: 'own methods that throw', of: (items) => methods.reduce((made, name) => withOwn(made, name, hurt), items) },
  {
    name: 'an own iterator that has no end',
    of: (items) => withOwn(items, Symbol.iterator, () => ({ next: () => ({ done: false }) })),
  },
  { name: 'a constructor that throws', of: (items) => defined(items, 'constructor', { get: hurt }) },
  { name: 'no prototype', of: (items) => Object.setPrototypeOf(items, null) },
  {
    name: 'an item that is a getter',
    of: (items) => {
      const [item] = items
      return defined(items, 0, { get: () => item, enumerable: true })
    },
  },
  { name: 'an item whose getter throws', of: (items) => defined(items, 0, { get: hurt, enumerable: true }) },
  {
    name: 'a hole',
    of: (items) => {
      delete items[0]
      return items
    },
  },
  { name: 'a length of 2^32 - 1', endless: true, of: (items) => Object.assign(items, { length: 2 ** 32 - 1 }) },
  { name: 'a proxy that changes nothing', of: (items) => proxy(items, {}) },
  ...(['get', 'has', 'ownKeys', 'getOwnPropertyDescriptor', 'getPrototypeOf'] as const).map(
    (name): Hostile<Items> => ({
      name: `a proxy whose \`${name}\` throws`,
      of: (items) => proxy(items, { [name]: hurt }),
    }),
  ),
  { name: 'a proxy that is revoked', of: revoked },
  ...[Number.NaN, -1, 1.5, 2 ** 53, 'many'].map(length),
  { name: 'a record like an array', of: (items) => ({ ...items, length: items.length }) },
  { name: 'an iterable', of: (items) => new Set(items) },
  { name: 'bytes', of: () => Uint8Array.of(1, 2) },
]
