/**
 * The first minutes of a user: an empty project, the tarball by `npm install`, the example of the README, as an ES module and as CommonJS, by
 * the oldest compiler that is supported and the newest. What npm installs beside it is packed from this repository, since tests use no network.
 */
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { pageBlocks, root } from '../docs/pages.js'

const execute = promisify(execFile)
const modules = join(root, 'node_modules')

interface Manifest {
  readonly name: string
  readonly version: string
  readonly dependencies?: Readonly<Record<string, string>>
  readonly peerDependencies?: Readonly<Record<string, string>>
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>
}

// The manifests read here are npm's own, which have this form.
const manifestOf = (folder: string): Manifest =>
  JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest

const run = async (program: string, args: ReadonlyArray<string>, cwd: string): Promise<string> => {
  try {
    return (await execute(program, args, { cwd, maxBuffer: 1 << 26 })).stdout
  } catch (error) {
    // The rejection of execFile is an Error that has both streams as text.
    const { message, stdout, stderr } = error as Error & { stdout?: string; stderr?: string }
    throw new Error([message, stdout, stderr].filter(Boolean).join('\n'))
  }
}

const npm = (args: ReadonlyArray<string>, cwd: string): Promise<string> => {
  const script = process.env['npm_execpath']
  return script?.endsWith('.js') ? run(process.execPath, [script, ...args], cwd) : run('npm', args, cwd)
}

const { name, version, dependencies = {}, peerDependencies = {}, peerDependenciesMeta = {} } = manifestOf(root)

const peers = Object.keys(peerDependencies).filter((peer) => peerDependenciesMeta[peer]?.optional !== true)

/** Packages with all that they need. */
const closure = (names: ReadonlyArray<string>): ReadonlySet<string> => {
  const found = new Set(names)
  for (const one of found)
    for (const next of Object.keys(manifestOf(join(modules, one)).dependencies ?? {})) found.add(next)
  return found
}

describe('a new project', function () {
  this.timeout(600_000)
  let folder = ''
  let tarballs: ReadonlyArray<string> = []

  before(async () => {
    await run(process.execPath, [join(root, 'scripts', 'build.mjs')], root)
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'wireshape-project-')))
    const needed = [...closure([...peers, ...Object.keys(dependencies)])]
    const sources = [root, ...needed.map((one) => realpathSync(join(modules, one)))]
    await npm(['pack', '--ignore-scripts', '--silent', '--pack-destination', folder, ...sources], folder)
    tarballs = readdirSync(folder).filter((file) => file.endsWith('.tgz'))
    assert.equal(tarballs.length, sources.length)
  })

  after(() => rmSync(folder, { recursive: true, force: true }))

  const [example] = pageBlocks('README.md').filter(({ language }) => language === 'ts')
  assert.ok(example?.prints !== undefined, 'the README has an example and what it prints')
  const { lines, prints } = example

  const compilers = { '5.0': 'ts50', newest: 'ts7' }

  it('npm install takes the tarball, without network', async () => {
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'new', version: '1.0.0', type: 'module' }))
    const options = ['--offline', '--cache', join(folder, 'cache'), '--no-audit', '--no-fund', '--silent']
    await npm(['install', ...options, ...tarballs.map((file) => `./${file}`)], folder)
    // Nothing is missing, invalid or there twice.
    await npm(['ls', '--all'], folder)
    assert.equal(manifestOf(join(folder, 'node_modules', name)).version, version)
  })

  it('the command is there', async () => {
    const main = join(folder, 'node_modules', '.bin', name)
    const printed = await execute(main, ['--version'], { cwd: folder, shell: process.platform === 'win32' })
    assert.equal(printed.stdout.trim(), version)
  })

  for (const type of ['module', 'commonjs']) {
    for (const [title, alias] of Object.entries(compilers)) {
      it(`the example of the README as ${type}, TypeScript ${title}`, async () => {
        const place = join(folder, `${type}-${alias}`)
        mkdirSync(place)
        writeFileSync(join(place, 'package.json'), JSON.stringify({ type }))
        writeFileSync(join(place, 'main.ts'), `${lines.join('\n')}\n`)
        const compilerOptions = {
          module: 'node16',
          moduleResolution: 'node16',
          target: 'es2022',
          lib: ['es2022', 'dom'],
          types: [],
          strict: true,
          exactOptionalPropertyTypes: true,
          // The test of declarations has them checked as well; here it would be the compiler's own.
          skipLibCheck: true,
          rootDir: '.',
          outDir: 'out',
        }
        writeFileSync(join(place, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['main.ts'] }))
        await run(process.execPath, [join(modules, alias, 'bin', 'tsc'), '--pretty', 'false'], place)
        const main = join(place, 'out', 'main.js')
        assert.equal(/\brequire\(/.test(readFileSync(main, 'utf8')), type === 'commonjs')
        assert.equal((await run(process.execPath, [main], place)).trimEnd(), prints)
      })
    }
  }
})
