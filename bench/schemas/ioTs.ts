/** The modelled request as io-ts has it, lengths in code points: io-ts leaves refinements to its users. */

import * as t from 'io-ts'

/** Counts only where the UTF-16 length leaves room for doubt. */
const fits = (text: string, min: number, max: number): boolean => {
  const units = text.length
  if (units >= 2 * min && units <= max) return true
  if (units < min || units > 2 * max) return false
  let points = 0
  for (const _ of text) points++
  return points >= min && points <= max
}

interface Checked {
  readonly Checked: unique symbol
}

const text = (max: number, min = 0, pattern?: RegExp) =>
  t.brand(
    t.string,
    (s): s is t.Branded<string, Checked> => fits(s, min, max) && (pattern === undefined || pattern.test(s)),
    'Checked',
  )

const items = <C extends t.Mixed>(item: C) =>
  t.brand(
    t.array(item),
    (list): list is t.Branded<Array<t.TypeOf<C>>, Checked> => list.length >= 1 && list.length <= 50,
    'Checked',
  )

const EmailAddress = text(255, 1, /^[^\s@]+@[^\s@]+\.[^\s@]+$/u)
const EmailAddressInfo = t.intersection([t.type({ EmailAddress }), t.partial({ DisplayName: text(256) })])
const Arn = text(256, 20, /^[-:/A-Za-z0-9]+$/u)
const Recipients = items(EmailAddressInfo)

const Reference = t.intersection([
  t.type({
    Type: t.keyof({
      URL: null,
      ATTACHMENT: null,
      CONTACT_ANALYSIS: null,
      NUMBER: null,
      STRING: null,
      DATE: null,
      EMAIL: null,
      EMAIL_MESSAGE: null,
      EMAIL_MESSAGE_PLAIN_TEXT: null,
      EMAIL_MESSAGE_PLAIN_TEXT_REDACTED: null,
      EMAIL_MESSAGE_REDACTED: null,
    }),
  }),
  t.partial({
    Value: text(4096),
    Status: t.keyof({
      AVAILABLE: null,
      DELETED: null,
      APPROVED: null,
      REJECTED: null,
      PROCESSING: null,
      FAILED: null,
    }),
    Arn,
    StatusReason: text(100),
  }),
])

const SegmentAttributeName = text(128, 1)

type Text = t.Branded<string, Checked>

export interface SegmentAttributeValue {
  ValueString?: Text
  ValueMap?: { [name: Text]: SegmentAttributeValue }
  ValueInteger?: t.Branded<number, Checked>
  ValueList?: Array<SegmentAttributeValue>
  ValueArn?: Text
}

interface Plain {
  ValueString?: string
  ValueMap?: { [name: string]: Plain }
  ValueInteger?: number
  ValueList?: Array<Plain>
  ValueArn?: string
}

const Int32 = t.brand(
  t.number,
  (n): n is t.Branded<number, Checked> => Number.isInteger(n) && n >= -2_147_483_648 && n <= 2_147_483_647,
  'Checked',
)

const SegmentAttributeValue: t.Type<SegmentAttributeValue, Plain> = t.recursion('SegmentAttributeValue', () =>
  t.partial({
    ValueString: text(1024),
    ValueMap: t.record(SegmentAttributeName, SegmentAttributeValue),
    ValueInteger: Int32,
    ValueList: t.array(SegmentAttributeValue),
    ValueArn: text(1024),
  }),
)

const HeaderType = t.keyof({
  REFERENCES: null,
  MESSAGE_ID: null,
  IN_REPLY_TO: null,
  X_SES_SPAM_VERDICT: null,
  X_SES_VIRUS_VERDICT: null,
})

/** `t.record` of a `keyof` would require every key, so the keys are a refinement of text here. */
const HeaderName = t.brand(t.string, (s): s is t.Branded<string, Checked> => HeaderType.is(s), 'Checked')

export const StartEmailContactRequest = t.intersection([
  t.type({
    InstanceId: text(100, 1),
    FromEmailAddress: EmailAddressInfo,
    DestinationEmailAddress: EmailAddress,
    EmailMessage: t.intersection([
      t.type({ MessageSourceType: t.literal('RAW') }),
      t.partial({
        RawMessage: t.intersection([
          t.type({ Subject: text(998), Body: text(5_242_880, 1), ContentType: text(100, 1) }),
          t.partial({ Headers: t.record(HeaderName, text(20_000, 1)) }),
        ]),
      }),
    ]),
  }),
  t.partial({
    Description: text(4096),
    References: t.record(text(4096, 1), Reference),
    Name: text(1024),
    AdditionalRecipients: t.partial({ ToAddresses: Recipients, CcAddresses: Recipients }),
    Attachments: items(t.type({ FileName: text(256, 1, /^\P{C}*$/u), S3Url: text(2000, 1) })),
    ContactFlowId: text(500),
    RelatedContactId: text(256, 1),
    Attributes: t.record(text(32_767, 1), text(32_767)),
    SegmentAttributes: t.record(SegmentAttributeName, SegmentAttributeValue),
    ClientToken: text(500),
  }),
])

export type StartEmailContactRequest = t.TypeOf<typeof StartEmailContactRequest>
