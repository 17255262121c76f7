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

/** A record of the given pairs, in order; of pairs with equal keys the last wins. */
export const recordOf = <A>(pairs: Iterable<readonly [string, A]>): Record<string, A> => {
  const record: Record<string, A> = {}
  for (const [key, value] of pairs) setOwn(record, key, value)
  return record
}
