/**
 * The recognition of good JSON where it lies, as JavaScript source: bytes of UTF-8 are held against a schema, and nothing is made
 * of them but the members that rules read.
 *
 * Each function takes the place of a value's first byte and gives the place behind it, or -1. Law: what an emitted recogniser takes,
 * the reading takes. It may give up on anything unusual, and then nobody knows.
 */

import { printable } from '../../schema/printable.js'
import type { ListSchema, MapSchema, Member, Rule, Schema, StructureSchema, UnionSchema } from '../../schema/Schema.js'
import { isStream, targetOf } from '../../schema/Schema.js'
import type { Policy } from '../Policy.js'
import { nestingOf } from './nesting.js'
import type { Hooks } from './reader.js'
import { enforces, rangeFaults, wholeFaults } from './reader.js'
import type { Constant, Emitted } from './source.js'
import { literal } from './source.js'
import { between, bitOf, blank, bytesTest, colon, named, nameFinder, nothing, step, textBytes } from './steps.js'
import { resultOf } from './structure.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** What the emitted source needs from outside. */
export interface RecogniserHooks
  extends Pick<Hooks, 'nameOf' | 'nullIsAbsent' | 'refusesUnknown' | 'leaf' | 'defaultOf' | 'matches'> {
  /** Whether a union is an object of its member's name, as on the wire. */
  readonly namedUnions: boolean
}

interface Emission {
  readonly hooks: RecogniserHooks
  readonly policy: Policy
  /** Whether functions are told how deep they are. */
  readonly deep: boolean
  readonly constants: Array<Constant>
  /** Names of functions, by what they are for. */
  readonly functions: Map<Schema, string>
  readonly bodies: Array<string>
  readonly names: { count: number }
  /** Whether values are put together: each is left in `r`, and in `R` by the function that it is of. */
  readonly builds: boolean
  /** What of a structure is put together; all of it where this is left out. */
  readonly only: Parts | undefined
  /** The same, only checking, and putting all together. */
  readonly checking: () => Emission
  readonly building: () => Emission
}

/** Members by name, and what of each; all of it where nothing is said. */
type Parts = ReadonlyMap<string, Parts | undefined>

/** Leaves a value that is put together. */
const leave = (emission: Emission, value: string): string => (emission.builds ? `r = ${value};` : '')

/** Values are functions and sets made here, so this code is not printed ahead of time. */
const constant = ({ constants }: Emission, value: unknown): string =>
  `c${constants.push({ value, text: 'undefined' }) - 1}`

const refuseIf = (faults: ReadonlyArray<string>): string =>
  faults.length === 0 ? '' : `if (${faults.join(' || ')}) return -1;`

// -------------------------------------------------------------------------------------
// text
// -------------------------------------------------------------------------------------

/** A string of a length in code points that matches a pattern. */
const emitText = (emission: Emission, schema: Schema): string => {
  const { pattern, length, matcher } = schema.traits
  const { min = 0, max = Infinity } = length !== undefined && enforces(emission, 'length') ? length : {}
  const count = 'i - a - 2 - s.surplus'
  // Each unit takes a byte at the least.
  const { text: units } = emission.policy.limits
  const matches = enforces(emission, 'pattern') ? emission.hooks.matches(schema) : undefined
  // A matcher of its own is there because the platform's could take too long.
  const narrow =
    matches === undefined || pattern === undefined || matcher !== undefined ? undefined : printable(pattern)
  const full = matches && `!${constant(emission, matches)}(t)`
  const quick = narrow && `!${constant(emission, narrow)}.test(t)`
  return [
    `{ const a = i; ${step('string(b, v, i)')}`,
    refuseIf([
      ...(2 * max <= units || units === Infinity ? [] : [`i - a - 2 > ${units}`]),
      ...(min > 0 ? [`${count} < ${min}`] : []),
      ...(max < Infinity ? [`${count} > ${max}`] : []),
    ]),
    full === undefined && !emission.builds ? '' : 'const t = text(b, a, i);',
    full === undefined ? '' : `if (${quick === undefined ? '' : `${quick} && `}${full}) return -1;`,
    `${leave(emission, 't')} }`,
  ].join('\n')
}

/** Up to which number of values they are compared one by one. */
const few = 8

const emitEnum = (emission: Emission, values: ReadonlyArray<string>): string => {
  const bytes = values.map(textBytes)
  if (values.length === 0) return 'return -1;'
  if (values.length > few || bytes.includes(undefined))
    return `{ const a = i; ${step('string(b, v, i)')} const t = text(b, a, i); if (!${constant(emission, new Set(values))}.has(t)) return -1; ${leave(emission, 't')} }`
  const tests = bytes.map(
    (one, at) =>
      `if (${bytesTest(one as Uint8Array)}) { i += ${one?.length}; ${leave(emission, literal(values[at] as string))} }`,
  )
  return `${tests.join(' else ')} else return -1;`
}

// -------------------------------------------------------------------------------------
// values
// -------------------------------------------------------------------------------------

const isNative = (
  emission: Emission,
  schema: Schema,
): schema is ListSchema | MapSchema | StructureSchema | UnionSchema => {
  switch (schema._tag) {
    case 'structure':
      return true
    case 'union':
      return emission.hooks.namedUnions && !emission.builds
    case 'list':
      return schema.traits.uniqueItems !== true || !enforces(emission, 'unique')
    case 'map':
      // Of names that come twice one counts, which matters to a lower bound alone.
      return (schema.traits.length?.min ?? 0) <= 1 || !enforces(emission, 'length')
    default:
      return false
  }
}

/**
 * A value that is parsed and handed on. What is written with a point is no whole number to the reader that takes care, so those are
 * left to it where a kind takes whole ones.
 */
const emitLeaf = (emission: Emission, schema: Schema): string => {
  const fractions = schema._tag === 'float' || schema._tag === 'double' || schema._tag === 'timestamp'
  const leaf = constant(emission, emission.hooks.leaf(schema))
  return [
    `{ const a = i; ${fractions ? '' : 's.fractions = false;'} ${step('value(b, v, i, 0)')}`,
    fractions ? '' : 'if (s.fractions) return -1;',
    `const w = ${leaf}(parsed(b, a, i), ${emission.deep ? 'd + 1' : '0'}); if (w === F) return -1; ${leave(emission, 'w')} }`,
  ].join('\n')
}

const emitValue = (emission: Emission, schema: Schema): string => {
  switch (schema._tag) {
    case 'string':
      return emitText(emission, schema)
    case 'enum':
      return emitEnum(
        emission,
        schema.values.map(({ value }) => value),
      )
    case 'boolean':
      return `${leave(emission, 'b[i] === 116')} ${step('boolean(b, i)')}`
    case 'byte':
    case 'short':
    case 'integer': {
      const faults = wholeFaults(emission, schema, 's.whole')
      if (faults === undefined) return emitLeaf(emission, schema)
      return `${step('integer(b, i)')} ${refuseIf(faults)} ${leave(emission, 's.whole')}`
    }
    case 'double':
      return emission.builds || rangeFaults(emission, schema, '')?.length !== 0
        ? emitLeaf(emission, schema)
        : step('number(b, i)')
    default:
      if (!isNative(emission, schema)) return emitLeaf(emission, schema)
      return `${step(`${functionOf(emission, schema)}(b, v, i${emission.deep ? ', d + 1' : ''})`)} ${leave(emission, 'R')}`
  }
}

/** The parts that paths lead to, `undefined` where one leads to the whole. */
const partsOf = (paths: ReadonlyArray<ReadonlyArray<string>>): Parts | undefined => {
  if (paths.some((path) => path.length === 0)) return undefined
  const names = [...new Set(paths.map((path) => path[0] as string))]
  return new Map(
    names.map(
      (name) => [name, partsOf(paths.filter((path) => path[0] === name).map((path) => path.slice(1)))] as const,
    ),
  )
}

/** Puts a value together, or some of a structure. */
const emitBuilding = (emission: Emission, target: Schema, only: Parts | undefined): string =>
  emitValue(
    only === undefined || target._tag !== 'structure'
      ? emission.building()
      : { ...emission.building(), only, functions: new Map() },
    target,
  )

/** A member, and whether it was put together. */
const emitMember = (
  emission: Emission,
  member: Member,
  rules: ReadonlyArray<Rule>,
): { readonly code: string; readonly isBuilt: boolean } => {
  const target = targetOf(member)
  const { builds, only } = emission
  const isBuilt = builds && (only === undefined || only.has(member.name))
  if (rules.length === 0) {
    const code = isBuilt
      ? emitBuilding(emission, target, only?.get(member.name))
      : emitValue(emission.checking(), target)
    return { code, isBuilt }
  }
  const parts = isBuilt ? undefined : partsOf(rules.flatMap(({ reads }) => reads ?? [[]]))
  const tests = rules.map((rule) => `${constant(emission, rule.check)}(r).length > 0`)
  return { code: `${emitBuilding(emission, target, parts)} ${refuseIf(tests)}`, isBuilt }
}

// -------------------------------------------------------------------------------------
// aggregates
// -------------------------------------------------------------------------------------

const functionOf = (emission: Emission, schema: ListSchema | MapSchema | StructureSchema | UnionSchema): string => {
  const known = emission.functions.get(schema)
  if (known !== undefined) return known
  const name = `f${emission.names.count++}`
  emission.functions.set(schema, name)
  const { deep, policy } = emission
  const body = [
    ...(deep ? [`if (d >= ${policy.limits.depth}) return -1;`] : []),
    schema._tag === 'list'
      ? emitList(emission, schema)
      : schema._tag === 'map'
        ? emitMap(emission, schema)
        : schema._tag === 'union'
          ? emitUnion(emission, schema)
          : emitStructure(emission, schema, name),
    'return i;',
  ].join('\n')
  emission.bodies.push(`function ${name}(b, v, i${deep ? ', d' : ''}) {\nlet r;\n${body}\n}`)
  return name
}

const countTest = (emission: Emission, schema: Schema, most: number): string => {
  const { length } = schema.traits
  const { min = 0, max = Infinity } = length !== undefined && enforces(emission, 'length') ? length : {}
  const limit = Math.min(max, most)
  return refuseIf([...(min > 0 ? [`n < ${min}`] : []), ...(limit < Infinity ? [`n > ${limit}`] : [])])
}

const orNothing = (emission: Emission, schema: Schema, value: string): string =>
  schema.traits.sparse === true
    ? `if (b[i] === 110) { ${nothing} ${leave(emission, 'null')} } else { ${value} }`
    : value

const emitList = (emission: Emission, schema: ListSchema): string => {
  const item = orNothing(emission, schema, emitValue(emission, targetOf(schema.member)))
  return [
    `let n = 0;${emission.builds ? ' const o = [];' : ''}`,
    between(91, 93, `n++;\n${item}\n${emission.builds ? 'o.push(r);' : ''}`),
    countTest(emission, schema, emission.policy.limits.items),
    emission.builds ? 'R = o;' : '',
  ].join('\n')
}

const emitMap = (emission: Emission, schema: MapSchema): string => {
  const key = targetOf(schema.key)
  const name = key._tag === 'enum' ? emitValue(emission, key) : emitText(emission, key)
  const value = orNothing(emission, schema, emitValue(emission, targetOf(schema.value)))
  return [
    `let n = 0;${emission.builds ? ' const o = {};' : ''}`,
    between(
      123,
      125,
      [
        `n++;\n${name}`,
        // That name would set the prototype.
        emission.builds ? "const k = r; if (k === '__proto__') return -1;" : '',
        `${colon}\n${value}`,
        emission.builds ? 'o[k] = r;' : '',
      ].join('\n'),
    ),
    countTest(emission, schema, emission.policy.limits.entries),
    emission.builds ? 'R = o;' : '',
  ].join('\n')
}

const emitNamed = (
  emission: Emission,
  members: ReadonlyArray<Member>,
  valueOf: (member: Member, at: number) => string,
  unknown: string,
): string => {
  const names = members.map(emission.hooks.nameOf)
  return named(names, constant(emission, nameFinder(names)), (at) => valueOf(members[at] as Member, at), unknown)
}

/** Two members of one name, or a name that has to be escaped, are left alone. */
const areTold = ({ hooks: { nameOf } }: Emission, members: ReadonlyArray<Member>): boolean =>
  new Set(members.map(nameOf)).size === members.length &&
  members.every((member) => textBytes(nameOf(member)) !== undefined)

const unknownMember = (emission: Emission): string =>
  emission.hooks.refusesUnknown ? 'return -1;' : `${colon} ${step('value(b, v, i, 0)')}`

const emitStructure = (emission: Emission, schema: StructureSchema, name: string): string => {
  const { defaultOf, nullIsAbsent } = emission.hooks
  const members = schema.members.filter((member) => !isStream(member))
  if (!areTold(emission, members)) return 'return -1;'
  if (emission.builds && members.some(({ field }) => field === '__proto__')) return 'return -1;'
  const ruled = enforces(emission, 'documented') ? schema.rules : []
  const slots = members.map((member) => {
    const filled = defaultOf(member, targetOf(member), schema)
    const rules = ruled.filter((rule) => rule.member === member.name)
    return { field: member.field, filled, mayMiss: !member.required || filled?.() !== undefined, rules }
  })
  const built: Array<{ readonly field: string; readonly filled: (() => unknown) | undefined }> = []
  const value = (member: Member, at: number): string => {
    const { rules, mayMiss, ...slot } = slots[at] as (typeof slots)[number]
    const { code, isBuilt } = emitMember(emission, member, rules)
    const taken = isBuilt ? `${code} v${built.push(slot) - 1} = r;` : code
    if (targetOf(member)._tag === 'document') return taken
    return `if (b[i] === 110) { ${nullIsAbsent && mayMiss ? nothing : 'return -1;'} } else { ${taken} }`
  }
  const walked = emitNamed(emission, members, value, unknownMember(emission))
  const needed = new Map<string, number>()
  slots.forEach(({ mayMiss }, at) => {
    const [variable, bit] = bitOf(at)
    if (!mayMiss) needed.set(variable, (needed.get(variable) ?? 0) | bit)
  })
  return [
    built.length > 0 ? `let ${built.map((_, at) => `v${at}`).join(', ')};` : '',
    walked,
    refuseIf([...needed].map(([variable, mask]) => `(${variable} & ${mask}) !== ${mask}`)),
    emission.builds ? emitBuilt(emission, built, name) : '',
  ].join('\n')
}

const emitBuilt = (
  emission: Emission,
  slots: ReadonlyArray<{ readonly field: string; readonly filled: (() => unknown) | undefined }>,
  name: string,
): string => {
  const { maker, result } = resultOf(slots, `S${name}`)
  emission.bodies.push(maker)
  const fills = slots.map(({ filled }, at) =>
    filled === undefined ? '' : `if (v${at} === undefined) v${at} = ${constant(emission, filled)}();`,
  )
  return [...fills, `R = ${result};`].join('\n')
}

/** One member that is not null. */
const emitUnion = (emission: Emission, schema: UnionSchema): string => {
  if (!areTold(emission, schema.members)) return 'return -1;'
  const value = (member: Member): string => `if (b[i] === 110) return -1; n++; ${emitValue(emission, targetOf(member))}`
  return `let n = 0;\n${emitNamed(emission, schema.members, value, 'return -1;')}\nif (n !== 1) return -1;`
}

// -------------------------------------------------------------------------------------
// emit
// -------------------------------------------------------------------------------------

/** Fewer bytes than an aggregate and its comma take, and a name with its value. */
const leastBytes = { aggregate: 2, member: 4 } as const

/** Bytes up to which no limit on their number can be passed; what is longer is left to those who count. */
const mostBytes = ({ limits: { size, nodes, members } }: Policy): number =>
  Math.min(size, leastBytes.aggregate * nodes, leastBytes.member * members)

/**
 * The recogniser of a structure, list or map under a policy: a function of bytes, a view of them, and where the payload begins and ends.
 * Domain: strict policies without advice, since it can only take or leave.
 */
export const emitRecogniser = (
  schema: StructureSchema | ListSchema | MapSchema,
  policy: Policy,
  hooks: RecogniserHooks,
): Emitted => {
  const nesting = nestingOf(schema)
  const checking = (): Emission => emission
  const building = (): Emission => maker
  const shared = {
    hooks,
    policy,
    deep: nesting.loops.size > 0 || nesting.height >= policy.limits.depth,
    constants: [],
    bodies: [],
    names: { count: 0 },
    only: undefined,
    checking,
    building,
  }
  const maker: Emission = { ...shared, functions: new Map(), builds: true }
  const emission: Emission = { ...shared, functions: new Map(), builds: false }
  if (!isNative(emission, schema)) return { source: 'return [() => false]', constants: [] }
  const entry = functionOf(emission, schema)
  const source = [
    'const { s, text, parsed } = h;',
    'const { blank, string, integer, number, boolean, nothing, value } = s;',
    'let R;',
    ...emission.bodies,
    'function recognise(b, v, from, to) {',
    Number.isFinite(mostBytes(policy)) ? `if (to - from > ${mostBytes(policy)}) return false;` : '',
    `let i = from; ${blank} i = ${entry}(b, v, i${emission.deep ? ', 0' : ''}); if (i < 0) return false;`,
    'return i === to || (i < to && blank(b, i) >= to) }',
    'return [recognise]',
  ].join('\n')
  return { source, constants: emission.constants }
}
