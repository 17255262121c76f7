/**
 * Emitted source as functions, where the platform makes them: a content security policy may forbid it, and then closures take
 * their place.
 */

import type { Emitted, Native } from './source.js'
import { bodyOf, helpers } from './source.js'

let allowed: boolean | undefined

/** Whether code may be made here. Asked once: the answer cannot change while a page or process lives. Some platforms also forbid `__proto__`, by a throw. */
export const mayEmit = (): boolean => {
  if (allowed === undefined) {
    try {
      allowed = new Function('return ({}).__proto__ !== null')() === true
    } catch {
      allowed = false
    }
  }
  return allowed
}

/**
 * The functions that the source gives, the whole one first; none where code may not be made at run time.
 *
 * @param more what it finds under `h` beside the usual helpers
 */
export const toNatives = <F = Native>(
  emitted: Emitted,
  more: Readonly<Record<string, unknown>> = {},
): ReadonlyArray<F> => {
  if (!mayEmit()) return []
  // The source holds nothing of a model but string literals of JSON and numbers.
  const make = new Function('c', 'h', bodyOf(emitted)) as (
    c: ReadonlyArray<unknown>,
    h: typeof helpers,
  ) => ReadonlyArray<F>
  return make(
    emitted.constants.map(({ value }) => value),
    { ...helpers, ...more },
  )
}
