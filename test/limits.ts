/** Limits that are known to be good, for tests. */
import assert from 'node:assert/strict'
import type { Bounds, Limits } from '../lib/value/index.js'
import { limits } from '../lib/value/index.js'

export const limitsOf = (changes: Partial<Bounds>): Limits => {
  const made = limits(changes)
  assert(made._tag === 'Right', JSON.stringify(made))
  return made.right
}

/** So small that arbitrary values reach each of them. */
export const tiny: ReadonlyArray<Limits> = [
  limitsOf({ depth: 3 }),
  limitsOf({ nodes: 4 }),
  limitsOf({ items: 1 }),
  limitsOf({ entries: 1 }),
  limitsOf({ members: 0 }),
  limitsOf({ members: 2, text: 4 }),
  limitsOf({ size: 60 }),
]
