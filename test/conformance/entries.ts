/**
 * The names that the maps of a shape have in XML, so that their entries may come in any order.
 */
import type { AnyShape } from '../../lib/index.js'
import type { Member, Schema } from '../../lib/schema/index.js'
import { closure, membersOf, targetOf } from '../../lib/schema/index.js'
import type { EntryNames } from './compareXml.js'

const localName = (name: string): string => name.slice(name.indexOf(':') + 1)

const nameOf = (member: Member): string => localName(member.traits.xmlName ?? member.name)

const entriesAt = (member: Member): ReadonlyArray<EntryNames> => {
  const target = targetOf(member)
  if (target._tag !== 'map') return []
  const names = { key: nameOf(target.key), value: nameOf(target.value) }
  return [{ entry: member.traits.xmlFlattened === true ? nameOf(member) : 'entry', ...names }]
}

const known = new WeakMap<Schema, ReadonlyArray<EntryNames>>()

export const entryNames = ({ schema }: AnyShape): ReadonlyArray<EntryNames> => {
  const found = known.get(schema) ?? closure(schema).flatMap(membersOf).flatMap(entriesAt)
  known.set(schema, found)
  return found
}
