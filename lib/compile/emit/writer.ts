/**
 * The way from domain objects to JSON text as JavaScript source, without a tree between.
 *
 * An emitted writer gives exactly the text that the walk's tree gives, or `undefined` for anything unusual, which the walk
 * then writes. Text grows at its right end, piece by piece: engines put such text together fastest.
 */

import type { Utf8Sink } from '../../format/utf8Sink.js'
import type {
  Aggregate,
  EnumSchema,
  ListSchema,
  MapSchema,
  Member,
  Schema,
  StructureSchema,
} from '../../schema/Schema.js'
import { isStream, targetOf } from '../../schema/Schema.js'
import { placesOf } from './nesting.js'
import type { Constant, Emitted } from './source.js'
import { access, isPlainRecordOr, literal, literals } from './source.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

export interface WriteHooks {
  /** The name under which a member is written. */
  readonly nameOf: (member: Member) => string
  /** The text of any other kind; `undefined` where the walk has to decide. */
  readonly leaf: (schema: Schema) => (host: unknown) => string | undefined
  /** Takes text away as it is made: long strings need not become part of one. */
  readonly sink?: Utf8Sink
}

interface Emission {
  readonly hooks: WriteHooks
  readonly constants: Array<Constant>
  /** The places of schemas in the root's closure. */
  readonly places: ReadonlyMap<Schema, number>
  readonly functions: Map<Schema, string>
  readonly bodies: Array<string>
}

/** The name of a value from outside. */
const constant = ({ constants }: Emission, value: unknown, text: string): string =>
  `c${constants.push({ value, text }) - 1}`

const bail = 'return false'

// -------------------------------------------------------------------------------------
// values
// -------------------------------------------------------------------------------------

/** UTF-16 units up to which a test and a concatenation are faster than `JSON.stringify`. */
const short = 96

/** UTF-16 units from which text goes to the bytes by itself. */
const long = 2048

/** `"a":` and the like, `tail` behind it, as an operand. */
const text = (lead: string, tail: string): string =>
  lead.startsWith('"') ? literal(JSON.parse(lead) + tail) : `${lead} + ${literal(tail)}`

/** Adds the JSON text of the string `node`. `lead` is an expression of the text before it. */
const emitString = ({ hooks }: Emission, node: string, lead: string): string => {
  const whole =
    hooks.sink === undefined
      ? `s = s + ${lead} + stringify(${node});`
      : `if (${node}.length < ${long}) s = s + ${lead} + stringify(${node}); else { put(s + ${lead}); s = ''; if (!putString(${node})) ${bail} }`
  return `if (${node}.length < ${short} && !escapes.test(${node})) s = s + ${text(lead, '"')} + ${node} + '"'; else { ${whole} }`
}

const emitEnum = (emission: Emission, schema: EnumSchema, node: string, lead: string): string => {
  const plain = schema.values.map(({ value }) => value).filter((value) => JSON.stringify(value) === `"${value}"`)
  const known = constant(emission, new Set(plain), `new Set(${literals(plain)})`)
  return `if (${known}.has(${node})) s = s + ${text(lead, '"')} + ${node} + '"'; else s = s + ${lead} + stringify(${node});`
}

/** Statements that add the text of the variable `node` to `s`, `lead` before it. */
const emitValue = (emission: Emission, schema: Schema, node: string, lead: string): string => {
  switch (schema._tag) {
    case 'string':
      return `if (typeof ${node} !== 'string') ${bail}; ${emitString(emission, node, lead)}`
    case 'enum':
      return `if (typeof ${node} !== 'string') ${bail}; ${emitEnum(emission, schema, node, lead)}`
    case 'boolean':
      return `if (typeof ${node} !== 'boolean') ${bail}; s = s + ${lead} + (${node} ? 'true' : 'false');`
    case 'byte':
    case 'short':
    case 'integer':
    case 'intEnum':
    case 'double':
      // Minus zero and what is not finite have texts of their own.
      return `if (!isFinite(${node}) || (${node} === 0 && 1 / ${node} < 0)) ${bail}; s = s + ${lead} + ${node};`
    case 'list':
    case 'map':
    case 'structure':
      return `s = s + ${lead}; if (!${functionOf(emission, schema)}(${node})) ${bail};`
    default:
      return `{ const q = ${constant(emission, emission.hooks.leaf(schema), `k.leaf(${emission.places.get(schema) ?? -1})`)}(${node}); if (q === undefined) ${bail}; s = s + ${lead} + q; }`
  }
}

const functionOf = (emission: Emission, schema: Aggregate): string => {
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

// -------------------------------------------------------------------------------------
// aggregates
// -------------------------------------------------------------------------------------

const emitList = (emission: Emission, schema: ListSchema): string => {
  const sparse = schema.traits.sparse === true ? "if (e === null) { s = s + p + 'null'; p = ','; continue }" : ''
  return [
    `if (!Array.isArray(x)) ${bail};`,
    "let p = '[';",
    `for (let i = 0; i < x.length; i++) { const e = x[i]; ${sparse}`,
    emitValue(emission, targetOf(schema.member), 'e', 'p'),
    "p = ','; }",
    "s = s + (p === '[' ? '[]' : ']'); return true",
  ].join('\n')
}

/** A map of nothing but text is the platform's to write at once. */
const emitTexts = [
  'if (x.toJSON === undefined) { let plain = true;',
  "for (const k in x) { if (typeof x[k] !== 'string') { plain = false; break } }",
  'if (plain) { s = s + stringify(x); return true } }',
].join('\n')

const emitMap = (emission: Emission, schema: MapSchema): string => {
  const target = targetOf(schema.value)
  const isText = target._tag === 'string' || target._tag === 'enum'
  const sparse = schema.traits.sparse === true ? "if (e === null) { s = s + l + 'null'; p = ','; continue }" : ''
  return [
    isPlainRecordOr('x', bail),
    ...(isText ? [emitTexts] : []),
    "let p = '{';",
    `for (const k in x) { if (!own.call(x, k)) ${bail}; const e = x[k]; if (e === undefined) continue;`,
    `const l = k.length < ${short} && !escapes.test(k) ? p + '"' + k + '":' : p + stringify(k) + ':';`,
    sparse,
    emitValue(emission, target, 'e', 'l'),
    "p = ','; }",
    "s = s + (p === '{' ? '{}' : '}'); return true",
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
  const { nameOf } = emission.hooks
  const members = inOrder(
    schema.members.filter((member) => !isStream(member)),
    nameOf,
  )
  const lines = [isPlainRecordOr('x', bail), "let v, p = '{';"]
  // Behind a required member a comma stands for sure, and before the first member never.
  let surely = false
  for (const [at, member] of members.entries()) {
    // The text that is written, and no literal.
    const name = `${JSON.stringify(nameOf(member))}:`
    const fixed = at === 0 ? literal(`{${name}`) : surely ? literal(`,${name}`) : undefined
    lines.push(
      `v = ${access('x', member.field)};`,
      member.required ? `if (v === undefined) ${bail}; {` : 'if (v !== undefined) {',
      ...(fixed === undefined ? [`const l = p + ${literal(name)};`] : []),
      emitValue(emission, targetOf(member), 'v', fixed ?? 'l'),
      surely || member.required ? '}' : "p = ','; }",
    )
    surely = surely || member.required
  }
  lines.push(surely ? "s = s + '}'; return true" : "s = s + (p === '{' ? '{}' : '}'); return true")
  return lines.join('\n')
}

// -------------------------------------------------------------------------------------
// emit
// -------------------------------------------------------------------------------------

/** Whatever happens inside, a getter that writes something else among it, the text of the writing around is put back. */
const textEntry = (entry: string): string =>
  `return [function write(x) { const saved = s; s = ''; try { return ${entry}(x) ? s : undefined } finally { s = saved } }]`

const bytesEntry = (entry: string): string =>
  `return [function write(x) { const saved = s, from = mark(); s = ''; try { return ${entry}(x) ? take(from, s) : undefined } finally { s = saved; reset(from) } }]`

/** The writer of an aggregate: of text, or of UTF-8 bytes where there is a sink. */
export const emitWriter = (schema: Aggregate, hooks: WriteHooks): Emitted => {
  const emission: Emission = { hooks, constants: [], places: placesOf(schema), functions: new Map(), bodies: [] }
  const entry = functionOf(emission, schema)
  const sink =
    hooks.sink === undefined
      ? ''
      : `const { put, putString, take, mark, reset } = ${constant(emission, hooks.sink, 'k.sink')};`
  const source = [
    sink,
    "let s = '';",
    ...emission.bodies,
    hooks.sink === undefined ? textEntry(entry) : bytesEntry(entry),
  ].join('\n')
  return { source, constants: emission.constants }
}
