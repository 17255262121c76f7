/**
 * Shapes as JSON, without any protocol: trees, text and UTF-8.
 */

export { domainJson } from './interpret/domainJson.js'
export type { Json } from './interpret/json.js'
export { json, jsonBytes, jsonText } from './interpret/json.js'
