/**
 * aws.protocols#restXml: REST framing, XML bodies, errors in the body.
 *
 * Source: Smithy 2.0, "AWS restXml protocol".
 */

import { documentOf } from '../interpret/xml.js'
import { eventCodec } from './events.js'
import type { Protocol } from './Protocol.js'
import { restClient, restIsTotal } from './restClient.js'
import { restServer } from './restServer.js'
import { bodies, format, id, rules, total } from './restXmlParts.js'
import { routeByUri } from './routing.js'
import { isUnwrapped, xmlErrorWriting } from './xmlErrors.js'

export { id } from './restXmlParts.js'

export const client: Protocol['client'] = /*#__PURE__*/ restClient(bodies, rules)

export const server: Protocol['server'] = /*#__PURE__*/ restServer(bodies, {
  errors: /*#__PURE__*/ xmlErrorWriting({
    way: ({ service }) => (isUnwrapped(service.protocols[id]) ? ['Error'] : ['ErrorResponse', 'Error']),
    type: true,
    requestId: 'RequestId',
    queryCodes: false,
  }),
  emptyAnswer: 'type',
  soleNamedParams: 'dropped',
})

export const events: Protocol['events'] = (shape, side) =>
  eventCodec({ format, wrap: documentOf, open: (document) => document }, shape, side)

export const isTotal: Protocol['isTotal'] = /*#__PURE__*/ restIsTotal(total)

export const route: Protocol['route'] = routeByUri
