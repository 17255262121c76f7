/**
 * The modelled request as typia has it: types, of which its compiler makes checks. Lengths are code points, by a tag of
 * the bench's own that counts only where the UTF-16 length leaves room for doubt; typia's own counts UTF-16 units.
 */

import type { tags } from 'typia'
import typia from 'typia'

type Points<Max extends number, Min extends number = 0> = tags.TagBase<{
  target: 'string'
  kind: 'points'
  value: undefined
  validate: `(($input.length >= 2 * ${Min} && $input.length <= ${Max}) || ($input.length >= ${Min} && $input.length <= 2 * ${Max} && [...$input].length >= ${Min} && [...$input].length <= ${Max}))`
  exclusive: true
}>

type Matches<Kind extends string, Expression extends string> = tags.TagBase<{
  target: 'string'
  kind: Kind
  value: undefined
  validate: `${Expression}.test($input)`
  exclusive: true
}>

type Text<Max extends number, Min extends number = 0> = string & Points<Max, Min>

type EmailAddress = Text<255, 1> & Matches<'address', '/^[^\\s@]+@[^\\s@]+\\.[^\\s@]+$/u'>

interface EmailAddressInfo {
  EmailAddress: EmailAddress
  DisplayName?: Text<256>
}

type Arn = Text<256, 20> & Matches<'arn', '/^[-:/A-Za-z0-9]+$/u'>

type Recipients = Array<EmailAddressInfo> & tags.MinItems<1> & tags.MaxItems<50>

interface Reference {
  Value?: Text<4096>
  Type:
    | 'URL'
    | 'ATTACHMENT'
    | 'CONTACT_ANALYSIS'
    | 'NUMBER'
    | 'STRING'
    | 'DATE'
    | 'EMAIL'
    | 'EMAIL_MESSAGE'
    | 'EMAIL_MESSAGE_PLAIN_TEXT'
    | 'EMAIL_MESSAGE_PLAIN_TEXT_REDACTED'
    | 'EMAIL_MESSAGE_REDACTED'
  Status?: 'AVAILABLE' | 'DELETED' | 'APPROVED' | 'REJECTED' | 'PROCESSING' | 'FAILED'
  Arn?: Arn
  StatusReason?: Text<100>
}

interface SegmentAttributeValue {
  ValueString?: Text<1024>
  ValueMap?: Record<Text<128, 1>, SegmentAttributeValue>
  ValueInteger?: number & tags.Type<'int32'>
  ValueList?: Array<SegmentAttributeValue>
  ValueArn?: Text<1024>
}

type HeaderValue = Text<20_000, 1>

type HeaderName = string &
  Matches<'header', '/^(?:REFERENCES|MESSAGE_ID|IN_REPLY_TO|X_SES_SPAM_VERDICT|X_SES_VIRUS_VERDICT)$/'>

type Headers = Record<HeaderName, HeaderValue>

export interface StartEmailContactRequest {
  InstanceId: Text<100, 1>
  FromEmailAddress: EmailAddressInfo
  DestinationEmailAddress: EmailAddress
  Description?: Text<4096>
  References?: Record<Text<4096, 1>, Reference>
  Name?: Text<1024>
  EmailMessage: {
    MessageSourceType: 'RAW'
    RawMessage?: {
      Subject: Text<998>
      Body: Text<5_242_880, 1>
      ContentType: Text<100, 1>
      Headers?: Headers
    }
  }
  AdditionalRecipients?: { ToAddresses?: Recipients; CcAddresses?: Recipients }
  Attachments?: Array<{ FileName: Text<256, 1> & Matches<'fileName', '/^\\P{C}*$/u'>; S3Url: Text<2000, 1> }> &
    tags.MinItems<1> &
    tags.MaxItems<50>
  ContactFlowId?: Text<500>
  RelatedContactId?: Text<256, 1>
  Attributes?: Record<Text<32_767, 1>, Text<32_767>>
  SegmentAttributes?: Record<Text<128, 1>, SegmentAttributeValue>
  ClientToken?: Text<500>
}

export const is = typia.createIs<StartEmailContactRequest>()

export const validate = typia.createValidate<StartEmailContactRequest>()
