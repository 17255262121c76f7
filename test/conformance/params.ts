/**
 * From the JSON of a case's params to domain objects: a fold over the schema by the table of the format.
 */
import type { AnyShape } from '../../lib/index.js'
import type { Member, Schema } from '../../lib/schema/index.js'
import { targetOf } from '../../lib/schema/index.js'

// reading

type Data = Readonly<Record<string, unknown>>

const ownOf = (data: Data, name: string): unknown => (Object.hasOwn(data, name) ? data[name] : undefined)

/** A record whose names come from outside. */
const recordOf = (pairs: ReadonlyArray<readonly [string, unknown]>): Data => {
  const record: Record<string, unknown> = {}
  for (const [name, value] of pairs)
    Object.defineProperty(record, name, { value, enumerable: true, configurable: true, writable: true })
  return record
}

const words: Readonly<Record<string, number>> = {
  NaN: Number.NaN,
  Infinity: Number.POSITIVE_INFINITY,
  '-Infinity': Number.NEGATIVE_INFINITY,
}

const numberOf = (json: unknown): unknown => {
  if (typeof json === 'string') return words[json] ?? json
  return typeof json === 'object' && json !== null && 'coefficient' in json
    ? Number(`${String(json.coefficient)}e${String((json as { exponent?: unknown }).exponent)}`)
    : Number(json)
}

const timeOf = (json: unknown): unknown => {
  if (typeof json === 'string') return new Date(json)
  return new Date(Math.round((numberOf(json) as number) * 1000))
}

/** Streaming members travel beside the domain object. */
export const isStream = (member: Member): boolean => targetOf(member).traits.streaming === true

const fieldsOf = (members: ReadonlyArray<Member>, data: Data): ReadonlyArray<readonly [string, unknown]> =>
  members.flatMap((member) => {
    const json = ownOf(data, member.name)
    return json === undefined || json === null || isStream(member)
      ? []
      : [[member.field, toDomain(targetOf(member), json)] as const]
  })

const unknownNames = (members: ReadonlyArray<Member>, data: Data): ReadonlyArray<string> =>
  Object.keys(data).filter((name) => !members.some((member) => member.name === name))

const sparseItem = (schema: Schema, json: unknown): unknown =>
  json === null && schema._tag !== 'document' ? null : toDomain(schema, json)

/** What a user would hand to `make`. Throws where the params are not of the schema. */
export const toDomain = (schema: Schema, json: unknown): unknown => {
  switch (schema._tag) {
    case 'blob':
      return new TextEncoder().encode(String(json))
    case 'timestamp':
      return timeOf(json)
    case 'float':
      return Math.fround(numberOf(json) as number)
    case 'double':
      return numberOf(json)
    case 'long':
    case 'bigInteger':
      return typeof json === 'bigint' ? json : BigInt(json as number)
    case 'list':
      return (json as ReadonlyArray<unknown>).map((item) => sparseItem(targetOf(schema.member), item))
    case 'map':
      return recordOf(
        Object.entries(json as Data).map(([key, value]) => [key, sparseItem(targetOf(schema.value), value)] as const),
      )
    case 'structure': {
      const unknown = unknownNames(schema.members, json as Data)
      if (unknown.length > 0) throw new Error(`${schema.id} has no member ${unknown.join(', ')}`)
      return recordOf(fieldsOf(schema.members, json as Data))
    }
    case 'union': {
      const [name] = Object.keys(json as Data) as [string]
      const member = schema.members.find((one) => one.name === name)
      if (member === undefined) throw new Error(`${schema.id} has no member ${name}`)
      return { _tag: member.field, value: toDomain(targetOf(member), (json as Data)[name]) }
    }
    default:
      return json
  }
}

/** The params of a case as a structure's fields; absent params are empty. */
export const paramsOf = (shape: AnyShape, params: unknown): unknown => toDomain(shape.schema, params ?? {})

/** The bytes of the streaming member, if the structure has one and the params give it. */
export const streamBytes = ({ schema }: AnyShape, params: unknown): Uint8Array | undefined => {
  const member = schema._tag === 'structure' ? schema.members.find(isStream) : undefined
  const json = member === undefined ? undefined : ownOf((params ?? {}) as Data, member.name)
  return typeof json === 'string' ? new TextEncoder().encode(json) : undefined
}

/** Whether a structure has a streaming blob, and whether its length has to be known before it is sent. */
export const streamOf = ({ schema }: AnyShape): 'none' | 'sized' | 'unsized' => {
  const member = schema._tag === 'structure' ? schema.members.find(isStream) : undefined
  const target = member && targetOf(member)
  if (target === undefined || target._tag !== 'blob') return 'none'
  return target.traits.requiresLength === true ? 'sized' : 'unsized'
}
