/**
 * The server's half of the REST protocols.
 *
 * Source: Smithy 2.0, "HTTP bindings", "AWS restJson1 protocol", "AWS restXml protocol".
 */

import type { Either } from 'fp-ts/lib/Either.js'
import { fail } from '../compile/emit/source.js'
import type { Policy } from '../compile/Policy.js'
import { serving } from '../compile/Policy.js'
import { isRefused } from '../compile/Run.js'
import { hasMorePairs } from '../format/form.js'
import { percentDecode } from '../format/percent.js'
import type { Body, Headers, HttpResponse } from '../http/message.js'
import { bytesBody, bytesOf, essenceOf, headerNamed } from '../http/message.js'
import { matchPath, readQuery, readTemplate, writePath } from '../http/uri.js'
import type { SoleNamed, Source } from '../interpret/binding.js'
import { requestReader, writeParts } from '../interpret/binding.js'
import { splitOf } from '../interpret/split.js'
import type { AnyOperation, RequestFault } from '../operation/Operation.js'
import type { StructureSchema } from '../schema/Schema.js'
import { isLeft, left, right } from '../value/either.js'
import { sizeFault } from '../value/Limits.js'
import type { ErrorWriting, SyntaxFault } from './Format.js'
import type { FaultAnswer } from './faults.js'
import { faultAnswer, unwritable } from './faults.js'
import { isUnit, structureOf, syntaxErrors } from './messages.js'
import type { AnswerOptions, Protocol } from './Protocol.js'
import { withRequestId } from './requestId.js'
import type { Content, Fields, RestBodies } from './rest.js'
import {
  bodyReader,
  bodyWriter,
  contentOf,
  contentTypeOf,
  httpOf,
  isBodyAlone,
  quickBody,
  quickWriter,
  syntaxPath,
  withContentType,
} from './rest.js'
import type { ServerWire } from './server.js'
import { serverOf, toRequest } from './server.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

export interface RestServerRules<P, T> {
  readonly errors: ErrorWriting<P, T>
  /** What answers a client where no member lies in the body: an empty document, or only its type. */
  readonly emptyAnswer: 'document' | 'type'
  /** As a server reads a map of parameters. */
  readonly soleNamedParams: SoleNamed
}

type RestServerParts<P, T> = RestBodies<P, T> & RestServerRules<P, T>

// -------------------------------------------------------------------------------------
// read
// -------------------------------------------------------------------------------------

const brokenEscape: SyntaxFault = { expected: 'a percent-encoded query', actual: 'a broken escape' }

const decodeQuery = (query: string, { limits }: Policy): Either<SyntaxFault, Source['query']> => {
  if (hasMorePairs(query, limits.pairs)) return left(sizeFault(limits.pairs, 'pairs', 'more'))
  const pairs: Array<readonly [string, string]> = []
  for (const [name, value] of readQuery(query)) {
    const key = percentDecode(name)
    const text = percentDecode(value ?? '')
    if (key === undefined || text === undefined) return left(brokenEscape)
    pairs.push([key, text])
  }
  return right(pairs)
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
  return contentType === expected || essenceOf(contentType) === essenceOf(expected)
}

/** The type of the answer, `undefined` where it may be any: bytes whose model names none. */
const offeredType = (content: Content, mediaType: string): string | undefined => {
  if (isAnyBytes(content)) return undefined
  return contentTypeOf(content, mediaType) ?? mediaType
}

const none: Readonly<Record<string, string>> = {}

const inputReader = <P, T>(parts: RestServerParts<P, T>, operation: AnyOperation): ServerWire['readRequest'] => {
  const { format } = parts
  const schema = structureOf(operation.input.schema)
  const http = httpOf(operation)
  const template = readTemplate(http.uri)
  const policy = serving(operation.input.policy)
  const read = requestReader(schema, policy, format.readers.server, parts.soleNamedParams)
  const direct = isBodyAlone(schema) ? format.direct?.read.server(schema, policy, operation) : undefined
  const quickRest = quickBody(parts, 'server', schema, policy, operation)
  const isFixed = template.segments.every(({ _tag }) => _tag === 'Literal')
  const fixed = isFixed ? writePath(template, {}) : undefined
  const content = contentOf(schema)
  // An input whose members all lie elsewhere may still come with an empty document.
  const expected = contentTypeOf(content, format.mediaType) ?? (isUnit(schema) ? undefined : format.mediaType)
  const readBody = bodyReader(parts, schema, policy, operation)
  const offered = offeredType(contentOf(structureOf(operation.output.schema)), format.mediaType)
  const isTyped = bindsType(schema)
  return (request): Either<RequestFault, unknown> => {
    const { headers, body: sent } = request
    const labels = request.path === fixed ? none : matchPath(template, request.path)
    if (labels === undefined) return left({ _tag: 'NotFound' })
    if (request.method !== http.method) return left({ _tag: 'MethodNotAllowed', allowed: [http.method] })
    if (offered !== undefined && !accepts(headerNamed(headers, 'accept'), offered)) {
      return left({ _tag: 'NotAcceptable', offered })
    }
    if (!isTyped && !takesType(content, expected, headerNamed(headers, 'content-type'), sent)) {
      return left({ _tag: 'UnsupportedMediaType', expected: expected ?? 'none' })
    }
    const isAlone = direct !== undefined && request.query === ''
    const quick = isAlone ? direct(bytesOf(sent)) : fail
    if (quick !== fail) return right(quick)
    const done = isAlone ? undefined : quickRest(sent)
    const body = done === undefined ? readBody(sent) : right(done)
    if (isLeft(body)) return left({ _tag: 'Malformed', issues: syntaxErrors(schema, syntaxPath(schema), body.left) })
    const query = decodeQuery(request.query, policy)
    if (isLeft(query)) return left({ _tag: 'Malformed', issues: syntaxErrors(schema, [], query.left) })
    const { result, run } = read({ labels, query: query.right, headers, status: 0, ...body.right }, done !== undefined)
    return toRequest(result, run, schema)
  }
}

// -------------------------------------------------------------------------------------
// write
// -------------------------------------------------------------------------------------

/** What lies in an answer: of the protocols whose answers are never empty, an empty document where there are no members. */
const answerContentOf = <P, T>({ emptyAnswer }: RestServerParts<P, T>, schema: StructureSchema): Content => {
  const content = contentOf(schema)
  return content._tag === 'Nothing' && emptyAnswer === 'document' && !isUnit(schema) ? { _tag: 'Members' } : content
}

const serverWire = <P, T>(parts: RestServerParts<P, T>, operation: AnyOperation): ServerWire => {
  const { format, errors } = parts
  const http = httpOf(operation)
  let readRequest: ServerWire['readRequest'] | undefined
  let quick: ((value: unknown) => Uint8Array | undefined) | undefined
  let print: ((value: unknown) => Uint8Array | undefined) | undefined
  return {
    readRequest: (request) => {
      readRequest ??= inputReader(parts, operation)
      return readRequest(request)
    },
    writeAnswer: (value, options) => {
      const output = structureOf(operation.output.schema)
      if (isBodyAlone(output)) print ??= format.direct?.print(output, operation)
      const printed = print?.(value)
      if (printed !== undefined) {
        const headers = withRequestId([['content-type', format.mediaType]], options.requestId)
        return { status: http.code, headers, body: bytesBody(printed) }
      }
      quick ??= quickWriter(parts, output, operation, contentOf(output))
      const bytes = quick(value)
      const written = writeParts(output, format.write, value, bytes !== undefined)
      if (isRefused(written.run)) return restFault(parts, operation, unwritable, [], options)
      const content = answerContentOf(parts, output)
      const body =
        bytes === undefined
          ? bodyWriter(parts, output, operation, content, false)(written, options.requestId, options.stream)
          : bytesBody(bytes)
      const typed = body._tag !== 'None' || (content._tag === 'Nothing' && !isUnit(output) && !bindsType(output))
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
  { format, errors }: RestServerParts<P, T>,
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

/** The servers of a REST protocol. */
export const restServer = <P, T>(bodies: RestBodies<P, T>, rules: RestServerRules<P, T>): Protocol['server'] => {
  const parts = { ...bodies, ...rules }
  return serverOf((operation) => serverWire(parts, operation))
}
