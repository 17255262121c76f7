/**
 * What the two awsJson protocols share: RPC framing, the operation in a header, JSON under member names.
 *
 * Source: Smithy 2.0, "AWS JSON 1.0 protocol" and "AWS JSON 1.1 protocol".
 */

import type { Headers, HttpRequest } from '../http/message.js'
import { headerNamed } from '../http/message.js'
import type { Json } from '../interpret/json.js'
import type { AnyOperation, Service } from '../operation/Operation.js'
import { nameOf } from '../schema/Schema.js'
import { eventCodec } from './events.js'
import type { MemberFormat } from './Format.js'
import { queryErrorReading, typeErrorWriting } from './jsonErrors.js'
import { jsonEnvelope, jsonFormat } from './jsonFormat.js'
import type { Protocol } from './Protocol.js'
import { rpcClient } from './rpcClient.js'
import { rpcServer } from './rpcServer.js'
import type { Half } from './structureBody.js'

/** What names the operation in a request. */
export const targetOf = ({ service, name }: Pick<AnyOperation, 'service' | 'name'>): string =>
  `${nameOf(service.id)}.${name}`

/** The operation's name in a request. */
export const targetIn = ({ headers }: HttpRequest, service: Service): string | undefined => {
  const [serviceName, operationName] = (headerNamed(headers, 'x-amz-target') ?? '').split('.')
  return serviceName === nameOf(service.id) ? operationName : undefined
}

/** A client of a query-compatible service asks for the codes of its older protocol. */
export const queryModeHeaders = ({ service }: Pick<AnyOperation, 'service'>): Headers =>
  service.queryCompatible === true ? [['x-amzn-query-mode', 'true']] : []

/** Nothing of JSON cannot be written. */
export const total = (): boolean => true

export interface AwsJsonHalf extends Half<Json, Json> {
  readonly format: MemberFormat<Json, Json>
}

/** A body of one of the two protocols, by its minor version. */
export const awsJsonHalf = (minor: 0 | 1): AwsJsonHalf => ({
  format: jsonFormat(`application/x-amz-json-1.${minor}`, false),
  envelope: jsonEnvelope,
})

export const awsJsonClient = (half: Half<Json, Json>): Protocol['client'] =>
  rpcClient({
    request: half,
    answer: half,
    errors: queryErrorReading,
    total,
    path: () => '/',
    headers: (operation) => [['x-amz-target', targetOf(operation)], ...queryModeHeaders(operation)],
    unitBody: true,
  })

/**
 * The protocols differ in how an error says its type: 1.0 by its absolute id, 1.1 by its name; and an answer of 1.1 repeats its
 * target, as Smithy's cases of it have it.
 */
export const awsJsonServer = (minor: 0 | 1, half: Half<Json, Json>): Protocol['server'] =>
  rpcServer({
    request: half,
    answer: half,
    errors: typeErrorWriting(({ schema, name }) => (minor === 0 ? schema.id : name)),
    headers: minor === 1 ? (operation) => [['x-amz-target', targetOf(operation)]] : () => [],
    typesEmptyAnswers: true,
    unitBody: false,
    statusOf: ({ status }) => status,
  })

export const awsJsonEvents =
  ({ format }: Pick<AwsJsonHalf, 'format'>): Protocol['events'] =>
  (shape, side) =>
    eventCodec({ format, wrap: (part) => part, open: (document) => document }, shape, side)
