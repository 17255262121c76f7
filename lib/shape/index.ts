/**
 * `wireshape/shape`: constructors of shapes and the policies over them.
 */

export { linearMatch } from '../schema/linearMatch.js'
export type { Compiled } from '../schema/Traits.js'
export type { DomainOf, FieldsOf, InputFrom, Listed, MapParts, Row } from './constructors.js'
export {
  bigDecimal,
  bigInteger,
  blob,
  boolean,
  byte,
  document,
  documented,
  double,
  enumeration,
  enumMap,
  float,
  inferred,
  intEnumeration,
  integer,
  list,
  long,
  map,
  short,
  sparseList,
  sparseMap,
  string,
  structure,
  timestamp,
  union,
} from './constructors.js'
export * as Prelude from './prelude.js'
export { Unit } from './prelude.js'
export type {
  AnyShape,
  BigDecimalShape,
  BigIntegerShape,
  BlobShape,
  BooleanShape,
  Codec,
  DocumentShape,
  DoubleShape,
  EnumMapShape,
  EnumShape,
  FloatShape,
  InputOf,
  IntEnumShape,
  IntegerShape,
  ListShape,
  LongShape,
  MapShape,
  Shape,
  SparseListShape,
  SparseMapShape,
  StringShape,
  StructureShape,
  TimestampShape,
  UnionShape,
  UnknownMember,
  Unlisted,
  UnlistedBrand,
} from './Shape.js'
export { advise, check, closed, ignore, limited, shapeOf, tolerant } from './shapeOf.js'
export type { Standard, StandardIssue, StandardResult } from './standard.js'
