/**
 * The traits of shapes and members in a Smithy JSON AST, as `Traits`: one row for each that has a meaning here, all others
 * kept under `other`.
 *
 * Source: Smithy 2.0, "JSON AST" and the pages of each trait.
 */

import { longestPattern } from '../schema/pattern.js'
import type { Length, Range, Traits, XmlNamespace } from '../schema/Traits.js'
import { none } from '../schema/Traits.js'
import { isDocumentDecimal, writeDecimal } from '../value/BigDecimal.js'
import type { Document } from '../value/Document.js'
import { recordOf, setOwn } from '../value/own.js'
import type { Data, Place } from './faults.js'
import { asData, asDocument, asText, asWhole, asWord, optional, present, report, within } from './faults.js'
import { readPattern } from './patterns.js'

// -------------------------------------------------------------------------------------
// values
// -------------------------------------------------------------------------------------

const maxCount = Number.MAX_SAFE_INTEGER

/** An annotation says something by being there; its value is an empty object, in old models `true` or null. */
const mark = (u: unknown, place: Place): true | undefined =>
  u === true || u === null || asData(u, place, 'an empty object') !== undefined ? true : undefined

const readLength = (u: unknown, place: Place): Length | undefined => {
  const data = asData(u, place)
  if (data === undefined) return undefined
  const bound = (name: 'min' | 'max'): number | undefined =>
    optional(data[name], (n) => asWhole(n, within(place, name), 0, maxCount))
  return present({ min: bound('min'), max: bound('max') })
}

const asBound = (u: unknown, place: Place): number | bigint | string | undefined => {
  if ((typeof u === 'number' && Number.isFinite(u)) || typeof u === 'bigint') return u
  if (typeof u === 'object' && u !== null && isDocumentDecimal(u)) return writeDecimal(u)
  return report(place, 'type', 'a number', 'another kind')
}

const readRange = (u: unknown, place: Place): Range | undefined => {
  const data = asData(u, place)
  if (data === undefined) return undefined
  const bound = (name: 'min' | 'max'): number | bigint | string | undefined =>
    optional(data[name], (n) => asBound(n, within(place, name)))
  return present({ min: bound('min'), max: bound('max') })
}

export const readXmlNamespace = (u: unknown, place: Place): XmlNamespace | undefined => {
  const data = asData(u, place)
  const uri = data && asText(data['uri'], within(place, 'uri'))
  if (data === undefined || uri === undefined) return undefined
  const prefix = optional(data['prefix'], (text) => asText(text, within(place, 'prefix')))
  return prefix === undefined ? { uri } : { uri, prefix }
}

/** Names of a record that are text where they are there; others are passed over. */
const texts =
  <N extends string>(...names: ReadonlyArray<N>) =>
  (u: unknown, place: Place): { readonly [K in N]?: string } | undefined => {
    const data = asData(u, place)
    if (data === undefined) return undefined
    const pairs = names.map((name) => [name, optional(data[name], (text) => asText(text, within(place, name)))])
    return present(Object.fromEntries(pairs)) as { readonly [K in N]?: string }
  }

const readRetryable = (u: unknown, place: Place): Traits['retryable'] => {
  if (u === true || u === null) return {}
  const data = asData(u, place)
  if (data === undefined) return undefined
  const { throttling } = data
  if (throttling === undefined) return {}
  if (typeof throttling === 'boolean') return { throttling }
  return report(within(place, 'throttling'), 'type', 'true or false', 'another kind')
}

const readQueryError = (u: unknown, place: Place): Traits['awsQueryError'] => {
  const data = asData(u, place)
  if (data === undefined) return undefined
  const code = asText(data['code'], within(place, 'code'))
  const httpResponseCode = asWhole(data['httpResponseCode'], within(place, 'httpResponseCode'), 100, 599)
  return code === undefined || httpResponseCode === undefined ? undefined : { code, httpResponseCode }
}

// -------------------------------------------------------------------------------------
// rows
// -------------------------------------------------------------------------------------

type Row = {
  readonly [N in keyof Traits]-?: readonly [name: N, read: (u: unknown, place: Place) => Traits[N]]
}[keyof Traits]

const word =
  <W extends string>(...words: ReadonlyArray<W>) =>
  (u: unknown, place: Place): W | undefined =>
    asWord(u, place, words)

const text = (u: unknown, place: Place): string | undefined => asText(u, place)

const rows: ReadonlyMap<string, Row> = /*#__PURE__*/ new Map<string, Row>([
  ['smithy.api#length', ['length', readLength]],
  ['smithy.api#range', ['range', readRange]],
  ['smithy.api#pattern', ['pattern', text]],
  ['smithy.api#uniqueItems', ['uniqueItems', mark]],
  ['smithy.api#sensitive', ['sensitive', mark]],
  ['smithy.api#timestampFormat', ['timestampFormat', /*#__PURE__*/ word('date-time', 'epoch-seconds', 'http-date')]],
  ['smithy.api#mediaType', ['mediaType', text]],
  ['smithy.api#streaming', ['streaming', mark]],
  ['smithy.api#requiresLength', ['requiresLength', mark]],
  ['smithy.api#xmlNamespace', ['xmlNamespace', readXmlNamespace]],
  ['smithy.api#httpLabel', ['httpLabel', mark]],
  ['smithy.api#httpQuery', ['httpQuery', text]],
  ['smithy.api#httpQueryParams', ['httpQueryParams', mark]],
  ['smithy.api#httpHeader', ['httpHeader', text]],
  ['smithy.api#httpPrefixHeaders', ['httpPrefixHeaders', text]],
  ['smithy.api#httpPayload', ['httpPayload', mark]],
  ['smithy.api#httpResponseCode', ['httpResponseCode', mark]],
  ['smithy.api#hostLabel', ['hostLabel', mark]],
  ['smithy.api#sparse', ['sparse', mark]],
  ['smithy.api#idempotencyToken', ['idempotencyToken', mark]],
  ['smithy.api#deprecated', ['deprecated', /*#__PURE__*/ texts('message', 'since')]],
  ['smithy.api#documentation', ['documentation', text]],
  ['smithy.api#default', ['default', asDocument]],
  ['smithy.api#addedDefault', ['addedDefault', mark]],
  ['smithy.api#clientOptional', ['clientOptional', mark]],
  ['smithy.api#input', ['input', mark]],
  ['smithy.api#output', ['output', mark]],
  ['smithy.api#error', ['error', /*#__PURE__*/ word('client', 'server')]],
  ['smithy.api#httpError', ['httpError', (u, place) => asWhole(u, place, 100, 599)]],
  ['smithy.api#retryable', ['retryable', readRetryable]],
  ['smithy.api#jsonName', ['jsonName', text]],
  ['smithy.api#xmlName', ['xmlName', text]],
  ['smithy.api#xmlAttribute', ['xmlAttribute', mark]],
  ['smithy.api#xmlFlattened', ['xmlFlattened', mark]],
  ['smithy.api#eventHeader', ['eventHeader', mark]],
  ['smithy.api#eventPayload', ['eventPayload', mark]],
  ['smithy.api#internal', ['internal', mark]],
  ['aws.protocols#ec2QueryName', ['ec2QueryName', text]],
  ['aws.protocols#awsQueryError', ['awsQueryError', readQueryError]],
])

/** Traits that are a part of what a shape or member is, read where those are. */
const structural: ReadonlySet<string> = /*#__PURE__*/ new Set([
  'smithy.api#required',
  'smithy.api#enumValue',
  'smithy.api#enum',
  'smithy.api#mixin',
])

// -------------------------------------------------------------------------------------
// readings
// -------------------------------------------------------------------------------------

/** The raw traits of a shape or member, none where it has no `traits`. */
export const rawTraits = (data: Data, place: Place): Data =>
  optional(data['traits'], (u) => asData(u, within(place, 'traits'))) ?? {}

/**
 * A pattern as it is enforced. The model's own text is kept under `other` where that is another or none.
 *
 * The most characters are those of the same place's `length`, where it says them.
 */
const putPattern = (
  traits: Record<string, unknown>,
  other: Record<string, Document>,
  source: string,
  place: Place,
): void => {
  if (source.length > longestPattern) {
    report(place, 'size', `a pattern of at most ${longestPattern} characters`, `one of ${source.length}`)
    return
  }
  traits['pattern'] = source
  setOwn<Document>(other, 'smithy.api#pattern', source)
}

const settlePattern = (traits: Record<string, unknown>, other: Record<string, Document>): void => {
  const source = traits['pattern'] as string
  const reading = readPattern(source, (traits['length'] as Length | undefined)?.max)
  if (reading._tag === 'Unenforced') {
    delete traits['pattern']
    return
  }
  traits['pattern'] = reading.pattern
  if (reading.matcher !== undefined) traits['matcher'] = reading.matcher
  if (reading.pattern === source) delete other['smithy.api#pattern']
}

/** All that traits say beyond the kind. `place` is the shape's or member's own. */
export const readTraits = (raw: Data, place: Place): Traits => {
  const ids = Object.keys(raw)
  if (ids.length === 0) return none
  const traits: Record<string, unknown> = {}
  const other: Record<string, Document> = {}
  for (const id of ids) {
    if (structural.has(id)) continue
    const row = rows.get(id)
    // Most of what models say is text; it needs no place.
    if (row !== undefined && row[1] === text && typeof raw[id] === 'string' && row[0] !== 'pattern') {
      traits[row[0]] = raw[id]
      continue
    }
    const at = within(place, 'traits', id)
    const value = row === undefined ? asDocument(raw[id], at) : row[1](raw[id], at)
    if (value === undefined) continue
    if (row === undefined) setOwn(other, id, value as Document)
    else if (row[0] === 'pattern') putPattern(traits, other, value as string, at)
    else traits[row[0]] = value
  }
  if (traits['pattern'] !== undefined) settlePattern(traits, other)
  // Each row's name and value are those of one trait.
  return (Object.keys(other).length === 0 ? traits : { ...traits, other }) as Traits
}

/** The last that says something wins. */
export const mergeTraits = (all: ReadonlyArray<Traits>): Traits => {
  const told = all.filter((traits) => traits !== none)
  const [first = none] = told
  if (told.length < 2) return first
  const merged: Traits = Object.assign({}, ...told)
  const others = told.flatMap(({ other }) => (other === undefined ? [] : Object.entries(other)))
  return others.length === 0 ? merged : { ...merged, other: recordOf(others) }
}

/** Without the traits of those ids. */
export const withoutTraits = (traits: Traits, ids: ReadonlyArray<string>): Traits => {
  const names = new Set<string>(ids.flatMap((id) => rows.get(id)?.[0] ?? []))
  const kept: Traits = Object.fromEntries(Object.entries(traits).filter(([name]) => !names.has(name)))
  if (traits.other === undefined) return kept
  return { ...kept, other: recordOf(Object.entries(traits.other).filter(([id]) => !ids.includes(id))) }
}
