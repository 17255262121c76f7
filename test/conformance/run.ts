/**
 * `npm run conformance -- --cases DIR`: runs every case in a folder and says how many passed.
 */
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { readCases } from './cases.js'
import { count, failureLines, impossible, mostImpossible, runCases, table } from './suite.js'

const help = `Runs Smithy's protocol cases.

  npm run conformance -- --cases DIR [--json FILE] [--only REGEX] [--protocol NAME]

  --cases DIR      reads every *.json file in DIR, a Smithy model each
  --json FILE      writes an array of { protocol, id, kind, side, passed, reason }
  --only REGEX     runs the cases whose id matches
  --protocol NAME  runs the cases of one protocol, such as restJson1
  --help           shows this

The exit code is 0 where no case failed, 1 where one did, 2 where the arguments or the files are wrong.`

const options = {
  cases: { type: 'string' },
  json: { type: 'string' },
  only: { type: 'string' },
  protocol: { type: 'string' },
  help: { type: 'boolean' },
} as const

const main = async (): Promise<number> => {
  const { values } = parseArgs({ options })
  if (values.help === true) {
    console.log(help)
    return 0
  }
  if (values.cases === undefined) {
    console.error(help)
    return 2
  }
  const only = values.only === undefined ? undefined : new RegExp(values.only)
  const results = await runCases(readCases(values.cases), { only, protocol: values.protocol })
  for (const line of failureLines(results)) console.log(line)
  console.log(`\n${table(results)}`)
  if (values.json !== undefined) {
    const rows = results.map(({ outcome, ...result }) => ({ ...result, passed: outcome === 'passed' }))
    writeFileSync(values.json, `${JSON.stringify(rows, null, 2)}\n`)
  }
  if (results.length === 0) console.error('no case was found')
  if (impossible.length > mostImpossible)
    console.error(`${impossible.length} cases are called impossible; ${mostImpossible} may be`)
  return results.length > 0 && count(results, 'failed') === 0 && impossible.length <= mostImpossible ? 0 : 1
}

try {
  process.exitCode = await main()
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = 2
}
