/**
 * What the source files under a folder import, read from their syntax trees.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { dirname, join, posix, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

// model

export interface Import {
  readonly specifier: string
  /** Erased by the compiler: `import type`, `export type … from`, or `import('…').T`. */
  readonly typeOnly: boolean
  readonly line: number
}

export interface Source {
  /** From the repository, with slashes: `lib/value/Value.ts`. */
  readonly path: string
  readonly tree: ts.SourceFile
  readonly imports: ReadonlyArray<Import>
}

// constructors

const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** Each node of the tree, parents first. */
export function* nodes(node: ts.Node): Generator<ts.Node> {
  yield node
  for (const child of node.getChildren()) yield* nodes(child)
}

export const lineOf = (tree: ts.SourceFile, node: ts.Node): number =>
  tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1

const readImport = (node: ts.Node): { specifier: ts.Node; typeOnly: boolean } | undefined => {
  if (ts.isImportDeclaration(node)) {
    return { specifier: node.moduleSpecifier, typeOnly: node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword }
  }
  if (ts.isExportDeclaration(node) && node.moduleSpecifier !== undefined) {
    return { specifier: node.moduleSpecifier, typeOnly: node.isTypeOnly }
  }
  if (ts.isImportEqualsDeclaration(node) && ts.isExternalModuleReference(node.moduleReference)) {
    return { specifier: node.moduleReference.expression, typeOnly: node.isTypeOnly }
  }
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
    return { specifier: node.argument.literal, typeOnly: true }
  }
  const called = ts.isCallExpression(node) ? node.expression : undefined
  const argument = ts.isCallExpression(node) ? node.arguments[0] : undefined
  if (called === undefined || argument === undefined) return undefined
  const imports = called.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(called) && called.text === 'require')
  return imports ? { specifier: argument, typeOnly: false } : undefined
}

/** The source of one file as given, for tests of this reader too. */
export const parse = (path: string, text: string): Source => {
  const tree = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true)
  const imports: Import[] = []
  for (const node of nodes(tree)) {
    const found = readImport(node)
    if (found === undefined) continue
    const specifier = ts.isStringLiteralLike(found.specifier) ? found.specifier.text : '(computed)'
    imports.push({ specifier, typeOnly: found.typeOnly, line: lineOf(tree, node) })
  }
  return { path, tree, imports }
}

/** The TypeScript sources under a folder of the repository, in the order of their paths. */
export const sources = (folder: string): ReadonlyArray<Source> =>
  readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.[cm]?tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => parse(relative(root, path).split(sep).join('/'), readFileSync(path, 'utf8')))

// destructors

/** The repository path that a relative import of that file means, or undefined for a package. */
export const target = (from: string, specifier: string): string | undefined =>
  specifier.startsWith('.') ? posix.join(posix.dirname(from), specifier).replace(/\.([cm]?)js$/, '.$1ts') : undefined

const builtins: ReadonlySet<string> = new Set(builtinModules)

/** Whether an import names a module of Node itself, `fs/promises` and `node:fs` included. */
export const isNodeModule = (specifier: string): boolean => specifier.startsWith('node:') || builtins.has(specifier)

/**
 * The cycles of a directed graph: each strongly connected part of two or more nodes, and each node that has an edge to itself.
 */
export const cycles = (graph: ReadonlyMap<string, ReadonlyArray<string>>): ReadonlyArray<ReadonlyArray<string>> => {
  const reached = (start: string): ReadonlySet<string> => {
    const seen = new Set<string>()
    const rest = [...(graph.get(start) ?? [])]
    for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
      if (seen.has(next)) continue
      seen.add(next)
      rest.push(...(graph.get(next) ?? []))
    }
    return seen
  }
  const reach = new Map([...graph.keys()].map((node) => [node, reached(node)] as const))
  const found = new Map<string, ReadonlyArray<string>>()
  for (const [node, seen] of reach) {
    if (!seen.has(node)) continue
    const part = [...seen].filter((other) => reach.get(other)?.has(node)).sort()
    found.set(part.join(' '), part)
  }
  return [...found.values()]
}
