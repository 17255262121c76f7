/**
 * The shapes that some roots reach, each once: how often each is asked for, and the name of each that has one.
 */

import type { Policy } from '../../compile/Policy.js'
import type { Member, Schema } from '../../schema/Schema.js'
import { isStream, membersOf, nameOf, targetOf } from '../../schema/Schema.js'
import type { AnyShape } from '../../shape/Shape.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** A shape under a policy. */
export interface Node {
  readonly schema: Schema
  readonly policy: Policy
  /** To where it was first met. */
  readonly path: ReadonlyArray<string>
  readonly isRoot: boolean
}

export interface Graph {
  /** In order of first meeting. */
  readonly nodes: ReadonlyArray<Node>
  readonly rootOf: (shape: AnyShape) => Node
  readonly targetOf: (holder: Node, member: Member) => Node
  /** By how many places it is asked for, a root by one more. */
  readonly countOf: (node: Node) => number
  /** Whether some shape holds itself. */
  readonly isRecursive: boolean
}

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

/** What of a member's own traits changes a schema. */
const telling = ['length', 'range', 'pattern', 'matcher', 'uniqueItems', 'timestampFormat', 'mediaType'] as const

const traitsText = ({ traits }: Schema): string =>
  JSON.stringify(
    telling.map((name) => traits[name] ?? null),
    (_, value: unknown) =>
      typeof value === 'bigint' ? `${value}n` : typeof value === 'function' ? 'a function' : value,
  )

/** A target under a member's own traits is the target itself where they say nothing new, and one object where they say the same. */
const canonical = (): ((member: Member) => Schema) => {
  const variants = new Map<Schema, Map<string, Schema>>()
  return (member) => {
    const target = targetOf(member)
    const base = member.target()
    if (target === base) return base
    const byText = variants.get(base) ?? new Map<string, Schema>([[traitsText(base), base]])
    variants.set(base, byText)
    const text = traitsText(target)
    const known = byText.get(text) ?? target
    byText.set(text, known)
    return known
  }
}

/** Members that lie in the value: a stream lies beside it. */
export const valueMembers = (schema: Schema): ReadonlyArray<Member> =>
  membersOf(schema).filter((member) => schema._tag !== 'structure' || !isStream(member))

export const graphOf = (roots: ReadonlyArray<AnyShape>): Graph => {
  const schemaOf = canonical()
  const known = new Map<Policy, Map<Schema, Node>>()
  const counts = new Map<Node, number>()
  const meet = (schema: Schema, policy: Policy, path: ReadonlyArray<string>, isRoot: boolean): Node => {
    const bySchema = known.get(policy) ?? new Map<Schema, Node>()
    known.set(policy, bySchema)
    const node = bySchema.get(schema) ?? { schema, policy, path, isRoot }
    bySchema.set(schema, node)
    counts.set(node, (counts.get(node) ?? 0) + 1)
    return node
  }
  const first = roots.map(({ schema, policy }) => meet(schema, policy, [], true))
  const edges = new Map<Node, ReadonlySet<Node>>()
  const nodes = new Set<Node>(first)
  for (const node of nodes) {
    const { schema, policy, path } = node
    const targets = valueMembers(schema).map((member) => meet(schemaOf(member), policy, [...path, member.name], false))
    edges.set(node, new Set(targets))
    for (const target of targets) nodes.add(target)
  }
  const nodeOf = (schema: Schema, policy: Policy): Node => known.get(policy)?.get(schema) as Node
  return {
    nodes: [...nodes],
    rootOf: ({ schema, policy }) => nodeOf(schema, policy),
    targetOf: ({ policy }, member) => nodeOf(schemaOf(member), policy),
    countOf: (node) => counts.get(node) ?? 0,
    isRecursive: isCyclic(edges),
  }
}

/** Whether what has no edges left can be taken away until nothing remains. */
const isCyclic = (edges: ReadonlyMap<Node, ReadonlySet<Node>>): boolean => {
  const holders = new Map<Node, Array<Node>>()
  const open = new Map<Node, number>()
  for (const [node, targets] of edges) {
    open.set(node, targets.size)
    for (const target of targets) holders.set(target, [...(holders.get(target) ?? []), node])
  }
  const free = [...open].filter(([, count]) => count === 0).map(([node]) => node)
  for (const node of free) {
    for (const holder of holders.get(node) ?? []) {
      const left = (open.get(holder) ?? 0) - 1
      open.set(holder, left)
      if (left === 0) free.push(holder)
    }
  }
  return free.length < edges.size
}

// -------------------------------------------------------------------------------------
// names
// -------------------------------------------------------------------------------------

const isPrelude = ({ id }: Schema): boolean => id.startsWith('smithy.api#')

/** Whether a leaf says more than its type. */
const isTelling = ({ _tag, traits }: Schema): boolean =>
  _tag === 'timestamp' ||
  _tag === 'blob' ||
  traits.length !== undefined ||
  traits.range !== undefined ||
  traits.pattern !== undefined ||
  traits.documentation !== undefined

/**
 * Whether a shape stands under a name: structures, unions and enums always, for they are what code is made of; others where
 * they are asked for twice and say something.
 */
export const isNamed = (graph: Graph, node: Node): boolean => {
  const { schema, isRoot } = node
  if (isRoot) return true
  switch (schema._tag) {
    case 'structure':
    case 'union':
    case 'enum':
    case 'intEnum':
      return !isPrelude(schema)
    case 'list':
    case 'map':
      return graph.countOf(node) > 1
    default:
      return graph.countOf(node) > 1 && isTelling(schema)
  }
}

/** Characters of the names of OpenAPI's components. Source: OpenAPI 3.1, "Components Object". */
const clean = (text: string): string => {
  const name = text.replace(/[^A-Za-z0-9._-]/g, '_')
  return name === '' || name in Object.prototype ? `${name}_` : name
}

/**
 * A name for each: the shape's own; its absolute id where other ids have the same name; a number behind where that is taken
 * too, by the same id under other traits or another policy. The same roots give the same names.
 */
export const namesOf = (nodes: ReadonlyArray<Node>): ReadonlyMap<Node, string> => {
  const idsByName = new Map<string, ReadonlySet<string>>()
  for (const { schema } of nodes) {
    const name = clean(nameOf(schema.id))
    idsByName.set(name, new Set([...(idsByName.get(name) ?? []), schema.id]))
  }
  const taken = new Set<string>()
  const names = new Map<Node, string>()
  for (const node of nodes) {
    const { id } = node.schema
    const own = clean(nameOf(id))
    const base = (idsByName.get(own)?.size ?? 0) > 1 ? clean(id.replace('#', '.')) : own
    let name = base
    for (let i = 2; taken.has(name); i++) name = `${base}_${i}`
    taken.add(name)
    names.set(node, name)
  }
  return names
}
