/**
 * Records whose keys come from outside: every key, `__proto__` among them, is an own property and nothing else.
 */

/**
 * Sets an own property, whatever the key is called; the record must have been made by the caller.
 *
 * What records inherit is not assigned to: `__proto__` would set the prototype, and where `Object.prototype` is frozen an assignment is
 * refused, by a throw or, in a bundle that is not strict, without a word.
 */
export const setOwn = <A>(record: Record<string, A>, key: string, value: A): void => {
  if (key in Object.prototype)
    Object.defineProperty(record, key, { value, writable: true, enumerable: true, configurable: true })
  else record[key] = value
}

/** The own property of that name, or `undefined`: nothing is inherited. */
export const getOwn = <A>(record: Readonly<Record<string, A>>, key: string): A | undefined =>
  Object.hasOwn(record, key) ? record[key] : undefined

/** Keys up to which a copy of one by one is as fast as a spread. */
const few = 8

/** Keys beyond which engines no longer keep the layout of a record, and copy it slowly. */
const mostSpread = 100

/** Whether a record of so many entries is best copied at once. */
export const isSpread = (count: number): boolean => count > few && count <= mostSpread

/** A copy, each entry read once, of the entries alone: a spread takes symbols along. Domain: no key is `__proto__`. */
export const spreadOf = <A>(record: Readonly<Record<string, A>>): Record<string, A> => {
  const copy = { ...record }
  for (const symbol of Object.getOwnPropertySymbols(copy)) Reflect.deleteProperty(copy, symbol)
  return copy
}

/**
 * A record to be filled with so many entries, one by one. Each key would change the layout of a large one; a record that has lost a
 * key has no layout, which is ten times as fast.
 */
export const roomFor = <A>(count: number): Record<string, A> => {
  const record: Record<string, A> = {}
  if (count <= mostSpread) return record
  record[''] = undefined as A
  delete record['']
  return record
}

/** A record of the given pairs, in order; of pairs with equal keys the last wins. */
export const recordOf = <A>(pairs: Iterable<readonly [string, A]>): Record<string, A> => {
  const record: Record<string, A> = {}
  for (const [key, value] of pairs) setOwn(record, key, value)
  return record
}
