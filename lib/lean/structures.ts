/**
 * Structures and unions.
 */

import { describe, fieldOf, isRecord } from '../compile/records.js'
import type { Traits } from '../schema/Traits.js'
import { none } from '../schema/Traits.js'
import { redacted } from '../value/Issue.js'
import type * as V from '../value/Value.js'
import { at, lazily, partOf, put, within } from './aggregates.js'
import type { Run, View } from './Run.js'
import { failed, isBeyond, isWire, note } from './Run.js'
import type { AnyShape, Field, Json, StructureShape, UnionShape } from './Shape.js'

// -------------------------------------------------------------------------------------
// members
// -------------------------------------------------------------------------------------

type LeanRow = readonly [name: string, target: () => AnyShape, required?: 0 | 1, traits?: Traits]

type Rows = { readonly [field: string]: LeanRow }

/** A member with the names under which it is found. */
interface Slot extends Field {
  readonly names: Readonly<Record<View, string>>
}

const slotsOf = (rows: object): ReadonlyArray<Slot> =>
  Object.entries(rows as Rows).map(([field, [name, target, required, traits = none]]) => ({
    name,
    field,
    names: { exact: field, input: field, name, jsonName: traits.jsonName ?? name },
    target: partOf(target, traits),
    required: required === 1,
    traits,
  }))

/** Source: Smithy 2.0, "default trait", "clientOptional trait" and "input trait". */
const defaultOf = ({ traits, target }: Slot, holder: Traits): unknown => {
  const value = traits.default ?? undefined
  if (value === undefined || traits.clientOptional === true || holder.input === true) return undefined
  return target().initial(value)
}

/** What stands for an absent member: nothing, a default, or, where an answer is read, a zero. */
const fillAbsent = (slot: Slot, holder: Traits, depth: number | undefined): unknown =>
  defaultOf(slot, holder) ?? (slot.required && depth !== undefined ? slot.target().zero(depth) : undefined)

// -------------------------------------------------------------------------------------
// structures
// -------------------------------------------------------------------------------------

const noteUnknown = (run: Run, id: string, traits: Traits, slots: ReadonlyArray<Slot>, node: object): void => {
  for (const [name, value] of Object.entries(node)) {
    if (value === undefined || slots.some(({ field }) => field === name)) continue
    // The name came with the data, so it is a key as far as secrecy goes.
    at(run, run.hidden > 0 || traits.sensitive === true ? redacted : name, () =>
      note(run, id, 'unknownMember', `a member of ${id}`, 'an unknown member'),
    )
  }
}

/** A structure that requires itself has no finite value. */
const deepestZero = 32

const structureOf = <S>(id: string, slots: () => ReadonlyArray<Slot>, traits: Traits): S => {
  const self: Omit<AnyShape, '_A' | '_O' | '_Input'> = {
    id,
    traits,
    read: (node, run) => {
      if (!isRecord(node)) return note(run, id, 'type', 'a structure', describe(node))
      if (isBeyond(run, id)) return failed
      const fields: Record<string, unknown> = {}
      within(run, traits, () => {
        for (const slot of slots()) {
          const given = fieldOf(node, slot.names[run.view])
          const target = slot.target()
          // On the wire, null is an absent member, but where a document stands.
          const isAbsent = given === undefined || (given === null && isWire(run) && target.takesNull !== true)
          const result = isAbsent
            ? fillAbsent(slot, traits, run.strict ? undefined : 0)
            : at(run, slot.name, () => target.read(given, run))
          if (result !== undefined) put(fields, slot.field, result)
          else if (slot.required) at(run, slot.name, () => note(run, target.id, 'missing', 'a value', 'nothing'))
        }
      })
      if (run.view === 'input') noteUnknown(run, id, traits, slots(), node)
      return fields
    },
    write: (value, view) => {
      const tree: Record<string, Json> = {}
      for (const slot of slots()) {
        const child = fieldOf(value as Readonly<Record<string, unknown>>, slot.field)
        if (child !== undefined) put(tree, slot.names[view], slot.target().write(child, view))
      }
      return tree
    },
    zero: (depth) => {
      if (depth > deepestZero) return undefined
      const fields: Record<string, unknown> = {}
      for (const slot of slots()) {
        const filled = fillAbsent(slot, traits, depth + 1)
        if (filled !== undefined) put(fields, slot.field, filled)
        else if (slot.required) return undefined
      }
      return fields
    },
    initial: () => ({}),
    refine: (more) => structureOf(id, slots, { ...traits, ...more }),
    parts: () => slots().map(({ target }) => target()),
    fields: slots,
  }
  return self as unknown as S
}

export const structure = <A, O extends V.Value, I>(
  id: string,
  rows: { readonly [K in Exclude<keyof A, never>]-?: LeanRow },
  traits: Traits = none,
): StructureShape<A, O, I> =>
  structureOf(
    id,
    lazily(() => slotsOf(rows)),
    traits,
  )

// -------------------------------------------------------------------------------------
// unions
// -------------------------------------------------------------------------------------

/** The one alternative that a node holds; `slot` is absent where the shape does not know the name. */
interface Choice {
  readonly name: string
  readonly slot: Slot | undefined
  readonly node: unknown
}

const wireChoice = (
  node: Readonly<Record<string, unknown>>,
  slots: ReadonlyArray<Slot>,
  view: View,
): Choice | number => {
  const of = (name: string): Slot | undefined => slots.find((slot) => slot.names[view] === name)
  // Source: Smithy 2.0, awsJson and restJson1: `__type` inside a union is not a member; nulls are absent.
  const told = Object.keys(node).filter((name) => name !== '__type' && node[name] !== null)
  // Where all are null, the one whose member is a document holds the document `null`.
  const names = told.length > 0 ? told : Object.keys(node).filter((name) => of(name)?.target().takesNull === true)
  const name = names[0]
  if (name === undefined || names.length > 1) return names.length
  return { name, slot: of(name), node: node[name] }
}

const choiceOf = (node: unknown, slots: ReadonlyArray<Slot>, id: string, run: Run): Choice | typeof failed => {
  if (!isRecord(node)) return note(run, id, 'type', 'a union with one member', describe(node))
  if (isWire(run)) {
    const choice = wireChoice(node, slots, run.view)
    return typeof choice === 'number' ? note(run, id, 'union', 'exactly one member', `${choice} members`) : choice
  }
  const { _tag: tag, name } = node
  if (tag === '$unknown' && typeof name === 'string') return { name, slot: undefined, node: node['raw'] }
  const slot = slots.find(({ field }) => field === tag)
  if (slot === undefined)
    return note(run, id, 'union', `a _tag of ${slots.map(({ field }) => field).join(', ')}`, 'another _tag')
  return { name: slot.name, slot, node: node['value'] }
}

const unionOf = <S>(id: string, slots: () => ReadonlyArray<Slot>, traits: Traits): S => {
  const self: Omit<AnyShape, '_A' | '_O' | '_Input'> = {
    id,
    traits,
    read: (given, run) => {
      const choice = choiceOf(given, slots(), id, run)
      if (choice === failed || isBeyond(run, id)) return failed
      const { name, slot, node } = choice
      if (slot !== undefined)
        return within(run, traits, () => ({
          _tag: slot.field,
          value: at(run, slot.name, () => slot.target().read(node, run)),
        }))
      if (!run.strict) return { _tag: '$unknown', name, raw: node }
      const listed = slots().map((one) => one.name)
      return note(run, id, 'union', `one of ${listed.join(', ')}`, 'an unknown member')
    },
    write: (value, view) => {
      const { _tag: tag, value: held, name, raw } = value as Readonly<Record<string, unknown>>
      const slot = slots().find(({ field }) => field === tag)
      // A computed name is an own property, whatever it is called.
      return slot === undefined
        ? { [String(name)]: raw as Json }
        : { [slot.names[view]]: slot.target().write(held, view) }
    },
    zero: () => ({ _tag: '$unknown', name: '', raw: null }),
    initial: () => undefined,
    refine: (more) => unionOf(id, slots, { ...traits, ...more }),
    parts: () => slots().map(({ target }) => target()),
  }
  return self as unknown as S
}

export const union = <A extends { readonly _tag: string }, O extends V.Value, I>(
  id: string,
  rows: { readonly [K in Exclude<A['_tag'], '$unknown'>]: LeanRow },
  traits: Traits = none,
): UnionShape<A, O, I> =>
  unionOf(
    id,
    lazily(() => slotsOf(rows)),
    traits,
  )
