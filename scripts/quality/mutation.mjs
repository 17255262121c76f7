// Mutation testing: how many small faults in a folder its tests notice. `npm run mutation -- --help`.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { root } from '../run.mjs'
import { setup } from '../setup.mjs'
import { interval } from './sample.mjs'
import { folders, testsOf } from './tests.mjs'

const usage = `npm run mutation -- [--folder NAME]... [--sample N [--seed S]] [--fresh] [--check PERCENT]

Puts small faults into a copy of the sources, one at a time, and runs the tests that reach each. Prints for each folder how many
were killed (a test failed), ran out of time, survived, or were reached by no test; then each of the last two.

  --folder NAME    ${folders.join(', ')}; more than once for several; without it, all
  --sample N       N mutants of each folder, drawn from those that tests reach
  --seed S         decides which; default 1
  --fresh          run again what the last whole run settled and nothing since has changed
  --check PERCENT  fail where a folder scores less, or a survivor has no reason in test/mutation/equivalent.json; with --sample
                   where the sample says that the folder does: its interval of 99.9 % lies below
  --help           this

The score is killed and timed out, of all. With --sample, the interval of 95 % is beside it.
WIRESHAPE_RUNS (default 50) and WIRESHAPE_SEED (default 1) are those of the laws.`

const { values: options } = parseArgs({
  options: {
    folder: { type: 'string', multiple: true },
    sample: { type: 'string' },
    seed: { type: 'string', default: '1' },
    fresh: { type: 'boolean', default: false },
    check: { type: 'string' },
    help: { type: 'boolean' },
  },
})

/** Results of whole runs are kept here, outside of what git sees. */
const kept = join(root, 'coverage', 'mutation')

/** Survivors that change nothing anyone can see: by file the reasons, each with its code and what that is replaced by. */
const equivalent = JSON.parse(readFileSync(join(root, 'test', 'mutation', 'equivalent.json'), 'utf8'))

/** Of the last run kills alone are believed: a survivor may have met a new test, of which Stryker cannot tell when code runs at load. */
const forgetSurvivors = (file) => {
  if (!existsSync(file)) return
  const report = JSON.parse(readFileSync(file, 'utf8'))
  for (const one of Object.values(report.files))
    one.mutants = one.mutants.filter(({ status }) => status === 'Killed' || status === 'Timeout')
  writeFileSync(file, JSON.stringify(report))
}

const run = async (folder, sampleFile) => {
  forgetSurvivors(join(kept, `${folder}.json`))
  const { Stryker } = await import('@stryker-mutator/core')
  const stryker = new Stryker({
    mutate: [`lib/${folder}/**/*.ts`],
    plugins: [join(root, 'scripts', 'quality', 'runner.mjs')],
    testRunner: 'bundle',
    coverageAnalysis: 'perTest',
    concurrency: 1,
    reporters: ['progress-append-only'],
    logLevel: 'warn',
    allowConsoleColors: false,
    tempDirName: join('coverage', 'sandbox'),
    ignorePatterns: ['coverage', 'dist', 'docs/site', 'bench/build'],
    incremental: options.sample === undefined,
    incrementalFile: join(kept, `${folder}.json`),
    force: options.fresh,
    timeoutMS: 15_000,
    timeoutFactor: 4,
    dryRunTimeoutMinutes: 30,
    maxTestRunnerReuse: 500,
    wireshape: {
      tests: testsOf[folder],
      sample: options.sample === undefined ? undefined : Number(options.sample),
      seed: Number(options.seed),
      sampleFile,
    },
  })
  return stryker.runMutationTest()
}

const codeOf = ({ fileName, location: { start, end } }) => {
  const lines = readFileSync(fileName, 'utf8')
    .split('\n')
    .slice(start.line - 1, end.line)
  const last = lines.length - 1
  return lines
    .map((line, i) => line.slice(i === 0 ? start.column - 1 : 0, i === last ? end.column - 1 : undefined))
    .join('\n')
}

const oneLine = (text) => text.replace(/\s+/g, ' ').trim()

const pathOf = (mutant) => mutant.fileName.replace(/^.*?(?=lib\/)/, '').replaceAll('\\', '/')

const reasonOf = (mutant) =>
  equivalent[pathOf(mutant)]?.find(({ faults }) =>
    faults[oneLine(codeOf(mutant))]?.includes(oneLine(mutant.replacement)),
  )?.reason

const told = (mutant) =>
  [
    `${pathOf(mutant)}:${mutant.location.start.line}:${mutant.location.start.column}`,
    mutant.status === 'NoCoverage' ? 'reached by no test' : 'survived',
    `${oneLine(codeOf(mutant)).slice(0, 120)}  =>  ${oneLine(mutant.replacement).slice(0, 80)}`,
    ...(reasonOf(mutant) === undefined ? [] : [`(${reasonOf(mutant)})`]),
  ].join('  ')

const percent = (share) => `${(100 * share).toFixed(1)} %`

/** Of an interval of 99.9 %: a sample must not fail by the luck of its draw. */
const certain = 3.29

/** One line of the table, and the best score that it leaves possible. */
const summary = (folder, results, reached) => {
  const count = (...statuses) => results.filter(({ status }) => statuses.includes(status)).length
  const [killed, timeouts, survived, unreached] = ['Killed', 'Timeout', 'Survived', 'NoCoverage'].map((one) =>
    count(one),
  )
  const tried = killed + timeouts + survived
  // A sample is drawn from what tests reach; what they do not reach is known exactly, and counts in full.
  const share = options.sample === undefined ? 1 : reached / (reached + unreached)
  const of = options.sample === undefined ? tried + unreached : tried
  const score = of === 0 ? 1 : ((killed + timeouts) / of) * share
  const [low, high] = interval(killed + timeouts, of).map((bound) => (bound / 100) * share)
  const whole = options.sample === undefined ? of : reached + unreached
  const cells = [whole, tried, killed, timeouts, survived, unreached].map((n) => String(n).padStart(10)).join('')
  const range = options.sample === undefined ? '' : ` (${percent(low)} to ${percent(high)})`
  const best = options.sample === undefined ? score : (interval(killed + timeouts, of, certain)[1] / 100) * share
  return { line: `${folder.padEnd(10)}${cells}  ${percent(score)}${range}`, best }
}

const main = async () => {
  const chosen = options.folder ?? folders
  const unknown = chosen.filter((name) => !folders.includes(name))
  if (unknown.length > 0) {
    console.error(`no such folder: ${unknown.join(', ')}; there are ${folders.join(', ')}`)
    return 2
  }
  for (const name of ['sample', 'seed'])
    if (options[name] !== undefined && !/^\d{1,10}$/.test(options[name])) {
      console.error(`--${name} is a whole number, not ${options[name]}`)
      return 2
    }
  if (options.check !== undefined && !/^\d{1,3}(\.\d+)?$/.test(options.check)) {
    console.error(`--check is a percentage, not ${options.check}`)
    return 2
  }
  process.env.WIRESHAPE_RUNS ||= '50'
  process.env.WIRESHAPE_SEED ||= '1'
  process.env.WIRESHAPE_SHARED ||= join(root, '..', 'shared')
  mkdirSync(kept, { recursive: true })
  const heading = ['mutants', 'run', 'killed', 'timeout', 'survived', 'unreached']
    .map((one) => one.padStart(9))
    .join('')
  const lines = [`${'folder'.padEnd(10)}${heading}  score`]
  let good = true
  for (const folder of chosen) {
    const temporary = mkdtempSync(join(tmpdir(), 'wireshape-mutation-'))
    try {
      const sampleFile = join(temporary, 'sample.json')
      const results = await run(folder, sampleFile)
      const { reached } = JSON.parse(readFileSync(sampleFile, 'utf8'))
      const { line, best } = summary(folder, results, reached)
      const alive = results.filter(({ status }) => status === 'Survived' || status === 'NoCoverage')
      for (const mutant of alive) console.log(told(mutant))
      lines.push(line)
      const isUnknown = options.sample === undefined && alive.some((one) => reasonOf(one) === undefined)
      if (best * 100 < Number(options.check) || isUnknown) good = false
    } finally {
      rmSync(temporary, { recursive: true, force: true })
    }
  }
  console.log(`\n${lines.join('\n')}`)
  return options.check === undefined || good ? 0 : 1
}

if (options.help) console.log(usage)
else process.exitCode = setup() ? await main() : 1
