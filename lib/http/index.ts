/**
 * HTTP messages as data.
 */

export type { Body, Bytes, Headers, HttpRequest, HttpResponse, None, Streaming } from './message.js'
export { bytesBody, bytesOf, headerNamed, headersNamed, noBody } from './message.js'
export type { Query, Segment, UriTemplate } from './uri.js'
