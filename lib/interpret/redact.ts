/**
 * A shape's values with everything sensitive replaced by a marker, for logs.
 *
 * Law: nothing that a sensitive shape holds occurs in the result: no text, number, key or byte of it.
 *
 * Source: Smithy 2.0, trait `sensitive`.
 */

import type { Member, Schema } from '../schema/Schema.js'
import { targetOf } from '../schema/Schema.js'
import type { AnyShape } from '../shape/Shape.js'
import { redacted } from '../value/Issue.js'
import { recordOf } from '../value/own.js'
import type { MapKey, Value } from '../value/Value.js'
import * as V from '../value/Value.js'

const marker: Value = V.string(redacted)

/** Replaces every value of a sensitive shape. A value that is not of the shape is hidden whole: nobody knows what it is. */
export const redact =
  (shape: AnyShape) =>
  (value: Value): Value =>
    hide(shape.schema, value)

const hide = (schema: Schema, value: Value): Value => {
  if (schema.traits.sensitive === true) return marker
  switch (value._tag) {
    case 'Structure':
      return schema._tag === 'structure' || schema._tag === 'union' ? hideFields(schema.members, value) : marker
    case 'List':
      return schema._tag === 'list' ? V.list(value.items.map((item) => hideMember(schema.member, item))) : marker
    case 'Map': {
      if (schema._tag !== 'map') return marker
      return V.map(
        value.entries.map(
          ([key, item]) => [hideMember(schema.key, key) as MapKey, hideMember(schema.value, item)] as const,
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

const hideMember = (member: Member, value: Value): Value =>
  value._tag === 'Null' ? value : hide(targetOf(member), value)

const hideFields = (members: ReadonlyArray<Member>, value: V.Structure): Value => {
  const known = new Map(members.map((member) => [member.name, member]))
  const pairs = Object.entries(value.fields).flatMap(([name, field]) => {
    if (field === undefined) return []
    const member = known.get(name)
    return [[name, member === undefined ? marker : hideMember(member, field)] as const]
  })
  return V.structure(recordOf<Value>(pairs))
}
