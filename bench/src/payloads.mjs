/**
 * The three requests that are measured, made from a seed: small, typical and large.
 *
 * Each is a wire object, members under their Smithy names, that meets every constraint of the model and every rule that the
 * service documents.
 */
import { below, pick, randomOf } from './random.mjs'

// text

const words =
  'order parcel invoice customer delivery question about the of and which number not yet here please agent thanks late return'.split(
    ' ',
  )

const prose = (random, length) => {
  let text = ''
  while (text.length < length) text += `${text === '' ? '' : ' '}${pick(random, words)}`
  return text.slice(0, length)
}

const hex = (random, length) => Array.from({ length }, () => below(random, 16).toString(16)).join('')

const uuid = (random) => [8, 4, 4, 4, 12].map((length) => hex(random, length)).join('-')

const address = (random) => `${pick(random, words)}.${hex(random, 6)}@${pick(random, words)}.example.com`

const arn = (random) => `arn:aws:connect:eu-west-2:111122223333:instance/${uuid(random)}`

/** Mail as people write it: newlines, quotes, some text beyond Latin-1 and beyond the basic plane. */
const mail = (random, bytes) => {
  const lines = []
  let size = 0
  while (size < bytes) {
    const line = pick(random, [
      () => prose(random, 40 + below(random, 40)),
      () => `> "${prose(random, 30)}"`,
      () => `<p class="${pick(random, words)}">${prose(random, 50)}</p>`,
      () => '',
      () => `${prose(random, 20)} — café, naïve, ${prose(random, 12)} 日本語 😀`,
      () => prose(random, 60),
      () => prose(random, 72),
    ])()
    lines.push(line)
    size += Buffer.byteLength(line) + 1
  }
  return lines.join('\n')
}

// parts

const recipient = (random, i) => ({
  EmailAddress: address(random),
  ...(i % 2 === 0 ? { DisplayName: prose(random, 14) } : {}),
})

const list = (count, make) => Array.from({ length: count }, (_, i) => make(i))

const record = (count, keyOf, make) => Object.fromEntries(list(count, (i) => [keyOf(i), make(i)]))

const attachment = (random) => ({
  FileName: `${pick(random, words)}-${hex(random, 6)}.pdf`,
  S3Url: `https://bucket.s3.eu-west-2.amazonaws.com/${uuid(random)}?X-Amz-Signature=${hex(random, 64)}`,
})

const references = (random) => ({
  order: { Type: 'STRING', Value: `A-${below(random, 100_000)}` },
  page: { Type: 'URL', Value: `https://shop.example.com/orders/${uuid(random)}`, Arn: arn(random) },
  due: { Type: 'DATE', Value: '1742428800' },
  price: { Type: 'NUMBER', Value: '64.90', Status: 'AVAILABLE', StatusReason: '' },
})

const segments = (random) => ({
  'connect:Subtype': { ValueString: 'connect:Email' },
  'connect:ContactExpiry': { ValueMap: { ExpiryDuration: { ValueInteger: 135 } } },
  'connect:Routing': {
    ValueList: [
      { ValueArn: arn(random) },
      { ValueMap: { tier: { ValueInteger: 3 }, team: { ValueString: prose(random, 12) } } },
    ],
  },
})

const headers = (random) => ({
  MESSAGE_ID: `<${uuid(random)}@mail.example.com>`,
  IN_REPLY_TO: `<${uuid(random)}@mail.example.com>`,
  X_SES_SPAM_VERDICT: 'PASS',
})

const least = (random) => ({
  InstanceId: uuid(random),
  FromEmailAddress: { EmailAddress: address(random) },
  DestinationEmailAddress: 'support@shop.example.com',
})

const common = (random) => ({
  ...least(random),
  Description: prose(random, 60),
  References: references(random),
  Name: prose(random, 24),
})

const flow = (random) => ({ ContactFlowId: uuid(random), RelatedContactId: uuid(random) })

// payloads

/** About 300 bytes of JSON: required members alone. */
const small = (random) => ({
  ...least(random),
  EmailMessage: {
    MessageSourceType: 'RAW',
    RawMessage: { Subject: prose(random, 12), Body: prose(random, 24), ContentType: 'text/plain' },
  },
})

/** About 4 KB: every member, 5 recipients, 3 attachments, 8 attributes. */
const typical = (random) => ({
  ...common(random),
  EmailMessage: {
    MessageSourceType: 'RAW',
    RawMessage: {
      Subject: prose(random, 48),
      Body: mail(random, 1200),
      ContentType: 'text/html',
      Headers: headers(random),
    },
  },
  AdditionalRecipients: {
    ToAddresses: list(3, (i) => recipient(random, i)),
    CcAddresses: list(2, (i) => recipient(random, i)),
  },
  Attachments: list(3, () => attachment(random)),
  ...flow(random),
  Attributes: record(
    8,
    (i) => `attribute-${i}`,
    () => prose(random, 16),
  ),
  SegmentAttributes: segments(random),
  ClientToken: uuid(random),
})

/** About 190 KB: a body of 150 KB, 49 recipients, 50 attachments, 200 attributes. */
const large = (random) => ({
  ...typical(random),
  EmailMessage: {
    MessageSourceType: 'RAW',
    RawMessage: {
      Subject: prose(random, 80),
      Body: mail(random, 150_000),
      ContentType: 'text/html',
      Headers: headers(random),
    },
  },
  AdditionalRecipients: {
    ToAddresses: list(30, (i) => recipient(random, i)),
    CcAddresses: list(19, (i) => recipient(random, i)),
  },
  Attachments: list(50, () => attachment(random)),
  Attributes: record(
    200,
    (i) => `attribute-${i}`,
    () => prose(random, 60),
  ),
})

const makers = { small, typical, large }

export const payloadNames = Object.keys(makers)

/** The wire objects of a seed, by name. */
export const payloadsOf = (seed) =>
  Object.fromEntries(Object.entries(makers).map(([name, make], i) => [name, make(randomOf(seed + i))]))
