/**
 * One constructor for each of Smithy's kinds. Each takes an absolute shape id and traits as data; nothing is compiled
 * until a shape is first used, and nothing throws.
 */

import type { EnumValue, Member, Rule, Schema, SimpleKind } from '../schema/Schema.js'
import { simple } from '../schema/Schema.js'
import type { Traits } from '../schema/Traits.js'
import { none } from '../schema/Traits.js'
import type * as V from '../value/Value.js'
import type {
  AnyShape,
  BigDecimalShape,
  BigIntegerShape,
  BlobShape,
  BooleanShape,
  DocumentShape,
  DoubleShape,
  EnumMapShape,
  EnumShape,
  FloatShape,
  IntEnumShape,
  IntegerShape,
  ListShape,
  LongShape,
  MapShape,
  Shape,
  SparseListShape,
  SparseMapShape,
  StringShape,
  StructureShape,
  TimestampShape,
  UnionShape,
} from './Shape.js'
import { shapeOf } from './shapeOf.js'

/** The types of a shape are what its constructor's signature claims: they are phantom to the schema. */
const typed = <S>(schema: Schema): S => shapeOf(schema) as S

const leaf = <S>(kind: SimpleKind, id: string, traits: Traits): S => typed<S>(simple(kind, id, traits) as Schema)

// -------------------------------------------------------------------------------------
// simple kinds
// -------------------------------------------------------------------------------------

/** Text of well-formed Unicode; `length` counts code points. */
export const string = <A extends string = string>(id: string, traits: Traits = none): StringShape<A> =>
  leaf('string', id, traits)

/** The values of an enum: a list where names and values are the same, else a record from name to value. */
export type Listed<A extends string | number> = ReadonlyArray<A> | { readonly [name: string]: A }

const valuesOf = <A extends string | number>(
  listed: Listed<A>,
  internal: ReadonlyArray<A> = [],
): ReadonlyArray<EnumValue<A>> => {
  const pairs = Array.isArray(listed)
    ? (listed as ReadonlyArray<A>).map((value) => [String(value), value] as const)
    : Object.entries(listed as { readonly [name: string]: A })
  return pairs.map(([name, value]) => ({ name, value, traits: internal.includes(value) ? { internal: true } : none }))
}

/** `internal` values are taken as the others are and never listed in messages. */
export const enumeration = <const A extends string, N extends string>(
  id: string,
  listed: Listed<A>,
  traits: Traits = none,
  internal: ReadonlyArray<A> = [],
): EnumShape<A, N> => typed({ _tag: 'enum', id, traits, values: valuesOf(listed, internal) })

/** Whole numbers of 32 bits, listed by name. */
export const intEnumeration = <const A extends number>(
  id: string,
  listed: { readonly [name: string]: A },
  traits: Traits = none,
): IntEnumShape<A> => typed({ _tag: 'intEnum', id, traits, values: valuesOf(listed) })

/** −128 to 127. */
export const byte = (id: string, traits: Traits = none): IntegerShape => leaf('byte', id, traits)

/** −32,768 to 32,767. */
export const short = (id: string, traits: Traits = none): IntegerShape => leaf('short', id, traits)

/** −2^31 to 2^31 − 1. */
export const integer = (id: string, traits: Traits = none): IntegerShape => leaf('integer', id, traits)

/** −2^63 to 2^63 − 1. */
export const long = (id: string, traits: Traits = none): LongShape => leaf('long', id, traits)

export const bigInteger = (id: string, traits: Traits = none): BigIntegerShape => leaf('bigInteger', id, traits)

export const bigDecimal = (id: string, traits: Traits = none): BigDecimalShape => leaf('bigDecimal', id, traits)

/** 32 bits, NaN and both infinities included. */
export const float = (id: string, traits: Traits = none): FloatShape => leaf('float', id, traits)

/** 64 bits, NaN and both infinities included. */
export const double = (id: string, traits: Traits = none): DoubleShape => leaf('double', id, traits)

export const boolean = (id: string, traits: Traits = none): BooleanShape => leaf('boolean', id, traits)

/** Bytes; `length` counts them. */
export const blob = (id: string, traits: Traits = none): BlobShape => leaf('blob', id, traits)

/** A `Date` within the years 0001–9999. */
export const timestamp = (id: string, traits: Traits = none): TimestampShape => leaf('timestamp', id, traits)

export const document = (id: string, traits: Traits = none): DocumentShape => leaf('document', id, traits)

// -------------------------------------------------------------------------------------
// lists and maps
// -------------------------------------------------------------------------------------

/** A shape made inside its thunk is made once: what looks at a member twice sees one schema. */
const schemaFrom = (target: () => AnyShape): (() => Schema) => {
  let schema: Schema | undefined
  return () => {
    schema ??= target().schema
    return schema
  }
}

const part = (name: string, target: () => AnyShape, traits: Traits): Member => ({
  name,
  field: name,
  target: schemaFrom(target),
  required: false,
  traits,
})

const listSchema = (id: string, item: () => AnyShape, traits: Traits, memberTraits: Traits): Schema => ({
  _tag: 'list',
  id,
  traits,
  member: part('member', item, memberTraits),
})

export const list = <A, O extends V.Value, I>(
  id: string,
  item: () => Shape<A, O, I>,
  traits: Traits = none,
  memberTraits: Traits = none,
): ListShape<A, O, I> => typed(listSchema(id, item, traits, memberTraits))

/** A list whose items may be absent: `null` in the domain, Null in the Value. */
export const sparseList = <A, O extends V.Value, I>(
  id: string,
  item: () => Shape<A, O, I>,
  traits: Traits = none,
  memberTraits: Traits = none,
): SparseListShape<A, O, I> => typed(listSchema(id, item, { ...traits, sparse: true }, memberTraits))

const mapSchema = (
  id: string,
  key: () => AnyShape,
  value: () => AnyShape,
  traits: Traits,
  parts: MapParts,
): Schema => ({
  _tag: 'map',
  id,
  traits,
  key: part('key', key, parts.key ?? none),
  value: part('value', value, parts.value ?? none),
})

/** Traits of a map's two members. */
export interface MapParts {
  readonly key?: Traits
  readonly value?: Traits
}

/** A record with own keys only, `__proto__` a key like any other; the key shape is of kind string. */
export const map = <A, O extends V.Value, I>(
  id: string,
  key: () => AnyShape,
  value: () => Shape<A, O, I>,
  traits: Traits = none,
  parts: MapParts = {},
): MapShape<A, O, I> => typed(mapSchema(id, key, value, traits, parts))

/** A map whose values may be absent: `null` in the domain, Null in the Value. */
export const sparseMap = <A, O extends V.Value, I>(
  id: string,
  key: () => AnyShape,
  value: () => Shape<A, O, I>,
  traits: Traits = none,
  parts: MapParts = {},
): SparseMapShape<A, O, I> => typed(mapSchema(id, key, value, { ...traits, sparse: true }, parts))

/** A map from the values of an enum. */
export const enumMap = <K extends string, N extends string, A, O extends V.Value, I>(
  id: string,
  key: () => EnumShape<K, N>,
  value: () => Shape<A, O, I>,
  traits: Traits = none,
  parts: MapParts = {},
): EnumMapShape<K, A, O, I> => typed(mapSchema(id, key, value, traits, parts))

// -------------------------------------------------------------------------------------
// structures and unions
// -------------------------------------------------------------------------------------

/** One member: its Smithy name, its target, whether it is required (1 or left out), its own traits. Plain data. */
export type Row<S extends AnyShape = AnyShape> = readonly [
  name: string,
  target: () => S,
  required?: 0 | 1,
  traits?: Traits,
]

type Rows = { readonly [field: string]: Row }

const memberOf = ([field, [name, target, required, traits]]: readonly [string, Row]): Member => ({
  name,
  field,
  target: schemaFrom(target),
  required: required === 1,
  traits: traits ?? none,
})

const membersFrom = (rows: object): ReadonlyArray<Member> =>
  Object.entries(rows as { readonly [field: string]: Row }).map(memberOf)

/**
 * A structure whose types stand beside it: annotate the constant. There is a row for each field of `A`, in the order of
 * the model. A member that streams has its row apart in `stream`, since it is no field of `A`.
 */
export const structure = <A, O extends V.Value, I>(
  id: string,
  rows: { readonly [K in Exclude<keyof A, never>]-?: Row },
  traits: Traits = none,
  stream: Rows = {},
): StructureShape<A, O, I> =>
  typed({ _tag: 'structure', id, traits, members: [...membersFrom(rows), ...membersFrom(stream)], rules: [] })

/** A union whose types stand beside it; a row for each `_tag`. */
export const union = <A extends { readonly _tag: string }, O extends V.Value, I>(
  id: string,
  rows: { readonly [K in Exclude<A['_tag'], '$unknown'>]: Row },
  traits: Traits = none,
): UnionShape<A, O, I> => typed({ _tag: 'union', id, traits, members: membersFrom(rows) })

/** Merges an intersection, so that hovers and messages show one record. */
type Flat<T> = { readonly [K in keyof T]: T[K] } & unknown

type RequiredFields<R extends Rows> = {
  [K in keyof R]: R[K] extends readonly [string, unknown, 1, ...unknown[]] ? K : never
}[keyof R]

type OptionalFields<R extends Rows> = Exclude<keyof R, RequiredFields<R>>

type TargetOf<R extends Row> = ReturnType<R[1]>

/** The domain type that rows describe. */
export type DomainOf<R extends Rows> = Flat<
  { readonly [K in RequiredFields<R>]: TargetOf<R[K]>['_A'] } & {
    readonly [K in OptionalFields<R>]?: TargetOf<R[K]>['_A']
  }
>

/** What `make` takes for rows. */
export type InputFrom<R extends Rows> = Flat<
  { readonly [K in RequiredFields<R>]: TargetOf<R[K]>['_Input'] } & {
    readonly [K in OptionalFields<R>]?: TargetOf<R[K]>['_Input'] | undefined
  }
>

/** The fields of the Value that rows describe, by Smithy name. */
export type FieldsOf<R extends Rows> = Flat<
  { readonly [K in RequiredFields<R> as R[K][0]]: TargetOf<R[K]>['_O'] } & {
    readonly [K in OptionalFields<R> as R[K][0]]?: TargetOf<R[K]>['_O']
  }
>

/**
 * A structure by hand, its types inferred from the rows; not for recursive shapes, which need types of their own and
 * `structure`.
 *
 * @example
 * ```ts
 * import type * as t from 'io-ts'
 * import { Prelude } from 'wireshape/shape'
 *
 * const Point = inferred('example#Point', { x: ['X', () => Prelude.Double, 1], label: ['Label', () => Prelude.String] })
 * type Point = t.TypeOf<typeof Point> // { readonly x: number; readonly label?: string }
 * const origin: Point = { x: 0 }
 * assert.equal(Point.encode(origin).fields.X.value, 0)
 * ```
 */
export const inferred = <const R extends Rows>(
  id: string,
  rows: R,
  traits: Traits = none,
): StructureShape<DomainOf<R>, V.Structure<FieldsOf<R> & V.Fields>, InputFrom<R>> =>
  typed({ _tag: 'structure', id, traits, members: membersFrom(rows), rules: [] })

/** A copy of a structure that also checks rules which its service documents and no trait can say. */
export const documented = <A, O extends V.Value, I>(
  shape: StructureShape<A, O, I>,
  rules: ReadonlyArray<Rule>,
): StructureShape<A, O, I> => {
  const { schema } = shape
  return schema._tag === 'structure' ? typed({ ...schema, rules: [...schema.rules, ...rules] }) : shape
}
