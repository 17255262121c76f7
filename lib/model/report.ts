/**
 * What a model says that is not obeyed as it says it: a fold over its services, for people to read once.
 */

import type { Service } from '../operation/Operation.js'
import type { Member, Schema } from '../schema/Schema.js'
import { membersOf } from '../schema/Schema.js'
import type { Traits } from '../schema/Traits.js'
import { readPattern } from './patterns.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

export interface UnenforcedPattern {
  /** A shape's id, with `$` and a member's name where that member says it. */
  readonly shape: string
  /** As the model says it; of botocore with the anchors put back. */
  readonly pattern: string
  readonly reason: string
}

/** A count by trait id. */
export type TraitCounts = Readonly<Record<string, number>>

export interface ServiceReport {
  readonly operations: number
  /** Shapes that the operations reach, each once by id; those of the prelude are not counted. */
  readonly shapes: number
  /** Patterns that are enforced, of shapes and members. */
  readonly patterns: number
  /** Of those: the ones that are enforced in other words than the model's. */
  readonly translatedPatterns: number
  /** Of those: the ones that `linearMatch` runs, since the platform might take too long. */
  readonly guardedPatterns: number
  readonly unenforcedPatterns: ReadonlyArray<UnenforcedPattern>
  /** Traits that have no meaning here, kept as data under `other`. */
  readonly otherTraits: TraitCounts
}

// -------------------------------------------------------------------------------------
// interpreter
// -------------------------------------------------------------------------------------

const source = 'smithy.api#pattern'

/** Every shape that operations reach, each once by id. */
const shapesOf = ({ operations }: Service): ReadonlyMap<string, Schema> => {
  const seen = new Map<string, Schema>()
  const pending: Array<Schema> = operations.flatMap(({ input, output, errors }) =>
    [input, output, ...errors].map(({ schema }) => schema),
  )
  for (let schema = pending.pop(); schema !== undefined; schema = pending.pop()) {
    if (seen.has(schema.id) || schema.id.startsWith('smithy.api#')) continue
    seen.set(schema.id, schema)
    for (const member of membersOf(schema)) pending.push(member.target())
  }
  return seen
}

/** Each set of traits with the id of what says it. */
const placesOf = (schema: Schema): ReadonlyArray<readonly [string, Traits]> => [
  [schema.id, schema.traits],
  ...membersOf(schema).map(({ name, traits }: Member) => [`${schema.id}$${name}`, traits] as const),
]

/**
 * What a service leaves of its model. It walks every shape, so it makes all of them.
 *
 * Law: the shapes are those of `generate`.
 */
export const serviceReport = (service: Service): ServiceReport => {
  const shapes = shapesOf(service)
  const counts = new Map<string, number>()
  const unenforced: Array<UnenforcedPattern> = []
  let patterns = 0
  let translated = 0
  let guarded = 0
  for (const schema of shapes.values()) {
    for (const [shape, { pattern, matcher, length, other = {} }] of placesOf(schema)) {
      const said = other[source]
      if (pattern !== undefined) {
        patterns++
        if (said !== undefined) translated++
        if (typeof matcher === 'function') guarded++
      } else if (typeof said === 'string') {
        const reading = readPattern(said, length?.max)
        const reason = reading._tag === 'Unenforced' ? reading.reason : ''
        unenforced.push({ shape, pattern: said, reason })
      }
      for (const id of Object.keys(other)) if (id !== source) counts.set(id, (counts.get(id) ?? 0) + 1)
    }
  }
  for (const { traits } of service.operations)
    for (const id of Object.keys(traits.other ?? {})) counts.set(id, (counts.get(id) ?? 0) + 1)
  return {
    operations: service.operations.length,
    shapes: shapes.size,
    patterns,
    translatedPatterns: translated,
    guardedPatterns: guarded,
    unenforcedPatterns: unenforced,
    otherTraits: Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1))),
  }
}
