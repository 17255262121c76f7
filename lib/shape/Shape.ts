/**
 * A shape: an io-ts `Type<A, O, unknown>` between domain objects and Values that carries its schema as data.
 *
 * Laws, over every shape, for `a` with `is(a)`:
 * 0. `make(x) = right(a)` implies `is(a)` and `make(a) = right(a)`; `x` is neither changed nor kept.
 * 1. `decode(encode(a)) = right(a)`.
 * 2. `decode(v) = right(a)` implies `encode(a) = norm(v)`: without Null and unknown members, with defaults.
 */

import type * as t from 'io-ts'
import type { Policy } from '../compile/Policy.js'
import type { Kind, Schema } from '../schema/Schema.js'
import type { BigDecimal } from '../value/BigDecimal.js'
import type { Document } from '../value/Document.js'
import type { Validation } from '../value/Issue.js'
import type * as V from '../value/Value.js'
import type { Standard } from './standard.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** A shape or one of its readings: an io-ts type whose errors carry their issues. */
export interface Codec<A, O> extends t.Type<A, O, unknown> {
  readonly validate: (u: unknown, context: t.Context) => Validation<A>
  readonly decode: (u: unknown) => Validation<A>
}

/**
 * A description of one piece of an API.
 *
 * `A` is the domain type, `O` the Value that `encode` gives, `I` what `make` takes.
 */
export interface Shape<A, O extends V.Value, I> extends Codec<A, O> {
  /** The shape's kind. None of io-ts's own tags, so that its combinators do not look inside. */
  readonly _tag: Kind
  /** Never there at run time; `InputOf` reads it. */
  readonly _Input: I
  readonly schema: Schema
  readonly policy: Policy
  /**
   * Checks plain data, all of it, and copies it into a domain object. A member that the shape does not know is an
   * issue: a misspelt one held in a variable compiles all the same.
   *
   * Errors: every issue of the input with its path, 1,000 at the most and then a count of the rest.
   */
  readonly make: (input: I) => Validation<A>
  /**
   * The shape as a Standard Schema of version 1: `validate` is `make`, its issues under domain fields.
   *
   * Source: https://standardschema.dev
   */
  readonly '~standard': Standard<I, A>
}

/** What a shape's `make` takes. */
export type InputOf<S extends { readonly _Input: unknown }> = S['_Input']

/** Any shape, for what only looks at its schema and policy. */
export interface AnyShape {
  readonly _tag: Kind
  readonly _A: unknown
  readonly _O: unknown
  readonly _Input: unknown
  readonly schema: Schema
  readonly policy: Policy
}

// -------------------------------------------------------------------------------------
// kinds
// -------------------------------------------------------------------------------------

/** Marks a value that an enum's model does not list; `N` is the enum's name. */
export interface UnlistedBrand<N extends string> {
  readonly Unlisted: N
}

/** An enum value that the model does not list. Only tolerant readers yield one, and `make` refuses it. */
export type Unlisted<N extends string> = t.Branded<string, UnlistedBrand<N>>

export interface StringShape<A extends string = string> extends Shape<A, V.String<A>, string> {}

export interface EnumShape<A extends string, N extends string>
  extends Shape<A | Unlisted<N>, V.Enum<A | Unlisted<N>>, A> {}

/** A tolerant reader keeps numbers that are not listed, so the type is `number` beside the listed ones. */
export interface IntEnumShape<A extends number> extends Shape<A, V.Integer<A>, A> {}

/** Byte, short and integer. */
export interface IntegerShape extends Shape<number, V.Integer, number> {}

/** `make` also takes a safe whole number. */
export interface LongShape extends Shape<bigint, V.Long, bigint | number> {}

export interface BigIntegerShape extends Shape<bigint, V.BigInteger, bigint | number> {}

export interface BigDecimalShape extends Shape<BigDecimal, V.BigDecimal, BigDecimal> {}

/** `make` rounds to 32 bits. */
export interface FloatShape extends Shape<number, V.Float, number> {}

export interface DoubleShape extends Shape<number, V.Double, number> {}

export interface BooleanShape extends Shape<boolean, V.Boolean, boolean> {}

export interface BlobShape extends Shape<Uint8Array, V.Blob, Uint8Array> {}

export interface TimestampShape extends Shape<Date, V.Timestamp, Date> {}

export interface DocumentShape extends Shape<Document, V.Document, Document> {}

export interface ListShape<A, O extends V.Value, I> extends Shape<ReadonlyArray<A>, V.List<O>, ReadonlyArray<I>> {}

export interface SparseListShape<A, O extends V.Value, I>
  extends Shape<ReadonlyArray<A | null>, V.List<O | V.Null>, ReadonlyArray<I | null>> {}

export interface MapShape<A, O extends V.Value, I>
  extends Shape<Readonly<Record<string, A>>, V.Map<V.String, O>, Readonly<Record<string, I>>> {}

export interface SparseMapShape<A, O extends V.Value, I>
  extends Shape<Readonly<Record<string, A | null>>, V.Map<V.String, O | V.Null>, Readonly<Record<string, I | null>>> {}

/** A map whose keys are of an enum: any of them may be absent. */
export interface EnumMapShape<K extends string, A, O extends V.Value, I>
  extends Shape<{ readonly [P in K]?: A }, V.Map<V.Enum<K>, O>, { readonly [P in K]?: I | undefined }> {}

export interface StructureShape<A, O extends V.Value, I> extends Shape<A, O, I> {}

export interface UnionShape<A, O extends V.Value, I> extends Shape<A, O, I> {}

/** The alternative of a union that the model does not know; only tolerant readers yield one. */
export interface UnknownMember {
  readonly _tag: '$unknown'
  readonly name: string
  readonly raw: Document
}
