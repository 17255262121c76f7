/**
 * aws.protocols#ec2Query: form requests with EC2's names, XML answers without a result element.
 *
 * Source: Smithy 2.0, "AWS EC2 query protocol".
 */

import type { XmlElement } from '../format/xml.js'
import { textElement } from '../format/xml.js'
import type { XmlPart } from '../interpret/xml.js'
import type { Envelope, MemberFormat } from './Format.js'
import type { Protocol } from './Protocol.js'
import { actionIn, queryRequest } from './queryFormat.js'
import type { QueryHalves } from './queryProtocol.js'
import { queryClient, queryEvents, queryIsTotal, queryServer } from './queryProtocol.js'
import { routeByName } from './routing.js'
import { answerLayout, textOf } from './xmlDirect.js'
import { xmlErrorReading, xmlErrorWriting } from './xmlErrors.js'
import { answerOf, attributesOf, childrenOf, xmlFormat } from './xmlFormat.js'

const envelope: Envelope<XmlPart, XmlElement> = {
  wrap: (part, _, { name, service }, requestId) => {
    const metadata = requestId === undefined ? [] : [textElement('requestId', requestId)]
    return answerOf([...childrenOf(part), ...metadata], `${name}Response`, service, attributesOf(part))
  },
  open: (document) => document,
}

const format: MemberFormat<XmlPart, XmlElement> = /*#__PURE__*/ xmlFormat(
  'text/xml;charset=UTF-8',
  /*#__PURE__*/ answerLayout(
    () => undefined,
    (id) => textOf('requestId', id),
  ),
)

const halves: QueryHalves = { request: /*#__PURE__*/ queryRequest('ec2'), answer: { format, envelope } }

export const id: Protocol['id'] = 'aws.protocols#ec2Query'

export const client: Protocol['client'] = /*#__PURE__*/ queryClient(halves, /*#__PURE__*/ xmlErrorReading(false))

export const server: Protocol['server'] = /*#__PURE__*/ queryServer(
  halves,
  /*#__PURE__*/ xmlErrorWriting({
    way: () => ['Response', 'Errors', 'Error'],
    type: false,
    requestId: 'RequestID',
    queryCodes: false,
  }),
  ({ status }) => status,
)

export const events: Protocol['events'] = /*#__PURE__*/ queryEvents(format)

export const isTotal: Protocol['isTotal'] = queryIsTotal

export const route: Protocol['route'] = /*#__PURE__*/ routeByName(actionIn)
