/**
 * The happy path of a reading as JavaScript source: one function for each aggregate, without contexts, arrays or closures.
 *
 * An emitted reader gives exactly what the walk gives where the walk finds nothing wrong, and `fail` everywhere else, so
 * that the walk then says what is wrong. It may give up early on anything unusual; it never takes what the walk refuses.
 *
 * Nothing that a model says stands in the source but as a string literal of JSON or a number.
 */

import { codePoints, wholeBounds } from '../schema/constraints.js'
import type { EnumSchema, ListSchema, MapSchema, Member, Rule, Schema, StructureSchema } from '../schema/Schema.js'
import { isStream, targetOf } from '../schema/Schema.js'
import { isWellFormed } from '../value/Document.js'
import type { Policy } from './Policy.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** What the emitted source needs from outside. */
export interface Hooks {
  /** The name under which a node holds a member. */
  readonly nameOf: (member: Member) => string
  /** Whether a null member is an absent one. */
  readonly nullIsAbsent: boolean
  /** Whether a result is put together, or only checked. */
  readonly builds: boolean
  /** Whether names that no member has are refused. */
  readonly refusesUnknown: boolean
  /** Reads any other kind at that depth: the value, or `fail`. */
  readonly leaf: (schema: Schema) => (node: unknown, depth: number) => unknown
  /** The default of an absent member; `undefined` where it has none. */
  readonly defaultOf: (member: Member, target: Schema, holder: Schema) => (() => unknown) | undefined
  /** Whether text matches the schema's pattern, `undefined` where it has none that is enforced. */
  readonly matches: (schema: Schema) => ((text: string) => boolean) | undefined
}

export interface Emitted {
  readonly source: string
  /** By index, the values that the source names `c[i]`. */
  readonly constants: ReadonlyArray<unknown>
}

/** What an emitted reader gives where the walk has to decide. */
export const fail: unique symbol = Symbol('fail')

interface Emission {
  readonly hooks: Hooks
  readonly policy: Policy
  readonly constants: Array<unknown>
  readonly functions: Map<Schema, string>
  readonly bodies: Array<string>
}

/** Text as a literal of the source. */
export const literal = (text: string): string => JSON.stringify(text)

const constant = ({ constants }: Emission, value: unknown): string => `c[${constants.push(value) - 1}]`

// -------------------------------------------------------------------------------------
// access
// -------------------------------------------------------------------------------------

const inherited: ReadonlySet<string> = /*#__PURE__*/ new Set(Object.getOwnPropertyNames(Object.prototype))

/** A property as the walk sees it: one that every object inherits only where it is the object's own. */
export const access = (node: string, name: string): string =>
  inherited.has(name)
    ? `(own.call(${node}, ${literal(name)}) ? ${node}[${literal(name)}] : undefined)`
    : `${node}[${literal(name)}]`

/** Statements that do `otherwise` where the node is no plain record. */
export const isPlainRecordOr = (node: string, otherwise: string): string =>
  `if (typeof ${node} !== 'object' || ${node} === null) ${otherwise}; { const o = protoOf(${node}); if ((o !== OP && o !== null) || ${node}[TAG] !== undefined) ${otherwise} }`

const isPlainRecord = (node: string): string => isPlainRecordOr(node, 'return F')

const enforces = ({ policy }: Emission, code: 'length' | 'range' | 'pattern' | 'unique'): boolean =>
  !policy.ignored.includes(code)

// -------------------------------------------------------------------------------------
// text
// -------------------------------------------------------------------------------------

/** Code points are counted only where UTF-16 units leave the answer open. */
const lengthTest = (text: string, min: number, max: number): string => {
  const parts: Array<string> = []
  if (min > 0) parts.push(`${text}.length < ${min}`)
  if (max < Infinity) parts.push(`${text}.length > ${2 * max}`)
  const open = [
    ...(max < Infinity ? [`${text}.length > ${max}`] : []),
    ...(min > 1 ? [`${text}.length < ${2 * min}`] : []),
  ]
  const low = min > 0 ? `points(${text}) < ${min}` : ''
  const high = max < Infinity ? `points(${text}) > ${max}` : ''
  const counted = [low, high].filter((one) => one !== '').join(' || ')
  if (open.length > 0) parts.push(`((${open.join(' || ')}) && (${counted}))`)
  return parts.join(' || ')
}

const emitText = (emission: Emission, schema: Schema, node: string): string => {
  const { length } = schema.traits
  const lines = [`if (typeof ${node} !== 'string' || !wellFormed(${node})) return F;`]
  if (length !== undefined && enforces(emission, 'length')) {
    const test = lengthTest(node, length.min ?? 0, length.max ?? Infinity)
    if (test !== '') lines.push(`if (${test}) return F;`)
  }
  const matches = enforces(emission, 'pattern') ? emission.hooks.matches(schema) : undefined
  if (matches !== undefined) lines.push(`if (!${constant(emission, matches)}(${node})) return F;`)
  return lines.join('\n')
}

/** Up to which number of values a chain of comparisons is faster than a set. */
const chain = 12

const emitEnum = (emission: Emission, schema: EnumSchema, node: string): string => {
  const values = schema.values.map(({ value }) => value)
  if (values.length > chain || values.length === 0) {
    return `if (typeof ${node} !== 'string' || !${constant(emission, new Set(values))}.has(${node})) return F;`
  }
  return `if (${values.map((value) => `${node} !== ${literal(value)}`).join(' && ')}) return F;`
}

// -------------------------------------------------------------------------------------
// values
// -------------------------------------------------------------------------------------

/** Statements that check the variable `node` and leave the result in `out`. */
const emitValue = (emission: Emission, schema: Schema, node: string, out: string, depth: string): string => {
  const { builds } = emission.hooks
  const keep = builds ? `${out} = ${node};` : ''
  switch (schema._tag) {
    case 'string':
      return `${emitText(emission, schema, node)}\n${keep}`
    case 'enum':
      return `${emitEnum(emission, schema, node)}\n${keep}`
    case 'boolean':
      return `if (typeof ${node} !== 'boolean') return F;\n${keep}`
    case 'byte':
    case 'short':
    case 'integer': {
      if (schema.traits.range !== undefined) break
      const { min, max } = wholeBounds[schema._tag]
      return `if (typeof ${node} !== 'number' || !Number.isInteger(${node}) || ${node} < ${min} || ${node} > ${max}) return F;\n${keep}`
    }
    case 'list':
      if (schema.traits.uniqueItems === true && enforces(emission, 'unique')) break
      return emitCall(emission, schema, node, out, depth)
    case 'map':
    case 'structure':
      return emitCall(emission, schema, node, out, depth)
    default:
      break
  }
  const leaf = constant(emission, emission.hooks.leaf(schema))
  return `{ const q = ${leaf}(${node}, ${depth}); if (q === F) return F; ${builds ? `${out} = q;` : ''} }`
}

const emitCall = (
  emission: Emission,
  schema: ListSchema | MapSchema | StructureSchema,
  node: string,
  out: string,
  depth: string,
): string => {
  const name = functionOf(emission, schema)
  const call = `${name}(${node}, ${depth})`
  if (!emission.hooks.builds) return `if (${call} === F) return F;`
  return `${out} = ${call}; if (${out} === F) return F;`
}

const functionOf = (emission: Emission, schema: ListSchema | MapSchema | StructureSchema): string => {
  const known = emission.functions.get(schema)
  if (known !== undefined) return known
  const name = `f${emission.functions.size}`
  emission.functions.set(schema, name)
  const { depth, nodes } = emission.policy
  const bounds = `if (d >= ${depth} || ++visits > ${nodes}) return F;
`
  const body =
    schema._tag === 'list'
      ? emitList(emission, schema)
      : schema._tag === 'map'
        ? emitMap(emission, schema)
        : emitStructure(emission, schema)
  emission.bodies.push(`function ${name}(x, d) {\n${bounds}${body}\n}`)
  return name
}

/** A count's bounds as statements. */
const countTest = (emission: Emission, schema: Schema, count: string): string => {
  const { length } = schema.traits
  if (length === undefined || !enforces(emission, 'length')) return ''
  const tests = [
    ...(length.min === undefined ? [] : [`${count} < ${length.min}`]),
    ...(length.max === undefined ? [] : [`${count} > ${length.max}`]),
  ]
  return tests.length === 0 ? '' : `if (${tests.join(' || ')}) return F;`
}

const emitList = (emission: Emission, schema: ListSchema): string => {
  const { builds } = emission.hooks
  const item = emitValue(emission, targetOf(schema.member), 'e', 'r', 'd + 1')
  const sparse = schema.traits.sparse === true ? `if (e === null) { ${builds ? 'o.push(null); ' : ''}continue }` : ''
  return [
    'if (!Array.isArray(x)) return F;',
    countTest(emission, schema, 'x.length'),
    ...(builds ? ['const o = []; let r;'] : []),
    `for (let i = 0; i < x.length; i++) { const e = x[i]; ${sparse}\n${item}\n${builds ? 'o.push(r);' : ''} }`,
    builds ? 'return o' : 'return true',
  ].join('\n')
}

const emitKey = (emission: Emission, schema: Schema): string =>
  schema._tag === 'enum'
    ? emitEnum(emission, schema, 'k')
    : emitText(emission, schema, 'k').replace("typeof k !== 'string' || ", '')

const emitMap = (emission: Emission, schema: MapSchema): string => {
  const { builds, nullIsAbsent } = emission.hooks
  const value = emitValue(emission, targetOf(schema.value), 'e', 'r', 'd + 1')
  const sparse = schema.traits.sparse === true ? `if (e === null) { ${builds ? 'o[k] = null; ' : ''}continue }` : ''
  // In a domain object an undefined entry is none.
  const absent = nullIsAbsent ? '' : 'if (e === undefined) return F;'
  const counts = schema.traits.length !== undefined
  return [
    isPlainRecord('x'),
    ...(counts ? ['let n = 0;'] : []),
    ...(builds ? ['const o = {}; let r;'] : []),
    `for (const k in x) { if (k === '__proto__' || !own.call(x, k)) return F; const e = x[k]; ${absent}`,
    ...(counts ? ['n++;'] : []),
    emitKey(emission, targetOf(schema.key)),
    sparse,
    value,
    builds ? 'o[k] = r; }' : '}',
    ...(counts ? [countTest(emission, schema, 'n')] : []),
    builds ? 'return o' : 'return true',
  ].join('\n')
}

const emitRules = (emission: Emission, rules: ReadonlyArray<Rule>, value: string): string =>
  rules.map((rule) => `if (${constant(emission, rule.check)}(${value}).length > 0) return F;`).join('\n')

const emitMember = (emission: Emission, member: Member, holder: StructureSchema): string => {
  const { nameOf, nullIsAbsent, builds, defaultOf, refusesUnknown } = emission.hooks
  const target = targetOf(member)
  const name = nameOf(member)
  const absent = nullIsAbsent && target._tag !== 'document' ? 'v == null' : 'v === undefined'
  const filled = defaultOf(member, target, holder)
  const whenAbsent =
    filled === undefined
      ? member.required
        ? 'return F'
        : ''
      : `const w = ${constant(emission, filled)}(); ${builds ? `if (w !== undefined) o[${literal(member.field)}] = w;` : ''} ${member.required ? 'if (w === undefined) return F' : ''}`
  const rules = emission.policy.ignored.includes('documented')
    ? []
    : holder.rules.filter((rule) => rule.member === member.name)
  return [
    `v = ${access('x', name)};`,
    `if (${absent}) { ${whenAbsent} } else {`,
    ...(refusesUnknown ? ['n++;'] : []),
    emitValue(emission, target, 'v', 'r', 'd + 1'),
    // A check alone sees the domain object itself, which is what rules read.
    emitRules(emission, rules, builds ? 'r' : 'v'),
    ...(builds ? [`o[${literal(member.field)}] = r;`] : []),
    '}',
  ].join('\n')
}

const emitStructure = (emission: Emission, schema: StructureSchema): string => {
  const { builds, refusesUnknown } = emission.hooks
  const members = schema.members.filter((member) => !isStream(member))
  // A field of that name would set the prototype; the walk knows how to make an own one.
  if (members.some(({ field }) => field === '__proto__')) return 'return F'
  return [
    isPlainRecord('x'),
    'let v;',
    ...(builds ? ['let r; const o = {};'] : []),
    ...(refusesUnknown ? ['let n = 0;'] : []),
    ...members.map((member) => emitMember(emission, member, schema)),
    ...(refusesUnknown ? ['for (const k in x) n--; if (n !== 0) return F;'] : []),
    builds ? 'return o' : 'return true',
  ].join('\n')
}

// -------------------------------------------------------------------------------------
// emit
// -------------------------------------------------------------------------------------

/**
 * The reader of an aggregate under a policy. Domain: strict policies without advice, since an emitted reader can only take
 * or leave.
 */
export const emitReader = (schema: ListSchema | MapSchema | StructureSchema, policy: Policy, hooks: Hooks): Emitted => {
  const emission: Emission = {
    hooks,
    policy,
    constants: [],
    functions: new Map(),
    bodies: [],
  }
  const entry = functionOf(emission, schema)
  const source = [
    "'use strict';",
    'const { fail: F, points, wellFormed } = h;',
    'const OP = Object.prototype, protoOf = Object.getPrototypeOf, own = OP.hasOwnProperty, TAG = Symbol.toStringTag, E = {};',
    'let visits = 0;',
    ...emission.bodies,
    // A polluted prototype would show in every map.
    `return function read(x) { for (const k in E) return F; visits = 0; return ${entry}(x, 0) }`,
  ].join('\n')
  return { source, constants: emission.constants }
}

const escapes = /["\\\u0000-\u001f\ud800-\udfff]/

/** Up to which length a test and a concatenation beat `JSON.stringify`. Units: UTF-16. */
const short = 256

/** A string as JSON text. */
const quote = (text: string): string =>
  text.length < short && !escapes.test(text) ? `"${text}"` : JSON.stringify(text)

/** What emitted source finds under `h`. */
export const helpers: Readonly<Record<string, unknown>> = { fail, points: codePoints, wellFormed: isWellFormed, quote }
