/**
 * The shapes that every model may target without describing them.
 *
 * Source: Smithy 2.0, "Prelude model".
 */

import type * as V from '../value/Value.js'
import * as S from './constructors.js'
import type {
  BigDecimalShape,
  BigIntegerShape,
  BlobShape,
  BooleanShape,
  DocumentShape,
  DoubleShape,
  FloatShape,
  IntegerShape,
  LongShape,
  StringShape,
  StructureShape,
  TimestampShape,
} from './Shape.js'

export const String: StringShape = /*#__PURE__*/ S.string('smithy.api#String')
export const Byte: IntegerShape = /*#__PURE__*/ S.byte('smithy.api#Byte')
export const Short: IntegerShape = /*#__PURE__*/ S.short('smithy.api#Short')
export const Integer: IntegerShape = /*#__PURE__*/ S.integer('smithy.api#Integer')
export const Long: LongShape = /*#__PURE__*/ S.long('smithy.api#Long')
export const BigInteger: BigIntegerShape = /*#__PURE__*/ S.bigInteger('smithy.api#BigInteger')
export const BigDecimal: BigDecimalShape = /*#__PURE__*/ S.bigDecimal('smithy.api#BigDecimal')
export const Float: FloatShape = /*#__PURE__*/ S.float('smithy.api#Float')
export const Double: DoubleShape = /*#__PURE__*/ S.double('smithy.api#Double')
export const Boolean: BooleanShape = /*#__PURE__*/ S.boolean('smithy.api#Boolean')
export const Blob: BlobShape = /*#__PURE__*/ S.blob('smithy.api#Blob')
export const Timestamp: TimestampShape = /*#__PURE__*/ S.timestamp('smithy.api#Timestamp')
export const Document: DocumentShape = /*#__PURE__*/ S.document('smithy.api#Document')

/** The value of a union's alternative that carries none, and of an operation without input or output. */
export type Unit = Readonly<Record<never, never>>

export const Unit: StructureShape<Unit, V.Structure<Record<never, never>>, Unit> = /*#__PURE__*/ S.structure(
  'smithy.api#Unit',
  {},
)
