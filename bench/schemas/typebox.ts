/** The modelled request as TypeBox has it. Lengths are code points. */

import Type from 'typebox'

const text = (maxLength: number, minLength = 0) =>
  Type.String(minLength === 0 ? { maxLength } : { minLength, maxLength })

const EmailAddress = Type.String({ minLength: 1, maxLength: 255, pattern: /^[^\s@]+@[^\s@]+\.[^\s@]+$/u })
const EmailAddressInfo = Type.Object({ EmailAddress, DisplayName: Type.Optional(text(256)) })
const Arn = Type.String({ minLength: 20, maxLength: 256, pattern: /^[-:/A-Za-z0-9]+$/u })
const Recipients = Type.Array(EmailAddressInfo, { minItems: 1, maxItems: 50 })

const Reference = Type.Object({
  Value: Type.Optional(text(4096)),
  Type: Type.Enum([
    'URL',
    'ATTACHMENT',
    'CONTACT_ANALYSIS',
    'NUMBER',
    'STRING',
    'DATE',
    'EMAIL',
    'EMAIL_MESSAGE',
    'EMAIL_MESSAGE_PLAIN_TEXT',
    'EMAIL_MESSAGE_PLAIN_TEXT_REDACTED',
    'EMAIL_MESSAGE_REDACTED',
  ]),
  Status: Type.Optional(Type.Enum(['AVAILABLE', 'DELETED', 'APPROVED', 'REJECTED', 'PROCESSING', 'FAILED'])),
  Arn: Type.Optional(Arn),
  StatusReason: Type.Optional(text(100)),
})

const segmentNames = { propertyNames: { minLength: 1, maxLength: 128 } }

const SegmentAttributeValue = Type.Cyclic(
  {
    SegmentAttributeValue: Type.Object({
      ValueString: Type.Optional(text(1024)),
      ValueMap: Type.Optional(Type.Record(Type.String(), Type.Ref('SegmentAttributeValue'), segmentNames)),
      ValueInteger: Type.Optional(Type.Integer({ minimum: -2_147_483_648, maximum: 2_147_483_647 })),
      ValueList: Type.Optional(Type.Array(Type.Ref('SegmentAttributeValue'))),
      ValueArn: Type.Optional(text(1024)),
    }),
  },
  'SegmentAttributeValue',
)

const HeaderValue = Type.Optional(text(20_000, 1))
const Headers = Type.Object(
  {
    REFERENCES: HeaderValue,
    MESSAGE_ID: HeaderValue,
    IN_REPLY_TO: HeaderValue,
    X_SES_SPAM_VERDICT: HeaderValue,
    X_SES_VIRUS_VERDICT: HeaderValue,
  },
  { additionalProperties: false },
)

export const StartEmailContactRequest = Type.Object({
  InstanceId: text(100, 1),
  FromEmailAddress: EmailAddressInfo,
  DestinationEmailAddress: EmailAddress,
  Description: Type.Optional(text(4096)),
  References: Type.Optional(
    Type.Record(Type.String(), Reference, { propertyNames: { minLength: 1, maxLength: 4096 } }),
  ),
  Name: Type.Optional(text(1024)),
  EmailMessage: Type.Object({
    MessageSourceType: Type.Enum(['RAW']),
    RawMessage: Type.Optional(
      Type.Object({
        Subject: text(998),
        Body: text(5_242_880, 1),
        ContentType: text(100, 1),
        Headers: Type.Optional(Headers),
      }),
    ),
  }),
  AdditionalRecipients: Type.Optional(
    Type.Object({ ToAddresses: Type.Optional(Recipients), CcAddresses: Type.Optional(Recipients) }),
  ),
  Attachments: Type.Optional(
    Type.Array(
      Type.Object({
        FileName: Type.String({ minLength: 1, maxLength: 256, pattern: /^\P{C}*$/u }),
        S3Url: text(2000, 1),
      }),
      { minItems: 1, maxItems: 50 },
    ),
  ),
  ContactFlowId: Type.Optional(text(500)),
  RelatedContactId: Type.Optional(text(256, 1)),
  Attributes: Type.Optional(
    Type.Record(Type.String(), text(32_767), { propertyNames: { minLength: 1, maxLength: 32_767 } }),
  ),
  SegmentAttributes: Type.Optional(Type.Record(Type.String(), SegmentAttributeValue, segmentNames)),
  ClientToken: Type.Optional(text(500)),
})

export type StartEmailContactRequest = Type.Static<typeof StartEmailContactRequest>
