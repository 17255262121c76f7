/**
 * The domain fields of a structure's or union's members, each another.
 */

import { camelCase } from '../schema/camelCase.js'
import { freshNames, underscored } from './freshNames.js'

/**
 * One field for each member name, in order: its camelCase. Where several members come to one field, the first in member
 * order has it, and a later one has its own name; where that is taken too, underscores follow until the name is free, or a number where eight of them were not enough.
 * So a member that a model adds at the end changes no other's field.
 *
 * @example
 * ```ts
 * fieldNames(['InstanceId', 'Foo', 'foo']) // ['instanceId', 'foo', 'foo_']
 * fieldNames(['foo', 'Foo']) // ['foo', 'Foo']
 * ```
 */
export const fieldNames = (names: ReadonlyArray<string>): ReadonlyArray<string> => {
  const taken = new Set<string>()
  const fresh = freshNames(taken, underscored)
  return names.map((name) => {
    const field = camelCase(name)
    return fresh(taken.has(field) ? name : field)
  })
}
