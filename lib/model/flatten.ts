/**
 * Definitions with what mixins and `apply` add to them put in place, and with the defaults that version 1 leaves unsaid.
 *
 * Source: Smithy 2.0, "Mixins", "Applying traits externally", "Migrating Smithy 1.0 models to 2.0".
 */

import type { Kind } from '../schema/Schema.js'
import type { Traits } from '../schema/Traits.js'
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

/** Members of `over` stand where `under` has them; what is new follows. */
const mergeMembers = (
  under: ReadonlyArray<MemberDefinition>,
  over: ReadonlyArray<MemberDefinition>,
): ReadonlyArray<MemberDefinition> => {
  const members = new Map(under.map((member) => [member.name, member]))
  for (const member of over) {
    const known = members.get(member.name)
    members.set(
      member.name,
      known === undefined
        ? member
        : {
            ...known,
            ...member,
            required: known.required || member.required,
            traits: mergeTraits(known.traits, member.traits),
          },
    )
  }
  return [...members.values()]
}

const mixInto = (shape: Definition, mixin: Definition): Definition => {
  if (shape._tag === 'data' && mixin._tag === 'data') {
    const inherited = withoutTraits(mixin.traits, mixin.localTraits)
    return {
      ...shape,
      members: mergeMembers(mixin.members, shape.members),
      traits: mergeTraits(inherited, shape.traits),
    }
  }
  if (shape._tag === 'data' || mixin._tag === 'data') return shape
  const local = new Set([...mixin.localTraits, 'smithy.api#mixin'])
  const traits = {
    ...Object.fromEntries(Object.entries(mixin.traits).filter(([id]) => !local.has(id))),
    ...shape.traits,
  }
  if (shape._tag === 'operation' && mixin._tag === 'operation') {
    return {
      ...shape,
      traits,
      input: shape.input ?? mixin.input,
      output: shape.output ?? mixin.output,
      errors: [...mixin.errors, ...shape.errors],
    }
  }
  if (shape._tag === 'resource' && mixin._tag === 'resource') return { ...shape, traits }
  if (shape._tag === 'service' && mixin._tag === 'service') {
    return {
      ...shape,
      traits,
      version: shape.version === '' ? mixin.version : shape.version,
      operations: [...mixin.operations, ...shape.operations],
      resources: [...mixin.resources, ...shape.resources],
      errors: [...mixin.errors, ...shape.errors],
    }
  }
  return shape
}

/** The most levels of mixins. */
const maxLevels = 256

/** A definition with its mixins in it, each of which has its own in it. The members of a first mixin come first. */
const flattener = (definitions: Definitions): ((definition: Definition) => Definition) => {
  const done = new Map<Definition, Definition>()
  const flatten = (definition: Definition, open: ReadonlySet<string>): Definition => {
    const known = done.get(definition)
    if (known !== undefined) return known
    const inside = new Set(open).add(definition.id)
    let whole = definition
    for (const { id, place } of [...definition.mixins].reverse()) {
      const mixin = definitions.get(id)
      if (mixin === undefined) report(place, 'missing', 'a shape of the model', quoted(id))
      else if (inside.has(id)) report(place, 'depth', 'mixins without a circle', quoted(id))
      else if (inside.size >= maxLevels) report(place, 'depth', `at most ${maxLevels} levels of mixins`, 'more levels')
      else if (kindOf(mixin) !== kindOf(definition))
        report(place, 'type', `a mixin of kind ${kindOf(definition)}`, kindOf(mixin))
      else whole = mixInto(whole, flatten(mixin, inside))
    }
    done.set(definition, whole)
    return whole
  }
  return (definition) => flatten(definition, new Set())
}

const kindOf = (definition: Definition): string => (definition._tag === 'data' ? definition.kind : definition._tag)

// -------------------------------------------------------------------------------------
// apply
// -------------------------------------------------------------------------------------

const applied = (definition: Definition, member: string | undefined, apply: ApplyDefinition): Definition => {
  const { place } = apply
  const raw = rawTraits(apply.data, place)
  if (definition._tag !== 'data') return { ...definition, traits: { ...definition.traits, ...raw } }
  const traits = readTraits(raw, place)
  if (member === undefined) return { ...definition, traits: mergeTraits(definition.traits, traits) }
  const required = Object.hasOwn(raw, 'smithy.api#required')
  const members = definition.members.map((one) =>
    one.name === member ? { ...one, required: one.required || required, traits: mergeTraits(one.traits, traits) } : one,
  )
  return { ...definition, members }
}

/** Applies what has its place, and gives back the rest. */
const applyTo = (
  definitions: Map<string, Definition>,
  applies: ReadonlyArray<ApplyDefinition>,
): ReadonlyArray<ApplyDefinition> =>
  applies.filter((apply) => {
    const [id, member] = apply.id.split('$') as [string, string?]
    const definition = definitions.get(id)
    if (definition === undefined || !hasPlace(definition, member)) return true
    definitions.set(id, applied(definition, member, apply))
    return false
  })

const hasPlace = (definition: Definition, member: string | undefined): boolean =>
  member === undefined || (definition._tag === 'data' && definition.members.some(({ name }) => name === member))

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
