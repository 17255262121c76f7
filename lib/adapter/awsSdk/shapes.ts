/**
 * Where the shapes of a client's operations come from.
 */

import type { Either } from 'fp-ts/lib/Either.js'
import type { AnyOperation } from '../../operation/Operation.js'
import type { AnyShape } from '../../shape/Shape.js'
import { isLeft, left, right } from '../../value/either.js'
import type { Issue } from '../../value/Issue.js'
import { setupError } from './refusal.js'
import type { SdkContext, SdkOperation } from './sdk.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** What is asked for: one operation of the client that is in use. */
export interface Wanted {
  readonly name: string
  /** Its runtime schema; clients from before 2025 have none. */
  readonly schema: SdkOperation | undefined
  /** The id of the protocol that it is spoken in, as far as that is known. */
  readonly protocol: string | undefined
  readonly context: SdkContext
}

/** Gives an operation; no issues say that it has none of that name. */
export interface ShapeSource {
  readonly _tag: 'ShapeSource'
  readonly find: (wanted: Wanted) => Either<ReadonlyArray<Issue>, AnyOperation>
}

/** Operations by name: a `Service`, generated or read from a model, or anything that has some. */
export interface Operations {
  readonly operations: ReadonlyArray<AnyOperation>
}

export type Shapes = Operations | ShapeSource | ReadonlyArray<Operations | ShapeSource>

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

/** Every error of the operations: a client takes any of its service's, whichever operation it is that answers with it. */
const errorsOf = (operations: ReadonlyArray<AnyOperation>): ReadonlyArray<AnyShape> => [
  ...new Map(operations.flatMap(({ errors }) => errors).map((shape) => [shape.schema.id, shape] as const)).values(),
]

const sourceOf = ({ operations }: Operations): ShapeSource => {
  const byName = new Map(operations.map((operation) => [operation.name, operation] as const))
  let errors: ReadonlyArray<AnyShape> | undefined
  return {
    _tag: 'ShapeSource',
    find: ({ name }) => {
      const found = byName.get(name)
      if (found === undefined) return left([])
      errors ??= errorsOf(operations)
      const others = errors.filter(({ schema }) => found.errors.every((own) => own.schema.id !== schema.id))
      return right({ ...found, errors: [...found.errors, ...others] })
    },
  }
}

const isList = (shapes: Shapes): shapes is ReadonlyArray<Operations | ShapeSource> => Array.isArray(shapes)

/** The shapes one by one. */
export const listed = (shapes: Shapes): ReadonlyArray<Operations | ShapeSource> => (isList(shapes) ? shapes : [shapes])

/**
 * Looks for an operation in each of the shapes in turn. The result is kept by the caller.
 *
 * Errors: an `Error` where none has it: an input that nobody checks is not to pass for a checked one.
 */
export const finder = (shapes: Shapes): ((wanted: Wanted) => Either<Error, AnyOperation>) => {
  const sources = listed(shapes).map((one) => ('find' in one ? one : sourceOf(one)))
  return (wanted) => {
    for (const { find } of sources) {
      const found = find(wanted)
      if (!isLeft(found)) return found
      if (found.left.length > 0)
        return left(setupError(`the client’s own schema of ${wanted.name} cannot be read`, found.left))
    }
    return left(setupError(`no shapes are given for ${wanted.name}: name a service that has it, or sdkSchemas`))
  }
}
