/**
 * Domain objects as JSON: what `JSON.stringify` makes of one, where it has no bigint and no bytes. Members are under their
 * camelCase fields; a timestamp is text of RFC 3339 or seconds since 1970, bytes are base64, a union is `{ _tag, value }`.
 */

import { domainWriting, fieldOf, isRecord } from '../compile/domain.js'
import type { View } from '../compile/View.js'
import { fault, mismatch } from '../compile/View.js'
import type { Walker } from '../compile/walk.js'
import { walker } from '../compile/walk.js'
import { readDateTime } from '../format/timestamp.js'
import type { Member } from '../schema/Schema.js'
import { jsonView } from './json.js'

const wire: View<unknown> = /*#__PURE__*/ jsonView({ jsonName: false, offsets: true })

export const domainNameOf = (member: Member): string => member.field

const domainJsonView: View<unknown> = {
  ...wire,
  timestamp: (node, schema) => {
    if (typeof node !== 'string')
      return wire.timestamp(node, { ...schema, traits: { timestampFormat: 'epoch-seconds' } })
    return readDateTime(node, true) ?? fault('syntax', 'a date-time of RFC 3339', 'other text')
  },
  member: (node, member) => {
    const child = fieldOf(node as Readonly<Record<string, unknown>>, member.field)
    return child === null && member.target()._tag !== 'document' ? undefined : child
  },
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
    return { name: member?.name ?? name, member, node: node['value'] }
  },
}

export const domainJsonWalker: Walker<unknown, unknown> = /*#__PURE__*/ walker(domainJsonView, domainWriting)
