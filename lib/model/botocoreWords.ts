/**
 * Botocore's words for what Smithy says by traits, and what its readers share.
 */

import type { Issue } from '../value/Issue.js'
import { recordOf } from '../value/own.js'
import type { Data } from './faults.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** A part of a Smithy JSON AST while it is made. */
export type Node = Record<string, unknown>

export interface Context {
  readonly namespace: string
  readonly protocol: string
  readonly patterns: 'anchored' | 'asWritten'
  readonly shapes: Readonly<Record<string, Data>>
  readonly issues: Array<Issue>
}

/** What a word of the model adds to the traits of what says it. */
export type Row = (traits: Node, value: unknown, data: Data) => void

// -------------------------------------------------------------------------------------
// words
// -------------------------------------------------------------------------------------

const protocolIds: Readonly<Record<string, string>> = {
  'rest-json': 'aws.protocols#restJson1',
  'rest-xml': 'aws.protocols#restXml',
  query: 'aws.protocols#awsQuery',
  ec2: 'aws.protocols#ec2Query',
  'smithy-rpc-v2-cbor': 'smithy.protocols#rpcv2Cbor',
}

export const protocolId = (name: unknown, jsonVersion: unknown): string | undefined => {
  if (name === 'json')
    return jsonVersion === '1.0' || jsonVersion === 1 ? 'aws.protocols#awsJson1_0' : 'aws.protocols#awsJson1_1'
  return typeof name === 'string' && Object.hasOwn(protocolIds, name) ? protocolIds[name] : undefined
}

const timestampFormats: ReadonlyMap<unknown, string> = /*#__PURE__*/ new Map([
  ['iso8601', 'date-time'],
  ['rfc822', 'http-date'],
  ['unixTimestamp', 'epoch-seconds'],
])

export const isTrue = (u: unknown): boolean => u === true

export const text = (u: unknown): string | undefined => (typeof u === 'string' ? u : undefined)

export const idOf = ({ namespace }: Context, name: string): string => `${namespace}#${name}`

export const namespaceTrait = (u: unknown): Node | undefined => {
  if (typeof u === 'string') return { uri: u }
  if (typeof u !== 'object' || u === null) return undefined
  const { uri, prefix } = u as { readonly uri?: unknown; readonly prefix?: unknown }
  if (typeof uri !== 'string') return undefined
  return typeof prefix === 'string' ? { uri, prefix } : { uri }
}

// -------------------------------------------------------------------------------------
// rows
// -------------------------------------------------------------------------------------

/** An annotation, where the word says true. */
export const mark =
  (id: string): Row =>
  (traits, value) => {
    if (value === true) traits[id] = {}
  }

/** A word that is read elsewhere or says nothing. */
export const silent: Row = () => {}

const deprecation: Row = (traits, value, data) => {
  if (value !== true) return
  const { deprecatedMessage, deprecatedSince } = data as Readonly<Record<string, unknown>>
  traits['smithy.api#deprecated'] = recordOf(
    [['message', deprecatedMessage] as const, ['since', deprecatedSince] as const].filter(
      ([, told]) => typeof told === 'string',
    ),
  )
}

/** Words that shapes, members and operations have alike. */
export const sharedRows: ReadonlyArray<readonly [word: string, row: Row]> = [
  [
    'documentation',
    (traits, value) => {
      if (typeof value === 'string') traits['smithy.api#documentation'] = value
    },
  ],
  ['deprecated', deprecation],
  ['deprecatedMessage', silent],
  ['deprecatedSince', silent],
]

export const xmlNamespaceRow: Row = (traits, value) => {
  const namespace = namespaceTrait(value)
  if (namespace !== undefined) traits['smithy.api#xmlNamespace'] = namespace
}

export const timestampFormatRow: Row = (traits, value) => {
  const format = timestampFormats.get(value)
  if (format !== undefined) traits['smithy.api#timestampFormat'] = format
}

/** The traits of something by the rows of its words; what no row reads is kept under botocore's own word. */
export const traitsBy = (rows: ReadonlyMap<string, Row>, data: Data): Node => {
  const traits: Node = {}
  for (const word of Object.keys(data)) {
    const row = rows.get(word)
    if (row !== undefined) row(traits, data[word], data)
    else if (data[word] !== undefined) traits[`botocore#${word}`] = data[word]
  }
  return traits
}
