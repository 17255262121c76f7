/**
 * Bytes and dates, told by what they are inside: what is said of themselves, and what was put over it, makes no difference.
 */
import assert from 'node:assert/strict'
import { runInNewContext } from 'node:vm'
import { copyOfBytes, epochMillisOf, isBytes, sizeOf } from '../../lib/value/builtIns.js'

/** Not a number, whatever the type says, so that nothing may rely on it. */
const lie = (): never => 'a lie' as never

class Bytes extends Uint8Array {
  override get length(): number {
    return 99
  }
  override *[Symbol.iterator](): Generator<number, undefined> {
    yield* [9, 9]
  }
  static get [Symbol.species](): typeof Uint8Array {
    return lie()
  }
}

class Day extends Date {
  override getTime(): number {
    return lie()
  }
  override valueOf(): number {
    return lie()
  }
}

const detached = (): Uint8Array => {
  const bytes = Uint8Array.of(1, 2, 3)
  structuredClone(bytes.buffer, { transfer: [bytes.buffer] })
  return bytes
}

const good: ReadonlyArray<readonly [string, unknown, ReadonlyArray<number>]> = [
  ['none', new Uint8Array(), []],
  ['some', Uint8Array.of(1, 2, 255), [1, 2, 255]],
  ['a Buffer', Buffer.from([3, 4]), [3, 4]],
  ['a part of a buffer', Uint8Array.of(1, 2, 3, 4).subarray(1, 3), [2, 3]],
  ['shared memory', new Uint8Array(new SharedArrayBuffer(2)), [0, 0]],
  ['a subclass that says another length', Bytes.from([5, 6, 7]), [5, 6, 7]],
  ['another length of its own', Object.defineProperty(Uint8Array.of(8), 'length', { value: 2 }), [8]],
  ['another realm', runInNewContext('Uint8Array.of(1, 2)'), [1, 2]],
]

const bad: ReadonlyArray<readonly [string, unknown]> = [
  ['an array', [1, 2]],
  ['an ArrayBuffer', new ArrayBuffer(2)],
  ['a DataView', new DataView(new ArrayBuffer(2))],
  ['another typed array', Uint16Array.of(1)],
  ['clamped bytes', Uint8ClampedArray.of(1)],
  ['an object of the prototype', Object.create(Uint8Array.prototype)],
  ['a proxy', new Proxy(Uint8Array.of(1), {})],
  ['an object that says so', { [Symbol.toStringTag]: 'Uint8Array', length: 1, 0: 1 }],
  ...[undefined, null, 1, 'Uint8Array', {}].map((u) => [String(u), u] as const),
]

describe('bytes', () => {
  for (const [name, u, wanted] of good)
    it(`${name}: counted and copied`, () => {
      assert.ok(isBytes(u))
      assert.equal(sizeOf(u), wanted.length)
      const copy = copyOfBytes(u) ?? assert.fail('no copy')
      assert.equal(Object.getPrototypeOf(copy), Uint8Array.prototype)
      assert.deepEqual([...copy], wanted)
      assert.notEqual(copy.buffer, u.buffer)
    })

  for (const [name, u] of bad)
    it(`${name}: none`, () => {
      assert.equal(isBytes(u), false)
      assert.equal(copyOfBytes(u), undefined)
    })

  it('whose buffer is detached: none are left, and no copy', () => {
    const bytes = detached()
    assert.ok(isBytes(bytes))
    assert.equal(sizeOf(bytes), 0)
    assert.equal(copyOfBytes(bytes), undefined)
  })
})

describe('dates', () => {
  it('say their milliseconds, an invalid one NaN', () => {
    assert.equal(epochMillisOf(new Date(5)), 5)
    assert.ok(Number.isNaN(epochMillisOf(new Date(Number.NaN))))
    assert.equal(epochMillisOf(new Day(7)), 7)
    assert.equal(epochMillisOf(Object.assign(new Date(9), { getTime: lie })), 9)
  })

  for (const [name, u] of [
    ['an object of the prototype', Object.create(Date.prototype)],
    ['a proxy', new Proxy(new Date(5), {})],
    ['another realm', runInNewContext('new Date(5)')],
    ['what looks like one', { getTime: () => 5, valueOf: () => 5 }],
    ...[undefined, null, 5, '1970-01-01'].map((u) => [String(u), u] as const),
  ] as ReadonlyArray<readonly [string, unknown]>)
    it(`${name}: none`, () => assert.equal(epochMillisOf(u), undefined))
})
