/**
 * Every reader, a row each.
 */
import type { Target } from '../Target.js'
import { cbor } from './cbor.js'
import { events } from './events.js'
import { headers } from './headers.js'
import { http } from './http.js'
import { json } from './json.js'
import { models } from './models.js'
import { protocolTargets } from './protocols.js'
import { query } from './query.js'
import { stream } from './stream.js'
import { uri } from './uri.js'
import { xml } from './xml.js'

export const targets: ReadonlyArray<Target> = [
  json,
  xml,
  query,
  cbor,
  headers,
  uri,
  events,
  models,
  stream,
  http,
  ...protocolTargets,
]
