/**
 * aws.protocols#awsJson1_0.
 */

import { awsJson } from './awsJson.js'
import type { Protocol } from './Protocol.js'
import { rpc } from './rpc.js'

export const awsJson1_0: Protocol = /*#__PURE__*/ rpc(/*#__PURE__*/ awsJson(0))
