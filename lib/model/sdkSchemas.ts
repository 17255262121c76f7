/**
 * The runtime schemas of an AWS SDK v3 client as shapes of a Smithy JSON AST.
 *
 * A schema is a list that begins with its kind, namespace and name; a number stands for a kind without a name, a function
 * for the schema that it gives, a pair for a schema with a member's traits.
 *
 * Source: `@smithy/types`, `schema/static-schemas.d.ts`; `@smithy/core`, `schema/NormalizedSchema.js`.
 */

import { setOwn } from '../value/own.js'
import type { Place } from './faults.js'
import { report, within } from './faults.js'
import { sdkTraits } from './sdkTraits.js'
import type { Said } from './smithy.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

export type StaticSchema = ReadonlyArray<unknown>

type Node = Record<string, unknown>

/** What a reference leads to: the target's id and the traits that the reference adds. */
interface Reference {
  readonly target: string
  readonly traits: Node
}

interface Context {
  readonly issues: Place['issues']
  readonly said: Map<string, Said>
  readonly pending: Array<readonly [schema: StaticSchema, place: Place]>
}

// -------------------------------------------------------------------------------------
// kinds
// -------------------------------------------------------------------------------------

const kinds = {
  simple: 0,
  list: 1,
  map: 2,
  structure: 3,
  error: -3,
  union: 4,
  operation: 9,
} as const

const isText = (u: unknown): u is string => typeof u === 'string'

/** Whether an export is a schema with a name. */
export const isSchema = (u: unknown): u is StaticSchema =>
  Array.isArray(u) && u.length >= 5 && typeof u[0] === 'number' && isText(u[1]) && isText(u[2])

export const isOperation = (schema: StaticSchema): boolean => schema[0] === kinds.operation

/** An error that the service models; the client's own base of all errors is none. */
export const isError = (schema: StaticSchema): boolean =>
  schema[0] === kinds.error && !String(schema[1]).startsWith('smithy.ts.sdk.synthetic')

export const schemaId = (schema: StaticSchema): string => `${schema[1]}#${schema[2]}`

/**
 * The kinds that have a number, and what else the number says. The client knows one kind of number up to double: here too
 * it is one, double, which holds whatever the client's own `number` holds.
 */
const leaves: ReadonlyMap<unknown, Reference> = /*#__PURE__*/ new Map<unknown, Reference>([
  [0, { target: 'smithy.api#String', traits: {} }],
  [1, { target: 'smithy.api#Double', traits: {} }],
  [2, { target: 'smithy.api#Boolean', traits: {} }],
  [4, { target: 'smithy.api#Timestamp', traits: {} }],
  [5, { target: 'smithy.api#Timestamp', traits: { 'smithy.api#timestampFormat': 'date-time' } }],
  [6, { target: 'smithy.api#Timestamp', traits: { 'smithy.api#timestampFormat': 'http-date' } }],
  [7, { target: 'smithy.api#Timestamp', traits: { 'smithy.api#timestampFormat': 'epoch-seconds' } }],
  [15, { target: 'smithy.api#Document', traits: {} }],
  [17, { target: 'smithy.api#BigInteger', traits: {} }],
  [19, { target: 'smithy.api#BigDecimal', traits: {} }],
  [21, { target: 'smithy.api#Blob', traits: {} }],
  [42, { target: 'smithy.api#Blob', traits: { 'smithy.api#streaming': {} } }],
  ['unit', { target: 'smithy.api#Unit', traits: {} }],
])

const listBit = 64
const mapBit = 128

/** The type of the shape that a simple schema names. */
const typeOf = (target: string): string => {
  const name = target.slice(target.indexOf('#') + 1)
  return name.charAt(0).toLowerCase() + name.slice(1)
}

// -------------------------------------------------------------------------------------
// references
// -------------------------------------------------------------------------------------

/** Functions that give functions beyond which a reference leads nowhere. */
const maxSteps = 16

const derefer = (ref: unknown, place: Place): unknown => {
  let given = ref
  for (let i = 0; typeof given === 'function'; i++) {
    if (i === maxSteps) return report(place, 'depth', `a schema within ${maxSteps} functions`, 'more functions')
    try {
      given = given()
    } catch {
      return report(place, 'type', 'a function that gives a schema', 'one that throws')
    }
  }
  return given
}

/** A list or map of a kind without a name, which gets one: `aws.sdk#StringList`. */
const nameless = (code: number, place: Place, context: Context): Reference | undefined => {
  const isMap = (code & mapBit) !== 0
  const item = leaves.get(code & (listBit - 1))
  if (code >= 2 * mapBit || code < listBit || item === undefined)
    return report(place, 'enum', 'a kind of schema', `the number ${code}`)
  const format = item.traits['smithy.api#timestampFormat']
  const name = `${item.target.slice(item.target.indexOf('#') + 1)}${isText(format) ? format.replace(/\W/g, '') : ''}`
  const id = `aws.sdk#${name}${isMap ? 'Map' : 'List'}`
  const shape = isMap
    ? { type: 'map', key: { target: 'smithy.api#String' }, value: item }
    : { type: 'list', member: item }
  if (!context.said.has(id)) context.said.set(id, [id, shape, { ...place, shape: id }])
  return { target: id, traits: {} }
}

const referTo = (ref: unknown, place: Place, context: Context): Reference | undefined => {
  const given = derefer(ref, place)
  if (Array.isArray(given) && given.length === 2 && !isText(given[0])) {
    const inner = referTo(given[0], place, context)
    return inner && { target: inner.target, traits: { ...inner.traits, ...sdkTraits(given[1], within(place, 1)) } }
  }
  if (isSchema(given)) {
    context.pending.push([given, place])
    return { target: schemaId(given), traits: {} }
  }
  const leaf = leaves.get(given)
  if (leaf !== undefined) return leaf
  if (typeof given === 'number') return nameless(given, place, context)
  return given === undefined && typeof ref === 'function'
    ? undefined
    : report(place, 'type', 'a schema', given === undefined ? 'nothing' : 'another kind')
}

// -------------------------------------------------------------------------------------
// shapes
// -------------------------------------------------------------------------------------

/** Members in the client's order, of which the first few are required. */
const membersOf = (schema: StaticSchema, place: Place, context: Context): Node => {
  const members: Node = {}
  const [, , , , names, refs, required] = schema
  if (!Array.isArray(names) || !Array.isArray(refs) || names.length !== refs.length) {
    report(place, 'type', 'as many names of members as schemas', 'another number')
    return members
  }
  for (const [i, name] of names.entries()) {
    if (!isText(name)) report(within(place, 4, i), 'type', 'the name of a member', 'another kind')
    const member = isText(name) ? referTo(refs[i], within(place, 5, i), context) : undefined
    if (member === undefined) continue
    const isRequired = typeof required === 'number' && i < required
    const traits = isRequired ? { ...member.traits, 'smithy.api#required': {} } : member.traits
    setOwn<unknown>(members, name, { target: member.target, traits })
  }
  return members
}

/** Whether a member's reference says that it is a label. */
const isLabel = (ref: unknown): boolean =>
  Array.isArray(ref) && ref.length === 2 && (typeof ref[1] === 'number' ? (ref[1] & 1) === 1 : ref[1]?.httpLabel === 1)

/**
 * The traits of an operation, its path whole again: a client that puts a label into the host, as S3's does with a bucket,
 * leaves it out of the path, where the protocol has it first.
 */
const withLabels = (traits: Node, input: unknown): Node => {
  const http = traits['smithy.api#http'] as { readonly uri?: unknown } | undefined
  const schema = derefer(input, { outer: undefined, segments: [], shape: '', issues: [] })
  const uri = http?.uri
  if (!isText(uri) || !isSchema(schema) || !Array.isArray(schema[4]) || !Array.isArray(schema[5])) return traits
  const refs: ReadonlyArray<unknown> = schema[5]
  const absent = schema[4].filter(
    (name, i) => isText(name) && isLabel(refs[i]) && !uri.includes(`{${name}}`) && !uri.includes(`{${name}+}`),
  )
  if (absent.length === 0) return traits
  const rest = uri === '/' || uri.startsWith('/?') ? uri.slice(1) : uri
  return { ...traits, 'smithy.api#http': { ...http, uri: `${absent.map((name) => `/{${name}}`).join('')}${rest}` } }
}

const unit: Reference = { target: 'smithy.api#Unit', traits: {} }

const shapeOf = (schema: StaticSchema, place: Place, context: Context): Node | undefined => {
  const traits = sdkTraits(schema[3], within(place, 3))
  const part = (i: number): Reference | undefined => referTo(schema[i], within(place, i), context)
  switch (schema[0]) {
    case kinds.simple: {
      const leaf = part(4)
      return leaf && { type: typeOf(leaf.target), traits: { ...leaf.traits, ...traits } }
    }
    case kinds.list: {
      const member = part(4)
      return member && { type: 'list', member, traits }
    }
    case kinds.map: {
      const key = part(4)
      const value = part(5)
      return key && value && { type: 'map', key, value, traits }
    }
    case kinds.structure:
      return { type: 'structure', members: membersOf(schema, place, context), traits }
    case kinds.error:
      return {
        type: 'structure',
        members: membersOf(schema, place, context),
        traits: { 'smithy.api#error': 'client', ...traits },
      }
    case kinds.union:
      return { type: 'union', members: membersOf(schema, place, context), traits }
    case kinds.operation:
      return {
        type: 'operation',
        input: part(4) ?? unit,
        output: part(5) ?? unit,
        traits: withLabels(traits, schema[4]),
      }
    default:
      return report(within(place, 0), 'enum', 'a kind of schema', `the number ${schema[0]}`)
  }
}

/** The shapes of those schemas and of all that they reach, each once. */
export const shapesOf = (
  schemas: ReadonlyArray<readonly [StaticSchema, Place]>,
  issues: Place['issues'],
): Iterable<Said> => {
  const context: Context = { issues, said: new Map(), pending: [...schemas].reverse() }
  const { said, pending } = context
  const seen = new Set<string>()
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const [schema, place] = next
    const id = schemaId(schema)
    if (seen.has(id)) continue
    seen.add(id)
    const at = { ...place, shape: id }
    const shape = shapeOf(schema, at, context)
    if (shape !== undefined) said.set(id, [id, shape, at])
  }
  return said.values()
}
