// Installs the dependencies where they are missing or other than the lockfile says; else does nothing.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isMain, root } from './run.mjs'

const readJson = (path) => {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return undefined
  }
}

/** Why an install is needed, or undefined. npm's own record of what is installed is compared with the lockfile. */
const staleness = () => {
  const wanted = readJson(join(root, 'package-lock.json'))
  if (wanted === undefined) return 'there is no lockfile'
  const present = readJson(join(root, 'node_modules', '.package-lock.json'))
  if (present === undefined) return 'nothing is installed'
  for (const [path, entry] of Object.entries(wanted.packages)) {
    if (path === '' || entry.link) continue
    const found = present.packages[path]
    if (found === undefined) {
      if (entry.optional) continue
      return `${path} is missing`
    }
    if (found.version !== entry.version) return `${path} is ${found.version}, not ${entry.version}`
    if (!existsSync(join(root, path, 'package.json')) && !entry.optional) return `${path} is missing`
  }
  return undefined
}

const npm = (args) => {
  const options = { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] }
  const script = process.env.npm_execpath
  return script?.endsWith('.js')
    ? spawnSync(process.execPath, [script, ...args], options)
    : spawnSync('npm', args, { ...options, shell: process.platform === 'win32' })
}

/** @returns {boolean} whether the dependencies are in place */
export const setup = () => {
  const reason = staleness()
  if (reason === undefined) return true
  const command = existsSync(join(root, 'package-lock.json')) ? 'ci' : 'install'
  console.log(`setup: ${reason}; npm ${command}`)
  const result = npm([command, '--include=dev', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'])
  return result.status === 0 && staleness() === undefined
}

if (isMain(import.meta.url)) process.exitCode = setup() ? 0 : 1
