/**
 * Every distinct pattern of a folder of models: how it is enforced, and what an established checker says of its time.
 *
 *     npm run patterns -- --models DIR [--seconds 300] [--each 2]
 *
 * `--seconds` bounds the checker as a whole, `--each` it for one pattern. Exit code 1 where the checker finds a pattern
 * vulnerable that is run by the platform on text of any length.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { check } from 'recheck'
import { anchored, ecmaPattern, readPattern } from '../../lib/model/index.js'
import { compilePattern, isLinear } from '../../lib/schema/index.js'
import { argumentsOf } from './arguments.js'

const given = argumentsOf(
  `usage: npm run patterns -- --models DIR [--seconds 300] [--each 2]

Says how each distinct pattern of a folder of models is enforced, and what an established checker says of its time.`,
  { models: undefined, seconds: '300', each: '2' },
)

// reading

interface Found {
  /** As it is read: of botocore with its anchors. */
  readonly pattern: string
  /** The longest text of a shape that has it; nothing where one has none. */
  readonly longest: number | undefined
  readonly model: string
}

const found = new Map<string, Found>()
let total = 0

const note = (pattern: string, max: unknown, model: string): void => {
  total++
  const longest = typeof max === 'number' ? max : undefined
  const known = found.get(pattern)
  const longer =
    known === undefined
      ? longest
      : known.longest === undefined || longest === undefined
        ? undefined
        : Math.max(known.longest, longest)
  found.set(pattern, { pattern, longest: longer, model: known?.model ?? model })
}

/** Patterns wherever they stand in a model, with the most characters of the same place. */
const visit = (u: unknown, model: string): void => {
  if (typeof u !== 'object' || u === null) return
  const { pattern, max, type, ...rest } = u as Readonly<Record<string, unknown>>
  const smithy = rest['smithy.api#pattern']
  if (typeof pattern === 'string' && type === 'string') note(anchored(pattern), max, model)
  if (typeof smithy === 'string') note(smithy, (rest['smithy.api#length'] as { max?: unknown } | undefined)?.max, model)
  for (const part of Object.values(u)) visit(part, model)
}

// run

const compiles = (pattern: string, flags: string): boolean => {
  try {
    return new RegExp(pattern, flags) instanceof RegExp
  } catch {
    return false
  }
}

const main = async (folder: string): Promise<boolean> => {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.json'))
    .sort()
  for (const path of paths) visit(JSON.parse(readFileSync(join(folder, path), 'utf8')), path)
  const all = [...found.values()]
  const readings = all.map((one) => ({
    ...one,
    reading: readPattern(one.pattern, one.longest),
    ecma: ecmaPattern(one.pattern),
  }))
  const count = (what: string, holds: (one: (typeof readings)[number]) => boolean): void =>
    console.log(`  ${String(readings.filter(holds).length).padStart(6)}  ${what}`)
  console.log(`${total} patterns, ${all.length} distinct, of ${paths.length} models`)
  count('do not compile with the u flag', ({ pattern }) => compilePattern(pattern) === undefined)
  count('  and in no mode of JavaScript', ({ pattern }) => !compiles(pattern, 'u') && !compiles(pattern, ''))
  count('  are translated', ({ pattern, ecma }) => ecma !== undefined && ecma !== pattern)
  count('are kept and not enforced', ({ reading }) => reading._tag === 'Unenforced')
  count('are proved linear and run by the platform', ({ ecma }) => ecma !== undefined && isLinear(ecma))
  count('are run by linearMatch', ({ reading }) => reading._tag === 'Enforced' && typeof reading.matcher === 'function')
  count(
    'are run by the platform on bounded text',
    ({ reading, ecma }) => reading._tag === 'Enforced' && reading.matcher === undefined && !isLinear(ecma ?? ''),
  )
  for (const { pattern, reading, model } of readings)
    if (reading._tag === 'Unenforced') console.log(`    ${model} ${pattern.slice(0, 100)}: ${reading.reason}`)

  const deadline = performance.now() + Number(given.seconds) * 1000
  const counts = { safe: 0, vulnerable: 0, unknown: 0, unasked: 0 }
  let missed = 0
  for (const { pattern, ecma, reading, model, longest } of readings) {
    if (ecma === undefined) continue
    if (performance.now() > deadline) {
      counts.unasked++
      continue
    }
    const told = await check(ecma, 'u', { timeout: Number(given.each) * 1000 })
    counts[told.status]++
    if (told.status !== 'vulnerable') continue
    const isGuarded = reading._tag === 'Enforced' && typeof reading.matcher === 'function'
    const how = isGuarded
      ? 'run by linearMatch'
      : reading._tag === 'Unenforced'
        ? 'not enforced'
        : `run by the platform, at most ${longest ?? 8192} characters`
    const isMissed = isLinear(ecma)
    if (isMissed) missed++
    console.log(
      `  ${isMissed ? 'FAILED  proved linear here, ' : ''}${told.complexity.summary}: ${model} ${pattern.slice(0, 120)} (${how})`,
    )
  }
  console.log(
    `recheck: ${counts.safe} safe, ${counts.vulnerable} vulnerable, ${counts.unknown} not decided in ${given.each} s, ${counts.unasked} not asked in ${given.seconds} s`,
  )
  console.log(`vulnerable and called linear here: ${missed}`)
  return missed === 0
}

if (given.models === undefined) {
  console.log('usage: npm run patterns -- --models DIR [--seconds 300] [--each 2]')
  process.exitCode = 2
} else {
  void main(given.models).then((good) => {
    process.exitCode = good ? 0 : 1
  })
}
