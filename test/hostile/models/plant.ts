/**
 * Texts planted into a model: every string and every key of its JSON is a position.
 */

/** Where a text stands: the way to it, and whether it is the key at the end of that way or what lies there. */
export interface Position {
  readonly path: ReadonlyArray<string | number>
  readonly isKey: boolean
}

type Node = Readonly<Record<string, unknown>>

/** All positions of a JSON value, in order. */
export const positionsOf = (json: unknown, path: ReadonlyArray<string | number> = []): ReadonlyArray<Position> => {
  if (typeof json === 'string') return [{ path, isKey: false }]
  if (Array.isArray(json)) return json.flatMap((part, i) => positionsOf(part, [...path, i]))
  if (typeof json !== 'object' || json === null) return []
  return Object.entries(json).flatMap(([key, part]) => [
    { path: [...path, key], isKey: true },
    ...positionsOf(part, [...path, key]),
  ])
}

const keyOf = ({ path, isKey }: Position): string => JSON.stringify([path, isKey])

/**
 * A copy with a text in each of some positions: behind what stood there, so that names still differ, or in its place. A name that
 * something refers to is one position, and stays whole only where all of them are planted alike: that is `names`.
 */
export const planted = (
  json: unknown,
  positions: ReadonlyArray<Position>,
  plant: (before: string) => string,
): unknown => {
  const wanted = new Set(positions.map(keyOf))
  const go = (node: unknown, path: ReadonlyArray<string | number>): unknown => {
    if (typeof node === 'string') return wanted.has(keyOf({ path, isKey: false })) ? plant(node) : node
    if (Array.isArray(node)) return node.map((part, i) => go(part, [...path, i]))
    if (typeof node !== 'object' || node === null) return node
    const copy: Record<string, unknown> = {}
    for (const [key, part] of Object.entries(node as Node)) {
      const inner = [...path, key]
      const name = wanted.has(keyOf({ path: inner, isKey: true })) ? plant(key) : key
      Object.defineProperty(copy, name, {
        value: go(part, inner),
        enumerable: true,
        writable: true,
        configurable: true,
      })
    }
    return copy
  }
  return go(json, [])
}

/** Every text, key or not, that is the same as one: a name and all that refers to it. */
export const sameText = (
  positions: ReadonlyArray<Position>,
  json: unknown,
  position: Position,
): ReadonlyArray<Position> => {
  const text = textAt(json, position)
  return positions.filter((one) => textAt(json, one) === text)
}

export const textAt = (json: unknown, { path, isKey }: Position): string => {
  if (isKey) return String(path[path.length - 1])
  return String(path.reduce<unknown>((node, segment) => (node as Node)[segment], json))
}
