/**
 * Checks the packages that this one needs: what the test of that name checks, and with a registry's help the advisories on them.
 */
import { parseArgs } from 'node:util'
import { entriesOf, licenceFaults, lockFaults, reasonFaults, runTime, versionFaults } from './checks.js'
import { billOfMaterials, manifest, npm, packages, page } from './files.js'

const usage = `npm run supply-chain -- [--offline]

Checks licences, hashes, install scripts, versions and reasons of all packages, makes the bill of materials, and asks the registry
for advisories on them.

  --offline  leaves the registry out
  --help     shows this

Exit code: 0 where all is well; 1 where anything is wrong, or the registry gives no answer; 2 for options that there are not.`

interface Audit {
  readonly message?: string
  readonly vulnerabilities?: Readonly<Record<string, { readonly severity: string; readonly range: string }>>
}

/** Each advisory as a line; a registry without an answer is one too. */
const advisories = async (): Promise<ReadonlyArray<string>> => {
  const { message, vulnerabilities } = JSON.parse(await npm('audit', '--json', '--package-lock-only')) as Audit
  if (vulnerabilities === undefined) return [`the registry gives no answer: ${message ?? 'nothing was said'}`]
  return Object.entries(vulnerabilities).map(([name, { severity, range }]) => `${name} ${range}: ${severity}`)
}

const main = async (isOffline: boolean): Promise<number> => {
  let failed = false
  const say = (what: string, faults: ReadonlyArray<string>): void => {
    failed ||= faults.length > 0
    console.log(
      [`${faults.length === 0 ? 'passed' : 'FAILED'}  ${what}`, ...faults.map((fault) => `        ${fault}`)].join(
        '\n',
      ),
    )
  }
  const count = entriesOf(packages).length
  say(
    `licences of ${count} packages, ${runTime(manifest, packages).size} of them at run time`,
    licenceFaults(manifest, packages),
  )
  say('hashes, hosts and install scripts', lockFaults(manifest, packages))
  say('exact versions', versionFaults(manifest))
  say('reasons in docs/dependencies.md', reasonFaults(manifest, page))
  const { components } = await billOfMaterials()
  say(`bill of materials, ${components.length} components`, components.length > 0 ? [] : ['nothing is in it'])
  if (isOffline) console.log('left out  advisories')
  else say('advisories', await advisories())
  return failed ? 1 : 0
}

try {
  const { values } = parseArgs({ options: { offline: { type: 'boolean' }, help: { type: 'boolean' } } })
  if (values.help === true) console.log(usage)
  else process.exitCode = await main(values.offline === true)
} catch (error) {
  console.error(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`)
  process.exitCode = 2
}
