/**
 * A view with care: what throws as it is looked at, a getter or a trap of a proxy, is a node of no kind, so that the walk tells
 * it at its path beside everything else that is wrong. Slow, and only for what threw on the usual way.
 */

import { defaultLimits } from '../value/Limits.js'
import { isRecord } from './records.js'
import type { View } from './View.js'
import { Fault, fault } from './View.js'

/** Stands for a part that throws. */
const unreadable = Symbol('unreadable')

const words = 'something that cannot be read'

const broken: Fault = /*#__PURE__*/ fault('type', undefined, words)

/** A structure whose members may be asked for; the walk itself must not look at what is inside. */
interface Ready {
  readonly found: unknown
}

const guard = <A, B>(look: () => A, otherwise: B): A | B => {
  try {
    return look()
  } catch {
    return otherwise
  }
}

/** Longer than any array: the length of a proxy can be anything. */
const tooLong = 2 ** 32

const itemsOf = (items: ReadonlyArray<unknown>): ReadonlyArray<unknown> | Fault => {
  const { length } = items
  if (!(length < tooLong)) return broken
  const copy: Array<unknown> = []
  copy.length = length
  // A list of so many is refused for its length, whatever is in it.
  if (length > defaultLimits.items) return copy
  for (let i = 0; i < length; i++) if (guard(() => i in items, true)) copy[i] = guard(() => items[i], unreadable)
  return copy
}

/** The node with each of its own entries read once; one that is no record as it is. */
const entriesOf = (node: unknown): unknown => {
  if (!isRecord(node)) return node
  const copy: Record<string, unknown> = Object.create(null)
  for (const name of Object.keys(node)) copy[name] = guard(() => node[name], unreadable)
  return copy
}

const total =
  <R extends ReadonlyArray<unknown>, A>(look: (node: unknown, ...rest: R) => A) =>
  (node: unknown, ...rest: R): A | Fault =>
    guard(() => look(node, ...rest), broken)

/** Domain: views of what JavaScript holds, whose records are JavaScript's. */
export const careful = (view: View<unknown>): View<unknown> => ({
  isNull: (node) => guard(() => view.isNull(node), false),
  describe: (node) => (node === unreadable ? words : guard(() => view.describe(node), words)),
  text: total(view.text),
  number: total(view.number),
  long: total(view.long),
  decimal: total(view.decimal),
  float: total(view.float),
  boolean: total(view.boolean),
  blob: total(view.blob),
  timestamp: total(view.timestamp),
  document: total(view.document),
  list: total((node, schema) => {
    const items = view.list(entriesOf(node), schema)
    return items instanceof Fault ? items : itemsOf(items)
  }),
  map: total((node, schema) => view.map(entriesOf(node), schema)),
  structure: total((node, schema) => {
    // Whoever asks for names that no member has gets them without a throw.
    Object.keys(Object(node))
    const found = view.structure(node, schema)
    return found instanceof Fault ? found : { found }
  }),
  member: (member) => {
    const take = view.member(member)
    return (node) => guard(() => take((node as Ready).found), unreadable)
  },
  unknown: (node, schema) => {
    const { found } = node as Ready
    return guard(() => view.unknown(found, schema), undefined) ?? view.unknown(entriesOf(found), schema)
  },
  union: (node, schema) =>
    guard(() => view.union(node, schema), undefined) ??
    total((held, of: typeof schema) => view.union(entriesOf(held), of))(node, schema),
})
