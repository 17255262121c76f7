/**
 * Every model of a folder: read, counted, some of its operations sent round through their protocols, some services generated
 * and type-checked.
 *
 *     npm run sweep -- --apis DIR [--operations 1000] [--services 30] [--values 4] [--seed N]
 *
 * DIR may have folders in it; every `.json` that is a model counts, and one that is none is listed. Exit code 1 where
 * anything went wrong.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import type { AnyOperation, Service } from '../../lib/index.js'
import type { ModelForm } from '../../lib/model/index.js'
import { readModel, serviceReport } from '../../lib/model/index.js'
import { argumentsOf } from './arguments.js'
import type { Spoken } from './roundTrip.js'
import { roundTrip, spokenBy } from './roundTrip.js'
import { random, stratified } from './sample.js'
import { typeCheck } from './typecheck.js'

// arguments

const given = argumentsOf(
  `usage: npm run sweep -- --apis DIR [--operations 1000] [--services 30] [--values 4] [--seed N]

Reads every model of a folder, sends so many operations round through their protocols, and type-checks so many generated services.`,
  { apis: undefined, operations: '1000', services: '30', values: '4' },
  ['seed'],
)

const seed = given.seed === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(given.seed)

// reading

interface Opened {
  readonly name: string
  readonly form: ModelForm
  readonly service: Service
  readonly spoken: Spoken
}

const counts = new Map<string, number>()

const count = (what: string, by = 1): void => void counts.set(what, (counts.get(what) ?? 0) + by)

const print = (title: string, lines: ReadonlyArray<readonly [what: string, count: number]>): void => {
  console.log(title)
  for (const [what, n] of lines) console.log(`  ${n.toLocaleString('en').padStart(9)}  ${what}`)
}

let failed = false

const fail = (text: string): void => {
  failed = true
  console.log(`  FAILED  ${text}`)
}

const open = (folder: string, path: string): ReadonlyArray<Opened> => {
  const name = relative(folder, path).replace(/(\.min)?\.json$/, '')
  const read = readModel(JSON.parse(readFileSync(path, 'utf8')))
  count('models')
  if (read._tag === 'Left') {
    count('issues', read.left.length)
    fail(`${name}: ${read.left.length} issues, such as ${JSON.stringify(read.left[0])}`)
    return []
  }
  const { form, services } = read.right
  count(`of form ${form}`)
  return services.flatMap((service) => {
    const spoken = spokenBy(service)
    if (spoken === undefined) fail(`${name}: ${service.id} speaks ${Object.keys(service.protocols)}`)
    return spoken === undefined ? [] : [{ name, form, service, spoken }]
  })
}

const others = new Map<string, number>()
const unenforced: Array<string> = []

const report = ({ name, service, spoken }: Opened): void => {
  const told = serviceReport(service)
  count('services')
  count('operations', told.operations)
  count('shapes', told.shapes)
  count('patterns enforced', told.patterns)
  count('  of them translated', told.translatedPatterns)
  count('  of them run in linear time by linearMatch', told.guardedPatterns)
  count('patterns not enforced', told.unenforcedPatterns.length)
  count(`operations of ${spoken.name}`, told.operations)
  for (const { shape, pattern, reason } of told.unenforcedPatterns)
    unenforced.push(`${name} ${shape} ${pattern.slice(0, 80)}: ${reason}`)
  for (const [id, n] of Object.entries(told.otherTraits)) others.set(id, (others.get(id) ?? 0) + n)
}

// run

const main = (folder: string): void => {
  console.log(`seed ${seed}`)
  const started = performance.now()
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(
      (path) => path.endsWith('.json') && !/(^|\/)(metadata|package)\.json$|(paginators|examples|waiters2)/.test(path),
    )
    .sort()
    .map((path) => join(folder, path))
  const opened = paths.flatMap((path) => open(folder, path))
  const read = performance.now() - started
  for (const one of opened) report(one)
  print('read', [...counts])
  print(
    'traits without a meaning here, kept as data',
    [...others].sort(([, a], [, b]) => b - a),
  )
  if (unenforced.length > 0) console.log(`patterns not enforced\n${unenforced.map((line) => `  ${line}`).join('\n')}`)
  console.log(`read in ${(read / 1000).toFixed(1)} s`)

  const next = random(seed)
  const operations = opened.flatMap((one) =>
    one.service.operations.map((operation): readonly [Opened, AnyOperation] => [one, operation]),
  )
  const chosen = stratified(operations, ([{ spoken }]) => spoken.name, Number(given.operations), next)
  const trips = new Map<string, { operations: number; held: number; unrepresentable: number; faults: number }>()
  const before = performance.now()
  for (const [{ spoken }, operation] of chosen) {
    const trip = roundTrip(spoken, operation, Number(given.values), seed)
    const sum = trips.get(spoken.name) ?? { operations: 0, held: 0, unrepresentable: 0, faults: 0 }
    sum.operations++
    sum.held += trip.held
    sum.unrepresentable += trip.unrepresentable
    sum.faults += trip.faults.length
    trips.set(spoken.name, sum)
    for (const fault of trip.faults.slice(0, 1)) fail(fault)
  }
  console.log(`round trips of ${chosen.length} operations, ${given.values} inputs and outputs each`)
  for (const [name, sum] of trips)
    console.log(
      `  ${name.padEnd(12)} ${sum.operations} operations, ${sum.held} values came back, ${sum.unrepresentable} that no message holds, ${sum.faults} faults`,
    )
  console.log(`in ${((performance.now() - before) / 1000).toFixed(1)} s`)

  const services = stratified(opened, ({ spoken }) => spoken.name, Number(given.services), next)
  if (services.length === 0) return
  const begun = performance.now()
  const checked = typeCheck(
    services.map(({ name, service }) => [`${name}/${service.id.replace(/\W/g, '_')}`, service] as const),
  )
  console.log(`type-checked ${services.length} generated services: ${services.map(({ name }) => name).join(', ')}`)
  console.log(
    `  ${checked.files} files, ${checked.characters.toLocaleString('en')} characters, ${checked.errors.length} errors, ${((performance.now() - begun) / 1000).toFixed(1)} s`,
  )
  for (const error of checked.errors.slice(0, 40)) fail(error)
}

if (given.apis === undefined) {
  console.log('usage: npm run sweep -- --apis DIR [--operations 1000] [--services 30] [--values 4] [--seed N]')
  process.exitCode = 2
} else {
  main(given.apis)
  process.exitCode = failed ? 1 : 0
}
