/**
 * aws.protocols#awsJson1_1.
 */

import type { AwsJsonHalf } from './awsJson.js'
import { awsJsonClient, awsJsonEvents, awsJsonHalf, awsJsonServer, targetIn, total } from './awsJson.js'
import type { Protocol } from './Protocol.js'
import { routeByName } from './routing.js'
import { rpcIsTotal } from './rpcClient.js'

const half: AwsJsonHalf = /*#__PURE__*/ awsJsonHalf(1)

export const id: Protocol['id'] = 'aws.protocols#awsJson1_1'

export const client: Protocol['client'] = /*#__PURE__*/ awsJsonClient(half)

export const server: Protocol['server'] = /*#__PURE__*/ awsJsonServer(1, half)

export const events: Protocol['events'] = /*#__PURE__*/ awsJsonEvents(half)

export const isTotal: Protocol['isTotal'] = /*#__PURE__*/ rpcIsTotal(total)

export const route: Protocol['route'] = /*#__PURE__*/ routeByName(targetIn)
