/**
 * The two halves of `wireshape decode`: a request as a server reads it, a response as a client does.
 */

import type { HttpRequest, HttpResponse } from '../http/message.js'
import { bytesOf } from '../http/message.js'
import type { AnyOperation, RequestFault, UnknownError } from '../operation/Operation.js'
import type { Protocol } from '../protocol/Protocol.js'
import type { Schema } from '../schema/Schema.js'
import { isStream, nameOf, targetOf, withoutStream } from '../schema/Schema.js'
import type { Document } from '../value/Document.js'
import { isLeft } from '../value/either.js'
import type { Errors, Issue } from '../value/Issue.js'
import { issuesOf } from '../value/Issue.js'
import type { OperationAt } from './openOperation.js'
import type { Form } from './payload.js'
import { encodePayload } from './payload.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

export interface Decoded {
  readonly what: 'request' | 'response'
  /** What it says; none where it is refused. */
  readonly tree: Document | undefined
  readonly issues: ReadonlyArray<Issue>
  /** Why a server does not take it, or what a client gets in its place. */
  readonly fault: string | undefined
  /** For people, a line each. */
  readonly notes: ReadonlyArray<string>
  readonly isFinding: boolean
}

// -------------------------------------------------------------------------------------
// streams
// -------------------------------------------------------------------------------------

const streamOf = (schema: Schema): Schema | undefined => {
  const member = schema._tag === 'structure' ? schema.members.find(isStream) : undefined
  return member === undefined ? undefined : targetOf(member)
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  if (bytes.length > 0) yield bytes
}

interface Parted<M> {
  readonly message: M
  readonly events: ReadonlyArray<Document> | undefined
  readonly issues: ReadonlyArray<Issue>
  readonly notes: ReadonlyArray<string>
}

/** A message apart from the stream beside it: events are read, bytes are counted. */
const parted = async <M extends HttpRequest | HttpResponse>(
  protocol: Protocol,
  schema: Schema,
  message: M,
  form: Form,
  side: 'client' | 'server',
): Promise<Parted<M>> => {
  const target = streamOf(schema)
  const bytes = bytesOf(message.body)
  const plain = { message, events: undefined, issues: [] }
  if (target === undefined) return { ...plain, notes: [] }
  if (target._tag !== 'union') return { ...plain, notes: [`${bytes.length} bytes of a stream lie beside it`] }
  const [{ openMessage }, { shapeOf, tolerant }] = await Promise.all([
    import('../adapter/opening.js'),
    import('../shape/shapeOf.js'),
  ])
  const streaming: M = { ...message, body: { _tag: 'Streaming', stream: once(bytes) } }
  const { message: opened, stream } = await openMessage(protocol, streaming)
  const strict = shapeOf(target)
  const shape = side === 'client' ? tolerant(strict) : strict
  const events: Array<Document> = []
  const issues: Array<Issue> = []
  if (stream._tag === 'Streaming') {
    for await (const event of protocol.events(shape, side).read(stream.stream)) {
      if (isLeft(event)) issues.push(...issuesOf(event.left))
      else events.push(await encodePayload(shape, form, event.right))
    }
  }
  return { message: opened, events, issues, notes: [] }
}

const withEvents = (tree: Document, events: ReadonlyArray<Document> | undefined): Document =>
  events === undefined ? tree : { value: tree, events }

// -------------------------------------------------------------------------------------
// requests
// -------------------------------------------------------------------------------------

const faultText = (fault: RequestFault): string => {
  switch (fault._tag) {
    case 'NotFound':
      return 'no operation answers this request'
    case 'MethodNotAllowed':
      return `its method is none of ${fault.allowed.join(', ')}`
    case 'UnsupportedMediaType':
      return `its content type is not ${fault.expected}`
    case 'NotAcceptable':
      return `it does not accept ${fault.offered}`
    case 'Malformed':
    case 'Invalid':
      return fault._tag
  }
}

/** A request of another operation is told by name. */
const otherOperation = (protocol: Protocol, { service, operation }: OperationAt, request: HttpRequest): string => {
  const routed = protocol.route(service)(request)
  if (isLeft(routed)) return `the request is refused: ${faultText(routed.left)}`
  return routed.right.id === operation.id ? '' : `the request is one of ${routed.right.name}`
}

export const decodeRequest = async (
  protocol: Protocol,
  at: OperationAt,
  given: HttpRequest,
  form: Form,
): Promise<Decoded> => {
  const { operation } = at
  const other = otherOperation(protocol, at, given)
  const refusal = { what: 'request', tree: undefined, issues: [], isFinding: true } as const
  if (other !== '') return { ...refusal, fault: 'NotFound', notes: [other] }
  const { message, events, issues, notes } = await parted(protocol, operation.input.schema, given, form, 'server')
  const read = protocol.server(operation).decodeRequest(message)
  if (isLeft(read)) {
    const fault = read.left
    const found = 'issues' in fault ? issuesOf(fault.issues) : []
    const told = found.length > 0 ? [] : [`the request is refused: ${faultText(fault)}`]
    return { ...refusal, issues: found, fault: fault._tag, notes: told }
  }
  const tree = await encodePayload(operation.input, form, read.right)
  return {
    what: 'request',
    tree: withEvents(tree, events),
    issues,
    fault: issues.length > 0 ? 'Malformed' : undefined,
    notes,
    isFinding: issues.length > 0,
  }
}

// -------------------------------------------------------------------------------------
// responses
// -------------------------------------------------------------------------------------

interface Received extends Omit<UnknownError, '_tag' | 'body'> {
  readonly _tag: string
  readonly value?: unknown
  readonly issues?: Errors
}

const errorShape = ({ errors }: AnyOperation, name: string): AnyOperation['output'] | undefined =>
  errors.find(({ schema }) => nameOf(schema.id) === name)

const bodyText = (body: Uint8Array): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body)
  } catch {
    return Buffer.from(body).toString('base64')
  }
}

export const decodeResponse = async (
  protocol: Protocol,
  { operation }: OperationAt,
  given: HttpResponse,
  form: Form,
): Promise<Decoded> => {
  const isError = given.status >= 300
  const { message, events, issues, notes } = isError
    ? { message: given, events: undefined, issues: [], notes: [] }
    : await parted(protocol, operation.output.schema, given, form, 'client')
  const read = protocol.client(operation).decodeResponse(message)
  if (!isLeft(read)) {
    const { tolerant, shapeOf } = await import('../shape/shapeOf.js')
    const shape = tolerant(shapeOf(withoutStream(operation.output.schema)))
    const tree = withEvents(await encodePayload(shape, form, read.right), events)
    const fault = issues.length > 0 ? 'MalformedResponse' : undefined
    return { what: 'response', tree, issues, fault, notes, isFinding: issues.length > 0 }
  }
  // Which errors an operation has is only known where its types are: here it is any of the three kinds.
  const error = read.left as Received
  const head = {
    error: error._tag,
    status: error.status,
    code: error.code,
    requestId: error.requestId ?? null,
    retryable: error.retryable,
    throttling: error.throttling,
    message: error.message ?? null,
  }
  const answer = { what: 'response', fault: error._tag, notes: [] } as const
  if (error._tag === 'MalformedResponse') {
    const found = issuesOf(error.issues ?? [])
    return { ...answer, tree: undefined, issues: found, isFinding: true }
  }
  const modelled = errorShape(operation, error._tag)
  if (modelled === undefined || error.value === undefined) {
    const tree = { ...head, body: bodyText(bytesOf(given.body)) }
    return { ...answer, tree, issues: [], isFinding: true }
  }
  const { tolerant, shapeOf } = await import('../shape/shapeOf.js')
  const value = await encodePayload(tolerant(shapeOf(modelled.schema)), form, error.value)
  return { ...answer, tree: { ...head, value }, issues: [], isFinding: false }
}
