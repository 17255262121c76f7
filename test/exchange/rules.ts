/**
 * What an SDK cannot carry, and what it alters: a row for each, with its reason and where it is seen. They come on top of
 * what the protocol itself loses (`test/protocol/lossy.ts`).
 */
import { targetOf } from '../../lib/schema/index.js'
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
  if (typeof data === 'bigint' || Object.is(data, -0)) return 0
  if (Array.isArray(data)) return data.map((item: Document) => plainNumbers(item))
  if (typeof data !== 'object' || data === null) return data
  const { coefficient, exponent } = data as { readonly coefficient?: unknown; readonly exponent?: unknown }
  if (typeof coefficient === 'bigint' && typeof exponent === 'number') return 0
  return recordOf(Object.entries(data).map(([name, item]) => [name, plainNumbers(item as Document)] as const))
}

const plainNames = (data: Document): Document => {
  if (Array.isArray(data)) return data.map((item: Document) => plainNames(item))
  if (typeof data !== 'object' || data === null) return data
  return recordOf(
    Object.entries(data).map(
      ([name, item]) => [name === '__proto__' ? '_proto_' : name, plainNames(item as Document)] as const,
    ),
  )
}

const plainKinds: ReadonlySet<string> = new Set(['string', 'enum', 'boolean', 'integer', 'short', 'byte', 'intEnum'])

const notInHeader = /[^\t\x20-\x7e\x80-\xff]/gu
const notInToken = /[^!#$%&'*+.^_`|~\dA-Za-z-]/g
const notInXml = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu

const isXmlOf = (kind: 'request' | 'response' | 'error', { protocol }: { readonly protocol: string }): boolean =>
  protocol === 'restXml' || (kind !== 'request' && (protocol === 'awsQuery' || protocol === 'ec2Query'))

/** Inputs of operations whose trait `aws.protocols#httpChecksum` says `requestChecksumRequired`. */
const mustCheck: ReadonlySet<string> = new Set([
  'com.amazonaws.s3#DeleteObjectsRequest',
  'com.amazonaws.s3#PutBucketLifecycleConfigurationRequest',
])

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
    applies: (_, place, value) =>
      isXmlOf(place.kind, place) && (place.part === 'body' || place.part === 'payload') && textIn(value) !== undefined,
    change: (value) => withText(value, (text) => text.replace(notInXml, '~')),
  },
  {
    by: 'writer',
    rule: 'no entry of a map of compounds is called __proto__',
    source:
      '@smithy/core, JsonShapeDeserializer2: writeKey clears the entry before it is read, so that undefined comes',
    applies: (schema, { kind, body }) =>
      kind !== 'request' && body === 'json' && schema._tag === 'map' && !plainKinds.has(targetOf(schema.value)._tag),
    change: (value) =>
      value?._tag === 'Map'
        ? V.map(
            value.entries.map(([key, item]) => [key.value === '__proto__' ? V.string('_proto_') : key, item] as const),
          )
        : value,
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
    rule: 'no name in a document is __proto__',
    source: '@smithy/core, JsonShapeDeserializer2: writeKey clears the entry before it is read',
    applies: (schema, { kind }) => schema._tag === 'document' && kind !== 'request',
    change: (value) => (value?._tag === 'Document' ? V.document(plainNames(value.value)) : value),
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
    source:
      'the SDK makes the bucket a part of the endpoint, by S3’s endpoint rules: others are refused or escaped twice',
    applies: (schema) => schema.id === 'com.amazonaws.s3#BucketName',
    change: (value) => withText(value, (text) => `b${Buffer.from(text).toString('hex').slice(0, 40)}-1`),
  },
  {
    by: 'writer',
    rule: 'the name of a field is a token',
    source: 'RFC 9110, section 5.1; node:http throws ERR_INVALID_HTTP_TOKEN',
    applies: (schema, { part }) => part === 'prefixHeaders' && schema._tag === 'map',
    change: (value) =>
      value?._tag === 'Map'
        ? V.map(
            value.entries.map(
              ([key, item], i) => [V.string(`${i}${key.value.replace(notInToken, '')}`), item] as const,
            ),
          )
        : value,
  },
  {
    by: 'writer',
    rule: 'an http-date has a year of four digits that is not below 1000',
    source: '@smithy/core, dateToUtcString: writes the year without zeros before it, which RFC 9110 has not',
    applies: (schema, { part }) =>
      schema._tag === 'timestamp' &&
      (schema.traits.timestampFormat ?? (part === 'header' ? 'http-date' : '')) === 'http-date',
    change: (value) =>
      value?._tag === 'Timestamp' && value.epochMillis < Date.UTC(1000, 0) ? V.timestamp(Date.UTC(1000, 0)) : value,
  },
  {
    by: 'writer',
    rule: 'the length is the body’s',
    source: 'RFC 9112, section 6.3: another one makes either end wait, or is refused by node:http',
    applies: (_, { member, role }) =>
      role === 'member' && member?.traits.httpHeader?.toLowerCase() === 'content-length',
    change: () => undefined,
  },
  {
    by: 'writer',
    rule: 'header text of HTTP/2 has no white space at its ends',
    source: 'RFC 9113, section 8.2.1: such a field is malformed, and node:http2 leaves it out',
    applies: ({ id }, { part, holder }, value) =>
      part === 'header' && `${id} ${holder?.id}`.includes('bedrockruntime#') && textIn(value) !== undefined,
    change: (value) => withText(value, (text) => text.trim()),
  },
  {
    by: 'writer',
    rule: 'the status is that of an answer with a body',
    source: 'RFC 9110, section 15; node:http waits after those below 200, and has no body with 204, 205 and 304',
    applies: (_, { part, role }) => part === 'status' && role === 'member',
    change: (value) =>
      V.integer([200, 201, 202, 203][value?._tag === 'Integer' ? Math.abs(value.value) % 4 : 0] as number),
  },
  {
    by: 'writer',
    rule: 'no algorithm is named for the sum of a body',
    source: '@aws-sdk/checksums, flexibleChecksumsMiddleware: the SDK would add the sum itself, as a header or trailer',
    applies: (_, { kind, holder, member }) =>
      kind === 'request' &&
      member?.name === 'ChecksumAlgorithm' &&
      ['PutObjectRequest', 'UploadPartRequest', ...mustCheck].some((name) => holder?.id.endsWith(name)),
    change: () => undefined,
  },
  {
    by: 'writer',
    rule: 'a content type is not empty',
    source: 'RFC 9110, section 8.3; the SDK sends or reads an empty one as none, or as what it guesses',
    applies: (_, { part, member }, value) =>
      part === 'header' && member?.traits.httpHeader?.toLowerCase() === 'content-type' && textIn(value)?.trim() === '',
    change: () => undefined,
  },
  {
    by: 'writer',
    rule: 'a generated checksum does not stand beside a body',
    source:
      '@aws-sdk/checksums, flexibleChecksumsResponseMiddleware: the SDK checks the sum where the request asked for it',
    applies: (_, { kind, holder, member }) =>
      kind === 'response' &&
      holder?.id === 'com.amazonaws.s3#GetObjectOutput' &&
      /^Checksum[A-Z\d]+$/.test(member?.name ?? ''),
    change: () => undefined,
  },
  {
    by: 'writer',
    rule: 'an answer that has a document is not empty',
    source: '@aws-sdk/middleware-sdk-s3, throw200Exceptions: takes an answer without bytes for an aborted request',
    applies: (schema, { kind, part, role, protocol }, value) =>
      protocol === 'restXml' &&
      kind === 'response' &&
      part === 'payload' &&
      role === 'member' &&
      schema._tag === 'structure' &&
      value === undefined,
    change: () => V.structure({}),
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

/** Messages whose body is bytes, and which have a member bound to Content-Type. */
const hasBytes: ReadonlySet<string> = new Set([
  'com.amazonaws.bedrockruntime#InvokeModelRequest',
  'com.amazonaws.bedrockruntime#InvokeModelResponse',
  'com.amazonaws.bedrockruntime#InvokeModelWithResponseStreamRequest',
  'com.amazonaws.s3#GetObjectOutput',
  'com.amazonaws.s3#PutObjectRequest',
])

/** What stands for the message of an exception that has none. */
export const noMessage = 'UnknownError'

/** Whether `JSON.parse` hands the text of a number to its reviver, as Node does from version 21 on. */
const hasSource: boolean =
  JSON.parse('1', (_: string, __: unknown, ...more: ReadonlyArray<unknown>) => more.length > 0) === true

export const alters: ReadonlyArray<Row> = [
  {
    by: 'writer',
    rule: 'the minus of zero is not written',
    source: 'JSON.stringify, String and @smithy/core’s CBOR encoder write -0 as 0',
    applies: (schema, { kind }, value) =>
      kind === 'request' &&
      (schema._tag === 'float' || schema._tag === 'double') &&
      (value?._tag === 'Float' || value?._tag === 'Double') &&
      value.value === 0,
    change: (_, schema) => (schema._tag === 'float' ? V.float(0) : V.double(0)),
  },
  {
    by: 'writer',
    rule: 'XML text of line breaks and blanks alone is no text',
    source: '@aws-sdk/xml-builder, parseXML: what is blank and has a line break is taken for layout',
    applies: (_, place, value) => {
      const text = textIn(value)
      return (
        place.kind !== 'request' &&
        place.body === 'xml' &&
        place.part !== 'header' &&
        text?.trim() === '' &&
        text.includes('\n')
      )
    },
    change: (value) => withText(value, () => ''),
  },
  {
    by: 'writer',
    rule: 'an exception without a message has one that stands for it',
    source: '@smithy/core, decorateServiceException: UnknownError, or Unknown, where the answer says nothing',
    applies: (_, { kind, level, role, member }, value) =>
      kind === 'error' &&
      role === 'member' &&
      level === 1 &&
      /^message$/i.test(member?.name ?? '') &&
      (textIn(value) ?? '') === '',
    change: () => V.string(noMessage),
  },
  {
    by: 'writer',
    rule: 'a request that has to have a checksum says its algorithm',
    source: '@aws-sdk/checksums, flexibleChecksumsMiddleware: CRC32 where the caller names none',
    applies: (_, { kind, holder, member }, value) =>
      kind === 'request' &&
      value === undefined &&
      member?.traits.httpHeader === 'x-amz-sdk-checksum-algorithm' &&
      mustCheck.has(holder?.id ?? ''),
    change: () => V.enumeration('CRC32'),
  },
  {
    by: 'writer',
    rule: 'a long beyond 53 bits is the nearest double',
    source:
      '@smithy/core: FromStringShapeDeserializer reads it by Number; jsonReviver exactly, but only where JSON.parse hands the source text to it, which Node 20 does not',
    applies: (schema, { kind, body, part }) =>
      schema._tag === 'long' &&
      kind !== 'request' &&
      (body === 'xml' || part === 'header' || (body === 'json' && !hasSource)),
    change: (value) => (value?._tag === 'Long' ? V.long(BigInt(Number(value.value))) : value),
  },
  {
    by: 'writer',
    rule: 'the type of bytes in the body is read where a member is bound to Content-Type',
    source: 'Smithy 2.0, httpPayload and httpHeader: who is not given the member sends application/octet-stream',
    applies: (_, { part, member, holder }, value) =>
      part === 'header' &&
      value === undefined &&
      member?.traits.httpHeader?.toLowerCase() === 'content-type' &&
      holder?._tag === 'structure' &&
      hasBytes.has(holder.id),
    change: () => V.string('application/octet-stream'),
  },
]

/** Of the rows of `unfit` those that say what HTTP and the formats cannot hold, whoever writes. */
export const unheld: ReadonlyArray<Row> = unfit.filter(({ source }) => /^(RFC|XML)/.test(source))
