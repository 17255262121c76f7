/**
 * Payloads that are the body itself, without a format: bytes, and text as UTF-8.
 */

import { refuse } from '../compile/Run.js'
import type { View, Writing } from '../compile/View.js'
import { fault, kindless, mismatch } from '../compile/View.js'
import { readUtf8, writeUtf8 } from '../format/utf8.js'
import type { Schema } from '../schema/Schema.js'
import { copyOfBytes, isBytes } from '../value/builtIns.js'
import { isWellFormed } from '../value/Document.js'
import { isLeft } from '../value/either.js'

/** Whether a payload of the schema is the body itself. */
export const isRaw = ({ _tag }: Schema): boolean => _tag === 'blob' || _tag === 'string' || _tag === 'enum'

const textOf: View<unknown>['text'] = (node) => {
  if (!isBytes(node)) return mismatch
  const text = readUtf8(node)
  return isLeft(text) ? fault('syntax', 'UTF-8', `a fault at byte offset ${text.left}`) : text.right
}

/** Domain: nodes are bytes. */
export const rawView: View<unknown> = {
  ...kindless,
  describe: () => 'bytes',
  text: textOf,
  blob: (node) => copyOfBytes(node) ?? mismatch,
}

const none = (): Uint8Array => new Uint8Array()

/** Domain: schemas for which `isRaw` holds. */
export const rawWriting: Writing<Uint8Array> = {
  absent: /*#__PURE__*/ none(),
  text: (text, _, run) => {
    if (!isWellFormed(text))
      refuse(run, { code: 'unrepresentable', expected: 'well-formed Unicode text', actual: 'other text' })
    return writeUtf8(text)
  },
  number: none,
  long: none,
  decimal: none,
  float: none,
  boolean: none,
  blob: (bytes) => bytes,
  timestamp: none,
  document: none,
  list: none,
  map: none,
  structure: none,
  union: none,
  unknownUnion: none,
}
