/**
 * The happy path of a reading as closures, for where no code may be made: what `emit/reader.ts` prints as source, made once
 * for each shape out of the same hooks, with the same results.
 */

import { codePoints, wholeBounds } from '../../schema/constraints.js'
import { printable } from '../../schema/printable.js'
import type {
  Aggregate,
  EnumSchema,
  ListSchema,
  MapSchema,
  Member,
  Rule,
  Schema,
  StructureSchema,
} from '../../schema/Schema.js'
import { isStream, targetOf } from '../../schema/Schema.js'
import { isWellFormed } from '../../value/Document.js'
import { getOwn, isSpread, roomFor, setOwn, spreadOf } from '../../value/own.js'
import type { Hooks } from '../emit/reader.js'
import { isWhole } from '../emit/reader.js'
import type { Count, Native } from '../emit/source.js'
import { fail, isInherited } from '../emit/source.js'
import type { Policy } from '../Policy.js'
import { isPlainRecord } from '../records.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** Reads a node that lies so deep: the result, or `fail`. */
type Read = (node: unknown, depth: number) => unknown

interface Making {
  readonly hooks: Hooks
  readonly policy: Policy
  readonly reads: Map<Schema, Read>
  /** Aggregates that the reading on its way has taken apart. */
  readonly count: Count
  /** The same, putting results together: for what rules read. */
  readonly building: Making | undefined
}

type Loose = Readonly<Record<string, unknown>>

const enforces = ({ policy }: Making, code: 'length' | 'range' | 'pattern' | 'unique' | 'documented'): boolean =>
  !policy.ignored.includes(code)

// -------------------------------------------------------------------------------------
// leaves
// -------------------------------------------------------------------------------------

const inCodePoints = (text: string, min: number, max: number): boolean => {
  if (text.length < min || text.length > 2 * max) return false
  const points = codePoints(text)
  return points >= min && points <= max
}

interface Texts {
  /** The most UTF-16 units, which the policy says. */
  readonly units: number
  readonly min: number
  readonly max: number
  /** Whether the text is known to be well formed. */
  readonly known: boolean
  readonly quick: RegExp | undefined
  readonly matches: ((text: string) => boolean) | undefined
}

const textsOf = (making: Making, schema: Schema): Texts => {
  const { length, pattern, matcher } = schema.traits
  const { min = 0, max = Infinity } = length !== undefined && enforces(making, 'length') ? length : {}
  const matches = enforces(making, 'pattern') ? making.hooks.matches(schema) : undefined
  const quick = matches !== undefined && pattern !== undefined && matcher === undefined ? printable(pattern) : undefined
  return { units: making.policy.limits.text, min, max, known: making.hooks.unicode, quick, matches }
}

/** Reads text; what is read most often is one function without others inside. */
const textRead = ({ units, min, max, known, quick, matches }: Texts): Read => {
  // Between these, units say as much as code points.
  const safe = 2 * min
  const most = Math.min(max, units)
  if (matches === undefined)
    return (node) =>
      typeof node === 'string' &&
      ((node.length <= most && node.length >= safe) || (node.length <= units && inCodePoints(node, min, max))) &&
      (known || isWellFormed(node))
        ? node
        : fail
  return (node) =>
    typeof node === 'string' &&
    ((node.length <= most && node.length >= safe) || (node.length <= units && inCodePoints(node, min, max))) &&
    (quick?.test(node) === true || ((known || isWellFormed(node)) && matches(node)))
      ? node
      : fail
}

const listedIn = (schema: EnumSchema): ReadonlySet<unknown> => new Set(schema.values.map(({ value }) => value))

/** The bounds of a number, `undefined` where one is no number, which the walk compares exactly. */
const boundsOf = (making: Making, { traits: { range } }: Schema): readonly [number, number] | undefined => {
  const { min = -Infinity, max = Infinity } = range !== undefined && enforces(making, 'range') ? range : {}
  return typeof min === 'number' && typeof max === 'number' ? [min, max] : undefined
}

/** The reading of a kind whose result is the node itself; `undefined` for any other kind. */
const sameRead = (making: Making, schema: Schema): Read | undefined => {
  switch (schema._tag) {
    case 'string':
      return textRead(textsOf(making, schema))
    case 'enum': {
      const listed = listedIn(schema)
      return (node) => (listed.has(node) ? node : fail)
    }
    case 'boolean':
      return (node) => (typeof node === 'boolean' ? node : fail)
    case 'byte':
    case 'short':
    case 'integer': {
      const bounds = boundsOf(making, schema)
      if (bounds === undefined) return undefined
      const min = Math.max(bounds[0], wholeBounds[schema._tag].min)
      const max = Math.min(bounds[1], wholeBounds[schema._tag].max)
      return (node) => (Number.isInteger(node) && (node as number) >= min && (node as number) <= max ? node : fail)
    }
    case 'double': {
      const bounds = boundsOf(making, schema)
      const [min, max] = bounds ?? [0, 0]
      // Not a number is in no range.
      if (bounds === undefined || (!making.hooks.finite && (min > -Infinity || max < Infinity))) return undefined
      if (!making.hooks.finite) return (node) => (typeof node === 'number' ? node : fail)
      return (node) => (Number.isFinite(node) && (node as number) >= min && (node as number) <= max ? node : fail)
    }
    default:
      return undefined
  }
}

const readOf = (making: Making, schema: Schema): Read => {
  const known = making.reads.get(schema)
  if (known !== undefined) return known
  const same = sameRead(making, schema)
  if (same !== undefined) return same
  if (!isAggregate(making, schema)) return making.hooks.leaf(schema)
  // A shape inside itself asks for its reading before it is made.
  let made: Read | undefined
  const soon: Read = (node, depth) => (made as Read)(node, depth)
  making.reads.set(schema, soon)
  made = aggregateRead(making, schema)
  making.reads.set(schema, made)
  return made
}

const isAggregate = (making: Making, schema: Schema): schema is Aggregate =>
  schema._tag === 'structure' ||
  schema._tag === 'map' ||
  (schema._tag === 'list' && !(schema.traits.uniqueItems === true && enforces(making, 'unique')))

/** Whether one aggregate more lies beyond the bounds. */
const isBeyond = ({ policy, count }: Making, depth: number): boolean =>
  depth >= policy.limits.depth || ++count.visits > policy.limits.nodes

const aggregateRead = (making: Making, schema: Aggregate): Read => {
  switch (schema._tag) {
    case 'list':
      return listRead(making, schema)
    case 'map':
      return mapRead(making, schema)
    case 'structure':
      return structureRead(making, schema)
  }
}

// -------------------------------------------------------------------------------------
// lists and maps
// -------------------------------------------------------------------------------------

/** Whether there are as many as the shape wants and the policy's limit lets. */
const countTest = (making: Making, { traits: { length } }: Schema, limit: number): ((count: number) => boolean) => {
  const { min = 0, max = Infinity } = length !== undefined && enforces(making, 'length') ? length : {}
  const most = Math.min(max, limit)
  return (count) => count >= min && count <= most
}

const listRead = (making: Making, schema: ListSchema): Read => {
  const { builds } = making.hooks
  const sparse = schema.traits.sparse === true
  const read = readOf(making, targetOf(schema.member))
  const isCount = countTest(making, schema, making.policy.limits.items)
  if (!builds)
    return (node, depth) => {
      if (!Array.isArray(node) || !isCount(node.length) || isBeyond(making, depth)) return fail
      for (let i = 0; i < node.length; i++) {
        const child: unknown = node[i]
        if (!(sparse && child === null) && read(child, depth + 1) === fail) return fail
      }
      return true
    }
  return (node, depth) => {
    if (!Array.isArray(node) || !isCount(node.length) || isBeyond(making, depth)) return fail
    const items: Array<unknown> = []
    for (let i = 0; i < node.length; i++) {
      const child: unknown = node[i]
      const result = sparse && child === null ? null : read(child, depth + 1)
      if (result === fail) return fail
      items.push(result)
    }
    return items
  }
}

const mapRead = (making: Making, schema: MapSchema): Read => {
  const { builds, nullIsAbsent } = making.hooks
  const sparse = schema.traits.sparse === true
  const key = targetOf(schema.key)
  const listed = key._tag === 'enum' ? listedIn(key) : undefined
  const readText = textRead(textsOf(making, key))
  const value = targetOf(schema.value)
  const read = readOf(making, value)
  const isSame = sameRead(making, value) !== undefined
  const { entries: most } = making.policy.limits
  const isCount = countTest(making, schema, most)
  return (node, depth) => {
    if (!isPlainRecord(node) || isBeyond(making, depth)) return fail
    let total = 0
    let last = ''
    for (const name in node) {
      if (name === '__proto__' || ++total > most) return fail
      last = name
    }
    // Names of a polluted prototype come behind those of the object.
    if (total > 0 && !Object.hasOwn(node, last)) return fail
    const whole = builds && isSame && isSpread(total)
    const entries: Record<string, unknown> | undefined = whole ? spreadOf(node) : builds ? roomFor(total) : undefined
    // What is given is what was looked at: a getter may say another thing the next time.
    const given = whole && entries !== undefined ? entries : node
    let count = 0
    for (const name in given) {
      // In a domain object an undefined entry is none.
      const child: unknown = given[name]
      if (child === undefined && !nullIsAbsent) return fail
      if (listed === undefined ? readText(name, depth) === fail : !listed.has(name)) return fail
      const result = sparse && child === null ? null : read(child, depth + 1)
      if (result === fail) return fail
      if (!whole && entries !== undefined) setOwn(entries, name, result)
      count++
    }
    if (!isCount(count)) return fail
    return entries ?? true
  }
}

// -------------------------------------------------------------------------------------
// structures
// -------------------------------------------------------------------------------------

interface Slot {
  readonly name: string
  readonly field: string
  readonly own: boolean
  readonly required: boolean
  readonly isDocument: boolean
  readonly read: Read
  readonly rules: ReadonlyArray<Rule>
  readonly filled: (() => unknown) | undefined
  /** Whether nothing has to be done where the node has nothing. */
  readonly mayMiss: boolean
  /** Whether what the node has is read by its kind and no more. */
  readonly isPlain: boolean
  /** Whether it is counted as a whole number. */
  readonly counts: boolean
}

const slotOf = (making: Making, member: Member, schema: StructureSchema): Slot => {
  const { nameOf, defaultOf, ofDomain } = making.hooks
  const target = targetOf(member)
  const name = nameOf(member)
  const own = isInherited(name)
  const counts = making.hooks.tally !== undefined && isWhole(target)
  const filled = defaultOf(member, target, schema)
  const rules = enforces(making, 'documented') ? schema.rules.filter((rule) => rule.member === member.name) : []
  return {
    name,
    field: member.field,
    own,
    required: member.required,
    isDocument: target._tag === 'document',
    read: readOf((rules.length > 0 && !ofDomain ? making.building : undefined) ?? making, target),
    rules,
    filled,
    mayMiss: !member.required && filled === undefined && !own,
    isPlain: rules.length === 0 && filled === undefined && !own && !counts,
    counts,
  }
}

const breaksRule = (rules: ReadonlyArray<Rule>, value: unknown): boolean =>
  rules.some((rule) => rule.check(value).length > 0)

/** Whether a record holds more than so many things under other names than those of the slots. */
const holdsOther = (node: Loose, names: ReadonlySet<string>, most: number): boolean => {
  let count = 0
  for (const name in node) if (!names.has(name) && node[name] !== undefined && ++count > most) return true
  return false
}

const structureRead = (making: Making, schema: StructureSchema): Read => {
  const { builds, refusesUnknown } = making.hooks
  const members = schema.members.filter((member) => !isStream(member))
  // Names that records inherit cannot be counted upon to be assigned to; the walk knows how to make own ones.
  if (members.some(({ field }) => field in Object.prototype)) return () => fail
  let slots: ReadonlyArray<Slot> | undefined
  const keys = members.map(making.hooks.nameOf)
  const names = new Set(keys)
  const others = refusesUnknown ? 0 : making.policy.limits.members
  return (node, depth) => {
    if (!isPlainRecord(node) || isBeyond(making, depth)) return fail
    slots ??= members.map((member) => slotOf(making, member, schema))
    const record: Record<string, unknown> | undefined = builds ? {} : undefined
    for (let i = 0; i < slots.length; i++) {
      const child: unknown = node[keys[i] as string]
      const slot = slots[i] as Slot
      if (child === undefined && slot.mayMiss) continue
      if (slot.isPlain && child !== null) {
        const result = slot.read(child, depth + 1)
        if (result === fail) return fail
        if (record !== undefined) record[slot.field] = result
        continue
      }
      const result = readSlot(making, slot, node, depth)
      if (result === fail) return fail
      if (record !== undefined && result !== undefined) record[slot.field] = result
    }
    if (others < Infinity && holdsOther(node, names, others)) return fail
    return record ?? true
  }
}

/** Reads a member that asks for more than its kind. */
const readSlot = (
  { hooks: { builds, ofDomain, nullIsAbsent, tally } }: Making,
  slot: Slot,
  node: Loose,
  depth: number,
): unknown => {
  const child: unknown = slot.own ? getOwn(node, slot.name) : node[slot.name]
  if (child === undefined || (child === null && nullIsAbsent && !slot.isDocument)) {
    const filled = slot.filled?.()
    return filled === undefined && slot.required ? fail : filled
  }
  const result = slot.read(child, depth + 1)
  if (slot.counts && tally !== undefined) tally.whole++
  if (result === fail || slot.rules.length === 0) return result
  // A check alone has no result, but the domain object itself may be what it sees.
  return breaksRule(slot.rules, builds || !ofDomain ? result : child) ? fail : result
}

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

/**
 * The readers of an aggregate under a policy and of the aggregates inside it. Domain: strict policies without advice, as of
 * `emitReader`.
 */
export const closeReader = (
  schema: Aggregate,
  policy: Policy,
  hooks: Hooks,
): { readonly whole: Native; readonly partOf: (part: Schema) => Native | undefined } => {
  const shared = { policy, count: hooks.count }
  const building: Making = { ...shared, hooks: { ...hooks, builds: true }, reads: new Map(), building: undefined }
  const making: Making = { ...shared, hooks, reads: new Map(), building: hooks.builds ? undefined : building }
  const read = readOf(making, schema)
  const parts = new Map<Schema, Native>()
  return {
    whole: (node, depth = 0) => {
      making.count.visits = 0
      return read(node, depth)
    },
    partOf: (part) => {
      const known = parts.get(part)
      if (known !== undefined) return known
      if (!isAggregate(making, part)) return undefined
      const inner = readOf(making, part)
      // Counted on top of what was counted before.
      const native: Native = (node, depth = 0) => inner(node, depth)
      parts.set(part, native)
      return native
    },
  }
}
