/**
 * Law 4 as functions: what one side of an operation encodes the other decodes, but for what the tables of `test/protocol/lossy.ts` say.
 * Between the two lies a transport that does what HTTP may do to a message.
 */
import assert from 'node:assert/strict'
import type { Headers, HttpRequest, HttpResponse } from '../../lib/http/index.js'
import type { AnyOperation, AnyRaised, Protocol } from '../../lib/index.js'
import { awsJson1_0, awsJson1_1, awsQuery, ec2Query, issuesOf, restJson1, restXml, rpcv2Cbor } from '../../lib/index.js'
import type { Schema } from '../../lib/schema/index.js'
import { shapeOf, tolerant } from '../../lib/shape/index.js'
import type { NameStyle } from '../../lib/testing/bindings.js'
import { schemaText } from '../../lib/testing/index.js'
import type { Value } from '../../lib/value/index.js'
import { Eq, Show } from '../../lib/value/index.js'
import type { Message, ProtocolName } from '../protocol/lossy.js'
import { lossy, tables } from '../protocol/lossy.js'

// protocols

/** Each protocol, and the names that its bodies allow. */
export const everyProtocol: ReadonlyArray<readonly [ProtocolName, Protocol, NameStyle]> = [
  ['restJson1', restJson1, 'any'],
  ['restXml', restXml, 'xml'],
  ['awsJson1_0', awsJson1_0, 'any'],
  ['awsJson1_1', awsJson1_1, 'any'],
  ['awsQuery', awsQuery, 'form'],
  ['ec2Query', ec2Query, 'form'],
  ['rpcv2Cbor', rpcv2Cbor, 'any'],
]

/** HTTP/2 sends names in lower case, strips white space around values, and may join fields of one name. */
const travelled = (headers: Headers): Headers => {
  const joined = new Map<string, string>()
  for (const [name, value] of headers) {
    const key = name.toLowerCase()
    const text = value.replace(/^[ \t]+|[ \t]+$/g, '')
    const earlier = joined.get(key)
    joined.set(key, earlier === undefined ? text : `${earlier}, ${text}`)
  }
  return [...joined]
}

const sent = (request: HttpRequest): HttpRequest => ({ ...request, headers: travelled(request.headers) })
const answered = (response: HttpResponse): HttpResponse => ({ ...response, headers: travelled(response.headers) })

// counting

/** How often each kind of message and each row of the tables was met, and how often a row was needed. */
export interface Tally {
  readonly counts: Map<string, number>
  readonly needed: Map<string, number>
}

export const emptyTally = (): Tally => ({ counts: new Map(), needed: new Map() })

const count = (counts: Map<string, number>, key: string): void => void counts.set(key, (counts.get(key) ?? 0) + 1)

/** What should come, and for each row that was used whether the law would fail without it. */
const wantedOf = (tally: Tally, message: Message, schema: Schema, value: Value): ReturnType<typeof lossy> => {
  const lost = lossy(message, schema, value)
  for (const rule of lost.refused) count(tally.counts, `refused: ${rule}`)
  if (lost.refused.length > 0) return lost
  count(tally.counts, message.kind)
  for (const rule of lost.used) {
    count(tally.counts, rule)
    const without = lossy(
      message,
      schema,
      value,
      tables[message.protocol].filter((row) => row.rule !== rule),
    )
    if (!Eq.equals(without.value, lost.value)) count(tally.needed, rule)
  }
  return lost
}

// laws

/** What the laws are about, and where they count. */
export interface Subject {
  readonly name: ProtocolName
  readonly protocol: Protocol
  readonly tally: Tally
}

const explain = (what: string, schema: Schema, ...rest: ReadonlyArray<unknown>): Error =>
  new Error(
    [
      what,
      ...rest.map((one) =>
        typeof one === 'string' ? one : JSON.stringify(one, (_, v: unknown) => (typeof v === 'bigint' ? `${v}n` : v)),
      ),
      schemaText(schema),
    ].join('\n'),
  )

const bodyText = ({ body }: HttpRequest | HttpResponse): string =>
  body._tag === 'Bytes' ? Buffer.from(body.bytes).toString('latin1') : body._tag

export const requestLaw = ({ name, protocol, tally }: Subject, operation: AnyOperation, input: unknown): void => {
  const { schema } = operation.input
  const shape = shapeOf(schema)
  const value = shape.encode(input)
  const encoded = protocol.client(operation).encodeRequest(input)
  // An arbitrary operation is partial.
  if (!('_tag' in encoded)) throw new Error('a partial operation gives an Either')
  const query = encoded._tag === 'Right' ? encoded.right.query : ''
  const { value: wanted, refused } = wantedOf(
    tally,
    { protocol: name, kind: 'request', query, status: 0 },
    schema,
    value,
  )
  if (encoded._tag === 'Left') {
    const issues = issuesOf(encoded.left)
    if (refused.length === 0 || issues.some(({ code }) => code !== 'unrepresentable'))
      throw explain('the client refuses', schema, issues, refused, Show.show(value))
    return
  }
  const request = encoded.right
  if (refused.length > 0)
    throw explain(
      'the client writes what cannot be held',
      schema,
      refused,
      request.path,
      request.query,
      request.headers,
      bodyText(request),
    )
  const decoded = protocol.server(operation).decodeRequest(sent(request))
  const accepted = shape.decode(wanted)
  const message = [
    operation.traits.http,
    request.path,
    request.query,
    request.headers,
    bodyText(request),
    `wanted ${Show.show(wanted)}`,
  ]
  if (decoded._tag === 'Left') {
    if (accepted._tag === 'Right') {
      const { left } = decoded
      throw explain(
        'the server refuses',
        schema,
        'issues' in left ? [left._tag, ...left.issues.map((one) => one.message)] : left,
        ...message,
      )
    }
    count(tally.counts, 'lost a required part')
    return
  }
  const got = shape.encode(decoded.right)
  if (!Eq.equals(got, wanted))
    throw explain('the server reads another value', schema, `got    ${Show.show(got)}`, ...message)
  if (accepted._tag === 'Left')
    throw explain('the server takes what the shape refuses', schema, issuesOf(accepted.left), ...message)
  // A default that was filled may be a document, or an empty value that its form cannot say.
  if (lossy({ protocol: name, kind: 'request', query, status: 0 }, schema, wanted).refused.length > 0) return
  const again = (from: unknown): HttpRequest => {
    const made = protocol.client(operation).encodeRequest(from)
    if (!('_tag' in made) || made._tag === 'Left')
      throw explain('what was read cannot be written', schema, Show.show(got))
    return made.right
  }
  const second = again(decoded.right)
  const reread = protocol.server(operation).decodeRequest(sent(second))
  if (reread._tag === 'Left')
    throw explain('what was written again is refused', schema, second.query, bodyText(second), ...message)
  const third = again(reread.right)
  assert.deepEqual(third, second, `write after read after write: ${schemaText(schema)}`)
}

export const answerLaw = ({ name, protocol, tally }: Subject, operation: AnyOperation, output: unknown): void => {
  const { schema } = operation.output
  const shape = tolerant(shapeOf(schema))
  const value = shape.encode(output)
  const response = answered(protocol.server(operation).encodeResponse({ _tag: 'Right', right: output }))
  const { value: wanted, refused } = wantedOf(
    tally,
    { protocol: name, kind: 'response', query: '', status: response.status },
    schema,
    value,
  )
  const decoded = protocol.client(operation).decodeResponse(response)
  const message = [response.status, response.headers, bodyText(response), `wanted ${Show.show(wanted)}`]
  if (refused.length > 0) {
    if (decoded._tag === 'Right') throw explain('the server writes what cannot be held', schema, refused, ...message)
    return
  }
  if (decoded._tag === 'Left')
    throw explain(
      'the client refuses',
      schema,
      decoded.left,
      'issues' in decoded.left ? decoded.left.issues.map((one) => one.message) : '',
      ...message,
    )
  const got = shape.encode(decoded.right)
  if (!Eq.equals(got, wanted))
    throw explain('the client reads another value', schema, `got    ${Show.show(got)}`, ...message)
  const again = (from: unknown): HttpResponse =>
    protocol.server(operation).encodeResponse({ _tag: 'Right', right: from })
  const second = again(decoded.right)
  const reread = protocol.client(operation).decodeResponse(answered(second))
  // A corrected union is of no member that XML could name.
  if (reread._tag === 'Left') assert.equal(reread.left.code, 'InternalFailure')
  else assert.deepEqual(again(reread.right), second, `write after read after write: ${schemaText(schema)}`)
}

export const errorLaw = ({ name, protocol, tally }: Subject, operation: AnyOperation, raised: AnyRaised): void => {
  const { schema } = operation.errors.find((one) => one.schema.id.endsWith(`#${raised._tag}`)) as AnyOperation['input']
  const shape = tolerant(shapeOf(schema))
  const value = shape.encode(raised.value)
  const response = answered(protocol.server(operation).encodeResponse({ _tag: 'Left', left: raised }))
  const { value: wanted, refused } = wantedOf(
    tally,
    { protocol: name, kind: 'error', query: '', status: response.status },
    schema,
    value,
  )
  const decoded = protocol.client(operation).decodeResponse(response)
  const message = [response.status, response.headers, bodyText(response), `wanted ${Show.show(wanted)}`]
  if (decoded._tag === 'Right') throw explain('an error is read as an output', schema, ...message)
  const { left } = decoded
  if (refused.length > 0) {
    if (left._tag === raised._tag) throw explain('the server writes what cannot be held', schema, refused, ...message)
    return
  }
  if (left._tag !== raised._tag || !('value' in left))
    throw explain(
      `the error comes as ${left._tag}`,
      schema,
      left,
      'issues' in left ? left.issues.map((one) => one.message) : '',
      ...message,
    )
  const got = shape.encode(left.value)
  if (!Eq.equals(got, wanted))
    throw explain('the client reads another error', schema, `got    ${Show.show(got)}`, ...message)
  assert.equal(left.status, response.status)
  assert.equal(left.retryable, true, 'one is retryable by its trait, the other by its status')
  assert.equal(left.throttling, raised._tag === 'FirstError')
}
