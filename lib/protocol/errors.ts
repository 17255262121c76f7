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
  readonly fault: 'client' | 'server'
  readonly retryable: boolean
  readonly throttling: boolean
}

/** The status of an error shape: its `httpError`, else what the service gives it, else by whose fault it is. */
const statusOf = ({ id, traits }: StructureSchema, { custom }: AnyOperation['traits']): number =>
  traits.httpError ?? custom?.errorStatuses?.get(nameOf(id)) ?? (traits.error === 'server' ? 500 : 400)

/** An operation's errors. */
export const knownErrors = (operation: AnyOperation): ReadonlyArray<KnownError> =>
  operation.errors.flatMap((shape): ReadonlyArray<KnownError> => {
    const { schema } = shape
    if (schema._tag !== 'structure') return []
    const { retryable, error } = schema.traits
    return [
      {
        name: nameOf(schema.id),
        shape,
        schema,
        status: statusOf(schema, operation.traits),
        fault: error ?? 'client',
        retryable: retryable !== undefined,
        throttling: retryable?.throttling === true,
      },
    ]
  })

/** The code and status of an error in the query protocols. Source: Smithy 2.0, trait `awsQueryError`. */
export const queryErrorOf = ({
  schema,
  name,
  status,
}: KnownError): { readonly code: string; readonly status: number } => ({
  code: schema.traits.awsQueryError?.code ?? name,
  status: schema.traits.awsQueryError?.httpResponseCode ?? status,
})

/** Statuses after which the same request may be sent again. */
export const transientStatuses: ReadonlySet<number> = new Set([429, 500, 502, 503, 504])
