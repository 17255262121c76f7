/**
 * What Amazon Connect asks of a new email contact in its documentation and not in its model, so that no SDK checks it.
 *
 * Rules see domain objects of which anything may be missing that was found wrong elsewhere. They say where and how much,
 * never what: no finding quotes content, and an attribute's key appears in a path only.
 */

import { utf8Length } from '../format/utf8.js'
import type { Finding, Rule } from '../schema/Schema.js'

// -------------------------------------------------------------------------------------
// reading
// -------------------------------------------------------------------------------------

type Loose = { readonly [name: string]: unknown }

/** The findings of own entries of a record, none of anything else. Most records have none, and then nothing is made. */
const findEach = (u: unknown, find: (key: string, value: unknown) => Finding | undefined): ReadonlyArray<Finding> => {
  const findings: Array<Finding> = []
  if (typeof u !== 'object' || u === null) return findings
  for (const key in u) {
    if (!Object.hasOwn(u, key)) continue
    const finding = find(key, (u as Loose)[key])
    if (finding !== undefined) findings.push(finding)
  }
  return findings
}

/** A sum over own entries of a record. */
const sumOf = (u: unknown, count: (key: string, value: unknown) => number): number => {
  let sum = 0
  if (typeof u !== 'object' || u === null) return sum
  for (const key in u) if (Object.hasOwn(u, key)) sum += count(key, (u as Loose)[key])
  return sum
}

const field = (u: unknown, name: string): unknown =>
  typeof u === 'object' && u !== null ? (u as Loose)[name] : undefined

const textBytes = (u: unknown): number => (typeof u === 'string' ? utf8Length(u) : 0)

const itemCount = (u: unknown): number => (Array.isArray(u) ? u.length : 0)

const counted = (n: number): string => n.toLocaleString('en-US')

const atMost = (limit: number, count: number, unit: string): ReadonlyArray<Finding> =>
  count <= limit
    ? []
    : [{ path: [], expected: `at most ${counted(limit)} ${unit}`, actual: `${counted(count)} ${unit}` }]

// -------------------------------------------------------------------------------------
// references
// -------------------------------------------------------------------------------------

const typesAtCreation: ReadonlySet<unknown> = new Set(['URL', 'NUMBER', 'STRING', 'DATE'])

const referenceTypes: Rule = {
  member: 'References',
  source: 'API reference of Connect, StartEmailContact, References: the types supported at the time of creation',
  check: (references) =>
    findEach(references, (key, reference) => {
      const type = field(reference, 'type')
      return typeof type !== 'string' || typesAtCreation.has(type)
        ? undefined
        : { path: [key, 'Type'], expected: 'URL, NUMBER, STRING or DATE in a new contact', actual: 'another type' }
    }),
}

/**
 * Whole seconds or milliseconds since 1970, which digits alone do not tell apart, so both are good; a time before 1970
 * has a minus. Bounds: 15 digits, which reach the year 9999 in milliseconds.
 */
const epochTime = /^-?\d{1,15}$/

const referenceDates: Rule = {
  member: 'References',
  source: 'API reference of Connect, Reference, Type: a DATE is an epoch timestamp',
  // A date without any value is let pass: the model makes the value optional.
  check: (references) =>
    findEach(references, (key, reference) => {
      const value = field(reference, 'value')
      return field(reference, 'type') === 'DATE' && typeof value === 'string' && !epochTime.test(value)
        ? { path: [key, 'Value'], expected: 'an epoch time in whole seconds or milliseconds', actual: 'other text' }
        : undefined
    }),
}

const referenceBytes: Rule = {
  member: 'References',
  source: 'API reference of Connect, Reference: 4,096 UTF-8 bytes across all references of a contact',
  // What is counted isn't said. Keys and values are what a user writes; types, ARNs and states are left out.
  check: (references) =>
    atMost(
      4096,
      sumOf(references, (key, reference) => utf8Length(key) + textBytes(field(reference, 'value'))),
      'UTF-8 bytes of keys and values',
    ),
}

// -------------------------------------------------------------------------------------
// attributes
// -------------------------------------------------------------------------------------

/** An empty key is the length's to refuse. */
const attributeKey = /^[A-Za-z0-9_-]*$/

const attributeKeys: Rule = {
  member: 'Attributes',
  // Said of SegmentAttributes too, whose documented keys of the system have a colon: not held against those.
  source: 'API reference of Connect, StartEmailContact, Attributes: alphanumeric, dash and underscore',
  check: (attributes) =>
    findEach(attributes, (key) =>
      attributeKey.test(key)
        ? undefined
        : { path: [key], expected: 'a key of letters, digits, - and _', actual: 'another character' },
    ),
}

const attributeBytes: Rule = {
  member: 'Attributes',
  source: 'API reference of Connect, StartEmailContact, Attributes: 32,768 UTF-8 bytes across all key-value pairs',
  check: (attributes) =>
    atMost(
      32_768,
      sumOf(attributes, (key, value) => utf8Length(key) + textBytes(value)),
      'UTF-8 bytes of keys and values',
    ),
}

// -------------------------------------------------------------------------------------
// recipients and message
// -------------------------------------------------------------------------------------

const recipientCount: Rule = {
  member: 'AdditionalRecipients',
  source: 'API reference of Connect, InboundAdditionalRecipients: up to 49 over ToAddresses and CcAddresses',
  check: (recipients) =>
    atMost(
      49,
      itemCount(field(recipients, 'toAddresses')) + itemCount(field(recipients, 'ccAddresses')),
      'addresses over ToAddresses and CcAddresses',
    ),
}

const contentType: Rule = {
  member: 'EmailMessage',
  source: 'API reference of Connect, InboundRawMessage, ContentType: text/plain or text/html',
  reads: [['RawMessage', 'ContentType']],
  // As documented, to the letter: no parameters, lower case.
  check: (message) => {
    const type = field(field(message, 'rawMessage'), 'contentType')
    return typeof type !== 'string' || type === 'text/plain' || type === 'text/html'
      ? []
      : [{ path: ['RawMessage', 'ContentType'], expected: 'text/plain or text/html', actual: 'another content type' }]
  },
}

const rawMessage: Rule = {
  member: 'EmailMessage',
  source: 'inferred: the model makes RawMessage optional, yet a message of source type RAW has no other place',
  // Whether there is a message, any part that it cannot be without tells.
  reads: [['MessageSourceType'], ['RawMessage', 'ContentType']],
  check: (message) =>
    field(message, 'messageSourceType') === 'RAW' && field(message, 'rawMessage') === undefined
      ? [{ path: ['RawMessage'], expected: 'a message where MessageSourceType is RAW', actual: 'nothing' }]
      : [],
}

/** The rules of `StartEmailContactRequest`, in the order of its members. */
export const creationRules: ReadonlyArray<Rule> = [
  referenceTypes,
  referenceDates,
  referenceBytes,
  rawMessage,
  contentType,
  recipientCount,
  attributeKeys,
  attributeBytes,
]
