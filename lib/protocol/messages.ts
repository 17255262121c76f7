/**
 * What both halves of every protocol ask of a message: its structure, and the issues of one that is not of it.
 */

import type * as t from 'io-ts'
import type { Run } from '../compile/Run.js'
import { errorsOf } from '../compile/Run.js'
import type { Headers } from '../http/message.js'
import type { Schema, StructureSchema } from '../schema/Schema.js'
import type { AnyShape } from '../shape/Shape.js'
import { shapeOf } from '../shape/shapeOf.js'
import type { Errors } from '../value/Issue.js'
import { issueText, redacted, validationError } from '../value/Issue.js'
import { sizeFault } from '../value/Limits.js'
import type { SyntaxFault } from './Format.js'

/** The structure that a message is of; a model reader never makes an operation of anything else. */
export const structureOf = (schema: Schema): StructureSchema => {
  if (schema._tag === 'structure') return schema
  throw new Error(`${schema.id} is no structure, and so no message`)
}

/** Whether a message has no shape at all. */
export const isUnit = ({ id }: Schema): boolean => id === 'smithy.api#Unit'

const rootContext = (schema: Schema): t.Context => [{ key: '', type: shapeOf(schema), actual: redacted }]

export const errorsIn = (run: Run, schema: Schema, which: 'refusals' | 'malformed' = 'refusals'): Errors =>
  errorsOf(run, which, rootContext(schema), (inner) => shapeOf(inner))

/** The one issue of a body that is not of its format, or of a value that has no text at all. */
export const syntaxErrors = (
  schema: Schema,
  path: ReadonlyArray<string>,
  { code: size, expected, actual }: SyntaxFault,
  code: 'syntax' | 'unrepresentable' = 'syntax',
): Errors => {
  const issue = { path, code: size ?? code, shape: schema.id, expected, actual } as const
  return [
    validationError(issue, () => ({ value: redacted, context: rootContext(schema), serverMessage: issueText(issue) })),
  ]
}

/** The issue of a message with more header fields than a shape's limits let. */
export const fieldsFault = (
  { headers }: { readonly headers: Headers },
  { schema, policy }: AnyShape,
): Errors | undefined => {
  const { pairs } = policy.limits
  return headers.length > pairs
    ? syntaxErrors(schema, [], sizeFault(pairs, 'header fields', headers.length))
    : undefined
}
