/**
 * A shape that brings along what its own kind needs and nothing else, so that a bundle has only the kinds that are used.
 *
 * Law 9: it takes what the shape of the same description takes as JSON, to the same domain object and the same bytes, and finds the
 * same issues in the rest; `index.ts` lists the exceptions.
 */

import type { Either } from 'fp-ts/lib/Either.js'
import type { Traits } from '../schema/Traits.js'
import type { BigDecimal } from '../value/BigDecimal.js'
import type { Document } from '../value/Document.js'
import type * as V from '../value/Value.js'
import type { Failed, Run, View } from './Run.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** Plain data that JSON text says; numbers may be a `bigint` or a decimal where the shape keeps more than a double does. */
export type Json = Document

/** What kinds bring along whose numbers a double does not keep. */
export interface Exact {
  /** Reads text so that the tree has all of its numbers. */
  readonly parse: (text: string) => Either<unknown, unknown>
  /** A number of the tree that is no `number`: as a double, `NaN` where it has a fraction; `undefined` where it is none. */
  readonly whole: (node: unknown) => number | undefined
  /** The same, the nearest double. */
  readonly double: (node: unknown) => number | undefined
  /** How much is kept: of two, the larger reads for both. */
  readonly rank: number
}

export interface Field {
  /** Smithy's member name. */
  readonly name: string
  readonly field: string
  readonly target: () => AnyShape
  readonly required: boolean
  readonly traits: Traits
}

/** Any shape, for what only looks at what it does. */
export interface AnyShape {
  readonly _A: unknown
  readonly _O: unknown
  readonly _Input: unknown
  readonly id: string
  readonly traits: Traits
  /** Notes what is wrong in the run; the result counts where nothing is. */
  readonly read: (node: unknown, run: Run) => unknown | Failed
  /** Domain: values that `is` holds for. */
  readonly write: (value: unknown, view: View) => Json
  /** What a client puts for a required member that an answer leaves out; `undefined` where there is nothing. */
  readonly zero: (depth: number) => unknown
  /** A default, as a domain value; `undefined` where it is none of the kind. */
  readonly initial: (value: Document) => unknown
  /** The shape with a member's own traits over its own. */
  readonly refine: (traits: Traits) => AnyShape
  readonly parts: () => ReadonlyArray<AnyShape>
  /** Of a structure. */
  readonly fields?: () => ReadonlyArray<Field>
  readonly exact?: Exact | undefined
  /** Of kinds with numbers that `JSON.stringify` does not write: the printer of trees that have them. */
  readonly print?: ((tree: Json) => string) | undefined
  /** Whether null is a value of it: a document's. */
  readonly takesNull?: true
}

/** `A` is the domain type, `I` what `make` takes; `O` is the Value of the whole library's shape and stands for nothing here. */
export interface Shape<A, O extends V.Value, I> extends AnyShape {
  readonly _A: A
  readonly _O: O
  readonly _Input: I
}

/** What a shape's `make` takes. */
export type InputOf<S extends { readonly _Input: unknown }> = S['_Input']

// -------------------------------------------------------------------------------------
// kinds
// -------------------------------------------------------------------------------------

export type { UnknownMember, Unlisted, UnlistedBrand } from '../shape/Shape.js'

import type { Unlisted } from '../shape/Shape.js'

export interface StringShape<A extends string = string> extends Shape<A, V.String<A>, string> {}

export interface EnumShape<A extends string, N extends string>
  extends Shape<A | Unlisted<N>, V.Enum<A | Unlisted<N>>, A> {}

export interface IntEnumShape<A extends number> extends Shape<A, V.Integer<A>, A> {}

export interface IntegerShape extends Shape<number, V.Integer, number> {}

export interface LongShape extends Shape<bigint, V.Long, bigint | number> {}

export interface BigIntegerShape extends Shape<bigint, V.BigInteger, bigint | number> {}

export interface BigDecimalShape extends Shape<BigDecimal, V.BigDecimal, BigDecimal> {}

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

export interface EnumMapShape<K extends string, A, O extends V.Value, I>
  extends Shape<{ readonly [P in K]?: A }, V.Map<V.Enum<K>, O>, { readonly [P in K]?: I | undefined }> {}

export interface StructureShape<A, O extends V.Value, I> extends Shape<A, O, I> {}

export interface UnionShape<A, O extends V.Value, I> extends Shape<A, O, I> {}
