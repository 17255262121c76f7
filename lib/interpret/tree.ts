/**
 * Readings whose outer side is a JSON tree.
 */

import type { Quick } from '../compile/fast.js'
import type { Policy } from '../compile/Policy.js'
import { trusted } from '../compile/Policy.js'
import type { Run } from '../compile/Run.js'
import type { Walker } from '../compile/walk/Walk.js'
import type { Schema } from '../schema/Schema.js'
import { codec, toValidation, writeWith } from '../shape/codec.js'
import type { Codec, Shape } from '../shape/Shape.js'
import { isDomainOf, shapeOf } from '../shape/shapeOf.js'
import type { Document } from '../value/Document.js'
import type { Value } from '../value/Value.js'

/** A JSON tree, its numbers exact. */
export type Json = Document

export interface TreeParts {
  /** The name before the shape's own. */
  readonly name: string
  readonly quick?: (schema: Schema, policy: Policy) => Quick
  readonly read: (schema: Schema, policy: Policy, node: unknown) => { readonly result: unknown; readonly run: Run }
  readonly write: Walker<unknown, Json>
}

/** A function from shapes to codecs of trees; it gives the same codec for the same shape. */
export const tree = ({
  name,
  quick,
  read,
  write,
}: TreeParts): (<A, O extends Value, I>(shape: Shape<A, O, I>) => Codec<A, Json>) => {
  const kept = new WeakMap<object, Codec<unknown, Json>>()
  const writeTree = writeWith(write)
  const treeOf = (shape: Shape<unknown, Value, unknown>): Codec<unknown, Json> => {
    const known = kept.get(shape)
    if (known !== undefined) return known
    const { schema, policy } = shape
    const made = codec<unknown, Json>({
      name: `${name}(${shape.name})`,
      is: isDomainOf(schema, policy),
      ...(quick && { quick: quick(schema, policy) }),
      validate: (u, context) =>
        toValidation(read(schema, policy, u), context, (inner) => treeOf(shapeOf(inner, policy))),
      encode: (a) => writeTree(schema, trusted, a),
    })
    kept.set(shape, made)
    return made
  }
  // The domain type of the codec is that of the shape that it is made of.
  return <A, O extends Value, I>(shape: Shape<A, O, I>): Codec<A, Json> =>
    treeOf(shape as unknown as Shape<unknown, Value, unknown>) as unknown as Codec<A, Json>
}
