/**
 * Framing of the REST protocols: HTTP bindings around a body format.
 *
 * Source: Smithy 2.0, "HTTP bindings", "AWS restJson1 protocol", "AWS restXml protocol".
 */

import type { Either } from 'fp-ts/lib/Either.js'
import { serving, tolerant } from '../compile/Policy.js'
import { percentDecode, percentEncode } from '../format/percent.js'
import type { Body, Headers, HttpRequest, HttpResponse } from '../http/message.js'
import { bytesBody, bytesOf, essenceOf, headerNamed, noBody } from '../http/message.js'
import { matchPath, readQuery, readTemplate, writePath, writeQuery } from '../http/uri.js'
import type { Source, Written } from '../interpret/binding.js'
import { partsReader, splitOf, writeParts } from '../interpret/binding.js'
import { isRaw } from '../interpret/raw.js'
import type { AnyOperation, Http, RequestFault } from '../operation/Operation.js'
import type { Schema, StructureSchema } from '../schema/Schema.js'
import { targetOf } from '../schema/Schema.js'
import type { Traits } from '../schema/Traits.js'
import { isLeft, left, right } from '../value/either.js'
import type { ClientWire, Reading, ServerWire } from './assemble.js'
import { assemble, structureOf, syntaxErrors, toReading, toRequest } from './assemble.js'
import type { Envelope, ErrorRule, Format, SyntaxFault } from './Format.js'
import { faultAnswer } from './faults.js'
import { hostPrefixOf } from './hostPrefix.js'
import type { AnswerOptions, Protocol } from './Protocol.js'
import { requestIdIn, withRequestId } from './requestId.js'
import { routeByUri } from './routing.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

export interface RestParts<P, T> {
  readonly id: string
  readonly format: Format<P, T>
  /** A body of members. */
  readonly members: Envelope<P, T>
  /** A payload member in the format. */
  readonly payload: Envelope<P, T>
  readonly errors: ErrorRule<P, T>
  /** Whether the format can hold every text. */
  readonly total: boolean
}

const httpOf = ({ traits }: AnyOperation): Http => traits.http ?? { method: 'POST', uri: '/', code: 200 }

// -------------------------------------------------------------------------------------
// bodies
// -------------------------------------------------------------------------------------

/** What lies in the body of a message. */
type Content =
  | { readonly _tag: 'Nothing' }
  | { readonly _tag: 'Members' }
  | { readonly _tag: 'Raw'; readonly target: Schema }
  | { readonly _tag: 'Payload'; readonly name: string; readonly target: Schema; readonly traits: Traits }
  | { readonly _tag: 'Stream'; readonly target: Schema }

const contentOf = (schema: StructureSchema): Content => {
  const { payload, stream, body } = splitOf(schema)
  if (stream !== undefined) return { _tag: 'Stream', target: targetOf(stream) }
  if (payload !== undefined) {
    const target = targetOf(payload)
    return isRaw(target)
      ? { _tag: 'Raw', target }
      : { _tag: 'Payload', name: payload.name, target, traits: payload.traits }
  }
  return body.length > 0 ? { _tag: 'Members' } : { _tag: 'Nothing' }
}

const rawType = ({ _tag, traits }: Schema): string =>
  traits.mediaType ?? (_tag === 'blob' ? 'application/octet-stream' : 'text/plain')

const contentTypeOf = (content: Content, mediaType: string): string | undefined => {
  switch (content._tag) {
    case 'Nothing':
      return undefined
    case 'Members':
    case 'Payload':
      return mediaType
    case 'Raw':
    case 'Stream':
      return rawType(content.target)
  }
}

/** A payload's schema under the names that its member gives it. */
const payloadSchema = ({ target, traits }: Content & { readonly _tag: 'Payload' }): Schema =>
  traits.xmlName === undefined ? target : { ...target, traits: { ...target.traits, xmlName: traits.xmlName } }

type WriteBody = (written: Written, requestId: string | undefined, stream: Body | undefined) => Body

const bodyWriter = <P, T>(
  { format, members, payload }: RestParts<P, T>,
  schema: StructureSchema,
  operation: AnyOperation,
): WriteBody => {
  const content = contentOf(schema)
  switch (content._tag) {
    case 'Nothing':
      return () => noBody
    case 'Members':
      // The nodes were written by this format's own walker.
      return ({ body }, requestId) =>
        bytesBody(format.print(members.wrap(format.members(body as Fields<P>, schema), schema, operation, requestId)))
    case 'Raw':
      return (written) => (written.payload === undefined ? noBody : bytesBody(written.payload as Uint8Array))
    case 'Payload': {
      const named = payloadSchema(content)
      return (written, requestId) =>
        written.payload === undefined
          ? noBody
          : bytesBody(format.print(payload.wrap(written.payload as P, named, operation, requestId)))
    }
    case 'Stream':
      return (_, __, stream) => stream ?? noBody
  }
}

type Fields<P> = Parameters<Format<P, unknown>['members']>[0]

type ReadBody = (body: Body) => Either<SyntaxFault, Pick<Source, 'payload' | 'body'>>

const nothing: Pick<Source, 'payload' | 'body'> = { payload: undefined, body: undefined }

const bodyReader = <P, T>(
  { format, members, payload }: RestParts<P, T>,
  schema: StructureSchema,
  operation: AnyOperation,
): ReadBody => {
  const content = contentOf(schema)
  const parsed = (
    body: Body,
    of: Schema,
    take: (document: T) => Pick<Source, 'payload' | 'body'>,
  ): ReturnType<ReadBody> => {
    const bytes = bytesOf(body)
    if (bytes.length === 0) return right(nothing)
    const document = format.parse(bytes, of)
    return isLeft(document) ? document : right(take(document.right))
  }
  switch (content._tag) {
    case 'Nothing':
    case 'Stream':
      return () => right(nothing)
    case 'Members':
      return (body) =>
        parsed(body, schema, (document) => ({ payload: undefined, body: members.open(document, schema, operation) }))
    case 'Raw':
      return (body) => right({ payload: bytesOf(body).length === 0 ? undefined : bytesOf(body), body: undefined })
    case 'Payload': {
      const named = payloadSchema(content)
      return (body) =>
        parsed(body, named, (document) => ({ payload: payload.open(document, named, operation), body: undefined }))
    }
  }
}

/** Where the reader of a body stands when its syntax is at fault. */
const syntaxPath = (schema: StructureSchema): ReadonlyArray<string> => {
  const { payload } = splitOf(schema)
  return payload === undefined ? [] : [payload.name]
}

// -------------------------------------------------------------------------------------
// client
// -------------------------------------------------------------------------------------

const hasHeader = (headers: Headers, name: string): boolean => headerNamed(headers, name) !== undefined

/** The headers of a message with its content type, unless a member says another. */
const withContentType = (headers: Headers, contentType: string | undefined): Headers =>
  contentType === undefined || hasHeader(headers, 'content-type')
    ? headers
    : [['content-type', contentType], ...headers]

const isTotal = (schema: StructureSchema, total: boolean): boolean =>
  splitOf(schema).parts.every(([member, part]) =>
    part === 'body'
      ? total
      : part === 'payload'
        ? total && !isRaw(targetOf(member))
        : part === 'stream' || part === 'status',
  )

/** Reads a structure from all parts of an answer. */
const answerReader = <P, T>(
  parts: RestParts<P, T>,
  schema: StructureSchema,
  readBody: ReadBody,
): ((response: HttpResponse) => Reading) => {
  const read = partsReader(schema, tolerant, 'client', parts.format.readers.client)
  return (response) => {
    const body = readBody(response.body)
    if (isLeft(body)) return left(syntaxErrors(schema, syntaxPath(schema), body.left))
    const { result, run } = read({
      labels: {},
      query: [],
      headers: response.headers,
      status: response.status,
      ...body.right,
    })
    return toReading(result, run, schema)
  }
}

const errorBody =
  <P, T>({ format, errors }: RestParts<P, T>, schema: StructureSchema): ReadBody =>
  (body) => {
    const bytes = bytesOf(body)
    if (bytes.length === 0) return right(nothing)
    const document = format.parse(bytes, schema)
    return isLeft(document) ? document : right({ payload: undefined, body: errors.open(document.right) })
  }

const clientWire = <P, T>(parts: RestParts<P, T>, operation: AnyOperation): ClientWire => {
  const { format, errors } = parts
  const input = structureOf(operation.input.schema)
  const http = httpOf(operation)
  const template = readTemplate(http.uri)
  const content = contentOf(input)
  const writeBody = bodyWriter(parts, input, operation)
  let readOutput: ((response: HttpResponse) => Reading) | undefined
  return {
    total: isTotal(input, parts.total) && operation.traits.hostPrefix === undefined,
    writeRequest: (given, stream) => {
      const written = writeParts(input, format.write, given)
      const body = writeBody(written, undefined, stream)
      const query = written.query.map(([name, value]) => [percentEncode(name), percentEncode(value)] as const)
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
      readOutput ??= answerReader(parts, output, bodyReader(parts, output, operation))
      return readOutput(response)
    },
    findError: ({ headers, body }) => {
      const bytes = bytesOf(body)
      const document = bytes.length === 0 ? undefined : format.parse(bytes, operation.output.schema)
      const found = document === undefined || isLeft(document) ? undefined : document.right
      const requestId = requestIdIn(headers) ?? (found === undefined ? undefined : errors.requestId(found))
      return { ...errors.find(headers, found, operation), requestId }
    },
    codesOf: errors.codesOf,
    readError: (error, response) =>
      answerReader(parts, error.schema, errorBody(parts, error.schema))(response),
  }
}

// -------------------------------------------------------------------------------------
// server
// -------------------------------------------------------------------------------------

const decodeQuery = (query: string): Source['query'] | undefined => {
  const pairs: Array<readonly [string, string]> = []
  for (const [name, value] of readQuery(query)) {
    const key = percentDecode(name)
    const text = percentDecode(value ?? '')
    if (key === undefined || text === undefined) return undefined
    pairs.push([key, text])
  }
  return pairs
}

const accepts = (accept: string | undefined, offered: string): boolean => {
  if (accept === undefined) return true
  const family = `${offered.split('/')[0]}/*`
  return accept
    .split(',')
    .map(essenceOf)
    .some((one) => one === '*/*' || one === essenceOf(offered) || one === family)
}

/**
 * Whether the request's content type is one that the operation takes.
 *
 * Source: Smithy 2.0, malformed content-type cases: a body of members or a modelled payload comes as its type; an
 * operation without a body takes none.
 */
const takesType = (
  content: Content,
  expected: string | undefined,
  contentType: string | undefined,
  body: Body,
): boolean => {
  const isEmpty = body._tag === 'None' || (body._tag === 'Bytes' && body.bytes.length === 0)
  if (contentType === undefined) return isEmpty || expected !== undefined
  if (expected === undefined) return false
  if (content._tag === 'Stream' && content.target.traits.mediaType === undefined) return true
  if (content._tag === 'Raw' && content.target._tag === 'blob' && content.target.traits.mediaType === undefined) {
    return essenceOf(contentType) === essenceOf(expected) || !isEmpty
  }
  return essenceOf(contentType) === essenceOf(expected)
}

const requestReader = <P, T>(parts: RestParts<P, T>, operation: AnyOperation): ServerWire['readRequest'] => {
  const { format } = parts
  const schema = structureOf(operation.input.schema)
  const http = httpOf(operation)
  const template = readTemplate(http.uri)
  const read = partsReader(schema, serving(operation.input.policy), 'server', format.readers.server)
  const content = contentOf(schema)
  const expected = contentTypeOf(content, format.mediaType)
  const readBody = bodyReader(parts, schema, operation)
  const offered = contentTypeOf(contentOf(structureOf(operation.output.schema)), format.mediaType) ?? format.mediaType
  const bindsType = splitOf(schema).parts.some(([{ traits }]) => traits.httpHeader?.toLowerCase() === 'content-type')
  return (request): Either<RequestFault, unknown> => {
    const { headers, body: sent } = request
    const labels = matchPath(template, request.path)
    if (labels === undefined) return left({ _tag: 'NotFound' })
    if (request.method !== http.method) return left({ _tag: 'MethodNotAllowed', allowed: [http.method] })
    if (!accepts(headerNamed(headers, 'accept'), offered)) return left({ _tag: 'NotAcceptable', offered })
    if (!bindsType && !takesType(content, expected, headerNamed(headers, 'content-type'), sent)) {
      return left({ _tag: 'UnsupportedMediaType', expected: expected ?? 'none' })
    }
    const body = readBody(sent)
    if (isLeft(body)) return left({ _tag: 'Malformed', issues: syntaxErrors(schema, syntaxPath(schema), body.left) })
    const query = decodeQuery(request.query)
    if (query === undefined) {
      const wanted = { expected: 'a percent-encoded query', actual: 'a broken escape' }
      return left({ _tag: 'Malformed', issues: syntaxErrors(schema, [], wanted) })
    }
    const { result, run } = read({ labels, query, headers, status: 0, ...body.right })
    return toRequest(result, run, schema)
  }
}

const serverWire = <P, T>(parts: RestParts<P, T>, operation: AnyOperation): ServerWire => {
  const { format, errors } = parts
  const http = httpOf(operation)
  let readRequest: ServerWire['readRequest'] | undefined
  return {
    readRequest: (request) => {
      readRequest ??= requestReader(parts, operation)
      return readRequest(request)
    },
    writeAnswer: (value, options) => {
      const output = structureOf(operation.output.schema)
      const written = writeParts(output, format.write, value)
      const body = bodyWriter(parts, output, operation)(written, options.requestId, options.stream)
      const contentType = body._tag === 'None' ? undefined : contentTypeOf(contentOf(output), format.mediaType)
      const headers = withRequestId(withContentType(written.headers, contentType), options.requestId)
      return { status: written.status ?? http.code, headers, body }
    },
    writeError: (error, value, options) => {
      const written = writeParts(error.schema, format.write, value)
      const part = format.members(written.body as Fields<P>, error.schema)
      const headers: Headers = [
        ['content-type', format.mediaType],
        ...errors.headers(error, operation),
        ...written.headers,
      ]
      const body = bytesBody(format.print(errors.wrap(part, error, operation, options.requestId)))
      return { status: error.status, headers: withRequestId(headers, options.requestId), body }
    },
    writeFault: (fault, options) => restFault(parts, operation, fault, options),
  }
}

const restFault = <P, T>(
  { format, errors }: RestParts<P, T>,
  operation: AnyOperation,
  fault: RequestFault,
  { requestId }: AnswerOptions,
): HttpResponse => {
  const { status, name, message, fields } = faultAnswer(fault)
  const allow: Headers = fault._tag === 'MethodNotAllowed' ? [['allow', fault.allowed.join(', ')]] : []
  const headers: Headers = [['content-type', format.mediaType], ...errors.faultHeaders(name), ...allow]
  const body = bytesBody(format.print(errors.fault(name, message, fields, operation, requestId)))
  return { status, headers: withRequestId(headers, requestId), body }
}

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

/** A REST protocol of its body format, its envelopes and its rule for errors. */
export const rest = <P, T>(parts: RestParts<P, T>): Protocol =>
  assemble({
    id: parts.id,
    client: (operation) => clientWire(parts, operation),
    server: (operation) => serverWire(parts, operation),
    route: routeByUri,
  })
