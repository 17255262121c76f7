/**
 * The shapes of a Smithy JSON AST as the model says them, one definition each, checked for their form alone. Old spellings
 * become new ones: `set` is a list of unique items, a string with the trait `enum` is an enum.
 *
 * Source: Smithy 2.0, "JSON AST"; "Migrating Smithy 1.0 models to 2.0".
 */

import { wholeBounds } from '../schema/constraints.js'
import type { Kind, SimpleKind } from '../schema/Schema.js'
import type { Traits } from '../schema/Traits.js'
import type { Data, Place } from './faults.js'
import { asData, asItems, asText, asWhole, optional, report, within } from './faults.js'
import { mergeTraits, rawTraits, readTraits } from './traits.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** A target, and where the model names it. */
export interface Reference {
  readonly id: string
  readonly place: Place
}

/** A member, or one value of an enum. */
export interface MemberDefinition {
  readonly name: string
  readonly target: Reference
  readonly required: boolean
  readonly traits: Traits
  /** Of an enum's value only. */
  readonly value?: string | number
}

interface Defined {
  readonly id: string
  readonly place: Place
  readonly mixins: ReadonlyArray<Reference>
  /** Of a mixin: the ids of traits that are its own alone. */
  readonly localTraits: ReadonlyArray<string>
}

/** A shape that has values. Of a list the one member is `member`, of a map they are `key` and `value`. */
export interface DataDefinition extends Defined {
  readonly _tag: 'data'
  readonly kind: Kind
  readonly members: ReadonlyArray<MemberDefinition>
  readonly traits: Traits
}

export interface OperationDefinition extends Defined {
  readonly _tag: 'operation'
  readonly input: Reference | undefined
  readonly output: Reference | undefined
  readonly errors: ReadonlyArray<Reference>
  readonly traits: Data
}

export interface ResourceDefinition extends Defined {
  readonly _tag: 'resource'
  /** Lifecycle operations, then the others. */
  readonly operations: ReadonlyArray<Reference>
  readonly resources: ReadonlyArray<Reference>
  readonly traits: Data
}

export interface ServiceDefinition extends Defined {
  readonly _tag: 'service'
  readonly version: string
  readonly operations: ReadonlyArray<Reference>
  readonly resources: ReadonlyArray<Reference>
  readonly errors: ReadonlyArray<Reference>
  readonly traits: Data
}

/** Traits that a model gives to a shape, or to a member of one, from elsewhere. */
export interface ApplyDefinition {
  readonly _tag: 'apply'
  readonly id: string
  readonly place: Place
  readonly data: Data
}

export type Definition = DataDefinition | OperationDefinition | ResourceDefinition | ServiceDefinition

// -------------------------------------------------------------------------------------
// parts
// -------------------------------------------------------------------------------------

const readReference = (u: unknown, place: Place): Reference | undefined => {
  const data = asData(u, place, 'an object with a target')
  const at = within(place, 'target')
  const id = data && asText(data['target'], at, 'a shape id')
  return id === undefined ? undefined : { id, place: at }
}

const readReferences = (data: Data, name: string, place: Place): ReadonlyArray<Reference> => {
  const at = within(place, name)
  const items = optional(data[name], (u) => asItems(u, at)) ?? []
  return items.flatMap((item, i) => readReference(item, within(at, i)) ?? [])
}

const readMember = (name: string, u: unknown, place: Place): MemberDefinition | undefined => {
  const data = asData(u, place, 'a member')
  if (data === undefined) return undefined
  const target = readReference(data, place)
  const raw = rawTraits(data, place)
  const traits = readTraits(raw, place)
  return target && { name, target, required: Object.hasOwn(raw, 'smithy.api#required'), traits }
}

const readMembers = (data: Data, place: Place): ReadonlyArray<MemberDefinition> => {
  const at = within(place, 'members')
  const members = optional(data['members'], (u) => asData(u, at)) ?? {}
  const read: Array<MemberDefinition> = []
  for (const name of Object.keys(members)) {
    const member = readMember(name, members[name], within(at, name))
    if (member !== undefined) read.push(member)
  }
  return read
}

const readNamed = (data: Data, names: ReadonlyArray<string>, place: Place): ReadonlyArray<MemberDefinition> =>
  names.flatMap((name) => readMember(name, data[name], within(place, name)) ?? [])

// -------------------------------------------------------------------------------------
// enums
// -------------------------------------------------------------------------------------

const withValue = (member: MemberDefinition, value: string | number | undefined): ReadonlyArray<MemberDefinition> =>
  value === undefined ? [] : [{ ...member, value }]

/** The value of each member: its trait `enumValue`, else, of text, its name. */
const readEnumMembers = (kind: 'enum' | 'intEnum', data: Data, place: Place): ReadonlyArray<MemberDefinition> => {
  const members = optional(data['members'], (u) => asData(u, within(place, 'members'))) ?? {}
  return readMembers(data, place).flatMap((member) => {
    const at = within(place, 'members', member.name)
    // The member was read, so it is an object; what is wrong with its traits has been told.
    const traits = (members[member.name] as Data)['traits'] as Data | null | undefined
    const given = traits?.['smithy.api#enumValue']
    if (kind === 'enum' && given === undefined) return withValue(member, member.name)
    const told = within(at, 'traits', 'smithy.api#enumValue')
    if (kind === 'enum') return withValue(member, asText(given, told))
    return withValue(member, asWhole(given, told, wholeBounds.intEnum.min, wholeBounds.intEnum.max))
  })
}

/**
 * The values of the trait `enum`. One tagged `internal` is the service's own.
 *
 * Source: Smithy 2.0, "Migrating Smithy 1.0 models to 2.0: enum trait".
 */
const readEnumTrait = (u: unknown, place: Place): ReadonlyArray<MemberDefinition> =>
  (asItems(u, place) ?? []).flatMap((item, i) => {
    const at = within(place, i)
    const data = asData(item, at)
    const value = data && asText(data['value'], within(at, 'value'))
    if (data === undefined || value === undefined) return []
    const name = optional(data['name'], (text) => asText(text, within(at, 'name'))) ?? value
    const documentation = optional(data['documentation'], (text) => asText(text, within(at, 'documentation')))
    const tags = optional(data['tags'], (list) => asItems(list, within(at, 'tags'))) ?? []
    const traits: Traits = {
      ...(documentation === undefined ? {} : { documentation }),
      ...(data['deprecated'] === true ? { deprecated: {} } : {}),
      ...(tags.includes('internal') ? { internal: true } : {}),
    }
    return [{ name, target: { id: 'smithy.api#Unit', place: at }, required: false, traits, value }]
  })

// -------------------------------------------------------------------------------------
// shapes
// -------------------------------------------------------------------------------------

const simpleKinds: ReadonlySet<string> = /*#__PURE__*/ new Set<SimpleKind>([
  'string',
  'byte',
  'short',
  'integer',
  'long',
  'bigInteger',
  'bigDecimal',
  'float',
  'double',
  'boolean',
  'blob',
  'timestamp',
  'document',
])

const lifecycle = ['put', 'create', 'read', 'update', 'delete', 'list'] as const

const readLocalTraits = (raw: Data, place: Place): ReadonlyArray<string> => {
  const at = within(place, 'traits', 'smithy.api#mixin')
  const mixin = optional(raw['smithy.api#mixin'], (u) => asData(u, at))
  const ids = optional(mixin?.['localTraits'], (u) => asItems(u, within(at, 'localTraits'))) ?? []
  return ids.flatMap((id, i) => asText(id, within(at, 'localTraits', i)) ?? [])
}

/** One shape of the AST; `undefined`, with issues, where it is of no kind that Smithy has. */
export const readDefinition = (id: string, u: unknown, place: Place): Definition | ApplyDefinition | undefined => {
  const data = asData(u, place, 'a shape')
  const type = data && asText(data['type'], within(place, 'type'), 'a type of shape')
  if (data === undefined || type === undefined) return undefined
  if (type === 'apply') return { _tag: 'apply', id, place, data }
  const raw = rawTraits(data, place)
  const mixins = readReferences(data, 'mixins', place)
  const defined: Defined = { id, place, mixins, localTraits: readLocalTraits(raw, place) }
  const ofData = (kind: Kind, members: ReadonlyArray<MemberDefinition>, more: Traits = {}): DataDefinition => ({
    ...defined,
    _tag: 'data',
    kind,
    members,
    traits: mergeTraits([readTraits(raw, place), more]),
  })
  switch (type) {
    case 'list':
      return ofData('list', readNamed(data, ['member'], place))
    case 'set':
      return ofData('list', readNamed(data, ['member'], place), { uniqueItems: true })
    case 'map':
      return ofData('map', readNamed(data, ['key', 'value'], place))
    case 'structure':
    case 'union':
      return ofData(type, readMembers(data, place))
    case 'enum':
    case 'intEnum':
      return ofData(type, readEnumMembers(type, data, place))
    case 'operation':
      return {
        ...defined,
        _tag: 'operation',
        input: optional(data['input'], (target) => readReference(target, within(place, 'input'))),
        output: optional(data['output'], (target) => readReference(target, within(place, 'output'))),
        errors: readReferences(data, 'errors', place),
        traits: raw,
      }
    case 'resource': {
      const named = lifecycle.flatMap(
        (name) => optional(data[name], (target) => readReference(target, within(place, name))) ?? [],
      )
      const others = ['operations', 'collectionOperations'].flatMap((name) => readReferences(data, name, place))
      return {
        ...defined,
        _tag: 'resource',
        operations: [...named, ...others],
        resources: readReferences(data, 'resources', place),
        traits: raw,
      }
    }
    case 'service':
      return {
        ...defined,
        _tag: 'service',
        version: optional(data['version'], (text) => asText(text, within(place, 'version'))) ?? '',
        operations: readReferences(data, 'operations', place),
        resources: readReferences(data, 'resources', place),
        errors: readReferences(data, 'errors', place),
        traits: raw,
      }
    default:
      return simpleKinds.has(type)
        ? readSimple(type as SimpleKind, raw, place, ofData)
        : report(within(place, 'type'), 'enum', 'a type of shape', 'another value')
  }
}

const readSimple = (
  kind: SimpleKind,
  raw: Data,
  place: Place,
  ofData: (kind: Kind, members: ReadonlyArray<MemberDefinition>) => DataDefinition,
): DataDefinition => {
  const listed = kind === 'string' ? raw['smithy.api#enum'] : undefined
  return listed === undefined
    ? ofData(kind, [])
    : ofData('enum', readEnumTrait(listed, within(place, 'traits', 'smithy.api#enum')))
}
