/**
 * Runs cases on the server's side; each run gives the reason for a failure, or undefined.
 */
import type { AnyOperation, HttpRequest, HttpResponse, Protocol, RequestFault, Service } from '../../lib/index.js'
import type { Case, ExpectedRefusal, RequestCase } from './cases.js'
import {
  checkBody,
  checkHeaders,
  checkParams,
  checkStream,
  errorText,
  kindOfBody,
  made,
  requestIdIn,
  streamFor,
} from './check.js'
import type { Difference } from './compare.js'
import { bodyBytes, bodyKindOf, compareBodies } from './compare.js'
import { streamOf } from './params.js'
import { bodyOf, collect, requestFrom, streamBody, withContentType, withLength } from './rim.js'

type Of<K extends Case['kind']> = Extract<Case, { readonly kind: K }>

const routes = new WeakMap<Service, Map<string, ReturnType<Protocol['route']>>>()

const routerOf = (protocol: Protocol, service: Service): ReturnType<Protocol['route']> => {
  const made = routes.get(service) ?? new Map<string, ReturnType<Protocol['route']>>()
  routes.set(service, made)
  const router = made.get(protocol.id) ?? protocol.route(service)
  made.set(protocol.id, router)
  return router
}

const faultText = (fault: RequestFault): string =>
  `${fault._tag}${'issues' in fault ? `: ${errorText(fault.issues)}` : ''}`

/**
 * Whether a case says where its request goes: those of RPC protocols may leave out the target or the body that names the
 * operation, and then only its parsing can be asked.
 */
const namesOperation = (protocol: Protocol, test: RequestCase): boolean => {
  if (/#awsJson/.test(protocol.id))
    return Object.keys(test.headers ?? {}).some((name) => name.toLowerCase() === 'x-amz-target')
  return !/#(awsQuery|ec2Query)$/.test(protocol.id) || (test.body ?? '') !== ''
}

const routeFault = (
  protocol: Protocol,
  service: Service,
  operation: AnyOperation,
  request: HttpRequest,
): Difference => {
  const routed = routerOf(protocol, service)(request)
  if (routed._tag === 'Left') return `route gives ${faultText(routed.left)}`
  return routed.right.id === operation.id ? undefined : `route gives ${routed.right.id}`
}

/** Reads the request as the operation's input. */
export const serverRequest = async (
  protocol: Protocol,
  { service, operation, test }: Of<'request'>,
): Promise<Difference> => {
  const bytes = test.body === undefined ? undefined : bodyBytes(kindOfBody(test, protocol.id, 'request'), test.body)
  const { input } = operation
  const streaming = streamOf(input) !== 'none'
  const body = streaming && bytes !== undefined ? streamBody(bytes) : bodyOf(bytes)
  const request = requestFrom(withContentType(test), body, operation.traits.http?.uri)
  const misrouted = namesOperation(protocol, test) ? routeFault(protocol, service, operation, request) : undefined
  if (misrouted !== undefined) return misrouted
  const result = protocol.server(operation).decodeRequest(request)
  if (result._tag === 'Left') return `decodeRequest gives ${faultText(result.left)}`
  return (
    checkParams(input, test.params, result.right) ??
    (streaming ? await checkStream(input, test.params, body) : undefined)
  )
}

/** Writes the params as the operation's output, or as the error that the case is on. */
export const serverResponse = async (
  protocol: Protocol,
  { operation, test, error }: Of<'response'>,
): Promise<Difference> => {
  const kind = kindOfBody(test, protocol.id, 'response')
  const shape = error ?? operation.output
  const value = made(shape, test.params)
  const requestId = requestIdIn(kind, test)
  const stream = streamFor(shape, test.params, streamOf(shape) === 'sized')
  const name = shape.schema.id.slice(shape.schema.id.indexOf('#') + 1)
  const response = protocol
    .server(operation)
    .encodeResponse(
      error === undefined ? { _tag: 'Right', right: value } : { _tag: 'Left', left: { _tag: name, value } },
      {
        ...(requestId === undefined ? {} : { requestId }),
        ...(stream === undefined ? {} : { stream }),
      },
    )
  if (response.status !== test.code) return `code: expected ${test.code}, got ${response.status}`
  return checkHeaders(test, withLength(response).headers) ?? (await checkBody(test, kind, response.body, shape))
}

/** What a server answers to a request that it does not take; undefined where it takes it. */
const refusal = (
  protocol: Protocol,
  service: Service,
  operation: AnyOperation,
  request: HttpRequest,
): HttpResponse | undefined => {
  const routed = routerOf(protocol, service)(request)
  if (routed._tag === 'Left') return protocol.server(operation).encodeFault(routed.left)
  const server = protocol.server(routed.right)
  const result = server.decodeRequest(request)
  return result._tag === 'Left' ? server.encodeFault(result.left) : undefined
}

const checkAssertion = async ({ body }: ExpectedRefusal, response: HttpResponse): Promise<Difference> => {
  if (body === undefined) return undefined
  const actual = await collect(response.body)
  const { contents, messageRegex } = body.assertion
  if (contents !== undefined) {
    const difference = compareBodies(bodyKindOf(body.mediaType), contents, actual)
    if (difference !== undefined) return `body: ${difference}`
  }
  if (messageRegex === undefined) return undefined
  const text = new TextDecoder().decode(actual)
  const message = messageIn(text)
  return message !== undefined && new RegExp(messageRegex, 'u').test(message)
    ? undefined
    : `message: expected ${messageRegex}, got ${text}`
}

const messageIn = (text: string): string | undefined => {
  try {
    const { message } = JSON.parse(text) as { readonly message?: unknown }
    return typeof message === 'string' ? message : undefined
  } catch {
    return undefined
  }
}

/** Refuses the request as the case says. */
export const serverMalformed = async (
  protocol: Protocol,
  { service, operation, test }: Of<'malformed'>,
): Promise<Difference> => {
  const { request: parts, response: expected } = test
  const bytes = parts.body === undefined ? undefined : bodyBytes(kindOfBody(parts, protocol.id, 'request'), parts.body)
  const response = refusal(protocol, service, operation, requestFrom(parts, bodyOf(bytes), undefined))
  if (response === undefined) return 'the request is taken'
  const why = new TextDecoder().decode(await collect(response.body))
  if (response.status !== expected.code) return `code: expected ${expected.code}, got ${response.status} ${why}`
  return (
    checkHeaders({ headers: expected.headers ?? {} }, withLength(response).headers) ??
    (await checkAssertion(expected, response))
  )
}
