/**
 * Readings whose outer side is text or bytes: syntax first, then the shape.
 */

import type { Either } from 'fp-ts/lib/Either.js'
import type * as t from 'io-ts'
import { fail } from '../compile/emit/source.js'
import type { Policy } from '../compile/Policy.js'
import { describe } from '../compile/records.js'
import type { Schema } from '../schema/Schema.js'
import type { Read } from '../shape/codec.js'
import { codec, toValidation } from '../shape/codec.js'
import type { AnyShape, Codec, Shape } from '../shape/Shape.js'
import { isDomainOf, shapeOf } from '../shape/shapeOf.js'
import { isLeft, left } from '../value/either.js'
import type { Errors, Issue, IssueCode } from '../value/Issue.js'
import { issueText, redacted, validationError } from '../value/Issue.js'
import type { Limits } from '../value/Limits.js'
import { oversized } from '../value/Limits.js'
import type { Value } from '../value/Value.js'

/** Why something is not of a syntax, in words. */
export interface RimFault {
  /** `syntax` where nothing is said. */
  readonly code?: 'size'
  readonly expected: string
  readonly actual: string
}

export interface RimParts<R extends string | Uint8Array> {
  readonly name: string
  /** What the outer side is, in words. */
  readonly wanted: string
  readonly accept: (u: unknown) => u is R
  readonly parse: (outer: R, schema: Schema, limits: Limits) => Either<RimFault, unknown>
  /** Reads what is good at once, within the policy's limits; `fail` leaves it to `parse` and `read`. */
  readonly quick: (schema: Schema, policy: Policy) => (outer: R) => unknown
  readonly read: Read
  readonly write: (schema: Schema) => (a: unknown) => R
}

/** The one issue of something that could not be taken apart at all. */
const rimErrors = (shape: AnyShape, context: t.Context, code: IssueCode, expected: string, actual: string): Errors => {
  const issue: Issue = {
    path: context.slice(1).map((entry) => entry.key),
    code,
    shape: shape.schema.id,
    expected,
    actual,
  }
  const hidden = context.map((entry) => ({ ...entry, actual: redacted }))
  return [validationError(issue, () => ({ value: redacted, context: hidden, serverMessage: issueText(issue) }))]
}

/** A function from shapes to codecs with that outer side; it gives the same codec for the same shape. */
export const rim = <R extends string | Uint8Array>(
  parts: RimParts<R>,
): (<A, O extends Value, I>(shape: Shape<A, O, I>) => Codec<A, R>) => {
  const kept = new WeakMap<object, Codec<unknown, R>>()
  const make = (shape: AnyShape, shapeName: string): Codec<unknown, R> => {
    const { schema, policy } = shape
    const quick = parts.quick(schema, policy)
    const { accept } = parts
    const decoderOf = (inner: Schema): Codec<unknown, Value> => shapeOf(inner, policy)
    return codec<unknown, R>({
      name: `${parts.name}(${shapeName})`,
      is: isDomainOf(schema, policy),
      quick: { run: (u: unknown) => (accept(u) ? quick(u) : fail) },
      validate: (u, context) => {
        if (!accept(u)) return left(rimErrors(shape, context, 'type', parts.wanted, describe(u)))
        const fault = oversized(u, policy.limits)
        const parsed = fault === undefined ? parts.parse(u, schema, policy.limits) : left(fault)
        if (isLeft(parsed)) {
          const { code = 'syntax', expected, actual } = parsed.left
          return left(rimErrors(shape, context, code, expected, actual))
        }
        return toValidation(parts.read(schema, policy, parsed.right), context, decoderOf)
      },
      encode: parts.write(schema),
    })
  }
  return <A, O extends Value, I>(shape: Shape<A, O, I>): Codec<A, R> => {
    const known = kept.get(shape) ?? make(shape, shape.name)
    kept.set(shape, known)
    // The domain type of the codec is that of the shape that it is made of.
    return known as unknown as Codec<A, R>
  }
}
