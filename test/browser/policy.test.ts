/**
 * Law 5 in a browser: a page whose content security policy forbids making code runs the closures, to the same results as Node
 * with emitted code.
 *
 * `WIRESHAPE_CHROMIUM` names the browser, else Debian's is taken; where there is none the test says that it is skipped.
 */
import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import type { Server } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { build } from 'esbuild'
import * as fc from 'fast-check'
import { chromium } from 'playwright-core'
import { StartEmailContactRequest } from '../../lib/connect/index.js'
import type { Shape } from '../../lib/index.js'
import { json } from '../../lib/index.js'
import { arbitrary, garbage } from '../../lib/testing/index.js'
import type { Value } from '../../lib/value/index.js'
import { seed } from '../seed.js'
import { mayCompile, run } from './page.js'

const executablePath = process.env['WIRESHAPE_CHROMIUM'] ?? '/usr/bin/chromium'

const policy = "default-src 'none'; script-src 'self'; connect-src 'self'"

const page =
  '<!doctype html><meta charset="utf-8"><title>policy</title><body><script type="module" src="/page.js"></script>'

/** The page's script asks for the payloads itself: what a debugger runs in a page may make code all the same. */
const script = async (): Promise<string> => {
  const { outputFiles } = await build({
    stdin: {
      contents: `
        import { mayCompile, run } from './page.js'
        const payloads = await (await fetch('/payloads.json')).json()
        document.body.textContent = JSON.stringify({ may: mayCompile(), ...run(payloads) })
        document.title = 'done'`,
      resolveDir: import.meta.dirname ?? new URL('.', import.meta.url).pathname,
      loader: 'ts',
    },
    bundle: true,
    format: 'esm',
    write: false,
  })
  return outputFiles[0]?.text ?? ''
}

const serve = async (code: string, payloads: string): Promise<Server> => {
  const files: Readonly<Record<string, readonly [type: string, text: string]>> = {
    '/': ['text/html', page],
    '/page.js': ['text/javascript', code],
    '/payloads.json': ['application/json', payloads],
  }
  const server = createServer(({ url = '' }, response) => {
    const [type, text] = files[url] ?? ['text/plain', '']
    response.writeHead(200, { 'content-type': type, 'content-security-policy': policy }).end(text)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return server
}

const tree = json(StartEmailContactRequest)

/** Plain JSON: good requests, damaged ones, and anything at all. */
const payloads = (seed: number): ReadonlyArray<unknown> => {
  const good = arbitrary(fc)(StartEmailContactRequest).map((a) => tree.encode(a))
  const any = fc.oneof(
    good,
    garbage(fc)(StartEmailContactRequest as unknown as Shape<unknown, Value, unknown>),
    fc.jsonValue(),
  )
  const texts = fc.sample(any, { numRuns: 300, seed }).map((payload) => {
    try {
      return JSON.stringify(payload) ?? 'null'
    } catch {
      return 'null'
    }
  })
  // `JSON.parse` of Chromium 150 takes the key "\\u0000" for a backslash once it has read an object with a backslash for a key there.
  return texts.filter((text) => !text.includes('"\\\\":')).map((text) => JSON.parse(text))
}

interface Found {
  readonly may: boolean
  readonly alike: boolean
  readonly outcomes: unknown
}

describe('a page that may not make code', () => {
  it('runs the closures, to the same results', async function () {
    if (!existsSync(executablePath)) {
      console.log('      skipped: no Chromium; WIRESHAPE_CHROMIUM names one')
      return this.skip()
    }
    this.timeout(120_000)
    const given = payloads(seed)
    const server = await serve(await script(), JSON.stringify(given))
    const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
    try {
      const tab = await browser.newPage()
      const failures: Array<string> = []
      tab.on('pageerror', (error) => failures.push(String(error)))
      await tab.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
      await tab.waitForFunction('document.title === "done"', undefined, { timeout: 60_000 })
      const found = JSON.parse((await tab.textContent('body')) ?? '') as Found
      assert.deepEqual(failures, [])
      assert.equal(found.may, false, 'the policy forbids making code')
      assert.equal(mayCompile(), true, 'Node makes code')
      const here = run(given)
      assert.ok(found.alike && here.alike, `seed ${seed}: a round differs from the first`)
      if (found.outcomes !== here.outcomes) {
        const [there, own] = [found.outcomes, here.outcomes].map(
          (text) => JSON.parse(String(text)) as ReadonlyArray<unknown>,
        )
        const at = own?.findIndex((one, i) => JSON.stringify(one) !== JSON.stringify(there?.[i])) ?? -1
        assert.deepEqual(there?.[at], own?.[at], `seed ${seed}, payload ${at}`)
      }
    } finally {
      await browser.close()
      server.close()
    }
  })
})
