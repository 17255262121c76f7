/**
 * Each TypeScript block of the pages and of docstrings is a program: all are type-checked in one run, and each is run.
 *
 * A block sees what it imports; `wireshape` and its subpaths are the sources of the library. A block of a docstring also
 * sees `assert`, fast-check as `fc`, and what its own file exports. A `text` block after a program is what the program prints. Blocks marked
 * `no-run` show signatures: they are type-checked and not run.
 */
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import ts from 'typescript'
import type { Block } from './pages.js'
import { docstringBlocks, libraryFiles, pageBlocks, pages, root } from './pages.js'

const run = promisify(execFile)

// The warning about the age of Node is not what is tested.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true'

interface Program {
  readonly block: Block
  readonly at: string
  readonly file: string
  readonly docstring: boolean
}

const isProgram = (block: Block): boolean => block.language === 'ts'

const programOf = (block: Block, docstring: boolean): Program => {
  const at = `${block.path}:${block.line}`
  return { block, at, file: `${at.replace(/[^A-Za-z0-9]+/g, '-')}.ts`, docstring }
}

const programs: ReadonlyArray<Program> = [
  ...pages.flatMap((path) =>
    pageBlocks(path)
      .filter(isProgram)
      .map((block) => programOf(block, false)),
  ),
  ...libraryFiles.flatMap((path) =>
    docstringBlocks(path)
      .filter(isProgram)
      .map((block) => programOf(block, true)),
  ),
]

interface Names {
  readonly declared: ReadonlySet<string>
  readonly exported: ReadonlySet<string>
  readonly used: ReadonlySet<string>
}

/** The names that a module declares or imports at its top, those of its own that it exports, and all that occur in it. */
const namesOf = (text: string): Names => {
  const tree = ts.createSourceFile('module.ts', text, ts.ScriptTarget.ES2022, true)
  const declared = new Set<string>()
  const exported = new Set<string>()
  const used = new Set<string>()
  const declare = (statement: ts.Statement, name: ts.Node | undefined): void => {
    if (name === undefined) return
    declared.add(name.getText(tree))
    const modifiers = ts.canHaveModifiers(statement) ? (ts.getModifiers(statement) ?? []) : []
    if (modifiers.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)) exported.add(name.getText(tree))
  }
  for (const statement of tree.statements) {
    if (ts.isVariableStatement(statement)) {
      for (const { name } of statement.declarationList.declarations) declare(statement, name)
    } else if (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement)) {
      declare(statement, statement.name)
    } else if (ts.isImportDeclaration(statement)) {
      const bindings = statement.importClause?.namedBindings
      declare(statement, statement.importClause?.name)
      if (bindings !== undefined && ts.isNamespaceImport(bindings)) declare(statement, bindings.name)
      else for (const { name } of bindings?.elements ?? []) declare(statement, name)
    }
  }
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) used.add(node.text)
    ts.forEachChild(node, visit)
  }
  visit(tree)
  return { declared, exported, used }
}

/** What a block of a docstring may use without importing it, on one line so that the others keep their numbers. */
const preamble = ({ block, docstring }: Program): string => {
  if (!docstring) return ''
  const { declared, used } = namesOf(block.lines.join('\n'))
  const wanted = (name: string): boolean => used.has(name) && !declared.has(name)
  const names = [...namesOf(readFileSync(join(root, block.path), 'utf8')).exported].filter(wanted)
  const source = join(root, block.path).replace(/\.ts$/, '.js')
  return [
    wanted('assert') ? "import assert from 'node:assert/strict';" : '',
    wanted('fc') ? "import * as fc from 'fast-check';" : '',
    names.length > 0 ? `import { ${names.join(', ')} } from '${source}';` : '',
  ].join(' ')
}

/** The block at its own line numbers, so that the compiler's complaints name the lines of the page. */
const sourceOf = (program: Program): string =>
  `${preamble(program)}${'\n'.repeat(program.block.line - 1)}${program.block.lines.join('\n')}\n`

interface Manifest {
  readonly exports: Readonly<Record<string, { readonly import: { readonly default: string } }>>
}

/** `wireshape` as a package whose exports are the sources, and everything else that a user would have installed. */
const install = (folder: string): void => {
  const modules = join(folder, 'node_modules')
  mkdirSync(join(modules, 'wireshape'), { recursive: true })
  symlinkSync(join(root, 'lib'), join(modules, 'wireshape', 'lib'), 'junction')
  for (const name of ['fp-ts', 'io-ts', 'fast-check', '@types', '@aws-sdk', '@smithy']) {
    symlinkSync(join(root, 'node_modules', name), join(modules, name), 'junction')
  }
  // The manifest is npm's own, which has this form.
  const { exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest
  const sources = Object.entries(exports)
    .filter(([subpath]) => subpath !== './package.json')
    .map(
      ([
        subpath,
        {
          import: { default: built },
        },
      ]) => [subpath, built.replace(/^\.\/dist\/esm\/(.*)\.js$/, './lib/$1.ts')],
    )
  writeFileSync(
    join(modules, 'wireshape', 'package.json'),
    JSON.stringify({ name: 'wireshape', version: '0.0.0', type: 'module', exports: Object.fromEntries(sources) }),
  )
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'examples', private: true, type: 'module' }))
  const { options } = ts.parseJsonConfigFileContent(
    ts.readConfigFile(join(root, 'tsconfig.test.json'), ts.sys.readFile).config,
    ts.sys,
    root,
  )
  const { strict, exactOptionalPropertyTypes, noUncheckedIndexedAccess, noPropertyAccessFromIndexSignature } = options
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({
      compilerOptions: {
        strict,
        exactOptionalPropertyTypes,
        noUncheckedIndexedAccess,
        noPropertyAccessFromIndexSignature,
        target: 'es2022',
        lib: ['es2022'],
        types: ['node'],
        module: 'nodenext',
        moduleResolution: 'nodenext',
        moduleDetection: 'force',
        skipLibCheck: true,
        noEmit: true,
      },
      include: ['*.ts'],
    }),
  )
}

/** Runs a module and gives what it logged. */
const logged = async (file: string): Promise<string> => {
  const lines: Array<string> = []
  const { log } = console
  console.log = (...parts: ReadonlyArray<unknown>) => {
    lines.push(parts.map(String).join(' '))
  }
  try {
    await import(pathToFileURL(file).href)
  } finally {
    console.log = log
  }
  return lines.join('\n')
}

describe('examples', () => {
  let folder = ''

  before(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'wireshape-examples-')))
    install(folder)
    for (const program of programs) writeFileSync(join(folder, program.file), sourceOf(program))
  })

  after(() => rmSync(folder, { recursive: true, force: true }))

  it('the pages have some', () => {
    assert.ok(programs.length > 0)
    assert.equal(new Set(programs.map(({ file }) => file)).size, programs.length)
  })

  it('each compiles', async () => {
    const tsc = join(root, 'node_modules', 'ts7', 'bin', 'tsc')
    const output = await run(process.execPath, [tsc, '--pretty', 'false', '-p', folder], { cwd: folder }).then(
      () => '',
      // A compiler that finds something ends with a code, and its words are on standard output.
      (error: { readonly stdout?: string; readonly message: string }) => error.stdout || error.message,
    )
    const named = programs.reduce((text, { file, block }) => text.replaceAll(`${file}(`, `${block.path}(`), output)
    assert.equal(named, '')
  })

  for (const program of programs) {
    const { at, block, file } = program
    if (block.words.includes('no-run')) continue
    it(`${at} runs`, async () => {
      const output = await logged(join(folder, file))
      if (block.prints !== undefined) assert.equal(output, block.prints)
    })
  }

  it('what a program prints is told', () => {
    const silent = programs.filter(
      ({ block }) => block.prints === undefined && /\bconsole\.log\b/.test(block.lines.join('\n')),
    )
    assert.deepEqual(
      silent.map(({ at }) => at),
      [],
    )
  })

  it('blocks have a language that is known', () => {
    // `typescript` is a file of a journey, run by the test of that page.
    const known = ['ts', 'typescript', 'text', 'ocaml', 'sh', 'json', 'http', 'js']
    const unknown = pages.flatMap((path) => pageBlocks(path).filter(({ language }) => !known.includes(language)))
    assert.deepEqual(
      unknown.map(({ path, line, language }) => `${path}:${line} ${language}`),
      [],
    )
  })
})
