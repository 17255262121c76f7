/**
 * Remembers what was made of an object for as long as the object lives, so that drawing again costs nothing.
 */

/** The first result for an object; what else `make` takes must follow from the object. */
export const kept = <K extends object, Rest extends ReadonlyArray<unknown>, A>(
  make: (key: K, ...rest: Rest) => A,
): ((key: K, ...rest: Rest) => A) => {
  const known = new WeakMap<K, { readonly made: A }>()
  return (key, ...rest) => {
    const found = known.get(key)
    if (found !== undefined) return found.made
    const made = make(key, ...rest)
    known.set(key, { made })
    return made
  }
}
