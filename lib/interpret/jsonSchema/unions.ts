/**
 * Unions: exactly one member, in the forms of the wire and of the domain.
 */

import type { Member, UnionSchema } from '../../schema/Schema.js'
import { recordOf } from '../../value/own.js'
import type { PartOf } from './aggregates.js'
import { nameAt, notes } from './aggregates.js'
import type { JsonSchema, Site } from './model.js'
import { noteAt, nothing } from './model.js'

type Named = readonly [name: string, schema: JsonSchema]

const isStrict = ({ policy }: Site): boolean => policy.mode === 'strict'

const withNotes = (member: Member, partOf: PartOf): JsonSchema => ({ ...partOf(member), ...notes(member) })

const noteOne = (site: Site, schema: UnionSchema): void =>
  noteAt(
    site,
    schema,
    'union',
    'exactly one member',
    'nulls and `__type` are none, and a schema cannot count what is left of names that it does not know',
  )

// -------------------------------------------------------------------------------------
// wire
// -------------------------------------------------------------------------------------

/** One property and no other. */
const plainUnion = (site: Site, schema: UnionSchema, partOf: PartOf): JsonSchema => {
  if (!isStrict(site)) noteOne(site, schema)
  return {
    type: 'object',
    properties: recordOf<JsonSchema>(
      schema.members.map((member): Named => [nameAt(site, member), withNotes(member, partOf)]),
    ),
    ...(isStrict(site) ? { additionalProperties: false } : {}),
    minProperties: 1,
    maxProperties: 1,
  }
}

const isNull: JsonSchema = { type: 'null' }

/** Source: Smithy 2.0, awsJson and restJson1: `__type` inside a union is not a member. */
const typeName: Named = ['__type', {}]

/** All other properties are null. */
const alone = (own: ReadonlyArray<Named>, required: ReadonlyArray<string>): JsonSchema => ({
  type: 'object',
  properties: recordOf<JsonSchema>([...own, typeName]),
  required,
  additionalProperties: isNull,
})

/** Of several documents that may be `null`, one alone is there. */
const aloneAmong = (name: string, others: ReadonlyArray<string>): JsonSchema => {
  const base = alone([[name, {}], ...others.map((other): Named => [other, isNull])], [name])
  if (others.length === 0) return base
  const told: JsonSchema = { properties: recordOf<JsonSchema>([[name, { not: isNull }]]) }
  const untold: JsonSchema = { properties: recordOf<JsonSchema>(others.map((other): Named => [other, nothing])) }
  return { ...base, anyOf: [told, untold] }
}

/** Nulls are absent; where all are null, the one that is a document is there. */
const nullableUnion = (site: Site, schema: UnionSchema, partOf: PartOf): JsonSchema => {
  const documents = schema.members.filter((member) => member.target()._tag === 'document')
  const branches = schema.members.map((member): JsonSchema => {
    const name = nameAt(site, member)
    if (!documents.includes(member)) return alone([[name, withNotes(member, partOf)]], [name])
    return aloneAmong(
      name,
      documents.filter((other) => other !== member).map((other) => nameAt(site, other)),
    )
  })
  if (isStrict(site)) return { type: 'object', anyOf: branches }
  noteOne(site, schema)
  const names = schema.members.map((member) => nameAt(site, member))
  const known = recordOf<JsonSchema>([...names.map((name): Named => [name, isNull]), typeName])
  const unknown: JsonSchema = {
    type: 'object',
    properties: known,
    not: alone(
      names.map((name) => [name, {}]),
      [],
    ),
  }
  return { type: 'object', anyOf: [...branches, unknown] }
}

// -------------------------------------------------------------------------------------
// domain
// -------------------------------------------------------------------------------------

const taggedUnion = (site: Site, schema: UnionSchema, partOf: PartOf): JsonSchema => {
  const tagged = (member: Member): JsonSchema => ({
    type: 'object',
    properties: { _tag: { const: member.field }, value: partOf(member) },
    required: ['_tag', 'value'],
    ...notes(member),
  })
  const known = schema.members.map(tagged)
  if (isStrict(site)) return { type: 'object', oneOf: known }
  const unlisted: JsonSchema = {
    type: 'object',
    properties: { _tag: { const: '$unknown' }, name: { type: 'string' }, raw: {} },
    required: ['_tag', 'name', 'raw'],
  }
  const tags = schema.members.map(({ field }) => field)
  const other: JsonSchema = {
    type: 'object',
    properties: { _tag: { type: 'string', not: { enum: [...tags, '$unknown'] } }, value: {} },
    required: ['_tag', 'value'],
  }
  return { type: 'object', oneOf: [...known, unlisted, other] }
}

export const unionSchema = (site: Site, schema: UnionSchema, partOf: PartOf): JsonSchema => {
  if (site.side === 'domain') return taggedUnion(site, schema, partOf)
  return site.nulls ? nullableUnion(site, schema, partOf) : plainUnion(site, schema, partOf)
}
