/**
 * Every schema of up to four nodes: trees of structures, unions, lists and maps over each simple kind; and each of them again with each
 * trait that a node or its member takes, one at a time. Of four nodes those with a trait have strings beside it alone, which leaves
 * one in eleven.
 *
 * A map's key is no node of its own. Members of structures and unions are tried in one order: which comes first means nothing.
 */
import type { Member, Schema, SimpleKind, Traits } from '../../lib/schema/index.js'
import type { DocumentData } from '../../lib/value/index.js'
import { range } from './finite.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

type LeafKind = SimpleKind | 'enum' | 'intEnum'

/** A schema as a tree, with the member that leads to each node. */
export interface Tree {
  readonly kind: Schema['_tag']
  readonly children: ReadonlyArray<Tree>
  readonly traits: Traits
  readonly member: Traits
  readonly required: boolean
}

/** A tree with at most one trait, and which one that is. */
export interface Variant {
  readonly tree: Tree
  readonly trait: string
  /** Whether nothing but strings stands beside the node with the trait. */
  readonly isPlain: boolean
}

// -------------------------------------------------------------------------------------
// trees
// -------------------------------------------------------------------------------------

const leafKinds: ReadonlyArray<LeafKind> = [
  'string',
  'byte',
  'short',
  'integer',
  'long',
  'bigInteger',
  'bigDecimal',
  'float',
  'double',
  'boolean',
  'blob',
  'timestamp',
  'document',
  'enum',
  'intEnum',
]

const bare = (kind: Tree['kind'], children: ReadonlyArray<Tree> = []): Tree => ({
  kind,
  children,
  traits: {},
  member: {},
  required: false,
})

const known = new Map<number, ReadonlyArray<Tree>>()

/** Every tree of exactly so many nodes. */
const treesOf = (nodes: number): ReadonlyArray<Tree> => {
  const made = known.get(nodes) ?? build(nodes)
  known.set(nodes, made)
  return made
}

const build = (nodes: number): ReadonlyArray<Tree> => {
  if (nodes === 1) return [...leafKinds.map((kind) => bare(kind)), bare('structure')]
  const one = treesOf(nodes - 1).map((child) => [child])
  return [
    ...(['list', 'map'] as const).flatMap((kind) => one.map((children) => bare(kind, children))),
    ...(['structure', 'union'] as const).flatMap((kind) => forests(nodes - 1).map((children) => bare(kind, children))),
  ]
}

/** Every choice of one tree or more with so many nodes in all, none in two orders. */
const forests = (nodes: number): ReadonlyArray<ReadonlyArray<Tree>> => {
  const all = range(1, nodes).flatMap((size) => treesOf(size).map((tree) => ({ tree, size })))
  const go = (left: number, from: number): ReadonlyArray<ReadonlyArray<Tree>> => {
    if (left === 0) return [[]]
    return all.flatMap(({ tree, size }, i) =>
      i < from || size > left ? [] : go(left - size, i).map((rest) => [tree, ...rest]),
    )
  }
  return go(nodes, 0)
}

// -------------------------------------------------------------------------------------
// traits
// -------------------------------------------------------------------------------------

const lengths: ReadonlyArray<Traits> = [{ length: { min: 1 } }, { length: { max: 2 } }, { length: { min: 1, max: 2 } }]
const ranges: ReadonlyArray<Traits> = [
  { range: { min: 1 } },
  { range: { max: 5 } },
  { range: { min: '-0.5', max: 100n } },
]
const times: ReadonlyArray<Traits> = (['date-time', 'epoch-seconds', 'http-date'] as const).map((timestampFormat) => ({
  timestampFormat,
}))

/** What the value of a kind may be bound by, on its shape or on the member that leads to it. */
const bounds = (kind: Tree['kind']): ReadonlyArray<Traits> => {
  switch (kind) {
    case 'string':
      return [
        ...lengths,
        { pattern: '^[a-z]*$' },
        { pattern: '[a-z]', length: { max: 9 } },
        { mediaType: 'text/plain' },
      ]
    case 'byte':
    case 'short':
    case 'integer':
    case 'long':
    case 'bigInteger':
    case 'bigDecimal':
    case 'float':
    case 'double':
      return ranges
    case 'blob':
      return [...lengths, { mediaType: 'image/png' }]
    case 'timestamp':
      return times
    case 'list':
      return [...lengths, { uniqueItems: true }]
    case 'map':
      return lengths
    default:
      return []
  }
}

/** What a shape alone may have. */
const ownTraits = ({ kind }: Tree): ReadonlyArray<Traits> => [
  ...bounds(kind),
  { sensitive: true },
  ...(kind === 'list' || kind === 'map' ? [{ sparse: true } as const] : []),
  ...(kind === 'structure' || kind === 'union' ? [{ xmlName: 'Renamed' }] : []),
  ...(kind === 'structure' ? [{ xmlNamespace: { uri: 'https://example.com/a&b' } }] : []),
]

const defaults: { readonly [K in Tree['kind']]?: DocumentData } = {
  string: 'd',
  byte: 7,
  short: 0,
  integer: -1,
  long: 2 ** 40,
  bigInteger: 10,
  bigDecimal: 3,
  float: 0.5,
  double: 1.25,
  boolean: true,
  blob: 'AAEC',
  timestamp: 0,
  document: { a: [1, null] },
  enum: 'A',
  intEnum: 7,
  list: [],
  map: {},
}

const attributes: ReadonlyArray<Traits> = [{ xmlAttribute: true }, { xmlAttribute: true, xmlName: 'attr' }]

const isAttributable = (kind: Tree['kind']): boolean =>
  !['blob', 'document', 'list', 'map', 'structure', 'union'].includes(kind)

/** What the member may have that leads from one kind to another. */
const memberTraits = (holder: Tree['kind'], { kind }: Tree): ReadonlyArray<Traits> => {
  const named: ReadonlyArray<Traits> = [
    { xmlName: 'Other' },
    { xmlNamespace: { uri: 'https://example.com/' } },
    { xmlName: 'p:Other', xmlNamespace: { uri: 'https://example.com/', prefix: 'p' } },
  ]
  const all = [...named, ...bounds(kind), { sensitive: true } as const]
  if (holder === 'list' || holder === 'map') return all
  const inner = [
    ...all,
    { jsonName: 'renamed' },
    { ec2QueryName: 'Ec2Renamed' },
    ...(kind === 'list' || kind === 'map' ? [{ xmlFlattened: true } as const] : []),
  ]
  if (holder === 'union') return inner
  const given = defaults[kind]
  return [
    ...inner,
    ...(isAttributable(kind) ? attributes : []),
    ...(kind === 'string' ? [{ idempotencyToken: true } as const] : []),
    ...(given === undefined ? [] : [{ default: given }, { default: given, clientOptional: true } as const]),
    { default: null },
  ]
}

/** A copy of a tree with one node changed; the root is at no step. */
const changed = (tree: Tree, way: ReadonlyArray<number>, change: (node: Tree) => Tree): Tree => {
  const [step, ...rest] = way
  if (step === undefined) return change(tree)
  return { ...tree, children: tree.children.map((child, i) => (i === step ? changed(child, rest, change) : child)) }
}

const text = (where: string, way: ReadonlyArray<number>, traits: unknown): string =>
  `${where} of ${way.join('.') || 'the root'}: ${JSON.stringify(traits, (_, v: unknown) => (typeof v === 'bigint' ? Number(v) : v))}`

/** Whether every leaf is a string, but for the node that a way leads to. */
const isPlainBeside = ({ kind, children }: Tree, way: ReadonlyArray<number> | undefined): boolean => {
  if (way?.length === 0 && children.length === 0) return true
  if (children.length === 0) return kind === 'string'
  return children.every((child, i) => isPlainBeside(child, way?.[0] === i ? way.slice(1) : undefined))
}

/** Each trait of each node and of each member, one at a time. */
function* traited(root: Tree): Generator<Variant> {
  const nodes = function* (
    tree: Tree,
    way: ReadonlyArray<number>,
    holder: Tree['kind'] | undefined,
  ): Generator<Variant> {
    const isPlain = isPlainBeside(root, way)
    const made = (where: string, traits: unknown, change: Partial<Tree>): Variant => ({
      tree: changed(root, way, (node) => ({ ...node, ...change })),
      trait: text(where, way, traits),
      isPlain,
    })
    for (const traits of ownTraits(tree)) yield made('shape', traits, { traits })
    if (holder !== undefined) for (const member of memberTraits(holder, tree)) yield made('member', member, { member })
    if (holder === 'structure') yield made('member', 'required', { required: true })
    for (const [i, child] of tree.children.entries()) yield* nodes(child, [...way, i], tree.kind)
  }
  yield { tree: root, trait: 'no trait', isPlain: true }
  yield* nodes(root, [], undefined)
}

/** The most nodes with which each tree has each trait; of larger trees with a trait, those with strings beside it. */
const mostMixed = 3

/** Every tree of so many nodes by itself and with each trait; of four nodes a trait has strings beside it alone. */
export function* variantsOf(nodes: number): Generator<Variant> {
  for (const tree of treesOf(nodes))
    for (const variant of traited(tree)) if (nodes <= mostMixed || variant.isPlain) yield variant
}

// -------------------------------------------------------------------------------------
// schemas
// -------------------------------------------------------------------------------------

const names = ['A', 'B', 'C']

/** A schema of a tree, its own at each call. */
export const schemaOf = (tree: Tree, id = 'Root'): Schema => {
  const { kind, children, traits } = tree
  const shapeId = `test.finite#${id}`
  const member = (name: string, child: Tree, at: number): Member => {
    const target = schemaOf(child, `${id}${at}`)
    return { name, field: name, target: () => target, required: child.required, traits: child.member }
  }
  const members = children.map((child, i) => member(names[i] as string, child, i))
  switch (kind) {
    case 'list':
      return { _tag: kind, id: shapeId, traits, member: member('member', children[0] as Tree, 0) }
    case 'map':
      return {
        _tag: kind,
        id: shapeId,
        traits,
        key: member('key', bare('string'), 9),
        value: member('value', children[0] as Tree, 0),
      }
    case 'structure':
      return { _tag: kind, id: shapeId, traits, members, rules: [] }
    case 'union':
      return { _tag: kind, id: shapeId, traits, members }
    case 'enum':
      return {
        _tag: kind,
        id: shapeId,
        traits,
        values: ['A', 'two words', ''].map((value, i) => ({
          name: `N${i}`,
          value,
          traits: i === 1 ? { internal: true } : {},
        })),
      }
    case 'intEnum':
      return {
        _tag: kind,
        id: shapeId,
        traits,
        values: [0, 7, -1].map((value, i) => ({ name: `N${i}`, value, traits: {} })),
      }
    default:
      return { _tag: kind, id: shapeId, traits }
  }
}
