// Joins the modules of dist/esm into few files in dist/node: Node reads each file of its own, one after another, and a bundler
// does without. What most programs need comes first and apart: the built-in service, JSON and the smaller client of restJson1.
import { join } from 'node:path'
import { transform } from 'esbuild'
import { rollup } from 'rollup'
import { root } from './run.mjs'

const esm = join(root, 'dist', 'esm')

const core = ['connect/index.js', 'json.js', 'protocol/restJson1Body.js']
const library = ['index.js', 'awso/index.js']

/** The modules that some of them reach. */
const reach = (names, getModuleInfo) => {
  const found = new Set(names.map((name) => join(esm, name)))
  for (const id of found) for (const next of getModuleInfo(id)?.importedIds ?? []) found.add(next)
  return found
}

/** Without comments and blanks, names kept: a process holds the text of what it has loaded, in one byte a character. */
const compact = {
  name: 'compact',
  renderChunk: async (code) => {
    const { code: compacted } = await transform(code, {
      minifyWhitespace: true,
      legalComments: 'none',
      charset: 'ascii',
      lineLimit: 120,
    })
    return { code: compacted, map: null }
  },
}

/** @param {ReadonlyArray<string>} entries paths below dist/esm */
export const joinModules = async (entries) => {
  const bundle = await rollup({
    input: Object.fromEntries(entries.map((path) => [path.replace(/\.js$/, ''), join(esm, path)])),
    plugins: [compact],
    external: (id) => !id.startsWith('.') && !id.startsWith(esm),
    onwarn: (warning) => {
      throw new Error(warning.message)
    },
  })
  await bundle.write({
    dir: join(root, 'dist', 'node'),
    format: 'es',
    chunkFileNames: '[name].js',
    manualChunks: (id, { getModuleInfo }) =>
      reach(core, getModuleInfo).has(id) ? 'core' : reach(library, getModuleInfo).has(id) ? 'library' : undefined,
  })
  await bundle.close()
}
