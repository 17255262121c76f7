/**
 * The protocols, a row for each. Each is a module, so that a bundle holds only the halves that it asks for.
 */

import * as awsJson1_0 from './awsJson1_0.js'
import * as awsJson1_1 from './awsJson1_1.js'
import * as awsQuery from './awsQuery.js'
import * as ec2Query from './ec2Query.js'
import type { Protocol } from './Protocol.js'
import * as restJson1 from './restJson1.js'
import * as restXml from './restXml.js'
import * as rpcv2Cbor from './rpcv2Cbor.js'

export type { EventMessage, HeaderValue, MessageFault, MessageLimits } from '../format/eventStream.js'
export { readMessage, readMessages, writeMessage } from '../format/eventStream.js'
export type { EventCodec } from './events.js'
export type { SplitMessage } from './initial.js'
export { splitInitial } from './initial.js'
export { eventStreamType } from './mediaTypes.js'

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
