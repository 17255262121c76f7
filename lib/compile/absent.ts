/**
 * What stands for a member that is not there: its default, or the zero of its kind.
 */

import type { Member, Schema } from '../schema/Schema.js'
import { targetOf } from '../schema/Schema.js'
import { bigDecimal, isDocumentDecimal } from '../value/BigDecimal.js'
import type { Document } from '../value/Document.js'
import { toDocument } from '../value/Document.js'
import type { Run } from './Run.js'
import type { Writing } from './View.js'

/**
 * The default of a member, written; `undefined` where it has none or where a reader leaves it out.
 *
 * Source: Smithy 2.0, "default trait", "clientOptional trait" and "input trait"; a default of an aggregate is empty.
 */
export const defaultOf = <Y>(
  member: Member,
  target: Schema,
  holder: Schema,
  writing: Writing<Y>,
  run: Run,
): Y | undefined => {
  const value = member.traits.default ?? undefined
  if (value === undefined) return undefined
  if (run.policy.fill === 'client' && (member.traits.clientOptional === true || holder.traits.input === true))
    return undefined
  return writeDefault(value, target, writing, run)
}

const utf8Decodable = /^[A-Za-z\d+/]*={0,2}$/

const bytesOf = (base64: string): Uint8Array =>
  utf8Decodable.test(base64) ? Uint8Array.from(atob(base64), (c) => c.charCodeAt(0)) : new Uint8Array()

const writeDefault = <Y>(value: Document, schema: Schema, writing: Writing<Y>, run: Run): Y | undefined => {
  switch (schema._tag) {
    case 'document':
      return writing.document(toDocument(value, 256) ?? null, schema, run)
    case 'list':
      return writing.list([], schema, run)
    case 'map':
      return writing.map([], schema, run)
    case 'structure':
      return writing.structure([], schema, run)
    case 'union':
      return undefined
    case 'string':
    case 'enum':
      return typeof value === 'string' ? writing.text(value, schema, run) : undefined
    case 'blob':
      return typeof value === 'string' ? writing.blob(bytesOf(value), schema, run) : undefined
    case 'boolean':
      return typeof value === 'boolean' ? writing.boolean(value, schema, run) : undefined
    case 'timestamp': {
      const epochMillis = typeof value === 'string' ? Date.parse(value) : Math.round(Number(value) * 1000)
      return Number.isNaN(epochMillis) ? undefined : writing.timestamp(epochMillis, schema, run)
    }
    default:
      return writeNumber(value, schema, writing, run)
  }
}

const writeNumber = <Y>(value: Document, schema: Schema, writing: Writing<Y>, run: Run): Y | undefined => {
  if (isDocumentDecimal(value)) return schema._tag === 'bigDecimal' ? writing.decimal(value, schema, run) : undefined
  if (typeof value !== 'number' && typeof value !== 'bigint') return undefined
  switch (schema._tag) {
    case 'long':
    case 'bigInteger':
      return Number.isInteger(Number(value)) ? writing.long(BigInt(value), schema, run) : undefined
    case 'bigDecimal':
      return Number.isInteger(Number(value)) ? writing.decimal(bigDecimal(BigInt(value), 0), schema, run) : undefined
    case 'float':
    case 'double':
      return writing.float(Number(value), schema, run)
    default:
      return writing.number(Number(value), schema, run)
  }
}

/**
 * The zero that a tolerant reader puts for a missing required member: empty text, 0, false, empty bytes, the epoch, null,
 * empty lists, maps and, where their own required members have zeros, structures; an unlisted or unknown alternative.
 *
 * Source: Smithy 2.0, "Client error correction".
 */
export const zeroOf = <Y>(schema: Schema, writing: Writing<Y>, run: Run, depth = 0): Y | undefined => {
  switch (schema._tag) {
    case 'string':
    case 'enum':
      return writing.text('', schema, run)
    case 'byte':
    case 'short':
    case 'integer':
    case 'intEnum':
      return writing.number(0, schema, run)
    case 'long':
    case 'bigInteger':
      return writing.long(0n, schema, run)
    case 'bigDecimal':
      return writing.decimal(bigDecimal(0n, 0), schema, run)
    case 'float':
    case 'double':
      return writing.float(0, schema, run)
    case 'boolean':
      return writing.boolean(false, schema, run)
    case 'blob':
      return writing.blob(new Uint8Array(), schema, run)
    case 'timestamp':
      return writing.timestamp(0, schema, run)
    case 'document':
      return writing.document(null, schema, run)
    case 'list':
      return writing.list([], schema, run)
    case 'map':
      return writing.map([], schema, run)
    case 'union':
      return writing.unknownUnion('', null, schema, run)
    case 'structure': {
      // A structure that requires itself has no finite value at all.
      if (depth > 32) return undefined
      const fields: Array<readonly [Member, Y]> = []
      for (const member of schema.members) {
        const target = targetOf(member)
        const filled =
          defaultOf(member, target, schema, writing, run) ??
          (member.required ? zeroOf(target, writing, run, depth + 1) : undefined)
        if (filled !== undefined) fields.push([member, filled])
        else if (member.required) return undefined
      }
      return writing.structure(fields, schema, run)
    }
  }
}
