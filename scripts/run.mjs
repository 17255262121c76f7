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
 * Runs a JavaScript file with this very node, output shared, input closed.
 *
 * @returns {Promise<number>} its exit code; 1 where a signal ended it or it could not start
 */
export const node = (args, env = {}) =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'inherit', 'inherit'],
    })
    child.on('error', (error) => {
      console.error(error.message)
      resolve(1)
    })
    child.on('close', (code) => resolve(code ?? 1))
  })
