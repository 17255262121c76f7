/**
 * JSON as a body format, with or without the `jsonName` trait.
 */

import { domainWriting, exactView } from '../compile/domain.js'
import { walker } from '../compile/walk.js'
import { readJsonBytes, writeJsonBytes } from '../format/json.js'
import type { Json } from '../interpret/json.js'
import { jsonMembers, jsonView, jsonWriting, numbersOf } from '../interpret/json.js'
import { isLeft, left } from '../value/either.js'
import type { Envelope, Format, Reader } from './Format.js'

const reader = (jsonName: boolean, offsets: boolean): Reader => {
  const view = jsonView({ jsonName, offsets })
  return { view, read: walker(view, domainWriting) }
}

export const jsonFormat = (mediaType: string, jsonName: boolean): Format<Json, Json> => ({
  mediaType,
  readers: { server: reader(jsonName, false), client: reader(jsonName, true) },
  write: walker(exactView, jsonWriting({ jsonName })),
  members: (fields) => jsonMembers(fields, jsonName),
  parse: (bytes, schema) => {
    const read = readJsonBytes(bytes, { numbers: numbersOf(schema) })
    if (!isLeft(read)) return read
    const { expected, offset } = read.left
    return left({ expected: `JSON text (${expected})`, actual: `a fault at byte offset ${offset}` })
  },
  print: writeJsonBytes,
})

/** A structure is the document. */
export const jsonEnvelope: Envelope<Json, Json> = { wrap: (part) => part, open: (document) => document }
