/**
 * Records whose keys come from outside.
 */
import assert from 'node:assert/strict'
import { json } from '../../lib/index.js'
import * as S from '../../lib/shape/index.js'
import { copyOf } from '../../lib/value/own.js'

const record = (count: number): Record<string, string> =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [i % 3 === 0 ? `${i}` : `key ${i}`, `value ${i}`]))

describe('records', () => {
  for (const count of [0, 1, 100, 101, 128, 129, 1000])
    it(`a copy of ${count} entries has them all, in order, and is a plain record of its own`, () => {
      const original = { '': 'the empty key', ...record(count) }
      const copy = copyOf(original, count + 1)
      assert.deepEqual(Object.entries(copy), Object.entries(original))
      assert.equal(Object.getPrototypeOf(copy), Object.prototype)
      copy['more'] = 'x'
      assert.ok(!('more' in original))
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
