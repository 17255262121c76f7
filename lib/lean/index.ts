/**
 * `wireshape/lean`: shapes and JSON clients for small bundles. Constructors have the names and arguments of `wireshape/shape`, so that
 * the same generated module works with either; each brings along its own kind alone.
 *
 * What it leaves out: Values, policies, limits other than the default ones, io-ts codecs and contexts, documented rules, every format but
 * JSON, and members outside of bodies. What differs: a fault of syntax has no place; a whole number of at most
 * 32 bits is read as a double, unless the shape has kinds that keep more, and minus zero written as 0; the raw data of a union's unknown
 * member is what `JSON.parse` gives; what throws as it is looked at is told, and nothing behind it.
 */

export type { Raised, ServiceInfo, UnknownError, Writes } from '../operation/Operation.js'
export { linearMatch } from '../schema/linearMatch.js'
export type { Issue, IssueCode, Path } from '../value/Issue.js'
export { issueText, pathText } from '../value/Issue.js'
export type { ListTraits } from './aggregates.js'
export { enumMap, list, map, sparseList, sparseMap } from './aggregates.js'
export { awsJson1_0, awsJson1_1 } from './awsJson.js'
export type { Client } from './client.js'
export type { Codec, Issues } from './codec.js'
export { is, jsonBytes, jsonText, make } from './codec.js'
export { bigDecimal, bigInteger, document, long } from './exact.js'
export {
  blob,
  boolean,
  byte,
  double,
  enumeration,
  float,
  intEnumeration,
  integer,
  short,
  string,
  timestamp,
} from './leaves.js'
export type { AnyOperation, MalformedResponse, Operation, OperationParts, ResponseError, Service } from './operation.js'
export { operation, service } from './operation.js'
export * as Prelude from './prelude.js'
export { Unit } from './prelude.js'
export { restJson1 } from './restJson1.js'
export type {
  AnyShape,
  BigDecimalShape,
  BigIntegerShape,
  BlobShape,
  BooleanShape,
  DocumentShape,
  DoubleShape,
  EnumMapShape,
  EnumShape,
  FloatShape,
  InputOf,
  IntEnumShape,
  IntegerShape,
  Json,
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
export { structure, union } from './structures.js'
export { unique } from './unique.js'
