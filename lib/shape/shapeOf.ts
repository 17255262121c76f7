/**
 * From schema to shape: the domain readings that every shape has of its own.
 */

import type { These } from 'fp-ts/lib/These.js'
import type * as t from 'io-ts'
import { domainWriting, exactView, inputView } from '../compile/domain.js'
import { attempt, fail } from '../compile/emit/source.js'
import type { Quick } from '../compile/fast.js'
import { quicken, walkRest } from '../compile/fast.js'
import { keptBoth } from '../compile/kept.js'
import type { Policy } from '../compile/Policy.js'
import { closed as closedPolicy, strict, tolerantAs, trusted, withLimits } from '../compile/Policy.js'
import { isRefused } from '../compile/Run.js'
import { readings } from '../compile/readings.js'
import { valueView, valueWriting } from '../compile/value.js'
import type { Walker } from '../compile/walk/Walk.js'
import { failed } from '../compile/walk/Walk.js'
import { walker } from '../compile/walk.js'
import type { ConstraintCode } from '../schema/constraints.js'
import type { Schema } from '../schema/Schema.js'
import { nameOf } from '../schema/Schema.js'
import { right } from '../value/either.js'
import type { Errors, Validation } from '../value/Issue.js'
import type { Limits } from '../value/Limits.js'
import type { Value } from '../value/Value.js'
import { methods, readAnything, readWith, toThese, toValidation, writeWith } from './codec.js'
import type { AnyShape, Codec, Shape } from './Shape.js'
import { domainStep, pathBy, standard } from './standard.js'

// -------------------------------------------------------------------------------------
// walks
// -------------------------------------------------------------------------------------

const exactWalker: Walker<unknown, unknown> = /*#__PURE__*/ walker(exactView, domainWriting)
const inputWalker: Walker<unknown, unknown> = /*#__PURE__*/ walker(inputView, domainWriting)
const decodeWalker: Walker<unknown, unknown> = /*#__PURE__*/ walker(valueView, domainWriting)
const encodeWalker: Walker<unknown, Value> = /*#__PURE__*/ walker(exactView, valueWriting)

const exactQuick = /*#__PURE__*/ quicken({ ...readings.is, walkOf: exactWalker })
const inputQuick = /*#__PURE__*/ quicken({ ...readings.make, walkOf: inputWalker })
const exactRead = /*#__PURE__*/ readAnything(exactView, /*#__PURE__*/ walkRest(exactWalker, exactQuick))
const inputRead = /*#__PURE__*/ readAnything(inputView, /*#__PURE__*/ walkRest(inputWalker, inputQuick))
const valueRead = /*#__PURE__*/ readAnything(valueView, /*#__PURE__*/ readWith(decodeWalker))
const valueWrite = /*#__PURE__*/ writeWith(encodeWalker)

/** Says whether anything at all is a domain object of the schema, under a policy; keep what it gives. */
export const isDomainOf = (schema: Schema, policy: Policy): ((u: unknown) => u is unknown) => {
  // Most shapes are parts of others, and nobody asks them.
  let quick: Quick | undefined
  return (u): u is unknown => {
    quick ??= exactQuick(schema, policy).read
    if (attempt(quick.run, u) !== fail) return true
    const { result, run } = exactRead(schema, policy, u)
    return result !== failed && !isRefused(run)
  }
}

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

/** The shape of a schema as it stands, typed at run time only; the same object at each call. */
export const shapeOf = (schema: Schema, policy: Policy = strict): Shape<unknown, Value, unknown> =>
  keptShape(schema, policy)

/** One object a shape, since a service has thousands. */
const build = (schema: Schema, policy: Policy): Shape<unknown, Value, unknown> => {
  const decoderOf = (inner: Schema): Codec<unknown, Value> => shapeOf(inner, policy)
  const rootOf = (actual: unknown): t.Context => [{ key: '', type, actual }]
  const validate = (u: unknown, context: t.Context): Validation<unknown> =>
    toValidation(valueRead(schema, policy, u), context, decoderOf)
  const inputPolicy = closedPolicy(policy)
  let quick: Quick | undefined
  const make = (input: unknown): Validation<unknown> => {
    quick ??= inputQuick(schema, inputPolicy).read
    const result = attempt(quick.run, input)
    return result === fail
      ? toValidation(inputRead(schema, inputPolicy, input), rootOf(input), decoderOf)
      : right(result)
  }
  // With an accessor in it, engines keep an object as a dictionary, which takes three times as much.
  const self = {
    name: nameOf(schema.id),
    is: isDomainOf(schema, policy),
    validate,
    encode: (a: unknown) => valueWrite(schema, trusted, a),
    decode: (u: unknown) => validate(u, rootOf(u)),
    pipe: methods.pipe,
    asDecoder: methods.asDecoder,
    asEncoder: methods.asEncoder,
    _tag: schema._tag,
    schema,
    policy,
    make,
    '~standard': standard(make, pathBy(schema, domainStep)),
  }
  // `_A`, `_O`, `_I` and `_Input` are phantom: they are never there at run time.
  const type = self as unknown as Shape<unknown, Value, unknown>
  return type
}

const keptShape = /*#__PURE__*/ keptBoth(build)

// -------------------------------------------------------------------------------------
// combinators
// -------------------------------------------------------------------------------------

const withPolicy = <A, O extends Value, I>(shape: Shape<A, O, I>, policy: Policy): Shape<A, O, I> =>
  // The policy changes what is refused, not the types.
  shapeOf(shape.schema, policy) as unknown as Shape<A, O, I>

/**
 * For clients that read answers: types only; unlisted enum values and unknown union members are kept and written back
 * as they came; a missing required member is corrected. What the strict shape takes, this one takes to the same value.
 *
 * Source: Smithy 2.0, "Client error correction".
 */
export const tolerant = <A, O extends Value, I>(shape: Shape<A, O, I>): Shape<A, O, I> =>
  withPolicy(shape, tolerantAs(shape.policy))

/** The shape with members that it does not know refused, at every level, in every reading. */
export const closed = <A, O extends Value, I>(shape: Shape<A, O, I>): Shape<A, O, I> =>
  withPolicy(shape, closedPolicy(shape.policy))

/**
 * The shape with those constraints turned into advice, which `check` tells and `decode` does not; services relax limits
 * without notice. Compiled anew for each call: call it once and keep the result.
 */
export const advise = <A, O extends Value, I>(
  shape: Shape<A, O, I>,
  codes: ReadonlyArray<ConstraintCode>,
): Shape<A, O, I> => withPolicy(shape, { ...shape.policy, advised: [...shape.policy.advised, ...codes] })

/** The shape without those constraints. Compiled anew for each call: call it once and keep the result. */
export const ignore = <A, O extends Value, I>(
  shape: Shape<A, O, I>,
  codes: ReadonlyArray<ConstraintCode>,
): Shape<A, O, I> => withPolicy(shape, { ...shape.policy, ignored: [...shape.policy.ignored, ...codes] })

/**
 * The shape under those limits, at every level and in every reading: JSON, XML, CBOR and forms, requests and answers. The same shape
 * for the same limits. An operation reads under the limits of its `input` and `output`.
 *
 * Errors of its readings: code `depth` of what nests too deep, code `size` of what is too long or too many.
 */
export const limited = <S extends AnyShape>(shape: S, limits: Limits): S =>
  // Limits change what is refused, not the types.
  shapeOf(shape.schema, withLimits(shape.policy, limits)) as unknown as S

// -------------------------------------------------------------------------------------
// destructors
// -------------------------------------------------------------------------------------

/**
 * Checks what `make` takes and tells advice too: `Left` refused, `Right` good, `Both` good with advice.
 *
 * Law: without its advice, `check(S)(x) = S.make(x)`.
 */
export const check =
  <A, O extends Value, I>(shape: Shape<A, O, I>) =>
  (input: I): These<Errors, A> =>
    toThese<A>(
      inputRead(shape.schema, closedPolicy(shape.policy), input),
      [{ key: '', type: shape, actual: input }],
      (schema) => shapeOf(schema, shape.policy),
    )
