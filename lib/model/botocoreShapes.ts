/**
 * Botocore's shapes as those of a Smithy JSON AST.
 */

import { recordOf, setOwn } from '../value/own.js'
import { memberOf, membersOf } from './botocoreMembers.js'
import type { Context, Node, Row } from './botocoreWords.js'
import {
  isTrue,
  mark,
  sharedRows,
  silent,
  text,
  timestampFormatRow,
  traitsBy,
  xmlNamespaceRow,
} from './botocoreWords.js'
import type { Data, Place } from './faults.js'
import { asData, asItems, asText, optional, report, within } from './faults.js'
import { freshNames, underscored } from './freshNames.js'
import { anchored } from './patterns.js'

// -------------------------------------------------------------------------------------
// kinds
// -------------------------------------------------------------------------------------

const kinds: ReadonlyMap<unknown, string> = /*#__PURE__*/ new Map([
  ['structure', 'structure'],
  ['list', 'list'],
  ['map', 'map'],
  ['string', 'string'],
  ['character', 'string'],
  ['integer', 'integer'],
  ['long', 'long'],
  ['short', 'short'],
  ['byte', 'byte'],
  ['float', 'float'],
  ['double', 'double'],
  ['boolean', 'boolean'],
  ['blob', 'blob'],
  ['timestamp', 'timestamp'],
  ['bigdecimal', 'bigDecimal'],
  ['biginteger', 'bigInteger'],
  ['document', 'document'],
])

const numeric: ReadonlySet<string> = /*#__PURE__*/ new Set([
  'integer',
  'long',
  'short',
  'byte',
  'float',
  'double',
  'bigDecimal',
  'bigInteger',
])

const kindOf = (data: Data, place: Place): string | undefined => {
  if (isTrue(data['document'])) return 'document'
  if (isTrue(data['eventstream'])) return 'union'
  const type = asText(data['type'], within(place, 'type'), 'a type of shape')
  if (type === undefined) return undefined
  if (type === 'structure' && isTrue(data['union'])) return 'union'
  if (type === 'string' && data['enum'] !== undefined) return 'enum'
  return kinds.get(type) ?? report(within(place, 'type'), 'enum', 'a type of shape', 'another value')
}

// -------------------------------------------------------------------------------------
// words
// -------------------------------------------------------------------------------------

const streams = mark('smithy.api#streaming')

/** Words that say something of a shape, whatever its kind. */
const rows: ReadonlyMap<string, Row> = /*#__PURE__*/ new Map<string, Row>([
  ...sharedRows,
  ...[
    'type',
    'members',
    'member',
    'key',
    'value',
    'required',
    'enum',
    'min',
    'max',
    'pattern',
    'payload',
    'exception',
    'error',
    'fault',
    'union',
    'document',
    'event',
    'flattened',
    'locationName',
    'retryable',
    'box',
    'wrapper',
    'synthetic',
    'resultWrapper',
    'xmlOrder',
  ].map((word) => [word, silent] as const),
  ['sensitive', /*#__PURE__*/ mark('smithy.api#sensitive')],
  ['streaming', streams],
  ['eventstream', streams],
  ['requiresLength', /*#__PURE__*/ mark('smithy.api#requiresLength')],
  ['timestampFormat', timestampFormatRow],
  ['xmlNamespace', xmlNamespaceRow],
])

const putBounds = (
  traits: Node,
  kind: string,
  { min, max }: { readonly min?: unknown; readonly max?: unknown },
): void => {
  if (min === undefined && max === undefined) return
  if (kind === 'structure' || kind === 'union' || kind === 'enum') return
  traits[numeric.has(kind) ? 'smithy.api#range' : 'smithy.api#length'] = recordOf(
    [['min', min] as const, ['max', max] as const].filter(([, bound]) => bound !== undefined),
  )
}

const putPattern = (traits: Node, pattern: string, { patterns }: Context): void => {
  const whole = patterns === 'anchored' ? anchored(pattern) : pattern
  traits['smithy.api#pattern'] = whole
  if (whole !== pattern) traits['botocore#pattern'] = pattern
}

const putError = (traits: Node, data: Data): void => {
  if (!isTrue(data['exception']) && data['error'] === undefined) return
  const error = (typeof data['error'] === 'object' && data['error'] !== null ? data['error'] : {}) as Data
  const status = error['httpStatusCode']
  const server = isTrue(data['fault']) || (typeof status === 'number' && status >= 500 && error['senderFault'] !== true)
  traits['smithy.api#error'] = server ? 'server' : 'client'
  if (status !== undefined) traits['smithy.api#httpError'] = status
  if (data['retryable'] !== undefined) traits['smithy.api#retryable'] = data['retryable']
  const code = text(error['code'])
  if (code !== undefined) traits['aws.protocols#awsQueryError'] = { code, httpResponseCode: status ?? 400 }
}

const traitsOf = (kind: string, data: Data, context: Context): Node => {
  const traits = traitsBy(rows, data)
  putBounds(traits, kind, data)
  const pattern = text(data['pattern'])
  if (pattern !== undefined && kind === 'string') putPattern(traits, pattern, context)
  const name = text(data['locationName'])
  if (name !== undefined && (kind === 'structure' || kind === 'union')) traits['smithy.api#xmlName'] = name
  putError(traits, data)
  return traits
}

// -------------------------------------------------------------------------------------
// shapes
// -------------------------------------------------------------------------------------

/** Names of enum members: the values, as far as they are names. */
const enumMembers = (values: ReadonlyArray<unknown>): Node => {
  const members: Node = {}
  const fresh = freshNames(new Set(), underscored)
  for (const value of values) {
    const base = String(value).replace(/\W/g, '_') || '_'
    setOwn<unknown>(members, fresh(/^\d/.test(base) ? `_${base}` : base), {
      target: 'smithy.api#Unit',
      traits: { 'smithy.api#enumValue': value },
    })
  }
  return members
}

const partOf = (name: 'member' | 'key' | 'value', data: Data, place: Place, context: Context): Node | undefined => {
  const at = within(place, name)
  const part = asData(data[name], at)
  return part && memberOf('', part, at, context)
}

/** One shape; `undefined`, with issues, where it is of no kind that there is. */
export const shapeOf = (data: Data, place: Place, context: Context): Node | undefined => {
  const kind = kindOf(data, place)
  if (kind === undefined) return undefined
  const base: Node = { type: kind, traits: traitsOf(kind, data, context) }
  switch (kind) {
    case 'structure':
    case 'union':
      return { ...base, members: membersOf(data, place, context) }
    case 'enum':
      return { ...base, members: enumMembers(optional(data['enum'], (u) => asItems(u, within(place, 'enum'))) ?? []) }
    case 'list': {
      const member = partOf('member', data, place, context)
      return member && { ...base, member }
    }
    case 'map': {
      const key = partOf('key', data, place, context)
      const value = partOf('value', data, place, context)
      return key && value && { ...base, key, value }
    }
    default:
      return base
  }
}
