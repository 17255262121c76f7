/**
 * The package as its users get it: packed, unpacked beside its peers, and loaded, checked and bundled from there.
 */
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import * as esbuild from 'esbuild'

const run = promisify(execFile)
const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))
const modules = join(root, 'node_modules')

interface Manifest {
  readonly name: string
  readonly version: string
  readonly exports: Readonly<Record<string, unknown>>
  readonly dependencies?: Readonly<Record<string, string>>
  readonly peerDependencies?: Readonly<Record<string, string>>
}

// The manifests read here are npm's own, which have this form.
const manifestOf = (folder: string): Manifest =>
  JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest

const manifest = manifestOf(root)

/** What users import: `wireshape`, `wireshape/value`, … */
const entries: ReadonlyArray<string> = Object.keys(manifest.exports)
  .filter((subpath) => subpath !== './package.json')
  .map((subpath) => manifest.name + subpath.slice(1))

/** What says in its name that it is for Node. */
const isForNode = (entry: string): boolean => /\/(node-http|nats|stream)$/.test(entry)

const identifier = (index: number): string => `entry${index}`

/** Runs a Node program to its end and gives what it printed; a failure carries all of its output. */
const node = async (args: ReadonlyArray<string>, cwd: string): Promise<string> => {
  try {
    const { stdout } = await run(process.execPath, [...args], { cwd, maxBuffer: 1 << 26 })
    return stdout
  } catch (error) {
    // The rejection of execFile is an Error that has both streams as text.
    const { message, stdout, stderr } = error as Error & { stdout?: string; stderr?: string }
    throw new Error([message, stdout, stderr].filter(Boolean).join('\n'))
  }
}

/** Copies a package and what it needs at run time; a link would let the compiler look into this repository. */
const install = (name: string, into: string): void => {
  const to = join(into, name)
  if (existsSync(to)) return
  cpSync(realpathSync(join(modules, name)), to, { recursive: true })
  for (const needed of Object.keys(manifestOf(to).dependencies ?? {})) install(needed, into)
}

describe('package', () => {
  let folder = ''
  let tarball = ''
  let installed = ''

  before(async () => {
    await node([join(root, 'scripts', 'build.mjs')], root)
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'wireshape-package-')))
    const pack = ['pack', '--ignore-scripts', '--json', '--pack-destination', folder]
    const npm = process.env['npm_execpath']
    if (npm?.endsWith('.js')) await node([npm, ...pack], root)
    else await run('npm', pack, { cwd: root, shell: process.platform === 'win32' })
    tarball = join(folder, `${manifest.name}-${manifest.version}.tgz`)

    installed = join(folder, 'node_modules', manifest.name)
    mkdirSync(installed, { recursive: true })
    await run('tar', ['-xzf', tarball, '--strip-components=1', '-C', installed])
    for (const name of Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies })) {
      install(name, join(folder, 'node_modules'))
    }
    writeFileSync(join(folder, 'package.json'), '{ "name": "consumer", "private": true, "type": "module" }\n')
  })

  after(() => rmSync(folder, { recursive: true, force: true }))

  it('holds the build and its papers, and nothing else', async () => {
    const { stdout } = await run('tar', ['-tzf', tarball])
    const listed = stdout.split('\n').filter((name) => name !== '' && !name.endsWith('/'))
    const expected =
      /^package\/(package\.json|LICENSE|README\.md|dist\/(esm|cjs|node)\/(package\.json|.+\.(js|d\.ts)))$/
    assert.deepEqual(
      listed.filter((name) => !expected.test(name)),
      [],
    )
    for (const name of ['package/LICENSE', 'package/dist/esm/index.d.ts', 'package/dist/cjs/index.js']) {
      assert.ok(listed.includes(name), name)
    }
  })

  it('names no source map, whose sources it does not hold', () => {
    const scripts = readdirSync(installed, { recursive: true, encoding: 'utf8' }).filter((file) =>
      /\.(js|ts)$/.test(file),
    )
    assert.ok(scripts.length > 0)
    assert.deepEqual(
      scripts.filter((file) => readFileSync(join(installed, file), 'utf8').includes('sourceMapping' + 'URL=')),
      [],
    )
  })

  it('runs nothing when it is installed', () => {
    const { scripts = {} } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')) as {
      readonly scripts?: Readonly<Record<string, string>>
    }
    assert.deepEqual(
      ['preinstall', 'install', 'postinstall', 'prepare'].filter((name) => name in scripts),
      [],
    )
  })

  describe('loads in Node', () => {
    for (const entry of entries) {
      it(`${entry}, the same names by import and by require`, async () => {
        const esm = join(folder, 'load.mjs')
        const cjs = join(folder, 'load.cjs')
        const print = 'console.log(JSON.stringify(Object.keys(loaded).sort()))'
        writeFileSync(esm, `import * as loaded from '${entry}'\n${print}\n`)
        writeFileSync(cjs, `const loaded = require('${entry}')\n${print}\n`)
        const imported: unknown = JSON.parse(await node([esm], folder))
        const required: unknown = JSON.parse(await node([cjs], folder))
        assert.deepEqual(imported, required)
        assert.ok(Array.isArray(imported))
        assert.ok(!imported.includes('default'), 'no default export')
      })
    }

    it('a subpath that is not exported is refused', () =>
      assert.rejects(
        node(['--input-type=module', '-e', `await import('${manifest.name}/dist/esm/index.js')`], folder),
        /ERR_PACKAGE_PATH_NOT_EXPORTED/,
      ))

    it('the CommonJS files do not reach into the ES modules', () => {
      const resolved = createRequire(join(folder, 'load.cjs')).resolve(manifest.name)
      assert.equal(resolved, join(installed, 'dist', 'cjs', 'index.js'))
    })
  })

  describe('linters of packages', () => {
    it('publint', async () => {
      // The package is unpacked: packing it again would only ask npm for the same files.
      await node([join(modules, 'publint', 'src', 'cli.js'), 'run', installed, '--strict', '--pack', 'false'], folder)
    })

    // node10 knows no exports at all: nothing but the root would resolve.
    it('are the types wrong', async () => {
      const cli = join(modules, '@arethetypeswrong', 'cli', 'dist', 'index.js')
      await node(
        [cli, tarball, '--profile', 'node16', '--no-definitely-typed', '--no-color', '--format', 'ascii'],
        folder,
      )
    })
  })

  describe('declarations', () => {
    const consumer = [
      "import type * as E from 'fp-ts/lib/Either.js'",
      "import type * as t from 'io-ts'",
      ...entries.map((entry, index) => `import * as ${identifier(index)} from '${entry}'`),
      'export type Checked<C extends t.Any> = E.Either<t.Errors, t.TypeOf<C>>',
      `export const names: ReadonlyArray<string> = [${entries.map((_, index) => identifier(index)).join(', ')}].flatMap((entry) => Object.keys(entry))`,
      '',
    ].join('\n')

    const compilers = { '5.0': 'ts50', '5.9': 'ts59', '7.0': 'ts7' }
    const resolutions = [
      { moduleResolution: 'node16', module: 'node16', files: ['consumer.mts', 'consumer.cts'] },
      { moduleResolution: 'nodenext', module: 'nodenext', files: ['consumer.mts', 'consumer.cts'] },
      { moduleResolution: 'bundler', module: 'esnext', files: ['consumer.mts'] },
    ]

    before(() => {
      for (const name of ['consumer.mts', 'consumer.cts']) writeFileSync(join(folder, name), consumer)
    })

    for (const [version, alias] of Object.entries(compilers)) {
      for (const { moduleResolution, module, files } of resolutions) {
        it(`TypeScript ${version}, ${moduleResolution}`, async () => {
          const config = join(folder, `tsconfig.${alias}.${moduleResolution}.json`)
          const compilerOptions = {
            module,
            moduleResolution,
            target: 'es2022',
            lib: ['es2022'],
            types: [],
            strict: true,
            exactOptionalPropertyTypes: true,
            noUncheckedIndexedAccess: true,
            skipLibCheck: false,
            noEmit: true,
          }
          writeFileSync(config, JSON.stringify({ compilerOptions, files }))
          await node([join(modules, alias, 'bin', 'tsc'), '--pretty', 'false', '-p', config], folder)
        })
      }
    }

    it('a mistake of the consumer is found, so the check checks', async () => {
      writeFileSync(
        join(folder, 'mistake.mts'),
        `import { noSuchName } from '${manifest.name}'\nexport { noSuchName }\n`,
      )
      const args = ['--module', 'nodenext', '--noEmit', '--lib', 'es2022', 'mistake.mts']
      await assert.rejects(node([join(modules, 'ts59', 'bin', 'tsc'), ...args], folder), /noSuchName/)
    })
  })

  describe('bundles for the browser', () => {
    for (const entry of entries.filter((name) => !isForNode(name))) {
      it(`${entry}, without Node`, async () => {
        const { outputFiles, metafile, warnings } = await esbuild.build({
          stdin: { contents: `export * from '${entry}'`, resolveDir: folder },
          bundle: true,
          write: false,
          metafile: true,
          format: 'esm',
          platform: 'browser',
          target: 'es2022',
          logLevel: 'silent',
        })
        assert.deepEqual(warnings, [])
        assert.deepEqual(
          Object.values(metafile.outputs).flatMap((output) => output.imports.map((found) => found.path)),
          [],
        )
        const text = outputFiles.map((file) => file.text).join('\n')
        assert.doesNotMatch(text, /\brequire\s*\(|["'`]node:|\bprocess\.|\bBuffer\b|__dirname|__filename/)
      })
    }
  })
})
