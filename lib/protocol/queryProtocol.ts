/**
 * What awsQuery and ec2Query do alike, once: forms out, XML back, both at the path `/`.
 *
 * Source: Smithy 2.0, "AWS query protocol" and "AWS EC2 query protocol".
 */

import type { FormPairs } from '../format/form.js'
import type { XmlElement } from '../format/xml.js'
import type { QueryPart } from '../interpret/query.js'
import type { XmlPart } from '../interpret/xml.js'
import { documentOf } from '../interpret/xml.js'
import type { KnownError } from './errors.js'
import { eventCodec } from './events.js'
import type { ErrorReading, ErrorWriting, MemberFormat } from './Format.js'
import type { Protocol } from './Protocol.js'
import { rpcClient, rpcIsTotal } from './rpcClient.js'
import { rpcServer } from './rpcServer.js'
import type { Half } from './structureBody.js'

/** A form holds no null and no empty map: no value of a schema is sure to fit. */
const total = (): boolean => false

export interface QueryHalves {
  readonly request: Half<QueryPart, FormPairs>
  readonly answer: Half<XmlPart, XmlElement>
}

export const queryClient = (halves: QueryHalves, errors: ErrorReading<XmlElement>): Protocol['client'] =>
  rpcClient({ ...halves, errors, total, path: () => '/', headers: () => [], unitBody: true })

export const queryServer = (
  halves: QueryHalves,
  errors: ErrorWriting<XmlPart, XmlElement>,
  statusOf: (error: KnownError) => number,
): Protocol['server'] => rpcServer({ ...halves, errors, statusOf, headers: () => [], unitBody: true })

export const queryEvents =
  (format: MemberFormat<XmlPart, XmlElement>): Protocol['events'] =>
  (shape, side) =>
    eventCodec({ format, wrap: documentOf, open: (document) => document }, shape, side)

export const queryIsTotal: Protocol['isTotal'] = /*#__PURE__*/ rpcIsTotal(total)
