/**
 * HTTP messages as text, valid ones of the fuzzed service, and the laws of whoever decodes them.
 */
import { isDeepStrictEqual } from 'node:util'
import * as fc from 'fast-check'
import { readHttp, writeRequest } from '../../lib/cli/httpText.js'
import type { HttpRequest, HttpResponse } from '../../lib/http/index.js'
import { bytesOf } from '../../lib/http/index.js'
import type { AnyOperation, Protocol } from '../../lib/index.js'
import { withoutStream } from '../../lib/schema/Schema.js'
import type { AnyShape } from '../../lib/shape/index.js'
import { shapeOf, tolerant } from '../../lib/shape/index.js'
import { arbitrary } from '../../lib/testing/index.js'
import type { Errors } from '../../lib/value/index.js'
import { marker } from '../laws/poison.js'
import { plain, rests } from '../laws/rests.js'
import { holdIssues, holdSecrecy } from './oracle.js'
import { fuzzed } from './service.js'
import { hold } from './Target.js'

// sides

type Sides = ReturnType<Protocol['client']> & ReturnType<Protocol['server']>

const kept = new WeakMap<object, WeakMap<AnyOperation, Sides>>()

/** Both sides of an operation, made once: what they compile is worth it only for many messages. */
const sidesOf = (protocol: Pick<Protocol, 'client' | 'server'>, operation: AnyOperation): Sides => {
  const known = kept.get(protocol) ?? new WeakMap<AnyOperation, Sides>()
  kept.set(protocol, known)
  const sides = known.get(operation) ?? { ...protocol.client(operation), ...protocol.server(operation) }
  known.set(operation, sides)
  return sides
}

const routes = new WeakMap<object, ReturnType<Protocol['route']>>()

const routeOf = (protocol: Protocol): ReturnType<Protocol['route']> => {
  const route = routes.get(protocol) ?? protocol.route(fuzzed)
  routes.set(protocol, route)
  return route
}

/** The REST protocols without their direct ways, by the protocol. */
const walking: ReadonlyMap<string, Pick<Protocol, 'client' | 'server'>> = new Map(
  rests.flatMap(([name, , [, slow]]) => (slow === undefined ? [] : [[`aws.protocols#${name}`, slow] as const])),
)

// writing

const target = { scheme: 'https', authority: 'example.com' }

export const requestText = (request: HttpRequest): Uint8Array => writeRequest(request, target)

export const responseText = ({ status, headers, body }: HttpResponse): Uint8Array => {
  const head = [`HTTP/1.1 ${status} X`, ...headers.map(([name, value]) => `${name}: ${value}`), '', ''].join('\r\n')
  return new Uint8Array(Buffer.concat([Buffer.from(head, 'latin1'), bytesOf(body)]))
}

const sampled = ({ schema }: AnyShape, count: number, seed: number): ReadonlyArray<unknown> =>
  fc.sample(arbitrary(fc)(withoutStream(schema), { depth: 2, items: 2, absent: 7 }), { numRuns: count, seed })

/** The protocol's requests, answers and errors, as text. */
export const messagesOf = (
  protocol: Protocol,
  operations: ReadonlyArray<AnyOperation>,
  count: number,
  seed: number,
): ReadonlyArray<Uint8Array> => {
  const each = Math.ceil(count / (3 * operations.length))
  return operations.flatMap((operation) => {
    const sides = sidesOf(protocol, operation)
    const requests = sampled(operation.input, each, seed).flatMap((input) => {
      const written = sides.encodeRequest(input)
      if ('_tag' in written) return written._tag === 'Left' ? [] : [requestText(written.right)]
      return [requestText(written)]
    })
    const answers = sampled(operation.output, each, seed).map((right) =>
      responseText(sides.encodeResponse({ _tag: 'Right', right }, { requestId: 'r' })),
    )
    const errors = operation.errors.flatMap((shape) =>
      sampled(shape, Math.ceil(each / 2), seed).map((value) =>
        responseText(
          sides.encodeResponse({ _tag: 'Left', left: { _tag: shape.schema.id.split('#')[1] ?? '', value } }),
        ),
      ),
    )
    return [...requests, ...answers, ...errors]
  })
}

// laws

/** Headers in one order, their names in one case: a type that a protocol filled in is a member's the second time. */
const sorted = <M extends HttpRequest | HttpResponse>(message: M | undefined): unknown =>
  message && {
    ...message,
    headers: message.headers
      .map(([name, value]) => [name.toLowerCase(), value] as const)
      .sort(([a], [b]) => (a < b ? -1 : a === b ? 0 : 1)),
  }

const isSameMessage = <M extends HttpRequest | HttpResponse>(a: M | undefined, b: M): boolean =>
  isDeepStrictEqual(sorted(a), sorted(b))

/** The request that a client writes of what was read; `undefined` where no message holds it. */
const rewritten = (protocol: Protocol, operation: AnyOperation, input: unknown): HttpRequest | undefined => {
  const written = sidesOf(protocol, operation).encodeRequest(input)
  if (!('_tag' in written)) return written
  if (written._tag === 'Right') return written.right
  holdIssues(written.left)
  hold(
    'what was read is refused by a writer as unrepresentable alone',
    written.left.every(({ issue }) => issue.code === 'unrepresentable'),
  )
  return undefined
}

/** `write ∘ read ∘ write = write`, and a request that was taken is one of the shape. */
export const holdRequest = (protocol: Protocol, operation: AnyOperation, request: HttpRequest): void => {
  const server = sidesOf(protocol, operation)
  const read = server.decodeRequest(request)
  const slow = walking.get(protocol.id)
  if (slow !== undefined)
    hold(
      'a request is read the direct way as by the walk',
      isDeepStrictEqual(plain(read), plain(sidesOf(slow, operation).decodeRequest(request))),
    )
  if (read._tag === 'Left') {
    const { left } = read
    const fault = server.encodeFault(left)
    if ('issues' in left) {
      holdIssues(left.issues)
      if (operation.input.schema.traits.sensitive === true) {
        holdSecrecy(left.issues)
        hold('a fault tells no secret', !Buffer.from(bytesOf(fault.body)).includes(marker))
      }
    }
    const answer = server.decodeResponse(fault)
    hold(
      'a fault is told to the client',
      answer._tag === 'Left' && answer.left._tag === 'UnknownError' && answer.left.code !== '',
    )
    return
  }
  hold('a request that is taken is of the shape', shapeOf(withoutStream(operation.input.schema)).is(read.right))
  const first = rewritten(protocol, operation, read.right)
  if (first === undefined) return
  const again = server.decodeRequest(first)
  hold('a request that was read and written is taken', again._tag === 'Right', () => JSON.stringify(again))
  if (again._tag === 'Left') return
  const second = rewritten(protocol, operation, again.right)
  hold('a request that was read and written twice is the same', isSameMessage(second, first), () => first.query)
}

/** Whether a union is among the parts that a client put in place of what was missing. */
const holdsCorrected = (u: unknown): boolean => {
  if (typeof u !== 'object' || u === null || u instanceof Uint8Array) return false
  const { _tag, name, raw } = u as { readonly _tag?: unknown; readonly name?: unknown; readonly raw?: unknown }
  return (_tag === '$unknown' && name === '' && raw === null) || Object.values(u).some(holdsCorrected)
}

/** The id of the shape as which something was read, as its issues say. */
const rootOf = ([first]: Errors): string | undefined =>
  (first?.context[0]?.type as { readonly schema?: AnyShape['schema'] } | undefined)?.schema?.id

/** The same for an answer, whose errors have their status and a value of their shape. */
export const holdResponse = (protocol: Protocol, operation: AnyOperation, response: HttpResponse): void => {
  const sides = sidesOf(protocol, operation)
  const read = sides.decodeResponse(response)
  const slow = walking.get(protocol.id)
  if (slow !== undefined)
    hold(
      'an answer is read the direct way as by the walk',
      isDeepStrictEqual(plain(read), plain(sidesOf(slow, operation).decodeResponse(response))),
    )
  if (read._tag === 'Left') {
    const left = read.left as typeof read.left & { readonly value?: unknown }
    hold('an error has the status of its answer', left.status === response.status)
    if (left._tag === 'MalformedResponse' && 'issues' in left) {
      holdIssues(left.issues)
      // An error that could not be read is told by its own shape, which has its own secrets.
      const told = [operation.output, ...operation.errors].find(({ schema }) => schema.id === rootOf(left.issues))
      hold('issues are of an answer of the operation', told !== undefined, () => rootOf(left.issues) ?? '')
      if (told?.schema.traits.sensitive === true) holdSecrecy(left.issues)
    }
    const shape = operation.errors.find(({ schema }) => schema.id === `fuzz#${left._tag}`)
    if (shape !== undefined) hold('an error is of its shape', tolerant(shapeOf(shape.schema)).is(left.value))
    return
  }
  const { right } = read
  hold('an answer that is taken is of the shape', tolerant(shapeOf(withoutStream(operation.output.schema))).is(right))
  const first = sides.encodeResponse({ _tag: 'Right', right })
  const again = sides.decodeResponse(first)
  // What a message cannot hold, such as an unknown member of a union, a server answers with a fault of its own.
  if (again._tag === 'Left') {
    // A union that was missing and is required is corrected to one of no member, which no format can name.
    if (holdsCorrected(right)) return
    hold(
      'an answer that no message holds is a fault of the server',
      first.status === 500,
      () => `${first.status} ${again.left._tag}`,
    )
    return
  }
  const second = sides.encodeResponse({ _tag: 'Right', right: again.right })
  hold('an answer that was read and written twice is the same', isSameMessage(second, first))
}

/** Whatever a protocol makes of a message. */
export const holdMessage = (protocol: Protocol, bytes: Uint8Array): void => {
  const message = readHttp(bytes)
  if (message._tag === 'Left') return
  if (message.right._tag === 'Response') {
    for (const operation of fuzzed.operations) holdResponse(protocol, operation, message.right.response)
    return
  }
  const { request } = message.right
  const routed = routeOf(protocol)(request)
  if (routed._tag === 'Right') {
    hold('a route leads to an operation of the service', fuzzed.operations.includes(routed.right))
    holdRequest(protocol, routed.right, request)
  } else if ('issues' in routed.left) holdIssues(routed.left.issues)
  // A server of one operation is asked without a route.
  holdRequest(protocol, fuzzed.operations[0] as AnyOperation, request)
}
