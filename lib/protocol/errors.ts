/**
 * Errors of an operation, found by code on the way in and by name on the way out.
 */

import type { AnyOperation } from '../operation/Operation.js'
import type { StructureSchema } from '../schema/Schema.js'
import { nameOf } from '../schema/Schema.js'
import type { AnyShape } from '../shape/Shape.js'

/**
 * A code without what servers wrap around it: `aws.x#FooError:http://…` is `FooError`.
 *
 * Source: Smithy 2.0, "AWS restJson1 protocol: operation error serialization".
 */
export const cleanCode = (code: string): string => {
  const head = code.split(':')[0] as string
  return head.slice(head.indexOf('#') + 1).trim()
}

export interface KnownError {
  readonly name: string
  readonly shape: AnyShape
  readonly schema: StructureSchema
  readonly status: number
  readonly retryable: boolean
  readonly throttling: boolean
}

/** The status of an error shape: its `httpError`, else by whose fault it is. */
const statusOf = ({ traits }: StructureSchema): number => traits.httpError ?? (traits.error === 'server' ? 500 : 400)

/** An operation's errors by the name of their shapes. */
export const errorsOf = (operation: AnyOperation): ReadonlyMap<string, KnownError> => {
  const known = new Map<string, KnownError>()
  for (const shape of operation.errors) {
    const { schema } = shape
    if (schema._tag !== 'structure') continue
    const { retryable } = schema.traits
    known.set(nameOf(schema.id), {
      name: nameOf(schema.id),
      shape,
      schema,
      status: statusOf(schema),
      retryable: retryable !== undefined,
      throttling: retryable?.throttling === true,
    })
  }
  return known
}
