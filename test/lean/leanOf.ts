/**
 * A schema, whatever it is of, as a lean shape: what a generated module has for it.
 */
import * as L from '../../lib/lean/index.js'
import type { AnyOperation } from '../../lib/operation/index.js'
import type { EnumValue, Member, Schema } from '../../lib/schema/index.js'
import type { SimpleKind } from '../../lib/schema/Schema.js'
import { isStream } from '../../lib/schema/Schema.js'
import type { Value } from '../../lib/value/index.js'

export type AnyLean = L.Shape<unknown, Value, unknown>

type Row = readonly [string, () => L.AnyShape, 0 | 1, Member['traits']]

const listed = <A extends string | number>(values: ReadonlyArray<EnumValue<A>>) => ({
  names: Object.fromEntries(values.map(({ name, value }) => [name, value])) as { readonly [name: string]: A },
  internal: values.filter(({ traits }) => traits.internal === true).map(({ value }) => value),
})

const {
  string,
  byte,
  short,
  integer,
  long,
  bigInteger,
  bigDecimal,
  float,
  double,
  boolean,
  blob,
  timestamp,
  document,
} = L

const leaves: Readonly<Record<SimpleKind, (id: string, traits: Member['traits']) => L.AnyShape>> = {
  string,
  byte,
  short,
  integer,
  long,
  bigInteger,
  bigDecimal,
  float,
  double,
  boolean,
  blob,
  timestamp,
  document,
}

/** Schemas may be recursive: each is made once. */
export const leanOf = (root: Schema): AnyLean => {
  const made = new Map<Schema, L.AnyShape>()
  const of = (schema: Schema): L.AnyShape => {
    const known = made.get(schema)
    if (known !== undefined) return known
    const shape = shapeFor(schema)
    made.set(schema, shape)
    return shape
  }
  const target = (member: Member) => (): AnyLean => of(member.target()) as AnyLean
  const rows = (members: ReadonlyArray<Member>): { readonly [field: string]: Row } =>
    Object.fromEntries(
      members.map((member): [string, Row] => [
        member.field,
        [member.name, target(member), member.required ? 1 : 0, member.traits],
      ]),
    )
  const shapeFor = (schema: Schema): L.AnyShape => {
    const { id, traits } = schema
    switch (schema._tag) {
      case 'enum': {
        const { names, internal } = listed(schema.values)
        return L.enumeration(id, names, traits, internal)
      }
      case 'intEnum':
        return L.intEnumeration(id, listed(schema.values).names, traits)
      case 'list': {
        const { uniqueItems, ...others } = traits
        const list = L.list(id, target(schema.member), others, schema.member.traits)
        return uniqueItems === true ? L.unique(list) : list
      }
      case 'map':
        return L.map(id, target(schema.key), target(schema.value), traits, {
          key: schema.key.traits,
          value: schema.value.traits,
        })
      case 'structure':
        return L.structure(id, rows(schema.members.filter((member) => !isStream(member))), traits)
      case 'union':
        return L.union<{ readonly _tag: string }, Value, unknown>(id, rows(schema.members), traits)
      default:
        return leaves[schema._tag](id, traits)
    }
  }
  return of(root) as AnyLean
}

export const leanOperation = (operation: AnyOperation): L.Operation<unknown, unknown, never> =>
  L.operation(operation.id, {
    input: leanOf(operation.input.schema),
    output: leanOf(operation.output.schema),
    errors: operation.errors.map(({ schema }) => leanOf(schema)),
    traits: operation.traits,
    service: operation.service,
    writes: operation.writes,
  })
