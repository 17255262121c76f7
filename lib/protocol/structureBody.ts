/**
 * A structure that is the body of a message, whole, as its format has it.
 */

import type { Either } from 'fp-ts/lib/Either.js'
import { domainWriting, exactView } from '../compile/domain.js'
import { fail } from '../compile/emit/source.js'
import type { Policy } from '../compile/Policy.js'
import type { Walker } from '../compile/walk/Walk.js'
import { startWalk, walker } from '../compile/walk.js'
import type { Body } from '../http/message.js'
import { bytesOf } from '../http/message.js'
import type { Side } from '../interpret/split.js'
import type { AnyOperation } from '../operation/Operation.js'
import type { StructureSchema } from '../schema/Schema.js'
import type { Outcome } from '../shape/codec.js'
import { isLeft, right } from '../value/either.js'
import type { Envelope, Format, SyntaxFault } from './Format.js'
import { parseBody } from './Format.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** A format with the way that a structure stands in its documents. */
export interface Half<P, T> {
  readonly format: Format<P, T>
  readonly envelope: Envelope<P, T>
}

// -------------------------------------------------------------------------------------
// read
// -------------------------------------------------------------------------------------

/** The node of a structure in a body, `undefined` of a body without bytes. */
export const openBody = <P, T>(
  { format, envelope }: Half<P, T>,
  schema: StructureSchema,
  policy: Policy,
  operation: AnyOperation,
  body: Body,
): Either<SyntaxFault, unknown> => {
  const bytes = bytesOf(body)
  if (bytes.length === 0) return right(undefined)
  const document = parseBody(format, bytes, schema, policy)
  return isLeft(document) ? document : right(envelope.open(document.right, schema, operation))
}

/** Of a body without bytes, a structure whose members are all absent is read. */
const emptyWalker: Walker<unknown, unknown> = /*#__PURE__*/ walker(exactView, domainWriting)

/** Reads a good body at once where the format can; `fail` for any other. Keep what this gives. */
export const quickReader = (
  { direct }: Pick<Format<unknown, unknown>, 'direct'>,
  side: Side,
  schema: StructureSchema,
  policy: Policy,
  operation: AnyOperation,
): ((body: Body) => unknown) => {
  const read = direct?.read[side](schema, policy, operation)
  return (body) => (read === undefined || body._tag !== 'Bytes' ? fail : read(body.bytes))
}

export const readNode = <P, T>(
  { format }: Pick<Half<P, T>, 'format'>,
  side: Side,
  schema: StructureSchema,
  policy: Policy,
  node: unknown,
): Outcome => {
  if (node === undefined) return startWalk(emptyWalker, schema, policy, {})
  return startWalk(format.readers[side].read, schema, policy, node)
}
