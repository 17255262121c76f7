/**
 * The built-in service: the domain types, what `make` takes, and the exact Value that `encode` gives.
 */
// biome-ignore-all lint/suspicious/noAssignInExpressions: that it may not be assigned is the test
import type { Either } from 'fp-ts/lib/Either.js'
import type * as t from 'io-ts'
import { expectAssignable, expectError, expectNotAssignable, expectType } from 'tsd'
import type { Errors, InputOf, Unlisted, Validation } from 'wireshape'
import type {
  Attributes,
  AttributeValue,
  Body,
  ClientToken,
  ContactFlowId,
  ContactId,
  ContactReferences,
  Description,
  EmailAddressBrand,
  EmailAddressDisplayName,
  EmailAddressInfo,
  EmailAddressInfo_Input,
  EmailAddressInfo_Value,
  EmailHeaders_Value,
  EmailHeaderType,
  EmailHeaderType_Input,
  EmailHeaderValue,
  EmailMessageContentType,
  InboundAdditionalRecipients,
  InboundEmailContent,
  InboundSubject,
  InstanceId,
  Name,
  ReferenceType,
  ReferenceType_Input,
  SegmentAttributeValue_Input,
  SegmentAttributeValue_Value,
  SegmentAttributeValueString,
  StartEmailContactRequest_Input,
  StartEmailContactRequest_Value,
  StartEmailContactResponse_Value,
} from 'wireshape/connect'
import {
  EmailAddress,
  EmailAttachments,
  EmailHeaders,
  InboundRawMessage,
  InvalidRequestExceptionReason,
  Reference,
  SegmentAttributes,
  SegmentAttributeValue,
  StartEmailContactRequest,
  StartEmailContactResponse,
} from 'wireshape/connect'
import * as V from 'wireshape/value'

declare const request: StartEmailContactRequest
declare const instanceId: InstanceId
declare const address: EmailAddress
declare const info: EmailAddressInfo
declare const message: InboundEmailContent
declare const text: string

// -------------------------------------------------------------------------------------
// the domain object
// -------------------------------------------------------------------------------------

/** The request as the mission of the library states it: 14 members, 4 of them required, each branded where checked. */
interface Request {
  readonly instanceId: InstanceId
  readonly fromEmailAddress: EmailAddressInfo
  readonly destinationEmailAddress: EmailAddress
  readonly description?: Description
  readonly references?: Readonly<Record<string, Reference>>
  readonly name?: Name
  readonly emailMessage: InboundEmailContent
  readonly additionalRecipients?: InboundAdditionalRecipients
  readonly attachments?: EmailAttachments
  readonly contactFlowId?: ContactFlowId
  readonly relatedContactId?: ContactId
  readonly attributes?: Readonly<Record<string, AttributeValue>>
  readonly segmentAttributes?: Readonly<Record<string, SegmentAttributeValue>>
  readonly clientToken?: ClientToken
}

declare const flat: { readonly [K in keyof StartEmailContactRequest]: StartEmailContactRequest[K] }
expectType<{ readonly [K in keyof Request]: Request[K] }>(flat)

const least: StartEmailContactRequest = {
  instanceId,
  fromEmailAddress: info,
  destinationEmailAddress: address,
  emailMessage: message,
}
expectAssignable<StartEmailContactRequest>({ ...least, attributes: {}, segmentAttributes: {} })

// a missing required member, each in turn
expectNotAssignable<StartEmailContactRequest>({
  fromEmailAddress: info,
  destinationEmailAddress: address,
  emailMessage: message,
})
expectNotAssignable<StartEmailContactRequest>({ instanceId, destinationEmailAddress: address, emailMessage: message })
expectNotAssignable<StartEmailContactRequest>({ instanceId, fromEmailAddress: info, emailMessage: message })
expectNotAssignable<StartEmailContactRequest>({ instanceId, fromEmailAddress: info, destinationEmailAddress: address })

// a misspelt member
expectError<StartEmailContactRequest>({ ...least, desription: 'x' })
expectError<EmailAddressInfo>({ emailAddress: address, display: 'Ada' })

// an unchecked string where a brand is due
expectNotAssignable<EmailAddress>(text)
expectNotAssignable<EmailAddress>('ada@example.com')
expectNotAssignable<EmailAddressInfo>({ emailAddress: 'ada@example.com' })
expectNotAssignable<StartEmailContactRequest>({ ...least, instanceId: 'x' })
expectNotAssignable<StartEmailContactRequest>({ ...least, destinationEmailAddress: text })
expectNotAssignable<StartEmailContactRequest>({ ...least, description: 'text' })
expectNotAssignable<StartEmailContactRequest>({ ...least, name: 'text' })
expectNotAssignable<StartEmailContactRequest>({ ...least, clientToken: 'text' })
expectNotAssignable<StartEmailContactRequest>({ ...least, contactFlowId: 'text' })
expectNotAssignable<StartEmailContactRequest>({ ...least, relatedContactId: 'text' })
expectNotAssignable<StartEmailContactRequest>({ ...least, attributes: { a: 'text' } })

// a checked string is a string, and no other checked string
expectType<t.Branded<string, EmailAddressBrand>>(address)
expectAssignable<string>(address)
expectNotAssignable<EmailAddress>(instanceId)
expectNotAssignable<InstanceId>(address)
expectNotAssignable<Name>({} as Description)
expectNotAssignable<Body>({} as InboundSubject)

// absent is absent: `undefined` has no place inside a domain record
expectNotAssignable<StartEmailContactRequest>({ ...least, description: undefined })
expectNotAssignable<StartEmailContactRequest>({ ...least, attributes: undefined })
expectNotAssignable<EmailAddressInfo>({ emailAddress: address, displayName: undefined })
expectNotAssignable<SegmentAttributeValue>({ valueInteger: undefined })
expectNotAssignable<StartEmailContactRequest>({ ...least, description: null })

// readonly everywhere
declare const recipients: InboundAdditionalRecipients
declare const references: ContactReferences
declare const attachments: EmailAttachments
declare const attributes: Attributes
declare const segment: SegmentAttributeValue
expectError((request.instanceId = instanceId))
expectError((request.fromEmailAddress.emailAddress = address))
expectError((request.emailMessage.rawMessage = {} as InboundRawMessage))
expectError((references['order'] = {} as Reference))
expectError((attributes['a'] = {} as AttributeValue))
expectError((segment.valueInteger = 1))
expectError((attachments[0] = {} as EmailAttachments[0]))
expectError(recipients.toAddresses?.push(info))
expectError((({} as EmailHeaders).MESSAGE_ID = {} as EmailHeaderValue))

// -------------------------------------------------------------------------------------
// make
// -------------------------------------------------------------------------------------

expectType<StartEmailContactRequest_Input>({} as InputOf<typeof StartEmailContactRequest>)
expectType<StartEmailContactRequest_Input>({} as StartEmailContactRequest.Input)
expectType<StartEmailContactRequest_Input>({} as Parameters<typeof StartEmailContactRequest.make>[0])

/** Plain strings for brands; `undefined` where a member is optional. */
interface Input {
  readonly instanceId: string
  readonly fromEmailAddress: EmailAddressInfo_Input
  readonly destinationEmailAddress: string
  readonly description?: string | undefined
  readonly references?: InputOf<typeof ContactReferences> | undefined
  readonly name?: string | undefined
  readonly emailMessage: InputOf<typeof InboundEmailContent>
  readonly additionalRecipients?: InputOf<typeof InboundAdditionalRecipients> | undefined
  readonly attachments?: InputOf<typeof EmailAttachments> | undefined
  readonly contactFlowId?: string | undefined
  readonly relatedContactId?: string | undefined
  readonly attributes?: Readonly<Record<string, string>> | undefined
  readonly segmentAttributes?: Readonly<Record<string, SegmentAttributeValue_Input>> | undefined
  readonly clientToken?: string | undefined
}

declare const flatInput: { readonly [K in keyof StartEmailContactRequest_Input]: StartEmailContactRequest_Input[K] }
expectType<{ readonly [K in keyof Input]: Input[K] }>(flatInput)

const input = {
  instanceId: 'i',
  fromEmailAddress: { emailAddress: 'ada@example.com', displayName: 'Ada' },
  destinationEmailAddress: 'support@example.org',
  emailMessage: { messageSourceType: 'RAW', rawMessage: { subject: '', body: 'b', contentType: 'text/plain' } },
} as const
expectType<Either<Errors, StartEmailContactRequest>>(StartEmailContactRequest.make(input))
expectType<Validation<StartEmailContactRequest>>(StartEmailContactRequest.make(input))
expectType<Validation<EmailAddress>>(EmailAddress.make('ada@example.com'))

StartEmailContactRequest.make({ ...input, description: undefined, attributes: undefined })
// whatever `make` gave, it takes
expectAssignable<StartEmailContactRequest_Input>({ ...input, segmentAttributes: { a: { valueMap: {} } } })
expectAssignable<EmailAddressInfo_Input>(info)

expectError(StartEmailContactRequest.make({}))
expectError(StartEmailContactRequest.make({ ...input, instanceId: undefined }))
expectError(StartEmailContactRequest.make({ ...input, desription: 'x' }))
expectError(StartEmailContactRequest.make({ ...input, description: 1 }))
expectError(StartEmailContactRequest.make({ ...input, description: null }))
expectError(StartEmailContactRequest.make({ ...input, emailMessage: { messageSourceType: 'TEMPLATE' } }))
expectError(StartEmailContactRequest.make({ ...input, attributes: { a: 1 } }))
expectError(StartEmailContactRequest.make(text))
expectError(EmailAddress.make(1))

// an unlisted value comes from tolerant readers alone
expectType<ReferenceType_Input>({} as InputOf<typeof Reference>['type'])
expectType<ReferenceType_Input | Unlisted<'ReferenceType'>>({} as Reference['type'])
expectNotAssignable<ReferenceType_Input>({} as Unlisted<'ReferenceType'>)
expectNotAssignable<Unlisted<'ReferenceType'>>({} as Unlisted<'EmailHeaderType'>)
expectError(Reference.make({ type: {} as Unlisted<'ReferenceType'> }))
expectError(Reference.make({ type: {} as ReferenceType }))
expectError(Reference.make({ type: 'FAX' }))
expectNotAssignable<Reference>({ type: 'FAX' })

// -------------------------------------------------------------------------------------
// encode
// -------------------------------------------------------------------------------------

const value = StartEmailContactRequest.encode(request)
expectType<StartEmailContactRequest_Value>(value)
expectType<StartEmailContactRequest_Value>({} as StartEmailContactRequest.Value)
expectType<'Structure'>(value._tag)
expectAssignable<V.Value>(value)
expectAssignable<V.Structure>(value)

expectType<{
  readonly InstanceId: V.String<InstanceId>
  readonly FromEmailAddress: EmailAddressInfo_Value
  readonly DestinationEmailAddress: V.String<EmailAddress>
  readonly Description?: V.String<Description>
  readonly References?: V.Map<V.String, Reference.Value>
  readonly Name?: V.String<Name>
  readonly EmailMessage: InboundEmailContent.Value
  readonly AdditionalRecipients?: InboundAdditionalRecipients.Value
  readonly Attachments?: V.List<t.OutputOf<typeof EmailAttachments> extends V.List<infer A> ? A : never>
  readonly ContactFlowId?: V.String<ContactFlowId>
  readonly RelatedContactId?: V.String<ContactId>
  readonly Attributes?: V.Map<V.String, V.String<AttributeValue>>
  readonly SegmentAttributes?: V.Map<V.String, SegmentAttributeValue_Value>
  readonly ClientToken?: V.String<ClientToken>
}>(value.fields)

expectType<{
  readonly EmailAddress: V.String<EmailAddress>
  readonly DisplayName?: V.String<EmailAddressDisplayName>
}>(value.fields.FromEmailAddress.fields)

expectType<{
  readonly Subject: V.String<InboundSubject>
  readonly Body: V.String<Body>
  readonly ContentType: V.String<EmailMessageContentType>
  readonly Headers?: EmailHeaders_Value
}>(InboundRawMessage.encode({} as InboundRawMessage).fields)

expectType<ReadonlyArray<EmailAddressInfo_Value> | undefined>(
  value.fields.AdditionalRecipients?.fields.ToAddresses?.items,
)
expectType<V.Enum<ReferenceType>>(Reference.encode({} as Reference).fields.Type)
expectType<StartEmailContactResponse_Value>(StartEmailContactResponse.encode({}))
expectType<V.String<ContactId> | undefined>(StartEmailContactResponse.encode({}).fields.ContactId)

// a member that is not there, an optional one taken for present, and a change
expectError(value.fields.Desription)
// @ts-expect-error: possibly undefined
void value.fields.Description.value
expectError((value.fields.InstanceId = V.string(instanceId)))
expectNotAssignable<StartEmailContactRequest_Value>(V.structure({}))
expectNotAssignable<StartEmailContactRequest_Value>({} as V.Structure)
expectNotAssignable<V.String<EmailAddress>>(V.string('ada@example.com'))

// what is encoded has been checked, at least by its type
expectError(StartEmailContactRequest.encode(input))
expectError(StartEmailContactRequest.encode({}))
expectError(EmailAddress.encode('ada@example.com'))

// -------------------------------------------------------------------------------------
// decode and is
// -------------------------------------------------------------------------------------

expectType<Validation<StartEmailContactRequest>>(StartEmailContactRequest.decode({}))
declare const anything: unknown
if (StartEmailContactRequest.is(anything)) expectType<StartEmailContactRequest>(anything)
if (EmailAddress.is(text)) expectType<EmailAddress>(text)

expectType<StartEmailContactRequest>({} as t.TypeOf<typeof StartEmailContactRequest>)
expectType<StartEmailContactRequest_Value>({} as t.OutputOf<typeof StartEmailContactRequest>)
expectType<EmailAddressDisplayName>({} as t.TypeOf<typeof EmailAddressDisplayName>)
expectType<V.String<EmailAddress>>({} as t.OutputOf<typeof EmailAddress>)
expectType<EmailAddressInfo_Value>({} as t.OutputOf<typeof EmailAddressInfo>)

// -------------------------------------------------------------------------------------
// enum maps
// -------------------------------------------------------------------------------------

type Headers = t.TypeOf<typeof EmailHeaders>
expectType<{ readonly [P in EmailHeaderType_Input]?: EmailHeaderValue }>({} as Headers)
expectAssignable<Headers>({})
expectAssignable<Headers>({ MESSAGE_ID: {} as EmailHeaderValue })
expectError<Headers>({ REPLY_TO: {} as EmailHeaderValue })
expectNotAssignable<Headers>({ MESSAGE_ID: 'x' })
expectNotAssignable<Headers>({ MESSAGE_ID: undefined })
expectType<EmailHeaderValue | undefined>(({} as Headers).IN_REPLY_TO)
EmailHeaders.make({ MESSAGE_ID: '<1@example.com>', IN_REPLY_TO: undefined })
expectError(EmailHeaders.make({ REPLY_TO: 'x' }))
expectType<V.Map<V.Enum<EmailHeaderType_Input>, V.String<EmailHeaderValue>>>(EmailHeaders.encode({}))
expectType<EmailHeaderType_Input | Unlisted<'EmailHeaderType'>>({} as EmailHeaderType)
expectType<EmailHeaderType_Input>({} as InputOf<typeof EmailHeaderType>)

// keys of other maps are plain text, and a look-up may miss
declare const others: ContactReferences
expectType<Reference | undefined>(others['order'])

// -------------------------------------------------------------------------------------
// recursion
// -------------------------------------------------------------------------------------

expectType<SegmentAttributeValue | undefined>(segment.valueMap?.['a']?.valueList?.[0]?.valueMap?.['b'])
expectType<SegmentAttributeValueString | undefined>(segment.valueMap?.['a']?.valueMap?.['b']?.valueString)
SegmentAttributeValue.make({ valueMap: { a: { valueList: [{ valueMap: { b: { valueInteger: 1 } } }] } } })
expectError(
  SegmentAttributeValue.make({ valueMap: { a: { valueList: [{ valueMap: { b: { valueInteger: 'x' } } }] } } }),
)
expectError(SegmentAttributeValue.make({ valueMap: { a: { valueMap: { b: { valueStrin: '' } } } } }))

const nested = SegmentAttributeValue.encode(segment)
expectType<SegmentAttributeValue_Value | undefined>(nested.fields.ValueList?.items[0])
expectType<readonly [V.String, SegmentAttributeValue_Value] | undefined>(nested.fields.ValueMap?.entries[0])
expectType<number | undefined>(nested.fields.ValueMap?.entries[0]?.[1].fields.ValueInteger?.value)
expectType<V.Map<V.String, SegmentAttributeValue_Value>>(SegmentAttributes.encode({}))

// -------------------------------------------------------------------------------------
// unions
// -------------------------------------------------------------------------------------

declare const reason: InvalidRequestExceptionReason
switch (reason._tag) {
  case 'attachedFileInvalidRequestExceptionReason':
    expectType<
      | 'INVALID_FILE_SIZE'
      | 'INVALID_FILE_TYPE'
      | 'INVALID_FILE_NAME'
      | Unlisted<'AttachedFileInvalidRequestExceptionReason'>
    >(reason.value)
    expectError(reason.raw)
    break
  case '$unknown':
    expectType<string>(reason.name)
    expectType<V.DocumentData>(reason.raw)
    expectError(reason.value)
    break
  default:
    expectType<never>(reason)
}
expectError(InvalidRequestExceptionReason.make({ _tag: '$unknown', name: 'x', raw: null }))
expectError(InvalidRequestExceptionReason.make({ _tag: 'other', value: 'INVALID_FILE_SIZE' }))
InvalidRequestExceptionReason.make({
  _tag: 'attachedFileInvalidRequestExceptionReason',
  value: 'INVALID_FILE_SIZE',
})
expectAssignable<V.Value>(InvalidRequestExceptionReason.encode(reason))

// -------------------------------------------------------------------------------------
// lists
// -------------------------------------------------------------------------------------

EmailAttachments.make([{ fileName: 'a', s3Url: 'b' }])
expectError(EmailAttachments.make([{ fileName: 'a' }]))
expectType<Attributes>({} as t.TypeOf<typeof Attributes>)
