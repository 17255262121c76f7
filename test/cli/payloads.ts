/**
 * Payloads of the built-in service, and the services of every protocol with some operations.
 */
import type { Exchanged } from '../exchange/services.js'

export const contact = {
  InstanceId: '11111111-2222-3333-4444-555555555555',
  FromEmailAddress: { EmailAddress: 'ada@example.com', DisplayName: 'Ada' },
  DestinationEmailAddress: 'support@example.org',
  EmailMessage: {
    MessageSourceType: 'RAW',
    RawMessage: { Subject: 'hi', Body: 'hello', ContentType: 'text/plain' },
  },
} as const

export const domainContact = {
  instanceId: '11111111-2222-3333-4444-555555555555',
  fromEmailAddress: { emailAddress: 'ada@example.com', displayName: 'Ada' },
  destinationEmailAddress: 'support@example.org',
  emailMessage: {
    messageSourceType: 'RAW',
    rawMessage: { subject: 'hi', body: 'hello', contentType: 'text/plain' },
  },
} as const

/** Text that a shell, a terminal, HTTP or JSON may stumble over. */
export const hostile: ReadonlyArray<string> = [
  "'",
  "'; touch pwned; '",
  '$(touch pwned)',
  '`touch pwned`',
  '"\\$PATH"',
  '\\',
  '%s%n\\0041',
  '@/etc/passwd',
  '-o pwned',
  '!history',
  '\u0000\u0001\u001b[2J',
  'line\r\nfeed\n',
  'é😀\u2028',
  '* ? [a-z] {a,b} ~',
  '',
]

/** One model of each protocol. */
export const spoken: ReadonlyArray<Pick<Exchanged, 'model' | 'protocolName'> & { readonly operation: string }> = [
  { model: 'models/smithy/dynamodb.json', protocolName: 'awsJson1_0', operation: 'PutItem' },
  { model: 'models/smithy/kms.json', protocolName: 'awsJson1_1', operation: 'CreateGrant' },
  { model: 'models/smithy/lambda.json', protocolName: 'restJson1', operation: 'CreateFunction' },
  { model: 'models/smithy/route-53.json', protocolName: 'restXml', operation: 'ChangeResourceRecordSets' },
  { model: 'models/smithy/iam.json', protocolName: 'awsQuery', operation: 'SimulateCustomPolicy' },
  { model: 'models/botocore/ec2.json', protocolName: 'ec2Query', operation: 'CreateVolume' },
  { model: 'models/botocore/cloudwatch.json', protocolName: 'rpcv2Cbor', operation: 'PutMetricAlarm' },
]
