/** The modelled request as zod has it. Lengths are code points, which is what zod counts since 4.6. */

import * as z from 'zod'

const text = (max: number, min = 0) => (min === 0 ? z.string().max(max) : z.string().min(min).max(max))

const EmailAddress = text(255, 1).regex(/^[^\s@]+@[^\s@]+\.[^\s@]+$/u)
const EmailAddressInfo = z.object({ EmailAddress, DisplayName: text(256).optional() })
const Arn = text(256, 20).regex(/^[-:/A-Za-z0-9]+$/u)
const Recipients = z.array(EmailAddressInfo).min(1).max(50)

const Reference = z.object({
  Value: text(4096).optional(),
  Type: z.enum([
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
  Status: z.enum(['AVAILABLE', 'DELETED', 'APPROVED', 'REJECTED', 'PROCESSING', 'FAILED']).optional(),
  Arn: Arn.optional(),
  StatusReason: text(100).optional(),
})

const SegmentAttributeName = text(128, 1)

const SegmentAttributeValue = z.object({
  ValueString: text(1024).optional(),
  get ValueMap() {
    return z.record(SegmentAttributeName, SegmentAttributeValue).optional()
  },
  ValueInteger: z.int32().optional(),
  get ValueList() {
    return z.array(SegmentAttributeValue).optional()
  },
  ValueArn: text(1024).optional(),
})

const Headers = z.partialRecord(
  z.enum(['REFERENCES', 'MESSAGE_ID', 'IN_REPLY_TO', 'X_SES_SPAM_VERDICT', 'X_SES_VIRUS_VERDICT']),
  text(20_000, 1),
)

export const StartEmailContactRequest = z.object({
  InstanceId: text(100, 1),
  FromEmailAddress: EmailAddressInfo,
  DestinationEmailAddress: EmailAddress,
  Description: text(4096).optional(),
  References: z.record(text(4096, 1), Reference).optional(),
  Name: text(1024).optional(),
  EmailMessage: z.object({
    MessageSourceType: z.enum(['RAW']),
    RawMessage: z
      .object({
        Subject: text(998),
        Body: text(5_242_880, 1),
        ContentType: text(100, 1),
        Headers: Headers.optional(),
      })
      .optional(),
  }),
  AdditionalRecipients: z.object({ ToAddresses: Recipients.optional(), CcAddresses: Recipients.optional() }).optional(),
  Attachments: z
    .array(z.object({ FileName: text(256, 1).regex(/^\P{C}*$/u), S3Url: text(2000, 1) }))
    .min(1)
    .max(50)
    .optional(),
  ContactFlowId: text(500).optional(),
  RelatedContactId: text(256, 1).optional(),
  Attributes: z.record(text(32_767, 1), text(32_767)).optional(),
  SegmentAttributes: z.record(SegmentAttributeName, SegmentAttributeValue).optional(),
  ClientToken: text(500).optional(),
})

export type StartEmailContactRequest = z.infer<typeof StartEmailContactRequest>
