/**
 * Emitted source as functions, where the platform makes them: a content security policy may forbid it, and then the walk does
 * all the work.
 */

import type { Emitted } from './emit.js'
import { helpers } from './emit.js'

export type Native = (node: unknown) => unknown

let allowed: boolean | undefined

/** Asked once: the answer cannot change while a page or process lives. */
const isAllowed = (): boolean => {
  if (allowed === undefined) {
    try {
      allowed = new Function('return true')() === true
    } catch {
      allowed = false
    }
  }
  return allowed
}

/** The function, or `undefined` where code may not be made at run time. */
export const toNative = ({ source, constants }: Emitted): Native | undefined => {
  if (!isAllowed()) return undefined
  // The source holds nothing of a model but string literals of JSON and numbers.
  const make = new Function('c', 'h', source) as (c: ReadonlyArray<unknown>, h: typeof helpers) => Native
  return make(constants, helpers)
}
