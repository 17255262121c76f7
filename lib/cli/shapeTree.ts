/**
 * A schema as a tree of nodes, each shape unfolded once: what a person, or a program, wants to know of it.
 */

import { partOf } from '../interpret/split.js'
import { lengthText } from '../schema/constraints.js'
import type { Member, Schema } from '../schema/Schema.js'
import { isStream, membersOf, nameOf, targetOf } from '../schema/Schema.js'
import type { Document } from '../value/Document.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

export interface ShapeNode {
  /** The member's name; none of the shape that was asked for. */
  readonly member?: string
  readonly shape: string
  readonly kind: Schema['_tag']
  readonly required?: true
  readonly sensitive?: true
  readonly streaming?: true
  /** Text of each constraint, binding and default: `1 to 100 characters`. */
  readonly facts: ReadonlyArray<string>
  /** Of an enum. */
  readonly values?: ReadonlyArray<string | number>
  /** `recursive`: it stands around itself; `above`: it was unfolded already; `deeper`: below the depth that was asked for. */
  readonly folded?: 'recursive' | 'above' | 'deeper'
  readonly members: ReadonlyArray<ShapeNode>
}

// -------------------------------------------------------------------------------------
// facts
// -------------------------------------------------------------------------------------

const unitOf = (schema: Schema): string => {
  switch (schema._tag) {
    case 'blob':
      return 'byte'
    case 'list':
      return 'item'
    case 'map':
      return 'entry'
    default:
      return 'character'
  }
}

const rangeText = ({ min, max }: { readonly min?: unknown; readonly max?: unknown }): string =>
  max === undefined ? `at least ${min}` : min === undefined ? `at most ${max}` : `${min} to ${max}`

const constraintFacts = (schema: Schema): ReadonlyArray<string> => {
  const { length, range, pattern, uniqueItems, sparse, mediaType, timestampFormat, requiresLength } = schema.traits
  return [
    ...(length === undefined ? [] : [lengthText(length, unitOf(schema))]),
    ...(range === undefined ? [] : [rangeText(range)]),
    ...(pattern === undefined ? [] : [`matches ${pattern}`]),
    ...(uniqueItems === true ? ['items differ'] : []),
    ...(sparse === true ? ['may hold nulls'] : []),
    ...(mediaType === undefined ? [] : [mediaType]),
    ...(timestampFormat === undefined ? [] : [timestampFormat]),
    ...(requiresLength === true ? ['length required'] : []),
  ]
}

const bindingFact = (member: Member): ReadonlyArray<string> => {
  const { traits } = member
  switch (partOf(member)) {
    case 'label':
      return ['in the path']
    case 'query':
      return [`query ${traits.httpQuery}`]
    case 'queryParams':
      return ['query, the rest of it']
    case 'header':
      return [`header ${traits.httpHeader}`]
    case 'prefixHeaders':
      return [`headers ${traits.httpPrefixHeaders}*`]
    case 'payload':
    case 'stream':
      return ['the body']
    case 'status':
      return ['the status']
    case 'body':
      return traits.jsonName === undefined ? [] : [`${traits.jsonName} in JSON`]
  }
}

const isShort = (value: Document): boolean => typeof value !== 'object' || value === null

const memberFacts = (member: Member): ReadonlyArray<string> => {
  const { default: given, idempotencyToken, deprecated, clientOptional, hostLabel } = member.traits
  return [
    ...bindingFact(member),
    ...(hostLabel === true ? ['in the host'] : []),
    ...(given === undefined || given === null ? [] : [isShort(given) ? `default ${String(given)}` : 'a default']),
    ...(idempotencyToken === true ? ['idempotency token'] : []),
    ...(clientOptional === true ? ['clients may leave it out'] : []),
    ...(deprecated === undefined ? [] : ['deprecated']),
  ]
}

/** What a service documents of a member and no trait says, by where it does. */
const ruleFacts = (schema: Schema, { name }: Member): ReadonlyArray<string> => {
  if (schema._tag !== 'structure') return []
  const sources = schema.rules.filter(({ member }) => member === name).map(({ source }) => source)
  return sources.length === 0 ? [] : [`documented: ${[...new Set(sources)].join('; ')}`]
}

// -------------------------------------------------------------------------------------
// tree
// -------------------------------------------------------------------------------------

const valuesOf = (schema: Schema): { readonly values?: ReadonlyArray<string | number> } => {
  switch (schema._tag) {
    case 'enum':
      return { values: schema.values.filter(({ traits }) => traits.internal !== true).map(({ value }) => value) }
    case 'intEnum':
      return { values: schema.values.map(({ value }) => value) }
    default:
      return {}
  }
}

/**
 * The tree of a schema. A shape that comes again is not unfolded again, so that the tree is no larger than the model.
 *
 * @param depth levels below the schema
 * @param unfolded ids that were unfolded before, for several trees of one text
 */
export const shapeTree = (schema: Schema, depth: number, unfolded: Set<string> = new Set()): ShapeNode => {
  const visit = (
    node: Schema,
    member: Member | undefined,
    left: number,
    around: ReadonlySet<string>,
    more: ReadonlyArray<string>,
  ): ShapeNode => {
    const children = membersOf(node)
    const isRecursive = around.has(node.id)
    // Lists and maps of simple shapes say little and are said again.
    const isKnown = unfolded.has(node.id) && (node._tag === 'structure' || node._tag === 'union')
    const folded = children.length === 0 ? undefined : isRecursive ? 'recursive' : isKnown ? 'above' : undefined
    const cut = folded ?? (children.length > 0 && left <= 0 ? 'deeper' : undefined)
    if (cut === undefined) unfolded.add(node.id)
    const inside = new Set([...around, node.id])
    return {
      ...(member === undefined ? {} : { member: member.name }),
      shape: node.id,
      kind: node._tag,
      ...(member?.required === true ? { required: true } : {}),
      ...(node.traits.sensitive === true ? { sensitive: true } : {}),
      ...(member !== undefined && isStream(member) ? { streaming: true } : {}),
      facts: [...constraintFacts(node), ...(member === undefined ? [] : memberFacts(member)), ...more],
      ...valuesOf(node),
      ...(cut === undefined ? {} : { folded: cut }),
      members:
        cut === undefined
          ? children.map((child) => visit(targetOf(child), child, left - 1, inside, ruleFacts(node, child)))
          : [],
    }
  }
  return visit(schema, undefined, depth, new Set(), [])
}

export const shortShape = ({ shape }: Pick<ShapeNode, 'shape'>): string => nameOf(shape)
