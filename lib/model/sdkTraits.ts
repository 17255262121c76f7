/**
 * The traits of an AWS SDK v3 client's runtime schemas as those of a Smithy JSON AST.
 *
 * Source: `@smithy/types`, `schema/traits.d.ts`; `@smithy/core`, `schema/translateTraits.js`.
 */

import type { Data, Place } from './faults.js'
import { asData, report } from './faults.js'

// -------------------------------------------------------------------------------------
// words
// -------------------------------------------------------------------------------------

/** By the bit that says each. */
const bits = [
  'httpLabel',
  'idempotent',
  'idempotencyToken',
  'sensitive',
  'httpPayload',
  'httpResponseCode',
  'httpQueryParams',
] as const

const known: ReadonlySet<string> = /*#__PURE__*/ new Set([
  ...bits,
  'httpQuery',
  'httpHeader',
  'httpPrefixHeaders',
  'hostLabel',
  'jsonName',
  'xmlName',
  'xmlAttribute',
  'xmlFlattened',
  'streaming',
  'requiresLength',
  'mediaType',
  'sparse',
  'eventHeader',
  'eventPayload',
  'error',
  'httpError',
])

const isList = (u: unknown): u is ReadonlyArray<unknown> => Array.isArray(u)

/** What a list of values means, by trait. */
const lists: Readonly<Record<string, readonly [id: string, meaning: (values: ReadonlyArray<unknown>) => unknown]>> = {
  http: ['smithy.api#http', ([method, uri, code]) => ({ method, uri, code })],
  endpoint: ['smithy.api#endpoint', ([hostPrefix]) => ({ hostPrefix })],
  awsQueryError: ['aws.protocols#awsQueryError', ([code, httpResponseCode]) => ({ code, httpResponseCode })],
  requestCompression: ['smithy.api#requestCompression', (encodings) => ({ encodings })],
  xmlNamespace: [
    'smithy.api#xmlNamespace',
    ([prefix, uri]) => (uri === undefined ? { uri: prefix } : prefix ? { uri, prefix } : { uri }),
  ],
}

// -------------------------------------------------------------------------------------
// readings
// -------------------------------------------------------------------------------------

const namedTrait = (name: string, value: unknown): readonly [string, unknown] => {
  if (Object.hasOwn(lists, name)) {
    const [id, meaning] = lists[name] as (typeof lists)[string]
    return [id, meaning(isList(value) ? value : [value])]
  }
  if (name === 'ec2QueryName') return ['aws.protocols#ec2QueryName', value]
  // A mark is one by the number 1.
  const said = value === 1 ? {} : value
  return known.has(name) ? [`smithy.api#${name}`, said] : [`aws.sdk#${name}`, said]
}

/** The traits that a bit vector or a record of them says. */
export const sdkTraits = (u: unknown, place: Place): Record<string, unknown> => {
  const traits: Record<string, unknown> = {}
  if (typeof u === 'number') {
    bits.forEach((name, i) => {
      if (((u >> i) & 1) === 1) traits[`smithy.api#${name}`] = {}
    })
    if (u >> bits.length !== 0) report(place, 'enum', `a bit vector of ${bits.length} traits`, 'one with more')
  } else {
    const data: Data = (u !== undefined && asData(u, place, 'traits')) || {}
    for (const name of Object.keys(data)) {
      const [id, value] = namedTrait(name, data[name])
      traits[id] = value
    }
  }
  // A label that may be absent is none.
  if (traits['smithy.api#httpLabel'] !== undefined) traits['smithy.api#required'] = {}
  return traits
}
