/**
 * Which shapes share a file: those that are connected through structures, unions, lists and maps.
 */

import type { Schema } from '../schema/Schema.js'
import { membersOf } from '../schema/Schema.js'

/** Shapes of one file, in order; the first names it. */
export type Group = ReadonlyArray<Schema>

/** Above this a group is cut, so that no file grows out of hand. */
const largest = 60

const isAggregate = (schema: Schema): boolean =>
  membersOf(schema).length > 0 || schema._tag === 'structure' || schema._tag === 'union'

const targetsOf = (schema: Schema): ReadonlyArray<Schema> => membersOf(schema).map((member) => member.target())

/**
 * Aggregates in connected groups, each cut where it grows beyond 60 shapes; a simple shape stands with its first user.
 * The order is that of the schemas given, so that the same model gives the same files.
 */
export const groupsOf = (schemas: ReadonlyArray<Schema>): ReadonlyArray<Group> => {
  const position = new Map(schemas.map((schema, i) => [schema.id, i] as const))
  const leader = schemas.map((_, i) => i)
  const find = (i: number): number => {
    let at = i
    while (leader[at] !== at) {
      leader[at] = leader[leader[at] as number] as number
      at = leader[at] as number
    }
    return at
  }
  const join = (a: number, b: number): void => {
    const [x, y] = [find(a), find(b)]
    if (x !== y) leader[Math.max(x, y)] = Math.min(x, y)
  }
  const firstUser = new Map<number, number>()
  schemas.forEach((schema, i) => {
    for (const target of targetsOf(schema)) {
      const at = position.get(target.id)
      if (at === undefined) continue
      if (isAggregate(target)) join(i, at)
      else if (!firstUser.has(at)) firstUser.set(at, i)
    }
  })
  const groups = new Map<number, Array<Schema>>()
  schemas.forEach((schema, i) => {
    const home = find(isAggregate(schema) ? i : (firstUser.get(i) ?? i))
    const group = groups.get(home)
    if (group === undefined) groups.set(home, [schema])
    else group.push(schema)
  })
  return [...groups].sort(([a], [b]) => a - b).flatMap(([, group]) => cut(group))
}

const cut = (group: Group): ReadonlyArray<Group> => {
  const parts: Array<Group> = []
  for (let i = 0; i < group.length; i += largest) parts.push(group.slice(i, i + largest))
  return parts
}
