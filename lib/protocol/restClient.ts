/**
 * The client's half of the REST protocols.
 *
 * Source: Smithy 2.0, "HTTP bindings", "AWS restJson1 protocol", "AWS restXml protocol".
 */

import { fail } from '../compile/emit/source.js'
import type { Policy } from '../compile/Policy.js'
import { tolerantAs, trusted, uncorrected } from '../compile/Policy.js'
import { startRun } from '../compile/Run.js'
import { percentDecode, percentEncode } from '../format/percent.js'
import type { HttpRequest, HttpResponse } from '../http/message.js'
import { bytesBody, bytesOf } from '../http/message.js'
import { readTemplate, writePath, writeQuery } from '../http/uri.js'
import { answerReader, writeParts } from '../interpret/binding.js'
import { isRaw } from '../interpret/raw.js'
import { splitOf } from '../interpret/split.js'
import type { AnyOperation } from '../operation/Operation.js'
import type { Schema, StructureSchema } from '../schema/Schema.js'
import { targetOf } from '../schema/Schema.js'
import { isLeft, left, right } from '../value/either.js'
import type { ClientWire, Reading } from './client.js'
import { clientOf, errorHeadIn, toReading } from './client.js'
import type { KnownError } from './errors.js'
import type { ErrorReading } from './Format.js'
import { parseBody } from './Format.js'
import { hostPrefixOf } from './hostPrefix.js'
import { structureOf, syntaxErrors } from './messages.js'
import type { Protocol } from './Protocol.js'
import type { ReadBody, RestBodies } from './rest.js'
import {
  bodyReader,
  bodyWriter,
  contentOf,
  contentTypeOf,
  httpOf,
  isBodyAlone,
  nothing,
  quickBody,
  quickWriter,
  syntaxPath,
  withContentType,
} from './rest.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

export interface RestClientRules<T> {
  readonly errors: ErrorReading<T>
  /** Whether the format can hold every value of a schema. */
  readonly total: (schema: Schema) => boolean
}

type RestClientParts<P, T> = RestBodies<P, T> & RestClientRules<T>

// -------------------------------------------------------------------------------------
// read
// -------------------------------------------------------------------------------------

/** Whether a message is followed by events. */
const isEventStream = (schema: StructureSchema): boolean => {
  const { stream } = splitOf(schema)
  return stream !== undefined && targetOf(stream)._tag === 'union'
}

/** Reads a structure from all parts of an answer. */
const responseReader = <P, T>(
  parts: RestClientParts<P, T>,
  schema: StructureSchema,
  operation: AnyOperation,
  readBody: ReadBody,
): ((response: HttpResponse) => Reading) => {
  // What comes before a stream of events is not there to be guessed: Smithy's cases have it refused.
  const within = tolerantAs(operation.output.policy)
  const policy = isEventStream(schema) ? uncorrected(within) : within
  const read = answerReader(schema, policy, parts.format.readers.client)
  const { direct } = parts.format
  const isQuick = schema === operation.output.schema || direct?.wrapsErrors !== true
  const whole = isQuick && isBodyAlone(schema) ? direct?.read.client(schema, policy, operation) : undefined
  const quick = isQuick && whole === undefined ? quickBody(parts, 'client', schema, policy, operation) : undefined
  return (response) => {
    const value = whole === undefined ? fail : whole(bytesOf(response.body))
    if (value !== fail) return right(value)
    const done = quick?.(response.body)
    const body = done === undefined ? readBody(response.body) : right(done)
    if (isLeft(body)) return left(syntaxErrors(schema, syntaxPath(schema), body.left))
    const { headers, status } = response
    const { result, run } = read({ labels: {}, query: [], headers, status, ...body.right }, done !== undefined)
    return toReading(result, run, schema)
  }
}

const errorBody =
  <P, T>({ format, errors }: RestClientParts<P, T>, schema: StructureSchema, policy: Policy): ReadBody =>
  (body) => {
    const bytes = bytesOf(body)
    if (bytes.length === 0) return right(nothing)
    const document = parseBody(format, bytes, schema, policy)
    return isLeft(document) ? document : right({ payload: undefined, body: errors.open(document.right) })
  }

/** Reads an error from its wrapping, or from its own payload where it has one. */
const errorReader = <P, T>(
  parts: RestClientParts<P, T>,
  operation: AnyOperation,
  { schema }: KnownError,
): ((response: HttpResponse) => Reading) => {
  const policy = tolerantAs(operation.output.policy)
  const readBody =
    splitOf(schema).payload === undefined
      ? errorBody(parts, schema, policy)
      : bodyReader(parts, schema, policy, operation)
  return responseReader(parts, schema, operation, readBody)
}

// -------------------------------------------------------------------------------------
// write
// -------------------------------------------------------------------------------------

const allTotal = (schema: StructureSchema, total: boolean): boolean =>
  splitOf(schema).parts.every(([member, part]) =>
    part === 'body'
      ? total
      : part === 'payload'
        ? total && !isRaw(targetOf(member))
        : part === 'stream' || part === 'status',
  )

const isTotal = (total: (schema: Schema) => boolean, { input, traits }: AnyOperation): boolean => {
  const schema = structureOf(input.schema)
  return allTotal(schema, total(schema)) && traits.hostPrefix === undefined
}

const clientWire = <P, T>(parts: RestClientParts<P, T>, operation: AnyOperation): ClientWire => {
  const { format, errors } = parts
  const input = structureOf(operation.input.schema)
  const http = httpOf(operation)
  const template = readTemplate(http.uri)
  // A literal of the template goes before a parameter of its name, as a member's does.
  const literals = new Set(template.query.map(([name]) => percentDecode(name)))
  const content = contentOf(input)
  const writeBody = bodyWriter(parts, input, operation, content, parts.emptyPayload)
  let readOutput: ((response: HttpResponse) => Reading) | undefined
  const errorReaders = new Map<KnownError, (response: HttpResponse) => Reading>()
  const isDirect = isBodyAlone(input) && operation.traits.hostPrefix === undefined
  const direct = isDirect ? format.direct?.print(input, operation) : undefined
  const quick = direct === undefined ? quickWriter(parts, input, operation, content) : undefined
  // Nothing is found where all was written at once.
  const clean = startRun(input, undefined, trusted)
  const { method } = http
  const path = writePath(template, {})
  const query = writeQuery(template.query)
  const directRequest = (bytes: Uint8Array): HttpRequest => ({
    method,
    host: undefined,
    hostPrefix: '',
    path,
    query,
    headers: [['content-type', format.mediaType]],
    body: bytesBody(bytes),
  })
  return {
    total: isTotal(parts.total, operation),
    writeRequest: (given, stream) => {
      const printed = direct?.(given)
      if (printed !== undefined) return { request: directRequest(printed), run: clean }
      const bytes = quick?.(given)
      const written = writeParts(input, format.write, given, bytes !== undefined)
      const body = bytes === undefined ? writeBody(written, undefined, stream) : bytesBody(bytes)
      const query = written.query
        .filter(([name]) => !literals.has(name))
        .map(([name, value]) => [percentEncode(name), percentEncode(value)] as const)
      const contentType = body._tag === 'None' ? undefined : contentTypeOf(content, format.mediaType)
      const request: HttpRequest = {
        method: http.method,
        host: undefined,
        hostPrefix: hostPrefixOf(operation, given, written.run),
        path: writePath(template, written.labels),
        query: writeQuery([...template.query, ...query]),
        headers: withContentType(written.headers, contentType),
        body,
      }
      return { request, run: written.run }
    },
    readAnswer: (response) => {
      const output = structureOf(operation.output.schema)
      readOutput ??= responseReader(
        parts,
        output,
        operation,
        bodyReader(parts, output, tolerantAs(operation.output.policy), operation),
      )
      return readOutput(response)
    },
    findError: (response) => errorHeadIn(response, format, errors, operation),
    codesOf: errors.codesOf,
    readError: (error, response) => {
      const read = errorReaders.get(error) ?? errorReader(parts, operation, error)
      errorReaders.set(error, read)
      return read(response)
    },
  }
}

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

/** The clients of a REST protocol. */
export const restClient = <P, T>(bodies: RestBodies<P, T>, rules: RestClientRules<T>): Protocol['client'] => {
  const parts = { ...bodies, ...rules }
  return clientOf((operation) => clientWire(parts, operation))
}

/** Whether requests of a REST protocol can be written whatever their input, if `total` says so of a schema's documents. */
export const restIsTotal =
  (total: (schema: Schema) => boolean): Protocol['isTotal'] =>
  (operation) =>
    isTotal(total, operation)
