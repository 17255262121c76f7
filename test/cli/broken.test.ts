/**
 * Broken models through every command that reads one: a clear issue each, exit code 3, and nothing written.
 */
import assert from 'node:assert/strict'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { broken, model, odd } from './models.js'
import { contents, useFolder, wireshape } from './terminal.js'

const matches = (lines: ReadonlyArray<string>, says: ReadonlyArray<string | RegExp>): void => {
  const expected = says.map((one, i) =>
    typeof one === 'string' ? one : one.test(lines[i] ?? '') ? lines[i] : String(one),
  )
  assert.deepEqual(lines, expected)
}

describe('broken models', () => {
  const folder = useFolder()

  for (const [title, { text, says }] of Object.entries(broken)) {
    it(title, async () => {
      const cwd = folder.path
      writeFileSync(join(cwd, 'broken.json'), text)
      if (title === 'not UTF-8') writeFileSync(join(cwd, 'broken.json'), Buffer.from([0x7b, 0x22, 0xe9, 0x22, 0x7d]))
      writeFileSync(join(cwd, 'good.json'), JSON.stringify(model()))
      const before = contents(cwd)
      for (const args of [
        ['generate', '--model', 'broken.json', '--out', 'out'],
        ['validate', 'GetForecast', '--model', 'broken.json'],
        ['diff', 'good.json', 'broken.json'],
        ['diff', 'broken.json', 'good.json', '--json'],
        ['encode', 'GetForecast', '--model', 'broken.json'],
        ['decode', 'GetForecast', '--model', 'broken.json', '--json'],
        ['inspect', 'GetForecast', '--model', 'broken.json'],
        ['sample', 'GetForecast', '--model', 'broken.json'],
        ['schema', 'GetForecast', '--model', 'broken.json'],
        ['mock', '--model', 'broken.json', '--json'],
      ]) {
        const started = performance.now()
        const { code, out, err } = await wireshape(args, { cwd })
        assert.ok(performance.now() - started < 20_000)
        assert.equal(code, 3, `${args.join(' ')}\n${out}${err}`)
        if (!args.includes('--json')) {
          matches(err.trimEnd().split('\n'), says)
          assert.equal(out, '')
        } else {
          const { error } = JSON.parse(out) as { readonly error: { readonly reason: string; readonly message: string } }
          assert.equal(error.reason, 'model')
          assert.equal(`error: ${error.message}`, err.split('\n', 1)[0])
        }
      }
      assert.ok(!existsSync(join(cwd, 'out')))
      assert.deepEqual(contents(cwd), before)
    })
  }

  for (const [title, text] of Object.entries(odd)) {
    it(`${title} is no mistake`, async () => {
      writeFileSync(join(folder.path, 'odd.json'), text)
      const started = performance.now()
      const { code, out, err } = await wireshape(['generate', '--model', 'odd.json', '--out', `out-${title.length}`], {
        cwd: folder.path,
      })
      console.log(
        `      ${Math.round(performance.now() - started)} ms; ${out.split('\n').slice(1, -1).join('; ').slice(0, 200)}`,
      )
      assert.equal(err, '')
      assert.equal(code, 0)
    })
  }
})
