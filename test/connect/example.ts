/**
 * One request that uses every member, as `make` takes it, and how tests change it and look at what is found.
 */
import assert from 'node:assert/strict'
import { StartEmailContactRequest } from '../../lib/connect/index.js'
import type { Issue, Validation } from '../../lib/value/Issue.js'
import { issuesOf } from '../../lib/value/Issue.js'

export type Input = StartEmailContactRequest.Input

export const least: Input = {
  instanceId: '11111111-2222-3333-4444-555555555555',
  fromEmailAddress: { emailAddress: 'ada@example.com' },
  destinationEmailAddress: 'support@example.org',
  emailMessage: {
    messageSourceType: 'RAW',
    rawMessage: { subject: '', body: 'hello', contentType: 'text/plain' },
  },
}

export const full: Input = {
  instanceId: '11111111-2222-3333-4444-555555555555',
  fromEmailAddress: { emailAddress: 'ada@example.com', displayName: 'Ada' },
  destinationEmailAddress: 'support@example.org',
  description: 'about an order',
  references: {
    order: { type: 'STRING', value: 'A-17' },
    page: { type: 'URL', value: 'https://example.org/A-17', arn: 'arn:aws:connect:eu-west-2:111122223333:instance/1' },
    due: { type: 'DATE', value: '1742428800' },
    price: { type: 'NUMBER', value: '64.90', status: 'AVAILABLE', statusReason: '' },
  },
  name: 'Order A-17',
  emailMessage: {
    messageSourceType: 'RAW',
    rawMessage: {
      subject: 'Order A-17',
      body: '<p>Hello</p>',
      contentType: 'text/html',
      headers: { MESSAGE_ID: '<1@example.com>', X_SES_SPAM_VERDICT: 'PASS' },
    },
  },
  additionalRecipients: {
    toAddresses: [{ emailAddress: 'bob@example.com' }],
    ccAddresses: [{ emailAddress: 'eve@example.com', displayName: 'Eve' }],
  },
  attachments: [{ fileName: 'photo.jpg', s3Url: 'https://bucket.example.com/photo.jpg' }],
  contactFlowId: '846ec553-a005-41c0-8341-000000000000',
  relatedContactId: '946ec553-a005-41c0-8341-000000000000',
  attributes: { order: 'A-17', 'vip-level_2': '' },
  segmentAttributes: {
    'connect:Subtype': { valueString: 'connect:Email' },
    'connect:ContactExpiry': { valueMap: { ExpiryDuration: { valueInteger: 135 } } },
    'connect:Routing': {
      valueList: [
        { valueArn: 'arn:aws:connect:eu-west-2:111122223333:queue/1' },
        { valueMap: { deep: { valueList: [] } } },
      ],
    },
  },
  clientToken: 'token',
}

/** The raw message of `least` with some of it changed. */
export const withMessage = (change: Partial<NonNullable<Input['emailMessage']['rawMessage']>>): Input => ({
  ...least,
  emailMessage: {
    messageSourceType: 'RAW',
    rawMessage: { subject: '', body: 'hello', contentType: 'text/plain', ...change },
  },
})

/** Plain data that the types would refuse, for what arrives unchecked. */
export const unchecked = (input: unknown): Input => input as Input

/** That many different addresses. */
export const addresses = (count: number): ReadonlyArray<{ readonly emailAddress: string }> =>
  Array.from({ length: count }, (_, i) => ({ emailAddress: `a${i}@example.com` }))

export const found = (result: Validation<unknown>): ReadonlyArray<Issue> =>
  result._tag === 'Left' ? issuesOf(result.left) : []

export const made = (input: Input): StartEmailContactRequest => {
  const result = StartEmailContactRequest.make(input)
  return result._tag === 'Right' ? result.right : assert.fail(result.left.map(String).join('\n'))
}

/** The texts of all that `make` finds, in order. */
export const texts = (input: Input): ReadonlyArray<string> => {
  const result = StartEmailContactRequest.make(input)
  return result._tag === 'Left' ? result.left.map(({ message }) => message) : []
}
