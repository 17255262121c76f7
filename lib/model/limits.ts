/**
 * The constraints of two schemas held against each other: what is narrower breaks writers, what is wider strict readers.
 */

import { rangeBreach } from '../schema/constraints.js'
import type { Length, Range, Traits } from '../schema/Traits.js'
import { readDecimal } from '../value/BigDecimal.js'
import type { Difference, Effect, Place } from './Change.js'
import { bothWays, readers, said, strictReaders, writers } from './Change.js'

interface Bounds<B> {
  readonly min: B | undefined
  readonly max: B | undefined
}

type Motion = 'Narrowed' | 'Widened' | 'Moved'

const effectOf: Readonly<Record<Motion, Effect>> = { Narrowed: writers, Widened: strictReaders, Moved: bothWays }

/** How bounds moved; `above(a, b)` is whether `a` is strictly greater. */
const motion = <B>(old: Bounds<B>, now: Bounds<B>, above: (a: B, b: B) => boolean): Motion | undefined => {
  const higher = (a: B | undefined, b: B | undefined): boolean => a !== undefined && (b === undefined || above(a, b))
  const lower = (a: B | undefined, b: B | undefined): boolean => a !== undefined && (b === undefined || above(b, a))
  const narrower = higher(now.min, old.min) || lower(now.max, old.max)
  const wider = higher(old.min, now.min) || lower(old.max, now.max)
  return narrower ? (wider ? 'Moved' : 'Narrowed') : wider ? 'Widened' : undefined
}

/** A least length of 0 is none. */
const lengthBounds = ({ min, max }: Length = {}): Bounds<number> => ({ min: min === 0 ? undefined : min, max })

const rangeBounds = ({ min, max }: Range = {}): Bounds<number | bigint | string> => ({ min, max })

/** Exact, whatever the bounds are written as. */
const isAbove = (a: number | bigint | string, b: number | bigint | string): boolean => {
  const decimal = readDecimal(String(a))
  return decimal !== undefined && rangeBreach(decimal, { max: b }) !== undefined
}

const boundsText = ({ min, max }: Bounds<unknown>): string | undefined =>
  min === undefined
    ? max === undefined
      ? undefined
      : `at most ${String(max)}`
    : max === undefined
      ? `at least ${String(min)}`
      : `${String(min)} to ${String(max)}`

/** What differs in length, range, pattern, uniqueness and nulls. */
export const limits = (place: Place, old: Traits, now: Traits): ReadonlyArray<Difference> => {
  const found: Array<Difference> = []
  const lengths = [lengthBounds(old.length), lengthBounds(now.length)] as const
  const length = motion(...lengths, (a, b) => a > b)
  if (length !== undefined) {
    const texts = said(boundsText(lengths[0]), boundsText(lengths[1]))
    found.push({ kind: `length${length}`, ...place, ...texts, effect: effectOf[length] })
  }
  const ranges = [rangeBounds(old.range), rangeBounds(now.range)] as const
  const range = motion(...ranges, isAbove)
  if (range !== undefined) {
    const texts = said(boundsText(ranges[0]), boundsText(ranges[1]))
    found.push({ kind: `range${range}`, ...place, ...texts, effect: effectOf[range] })
  }
  if (old.pattern !== now.pattern) {
    const texts = said(old.pattern, now.pattern)
    found.push(
      old.pattern === undefined
        ? { kind: 'patternAdded', ...place, ...texts, effect: writers }
        : now.pattern === undefined
          ? { kind: 'patternRemoved', ...place, ...texts, effect: strictReaders }
          : { kind: 'patternChanged', ...place, ...texts, effect: bothWays },
    )
  }
  if (old.uniqueItems !== now.uniqueItems) {
    found.push(
      now.uniqueItems === true
        ? { kind: 'uniqueItemsAdded', ...place, effect: writers }
        : { kind: 'uniqueItemsRemoved', ...place, effect: strictReaders },
    )
  }
  if (old.sparse !== now.sparse) {
    found.push(
      now.sparse === true
        ? { kind: 'nullsAllowed', ...place, effect: readers }
        : { kind: 'nullsForbidden', ...place, effect: writers },
    )
  }
  return found
}
