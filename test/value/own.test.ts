/**
 * Records whose keys come from outside.
 */
import assert from 'node:assert/strict'
import { json } from '../../lib/index.js'
import * as S from '../../lib/shape/index.js'
import { getOwn, recordOf, setOwn } from '../../lib/value/own.js'

const record = (count: number): Record<string, string> =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [i % 3 === 0 ? `${i}` : `key ${i}`, `value ${i}`]))

describe('records', () => {
  for (const count of [0, 1, 8, 9, 100, 101, 128, 129, 1000])
    it(`a map of ${count} entries is copied in order and without symbols, into a plain record of its own`, () => {
      const Texts = S.map(
        'example#Texts',
        () => S.Prelude.String,
        () => S.Prelude.String,
      )
      const entries = Object.entries(record(count))
      const original = { ...record(count), [Symbol('key')]: 'x' }
      for (let i = 0; i < 8; i++) {
        const made = Texts.make(original)
        assert.ok(made._tag === 'Right')
        assert.deepEqual(Object.entries(made.right), entries)
        assert.deepEqual(Object.getOwnPropertySymbols(made.right), [])
        assert.equal(Object.getPrototypeOf(made.right), Object.prototype)
        assert.notEqual(made.right, original)
      }
    })

  it('has own properties where every record inherits one, whether or not that can be set', () => {
    const keys = ['__proto__', 'constructor', 'toString', 'plain']
    const made = recordOf(keys.map((key) => [key, key] as const))
    assert.deepEqual(Object.keys(made), keys)
    assert.equal(Object.getPrototypeOf(made), Object.prototype)
    const frozen = Object.freeze({ held: 'x' })
    Object.setPrototypeOf(made, frozen)
    assert.equal(getOwn(made, 'held'), undefined)
    // An assignment would throw.
    setOwn(made, 'held', 'y')
    assert.equal(getOwn(made, 'held'), 'y')
    assert.deepEqual(Object.getOwnPropertyDescriptor(made, 'held'), {
      value: 'y',
      writable: true,
      enumerable: true,
      configurable: true,
    })
    assert.equal(frozen.held, 'x')
  })

  it('large maps are read as small ones are: copied, and each entry checked', () => {
    const Texts = S.map(
      'example#Texts',
      () => S.Prelude.String,
      () => S.string('example#Text', { length: { max: 20 } }),
    )
    const input = record(500)
    for (let i = 0; i < 8; i++) {
      const read = json(Texts).decode(input)
      assert.ok(read._tag === 'Right')
      assert.deepEqual(read.right, input)
      assert.notEqual(read.right, input)
      assert.equal(json(Texts).decode({ ...input, last: 'x'.repeat(21) })._tag, 'Left')
    }
  })
})
