/**
 * aws.protocols#restJson1: REST framing, JSON bodies under `jsonName`, errors by header.
 */

import { jsonErrors } from './jsonErrors.js'
import { jsonFormat } from './jsonFormat.js'
import type { Protocol } from './Protocol.js'
import { rest } from './rest.js'

export const restJson1: Protocol = /*#__PURE__*/ rest({
  id: 'aws.protocols#restJson1',
  format: /*#__PURE__*/ jsonFormat('application/json', true),
  errors: jsonErrors,
})
