/**
 * The layers of the library: each line of the table may import the lines above it, never below.
 */
import assert from 'node:assert/strict'
import ts from 'typescript'
import type { Source } from './imports.js'
import { cycles, isNodeModule, lineOf, nodes, parse, sources, target } from './imports.js'

const layers: ReadonlyArray<string> = [
  'value',
  'format',
  'schema',
  'compile',
  'shape',
  'http',
  'interpret',
  'operation',
  'protocol',
  'lean',
  'awso',
  'connect',
  'model',
  'codegen',
  'testing',
  'stream',
  'adapter',
  'cli',
]

/** The layers that may use Node; the front door imports none of them. */
const nodeLayers: ReadonlySet<string> = new Set(['stream', 'adapter', 'cli'])

/** What users import by the package's name, whole or for JSON alone. */
const frontDoors: ReadonlySet<string> = new Set(['lib/index.ts', 'lib/json.ts'])

const layerOf = (path: string): string | undefined => /^lib\/([^/]+)\/.+$/.exec(path)?.[1]

const library = sources('lib')
const paths: ReadonlySet<string> = new Set(library.map((source) => source.path))

const none = (offenders: ReadonlyArray<string>): void => assert.equal(offenders.join('\n'), '')

/** What is wrong with the imports of one file, as `file:line: reason`. */
const layerFaults = (source: Source): ReadonlyArray<string> =>
  source.imports.flatMap(({ specifier, line }) => {
    const at = `${source.path}:${line}: `
    const to = target(source.path, specifier)
    if (to === undefined) return []
    const layer = layerOf(to)
    if (!frontDoors.has(to) && (layer === undefined || !layers.includes(layer)))
      return [`${at}${specifier} is in no layer`]
    if (frontDoors.has(source.path)) {
      return layer !== undefined && nodeLayers.has(layer) ? [`${at}the front door imports ${layer}`] : []
    }
    const own = layerOf(source.path) ?? ''
    if (layer === undefined) return [`${at}${own} imports the front door`]
    return layers.indexOf(layer) > layers.indexOf(own) ? [`${at}${own} imports ${layer}, which lies below it`] : []
  })

describe('layers', () => {
  it('the library has files', () => assert.ok(library.length > 0))

  it('each file lies in a layer, or is the front door', () =>
    none([...paths].filter((path) => !frontDoors.has(path) && !layers.includes(layerOf(path) ?? ''))))

  for (const layer of [...layers, undefined]) {
    const inside = library.filter((source) => layerOf(source.path) === layer)
    if (inside.length === 0) continue
    it(`${layer ?? 'the front door'} imports only what it may`, () => none(inside.flatMap(layerFaults)))
  }

  it('each relative import names a source file, with its .js ending', () =>
    none(
      library.flatMap((source) =>
        source.imports
          .filter(({ specifier }) => {
            const to = target(source.path, specifier)
            // What an adapter loads is named by its caller.
            if (specifier === '(computed)') return layerOf(source.path) !== 'adapter'
            return to !== undefined && !paths.has(to)
          })
          .map(({ specifier, line }) => `${source.path}:${line}: ${specifier}`),
      ),
    ))

  it('no file imports itself by a circle', () => {
    const graph = new Map(
      library.map((source) => [
        source.path,
        source.imports
          .filter(({ typeOnly }) => !typeOnly)
          .flatMap(({ specifier }) => target(source.path, specifier) ?? []),
      ]),
    )
    none(cycles(graph).map((cycle) => cycle.join(' → ')))
  })

  it('fp-ts and io-ts come as types alone, by their full paths', () =>
    none(
      library
        .filter((source) => !nodeLayers.has(layerOf(source.path) ?? ''))
        .flatMap((source) =>
          source.imports
            .filter(({ specifier }) => /^(fp|io)-ts(\/|$)/.test(specifier))
            .filter(({ specifier, typeOnly }) => !typeOnly || !/^((fp|io)-ts\/lib\/\w+\.js|io-ts)$/.test(specifier))
            .map(({ specifier, line }) => `${source.path}:${line}: ${specifier}`),
        ),
    ))

  it('Node is imported by stream, adapter and cli alone', () =>
    none(
      library
        .filter((source) => !nodeLayers.has(layerOf(source.path) ?? ''))
        .flatMap((source) =>
          source.imports
            .filter(({ specifier }) => isNodeModule(specifier))
            .map(({ specifier, line }) => `${source.path}:${line}: ${specifier}`),
        ),
    ))
})

describe('habits of the sources', () => {
  const found = (wrong: (node: ts.Node) => boolean): ReadonlyArray<string> =>
    library.flatMap(({ path, tree }) =>
      [...nodes(tree)].filter(wrong).map((node) => `${path}:${lineOf(tree, node)}: ${node.getText(tree)}`),
    )

  it('no file or folder is a shelf', () =>
    none([...paths].filter((path) => /(^|\/)(utils?|common|misc|helpers?|internals?)(\/|\.[cm]?tsx?$)/i.test(path))))

  it('no any', () => none(found((node) => node.kind === ts.SyntaxKind.AnyKeyword)))

  it('no bare export *', () => none(found((node) => ts.isExportDeclaration(node) && node.exportClause === undefined)))
})

describe('the reader of imports', () => {
  const read = (text: string) => parse('lib/value/x.ts', text).imports.map((found) => [found.specifier, found.typeOnly])

  it('tells types from values', () => {
    assert.deepEqual(read("import type { A } from './a.js'"), [['./a.js', true]])
    assert.deepEqual(read("import type * as A from './a.js'"), [['./a.js', true]])
    assert.deepEqual(read("import { type A } from './a.js'"), [['./a.js', false]])
    assert.deepEqual(read("import { a } from './a.js'"), [['./a.js', false]])
    assert.deepEqual(read("import './a.js'"), [['./a.js', false]])
    assert.deepEqual(read("export type { A } from './a.js'"), [['./a.js', true]])
    assert.deepEqual(read("export * from './a.js'"), [['./a.js', false]])
    assert.deepEqual(read("type A = import('./a.js').A"), [['./a.js', true]])
    assert.deepEqual(read("const a = import('./a.js')"), [['./a.js', false]])
    assert.deepEqual(read("const a = require('./a.js')"), [['./a.js', false]])
    assert.deepEqual(read('const a = import(name)'), [['(computed)', false]])
  })

  it('finds the layer that an import lies in', () => {
    assert.deepEqual(
      layerFaults(parse('lib/schema/a.ts', "import '../value/b.js'; import './c.js'; import 'io-ts'")),
      [],
    )
    assert.deepEqual(layerFaults(parse('lib/value/a.ts', "import type { B } from '../cli/b.js'")), [
      'lib/value/a.ts:1: value imports cli, which lies below it',
    ])
    assert.deepEqual(layerFaults(parse('lib/value/a.ts', "\nimport '../index.js'")), [
      'lib/value/a.ts:2: value imports the front door',
    ])
    assert.deepEqual(
      layerFaults(parse('lib/index.ts', "import './stream/b.js'; import './cli/c.js'; import './value/d.js'")),
      ['lib/index.ts:1: the front door imports stream', 'lib/index.ts:1: the front door imports cli'],
    )
    assert.deepEqual(layerFaults(parse('lib/value/a.ts', "import '../../test/b.js'")), [
      'lib/value/a.ts:1: ../../test/b.js is in no layer',
    ])
  })

  it('finds circles', () => {
    const graph = (edges: Record<string, string[]>) => cycles(new Map(Object.entries(edges)))
    assert.deepEqual(graph({ a: ['b'], b: ['c'], c: [] }), [])
    assert.deepEqual(graph({ a: ['b'], b: ['c'], c: ['b'] }), [['b', 'c']])
    assert.deepEqual(graph({ a: ['a'] }), [['a']])
  })

  it('knows the modules of Node', () => {
    for (const name of ['fs', 'node:fs', 'fs/promises', 'node:test']) assert.ok(isNodeModule(name), name)
    for (const name of ['fs-extra', 'io-ts', './fs.js']) assert.ok(!isNodeModule(name), name)
  })
})
