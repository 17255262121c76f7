/**
 * MD5 for `Content-MD5`: an import of its own, so that only operations that need a hash bring one along.
 */

import { md5 as nobleMd5 } from '@noble/hashes/legacy.js'

/** The 16 bytes of a message's MD5. Source: RFC 1321. */
export const md5: (bytes: Uint8Array) => Uint8Array = nobleMd5
