/**
 * A body format as protocols use it: its halves joined with the domain, and its syntax.
 */

import type { Either } from 'fp-ts/lib/Either.js'
import type { View } from '../compile/View.js'
import type { Walker } from '../compile/walk.js'
import type { Side } from '../interpret/binding.js'
import type { Member, Schema, StructureSchema } from '../schema/Schema.js'

/** Why bytes are not of the format. */
export interface SyntaxFault {
  readonly byteOffset: number
  readonly expected: string
}

export interface Reader {
  readonly view: View<unknown>
  readonly read: Walker<unknown, unknown>
}

export interface Format {
  readonly mediaType: string
  readonly readers: Readonly<Record<Side, Reader>>
  readonly write: Walker<unknown, unknown>
  /** Bytes to a node; the schema says what has to be kept exact. */
  readonly parse: (bytes: Uint8Array, schema: Schema) => Either<SyntaxFault, unknown>
  /** A body of members. */
  readonly printMembers: (fields: ReadonlyArray<readonly [Member, unknown]>, schema: StructureSchema) => Uint8Array
  /** A body that is one member's node. */
  readonly printPayload: (node: unknown, member: Member) => Uint8Array
}
