// The report of the API: every exported name of every entry with its declaration, and the types that those reach without being exported, as
// text below api/. `npm run api` compares it with the build; `npm run api -- --accept` writes it.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { build } from './build.mjs'
import { isMain, root } from './run.mjs'
import { setup } from './setup.mjs'

const folder = join(root, 'api')
const built = join(root, 'dist', 'esm')

/** The entries by what users import, each with its declarations. */
const entries = () => {
  const { name, exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  return Object.entries(exports)
    .filter(([subpath]) => subpath !== './package.json')
    .map(([subpath, { import: conditions }]) => ({ name: name + subpath.slice(1), path: join(root, conditions.types) }))
}

const fileOf = (entry) => `${entry.split('/').slice(1).join('.') || 'index'}.txt`

/** @returns {Promise<ReadonlyMap<string, string>>} the text of each file of the report */
export const report = async () => {
  const { default: ts } = await import('typescript')
  const all = entries()
  const program = ts.createProgram(
    all.map(({ path }) => path),
    {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.NodeNext,
      moduleResolution: ts.ModuleResolutionKind.NodeNext,
      lib: ['lib.es2022.d.ts', 'lib.dom.d.ts'],
      types: ['node'],
      skipLibCheck: true,
      noEmit: true,
    },
  )
  const checker = program.getTypeChecker()
  const printer = ts.createPrinter({ removeComments: true, newLine: ts.NewLineKind.LineFeed })

  const aim = (symbol) => (symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol)
  const isOurs = (node) => !relative(built, node.getSourceFile().fileName).startsWith('..')
  const isModule = (symbol) => (symbol.flags & ts.SymbolFlags.ValueModule) !== 0
  const exportsOf = (module) =>
    checker
      .getExportsOfModule(module)
      .map((symbol) => ({ name: symbol.name, symbol: aim(symbol) }))
      .sort((a, b) => (a.name < b.name ? -1 : 1))
  const placeOf = (node) =>
    relative(built, node.getSourceFile().fileName)
      .split(sep)
      .join('/')
      .replace(/\.d\.ts$/, '')

  /** A declaration with the statement that holds it: that of a constant says its modifiers. */
  const statementOf = (node) => (ts.isVariableDeclaration(node) ? node.parent.parent : node)
  const textOf = (symbol) =>
    (symbol.declarations ?? [])
      .map((node) => {
        const statement = statementOf(node)
        return printer
          .printNode(ts.EmitHint.Unspecified, statement, statement.getSourceFile())
          .replace(/^(export )?(declare )?/, '')
      })
      .join('\n')

  /** The symbols of ours that a declaration names. */
  const reachedBy = (symbol) => {
    const found = []
    const visit = (node) => {
      if (ts.isIdentifier(node)) {
        const named = checker.getSymbolAtLocation(node)
        const target = named === undefined ? undefined : aim(named)
        const [declaration] = target?.declarations ?? []
        const holder = declaration === undefined ? undefined : statementOf(declaration).parent
        // A type parameter or a member is no declaration of its own, and a module is not one either.
        if (holder !== undefined && ts.isSourceFile(holder) && isOurs(declaration)) found.push(target)
      }
      ts.forEachChild(node, visit)
    }
    for (const node of symbol.declarations ?? []) visit(statementOf(node))
    return found
  }

  const homes = new Map()
  const files = new Map()
  const lineOf = (entry, { name, symbol }, from) => {
    const home = homes.get(symbol)
    if (home !== undefined) return `${name}: as ${home} has it`
    homes.set(symbol, `${entry}${from}`)
    const text = textOf(symbol)
    return symbol.name === name || isModule(symbol) ? text : `${name} is\n${text}`
  }
  for (const { name, path } of all) {
    const module = checker.getSymbolAtLocation(program.getSourceFile(path))
    const lines = exportsOf(module).flatMap((exported) =>
      isModule(exported.symbol) && !homes.has(exported.symbol)
        ? [
            `namespace ${exported.name}:`,
            ...exportsOf(exported.symbol).map((inner) => lineOf(name, inner, `, ${exported.name},`)),
            `end of namespace ${exported.name}`,
          ]
        : [lineOf(name, exported, '')],
    )
    files.set(fileOf(name), `${name}\n\n${lines.join('\n')}\n`)
  }

  const reached = new Map()
  const queue = [...homes.keys()]
  for (let symbol = queue.pop(); symbol !== undefined; symbol = queue.pop()) {
    for (const next of reachedBy(symbol)) {
      if (homes.has(next) || reached.has(next) || isModule(next)) continue
      reached.set(next, `${placeOf(next.declarations[0])}: ${textOf(next)}`)
      queue.push(next)
    }
  }
  const texts = [...new Set(reached.values())].sort()
  files.set('reached.txt', `Types that exported ones reach and nobody can import, by file\n\n${texts.join('\n')}\n`)
  return files
}

/** The lines of one text that the other has not, and the other way, a few of each. */
const difference = (before, after) => {
  const less = (a, b, sign) => {
    const known = new Set(b.split('\n'))
    return a
      .split('\n')
      .filter((line) => !known.has(line))
      .slice(0, 20)
      .map((line) => `  ${sign} ${line}`)
  }
  return [...less(before, after, '-'), ...less(after, before, '+')].join('\n') || '  the order of lines'
}

const read = (name) => (existsSync(join(folder, name)) ? readFileSync(join(folder, name), 'utf8') : '')

const main = async (args) => {
  if (!setup() || !(await build())) return 1
  const files = await report()
  const old = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.txt') && !files.has(name)) : []
  if (args.includes('--accept')) {
    mkdirSync(folder, { recursive: true })
    for (const name of old) rmSync(join(folder, name))
    for (const [name, text] of files) writeFileSync(join(folder, name), text)
    console.log(`api: ${files.size} files written`)
    return 0
  }
  const changed = [...files].filter(([name, text]) => read(name) !== text)
  for (const name of old) console.error(`api/${name}: that entry is gone`)
  for (const [name, text] of changed) console.error(`api/${name}:\n${difference(read(name), text)}`)
  if (old.length + changed.length === 0) {
    console.log(`api: as reported, ${files.size} files`)
    return 0
  }
  console.error(
    'The API is not what api/ reports. Where that is meant: npm run api -- --accept, and a line in the changelog.',
  )
  return 1
}

if (isMain(import.meta.url)) process.exitCode = await main(process.argv.slice(2))
