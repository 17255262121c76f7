/**
 * A shape's values with everything sensitive replaced by a marker, for logs.
 *
 * Law: nothing that a sensitive shape, or an override, holds occurs in the result: no text, number, key or byte of it.
 *
 * Source: Smithy 2.0, trait `sensitive`.
 */

import type { Member, Schema } from '../schema/Schema.js'
import { closure, membersOf, targetOf } from '../schema/Schema.js'
import type { AnyShape } from '../shape/Shape.js'
import type { BigDecimal } from '../value/BigDecimal.js'
import type { Document } from '../value/Document.js'
import { redacted } from '../value/Issue.js'
import { getOwn, recordOf } from '../value/own.js'
import type { MapKey, Value } from '../value/Value.js'
import * as V from '../value/Value.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

type Leaf = string | number | bigint | boolean | null | undefined | Date | Uint8Array | BigDecimal

/**
 * Members of a domain type that are hidden: `true`, or which of its own members. Lists and maps are passed through, maps from an
 * enum are entered by their keys, unions by `_tag`.
 */
export type Hidden<A> = true | HiddenMembers<A>

type HiddenMembers<A> = [Document] extends [A]
  ? never
  : A extends Leaf
    ? never
    : A extends ReadonlyArray<infer I>
      ? HiddenMembers<I>
      : A extends { readonly _tag: '$unknown' }
        ? never
        : A extends { readonly _tag: infer T extends string; readonly value: infer B }
          ? { readonly [K in T]?: Hidden<B> }
          : string extends keyof A
            ? HiddenMembers<A[keyof A]>
            : { readonly [K in keyof A]?: Hidden<Exclude<A[K], undefined>> }

/** What is hidden beside what the model calls sensitive, for models that forgot to. */
export interface RedactOptions<A> {
  /** By the way to a member through domain fields: `{ emailMessage: { rawMessage: true } }`. */
  readonly members?: Hidden<A>
  /** Wherever the shape stands: itself, or its absolute id. */
  readonly shapes?: ReadonlyArray<AnyShape | `${string}#${string}`>
}

/** The same without its types, as it is at run time. */
export interface Overrides {
  readonly members?: HiddenAt
  readonly shapes?: ReadonlyArray<AnyShape | string>
}

/** `true`, or by field. */
export type HiddenAt = true | { readonly [field: string]: HiddenAt | undefined } | undefined

/** Overrides, ready to be followed. */
export interface Hiding {
  readonly ids: ReadonlySet<string>
  readonly members: HiddenAt
}

// -------------------------------------------------------------------------------------
// overrides
// -------------------------------------------------------------------------------------

const isKnown = (schema: Schema, at: HiddenAt): boolean => {
  if (at === undefined || at === true) return true
  if (schema._tag === 'list') return isKnown(targetOf(schema.member), at)
  if (schema._tag === 'map' && targetOf(schema.key)._tag !== 'enum') return isKnown(targetOf(schema.value), at)
  return Object.entries(at).every(([field, inner]) => {
    const member = schema._tag === 'map' ? schema.value : membersOf(schema).find((one) => one.field === field)
    return member !== undefined && isKnown(targetOf(member), inner)
  })
}

/**
 * The overrides of a shape. One that names nothing of the shape hides all of it: a misspelt name is then noticed in the log and not
 * in what it leaks.
 */
export const hidingOf = ({ schema }: AnyShape, { members, shapes = [] }: Overrides): Hiding => {
  const ids = shapes.map((one) => (typeof one === 'string' ? one : one.schema.id))
  const reached = new Set(ids.length === 0 ? [] : closure(schema).map(({ id }) => id))
  const isWhole = isKnown(schema, members) && ids.every((id) => reached.has(id))
  return { ids: new Set(ids), members: isWhole ? members : true }
}

/** Whether all of a shape is hidden at a place. */
export const isHiddenAt = (schema: Schema, { ids }: Hiding, at: HiddenAt): boolean =>
  at === true || schema.traits.sensitive === true || ids.has(schema.id)

/** What is hidden of a member's target. */
export const hiddenIn = (holder: Schema, at: HiddenAt, member: Member, key: string): HiddenAt => {
  if (at === undefined || at === true) return at
  if (holder._tag === 'list') return at
  if (holder._tag === 'map') return targetOf(holder.key)._tag === 'enum' ? getOwn(at, key) : at
  return getOwn(at, member.field)
}

// -------------------------------------------------------------------------------------
// values
// -------------------------------------------------------------------------------------

const marker: Value = V.string(redacted)

/**
 * Replaces every value of a sensitive shape, and of what `options` name. A value that is not of the shape is hidden whole: nobody
 * knows what it is.
 */
export const redact = <S extends AnyShape>(
  shape: S,
  options: RedactOptions<S['_A']> = {},
): ((value: Value) => Value) => {
  const hiding = hidingOf(shape, options as Overrides)
  return (value) => hide(shape.schema, value, hiding, hiding.members)
}

const hide = (schema: Schema, value: Value, hiding: Hiding, at: HiddenAt): Value => {
  if (isHiddenAt(schema, hiding, at)) return marker
  const inside = (member: Member, part: Value, key: string): Value =>
    part._tag === 'Null' ? part : hide(targetOf(member), part, hiding, hiddenIn(schema, at, member, key))
  switch (value._tag) {
    case 'Structure':
      return schema._tag === 'structure' || schema._tag === 'union' ? hideFields(schema.members, value, inside) : marker
    case 'List':
      return schema._tag === 'list' ? V.list(value.items.map((item) => inside(schema.member, item, ''))) : marker
    case 'Map': {
      if (schema._tag !== 'map') return marker
      const { key: keys, value: values } = schema
      return V.map(
        value.entries.map(
          ([key, item]) =>
            [hide(targetOf(keys), key, hiding, undefined) as MapKey, inside(values, item, key.value)] as const,
        ),
      )
    }
    case 'Null':
      return value
    default:
      return schema._tag === 'structure' || schema._tag === 'union' || schema._tag === 'list' || schema._tag === 'map'
        ? marker
        : value
  }
}

const hideFields = (
  members: ReadonlyArray<Member>,
  value: V.Structure,
  inside: (member: Member, part: Value, key: string) => Value,
): Value => {
  const known = new Map(members.map((member) => [member.name, member]))
  const pairs = Object.entries(value.fields).flatMap(([name, field]) => {
    if (field === undefined) return []
    const member = known.get(name)
    return [[name, member === undefined ? marker : inside(member, field, name)] as const]
  })
  return V.structure(recordOf<Value>(pairs))
}
