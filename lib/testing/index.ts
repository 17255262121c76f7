/**
 * `wireshape/testing`: arbitraries, laws and mutations of shapes, for fast-check.
 */

export type { ArbitraryOptions } from './arbitrary.js'
export { arbitrary } from './arbitrary.js'
export { deepFreeze } from './damage.js'
export { documents } from './documents.js'
export type { FastCheck } from './FastCheck.js'
export { garbage } from './garbage.js'
export type { Law, LawOptions, ShapeLaw } from './laws.js'
export { assertLaws, hold, inputsOf, laws, lawsOf } from './laws.js'
export type { Label, Mutated, Mutation } from './mutate.js'
export { applyMutation, mutated, mutationsOf } from './mutate.js'
export { jsonNorm, norm, normalDocument } from './norm.js'
export type { Verdict } from './schemaLaw.js'
export { isUnsaid, schemaLaw, verdictOf } from './schemaLaw.js'
export type { SchemaOptions } from './schemas.js'
export { arbitrarySchema, schemaText } from './schemas.js'
