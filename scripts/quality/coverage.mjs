// Coverage of the folders that carry the wire formats, measured by V8 over the TypeScript sources. `npm run coverage -- --help`.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { node, root } from '../run.mjs'
import { setup } from '../setup.mjs'
import { bundle } from './bundle.mjs'
import { counting, everything, folders, measuring } from './tests.mjs'

/** Percent of lines and of branches that each folder has to reach. */
const goal = 98

const usage = `npm run coverage -- [--check] [--uncovered] [--html]

Runs the tests of ${folders.join(', ')} and prints how much of each folder they reach.
A line counts where it has code, a branch where a condition can go either way.

  --check      fail where a folder has fewer than ${goal} % of its lines or branches
  --uncovered  print each place that no test reached
  --html       write the sources with what was reached to coverage/report/
  --help       this

WIRESHAPE_RUNS (default 200) and WIRESHAPE_SEED (default 1) are those of the laws.`

const { values: options } = parseArgs({
  options: {
    check: { type: 'boolean' },
    uncovered: { type: 'boolean' },
    html: { type: 'boolean' },
    help: { type: 'boolean' },
  },
})

const folderOf = (path) => /^lib\/([^/]+)\//.exec(path)?.[1]

const percent = ({ covered, total }) => (total === 0 ? 100 : (100 * covered) / total)
const cell = (count) => `${percent(count).toFixed(2).padStart(7)} % (${count.covered}/${count.total})`.padEnd(24)

const sum = (files, kind) =>
  files.reduce(
    (so, { summary }) => ({ covered: so.covered + summary[kind].covered, total: so.total + summary[kind].total }),
    { covered: 0, total: 0 },
  )

/** What no test reached: a line for each place, `path:line: code`. */
const places = ({ data, source, sourcePath }) =>
  [...data.functions, ...data.branches]
    .filter(({ count }) => count === 0)
    .sort((a, b) => a.start - b.start)
    .map(({ start, end }) => {
      const code = source.slice(start, end).replace(/\s+/g, ' ').trim()
      return `${sourcePath}:${source.slice(0, start).split('\n').length}: ${code.slice(0, 100)}`
    })

const measure = async (data) => {
  const { CoverageReport } = await import('monocart-coverage-reports')
  const report = new CoverageReport({
    name: 'wireshape',
    logging: 'error',
    outputDir: join(root, 'coverage', 'report'),
    reports: [options.html ? 'v8' : 'none'],
    entryFilter: ({ url }) => url.endsWith('/coverage/tests.cjs'),
    sourceFilter: (path) => folders.includes(folderOf(path)),
    sourcePath: (path) => path.replace(/^.*?(?=lib\/)/, ''),
  })
  await report.addFromDir(data)
  return (await report.generate()).files
}

const main = async () => {
  const data = mkdtempSync(join(tmpdir(), 'wireshape-coverage-'))
  try {
    const script = join(root, 'coverage', 'tests.cjs')
    mkdirSync(join(root, 'coverage'), { recursive: true })
    writeFileSync(script, await bundle(root, everything))
    const mocha = join(root, 'node_modules', 'mocha', 'bin', 'mocha.js')
    const code = await node(
      [
        mocha,
        '--no-config',
        '--timeout',
        '600000',
        '--reporter',
        'dot',
        '--grep',
        `${counting.source}|${measuring.source}`,
        '--invert',
        script,
      ],
      {
        NODE_V8_COVERAGE: data,
        WIRESHAPE_RUNS: process.env.WIRESHAPE_RUNS || '200',
        WIRESHAPE_SEED: process.env.WIRESHAPE_SEED || '1',
      },
    )
    if (code !== 0) return code
    const files = await measure(data)
    console.log(`${'folder'.padEnd(12)}${'lines'.padEnd(25)}branches`)
    const low = folders.filter((name) => {
      const own = files.filter(({ sourcePath }) => folderOf(sourcePath) === name)
      const lines = sum(own, 'lines')
      const branches = sum(own, 'branches')
      console.log(`${name.padEnd(12)}${cell(lines)} ${cell(branches)}`)
      return percent(lines) < goal || percent(branches) < goal
    })
    if (options.uncovered) for (const place of files.flatMap(places)) console.log(place)
    if (options.check && low.length > 0) {
      console.error(`below ${goal} %: ${low.join(', ')}`)
      return 1
    }
    return 0
  } finally {
    rmSync(data, { recursive: true, force: true })
  }
}

if (options.help) console.log(usage)
else process.exitCode = setup() ? await main() : 1
