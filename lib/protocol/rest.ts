/**
 * Framing of the REST protocols: HTTP bindings around a body format.
 *
 * Source: Smithy 2.0, "HTTP bindings", "AWS restJson1 protocol", "AWS restXml protocol".
 */

import type { Either } from 'fp-ts/lib/Either.js'
import { isRecord } from '../compile/domain.js'
import { fail } from '../compile/emit/source.js'
import { serving, tolerant, trusted, uncorrected } from '../compile/Policy.js'
import { isRefused, startRun } from '../compile/Run.js'
import { percentDecode, percentEncode } from '../format/percent.js'
import type { Body, Headers, HttpRequest, HttpResponse } from '../http/message.js'
import { bytesBody, bytesOf, essenceOf, headerNamed, noBody } from '../http/message.js'
import { matchPath, readQuery, readTemplate, writePath, writeQuery } from '../http/uri.js'
import type { SoleNamed, Source, Written } from '../interpret/binding.js'
import { partsReader, splitOf, writeParts } from '../interpret/binding.js'
import { isRaw } from '../interpret/raw.js'
import type { AnyOperation, Http, RequestFault } from '../operation/Operation.js'
import type { Schema, StructureSchema } from '../schema/Schema.js'
import { targetOf } from '../schema/Schema.js'
import type { Traits } from '../schema/Traits.js'
import { isLeft, left, right } from '../value/either.js'
import type { ClientWire, Reading, ServerWire } from './assemble.js'
import { assemble, isUnit, structureOf, syntaxErrors, toReading, toRequest } from './assemble.js'
import type { KnownError } from './errors.js'
import type { EventParts } from './events.js'
import { eventCodec, eventStreamType } from './events.js'
import type { Envelope, ErrorRule, Format, SyntaxFault } from './Format.js'
import type { FaultAnswer } from './faults.js'
import { faultAnswer, unwritable } from './faults.js'
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
  /** A document inside an event. */
  readonly event: Pick<EventParts<P, T>, 'wrap' | 'open'>
  readonly errors: ErrorRule<P, T>
  /** Whether the format can hold every value of a schema. */
  readonly total: (schema: Schema) => boolean
  /** What answers a client where no member lies in the body: an empty document, or only its type. */
  readonly emptyAnswer: 'document' | 'type'
  /** Whether a request's absent structure payload is written, and read, as an empty document. */
  readonly emptyPayload: boolean
  /** As a server reads a map of parameters. */
  readonly soleNamedParams: SoleNamed
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
  | { readonly _tag: 'Payload'; readonly required: boolean; readonly target: Schema; readonly traits: Traits }
  | { readonly _tag: 'Stream'; readonly target: Schema }

/** Whether a message is followed by events. */
const isEventStream = (schema: StructureSchema): boolean => {
  const { stream } = splitOf(schema)
  return stream !== undefined && targetOf(stream)._tag === 'union'
}

/** What lies in an answer: of the protocols whose answers are never empty, an empty document where there are no members. */
const answerContentOf = <P, T>({ emptyAnswer }: RestParts<P, T>, schema: StructureSchema): Content => {
  const content = contentOf(schema)
  return content._tag === 'Nothing' && emptyAnswer === 'document' && !isUnit(schema) ? { _tag: 'Members' } : content
}

const contentOf = (schema: StructureSchema): Content => {
  const { payload, stream, body } = splitOf(schema)
  if (stream !== undefined) return { _tag: 'Stream', target: targetOf(stream) }
  if (payload !== undefined) {
    const target = targetOf(payload)
    return isRaw(target)
      ? { _tag: 'Raw', target }
      : { _tag: 'Payload', required: payload.required, target, traits: payload.traits }
  }
  return body.length > 0 ? { _tag: 'Members' } : { _tag: 'Nothing' }
}

const rawType = ({ _tag, traits }: Schema): string =>
  _tag === 'union'
    ? eventStreamType
    : (traits.mediaType ?? (_tag === 'blob' ? 'application/octet-stream' : 'text/plain'))

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
  content: Content,
  emptyPayload: boolean,
): WriteBody => {
  switch (content._tag) {
    case 'Nothing':
      return () => noBody
    case 'Members':
      return ({ body }, requestId) => {
        // The nodes were written by this format's own walker.
        const part = format.members(body as Fields<P>, schema)
        return bytesBody(format.print(members.wrap(part, schema, operation, requestId)))
      }
    case 'Raw':
      return (written) => (written.payload === undefined ? noBody : bytesBody(written.payload as Uint8Array))
    case 'Payload': {
      const named = payloadSchema(content)
      return (written, requestId) => {
        const absent = written.payload === undefined
        if (absent && !(emptyPayload && named._tag === 'structure')) return noBody
        const part = absent ? format.members([], named as StructureSchema) : (written.payload as P)
        return bytesBody(format.print(payload.wrap(part, named, operation, requestId)))
      }
    }
    case 'Stream':
      return (_, __, stream) => stream ?? noBody
  }
}

type Fields<P> = Parameters<Format<P, unknown>['members']>[0]

type ReadBody = (body: Body) => Either<SyntaxFault, Pick<Source, 'payload' | 'body'>>

const nothing: Pick<Source, 'payload' | 'body'> = { payload: undefined, body: undefined }

const bodyReader = <P, T>(
  { format, members, payload, emptyPayload }: RestParts<P, T>,
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
      const { required } = content
      return (body) =>
        parsed(body, named, (document) => {
          const node = payload.open(document, named, operation)
          // An absent structure was written as an empty one, and only where it may be absent can it have been.
          const absent =
            emptyPayload && !required && named._tag === 'structure' && isRecord(node) && Object.keys(node).length === 0
          return { payload: absent ? undefined : node, body: undefined }
        })
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

/** Whether a message is its body's document and nothing else. */
const isBodyAlone = (schema: StructureSchema): boolean => {
  const { parts } = splitOf(schema)
  return parts.length > 0 && parts.every(([, part]) => part === 'body')
}

/** Reads a structure from all parts of an answer. */
const answerReader = <P, T>(
  parts: RestParts<P, T>,
  schema: StructureSchema,
  readBody: ReadBody,
): ((response: HttpResponse) => Reading) => {
  // What comes before a stream of events is not there to be guessed: Smithy's cases have it refused.
  const policy = isEventStream(schema) ? uncorrected(tolerant) : tolerant
  const read = partsReader(schema, policy, 'client', parts.format.readers.client)
  const direct = isBodyAlone(schema) ? parts.format.direct?.read.client(schema, policy) : undefined
  return (response) => {
    const quick = direct?.(bytesOf(response.body)) ?? fail
    if (quick !== fail) return right(quick)
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

/** Reads an error from its wrapping, or from its own payload where it has one. */
const errorReader = <P, T>(
  parts: RestParts<P, T>,
  operation: AnyOperation,
  { schema }: KnownError,
): ((response: HttpResponse) => Reading) => {
  const readBody =
    splitOf(schema).payload === undefined ? errorBody(parts, schema) : bodyReader(parts, schema, operation)
  return answerReader(parts, schema, readBody)
}

const clientWire = <P, T>(parts: RestParts<P, T>, operation: AnyOperation): ClientWire => {
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
  const direct = isDirect ? format.direct?.print(input) : undefined
  const fixed = {
    method: http.method,
    host: undefined,
    hostPrefix: '',
    path: writePath(template, {}),
    query: writeQuery(template.query),
  }
  const directRequest = (bytes: Uint8Array): HttpRequest => ({
    ...fixed,
    headers: [['content-type', format.mediaType]],
    body: bytesBody(bytes),
  })
  return {
    total: isTotal(input, parts.total(input)) && operation.traits.hostPrefix === undefined,
    writeRequest: (given, stream) => {
      if (direct !== undefined) return { request: directRequest(direct(given)), run: startRun(input, given, trusted) }
      const written = writeParts(input, format.write, given)
      const body = writeBody(written, undefined, stream)
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
    readError: (error, response) => {
      const read = errorReaders.get(error) ?? errorReader(parts, operation, error)
      errorReaders.set(error, read)
      return read(response)
    },
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

/** Whether a member says the content type: then a type that nobody gave would be read as its value. */
const bindsType = (schema: StructureSchema): boolean =>
  splitOf(schema).parts.some(([{ traits }]) => traits.httpHeader?.toLowerCase() === 'content-type')

/** Bytes whose model names no type may come as any. */
const isAnyBytes = (content: Content): boolean =>
  (content._tag === 'Raw' || content._tag === 'Stream') &&
  content.target._tag === 'blob' &&
  content.target.traits.mediaType === undefined

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
  if (contentType === undefined) return isEmpty || isAnyBytes(content) || content._tag === 'Nothing'
  if (expected === undefined) return isEmpty
  if (isAnyBytes(content)) return true
  return essenceOf(contentType) === essenceOf(expected)
}

/** The type of the answer, `undefined` where it may be any: bytes whose model names none. */
const offeredType = (content: Content, mediaType: string): string | undefined => {
  if (isAnyBytes(content)) return undefined
  return contentTypeOf(content, mediaType) ?? mediaType
}

const requestReader = <P, T>(parts: RestParts<P, T>, operation: AnyOperation): ServerWire['readRequest'] => {
  const { format } = parts
  const schema = structureOf(operation.input.schema)
  const http = httpOf(operation)
  const template = readTemplate(http.uri)
  const policy = serving(operation.input.policy)
  const read = partsReader(schema, policy, 'server', format.readers.server, parts.soleNamedParams)
  const direct = isBodyAlone(schema) ? format.direct?.read.server(schema, policy) : undefined
  const content = contentOf(schema)
  // An input whose members all lie elsewhere may still come with an empty document.
  const expected = contentTypeOf(content, format.mediaType) ?? (isUnit(schema) ? undefined : format.mediaType)
  const readBody = bodyReader(parts, schema, operation)
  const offered = offeredType(contentOf(structureOf(operation.output.schema)), format.mediaType)
  const isTyped = bindsType(schema)
  return (request): Either<RequestFault, unknown> => {
    const { headers, body: sent } = request
    const labels = matchPath(template, request.path)
    if (labels === undefined) return left({ _tag: 'NotFound' })
    if (request.method !== http.method) return left({ _tag: 'MethodNotAllowed', allowed: [http.method] })
    if (offered !== undefined && !accepts(headerNamed(headers, 'accept'), offered)) {
      return left({ _tag: 'NotAcceptable', offered })
    }
    if (!isTyped && !takesType(content, expected, headerNamed(headers, 'content-type'), sent)) {
      return left({ _tag: 'UnsupportedMediaType', expected: expected ?? 'none' })
    }
    const quick = request.query === '' ? (direct?.(bytesOf(sent)) ?? fail) : fail
    if (quick !== fail) return right(quick)
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
      if (format.direct !== undefined && isBodyAlone(output)) {
        const headers = withRequestId([['content-type', format.mediaType]], options.requestId)
        return { status: http.code, headers, body: bytesBody(format.direct.print(output)(value)) }
      }
      const written = writeParts(output, format.write, value)
      if (isRefused(written.run)) return restFault(parts, operation, unwritable, [], options)
      const content = answerContentOf(parts, output)
      const body = bodyWriter(parts, output, operation, content, false)(written, options.requestId, options.stream)
      const typed =
        body._tag !== 'None' ||
        (content._tag === 'Nothing' && !isUnit(output) && parts.emptyAnswer === 'type' && !bindsType(output))
      const contentType = typed ? (contentTypeOf(content, format.mediaType) ?? format.mediaType) : undefined
      const headers = withRequestId(withContentType(written.headers, contentType), options.requestId)
      return { status: written.status ?? http.code, headers, body }
    },
    writeError: (error, value, options) => {
      const written = writeParts(error.schema, format.write, value)
      if (isRefused(written.run)) return restFault(parts, operation, unwritable, [], options)
      const content = contentOf(error.schema)
      const named = [...errors.headers(error, operation), ...written.headers]
      if (content._tag === 'Raw' || content._tag === 'Payload') {
        // Its payload is the body, and then only a header can say which error it is.
        const body = bodyWriter(parts, error.schema, operation, content, false)(written, options.requestId, undefined)
        const headers = withContentType(named, contentTypeOf(content, format.mediaType))
        return { status: error.status, headers: withRequestId(headers, options.requestId), body }
      }
      const part = format.members(written.body as Fields<P>, error.schema)
      const body = bytesBody(format.print(errors.wrap(part, error, operation, options.requestId)))
      const headers = withContentType(named, format.mediaType)
      return { status: error.status, headers: withRequestId(headers, options.requestId), body }
    },
    writeFault: (fault, options) => {
      const allow: Headers = fault._tag === 'MethodNotAllowed' ? [['allow', fault.allowed.join(', ')]] : []
      return restFault(parts, operation, faultAnswer(fault), allow, options)
    },
  }
}

const restFault = <P, T>(
  { format, errors }: RestParts<P, T>,
  operation: AnyOperation,
  { status, name, message, fields }: FaultAnswer,
  more: Headers,
  { requestId }: AnswerOptions,
): HttpResponse => {
  const headers: Headers = [['content-type', format.mediaType], ...errors.faultHeaders(name), ...more]
  const body = bytesBody(format.print(errors.fault(name, message, fields, operation, requestId)))
  return { status, headers: withRequestId(headers, requestId), body }
}

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

/** An event's payload is a document as a payload member's is, of no operation in particular. */
const eventParts = <P, T>({ format, event }: RestParts<P, T>): EventParts<P, T> => ({
  format,
  wrap: event.wrap,
  open: event.open,
})

/** A REST protocol of its body format, its envelopes and its rule for errors. */
export const rest = <P, T>(parts: RestParts<P, T>): Protocol =>
  assemble({
    id: parts.id,
    client: (operation) => clientWire(parts, operation),
    server: (operation) => serverWire(parts, operation),
    route: routeByUri,
    events: (shape, side) => eventCodec(eventParts(parts), shape, side),
  })
