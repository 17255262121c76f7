/**
 * JSON Schemas kind by kind, to the letter, on both sides and under both policies, with what is not said.
 */
import assert from 'node:assert/strict'
import type { JsonSchema, JsonSchemaOptions } from '../../lib/interpret/jsonSchema/index.js'
import { jsonSchema, standardJson } from '../../lib/interpret/jsonSchema/index.js'
import type { AnyShape } from '../../lib/shape/index.js'
import * as S from '../../lib/shape/index.js'
import { shapeOf, tolerant } from '../../lib/shape/index.js'

const { Prelude } = S

/** Without the names that every schema has; reasons of what is not said here, beside what no schema says. */
const told = (shape: AnyShape, options: JsonSchemaOptions = {}): readonly [JsonSchema, ReadonlyArray<string>] => {
  const { schema, unsaid } = jsonSchema(shapeOf(shape.schema, shape.policy), options)
  const { $schema, title, ...body } = schema
  assert.ok($schema !== undefined && title !== undefined)
  return [body, unsaid.filter(({ everywhere }) => everywhere !== true).map(({ code }) => code)]
}

const lenient = (shape: AnyShape): AnyShape => tolerant(shapeOf(shape.schema, shape.policy))
const unique = (item: AnyShape): AnyShape => S.list('x#L', () => shapeOf(item.schema), { uniqueItems: true })

const text: JsonSchema = { type: 'string' }
const orNull = (schema: JsonSchema): JsonSchema => ({ anyOf: [schema, { type: 'null' }] })

describe('JSON Schema, kind by kind', () => {
  it('unique items, where a validator tells apart what a reader does', () => {
    assert.deepEqual(told(unique(Prelude.String)), [{ type: 'array', items: text, uniqueItems: true }, []])
    assert.deepEqual(told(lenient(unique(Prelude.String))), [{ type: 'array', items: text }, []])
    const ignored = S.ignore(shapeOf(unique(Prelude.String).schema), ['unique'])
    assert.deepEqual(told(ignored), [{ type: 'array', items: text }, []])
    const [times, timesUnsaid] = told(unique(Prelude.Timestamp))
    assert.equal(times.uniqueItems, true)
    assert.deepEqual(timesUnsaid, ['range', 'unique'])
    const [doubles, doublesUnsaid] = told(unique(Prelude.Double))
    assert.equal(doubles.uniqueItems, undefined)
    assert.deepEqual(doublesUnsaid, ['unique'])
    for (const shape of [
      Prelude.Blob,
      Prelude.Boolean,
      Prelude.Integer,
      S.enumeration('x#E', ['A']),
      S.list('x#I', () => Prelude.Short),
    ])
      assert.deepEqual([told(unique(shape))[0].uniqueItems, told(unique(shape))[1]], [true, []])
    for (const shape of [Prelude.Long, Prelude.BigDecimal, Prelude.Float, Prelude.Document])
      assert.deepEqual(told(unique(shape))[1].includes('unique'), true)
  })

  it('sparse lists and maps, and their lengths', () => {
    const list = S.sparseList('x#L', () => Prelude.String, { length: { min: 1, max: 2 } })
    assert.deepEqual(told(list)[0], { type: 'array', items: orNull(text), minItems: 1, maxItems: 2 })
    assert.deepEqual(told(lenient(list))[0], { type: 'array', items: orNull(text) })
    const map = S.sparseMap(
      'x#M',
      () => Prelude.String,
      () => Prelude.Boolean,
      { length: { min: 0, max: 2 } },
    )
    assert.deepEqual(told(map)[0], {
      type: 'object',
      additionalProperties: orNull({ type: 'boolean' }),
      maxProperties: 2,
    })
    const dense = S.map(
      'x#M',
      () => S.string('x#K', { length: { max: 3 } }),
      () => Prelude.Boolean,
    )
    assert.deepEqual(told(dense)[0], {
      type: 'object',
      propertyNames: { type: 'string', maxLength: 3 },
      additionalProperties: { type: 'boolean' },
    })
    assert.deepEqual(told(lenient(dense))[0], { type: 'object', additionalProperties: { type: 'boolean' } })
    assert.deepEqual(told(lenient(dense), { nulls: true })[0], {
      type: 'object',
      additionalProperties: orNull({ type: 'boolean' }),
    })
  })

  it('decimals and documents', () => {
    assert.deepEqual(told(Prelude.BigDecimal), [{ type: 'number' }, []])
    const digits: JsonSchema = { type: 'string', maxLength: 4096, pattern: '^-?\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?$' }
    assert.deepEqual(told(Prelude.BigDecimal, { side: 'domain' }), [
      { anyOf: [{ type: 'number' }, digits] },
      ['syntax'],
    ])
    for (const side of ['wire', 'domain'] as const) assert.deepEqual(told(Prelude.Document, { side }), [{}, []])
  })

  it('enums within a range, and those without a value', () => {
    const I = S.intEnumeration('x#I', { A: 1, B: 5 }, { range: { max: 2 } })
    assert.deepEqual(told(I)[0], { type: 'integer', enum: [1] })
    assert.deepEqual(told(lenient(I))[0], { type: 'integer', minimum: -2147483648, maximum: 2147483647 })
    assert.deepEqual(told(S.intEnumeration('x#I', { A: 1 }, { range: { max: 0 } }))[0], { not: {} })
    assert.deepEqual(told(S.enumeration('x#E', []))[0], { not: {} })
    assert.deepEqual(told(lenient(S.enumeration('x#E', [])))[0], text)
    assert.deepEqual(told(lenient(S.enumeration('x#E', ['A'])))[0], { type: 'string', examples: ['A'] })
  })

  it('a pattern that is none of ECMA-262 is not said', () => {
    assert.deepEqual(told(S.string('x#P', { pattern: 'a++' })), [text, ['pattern']])
    assert.deepEqual(told(lenient(S.string('x#P', { pattern: 'a++' }))), [text, []])
  })

  it('floats up to half-way to their neighbours', () => {
    const F = S.float('x#F', { range: { min: 0, max: 1 } })
    assert.deepEqual(told(F)[0], { type: 'number', minimum: -(2 ** -150), maximum: 1 + 2 ** -24 })
  })

  const strange: JsonSchema = { type: 'null' }
  const typeName = ['__type', {}] as const

  it('unions on the wire', () => {
    const U = S.union<{ readonly _tag: 'a' | 'd' | 'e'; readonly value: unknown }, never, unknown>('x#U', {
      a: ['A', () => Prelude.String],
      d: ['D', () => Prelude.Document],
      e: ['E', () => Prelude.Document],
    }) as unknown as AnyShape
    const properties = { A: text, D: {}, E: {} }
    assert.deepEqual(told(U)[0], {
      type: 'object',
      properties,
      additionalProperties: false,
      minProperties: 1,
      maxProperties: 1,
    })
    assert.deepEqual(told(lenient(U)), [{ type: 'object', properties, minProperties: 1, maxProperties: 1 }, ['union']])
    const alone = (own: Readonly<Record<string, JsonSchema>>, required: ReadonlyArray<string>): JsonSchema => ({
      type: 'object',
      properties: { ...own, ...Object.fromEntries([typeName]) },
      required,
      additionalProperties: strange,
    })
    const among = (name: string, other: string): JsonSchema => ({
      ...alone({ [name]: {}, [other]: strange }, [name]),
      anyOf: [{ properties: { [name]: { not: strange } } }, { properties: { [other]: { not: {} } } }],
    })
    const branches = [alone({ A: text }, ['A']), among('D', 'E'), among('E', 'D')]
    assert.deepEqual(told(U, { nulls: true }), [{ type: 'object', anyOf: branches }, []])
    const unknown: JsonSchema = {
      type: 'object',
      properties: { A: strange, D: strange, E: strange, ...Object.fromEntries([typeName]) },
      not: alone({ A: {}, D: {}, E: {} }, []),
    }
    assert.deepEqual(told(lenient(U), { nulls: true }), [{ type: 'object', anyOf: [...branches, unknown] }, ['union']])
    const One = S.union<{ readonly _tag: 'd'; readonly value: unknown }, never, unknown>('x#O', {
      d: ['D', () => Prelude.Document],
    })
    assert.deepEqual(told(One as unknown as AnyShape, { nulls: true })[0], {
      type: 'object',
      anyOf: [alone({ D: {} }, ['D'])],
    })
  })

  it('unions of the domain', () => {
    const U = S.union<{ readonly _tag: 'a'; readonly value: string }, never, unknown>('x#U', {
      a: ['A', () => Prelude.String],
    }) as unknown as AnyShape
    const a: JsonSchema = {
      type: 'object',
      properties: { _tag: { const: 'a' }, value: text },
      required: ['_tag', 'value'],
    }
    assert.deepEqual(told(U, { side: 'domain' })[0], { type: 'object', oneOf: [a] })
    assert.deepEqual(told(lenient(U), { side: 'domain' })[0], {
      type: 'object',
      oneOf: [
        a,
        {
          type: 'object',
          properties: { _tag: { const: '$unknown' }, name: text, raw: {} },
          required: ['_tag', 'name', 'raw'],
        },
        {
          type: 'object',
          properties: { _tag: { type: 'string', not: { enum: ['a', '$unknown'] } }, value: {} },
          required: ['_tag', 'value'],
        },
      ],
    })
  })

  it('a Standard Schema has its JSON Schema in one draft alone', () => {
    const Row = S.inferred('x#Row', { a: ['A', () => Prelude.String] })
    const { jsonSchema: made } = standardJson(Row)['~standard']
    assert.deepEqual(Object.keys((made.input({ target: 'draft-2020-12' }) as JsonSchema).properties ?? {}), ['A'])
    assert.deepEqual(Object.keys((made.output({ target: 'draft-2020-12' }) as JsonSchema).properties ?? {}), ['a'])
    assert.throws(() => made.input({ target: 'draft-07' }), /^Error: no JSON Schema for draft-07: draft-2020-12 alone$/)
  })
})
