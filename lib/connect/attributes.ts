/**
 * Attributes of a contact, which flows read and write, and those of a segment of one, which are typed and nest.
 */

import type * as t from 'io-ts'
import * as S from '../shape/constructors.js'
import type { IntegerShape, ListShape, MapShape, StringShape, StructureShape } from '../shape/Shape.js'
import type * as V from '../value/Value.js'

// -------------------------------------------------------------------------------------
// of a contact
// -------------------------------------------------------------------------------------

export interface AttributeNameBrand {
  readonly AttributeName: unique symbol
}

/**
 * The name of a contact attribute: ASCII letters, digits, `-` and `_`, which is documented.
 *
 * Bounds: 1 to 32,767 characters; all attributes together, 32,768 bytes of UTF-8.
 */
export type AttributeName = t.Branded<string, AttributeNameBrand>

export const AttributeName: StringShape<AttributeName> = /*#__PURE__*/ S.string('com.amazonaws.connect#AttributeName', {
  length: { min: 1, max: 32_767 },
})

export interface AttributeValueBrand {
  readonly AttributeValue: unique symbol
}

/**
 * The text of a contact attribute.
 *
 * Bounds: 0 to 32,767 characters; all attributes together, 32,768 bytes of UTF-8.
 */
export type AttributeValue = t.Branded<string, AttributeValueBrand>

export const AttributeValue: StringShape<AttributeValue> = /*#__PURE__*/ S.string(
  'com.amazonaws.connect#AttributeValue',
  { length: { min: 0, max: 32_767 } },
)

/**
 * Contact attributes by name (`AttributeName`).
 *
 * Bounds: 32,768 bytes of UTF-8 over all names and values, which is documented.
 */
export type Attributes = Readonly<Record<string, AttributeValue>>

export type Attributes_Input = Readonly<Record<string, string>>

export type Attributes_Value = V.Map<V.String, V.String<AttributeValue>>

export const Attributes: MapShape<AttributeValue, V.String<AttributeValue>, string> = /*#__PURE__*/ S.map(
  'com.amazonaws.connect#Attributes',
  () => AttributeName,
  () => AttributeValue,
)

// -------------------------------------------------------------------------------------
// of a segment
// -------------------------------------------------------------------------------------

export interface SegmentAttributeNameBrand {
  readonly SegmentAttributeName: unique symbol
}

/**
 * The name of a segment attribute; those of the system have a prefix, `connect:Subtype`.
 *
 * Bounds: 1 to 128 characters.
 */
export type SegmentAttributeName = t.Branded<string, SegmentAttributeNameBrand>

export const SegmentAttributeName: StringShape<SegmentAttributeName> = /*#__PURE__*/ S.string(
  'com.amazonaws.connect#SegmentAttributeName',
  { length: { min: 1, max: 128 } },
)

export interface SegmentAttributeValueStringBrand {
  readonly SegmentAttributeValueString: unique symbol
}

/**
 * Text of a segment attribute.
 *
 * Bounds: 0 to 1,024 characters.
 */
export type SegmentAttributeValueString = t.Branded<string, SegmentAttributeValueStringBrand>

export const SegmentAttributeValueString: StringShape<SegmentAttributeValueString> = /*#__PURE__*/ S.string(
  'com.amazonaws.connect#SegmentAttributeValueString',
  { length: { min: 0, max: 1024 } },
)

/** A whole number of 32 bits. */
export type SegmentAttributeValueInteger = number

export const SegmentAttributeValueInteger: IntegerShape = /*#__PURE__*/ S.integer(
  'com.amazonaws.connect#SegmentAttributeValueInteger',
)

/** Segment attributes inside another, by name. */
export type SegmentAttributeValueMap = Readonly<Record<string, SegmentAttributeValue>>

export type SegmentAttributeValueMap_Input = Readonly<Record<string, SegmentAttributeValue_Input>>

export type SegmentAttributeValueMap_Value = V.Map<V.String, SegmentAttributeValue_Value>

export const SegmentAttributeValueMap: MapShape<
  SegmentAttributeValue,
  SegmentAttributeValue_Value,
  SegmentAttributeValue_Input
> = /*#__PURE__*/ S.map(
  'com.amazonaws.connect#SegmentAttributeValueMap',
  () => SegmentAttributeName,
  () => SegmentAttributeValue,
)

/** Several values of one segment attribute, in order. */
export type SegmentAttributeValueList = ReadonlyArray<SegmentAttributeValue>

export type SegmentAttributeValueList_Input = ReadonlyArray<SegmentAttributeValue_Input>

export type SegmentAttributeValueList_Value = V.List<SegmentAttributeValue_Value>

export const SegmentAttributeValueList: ListShape<
  SegmentAttributeValue,
  SegmentAttributeValue_Value,
  SegmentAttributeValue_Input
> = /*#__PURE__*/ S.list('com.amazonaws.connect#SegmentAttributeValueList', () => SegmentAttributeValue)

/**
 * The value of a segment attribute, in the member of its kind. A plain structure in the model, not a union: none or
 * several of its members are good too.
 */
export interface SegmentAttributeValue {
  /** 0 to 1,024 characters. */
  readonly valueString?: SegmentAttributeValueString
  /** Attributes inside this one; the service's expiry of a contact is one, in minutes. */
  readonly valueMap?: SegmentAttributeValueMap
  /** A whole number of 32 bits. */
  readonly valueInteger?: SegmentAttributeValueInteger
  /** For attributes of the system only. */
  readonly valueList?: SegmentAttributeValueList
  /** An ARN, 0 to 1,024 characters; for attributes of the system only. */
  readonly valueArn?: SegmentAttributeValueString
}

export interface SegmentAttributeValue_Input {
  /** 0 to 1,024 characters. */
  readonly valueString?: string | undefined
  /** Attributes inside this one; the service's expiry of a contact is one, in minutes. */
  readonly valueMap?: SegmentAttributeValueMap_Input | undefined
  /** A whole number of 32 bits. */
  readonly valueInteger?: number | undefined
  /** For attributes of the system only. */
  readonly valueList?: SegmentAttributeValueList_Input | undefined
  /** An ARN, 0 to 1,024 characters; for attributes of the system only. */
  readonly valueArn?: string | undefined
}

export interface SegmentAttributeValue_Value
  extends V.Structure<{
    readonly ValueString?: V.String<SegmentAttributeValueString>
    readonly ValueMap?: SegmentAttributeValueMap_Value
    readonly ValueInteger?: V.Integer
    readonly ValueList?: SegmentAttributeValueList_Value
    readonly ValueArn?: V.String<SegmentAttributeValueString>
  }> {}

export declare namespace SegmentAttributeValue {
  type Input = SegmentAttributeValue_Input
  type Value = SegmentAttributeValue_Value
}

export const SegmentAttributeValue: StructureShape<
  SegmentAttributeValue,
  SegmentAttributeValue_Value,
  SegmentAttributeValue_Input
> = /*#__PURE__*/ S.structure('com.amazonaws.connect#SegmentAttributeValue', {
  valueString: ['ValueString', () => SegmentAttributeValueString],
  valueMap: ['ValueMap', () => SegmentAttributeValueMap],
  valueInteger: ['ValueInteger', () => SegmentAttributeValueInteger],
  valueList: ['ValueList', () => SegmentAttributeValueList],
  valueArn: ['ValueArn', () => SegmentAttributeValueString],
})

/** Segment attributes by name (`SegmentAttributeName`). */
export type SegmentAttributes = Readonly<Record<string, SegmentAttributeValue>>

export type SegmentAttributes_Input = Readonly<Record<string, SegmentAttributeValue_Input>>

export type SegmentAttributes_Value = V.Map<V.String, SegmentAttributeValue_Value>

export const SegmentAttributes: MapShape<
  SegmentAttributeValue,
  SegmentAttributeValue_Value,
  SegmentAttributeValue_Input
> = /*#__PURE__*/ S.map(
  'com.amazonaws.connect#SegmentAttributes',
  () => SegmentAttributeName,
  () => SegmentAttributeValue,
)
