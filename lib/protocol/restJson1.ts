/**
 * aws.protocols#restJson1: REST framing, JSON bodies under `jsonName`, errors by header.
 *
 * Source: Smithy 2.0, "AWS restJson1 protocol".
 */

import { eventCodec } from './events.js'
import { headerErrorWriting } from './jsonErrors.js'
import type { Protocol } from './Protocol.js'
import { restClient, restIsTotal } from './restClient.js'
import { bodies, format, rules, total } from './restJson1Parts.js'
import { restServer } from './restServer.js'
import { routeByUri } from './routing.js'

export { id } from './restJson1Parts.js'

export const client: Protocol['client'] = /*#__PURE__*/ restClient(bodies, rules)

export const server: Protocol['server'] = /*#__PURE__*/ restServer(bodies, {
  errors: headerErrorWriting,
  emptyAnswer: 'document',
  soleNamedParams: 'kept',
})

export const events: Protocol['events'] = (shape, side) =>
  eventCodec({ format, wrap: (part) => part, open: (document) => document }, shape, side)

export const isTotal: Protocol['isTotal'] = /*#__PURE__*/ restIsTotal(total)

export const route: Protocol['route'] = routeByUri
