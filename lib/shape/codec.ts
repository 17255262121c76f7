/**
 * Builds io-ts types over walks. They are plain objects: io-ts's combinators take them by their fields, and only
 * `instanceof t.Type` can tell.
 */

import type { Either } from 'fp-ts/lib/Either.js'
import type { These } from 'fp-ts/lib/These.js'
import type * as t from 'io-ts'
import { careful } from '../compile/careful.js'
import { domainWriting } from '../compile/domain.js'
import { attempt, fail } from '../compile/emit/source.js'
import type { Quick } from '../compile/fast.js'
import type { Policy } from '../compile/Policy.js'
import type { DecoderOf, Run } from '../compile/Run.js'
import { errorsOf, isRefused } from '../compile/Run.js'
import type { View } from '../compile/View.js'
import type { Failed, Walker } from '../compile/walk/Walk.js'
import { failed } from '../compile/walk/Walk.js'
import { startWalk, walker } from '../compile/walk.js'
import type { Schema } from '../schema/Schema.js'
import { isLeft, left, right } from '../value/either.js'
import type { Errors, Validation } from '../value/Issue.js'
import type { Codec } from './Shape.js'

// -------------------------------------------------------------------------------------
// outcomes
// -------------------------------------------------------------------------------------

export interface Outcome {
  readonly result: unknown
  readonly run: Run
}

/** What a walk found, as `Either`. */
export const toValidation = <A>({ result, run }: Outcome, context: t.Context, decoderOf: DecoderOf): Validation<A> =>
  result === failed || isRefused(run) ? left(errorsOf(run, 'refusals', context, decoderOf)) : right(result as A)

/** What a walk found, advice included: refused, good with advice, or good. */
export const toThese = <A>(outcome: Outcome, context: t.Context, decoderOf: DecoderOf): These<Errors, A> => {
  const validation = toValidation<A>(outcome, context, decoderOf)
  if (isLeft(validation)) return validation
  const advice = errorsOf(outcome.run, 'advice', context, decoderOf)
  return advice.length === 0 ? validation : { _tag: 'Both', left: advice, right: validation.right }
}

/** Reads any node under a schema and policy. */
export type Read = (schema: Schema, policy: Policy, node: unknown) => Outcome

export const readWith =
  <X>(walkOf: Walker<X, unknown>): Read =>
  (schema, policy, node) =>
    // A view is total: it takes any node whatever, its type only says what it can make sense of.
    startWalk(walkOf as Walker<unknown, unknown>, schema, policy, node)

/**
 * A reading of nodes that somebody else made: getters and proxies may throw. Then all is walked again with care, which says where.
 * What throws for another reason, a rule among them, throws there too.
 */
export const readAnything = (view: View<unknown>, read: Read): Read => {
  let walkOf: Walker<unknown, unknown> | undefined
  return (schema, policy, node) => {
    try {
      return read(schema, policy, node)
    } catch {
      walkOf ??= walker(careful(view), domainWriting)
      return startWalk(walkOf, schema, policy, node)
    }
  }
}

/** The result of a walk that asks nothing, which therefore does not fail. */
export const writeWith =
  <Y>(walkOf: Walker<unknown, Y>) =>
  (schema: Schema, policy: Policy, node: unknown): Y =>
    startWalk(walkOf, schema, policy, node).result as Exclude<Y, Failed>

// -------------------------------------------------------------------------------------
// codecs
// -------------------------------------------------------------------------------------

export interface CodecParts<A, O> {
  readonly name: string
  /** Decodes what is good; `fail` leaves it to `validate`. */
  readonly quick?: Quick
  readonly is: (u: unknown) => u is A
  readonly validate: (u: unknown, context: t.Context) => Validation<A>
  readonly encode: (a: A) => O
}

/** What io-ts's types have beside their four parts, shared by all of ours: a service has thousands of shapes. */
export const methods = {
  pipe<A, O, B>(this: Codec<A, O>, next: t.Type<B, A, unknown>, name?: string): Codec<B, O> {
    return pipe(this, next, name ?? `pipe(${this.name}, ${next.name})`)
  },
  asDecoder<T>(this: T): T {
    return this
  },
  asEncoder<T>(this: T): T {
    return this
  },
}

/** An io-ts type of its four parts. */
export const codec = <A, O>(parts: CodecParts<A, O>): Codec<A, O> => {
  const { name, is, validate, encode, quick } = parts
  const decode = (u: unknown): Validation<A> => validate(u, [{ key: '', type: type, actual: u }])
  const self: Omit<Codec<A, O>, '_A' | '_O' | '_I' | keyof typeof methods> & typeof methods = {
    name,
    is,
    validate,
    encode,
    decode:
      quick === undefined
        ? decode
        : (u) => {
            const result = attempt(quick.run, u)
            // What a quick reading gives is what the slow one would have given.
            return result === fail ? decode(u) : right(result as A)
          },
    pipe: methods.pipe,
    asDecoder: methods.asDecoder,
    asEncoder: methods.asEncoder,
  }
  // `_A`, `_O` and `_I` are phantom in io-ts: they are never there at run time.
  const type = self as unknown as Codec<A, O>
  return type
}

/** `first` and then `next` on the way in, the other way round on the way out. */
const pipe = <A, O, B>(first: Codec<A, O>, next: t.Type<B, A, unknown>, name: string): Codec<B, O> =>
  codec<B, O>({
    name,
    is: next.is,
    validate: (u, context) => {
      const read: Either<t.Errors, A> = first.validate(u, context)
      // The errors of `next` are its own: they carry issues where it is a reading of a shape.
      return (isLeft(read) ? read : next.validate(read.right, context)) as Validation<B>
    },
    encode: (b) => first.encode(next.encode(b)),
  })
