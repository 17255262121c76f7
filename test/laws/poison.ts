/**
 * Domain objects, trees and Values of a shape with secrets in every sensitive place and trouble in the others.
 */
import type { Member, Schema } from '../../lib/schema/index.js'
import { holdsSensitive, targetOf } from '../../lib/schema/index.js'
import type { Value } from '../../lib/value/index.js'
import * as V from '../../lib/value/index.js'
import { getOwn, recordOf } from '../../lib/value/own.js'

export const marker = 'TOPSECRET'

/** Whether the marker stands in any text or name that can be reached by own properties, hidden ones and symbols included. */
export const reaches = (u: unknown, seen: Set<unknown>): boolean => {
  if (typeof u === 'string') return u.includes(marker)
  if (typeof u !== 'object' || u === null || seen.has(u) || u instanceof Uint8Array) return false
  seen.add(u)
  return Reflect.ownKeys(u).some(
    (key) => String(key).includes(marker) || reaches((u as Record<PropertyKey, unknown>)[key], seen),
  )
}

export type Dice = (sides: number) => number

export const diceOf = (numbers: ReadonlyArray<number>): Dice => {
  let i = 0
  return (sides) => (numbers[i++ % numbers.length] as number) % sides
}

// -------------------------------------------------------------------------------------
// poison: secrets in every sensitive place, trouble in the others
// -------------------------------------------------------------------------------------

export interface Host {
  readonly nameOf: (member: Member) => string
  /** A union's alternative taken apart and put together. */
  readonly union: (node: unknown, members: ReadonlyArray<Member>) => readonly [Member, unknown] | undefined
  readonly make: (member: Member, part: unknown) => unknown
}

const wireName = (member: Member): string => member.traits.jsonName ?? member.name

export const trees: Host = {
  nameOf: wireName,
  union: (node, members) => {
    const record = node as Record<string, unknown>
    const member = members.find((one) => Object.hasOwn(record, wireName(one)))
    return member === undefined ? undefined : [member, record[wireName(member)]]
  },
  make: (member, part) => recordOf([[wireName(member), part]]),
}

export const domain: Host = {
  nameOf: (member) => member.field,
  union: (node, members) => {
    const { _tag, value } = node as { readonly _tag: string; readonly value: unknown }
    const member = members.find((one) => one.field === _tag)
    return member === undefined ? undefined : [member, value]
  },
  make: (member, value) => ({ _tag: member.field, value }),
}

const secrets: ReadonlyArray<unknown> = [
  marker,
  { [marker]: marker },
  [marker, { [marker]: [marker] }],
  { _tag: marker, value: marker },
  { a: 1, [`${marker}.${marker}`]: null },
]

export const poison = (host: Host, schema: Schema, node: unknown, outer: boolean, dice: Dice): unknown => {
  const hidden = outer || schema.traits.sensitive === true
  if (hidden && dice(3) === 0) return secrets[dice(secrets.length)]
  if (!hidden && dice(9) === 0) return [{}, 7, 'plain', [], null, true, 'x'.repeat(50)][dice(7)]
  const deeper = (member: Member, part: unknown): unknown => poison(host, targetOf(member), part, hidden, dice)
  switch (schema._tag) {
    case 'list':
      return (node as ReadonlyArray<unknown>).map((item) => (item === null ? item : deeper(schema.member, item)))
    case 'map': {
      const secretKeys = hidden || targetOf(schema.key).traits.sensitive === true
      return recordOf(
        Object.entries(node as object).map(([key, item], i) => [
          secretKeys ? (dice(5) === 0 ? `${marker}\ud800` : `${marker}${i}`) : key,
          item === null ? item : deeper(schema.value, item),
        ]),
      )
    }
    case 'structure': {
      const fields = schema.members.flatMap((member): ReadonlyArray<readonly [string, unknown]> => {
        const part = getOwn(node as Record<string, unknown>, host.nameOf(member))
        return part === undefined || dice(9) === 0 ? [] : [[host.nameOf(member), deeper(member, part)]]
      })
      return recordOf(hidden ? [...fields, [marker, marker]] : fields)
    }
    case 'union': {
      const choice = host.union(node, schema.members)
      if (choice === undefined) return node
      const made = host.make(choice[0], deeper(...choice))
      return hidden && dice(3) === 0 ? { ...(made as object), [marker]: marker } : made
    }
    default:
      return hidden ? (dice(4) === 0 ? `${marker}\ud800` : marker) : node
  }
}

/** The same for a Value. */
export const poisonValue = (schema: Schema, value: Value, outer: boolean, dice: Dice): Value => {
  const hidden = outer || schema.traits.sensitive === true
  if (hidden && dice(4) === 0) return secrets[dice(secrets.length)] as Value
  if (!hidden && dice(9) === 0)
    return ([V.string('plain'), V.list([]), V.integer(77), V.structure({})] as const)[dice(4)] as Value
  switch (value._tag) {
    case 'List':
      return schema._tag === 'list'
        ? V.list(value.items.map((item) => poisonValue(targetOf(schema.member), item, hidden, dice)))
        : value
    case 'Map': {
      if (schema._tag !== 'map') return value
      const secretKeys = hidden || targetOf(schema.key).traits.sensitive === true
      return V.map(
        value.entries.map(([key, item], i) => [
          secretKeys ? { ...key, value: `${marker}${i}` } : key,
          poisonValue(targetOf(schema.value), item, hidden, dice),
        ]),
      )
    }
    case 'Structure': {
      if (schema._tag !== 'structure' && schema._tag !== 'union') return value
      const fields = schema.members.flatMap((member): ReadonlyArray<readonly [string, Value]> => {
        const field = getOwn(value.fields, member.name)
        return field === undefined || dice(9) === 0
          ? []
          : [[member.name, poisonValue(targetOf(member), field, hidden, dice)]]
      })
      return V.structure(recordOf<Value>(hidden ? [...fields, [marker, V.string(marker)]] : fields))
    }
    default:
      return hidden ? ({ ...value, value: marker } as Value) : value
  }
}

/** The schema, sensitive as a whole where nothing in it is. */
export const secretSchema = (schema: Schema): Schema =>
  holdsSensitive(schema) ? schema : { ...schema, traits: { ...schema.traits, sensitive: true } }
