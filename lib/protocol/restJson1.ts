/**
 * aws.protocols#restJson1: REST framing, JSON bodies under `jsonName`, errors by header.
 *
 * Source: Smithy 2.0, "AWS restJson1 protocol".
 */

import { headerErrors } from './jsonErrors.js'
import { jsonEnvelope, jsonFormat } from './jsonFormat.js'
import type { Protocol } from './Protocol.js'
import { rest } from './rest.js'

export const restJson1: Protocol = /*#__PURE__*/ rest({
  id: 'aws.protocols#restJson1',
  format: /*#__PURE__*/ jsonFormat('application/json', true),
  members: jsonEnvelope,
  payload: jsonEnvelope,
  event: { wrap: (part) => part, open: (document) => document },
  errors: headerErrors,
  total: () => true,
  emptyAnswer: 'document',
  emptyPayload: true,
  soleNamedParams: 'kept',
})
