/**
 * Between Values and what an AWS SDK takes and gives: plain objects under Smithy member names, folded over the schema.
 */
import type { Member, Schema } from '../../lib/schema/index.js'
import { targetOf } from '../../lib/schema/index.js'
import type { Fields, MapKey, Value } from '../../lib/value/index.js'
import * as V from '../../lib/value/index.js'
import { getOwn, recordOf } from '../../lib/value/own.js'

/** A stream lies beside the Value, and in the SDK's object. */
export const isStream = (member: Member): boolean => targetOf(member).traits.streaming === true

/** A schema without its stream: what a Value of it has. */
export const withoutStream = (schema: Schema): Schema =>
  schema._tag === 'structure' && schema.members.some(isStream)
    ? { ...schema, members: schema.members.filter((member) => !isStream(member)) }
    : schema

// to the SDK

/** Longs within 53 bits are numbers to the SDK, the others bigints. */
const longOf = (n: bigint): number | bigint => (Number.isSafeInteger(Number(n)) ? Number(n) : n)

export const toSdk = (value: Value): unknown => {
  switch (value._tag) {
    case 'Structure':
      return recordOf(Object.entries(value.fields).map(([name, field]) => [name, toSdk(field as Value)] as const))
    case 'List':
      return value.items.map(toSdk)
    case 'Map':
      return recordOf(value.entries.map(([key, item]) => [key.value, toSdk(item)] as const))
    case 'Long':
      return longOf(value.value)
    case 'Blob':
      return Uint8Array.from(value.bytes)
    case 'Timestamp':
      return new Date(value.epochMillis)
    case 'Null':
      return null
    case 'Document':
      // A document's exact numbers have no counterpart in the SDK; the rules take them out before.
      return value.value
    case 'BigDecimal':
    case 'BigInteger':
      throw new Error('no service under test has such numbers')
    default:
      return value.value
  }
}

// from the SDK

const refuse = (path: string, schema: Schema, got: unknown): never => {
  throw new Error(`${path}: the SDK gives ${got === null ? 'null' : typeof got} ${String(got)} for a ${schema._tag}`)
}

const numberIn = (path: string, schema: Schema, u: unknown): number =>
  typeof u === 'number' ? u : refuse(path, schema, u)
const textIn = (path: string, schema: Schema, u: unknown): string =>
  typeof u === 'string' ? u : refuse(path, schema, u)

const isRecord = (u: unknown): u is Readonly<Record<string, unknown>> => typeof u === 'object' && u !== null

/** Throws on anything that is not of the schema: unknown members, other kinds. */
export const fromSdk = (schema: Schema, u: unknown, path = schema.id): Value => {
  switch (schema._tag) {
    case 'string':
      return V.string(textIn(path, schema, u))
    case 'enum':
      return V.enumeration(textIn(path, schema, u))
    case 'byte':
    case 'short':
    case 'integer':
    case 'intEnum':
      return V.integer(numberIn(path, schema, u))
    case 'long':
      return V.long(typeof u === 'bigint' ? u : BigInt(numberIn(path, schema, u)))
    case 'float':
      return V.float(numberIn(path, schema, u))
    case 'double':
      return V.double(numberIn(path, schema, u))
    case 'boolean':
      return typeof u === 'boolean' ? V.boolean(u) : refuse(path, schema, u)
    case 'blob':
      return u instanceof Uint8Array ? V.blob(Uint8Array.from(u)) : refuse(path, schema, u)
    case 'timestamp':
      return u instanceof Date ? V.timestamp(u.getTime()) : refuse(path, schema, u)
    case 'document':
      return V.document(u as Parameters<typeof V.document>[0])
    case 'list': {
      if (!Array.isArray(u)) return refuse(path, schema, u)
      const target = targetOf(schema.member)
      return V.list(u.map((item, i) => itemIn(target, item, `${path}[${i}]`)))
    }
    case 'map': {
      if (!isRecord(u)) return refuse(path, schema, u)
      const target = targetOf(schema.value)
      const keyOf = (key: string): MapKey => (targetOf(schema.key)._tag === 'enum' ? V.enumeration(key) : V.string(key))
      return V.map(Object.entries(u).map(([key, item]) => [keyOf(key), itemIn(target, item, `${path}{}`)] as const))
    }
    case 'structure':
    case 'union': {
      if (!isRecord(u)) return refuse(path, schema, u)
      return V.structure(recordOf(fieldsIn(schema.members, u, path)) as Fields)
    }
    case 'bigInteger':
    case 'bigDecimal':
      throw new Error('no service under test has such numbers')
  }
}

const itemIn = (target: Schema, item: unknown, path: string): Value =>
  item === null && target._tag !== 'document' ? V.absent : fromSdk(target, item, path)

const fieldsIn = (
  members: ReadonlyArray<Member>,
  u: Readonly<Record<string, unknown>>,
  path: string,
): ReadonlyArray<readonly [string, Value]> => {
  const unknown = Object.keys(u).filter(
    (name) => u[name] !== undefined && !members.some((member) => member.name === name),
  )
  if (unknown.length > 0) throw new Error(`${path}: the SDK also gives ${unknown.join(', ')}`)
  return members.flatMap((member) => {
    const held = getOwn(u, member.name)
    return held === undefined ? [] : [[member.name, fromSdk(targetOf(member), held, `${path}.${member.name}`)] as const]
  })
}
