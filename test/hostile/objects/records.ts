/**
 * Ways in which a record can be more, or other, than plain data.
 */

type Loose = Record<PropertyKey, unknown>

export interface Hostile<A> {
  readonly name: string
  /** Makes the hostile thing out of a plain one, which nobody else holds. */
  readonly of: (plain: A) => unknown
  /** Whether it has more places than can be written. */
  readonly endless?: boolean
}

/** Is thrown by whatever throws, and has no text that could be told. */
export class Hurt extends Error {
  constructor() {
    super('SECRET of a getter')
  }
}

export const hurt = (): never => {
  throw new Hurt()
}

/** Anything that a reader does to a proxy but look. */
const changes: ReadonlyArray<keyof ProxyHandler<object>> = [
  'set',
  'defineProperty',
  'deleteProperty',
  'setPrototypeOf',
  'preventExtensions',
]

/** Changes that anybody tried on proxies. */
export const tried: Array<string> = []

const watched: ProxyHandler<object> = Object.fromEntries(
  changes.map((name) => [
    name,
    () => {
      tried.push(name)
      return false
    },
  ]),
)

export const proxy = (target: object, handler: ProxyHandler<object>): object =>
  new Proxy(target, { ...watched, ...handler })

export const revoked = (target: object): object => {
  const made = Proxy.revocable(target, {})
  made.revoke()
  return made.proxy
}

const first = (record: Loose): string => Object.keys(record)[0] ?? 'text'

const defined = (record: Loose, key: PropertyKey, descriptor: PropertyDescriptor): Loose =>
  Object.defineProperty(record, key, { configurable: true, ...descriptor })

const extra = (record: Loose, key: PropertyKey, value: unknown, enumerable = true): Loose =>
  defined(record, key, { value, enumerable, writable: true })

/** All entries as getters. */
const got = (record: Loose): Loose => {
  const made: Loose = {}
  for (const [key, value] of Object.entries(record)) defined(made, key, { get: () => value, enumerable: true })
  return made
}

const traps = (record: Loose): Loose => {
  for (const key of [
    'toJSON',
    'valueOf',
    'toString',
    'inspect',
    Symbol.toPrimitive,
    Symbol.iterator,
    Symbol.for('nodejs.util.inspect.custom'),
  ])
    extra(record, key, hurt, false)
  return record
}

class Plain {
  constructor(record: Loose) {
    Object.assign(this, record)
  }
  /** What a class has of its own is no entry. */
  toJSON(): unknown {
    return hurt()
  }
}

const inheriting = (record: Loose): Loose => Object.create(record) as Loose

const trap = (name: keyof ProxyHandler<object>): Hostile<Loose> => ({
  name: `a proxy whose \`${name}\` throws`,
  of: (record) => proxy(record, { [name]: hurt }),
})

export const records: ReadonlyArray<Hostile<Loose>> = [
  { name: 'a null prototype', of: (record) => Object.assign(Object.create(null), record) },
  { name: 'frozen', of: Object.freeze },
  { name: 'sealed', of: Object.seal },
  { name: 'an instance of a class', of: (record) => new Plain(record) },
  { name: 'everything inherited from another record', of: inheriting },
  { name: 'getters', of: got },
  { name: 'a getter that throws', of: (record) => defined(record, first(record), { get: hurt, enumerable: true }) },
  {
    name: 'a getter that throws, not enumerable',
    of: (record) => defined(record, first(record), { get: hurt, enumerable: false }),
  },
  {
    name: 'a property of another name whose getter throws',
    of: (record) => defined(record, 'other', { get: hurt, enumerable: true }),
  },
  { name: 'an own key `__proto__`', of: (record) => extra(record, '__proto__', 'x') },
  {
    name: 'an own key `__proto__` that holds `Object.prototype`',
    of: (record) => extra(record, '__proto__', Object.prototype),
  },
  { name: 'an own key `constructor`', of: (record) => extra(record, 'constructor', 'x') },
  { name: 'an own key `prototype`', of: (record) => extra(record, 'prototype', 'x') },
  { name: 'an own key `hasOwnProperty`', of: (record) => extra(record, 'hasOwnProperty', 'x') },
  { name: 'a key that is a lone surrogate', of: (record) => extra(record, '\ud800', 'x') },
  { name: 'a key whose value is `undefined`', of: (record) => extra(record, 'other', undefined) },
  { name: 'a key that is a symbol', of: (record) => extra(record, Symbol('key'), { held: true }) },
  { name: 'a property that is not enumerable', of: (record) => extra(record, 'other', { held: true }, false) },
  { name: '`toJSON`, `valueOf`, `toString` and the like that throw', of: traps },
  { name: '`Symbol.toStringTag`', of: (record) => extra(record, Symbol.toStringTag, 'Map', false) },
  {
    name: '`Symbol.toStringTag` whose getter throws',
    of: (record) => defined(record, Symbol.toStringTag, { get: hurt }),
  },
  { name: 'a proxy that changes nothing', of: (record) => proxy(record, {}) },
  ...(['get', 'has', 'ownKeys', 'getOwnPropertyDescriptor', 'getPrototypeOf'] as const).map(trap),
  { name: 'a proxy that is revoked', of: revoked },
  { name: 'a proxy that hides its keys', of: (record) => proxy(record, { ownKeys: () => [] }) },
  {
    name: 'a proxy with keys that are not there',
    of: (record) => proxy(record, { ownKeys: (target) => [...Reflect.ownKeys(target), 'ghost'] }),
  },
  {
    name: 'a proxy that denies what it has',
    of: (record) => proxy(record, { has: () => false, getOwnPropertyDescriptor: () => undefined }),
  },
  {
    name: 'a proxy of a prototype that is not its own',
    of: (record) => proxy(record, { getPrototypeOf: () => Array.prototype }),
  },
  { name: 'a function with the properties', of: (record) => Object.assign(() => 1, record) },
  { name: 'a `Map`', of: (record) => new Map(Object.entries(record)) },
  { name: 'an `Error` with the properties', of: (record) => Object.assign(new Error('x'), record) },
  { name: 'a boxed string', of: () => new String('abc') },
  { name: 'an array', of: (record) => Object.assign([], record) },
]
