/**
 * Things that stand where a leaf is wanted: each with the member that it is put in.
 */
import { runInNewContext } from 'node:vm'
import { hurt, proxy } from './records.js'

export interface Leaf {
  readonly name: string
  readonly member: string
  readonly of: () => unknown
}

const detached = (): Uint8Array => {
  const bytes = Uint8Array.of(1, 2, 3)
  structuredClone(bytes.buffer, { transfer: [bytes.buffer] })
  return bytes
}

const shared = (): Uint8Array => {
  const bytes = new Uint8Array(new SharedArrayBuffer(3))
  bytes.set([1, 2, 3])
  return bytes
}

interface Resizable extends ArrayBuffer {
  resize(bytes: number): void
}

const resizable = (): readonly [Uint8Array, Resizable] => {
  const buffer = new (ArrayBuffer as unknown as new (bytes: number, options: object) => Resizable)(3, {
    maxByteLength: 8,
  })
  const bytes = new Uint8Array(buffer)
  bytes.set([1, 2, 3])
  return [bytes, buffer]
}

const shrunk = (): Uint8Array => {
  const [, buffer] = resizable()
  const bytes = new Uint8Array(buffer, 0, 3) // of a fixed length, unlike one without a count
  buffer.resize(1)
  return bytes
}

class Bytes extends Uint8Array {
  override get length(): number {
    return 1e9
  }
  override [Symbol.iterator](): ReturnType<Uint8Array[typeof Symbol.iterator]> {
    return hurt()
  }
  override subarray(): Uint8Array<ArrayBuffer> {
    return hurt()
  }
  static get [Symbol.species](): Uint8ArrayConstructor {
    return hurt()
  }
}

class Moment extends Date {
  override getTime(): number {
    return '5' as unknown as number
  }
  override valueOf(): number {
    return hurt()
  }
}

/** Says it is worth more than it is, by every way in which a primitive is asked for. */
const primitive = (value: unknown): object => ({
  valueOf: () => value,
  toString: () => value,
  toJSON: () => value,
  [Symbol.toPrimitive]: () => value,
})

const at = (member: string, list: Readonly<Record<string, () => unknown>>): ReadonlyArray<Leaf> =>
  Object.entries(list).map(([name, of]) => ({ name, member, of }))

const everywhere: Readonly<Record<string, () => unknown>> = {
  'a function': () => hurt,
  'a symbol': () => Symbol('x'),
}

export const leaves: ReadonlyArray<Leaf> = [
  ...at('text', {
    'a boxed string': () => new String('abc'),
    'an object that turns into text': () => primitive('abc'),
    'a lone surrogate': () => 'a\ud800',
    'a bigint': () => 1n,
    ...everywhere,
  }),
  ...at('state', {
    'a boxed string': () => new String('OPEN'),
    'an array of the value': () => ['OPEN'],
    constructor: () => 'constructor',
  }),
  ...at('count', {
    '-0': () => -0,
    NaN: () => Number.NaN,
    'a bigint': () => 7n,
    'a boxed number': () => new Number(7),
    'an object that turns into a number': () => primitive(7),
  }),
  ...at('long', { 'a boxed bigint': () => Object(7n), NaN: () => Number.NaN, '2^53': () => 2 ** 53 }),
  ...at('decimal', {
    getters: () => ({
      get coefficient() {
        return 15n
      },
      get exponent() {
        return -1
      },
    }),
    'a boxed coefficient': () => ({ coefficient: Object(15n), exponent: -1 }),
    'a getter that throws': () => ({
      get coefficient() {
        return hurt()
      },
      exponent: -1,
    }),
    'an array with the two properties': () => Object.assign([], { coefficient: 15n, exponent: -1 }),
  }),
  ...at('ratio', { '-0': () => -0, NaN: () => Number.NaN, 'a boxed number': () => new Number(0.5) }),
  ...at('flag', { 'a boxed boolean': () => new Boolean(false), '0': () => 0 }),
  ...at('bytes', {
    'a slice of a pool': () => Buffer.from('xx\u0001\u0002\u0003yy').subarray(2, 5),
    'over shared memory': shared,
    'over a resizable buffer': () => resizable()[0],
    'over a resizable buffer that is too short by now': shrunk,
    'over a detached buffer': detached,
    'of a subclass with a length, an iterator and a species of its own': () => new Bytes([1, 2, 3]),
    'with an own length': () => Object.defineProperty(Uint8Array.of(1, 2, 3), 'length', { value: 1e9 }),
    'of another realm': () => runInNewContext('Uint8Array.of(1, 2, 3)') as unknown,
    'an object of the prototype': () => Object.create(Uint8Array.prototype) as unknown,
    'a proxy of bytes': () => proxy(Uint8Array.of(1, 2, 3), {}),
    'a `DataView`': () => new DataView(new ArrayBuffer(3)),
    'an `ArrayBuffer`': () => new ArrayBuffer(3),
    'another typed array': () => Float64Array.of(1, 2, 3),
    'an array': () => [1, 2, 3],
  }),
  ...at('time', {
    'an invalid date': () => new Date(Number.NaN),
    'of a subclass with methods of its own': () => new Moment(1500),
    'with an own `getTime`': () => Object.assign(new Date(1500), { getTime: () => 'x' }),
    'of another realm': () => runInNewContext('new Date(1500)') as unknown,
    'an object of the prototype': () => Object.create(Date.prototype) as unknown,
    'a proxy of a date': () => proxy(new Date(1500), {}),
    'a moment with `valueOf`': () => primitive(1500),
  }),
  ...at('choice', {
    'two members': () => ({ _tag: 'text', value: 'x', text: 'y', node: { text: 'z' } }),
    'a `_tag` of a prototype': () => ({ _tag: 'constructor', value: 'x' }),
    'a `_tag` that turns into text': () => ({ _tag: primitive('text'), value: 'x' }),
    'a value whose getter throws': () => ({
      _tag: 'text',
      get value() {
        return hurt()
      },
    }),
  }),
]
