/**
 * Percent-encoding. Source: RFC 3986, sections 2.1 and 2.3.
 */

import { isWellFormed } from '../value/Document.js'

const loneSurrogate = /\p{Surrogate}/gu

/** What the platform takes for unreserved and RFC 3986 does not. */
const unreserved = /[!'()*]/

/**
 * Everything but RFC 3986's unreserved characters, as UTF-8 in upper-case hexadecimal. Domain: well-formed text; a lone
 * surrogate is written as U+FFFD.
 */
export const percentEncode = (text: string): string => {
  const whole = isWellFormed(text) ? text : text.replace(loneSurrogate, '\ufffd')
  const encoded = encodeURIComponent(whole)
  return unreserved.test(encoded)
    ? encoded.replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
    : encoded
}

/** `undefined` where an escape is broken or what it gives is no UTF-8. A plus is a plus. */
export const percentDecode = (text: string): string | undefined => {
  let decoded: string | undefined
  try {
    decoded = decodeURIComponent(text)
  } catch {
    // It stays undefined.
  }
  return decoded
}
