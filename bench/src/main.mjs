/** The bench: judges, measures, reports. Progress goes to stderr, the report to stdout. */
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { outputOf } from './child.mjs'
import { measure } from './clock.mjs'
import { compileSchemas } from './compile.mjs'
import { costsOf } from './costs/index.mjs'
import { help, optionsOf } from './options.mjs'
import { profileOf, profileText } from './profile.mjs'
import { randomOf } from './random.mjs'
import { contendersText, costsText, growthText, jsonOf, judgedText, verdictsText } from './report.mjs'
import { verdictOf } from './verdict.mjs'

// The warning about the age of Node is not what is measured.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true'

const progress = (text) => process.stderr.write(`${text}\n`)

const childOf = (file) => fileURLToPath(new URL(file, import.meta.url))

const judgedBy = ({ seed, mutations }) => {
  progress(`judging ${mutations} mutations`)
  const found = JSON.parse(outputOf([childOf('./judgeChild.mjs'), String(seed), String(mutations)]))
  if (found.unexplained.length === 0) return found
  const shown = found.unexplained.slice(0, 20).join('\n')
  throw new Error(`${found.unexplained.length} verdicts are not alike, and no rule says why:\n${shown}`)
}

const timed = async (options, rows) => {
  const random = randomOf(options.seed)
  const verdicts = []
  for (const row of rows) {
    const times = row.times ?? (await measure(row.contenders, { ...options, random }))
    const verdict = verdictOf(row, times, random)
    progress(`${row.id} ${row.payload}: ${verdict.ratio.toFixed(2)}`)
    verdicts.push(verdict)
  }
  return verdicts
}

/** Rows of each family, made where any of its ids is wanted. */
const families = [
  {
    ids: ['check', 'make', 'read', 'write', 'bytes'],
    make: async ({ forms, peers }) => (await import('./rows/request.mjs')).requestRows(forms, peers),
  },
  {
    ids: ['request', 'response', 'server'],
    make: async ({ forms }) => (await import('./rows/http.mjs')).httpRows(forms),
  },
  {
    ids: ['issues-1', 'issues-20'],
    make: async ({ texts, peers, options }) =>
      (await import('./rows/issues.mjs')).issueRows(texts, peers, options.seed),
  },
  {
    ids: ['closures-is', 'closures-decode'],
    make: async ({ options }) => (await import('./rows/closures.mjs')).closureRows(options),
  },
  {
    ids: ['xml-write', 'xml-read', 'query-write', 'query-read', 'cbor-write', 'cbor-read'],
    make: async () => (await import('./rows/codecs.mjs')).codecRows(),
  },
]

const rowsOf = async (options, texts, peers) => {
  const { formsOf } = await import('./subject.mjs')
  const forms = Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, formsOf(text)]))
  const rows = []
  for (const { ids, make } of families)
    if (ids.some(options.wants)) rows.push(...(await make({ options, texts, peers, forms })))
  return rows.filter(({ id }) => options.wants(id))
}

/** Milliseconds of each profile. */
const profiledMillis = 2000

const profiled = async (rows) => {
  for (const row of rows) {
    const profile =
      row.profile ??
      (await profileOf(
        row.contenders.find(({ name }) => name === row.ours),
        profiledMillis,
      ))
    console.log(`${profileText(row, profile)}\n`)
  }
}

const grown = ({ seed }) => {
  progress('growth')
  return JSON.parse(outputOf([childOf('./growthChild.mjs'), String(seed)]))
}

const missedText = (judgedOnes) => {
  const missed = judgedOnes.filter(({ pass }) => pass === false)
  const names = missed.map(({ id, payload }) => [id, payload].filter(Boolean).join(' '))
  return missed.length === 0 ? 'every goal is met' : `goals missed: ${names.join(', ')}`
}

const run = async (options) => {
  progress(`seed ${options.seed}`)
  compileSchemas()
  const judged = judgedBy(options)
  const { loadPeers } = await import('./peers.mjs')
  const { textsOf } = await import('./subject.mjs')
  const peers = await loadPeers()
  const texts = textsOf(options.seed)

  const rows = await rowsOf(options, texts, peers)
  if (options.profile) {
    await profiled(rows)
    return 0
  }
  const verdicts = await timed(options, rows)
  const costs = costsOf(options, randomOf(options.seed), progress)
  const growth = options.wants('growth') ? grown(options) : undefined
  const parts = [
    `seed ${options.seed}`,
    judgedText(judged),
    ...(verdicts.length === 0 ? [] : [verdictsText(verdicts), contendersText(verdicts)]),
    ...(costs.length === 0 ? [] : [costsText(costs)]),
    ...(growth === undefined ? [] : [growthText(growth)]),
    missedText([...verdicts, ...costs]),
  ]
  console.log(parts.join('\n\n'))
  if (options.json !== undefined)
    writeFileSync(options.json, `${JSON.stringify(jsonOf(verdicts, costs), undefined, 2)}\n`)
  if (options.docs) {
    const { writeDocs } = await import('./docs.mjs')
    const date = new Date().toISOString().slice(0, 10)
    writeDocs({ options, judged, verdicts, costsFound: costs, growth, date })
  }
  return options.strict && [...verdicts, ...costs].some(({ pass }) => pass === false) ? 1 : 0
}

try {
  const options = optionsOf(process.argv.slice(2))
  if (options.help) console.log(help)
  else process.exitCode = await run(options)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
