/**
 * The laws of redaction: nothing that a sensitive shape or an override holds occurs in the result, whatever is given; an override is as
 * if the model had said sensitive there.
 */
import assert from 'node:assert/strict'
import * as fc from 'fast-check'
import type { Loggable } from '../../lib/interpret/loggable.js'
import { loggable } from '../../lib/interpret/loggable.js'
import type { HiddenAt, RedactOptions } from '../../lib/interpret/redact.js'
import { redact } from '../../lib/interpret/redact.js'
import type { Member, Schema } from '../../lib/schema/index.js'
import { membersOf, targetOf } from '../../lib/schema/index.js'
import { shapeOf } from '../../lib/shape/index.js'
import { arbitrary, arbitrarySchema, garbage, schemaText } from '../../lib/testing/index.js'
import { recordOf } from '../../lib/value/own.js'
import { assertLaw, runs } from './assert.js'
import { diceOf, domain, marker, poison, secretSchema } from './poison.js'

const silent = (schema: Schema, told: Loggable): void => {
  const text = JSON.stringify(told)
  if (text.includes(marker)) throw new Error(`leaks: ${text.slice(0, 400)}\n${schemaText(schema)}`)
}

const dice = fc.array(fc.nat({ max: 2000 }), { minLength: 20, maxLength: 40 })

/** A way from a schema through fields to some member; empty where there is none. */
const wayOf = (schema: Schema, rolls: ReadonlyArray<number>): ReadonlyArray<Member> => {
  const [roll = 0, ...rest] = rolls
  const members = schema._tag === 'map' ? [schema.value] : membersOf(schema)
  const member = members[roll % Math.max(1, members.length)]
  if (member === undefined || rest.length === 0) return []
  const deeper = roll % 3 === 0 || isPassed(schema) ? wayOf(targetOf(member), rest) : []
  return isPassed(schema) && deeper.length === 0 ? [] : [member, ...deeper]
}

/** Lists and maps of any text are passed through. */
const isPassed = (schema: Schema): boolean =>
  schema._tag === 'list' || (schema._tag === 'map' && targetOf(schema.key)._tag !== 'enum')

const enumKey = (schema: Schema): string => {
  const keys = schema._tag === 'map' ? targetOf(schema.key) : undefined
  return keys?._tag === 'enum' ? (keys.values[0]?.value ?? '') : ''
}

const overrideOf = (schema: Schema, [member, ...rest]: ReadonlyArray<Member>): HiddenAt => {
  if (member === undefined) return true
  const inner = overrideOf(targetOf(member), rest)
  if (isPassed(schema)) return inner
  return recordOf([[schema._tag === 'map' ? enumKey(schema) : member.field, inner]])
}

/** The schema with `sensitive` on the last member of a way, and nowhere else. */
const withSensitive = (schema: Schema, [member, ...rest]: ReadonlyArray<Member>): Schema => {
  if (member === undefined) return { ...schema, traits: { ...schema.traits, sensitive: true } }
  const target = withSensitive(targetOf(member), rest)
  const changed: Member = { ...member, target: () => target }
  switch (schema._tag) {
    case 'list':
      return { ...schema, member: changed }
    case 'map':
      return { ...schema, value: changed }
    case 'structure':
    case 'union':
      return { ...schema, members: schema.members.map((one) => (one === member ? changed : one)) }
    default:
      return schema
  }
}

describe('laws of redaction', () => {
  it('a loggable holds nothing that is sensitive', () => {
    const inputs = arbitrarySchema(fc)()
      .map(secretSchema)
      .chain((schema) =>
        fc.record({ a: arbitrary(fc)(schema, { absent: 2 }), numbers: dice }).map((rest) => ({ schema, ...rest })),
      )
    assertLaw(
      fc.property(inputs, ({ schema, a, numbers }) => {
        silent(schema, loggable(shapeOf(schema))(poison(domain, schema, a, false, diceOf(numbers))))
      }),
    )
  })

  it('a loggable never throws, and JSON takes it', () => {
    const inputs = arbitrarySchema(fc)().chain((schema) =>
      garbage(fc)(shapeOf(schema)).map((input) => ({ schema, input })),
    )
    assertLaw(
      fc.property(inputs, ({ schema, input }) => {
        JSON.stringify(loggable(shapeOf(schema))(input))
      }),
    )
  })

  it('an override of a member is as if the model had said sensitive there', () => {
    let deep = 0
    const inputs = arbitrarySchema(fc)()
      .filter((schema) => schema._tag === 'structure' || schema._tag === 'union' || schema._tag === 'list')
      .chain((schema) =>
        fc
          .record({
            a: arbitrary(fc)(schema, { absent: 1 }),
            rolls: fc.array(fc.nat(), { minLength: 6, maxLength: 6 }),
          })
          .map((rest) => ({ schema, ...rest })),
      )
    assertLaw(
      fc.property(inputs, ({ schema, a, rolls }) => {
        const way = wayOf(schema, rolls)
        // An override of an enum's map is of one key, which no trait can say.
        fc.pre(!way.some((_, i) => isEnumMap(schemaAt(schema, way.slice(0, i)))))
        if (way.length > 1) deep++
        const shape = shapeOf(schema)
        const options = { members: overrideOf(schema, way) } as RedactOptions<unknown>
        const other = shapeOf(withSensitive(schema, way))
        const value = shape.encode(a)
        assert.deepEqual(redact(shape, options)(value), redact(other)(value), schemaText(schema))
        assert.deepEqual(loggable(shape, options)(a), loggable(other)(a), schemaText(schema))
      }),
    )
    assert.ok(deep > runs / 20, `${deep} ways of more than one step`)
  })
})

const schemaAt = (schema: Schema, way: ReadonlyArray<Member>): Schema => {
  const last = way[way.length - 1]
  return last === undefined ? schema : targetOf(last)
}

const isEnumMap = (schema: Schema): boolean => schema._tag === 'map' && targetOf(schema.key)._tag === 'enum'
