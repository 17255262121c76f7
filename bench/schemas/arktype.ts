/** The modelled request as ArkType has it. Lengths are UTF-16 units, which is what ArkType counts. */

import { scope } from 'arktype'

const types = scope({
  EmailAddress: ['1 <= string <= 255', '&', /^[^\s@]+@[^\s@]+\.[^\s@]+$/u],
  EmailAddressInfo: { EmailAddress: 'EmailAddress', 'DisplayName?': 'string <= 256' },
  Arn: ['20 <= string <= 256', '&', /^[-:/A-Za-z0-9]+$/u],
  Recipients: '1 <= EmailAddressInfo[] <= 50',
  ReferenceType:
    "'URL' | 'ATTACHMENT' | 'CONTACT_ANALYSIS' | 'NUMBER' | 'STRING' | 'DATE' | 'EMAIL' | 'EMAIL_MESSAGE' | 'EMAIL_MESSAGE_PLAIN_TEXT' | 'EMAIL_MESSAGE_PLAIN_TEXT_REDACTED' | 'EMAIL_MESSAGE_REDACTED'",
  Reference: {
    'Value?': 'string <= 4096',
    Type: 'ReferenceType',
    'Status?': "'AVAILABLE' | 'DELETED' | 'APPROVED' | 'REJECTED' | 'PROCESSING' | 'FAILED'",
    'Arn?': 'Arn',
    'StatusReason?': 'string <= 100',
  },
  SegmentAttributeName: '1 <= string <= 128',
  SegmentAttributeMap: { '[SegmentAttributeName]': 'SegmentAttributeValue', '+': 'reject' },
  SegmentAttributeValue: {
    'ValueString?': 'string <= 1024',
    'ValueMap?': 'SegmentAttributeMap',
    'ValueInteger?': '-2147483648 <= number.integer <= 2147483647',
    'ValueList?': 'SegmentAttributeValue[]',
    'ValueArn?': 'string <= 1024',
  },
  HeaderValue: '1 <= string <= 20000',
  Headers: {
    'REFERENCES?': 'HeaderValue',
    'MESSAGE_ID?': 'HeaderValue',
    'IN_REPLY_TO?': 'HeaderValue',
    'X_SES_SPAM_VERDICT?': 'HeaderValue',
    'X_SES_VIRUS_VERDICT?': 'HeaderValue',
    '+': 'reject',
  },
  RawMessage: {
    Subject: 'string <= 998',
    Body: '1 <= string <= 5242880',
    ContentType: '1 <= string <= 100',
    'Headers?': 'Headers',
  },
  EmailMessage: { MessageSourceType: "'RAW'", 'RawMessage?': 'RawMessage' },
  AdditionalRecipients: { 'ToAddresses?': 'Recipients', 'CcAddresses?': 'Recipients' },
  FileName: ['1 <= string <= 256', '&', /^\P{C}*$/u],
  Attachment: { FileName: 'FileName', S3Url: '1 <= string <= 2000' },
  ReferenceKey: '1 <= string <= 4096',
  References: { '[ReferenceKey]': 'Reference', '+': 'reject' },
  AttributeName: '1 <= string <= 32767',
  Attributes: { '[AttributeName]': 'string <= 32767', '+': 'reject' },
  StartEmailContactRequest: {
    InstanceId: '1 <= string <= 100',
    FromEmailAddress: 'EmailAddressInfo',
    DestinationEmailAddress: 'EmailAddress',
    'Description?': 'string <= 4096',
    'References?': 'References',
    'Name?': 'string <= 1024',
    EmailMessage: 'EmailMessage',
    'AdditionalRecipients?': 'AdditionalRecipients',
    'Attachments?': '1 <= Attachment[] <= 50',
    'ContactFlowId?': 'string <= 500',
    'RelatedContactId?': '1 <= string <= 256',
    'Attributes?': 'Attributes',
    'SegmentAttributes?': 'SegmentAttributeMap',
    'ClientToken?': 'string <= 500',
  },
}).export()

export const StartEmailContactRequest = types.StartEmailContactRequest

export type StartEmailContactRequest = typeof StartEmailContactRequest.infer
