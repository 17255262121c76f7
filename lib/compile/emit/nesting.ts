/**
 * How schemas nest: which of them come back to themselves, and how many aggregates lie in one without a list or map between.
 */

import type { Schema } from '../../schema/Schema.js'
import { closure, isStream, membersOf, targetOf } from '../../schema/Schema.js'

export interface Nesting {
  /** The schemas at which a way from the root comes back to where it was. */
  readonly loops: ReadonlySet<Schema>
  /** Levels of aggregates, where there are no loops. */
  readonly height: number
}

const childrenOf = (schema: Schema): ReadonlyArray<Schema> =>
  membersOf(schema)
    .filter((member) => !isStream(member))
    .map(targetOf)

/** Walks every schema that the root reaches once, with a stack of its own: models nest deep. */
export const nestingOf = (root: Schema): Nesting => {
  const loops = new Set<Schema>()
  const heights = new Map<Schema, number>()
  const open = new Set<Schema>()
  const stack: Array<{ readonly schema: Schema; readonly children: ReadonlyArray<Schema>; at: number }> = []
  const enter = (schema: Schema): void => {
    open.add(schema)
    stack.push({ schema, children: childrenOf(schema), at: 0 })
  }
  enter(root)
  for (let frame = stack[stack.length - 1]; frame !== undefined; frame = stack[stack.length - 1]) {
    const child = frame.children[frame.at++]
    if (child === undefined) {
      const below = frame.children.map((one) => heights.get(one) ?? 0)
      heights.set(frame.schema, frame.children.length === 0 ? 0 : 1 + Math.max(...below))
      open.delete(frame.schema)
      stack.pop()
    } else if (open.has(child)) loops.add(child)
    else if (!heights.has(child)) enter(child)
  }
  return { loops, height: heights.get(root) ?? 0 }
}

/**
 * The most aggregates that one value of a schema is made of, up to the lists, maps and loops inside it, which count for
 * themselves.
 */
export const weigher = ({ loops }: Nesting): ((schema: Schema) => number) => {
  const weights = new Map<Schema, number>()
  const weightOf = (schema: Schema): number => {
    const known = weights.get(schema)
    if (known !== undefined) return known
    // Set first, so that a schema inside itself ends here: it is a loop, which counts for itself.
    weights.set(schema, 0)
    const isCounted = schema._tag === 'structure' || schema._tag === 'union'
    const inside = isCounted
      ? childrenOf(schema).map((child) => (isSelfCounted(child, loops) ? 0 : weightOf(child)))
      : []
    const weight = isCounted ? inside.reduce((sum, one) => sum + one, 1) : 0
    weights.set(schema, weight)
    return weight
  }
  return weightOf
}

/** The places of schemas among those that a root reaches. */
export const placesOf = (root: Schema): ReadonlyMap<Schema, number> =>
  new Map(closure(root).map((schema, i) => [schema, i] as const))

/** Whether values of a schema are counted where they are met, not with what holds them. */
export const isSelfCounted = (schema: Schema, loops: ReadonlySet<Schema>): boolean =>
  schema._tag === 'list' || schema._tag === 'map' || loops.has(schema)
