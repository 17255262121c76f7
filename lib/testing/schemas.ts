/**
 * Arbitrary schemas, for laws over every shape: all kinds, nested and recursive, constraints that some value satisfies,
 * and names that trip careless code.
 *
 * Law: each schema has a finite value.
 */

import { camelCase } from '../schema/camelCase.js'
import type { Member, Schema, SimpleKind } from '../schema/Schema.js'
import { membersOf, simple, targetOf } from '../schema/Schema.js'
import type { Traits } from '../schema/Traits.js'
import type { Document } from '../value/Document.js'
import type { Arbitrary, FastCheck } from './FastCheck.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

export interface SchemaOptions {
  /** Levels of aggregates, not counting recursion. Default 3. */
  readonly depth?: number
}

/** A schema as a tree of data that shrinks; `up` targets the aggregate that many levels out. */
type Plan =
  | { readonly _tag: 'simple'; readonly kind: SimpleKind; readonly traits: Traits }
  | { readonly _tag: 'enum'; readonly values: ReadonlyArray<string>; readonly traits: Traits }
  | { readonly _tag: 'intEnum'; readonly values: ReadonlyArray<number>; readonly traits: Traits }
  | { readonly _tag: 'list'; readonly item: Part; readonly traits: Traits }
  | { readonly _tag: 'map'; readonly key: Part; readonly value: Part; readonly traits: Traits }
  | { readonly _tag: 'structure' | 'union'; readonly parts: ReadonlyArray<Part>; readonly traits: Traits }
  | { readonly _tag: 'up'; readonly levels: number }

interface Part {
  readonly name: string
  readonly field: string | undefined
  readonly jsonName: string | undefined
  readonly required: boolean
  readonly withDefault: 'none' | 'null' | 'value' | 'clientOptional'
  /** Which of the traits that the target allows stands on the member; below zero none. */
  readonly override: number
  readonly plan: Plan
}

// -------------------------------------------------------------------------------------
// traits
// -------------------------------------------------------------------------------------

/** For each kind, traits of which the first is none and each leaves many values. */
const traitsOf: { readonly [K in SimpleKind]: ReadonlyArray<Traits> } = {
  string: [
    {},
    { length: { min: 1 } },
    { length: { max: 5 } },
    { length: { min: 2, max: 3 } },
    { length: { min: 3, max: 3 } },
    { pattern: '^[a-z]+$', length: { min: 1, max: 20 } },
    { pattern: '^[A-Z]{2}\\d{0,3}$' },
    { pattern: '[a-z]' },
    { pattern: '^\\S*$', length: { max: 40 } },
    { pattern: '^(?:a|b|😀)+$', length: { min: 1, max: 30 } },
    { pattern: '^.{1,4}$' },
    // Not ECMA-262: kept and not enforced.
    { pattern: '(?x)^a b$' },
    { mediaType: 'text/plain' },
  ],
  byte: [{}, { range: { min: 1 } }, { range: { min: -5, max: 5 } }],
  short: [{}, { range: { max: 1000 } }, { range: { min: '-300.5', max: 300n } }],
  integer: [{}, { range: { min: 0 } }, { range: { min: -10, max: 2_147_483_647 } }, { range: { min: 1, max: 65_535 } }],
  long: [{}, { range: { min: 0 } }, { range: { min: '-9007199254740993', max: 9_007_199_254_740_993n } }],
  bigInteger: [{}, { range: { min: -1 } }, { range: { max: '100000000000000000000000000000001' } }],
  bigDecimal: [
    {},
    { range: { min: 0, max: 1 } },
    { range: { min: '-0.00000000000000000001' } },
    { range: { max: 1e21 } },
  ],
  float: [{}, { range: { min: 0, max: 1 } }, { range: { min: -2.5 } }],
  double: [{}, { range: { min: 0, max: 100 } }, { range: { max: '1e3' } }],
  boolean: [{}],
  blob: [
    {},
    { length: { min: 1 } },
    { length: { max: 3 } },
    { length: { min: 4, max: 4 } },
    { mediaType: 'image/png' },
  ],
  timestamp: [
    {},
    { timestampFormat: 'date-time' },
    { timestampFormat: 'http-date' },
    { timestampFormat: 'epoch-seconds' },
  ],
  document: [{}],
}

const kinds: ReadonlyArray<SimpleKind> = Object.keys(traitsOf) as ReadonlyArray<SimpleKind>

/** Member-level traits that may stand over a target, whatever constraint the target has itself. */
const overridesOf = (schema: Schema): ReadonlyArray<Traits> => {
  const secret: Traits = { sensitive: true }
  switch (schema._tag) {
    case 'string':
      return schema.traits.pattern === undefined
        ? [secret, { length: { min: 1, max: 8 } }, { pattern: '^[\\s\\S]{0,9}$', length: { max: 9 } }]
        : [secret]
    case 'byte':
    case 'short':
    case 'integer':
    case 'long':
    case 'bigInteger':
    case 'bigDecimal':
    case 'float':
    case 'double':
      return [secret, { range: { min: 0, max: 9 } }]
    case 'blob':
      return [secret, { length: { min: 2, max: 6 } }]
    case 'timestamp':
      return [
        secret,
        { timestampFormat: 'date-time' },
        { timestampFormat: 'http-date' },
        { timestampFormat: 'epoch-seconds' },
      ]
    default:
      return [secret]
  }
}

/** A default that the target's constraints let through; only a target without constraints gets one. */
const defaultsOf = (schema: Schema): Document | undefined => {
  const { length, range, pattern, uniqueItems } = schema.traits
  const free = length === undefined && range === undefined && pattern === undefined && uniqueItems === undefined
  if (!free) return undefined
  const values: { readonly [K in Schema['_tag']]?: Document } = {
    string: 'é"',
    byte: 7,
    short: 0,
    integer: -1,
    long: 2 ** 52,
    bigInteger: 10,
    bigDecimal: 3,
    float: 0.5,
    double: 1.25,
    boolean: true,
    blob: 'AAEC',
    timestamp: schema.traits.timestampFormat === 'date-time' ? '2018-01-09T20:51:21.123Z' : 1_515_531_081,
    document: { a: [1, null] },
    list: [],
    map: {},
  }
  if (schema._tag === 'enum' || schema._tag === 'intEnum') return schema.values[0]?.value
  return values[schema._tag]
}

// -------------------------------------------------------------------------------------
// names
// -------------------------------------------------------------------------------------

const plainNames: ReadonlyArray<string> = [
  'Name',
  'InstanceId',
  'Items',
  'kind',
  'DBName',
  'Url',
  'Next',
  'left',
  'right',
  'size',
]

/** Lone surrogates are left out: no text of a model holds one. */
const hostileNames: ReadonlyArray<string> = [
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'valueOf',
  '',
  'a.b',
  '0',
  '7',
  '😀',
  'é',
  'a"b\\',
  '_tag',
  'value',
  'fields',
  'items',
  'raw',
  'name',
  'then',
  'length',
  '\u2028',
]

const names = [...plainNames, ...hostileNames]

// -------------------------------------------------------------------------------------
// plans
// -------------------------------------------------------------------------------------

const plans = (fc: FastCheck, depth: number): Arbitrary<Plan> => {
  const sensitive = fc.oneof(
    { withCrossShrink: true },
    { weight: 9, arbitrary: fc.constant({}) },
    { weight: 1, arbitrary: fc.constant({ sensitive: true } as const) },
  )
  const merge = (arbitrary: Arbitrary<Traits>): Arbitrary<Traits> =>
    fc.tuple(arbitrary, sensitive).map(([a, b]) => ({ ...a, ...b }))
  const simples: Arbitrary<Plan> = fc
    .constantFrom(...kinds)
    .chain((kind) => merge(fc.constantFrom(...traitsOf[kind])).map((traits) => ({ _tag: 'simple', kind, traits })))
  const strings: Arbitrary<Plan> = merge(fc.constantFrom(...traitsOf.string)).map((traits) => ({
    _tag: 'simple',
    kind: 'string',
    traits,
  }))
  const enums: Arbitrary<Plan> = fc
    .tuple(
      fc.uniqueArray(fc.constantFrom('A', 'B', 'two words', '', '__proto__', 'a.b', '0', 'é'), {
        minLength: 1,
        maxLength: 4,
      }),
      merge(fc.constant({})),
    )
    .map(([values, traits]) => ({ _tag: 'enum', values, traits }))
  const intEnums: Arbitrary<Plan> = fc
    .tuple(
      fc.uniqueArray(fc.constantFrom(0, 1, 2, -1, 2_147_483_647, -2_147_483_648), { minLength: 1, maxLength: 4 }),
      merge(fc.constant({})),
    )
    .map(([values, traits]) => ({ _tag: 'intEnum', values, traits }))
  const leaf = fc.oneof(
    { weight: 6, arbitrary: simples },
    { weight: 1, arbitrary: enums },
    { weight: 1, arbitrary: intEnums },
  )
  const keys = fc.oneof({ weight: 4, arbitrary: strings }, { weight: 1, arbitrary: enums })
  const part = (plan: Arbitrary<Plan>): Arbitrary<Part> =>
    fc.record({
      name: fc.oneof(
        { weight: 1, arbitrary: fc.constantFrom(...plainNames) },
        { weight: 1, arbitrary: fc.constantFrom(...hostileNames) },
      ),
      field: fc.option(fc.constantFrom(...names), { nil: undefined, freq: 3 }),
      jsonName: fc.option(fc.constantFrom(...names), { nil: undefined, freq: 4 }).map((name) => name),
      required: fc.boolean(),
      withDefault: fc.oneof(
        { weight: 7, arbitrary: fc.constant('none' as const) },
        {
          weight: 3,
          arbitrary: fc.constantFrom('value' as const, 'value' as const, 'null' as const, 'clientOptional' as const),
        },
      ),
      override: fc.oneof(
        { withCrossShrink: true },
        { weight: 4, arbitrary: fc.constant(-1) },
        { weight: 1, arbitrary: fc.nat({ max: 3 }) },
      ),
      plan,
    })
  const counted = merge(
    fc.constantFrom<Traits>({}, {}, { length: { min: 1 } }, { length: { max: 3 } }, { length: { min: 1, max: 2 } }),
  )
  const sparse = merge(fc.constantFrom<Traits>({}, {}, { sparse: true }))
  const both = fc.tuple(counted, sparse).map(([a, b]): Traits => ({ ...a, ...b }))
  const unique = fc.oneof(
    { weight: 3, arbitrary: fc.constant<Traits>({}) },
    { weight: 1, arbitrary: fc.constant<Traits>({ uniqueItems: true }) },
  )
  const aggregates = (inner: Arbitrary<Plan>): Arbitrary<Plan> => {
    const target = fc.oneof(
      { withCrossShrink: true },
      { weight: 5, arbitrary: inner },
      { weight: 1, arbitrary: fc.nat({ max: 3 }).map((levels): Plan => ({ _tag: 'up', levels })) },
    )
    const members = (least: number): Arbitrary<ReadonlyArray<Part>> =>
      fc.array(part(target), { minLength: least, maxLength: 5 })
    return fc.oneof(
      {
        weight: 2,
        arbitrary: fc
          .tuple(part(target), both, unique)
          .map(([item, a, b]): Plan => ({ _tag: 'list', item, traits: { ...a, ...b } })),
      },
      {
        weight: 2,
        arbitrary: fc
          .tuple(part(keys), part(target), both)
          .map(([key, value, traits]): Plan => ({ _tag: 'map', key, value, traits })),
      },
      {
        weight: 4,
        arbitrary: fc
          .tuple(members(0), merge(fc.constant({})))
          .map(([parts, traits]): Plan => ({ _tag: 'structure', parts, traits })),
      },
      {
        weight: 2,
        arbitrary: fc
          .tuple(members(1), merge(fc.constant({})))
          .map(([parts, traits]): Plan => ({ _tag: 'union', parts, traits })),
      },
    )
  }
  let made: Arbitrary<Plan> = leaf
  for (let i = 0; i < depth; i++)
    made = fc.oneof(
      { withCrossShrink: true },
      { weight: 1, arbitrary: leaf },
      { weight: 3, arbitrary: aggregates(made) },
    )
  return made
}

// -------------------------------------------------------------------------------------
// building
// -------------------------------------------------------------------------------------

/** An aggregate on the way from the root: whether what stands here may be absent, so that recursion ends. */
interface Outer {
  readonly schema: () => Schema
  readonly guarded: boolean
}

interface Building {
  count: number
}

const guard = (outers: ReadonlyArray<Outer>): ReadonlyArray<Outer> =>
  outers.map(({ schema }) => ({ schema, guarded: true }))

const schemaOf = (plan: Plan, outers: ReadonlyArray<Outer>, state: Building): (() => Schema) => {
  if (plan._tag === 'up') {
    const open = outers.filter(({ guarded }) => guarded)
    const chosen = open[open.length - 1 - (plan.levels % Math.max(1, open.length))]
    return chosen === undefined
      ? schemaOf({ _tag: 'simple', kind: 'string', traits: {} }, outers, state)
      : chosen.schema
  }
  const id = `test.laws#S${state.count++}`
  const { traits } = plan
  let made: Schema | undefined
  const self = (): Schema => made as Schema
  const inside: ReadonlyArray<Outer> = [...outers, { schema: self, guarded: false }]
  const isEmptyable = traits.sparse === true || (traits.length?.min ?? 0) === 0
  switch (plan._tag) {
    case 'simple':
      made = simple(plan.kind, id, traits) as Schema
      break
    case 'enum':
      made = {
        _tag: 'enum',
        id,
        traits,
        values: plan.values.map((value, i) => ({ name: `N${i}`, value, traits: i === 3 ? { internal: true } : {} })),
      }
      break
    case 'intEnum':
      made = {
        _tag: 'intEnum',
        id,
        traits,
        values: plan.values.map((value, i) => ({ name: `N${i}`, value, traits: {} })),
      }
      break
    case 'list': {
      const item = single('member', plan.item, isEmptyable ? guard(inside) : inside, state)
      made = { _tag: 'list', id, traits: few(item, traits), member: item }
      break
    }
    case 'map': {
      const key = single('key', plan.key, inside, state)
      const value = single('value', plan.value, isEmptyable ? guard(inside) : inside, state)
      made = { _tag: 'map', id, traits, key, value }
      break
    }
    case 'structure':
      made = { _tag: 'structure', id, traits, rules: [], members: membersFrom(plan.parts, 'structure', inside, state) }
      break
    case 'union':
      made = { _tag: 'union', id, traits, members: membersFrom(plan.parts, 'union', inside, state) }
      break
  }
  return self
}

/** A list of different items never asks for more than one of a kind with few values. */
const few = (item: Member, traits: Traits): Traits =>
  traits.uniqueItems === true && traits.length?.min !== undefined && traits.length.min > 1 && item !== undefined
    ? { ...traits, length: {} }
    : traits

const traitsFrom = (part: Part, target: () => Schema, known: boolean): Traits => {
  // A recursive target is not there yet, and its traits are its own.
  if (!known || part.override < 0) return {}
  const all = overridesOf(target())
  return all[part.override % all.length] ?? {}
}

const single = (name: string, part: Part, outers: ReadonlyArray<Outer>, state: Building): Member => {
  const target = schemaOf(part.plan, outers, state)
  return { name, field: name, target, required: false, traits: traitsFrom(part, target, part.plan._tag !== 'up') }
}

const membersFrom = (
  parts: ReadonlyArray<Part>,
  kind: 'structure' | 'union',
  outers: ReadonlyArray<Outer>,
  state: Building,
): ReadonlyArray<Member> => {
  const taken = new Set<string>()
  const fields = new Set<string>()
  const members: Array<Member> = []
  // On the wire `__type` is not a member of a union, and `$unknown` is how a domain object says that it has none.
  const wireNames = new Set(kind === 'union' ? ['__type'] : [])
  for (const [i, part] of parts.entries()) {
    const name = free(part.name, taken)
    taken.add(name)
    const field = free(part.field ?? camelCase(name), fields)
    fields.add(field)
    const target = schemaOf(
      part.plan,
      !part.required || (kind === 'union' && i > 0) ? (kind === 'union' && i === 0 ? outers : guard(outers)) : outers,
      state,
    )
    const known = part.plan._tag !== 'up'
    const required = kind === 'structure' && part.required
    const jsonName = part.jsonName
    members.push({
      name,
      field,
      target,
      required,
      traits: { ...traitsFrom(part, target, known), ...(jsonName === undefined ? {} : { jsonName }) },
    })
  }
  return members.map((member, i) => settle(member, parts[i] as Part, kind, wireNames, taken))
}

const free = (name: string, taken: ReadonlySet<string>): string => {
  let found = name
  for (let i = 1; taken.has(found); i++) found = `${name}${i}`
  return found
}

/** Names on the wire are distinct; a jsonName that is another member's name is let go. */
const settle = (
  member: Member,
  part: Part,
  kind: 'structure' | 'union',
  wireNames: Set<string>,
  names: ReadonlySet<string>,
): Member => {
  const { jsonName, ...rest } = member.traits
  const clash = jsonName === undefined || names.has(jsonName) || wireNames.has(jsonName)
  wireNames.add(jsonName ?? '')
  const traits: Traits = clash ? rest : { ...rest, jsonName }
  const given =
    kind === 'structure' && part.plan._tag !== 'up' && part.withDefault !== 'none'
      ? defaultsOf(targetOf({ ...member, traits }))
      : undefined
  if (given === undefined) return { ...member, traits }
  if (part.withDefault === 'null') return { ...member, traits: { ...traits, default: null } }
  return {
    ...member,
    traits:
      part.withDefault === 'clientOptional'
        ? { ...traits, default: given, clientOptional: true }
        : { ...traits, default: given },
  }
}

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

/**
 * Schemas of every kind. Member names are hostile half of the time, fields and names on the wire are distinct within a
 * structure, and recursion always passes through something that may be left out.
 */
export const arbitrarySchema =
  (fc: FastCheck) =>
  (options: SchemaOptions = {}): Arbitrary<Schema> =>
    plans(fc, options.depth ?? 3).map((plan) => schemaOf(plan, [], { count: 0 })())

// -------------------------------------------------------------------------------------
// destructors
// -------------------------------------------------------------------------------------

/** A schema as text, for messages of failed laws: kinds, names and traits, recursion by id. */
export const schemaText = (schema: Schema): string => text(schema, '', new Set())

const traitsText = (traits: Traits): string => {
  const shown = JSON.stringify(traits, (_, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value))
  return shown === '{}' ? '' : ` ${shown}`
}

const text = (schema: Schema, indent: string, seen: Set<Schema>): string => {
  const head = `${schema._tag} ${schema.id}${traitsText(schema.traits)}`
  if (seen.has(schema)) return `${head} (again)`
  seen.add(schema)
  const listed =
    schema._tag === 'enum' || schema._tag === 'intEnum'
      ? ` ${JSON.stringify(schema.values.map(({ value }) => value))}`
      : ''
  const lines = membersOf(schema).map((member) => {
    const label = `${JSON.stringify(member.name)}${member.field === member.name ? '' : ` as ${JSON.stringify(member.field)}`}${member.required ? '!' : ''}`
    return `\n${indent}  ${label}${traitsText(member.traits)}: ${text(targetOf(member), `${indent}  `, seen)}`
  })
  return head + listed + lines.join('')
}
