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

export const awsJson = (id: string, mediaType: string): RpcParts<Json, Json, Json, Json> => {
  const half: Half<Json, Json> = { format: jsonFormat(mediaType, false), envelope: jsonEnvelope }
  return {
    id,
    request: half,
    answer: half,
    errors: {
      ...typeErrors,
      find: (headers, body, operation) => {
        const head = typeErrors.find(headers, body, operation)
        const { code, fault } = queryHeader(headers)
        return { ...head, fault, ...(code === undefined ? {} : { shown: code }) }
      },
    },
    total: true,
    path: () => '/',
    requestHeaders: (operation) => [['x-amz-target', targetOf(operation)], ...queryModeHeaders(operation)],
    answerHeaders: [],
    unitBody: { request: true, answer: false },
    statusOf: ({ status }) => status,
    nameIn,
  }
}
