/**
 * What a shape is, as plain data that interpreters fold over: one alternative for each of Smithy's kinds.
 *
 * Targets are thunks, so that shapes may be recursive and in any order. Nothing here is compiled or checked when it is
 * made, and nothing throws.
 */

import type { Traits, ValueTraits } from './Traits.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

interface Described {
  /** Absolute shape id, `com.amazonaws.connect#EmailAddress`. */
  readonly id: string
  readonly traits: Traits
}

/** A place in an aggregate that targets another shape. */
export interface Member {
  /** Smithy's member name; of a list `member`, of a map `key` and `value`. */
  readonly name: string
  /** The field of the domain object; of a union the `_tag`. */
  readonly field: string
  readonly target: () => Schema
  readonly required: boolean
  readonly traits: Traits
}

/** The kinds that have no parts and whose traits say all. */
export type SimpleKind =
  | 'string'
  | 'byte'
  | 'short'
  | 'integer'
  | 'long'
  | 'bigInteger'
  | 'bigDecimal'
  | 'float'
  | 'double'
  | 'boolean'
  | 'blob'
  | 'timestamp'
  | 'document'

export interface SimpleSchema<K extends SimpleKind = SimpleKind> extends Described {
  readonly _tag: K
}

export interface EnumValue<A> {
  readonly name: string
  readonly value: A
  readonly traits: Traits
}

export interface EnumSchema extends Described {
  readonly _tag: 'enum'
  readonly values: ReadonlyArray<EnumValue<string>>
}

export interface IntEnumSchema extends Described {
  readonly _tag: 'intEnum'
  readonly values: ReadonlyArray<EnumValue<number>>
}

export interface ListSchema extends Described {
  readonly _tag: 'list'
  readonly member: Member
}

export interface MapSchema extends Described {
  readonly _tag: 'map'
  readonly key: Member
  readonly value: Member
}

/** Something wrong that a rule found; `path` starts at the rule's member. */
export interface Finding {
  readonly path: ReadonlyArray<string | number>
  readonly expected: string
  readonly actual: string
}

/**
 * A limit that a service documents in prose and no trait can say. `check` sees the member's domain value, of which any
 * part that failed elsewhere may be missing, and says all that is wrong with the rest. It is pure and total.
 */
export interface Rule {
  /** Member name of the structure that carries the rule. */
  readonly member: string
  /** Where the service says so. */
  readonly source: string
  /**
   * What of the member `check` looks at, as paths of member names through structures; all of it where this is left out. A reader that
   * makes no values then puts these parts together alone. Law: `check` says the same of a value that has nothing else.
   */
  readonly reads?: ReadonlyArray<ReadonlyArray<string>>
  readonly check: (value: unknown) => ReadonlyArray<Finding>
}

export interface StructureSchema extends Described {
  readonly _tag: 'structure'
  readonly members: ReadonlyArray<Member>
  readonly rules: ReadonlyArray<Rule>
}

export interface UnionSchema extends Described {
  readonly _tag: 'union'
  readonly members: ReadonlyArray<Member>
}

/** One alternative a simple kind, so that a check of `_tag` narrows. */
type AnySimple = { readonly [K in SimpleKind]: SimpleSchema<K> }[SimpleKind]

export type Schema = AnySimple | EnumSchema | IntEnumSchema | ListSchema | MapSchema | StructureSchema | UnionSchema

export type Kind = Schema['_tag']

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

export const simple = <K extends SimpleKind>(kind: K, id: string, traits: Traits): SimpleSchema<K> => ({
  _tag: kind,
  id,
  traits,
})

// -------------------------------------------------------------------------------------
// destructors
// -------------------------------------------------------------------------------------

/** One case for each kind; leaving one out is a type error. */
export type Algebra<R> = { readonly [K in Kind]: (schema: Extract<Schema, { readonly _tag: K }>) => R }

/** The schemas whose values have parts of a shape of their own, each named or placed; unions apart. */
export type Aggregate = StructureSchema | ListSchema | MapSchema

/** Folds one level: a case that wants to go on calls the fold on its members' targets. */
export const fold =
  <R>(algebra: Algebra<R>) =>
  (schema: Schema): R =>
    // The case under a schema's own tag takes that very alternative; TypeScript does not relate the two.
    (algebra[schema._tag] as (schema: Schema) => R)(schema)

const valueTraits: ReadonlyArray<keyof ValueTraits> = [
  'length',
  'range',
  'pattern',
  'matcher',
  'uniqueItems',
  'sensitive',
  'timestampFormat',
  'mediaType',
  'streaming',
  'requiresLength',
]

const merged = new WeakMap<Member, Schema>()

/**
 * The target of a member with the member's own value traits over it, the very target where the member has none. The
 * same object at each call.
 *
 * Source: Smithy 2.0, "Trait conflict" of member and target: the member's trait is the one that counts.
 */
export const targetOf = (member: Member): Schema => {
  const known = merged.get(member)
  if (known !== undefined) return known
  const made = mergedTarget(member)
  merged.set(member, made)
  return made
}

const mergedTarget = (member: Member): Schema => {
  const target = member.target()
  const overrides = valueTraits.filter((name) => member.traits[name] !== undefined)
  if (overrides.length === 0) return target
  const own = Object.fromEntries(overrides.map((name) => [name, member.traits[name]]))
  return { ...target, traits: { ...target.traits, ...own } }
}

/** Whether a member is a stream, which lies beside the value and never in it. */
export const isStream = (member: Member): boolean => targetOf(member).traits.streaming === true

/** A structure with those of its members alone. Code that was printed for all of them stays behind. */
export const withMembers = (schema: StructureSchema, members: ReadonlyArray<Member>): StructureSchema => {
  const { compiled: _, ...traits } = schema.traits
  return { ...schema, traits, members }
}

const streamless = new WeakMap<Schema, Schema>()

/** A schema without its stream, which lies beside every value; the same object at each call. */
export const withoutStream = (schema: Schema): Schema => {
  if (schema._tag !== 'structure' || !schema.members.some(isStream)) return schema
  const known = streamless.get(schema)
  if (known !== undefined) return known
  const made = withMembers(
    schema,
    schema.members.filter((member) => !isStream(member)),
  )
  streamless.set(schema, made)
  return made
}

/** The members that lead from a schema to others. */
export const membersOf = (schema: Schema): ReadonlyArray<Member> => {
  switch (schema._tag) {
    case 'list':
      return [schema.member]
    case 'map':
      return [schema.key, schema.value]
    case 'structure':
    case 'union':
      return schema.members
    default:
      return []
  }
}

/** The member of a schema that a segment of an issue's path leads through; `undefined` where the schema has none of that name. */
export const memberAt = (schema: Schema, segment: string | number): Member | undefined => {
  switch (schema._tag) {
    case 'list':
      return schema.member
    case 'map':
      return schema.value
    default:
      return membersOf(schema).find(({ name }) => name === segment)
  }
}

/** A schema and every other that it reaches, each once by identity, in order of first meeting. */
export const closure = (schema: Schema): ReadonlyArray<Schema> => {
  const seen = new Set<Schema>([schema])
  for (const reached of seen) for (const member of membersOf(reached)) seen.add(targetOf(member))
  return [...seen]
}

const reach = new WeakMap<Schema, boolean>()

/** Whether a schema is sensitive or holds something that is: then its raw value is never shown. */
export const holdsSensitive = (schema: Schema): boolean => {
  const known = reach.get(schema)
  if (known !== undefined) return known
  const found = closure(schema).some((reached) => reached.traits.sensitive === true)
  reach.set(schema, found)
  return found
}

/** The name after the `#` of a shape id, or the whole id. */
export const nameOf = (id: string): string => id.slice(id.indexOf('#') + 1)
