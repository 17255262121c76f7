/**
 * The program around its commands: help, suggestions, versions, and as a process: colours, closed pipes, Ctrl-C.
 */
import assert from 'node:assert/strict'
import { execFile, spawn } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { distance, suggest } from '../../lib/cli/suggest.js'
import { model } from './models.js'
import { useFolder, wireshape } from './terminal.js'

const root = fileURLToPath(new URL('../..', import.meta.url))
const main = [`--import=${import.meta.resolve('tsx')}`, join(root, 'lib', 'cli', 'main.ts')]

const commands = [
  'validate',
  'worker',
  'feed',
  'encode',
  'decode',
  'inspect',
  'schema',
  'sample',
  'mock',
  'generate',
  'diff',
  'completion',
]

describe('the program', () => {
  const folder = useFolder()
  const ran = (...args: ReadonlyArray<string>) => wireshape(args, { cwd: folder.path, columns: 80 })

  it('says its version', async () => {
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { readonly version: string }
    assert.deepEqual(await ran('--version'), { code: 0, out: `${version}\n`, err: '' })
  })

  it('has help, with examples and exit codes, within 80 columns of its own text', async () => {
    for (const args of [
      ['--help'],
      ...commands.flatMap((name) => [
        [name, '--help'],
        ['help', name],
      ]),
    ]) {
      const { code, out, err } = await ran(...args)
      assert.deepEqual([code, err], [0, ''], args.join(' '))
      assert.match(out, /^Examples:\n {2}\$ wireshape /m)
      assert.match(out, /^Exit codes:$/m)
      assert.doesNotMatch(out, /\u001b/)
      for (const line of out.split('\n')) assert.ok(line.length <= 102, line)
    }
  })

  it('lists every command', async () => {
    const { out } = await ran('--help')
    for (const name of commands) assert.match(out, new RegExp(`^ {2}${name} `, 'm'))
  })

  it('without a command, says how on standard error', async () => {
    const { code, out, err } = await ran()
    assert.deepEqual([code, out], [2, ''])
    assert.match(err, /^Usage: wireshape/)
  })

  it('suggests commands and options', async () => {
    assert.deepEqual(await ran('genrate'), {
      code: 2,
      out: '',
      err: "error: unknown command 'genrate'\n(Did you mean generate?)\n(--help says how)\n",
    })
    assert.deepEqual(await ran('diff', 'a', 'b', '--jsn'), {
      code: 2,
      out: '',
      err: "error: unknown option '--jsn'\n(Did you mean --json?)\n(--help says how)\n",
    })
    assert.equal((await ran('generate', '-m', 'a')).code, 2)
    assert.equal((await ran('diff', 'a', 'b', 'c')).code, 2)
  })

  describe('as a process', () => {
    const node = (
      args: ReadonlyArray<string>,
      env: NodeJS.ProcessEnv = {},
    ): Promise<{ code: number; out: string; err: string }> =>
      new Promise((resolve) => {
        const child = execFile(
          process.execPath,
          [...main, ...args],
          { cwd: folder.path, env: { ...process.env, ...env } },
          (_, out, err) => resolve({ code: child.exitCode ?? -1, out, err }),
        )
      })

    before(() => {
      writeFileSync(join(folder.path, 'model.json'), JSON.stringify(model()))
      const many = Object.fromEntries(
        Array.from({ length: 3000 }, (_, i) => [`Member${i}`, { target: 'smithy.api#String' }]),
      )
      writeFileSync(
        join(folder.path, 'many.json'),
        JSON.stringify(model({ 'x#PutReportOutput': { type: 'structure', members: many } })),
      )
    })

    it('gives its exit code', async () => {
      assert.equal((await node(['diff', 'model.json', 'model.json'])).code, 0)
      assert.equal((await node(['diff', 'many.json', 'model.json'])).code, 1)
      assert.equal((await node(['diff'])).code, 2)
      assert.equal((await node(['diff', 'gone.json', 'gone.json'])).code, 4)
    })

    it('has no colours in a pipe, has them where forced, and never against NO_COLOR', async () => {
      assert.doesNotMatch((await node(['diff', 'many.json', 'model.json'], { FORCE_COLOR: undefined })).out, /\u001b/)
      assert.match(
        (await node(['diff', 'many.json', 'model.json'], { FORCE_COLOR: '1', NO_COLOR: '' })).out,
        /\u001b\[91m/,
      )
      assert.doesNotMatch(
        (await node(['diff', 'many.json', 'model.json'], { FORCE_COLOR: '1', NO_COLOR: '1' })).out,
        /\u001b/,
      )
    })

    it('a long result comes whole through a pipe', async () => {
      const { out } = await node(['diff', 'model.json', 'many.json', '--json'])
      assert.equal((JSON.parse(out) as { readonly changes: ReadonlyArray<unknown> }).changes.length, 3001)
    })

    it('a pipe that closes early ends it without a word', async () => {
      const child = spawn(process.execPath, [...main, 'diff', 'model.json', 'many.json', '--all'], { cwd: folder.path })
      let err = ''
      child.stderr.on('data', (chunk: Buffer) => {
        err += chunk.toString()
      })
      child.stdout.destroy()
      const code = await new Promise((resolve) => child.on('close', resolve))
      // The code is that of the result: something breaks.
      assert.deepEqual([code, err], [1, ''])
    })
  })
})

describe('suggestions', () => {
  it('count edits', () => {
    for (const [a, b, edits] of [
      ['', 'abc', 3],
      ['abc', 'abc', 0],
      ['abc', 'acb', 1],
      ['kitten', 'sitting', 3],
      ['ab', 'ba', 1],
    ] as const) {
      assert.equal(distance(a, b), edits)
      assert.equal(distance(b, a), edits)
    }
  })

  it('are near, best first, at most three', () => {
    const names = ['StartEmailContact', 'StartChatContact', 'StopContact', 'SendEmail', 'ListUsers', 'DescribeUser']
    assert.deepEqual(suggest('startemailcontact', names), ['StartEmailContact'])
    assert.deepEqual(suggest('StartEmialContact', names), ['StartEmailContact'])
    assert.deepEqual(suggest('Contact', names), ['StopContact', 'StartChatContact', 'StartEmailContact'])
    assert.deepEqual(suggest('Xyz', names), [])
    assert.deepEqual(suggest('', names), [])
    assert.deepEqual(suggest('x'.repeat(10_000), names), [])
  })
})
