/** The modelled request as Effect has it. Lengths are code points. */

import * as S from 'effect/Schema'

const text = (max: number, min = 0) => S.String.check(S.isBetweenCodePoints(min, max))

const EmailAddress = text(255, 1).check(S.isPattern(/^[^\s@]+@[^\s@]+\.[^\s@]+$/u))
const EmailAddressInfo = S.Struct({ EmailAddress, DisplayName: S.optionalKey(text(256)) })
const Arn = text(256, 20).check(S.isPattern(/^[-:/A-Za-z0-9]+$/u))
const Recipients = S.Array(EmailAddressInfo).check(S.isBetweenLength(1, 50))

const Reference = S.Struct({
  Value: S.optionalKey(text(4096)),
  Type: S.Literals([
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
  Status: S.optionalKey(S.Literals(['AVAILABLE', 'DELETED', 'APPROVED', 'REJECTED', 'PROCESSING', 'FAILED'])),
  Arn: S.optionalKey(Arn),
  StatusReason: S.optionalKey(text(100)),
})

const SegmentAttributeName = text(128, 1)

export interface SegmentAttributeValue {
  readonly ValueString?: string
  readonly ValueMap?: { readonly [name: string]: SegmentAttributeValue }
  readonly ValueInteger?: number
  readonly ValueList?: ReadonlyArray<SegmentAttributeValue>
  readonly ValueArn?: string
}

const segment = S.suspend((): S.Codec<SegmentAttributeValue> => SegmentAttributeValue)

const SegmentAttributeValue = S.Struct({
  ValueString: S.optionalKey(text(1024)),
  ValueMap: S.optionalKey(S.Record(S.String, segment).check(S.isPropertyNames(SegmentAttributeName))),
  ValueInteger: S.optionalKey(
    S.Number.check(S.isInt(), S.isBetween({ minimum: -2_147_483_648, maximum: 2_147_483_647 })),
  ),
  ValueList: S.optionalKey(S.Array(segment)),
  ValueArn: S.optionalKey(text(1024)),
})

const HeaderName = S.Literals(['REFERENCES', 'MESSAGE_ID', 'IN_REPLY_TO', 'X_SES_SPAM_VERDICT', 'X_SES_VIRUS_VERDICT'])

/** A record of literals would require each of them. */
const Headers = S.Record(S.String, text(20_000, 1)).check(S.isPropertyNames(HeaderName))

export const StartEmailContactRequest = S.Struct({
  InstanceId: text(100, 1),
  FromEmailAddress: EmailAddressInfo,
  DestinationEmailAddress: EmailAddress,
  Description: S.optionalKey(text(4096)),
  References: S.optionalKey(S.Record(S.String, Reference).check(S.isPropertyNames(text(4096, 1)))),
  Name: S.optionalKey(text(1024)),
  EmailMessage: S.Struct({
    MessageSourceType: S.Literals(['RAW']),
    RawMessage: S.optionalKey(
      S.Struct({
        Subject: text(998),
        Body: text(5_242_880, 1),
        ContentType: text(100, 1),
        Headers: S.optionalKey(Headers),
      }),
    ),
  }),
  AdditionalRecipients: S.optionalKey(
    S.Struct({ ToAddresses: S.optionalKey(Recipients), CcAddresses: S.optionalKey(Recipients) }),
  ),
  Attachments: S.optionalKey(
    S.Array(S.Struct({ FileName: text(256, 1).check(S.isPattern(/^\P{C}*$/u)), S3Url: text(2000, 1) })).check(
      S.isBetweenLength(1, 50),
    ),
  ),
  ContactFlowId: S.optionalKey(text(500)),
  RelatedContactId: S.optionalKey(text(256, 1)),
  Attributes: S.optionalKey(S.Record(S.String, text(32_767)).check(S.isPropertyNames(text(32_767, 1)))),
  SegmentAttributes: S.optionalKey(
    S.Record(S.String, SegmentAttributeValue).check(S.isPropertyNames(SegmentAttributeName)),
  ),
  ClientToken: S.optionalKey(text(500)),
})

export type StartEmailContactRequest = typeof StartEmailContactRequest.Type
