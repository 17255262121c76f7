/**
 * JSON as a body format, with or without the `jsonName` trait.
 */

import { domainWriting, exactView } from '../compile/domain.js'
import { bytesWriter } from '../compile/fast.js'
import { trusted } from '../compile/Policy.js'
import type { Walker } from '../compile/walk/Walk.js'
import { walker } from '../compile/walk.js'
import { readJsonBytes, writeJson, writeJsonBytes } from '../format/json.js'
import { writeUtf8 } from '../format/utf8.js'
import type { Json } from '../interpret/json.js'
import { jsonMembers, jsonView, jsonWriting } from '../interpret/json.js'
import type { QuickJson } from '../interpret/quickJson.js'
import { jsonNames, memberNames, numbersOf, quickJson } from '../interpret/quickJson.js'
import type { Member, Schema } from '../schema/Schema.js'
import { writeWith } from '../shape/codec.js'
import { isLeft, left } from '../value/either.js'
import type { Envelope, MemberFormat, Reader } from './Format.js'

const reader = (jsonName: boolean, offsets: boolean): Reader => {
  const view = jsonView({ jsonName, offsets })
  return { view, read: walker(view, domainWriting) }
}

const nameOf =
  (jsonName: boolean) =>
  (member: Member): string =>
    jsonName ? (member.traits.jsonName ?? member.name) : member.name

export const jsonFormat = (mediaType: string, jsonName: boolean): MemberFormat<Json, Json> => {
  const readers = { server: reader(jsonName, false), client: reader(jsonName, true) }
  const write: Walker<unknown, Json> = walker(exactView, jsonWriting({ jsonName }))
  const writeTree = writeWith(write)
  const slow = (schema: Schema, a: unknown): string => writeJson(writeTree(schema, trusted, a))
  const quickOf = ({ read }: Reader): QuickJson['bytes'] => quickJson(jsonName ? jsonNames : memberNames, read).bytes
  return {
    mediaType,
    readers,
    write,
    direct: {
      read: { server: quickOf(readers.server), client: quickOf(readers.client) },
      print: bytesWriter({ nameOf: nameOf(jsonName), printed: jsonName, slow }, (schema, a) =>
        writeUtf8(slow(schema, a)),
      ),
    },
    members: (fields) => jsonMembers(fields, jsonName),
    parse: (bytes, schema) => {
      const read = readJsonBytes(bytes, { numbers: numbersOf(schema) })
      if (!isLeft(read)) return read
      const { expected, offset } = read.left
      return left({ expected: `JSON text (${expected})`, actual: `a fault at byte offset ${offset}` })
    },
    print: writeJsonBytes,
  }
}

/** A structure is the document. */
export const jsonEnvelope: Envelope<Json, Json> = { wrap: (part) => part, open: (document) => document }
