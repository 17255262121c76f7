/** The modelled request as valibot has it. Lengths are UTF-16 units, which is what valibot counts. */

import * as v from 'valibot'

const text = (max: number) => v.pipe(v.string(), v.maxLength(max))
const textFrom = (min: number, max: number) => v.pipe(v.string(), v.minLength(min), v.maxLength(max))

const EmailAddress = v.pipe(textFrom(1, 255), v.regex(/^[^\s@]+@[^\s@]+\.[^\s@]+$/u))
const EmailAddressInfo = v.object({ EmailAddress, DisplayName: v.exactOptional(text(256)) })
const Arn = v.pipe(textFrom(20, 256), v.regex(/^[-:/A-Za-z0-9]+$/u))
const Recipients = v.pipe(v.array(EmailAddressInfo), v.minLength(1), v.maxLength(50))

const Reference = v.object({
  Value: v.exactOptional(text(4096)),
  Type: v.picklist([
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
  Status: v.exactOptional(v.picklist(['AVAILABLE', 'DELETED', 'APPROVED', 'REJECTED', 'PROCESSING', 'FAILED'])),
  Arn: v.exactOptional(Arn),
  StatusReason: v.exactOptional(text(100)),
})

const SegmentAttributeName = textFrom(1, 128)

export interface SegmentAttributeValue {
  ValueString?: string
  ValueMap?: { [name: string]: SegmentAttributeValue }
  ValueInteger?: number
  ValueList?: Array<SegmentAttributeValue>
  ValueArn?: string
}

const SegmentAttributeValue: v.GenericSchema<SegmentAttributeValue> = v.object({
  ValueString: v.exactOptional(text(1024)),
  ValueMap: v.exactOptional(
    v.record(
      SegmentAttributeName,
      v.lazy(() => SegmentAttributeValue),
    ),
  ),
  ValueInteger: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(-2_147_483_648), v.maxValue(2_147_483_647))),
  ValueList: v.exactOptional(v.array(v.lazy(() => SegmentAttributeValue))),
  ValueArn: v.exactOptional(text(1024)),
})

const Headers = v.record(
  v.picklist(['REFERENCES', 'MESSAGE_ID', 'IN_REPLY_TO', 'X_SES_SPAM_VERDICT', 'X_SES_VIRUS_VERDICT']),
  textFrom(1, 20_000),
)

export const StartEmailContactRequest = v.object({
  InstanceId: textFrom(1, 100),
  FromEmailAddress: EmailAddressInfo,
  DestinationEmailAddress: EmailAddress,
  Description: v.exactOptional(text(4096)),
  References: v.exactOptional(v.record(textFrom(1, 4096), Reference)),
  Name: v.exactOptional(text(1024)),
  EmailMessage: v.object({
    MessageSourceType: v.picklist(['RAW']),
    RawMessage: v.exactOptional(
      v.object({
        Subject: text(998),
        Body: textFrom(1, 5_242_880),
        ContentType: textFrom(1, 100),
        Headers: v.exactOptional(Headers),
      }),
    ),
  }),
  AdditionalRecipients: v.exactOptional(
    v.object({ ToAddresses: v.exactOptional(Recipients), CcAddresses: v.exactOptional(Recipients) }),
  ),
  Attachments: v.exactOptional(
    v.pipe(
      v.array(v.object({ FileName: v.pipe(textFrom(1, 256), v.regex(/^\P{C}*$/u)), S3Url: textFrom(1, 2000) })),
      v.minLength(1),
      v.maxLength(50),
    ),
  ),
  ContactFlowId: v.exactOptional(text(500)),
  RelatedContactId: v.exactOptional(textFrom(1, 256)),
  Attributes: v.exactOptional(v.record(textFrom(1, 32_767), text(32_767))),
  SegmentAttributes: v.exactOptional(v.record(SegmentAttributeName, SegmentAttributeValue)),
  ClientToken: v.exactOptional(text(500)),
})

export type StartEmailContactRequest = v.InferOutput<typeof StartEmailContactRequest>
