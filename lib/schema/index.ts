/**
 * `wireshape/schema`: what a shape is, as plain data, for those who write interpreters.
 */

export { camelCase } from './camelCase.js'
export type { Breach, ConstraintCode } from './constraints.js'
export { codePoints, constraintCodes } from './constraints.js'
export { linearMatch } from './linearMatch.js'
export { compilePattern } from './pattern.js'
export type { PatternCost } from './patternCost.js'
export { isLinear, patternCost } from './patternCost.js'
export type {
  Algebra,
  EnumSchema,
  EnumValue,
  Finding,
  IntEnumSchema,
  Kind,
  ListSchema,
  MapSchema,
  Member,
  Rule,
  Schema,
  SimpleKind,
  SimpleSchema,
  StructureSchema,
  UnionSchema,
} from './Schema.js'
export { closure, fold, holdsSensitive, isStream, membersOf, nameOf, targetOf } from './Schema.js'
export type {
  HttpTraits,
  Length,
  Matcher,
  Range,
  TimestampFormat,
  Traits,
  ValueTraits,
  XmlNamespace,
} from './Traits.js'
