/**
 * What a customer sent: subject, body, the headers that Connect keeps, and attached files.
 */

import type * as t from 'io-ts'
import * as S from '../shape/constructors.js'
import type { EnumMapShape, EnumShape, ListShape, StringShape, StructureShape, Unlisted } from '../shape/Shape.js'
import type * as V from '../value/Value.js'

// -------------------------------------------------------------------------------------
// headers
// -------------------------------------------------------------------------------------

/**
 * The mail headers that Connect keeps: the three of RFC 5322 that thread a conversation, and what Amazon SES found when
 * it looked for spam and viruses.
 */
export type EmailHeaderType_Input =
  | 'REFERENCES'
  | 'MESSAGE_ID'
  | 'IN_REPLY_TO'
  | 'X_SES_SPAM_VERDICT'
  | 'X_SES_VIRUS_VERDICT'

export type EmailHeaderType = EmailHeaderType_Input | Unlisted<'EmailHeaderType'>

export const EmailHeaderType: EnumShape<EmailHeaderType_Input, 'EmailHeaderType'> = /*#__PURE__*/ S.enumeration(
  'com.amazonaws.connect#EmailHeaderType',
  ['REFERENCES', 'MESSAGE_ID', 'IN_REPLY_TO', 'X_SES_SPAM_VERDICT', 'X_SES_VIRUS_VERDICT'],
)

export interface EmailHeaderValueBrand {
  readonly EmailHeaderValue: unique symbol
}

/**
 * The text of one header, as it stood in the mail.
 *
 * Bounds: 1 to 20,000 characters.
 */
export type EmailHeaderValue = t.Branded<string, EmailHeaderValueBrand>

export const EmailHeaderValue: StringShape<EmailHeaderValue> = /*#__PURE__*/ S.string(
  'com.amazonaws.connect#EmailHeaderValue',
  { length: { min: 1, max: 20_000 } },
)

/** Headers by their type, each 1 to 20,000 characters; any of them may be absent. */
export type EmailHeaders = { readonly [P in EmailHeaderType_Input]?: EmailHeaderValue }

export type EmailHeaders_Input = { readonly [P in EmailHeaderType_Input]?: string | undefined }

export type EmailHeaders_Value = V.Map<V.Enum<EmailHeaderType_Input>, V.String<EmailHeaderValue>>

export const EmailHeaders: EnumMapShape<
  EmailHeaderType_Input,
  EmailHeaderValue,
  V.String<EmailHeaderValue>,
  string
> = /*#__PURE__*/ S.enumMap(
  'com.amazonaws.connect#EmailHeaders',
  () => EmailHeaderType,
  () => EmailHeaderValue,
)

// -------------------------------------------------------------------------------------
// message
// -------------------------------------------------------------------------------------

export interface InboundSubjectBrand {
  readonly InboundSubject: unique symbol
}

/**
 * The subject line. Sensitive.
 *
 * Bounds: 0 to 998 characters, which is what RFC 5322 allows a line.
 */
export type InboundSubject = t.Branded<string, InboundSubjectBrand>

export const InboundSubject: StringShape<InboundSubject> = /*#__PURE__*/ S.string(
  'com.amazonaws.connect#InboundSubject',
  { length: { min: 0, max: 998 }, sensitive: true },
)

export interface BodyBrand {
  readonly Body: unique symbol
}

/**
 * The message itself, plain text or HTML as its content type says. Sensitive.
 *
 * Bounds: 1 to 5,242,880 characters (not bytes).
 */
export type Body = t.Branded<string, BodyBrand>

export const Body: StringShape<Body> = /*#__PURE__*/ S.string('com.amazonaws.connect#Body', {
  length: { min: 1, max: 5_242_880 },
  sensitive: true,
})

export interface EmailMessageContentTypeBrand {
  readonly EmailMessageContentType: unique symbol
}

/**
 * The media type of a body: `text/plain` or `text/html`, which is documented; the model itself only bounds the length.
 *
 * Bounds: 1 to 100 characters.
 */
export type EmailMessageContentType = t.Branded<string, EmailMessageContentTypeBrand>

export const EmailMessageContentType: StringShape<EmailMessageContentType> = /*#__PURE__*/ S.string(
  'com.amazonaws.connect#EmailMessageContentType',
  { length: { min: 1, max: 100 } },
)

/** A message given in full. */
export interface InboundRawMessage {
  /** 0 to 998 characters. */
  readonly subject: InboundSubject
  /** 1 to 5,242,880 characters. */
  readonly body: Body
  /** `text/plain` or `text/html`. */
  readonly contentType: EmailMessageContentType
  /** Headers of the mail that go on with it. */
  readonly headers?: EmailHeaders
}

export interface InboundRawMessage_Input {
  /** 0 to 998 characters. */
  readonly subject: string
  /** 1 to 5,242,880 characters. */
  readonly body: string
  /** `text/plain` or `text/html`. */
  readonly contentType: string
  /** Headers of the mail that go on with it. */
  readonly headers?: EmailHeaders_Input | undefined
}

export interface InboundRawMessage_Value
  extends V.Structure<{
    readonly Subject: V.String<InboundSubject>
    readonly Body: V.String<Body>
    readonly ContentType: V.String<EmailMessageContentType>
    readonly Headers?: EmailHeaders_Value
  }> {}

export declare namespace InboundRawMessage {
  type Input = InboundRawMessage_Input
  type Value = InboundRawMessage_Value
}

export const InboundRawMessage: StructureShape<InboundRawMessage, InboundRawMessage_Value, InboundRawMessage_Input> =
  /*#__PURE__*/ S.structure('com.amazonaws.connect#InboundRawMessage', {
    subject: ['Subject', () => InboundSubject, 1],
    body: ['Body', () => Body, 1],
    contentType: ['ContentType', () => EmailMessageContentType, 1],
    headers: ['Headers', () => EmailHeaders],
  })

/** How a message is given; `RAW`, in full, is the only way so far. */
export type InboundMessageSourceType_Input = 'RAW'

export type InboundMessageSourceType = InboundMessageSourceType_Input | Unlisted<'InboundMessageSourceType'>

export const InboundMessageSourceType: EnumShape<InboundMessageSourceType_Input, 'InboundMessageSourceType'> =
  /*#__PURE__*/ S.enumeration('com.amazonaws.connect#InboundMessageSourceType', ['RAW'])

/** A message, and the way in which it is given. */
export interface InboundEmailContent {
  readonly messageSourceType: InboundMessageSourceType
  /** Optional in the model; a message of source type `RAW` has nowhere else to be, so it is asked for then. */
  readonly rawMessage?: InboundRawMessage
}

export interface InboundEmailContent_Input {
  readonly messageSourceType: InboundMessageSourceType_Input
  /** Optional in the model; a message of source type `RAW` has nowhere else to be, so it is asked for then. */
  readonly rawMessage?: InboundRawMessage_Input | undefined
}

export interface InboundEmailContent_Value
  extends V.Structure<{
    readonly MessageSourceType: V.Enum<InboundMessageSourceType>
    readonly RawMessage?: InboundRawMessage_Value
  }> {}

export declare namespace InboundEmailContent {
  type Input = InboundEmailContent_Input
  type Value = InboundEmailContent_Value
}

export const InboundEmailContent: StructureShape<
  InboundEmailContent,
  InboundEmailContent_Value,
  InboundEmailContent_Input
> = /*#__PURE__*/ S.structure('com.amazonaws.connect#InboundEmailContent', {
  messageSourceType: ['MessageSourceType', () => InboundMessageSourceType, 1],
  rawMessage: ['RawMessage', () => InboundRawMessage],
})

// -------------------------------------------------------------------------------------
// attachments
// -------------------------------------------------------------------------------------

export interface FileNameBrand {
  readonly FileName: unique symbol
}

/**
 * A file's name, upper and lower case told apart, without code points of Unicode's category C: control and format
 * characters (the joiners inside some emoji are such), private use, unassigned.
 *
 * Bounds: 1 to 256 characters.
 */
export type FileName = t.Branded<string, FileNameBrand>

export const FileName: StringShape<FileName> = /*#__PURE__*/ S.string('com.amazonaws.connect#FileName', {
  length: { min: 1, max: 256 },
  pattern: '^\\P{C}*$',
})

export interface PreSignedAttachmentUrlBrand {
  readonly PreSignedAttachmentUrl: unique symbol
}

/**
 * A presigned URL of Amazon S3, good for reading the file until its signature expires.
 *
 * Bounds: 1 to 2,000 characters.
 */
export type PreSignedAttachmentUrl = t.Branded<string, PreSignedAttachmentUrlBrand>

export const PreSignedAttachmentUrl: StringShape<PreSignedAttachmentUrl> = /*#__PURE__*/ S.string(
  'com.amazonaws.connect#PreSignedAttachmentUrl',
  { length: { min: 1, max: 2000 } },
)

/** One attached file: its name, and where Connect may fetch it. */
export interface EmailAttachment {
  /** 1 to 256 characters, no control characters. */
  readonly fileName: FileName
  /** 1 to 2,000 characters. */
  readonly s3Url: PreSignedAttachmentUrl
}

export interface EmailAttachment_Input {
  /** 1 to 256 characters, no control characters. */
  readonly fileName: string
  /** 1 to 2,000 characters. */
  readonly s3Url: string
}

export interface EmailAttachment_Value
  extends V.Structure<{
    readonly FileName: V.String<FileName>
    readonly S3Url: V.String<PreSignedAttachmentUrl>
  }> {}

export declare namespace EmailAttachment {
  type Input = EmailAttachment_Input
  type Value = EmailAttachment_Value
}

export const EmailAttachment: StructureShape<EmailAttachment, EmailAttachment_Value, EmailAttachment_Input> =
  /*#__PURE__*/ S.structure('com.amazonaws.connect#EmailAttachment', {
    fileName: ['FileName', () => FileName, 1],
    s3Url: ['S3Url', () => PreSignedAttachmentUrl, 1],
  })

/**
 * The files attached to a message. Sensitive, so nothing of any file is shown.
 *
 * Bounds: 1 to 50 files.
 */
export type EmailAttachments = ReadonlyArray<EmailAttachment>

export type EmailAttachments_Input = ReadonlyArray<EmailAttachment_Input>

export type EmailAttachments_Value = V.List<EmailAttachment_Value>

export const EmailAttachments: ListShape<EmailAttachment, EmailAttachment_Value, EmailAttachment_Input> =
  /*#__PURE__*/ S.list('com.amazonaws.connect#EmailAttachments', () => EmailAttachment, {
    length: { min: 1, max: 50 },
    sensitive: true,
  })
