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
import type { KnownError } from './errors.js'
import { queryHeader, typeErrors } from './jsonErrors.js'
import { jsonEnvelope, jsonFormat } from './jsonFormat.js'
import type { Half, RpcParts } from './rpc.js'

const targetOf = ({ service, name }: AnyOperation): string => `${nameOf(service.id)}.${name}`

const nameIn = ({ headers }: HttpRequest, service: Service): string | undefined => {
  const [serviceName, operationName] = (headerNamed(headers, 'x-amz-target') ?? '').split('.')
  return serviceName === nameOf(service.id) ? operationName : undefined
}

/** A client of a query-compatible service asks for the codes of its older protocol. */
export const queryModeHeaders = ({ service }: AnyOperation): Headers =>
  service.queryCompatible === true ? [['x-amzn-query-mode', 'true']] : []

/**
 * One of the two protocols by its minor version. They differ in their media type and in how an error says its type: 1.0
 * by its absolute id, 1.1 by its name; and an answer of 1.1 repeats its target, as Smithy's cases of it have it.
 */
export const awsJson = (minor: 0 | 1): RpcParts<Json, Json, Json, Json> => {
  const id = `aws.protocols#awsJson1_${minor}`
  const half: Half<Json, Json> = {
    format: jsonFormat(`application/x-amz-json-1.${minor}`, false),
    envelope: jsonEnvelope,
  }
  const typeOf = ({ schema, name }: KnownError): string => (minor === 0 ? schema.id : name)
  return {
    id,
    request: half,
    answer: half,
    event: { wrap: (part) => part, open: (document) => document },
    errors: {
      ...typeErrors,
      wrap: (part, error) => ({ __type: typeOf(error), ...(part as { readonly [name: string]: Json }) }),
      find: (headers, body, operation) => {
        const head = typeErrors.find(headers, body, operation)
        const { code, fault } = queryHeader(headers)
        return { ...head, fault, ...(code === undefined ? {} : { shown: code }) }
      },
    },
    total: () => true,
    path: () => '/',
    requestHeaders: (operation) => [['x-amz-target', targetOf(operation)], ...queryModeHeaders(operation)],
    answerHeaders: minor === 1 ? (operation) => [['x-amz-target', targetOf(operation)]] : () => [],
    typesEmptyAnswers: true,
    unitBody: { request: true, answer: false },
    statusOf: ({ status }) => status,
    nameIn,
  }
}
