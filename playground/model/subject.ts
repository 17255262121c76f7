/**
 * What a payload is held against: one side of an operation of a service.
 */

import type { AnyOperation, Service } from '../../lib/operation/Operation.js'
import type { Schema } from '../../lib/schema/Schema.js'
import { nameOf, withoutStream } from '../../lib/schema/Schema.js'
import type { Shape } from '../../lib/shape/Shape.js'
import { shapeOf } from '../../lib/shape/shapeOf.js'
import type { Value } from '../../lib/value/Value.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

export type Side = 'input' | 'output'

export interface Subject {
  readonly service: Service
  readonly operation: AnyOperation
  readonly side: Side
}

/** Shapes of a schema known at run time alone. */
export type AnyTyped = Shape<unknown, Value, unknown>

// -------------------------------------------------------------------------------------
// destructors
// -------------------------------------------------------------------------------------

/** The schema of what a payload says; a stream lies beside it. */
export const schemaOf = ({ operation, side }: Subject): Schema => withoutStream(operation[side].schema)

export const shapeOfSubject = (subject: Subject): AnyTyped =>
  shapeOf(schemaOf(subject), subject.operation[subject.side].policy)

export const serviceName = ({ sdkId, id }: Service): string => (sdkId === '' ? nameOf(id) : sdkId)

// -------------------------------------------------------------------------------------
// search
// -------------------------------------------------------------------------------------

/** How well a name answers a search: whole, at its start, at the start of a word, anywhere; `undefined` not at all. */
const rank = (name: string, wanted: string): number | undefined => {
  const text = name.toLowerCase()
  if (text === wanted) return 0
  const at = text.indexOf(wanted)
  if (at === 0) return 1
  if (at < 0) return undefined
  return /[A-Z]/.test(name[at] ?? '') ? 2 : 3
}

/** The operations whose names hold the text in any case, the nearest first, else in the order of their names. */
export const searched = (operations: ReadonlyArray<AnyOperation>, wanted: string): ReadonlyArray<AnyOperation> => {
  const text = wanted.trim().toLowerCase()
  return operations
    .flatMap((operation) => {
      const found = rank(operation.name, text)
      return found === undefined ? [] : [{ operation, found: text === '' ? 0 : found }]
    })
    .sort((a, b) => a.found - b.found || (a.operation.name < b.operation.name ? -1 : 1))
    .map(({ operation }) => operation)
}
