// Builds playground/ to docs/site/playground: one page of five files, which needs no server and makes no code at run time.
import { copyFileSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { isMain, root } from './run.mjs'
import { setup } from './setup.mjs'

const source = join(root, 'playground')

const copied = ['style.css', 'icon.svg']

/** Inside the site of the pages it leads back there. */
const home = '<a class="home" href="../index.html">Documentation</a>'

/** Scripts of their own rather than modules: a page that is opened as a file may not load a module. */
const options = {
  bundle: true,
  format: 'iife',
  platform: 'browser',
  target: ['es2023', 'chrome111', 'firefox115', 'safari16.4'],
  minify: true,
  legalComments: 'eof',
  charset: 'utf8',
  logLevel: 'warning',
}

/**
 * Writes the page to a folder, whose own files of these names it replaces.
 *
 * @param {string} folder
 * @returns {Promise<ReadonlyArray<string>>} the names of its files
 */
export const buildPlayground = async (folder) => {
  const { build } = await import('esbuild')
  mkdirSync(folder, { recursive: true })
  await Promise.all([
    build({
      ...options,
      entryPoints: [join(source, 'main.tsx')],
      outfile: join(folder, 'main.js'),
      jsx: 'automatic',
      jsxImportSource: 'preact',
    }),
    // Only samples need it.
    build({
      ...options,
      stdin: { contents: `export * from 'fast-check'`, resolveDir: root, loader: 'js' },
      globalName: 'wireshapeFastCheck',
      outfile: join(folder, 'fast-check.js'),
    }),
  ])
  for (const name of copied) copyFileSync(join(source, name), join(folder, name))
  const isInSite = existsSync(join(folder, '..', 'index.html'))
  const page = readFileSync(join(source, 'index.html'), 'utf8')
  writeFileSync(join(folder, 'index.html'), page.replace(/ *<!-- home -->\n/, isInSite ? `      ${home}\n` : ''))
  return ['index.html', ...copied, 'main.js', 'fast-check.js']
}

const usage = 'usage: node scripts/playground.mjs [--out FOLDER]'

const main = async ([flag, out, ...rest]) => {
  if ((flag !== undefined && (flag !== '--out' || out === undefined)) || rest.length > 0) {
    console.error(usage)
    return 2
  }
  if (!setup()) return 1
  const folder = resolve(out ?? join(root, 'docs', 'site', 'playground'))
  for (const name of await buildPlayground(folder)) {
    console.log(`playground: ${name}, ${(statSync(join(folder, name)).size / 1000).toFixed(0)} kB`)
  }
  console.log(`playground: open ${join(folder, 'index.html')}`)
  return 0
}

if (isMain(import.meta.url)) process.exitCode = await main(process.argv.slice(2))
