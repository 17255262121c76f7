/**
 * Two requests for one input, part by part: what differs, and by which rule it may.
 */
import type { AnyOperation, Headers, HttpRequest } from '../../lib/index.js'
import { bytesOf, headersNamed } from '../../lib/index.js'
import { closure } from '../../lib/schema/index.js'
import type { BodyKind, Difference } from '../conformance/compare.js'
import { compareBodies } from '../conformance/compare.js'
import type { Exchanged } from './services.js'

// what differs, and why

interface Rule {
  readonly rule: string
  /** What decides that either way of writing is right. */
  readonly source: string
  readonly holds: (name: string, service: Exchanged, operation: AnyOperation) => boolean
}

/** Fields that one side has and the other has not, or has otherwise, without a bearing on the operation. */
export const headerRules: ReadonlyArray<Rule> = [
  {
    rule: 'the signer’s headers',
    source: 'Signature Version 4: a signer adds them, which is no part of a protocol',
    holds: (name) => ['authorization', 'x-amz-date', 'x-amz-content-sha256', 'x-amz-security-token'].includes(name),
  },
  {
    rule: 'the connection’s headers',
    source: 'RFC 9110 and 9112: framing belongs to whoever sends; our rims set them',
    holds: (name) => ['host', 'connection', 'content-length', 'transfer-encoding', 'expect'].includes(name),
  },
  {
    rule: 'the SDK’s tracing and name',
    source: 'SDK reference guide: retry and user agent headers, of no protocol',
    holds: (name) => ['amz-sdk-invocation-id', 'amz-sdk-request', 'user-agent', 'x-amz-user-agent'].includes(name),
  },
  {
    rule: 'the sum of a body that must have one',
    source:
      'trait aws.protocols#httpChecksum: the SDK sends CRC32; trait smithy.api#httpChecksumRequired: ours Content-MD5',
    holds: (name, { name: service }) =>
      service === 's3' && /^(content-md5|x-amz-checksum-[a-z\d]+|x-amz-sdk-checksum-algorithm)$/.test(name),
  },
  {
    rule: 'the query mode of CloudWatch',
    source:
      'trait aws.protocols#awsQueryCompatible: the SDK’s model has it, the one of 2025-04-02 that ours is made from has not',
    holds: (name, service) => service.name === 'cloudwatch' && name === 'x-amzn-query-mode',
  },
  {
    rule: 'what answers are taken',
    source: 'RFC 9110, section 12.5.1: absent is any; Smithy’s cases of rpcv2Cbor and event streams ask for it',
    holds: (name) => name === 'accept',
  },
  {
    rule: 'the type of a body without bytes',
    source: 'RFC 9110, section 8.3: describes content that is there; the SDK also sends one where there is none',
    holds: (name, { protocolName }, { input: { schema } }) =>
      name === 'content-type' && (protocolName === 'restXml' || protocolName === 'restJson1') && mayBeEmpty(schema),
  },
]

const mayBeEmpty = (schema: AnyOperation['input']['schema']): boolean =>
  schema._tag === 'structure' && schema.members.some(({ traits, required }) => traits.httpPayload === true && !required)

interface PathRule {
  readonly rule: string
  readonly source: string
  readonly ours: (path: string) => string
  readonly holds: (service: Exchanged, operation: AnyOperation) => boolean
}

export const pathRules: ReadonlyArray<PathRule> = [
  {
    rule: 'a slash behind a bucket that stands in the path',
    source: 'Amazon S3 user guide, "Path-style requests": GET /bucket/?… and GET /bucket?… are one',
    ours: (path) => `${path}/`,
    holds: ({ name }, { traits }) => name === 's3' && /^\/\{Bucket\}(\?|$)/.test(traits.http?.uri ?? ''),
  },
]

// comparing

const bodyKinds: Readonly<Record<string, BodyKind>> = {
  awsJson1_0: 'json',
  awsJson1_1: 'json',
  restJson1: 'json',
  restXml: 'xml',
  awsQuery: 'form',
  ec2Query: 'form',
  rpcv2Cbor: 'cbor',
}

const isRaw = ({ input: { schema } }: AnyOperation): boolean =>
  schema._tag === 'structure' &&
  schema.members.some(({ traits, target }) => traits.httpPayload === true && ['blob', 'string'].includes(target()._tag))

const textOf = (kind: BodyKind, bytes: Uint8Array): string =>
  kind === 'cbor' ? Buffer.from(bytes).toString('base64') : Buffer.from(bytes).toString('utf8')

/**
 * A float as the SDK writes it has the digits of the double, ours has the fewest that say it: one value of 32 bits.
 *
 * Source: Smithy 2.0, float: "single precision IEEE-754".
 */
const sameFloats = (text: string): string =>
  text.replace(/-?\d+(\.\d+(e[+-]?\d+)?|e[+-]?\d+)/g, (digits) => {
    const float = Math.fround(Number(digits))
    // A double beside the floats may lie outside of their range.
    return Number.isFinite(float) ? String(float) : digits
  })

const hasFloats = ({ input: { schema } }: AnyOperation): boolean => closure(schema).some(({ _tag }) => _tag === 'float')

const compareBody = (service: Exchanged, operation: AnyOperation, theirs: Uint8Array, ours: Uint8Array): Difference => {
  if (isRaw(operation)) return Buffer.compare(theirs, ours) === 0 ? undefined : 'the bytes differ'
  const kind = bodyKinds[service.protocolName] ?? 'bytes'
  if (theirs.length === 0 || ours.length === 0)
    return theirs.length === ours.length ? undefined : `${theirs.length} and ${ours.length} bytes`
  const plain = compareBodies(kind, textOf(kind, theirs), ours)
  if (plain === undefined || kind !== 'json' || !hasFloats(operation)) return plain
  return compareBodies(kind, sameFloats(textOf(kind, theirs)), new TextEncoder().encode(sameFloats(textOf(kind, ours))))
}

const pairsOf = (query: string): ReadonlyArray<string> =>
  query === ''
    ? []
    : query
        .split('&')
        .map((pair) => (pair.includes('=') ? pair : `${pair}=`))
        .sort()

const valuesOf = (headers: Headers, name: string): string =>
  headersNamed(headers, name)
    .map((text) => text.replace(/^[ \t]+|[ \t]+$/g, ''))
    .join(', ')

/** Each difference in words, or the rule that allows it. */
export const compare = (
  service: Exchanged,
  operation: AnyOperation,
  theirs: HttpRequest,
  ours: HttpRequest,
): { readonly differences: ReadonlyArray<string>; readonly rules: ReadonlyArray<string> } => {
  const differences: Array<string> = []
  const rules: Array<string> = []
  if (theirs.method !== ours.method) differences.push(`method: ${theirs.method}, ours ${ours.method}`)
  if (theirs.path !== ours.path) {
    const rule = pathRules.find((one) => one.holds(service, operation) && one.ours(ours.path) === theirs.path)
    if (rule === undefined) differences.push(`path: ${theirs.path}, ours ${ours.path}`)
    else rules.push(rule.rule)
  }
  const [a, b] = [pairsOf(theirs.query), pairsOf(ours.query)]
  if (JSON.stringify(a) !== JSON.stringify(b)) differences.push(`query: ${a.join('&')}, ours ${b.join('&')}`)
  const names = new Set([...theirs.headers, ...ours.headers].map(([name]) => name.toLowerCase()))
  for (const name of names) {
    const [x, y] = [valuesOf(theirs.headers, name), valuesOf(ours.headers, name)]
    if (x === y) continue
    const rule = headerRules.find((one) => one.holds(name, service, operation))
    if (rule === undefined) differences.push(`header ${name}: ${JSON.stringify(x)}, ours ${JSON.stringify(y)}`)
    else rules.push(rule.rule)
  }
  const body = compareBody(service, operation, bytesOf(theirs.body), bytesOf(ours.body))
  if (body !== undefined) differences.push(`body: ${body}`)
  return { differences, rules }
}
