/**
 * Domain objects as plain data for logs: JSON without anything that is sensitive, whatever it is given.
 *
 * Laws: it never throws; nothing that a sensitive shape or an override holds occurs in the result; `JSON.stringify` takes the result.
 */

import { fieldOf, isRecord } from '../compile/records.js'
import type { Member, Schema } from '../schema/Schema.js'
import { isStream, targetOf } from '../schema/Schema.js'
import type { AnyShape } from '../shape/Shape.js'
import { isBigDecimal, isDocumentDecimal, writeDecimal } from '../value/BigDecimal.js'
import { epochMillisOf, isBytes, sizeOf } from '../value/builtIns.js'
import { isPlain } from '../value/Document.js'
import { redacted } from '../value/Issue.js'
import { recordOf } from '../value/own.js'
import type { HiddenAt, Hiding, Overrides, RedactOptions } from './redact.js'
import { hiddenIn, hidingOf, isHiddenAt } from './redact.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

export type Loggable =
  | null
  | boolean
  | number
  | string
  | ReadonlyArray<Loggable>
  | { readonly [name: string]: Loggable }

/** Stands for what lies too deep, or comes after too much. */
const cut = '(cut)'

const mostLevels = 64

const mostNodes = 100_000

// -------------------------------------------------------------------------------------
// leaves
// -------------------------------------------------------------------------------------

const numberLog = (n: number): Loggable => (Number.isFinite(n) ? n : String(n))

/** The digits of a number that would take long to print are not wanted in a log either. */
const bigLog = (n: bigint): Loggable => (n > -(10n ** 400n) && n < 10n ** 400n ? n.toString() : cut)

/** `undefined` for what is not of the kind: nobody knows what it is. */
const leafLog = (schema: Schema, node: unknown): Loggable | undefined => {
  switch (schema._tag) {
    case 'string':
    case 'enum':
      return typeof node === 'string' ? node : undefined
    case 'boolean':
      return typeof node === 'boolean' ? node : undefined
    case 'long':
    case 'bigInteger':
      return typeof node === 'bigint' ? bigLog(node) : typeof node === 'number' ? numberLog(node) : undefined
    case 'bigDecimal':
      if (!isBigDecimal(node)) return undefined
      return bigLog(node.coefficient) === cut ? cut : writeDecimal(node)
    case 'blob':
      return isBytes(node) ? `(${sizeOf(node)} ${sizeOf(node) === 1 ? 'byte' : 'bytes'})` : undefined
    case 'timestamp': {
      const epochMillis = epochMillisOf(node)
      if (epochMillis === undefined) return undefined
      return Number.isNaN(epochMillis) ? 'an invalid time' : new Date(epochMillis).toISOString()
    }
    default:
      return typeof node === 'number' ? numberLog(node) : undefined
  }
}

// -------------------------------------------------------------------------------------
// interpreter
// -------------------------------------------------------------------------------------

/** What one call has made so far: objects that share parts could cost time that grows with the paths through them. */
interface Budget {
  left: number
}

const documentLog = (node: unknown, levels: number, budget: Budget): Loggable => {
  if (node === null || typeof node === 'boolean' || typeof node === 'string') return node
  if (typeof node === 'number') return numberLog(node)
  if (typeof node === 'bigint') return bigLog(node)
  if (typeof node !== 'object') return redacted
  if (isDocumentDecimal(node)) return bigLog(node.coefficient) === cut ? cut : writeDecimal(node)
  if (levels <= 0 || budget.left-- <= 0) return cut
  if (Array.isArray(node)) return itemsOf(node).map((item) => documentLog(item, levels - 1, budget))
  if (!isPlain(node)) return redacted
  return recordOf(Object.entries(node).map(([name, part]) => [name, documentLog(part, levels - 1, budget)] as const))
}

/** The items of a list without holes, as many as may be told. */
const itemsOf = (list: ReadonlyArray<unknown>): ReadonlyArray<unknown> =>
  Array.from({ length: Math.min(list.length, mostNodes) }, (_, i) => list[i])

/** A part of an aggregate; reading it may throw. */
type Inside = (member: Member, key: string, part: () => unknown) => Loggable

interface Visit {
  readonly hiding: Hiding
  readonly budget: Budget
}

type Aggregate = Extract<Schema, { readonly _tag: 'structure' | 'union' | 'list' | 'map' }>

const isAggregate = (schema: Schema): schema is Aggregate => ['structure', 'union', 'list', 'map'].includes(schema._tag)

const visit = (visiting: Visit, schema: Schema, node: unknown, at: HiddenAt, levels: number): Loggable => {
  if (isHiddenAt(schema, visiting.hiding, at)) return redacted
  const { budget } = visiting
  if (schema._tag === 'document') return documentLog(node, levels, budget)
  if (!isAggregate(schema)) return leafLog(schema, node) ?? redacted
  if (levels <= 0 || budget.left-- <= 0) return cut
  const inside: Inside = (member, key, part) =>
    attempt(() => {
      const held = part()
      return held === null && schema._tag !== 'union' && schema._tag !== 'structure'
        ? null
        : visit(visiting, targetOf(member), held, hiddenIn(schema, at, member, key), levels - 1)
    })
  switch (schema._tag) {
    case 'list':
      return Array.isArray(node) ? itemsOf(node).map((item) => inside(schema.member, '', () => item)) : redacted
    case 'map': {
      if (!isRecord(node)) return redacted
      const keys = targetOf(schema.key)
      const isSecret = isHiddenAt(keys, visiting.hiding, undefined)
      return recordOf(
        Object.keys(node).map(
          (key, i) => [isSecret ? `${redacted} ${i + 1}` : key, inside(schema.value, key, () => node[key])] as const,
        ),
      )
    }
    case 'union': {
      if (!isRecord(node)) return redacted
      const tag = node['_tag']
      const member = schema.members.find(({ field }) => field === tag)
      return member === undefined
        ? { _tag: tag === '$unknown' ? tag : redacted, value: redacted }
        : { _tag: member.field, value: inside(member, member.field, () => node['value']) }
    }
    case 'structure':
      return isRecord(node) ? fieldsLog(schema.members, node, inside) : redacted
  }
}

/** Members that the shape does not know are told by name alone. */
const fieldsLog = (
  members: ReadonlyArray<Member>,
  record: Readonly<Record<string, unknown>>,
  inside: Inside,
): Loggable => {
  const known = new Set(members.map(({ field }) => field))
  const told = members.flatMap((member): ReadonlyArray<readonly [string, Loggable]> => {
    const { field } = member
    // What throws is there.
    const isAbsent = attempt(() => fieldOf(record, field) === undefined)
    if (isAbsent === true) return []
    return [[field, isStream(member) ? '(a stream)' : inside(member, field, () => fieldOf(record, field))]]
  })
  const strangers = Object.keys(record)
    .filter((name) => !known.has(name))
    .map((name) => [name, redacted] as const)
  return recordOf<Loggable>([...told, ...strangers])
}

/** A getter or a proxy may throw whatever it likes; its words may be of what it hides. */
const attempt = <A>(read: () => A): A | typeof redacted => {
  try {
    return read()
  } catch {
    return redacted
  }
}

/**
 * A function from domain objects of a shape to plain data for a log: dates and big numbers as text, bytes as their count, what is
 * sensitive and members that the shape does not know as a marker. Anything at all may be given; what is not of the shape is
 * hidden.
 *
 * Bounds: 64 levels, 100,000 aggregates; what lies beyond is `(cut)`.
 *
 * @example
 * ```ts
 * import { EmailAddressInfo } from 'wireshape/connect'
 *
 * assert.deepEqual(loggable(EmailAddressInfo)({ emailAddress: 'ada@example.com', displayName: 'Ada', x: 1 }), {
 *   emailAddress: '(redacted)',
 *   displayName: '(redacted)',
 *   x: '(redacted)',
 * })
 * ```
 */
export const loggable = <S extends AnyShape>(
  shape: S,
  options: RedactOptions<S['_A']> = {},
): ((domain: unknown) => Loggable) => {
  const hiding = hidingOf(shape, options as Overrides)
  return (domain) =>
    attempt(() => visit({ hiding, budget: { left: mostNodes } }, shape.schema, domain, hiding.members, mostLevels))
}
