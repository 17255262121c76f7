/**
 * The protocols, a row for each.
 */

import { awsJson1_0 } from './awsJson1_0.js'
import { awsJson1_1 } from './awsJson1_1.js'
import { awsQuery } from './awsQuery.js'
import { ec2Query } from './ec2Query.js'
import type { Protocol } from './Protocol.js'
import { restJson1 } from './restJson1.js'
import { restXml } from './restXml.js'
import { rpcv2Cbor } from './rpcv2Cbor.js'

export type { EventMessage, HeaderValue, MessageFault, MessageLimits } from '../format/eventStream.js'
export { readMessage, readMessages, writeMessage } from '../format/eventStream.js'
export type { EventCodec } from './events.js'
export { eventStreamType } from './events.js'
export type { SplitMessage } from './initial.js'
export { splitInitial } from './initial.js'

/** All of them, in the order in which a client prefers them. */
export const protocols: ReadonlyArray<Protocol> = [
  rpcv2Cbor,
  awsJson1_0,
  awsJson1_1,
  restJson1,
  restXml,
  awsQuery,
  ec2Query,
]

export { awsJson1_0, awsJson1_1, awsQuery, ec2Query, restJson1, restXml, rpcv2Cbor }
