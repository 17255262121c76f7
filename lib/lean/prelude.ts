/**
 * The shapes that every model may target without describing them.
 *
 * Source: Smithy 2.0, "Prelude model".
 */

import type { Unit as UnitOf } from '../shape/prelude.js'
import type * as V from '../value/Value.js'
import * as E from './exact.js'
import * as L from './leaves.js'
import type * as S from './Shape.js'
import { structure } from './structures.js'

export const String: S.StringShape = /*#__PURE__*/ L.string('smithy.api#String')
export const Byte: S.IntegerShape = /*#__PURE__*/ L.byte('smithy.api#Byte')
export const Short: S.IntegerShape = /*#__PURE__*/ L.short('smithy.api#Short')
export const Integer: S.IntegerShape = /*#__PURE__*/ L.integer('smithy.api#Integer')
export const Long: S.LongShape = /*#__PURE__*/ E.long('smithy.api#Long')
export const BigInteger: S.BigIntegerShape = /*#__PURE__*/ E.bigInteger('smithy.api#BigInteger')
export const BigDecimal: S.BigDecimalShape = /*#__PURE__*/ E.bigDecimal('smithy.api#BigDecimal')
export const Float: S.FloatShape = /*#__PURE__*/ L.float('smithy.api#Float')
export const Double: S.DoubleShape = /*#__PURE__*/ L.double('smithy.api#Double')
export const Boolean: S.BooleanShape = /*#__PURE__*/ L.boolean('smithy.api#Boolean')
export const Blob: S.BlobShape = /*#__PURE__*/ L.blob('smithy.api#Blob')
export const Timestamp: S.TimestampShape = /*#__PURE__*/ L.timestamp('smithy.api#Timestamp')
export const Document: S.DocumentShape = /*#__PURE__*/ E.document('smithy.api#Document')

/** The value of a union's alternative that carries none, and of an operation without input or output. */
export type Unit = UnitOf

export const Unit: S.StructureShape<Unit, V.Structure<Record<never, never>>, Unit> = /*#__PURE__*/ structure(
  'smithy.api#Unit',
  {},
)
