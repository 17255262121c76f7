/**
 * Generated modules in memory: bundled with the sources of the library, parsed, and run.
 */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { gzipSync } from 'node:zlib'
import * as esbuild from 'esbuild'
import ts from 'typescript'
import type { GeneratedFile } from '../../lib/codegen/index.js'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Where generated files find the library: its sources. */
const library: Readonly<Record<string, string>> = {
  wireshape: 'lib/index.ts',
  'wireshape/shape': 'lib/shape/index.ts',
  'wireshape/value': 'lib/value/index.ts',
  'wireshape/md5': 'lib/operation/md5.ts',
  'wireshape/lean': 'lib/lean/index.ts',
}

export interface BundleOptions {
  /** Whether the library is left out. */
  readonly external?: boolean
  readonly minify?: boolean
}

/** What an entry and all that it needs of the files come to, as one ES module. */
export const bundle = async (
  entry: string,
  files: ReadonlyArray<GeneratedFile>,
  { external = false, minify = false }: BundleOptions = {},
): Promise<string> => {
  const texts = new Map(files.map(({ path, text }) => [path, text]))
  const generated: esbuild.Plugin = {
    name: 'generated',
    setup: (build) => {
      build.onResolve({ filter: /^\.\/.*\.js$/ }, ({ path, namespace }) =>
        namespace === 'generated' ? { path: `${path.slice(2, -3)}.ts`, namespace } : undefined,
      )
      build.onResolve({ filter: /^wireshape/ }, ({ path }) =>
        external ? { path, external: true } : { path: join(root, library[path] ?? assert.fail(path)) },
      )
      build.onResolve({ filter: /^(?:fp|io)-ts/ }, ({ path }) => ({ path, external: true }))
      build.onLoad({ filter: /.*/, namespace: 'generated' }, ({ path }) => ({
        contents: path === 'entry.ts' ? entry : (texts.get(path) ?? assert.fail(`no file ${path}`)),
        loader: 'ts',
        resolveDir: root,
      }))
      build.onResolve({ filter: /^entry$/ }, () => ({ path: 'entry.ts', namespace: 'generated' }))
    },
  }
  const { outputFiles } = await esbuild.build({
    entryPoints: ['entry'],
    plugins: [generated],
    absWorkingDir: root,
    bundle: true,
    write: false,
    minify,
    format: 'esm',
    target: 'es2022',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    conditions: ['import'],
    legalComments: 'none',
    logLevel: 'silent',
  })
  return outputFiles[0]?.text ?? assert.fail('esbuild gave nothing')
}

/** Bytes, minified and compressed. */
export const gzipped = (text: string): number => gzipSync(text, { level: 9 }).length

/** What a generated module exports, run. */
export const evaluate = async (files: ReadonlyArray<GeneratedFile>): Promise<Readonly<Record<string, unknown>>> => {
  const folder = mkdtempSync(join(tmpdir(), 'wireshape-generated-'))
  try {
    const path = join(folder, 'module.mjs')
    writeFileSync(path, await bundle("export * from './index.js'", files))
    // An import of a module gives its exports.
    return (await import(pathToFileURL(path).href)) as Record<string, unknown>
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** What TypeScript's parser has against a file. */
export const syntaxFaults = ({ path, text }: GeneratedFile): ReadonlyArray<string> => {
  const { diagnostics = [] } = ts.transpileModule(text, {
    fileName: path,
    reportDiagnostics: true,
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ES2022 },
  })
  return diagnostics.map(
    ({ messageText, start = 0 }) =>
      `${path}:${text.slice(0, start).split('\n').length}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`,
  )
}
