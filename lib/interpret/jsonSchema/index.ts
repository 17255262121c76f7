/**
 * `wireshape/json-schema`: shapes as JSON Schema of draft 2020-12, as components of OpenAPI 3.1, and as Standard Schemas of JSON.
 */

export type { JsonSchemaOf, OpenApiDocument, OpenApiOf, OpenApiOptions, WithOperations } from './document.js'
export { jsonSchema, openApi } from './document.js'
export type { JsonSchema, JsonSchemaOptions, JsonValue, Unsaid } from './model.js'
export type { StandardJson, TargetOptions } from './standard.js'
export { standardJson } from './standard.js'
