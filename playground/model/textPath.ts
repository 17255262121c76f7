/**
 * From the path of an issue, which has member names, to the names that stand in the text of a payload.
 */

import type { Member, Schema } from '../../lib/schema/Schema.js'
import { targetOf } from '../../lib/schema/Schema.js'
import type { Path } from '../../lib/value/Issue.js'

/** `wire`: as JSON protocols lay it out. `domain`: as programs hold it, camelCase, unions as `{ _tag, value }`. */
export type Form = 'wire' | 'domain'

export const nameIn = (form: Form, member: Member): string =>
  form === 'domain' ? member.field : (member.traits.jsonName ?? member.name)

const memberNamed = (schema: Schema, name: string | number): Member | undefined =>
  schema._tag === 'structure' || schema._tag === 'union'
    ? schema.members.find((member) => member.name === name)
    : undefined

/** The schema that a segment leads to; `undefined` where the schema above has no such part. */
const inside = (schema: Schema, segment: string | number): Schema | undefined => {
  switch (schema._tag) {
    case 'structure':
    case 'union': {
      const member = memberNamed(schema, segment)
      return member === undefined ? undefined : targetOf(member)
    }
    case 'list':
      return targetOf(schema.member)
    case 'map':
      return targetOf(schema.value)
    default:
      return undefined
  }
}

/** The same way through the text, and the schema at its end where there is one. */
export const textPath = (
  root: Schema,
  form: Form,
  path: Path,
): { readonly path: Path; readonly schema: Schema | undefined } => {
  const segments: Array<string | number> = []
  let schema: Schema | undefined = root
  for (const segment of path) {
    const member: Member | undefined = schema === undefined ? undefined : memberNamed(schema, segment)
    if (member === undefined) segments.push(segment)
    else if (form === 'domain' && schema?._tag === 'union') segments.push('value')
    else segments.push(nameIn(form, member))
    schema = schema === undefined ? undefined : inside(schema, segment)
  }
  return { path: segments, schema }
}
