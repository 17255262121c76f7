/**
 * `wireshape sample`: good payloads are taken, broken ones give the issue that they say, a seed gives the same lines.
 */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { fileURLToPath, pathToFileURL } from 'node:url'
import * as fc from 'fast-check'
import { StartEmailContact } from '../../lib/connect/index.js'
import { readJson } from '../../lib/format/json.js'
import { issuesOf, json, shapeOf } from '../../lib/index.js'
import { arbitrary, arbitrarySchema } from '../../lib/testing/index.js'
import { useFolder, wireshape } from './terminal.js'

const shape = json(StartEmailContact.input as Parameters<typeof json>[0])

const trees = (out: string): ReadonlyArray<unknown> =>
  out
    .trimEnd()
    .split('\n')
    .map((line) => {
      const read = readJson(line)
      assert.ok(read._tag === 'Right', line.slice(0, 200))
      return read.right
    })

describe('sample', () => {
  const folder = useFolder()
  const ran = (...args: ReadonlyArray<string>) =>
    wireshape(['sample', 'StartEmailContact', ...args], { cwd: folder.path })

  it('gives payloads that are taken', async () => {
    for (const more of [[], ['--large'], ['--plain']]) {
      const { code, out, err } = await ran('--count', '50', '--seed', '7', ...more)
      assert.deepEqual([code, err], [0, ''])
      const all = trees(out)
      assert.equal(all.length, 50)
      for (const tree of all) assert.equal(shape.decode(tree)._tag, 'Right')
    }
  })

  it('the same ones for a seed, the first of more of them too', async () => {
    const [some, same, more, other] = await Promise.all([
      ran('--count', '120', '--seed', '7'),
      ran('--count', '120', '--seed', '7'),
      ran('--count', '230', '--seed', '7'),
      ran('--count', '120', '--seed', '8'),
    ])
    assert.equal(some.out, same.out)
    assert.ok(more.out.startsWith(some.out))
    assert.notEqual(some.out, other.out)
    const { out, err } = await ran()
    const [, seed = ''] = /^seed (\d+)\n$/.exec(err) ?? []
    assert.equal((await ran('--seed', seed)).out, out)
  })

  it('breaks one thing in each, and says which', async () => {
    const { code, out } = await ran('--broken', '--count', '200', '--seed', '3')
    assert.equal(code, 0)
    const codes = new Set<string>()
    for (const tree of trees(out)) {
      const { payload, issues } = tree as {
        readonly payload: unknown
        readonly issues: ReadonlyArray<{
          readonly path: ReadonlyArray<string>
          readonly code: string
          readonly at?: string
        }>
      }
      assert.equal(issues.length, 1)
      const read = shape.decode(payload)
      assert.ok(read._tag === 'Left')
      const [found, ...others] = issuesOf(read.left).filter(({ code: is }) => is !== 'documented')
      assert.deepEqual([found?.path, found?.code, found?.at], [issues[0]?.path, issues[0]?.code, issues[0]?.at])
      assert.deepEqual(others, [])
      codes.add(found?.code ?? '')
    }
    assert.ok(codes.size >= 4, [...codes].join())
  })

  it('of the output and of errors, in domain form, as one document', async () => {
    assert.match(
      (await ran('--of', 'output', '--domain', '--plain', '--seed', '1')).out,
      /^\{("contactId":"[a-z-]+")?\}\n$/,
    )
    assert.equal((await ran('--of', 'ThrottlingException', '--seed', '1')).code, 0)
    assert.match((await ran('--of', 'ThrotlingException')).err, /did you mean ThrottlingException\?/)
    const { seed, samples } = JSON.parse((await ran('--json', '--count', '3', '--seed', '5')).out) as {
      readonly seed: number
      readonly samples: ReadonlyArray<unknown>
    }
    assert.deepEqual([seed, samples.length], [5, 3])
  })

  it('says what cannot be meant', async () => {
    assert.equal((await ran('--count', '-1')).code, 2)
    assert.equal((await ran('--seed', 'x')).err, 'error: --seed is a whole number up to 2147483647, not x\n')
    assert.equal((await ran('--broken', '--domain')).code, 2)
    assert.equal((await ran('--count', '0')).out, '')
    assert.equal((await wireshape(['sample', 'StartEmailContact'], { cwd: folder.path, aborted: true })).code, 130)
  })

  it('as a process, a reader that has enough ends it without a word', async function () {
    this.timeout(30_000)
    const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href
    const main = fileURLToPath(new URL('../../lib/cli/main.ts', import.meta.url))
    const args = [`--import=${tsx}`, main, 'sample', 'StartEmailContact', '--count', '1000000', '--seed', '1']
    const child = spawn(process.execPath, args, { cwd: folder.path })
    let err = ''
    child.stderr.on('data', (chunk: Buffer) => {
      err += chunk.toString()
    })
    child.stdout.once('data', () => child.stdout.destroy())
    assert.deepEqual([await new Promise((resolve) => child.on('close', resolve)), err], [0, ''])
  })

  it('law: plain values are what `is` accepts, of any schema', () => {
    const values = arbitrarySchema(fc)().chain((schema) =>
      arbitrary(fc)(schema, { plain: true }).map((a) => ({ schema, a })),
    )
    fc.assert(
      fc.property(values, ({ schema, a }) => shapeOf(schema).is(a)),
      { numRuns: 2000 },
    )
  })
})
