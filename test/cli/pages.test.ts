/**
 * The pages of the command: each file that they show, each command line, and what it prints. A block of `sh serve` starts a mock,
 * to whose port the others are sent.
 */
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { pageBlocks } from '../docs/pages.js'
import type { Mocked } from './mocking.js'
import { mock } from './mocking.js'
import { useFolder } from './terminal.js'

const run = promisify(execFile)
const root = fileURLToPath(new URL('../..', import.meta.url))
const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href

const hasCurl = (process.env['PATH'] ?? '').split(delimiter).some((path) => existsSync(join(path, 'curl')))

for (const page of ['docs/cli.md', 'docs/mock.md']) {
  describe(`the commands of ${page}`, () => {
    const folder = useFolder()
    const blocks = pageBlocks(page)
    const fileOf = (words: ReadonlyArray<string>): string | undefined =>
      words.find((word) => word.startsWith('file='))?.slice(5)
    let mocked: Mocked | undefined

    before(async () => {
      const bin = join(folder.path, 'bin')
      mkdirSync(bin)
      writeFileSync(
        join(bin, 'wireshape'),
        `#!/bin/sh\nexec "${process.execPath}" "--import=${tsx}" "${join(root, 'lib', 'cli', 'main.ts')}" "$@"\n`,
      )
      chmodSync(join(bin, 'wireshape'), 0o755)
      symlinkSync(join(root, 'node_modules'), join(folder.path, 'node_modules'), 'junction')
      // The script first, then the mock that reads it, then files that name its address.
      const files = blocks.filter(({ words }) => fileOf(words) !== undefined)
      const serve = blocks.find(({ words }) => words.includes('serve'))
      const write = (): void => {
        for (const { words, lines } of files) {
          const text = lines
            .join('\n')
            .replaceAll('http://localhost:8080', () => mocked?.url ?? 'http://localhost:8080')
          writeFileSync(join(folder.path, fileOf(words) ?? ''), `${text}\n`)
        }
      }
      write()
      if (serve === undefined) return
      const [, , ...args] = (serve.lines[0] ?? '').split(' ')
      mocked = await mock(folder.path, ...args)
      write()
    })

    after(async () => {
      await mocked?.stop()
    })

    const commands = blocks.filter(
      ({ language, words }) => language === 'sh' && !words.includes('serve') && !words.includes('no-run'),
    )

    it('has some', () => assert.ok(commands.length >= 2))

    for (const { line, lines, prints } of commands) {
      const needsCurl = lines.some((text) => text.startsWith('curl') || text.includes('| sh'))
      it(`line ${line}: ${lines[0]}${needsCurl && !hasCurl ? ': skipped, curl is not installed' : ''}`, async function () {
        if (needsCurl && !hasCurl) return this.skip()
        const at = (text: string): string =>
          mocked === undefined ? text : text.replaceAll('http://localhost:8080', mocked.url)
        const path = `${join(folder.path, 'bin')}${delimiter}${process.env['PATH']}`
        const program = at(lines.join('\n')).replace(
          '--as curl',
          mocked ? `--as curl --endpoint ${mocked.url}` : '--as curl',
        )
        const env = {
          ...process.env,
          PATH: path,
          NO_COLOR: '1',
          AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
        }
        const { stdout } = await run('sh', ['-c', program], { cwd: folder.path, env, timeout: 50_000 })
        assert.equal(stdout.trimEnd(), prints)
      })
    }
  })
}
