/**
 * `wireshape/connect`: StartEmailContact of Amazon Connect and the 56 shapes that it and its errors reach.
 */

export { creationRules } from './documented.js'
export type { AccessDeniedException_Input, AccessDeniedException_Value } from './generated/AccessDeniedException.js'
export { AccessDeniedException } from './generated/AccessDeniedException.js'
export type { IdempotencyException_Input, IdempotencyException_Value } from './generated/IdempotencyException.js'
export { IdempotencyException } from './generated/IdempotencyException.js'
export type {
  InternalServiceException_Input,
  InternalServiceException_Value,
} from './generated/InternalServiceException.js'
export { InternalServiceException } from './generated/InternalServiceException.js'
export type {
  AttachedFileInvalidRequestExceptionReason_Input,
  InvalidRequestException_Input,
  InvalidRequestException_Value,
  InvalidRequestExceptionReason_Input,
  InvalidRequestExceptionReason_Value,
} from './generated/InvalidRequestException.js'
export {
  AttachedFileInvalidRequestExceptionReason,
  InvalidRequestException,
  InvalidRequestExceptionReason,
  Message,
} from './generated/InvalidRequestException.js'
export type {
  ResourceNotFoundException_Input,
  ResourceNotFoundException_Value,
} from './generated/ResourceNotFoundException.js'
export { ResourceNotFoundException } from './generated/ResourceNotFoundException.js'
export type {
  AttachedFileServiceQuotaExceededExceptionReason_Input,
  ServiceQuotaExceededException_Input,
  ServiceQuotaExceededException_Value,
  ServiceQuotaExceededExceptionReason_Input,
  ServiceQuotaExceededExceptionReason_Value,
} from './generated/ServiceQuotaExceededException.js'
export {
  AttachedFileServiceQuotaExceededExceptionReason,
  ServiceQuotaExceededException,
  ServiceQuotaExceededExceptionReason,
} from './generated/ServiceQuotaExceededException.js'
export type {
  AttributeNameBrand,
  Attributes_Input,
  Attributes_Value,
  AttributeValueBrand,
  BodyBrand,
  ClientTokenBrand,
  ContactFlowIdBrand,
  ContactIdBrand,
  ContactReferences_Input,
  ContactReferences_Value,
  DescriptionBrand,
  EmailAddressBrand,
  EmailAddressDisplayNameBrand,
  EmailAddressInfo_Input,
  EmailAddressInfo_Value,
  EmailAddressRecipientList_Input,
  EmailAddressRecipientList_Value,
  EmailAttachment_Input,
  EmailAttachment_Value,
  EmailAttachments_Input,
  EmailAttachments_Value,
  EmailHeaders_Input,
  EmailHeaders_Value,
  EmailHeaderType_Input,
  EmailHeaderValueBrand,
  EmailMessageContentTypeBrand,
  FileNameBrand,
  InboundAdditionalRecipients_Input,
  InboundAdditionalRecipients_Value,
  InboundEmailContent_Input,
  InboundEmailContent_Value,
  InboundMessageSourceType_Input,
  InboundRawMessage_Input,
  InboundRawMessage_Value,
  InboundSubjectBrand,
  InstanceIdBrand,
  NameBrand,
  PreSignedAttachmentUrlBrand,
  Reference_Input,
  Reference_Value,
  ReferenceArnBrand,
  ReferenceKeyBrand,
  ReferenceStatus_Input,
  ReferenceStatusReasonBrand,
  ReferenceType_Input,
  ReferenceValueBrand,
  SegmentAttributeNameBrand,
  SegmentAttributes_Input,
  SegmentAttributes_Value,
  SegmentAttributeValue_Input,
  SegmentAttributeValue_Value,
  SegmentAttributeValueList_Input,
  SegmentAttributeValueList_Value,
  SegmentAttributeValueMap_Input,
  SegmentAttributeValueMap_Value,
  SegmentAttributeValueStringBrand,
  StartEmailContactRequest_Input,
  StartEmailContactRequest_Value,
} from './generated/StartEmailContactRequest.js'
export {
  AttributeName,
  Attributes,
  AttributeValue,
  Body,
  ClientToken,
  ContactFlowId,
  ContactId,
  ContactReferences,
  Description,
  EmailAddress,
  EmailAddressDisplayName,
  EmailAddressInfo,
  EmailAddressRecipientList,
  EmailAttachment,
  EmailAttachments,
  EmailHeaders,
  EmailHeaderType,
  EmailHeaderValue,
  EmailMessageContentType,
  FileName,
  InboundAdditionalRecipients,
  InboundEmailContent,
  InboundMessageSourceType,
  InboundRawMessage,
  InboundSubject,
  InstanceId,
  Name,
  PreSignedAttachmentUrl,
  Reference,
  ReferenceArn,
  ReferenceKey,
  ReferenceStatus,
  ReferenceStatusReason,
  ReferenceType,
  ReferenceValue,
  SegmentAttributeName,
  SegmentAttributes,
  SegmentAttributeValue,
  SegmentAttributeValueInteger,
  SegmentAttributeValueList,
  SegmentAttributeValueMap,
  SegmentAttributeValueString,
} from './generated/StartEmailContactRequest.js'
export type {
  StartEmailContactResponse_Input,
  StartEmailContactResponse_Value,
} from './generated/StartEmailContactResponse.js'
export { StartEmailContactResponse } from './generated/StartEmailContactResponse.js'
export type { ThrottlingException_Input, ThrottlingException_Value } from './generated/ThrottlingException.js'
export { ThrottlingException } from './generated/ThrottlingException.js'
export type { StartEmailContactError } from './StartEmailContact.js'
export { Connect, StartEmailContact, StartEmailContactRequest } from './StartEmailContact.js'
