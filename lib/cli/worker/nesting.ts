/**
 * How deep JSON is nested, by its bytes alone: enough to turn away, in milliseconds, what a parser would follow down for seconds.
 */

const quote = 0x22
const backslash = 0x5c

/** Whether brackets, strings left out, are ever open deeper than that. Of what is no JSON, any answer is good. */
export const isNestedDeeper = (bytes: Uint8Array, most: number): boolean => {
  // As many bytes at least open and close that many brackets.
  if (bytes.length <= most) return false
  let depth = 0
  let isText = false
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i]
    if (isText) {
      if (byte === backslash) i++
      else if (byte === quote) isText = false
    } else if (byte === quote) isText = true
    else if (byte === 0x5b || byte === 0x7b) {
      if (++depth > most) return true
    } else if (byte === 0x5d || byte === 0x7d) depth--
  }
  return false
}
