// Runs a program of the project as a child and waits for it.
import { spawn } from 'node:child_process'
import { realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** The compilers by path: three packages claim `node_modules/.bin/tsc`. */
export const tsc = {
  ts7: join(root, 'node_modules', 'ts7', 'bin', 'tsc'),
  ts6: join(root, 'node_modules', 'typescript', 'bin', 'tsc'),
}

/** Runs tests at length, one file behind another. */
export const tests = (pattern, env) => {
  const mocha = join(root, 'node_modules', 'mocha', 'bin', 'mocha.js')
  return node(
    ['--import=tsx', mocha, '--no-config', '--require', './test/seed.ts', '--timeout', '600000', pattern],
    env,
  )
}

/** Whether the module of that URL is the program that node was started with. */
export const isMain = (url) => {
  const started = process.argv[1]
  if (started === undefined) return false
  try {
    return realpathSync(started) === realpathSync(fileURLToPath(url))
  } catch {
    return false
  }
}

/**
 * Runs a JavaScript file with this very node, input closed.
 *
 * @param {ReadonlyArray<string>} args
 * @param {Record<string, string>} env beside this process's own
 * @param {(chunk: Buffer) => void} [write] takes what it says; without it, output is shared
 * @returns {Promise<number>} its exit code; 1 where a signal ended it or it could not start
 */
export const node = (args, env = {}, write = undefined) =>
  new Promise((resolve) => {
    const output = write === undefined ? 'inherit' : 'pipe'
    const child = spawn(process.execPath, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', output, output],
    })
    if (write !== undefined) for (const stream of [child.stdout, child.stderr]) stream.on('data', write)
    child.on('error', (error) => {
      console.error(error.message)
      resolve(1)
    })
    child.on('close', (code, signal) => {
      if (signal !== null) console.error(`${args.join(' ')}: ended by ${signal}`)
      resolve(code ?? 1)
    })
  })
