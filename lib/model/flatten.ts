/**
 * Definitions with what mixins and `apply` add to them put in place, and with the defaults that version 1 leaves unsaid.
 *
 * Source: Smithy 2.0, "Mixins", "Applying traits externally", "Migrating Smithy 1.0 models to 2.0".
 */

import type { Kind } from '../schema/Schema.js'
import type { Traits } from '../schema/Traits.js'
import { defaultLimits } from '../value/Limits.js'
import { recordOf } from '../value/own.js'
import type { ApplyDefinition, DataDefinition, Definition, MemberDefinition } from './definitions.js'
import { quoted, report } from './faults.js'
import { mergeTraits, rawTraits, readTraits, withoutTraits } from './traits.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** Definitions by shape id. */
export type Definitions = ReadonlyMap<string, Definition>

// -------------------------------------------------------------------------------------
// mixins
// -------------------------------------------------------------------------------------

/** The members of several definitions, one behind another: those of a later one stand where an earlier one has them, what is new follows. */
const mergeMembers = (all: ReadonlyArray<DataDefinition>): ReadonlyArray<MemberDefinition> => {
  const members = new Map<string, MemberDefinition>()
  for (const member of all.flatMap((one) => one.members)) {
    const known = members.get(member.name)
    members.set(
      member.name,
      known === undefined
        ? member
        : {
            ...known,
            ...member,
            required: known.required || member.required,
            traits: mergeTraits([known.traits, member.traits]),
          },
    )
  }
  return [...members.values()]
}

const isOf =
  <T extends Definition['_tag']>(tag: T) =>
  (definition: Definition): definition is Extract<Definition, { readonly _tag: T }> =>
    definition._tag === tag

/** The last that is there. */
const last = <A>(all: ReadonlyArray<A | undefined>): A | undefined =>
  all.reduceRight<A | undefined>((found, one) => found ?? one, undefined)

/** A definition with all of its mixins at once, each whole: time is linear in what they hold. The first comes first. */
const mixInto = (shape: Definition, mixins: ReadonlyArray<Definition>): Definition => {
  if (mixins.length === 0) return shape
  if (shape._tag === 'data') {
    const held = mixins.filter(isOf('data'))
    return {
      ...shape,
      members: mergeMembers([...held, shape]),
      traits: mergeTraits([...held.map((mixin) => withoutTraits(mixin.traits, mixin.localTraits)), shape.traits]),
    }
  }
  const traits = recordOf([
    ...mixins.filter((mixin) => mixin._tag !== 'data').flatMap(inherited),
    ...Object.entries(shape.traits),
  ])
  if (shape._tag === 'operation') {
    const held = mixins.filter(isOf('operation'))
    return {
      ...shape,
      traits,
      input: shape.input ?? last(held.map(({ input }) => input)),
      output: shape.output ?? last(held.map(({ output }) => output)),
      errors: [...held, shape].flatMap(({ errors }) => errors),
    }
  }
  if (shape._tag === 'resource') return { ...shape, traits }
  const held = [...mixins.filter(isOf('service')), shape]
  return {
    ...shape,
    traits,
    version: last(held.map(({ version }) => (version === '' ? undefined : version))) ?? '',
    operations: held.flatMap(({ operations }) => operations),
    resources: held.flatMap(({ resources }) => resources),
    errors: held.flatMap(({ errors }) => errors),
  }
}

/** What a mixin that is no data gives of its traits. */
const inherited = ({ traits, localTraits }: Definition): ReadonlyArray<readonly [string, unknown]> => {
  const local = new Set([...localTraits, 'smithy.api#mixin'])
  return Object.entries(traits).filter(([id]) => !local.has(id))
}

/** The most members that mixins may add up to: a few of them, in many shapes, are more than any memory holds. */
const maxMembers = defaultLimits.nodes

/** The most levels of mixins. */
const maxLevels = 256

/** A definition with its mixins in it, each of which has its own in it. The members of a first mixin come first. */
const flattener = (definitions: Definitions): ((definition: Definition) => Definition) => {
  const done = new Map<Definition, Definition>()
  let placed = 0
  const flatten = (definition: Definition, open: ReadonlySet<string>): Definition => {
    const known = done.get(definition)
    if (known !== undefined) return known
    const inside = new Set(open).add(definition.id)
    const mixins: Array<Definition> = []
    for (const { id, place } of definition.mixins) {
      const mixin = definitions.get(id)
      if (mixin === undefined) report(place, 'missing', 'a shape of the model', quoted(id))
      else if (inside.has(id)) report(place, 'depth', 'mixins without a circle', quoted(id))
      else if (inside.size >= maxLevels) report(place, 'depth', `at most ${maxLevels} levels of mixins`, 'more levels')
      else if (kindOf(mixin) !== kindOf(definition))
        report(place, 'type', `a mixin of kind ${kindOf(definition)}`, kindOf(mixin))
      else {
        const flat = flatten(mixin, inside)
        placed += flat._tag === 'data' ? flat.members.length : 0
        if (placed > maxMembers) {
          report(place, 'size', `at most ${maxMembers} members of mixins`, 'more members')
          break
        }
        mixins.push(flat)
      }
    }
    const whole = mixInto(definition, mixins)
    done.set(definition, whole)
    return whole
  }
  return (definition) => flatten(definition, new Set())
}

const kindOf = (definition: Definition): string => (definition._tag === 'data' ? definition.kind : definition._tag)

// -------------------------------------------------------------------------------------
// apply
// -------------------------------------------------------------------------------------

const toShape = (definition: Definition, { data, place }: ApplyDefinition): Definition => {
  const raw = rawTraits(data, place)
  return definition._tag === 'data'
    ? { ...definition, traits: mergeTraits([definition.traits, readTraits(raw, place)]) }
    : { ...definition, traits: { ...definition.traits, ...raw } }
}

const toMember = (member: MemberDefinition, { data, place }: ApplyDefinition): MemberDefinition => {
  const raw = rawTraits(data, place)
  return {
    ...member,
    required: member.required || Object.hasOwn(raw, 'smithy.api#required'),
    traits: mergeTraits([member.traits, readTraits(raw, place)]),
  }
}

/** Applies what has its place, and gives back the rest. Members are put together once for all that is said of them. */
const applyTo = (
  definitions: Map<string, Definition>,
  applies: ReadonlyArray<ApplyDefinition>,
): ReadonlyArray<ApplyDefinition> => {
  const opened = new Map<string, Map<string, MemberDefinition>>()
  const membersOf = (id: string, { members }: DataDefinition): Map<string, MemberDefinition> => {
    const known = opened.get(id) ?? new Map(members.map((member) => [member.name, member]))
    opened.set(id, known)
    return known
  }
  const rest = applies.filter((apply) => {
    const [id, name] = apply.id.split('$') as [string, string?]
    const definition = definitions.get(id)
    if (definition === undefined) return true
    if (name === undefined) {
      definitions.set(id, toShape(definition, apply))
      return false
    }
    const members = definition._tag === 'data' ? membersOf(id, definition) : undefined
    const member = members?.get(name)
    if (member === undefined) return true
    members?.set(name, toMember(member, apply))
    return false
  })
  for (const [id, members] of opened) {
    const definition = definitions.get(id)
    if (definition?._tag === 'data') definitions.set(id, { ...definition, members: [...members.values()] })
  }
  return rest
}

// -------------------------------------------------------------------------------------
// version 1
// -------------------------------------------------------------------------------------

const zeros: { readonly [K in Kind]?: number | boolean } = {
  byte: 0,
  short: 0,
  integer: 0,
  long: 0,
  float: 0,
  double: 0,
  boolean: false,
}

const isBoxed = ({ other }: Traits): boolean => other !== undefined && Object.hasOwn(other, 'smithy.api#box')

const takesZero = ({ range }: Traits): boolean => !(Number(range?.min ?? 0) > 0 || Number(range?.max ?? 0) < 0)

/** The kind of a prelude shape that version 1 does not box. */
const primitives: ReadonlyMap<string, Kind> = /*#__PURE__*/ new Map<string, Kind>([
  ['smithy.api#PrimitiveByte', 'byte'],
  ['smithy.api#PrimitiveShort', 'short'],
  ['smithy.api#PrimitiveInteger', 'integer'],
  ['smithy.api#PrimitiveLong', 'long'],
  ['smithy.api#PrimitiveFloat', 'float'],
  ['smithy.api#PrimitiveDouble', 'double'],
  ['smithy.api#PrimitiveBoolean', 'boolean'],
])

/** The zero that a member of a version 1 structure has where it is absent: its target is a number or boolean and nothing is boxed. */
const unsaidDefault = (member: MemberDefinition, definitions: Definitions): number | boolean | undefined => {
  const { traits, target } = member
  if (traits.default !== undefined || isBoxed(traits) || !takesZero(traits)) return undefined
  const primitive = primitives.get(target.id)
  if (primitive !== undefined) return zeros[primitive]
  const shape = definitions.get(target.id)
  if (shape?._tag !== 'data' || isBoxed(shape.traits) || !takesZero(shape.traits)) return undefined
  return zeros[shape.kind]
}

const withUnsaidDefaults = (definition: DataDefinition, definitions: Definitions): DataDefinition =>
  definition.kind !== 'structure'
    ? definition
    : {
        ...definition,
        members: definition.members.map((member) => {
          const zero = unsaidDefault(member, definitions)
          return zero === undefined ? member : { ...member, traits: { ...member.traits, default: zero } }
        }),
      }

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

/** All definitions of a model, whole. */
export const flattened = (
  definitions: Definitions,
  applies: ReadonlyArray<ApplyDefinition>,
  version: 1 | 2,
): Definitions => {
  const own = new Map(definitions)
  // What is said of a mixin holds for those that mix it in, so this comes first; a mixed-in member is there only afterwards.
  const rest = applyTo(own, applies)
  const flatten = flattener(own)
  const whole = new Map([...own].map(([id, definition]) => [id, flatten(definition)]))
  for (const { id, place } of applyTo(whole, rest)) {
    // Traits on the prelude are no model's to give.
    if (!id.startsWith('smithy.api#')) report(place, 'missing', 'a shape or member of the model', quoted(id))
  }
  if (version === 2) return whole
  return new Map([...whole].map(([id, one]) => [id, one._tag === 'data' ? withUnsaidDefaults(one, whole) : one]))
}
