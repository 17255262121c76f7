/**
 * HTTP requests and responses as data. Nothing here opens a socket; a rim for `fetch` or `node:http` is a few lines.
 */

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** In order, a name as often as it was sent; names compare without case. */
export type Headers = ReadonlyArray<readonly [name: string, value: string]>

export interface None {
  readonly _tag: 'None'
}

export interface Bytes {
  readonly _tag: 'Bytes'
  readonly bytes: Uint8Array
}

/** Passed through as it is, never read here. */
export interface Streaming {
  readonly _tag: 'Streaming'
  readonly stream: AsyncIterable<Uint8Array>
}

export type Body = None | Bytes | Streaming

export interface HttpRequest<B extends Body = Body> {
  /** As it stands on the wire: `PUT`. */
  readonly method: string
  /** A host that takes the place of the endpoint's; `undefined` where the endpoint's stays. */
  readonly host: string | undefined
  /** What goes before the host: `foo.`, or nothing. */
  readonly hostPrefix: string
  /** Percent-encoded, as it stands on the wire: `/contact/email`. Never normalised. */
  readonly path: string
  /** Percent-encoded, without the question mark; empty where there is none. */
  readonly query: string
  readonly headers: Headers
  readonly body: B
}

export interface HttpResponse<B extends Body = Body> {
  readonly status: number
  readonly headers: Headers
  readonly body: B
}

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

export const noBody: None = /*#__PURE__*/ Object.freeze<None>({ _tag: 'None' })

/** Headers that many messages share: what a signer adds to one of them must not be in the next. */
export const sharedHeaders = (headers: Headers): Headers => Object.freeze(headers.map((pair) => Object.freeze(pair)))

export const bytesBody = (bytes: Uint8Array): Bytes => ({ _tag: 'Bytes', bytes })

const noBytes: Uint8Array = /*#__PURE__*/ new Uint8Array()

// -------------------------------------------------------------------------------------
// destructors
// -------------------------------------------------------------------------------------

/** All values under a name, in order. */
export const headersNamed = (headers: Headers, name: string): ReadonlyArray<string> => {
  const wanted = name.toLowerCase()
  return headers.filter(([key]) => key.toLowerCase() === wanted).map(([, value]) => value)
}

const isNamed = (key: string, name: string): boolean =>
  key === name || (key.length === name.length && key.toLowerCase() === name.toLowerCase())

/** The values under a name as one, joined by a comma; `undefined` where there are none. Source: RFC 9110, section 5.3. */
export const headerNamed = (headers: Headers, name: string): string | undefined => {
  let found: string | undefined
  // By index: taking pairs apart goes through an iterator for each, and every message asks.
  for (let i = 0; i < headers.length; i++) {
    const pair = headers[i] as Headers[number]
    if (isNamed(pair[0], name)) found = found === undefined ? pair[1] : `${found}, ${pair[1]}`
  }
  return found
}

/** The bytes of a body that is at hand; none of a stream's. */
export const bytesOf = (body: Body): Uint8Array => (body._tag === 'Bytes' ? body.bytes : noBytes)

/** The media type without parameters, in lower case: `application/json`. */
export const essenceOf = (contentType: string): string => (contentType.split(';')[0] as string).trim().toLowerCase()
