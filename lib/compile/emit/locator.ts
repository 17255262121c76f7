/**
 * Where a node is bad, as JavaScript source: one function for each aggregate, which goes through all of it once. The walk then looks at
 * these places alone, and says what is wrong there.
 *
 * A locator may call a good place bad; it never calls a bad one good.
 */

import type { Aggregate, ListSchema, MapSchema, Member, Schema, StructureSchema } from '../../schema/Schema.js'
import { isStream, targetOf } from '../../schema/Schema.js'
import type { Policy } from '../Policy.js'
import { isSelfCounted } from './nesting.js'
import type { Emission, Hooks } from './reader.js'
import {
  constant,
  enforces,
  isAggregate,
  itemWeight,
  keyFaults,
  limitsUnknown,
  numbersOf,
  placeOf,
  sameFaults,
  startEmission,
  tooFew,
  tooMany,
  visits,
} from './reader.js'
import type { Emitted } from './source.js'
import { access, isPlainRecordOr } from './source.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** The bad parts of a node, in order: a slot of a structure, an index of a list or a key of a map, and where that is bad. */
export type Places = ReadonlyArray<string | number | Bad>

/** `true` where nothing is known but that all has to be looked at. */
export type Bad = Places | true

// -------------------------------------------------------------------------------------
// parts
// -------------------------------------------------------------------------------------

/** Counts aggregates that are about to be taken apart. */
const visit = ({ policy: { limits } }: Emission, count: string): string =>
  Number.isFinite(limits.nodes) ? `if ((${visits} += ${count}) > ${limits.nodes}) return true;` : ''

/** Notes the part `at` where the variable `node` is bad. */
const emitPart = (emission: Emission, schema: Schema, node: string, at: string): string => {
  const note = (bad: string): string => `(b ??= []).push(${at}, ${bad})`
  const same = sameFaults(emission, schema, node)
  if (same !== undefined) return same.length === 0 ? '' : `if (${same.join(' || ')}) ${note('true')};`
  if (isAggregate(emission, schema)) {
    const call = `${functionOf(emission, schema)}(${node}${emission.deep ? ', d + 1' : ''})`
    return `{ const q = ${call}; if (q !== undefined) ${note('q')} }`
  }
  const leaf = constant(emission, emission.hooks.leaf(schema), `k.leaf(${placeOf(emission, schema)})`)
  return `if (${leaf}(${node}, ${emission.deep ? 'd + 1' : '0'}) === F) ${note('true')};`
}

const functionOf = (emission: Emission, schema: Aggregate): string => {
  const known = emission.functions.get(schema)
  if (known !== undefined) return known
  const name = `${emission.prefix}${emission.functions.size}`
  emission.functions.set(schema, name)
  const { deep, policy, nesting } = emission
  const lines = [
    ...(deep ? [`if (d >= ${policy.limits.depth}) return true;`] : []),
    ...(nesting.loops.has(schema) && schema._tag === 'structure'
      ? [visit(emission, `${emission.weightOf(schema)}`)]
      : []),
    schema._tag === 'list'
      ? emitList(emission, schema)
      : schema._tag === 'map'
        ? emitMap(emission, schema)
        : emitStructure(emission, schema),
  ]
  emission.bodies.push(`function ${name}(x${deep ? ', d' : ''}) {\n${lines.join('\n')}\n}`)
  return name
}

/** Faults of the whole: what is in it may be good, but it has to be looked at itself. */
const lookIf = (faults: ReadonlyArray<string>): string =>
  faults.length === 0 ? '' : `if (${faults.join(' || ')}) b ??= [];`

// -------------------------------------------------------------------------------------
// aggregates
// -------------------------------------------------------------------------------------

const emitList = (emission: Emission, schema: ListSchema): string => {
  const { items } = emission.policy.limits
  const target = targetOf(schema.member)
  const weight = itemWeight(emission, target)
  const numbers = numbersOf(emission, schema, Infinity)
  return [
    'if (!Array.isArray(x)) return true;',
    'const n = x.length; let b;',
    items < Infinity ? `if (n > ${items}) return true;` : '',
    lookIf([...tooFew('n', numbers), ...tooMany('n', numbers)]),
    visit(emission, weight === 0 ? '1' : `1 + ${weight} * n`),
    'for (let i = 0; i < n; i++) { const e = x[i];',
    schema.traits.sparse === true ? 'if (e === null) continue;' : '',
    emitPart(emission, target, 'e', 'i'),
    '}',
    'return b',
  ].join('\n')
}

const emitMap = (emission: Emission, schema: MapSchema): string => {
  const { entries } = emission.policy.limits
  const target = targetOf(schema.value)
  const weight = itemWeight(emission, target)
  const numbers = numbersOf(emission, schema, Infinity)
  const keys = keyFaults(emission, targetOf(schema.key))
  return [
    isPlainRecordOr('x', 'return true'),
    "let n = 0, last = '', b;",
    "for (const k in x) { if (k === '__proto__') return true; const e = x[k]; last = k;",
    // In a domain object an undefined entry is none.
    emission.hooks.nullIsAbsent ? '' : 'if (e === undefined) return true;',
    `if (++n > ${entries}) return true;`,
    keys.length === 0 ? '' : `if (${keys.join(' || ')}) { (b ??= []).push(k, true); continue }`,
    schema.traits.sparse === true ? 'if (e === null) continue;' : '',
    emitPart(emission, target, 'e', 'k'),
    '}',
    // Names of a polluted prototype come behind those of the object.
    'if (n > 0 && !own.call(x, last)) return true;',
    lookIf([...tooFew('n', numbers), ...tooMany('n', numbers)]),
    visit(emission, weight === 0 ? '1' : `1 + ${weight} * n`),
    'return b',
  ].join('\n')
}

const emitMember = (emission: Emission, member: Member, holder: StructureSchema, at: number): string => {
  const { nameOf, nullIsAbsent, defaultOf } = emission.hooks
  const target = targetOf(member)
  const hasRule = enforces(emission, 'documented') && holder.rules.some((rule) => rule.member === member.name)
  const note = `(b ??= []).push(${at}, true)`
  const present = nullIsAbsent && target._tag !== 'document' ? 'v != null' : 'v !== undefined'
  const counted = limitsUnknown(emission) || emission.hooks.refusesUnknown ? 'n++; ' : ''
  // Rules look at results, and only the walk has them.
  const part = hasRule ? `${note};` : emitPart(emission, target, 'v', `${at}`)
  const absent = member.required || defaultOf(member, target, holder) !== undefined ? ` else ${note};` : ''
  return `{ const v = ${access('x', nameOf(member))}; if (${present}) { ${counted}${part} }${absent} }`
}

const emitStructure = (emission: Emission, schema: StructureSchema): string => {
  const { refusesUnknown } = emission.hooks
  const members = schema.members.filter((member) => !isStream(member))
  if (members.some(({ field }) => field === '__proto__')) return 'return true'
  const counts = refusesUnknown || limitsUnknown(emission)
  // Members are counted to know whether there are others, and then none is left out.
  const isRoot = !counts && [...emission.functions.keys()][0] === schema && !emission.nesting.loops.has(schema)
  const most = refusesUnknown ? 0 : emission.policy.limits.members
  return [
    isPlainRecordOr('x', 'return true'),
    counts ? 'let n = 0, b;' : 'let b;',
    ...members.map((member, at) =>
      isRoot
        ? `if (from <= ${at}) ${emitMember(emission, member, schema, at)}`
        : emitMember(emission, member, schema, at),
    ),
    // More names than members were found; the walk knows which of them hold nothing.
    ...(counts ? [`let m = 0; for (const k in x) m++; if (m - n > ${most}) b ??= [];`] : []),
    'return b',
  ].join('\n')
}

// -------------------------------------------------------------------------------------
// emit
// -------------------------------------------------------------------------------------

/** The locator of an aggregate under a policy. Domain: as of `emitReader`. */
export const emitLocator = (schema: Aggregate, policy: Policy, hooks: Hooks): Emitted => {
  const shared = startEmission(schema, policy, hooks)
  const emission: Emission = {
    ...shared,
    hooks,
    functions: new Map(),
    prefix: 'b',
    building: undefined,
    no: 'return true;',
  }
  const entry = functionOf(emission, schema)
  const first = isSelfCounted(schema, shared.nesting.loops) ? 0 : shared.weightOf(schema)
  const source = [
    ...emission.bodies,
    'let from = 0;',
    'return [function locate(x, d = 0) {',
    // Those before the first bad member were just read.
    'from = c0.refused === x ? c0.first : 0; c0.refused = undefined;',
    `${visits} = ${first}; return ${entry}(x${emission.deep ? ', d' : ''}) }]`,
  ].join('\n')
  return { source, constants: emission.constants }
}
