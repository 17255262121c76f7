/**
 * Things that stand where a document is wanted.
 */
import { hurt, proxy, revoked } from './records.js'

export interface Paper {
  readonly name: string
  readonly of: () => unknown
}

const circle = (): unknown => {
  const one: Record<string, unknown> = {}
  one['again'] = one
  return one
}

/** What a decimal inside a document is known by: a name that anybody can ask for. */
const mark = Symbol.for('wireshape/decimal')

const forged = (coefficient: unknown): unknown => ({ [mark]: true, coefficient, exponent: 0 })

class Plain {
  readonly a = 1
}

export const documents: ReadonlyArray<Paper> = [
  {
    name: 'a getter',
    of: () => ({
      get a() {
        return 1
      },
    }),
  },
  {
    name: 'a getter that throws',
    of: () => [
      {
        get a() {
          return hurt()
        },
      },
    ],
  },
  {
    name: 'an own key `__proto__`',
    of: () => JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{}}}') as unknown,
  },
  { name: 'a key that is a symbol', of: () => ({ a: 1, [Symbol('key')]: { held: true } }) },
  { name: '`toJSON`', of: () => ({ a: 1, toJSON: () => 'other' }) },
  { name: '`toJSON`, not enumerable', of: () => Object.defineProperty({ a: 1 }, 'toJSON', { value: () => 'other' }) },
  { name: 'a null prototype', of: () => Object.assign(Object.create(null), { a: 1 }) as unknown },
  { name: 'an instance of a class', of: () => new Plain() },
  { name: 'a proxy that changes nothing', of: () => proxy({ a: 1 }, {}) },
  { name: 'a proxy whose `ownKeys` throws', of: () => proxy({ a: 1 }, { ownKeys: hurt }) },
  { name: 'a proxy that is revoked', of: () => [revoked({ a: 1 })] },
  { name: 'a hole', of: () => Object.assign(['x', 'y'], { length: 3 }) },
  { name: 'a length of 2^32 - 1', of: () => Object.assign(['x'], { length: 2 ** 32 - 1 }) },
  { name: 'an array of a subclass', of: () => new (class extends Array<unknown> {})('x', 'y') },
  { name: 'a `Date`', of: () => new Date(0) },
  { name: 'a `Map`', of: () => new Map([['a', 1]]) },
  { name: 'bytes', of: () => Uint8Array.of(1) },
  { name: 'a boxed string', of: () => Object('x') as unknown },
  { name: 'a function', of: () => [hurt] },
  { name: 'a symbol', of: () => [Symbol('x')] },
  { name: '`undefined` in an array', of: () => [undefined] },
  { name: 'NaN', of: () => [Number.NaN] },
  { name: '-0', of: () => -0 },
  { name: 'a bigint', of: () => [2n ** 70n] },
  { name: 'a lone surrogate', of: () => ['\ud800'] },
  { name: 'a key that is a lone surrogate', of: () => ({ '\ud800': 1 }) },
  { name: 'a circle', of: circle },
  { name: 'the mark of a decimal, and a decimal', of: () => forged(15n) },
  {
    name: 'the mark of a decimal, and text that is no number',
    of: () => [forged({ toString: () => '1],"admin":[true' })],
  },
]
