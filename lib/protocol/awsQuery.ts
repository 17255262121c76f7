/**
 * aws.protocols#awsQuery: form requests, XML answers inside a result element.
 *
 * Source: Smithy 2.0, "AWS query protocol".
 */

import type { XmlElement } from '../format/xml.js'
import { childrenNamed, element, textElement } from '../format/xml.js'
import type { XmlPart } from '../interpret/xml.js'
import { documentOf } from '../interpret/xml.js'
import { isUnit } from './assemble.js'
import { queryErrorOf } from './errors.js'
import type { Envelope } from './Format.js'
import type { Protocol } from './Protocol.js'
import { actionIn, queryRequest } from './queryFormat.js'
import { rpc } from './rpc.js'
import { xmlErrors } from './xmlErrors.js'
import { answerOf, childrenOf, xmlFormat } from './xmlFormat.js'

const envelope: Envelope<XmlPart, XmlElement> = {
  wrap: (part, schema, { name, service }, requestId) => {
    const result = isUnit(schema) ? [] : [element(`${name}Result`, childrenOf(part))]
    const metadata = requestId === undefined ? [] : [element('ResponseMetadata', [textElement('RequestId', requestId)])]
    return answerOf([...result, ...metadata], `${name}Response`, service)
  },
  open: (document, _, { name }) => childrenNamed(document, `${name}Result`)[0],
}

export const awsQuery: Protocol = /*#__PURE__*/ rpc({
  id: 'aws.protocols#awsQuery',
  request: /*#__PURE__*/ queryRequest('aws'),
  answer: { format: /*#__PURE__*/ xmlFormat('text/xml'), envelope },
  event: { wrap: documentOf, open: (document) => document },
  errors: /*#__PURE__*/ xmlErrors({
    way: () => ['ErrorResponse', 'Error'],
    type: true,
    requestId: 'RequestId',
    queryCodes: true,
  }),
  total: () => false,
  path: () => '/',
  requestHeaders: () => [],
  answerHeaders: () => [],
  typesEmptyAnswers: true,
  unitBody: { request: true, answer: true },
  statusOf: (error) => queryErrorOf(error).status,
  nameIn: actionIn,
})
