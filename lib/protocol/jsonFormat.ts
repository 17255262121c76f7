/**
 * JSON as a body format, with or without the `jsonName` trait.
 */

import { domainWriting, exactView } from '../compile/domain.js'
import { walker } from '../compile/walk.js'
import { readJsonBytes, writeJsonBytes } from '../format/json.js'
import type { Json } from '../interpret/json.js'
import { holdsDecimal, jsonMembers, jsonView, jsonWriting } from '../interpret/json.js'
import type { Member } from '../schema/Schema.js'
import { isLeft, left } from '../value/either.js'
import type { Format, Reader } from './Format.js'

const reader = (jsonName: boolean, offsets: boolean): Reader => {
  const view = jsonView({ jsonName, offsets })
  return { view, read: walker(view, domainWriting) }
}

/** The nodes of this format are JSON trees; `unknown` keeps protocols apart from them. */
export const jsonFormat = (mediaType: string, jsonName: boolean): Format => ({
  mediaType,
  readers: { server: reader(jsonName, false), client: reader(jsonName, true) },
  write: walker<unknown, unknown>(exactView, jsonWriting({ jsonName }) as never),
  parse: (bytes, schema) => {
    const read = readJsonBytes(bytes, { decimals: holdsDecimal(schema) })
    return isLeft(read) ? left({ byteOffset: read.left.offset, expected: `JSON text (${read.left.expected})` }) : read
  },
  printMembers: (fields) => writeJsonBytes(jsonMembers(fields as ReadonlyArray<readonly [Member, Json]>, jsonName)),
  printPayload: (node) => writeJsonBytes(node as Json),
})
