/**
 * Lists, maps and structures: what their parts are is asked of the caller, who knows which stand under a name.
 */

import { defaultOf, zeroOf } from '../../compile/absent.js'
import { domainWriting } from '../../compile/domain.js'
import { startRun } from '../../compile/Run.js'
import type { Writing } from '../../compile/View.js'
import { writeDateTime } from '../../format/timestamp.js'
import type { ListSchema, MapSchema, Member, Schema, StructureSchema } from '../../schema/Schema.js'
import { closure, isStream, targetOf } from '../../schema/Schema.js'
import type { Length } from '../../schema/Traits.js'
import { isDocumentDecimal } from '../../value/BigDecimal.js'
import { numberText } from '../../value/Document.js'
import { recordOf } from '../../value/own.js'
import type { Json } from '../json.js'
import { jsonWriting } from '../json.js'
import { valueMembers } from './graph.js'
import type { JsonSchema, JsonValue, Site } from './model.js'
import { isHeld, keywords, noteAt, orNull } from './model.js'

/** The schema of a member's target, by its name where it has one. */
export type PartOf = (member: Member) => JsonSchema

export const isNullTold = ({ nulls }: Site, member: Member): boolean => nulls && member.target()._tag !== 'document'

// -------------------------------------------------------------------------------------
// lists and maps
// -------------------------------------------------------------------------------------

const heldLength = ({ policy }: Site, { traits }: Schema): Length =>
  isHeld(policy, 'length') ? (traits.length ?? {}) : {}

const fewest = ({ min }: Length): number | undefined => (min === 0 ? undefined : min)

/** Kinds whose values are told apart by their JSON, and those of which two texts may say one value. */
const isPlain = ({ _tag }: Schema): boolean =>
  ['string', 'enum', 'intEnum', 'byte', 'short', 'integer', 'boolean', 'blob', 'list', 'map'].includes(_tag)

const isLoose = ({ _tag }: Schema): boolean => ['timestamp', 'structure', 'union'].includes(_tag)

/** Where a validator may find equal what readers tell apart, nothing is asked. */
const uniqueOf = (site: Site, schema: ListSchema): Pick<JsonSchema, 'uniqueItems'> => {
  if (schema.traits.uniqueItems !== true || !isHeld(site.policy, 'unique')) return {}
  const within = closure(targetOf(schema.member))
  if (within.every(isPlain)) return { uniqueItems: true }
  const isSaid = within.every((one) => isPlain(one) || isLoose(one))
  const why = isSaid
    ? 'two items that differ in JSON may be read to one value'
    : 'a validator that holds numbers as doubles finds some equal that are not'
  noteAt(site, schema, 'unique', 'items that differ', why)
  return isSaid ? { uniqueItems: true } : {}
}

export const listSchema = (site: Site, schema: ListSchema, partOf: PartOf): JsonSchema => {
  const length = heldLength(site, schema)
  const item = partOf(schema.member)
  return keywords({
    type: 'array',
    items: schema.traits.sparse === true ? orNull(item) : item,
    minItems: fewest(length),
    maxItems: length.max,
    ...uniqueOf(site, schema),
  })
}

const keyNames = ({ policy }: Site, schema: MapSchema, partOf: PartOf): JsonSchema | undefined => {
  if (policy.mode !== 'strict') return undefined
  const key = partOf(schema.key)
  // Names are texts anyhow.
  return Object.keys(key).every((keyword) => keyword === 'type') ? undefined : key
}

export const mapSchema = (site: Site, schema: MapSchema, partOf: PartOf): JsonSchema => {
  const length = heldLength(site, schema)
  const value = partOf(schema.value)
  // Source: Smithy 2.0, "sparse trait": a reader that is not strict drops nulls of a dense map.
  const dropsNulls = isNullTold(site, schema.value) && site.policy.mode === 'tolerant'
  return keywords({
    type: 'object',
    propertyNames: keyNames(site, schema, partOf),
    additionalProperties: schema.traits.sparse === true || dropsNulls ? orNull(value) : value,
    minProperties: fewest(length),
    maxProperties: length.max,
  })
}

// -------------------------------------------------------------------------------------
// absent members
// -------------------------------------------------------------------------------------

const jsonOf = (tree: Json): JsonValue => {
  if (typeof tree === 'bigint' || isDocumentDecimal(tree)) return Number(numberText(tree))
  if (Array.isArray(tree)) return tree.map(jsonOf)
  if (typeof tree !== 'object' || tree === null) return tree as JsonValue
  return recordOf(Object.entries(tree).map(([name, part]: readonly [string, Json]) => [name, jsonOf(part)] as const))
}

const wireWriting: Writing<Json> = /*#__PURE__*/ jsonWriting({ jsonName: true })

const domainJsonWriting: Writing<Json> = { ...wireWriting, timestamp: writeDateTime }

/** What readers put for the absent member, as JSON; `undefined` where they put nothing. */
const filled = (site: Site, holder: Schema, member: Member): JsonValue | undefined => {
  const target = targetOf(member)
  const writing = site.side === 'wire' ? wireWriting : domainJsonWriting
  const tree = defaultOf(member, target, holder, writing, startRun(target, undefined, site.policy))
  return tree === undefined ? undefined : jsonOf(tree)
}

/** Source: Smithy 2.0, "Client error correction". */
const isCorrected = ({ policy }: Site, member: Member): boolean => {
  const target = targetOf(member)
  return (
    policy.mode === 'tolerant' &&
    policy.corrects &&
    zeroOf(target, domainWriting, startRun(target, undefined, policy)) !== undefined
  )
}

// -------------------------------------------------------------------------------------
// structures
// -------------------------------------------------------------------------------------

export const nameAt = ({ side }: Site, member: Member): string =>
  side === 'domain' ? member.field : (member.traits.jsonName ?? member.name)

interface Property {
  readonly name: string
  readonly schema: JsonSchema
  readonly required: boolean
}

export const notes = ({ traits }: Member): JsonSchema =>
  keywords({
    description: traits.documentation,
    deprecated: traits.deprecated === undefined ? undefined : true,
  })

const propertyOf = (site: Site, holder: StructureSchema, member: Member, partOf: PartOf): Property => {
  const given = filled(site, holder, member)
  const required = member.required && given === undefined && !isCorrected(site, member)
  const part = partOf(member)
  return {
    name: nameAt(site, member),
    schema: keywords({
      ...(isNullTold(site, member) && !required ? orNull(part) : part),
      ...notes(member),
      default: given,
    }),
    required,
  }
}

const noteRules = (site: Site, schema: StructureSchema): void => {
  if (!isHeld(site.policy, 'documented')) return
  for (const { member, source } of schema.rules) {
    const place = { ...site, path: [...site.path, member] }
    noteAt(place, schema, 'documented', `what is documented of ${member}: ${source}`, 'the service says it in prose')
  }
}

export const structureSchema = (site: Site, schema: StructureSchema, partOf: PartOf): JsonSchema => {
  noteRules(site, schema)
  const isClosed = site.policy.unknown === 'refuse'
  const properties = valueMembers(schema).map((member) => propertyOf(site, schema, member, partOf))
  // A stream is no part of the value; its name is known all the same.
  const streams = isClosed ? schema.members.filter(isStream).map((member) => [nameAt(site, member), {}] as const) : []
  const all = [...properties.map(({ name, schema: property }) => [name, property] as const), ...streams]
  const required = properties.filter((property) => property.required).map(({ name }) => name)
  return keywords({
    type: 'object',
    properties: all.length === 0 ? undefined : recordOf(all),
    required: required.length === 0 ? undefined : required,
    additionalProperties: isClosed ? false : undefined,
  })
}
