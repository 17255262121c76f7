/**
 * Domain objects as JSON: camelCase fields, unions as `{ "_tag", "value" }`, and what JSON has no kind for as text: bytes in
 * base64, times in RFC 3339, NaN and the infinities by their names. Times are read as seconds since 1970 too, and large numbers as
 * text, as programs in other languages print them.
 */

import { domainWriting, exactView } from '../compile/domain.js'
import { isRecord } from '../compile/records.js'
import type { View, Writing } from '../compile/View.js'
import { fault, mismatch } from '../compile/View.js'
import type { Walker } from '../compile/walk/Walk.js'
import { walker } from '../compile/walk.js'
import { readDateTime, writeDateTime } from '../format/timestamp.js'
import type { Member } from '../schema/Schema.js'
import { readAnything, readWith } from '../shape/codec.js'
import type { Codec, Shape } from '../shape/Shape.js'
import { readDecimal } from '../value/BigDecimal.js'
import { recordOf } from '../value/own.js'
import type { Value } from '../value/Value.js'
import { jsonView, jsonWriting, memberNamed } from './json.js'
import type { Json } from './tree.js'
import { tree } from './tree.js'

const wire: View<unknown> = /*#__PURE__*/ jsonView({ jsonName: false, offsets: true })

export const domainNameOf = (member: Member): string => member.field

export const domainJsonView: View<unknown> = {
  ...wire,
  long: (node, schema) =>
    typeof node === 'string' && /^-?\d{1,400}$/.test(node) ? BigInt(node) : wire.long(node, schema),
  decimal: (node, schema) =>
    typeof node === 'string'
      ? (readDecimal(node) ?? fault('syntax', 'a decimal number', 'other text'))
      : wire.decimal(node, schema),
  timestamp: (node, schema) => {
    // Without a format of its own a time is in seconds.
    if (typeof node !== 'string') return wire.timestamp(node, { ...schema, traits: {} })
    return readDateTime(node, true) ?? fault('syntax', 'a date-time of RFC 3339', 'other text')
  },
  member: (member) => memberNamed(domainNameOf(member), member),
  unknown: (node, schema) => {
    const known = new Set(schema.members.map(domainNameOf))
    return Object.keys(node as object).filter((name) => !known.has(name))
  },
  union: (node, schema) => {
    if (!isRecord(node) || typeof node['_tag'] !== 'string') return mismatch
    const name = node['_tag']
    if (name === '$unknown')
      return typeof node['name'] === 'string' ? { name: node['name'], member: undefined, node: node['raw'] } : mismatch
    const member = schema.members.find(({ field }) => field === name)
    return { name, member, node: node['value'] }
  },
}

const domainJsonWriting: Writing<Json> = {
  .../*#__PURE__*/ jsonWriting({ jsonName: false }),
  timestamp: writeDateTime,
  structure: (fields) => recordOf(fields.map(([member, node]) => [domainNameOf(member), node] as const)),
  union: (member, node) => ({ _tag: domainNameOf(member), value: node }),
  unknownUnion: (name, raw) => ({ _tag: '$unknown', name, raw }),
}

const domainJsonWalker: Walker<unknown, unknown> = /*#__PURE__*/ walker(domainJsonView, domainWriting)

/**
 * The shape as JSON trees with the domain's names, for files and logs of programs. The same codec at each call.
 *
 * Law: `decode(encode(a)) = make(a)`: both fill defaults. Errors: as `json`, and `syntax` where text is no decimal number.
 */
export const domainJson: <A, O extends Value, I>(shape: Shape<A, O, I>) => Codec<A, Json> = /*#__PURE__*/ tree({
  name: 'domainJson',
  read: /*#__PURE__*/ readAnything(domainJsonView, /*#__PURE__*/ readWith(domainJsonWalker)),
  write: /*#__PURE__*/ walker(exactView, domainJsonWriting),
})
