/**
 * One operation of a model through its service's own protocol: what the client writes the server reads, and the answer the
 * other way, but for what the tables of `test/protocol/lossy.ts` say.
 */
import * as fc from 'fast-check'
import type { HttpRequest, HttpResponse } from '../../lib/http/index.js'
import type { AnyOperation, Protocol, Service } from '../../lib/index.js'
import { awsJson1_0, awsJson1_1, awsQuery, ec2Query, issuesOf, restJson1, restXml, rpcv2Cbor } from '../../lib/index.js'
import { xmlNameOf } from '../../lib/interpret/xmlNames.js'
import type { Schema } from '../../lib/schema/index.js'
import { membersOf, targetOf } from '../../lib/schema/index.js'
import { shapeOf, tolerant } from '../../lib/shape/index.js'
import { arbitrary } from '../../lib/testing/index.js'
import type { Value } from '../../lib/value/index.js'
import { Eq, Show } from '../../lib/value/index.js'
import { getOwn, recordOf } from '../../lib/value/own.js'
import * as V from '../../lib/value/Value.js'
import type { ProtocolName } from '../protocol/lossy.js'
import { lossy } from '../protocol/lossy.js'

// model

export interface Spoken {
  readonly name: ProtocolName
  readonly protocol: Protocol
}

/** How many values came back, how many no message holds, and what went wrong. */
export interface Trip {
  held: number
  unrepresentable: number
  readonly faults: Array<string>
}

const all: ReadonlyArray<Spoken> = [
  { name: 'rpcv2Cbor', protocol: rpcv2Cbor },
  { name: 'awsJson1_0', protocol: awsJson1_0 },
  { name: 'awsJson1_1', protocol: awsJson1_1 },
  { name: 'restJson1', protocol: restJson1 },
  { name: 'restXml', protocol: restXml },
  { name: 'awsQuery', protocol: awsQuery },
  { name: 'ec2Query', protocol: ec2Query },
]

/** The protocol that a service speaks first; `undefined` where it speaks none that is known. */
export const spokenBy = ({ protocols }: Service): Spoken | undefined =>
  all.find(({ protocol }) => Object.hasOwn(protocols, protocol.id))

// what a message cannot hold though no table of the laws says so

/** A member whose text becomes a part of the host, which takes letters, digits and hyphens alone. Source: RFC 1123, 2.1. */
const isHostLabel = ({ input }: AnyOperation, name: unknown): boolean =>
  membersOf(input.schema).some((member) => member.name === name && member.traits.hostLabel === true)

/** Headers that a protocol fills from the body: its type, and the checksum that an operation asks for. */
const filled = /^content-(?:type|md5)$/i

/** What was read, without the members of such headers that the writer's caller did not give. */
const asGiven = (schema: Schema, got: Value, wanted: Value): Value =>
  got._tag !== 'Structure' || wanted._tag !== 'Structure'
    ? got
    : V.structure(
        recordOf(
          Object.entries(got.fields).filter(
            ([name]) =>
              name in wanted.fields ||
              !membersOf(schema).some((member) => member.name === name && filled.test(member.traits.httpHeader ?? '')),
          ),
        ),
      )

/**
 * Whether a value holds a member whose element has the name of another member's: models of S3 keep a member that became a list, and
 * nothing in the document tells the two apart.
 */
const holdsTwin = (schema: Schema, value: Value): boolean => {
  switch (value._tag) {
    case 'Structure': {
      const members = membersOf(schema)
      const names = members.map(xmlNameOf)
      const isTwin = (name: string): boolean => names.indexOf(name) !== names.lastIndexOf(name)
      return members.some((member) => {
        const part = getOwn(value.fields, member.name)
        return part !== undefined && (isTwin(xmlNameOf(member)) || holdsTwin(targetOf(member), part))
      })
    }
    case 'List':
      return schema._tag === 'list' && value.items.some((item) => holdsTwin(targetOf(schema.member), item))
    case 'Map':
      return schema._tag === 'map' && value.entries.some(([, item]) => holdsTwin(targetOf(schema.value), item))
    default:
      return false
  }
}

const isXml = (name: ProtocolName): boolean => name === 'restXml' || name === 'awsQuery' || name === 'ec2Query'

/** HTTP/2 sends names in lower case and strips white space around values. */
const travelled = <M extends HttpRequest | HttpResponse>(message: M): M => ({
  ...message,
  headers: message.headers.map(([name, value]) => [name.toLowerCase(), value.replace(/^[ \t]+|[ \t]+$/g, '')] as const),
})

// trips

const clip = (text: string): string => (text.length > 300 ? `${text.slice(0, 300)}…` : text)

const there = ({ name, protocol }: Spoken, operation: AnyOperation, given: unknown, trip: Trip): string | undefined => {
  // What AWS fills in for this service alone.
  const input = operation.traits.custom?.prepare?.(given as Readonly<Record<string, unknown>>) ?? given
  const { schema } = operation.input
  const shape = shapeOf(schema)
  const encoded = protocol.client(operation).encodeRequest(input)
  if (!('_tag' in encoded)) return 'the request is no Either'
  if (name === 'restXml' && holdsTwin(schema, shape.encode(input))) {
    trip.unrepresentable++
    return undefined
  }
  const query = encoded._tag === 'Right' ? encoded.right.query : ''
  const { value, refused } = lossy({ protocol: name, kind: 'request', query, status: 0 }, schema, shape.encode(input))
  if (encoded._tag === 'Left') {
    const isHost = issuesOf(encoded.left).every(({ path }) => isHostLabel(operation, path[0]))
    if (refused.length === 0 && !isHost)
      return `the client refuses: ${issuesOf(encoded.left).map((one) => `${one.path.join('.')} ${one.code}`)}`
    trip.unrepresentable++
    return undefined
  }
  if (refused.length > 0) return `the client writes what cannot be held: ${refused}`
  const decoded = protocol.server(operation).decodeRequest(travelled(encoded.right))
  if (decoded._tag === 'Left') {
    // What is lost may have been required.
    if (shape.decode(value)._tag === 'Left') {
      trip.unrepresentable++
      return undefined
    }
    const { left } = decoded
    return `the server refuses: ${left._tag} ${'issues' in left ? left.issues.map((one) => one.message).join('; ') : ''}`
  }
  const got = asGiven(schema, shape.encode(decoded.right), value)
  if (!Eq.equals(got, value)) return `the server reads ${clip(Show.show(got))} for ${clip(Show.show(value))}`
  trip.held++
  return undefined
}

const back = ({ name, protocol }: Spoken, operation: AnyOperation, output: unknown, trip: Trip): string | undefined => {
  const { schema } = operation.output
  const shape = tolerant(shapeOf(schema))
  const response = travelled(protocol.server(operation).encodeResponse({ _tag: 'Right', right: output }))
  const isAmbiguous = isXml(name) && holdsTwin(schema, shape.encode(output))
  // A status that is a member of the output may say that there is none.
  if (isAmbiguous || response.status < 200 || response.status > 299) {
    trip.unrepresentable++
    return undefined
  }
  const { value, refused } = lossy(
    { protocol: name, kind: 'response', query: '', status: response.status },
    schema,
    shape.encode(output),
  )
  const decoded = protocol.client(operation).decodeResponse(response)
  if (refused.length > 0) {
    trip.unrepresentable++
    return decoded._tag === 'Right' ? `the server writes what cannot be held: ${refused}` : undefined
  }
  if (decoded._tag === 'Left')
    return `the client refuses: ${decoded.left._tag} ${'issues' in decoded.left ? decoded.left.issues.map((one) => one.message).join('; ') : ''}`
  const got = asGiven(schema, shape.encode(decoded.right), value)
  if (!Eq.equals(got, value)) return `the client reads ${clip(Show.show(got))} for ${clip(Show.show(value))}`
  trip.held++
  return undefined
}

const small = { depth: 3, items: 2 } as const

/** Some inputs and outputs of an operation. */
export const roundTrip = (spoken: Spoken, operation: AnyOperation, values: number, seed: number): Trip => {
  const trip: Trip = { held: 0, unrepresentable: 0, faults: [] }
  const trips = [
    ['input', operation.input.schema, there],
    ['output', operation.output.schema, back],
  ] as const
  for (const [side, schema, go] of trips) {
    try {
      for (const value of fc.sample(arbitrary(fc)(schema, small), { numRuns: values, seed })) {
        const fault = go(spoken, operation, value, trip)
        if (fault !== undefined) trip.faults.push(`${operation.id} ${side} over ${spoken.name}: ${fault}`)
      }
    } catch (error) {
      trip.faults.push(
        `${operation.id} ${side} over ${spoken.name}: throws ${error instanceof Error ? error.message : 'something'}`,
      )
    }
  }
  return trip
}
