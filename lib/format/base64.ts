/**
 * Base64 of RFC 4648, section 4: padded, no white space.
 *
 * Law: `read(write(bytes)) = bytes`; every text that `read` takes is the one that `write` gives.
 */

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

const valid = /^[A-Za-z\d+/]*={0,2}$/

/** Text units at a time, within what a call may take as arguments. */
const chunk = 0x6000 // a multiple of 3, so that no padding stands inside

export const writeBase64 = (bytes: Uint8Array): string => {
  let text = ''
  for (let i = 0; i < bytes.length; i += chunk) {
    text += btoa(String.fromCharCode(...bytes.subarray(i, i + chunk)))
  }
  return text
}

/** `undefined` where the text is not exactly what `writeBase64` gives for some bytes. */
export const readBase64 = (text: string): Uint8Array | undefined => {
  if (text.length % 4 !== 0 || !valid.test(text) || !hasZeroTail(text)) return undefined
  const binary = atob(text)
  const bytes = new Uint8Array(binary.length)
  for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i)
  return bytes
}

/** The bits of the last digit that no byte takes are zero. Source: RFC 4648, section 3.5. */
const hasZeroTail = (text: string): boolean => {
  if (!text.endsWith('=')) return true
  const two = text.endsWith('==')
  const last = alphabet.indexOf(text.charAt(text.length - (two ? 3 : 2)))
  return last % (two ? 16 : 4) === 0
}
