/**
 * Records whose keys come from outside.
 */
import assert from 'node:assert/strict'
import { fileURLToPath } from 'node:url'
import { runInNewContext } from 'node:vm'
import { build } from 'esbuild'
import { json } from '../../lib/index.js'
import * as S from '../../lib/shape/index.js'
import { getOwn, recordOf, setOwn } from '../../lib/value/own.js'

const root = fileURLToPath(new URL('../..', import.meta.url))

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
    Object.setPrototypeOf(made, { held: 'x' })
    assert.equal(getOwn(made, 'held'), undefined)
    for (const key of [...Object.getOwnPropertyNames(Object.prototype), 'plain']) {
      const record: Record<string, number> = {}
      for (const value of [1, 2]) {
        setOwn(record, key, value)
        const wanted = { value, writable: true, enumerable: true, configurable: true }
        assert.deepEqual(Object.getOwnPropertyDescriptor(record, key), wanted, key)
      }
      assert.equal(Object.getPrototypeOf(record), Object.prototype)
    }
  })

  it('have what others inherit where that is frozen, in code that is strict and in code that is not', async () => {
    for (const strict of ["'use strict';", '']) {
      const { outputFiles } = await build({
        stdin: { contents: "export { recordOf } from './lib/value/own.ts'", resolveDir: root },
        bundle: true,
        write: false,
        format: 'iife',
        globalName: 'own',
      })
      const code = `${strict}${outputFiles[0]?.text}; Object.freeze(Object.prototype);
        JSON.stringify(own.recordOf(['constructor', 'toString', '__proto__', 'a'].map((key) => [key, 1])))`
      assert.equal(runInNewContext(code), '{"constructor":1,"toString":1,"__proto__":1,"a":1}')
    }
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
