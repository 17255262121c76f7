/**
 * Where the JSON protocols say which error it is.
 *
 * Source: Smithy 2.0, "AWS restJson1 protocol: operation error serialization": the header `x-amzn-errortype`, else the
 * body's `code`, else its `__type`.
 */

import { writeJsonBytes } from '../format/json.js'
import { isRecord } from '../compile/domain.js'
import { headerNamed } from '../http/message.js'
import { cleanCode } from './errors.js'
import type { ErrorRule } from './rest.js'

const textOf = (body: unknown, names: ReadonlyArray<string>): string | undefined => {
  if (!isRecord(body)) return undefined
  for (const name of names) {
    const text = body[name]
    if (typeof text === 'string') return text
  }
  return undefined
}

export const jsonErrors: ErrorRule = {
  find: (headers, body) => {
    const code = headerNamed(headers, 'x-amzn-errortype') ?? textOf(body, ['code', '__type', 'Code'])
    return { code: code === undefined ? undefined : cleanCode(code), message: textOf(body, ['message', 'Message', 'errorMessage']) }
  },
  headers: (name) => [['x-amzn-errortype', name]],
  fault: (_, message, fields) =>
    writeJsonBytes(fields.length === 0 ? { message } : { message, fieldList: fields.map(({ path, message: text }) => ({ path, message: text })) }),
}
