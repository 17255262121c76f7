/**
 * `wireshape/codegen`: TypeScript modules from services.
 */

export type { GeneratedFile, GenerateOptions, Imports } from './generate.js'
export { generate, mark, selectOperations } from './generate.js'
export type { LeanFault } from './lean.js'
export { leanFaults } from './lean.js'
