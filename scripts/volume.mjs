// How fast `wireshape validate` goes through a large file, beside a bare JSON.parse loop and a script with ajv, and how much memory
// it takes: `npm run volume -- [--gigabytes N] [--rounds N]`. The file lies in the folder for temporary files and is deleted at the end.
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, statfsSync } from 'node:fs'
import { availableParallelism, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { build } from './build.mjs'
import { root } from './run.mjs'
import { grow } from './volume/payloads.mjs'

const usage = `usage: npm run volume -- [--gigabytes 2] [--rounds 3]

Makes a file of so many gigabytes, and measures how long \`wireshape validate\` and its peers take with it, and how much memory.`

/** The options, `undefined` where they are none. */
const given = () => {
  try {
    return parseArgs({
      options: {
        gigabytes: { type: 'string', default: '2' },
        rounds: { type: 'string', default: '3' },
        help: { type: 'boolean' },
      },
    }).values
  } catch (error) {
    console.error(error.message)
    return {}
  }
}
const options = given()
const [gigabytes, rounds] = [Number(options.gigabytes), Number(options.rounds)]
if (options.help) {
  console.log(usage)
  process.exit(0)
}
if (!(gigabytes > 0 && rounds >= 1)) {
  console.error(usage)
  process.exit(2)
}
const here = (name) => join(root, 'scripts', 'volume', name)
const cli = join(root, 'dist', 'node', 'cli', 'main.js')
const validate = (file, ...more) => [cli, 'validate', 'StartEmailContact', file, ...more]

const subjects = [
  { name: 'JSON.parse alone', args: (file) => [here('parse.mjs'), file] },
  {
    name: 'ajv, 20 lines',
    args: (file) => ['--import=tsx', here('ajv.mjs'), file],
    needs: join(root, 'bench', 'node_modules', 'ajv'),
  },
  { name: 'validate', args: (file) => validate(file) },
  { name: 'validate --jobs 2', args: (file) => validate(file, '--jobs', '2') },
  { name: 'validate --valid', args: (file) => validate(file, '--valid', `${file}.valid`), once: true },
]

/** Seconds, seconds on processors and the most memory of one run. */
const measure = (args) =>
  new Promise((resolve, reject) => {
    const started = performance.now()
    const child = spawn(process.execPath, [`--import=${here('peak.mjs')}`, ...args], {
      cwd: root,
      stdio: ['ignore', 'ignore', 'inherit', 'pipe'],
    })
    let told = ''
    child.stdio[3].on('data', (chunk) => {
      told += chunk
    })
    child.on('error', reject)
    child.on('close', (code) => {
      if (code !== 0) reject(new Error(`exit code ${code}: ${args.join(' ')}`))
      else resolve({ seconds: (performance.now() - started) / 1000, ...JSON.parse(told) })
    })
  })

const median = (numbers) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1]
const cell = (text, width) => ` ${String(text).padStart(width)}`

/** Rounds of all subjects, one after another, so that what else the machine does falls on all of them alike. */
const compare = async (file, size, some, times) => {
  const found = new Map(some.map(({ name }) => [name, []]))
  for (let round = 0; round < times; round++)
    for (const { name, args, once } of some)
      if (round === 0 || !once) {
        found.get(name).push(await measure(args(file)))
        rmSync(`${file}.valid`, { force: true })
      }
  const rows = some.map(({ name }) => {
    const runs = found.get(name)
    const of = (key) => median(runs.map((run) => run[key]))
    return { name, rate: size / of('seconds'), cpu: of('cpu'), peak: Math.max(...runs.map(({ peak }) => peak)) }
  })
  const bare = rows.find(({ name }) => name === subjects[0].name)
  console.log(
    `\n${(size / 1e9).toFixed(1)} GB, ${times} ${times === 1 ? 'round' : 'rounds'}, ${availableParallelism()} cores, load ${loadavg()[0].toFixed(1)}`,
  )
  const line = (cells) => console.log(cells.map((text, i) => (i === 0 ? text.padEnd(20) : cell(text, 13))).join(''))
  const ratio = (of) => (bare === undefined ? '' : of(bare).toFixed(2))
  line(['subject', 'MB/s', '× bare', 'CPU s', '× bare of CPU', 'peak MB'])
  for (const { name, rate, cpu, peak } of rows)
    line([
      name,
      (rate / 1e6).toFixed(0),
      ratio((one) => rate / one.rate),
      cpu.toFixed(1),
      ratio((one) => one.cpu / cpu),
      (peak / 1e6).toFixed(0),
    ])
  return rows
}

const main = async () => {
  const needed = 2 * gigabytes * 1e9 * 2 + 1e9
  const { bavail, bsize } = statfsSync(tmpdir())
  if (bavail * bsize < needed) {
    console.error(
      `volume: ${tmpdir()} has ${((bavail * bsize) / 1e9).toFixed(1)} GB, ${(needed / 1e9).toFixed(1)} GB are needed`,
    )
    return 1
  }
  if (!(await build())) return 1
  const some = subjects.filter(({ name, needs }) => {
    if (needs === undefined || existsSync(needs)) return true
    console.log(`${name}: left out; npm ci --prefix bench installs it`)
    return false
  })
  const folder = mkdtempSync(join(tmpdir(), 'wireshape-volume-'))
  const file = join(folder, 'payloads.ndjson')
  try {
    const size = grow(file, 0, gigabytes * 1e9)
    const once = await compare(file, size, some, rounds)
    const twice = grow(file, size, 2 * gigabytes * 1e9)
    const ours = some.filter(({ name }) => name.startsWith('validate'))
    const doubled = await compare(file, twice, ours, 1)
    console.log('\npeak memory of twice as much')
    for (const { name, peak } of doubled) {
      const before = once.find((row) => row.name === name).peak
      console.log(`${name.padEnd(20)}${cell(`${(100 * (peak / before - 1)).toFixed(1)} %`, 9)}`)
    }
    return 0
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

process.exitCode = await main()
