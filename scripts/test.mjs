// Every check of the project, from a clean clone. The last line is `N passed, N failed`, with `, N skipped` where any
// was: each mocha test counts as one, and so does each other step. A failed step does not keep the later ones from running.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from './build.mjs'
import { node, root } from './run.mjs'
import { setup } from './setup.mjs'
import { checks } from './typecheck.mjs'

const bin = (...path) => join(root, 'node_modules', ...path)
const one = (ok) => ({ passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 })
const command = async (args, env) => one((await node(args, env)) === 0)

/** Runs mocha and takes its counts; a run that dies, or that has no test, is one failure. */
const mocha = async (args) => {
  const folder = mkdtempSync(join(tmpdir(), 'wireshape-counts-'))
  const file = join(folder, 'counts.json')
  try {
    const code = await node([bin('mocha', 'bin', 'mocha.js'), '--reporter', 'scripts/reporter.mjs', ...args], {
      WIRESHAPE_COUNTS: file,
    })
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

/** The laws of shapes where a policy forbids making code: closures take the place of what is emitted. */
const closed = [
  '--no-config',
  ...['import=tsx', 'disallow-code-generation-from-strings'].flatMap((option) => ['--node-option', option]),
  ...['--timeout', '600000', 'test/laws/native.test.ts', 'test/laws/shapes.test.ts'],
]

const workers = ['--no-config', '--node-option', 'import=tsx', '--timeout', '120000', 'test/worker/**/*.test.ts']

const steps = [
  { name: 'setup', run: async () => one(setup()) },
  { name: 'build', run: async () => one(await build()) },
  ...checks.map((check) => ({ name: check.name, run: () => command(check.args) })),
  { name: 'lint', run: () => command([bin('@biomejs', 'biome', 'bin', 'biome'), 'check', '--error-on-warnings']) },
  // One file a core: the laws are most of the time.
  {
    name: 'tests',
    run: () => mocha(['--ignore', 'test/package/**', '--ignore', 'test/worker/**', '--parallel', '--jobs', '2']),
  },
  // By themselves: they have processes of their own, and a server.
  { name: 'tests of the worker', run: () => mocha(workers) },
  { name: 'laws without code generation', run: () => mocha(closed) },
  { name: 'tests of types', run: () => command([bin('tsd', 'dist', 'cli.js')]) },
  { name: 'tests of the tests of types', run: () => command(['scripts/loosen.mjs']) },
  { name: 'tests of the package', run: () => mocha(['--config', '.mocharc.package.json']) },
]

const text = ({ passed, failed, skipped }) =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`

const total = { passed: 0, failed: 0, skipped: 0 }
const lines = []
for (const step of steps) {
  console.log(`\n== ${step.name}`)
  const started = performance.now()
  const counts = await step.run().catch((error) => {
    console.error(error)
    return one(false)
  })
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  for (const key of Object.keys(total)) total[key] += counts[key]
  lines.push(`${counts.failed === 0 ? 'passed' : 'FAILED'}  ${step.name} (${text(counts)}, ${seconds} s)`)
  console.log(lines.at(-1))
}
console.log(`\n${lines.join('\n')}\n\n${text(total)}`)
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1
