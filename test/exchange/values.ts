/**
 * Generated values, made fit for an SDK, and what should come of them at the other end.
 */
import * as fc from 'fast-check'
import { shapeOf } from '../../lib/index.js'
import type { Schema } from '../../lib/schema/index.js'
import { arbitrary } from '../../lib/testing/index.js'
import { writeFixture } from '../../lib/value/fixture.js'
import type { Fields, Value } from '../../lib/value/index.js'
import * as V from '../../lib/value/index.js'
import type { Message, Row } from '../protocol/lossy.js'
import { lossy, tables } from '../protocol/lossy.js'
import { runsOr } from '../seed.js'
import { alters, unfit } from './rules.js'

/** Of each kind of exchange; `npm run test:exchange` sets it to 50. */
export const runs: number = runsOr(10)

// counting

/** How often each rule changed a value, over all exchanges of the process. */
export const used = new Map<string, number>()

const count = (rules: Iterable<string>): void => {
  for (const rule of rules) used.set(rule, (used.get(rule) ?? 0) + 1)
}

// values

/** The Value of what `decode` makes of one, defaults filled; `undefined` where it is refused. */
const normal = (schema: Schema, value: Value): Value | undefined => {
  const shape = shapeOf(schema)
  const read = shape.decode(value)
  return read._tag === 'Right' ? shape.encode(read.right) : undefined
}

/** What a server reads, and what a client that corrects nothing and fills nothing does. */
const tableOf = ({ protocol, kind }: Message): ReadonlyArray<Row> =>
  tables[protocol].filter(
    ({ by, rule }) =>
      by === 'writer' ||
      kind === 'request' ||
      rule.startsWith('a client finds an empty map') ||
      rule === 'the status is always there',
  )

/** Without what the SDK cannot carry; `undefined` where nothing of it is left that the message could hold. */
const carried = (message: Message, schema: Schema, value: Value, rows: ReadonlyArray<Row>): Value | undefined => {
  const taken = lossy(message, schema, value, rows)
  const kept = normal(schema, taken.value)
  if (kept === undefined) return undefined
  const sent = lossy(message, schema, kept, tableOf(message))
  if (sent.refused.length > 0 || normal(schema, sent.value) === undefined) return undefined
  count(taken.used)
  return kept
}

/** Values of a schema that a message of its kind can hold and an SDK can carry. */
export const values = (message: Message, schema: Schema, rows: ReadonlyArray<Row> = unfit): fc.Arbitrary<Value> =>
  arbitrary(fc)(shapeOf(schema), { depth: 4, items: 3 })
    .map((a) => carried(message, schema, shapeOf(schema).encode(a), rows))
    .filter((value): value is Value => value !== undefined)

/** The rows of what a reader at the other end makes of a message. */
export type Reader = (message: Message) => ReadonlyArray<Row>

export const sdkReader: Reader = (message) => [...tableOf(message), ...alters]

/** What comes out at the other end. */
export const arrived = (message: Message, schema: Schema, value: Value, reader: Reader = sdkReader): Value => {
  const { value: wanted, used: rules } = lossy(message, schema, value, reader(message))
  count(rules)
  return wanted
}

/** The value with its length, where it has a member for that and a body. */
export const withLength = (schema: Schema, value: Value, bytes: Uint8Array | undefined): Value => {
  if (bytes === undefined || value._tag !== 'Structure' || schema._tag !== 'structure') return value
  const member = schema.members.find(({ traits }) => traits.httpHeader?.toLowerCase() === 'content-length')
  if (member === undefined) return value
  const fields: Fields = { ...value.fields, [member.name]: V.long(BigInt(bytes.length)) }
  return V.structure(fields)
}

// comparing

const shown = (value: Value | undefined): string =>
  value === undefined ? 'nothing' : writeFixture(value).slice(0, 400)

/** Where two Values differ, as few words as say it. */
export const differences = (wanted: Value | undefined, got: Value | undefined, path = '$'): ReadonlyArray<string> => {
  if (wanted !== undefined && got !== undefined && V.Eq.equals(wanted, got)) return []
  if (wanted?._tag === 'Structure' && got?._tag === 'Structure') {
    const names = new Set([...Object.keys(wanted.fields), ...Object.keys(got.fields)])
    const own = (fields: Fields, name: string): Value | undefined =>
      Object.hasOwn(fields, name) ? fields[name] : undefined
    return [...names].flatMap((name) => {
      const [a, b] = [own(wanted.fields, name), own(got.fields, name)]
      return a === undefined && b === undefined ? [] : differences(a, b, `${path}.${name}`)
    })
  }
  if (wanted?._tag === 'List' && got?._tag === 'List' && wanted.items.length === got.items.length)
    return wanted.items.flatMap((item, i) => differences(item, got.items[i], `${path}[${i}]`))
  return [`${path}: expected ${shown(wanted)}, got ${shown(got)}`]
}
