// Joins the modules of dist/esm into few files in dist/node: Node reads each file of its own, one after another, and a bundler
// does without. What most programs need comes first and apart: the built-in service, JSON and the smaller client of restJson1.
import { join } from 'node:path'
import { transform } from 'esbuild'
import { rollup } from 'rollup'
import { minify } from 'terser'
import { root } from './run.mjs'

const esm = join(root, 'dist', 'esm')

const core = ['connect/index.js', 'json.js', 'protocol/restJson1Body.js']
const library = ['index.js', 'awso/index.js']

/** What joins, and what is kept of modules: importing one does nothing by itself, as package.json says. */
const options = (entries) => ({
  input: Object.fromEntries(entries.map((path) => [path.replace(/\.js$/, ''), join(esm, path)])),
  treeshake: { moduleSideEffects: false },
  external: (id) => !id.startsWith('.') && !id.startsWith(esm),
  onwarn: (warning) => {
    throw new Error(warning.message)
  },
})

/** Whether a module has nothing of its own. */
const passesOn = (code) =>
  /^(?:\s*export \{[^}]*\} from '[^']*';?)*\s*$/.test(code.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, ''))

/** The modules that entries use something of, and what these import; of what is only passed on, what is used. */
const reach = async (entries) => {
  const bundle = await rollup(options(entries))
  const { output } = await bundle.generate({ format: 'es' })
  await bundle.close()
  const rendered = output.flatMap((chunk) => Object.entries(chunk.modules ?? {}))
  const used = new Set(rendered.filter(([, { renderedLength }]) => renderedLength > 0).map(([id]) => id))
  const modules = new Map(bundle.cache.modules.map((module) => [module.id, module]))
  const found = new Set([...entries.map((path) => join(esm, path)), ...used])
  for (const id of found) {
    const { originalCode, dependencies } = modules.get(id) ?? { originalCode: '', dependencies: [] }
    if (!passesOn(originalCode)) for (const next of dependencies) found.add(next)
  }
  return found
}

/**
 * Without comments and blanks, variables of functions by letters: a process holds the text of what it has loaded, in one byte a
 * character. Names that traces show are kept.
 */
const compact = {
  name: 'compact',
  renderChunk: async (whole) => {
    const { code: compacted } = await transform(whole, {
      minifyWhitespace: true,
      minifySyntax: true,
      legalComments: 'none',
      charset: 'ascii',
    })
    const { code } = await minify(compacted, {
      parse: { module: true },
      compress: false,
      mangle: { toplevel: false, keep_fnames: true, keep_classnames: true },
      format: { ascii_only: true, max_line_len: 1000 },
    })
    return { code, map: null }
  },
}

const write = async (entries, manualChunks) => {
  const bundle = await rollup({ ...options(entries), plugins: [compact] })
  await bundle.write({ dir: join(root, 'dist', 'node'), format: 'es', chunkFileNames: '[name].js', manualChunks })
  await bundle.close()
}

/** What is made to be small has nothing in common with the rest, of which it would bring all along. */
const isLean = (path) => /(?:^|\/)lean\//.test(path)

/** @param {ReadonlyArray<string>} entries paths below dist/esm */
export const joinModules = async (entries) => {
  const [inCore, inLibrary] = [await reach(core), await reach(library)]
  await write(
    entries.filter((path) => !isLean(path)),
    (id) => (inCore.has(id) ? 'core' : inLibrary.has(id) ? 'library' : undefined),
  )
  const lean = entries.filter(isLean)
  const isEntry = (id) => lean.some((path) => join(esm, path) === id)
  await write(lean, (id) => (isEntry(id) ? undefined : 'leanCore'))
}
