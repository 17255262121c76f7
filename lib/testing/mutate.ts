/**
 * Good JSON trees broken in known ways, each breakage with the one issue that readers must give for it.
 *
 * Law 6: k mutations in disjoint places give exactly k issues, with those paths and codes.
 */

import { writeBase64 } from '../format/base64.js'
import { json } from '../interpret/json.js'
import { compilePattern } from '../schema/pattern.js'
import type { ListSchema, MapSchema, Member, Schema, StructureSchema, UnionSchema } from '../schema/Schema.js'
import { targetOf } from '../schema/Schema.js'
import type { Length } from '../schema/Traits.js'
import type { AnyShape } from '../shape/Shape.js'
import { shapeOf } from '../shape/shapeOf.js'
import type { Document } from '../value/Document.js'
import type { Issue, Path } from '../value/Issue.js'
import { redacted } from '../value/Issue.js'
import { getOwn, recordOf } from '../value/own.js'
import type { ArbitraryOptions } from './arbitrary.js'
import { arbitrary } from './arbitrary.js'
import type { Arbitrary, FastCheck } from './FastCheck.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** What a mutation must be answered with: the parts of an issue that say where and what. */
export type Label = Pick<Issue, 'path' | 'code' | 'at'>

/** One way to break a tree. */
export interface Mutation {
  readonly name: string
  /** Names in the tree, `jsonName` heeded, of the part that is replaced; of a member that is taken away, the member. */
  readonly place: Path
  /** What stands there afterwards; `undefined` takes the member away. */
  readonly by: Document | undefined
  readonly label: Label
}

export interface Mutated {
  readonly tree: Document
  readonly mutations: ReadonlyArray<Mutation>
}

interface Site {
  readonly place: Path
  readonly path: Path
  /** Whether map keys are shown as the marker from here on. */
  readonly hidden: boolean
}

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

type Sink = (name: string, site: Site, code: Issue['code'], by: Document | undefined, at?: 'key' | 'item') => void

type JsonRecord = Readonly<Record<string, Document>>

/** Every mutation of a tree that this module knows, the tree being good. Members under documented rules are left alone. */
export const mutationsOf = (schema: Schema, tree: Document): ReadonlyArray<Mutation> => {
  const found: Array<Mutation> = []
  const sink: Sink = (name, { place, path }, code, by, at) =>
    found.push({ name, place, by, label: at === undefined ? { path, code } : { path, code, at } })
  visit(sink, schema, { place: [], path: [], hidden: schema.traits.sensitive === true }, tree)
  return found
}

const visit = (sink: Sink, schema: Schema, site: Site, tree: Document): void => {
  switch (schema._tag) {
    case 'structure':
      visitStructure(sink, schema, site, tree as JsonRecord)
      break
    case 'union':
      visitUnion(sink, schema, site, tree as JsonRecord)
      break
    case 'list':
      visitList(sink, schema, site, tree as ReadonlyArray<Document>)
      break
    case 'map':
      visitMap(sink, schema, site, tree as JsonRecord)
      break
    default:
      visitLeaf(sink, schema, site, tree)
      break
  }
}

// -------------------------------------------------------------------------------------
// leaves
// -------------------------------------------------------------------------------------

const codePointsOf = (text: string): ReadonlyArray<string> => [...text]

const inLength = (count: number, { min = 0, max = Infinity }: Length = {}): boolean => count >= min && count <= max

/** Which of a text's two constraints it breaks. */
const textBreaches = ({ traits: { length, pattern } }: Schema, text: string): ReadonlyArray<Issue['code']> => {
  const expression = pattern === undefined ? undefined : compilePattern(pattern)
  return [
    ...(inLength(codePointsOf(text).length, length) ? [] : (['length'] as const)),
    ...(expression === undefined || expression.test(text) ? [] : (['pattern'] as const)),
  ]
}

/** Longer texts cost more than they find. */
const longest = 2000

/** Texts that break exactly one constraint. */
const brokenTexts = (schema: Schema, text: string): ReadonlyArray<readonly [Issue['code'], string]> => {
  const { min = 0, max = Infinity } = schema.traits.length ?? {}
  const points = codePointsOf(text)
  const last = points[points.length - 1] ?? 'a'
  const tried = [
    points.slice(0, Math.max(0, min - 1)).join(''),
    ...(max <= longest ? [text + last.repeat(max + 1 - points.length)] : []),
    ...['!', '\u0000', 'é', ' ', '9', 'a', 'Z'].map((unit) => unit.repeat(Math.max(1, points.length))),
    `${points.slice(0, -1).join('')}\n`,
    '',
  ]
  const found = new Map<Issue['code'], string>()
  for (const one of tried) {
    const [code, more] = textBreaches(schema, one)
    if (code !== undefined && more === undefined && !found.has(code)) found.set(code, one)
  }
  return [...found]
}

const outside: { readonly [K in Schema['_tag']]?: ReadonlyArray<Document> } = {
  byte: [128, -129],
  short: [32_768],
  integer: [2_147_483_648, -2_147_483_649],
  intEnum: [4_294_967_296],
  long: [2n ** 63n, -(2n ** 63n) - 1n],
  float: [1e39, -1e39],
}

const rangeBroken = (schema: Schema): ReadonlyArray<Document> => {
  const { min, max } = schema.traits.range ?? {}
  const beyond = (bound: number | bigint | string | undefined, by: bigint): ReadonlyArray<Document> => {
    if (bound === undefined) return []
    const whole = typeof bound === 'bigint' ? bound : BigInt(Math.trunc(Number(bound)))
    const moved = whole + by
    // Bounds that a double does not tell apart from their neighbours are left alone.
    return moved >= -(2n ** 53n) && moved <= 2n ** 53n ? [Number(moved)] : []
  }
  const within = { byte: [-128, 127], short: [-32_768, 32_767], integer: [-(2 ** 31), 2 ** 31 - 1] }
  const [low, high] = getOwn<ReadonlyArray<number>>(within, schema._tag) ?? [-Infinity, Infinity]
  return [...beyond(min, -2n), ...beyond(max, 2n)].filter(
    (n) => schema._tag !== 'intEnum' && Number(n) >= Number(low) && Number(n) <= Number(high),
  )
}

const visitLeaf = (sink: Sink, schema: Schema, site: Site, tree: Document): void => {
  switch (schema._tag) {
    case 'document':
      return
    case 'string':
      for (const [code, text] of brokenTexts(schema, tree as string)) sink(`text that breaks ${code}`, site, code, text)
      sink('lone surrogate', site, 'type', '\ud800')
      sink('wrong type', site, 'type', 7)
      return
    case 'enum':
      sink('unlisted value', site, 'enum', 'no such value')
      sink('wrong type', site, 'type', true)
      return
    case 'blob': {
      const { min = 0, max = Infinity } = schema.traits.length ?? {}
      if (min > 0) sink('too few bytes', site, 'length', writeBase64(new Uint8Array(min - 1)))
      if (max <= longest) sink('too many bytes', site, 'length', writeBase64(new Uint8Array(max + 1)))
      sink('no base64', site, 'syntax', '*')
      sink('wrong type', site, 'type', 7)
      return
    }
    case 'timestamp':
      if ((schema.traits.timestampFormat ?? 'epoch-seconds') === 'epoch-seconds') {
        sink('time out of range', site, 'range', 1e12)
        sink('text for a time', site, 'type', '1515531081')
      } else {
        sink('no time', site, 'syntax', 'yesterday')
        sink('number for a time', site, 'type', 1_515_531_081)
      }
      return
    case 'boolean':
      sink('text for a boolean', site, 'type', 'true')
      return
    case 'intEnum':
      if (!schema.values.some(({ value }) => value === 77)) sink('unlisted number', site, 'enum', 77)
      break
    default:
      break
  }
  for (const n of outside[schema._tag] ?? []) sink('number beyond the kind', site, 'range', n)
  for (const n of rangeBroken(schema)) sink('number out of range', site, 'range', n)
  const isWhole = schema._tag !== 'float' && schema._tag !== 'double' && schema._tag !== 'bigDecimal'
  if (isWhole) sink('fraction', site, 'type', 1.5)
  sink('text for a number', site, 'type', '7')
}

// -------------------------------------------------------------------------------------
// lists and maps
// -------------------------------------------------------------------------------------

const inwards = (site: Site, name: string | number, path: string | number, target: Schema): Site => ({
  place: [...site.place, name],
  path: [...site.path, path],
  hidden: site.hidden || target.traits.sensitive === true,
})

const isNullable = (holder: Schema, target: Schema): boolean =>
  holder.traits.sparse === true || target._tag === 'document'

const visitList = (sink: Sink, schema: ListSchema, site: Site, items: ReadonlyArray<Document>): void => {
  const target = targetOf(schema.member)
  const { min = 0, max = Infinity } = schema.traits.length ?? {}
  const unique = schema.traits.uniqueItems === true
  const [first] = items
  sink('wrong type', site, 'type', 'x')
  if (min > 0) sink('too few items', site, 'length', items.slice(0, min - 1))
  if (!unique && first !== undefined && max <= longest)
    sink('too many items', site, 'length', [...items, ...Array<Document>(max + 1 - items.length).fill(first)])
  if (unique && first !== undefined && items.length < max)
    sink('repeated item', site, 'unique', [...items, first], 'item')
  items.forEach((item, i) => {
    const inner = inwards(site, i, i, target)
    if (!isNullable(schema, target)) sink('null item', inner, 'type', null)
    if (item !== null || target._tag === 'document') visit(sink, target, inner, item)
  })
}

const visitMap = (sink: Sink, schema: MapSchema, site: Site, record: JsonRecord): void => {
  const key = targetOf(schema.key)
  const target = targetOf(schema.value)
  const { min = 0, max = Infinity } = schema.traits.length ?? {}
  const entries = Object.entries(record)
  const [first, ...rest] = entries
  const hidesKeys = site.hidden || key.traits.sensitive === true
  sink('wrong type', site, 'type', [])
  if (min > 0) sink('too few entries', site, 'length', recordOf(entries.slice(0, min - 1)))
  if (first !== undefined) {
    const renamed = (name: string): Document => recordOf([...rest, [name, first[1]]])
    sink('key with a lone surrogate', site, 'type', renamed('\ud800'), 'key')
    if (key._tag === 'enum') sink('unlisted key', site, 'enum', renamed('no such value'), 'key')
    else {
      for (const [code, text] of brokenTexts(key, first[0])) {
        if (getOwn(record, text) === undefined) sink(`key that breaks ${code}`, site, code, renamed(text), 'key')
      }
      const isFree = key.traits.length === undefined && key.traits.pattern === undefined
      if (isFree && max <= longest) {
        const more = Array.from({ length: max + 1 - entries.length }, (_, i) => [`more ${i}`, first[1]] as const)
        if (more.every(([name]) => getOwn(record, name) === undefined))
          sink('too many entries', site, 'length', recordOf([...entries, ...more]))
      }
    }
  }
  for (const [name, item] of entries) {
    const inner = inwards(site, name, hidesKeys ? redacted : name, target)
    if (!isNullable(schema, target)) sink('null value', inner, 'type', null)
    if (item !== null || target._tag === 'document') visit(sink, target, inner, item)
  }
}

// -------------------------------------------------------------------------------------
// structures and unions
// -------------------------------------------------------------------------------------

const wireName = (member: Member): string => member.traits.jsonName ?? member.name

const hasDefault = ({ traits }: Member): boolean =>
  traits.default !== undefined && traits.default !== null && traits.clientOptional !== true

const visitStructure = (sink: Sink, schema: StructureSchema, site: Site, record: JsonRecord): void => {
  sink('wrong type', site, 'type', [])
  for (const member of schema.members) {
    if (schema.rules.some((rule) => rule.member === member.name)) continue
    const target = targetOf(member)
    const inner = inwards(site, wireName(member), member.name, target)
    const field = getOwn(record, wireName(member))
    if (field === undefined) continue
    if (member.required && !hasDefault(member)) {
      sink('missing member', inner, 'missing', undefined)
      if (target._tag !== 'document') sink('null member', inner, 'missing', null)
    }
    visit(sink, target, inner, field)
  }
}

const visitUnion = (sink: Sink, schema: UnionSchema, site: Site, record: JsonRecord): void => {
  sink('wrong type', site, 'type', [])
  sink('no member', site, 'union', {})
  sink('unknown member', site, 'union', recordOf([['$nobody', 1]]))
  for (const member of schema.members) {
    const target = targetOf(member)
    const inner = inwards(site, wireName(member), member.name, target)
    const field = getOwn(record, wireName(member))
    if (field === undefined) continue
    sink(
      'two members',
      site,
      'union',
      recordOf([
        [wireName(member), field ?? 1],
        ['$nobody', 1],
      ]),
    )
    visit(sink, target, inner, field)
  }
}

// -------------------------------------------------------------------------------------
// combinators
// -------------------------------------------------------------------------------------

const isWithin = (inner: Path, outer: Path): boolean => outer.every((segment, i) => inner[i] === segment)

const isDisjoint = (a: Mutation, b: Mutation): boolean => !isWithin(a.place, b.place) && !isWithin(b.place, a.place)

/** Applies a mutation to a tree. */
export const applyMutation = (tree: Document, { place, by }: Mutation): Document => change(tree, place, by) as Document

const change = (tree: Document, [head, ...rest]: Path, by: Document | undefined): Document | undefined => {
  if (head === undefined) return by
  if (Array.isArray(tree))
    return tree.map((item: Document, i) => (i === head ? (change(item, rest, by) as Document) : item))
  const entries = Object.entries(tree as JsonRecord).flatMap(
    ([name, part]): ReadonlyArray<readonly [string, Document]> => {
      const changed = name === head ? change(part, rest, by) : part
      return changed === undefined ? [] : [[name, changed]]
    },
  )
  return recordOf(entries)
}

/** A number of a text, of 32 bits. Source: G. Fowler, L. C. Noll, K.-P. Vo, "FNV-1a". */
const hashOf = (text: string, seed: number): number => {
  let hash = (0x811c9dc5 ^ seed) >>> 0
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  // The last characters would count for less.
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
  return (hash ^ (hash >>> 12)) >>> 0
}

/**
 * One of the mutations, the same one as long as it is among them: while a tree shrinks, others come and go.
 *
 * Source: D. Thaler, C. V. Ravishankar, "A Name-Based Mapping Scheme for Rendezvous", 1996.
 */
const choose = (open: ReadonlyArray<Mutation>, pick: number): Mutation | undefined => {
  const ranked = open.map((one) => [hashOf(`${one.name}/${one.place.join('/')}`, pick), one] as const)
  return ranked.reduce<(typeof ranked)[number] | undefined>(
    (best, one) => (best === undefined || one[0] < best[0] ? one : best),
    undefined,
  )?.[1]
}

/**
 * Good trees of a shape with up to `count` mutations in disjoint places; fewer where the tree has no more such places. They
 * shrink to the smallest tree that has the same mutations.
 */
export const mutated =
  (fc: FastCheck) =>
  (shape: AnyShape, count: number, options: ArbitraryOptions = {}): Arbitrary<Mutated> => {
    const subject = shapeOf(shape.schema, shape.policy)
    const picks = fc.array(fc.nat(), { minLength: count, maxLength: count })
    return fc.tuple(arbitrary(fc)(shape.schema, options), picks).map(([a, indices]) => {
      const good = json(subject).encode(a)
      const all = mutationsOf(shape.schema, good)
      const chosen: Array<Mutation> = []
      for (const index of indices) {
        const open = all.filter((one) => chosen.every((other) => isDisjoint(one, other)))
        const next = choose(open, index)
        if (next !== undefined) chosen.push(next)
      }
      return { tree: chosen.reduce(applyMutation, good), mutations: chosen }
    })
  }
