// Takes finite sets whole that `npm test` takes in part: see test/exhaustive/. Each file is a run of mocha, one after another.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { node, root } from './run.mjs'
import { setup } from './setup.mjs'

const folder = join(root, 'test', 'exhaustive')
const suffix = '.test.ts'
const parts = readdirSync(folder)
  .filter((name) => name.endsWith(suffix))
  .map((name) => name.slice(0, -suffix.length))

const usage = `npm run exhaustive -- [part ...]

Tries every code point, byte sequence, day, number of 16 bits and small schema through every format and protocol that takes it, and
prints how many there were. \`npm test\` tries a part of the largest of these sets.

  part    one of ${parts.join(', ')}; default: all of them
  --help  shows this

WIRESHAPE_SEED is the seed of the values that schemas are tried with. Exit code: 0 where all passed, 1 where anything failed, 2 for
a part that there is not.`

const mocha = join(root, 'node_modules', 'mocha', 'bin', 'mocha.js')
const options = ['--no-config', '--require', './test/seed.ts', '--timeout', '0']

/** The ways in which a part is run: where code is made at run time, and where a policy forbids it and closures take its place. */
const waysOf = (part) => (part === 'shapes' ? [[], ['--disallow-code-generation-from-strings']] : [[]])

const run = async (chosen) => {
  if (!setup()) return 1
  let failed = 0
  for (const [part, way] of chosen.flatMap((name) => waysOf(name).map((options) => [name, options]))) {
    const started = performance.now()
    const code = await node([...way, '--import=tsx', mocha, ...options, join(folder, part + suffix)], {
      WIRESHAPE_EXHAUSTIVE: '1',
    })
    if (code !== 0) failed++
    const seconds = ((performance.now() - started) / 1000).toFixed(0)
    console.log(`${code === 0 ? 'passed' : 'FAILED'}  ${[part, ...way].join(' ')} (${seconds} s)`)
  }
  return failed === 0 ? 0 : 1
}

const main = async () => {
  try {
    const { values, positionals } = parseArgs({ options: { help: { type: 'boolean' } }, allowPositionals: true })
    const unknown = positionals.find((part) => !parts.includes(part))
    if (unknown !== undefined) throw new Error(`there is no part ${unknown}`)
    if (values.help !== true) return await run(positionals.length === 0 ? parts : positionals)
    console.log(usage)
    return 0
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`)
    return 2
  }
}

process.exitCode = await main()
