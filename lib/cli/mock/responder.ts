/**
 * A service that does nothing but check: every request is read as the service would read it, and answered by a rule or a sample.
 */

import type { Either } from 'fp-ts/lib/Either.js'
import type { Exchange, Implementation, Responder } from '../../adapter/serve.js'
import { serve } from '../../adapter/serve.js'
import type { Body, HttpRequest, HttpResponse } from '../../http/message.js'
import { bytesBody, essenceOf, headerNamed, noBody } from '../../http/message.js'
import { json } from '../../interpret/json.js'
import type { AnyOperation, Service } from '../../operation/Operation.js'
import type { AnswerOptions, Protocol } from '../../protocol/Protocol.js'
import { nameOf, withoutStream } from '../../schema/Schema.js'
import { shapeOf } from '../../shape/shapeOf.js'
import type { FastCheck } from '../../testing/FastCheck.js'
import type { Document } from '../../value/Document.js'
import { isLeft, left, right } from '../../value/either.js'
import type { Issue } from '../../value/Issue.js'
import { issuesOf } from '../../value/Issue.js'
import type { Sampled } from './answers.js'
import { eventsBody, sampled, sendable } from './answers.js'
import type { Entry } from './log.js'
import { loggedInput, pathMask } from './log.js'
import type { Rule, Script } from './script.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

export interface MockOptions {
  readonly service: Service
  /** At least one; of several, what a request looks like decides. */
  readonly protocols: ReadonlyArray<Protocol>
  /** None where scripts alone answer. */
  readonly fc: FastCheck | undefined
  readonly script: Script
  readonly seed: number
  readonly maxBodyBytes: number
  /** Milliseconds since 1970, and of any clock that does not go back. */
  readonly clocks: { readonly now: () => number; readonly ticks: () => number }
  readonly log: (entry: Entry) => void
}

/** What an operation's half knows and the log does not, until it is told. */
interface Told {
  readonly operation: string
  readonly path: string | undefined
  readonly answer: string
  readonly input: Document | undefined
  readonly issues: ReadonlyArray<Issue>
}

type Tell = (exchange: Exchange, told: Told) => void

// -------------------------------------------------------------------------------------
// protocols
// -------------------------------------------------------------------------------------

/** What a request of each protocol has and no other's. Source: Smithy 2.0, AWS protocols, "Protocol behavior". */
const signs: ReadonlyArray<readonly [name: RegExp, fits: (request: HttpRequest) => boolean]> = [
  [/#rpcv2Cbor$/, ({ headers }) => headerNamed(headers, 'smithy-protocol') === 'rpc-v2-cbor'],
  [/#awsJson1_0$/, (request) => isTargeted(request) && typeOf(request) !== 'application/x-amz-json-1.1'],
  [/#awsJson1_1$/, isTargeted],
  [/#(awsQuery|ec2Query)$/, (request) => typeOf(request) === 'application/x-www-form-urlencoded'],
]

function isTargeted({ headers }: HttpRequest): boolean {
  return headerNamed(headers, 'x-amz-target') !== undefined
}

const typeOf = ({ headers }: HttpRequest): string => essenceOf(headerNamed(headers, 'content-type') ?? '')

/** The protocol that a request is in, as far as it shows; the service's first where it does not. */
export const protocolIn = (protocols: ReadonlyArray<Protocol>, request: HttpRequest): Protocol => {
  const signed = protocols.find(({ id }) => signs.some(([name, fits]) => name.test(id) && fits(request)))
  const unsigned = protocols.find(({ id }) => !signs.some(([name]) => name.test(id)))
  // There is at least one.
  return signed ?? unsigned ?? (protocols[0] as Protocol)
}

// -------------------------------------------------------------------------------------
// answering
// -------------------------------------------------------------------------------------

const plainText = (status: number, text: string): HttpResponse => ({
  status,
  headers: [['content-type', 'text/plain']],
  body: bytesBody(new TextEncoder().encode(text)),
})

/** How long a stream is; `undefined` where it is longer than that. Nothing of it is kept. */
const measured = async (stream: Body, maxBytes: number): Promise<number | undefined> => {
  if (stream._tag !== 'Streaming') return 0
  let size = 0
  for await (const chunk of stream.stream) {
    size += chunk.length
    if (size > maxBytes) return undefined
  }
  return size
}

const waited = (millis: number, { signal }: Exchange): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) return resolve()
    const timer = setTimeout(resolve, millis)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
  })

const streamBody = (protocol: Protocol, rule: Rule): { readonly stream?: Body } => {
  if (rule.answer._tag !== 'Output' || rule.answer.stream === undefined) return {}
  const { stream } = rule.answer
  return {
    stream: stream._tag === 'Bytes' ? bytesBody(stream.bytes) : eventsBody(protocol, stream.union, stream.events),
  }
}

interface Answered {
  readonly response: Either<string, HttpResponse>
  readonly how: string
}

/** What a rule says, or a sample where there is none. */
const answered = (
  protocol: Protocol,
  operation: AnyOperation,
  rule: Rule | undefined,
  sample: () => ReturnType<Sampled>,
  options: AnswerOptions,
): Answered => {
  const server = protocol.server(operation)
  const by = rule === undefined ? 'sample' : `rule ${rule.number}`
  switch (rule?.answer._tag) {
    case undefined:
    case 'Sample':
      return { response: sample(), how: by }
    case 'Status':
      return { response: right({ status: rule.answer.status, headers: [], body: noBody }), how: by }
    case 'Error':
      return {
        response: sendable(server.encodeResponse(left(rule.answer.error), options)),
        how: `${by}, ${rule.answer.error._tag}`,
      }
    case 'Output': {
      const given = { ...options, ...streamBody(protocol, rule) }
      return { response: sendable(server.encodeResponse(right(rule.answer.output), given)), how: by }
    }
  }
}

/** Ids that are the same at each run, in the form that AWS gives them. */
const requestIdOf = (n: number): string => `00000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`

const implementation = (
  options: MockOptions,
  operation: AnyOperation,
  ids: WeakMap<Exchange, string>,
  tell: Tell,
): Implementation => {
  const schema = withoutStream(operation.input.schema)
  // Each operation counts for itself, so that its answers do not depend on what else is asked.
  let asked = 0
  return {
    operation,
    respond: (protocol) => {
      const server = protocol.server(operation)
      let samples: Sampled | undefined
      const logged = loggedInput(operation)
      return async (request, stream, exchange) => {
        const path = /#rest/.test(protocol.id) ? operation.traits.http?.uri.split('?')[0] : undefined
        const known = { operation: operation.name, path, input: undefined, issues: [] }
        const id = { requestId: ids.get(exchange) ?? requestIdOf(0) }
        if ((await measured(stream, options.maxBodyBytes)) === undefined) {
          tell(exchange, { ...known, answer: 'too large' })
          return plainText(413, `expected a body of at most ${options.maxBodyBytes} bytes`)
        }
        const read = server.decodeRequest(request)
        if (isLeft(read)) {
          const issues = 'issues' in read.left ? issuesOf(read.left.issues) : []
          tell(exchange, { ...known, answer: read.left._tag, issues })
          return server.encodeFault(read.left, id)
        }
        const input = read.right
        const wire = (): Document => json(shapeOf(schema)).encode(input)
        const rule = options.script(operation, wire)
        samples ??= sampled(options.fc, protocol, operation, options.seed)
        const nth = samples
        const { response, how } = answered(protocol, operation, rule, () => nth(asked++, id), id)
        if (rule !== undefined && rule.delayMillis > 0) await waited(rule.delayMillis, exchange)
        const taken = { ...known, input: logged(input) }
        if (isLeft(response)) {
          tell(exchange, { ...taken, answer: `no answer: ${response.left}` })
          return plainText(500, `no answer for ${operation.name}: ${response.left}; a script can say one`)
        }
        tell(exchange, { ...taken, answer: how })
        return { ...response.right, status: rule?.status ?? response.right.status }
      }
    },
  }
}

// -------------------------------------------------------------------------------------
// responder
// -------------------------------------------------------------------------------------

/** In the log, of a request whose client has gone. Source: the custom of nginx; no such status is sent. */
const clientGone = 499

const isGone = (error: unknown, { signal }: Exchange): boolean => {
  const { code } = error as NodeJS.ErrnoException
  return signal.aborted || code === 'ECONNRESET' || code === 'ERR_STREAM_PREMATURE_CLOSE'
}

/** The mock of a service. Domain: a service that has operations. */
export const mockResponder = (options: MockOptions): Responder => {
  const { service, protocols, maxBodyBytes, clocks, log } = options
  const told = new WeakMap<Exchange, Told>()
  const ids = new WeakMap<Exchange, string>()
  const implementations = service.operations.map((operation) =>
    implementation(options, operation, ids, (exchange, what) => void told.set(exchange, what)),
  )
  const responders = new Map(
    protocols.map((protocol) => [protocol, serve(protocol, service, implementations, { maxBodyBytes })] as const),
  )
  const mask = pathMask(service)
  let count = 0
  return async (request: HttpRequest, exchange: Exchange) => {
    const protocol = protocolIn(protocols, request)
    const [epochMillis, started, requestId] = [clocks.now(), clocks.ticks(), requestIdOf(++count)]
    ids.set(exchange, requestId)
    const done = (status: number, otherwise: string): void => {
      const known = told.get(exchange)
      log({
        epochMillis,
        method: request.method,
        path: known?.path ?? mask(request),
        operation: known?.operation,
        protocol: nameOf(protocol.id),
        status,
        millis: clocks.ticks() - started,
        answer: known?.answer ?? otherwise,
        requestId,
        input: known?.input,
        issues: known?.issues ?? [],
      })
    }
    try {
      const respond = responders.get(protocol) as Responder
      const response = await respond(request, exchange)
      done(response.status, 'no operation')
      return response
    } catch (error) {
      // Nobody is answered where the client has gone; the rim answers else, and with nothing but the status.
      done(isGone(error, exchange) ? clientGone : 500, 'broken off')
      throw error
    }
  }
}
