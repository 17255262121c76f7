/**
 * `wireshape/stream`: payloads by the million against a shape, from Node and web streams and async iterables.
 */

export type { Chunks } from './ByteSource.js'
export type { Ends } from './transformStream.js'
export { transformStream } from './transformStream.js'
export type { Accepted, Form, Names, Place, Rejected, Verdict } from './Verdict.js'
export { defaultMaxBytes } from './Verdict.js'
export type { ValidateOptions, ValueOptions } from './validate.js'
export { divert, validate, validateValues } from './validate.js'
