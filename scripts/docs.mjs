// Makes the site: the pages in the order of docs/index.md, the reference of the API, and the playground where there is one; then follows
// every link in it. No network. `npm run docs -- --out DIR` puts it elsewhere.
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { faultsOf } from './docs/links.mjs'
import { isMain, node, root } from './run.mjs'
import { setup } from './setup.mjs'

const playground = join(root, 'scripts', 'playground.mjs')

/** @returns {Promise<boolean>} whether the site stands and hangs together */
export const docs = async (out) => {
  const started = performance.now()
  // What makes it may have been installed only just now.
  const { makeSite } = await import('./docs/site.mjs')
  const pages = await makeSite(out, existsSync(playground))
  if (pages === undefined) return false
  if (existsSync(playground) && (await node([playground, '--out', join(out, 'playground')])) !== 0) return false
  const faults = faultsOf(out)
  for (const fault of faults) console.error(fault)
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  console.log(`docs: ${pages} pages in ${out}, ${faults.length} broken links, ${seconds} s`)
  return faults.length === 0
}

const main = async () => {
  const at = process.argv.indexOf('--out')
  const out = resolve(root, at < 0 ? join('docs', 'site') : (process.argv[at + 1] ?? ''))
  return setup() && (await docs(out)) ? 0 : 1
}

if (isMain(import.meta.url)) process.exitCode = await main()
