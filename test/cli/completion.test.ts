/**
 * `wireshape completion`: scripts that the shells take, run where a shell is installed.
 */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { useFolder, wireshape } from './terminal.js'

const installed = (name: string): string | undefined =>
  (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find(existsSync)

describe('completion', () => {
  const folder = useFolder()
  const script = async (shell: string): Promise<string> => {
    const { code, out, err } = await wireshape(['completion', shell], { cwd: folder.path })
    assert.deepEqual([code, err], [0, ''])
    return out
  }

  const bash = installed('bash')
  const bashTest = bash === undefined ? it.skip : it

  bashTest('bash completes commands, options, choices and files', async () => {
    writeFileSync(join(folder.path, 'wireshape.bash'), await script('bash'))
    writeFileSync(join(folder.path, 'contact one.json'), '{}')
    const complete = (...words: ReadonlyArray<string>): ReadonlyArray<string> => {
      const quoted = words.map((word) => `'${word}'`).join(' ')
      const program = `source ./wireshape.bash; COMP_WORDS=(wireshape ${quoted}); COMP_CWORD=${words.length}; _wireshape; printf '%s\\n' "\${COMPREPLY[@]}"`
      const out = execFileSync(bash ?? '', ['-c', program], { cwd: folder.path, encoding: 'utf8', timeout: 10_000 })
      return out.split('\n').filter((line) => line !== '')
    }
    assert.deepEqual(complete('dec'), ['decode'])
    assert.ok(complete('').includes('mock'))
    assert.deepEqual(complete('help', 'enc'), ['encode'])
    assert.deepEqual(complete('encode', 'X', '--as', 'c'), ['curl'])
    assert.deepEqual(complete('encode', 'X', '-a', 'v'), ['value'])
    assert.deepEqual(complete('mock', '--po'), ['--port'])
    assert.deepEqual(complete('mock', '--script', 'con'), ['contact one.json'])
    assert.deepEqual(complete('encode', 'X', 'con'), ['contact one.json'])
    assert.deepEqual(complete('completion', 'f'), ['fish'])
    assert.ok(complete('generate', '--').includes('--check'))
    assert.ok(complete('diff', '--').includes('--json'))
  })

  for (const shell of ['bash', 'zsh', 'fish']) {
    const path = installed(shell)
    it(`${shell} takes its script${path === undefined ? ': skipped, it is not installed' : ''}`, async function () {
      const text = await script(shell)
      for (const name of ['encode', 'decode', 'inspect', 'sample', 'mock', 'generate', 'diff', 'completion'])
        assert.match(text, new RegExp(`\\b${name}\\b`))
      if (path === undefined) return this.skip()
      writeFileSync(join(folder.path, `script.${shell}`), text)
      execFileSync(path, ['-n', `script.${shell}`], { cwd: folder.path, timeout: 10_000 })
    })
  }

  it('--json, and shells that have none', async () => {
    const { out } = await wireshape(['completion', 'bash', '--json'], { cwd: folder.path })
    assert.equal((JSON.parse(out) as { readonly shell: string }).shell, 'bash')
    assert.equal((await wireshape(['completion', 'tcsh'], { cwd: folder.path })).code, 2)
  })
})
