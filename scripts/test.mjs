// Every check of the project, from a clean clone. The last line is `N passed, N failed`, with `, N skipped` where any
// was: each mocha test counts as one, and so does each other step. A failed step does not keep the later ones from running.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from './build.mjs'
import { node, root } from './run.mjs'
import { setup } from './setup.mjs'
import { checks } from './typecheck.mjs'

/** A commit has its seed, so that every clone of it sees the same input; without a commit it is at random. */
const seedOfCommit = () => {
  try {
    const commit = execFileSync('git', ['rev-parse', 'HEAD'], {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    return Number.parseInt(commit.slice(0, 8), 16) % 2 ** 31
  } catch {
    return Math.floor(Math.random() * 2 ** 31)
  }
}

process.env.WIRESHAPE_SEED ||= String(seedOfCommit())
console.log(`seed ${process.env.WIRESHAPE_SEED}`)

const bin = (...path) => join(root, 'node_modules', ...path)
const one = (ok) => ({ passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 })
const command = async (args, write) => one((await node(args, {}, write)) === 0)

/** Runs mocha and takes its counts; a run that dies, or that has no test, is one failure. */
const mocha = async (args, write) => {
  const folder = mkdtempSync(join(tmpdir(), 'wireshape-counts-'))
  const file = join(folder, 'counts.json')
  try {
    const program = [bin('mocha', 'bin', 'mocha.js'), '--reporter', 'scripts/reporter.mjs', ...args]
    const code = await node(program, { WIRESHAPE_COUNTS: file }, write)
    const { passes, failures, pending } = JSON.parse(readFileSync(file, 'utf8'))
    const broken = passes + failures === 0 || (code !== 0 && failures === 0)
    if (broken) console.error(`mocha: ${passes} tests passed, exit code ${code}`)
    return { passed: passes, failed: failures + (broken ? 1 : 0), skipped: pending }
  } catch (error) {
    console.error(`mocha: no counts (${error instanceof Error ? error.message : String(error)})`)
    return one(false)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const bare = ['--no-config', '--require', './test/seed.ts']

/** The laws of shapes where a policy forbids making code: closures take the place of what is emitted. */
const closed = [
  ...bare,
  ...['import=tsx', 'disallow-code-generation-from-strings'].flatMap((option) => ['--node-option', option]),
  ...[
    '--timeout',
    '600000',
    'test/laws/native.test.ts',
    'test/laws/shapes.test.ts',
    'test/stream/reader.test.ts',
    'test/hostile/objects.test.ts',
  ],
]

const workers = [...bare, '--node-option', 'import=tsx', '--timeout', '120000', 'test/worker/**/*.test.ts']

const site = 'test/package/site.test.ts'

/** A few faults of half of the folders, other ones for each commit; the laws run under a seed that every test passes in few runs. */
const draw = Math.abs(Math.trunc(Number(process.env.WIRESHAPE_SEED))) % 2 ** 31 || 1
const half = draw % 2 === 0 ? ['value', 'format', 'shape'] : ['http', 'interpret', 'protocol']
const sample = ['--sample', '8', '--seed', `${draw}`, '--check', '90', ...half.flatMap((name) => ['--folder', name])]

const steps = [
  { name: 'setup', run: async () => one(setup()) },
  { name: 'build', run: async () => one(await build()) },
  // One file a core: the laws are most of the time.
  {
    name: 'tests',
    run: () => mocha(['--ignore', 'test/package/**', '--ignore', 'test/worker/**', '--parallel', '--jobs', '2']),
  },
]

/** After those, two at a time, since each keeps one core busy: it is said when it ends. */
const lanes = [
  [
    ...checks.map((check) => ({ name: check.name, run: (write) => command(check.args, write) })),
    {
      name: 'lint',
      run: (write) => command([bin('@biomejs', 'biome', 'bin', 'biome'), 'check', '--error-on-warnings'], write),
    },
    { name: 'tests of the worker', run: (write) => mocha(workers, write) },
    {
      name: 'tests of the package',
      run: (write) => mocha(['--config', '.mocharc.package.json', '--ignore', site], write),
    },
    {
      name: 'tests of the site',
      run: (write) => mocha([...bare, '--node-option', 'import=tsx', '--timeout', '300000', site], write),
    },
  ],
  [
    { name: 'laws without code generation', run: (write) => mocha(closed, write) },
    { name: 'tests of types', run: (write) => command([bin('tsd', 'dist', 'cli.js')], write) },
    { name: 'tests of the tests of types', run: (write) => command(['scripts/loosen.mjs'], write) },
    {
      name: 'a sample of faults',
      run: async (write) => {
        const args = ['scripts/quality/mutation.mjs', ...sample]
        return one((await node(args, { WIRESHAPE_SEED: '1', WIRESHAPE_RUNS: '50' }, write)) === 0)
      },
    },
  ],
]

const text = ({ passed, failed, skipped }) =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`

const total = { passed: 0, failed: 0, skipped: 0 }
const lines = []

const perform = async ({ name, run }, write) => {
  const started = performance.now()
  const counts = await run(write).catch((error) => {
    console.error(error)
    return one(false)
  })
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  for (const key of Object.keys(total)) total[key] += counts[key]
  const line = `${counts.failed === 0 ? 'passed' : 'FAILED'}  ${name} (${text(counts)}, ${seconds} s)`
  lines.push(line)
  return line
}

for (const step of steps) {
  console.log(`\n== ${step.name}`)
  console.log(await perform(step))
}

await Promise.all(
  lanes.map(async (lane) => {
    for (const step of lane) {
      const said = []
      const line = await perform(step, (chunk) => said.push(chunk))
      process.stdout.write(`\n== ${step.name}\n${Buffer.concat(said)}${line}\n`)
    }
  }),
)
console.log(`\n${lines.join('\n')}\n\n${text(total)}`)
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1
