// Builds lib/ where that is stale, installs the bench's own packages where they are absent, and runs the bench.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from './build.mjs'
import { node, root } from './run.mjs'
import { setup } from './setup.mjs'

const bench = join(root, 'bench')
const installed = join(bench, 'node_modules', '.package-lock.json')

const versions = (path) =>
  Object.entries(JSON.parse(readFileSync(path, 'utf8')).packages ?? {})
    .filter(([name, { optional, link }]) => name.startsWith('node_modules/') && optional !== true && link !== true)
    .map(([name, { version }]) => `${name} ${version}`)

/** Whether what the lockfile names is what is installed. */
const isInstalled = () => {
  if (!existsSync(installed)) return false
  const there = new Set(versions(installed))
  return versions(join(bench, 'package-lock.json')).every((one) => there.has(one))
}

const install = () => {
  if (isInstalled()) return true
  console.error('bench: installing the peers')
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  // Its output goes to stderr: stdout is the report's.
  const { status } = spawnSync(npm, ['ci'], {
    cwd: bench,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  })
  return status === 0
}

const args = process.argv.slice(2)
const isHelp = args.includes('--help')

process.exitCode =
  setup() && (isHelp || (await build())) && install()
    ? await node(['--expose-gc', join(bench, 'src', 'main.mjs'), ...args])
    : 1
