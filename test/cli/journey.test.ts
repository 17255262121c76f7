/**
 * The journey of `docs/generate.md`, from an empty folder: every file and command of the page, with the package as npm packs
 * it, and the output that the page shows. What the page installs is linked from this repository, since tests use no network.
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
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { pageBlocks } from '../docs/pages.js'

const execute = promisify(execFile)
const root = fileURLToPath(new URL('../..', import.meta.url))
const modules = join(root, 'node_modules')

interface Manifest {
  readonly name: string
  readonly version: string
  readonly dependencies: Readonly<Record<string, string>>
}

/** The package, built in a copy, packed by npm and unpacked into a project. */
const install = async (folder: string, project: string): Promise<void> => {
  const copy = join(folder, 'copy')
  mkdirSync(join(copy, 'node_modules'), { recursive: true })
  for (const name of ['lib', 'scripts', 'package.json', 'package-lock.json', 'LICENSE', 'README.md']) {
    cpSync(join(root, name), join(copy, name), { recursive: true })
  }
  for (const kind of ['', '.esm', '.cjs'])
    cpSync(join(root, `tsconfig${kind}.json`), join(copy, `tsconfig${kind}.json`))
  // The build keeps its stamp in node_modules: the copy has its own, of links.
  for (const name of readdirSync(modules).filter((one) => !one.startsWith('.'))) {
    symlinkSync(join(modules, name), join(copy, 'node_modules', name), 'junction')
  }
  const build = "import('./scripts/build.mjs').then(({ build }) => build()).then((done) => process.exit(done ? 0 : 1))"
  await execute(process.execPath, ['-e', build], { cwd: copy })
  const pack = ['pack', '--ignore-scripts', '--pack-destination', folder]
  const npm = process.env['npm_execpath']
  if (npm?.endsWith('.js')) await execute(process.execPath, [npm, ...pack], { cwd: copy })
  else await execute('npm', pack, { cwd: copy, shell: process.platform === 'win32' })
  // The manifest is npm's own, which has this form.
  const { name, version, dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest
  const to = join(project, 'node_modules', name)
  mkdirSync(to, { recursive: true })
  await execute('tar', ['-xzf', join(folder, `${name}-${version}.tgz`), '--strip-components=1', '-C', to])
  for (const dependency of Object.keys(dependencies)) link(dependency, project)
  const bin = join(project, 'node_modules', '.bin')
  mkdirSync(bin, { recursive: true })
  symlinkSync(join('..', name, 'dist', 'node', 'cli', 'main.js'), join(bin, 'wireshape'))
  symlinkSync(join(modules, 'typescript', 'bin', 'tsc'), join(bin, 'tsc'))
}

const link = (name: string, project: string): void => {
  const to = join(project, 'node_modules', name)
  if (existsSync(to)) return
  mkdirSync(dirname(to), { recursive: true })
  symlinkSync(realpathSync(join(modules, name)), to, 'junction')
}

describe('the journey of docs/generate.md', function () {
  this.timeout(300_000)
  let folder = ''
  let project = ''

  before(async () => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'wireshape-journey-')))
    project = join(folder, 'project')
    mkdirSync(project)
    await install(folder, project)
  })

  after(() => rmSync(folder, { recursive: true, force: true }))

  const blocks = pageBlocks('docs/generate.md')

  it('the command is executable in the tarball', () => {
    const main = join(project, 'node_modules', 'wireshape', 'dist', 'node', 'cli', 'main.js')
    assert.match(readFileSync(main, 'utf8'), /^#!\/usr\/bin\/env node\n/)
    assert.notEqual(statSync(main).mode & 0o111, 0)
  })

  for (const block of blocks.filter(({ language }) => language !== 'text')) {
    const file = block.words.find((word) => word.startsWith('file='))?.slice(5)
    const text = block.lines.join('\n')
    if (file !== undefined) {
      it(`${file}`, () => {
        mkdirSync(dirname(join(project, file)), { recursive: true })
        writeFileSync(join(project, file), `${text}\n`)
      })
    } else if (block.words.includes('install')) {
      it('what is installed', () => {
        writeFileSync(join(project, 'package.json'), '{ "name": "project", "version": "1.0.0", "type": "module" }\n')
        for (const line of block.lines.filter((one) => one.startsWith('npm install'))) {
          for (const name of line.split(' ').slice(2)) if (!name.startsWith('-')) link(name, project)
        }
      })
    } else {
      it(`line ${block.line}: ${block.lines[0]}`, async () => {
        let printed = ''
        for (const line of block.lines) {
          const [program = '', ...args] = line.replace(/^npx /, '').split(' ')
          const env = {
            ...process.env,
            PATH: `${join(project, 'node_modules', '.bin')}${delimiter}${process.env['PATH']}`,
            NO_COLOR: '1',
          }
          try {
            const { stdout } = await execute(program, args, { cwd: project, env })
            printed += stdout
          } catch (error) {
            const { stdout, stderr } = error as { readonly stdout?: string; readonly stderr?: string }
            assert.fail(`${line}\n${stdout}${stderr}${String(error)}`)
          }
        }
        if (block.prints !== undefined) assert.equal(printed.trimEnd(), block.prints)
      })
    }
  }

  it('the page has a journey: files, commands, and what they print', () => {
    assert.ok(blocks.filter(({ words }) => words.some((word) => word.startsWith('file='))).length >= 2)
    assert.ok(blocks.filter(({ language, prints }) => language === 'sh' && prints !== undefined).length >= 3)
  })

  for (const compiler of ['ts50', 'ts59', 'ts7']) {
    it(`type-checks with ${compiler}, declarations and all`, async () => {
      const old = compiler === 'ts50' ? ['--isolatedDeclarations', 'false'] : []
      // TypeScript 5.0 knows no `isolatedDeclarations`.
      const config = join(project, `tsconfig.${compiler}.json`)
      const { compilerOptions } = JSON.parse(readFileSync(join(project, 'tsconfig.json'), 'utf8')) as {
        readonly compilerOptions: Record<string, unknown>
      }
      if (old.length > 0) delete compilerOptions['isolatedDeclarations']
      writeFileSync(
        config,
        JSON.stringify({
          compilerOptions: { ...compilerOptions, noEmit: true, skipLibCheck: compiler === 'ts50' },
          include: ['src'],
        }),
      )
      const { stdout } = await execute(process.execPath, [join(modules, compiler, 'bin', 'tsc'), '-p', config], {
        cwd: project,
      }).catch((error: unknown) => {
        const { stdout = '' } = error as { readonly stdout?: string }
        return assert.fail(stdout.slice(0, 2000))
      })
      assert.equal(stdout, '')
    })
  }

  it('starts fast', async () => {
    const times: Array<number> = []
    for (let i = 0; i < 5; i++) {
      const started = performance.now()
      await execute(join(project, 'node_modules', '.bin', 'wireshape'), ['--version'], { cwd: project })
      times.push(performance.now() - started)
    }
    const bare: Array<number> = []
    for (let i = 0; i < 5; i++) {
      const started = performance.now()
      await execute(process.execPath, ['-e', '0'])
      bare.push(performance.now() - started)
    }
    const least = (of: ReadonlyArray<number>): number => Math.round(Math.min(...of))
    console.log(`      wireshape --version ${least(times)} ms, node alone ${least(bare)} ms`)
    assert.ok(least(times) < least(bare) + 400)
  })
})
