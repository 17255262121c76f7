/**
 * fp-ts instances of a shape's domain type.
 */

import type { Eq } from 'fp-ts/lib/Eq.js'
import type { Ord } from 'fp-ts/lib/Ord.js'
import type { Show } from 'fp-ts/lib/Show.js'
import type { Shape } from '../shape/Shape.js'
import * as equality from '../value/equality.js'
import { tree } from '../value/show.js'
import type { Value } from '../value/Value.js'
import { redact } from './redact.js'

/** Equality of meaning: two domain objects are equal when their Values are. Members that the shape does not know do not count. */
export const eq = <A, O extends Value, I>(shape: Shape<A, O, I>): Eq<A> => ({
  equals: (a, b) => Object.is(a, b) || equality.Eq.equals(shape.encode(a), shape.encode(b)),
})

export const ord = <A, O extends Value, I>(shape: Shape<A, O, I>): Ord<A> => ({
  equals: eq(shape).equals,
  compare: (a, b) => equality.Ord.compare(shape.encode(a), shape.encode(b)),
})

/** The Value as a tree, what is sensitive replaced by a marker. */
export const show = <A, O extends Value, I>(shape: Shape<A, O, I>): Show<A> => ({
  show: (a) => tree(redact(shape)(shape.encode(a))),
})
