/**
 * The shapes of a service by id.
 */

import type { Service } from '../operation/Operation.js'
import type { Schema } from '../schema/Schema.js'
import { closure } from '../schema/Schema.js'

/** Every shape that the service reaches. */
export const reachedSchemas = ({ operations }: Service): ReadonlyMap<string, Schema> =>
  new Map(
    operations
      .flatMap(({ input, output, errors }) => [input, output, ...errors])
      .flatMap(({ schema }) => closure(schema))
      // A member's own constraints make a schema of the same id: the first is the shape's.
      .reverse()
      .map((schema) => [schema.id, schema] as const),
  )
