/**
 * `wireshape/model`: services from models, with live shapes and no code generated.
 */

export type { BotocoreOptions } from './botocore.js'
export { readBotocore } from './botocore.js'
export type { Audience, ChangeKind } from './Change.js'
export type { Change, DiffOptions, DiffSummary } from './diff.js'
export { diff, summarise } from './diff.js'
export { fieldNames } from './fieldNames.js'
export type { PatternReading } from './patterns.js'
export { anchored, ecmaPattern, readPattern } from './patterns.js'
export type { Model, ModelForm, ModelOptions } from './readModel.js'
export { modelForm, readModel } from './readModel.js'
export type { ServiceReport, TraitCounts, UnenforcedPattern } from './report.js'
export { serviceReport } from './report.js'
export type { SdkSettings } from './sdk.js'
export { readSdk, sdkNotes } from './sdk.js'
export { readSmithy } from './smithy.js'
