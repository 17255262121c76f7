/**
 * The reading of a shape as the form bodies of the query protocols: `A.member.1.B=x`.
 *
 * Source: Smithy 2.0, "AWS query protocol" and "AWS EC2 query protocol", query key resolution.
 */

import type { Run } from '../compile/Run.js'
import { refuse } from '../compile/Run.js'
import { float32 } from '../compile/records.js'
import type { View, Writing } from '../compile/View.js'
import { Fault, fault, mismatch } from '../compile/View.js'
import { readBase64, writeBase64 } from '../format/base64.js'
import { shortestFloat32 } from '../format/float32.js'
import type { FormNode, FormPairs } from '../format/form.js'
import { numbered } from '../format/form.js'
import type { Member, Schema } from '../schema/Schema.js'
import { readDecimal, writeDecimal } from '../value/BigDecimal.js'
import { isWellFormed, numberText } from '../value/Document.js'
import { doubleOfText, timestampOfText, timestampText } from './text.js'

// -------------------------------------------------------------------------------------
// dialects
// -------------------------------------------------------------------------------------

/** The two protocols name members and lay out lists differently. */
export type Dialect = 'aws' | 'ec2'

const capitalised = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1)

export const queryNameOf = ({ name, traits }: Member, dialect: Dialect): string => {
  if (dialect === 'aws') return traits.xmlName ?? name
  return traits.ec2QueryName ?? capitalised(traits.xmlName ?? name)
}

/** EC2 has no level between a list's name and the numbers of its items. */
export const isFlat = (member: Member, dialect: Dialect): boolean =>
  dialect === 'ec2' || member.traits.xmlFlattened === true

export const partNameOf = (member: Member): string => member.traits.xmlName ?? member.name

// -------------------------------------------------------------------------------------
// view
// -------------------------------------------------------------------------------------

/** A node with the question whether it is flattened, which the member that holds it answers. */
interface Held {
  readonly node: FormNode
  readonly flat: boolean
}

export const heldNode = (node: FormNode): Held => ({ node, flat: false })

const textOf = (held: unknown): string | undefined => (held as Held).node.text

const whole = /^-?\d{1,4096}$/

const wholeOf = (held: unknown): bigint | Fault => {
  const text = textOf(held) ?? ''
  return whole.test(text) ? BigInt(text) : fault('type', 'a whole number', 'other text')
}

/** An empty text at the list's own name is an empty list; so is nothing below it. */
const itemsOf = ({ node, flat }: Held, itemName: string): ReadonlyArray<FormNode> => {
  if (flat) return numbered(node)
  const items = node.children.get(itemName)
  return items === undefined ? [] : numbered(items)
}

export const queryView = (dialect: Dialect): View<unknown> => ({
  isNull: () => false,
  describe: (held) => (textOf(held) === undefined ? 'names below it' : 'text'),
  text: (held) => textOf(held) ?? mismatch,
  number: wholeOf,
  long: wholeOf,
  decimal: (held) => readDecimal(textOf(held) ?? '') ?? fault('type', 'a number', 'other text'),
  float: (held, schema) => {
    const n = doubleOfText(textOf(held) ?? '')
    return n instanceof Fault || schema._tag === 'double' ? n : float32(n)
  },
  boolean: (held) => {
    const text = textOf(held)
    return text === 'true' ? true : text === 'false' ? false : fault('type', 'true or false', 'other text')
  },
  blob: (held) => readBase64(textOf(held) ?? '=') ?? fault('syntax', 'base64 text', 'other text'),
  timestamp: (held, schema) => timestampOfText(textOf(held) ?? '', schema.traits.timestampFormat ?? 'date-time', false),
  document: () => fault('type', 'no document: a form has none'),
  list: (held, schema) =>
    itemsOf(held as Held, partNameOf(schema.member)).map((node): Held => ({ node, flat: dialect === 'ec2' })),
  map: (held, schema) => {
    const pairs = new Map<string, Held>()
    for (const entry of itemsOf(held as Held, 'entry')) {
      const key = entry.children.get(partNameOf(schema.key))?.text
      const value = entry.children.get(partNameOf(schema.value))
      if (key === undefined || value === undefined)
        return fault('type', 'entries with a key and a value', 'another entry')
      pairs.set(key, { node: value, flat: dialect === 'ec2' })
    }
    return [...pairs]
  },
  structure: (held) => held,
  member: (member) => {
    const [name, flat] = [queryNameOf(member, dialect), isFlat(member, dialect)]
    return (held) => {
      const node = (held as Held).node.children.get(name)
      return node === undefined ? undefined : { node, flat }
    }
  },
  unknown: (held, schema) => {
    const known = new Set(schema.members.map((member) => queryNameOf(member, dialect)))
    return [...(held as Held).node.children.keys()].filter((name) => !known.has(name))
  },
  union: (held, schema) => {
    const names = [...(held as Held).node.children.keys()]
    const [name] = names
    if (name === undefined || names.length > 1) return fault('union', 'exactly one member', `${names.length} members`)
    const member = schema.members.find((one) => queryNameOf(one, dialect) === name)
    const node = (held as Held).node.children.get(name) as FormNode
    return { name, member, node: { node, flat: member !== undefined && isFlat(member, dialect) } }
  },
})

// -------------------------------------------------------------------------------------
// writing
// -------------------------------------------------------------------------------------

export type QueryFields = ReadonlyArray<readonly [name: string, part: QueryPart, flat: boolean]>

/** What a value contributes; the member that holds it says the name. `silent` parts have no pair at all. */
export type QueryPart =
  | { readonly _tag: 'Text'; readonly text: string }
  | { readonly _tag: 'Fields'; readonly fields: QueryFields; readonly silent: boolean }
  | { readonly _tag: 'Items'; readonly itemName: string; readonly items: ReadonlyArray<QueryPart> }
  | {
      readonly _tag: 'Entries'
      readonly names: readonly [key: string, value: string]
      readonly entries: ReadonlyArray<readonly [string, QueryPart]>
    }
  | { readonly _tag: 'Absent' }

/** The pairs of a part under a name. An empty list is the name alone; EC2 leaves it out, and both leave out an empty map. */
export const pairsOf = (part: QueryPart, name: string, flat: boolean, dialect: Dialect): FormPairs => {
  const below = (suffix: string): string => (name === '' ? suffix : `${name}.${suffix}`)
  switch (part._tag) {
    case 'Text':
      return [[name, part.text]]
    case 'Fields':
      return part.fields.flatMap(([suffix, field, isFlattened]) => pairsOf(field, below(suffix), isFlattened, dialect))
    case 'Items': {
      if (part.items.length === 0) return dialect === 'aws' ? [[name, '']] : []
      const base = flat || dialect === 'ec2' ? name : below(part.itemName)
      return part.items.flatMap((item, i) => pairsOf(item, `${base}.${i + 1}`, false, dialect))
    }
    case 'Entries': {
      const base = flat || dialect === 'ec2' ? name : below('entry')
      const [key, value] = part.names
      return part.entries.flatMap(([text, entry], i) => [
        [`${base}.${i + 1}.${key}`, text] as const,
        ...pairsOf(entry, `${base}.${i + 1}.${value}`, false, dialect),
      ])
    }
    case 'Absent':
      return []
  }
}

/** Whether a form has no pair for a part: then it can only be a member that may as well be absent. */
const isSilent = (part: QueryPart, dialect: Dialect): boolean => {
  switch (part._tag) {
    case 'Text':
      return false
    case 'Fields':
      return part.silent
    case 'Items':
      return dialect === 'ec2' && part.items.length === 0
    case 'Entries':
      return part.entries.length === 0
    case 'Absent':
      return true
  }
}

const leaf = (text: string): QueryPart => ({ _tag: 'Text', text })

const checked = (text: string, run: Run): string => {
  if (!isWellFormed(text))
    refuse(run, { code: 'unrepresentable', expected: 'well-formed Unicode text', actual: 'other text' })
  return text
}

/** What is refused counts as text, so that nobody around it refuses it once more. */
const unrepresentable = (run: Run, what: string): QueryPart => {
  refuse(run, { code: 'unrepresentable', expected: `no ${what}: a form has none`, actual: what })
  return leaf('')
}

/** Notes items, values or alternatives of which a form would say nothing, so that they would be lost without a trace. */
const noteSilent = (parts: ReadonlyArray<QueryPart>, dialect: Dialect, run: Run): void => {
  const silent = parts.find((part) => isSilent(part, dialect))
  if (silent !== undefined) unrepresentable(run, silent._tag === 'Absent' ? 'null' : 'empty value inside another')
}

export const queryWriting = (dialect: Dialect): Writing<QueryPart> => ({
  absent: { _tag: 'Absent' },
  text: (text, _, run) => leaf(checked(text, run)),
  number: (n) => leaf(String(n)),
  long: (n) => leaf(n.toString()),
  decimal: (d) => leaf(writeDecimal(d)),
  float: (n, schema) => leaf(numberText(schema._tag === 'float' ? shortestFloat32(n) : n)),
  boolean: (b) => leaf(String(b)),
  blob: (bytes) => leaf(writeBase64(bytes)),
  timestamp: (epochMillis, schema: Schema) =>
    leaf(timestampText(epochMillis, schema.traits.timestampFormat ?? 'date-time')),
  document: (_, __, run) => unrepresentable(run, 'document'),
  list: (items, schema, run) => {
    noteSilent(items, dialect, run)
    return { _tag: 'Items', itemName: partNameOf(schema.member), items }
  },
  map: (entries, schema, run) => {
    noteSilent(
      entries.map(([, part]) => part),
      dialect,
      run,
    )
    for (const [key] of entries) checked(key, run)
    return { _tag: 'Entries', names: [partNameOf(schema.key), partNameOf(schema.value)], entries }
  },
  structure: (fields) => ({
    _tag: 'Fields',
    fields: fields.map(([member, part]) => [queryNameOf(member, dialect), part, isFlat(member, dialect)] as const),
    silent: fields.every(([, part]) => isSilent(part, dialect)),
  }),
  union: (member, part, _, run) => {
    noteSilent([part], dialect, run)
    return { _tag: 'Fields', fields: [[queryNameOf(member, dialect), part, isFlat(member, dialect)]], silent: false }
  },
  unknownUnion: (_, __, ___, run) => unrepresentable(run, 'unknown member'),
})
