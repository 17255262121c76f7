/**
 * The way from domain objects to JSON text as JavaScript source, without a tree between.
 *
 * An emitted writer gives exactly the text that the walk's tree gives, or `undefined` for anything unusual, which the walk
 * then writes.
 */

import type { ListSchema, MapSchema, Member, Schema, StructureSchema } from '../schema/Schema.js'
import { isStream, targetOf } from '../schema/Schema.js'
import type { Emitted } from './emit.js'
import { access, isPlainRecordOr, literal } from './emit.js'

export interface WriteHooks {
  /** The name under which a member is written. */
  readonly nameOf: (member: Member) => string
  /** The text of any other kind; `undefined` where the walk has to decide. */
  readonly leaf: (schema: Schema) => (host: unknown) => string | undefined
}

interface Emission {
  readonly hooks: WriteHooks
  readonly constants: Array<unknown>
  readonly functions: Map<Schema, string>
  readonly bodies: Array<string>
}

const constant = ({ constants }: Emission, value: unknown): string => `c[${constants.push(value) - 1}]`

const bail = 'return undefined'

/** Statements that add the text of the variable `node` to `s`, `lead` before it. */
const emitValue = (emission: Emission, schema: Schema, node: string, lead: string): string => {
  switch (schema._tag) {
    case 'string':
    case 'enum':
      return `if (typeof ${node} !== 'string') ${bail}; s += ${lead} + quote(${node});`
    case 'boolean':
      return `if (typeof ${node} !== 'boolean') ${bail}; s += ${node} ? ${lead} + 'true' : ${lead} + 'false';`
    case 'byte':
    case 'short':
    case 'integer':
    case 'intEnum':
      // Minus zero and what is not finite have texts of their own.
      return `if (typeof ${node} !== 'number' || !Number.isFinite(${node}) || Object.is(${node}, -0)) ${bail}; s += ${lead} + ${node};`
    case 'list':
    case 'map':
    case 'structure':
      return `{ const q = ${functionOf(emission, schema)}(${node}); if (q === undefined) ${bail}; s += ${lead} + q; }`
    default:
      return `{ const q = ${constant(emission, emission.hooks.leaf(schema))}(${node}); if (q === undefined) ${bail}; s += ${lead} + q; }`
  }
}

const functionOf = (emission: Emission, schema: ListSchema | MapSchema | StructureSchema): string => {
  const known = emission.functions.get(schema)
  if (known !== undefined) return known
  const name = `w${emission.functions.size}`
  emission.functions.set(schema, name)
  const body =
    schema._tag === 'list'
      ? emitList(emission, schema)
      : schema._tag === 'map'
        ? emitMap(emission, schema)
        : emitStructure(emission, schema)
  emission.bodies.push(`function ${name}(x) {\n${body}\n}`)
  return name
}

const emitList = (emission: Emission, schema: ListSchema): string => {
  const sparse = schema.traits.sparse === true ? "if (e === null) { s += p + 'null'; p = ','; continue }" : ''
  return [
    `if (!Array.isArray(x)) ${bail};`,
    "let s = '', p = '[';",
    `for (let i = 0; i < x.length; i++) { const e = x[i]; ${sparse}`,
    emitValue(emission, targetOf(schema.member), 'e', 'p'),
    "p = ','; }",
    "return p === '[' ? '[]' : s + ']'",
  ].join('\n')
}

const emitMap = (emission: Emission, schema: MapSchema): string => {
  const sparse =
    schema.traits.sparse === true ? "if (e === null) { s += p + quote(k) + ':null'; p = ','; continue }" : ''
  return [
    isPlainRecordOr('x', bail),
    "let s = '', p = '{';",
    `for (const k in x) { if (!own.call(x, k)) ${bail}; const e = x[k]; if (e === undefined) continue; ${sparse}`,
    "const l = p + quote(k) + ':';",
    emitValue(emission, targetOf(schema.value), 'e', 'l'),
    "p = ','; }",
    "return p === '{' ? '{}' : s + '}'",
  ].join('\n')
}

const index = /^(?:0|[1-9]\d{0,9})$/

/** The order in which an object would hold the names: those that count its items first. */
const inOrder = (members: ReadonlyArray<Member>, nameOf: WriteHooks['nameOf']): ReadonlyArray<Member> => {
  const rank = (member: Member): number => {
    const name = nameOf(member)
    return index.test(name) && Number(name) < 2 ** 32 - 1 ? Number(name) : Infinity
  }
  return [...members].sort((a, b) => (rank(a) === rank(b) ? 0 : rank(a) - rank(b)))
}

const emitStructure = (emission: Emission, schema: StructureSchema): string => {
  const members = inOrder(
    schema.members.filter((member) => !isStream(member)),
    emission.hooks.nameOf,
  )
  const lines = [isPlainRecordOr('x', bail), "let s = '', v, started = false;"]
  // Behind a required member a comma stands for sure.
  let surely = false
  for (const member of members) {
    const name = literal(`${literal(emission.hooks.nameOf(member))}:`)
    const lead = surely ? literal(`,${literal(emission.hooks.nameOf(member))}:`) : 'l'
    const prepare = surely ? '' : `const l = (started ? ',' : '{') + ${name}; started = true;`
    lines.push(
      `v = ${access('x', member.field)};`,
      member.required ? `if (v === undefined) ${bail}; {` : 'if (v !== undefined) {',
      prepare,
      emitValue(emission, targetOf(member), 'v', lead),
      '}',
    )
    surely = surely || member.required
  }
  lines.push(surely ? "return s + '}'" : "return started ? s + '}' : '{}'")
  return lines.join('\n')
}

/** The writer of an aggregate. */
export const emitWriter = (schema: ListSchema | MapSchema | StructureSchema, hooks: WriteHooks): Emitted => {
  const emission: Emission = { hooks, constants: [], functions: new Map(), bodies: [] }
  const entry = functionOf(emission, schema)
  const source = [
    "'use strict';",
    'const { quote } = h;',
    'const OP = Object.prototype, protoOf = Object.getPrototypeOf, own = OP.hasOwnProperty, TAG = Symbol.toStringTag;',
    ...emission.bodies,
    `return ${entry}`,
  ].join('\n')
  return { source, constants: emission.constants }
}
