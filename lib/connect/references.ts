/**
 * References: small facts and links that an agent sees beside a contact.
 */

import type * as t from 'io-ts'
import * as S from '../shape/constructors.js'
import type { EnumShape, MapShape, StringShape, StructureShape, Unlisted } from '../shape/Shape.js'
import type * as V from '../value/Value.js'

// -------------------------------------------------------------------------------------
// parts
// -------------------------------------------------------------------------------------

export interface ReferenceKeyBrand {
  readonly ReferenceKey: unique symbol
}

/**
 * The label under which an agent sees a reference.
 *
 * Bounds: 1 to 4,096 characters; all references together, 4,096 bytes of UTF-8.
 */
export type ReferenceKey = t.Branded<string, ReferenceKeyBrand>

export const ReferenceKey: StringShape<ReferenceKey> = /*#__PURE__*/ S.string('com.amazonaws.connect#ReferenceKey', {
  length: { min: 1, max: 4096 },
})

export interface ReferenceValueBrand {
  readonly ReferenceValue: unique symbol
}

/**
 * What a reference says, as text of the kind that its type names: a URL, a number, a text, an epoch time.
 *
 * Bounds: 0 to 4,096 characters; all references together, 4,096 bytes of UTF-8.
 */
export type ReferenceValue = t.Branded<string, ReferenceValueBrand>

export const ReferenceValue: StringShape<ReferenceValue> = /*#__PURE__*/ S.string(
  'com.amazonaws.connect#ReferenceValue',
  { length: { min: 0, max: 4096 } },
)

/**
 * What a reference is. Those who start a contact may give `URL`, `NUMBER`, `STRING` and `DATE`; the service makes the
 * other types.
 */
export type ReferenceType_Input =
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

export type ReferenceType = ReferenceType_Input | Unlisted<'ReferenceType'>

export const ReferenceType: EnumShape<ReferenceType_Input, 'ReferenceType'> = /*#__PURE__*/ S.enumeration(
  'com.amazonaws.connect#ReferenceType',
  [
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
  ],
)

/** How far an attached file has come; only references of type `ATTACHMENT` have one. */
export type ReferenceStatus_Input = 'AVAILABLE' | 'DELETED' | 'APPROVED' | 'REJECTED' | 'PROCESSING' | 'FAILED'

export type ReferenceStatus = ReferenceStatus_Input | Unlisted<'ReferenceStatus'>

export const ReferenceStatus: EnumShape<ReferenceStatus_Input, 'ReferenceStatus'> = /*#__PURE__*/ S.enumeration(
  'com.amazonaws.connect#ReferenceStatus',
  ['AVAILABLE', 'DELETED', 'APPROVED', 'REJECTED', 'PROCESSING', 'FAILED'],
)

export interface ReferenceArnBrand {
  readonly ReferenceArn: unique symbol
}

/**
 * The ARN of what a reference points at: ASCII letters, digits, `-`, `:` and `/`.
 *
 * Bounds: 20 to 256 characters.
 */
export type ReferenceArn = t.Branded<string, ReferenceArnBrand>

export const ReferenceArn: StringShape<ReferenceArn> = /*#__PURE__*/ S.string('com.amazonaws.connect#ReferenceArn', {
  length: { min: 20, max: 256 },
  pattern: '^[-:/A-Za-z0-9]+$',
})

export interface ReferenceStatusReasonBrand {
  readonly ReferenceStatusReason: unique symbol
}

/**
 * Why a reference could not be made.
 *
 * Bounds: 0 to 100 characters.
 */
export type ReferenceStatusReason = t.Branded<string, ReferenceStatusReasonBrand>

export const ReferenceStatusReason: StringShape<ReferenceStatusReason> = /*#__PURE__*/ S.string(
  'com.amazonaws.connect#ReferenceStatusReason',
  { length: { min: 0, max: 100 } },
)

// -------------------------------------------------------------------------------------
// references
// -------------------------------------------------------------------------------------

/** One reference; its label is its key in `ContactReferences`. */
export interface Reference {
  /** 0 to 4,096 characters; of a `DATE`, an epoch time in digits. */
  readonly value?: ReferenceValue
  readonly type: ReferenceType
  /** Of an attachment only. */
  readonly status?: ReferenceStatus
  /** 20 to 256 characters. */
  readonly arn?: ReferenceArn
  /** 0 to 100 characters. */
  readonly statusReason?: ReferenceStatusReason
}

export interface Reference_Input {
  /** 0 to 4,096 characters; of a `DATE`, an epoch time in digits. */
  readonly value?: string | undefined
  readonly type: ReferenceType_Input
  /** Of an attachment only. */
  readonly status?: ReferenceStatus_Input | undefined
  /** 20 to 256 characters. */
  readonly arn?: string | undefined
  /** 0 to 100 characters. */
  readonly statusReason?: string | undefined
}

export interface Reference_Value
  extends V.Structure<{
    readonly Value?: V.String<ReferenceValue>
    readonly Type: V.Enum<ReferenceType>
    readonly Status?: V.Enum<ReferenceStatus>
    readonly Arn?: V.String<ReferenceArn>
    readonly StatusReason?: V.String<ReferenceStatusReason>
  }> {}

export declare namespace Reference {
  type Input = Reference_Input
  type Value = Reference_Value
}

export const Reference: StructureShape<Reference, Reference_Value, Reference_Input> = /*#__PURE__*/ S.structure(
  'com.amazonaws.connect#Reference',
  {
    value: ['Value', () => ReferenceValue],
    type: ['Type', () => ReferenceType, 1],
    status: ['Status', () => ReferenceStatus],
    arn: ['Arn', () => ReferenceArn],
    statusReason: ['StatusReason', () => ReferenceStatusReason],
  },
)

/**
 * References by label (`ReferenceKey`).
 *
 * Bounds: 4,096 bytes of UTF-8 over all labels and values, which is documented.
 */
export type ContactReferences = Readonly<Record<string, Reference>>

export type ContactReferences_Input = Readonly<Record<string, Reference_Input>>

export type ContactReferences_Value = V.Map<V.String, Reference_Value>

export const ContactReferences: MapShape<Reference, Reference_Value, Reference_Input> = /*#__PURE__*/ S.map(
  'com.amazonaws.connect#ContactReferences',
  () => ReferenceKey,
  () => Reference,
)
