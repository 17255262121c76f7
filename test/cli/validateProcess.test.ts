/**
 * `wireshape validate` as a process: threads, closed pipes, Ctrl-C, and memory.
 */
import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { useFolder } from './terminal.js'
import { bad, good, putFiles, timeless } from './validateFiles.js'

const root = fileURLToPath(new URL('../..', import.meta.url))
/** The build: a thread loads no TypeScript. */
const main = join(root, 'dist', 'node', 'cli', 'main.js')

interface Ended {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

describe('wireshape validate as a process', () => {
  const folder = useFolder()

  const start = (args: ReadonlyArray<string>, before: ReadonlyArray<string> = []) => {
    const child = spawn(process.execPath, [...before, main, 'validate', 'GetForecast', '-m', 'model.json', ...args], {
      cwd: folder.path,
    })
    const written = { out: '', err: '' }
    child.stdout.on('data', (chunk: Buffer) => {
      written.out += chunk.toString()
    })
    child.stderr.on('data', (chunk: Buffer) => {
      written.err += chunk.toString()
    })
    const ended = new Promise<Ended>((resolve) => {
      child.on('close', (code) => resolve({ code, ...written }))
    })
    return { child, ended }
  }

  const lines = 60_000

  before(() => {
    assert.equal(spawnSync(process.execPath, [join(root, 'scripts', 'build.mjs')]).status, 0)
    const text = Array.from({ length: lines }, (_, i) => `${i % 1000 === 999 ? bad : good(`city ${i}`)}\n`).join('')
    putFiles(folder.path, { 'many.ndjson': text, 'few.ndjson': `${good()}\n${bad}\n` })
  })

  it('two threads write and say what one does, in order', async () => {
    const runs = ['1', '2'].map(async (jobs) => {
      const { ended } = start(['many.ndjson', '--jobs', jobs, '--valid', `valid${jobs}`, '--rejects', `rejects${jobs}`])
      const { code, out, err } = await ended
      const files = ['valid', 'rejects'].map((name) => readFileSync(join(folder.path, `${name}${jobs}`), 'utf8'))
      return { code, out: timeless(out), err, files }
    })
    const [one, two] = await Promise.all(runs)
    assert.deepEqual([one?.code, one?.err], [1, ''])
    assert.deepEqual(two, one)
    const expected = Array.from({ length: lines }, (_, i) => i).filter((i) => i % 1000 !== 999)
    assert.equal(one?.files[0], expected.map((i) => `${good(`city ${i}`)}\n`).join(''))
    assert.equal(one?.files[1]?.trim().split('\n').length, lines / 1000)
  })

  it('two threads stop where one does, and normalise alike', async () => {
    const args = ['many.ndjson', '--max-errors', '7', '--as', 'normalised', '--valid']
    const [one, two] = await Promise.all([start([...args, 'n1']).ended, start([...args, 'n2', '--jobs', '2']).ended])
    assert.equal(timeless(two?.out ?? ''), timeless(one?.out ?? ''))
    assert.equal(readFileSync(join(folder.path, 'n2'), 'utf8'), readFileSync(join(folder.path, 'n1'), 'utf8'))
    assert.match(one?.out ?? '', /6,993 accepted, 7 rejected/)
  })

  it('one bad line in a million is found', async () => {
    const [million, block, needle] = [1_000_000, 10_000, 734_219]
    const { child, ended } = start(['--jobs', '2', '--report', 'ndjson'])
    for (let from = 0; from < million; from += block) {
      const some = Array.from({ length: block }, (_, i) => (from + i + 1 === needle ? bad : good(`city ${from + i}`)))
      if (!child.stdin.write(`${some.join('\n')}\n`)) await once(child.stdin, 'drain')
    }
    child.stdin.end()
    const { code, out, err } = await ended
    assert.deepEqual([code, err], [1, ''])
    const said = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>)
    const [found, summary] = said
    assert.equal(said.length, 2)
    assert.equal(found?.['line'], needle)
    const issues = found?.['issues'] as ReadonlyArray<{ readonly path: ReadonlyArray<string> }> | undefined
    assert.deepEqual(
      issues?.map(({ path }) => path),
      [['City']],
    )
    assert.deepEqual([summary?.['accepted'], summary?.['rejected']], [million - 1, 1])
  })

  it('a pipe that closes early ends it without a word', async () => {
    const { child, ended } = start(['many.ndjson', '--valid', '-', '--show', '0'])
    child.stdout.once('data', () => child.stdout.destroy())
    const { err } = await ended
    assert.equal(err, '')
  })

  it('is silent on a standard error that is no terminal, and has no colours in a pipe', async () => {
    const { out, err } = await start(['few.ndjson']).ended
    assert.equal(err, '')
    assert.doesNotMatch(out, /\u001b/)
  })

  it('Ctrl-C ends it with the summary so far', async () => {
    for (const jobs of ['1', '2']) {
      const { child, ended } = start(['-', '--jobs', jobs, '--report', 'ndjson'])
      child.stdin.on('error', () => undefined)
      child.stdin.write(`${good()}\n${bad}\n`)
      // The bad one is told at once; more never comes.
      await new Promise((resolve) => child.stdout.once('data', resolve))
      child.kill('SIGINT')
      const { code, out, err } = await ended
      assert.deepEqual([code, err], [130, 'error: interrupted\n'])
      const summary = JSON.parse(out.trim().split('\n').at(-1) ?? '') as {
        readonly stopped: string
        readonly accepted: number
      }
      assert.deepEqual([summary.stopped, summary.accepted], ['interrupted', 1])
    }
  })

  describe('memory', () => {
    const megabytes = [20, 200]
    before(function () {
      if ((process.env['WIRESHAPE_QUICK'] ?? '') !== '') this.skip()
      const block = Buffer.from(
        Array.from(
          { length: 10_000 },
          (_, i) => `${i === 5000 ? bad : good(`city ${i} ${'x'.repeat(i % 40)}`)}\n`,
        ).join(''),
      )
      for (const size of megabytes) {
        const file = openSync(join(folder.path, `${size}.ndjson`), 'w')
        for (let written = 0; written < size * 1e6; written += block.length) writeSync(file, block)
        closeSync(file)
      }
      writeFileSync(
        join(folder.path, 'peak.mjs'),
        "process.on('exit', () => console.error('peak ' + process.resourceUsage().maxRSS / 1024))\n",
      )
    })
    after(() => {
      for (const size of megabytes) rmSync(join(folder.path, `${size}.ndjson`), { force: true })
    })

    for (const jobs of ['1', '2']) {
      it(`is the same for ten times as much: ${jobs} ${jobs === '1' ? 'job' : 'jobs'}`, async () => {
        const peaks: Array<number> = []
        for (const size of megabytes) {
          const preload = `--import=${join(folder.path, 'peak.mjs')}`
          const { code, err } = await start(
            [`${size}.ndjson`, '--jobs', jobs, '--valid', 'valid', '--show', '0'],
            [preload],
          ).ended
          assert.equal(code, 1)
          // Threads end before the process does, and each says the peak of all.
          peaks.push(Math.max(...[...err.matchAll(/peak ([\d.]+)/g)].map(([, peak]) => Number(peak))))
        }
        const [small = 0, large = 0] = peaks
        assert.ok(large < small + 60, `${small} MB, then ${large} MB`)
      }).timeout(120_000)
    }
  })
})
