/**
 * The members of botocore's shapes as those of a Smithy JSON AST.
 */

import { setOwn } from '../value/own.js'
import type { Context, Node, Row } from './botocoreWords.js'
import {
  idOf,
  isTrue,
  mark,
  namespaceTrait,
  sharedRows,
  silent,
  text,
  timestampFormatRow,
  traitsBy,
  xmlNamespaceRow,
} from './botocoreWords.js'
import type { Data, Place } from './faults.js'
import { asData, asText, optional, within } from './faults.js'

// -------------------------------------------------------------------------------------
// words
// -------------------------------------------------------------------------------------

const rows: ReadonlyMap<string, Row> = /*#__PURE__*/ new Map<string, Row>([
  ...sharedRows,
  ['shape', silent],
  ['location', silent],
  ['locationName', silent],
  ['flattened', silent],
  ['streaming', /*#__PURE__*/ mark('smithy.api#streaming')],
  ['idempotencyToken', /*#__PURE__*/ mark('smithy.api#idempotencyToken')],
  [
    'jsonvalue',
    (traits, value) => {
      if (value === true) traits['smithy.api#mediaType'] = 'application/json'
    },
  ],
  ['xmlAttribute', /*#__PURE__*/ mark('smithy.api#xmlAttribute')],
  ['xmlNamespace', xmlNamespaceRow],
  [
    'queryName',
    (traits, value) => {
      if (typeof value === 'string') traits['aws.protocols#ec2QueryName'] = value
    },
  ],
  ['hostLabel', /*#__PURE__*/ mark('smithy.api#hostLabel')],
  ['eventpayload', /*#__PURE__*/ mark('smithy.api#eventPayload')],
  ['eventheader', /*#__PURE__*/ mark('smithy.api#eventHeader')],
  ['timestampFormat', timestampFormatRow],
  ['box', silent],
])

// -------------------------------------------------------------------------------------
// members
// -------------------------------------------------------------------------------------

const isJson: ReadonlySet<string> = /*#__PURE__*/ new Set(['rest-json', 'json', 'smithy-rpc-v2-cbor'])

/** Where a member stands in HTTP, or by which name in a body. */
const putPlace = (traits: Node, name: string, data: Data, target: Data | undefined, { protocol }: Context): void => {
  const locationName = text(data['locationName'])
  switch (data['location']) {
    case 'uri':
      traits['smithy.api#httpLabel'] = {}
      traits['smithy.api#required'] = {}
      return
    case 'querystring':
      if (target?.['type'] === 'map') traits['smithy.api#httpQueryParams'] = {}
      else traits['smithy.api#httpQuery'] = locationName ?? name
      return
    case 'header':
      traits['smithy.api#httpHeader'] = locationName ?? name
      return
    case 'headers':
      traits['smithy.api#httpPrefixHeaders'] = locationName ?? ''
      return
    case 'statusCode':
      traits['smithy.api#httpResponseCode'] = {}
      return
    default:
      if (locationName === undefined) return
      // In XML a member's own name counts too: that of a payload is its root's, whose shape may be called otherwise.
      if (!isJson.has(protocol)) traits['smithy.api#xmlName'] = locationName
      else if (locationName !== name) traits['smithy.api#jsonName'] = locationName
  }
}

/** Whether an aggregate is flattened, which here its own shape may say too. */
const isFlattened = (data: Data, target: Data | undefined): boolean =>
  isTrue(data['flattened']) ||
  ((target?.['type'] === 'list' || target?.['type'] === 'map') && isTrue(target['flattened']))

/** A reference to a shape as a member. The item of a list and the parts of a map have no name of their own: `''`. */
export const memberOf = (name: string, data: Data, place: Place, context: Context): Node => {
  const named = text(data['shape']) ?? asText(data['shape'], within(place, 'shape'), 'the name of a shape')
  const target = named !== undefined && Object.hasOwn(context.shapes, named) ? context.shapes[named] : undefined
  const traits = traitsBy(rows, data)
  putPlace(traits, name, data, target, context)
  if (isFlattened(data, target)) traits['smithy.api#xmlFlattened'] = {}
  // The namespace of a shape is that of every element which holds it.
  const namespace = data['xmlNamespace'] === undefined ? namespaceTrait(target?.['xmlNamespace']) : undefined
  if (namespace !== undefined) traits['smithy.api#xmlNamespace'] = namespace
  return { target: named === undefined ? 'smithy.api#Document' : idOf(context, named), traits }
}

const putAll = (members: Node, names: ReadonlySet<unknown>, trait: string): void => {
  for (const name of Object.keys(members)) {
    if (names.has(name)) ((members[name] as Node)['traits'] as Node)[trait] = {}
  }
}

/** The members of a structure or union, in its order. */
export const membersOf = (data: Data, place: Place, context: Context): Node => {
  const members: Node = {}
  const at = within(place, 'members')
  const given = optional(data['members'], (u) => asData(u, at)) ?? {}
  for (const name of Object.keys(given)) {
    const member = asData(given[name], within(at, name))
    if (member !== undefined) setOwn<unknown>(members, name, memberOf(name, member, within(at, name), context))
  }
  if (Array.isArray(data['required'])) putAll(members, new Set(data['required']), 'smithy.api#required')
  const payload = text(data['payload'])
  const held = payload !== undefined && Object.hasOwn(members, payload) ? (members[payload] as Node) : undefined
  const traits = held?.['traits'] as Node | undefined
  // An event has its own word for its payload.
  if (traits !== undefined && traits['smithy.api#eventPayload'] === undefined) traits['smithy.api#httpPayload'] = {}
  return members
}
