/**
 * What is generated: only what the operations reach, always the same, and in a bundle only what is used.
 */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import type { GeneratedFile } from '../../lib/codegen/index.js'
import { generate, mark, selectOperations } from '../../lib/codegen/index.js'
import type { Service } from '../../lib/index.js'
import { jsonText } from '../../lib/index.js'
import { readModel } from '../../lib/model/index.js'
import { closure, nameOf } from '../../lib/schema/Schema.js'
import type { Shape } from '../../lib/shape/index.js'
import { arbitrary } from '../../lib/testing/index.js'
import type { Value } from '../../lib/value/index.js'
import { describeShared } from '../shared.js'
import { bundle, evaluate, gzipped, syntaxFaults } from './evaluate.js'

const open = (path: string): Service => {
  const read = readModel(JSON.parse(readFileSync(path, 'utf8')))
  return read._tag === 'Right' ? (read.right.services[0] ?? assert.fail('no service')) : assert.fail('a broken model')
}

const textOf = (files: ReadonlyArray<GeneratedFile>): string =>
  files.map(({ path, text }) => `${path}\n${text}`).join('\n')

/** The ids of the shapes and operations that a bundle of generated code holds. */
const constants = (text: string): ReadonlySet<string> =>
  new Set([...text.matchAll(/\/\* @__PURE__ \*\/ \w+\.\w+\("([^"]+)"/g)].map(([, id = '']) => id))

const entry = (name: string): string => `export { ${name} } from './index.js'`

const clientOf = (name: string, protocol = 'restJson1'): string =>
  `import { ${name} } from './index.js'\nimport { ${protocol} } from 'wireshape'\nexport const client = ${protocol}.client(${name})`

describeShared(
  'the generator on Amazon Connect',
  ['models/botocore/connect.json', 'models/smithy/connect.json'],
  ([path = '', smithy = '']) => {
    let service: Service
    let all: ReadonlyArray<GeneratedFile>
    let one: ReadonlyArray<GeneratedFile>

    before(() => {
      service = open(path)
      all = generate(service)
      one = generate(service, { operations: ['StartEmailContact'] })
    })

    it('the same model gives the same text, read twice and in another order of operations wanted', () => {
      assert.equal(textOf(generate(open(path), {})), textOf(all))
      const pair = (...operations: ReadonlyArray<string>) => textOf(generate(service, { operations }))
      assert.equal(pair('StartEmailContact', 'SendEmail'), pair('SendEmail', 'StartEmailContact'))
    })

    it('every file is marked, ends with one newline, and imports what is there', () => {
      const paths = new Set(all.map((file) => file.path))
      for (const { path: name, text } of all) {
        assert.equal(text.split('\n', 1)[0], mark, name)
        assert.match(text, /[^\n]\n$/, name)
        assert.doesNotMatch(text, /[ \t]\n|\r/, name)
        for (const [, to = ''] of text.matchAll(/from '\.\/(.*)\.js'/g))
          assert.ok(paths.has(`${to}.ts`), `${name}: ${to}`)
      }
    })

    it('one operation brings the shapes that it reaches, and no other', () => {
      const [operation] = selectOperations(service, ['StartEmailContact']).selected
      const { input, output, errors } = operation ?? assert.fail('no operation')
      const reached = new Set(
        [input, output, ...errors].flatMap(({ schema }) => closure(schema).map(({ id }) => nameOf(id))),
      )
      const written = new Set(
        [...textOf(one).matchAll(/\('com\.amazonaws\.connect#(\w+)'/g)].map(([, name = '']) => name),
      )
      written.delete('StartEmailContact')
      assert.deepEqual([...written].sort(), [...reached].sort())
      console.log(
        `      StartEmailContact: ${reached.size} shapes in ${one.length} files, ${textOf(one).length} bytes; all: ${all.length} files, ${textOf(all).length} bytes`,
      )
    })

    it('operations that are not there are told, and left out', () => {
      const { selected, missing } = selectOperations(service, ['StartEmailContact', 'StartEmial'])
      assert.deepEqual([selected.map(({ name }) => name), missing], [['StartEmailContact'], ['StartEmial']])
    })

    it('a call at the top of a module is marked pure', () => {
      for (const { path: name, text } of all) {
        const bare = text
          .split('\n')
          .filter((line) =>
            /^(?:export )?const .*(?<!\/\*#__PURE__\*\/ )\b(?:S|Op|V)\.\w+\(/.test(
              line.replace(/'(?:[^'\\]|\\.)*'/g, "''").replace(/^(.*?)\/\*#__PURE__\*\/ \w+\.\w+\(/, '$1'),
            ),
          )
        assert.deepEqual(bare, [], name)
      }
    })

    it('a bundle of one operation of the whole service holds what it needs, and nothing else', async () => {
      for (const name of ['StartEmailContact', 'DescribeUser', 'DeleteUser', 'SearchContacts']) {
        const whole = await bundle(entry(name), all, { external: true })
        const alone = await bundle(entry(name), generate(service, { operations: [name] }), { external: true })
        assert.deepEqual([...constants(whole)].sort(), [...constants(alone)].sort(), name)
        assert.ok(constants(whole).size > 5)
      }
    })

    it('StartEmailContact stays small', async () => {
      const sizes: Array<readonly [string, number, number]> = []
      for (const [from, files] of [
        ['its own module', one],
        ['the whole service', all],
      ] as const) {
        for (const [title, text, external] of [
          ['generated code alone', entry('StartEmailContact'), true],
          ['request shape with the library', entry('StartEmailContactRequest'), false],
          ['restJson1 client with the library', clientOf('StartEmailContact'), false],
        ] as const) {
          // Each file imports the library for itself; with the library in the bundle that is no code.
          const made = (await bundle(text, files, { external, minify: true })).replace(
            /import[^;"]*"wireshape[^"]*";/g,
            '',
          )
          sizes.push([`${title}, from ${from}`, made.length, gzipped(made)])
        }
      }
      for (const [title, bytes, small] of sizes) console.log(`      ${title}: ${bytes} bytes, ${small} gzip`)
      const [own = 0, , client = 0, shaken = 0, , shakenClient = 0] = sizes.map(([, , small]) => small)
      assert.ok(own < 8 * 1024, `${own}`)
      assert.ok(shaken < 8 * 1024, `${shaken}`)
      assert.ok(shakenClient < client * 1.1, `${shakenClient} against ${client}`)
    })

    it('StartEmailContact is at most 8 KB with all of the library that it needs, where it is lean', async () => {
      const files = generate(service, { operations: ['StartEmailContact'], lean: true })
      assert.deepEqual(files.flatMap(syntaxFaults), [])
      const made = await bundle(
        `export { StartEmailContactRequest } from './StartEmailContactRequest.js'
         import { StartEmailContact } from './Connect.js'
         import { StartEmailContactRequest } from './StartEmailContactRequest.js'
         import { jsonText, restJson1 } from 'wireshape/lean'
         export const { decode, encode } = jsonText(StartEmailContactRequest)
         export const client = restJson1.client(StartEmailContact)`,
        files,
        { minify: true },
      )
      console.log(`      ${made.length} bytes, ${gzipped(made)} gzip`)
      assert.ok(gzipped(made) <= 8000, `${gzipped(made)}`)
    })

    it('with its code printed ahead of time, a request is read and written as without', async () => {
      const files = generate(service, { operations: ['StartEmailContact'], compiled: true })
      assert.deepEqual(files.flatMap(syntaxFaults), [])
      assert.ok(files.some((file) => file.path === 'StartEmailContactRequest.compiled.ts'))
      const [ahead, plain] = await Promise.all([files, one].map(evaluate))
      const [compiled, usual] = [ahead, plain].map(
        (module) => module?.['StartEmailContactRequest'] as Shape<unknown, Value, unknown>,
      )
      assert.ok(compiled?.schema.traits.compiled !== undefined && usual !== undefined)
      const good = fc.sample(arbitrary(fc)(usual), { numRuns: 200, seed: 1 })
      for (const value of good) {
        assert.ok(compiled.is(value))
        const text = jsonText(compiled).encode(value)
        assert.equal(text, jsonText(usual).encode(value))
        assert.deepEqual(jsonText(compiled).decode(text), jsonText(usual).decode(text))
      }
    })

    it('the older form of the model gives a module of the same make', () => {
      const files = generate(open(smithy), { operations: ['StartEmailContact'], docs: false })
      assert.ok(files.some((file) => file.path === 'StartEmailContactRequest.ts'))
      assert.doesNotMatch(textOf(files), /\/\*\*\n/)
    })
  },
)

describeShared(
  'services with rules of their own',
  ['models/botocore/glacier.json', 'models/botocore/s3.json'],
  (paths) => {
    it('shake as others do', async () => {
      for (const [path, name] of [
        [paths[0], 'ListVaults'],
        [paths[1], 'HeadBucket'],
      ] as const) {
        const service = open(path ?? '')
        const whole = await bundle(entry(name), generate(service), { external: true })
        const alone = await bundle(entry(name), generate(service, { operations: [name] }), { external: true })
        assert.deepEqual([...constants(whole)].sort(), [...constants(alone)].sort(), name)
      }
    })
  },
)
