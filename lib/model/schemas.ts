/**
 * From definitions to schemas, each made when it is first asked for and kept.
 */

import type { EnumValue, Member, Schema, SimpleKind } from '../schema/Schema.js'
import { simple } from '../schema/Schema.js'
import * as Prelude from '../shape/prelude.js'
import type { DataDefinition, MemberDefinition } from './definitions.js'
import { fieldNames } from './fieldNames.js'
import type { Definitions } from './flatten.js'

// -------------------------------------------------------------------------------------
// prelude
// -------------------------------------------------------------------------------------

/** Version 1's numbers and boolean that are never absent; version 2 says so by a default on the member. */
const primitive = (kind: SimpleKind, name: string): Schema => {
  const schema = simple(kind, `smithy.api#${name}`, { default: kind === 'boolean' ? false : 0 })
  // One alternative of the union by its kind; TypeScript does not distribute over it.
  return schema as Schema
}

const shapes: ReadonlyArray<{ readonly schema: Schema }> = [
  Prelude.String,
  Prelude.Byte,
  Prelude.Short,
  Prelude.Integer,
  Prelude.Long,
  Prelude.BigInteger,
  Prelude.BigDecimal,
  Prelude.Float,
  Prelude.Double,
  Prelude.Boolean,
  Prelude.Blob,
  Prelude.Timestamp,
  Prelude.Document,
  Prelude.Unit,
]

/** What every model may target. Source: Smithy 2.0, "Prelude shapes". */
export const prelude: ReadonlyMap<string, Schema> = /*#__PURE__*/ new Map(
  [
    ...shapes.map(({ schema }) => schema),
    /*#__PURE__*/ primitive('byte', 'PrimitiveByte'),
    /*#__PURE__*/ primitive('short', 'PrimitiveShort'),
    /*#__PURE__*/ primitive('integer', 'PrimitiveInteger'),
    /*#__PURE__*/ primitive('long', 'PrimitiveLong'),
    /*#__PURE__*/ primitive('float', 'PrimitiveFloat'),
    /*#__PURE__*/ primitive('double', 'PrimitiveDouble'),
    /*#__PURE__*/ primitive('boolean', 'PrimitiveBoolean'),
  ].map((schema) => [schema.id, schema] as const),
)

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

/** Looks up the schema of an id that the model has; the same object at each call. */
export type Schemas = (id: string) => Schema

const enumValues = <A extends string | number>(members: ReadonlyArray<MemberDefinition>): ReadonlyArray<EnumValue<A>> =>
  // An enum's definition has a value of its kind on each member.
  members.map(({ name, value, traits }) => ({ name, value: value as A, traits }))

/** Domain: definitions whose targets have been checked. */
export const schemasOf = (definitions: Definitions): Schemas => {
  const made = new Map<string, Schema>()
  const schemaOf = (id: string): Schema => {
    const known = prelude.get(id) ?? made.get(id)
    if (known !== undefined) return known
    const definition = definitions.get(id)
    if (definition?._tag !== 'data') throw new Error(`impossible: ${id} was not checked`)
    const schema = schemaFrom(definition, membersFrom)
    made.set(id, schema)
    return schema
  }
  const membersFrom = (
    members: ReadonlyArray<MemberDefinition>,
    fields: ReadonlyArray<string>,
  ): ReadonlyArray<Member> =>
    members.map(({ name, target: { id }, required, traits }, i) => {
      const field = fields[i] as string
      return { name, field, target: () => schemaOf(id), required, traits }
    })
  return schemaOf
}

type MembersFrom = (members: ReadonlyArray<MemberDefinition>, fields: ReadonlyArray<string>) => ReadonlyArray<Member>

const schemaFrom = ({ kind, id, traits, members }: DataDefinition, membersFrom: MembersFrom): Schema => {
  const names = members.map(({ name }) => name)
  switch (kind) {
    case 'structure':
      return { _tag: kind, id, traits, members: membersFrom(members, fieldNames(names)), rules: [] }
    case 'union':
      return { _tag: kind, id, traits, members: membersFrom(members, fieldNames(names)) }
    case 'list':
      return { _tag: kind, id, traits, member: membersFrom(members, names)[0] as Member }
    case 'map': {
      const [key, value] = membersFrom(members, names) as [Member, Member]
      return { _tag: kind, id, traits, key, value }
    }
    case 'enum':
      return { _tag: kind, id, traits, values: enumValues(members) }
    case 'intEnum':
      return { _tag: kind, id, traits, values: enumValues(members) }
    default:
      return simple(kind, id, traits) as Schema
  }
}
