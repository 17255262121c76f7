/**
 * The load as a program: `--seconds`, `--warm`, `--connections`, `--depth`, `--rate`, `--profile`. Exit code 1 where an answer is wrong,
 * memory grows, the end loses an answer, or the rate is not reached.
 */
import { availableParallelism, cpus, loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { faultsOf, growthOf, runLoad, thirdsOf } from './load.js'

const usage = `usage: npm run load -- [--seconds 60] [--warm 5] [--connections 8] [--depth 16] [--rate 5000] [--profile FOLDER]

Asks the mock so many times a second (0: as often as it answers), reads and checks every answer, and ends it under load.`

const options = {
  seconds: { type: 'string', default: '60' },
  warm: { type: 'string', default: '5' },
  connections: { type: 'string', default: '8' },
  depth: { type: 'string', default: '16' },
  rate: { type: 'string', default: '5000' },
  profile: { type: 'string' },
  help: { type: 'boolean' },
} as const

/** None where there is one that is not known. */
const given = (): Readonly<Partial<Record<keyof typeof options, string | boolean>>> => {
  try {
    return parseArgs({ options }).values
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error))
    return {}
  }
}

const values = given()
const [seconds, warmSeconds, connections, depth, rate] = [
  values.seconds,
  values.warm,
  values.connections,
  values.depth,
  values.rate,
].map(Number)

const report = async (): Promise<number> => {
  if (values.help === true) {
    console.log(usage)
    return 0
  }
  if (![seconds, warmSeconds, rate].every((n = -1) => n >= 0) || ![connections, depth].every((n = 0) => n >= 1)) {
    console.error(usage)
    return 2
  }
  const loadBefore = loadavg()[0] ?? 0
  console.log(
    `${cpus()[0]?.model ?? ''}, ${availableParallelism()} cores, Node ${process.version}; load before: ${loadBefore.toFixed(1)}`,
  )
  console.log(
    `${rate === 0 ? 'as many requests as are answered' : `${rate} requests a second`} for ${seconds} s after ${warmSeconds} s, ` +
      `${connections} connections, at most ${depth} on their way on each`,
  )
  const load = await runLoad({
    seconds: seconds ?? 0,
    warmSeconds: warmSeconds ?? 0,
    connections: connections ?? 0,
    depth: depth ?? 0,
    rate: rate ?? 0,
    nodeOptions: values.profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${values.profile}`],
  })
  const { millis, drain } = load
  const [first, last] = thirdsOf(load)
  console.log(`rate      ${load.perSecond.toFixed(0)} a second, every answer read`)
  console.log(
    `latency   p50 ${millis.p50.toFixed(1)} ms, p90 ${millis.p90.toFixed(1)}, p99 ${millis.p99.toFixed(1)}, ` +
      `p99.9 ${millis.p999.toFixed(1)}, most ${millis.most.toFixed(1)}, from when a request was due`,
  )
  console.log(`wrong     ${load.wrong.length} of ${load.answered}`)
  if (load.cpuMicros !== undefined) console.log(`processor ${load.cpuMicros.toFixed(0)} µs of the mock for a request`)
  if (load.residentMegabytes.length > 0)
    console.log(
      `memory    ${load.residentMegabytes
        .filter((_, i, { length }) => i % Math.ceil(length / 12) === 0)
        .map((n) => n.toFixed())
        .join(' ')} MB; ` + `most in the first third ${first.toFixed()}, in the last ${last.toFixed()}`,
    )
  console.log(
    `end       SIGTERM under load: ${drain.taken} were taken in all, ${drain.unanswered} of them not answered, ` +
      `exit code ${drain.code} after ${drain.seconds.toFixed(2)} s`,
  )
  const faults = [...faultsOf(load), ...growthOf(load)]
  for (const fault of faults) console.error(fault)
  const isSlow = rate !== undefined && load.perSecond < 0.99 * rate
  if (isSlow) console.error(`${rate} a second were not reached`)
  return faults.length > 0 || isSlow ? 1 : 0
}

process.exitCode = await report()
