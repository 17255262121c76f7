/**
 * What an SDK cannot carry, and what it alters: a row for each, with its reason and where it is seen. They come on top of
 * what the protocol itself loses (`test/protocol/lossy.ts`).
 */
import type { Document } from '../../lib/value/Document.js'
import type { Value } from '../../lib/value/index.js'
import { recordOf } from '../../lib/value/own.js'
import * as V from '../../lib/value/Value.js'
import type { Row } from '../protocol/lossy.js'

// parts

const textIn = (value: Value | undefined): string | undefined =>
  value?._tag === 'String' || value?._tag === 'Enum' ? value.value : undefined

const withText = (value: Value | undefined, change: (text: string) => string): Value | undefined => {
  if (value?._tag === 'String') return V.string(change(value.value))
  return value?._tag === 'Enum' ? V.enumeration(change(value.value)) : value
}

/** Numbers of a document that no double says exactly are none of JavaScript's. */
const plainNumbers = (data: Document): Document => {
  if (typeof data === 'bigint') return 0
  if (Array.isArray(data)) return data.map((item: Document) => plainNumbers(item))
  if (typeof data !== 'object' || data === null) return data
  const { coefficient, exponent } = data as { readonly coefficient?: unknown; readonly exponent?: unknown }
  if (typeof coefficient === 'bigint' && typeof exponent === 'number') return 0
  return recordOf(Object.entries(data).map(([name, item]) => [name, plainNumbers(item as Document)] as const))
}

const notInHeader = /[^\t\x20-\x7e\x80-\xff]/gu
const notInXml = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu

const isXmlOf = (kind: 'request' | 'response' | 'error', { protocol }: { readonly protocol: string }): boolean =>
  protocol === 'restXml' || (kind !== 'request' && (protocol === 'awsQuery' || protocol === 'ec2Query'))

// what cannot be carried: taken out of the generated value before either side sees it

export const unfit: ReadonlyArray<Row> = [
  {
    by: 'writer',
    rule: 'an absent idempotency token is pinned',
    source: 'the SDK makes one up for each request',
    applies: (_, { role, kind, member }, value) =>
      kind === 'request' && role === 'member' && value === undefined && member?.traits.idempotencyToken === true,
    change: () => V.string('00000000-0000-4000-8000-000000000000'),
  },
  {
    by: 'writer',
    rule: 'header text is Latin-1 without control characters',
    source: 'RFC 9110, section 5.5; node:http throws ERR_INVALID_CHAR',
    applies: (_, { part }, value) => (part === 'header' || part === 'prefixHeaders') && textIn(value) !== undefined,
    change: (value) => withText(value, (text) => text.replace(notInHeader, '~')),
  },
  {
    by: 'writer',
    rule: 'XML text is without control characters',
    source: 'XML 1.0, production 2',
    applies: (_, place, value) => isXmlOf(place.kind, place) && place.part === 'body' && textIn(value) !== undefined,
    change: (value) => withText(value, (text) => text.replace(notInXml, '~')),
  },
  {
    by: 'writer',
    rule: 'a document has doubles alone',
    source: 'the SDK’s DocumentType is made of JavaScript numbers; others are written as objects',
    applies: (schema) => schema._tag === 'document',
    change: (value) => (value?._tag === 'Document' ? V.document(plainNumbers(value.value)) : value),
  },
  {
    by: 'writer',
    rule: 'a document is not null at the place of a member',
    source: 'the SDK takes null for an absent member, as it takes any',
    applies: (schema, { role }, value) =>
      schema._tag === 'document' && role === 'member' && value?._tag === 'Document' && value.value === null,
    change: () => undefined,
  },
  {
    by: 'writer',
    rule: 'a bucket has a name of the S3 user guide',
    source: 'the SDK makes the bucket a part of the endpoint, by S3’s endpoint rules: others are refused or escaped twice',
    applies: (schema) => schema.id === 'com.amazonaws.s3#BucketName',
    change: (value) => withText(value, (text) => `b${Buffer.from(text).toString('hex').slice(0, 40)}-1`),
  },
  {
    by: 'writer',
    rule: 'no customer keys',
    source: '@aws-sdk/middleware-sdk-s3, ssecMiddleware: encodes each as base64 and adds its MD5',
    applies: (_, { kind, member }) => kind === 'request' && /SSECustomerKey(MD5)?$/.test(member?.name ?? ''),
    change: () => undefined,
  },
]

// what is altered on the way

/** Whether `JSON.parse` hands the text of a number to its reviver, as Node does from version 21 on. */
const hasSource: boolean =
  JSON.parse('1', (_: string, __: unknown, ...more: ReadonlyArray<unknown>) => more.length > 0) === true

export const alters: ReadonlyArray<Row> = [
  {
    by: 'writer',
    rule: 'a long of JSON beyond 53 bits is the nearest double',
    source:
      '@smithy/core, jsonReviver: exact only where JSON.parse hands the source text to its reviver, which Node 20 does not',
    applies: (schema, { kind, body }) => schema._tag === 'long' && kind !== 'request' && body === 'json' && !hasSource,
    change: (value) => (value?._tag === 'Long' ? V.long(BigInt(Number(value.value))) : value),
  },
  {
    by: 'writer',
    rule: 'the type of a blob in the payload is read where a member is bound to Content-Type',
    source: 'Smithy 2.0, httpPayload and httpHeader: a client that is not given the member sends application/octet-stream',
    applies: (_, { kind, part, member, holder }, value) =>
      kind === 'request' &&
      part === 'header' &&
      value === undefined &&
      member?.traits.httpHeader?.toLowerCase() === 'content-type' &&
      holder?._tag === 'structure' &&
      holder.members.some(({ traits }) => traits.httpPayload === true),
    change: () => V.string('application/octet-stream'),
  },
]
