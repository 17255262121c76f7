/**
 * aws.protocols#awsQuery: form requests, XML answers inside a result element.
 *
 * Source: Smithy 2.0, "AWS query protocol".
 */

import type { XmlElement } from '../format/xml.js'
import { childrenNamed, element, textElement } from '../format/xml.js'
import type { XmlPart } from '../interpret/xml.js'
import { queryErrorOf } from './errors.js'
import type { Envelope, MemberFormat } from './Format.js'
import { isUnit } from './messages.js'
import type { Protocol } from './Protocol.js'
import { actionIn, queryRequest } from './queryFormat.js'
import type { QueryHalves } from './queryProtocol.js'
import { queryClient, queryEvents, queryIsTotal, queryServer } from './queryProtocol.js'
import { routeByName } from './routing.js'
import { answerLayout, textOf } from './xmlDirect.js'
import { xmlErrorReading, xmlErrorWriting } from './xmlErrors.js'
import { answerOf, attributesOf, childrenOf, xmlFormat } from './xmlFormat.js'

const envelope: Envelope<XmlPart, XmlElement> = {
  wrap: (part, schema, { name, service }, requestId) => {
    const result = isUnit(schema) ? [] : [element(`${name}Result`, childrenOf(part), attributesOf(part))]
    const metadata = requestId === undefined ? [] : [element('ResponseMetadata', [textElement('RequestId', requestId)])]
    return answerOf([...result, ...metadata], `${name}Response`, service)
  },
  open: (document, _, { name }) => childrenNamed(document, `${name}Result`)[0],
}

const format: MemberFormat<XmlPart, XmlElement> = /*#__PURE__*/ xmlFormat(
  'text/xml',
  /*#__PURE__*/ answerLayout(
    ({ name }) => `${name}Result`,
    (id) => `<ResponseMetadata>${textOf('RequestId', id)}</ResponseMetadata>`,
  ),
)

const halves: QueryHalves = { request: /*#__PURE__*/ queryRequest('aws'), answer: { format, envelope } }

export const id: Protocol['id'] = 'aws.protocols#awsQuery'

export const client: Protocol['client'] = /*#__PURE__*/ queryClient(halves, /*#__PURE__*/ xmlErrorReading(true))

export const server: Protocol['server'] = /*#__PURE__*/ queryServer(
  halves,
  /*#__PURE__*/ xmlErrorWriting({
    way: () => ['ErrorResponse', 'Error'],
    type: true,
    requestId: 'RequestId',
    queryCodes: true,
  }),
  (error) => queryErrorOf(error).status,
)

export const events: Protocol['events'] = /*#__PURE__*/ queryEvents(format)

export const isTotal: Protocol['isTotal'] = queryIsTotal

export const route: Protocol['route'] = /*#__PURE__*/ routeByName(actionIn)
