/**
 * Domain values of a shape that satisfy every constraint, for fast-check.
 *
 * Law: each value is what the shape's `is` accepts.
 */

import { longBounds, rangeBreach, timestampBounds, wholeBounds } from '../schema/constraints.js'
import type { ListSchema, MapSchema, Member, Rule, Schema, StructureSchema, UnionSchema } from '../schema/Schema.js'
import { closure, targetOf } from '../schema/Schema.js'
import type { Length, Range } from '../schema/Traits.js'
import type { AnyShape } from '../shape/Shape.js'
import { shapeOf } from '../shape/shapeOf.js'
import { readDecimal } from '../value/BigDecimal.js'
import { canonicalText } from '../value/equality.js'
import { recordOf } from '../value/own.js'
import { documents } from './documents.js'
import type { Arbitrary, FastCheck } from './FastCheck.js'
import { norm } from './norm.js'
import { plain } from './plain.js'
import { repair } from './repair.js'
import { hostileTexts, texts } from './texts.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

export interface ArbitraryOptions {
  /** Levels of structures, lists, maps and unions; below them only what is required. Default 4. */
  readonly depth?: number
  /** Items of a list or entries of a map beyond the fewest; one less at each level inwards. Default 4. */
  readonly items?: number
  /** Of ten optional members, how many are absent. Bounds: a whole number, 0 to 10. Default 4. */
  readonly absent?: number
  /** Whether simple values are such as a service sends on an ordinary day, rather than those that find mistakes. */
  readonly plain?: boolean
}

interface Plan {
  readonly fc: FastCheck
  readonly depth: number
  readonly items: number
  readonly absent: number
  readonly plain: boolean
  readonly heights: ReadonlyMap<Schema, number>
  readonly known: Map<Schema, Map<number, Arbitrary<unknown>>>
}

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

interface Arbitraries {
  <S extends AnyShape>(shape: S, options?: ArbitraryOptions): Arbitrary<S['_A']>
  (schema: Schema, options?: ArbitraryOptions): Arbitrary<unknown>
}

/**
 * Values of a shape, or of a schema: bounds of every measure, hostile map keys, astral characters, NaN, infinities and
 * minus zero, times with milliseconds, exact numbers. Timestamps that are written as http-date have whole seconds.
 *
 * An optional member for whose pattern no text is found is left out.
 *
 * Throws where the shape has no finite value, or requires a text that is not found: both are faults of the test.
 *
 * @example
 * ```ts
 * import { EmailAddressInfo } from 'wireshape/connect'
 *
 * fc.assert(fc.property(arbitrary(fc)(EmailAddressInfo), (info) => EmailAddressInfo.is(info)))
 * ```
 */
export const arbitrary = (fc: FastCheck): Arbitraries =>
  // The value of an arbitrary is of the shape's domain type: that is the law of this module.
  ((given: AnyShape | Schema, options: ArbitraryOptions = {}): Arbitrary<unknown> => {
    const schema = 'schema' in given ? given.schema : given
    const plan: Plan = {
      fc,
      depth: options.depth ?? 4,
      items: options.items ?? 4,
      absent: options.absent ?? 4,
      plain: options.plain ?? false,
      heights: heightsOf(fc, schema),
      known: new Map(),
    }
    if (!Number.isFinite(heightOf(plan, schema))) throw new Error(valueless(plan, schema))
    return valuesOf(plan, schema, plan.depth)
  }) as Arbitraries

// -------------------------------------------------------------------------------------
// heights
// -------------------------------------------------------------------------------------

const isEmptyable = (schema: ListSchema | MapSchema): boolean => (schema.traits.length?.min ?? 0) === 0

/** How few levels the smallest value of each reachable schema has; infinite where there is none. */
const heightsOf = (fc: FastCheck, root: Schema): ReadonlyMap<Schema, number> => {
  const all = closure(root)
  const heights = new Map<Schema, number>(all.map((schema) => [schema, Infinity]))
  const hasTexts = ({ traits: { length, pattern } }: Schema): boolean =>
    pattern === undefined || texts(fc)({ length, pattern }) !== undefined
  const below = (member: Member): number => (heights.get(targetOf(member)) ?? Infinity) + 1
  const measure = (schema: Schema): number => {
    switch (schema._tag) {
      case 'list':
        return isEmptyable(schema) || schema.traits.sparse === true ? 0 : below(schema.member)
      case 'map':
        if (isEmptyable(schema)) return 0
        if (below(schema.key) === Infinity) return Infinity
        return schema.traits.sparse === true ? 0 : below(schema.value)
      case 'structure':
        return Math.max(0, ...schema.members.filter((member) => member.required).map(below))
      case 'union':
        return Math.min(Infinity, ...schema.members.map(below))
      case 'enum':
      case 'intEnum':
        return schema.values.length === 0 ? Infinity : 0
      case 'string':
        return hasTexts(schema) ? 0 : Infinity
      default:
        return 0
    }
  }
  for (let changed = true; changed; ) {
    changed = false
    for (const schema of all) {
      const height = measure(schema)
      changed = changed || height !== heights.get(schema)
      heights.set(schema, height)
    }
  }
  return heights
}

/** Why there is no value: a pattern without a text that was found, or a shape that requires itself. */
const valueless = ({ heights }: Plan, { id }: Schema): string => {
  const patterned = [...heights].filter(([{ _tag }, height]) => _tag === 'string' && height === Infinity)
  const [first] = patterned.map(([schema]) => `found no text for the pattern ${schema.traits.pattern} of ${schema.id}`)
  return first === undefined ? `${id} has no finite value` : `${id} has no value: ${first}`
}

const heightOf = (plan: Plan, schema: Schema): number => plan.heights.get(schema) ?? Infinity

// -------------------------------------------------------------------------------------
// kinds
// -------------------------------------------------------------------------------------

const valuesOf = (plan: Plan, schema: Schema, depth: number): Arbitrary<unknown> => {
  const level = Math.max(depth, 0)
  const levels = plan.known.get(schema) ?? new Map<number, Arbitrary<unknown>>()
  plan.known.set(schema, levels)
  const known = levels.get(level)
  if (known !== undefined) return known
  const made = build(plan, schema, level)
  levels.set(level, made)
  return made
}

const build = (plan: Plan, schema: Schema, depth: number): Arbitrary<unknown> => {
  const { fc } = plan
  const { length, range, pattern } = schema.traits
  const everyday = plan.plain ? plain(fc, schema) : undefined
  if (everyday !== undefined) return everyday
  switch (schema._tag) {
    case 'string':
      // What has no text is left out above, or refused at the start.
      return texts(fc)({ length, pattern }) as Arbitrary<string>
    case 'enum':
      return fc.constantFrom(...schema.values.map(({ value }) => value))
    case 'intEnum':
      return fc.constantFrom(...schema.values.map(({ value }) => value).filter(inRange(range)))
    case 'byte':
    case 'short':
    case 'integer': {
      const { min, max } = wholeBounds[schema._tag]
      return wholes(fc, range, BigInt(min), BigInt(max), [])
        .map(Number)
        .chain((n) => (n === 0 ? fc.constantFrom(0, 0, 0, -0) : fc.constant(n)))
    }
    case 'long':
      return wholes(fc, range, longBounds.min, longBounds.max, [2n ** 53n, 2n ** 53n + 1n, -(2n ** 53n) - 1n])
    case 'bigInteger':
      return wholes(fc, range, -(10n ** 60n), 10n ** 60n, [2n ** 53n + 1n, 2n ** 63n, 2n ** 64n + 1n])
    case 'bigDecimal':
      return decimals(fc, range)
    case 'float':
      return doubles(fc, range).map(Math.fround).filter(inRange(range))
    case 'double':
      return doubles(fc, range)
    case 'boolean':
      return fc.boolean()
    case 'blob':
      return bytes(fc, length)
    case 'timestamp':
      return times(fc, schema.traits.timestampFormat === 'http-date' ? 1000 : 1)
    case 'document':
      return documents(fc)
    case 'list':
      return lists(plan, schema, depth)
    case 'map':
      return maps(plan, schema, depth)
    case 'structure':
      return structures(plan, schema, depth)
    case 'union':
      return unions(plan, schema, depth)
  }
}

// -------------------------------------------------------------------------------------
// numbers
// -------------------------------------------------------------------------------------

const inRange =
  (range: Range | undefined) =>
  (n: Parameters<typeof rangeBreach>[0]): boolean =>
    range === undefined || rangeBreach(n, range) === undefined

/** A bound as a whole number, rounded into the range. */
const wholeBound = (bound: number | bigint | string, up: boolean): bigint => {
  if (typeof bound === 'bigint') return bound
  const { coefficient, exponent } = readDecimal(String(bound)) ?? { coefficient: 0n, exponent: 0 }
  if (exponent >= 0) return coefficient * 10n ** BigInt(exponent)
  const unit = 10n ** BigInt(-exponent)
  const low = coefficient / unit - (coefficient % unit < 0n ? 1n : 0n)
  return up && low * unit !== coefficient ? low + 1n : low
}

const wholes = (
  fc: FastCheck,
  range: Range | undefined,
  least: bigint,
  most: bigint,
  special: ReadonlyArray<bigint>,
): Arbitrary<bigint> => {
  const low = range?.min === undefined ? least : wholeBound(range.min, true)
  const high = range?.max === undefined ? most : wholeBound(range.max, false)
  const min = low > least ? low : least
  const max = high < most ? high : most
  const edges = [0n, -1n, ...special, min, max].filter((n) => n >= min && n <= max)
  return fc.oneof(
    { withCrossShrink: true },
    { weight: 3, arbitrary: fc.bigInt({ min, max }) },
    { weight: 1, arbitrary: fc.constantFrom(...edges) },
  )
}

const doubles = (fc: FastCheck, range: Range | undefined): Arbitrary<number> => {
  const all = fc.oneof(
    { withCrossShrink: true },
    { weight: 4, arbitrary: fc.double() },
    { weight: 1, arbitrary: fc.constantFrom(0, -0, Number.NaN, Infinity, -Infinity, 0.1, 1e21, 5e-324) },
  )
  if (range === undefined) return all
  const bound = (text: Range['min'], otherwise: number): number => (text === undefined ? otherwise : Number(text))
  return fc
    .double({ min: bound(range.min, -Infinity), max: bound(range.max, Infinity), noNaN: true })
    .filter(inRange(range))
}

type Decimal = { readonly coefficient: bigint; readonly exponent: number }

const decimals = (fc: FastCheck, range: Range | undefined): Arbitrary<Decimal> => {
  const any = fc.oneof(
    { withCrossShrink: true },
    fc.record({
      coefficient: fc.bigInt({ min: -(10n ** 6n), max: 10n ** 6n }),
      exponent: fc.integer({ min: -12, max: 12 }),
    }),
    fc.record({
      coefficient: fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n }),
      exponent: fc.constantFrom(
        0,
        -1,
        -400,
        400,
        10 ** 14,
        -(10 ** 14),
        Number.MAX_SAFE_INTEGER,
        Number.MIN_SAFE_INTEGER,
      ),
    }),
  )
  if (range === undefined) return any
  const ends = [range.min, range.max].flatMap((bound) =>
    bound === undefined ? [] : (readDecimal(String(bound)) ?? []),
  )
  const exponent = Math.min(0, ...ends.map((end) => end.exponent)) - 2
  const scaled = (end: Decimal): bigint => end.coefficient * 10n ** BigInt(end.exponent - exponent)
  const first = ends[0] === undefined ? 0n : scaled(ends[0])
  const min = range.min === undefined ? first - 10n ** 12n : first
  const max = range.max === undefined ? first + 10n ** 12n : scaled(ends[ends.length - 1] as Decimal)
  return fc.bigInt({ min, max }).map((coefficient) => ({ coefficient, exponent }))
}

const times = (fc: FastCheck, unit: number): Arbitrary<Date> => {
  const min = Math.ceil(timestampBounds.min / unit)
  const max = Math.floor(timestampBounds.max / unit)
  return fc
    .oneof(
      { withCrossShrink: true },
      { weight: 2, arbitrary: fc.integer({ min: 0, max: Math.floor(2e12 / unit) }) },
      { weight: 2, arbitrary: fc.integer({ min, max }) },
      { weight: 1, arbitrary: fc.constantFrom(min, max, 0, -1, Math.floor(1_515_531_081_123 / unit)) },
    )
    .map((n) => new Date(n * unit))
}

// -------------------------------------------------------------------------------------
// lists and maps
// -------------------------------------------------------------------------------------

interface Counts {
  readonly minLength: number
  readonly maxLength: number
}

const counts = (length: Length | undefined, more: number): Counts => {
  const minLength = length?.min ?? 0
  return { minLength, maxLength: Math.min(length?.max ?? Infinity, minLength + more) }
}

const bytes = (fc: FastCheck, length: Length | undefined): Arbitrary<Uint8Array> => {
  const short = fc.uint8Array(counts(length, 12))
  const most = length?.max
  const made =
    most === undefined || most > 1024
      ? short
      : fc.oneof(
          { withCrossShrink: true },
          { weight: 4, arbitrary: short },
          { weight: 1, arbitrary: fc.uint8Array({ minLength: most, maxLength: most }) },
        )
  return made.map((octets) => Uint8Array.from(octets))
}

/** How many different values a schema has, as far as that may be few. */
const cardinality = (schema: Schema): number => {
  if (schema._tag === 'boolean') return 2
  if (schema._tag === 'enum' || schema._tag === 'intEnum') return schema.values.length
  if (schema._tag === 'string' && schema.traits.length?.max === 0) return 1
  if (schema._tag === 'structure' && schema.members.length === 0) return 1
  return Infinity
}

const orNull = (
  plan: Plan,
  schema: ListSchema | MapSchema,
  items: () => Arbitrary<unknown>,
  fits: boolean,
): Arbitrary<unknown> => {
  const { fc } = plan
  if (schema.traits.sparse !== true) return items()
  return fits
    ? fc.oneof({ weight: 1, arbitrary: fc.constant(null) }, { weight: 3, arbitrary: items() })
    : fc.constant(null)
}

/** Whether a value of the schema can stand one level further in. */
const fitsBelow = (plan: Plan, schema: Schema, depth: number): boolean => heightOf(plan, schema) <= depth - 1

const moreAt = (plan: Plan, depth: number): number => Math.max(0, plan.items - (plan.depth - depth))

const lists = (plan: Plan, schema: ListSchema, depth: number): Arbitrary<unknown> => {
  const { fc } = plan
  const target = targetOf(schema.member)
  const sparse = schema.traits.sparse === true
  const fits = fitsBelow(plan, target, depth)
  const range = counts(schema.traits.length, fits ? moreAt(plan, depth) : 0)
  if (range.maxLength === 0) return fc.constant([]).map(() => [])
  const items = orNull(plan, schema, () => valuesOf(plan, target, depth - 1), fits)
  if (schema.traits.uniqueItems !== true) return fc.array(items, range)
  const shape = shapeOf(target)
  const toNorm = norm(target)
  const maxLength = Math.max(range.minLength, Math.min(range.maxLength, cardinality(target) + (sparse ? 1 : 0)))
  return fc.uniqueArray(items, {
    minLength: range.minLength,
    maxLength,
    selector: (item) => (sparse && item === null ? '' : canonicalText(toNorm(shape.encode(item)))),
  })
}

const maps = (plan: Plan, schema: MapSchema, depth: number): Arbitrary<unknown> => {
  const { fc } = plan
  const key = targetOf(schema.key)
  const target = targetOf(schema.value)
  const fits = fitsBelow(plan, target, depth) && heightOf(plan, key) === 0
  const { minLength, maxLength } = counts(schema.traits.length, fits ? moreAt(plan, depth) : 0)
  if (maxLength === 0) return fc.constant(null).map(() => ({}))
  const values = orNull(plan, schema, () => valuesOf(plan, target, depth - 1), fits)
  return fc
    .uniqueArray(fc.tuple(keysOf(plan, key), values), {
      minLength,
      maxLength: Math.max(minLength, Math.min(maxLength, cardinality(key))),
      selector: ([name]) => name,
    })
    .map(recordOf)
}

const keysOf = (plan: Plan, schema: Schema): Arbitrary<string> => {
  const { fc } = plan
  const keys = valuesOf(plan, schema, 0) as Arbitrary<string>
  if (schema._tag !== 'string' || plan.plain) return keys
  const shape = shapeOf(schema)
  const hostile = hostileTexts.filter((text) => shape.is(text))
  return hostile.length === 0
    ? keys
    : fc.oneof(
        { withCrossShrink: true },
        { weight: 2, arbitrary: keys },
        { weight: 1, arbitrary: fc.constantFrom(...hostile) },
      )
}

// -------------------------------------------------------------------------------------
// structures and unions
// -------------------------------------------------------------------------------------

const absent: unique symbol = Symbol('absent')

const structures = (plan: Plan, schema: StructureSchema, depth: number): Arbitrary<unknown> => {
  const { fc } = plan
  const fields = schema.members.flatMap((member): ReadonlyArray<readonly [string, Arbitrary<unknown>]> => {
    const target = targetOf(member)
    if (!member.required && !fitsBelow(plan, target, depth)) return []
    const rules = schema.rules.filter((rule) => rule.member === member.name)
    const all = valuesOf(plan, target, depth - 1)
    const good = rules.length === 0 ? all : ruled(plan, rules, target, depth)
    return [[member.field, member.required ? good : optional(plan, good)]]
  })
  const values = fields.map(([, value]) => value)
  return fc
    .tuple(...values)
    .map((parts) =>
      recordOf(
        parts.flatMap(
          (part, i): ReadonlyArray<readonly [string, unknown]> =>
            part === absent ? [] : [[fields[i]?.[0] as string, part]],
        ),
      ),
    )
}

/** Values that keep documented rules, some of them with every optional member there, since a rule may ask for one. */
const ruled = (plan: Plan, rules: ReadonlyArray<Rule>, target: Schema, depth: number): Arbitrary<unknown> => {
  const { fc } = plan
  const whole: Plan = { ...plan, absent: 0, known: new Map() }
  const shape = shapeOf(target)
  return fc
    .tuple(
      fc.oneof(
        { withCrossShrink: true },
        { weight: 4, arbitrary: valuesOf(plan, target, depth - 1) },
        { weight: 1, arbitrary: valuesOf(whole, target, depth - 1) },
      ),
      fc.nat({ max: 9 }),
    )
    .map(([value, pick]) => repair(rules, target, value, pick))
    .filter((value) => rules.every((rule) => rule.check(value).length === 0) && shape.is(value))
}

const optional = ({ fc, absent: tenths }: Plan, values: Arbitrary<unknown>): Arbitrary<unknown> => {
  if (tenths <= 0) return values
  const nothing = { weight: tenths, arbitrary: fc.constant(absent) }
  return tenths >= 10
    ? nothing.arbitrary
    : fc.oneof({ withCrossShrink: true }, nothing, { weight: 10 - tenths, arbitrary: values })
}

const unions = (plan: Plan, schema: UnionSchema, depth: number): Arbitrary<unknown> => {
  const { fc } = plan
  const least = heightOf(plan, schema) - 1
  const members = schema.members.filter((member) => heightOf(plan, targetOf(member)) <= Math.max(least, depth - 1))
  // The first is what others shrink to.
  const simplest = [...members].sort((a, b) => heightOf(plan, targetOf(a)) - heightOf(plan, targetOf(b)))
  return fc.oneof(
    { withCrossShrink: true },
    ...simplest.map((member) =>
      valuesOf(plan, targetOf(member), depth - 1).map((value) => ({ _tag: member.field, value })),
    ),
  )
}
