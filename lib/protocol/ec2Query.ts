/**
 * aws.protocols#ec2Query: form requests with EC2's names, XML answers without a result element.
 *
 * Source: Smithy 2.0, "AWS EC2 query protocol".
 */

import type { XmlElement } from '../format/xml.js'
import { textElement } from '../format/xml.js'
import type { XmlPart } from '../interpret/xml.js'
import { documentOf } from '../interpret/xml.js'
import type { Envelope } from './Format.js'
import type { Protocol } from './Protocol.js'
import { actionIn, queryRequest } from './queryFormat.js'
import { rpc } from './rpc.js'
import { xmlErrors } from './xmlErrors.js'
import { answerOf, childrenOf, xmlFormat } from './xmlFormat.js'

const envelope: Envelope<XmlPart, XmlElement> = {
  wrap: (part, _, { name, service }, requestId) => {
    const metadata = requestId === undefined ? [] : [textElement('requestId', requestId)]
    return answerOf([...childrenOf(part), ...metadata], `${name}Response`, service)
  },
  open: (document) => document,
}

export const ec2Query: Protocol = /*#__PURE__*/ rpc({
  id: 'aws.protocols#ec2Query',
  request: /*#__PURE__*/ queryRequest('ec2'),
  answer: { format: /*#__PURE__*/ xmlFormat('text/xml;charset=UTF-8'), envelope },
  event: { wrap: documentOf, open: (document) => document },
  errors: /*#__PURE__*/ xmlErrors({
    way: () => ['Response', 'Errors', 'Error'],
    type: false,
    requestId: 'RequestID',
    queryCodes: false,
  }),
  total: () => false,
  path: () => '/',
  requestHeaders: () => [],
  answerHeaders: () => [],
  typesEmptyAnswers: true,
  unitBody: { request: true, answer: true },
  statusOf: ({ status }) => status,
  nameIn: actionIn,
})
