/**
 * Records whose keys come from outside: every key, `__proto__` among them, is an own property and nothing else.
 */

/** Sets an own property, whatever the key is called; the record must have been made by the caller. */
export const setOwn = <A>(record: Record<string, A>, key: string, value: A): void => {
  if (key === '__proto__') {
    Object.defineProperty(record, key, { value, writable: true, enumerable: true, configurable: true })
  } else {
    record[key] = value
  }
}

/** The own property of that name, or `undefined`: nothing is inherited. */
export const getOwn = <A>(record: Readonly<Record<string, A>>, key: string): A | undefined =>
  Object.hasOwn(record, key) ? record[key] : undefined

/** Keys beyond which engines no longer keep the layout of a record, and copy it slowly. */
const mostSpread = 100

/**
 * A copy of a plain record of so many entries. Domain: no key is `__proto__`, and no enumerable property is inherited.
 *
 * A spread of a large record changes its layout with each key; one that has lost a key has no layout, which is ten times as fast.
 */
export const copyOf = <A>(record: Readonly<Record<string, A>>, count: number): Record<string, A> => {
  if (count <= mostSpread) return { ...record }
  const copy: Record<string, A> = { '': undefined as A }
  delete copy['']
  for (const key in record) copy[key] = record[key] as A
  return copy
}

/** A record of the given pairs, in order; of pairs with equal keys the last wins. */
export const recordOf = <A>(pairs: Iterable<readonly [string, A]>): Record<string, A> => {
  const record: Record<string, A> = {}
  for (const [key, value] of pairs) setOwn(record, key, value)
  return record
}
