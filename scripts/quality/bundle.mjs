// Tests and the library under them as one script of CommonJS: it can be measured exactly, since it has no code but that of the
// sources, and run again and again with the state of every module new.
import { readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

/** The tests at each path, of which a folder stands for all that are in it. */
const testsAt = (root, paths) =>
  paths.flatMap((path) =>
    path.endsWith('.ts')
      ? [path]
      : readdirSync(join(root, path), { recursive: true })
          .filter((name) => name.endsWith('.test.ts'))
          .sort()
          .map((name) => join(path, name)),
  )

/** Each source keeps the URL that it has on disk, by which tests find what lies beside them. */
const urls = {
  name: 'urls',
  setup: (build) =>
    build.onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8')
      return { loader: 'ts', contents: text.replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href)) }
    }),
}

/**
 * The script as text, with its source map inside.
 *
 * @param {string} root the folder that has `lib` and `test`
 * @param {ReadonlyArray<string>} paths tests and folders of tests; the first are run first
 */
export const bundle = async (root, paths) => {
  const { build } = await import('esbuild')
  const files = ['test/seed.ts', ...new Set(testsAt(root, paths))]
  const { outputFiles } = await build({
    stdin: { contents: files.map((file) => `import './${file}'`).join('\n'), resolveDir: root, loader: 'ts' },
    absWorkingDir: root,
    bundle: true,
    write: false,
    outfile: join(root, 'coverage', 'tests.cjs'),
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    packages: 'external',
    treeShaking: false,
    ignoreAnnotations: true,
    sourcemap: 'inline',
    logLevel: 'error',
    plugins: [urls],
  })
  return outputFiles[0].text
}
