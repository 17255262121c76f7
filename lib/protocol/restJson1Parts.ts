/**
 * What the clients, servers and events of aws.protocols#restJson1 share.
 */

import type { Json } from '../interpret/json.js'
import type { MemberFormat } from './Format.js'
import { jsonErrorReading } from './jsonErrors.js'
import { jsonEnvelope, jsonFormat } from './jsonFormat.js'
import type { Protocol } from './Protocol.js'
import type { RestBodies } from './rest.js'
import type { RestClientRules } from './restClient.js'

export const id: Protocol['id'] = 'aws.protocols#restJson1'

export const format: MemberFormat<Json, Json> = /*#__PURE__*/ jsonFormat('application/json', true)

export const bodies: RestBodies<Json, Json> = {
  format,
  members: jsonEnvelope,
  payload: jsonEnvelope,
  emptyPayload: true,
}

export const total = (): boolean => true

export const rules: RestClientRules<Json> = { errors: jsonErrorReading, total }
