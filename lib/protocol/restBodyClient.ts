/**
 * The client's half of the REST protocols for operations whose messages lie in their bodies alone: a bundle with it has
 * none of what labels, queries, headers and payloads need.
 *
 * Law: where it takes an operation, it writes and reads what `restClient` does.
 */

import { fail } from '../compile/emit/source.js'
import { tolerantAs, trusted } from '../compile/Policy.js'
import { startRun } from '../compile/Run.js'
import { startWalk } from '../compile/walk.js'
import type { Body, HttpRequest } from '../http/message.js'
import { bytesBody, bytesOf, noBody, sharedHeaders } from '../http/message.js'
import { partOf } from '../interpret/split.js'
import type { AnyOperation } from '../operation/Operation.js'
import type { Schema, StructureSchema } from '../schema/Schema.js'
import { isStream } from '../schema/Schema.js'
import { isLeft, left, right } from '../value/either.js'
import type { ClientWire, Reading, Written } from './client.js'
import { clientOf, errorHeadIn, isTotalBody, toReading } from './client.js'
import { parseBody } from './Format.js'
import { structureOf, syntaxErrors } from './messages.js'
import type { Protocol } from './Protocol.js'
import type { RestBodies } from './rest.js'
import { httpOf } from './rest.js'
import type { RestClientRules } from './restClient.js'
import { quickReader, readNode } from './structureBody.js'

// -------------------------------------------------------------------------------------
// wire
// -------------------------------------------------------------------------------------

const isAlone = (schema: Schema): boolean =>
  schema._tag === 'structure' && schema.members.every((member) => partOf(member) === 'body' && !isStream(member))

const isBodyOperation = (operation: AnyOperation): boolean =>
  operation.traits.hostPrefix === undefined &&
  !httpOf(operation).uri.includes('{') &&
  [operation.input, operation.output, ...operation.errors].every(({ schema }) => isAlone(schema))

const bodyWire = <P, T>(
  { format, members }: RestBodies<P, T>,
  { errors, total }: RestClientRules<T>,
  operation: AnyOperation,
): ClientWire => {
  if (!isBodyOperation(operation))
    throw new Error(`${operation.id} has members outside its bodies, which only \`client\` can write and read`)
  const input = structureOf(operation.input.schema)
  const policy = tolerantAs(operation.output.policy)
  const { method, uri } = httpOf(operation)
  const [path, ...query] = uri.split('?') as [string, ...Array<string>]
  const isEmpty = input.members.length === 0
  const fixed: Omit<HttpRequest, 'body'> = {
    method,
    host: undefined,
    hostPrefix: '',
    path,
    query: query.join('?'),
    headers: sharedHeaders(isEmpty ? [] : [['content-type', format.mediaType]]),
  }
  const print = format.direct?.print(input, operation)
  // Nothing is found where all was written at once.
  const clean = startRun(input, undefined, trusted)
  const writeBody = (given: unknown): Written => {
    const printed = print?.(given)
    if (printed !== undefined) return { request: { ...fixed, body: bytesBody(printed) }, run: clean }
    const { result, run } = startWalk(format.write, input, trusted, given)
    // A trusted walk of a structure always gives a part.
    const document = members.wrap(result as P, input, operation, undefined)
    return { request: { ...fixed, body: bytesBody(format.print(document)) }, run }
  }
  const read = (schema: StructureSchema, body: Body, open: (document: T) => unknown): Reading => {
    const bytes = bytesOf(body)
    const document = bytes.length === 0 ? right(undefined) : parseBody(format, bytes, schema, policy)
    if (isLeft(document)) return left(syntaxErrors(schema, [], document.left))
    const node = document.right === undefined ? undefined : open(document.right)
    const { result, run } = readNode({ format }, 'client', schema, policy, node)
    return toReading(result, run, schema)
  }
  let quick: ((body: Body) => unknown) | undefined
  return {
    total: isTotalBody(total, operation),
    writeRequest: (given) => (isEmpty ? { request: { ...fixed, body: noBody }, run: clean } : writeBody(given)),
    readAnswer: ({ body }) => {
      const output = structureOf(operation.output.schema)
      quick ??= quickReader(format, 'client', output, policy, operation)
      const result = quick(body)
      if (result !== fail) return right(result)
      // An answer without members has no document that would be looked at.
      return read(output, output.members.length === 0 ? noBody : body, (document) =>
        members.open(document, output, operation),
      )
    },
    findError: (response) => errorHeadIn(response, format, errors, operation),
    codesOf: errors.codesOf,
    readError: ({ schema }, { body }) => read(schema, body, errors.open),
  }
}

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

/**
 * The clients of a REST protocol, of operations whose messages all lie in their bodies. Any other is a defect of the
 * program, which making its client shows.
 */
export const restBodyClient = <P, T>(bodies: RestBodies<P, T>, rules: RestClientRules<T>): Protocol['client'] =>
  clientOf((operation) => bodyWire(bodies, rules, operation))
