/**
 * `wireshape/value`: the protocol-free union, its instances, and the issues that readings give.
 */

export type { BigDecimal as Decimal, DocumentDecimal } from './BigDecimal.js'
export {
  bigDecimal as decimal,
  documentDecimal,
  isBigDecimal,
  isDocumentDecimal,
  readDecimal,
  writeDecimal,
} from './BigDecimal.js'
export type { Document as DocumentData, DocumentRecord } from './Document.js'
export { isWellFormed, toDocument } from './Document.js'
export { canonicalText, Eq, Ord } from './equality.js'
export { readFixture, writeFixture } from './fixture.js'
export type { Errors, Issue, IssueCode, Path, Validation, ValidationError } from './Issue.js'
export { issuesOf, issueText, pathText, redacted, reportText } from './Issue.js'
export type { Bounds, LimitFault, Limits } from './Limits.js'
export { defaultLimits, limits } from './Limits.js'
export type { TreeOptions } from './show.js'
export { Show, tree } from './show.js'
export type {
  BigDecimal,
  BigInteger,
  Blob,
  Boolean,
  Cases,
  Document,
  Double,
  Enum,
  Fields,
  Float,
  Integer,
  List,
  Long,
  Map,
  MapKey,
  Null,
  String,
  Structure,
  Tag,
  Tagged,
  Timestamp,
  Value,
} from './Value.js'
export {
  absent,
  absurd,
  bigDecimal,
  bigInteger,
  blob,
  boolean,
  document,
  double,
  enumeration,
  float,
  integer,
  isBigInteger,
  isBlob,
  isBoolean,
  isDecimal,
  isDocument,
  isDouble,
  isEnum,
  isFloat,
  isInteger,
  isList,
  isLong,
  isMap,
  isNull,
  isString,
  isStructure,
  isTimestamp,
  isValue,
  list,
  long,
  map,
  match,
  string,
  structure,
  timestamp,
} from './Value.js'
