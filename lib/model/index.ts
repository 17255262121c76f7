/**
 * `wireshape/model`: services from models, with live shapes and no code generated.
 */

export { fieldNames } from './fieldNames.js'
export { readSmithy } from './smithy.js'
