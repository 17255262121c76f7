/**
 * The request that starts an email contact, its response, and the ids in them.
 */

import type * as t from 'io-ts'
import * as S from '../shape/constructors.js'
import type { StringShape, StructureShape } from '../shape/Shape.js'
import type * as V from '../value/Value.js'
import type {
  EmailAddressInfo_Input,
  EmailAddressInfo_Value,
  InboundAdditionalRecipients_Input,
  InboundAdditionalRecipients_Value,
} from './addresses.js'
import { EmailAddress, EmailAddressInfo, InboundAdditionalRecipients } from './addresses.js'
import type {
  Attributes_Input,
  Attributes_Value,
  SegmentAttributes_Input,
  SegmentAttributes_Value,
} from './attributes.js'
import { Attributes, SegmentAttributes } from './attributes.js'
import { creationRules } from './documented.js'
import type {
  EmailAttachments_Input,
  EmailAttachments_Value,
  InboundEmailContent_Input,
  InboundEmailContent_Value,
} from './message.js'
import { EmailAttachments, InboundEmailContent } from './message.js'
import type { ContactReferences_Input, ContactReferences_Value } from './references.js'
import { ContactReferences } from './references.js'

// -------------------------------------------------------------------------------------
// parts
// -------------------------------------------------------------------------------------

export interface InstanceIdBrand {
  readonly InstanceId: unique symbol
}

/**
 * Which Connect instance is meant: the last part of its ARN.
 *
 * Bounds: 1 to 100 characters.
 */
export type InstanceId = t.Branded<string, InstanceIdBrand>

export const InstanceId: StringShape<InstanceId> = /*#__PURE__*/ S.string('com.amazonaws.connect#InstanceId', {
  length: { min: 1, max: 100 },
})

export interface ContactFlowIdBrand {
  readonly ContactFlowId: unique symbol
}

/**
 * Which flow the contact goes through: the last part of the flow's ARN.
 *
 * Bounds: at most 500 characters.
 */
export type ContactFlowId = t.Branded<string, ContactFlowIdBrand>

export const ContactFlowId: StringShape<ContactFlowId> = /*#__PURE__*/ S.string('com.amazonaws.connect#ContactFlowId', {
  length: { max: 500 },
})

export interface ContactIdBrand {
  readonly ContactId: unique symbol
}

/**
 * One contact of an instance.
 *
 * Bounds: 1 to 256 characters.
 */
export type ContactId = t.Branded<string, ContactIdBrand>

export const ContactId: StringShape<ContactId> = /*#__PURE__*/ S.string('com.amazonaws.connect#ContactId', {
  length: { min: 1, max: 256 },
})

export interface ClientTokenBrand {
  readonly ClientToken: unique symbol
}

/**
 * A token that makes retries of one request count once; upper and lower case are told apart.
 *
 * Bounds: at most 500 characters.
 */
export type ClientToken = t.Branded<string, ClientTokenBrand>

export const ClientToken: StringShape<ClientToken> = /*#__PURE__*/ S.string('com.amazonaws.connect#ClientToken', {
  length: { max: 500 },
})

export interface NameBrand {
  readonly Name: unique symbol
}

/**
 * The name under which an agent sees the contact. Sensitive.
 *
 * Bounds: 0 to 1,024 characters.
 */
export type Name = t.Branded<string, NameBrand>

export const Name: StringShape<Name> = /*#__PURE__*/ S.string('com.amazonaws.connect#Name', {
  length: { min: 0, max: 1024 },
  sensitive: true,
})

export interface DescriptionBrand {
  readonly Description: unique symbol
}

/**
 * What the contact is about. Sensitive.
 *
 * Bounds: 0 to 4,096 characters.
 */
export type Description = t.Branded<string, DescriptionBrand>

export const Description: StringShape<Description> = /*#__PURE__*/ S.string('com.amazonaws.connect#Description', {
  length: { min: 0, max: 4096 },
  sensitive: true,
})

// -------------------------------------------------------------------------------------
// request
// -------------------------------------------------------------------------------------

/**
 * Starts a contact for an email that came in, and sends it through a flow.
 *
 * Beside the constraints of the model it is held to those that the service only documents, `creationRules`;
 * `ignore(StartEmailContactRequest, ['documented'])` drops them, `advise` makes them advice.
 */
export interface StartEmailContactRequest {
  /** 1 to 100 characters. */
  readonly instanceId: InstanceId
  /** The customer. */
  readonly fromEmailAddress: EmailAddressInfo
  /** The address of the instance to which the customer wrote, 1 to 255 characters. */
  readonly destinationEmailAddress: EmailAddress
  /** 0 to 4,096 characters. */
  readonly description?: Description
  /** Facts and links that the agent sees, by label; 4,096 bytes of UTF-8 in all. */
  readonly references?: ContactReferences
  /** 0 to 1,024 characters. */
  readonly name?: Name
  /** The mail itself. */
  readonly emailMessage: InboundEmailContent
  /** Whom else the customer addressed, 49 addresses at the most. */
  readonly additionalRecipients?: InboundAdditionalRecipients
  /** 1 to 50 files. */
  readonly attachments?: EmailAttachments
  /** The flow that takes the contact, at most 500 characters. */
  readonly contactFlowId?: ContactFlowId
  /** An earlier contact whose attributes are copied to this one, 1 to 256 characters. */
  readonly relatedContactId?: ContactId
  /** What flows may read; 32,768 bytes of UTF-8 in all. */
  readonly attributes?: Attributes
  /** Attributes of this segment of the contact, such as when it expires. */
  readonly segmentAttributes?: SegmentAttributes
  /** At most 500 characters; `prepare` fills an absent one. */
  readonly clientToken?: ClientToken
}

export interface StartEmailContactRequest_Input {
  /** 1 to 100 characters. */
  readonly instanceId: string
  /** The customer. */
  readonly fromEmailAddress: EmailAddressInfo_Input
  /** The address of the instance to which the customer wrote, 1 to 255 characters. */
  readonly destinationEmailAddress: string
  /** 0 to 4,096 characters. */
  readonly description?: string | undefined
  /** Facts and links that the agent sees, by label; 4,096 bytes of UTF-8 in all. */
  readonly references?: ContactReferences_Input | undefined
  /** 0 to 1,024 characters. */
  readonly name?: string | undefined
  /** The mail itself. */
  readonly emailMessage: InboundEmailContent_Input
  /** Whom else the customer addressed, 49 addresses at the most. */
  readonly additionalRecipients?: InboundAdditionalRecipients_Input | undefined
  /** 1 to 50 files. */
  readonly attachments?: EmailAttachments_Input | undefined
  /** The flow that takes the contact, at most 500 characters. */
  readonly contactFlowId?: string | undefined
  /** An earlier contact whose attributes are copied to this one, 1 to 256 characters. */
  readonly relatedContactId?: string | undefined
  /** What flows may read; 32,768 bytes of UTF-8 in all. */
  readonly attributes?: Attributes_Input | undefined
  /** Attributes of this segment of the contact, such as when it expires. */
  readonly segmentAttributes?: SegmentAttributes_Input | undefined
  /** At most 500 characters; `prepare` fills an absent one. */
  readonly clientToken?: string | undefined
}

export interface StartEmailContactRequest_Value
  extends V.Structure<{
    readonly InstanceId: V.String<InstanceId>
    readonly FromEmailAddress: EmailAddressInfo_Value
    readonly DestinationEmailAddress: V.String<EmailAddress>
    readonly Description?: V.String<Description>
    readonly References?: ContactReferences_Value
    readonly Name?: V.String<Name>
    readonly EmailMessage: InboundEmailContent_Value
    readonly AdditionalRecipients?: InboundAdditionalRecipients_Value
    readonly Attachments?: EmailAttachments_Value
    readonly ContactFlowId?: V.String<ContactFlowId>
    readonly RelatedContactId?: V.String<ContactId>
    readonly Attributes?: Attributes_Value
    readonly SegmentAttributes?: SegmentAttributes_Value
    readonly ClientToken?: V.String<ClientToken>
  }> {}

export declare namespace StartEmailContactRequest {
  type Input = StartEmailContactRequest_Input
  type Value = StartEmailContactRequest_Value
}

export const StartEmailContactRequest: StructureShape<
  StartEmailContactRequest,
  StartEmailContactRequest_Value,
  StartEmailContactRequest_Input
> = /*#__PURE__*/ S.documented(
  /*#__PURE__*/ S.structure(
    'com.amazonaws.connect#StartEmailContactRequest',
    {
      instanceId: ['InstanceId', () => InstanceId, 1],
      fromEmailAddress: ['FromEmailAddress', () => EmailAddressInfo, 1],
      destinationEmailAddress: ['DestinationEmailAddress', () => EmailAddress, 1],
      description: ['Description', () => Description],
      references: ['References', () => ContactReferences],
      name: ['Name', () => Name],
      emailMessage: ['EmailMessage', () => InboundEmailContent, 1],
      additionalRecipients: ['AdditionalRecipients', () => InboundAdditionalRecipients],
      attachments: ['Attachments', () => EmailAttachments],
      contactFlowId: ['ContactFlowId', () => ContactFlowId],
      relatedContactId: ['RelatedContactId', () => ContactId],
      attributes: ['Attributes', () => Attributes],
      segmentAttributes: ['SegmentAttributes', () => SegmentAttributes],
      clientToken: ['ClientToken', () => ClientToken, 0, { idempotencyToken: true }],
    },
    { input: true },
  ),
  creationRules,
)

// -------------------------------------------------------------------------------------
// response
// -------------------------------------------------------------------------------------

/** What the service answers once the contact is there. */
export interface StartEmailContactResponse {
  /** The new contact, 1 to 256 characters. */
  readonly contactId?: ContactId
}

export interface StartEmailContactResponse_Input {
  /** The new contact, 1 to 256 characters. */
  readonly contactId?: string | undefined
}

export interface StartEmailContactResponse_Value extends V.Structure<{ readonly ContactId?: V.String<ContactId> }> {}

export declare namespace StartEmailContactResponse {
  type Input = StartEmailContactResponse_Input
  type Value = StartEmailContactResponse_Value
}

export const StartEmailContactResponse: StructureShape<
  StartEmailContactResponse,
  StartEmailContactResponse_Value,
  StartEmailContactResponse_Input
> = /*#__PURE__*/ S.structure(
  'com.amazonaws.connect#StartEmailContactResponse',
  { contactId: ['ContactId', () => ContactId] },
  { output: true },
)
