/**
 * The verbs that need fast-check, as processes that have none: they say so, and what installs it.
 */
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { useFolder } from './terminal.js'

const root = fileURLToPath(new URL('../..', import.meta.url))
const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href

const data = (source: string): string => `data:text/javascript,${encodeURIComponent(source)}`

/** Resolves everything but fast-check. */
const hooks = data(`export const resolve = async (name, context, next) => {
  if (name === 'fast-check') throw Object.assign(new Error('none'), { code: 'ERR_MODULE_NOT_FOUND' })
  return next(name, context)
}`)

const without = data(`import { register } from 'node:module'; register(${JSON.stringify(hooks)})`)

describe('without fast-check', () => {
  const folder = useFolder()
  for (const [args, purpose] of [
    [['sample', 'StartEmailContact'], 'makes samples'],
    [['mock', '--port', '0'], 'makes the answers that no script says'],
  ] as const) {
    it(`${args[0]} says so`, async () => {
      const ran = await new Promise<{ code: number | null; out: string; err: string }>((resolve) => {
        const child = execFile(
          process.execPath,
          [`--import=${tsx}`, `--import=${without}`, join(root, 'lib', 'cli', 'main.ts'), ...args],
          { cwd: folder.path, timeout: 20_000 },
          (_, out, err) => resolve({ code: child.exitCode, out, err }),
        )
      })
      assert.deepEqual(ran, {
        code: 4,
        out: '',
        err: `error: fast-check is not installed, which ${purpose}\nnpm install --save-dev fast-check@4\n`,
      })
    })
  }
})
