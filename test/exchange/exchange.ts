/**
 * One exchange: the unmodified SDK sends over a loopback socket, our server reads and answers, the SDK reads.
 *
 * The server is built by `protocol.route` alone; what it answers is set before each exchange.
 */
import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import type { AnyOperation, AnyRaised, HttpRequest, HttpResponse } from '../../lib/index.js'
import { shapeOf, tolerant } from '../../lib/index.js'
import type { Member, Schema } from '../../lib/schema/index.js'
import { targetOf } from '../../lib/schema/index.js'
import type { Value } from '../../lib/value/index.js'
import type { Done, Failed } from './rim.js'
import { handler, serve } from './rim.js'
import { fromSdk, isStream, toSdk, withoutStream } from './sdkValue.js'
import type { Exchanged, SdkClient, SdkModule } from './services.js'
import { commandOf, sdkClient, serviceOf } from './services.js'
import { bytesOfBody } from './streams.js'

// model

/** What goes each way. Streams are bytes, or the events of a union. */
export interface Script {
  readonly operation: AnyOperation
  readonly input: Value
  readonly sent?: Uint8Array
  /** Whether the SDK is handed a stream, or the bytes. */
  readonly asStream?: boolean
  readonly answer: Answer
}

export type Answer =
  | {
      readonly _tag: 'Output'
      readonly output: Value
      readonly streamed?: Uint8Array
      readonly events?: ReadonlyArray<Value>
    }
  | { readonly _tag: 'Error'; readonly name: string; readonly schema: Schema; readonly value: Value }

/** What came out at both ends. */
export interface Seen {
  readonly request: HttpRequest
  readonly operation: AnyOperation
  readonly input: Value
  readonly received: Uint8Array | undefined
  readonly response: HttpResponse
  readonly output: Value | undefined
  readonly streamed: Uint8Array | undefined
  readonly events: ReadonlyArray<Value> | undefined
  /** What the SDK threw, in answering or in the stream. */
  readonly error: unknown
  readonly requestId: string | undefined
  readonly status: number | undefined
}

export interface Rig {
  readonly service: Exchanged
  readonly module: SdkModule
  readonly client: SdkClient
  readonly url: string
  readonly run: (script: Script) => Promise<Seen>
  readonly close: () => Promise<void>
}

// parts

export const streamMember = (schema: Schema): Member | undefined =>
  schema._tag === 'structure' ? schema.members.find(isStream) : undefined

/** The union of an operation's output events; `undefined` where its output is no event stream. */
export const eventUnion = ({ output }: AnyOperation): Schema | undefined => {
  const member = streamMember(output.schema)
  const target = member === undefined ? undefined : targetOf(member)
  return target?._tag === 'union' ? target : undefined
}

/** The domain object of a Value that a generator made and rules left whole. */
export const domainOf = (schema: Schema, value: Value): unknown => {
  const read = tolerant(shapeOf(schema)).decode(value)
  assert.equal(read._tag, 'Right')
  return read._tag === 'Right' ? read.right : undefined
}

async function* chunked(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 1000) yield bytes.slice(at, at + 1000)
}

async function* each(values: ReadonlyArray<unknown>): AsyncGenerator<unknown> {
  yield* values
}

// server

const actOn = ({ protocol }: Exchanged, { answer }: Script, operation: AnyOperation): Done | Failed => {
  if (answer._tag === 'Error') {
    const error: AnyRaised = { _tag: answer.name, value: domainOf(answer.schema, answer.value) }
    return { _tag: 'Failed', error }
  }
  const output = domainOf(withoutStream(operation.output.schema), answer.output)
  const union = eventUnion(operation)
  if (union !== undefined) {
    const events = (answer.events ?? []).map((event) => domainOf(union, event))
    const stream = protocol.events(shapeOf(union), 'server').write(each(events))
    return { _tag: 'Done', output, stream: { _tag: 'Streaming', stream } }
  }
  if (answer.streamed === undefined) return { _tag: 'Done', output }
  return { _tag: 'Done', output, stream: { _tag: 'Streaming', stream: chunked(answer.streamed) } }
}

// client

interface SdkStream {
  readonly transformToByteArray: () => Promise<Uint8Array>
}

const membersIn = (schema: Schema): ReadonlyArray<Member> => (schema._tag === 'structure' ? schema.members : [])

/** Members that the SDK gives and the model has not: S3's own, and one that a later model of Lambda has. */
const isAdded = (operation: string, name: string): boolean =>
  name === 'ExpiresString' || (operation === 'DeleteFunction' && name === 'StatusCode')

/** The SDK's object without its stream, and the stream read to its end. */
const readOutput = async (
  operation: AnyOperation,
  given: Readonly<Record<string, unknown>>,
): Promise<Pick<Seen, 'output' | 'streamed' | 'events' | 'error' | 'requestId' | 'status'>> => {
  const { $metadata, ...all } = given as {
    readonly $metadata: { readonly requestId?: string; readonly httpStatusCode?: number }
  }
  const member = streamMember(operation.output.schema)
  const { [member?.name ?? '']: stream, ...members } = all as Readonly<Record<string, unknown>>
  const rest = member === undefined ? all : members
  const modelled: Record<string, unknown> = Object.fromEntries(
    Object.entries(rest).filter(([name]) => !isAdded(operation.name, name)),
  )
  // A payload without bytes is null to the SDK.
  for (const { name, traits } of membersIn(operation.output.schema))
    if (traits.httpPayload === true && modelled[name] === null) delete modelled[name]
  const output = fromSdk(withoutStream(operation.output.schema), modelled)
  const known = { output, requestId: $metadata.requestId, status: $metadata.httpStatusCode }
  const union = eventUnion(operation)
  if (union !== undefined) {
    const events: Array<Value> = []
    try {
      for await (const event of stream as AsyncIterable<unknown>) events.push(fromSdk(union, event))
      return { ...known, streamed: undefined, events, error: undefined }
    } catch (error) {
      return { ...known, streamed: undefined, events, error }
    }
  }
  if (member === undefined) return { ...known, streamed: undefined, events: undefined, error: undefined }
  const streamed =
    stream === undefined ? undefined : Uint8Array.from(await (stream as SdkStream).transformToByteArray())
  return { ...known, streamed, events: undefined, error: undefined }
}

const inputOf = ({ operation, input, sent, asStream }: Script): unknown => {
  const member = streamMember(operation.input.schema)
  const given = toSdk(input) as Readonly<Record<string, unknown>>
  if (member === undefined || sent === undefined) return given
  return { ...given, [member.name]: asStream === true ? Readable.from(chunked(sent), { objectMode: false }) : sent }
}

/** What the server keeps while it answers. */
interface Caught {
  request: HttpRequest
  operation?: AnyOperation
  input?: Value
  received?: Uint8Array
  response?: HttpResponse
}

// constructors

/** Starts a server for the service, and the SDK's client of it. */
export const rigOf = async (service: Exchanged, more: Readonly<Record<string, unknown>> = {}): Promise<Rig> => {
  const module = await service.load()
  let script: Script | undefined
  let caught: Caught | undefined
  let ids = 0
  const answer = handler(
    service.protocol,
    serviceOf(service),
    async (operation, input, stream) => {
      assert.ok(script !== undefined && caught !== undefined)
      caught.operation = operation
      caught.input = shapeOf(withoutStream(operation.input.schema)).encode(input)
      if (streamMember(operation.input.schema) !== undefined) caught.received = await bytesOfBody(stream)
      return actOn(service, script, operation)
    },
    () => `request-${++ids}`,
  )
  const server = await serve(async (request) => {
    caught = { request }
    const response = await answer(request)
    caught.response = response
    return response
  }, service.create)
  const client = sdkClient(module, service, { endpoint: server.url, ...more })
  const run = async (given: Script): Promise<Seen> => {
    script = given
    caught = undefined as Caught | undefined
    let outcome: Pick<Seen, 'output' | 'streamed' | 'events' | 'error' | 'requestId' | 'status'>
    try {
      const output = (await client.send(commandOf(module, given.operation, inputOf(given)))) as Readonly<
        Record<string, unknown>
      >
      outcome = await readOutput(given.operation, output)
    } catch (error) {
      const { $metadata } = error as {
        readonly $metadata?: { readonly requestId?: string; readonly httpStatusCode?: number }
      }
      outcome = {
        output: undefined,
        streamed: undefined,
        events: undefined,
        error,
        requestId: $metadata?.requestId,
        status: $metadata?.httpStatusCode,
      }
    }
    const seen = caught
    if (seen === undefined) throw new Error('the SDK sent nothing', { cause: outcome.error })
    if (seen.operation === undefined || seen.input === undefined || seen.response === undefined) {
      const { response } = seen
      const text = response?.body._tag === 'Bytes' ? Buffer.from(response.body.bytes).toString() : ''
      throw new Error(`our server refuses: ${response?.status} ${text}`, { cause: outcome.error })
    }
    return {
      request: seen.request,
      operation: seen.operation,
      input: seen.input,
      received: seen.received,
      response: seen.response,
      ...outcome,
    }
  }
  return {
    service,
    module,
    client,
    url: server.url,
    run,
    close: async () => {
      client.destroy()
      await server.close()
    },
  }
}
