/**
 * What is exchanged with an SDK, and what has to have come out at either end.
 */
import assert from 'node:assert/strict'
import * as fc from 'fast-check'
import type { AnyOperation } from '../../lib/index.js'
import type { Schema } from '../../lib/schema/index.js'
import { targetOf } from '../../lib/schema/index.js'
import type { Value } from '../../lib/value/index.js'
import type { Message } from '../protocol/lossy.js'
import { seed } from '../seed.js'
import type { Rig, Script, Seen } from './exchange.js'
import { eventUnion, streamMember } from './exchange.js'
import { noMessage } from './rules.js'
import { fromSdk, withoutStream } from './sdkValue.js'
import type { Exchanged } from './services.js'
import type { Reader } from './values.js'
import { arrived, differences, runs, sdkReader, values, withLength } from './values.js'

// scripts

export const message = ({ protocolName }: Exchanged, kind: Message['kind'], query = '', status = 200): Message => ({
  protocol: protocolName,
  kind,
  query,
  status,
})

const bytes = fc.uint8Array({ maxLength: 3000 }).map((some) => Uint8Array.from(some))

export interface Inputs {
  readonly input: Value
  readonly sent?: Uint8Array
  readonly asStream: boolean
}

export const inputs = (service: Exchanged, { input: { schema } }: AnyOperation): fc.Arbitrary<Inputs> => {
  const plain = withoutStream(schema)
  const streams = streamMember(schema) !== undefined
  return fc
    .tuple(values(message(service, 'request'), plain), bytes, fc.boolean())
    .map(([input, sent, asStream]) =>
      streams ? { input: withLength(plain, input, sent), sent, asStream } : { input, asStream },
    )
}

export const isError = (schema: Schema): boolean => schema.traits.error !== undefined

/** Events that are no exceptions, as many as there happen to be. */
const events = (service: Exchanged, union: Schema): fc.Arbitrary<ReadonlyArray<Value>> => {
  assert.ok(union._tag === 'union')
  const members = union.members.filter((member) => !isError(targetOf(member)))
  return fc.array(values(message(service, 'response'), { ...union, members }), { maxLength: 5 })
}

export const outputs = (
  service: Exchanged,
  operation: AnyOperation,
): fc.Arbitrary<Script['answer'] & { readonly _tag: 'Output' }> => {
  const plain = withoutStream(operation.output.schema)
  const output = values(message(service, 'response'), plain)
  const union = eventUnion(operation)
  if (union !== undefined)
    return fc
      .tuple(output, events(service, union))
      .map(([one, some]) => ({ _tag: 'Output', output: one, events: some }))
  if (streamMember(operation.output.schema) === undefined) return output.map((one) => ({ _tag: 'Output', output: one }))
  return fc
    .tuple(output, bytes)
    .map(([one, streamed]) => ({ _tag: 'Output', output: withLength(plain, one, streamed), streamed }))
}

// comparing

const same = (what: string, wanted: Value | undefined, got: Value | undefined): void =>
  assert.deepEqual(differences(wanted, got), [], what)

export const checkInput = (
  service: Exchanged,
  { operation, input, sent }: Script,
  seen: Seen,
  reader: Reader = sdkReader,
): void => {
  const plain = withoutStream(operation.input.schema)
  assert.equal(seen.operation.id, operation.id)
  same('our server reads', arrived(message(service, 'request', seen.request.query), plain, input, reader), seen.input)
  assert.deepEqual(seen.received, sent)
}

/** An empty stream and none are one to HTTP. */
const orEmpty = (some: Uint8Array | undefined): Uint8Array => some ?? new Uint8Array()

export const checkOutput = (
  service: Exchanged,
  { operation, answer }: Script,
  seen: Seen,
  reader: Reader = sdkReader,
): void => {
  assert.ok(answer._tag === 'Output')
  if (seen.output === undefined) throw seen.error
  const at = message(service, 'response', '', seen.response.status)
  same('the SDK reads', arrived(at, withoutStream(operation.output.schema), answer.output, reader), seen.output)
  assert.deepEqual(orEmpty(seen.streamed), orEmpty(answer.streamed))
  assert.deepEqual([seen.status, seen.requestId === undefined], [seen.response.status, false])
  const union = eventUnion(operation)
  assert.equal(seen.events?.length, answer.events?.length, `${String(seen.error)}`)
  if (union === undefined) return
  const got = seen.events ?? []
  answer.events?.forEach((event, i) => {
    same(`event ${i}`, arrived(at, union, event, reader), got[i])
  })
}

// the SDK's exceptions

interface SdkError extends Error {
  readonly $fault: 'client' | 'server'
}

/** What the SDK puts on an exception beside the members of its shape. */
const marks: ReadonlySet<string> = new Set([
  'name',
  'message',
  'stack',
  '$fault',
  '$metadata',
  '$response',
  '$service',
  '$retryable',
])

/** What answers say beside an error's members, of which the SDK keeps it all. */
const extra: ReadonlySet<string> = new Set([
  '__type',
  'ThrottlingReasons',
  'Code',
  'Type',
  'Error',
  'RequestId',
  'HostId',
  'message',
  'Message',
  'error',
  'reason',
])

export const checkError = (
  rig: Rig,
  error: { readonly name: string; readonly schema: Schema; readonly value: Value },
  seen: Seen,
  reader: Reader = sdkReader,
): void => {
  const Class = rig.module[error.name] as (new () => SdkError) | undefined
  assert.ok(Class !== undefined, `the SDK has no ${error.name}`)
  const thrown = seen.error as SdkError & Readonly<Record<string, unknown>>
  assert.ok(thrown instanceof Class, `${error.name} comes as ${String(thrown)}`)
  assert.equal(thrown.name, error.name)
  assert.equal(thrown.$fault, error.schema.traits.error)
  assert.ok(error.schema._tag === 'structure')
  const { members } = error.schema
  const strangers = Object.keys(thrown).filter(
    (name) => !marks.has(name) && !members.some((member) => member.name === name),
  )
  assert.deepEqual(
    strangers.filter((name) => !extra.has(name)),
    [],
    'members that the shape does not have',
  )
  // A message has its place on every Error, whatever the case of the member's name.
  const isMessage = (name: string): boolean => /^message$/i.test(name)
  const told = ['', 'Unknown', 'UnknownError'].includes(thrown.message) ? noMessage : thrown.message
  const held = (name: string): unknown => (isMessage(name) ? told : thrown[name])
  const named = members.map(({ name }) => [name, held(name)] as const).filter(([, value]) => value !== undefined)
  const at = message(rig.service, 'error', '', seen.response.status)
  same(error.name, arrived(at, error.schema, error.value, reader), fromSdk(error.schema, Object.fromEntries(named)))
}

// running

export const checked = async <T>(
  arb: fc.Arbitrary<T>,
  test: (value: T) => Promise<void>,
  numRuns: number = runs,
): Promise<void> => {
  const details = await fc.check(fc.asyncProperty(arb, test), { numRuns, seed, endOnFailure: true })
  if (details.failed)
    throw new Error(`WIRESHAPE_SEED=${seed}\n${fc.defaultReportMessage(details)}`, { cause: details.errorInstance })
}
