/**
 * A realm whose `Object.prototype` is frozen, as hardened pages and workers have it: keys that every record inherits are kept as others are,
 * by code that is strict and by bundles that are not, with code made at run time, without, and ahead of time.
 */
import assert from 'node:assert/strict'
import { fileURLToPath } from 'node:url'
import { createContext, runInContext } from 'node:vm'
import { build } from 'esbuild'
import { printCompiled } from '../../lib/compile/printAhead.js'
import type { StructureSchema } from '../../lib/schema/index.js'
import * as S from '../../lib/shape/index.js'

const root = fileURLToPath(new URL('../..', import.meta.url))

const keys = ['constructor', 'toString', 'valueOf', 'plain', 'hasOwnProperty']

const Holder = S.inferred('example#Holder', {
  texts: [
    'Texts',
    () =>
      S.map(
        'example#Texts',
        () => S.Prelude.String,
        () => S.Prelude.String,
      ),
  ],
})

/** What is put into the realm: shapes of maps of each kind of value, and readings of each, many times, so that each way is taken. */
const program = `
  import * as W from './lib/index.ts'
  import * as S from './lib/shape/index.ts'
  const map = (value) => S.map('example#Map', () => S.Prelude.String, () => value)
  const Times = S.inferred('example#Part', { N: ['N', () => S.Prelude.Integer], constructor: ['constructor', () => S.Prelude.String] })
  const shapeOf = (value) => S.inferred('example#Holder', {
    entries: ['Entries', () => map(value)],
    valueOf: ['valueOf', () => S.Prelude.String],
    toString: ['toString', () => map(S.Prelude.String)],
  })
  const values = [[S.Prelude.String, 'a'], [S.Prelude.Integer, 7], [S.Prelude.Timestamp, new Date(5000)], [Times, { N: 1, constructor: 'x' }]]
  export const run = (keys) => {
    const told = []
    for (const [kind, value] of values) {
      const shape = shapeOf(kind)
      const entries = (one) => Object.fromEntries(keys.map((key) => [key, one]))
      const given = { entries: entries(value), valueOf: 'v', toString: entries('t') }
      const show = (a) => JSON.stringify([Object.keys(a), Object.keys(a.entries), Object.keys(a.toString), a.valueOf, a.entries.constructor])
      for (let i = 0; i < 12; i++)
        for (const [name, codec] of [['json', W.json], ['jsonText', W.jsonText], ['jsonBytes', W.jsonBytes], ['cbor', W.cborBytes], ['xml', W.xmlText]]) {
          const made = shape.make(given)
          const read = made._tag === 'Right' ? codec(shape).decode(codec(shape).encode(made.right)) : made
          const back = read._tag === 'Right' ? shape.decode(shape.encode(read.right)) : read
          told.push([name, back._tag === 'Right' ? show(back.right) : W.reportText(back.left).join()])
        }
      told.push(['expected', show(given)])
    }
    return JSON.stringify(told)
  }`

describe('a realm whose Object.prototype is frozen', () => {
  const bundled = async (contents: string): Promise<string> => {
    const { outputFiles } = await build({
      stdin: { contents, resolveDir: root },
      bundle: true,
      write: false,
      format: 'iife',
      globalName: 'bundle',
    })
    return outputFiles[0]?.text ?? ''
  }
  const realm = (strings: boolean): ReturnType<typeof createContext> =>
    createContext({ TextEncoder, TextDecoder }, { codeGeneration: { strings, wasm: false } })

  for (const strict of [true, false])
    for (const strings of [true, false])
      it(`${strict ? 'strict' : 'not strict'}, ${strings ? 'code may be made' : 'no code may be made'}`, async () => {
        const code = `${strict ? "'use strict';" : ''}${await bundled(program)}; bundle`
        const context = realm(strings)
        runInContext(
          'Object.freeze(Object.prototype); Object.freeze(Array.prototype); Object.freeze(Function.prototype)',
          context,
        )
        runInContext(code, context)
        // With `__proto__` no quick way takes a map.
        for (const some of [keys, [...keys, '__proto__']]) {
          const text = runInContext(`bundle.run(${JSON.stringify(some)})`, context) as string
          const told = JSON.parse(text) as ReadonlyArray<readonly [string, string]>
          assert.equal(told.length, 4 * (12 * 5 + 1))
          let from = 0
          for (const [at, [name, wanted]] of told.entries()) {
            if (name !== 'expected') continue
            for (const [format, other] of told.slice(from, at)) assert.equal(other, wanted, format)
            from = at + 1
          }
        }
      })

  it('code that was made ahead of time says that it is strict', async () => {
    const printed = printCompiled(Holder.schema as StructureSchema)
    const text = await bundled(`export const compiled = ${printed}`)
    const functions = text.match(/=> \{\n\s*"use strict";\n\s*const \{/g) ?? []
    assert.equal(functions.length, (printed.match(/\(k, h\) => \{/g) ?? []).length)
    assert.ok(functions.length > 4)
  })
})
