/**
 * aws.protocols#ec2Query: form requests with EC2's names, XML answers without a result element.
 *
 * Source: Smithy 2.0, "AWS EC2 query protocol".
 */

import type { FormPairs } from '../format/form.js'
import type { XmlElement } from '../format/xml.js'
import { textElement } from '../format/xml.js'
import type { QueryPart } from '../interpret/query.js'
import type { XmlPart } from '../interpret/xml.js'
import { documentOf } from '../interpret/xml.js'
import { eventCodec } from './events.js'
import type { Envelope, Format } from './Format.js'
import type { Protocol } from './Protocol.js'
import { actionIn, queryRequest } from './queryFormat.js'
import { routeByName } from './routing.js'
import type { Half } from './rpc.js'
import { rpcClient, rpcIsTotal } from './rpcClient.js'
import { rpcServer } from './rpcServer.js'
import { answerLayout, textOf } from './xmlDirect.js'
import { xmlErrorReading, xmlErrorWriting } from './xmlErrors.js'
import { answerOf, childrenOf, xmlFormat } from './xmlFormat.js'

const envelope: Envelope<XmlPart, XmlElement> = {
  wrap: (part, _, { name, service }, requestId) => {
    const metadata = requestId === undefined ? [] : [textElement('requestId', requestId)]
    return answerOf([...childrenOf(part), ...metadata], `${name}Response`, service)
  },
  open: (document) => document,
}

const request: Half<QueryPart, FormPairs> = /*#__PURE__*/ queryRequest('ec2')

const format: Format<XmlPart, XmlElement> = /*#__PURE__*/ xmlFormat(
  'text/xml;charset=UTF-8',
  /*#__PURE__*/ answerLayout(
    () => undefined,
    (id) => textOf('requestId', id),
  ),
)

const answer: Half<XmlPart, XmlElement> = { format, envelope }

const total = (): boolean => false

export const id: Protocol['id'] = 'aws.protocols#ec2Query'

export const client: Protocol['client'] = /*#__PURE__*/ rpcClient({
  request,
  answer,
  errors: /*#__PURE__*/ xmlErrorReading(false),
  total,
  path: () => '/',
  headers: () => [],
  unitBody: true,
})

export const server: Protocol['server'] = /*#__PURE__*/ rpcServer({
  request,
  answer,
  errors: /*#__PURE__*/ xmlErrorWriting({
    way: () => ['Response', 'Errors', 'Error'],
    type: false,
    requestId: 'RequestID',
    queryCodes: false,
  }),
  headers: () => [],
  typesEmptyAnswers: true,
  unitBody: true,
  statusOf: ({ status }) => status,
})

export const events: Protocol['events'] = (shape, side) =>
  eventCodec({ format, wrap: documentOf, open: (document) => document }, shape, side)

export const isTotal: Protocol['isTotal'] = /*#__PURE__*/ rpcIsTotal(total)

export const route: Protocol['route'] = /*#__PURE__*/ routeByName(actionIn)
