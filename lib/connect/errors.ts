/**
 * The errors that starting an email contact may answer with, and the reasons that two of them carry.
 *
 * The service names no member of an error required: a message may be missing.
 */

import * as S from '../shape/constructors.js'
import type { EnumShape, StringShape, StructureShape, UnionShape, UnknownMember, Unlisted } from '../shape/Shape.js'
import type * as V from '../value/Value.js'

// -------------------------------------------------------------------------------------
// parts
// -------------------------------------------------------------------------------------

/** Text for people, without a bound. */
export type Message = string

export const Message: StringShape = /*#__PURE__*/ S.string('com.amazonaws.connect#Message')

/** What is wrong with an attached file: its size, its type or its name. */
export type AttachedFileInvalidRequestExceptionReason_Input =
  | 'INVALID_FILE_SIZE'
  | 'INVALID_FILE_TYPE'
  | 'INVALID_FILE_NAME'

export type AttachedFileInvalidRequestExceptionReason =
  | AttachedFileInvalidRequestExceptionReason_Input
  | Unlisted<'AttachedFileInvalidRequestExceptionReason'>

export const AttachedFileInvalidRequestExceptionReason: EnumShape<
  AttachedFileInvalidRequestExceptionReason_Input,
  'AttachedFileInvalidRequestExceptionReason'
> = /*#__PURE__*/ S.enumeration('com.amazonaws.connect#AttachedFileInvalidRequestExceptionReason', [
  'INVALID_FILE_SIZE',
  'INVALID_FILE_TYPE',
  'INVALID_FILE_NAME',
])

/** Why a request was refused, where the service says so; attached files are the only alternative so far. */
export type InvalidRequestExceptionReason =
  | {
      readonly _tag: 'attachedFileInvalidRequestExceptionReason'
      readonly value: AttachedFileInvalidRequestExceptionReason
    }
  | UnknownMember

export type InvalidRequestExceptionReason_Input = {
  readonly _tag: 'attachedFileInvalidRequestExceptionReason'
  readonly value: AttachedFileInvalidRequestExceptionReason_Input
}

export type InvalidRequestExceptionReason_Value =
  | V.Structure<{
      readonly AttachedFileInvalidRequestExceptionReason: V.Enum<AttachedFileInvalidRequestExceptionReason>
    }>
  | V.Structure<{ readonly [name: string]: V.Document }>

export declare namespace InvalidRequestExceptionReason {
  type Input = InvalidRequestExceptionReason_Input
  type Value = InvalidRequestExceptionReason_Value
}

export const InvalidRequestExceptionReason: UnionShape<
  InvalidRequestExceptionReason,
  InvalidRequestExceptionReason_Value,
  InvalidRequestExceptionReason_Input
> = /*#__PURE__*/ S.union('com.amazonaws.connect#InvalidRequestExceptionReason', {
  attachedFileInvalidRequestExceptionReason: [
    'AttachedFileInvalidRequestExceptionReason',
    () => AttachedFileInvalidRequestExceptionReason,
  ],
})

/** Which limit on attached files was passed: their size together, or their number. */
export type AttachedFileServiceQuotaExceededExceptionReason_Input =
  | 'TOTAL_FILE_SIZE_EXCEEDED'
  | 'TOTAL_FILE_COUNT_EXCEEDED'

export type AttachedFileServiceQuotaExceededExceptionReason =
  | AttachedFileServiceQuotaExceededExceptionReason_Input
  | Unlisted<'AttachedFileServiceQuotaExceededExceptionReason'>

export const AttachedFileServiceQuotaExceededExceptionReason: EnumShape<
  AttachedFileServiceQuotaExceededExceptionReason_Input,
  'AttachedFileServiceQuotaExceededExceptionReason'
> = /*#__PURE__*/ S.enumeration('com.amazonaws.connect#AttachedFileServiceQuotaExceededExceptionReason', [
  'TOTAL_FILE_SIZE_EXCEEDED',
  'TOTAL_FILE_COUNT_EXCEEDED',
])

/** Which quota was passed, where the service says so; attached files are the only alternative so far. */
export type ServiceQuotaExceededExceptionReason =
  | {
      readonly _tag: 'attachedFileServiceQuotaExceededExceptionReason'
      readonly value: AttachedFileServiceQuotaExceededExceptionReason
    }
  | UnknownMember

export type ServiceQuotaExceededExceptionReason_Input = {
  readonly _tag: 'attachedFileServiceQuotaExceededExceptionReason'
  readonly value: AttachedFileServiceQuotaExceededExceptionReason_Input
}

export type ServiceQuotaExceededExceptionReason_Value =
  | V.Structure<{
      readonly AttachedFileServiceQuotaExceededExceptionReason: V.Enum<AttachedFileServiceQuotaExceededExceptionReason>
    }>
  | V.Structure<{ readonly [name: string]: V.Document }>

export declare namespace ServiceQuotaExceededExceptionReason {
  type Input = ServiceQuotaExceededExceptionReason_Input
  type Value = ServiceQuotaExceededExceptionReason_Value
}

export const ServiceQuotaExceededExceptionReason: UnionShape<
  ServiceQuotaExceededExceptionReason,
  ServiceQuotaExceededExceptionReason_Value,
  ServiceQuotaExceededExceptionReason_Input
> = /*#__PURE__*/ S.union('com.amazonaws.connect#ServiceQuotaExceededExceptionReason', {
  attachedFileServiceQuotaExceededExceptionReason: [
    'AttachedFileServiceQuotaExceededExceptionReason',
    () => AttachedFileServiceQuotaExceededExceptionReason,
  ],
})

// -------------------------------------------------------------------------------------
// errors
// -------------------------------------------------------------------------------------

/** The service finds fault with the request. Status 400. */
export interface InvalidRequestException {
  /** What the service says about it. */
  readonly message?: Message
  /** What was at fault, where that is an attached file. */
  readonly reason?: InvalidRequestExceptionReason
}

export interface InvalidRequestException_Input {
  /** What the service says about it. */
  readonly message?: string | undefined
  /** What was at fault, where that is an attached file. */
  readonly reason?: InvalidRequestExceptionReason_Input | undefined
}

export interface InvalidRequestException_Value
  extends V.Structure<{
    readonly Message?: V.String
    readonly Reason?: InvalidRequestExceptionReason_Value
  }> {}

export declare namespace InvalidRequestException {
  type Input = InvalidRequestException_Input
  type Value = InvalidRequestException_Value
}

export const InvalidRequestException: StructureShape<
  InvalidRequestException,
  InvalidRequestException_Value,
  InvalidRequestException_Input
> = /*#__PURE__*/ S.structure(
  'com.amazonaws.connect#InvalidRequestException',
  {
    message: ['Message', () => Message],
    reason: ['Reason', () => InvalidRequestExceptionReason],
  },
  { error: 'client', httpError: 400 },
)

/** A quota of the account or instance is used up. Status 402. */
export interface ServiceQuotaExceededException {
  /** What the service says about it. */
  readonly message?: Message
  /** Which quota, where that is one of attached files. */
  readonly reason?: ServiceQuotaExceededExceptionReason
}

export interface ServiceQuotaExceededException_Input {
  /** What the service says about it. */
  readonly message?: string | undefined
  /** Which quota, where that is one of attached files. */
  readonly reason?: ServiceQuotaExceededExceptionReason_Input | undefined
}

export interface ServiceQuotaExceededException_Value
  extends V.Structure<{
    readonly Message?: V.String
    readonly Reason?: ServiceQuotaExceededExceptionReason_Value
  }> {}

export declare namespace ServiceQuotaExceededException {
  type Input = ServiceQuotaExceededException_Input
  type Value = ServiceQuotaExceededException_Value
}

export const ServiceQuotaExceededException: StructureShape<
  ServiceQuotaExceededException,
  ServiceQuotaExceededException_Value,
  ServiceQuotaExceededException_Input
> = /*#__PURE__*/ S.structure(
  'com.amazonaws.connect#ServiceQuotaExceededException',
  {
    message: ['Message', () => Message],
    reason: ['Reason', () => ServiceQuotaExceededExceptionReason],
  },
  { error: 'client', httpError: 402 },
)

/** The caller may not do this. Status 403. */
export interface AccessDeniedException {
  /** What the service says about it. */
  readonly message?: Message
}

export interface AccessDeniedException_Input {
  /** What the service says about it. */
  readonly message?: string | undefined
}

export interface AccessDeniedException_Value
  extends V.Structure<{
    readonly Message?: V.String
  }> {}

export declare namespace AccessDeniedException {
  type Input = AccessDeniedException_Input
  type Value = AccessDeniedException_Value
}

export const AccessDeniedException: StructureShape<
  AccessDeniedException,
  AccessDeniedException_Value,
  AccessDeniedException_Input
> = /*#__PURE__*/ S.structure(
  'com.amazonaws.connect#AccessDeniedException',
  {
    message: ['Message', () => Message],
  },
  { error: 'client', httpError: 403 },
)

/** Something that the request names is not there. Status 404. */
export interface ResourceNotFoundException {
  /** What the service says about it. */
  readonly message?: Message
}

export interface ResourceNotFoundException_Input {
  /** What the service says about it. */
  readonly message?: string | undefined
}

export interface ResourceNotFoundException_Value
  extends V.Structure<{
    readonly Message?: V.String
  }> {}

export declare namespace ResourceNotFoundException {
  type Input = ResourceNotFoundException_Input
  type Value = ResourceNotFoundException_Value
}

export const ResourceNotFoundException: StructureShape<
  ResourceNotFoundException,
  ResourceNotFoundException_Value,
  ResourceNotFoundException_Input
> = /*#__PURE__*/ S.structure(
  'com.amazonaws.connect#ResourceNotFoundException',
  {
    message: ['Message', () => Message],
  },
  { error: 'client', httpError: 404 },
)

/** Too many requests in a short time. Status 429. */
export interface ThrottlingException {
  /** What the service says about it. */
  readonly message?: Message
}

export interface ThrottlingException_Input {
  /** What the service says about it. */
  readonly message?: string | undefined
}

export interface ThrottlingException_Value
  extends V.Structure<{
    readonly Message?: V.String
  }> {}

export declare namespace ThrottlingException {
  type Input = ThrottlingException_Input
  type Value = ThrottlingException_Value
}

export const ThrottlingException: StructureShape<
  ThrottlingException,
  ThrottlingException_Value,
  ThrottlingException_Input
> = /*#__PURE__*/ S.structure(
  'com.amazonaws.connect#ThrottlingException',
  {
    message: ['Message', () => Message],
  },
  { error: 'client', httpError: 429 },
)

/** The service failed by a fault of its own. Status 500. */
export interface InternalServiceException {
  /** What the service says about it. */
  readonly message?: Message
}

export interface InternalServiceException_Input {
  /** What the service says about it. */
  readonly message?: string | undefined
}

export interface InternalServiceException_Value
  extends V.Structure<{
    readonly Message?: V.String
  }> {}

export declare namespace InternalServiceException {
  type Input = InternalServiceException_Input
  type Value = InternalServiceException_Value
}

export const InternalServiceException: StructureShape<
  InternalServiceException,
  InternalServiceException_Value,
  InternalServiceException_Input
> = /*#__PURE__*/ S.structure(
  'com.amazonaws.connect#InternalServiceException',
  {
    message: ['Message', () => Message],
  },
  { error: 'server', httpError: 500 },
)

/** Something of the same name is already there. Status 409. */
export interface IdempotencyException {
  /** What the service says about it. */
  readonly message?: Message
}

export interface IdempotencyException_Input {
  /** What the service says about it. */
  readonly message?: string | undefined
}

export interface IdempotencyException_Value
  extends V.Structure<{
    readonly Message?: V.String
  }> {}

export declare namespace IdempotencyException {
  type Input = IdempotencyException_Input
  type Value = IdempotencyException_Value
}

export const IdempotencyException: StructureShape<
  IdempotencyException,
  IdempotencyException_Value,
  IdempotencyException_Input
> = /*#__PURE__*/ S.structure(
  'com.amazonaws.connect#IdempotencyException',
  {
    message: ['Message', () => Message],
  },
  { error: 'client', httpError: 409 },
)
