/**
 * aws.protocols#restJson1: REST framing, JSON bodies under `jsonName`, errors by header.
 *
 * Source: Smithy 2.0, "AWS restJson1 protocol".
 */

import type { Json } from '../interpret/json.js'
import { eventCodec } from './events.js'
import type { Format } from './Format.js'
import { headerErrorWriting, jsonErrorReading } from './jsonErrors.js'
import { jsonEnvelope, jsonFormat } from './jsonFormat.js'
import type { Protocol } from './Protocol.js'
import type { RestBodies } from './rest.js'
import { restClient, restIsTotal } from './restClient.js'
import { restServer } from './restServer.js'
import { routeByUri } from './routing.js'

const format: Format<Json, Json> = /*#__PURE__*/ jsonFormat('application/json', true)

const bodies: RestBodies<Json, Json> = {
  format,
  members: jsonEnvelope,
  payload: jsonEnvelope,
  emptyPayload: true,
}

const total = (): boolean => true

export const id: Protocol['id'] = 'aws.protocols#restJson1'

export const client: Protocol['client'] = /*#__PURE__*/ restClient(bodies, { errors: jsonErrorReading, total })

export const server: Protocol['server'] = /*#__PURE__*/ restServer(bodies, {
  errors: headerErrorWriting,
  emptyAnswer: 'document',
  soleNamedParams: 'kept',
})

export const events: Protocol['events'] = (shape, side) =>
  eventCodec({ format, wrap: (part) => part, open: (document) => document }, shape, side)

export const isTotal: Protocol['isTotal'] = /*#__PURE__*/ restIsTotal(total)

export const route: Protocol['route'] = routeByUri
