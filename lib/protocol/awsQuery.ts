/**
 * aws.protocols#awsQuery: form requests, XML answers inside a result element.
 *
 * Source: Smithy 2.0, "AWS query protocol".
 */

import type { FormPairs } from '../format/form.js'
import type { XmlElement } from '../format/xml.js'
import { childrenNamed, element, textElement } from '../format/xml.js'
import type { QueryPart } from '../interpret/query.js'
import type { XmlPart } from '../interpret/xml.js'
import { documentOf } from '../interpret/xml.js'
import { queryErrorOf } from './errors.js'
import { eventCodec } from './events.js'
import type { Envelope, Format } from './Format.js'
import { isUnit } from './messages.js'
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
  wrap: (part, schema, { name, service }, requestId) => {
    const result = isUnit(schema) ? [] : [element(`${name}Result`, childrenOf(part))]
    const metadata = requestId === undefined ? [] : [element('ResponseMetadata', [textElement('RequestId', requestId)])]
    return answerOf([...result, ...metadata], `${name}Response`, service)
  },
  open: (document, _, { name }) => childrenNamed(document, `${name}Result`)[0],
}

const request: Half<QueryPart, FormPairs> = /*#__PURE__*/ queryRequest('aws')

const format: Format<XmlPart, XmlElement> = /*#__PURE__*/ xmlFormat(
  'text/xml',
  /*#__PURE__*/ answerLayout(
    ({ name }) => `${name}Result`,
    (id) => `<ResponseMetadata>${textOf('RequestId', id)}</ResponseMetadata>`,
  ),
)

const answer: Half<XmlPart, XmlElement> = { format, envelope }

const total = (): boolean => false

export const id: Protocol['id'] = 'aws.protocols#awsQuery'

export const client: Protocol['client'] = /*#__PURE__*/ rpcClient({
  request,
  answer,
  errors: /*#__PURE__*/ xmlErrorReading(true),
  total,
  path: () => '/',
  headers: () => [],
  unitBody: true,
})

export const server: Protocol['server'] = /*#__PURE__*/ rpcServer({
  request,
  answer,
  errors: /*#__PURE__*/ xmlErrorWriting({
    way: () => ['ErrorResponse', 'Error'],
    type: true,
    requestId: 'RequestId',
    queryCodes: true,
  }),
  headers: () => [],
  typesEmptyAnswers: true,
  unitBody: true,
  statusOf: (error) => queryErrorOf(error).status,
})

export const events: Protocol['events'] = (shape, side) =>
  eventCodec({ format, wrap: documentOf, open: (document) => document }, shape, side)

export const isTotal: Protocol['isTotal'] = /*#__PURE__*/ rpcIsTotal(total)

export const route: Protocol['route'] = /*#__PURE__*/ routeByName(actionIn)
