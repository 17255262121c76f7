/**
 * Lists whose items differ: apart from the others, for bundles that have none.
 */

import { isRecord } from '../compile/records.js'
import type { Traits } from '../schema/Traits.js'
import type { Run } from './Run.js'
import { failed, note } from './Run.js'
import type { AnyShape, Json } from './Shape.js'

/** Items that are equal have the same text: names in one order, and numbers that JSON says alike told apart. */
const canonical = (tree: Json): string =>
  JSON.stringify(tree, (_, node: unknown) => {
    if (typeof node === 'bigint') return `${node}n`
    if (Object.is(node, -0)) return '-0'
    return isRecord(node)
      ? Object.fromEntries(Object.entries(node).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
      : node
  })

const noteEqual = (run: Run, id: string, items: ReadonlyArray<unknown>, item: AnyShape): void => {
  const first = new Map<string, number>()
  for (let i = 0; i < items.length; i++) {
    const key = items[i] === null ? '' : canonical(item.write(items[i], 'name'))
    const earlier = first.get(key)
    if (earlier === undefined) first.set(key, i)
    else {
      run.at = 'item'
      note(run, id, 'unique', 'items that differ', `items ${earlier} and ${i} that are equal`)
      run.at = undefined
      return
    }
  }
}

/** A list, sparse or not, whose items differ: the trait `uniqueItems`. */
export const unique = <S extends AnyShape>(shape: S): S => ({
  ...shape,
  read: (nodes: unknown, run: Run) => {
    const { length } = run.issues
    const { more } = run
    const items = shape.read(nodes, run)
    // Items that are wrong are told; how many there are is another matter.
    const isGood = run.more === more && run.issues.slice(length).every(({ path }) => path.length === run.path.length)
    if (run.strict && items !== failed && isGood)
      noteEqual(run, shape.id, items as ReadonlyArray<unknown>, shape.parts()[0] as AnyShape)
    return items
  },
  refine: (traits: Traits) => unique(shape.refine(traits)),
})
