/**
 * `wireshape/model`: services from models, with live shapes and no code generated.
 */

export type { Audience, ChangeKind } from './Change.js'
export type { Change, DiffOptions, DiffSummary } from './diff.js'
export { diff, summarise } from './diff.js'
export { fieldNames } from './fieldNames.js'
export { readSmithy } from './smithy.js'
