/**
 * Framing of the REST protocols: HTTP bindings around a body format.
 *
 * Source: Smithy 2.0, "HTTP bindings", "AWS restJson1 protocol", "AWS restXml protocol".
 */

import type { Either } from 'fp-ts/lib/Either.js'
import type * as t from 'io-ts'
import { tolerant } from '../compile/Policy.js'
import type { Run } from '../compile/Run.js'
import { errorsOf as issuesOf, isMalformed, isRefused } from '../compile/Run.js'
import type { Body, Bytes, Headers, HttpRequest, HttpResponse, None } from '../http/message.js'
import { bytesBody, bytesOf, essenceOf, headerNamed, noBody } from '../http/message.js'
import type { UriTemplate } from '../http/uri.js'
import { compareSpecificity, matchPath, percentDecode, percentEncode, readQuery, readTemplate, writePath, writeQuery } from '../http/uri.js'
import type { Source, Split, Written } from '../interpret/binding.js'
import { partsReader, splitOf, writeParts } from '../interpret/binding.js'
import { isRaw } from '../interpret/raw.js'
import type { AnyOperation, AnyRaised, Http, Operation, RequestFault, Service, Writes } from '../operation/Operation.js'
import type { Member, Schema, StructureSchema } from '../schema/Schema.js'
import { targetOf } from '../schema/Schema.js'
import { shapeOf } from '../shape/shapeOf.js'
import { isLeft, left, right } from '../value/either.js'
import type { Errors } from '../value/Issue.js'
import { issueText, redacted, validationError } from '../value/Issue.js'
import { errorsOf } from './errors.js'
import type { KnownError } from './errors.js'
import type { Format } from './Format.js'
import type { AnswerOptions, Client, Protocol, Server, WholeRequest, WholeResponse } from './Protocol.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** Where a protocol puts error codes and messages. */
export interface ErrorRule {
  /** The code and message of an error answer, the code cleaned. */
  readonly find: (headers: Headers, body: unknown) => { readonly code: string | undefined; readonly message: string | undefined }
  /** The headers that say which error it is. */
  readonly headers: (name: string) => Headers
  /** The body of an answer that no shape describes. */
  readonly fault: (name: string, message: string, fields: ReadonlyArray<Field>) => Uint8Array
}

/** One reason why a request was refused, as the validation error tells it. */
export interface Field {
  readonly path: string
  readonly message: string
}

export interface RestParts {
  readonly id: string
  readonly format: Format
  readonly errors: ErrorRule
}

// -------------------------------------------------------------------------------------
// bodies
// -------------------------------------------------------------------------------------

const structureOf = (schema: Schema): StructureSchema => {
  if (schema._tag === 'structure') return schema
  throw new Error(`${schema.id} is no structure, and so no message`)
}

const rawType = ({ _tag, traits }: Schema): string => traits.mediaType ?? (_tag === 'blob' ? 'application/octet-stream' : 'text/plain')

/** The content type of a message that has a body, by what lies in it. */
const contentTypeOf = ({ payload, body }: Split, format: Format): string | undefined => {
  if (payload === undefined) return body.length > 0 ? format.mediaType : undefined
  const target = targetOf(payload)
  return isRaw(target) ? rawType(target) : format.mediaType
}

const writeBody = (schema: StructureSchema, format: Format, written: Written): None | Bytes => {
  const { payload, body } = splitOf(schema)
  if (payload === undefined) return body.length > 0 ? bytesBody(format.printMembers(written.body, schema)) : noBody
  if (written.payload === undefined) return noBody
  return bytesBody(isRaw(targetOf(payload)) ? (written.payload as Uint8Array) : format.printPayload(written.payload, payload))
}

/** What lies in the body: the payload's node or the node of the members. */
const readBody = (schema: StructureSchema, format: Format, body: Body): Either<SyntaxTrouble, Pick<Source, 'payload' | 'body'>> => {
  const { payload } = splitOf(schema)
  const bytes = bytesOf(body)
  if (bytes.length === 0) return right({ payload: undefined, body: undefined })
  if (payload !== undefined && isRaw(targetOf(payload))) return right({ payload: bytes, body: undefined })
  if (payload === undefined && splitOf(schema).body.length === 0) return right({ payload: undefined, body: undefined })
  const parsed = format.parse(bytes, payload === undefined ? schema : targetOf(payload))
  if (isLeft(parsed)) return left({ member: payload, byteOffset: parsed.left.byteOffset, expected: parsed.left.expected })
  return right(payload === undefined ? { payload: undefined, body: parsed.right } : { payload: parsed.right, body: undefined })
}

interface SyntaxTrouble {
  readonly member: Member | undefined
  readonly byteOffset: number
  readonly expected: string
}

const syntaxErrors = (schema: StructureSchema, { member, byteOffset, expected }: SyntaxTrouble): Errors => {
  const issue = {
    path: member === undefined ? [] : [member.name],
    code: 'syntax',
    shape: schema.id,
    expected,
    actual: `a fault at byte offset ${byteOffset}`,
  } as const
  return [validationError(issue, () => ({ value: redacted, context: [], serverMessage: issueText(issue) }))]
}

const rootContext = (schema: StructureSchema): t.Context => [{ key: '', type: shapeOf(schema), actual: redacted }]

const errorsIn = (run: Run, which: 'refusals' | 'malformed', schema: StructureSchema): Errors =>
  issuesOf(run, which, rootContext(schema), (inner) => shapeOf(inner))

// -------------------------------------------------------------------------------------
// client
// -------------------------------------------------------------------------------------

const httpOf = (operation: AnyOperation): Http => operation.traits.http ?? { method: 'POST', uri: '/', code: 200 }

const requestOf = (schema: StructureSchema, http: Http, template: UriTemplate, format: Format, written: Written): WholeRequest => {
  const body = writeBody(schema, format, written)
  const contentType = body._tag === 'None' ? undefined : contentTypeOf(splitOf(schema), format)
  const encoded = written.query.map(([name, value]) => [percentEncode(name), percentEncode(value)] as const)
  return {
    method: http.method,
    hostPrefix: '',
    path: writePath(template, written.labels),
    query: writeQuery([...template.query, ...encoded]),
    headers: contentType === undefined ? written.headers : [['content-type', contentType], ...written.headers],
    body,
  }
}

/** Whether every text that the input's members may hold has a place on the wire. */
const isTotal = (schema: StructureSchema): boolean =>
  splitOf(schema).parts.every(([member, part]) => part === 'body' || (part === 'payload' && !isRaw(targetOf(member))))

interface Answer {
  readonly status: number
  readonly requestId: string | undefined
}

const answerOf = ({ status, headers }: HttpResponse): Answer => ({
  status,
  requestId: headerNamed(headers, 'x-amzn-requestid') ?? headerNamed(headers, 'x-amz-request-id') ?? headerNamed(headers, 'x-amzn-request-id'),
})

/** Statuses after which the same request may be sent again. */
const transient: ReadonlySet<number> = new Set([429, 500, 502, 503, 504])

type Reading = Either<Errors, unknown>

/** Reads the members of an answer from all of its parts. */
const answerReader = (schema: StructureSchema, format: Format): ((response: HttpResponse) => Reading) => {
  const read = partsReader(schema, tolerant, 'client', format.readers.client)
  return (response) => {
    const body = readBody(schema, format, response.body)
    if (isLeft(body)) return left(syntaxErrors(schema, body.left))
    const source: Source = { labels: {}, query: [], headers: response.headers, status: response.status, ...body.right }
    const { result, run } = read(source)
    return isRefused(run) ? left(errorsIn(run, 'refusals', schema)) : right(result)
  }
}

const malformed = (answer: Answer, issues: Errors): unknown => ({
  _tag: 'MalformedResponse',
  ...answer,
  issues,
  retryable: false,
  throttling: false,
})

const errorReader = (operation: AnyOperation, { format, errors: rule }: RestParts): ((response: HttpResponse) => unknown) => {
  const known = errorsOf(operation)
  const readers = new Map<KnownError, (response: HttpResponse) => Reading>()
  return (response) => {
    const answer = answerOf(response)
    const bytes = bytesOf(response.body)
    const parsed = bytes.length === 0 ? right(undefined) : format.parse(bytes, operation.output.schema)
    const found = rule.find(response.headers, isLeft(parsed) ? undefined : parsed.right)
    const error = known.get(found.code ?? '')
    if (error === undefined) {
      const retryable = transient.has(answer.status)
      return { _tag: 'UnknownError', ...answer, code: found.code ?? '', message: found.message, body: bytes, retryable, throttling: answer.status === 429 }
    }
    const read = readers.get(error) ?? answerReader(error.schema, format)
    readers.set(error, read)
    const value = read(response)
    if (isLeft(value)) return malformed(answer, value.left)
    const retryable = error.retryable || transient.has(answer.status)
    return { _tag: error.name, ...answer, value: value.right, retryable, throttling: error.throttling || answer.status === 429 }
  }
}

const client =
  (parts: RestParts) =>
  <I, O, E extends AnyRaised, W extends Writes>(operation: Operation<I, O, E, W>): Client<I, O, E, W> => {
    const { format } = parts
    const input = structureOf(operation.input.schema)
    const http = httpOf(operation)
    const template = readTemplate(http.uri)
    const total = operation.writes === 'total'
    if (total && !isTotal(input)) throw new Error(`${operation.id} has labels or headers, so writing it can fail`)
    const encodeRequest = (given: I): WholeRequest | Either<Errors, WholeRequest> => {
      const written = writeParts(input, format.write, given)
      if (total) return requestOf(input, http, template, format, written)
      if (isRefused(written.run)) return left(errorsIn(written.run, 'refusals', input))
      return right(requestOf(input, http, template, format, written))
    }
    const readOutput = answerReader(structureOf(operation.output.schema), format)
    const readError = errorReader(operation, parts)
    const decodeResponse = (response: HttpResponse): Either<unknown, unknown> => {
      if (response.status >= 300) return left(readError(response))
      const output = readOutput(response)
      return isLeft(output) ? left(malformed(answerOf(response), output.left)) : output
    }
    // `writes` is what decides between the two results, and the readers follow the operation's own shapes.
    return { encodeRequest, decodeResponse } as Client<I, O, E, W>
  }

// -------------------------------------------------------------------------------------
// server
// -------------------------------------------------------------------------------------

const decodeQuery = (query: string): Source['query'] | undefined => {
  const pairs: Array<readonly [string, string]> = []
  for (const [name, value] of readQuery(query)) {
    const key = percentDecode(name.replace(/\+/g, ' '))
    const text = percentDecode((value ?? '').replace(/\+/g, ' '))
    if (key === undefined || text === undefined) return undefined
    pairs.push([key, text])
  }
  return pairs
}

const accepts = (accept: string | undefined, offered: string): boolean => {
  if (accept === undefined) return true
  const family = `${offered.split('/')[0]}/*`
  return accept.split(',').map(essenceOf).some((one) => one === '*/*' || one === offered || one === family)
}

/** Whether the request's media type is the one that the operation takes. */
const isExpectedType = (contentType: string | undefined, body: Body, expected: string | undefined): boolean => {
  if (body._tag !== 'None' && bytesOf(body).length > 0 && contentType === undefined) return expected === undefined
  return contentType === undefined || expected === undefined || essenceOf(contentType) === essenceOf(expected)
}

const requestReader = (operation: AnyOperation, { format }: RestParts): ((request: HttpRequest) => Either<RequestFault, unknown>) => {
  const schema = structureOf(operation.input.schema)
  const http = httpOf(operation)
  const template = readTemplate(http.uri)
  const { policy } = operation.input
  const read = partsReader(schema, policy, 'server', format.readers.server)
  const expected = contentTypeOf(splitOf(schema), format)
  const offered = contentTypeOf(splitOf(structureOf(operation.output.schema)), format) ?? format.mediaType
  return (request) => {
    const labels = matchPath(template, request.path)
    if (labels === undefined) return left({ _tag: 'NotFound' })
    if (request.method !== http.method) return left({ _tag: 'MethodNotAllowed', allowed: [http.method] })
    const { headers } = request
    if (!accepts(headerNamed(headers, 'accept'), offered)) return left({ _tag: 'NotAcceptable', offered })
    if (!isExpectedType(headerNamed(headers, 'content-type'), request.body, expected)) {
      return left({ _tag: 'UnsupportedMediaType', expected: expected ?? '' })
    }
    const query = decodeQuery(request.query)
    const body = readBody(schema, format, request.body)
    if (isLeft(body)) return left({ _tag: 'Malformed', issues: syntaxErrors(schema, body.left) })
    if (query === undefined) return left({ _tag: 'Malformed', issues: syntaxErrors(schema, { member: undefined, byteOffset: 0, expected: 'a percent-encoded query' }) })
    const { result, run } = read({ labels, query, headers, status: 0, ...body.right })
    if (isMalformed(run)) return left({ _tag: 'Malformed', issues: errorsIn(run, 'malformed', schema) })
    if (isRefused(run)) return left({ _tag: 'Invalid', issues: errorsIn(run, 'refusals', schema) })
    return right(result)
  }
}

const withRequestId = (headers: Headers, options: AnswerOptions | undefined): Headers =>
  options?.requestId === undefined ? headers : [...headers, ['x-amzn-requestid', options.requestId]]

/** Writes a structure as an answer with a status. */
const answerWriter = (schema: StructureSchema, format: Format): ((value: unknown, status: number, headers: Headers) => WholeResponse) => {
  const split = splitOf(schema)
  return (value, status, headers) => {
    const written = writeParts(schema, format.write, value)
    const body = writeBody(schema, format, written)
    const contentType = body._tag === 'None' ? undefined : contentTypeOf(split, format)
    const typed: Headers = contentType === undefined ? [] : [['content-type', contentType]]
    return { status: written.status ?? status, headers: [...typed, ...headers, ...written.headers], body }
  }
}

const faultAnswer = (fault: RequestFault): { readonly status: number; readonly name: string; readonly message: string; readonly issues: Errors } => {
  switch (fault._tag) {
    case 'NotFound':
      return { status: 404, name: 'UnknownOperationException', message: 'no operation answers this request', issues: [] }
    case 'MethodNotAllowed':
      return { status: 405, name: 'MethodNotAllowedException', message: `allowed: ${fault.allowed.join(', ')}`, issues: [] }
    case 'UnsupportedMediaType':
      return { status: 415, name: 'UnsupportedMediaTypeException', message: `expected: ${fault.expected}`, issues: [] }
    case 'NotAcceptable':
      return { status: 406, name: 'NotAcceptableException', message: `offered: ${fault.offered}`, issues: [] }
    case 'Malformed':
      return { status: 400, name: 'SerializationException', message: fault.issues.map((error) => error.message).join('; '), issues: [] }
    case 'Invalid':
      return { status: 400, name: 'ValidationException', message: validationMessage(fault.issues), issues: fault.issues }
  }
}

const validationMessage = (issues: Errors): string => {
  const count = `${issues.length} validation error${issues.length === 1 ? '' : 's'} detected.`
  return [count, issues.map((error) => error.serverMessage).join('; ')].join(' ')
}

const server =
  (parts: RestParts) =>
  <I, O, E extends AnyRaised, W extends Writes>(operation: Operation<I, O, E, W>): Server<I, O, E> => {
    const { format, errors: rule } = parts
    const known = errorsOf(operation)
    const writeOutput = answerWriter(structureOf(operation.output.schema), format)
    const http = httpOf(operation)
    const encodeResponse = (answer: Either<E, O>, options?: AnswerOptions): WholeResponse => {
      if (!isLeft(answer)) return writeOutput(answer.right, http.code, withRequestId([], options))
      const { _tag, value } = answer.left
      const error = known.get(_tag)
      if (error === undefined) throw new Error(`${operation.id} has no error ${_tag}`)
      return answerWriter(error.schema, format)(value, error.status, withRequestId(rule.headers(_tag), options))
    }
    const encodeFault = (fault: RequestFault, options?: AnswerOptions): WholeResponse => {
      const { status, name, message, issues } = faultAnswer(fault)
      const fields = issues.map(({ issue, serverMessage }) => ({ path: `/${issue.path.join('/')}`, message: serverMessage }))
      const allow: Headers = fault._tag === 'MethodNotAllowed' ? [['allow', fault.allowed.join(', ')]] : []
      const headers: Headers = [['content-type', format.mediaType], ...rule.headers(name), ...allow]
      return { status, headers: withRequestId(headers, options), body: bytesBody(rule.fault(name, message, fields)) }
    }
    // The reader gives what the operation's own input shape describes.
    return { decodeRequest: requestReader(operation, parts) as Server<I, O, E>['decodeRequest'], encodeResponse, encodeFault }
  }

// -------------------------------------------------------------------------------------
// routing
// -------------------------------------------------------------------------------------

interface Route {
  readonly operation: AnyOperation
  readonly method: string
  readonly template: UriTemplate
}

const matchesQuery = ({ template }: Route, query: ReadonlyArray<readonly [string, string | null]>): boolean =>
  template.query.every(([name, value]) => query.some(([key, text]) => key === name && (text ?? '') === (value ?? '')))

const route = (service: Service): ((request: HttpRequest) => Either<RequestFault, AnyOperation>) => {
  const routes = service.operations
    .flatMap((operation): ReadonlyArray<Route> => {
      const { http } = operation.traits
      return http === undefined ? [] : [{ operation, method: http.method, template: readTemplate(http.uri) }]
    })
    .sort((a, b) => compareSpecificity(a.template, b.template))
  return (request) => {
    const query = readQuery(request.query)
    const matching = routes.filter((one) => matchPath(one.template, request.path) !== undefined && matchesQuery(one, query))
    const found = matching.find((one) => one.method === request.method)
    if (found !== undefined) return right(found.operation)
    if (matching.length === 0) return left({ _tag: 'NotFound' })
    return left({ _tag: 'MethodNotAllowed', allowed: [...new Set(matching.map((one) => one.method))] })
  }
}

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

/** A REST protocol of its body format and its rule for errors. */
export const rest = (parts: RestParts): Protocol => ({
  id: parts.id,
  client: client(parts),
  server: server(parts),
  route,
})

