/**
 * What schemas say of each kind on both sides and as components of OpenAPI, and what they do not say, in its words: where, of what
 * shape, what is held and why it is not said.
 */
import assert from 'node:assert/strict'
import type { JsonSchema, JsonSchemaOptions } from '../../lib/interpret/jsonSchema/index.js'
import { jsonSchema, openApi, standardJson } from '../../lib/interpret/jsonSchema/index.js'
import type { Range, StructureSchema } from '../../lib/schema/index.js'
import type { AnyShape } from '../../lib/shape/index.js'
import * as S from '../../lib/shape/index.js'
import { closed, ignore, limited, shapeOf, tolerant } from '../../lib/shape/index.js'
import type { Value } from '../../lib/value/index.js'
import { limitsOf } from '../limits.js'

const { Prelude } = S

const bodyOf = (shape: AnyShape, options: JsonSchemaOptions = {}): JsonSchema => {
  const { $schema, title, ...body } = jsonSchema(shape, options).schema
  assert.equal($schema, 'https://json-schema.org/draft/2020-12/schema')
  return body
}

const again = (shape: AnyShape): S.Shape<unknown, Value, unknown> => shapeOf(shape.schema, shape.policy)
const lenient = (shape: AnyShape): AnyShape => tolerant(shapeOf(shape.schema, shape.policy))

/** One line for each thing that is not said: `path|shape|code|constraint|why`. */
const unsaid = (shape: AnyShape, options: JsonSchemaOptions = {}): ReadonlyArray<string> =>
  jsonSchema(shape, options).unsaid.map(({ path, shape: id, code, constraint, why, everywhere }) =>
    [...(everywhere === true ? ['everywhere'] : []), path.join('.'), id, code, constraint, why].join('|'),
  )

const asDoubles = 'a validator may hold numbers as doubles'
const unicode = 'type|well-formed Unicode text|a validator takes a surrogate that stands alone'
const digits = `type|whole numbers to the last digit|${asDoubles}`
const exact = `range|numbers exact to the last digit|${asDoubles}`
const levels = 'depth|at most 256 levels|a schema does not count levels'
const counted = 'size|at most 5000000 structures, lists and maps|a schema does not count them all'
const seconds =
  'range|a time within the years 0001 to 9999|times are rounded to milliseconds, and at the ends of the years a double is coarser than that'
const ends =
  'range|a time within the years 0001 to 9999|at their ends an offset, or a fraction that is rounded, may lead out of them'

const whole = (min: number, max: number): JsonSchema => ({ type: 'integer', minimum: min, maximum: max })
const specials: JsonSchema = { type: 'string', enum: ['NaN', 'Infinity', '-Infinity'] }
const wholeText: JsonSchema = { type: 'string', pattern: '^-?\\d{1,400}$' }
const decimalText: JsonSchema = {
  type: 'string',
  maxLength: 4096,
  pattern: '^-?\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?$',
}
const halfBeyond = 2 ** 128 - 2 ** 103
const single: JsonSchema = { type: 'number', exclusiveMinimum: -halfBeyond, exclusiveMaximum: halfBeyond }
const times: JsonSchema = { type: 'number', minimum: -62_135_596_800.0005, exclusiveMaximum: 253_402_300_799.9995 }

/** A kind on the wire, in the domain, the format that OpenAPI tells of its number, what holds everywhere. */
const rows: ReadonlyArray<readonly [AnyShape, JsonSchema, JsonSchema, string | undefined, ReadonlyArray<string>]> = [
  [Prelude.Byte, whole(-128, 127), whole(-128, 127), 'int32', [digits]],
  [Prelude.Short, whole(-32768, 32767), whole(-32768, 32767), 'int32', [digits]],
  [Prelude.Integer, whole(-(2 ** 31), 2 ** 31 - 1), whole(-(2 ** 31), 2 ** 31 - 1), 'int32', [digits]],
  [
    Prelude.Long,
    whole(-(2 ** 63), 2 ** 63),
    { anyOf: [whole(-(2 ** 63), 2 ** 63), wholeText] },
    'int64',
    [digits, exact],
  ],
  [Prelude.BigInteger, { type: 'integer' }, { anyOf: [{ type: 'integer' }, wholeText] }, undefined, [digits, exact]],
  [Prelude.BigDecimal, { type: 'number' }, { anyOf: [{ type: 'number' }, decimalText] }, undefined, [exact]],
  [Prelude.Float, { anyOf: [single, specials] }, { anyOf: [single, specials] }, 'float', [exact]],
  [
    Prelude.Double,
    { anyOf: [{ type: 'number' }, specials] },
    { anyOf: [{ type: 'number' }, specials] },
    'double',
    [exact],
  ],
  [Prelude.Boolean, { type: 'boolean' }, { type: 'boolean' }, undefined, []],
  [Prelude.String, { type: 'string' }, { type: 'string' }, undefined, [unicode]],
  [Prelude.Document, {}, {}, undefined, [unicode, exact, levels]],
  [S.enumeration('x#E', ['A']), { type: 'string', enum: ['A'] }, { type: 'string', enum: ['A'] }, undefined, [unicode]],
  [
    S.intEnumeration('x#I', { A: 1 }),
    { type: 'integer', enum: [1] },
    { type: 'integer', enum: [1] },
    undefined,
    [digits],
  ],
  [
    S.list('x#L', () => Prelude.Boolean),
    { type: 'array', items: { type: 'boolean' } },
    { type: 'array', items: { type: 'boolean' } },
    undefined,
    [counted],
  ],
  [
    S.map(
      'x#M',
      () => Prelude.String,
      () => Prelude.Boolean,
    ),
    { type: 'object', additionalProperties: { type: 'boolean' } },
    { type: 'object', additionalProperties: { type: 'boolean' } },
    undefined,
    [unicode, counted],
  ],
  [Prelude.Unit, { type: 'object' }, { type: 'object' }, undefined, []],
]

/** The schema with the format of its number, or of the number that it may be. */
const formatted = (schema: JsonSchema, format: string | undefined): JsonSchema => {
  if (format === undefined) return schema
  const { anyOf } = schema
  return anyOf === undefined
    ? { ...schema, format }
    : { ...schema, anyOf: anyOf.map((one) => (one.type === 'string' ? one : { ...one, format })) }
}

describe('JSON Schema, what is said and what is not', () => {
  for (const [shape, wire, domain, format, everywhere] of rows)
    it(shape.schema._tag, () => {
      const { id } = shape.schema
      assert.deepEqual(bodyOf(again(shape)), wire)
      assert.deepEqual(bodyOf(again(shape), { side: 'domain' }), domain)
      const { document, refOf } = openApi([shape])
      const name = id.split('#')[1] as string
      assert.deepEqual(document, {
        openapi: '3.1.1',
        info: { title: 'Shapes', version: '1.0.0' },
        components: { schemas: { [name]: formatted(wire, format) } },
      })
      assert.deepEqual(refOf(shape), { $ref: `#/components/schemas/${name}` })
      assert.deepEqual(
        unsaid(again(shape)),
        everywhere.map((words) => `everywhere||${id}|${words}`),
      )
      assert.deepEqual(
        openApi([shape]).unsaid.map((one) => [one.shape, one.everywhere, one.path]),
        everywhere.map(() => ['', true, []]),
      )
    })

  it('a shape that was not given has no component', () =>
    assert.deepEqual(openApi([Prelude.Boolean]).refOf(Prelude.String), { $ref: '#' }))

  it('of nothing at all nothing', () => {
    const { document, unsaid: none } = openApi([])
    assert.deepEqual([document.components.schemas, none], [{}, []])
  })

  it('where it is not said, by the members on the way', () => {
    const Row = S.inferred('x#Row', { l: ['L', () => S.list('x#L', () => Prelude.Timestamp)] })
    assert.equal(unsaid(Row)[0], `L.member|smithy.api#Timestamp|${seconds}`)
    assert.deepEqual(
      openApi([Row]).unsaid.map(({ path, code }) => [path, code]),
      [
        [['L', 'member'], 'range'],
        [[], 'size'],
      ],
    )
  })

  it('times', () => {
    assert.deepEqual(bodyOf(Prelude.Timestamp), times)
    assert.deepEqual(unsaid(Prelude.Timestamp), [`|smithy.api#Timestamp|${seconds}`])
    assert.deepEqual(unsaid(Prelude.Timestamp, { side: 'domain' }), [`|smithy.api#Timestamp|${ends}`])
    const [day, http] = (['date-time', 'http-date'] as const).map((timestampFormat) =>
      S.timestamp('x#T', { timestampFormat }),
    ) as unknown as [AnyShape, AnyShape]
    for (const shape of [day, http])
      for (const side of ['wire', 'domain'] as const) assert.deepEqual(unsaid(shape, { side }), [`|x#T|${ends}`])
    const dateTime = bodyOf(day)
    assert.deepEqual([dateTime.type, dateTime.format], ['string', 'date-time'])
    assert.deepEqual(Object.keys(bodyOf(http)), ['type', 'pattern'])
    for (const shape of [day, http, Prelude.Timestamp])
      assert.deepEqual(bodyOf(shape, { side: 'domain' }), { anyOf: [dateTime, times] })
  })

  it('bytes by their digits', () => {
    const { pattern, ...base } = bodyOf(Prelude.Blob)
    assert.deepEqual(base, { type: 'string', contentEncoding: 'base64' })
    const blob = (length: { readonly min?: number; readonly max?: number }): JsonSchema => {
      const { pattern: own, ...body } = bodyOf(S.blob('x#B', { length }))
      assert.equal(own, pattern)
      return body
    }
    const said = (description: string, more: JsonSchema): JsonSchema => ({ ...base, description, ...more })
    assert.deepEqual(blob({ min: 0 }), base)
    assert.deepEqual(blob({ min: 1 }), said('base64 of at least 1 byte', { minLength: 4 }))
    assert.deepEqual(
      blob({ min: 2 }),
      said('base64 of at least 2 bytes', { anyOf: [{ minLength: 5 }, { minLength: 4, pattern: '[^=]=?$' }] }),
    )
    assert.deepEqual(
      blob({ min: 3 }),
      said('base64 of at least 3 bytes', { anyOf: [{ minLength: 5 }, { minLength: 4, pattern: '[^=]$' }] }),
    )
    assert.deepEqual(blob({ max: 3 }), said('base64 of at most 3 bytes', { maxLength: 4 }))
    assert.deepEqual(
      blob({ max: 4 }),
      said('base64 of at most 4 bytes', { anyOf: [{ maxLength: 4 }, { maxLength: 8, pattern: '==$' }] }),
    )
    assert.deepEqual(
      blob({ min: 1, max: 5 }),
      said('base64 of 1 to 5 bytes', { minLength: 4, anyOf: [{ maxLength: 4 }, { maxLength: 8, pattern: '=$' }] }),
    )
    assert.deepEqual(blob({ min: 1, max: 3 }), said('base64 of 1 to 3 bytes', { minLength: 4, maxLength: 4 }))
    assert.deepEqual(
      blob({ min: 2, max: 5 }),
      said('base64 of 2 to 5 bytes', {
        allOf: [
          { anyOf: [{ minLength: 5 }, { minLength: 4, pattern: '[^=]=?$' }] },
          { anyOf: [{ maxLength: 4 }, { maxLength: 8, pattern: '=$' }] },
        ],
      }),
    )
    const media = S.blob('x#B', { mediaType: 'image/png', length: { max: 3 } })
    assert.equal(bodyOf(media).contentMediaType, 'image/png')
    assert.deepEqual(bodyOf(ignore(shapeOf(media.schema), ['length'])), {
      ...base,
      pattern,
      contentMediaType: 'image/png',
    })
  })

  it('texts, their lengths, patterns and media types', () => {
    const text = (traits: Parameters<typeof S.string>[1]): AnyShape => S.string('x#T', traits)
    assert.deepEqual(bodyOf(text({ length: { min: 0, max: 2 } })), { type: 'string', maxLength: 2 })
    assert.deepEqual(bodyOf(text({ length: { min: 1 }, mediaType: 'application/json' })), {
      type: 'string',
      minLength: 1,
      contentMediaType: 'application/json',
    })
    assert.deepEqual(bodyOf(text({ pattern: '^a', length: { max: 3 } })), {
      type: 'string',
      maxLength: 3,
      pattern: '^a',
    })
    const has = (shape: AnyShape, ...words: ReadonlyArray<string>): void =>
      assert.deepEqual(unsaid(shape), [...words.map((one) => `|x#T|pattern|${one}`), `everywhere||x#T|${unicode}`])
    has(text({ pattern: '^a', length: { max: 3 } }))
    has(
      text({ pattern: '^a' }),
      'text of at most 8192 UTF-16 units|the pattern was not proved to take linear time, and is run on text of bounded length',
    )
    has(text({ pattern: '^a', matcher: () => undefined }))
    has(
      text({ pattern: 'a++' }),
      'text that matches a++|it is no regular expression of ECMA-262, and readers do not hold text against it either',
    )
    const unheld = ignore(again(text({ pattern: '^a', length: { max: 3 } })), ['length'])
    has(
      unheld,
      'text that matches ^a|text of more than 6 UTF-16 units is not held against the pattern, and its length is not held',
    )
    assert.deepEqual(bodyOf(unheld), { type: 'string', anyOf: [{ pattern: '^a' }, { minLength: 4 }] })
    has(ignore(again(text({ pattern: '^a' })), ['pattern']))
  })

  it('enums that keep values to themselves', () => {
    const E = S.enumeration('x#E', ['A', 'B', 'C'], {}, ['C'])
    assert.deepEqual(bodyOf(E), { type: 'string', examples: ['A', 'B'] })
    assert.deepEqual(unsaid(E), [
      '|x#E|enum|one of A, B|some values are internal: taken, and not to be told',
      `everywhere||x#E|${unicode}`,
    ])
    assert.deepEqual(unsaid(lenient(E)), [`everywhere||x#E|${unicode}`])
    assert.deepEqual(bodyOf(S.enumeration('x#E', ['C'], {}, ['C'])), { type: 'string' })
  })

  it('whole numbers and decimals in a range', () => {
    assert.deepEqual(bodyOf(S.integer('x#N', { range: { min: 1, max: 5 } })), whole(1, 5))
    assert.deepEqual(bodyOf(S.byte('x#N', { range: { min: -1000, max: 5 } })), whole(-128, 5))
    assert.deepEqual(bodyOf(S.byte('x#N', { range: { min: 5, max: 1000 } })), whole(5, 127))
    assert.deepEqual(bodyOf(S.long('x#N', { range: { max: 5n } })), whole(-(2 ** 63), 5))
    assert.deepEqual(bodyOf(S.bigInteger('x#N', { range: { min: '7' } })), { type: 'integer', minimum: 7 })
    assert.deepEqual(bodyOf(S.bigInteger('x#N', { range: { max: 7 } })), { type: 'integer', maximum: 7 })
    assert.deepEqual(bodyOf(S.bigDecimal('x#N', { range: { min: 0.5, max: '1.5' } })), {
      type: 'number',
      minimum: 0.5,
      maximum: 1.5,
    })
    assert.deepEqual(bodyOf(lenient(S.integer('x#N', { range: { max: 5 } }))), whole(-(2 ** 31), 2 ** 31 - 1))
    assert.deepEqual(unsaid(Prelude.BigDecimal, { side: 'domain' }), [
      '|smithy.api#BigDecimal|syntax|an exponent of at most 53 bits|a pattern does not compare numbers',
      `everywhere||smithy.api#BigDecimal|${exact}`,
    ])
    const I = S.intEnumeration('x#I', { A: 1, B: 2, C: 9 }, { range: { min: 2, max: 8 } })
    assert.deepEqual(bodyOf(I), { type: 'integer', enum: [2] })
    assert.deepEqual(bodyOf(ignore(again(I), ['range'])), { type: 'integer', enum: [1, 2, 9] })
    assert.deepEqual(bodyOf(lenient(I)), whole(-(2 ** 31), 2 ** 31 - 1))
  })

  it('floating point in a range', () => {
    assert.deepEqual(bodyOf(S.double('x#D', { range: { min: 1, max: 2 } })), { type: 'number', minimum: 1, maximum: 2 })
    const positive: JsonSchema = { type: 'string', enum: ['Infinity'] }
    const negative: JsonSchema = { type: 'string', enum: ['-Infinity'] }
    const of = (range: { readonly min?: number | string; readonly max?: number | string }): JsonSchema =>
      bodyOf(S.double('x#D', { range }))
    assert.deepEqual(of({ min: 0 }), { anyOf: [{ type: 'number', minimum: 0 }, positive] })
    assert.deepEqual(of({ max: 0 }), { anyOf: [{ type: 'number', maximum: 0 }, negative] })
    assert.deepEqual(of({ min: '0.3', max: '0.1' }), { type: 'number', minimum: 0.3, maximum: 0.1 })
    assert.deepEqual(bodyOf(S.float('x#F', { range: { min: 1, max: 2 } })), {
      type: 'number',
      minimum: 1 - 2 ** -25,
      maximum: 2 + 2 ** -23,
    })
    assert.deepEqual(bodyOf(S.float('x#F', { range: { min: 0 } })), {
      anyOf: [{ type: 'number', minimum: -(2 ** -150), exclusiveMaximum: halfBeyond }, positive],
    })
    assert.deepEqual(bodyOf(S.float('x#F', { range: { max: 1 + 2 ** -23 } })), {
      anyOf: [{ type: 'number', exclusiveMinimum: -halfBeyond, exclusiveMaximum: 1 + 2 ** -23 + 2 ** -24 }, negative],
    })
    assert.deepEqual(bodyOf(lenient(S.float('x#F', { range: { min: 0 } }))), { anyOf: [single, specials] })
  })

  it('floating point in a range whose bound is no number of the kind', () => {
    const ends = (shape: AnyShape): JsonSchema => {
      const { type, ...bounds } = bodyOf(shape).anyOf?.[0] ?? {}
      assert.equal(type, 'number')
      return bounds
    }
    const double = (range: Range): JsonSchema => ends(S.double('x#D', { range }))
    assert.deepEqual(double({ max: '-1e-400' }), { maximum: -5e-324 })
    assert.deepEqual(double({ min: '1e-400' }), { minimum: 5e-324 })
    assert.deepEqual(double({ max: '0.29999999999999999' }), { maximum: 0.29999999999999993 })
    assert.deepEqual(double({ min: '0.30000000000000001' }), { minimum: 0.30000000000000004 })
    assert.deepEqual(double({ max: '-0.30000000000000001' }), { maximum: -0.30000000000000004 })
    assert.deepEqual(double({ min: '-0.29999999999999999' }), { minimum: -0.29999999999999993 })
    assert.deepEqual(double({ max: '1e400' }), {})
    assert.deepEqual(double({ min: '-1e400' }), {})
    const float = (range: Range): JsonSchema => ends(S.float('x#F', { range }))
    const half = 0.09999999776482582
    assert.deepEqual(float({ min: 0.1 }), { exclusiveMinimum: half, exclusiveMaximum: halfBeyond })
    assert.deepEqual(float({ max: 0.1 }), { exclusiveMinimum: -halfBeyond, maximum: half })
    assert.deepEqual(float({ min: -0.1 }), { minimum: -half, exclusiveMaximum: halfBeyond })
    assert.deepEqual(float({ max: -0.1 }), { exclusiveMinimum: -halfBeyond, exclusiveMaximum: -half })
    for (const max of [3.4028234663852886e38, 1e39])
      assert.deepEqual(float({ max }), { exclusiveMinimum: -halfBeyond, exclusiveMaximum: halfBeyond })
  })

  it('items that differ, in the words of why that is not said', () => {
    const unique = (item: AnyShape): AnyShape => S.list('x#L', () => shapeOf(item.schema), { uniqueItems: true })
    assert.ok(
      unsaid(unique(Prelude.Timestamp)).includes(
        '|x#L|unique|items that differ|two items that differ in JSON may be read to one value',
      ),
    )
    assert.ok(
      unsaid(unique(Prelude.Long)).includes(
        '|x#L|unique|items that differ|a validator that holds numbers as doubles finds some equal that are not',
      ),
    )
    const Pair = S.inferred('x#P', { a: ['A', () => Prelude.String] })
    const Key = S.union<{ readonly _tag: 'a'; readonly value: string }, never, unknown>('x#K', {
      a: ['A', () => Prelude.String],
    }) as unknown as AnyShape
    const twice = '|x#L|unique|items that differ|two items that differ in JSON may be read to one value'
    for (const loose of [Prelude.Timestamp, Pair, Key]) {
      assert.equal(bodyOf(unique(loose)).uniqueItems, true)
      assert.ok(unsaid(unique(loose)).includes(twice))
    }
    const ByName = S.map(
      'x#B',
      () => Prelude.String,
      () => Prelude.String,
    )
    for (const plain of [Prelude.Byte, S.intEnumeration('x#I', { A: 1 }), ByName]) {
      assert.equal(bodyOf(unique(plain)).uniqueItems, true)
      assert.ok(!unsaid(unique(plain)).some((line) => line.includes('unique')))
    }
    const mixed = S.inferred('x#Q', { a: ['A', () => Prelude.Timestamp], b: ['B', () => Prelude.Double] })
    assert.equal(bodyOf(unique(mixed)).uniqueItems, undefined)
  })

  it('rules of a structure, one for each', () => {
    const Row = S.inferred('x#Row', { a: ['A', () => Prelude.String] })
    const ruled: StructureSchema = {
      ...(Row.schema as StructureSchema),
      rules: [{ member: 'A', source: 'the manual', check: () => [] }],
    }
    const line = 'A|x#Row|documented|what is documented of A: the manual|the service says it in prose'
    assert.deepEqual(unsaid(shapeOf(ruled)), [line, `everywhere||x#Row|${unicode}`])
    const Outer = S.inferred('x#Outer', { r: ['R', () => shapeOf(ruled)] })
    assert.equal(unsaid(Outer)[0], `R.${line}`)
    assert.deepEqual(unsaid(lenient(shapeOf(ruled))), [`everywhere||x#Row|${unicode}`])
    assert.deepEqual(unsaid(ignore(shapeOf(ruled), ['documented'])), [`everywhere||x#Row|${unicode}`])
  })

  it('unions, where not all can be counted', () => {
    const U = S.union<{ readonly _tag: 'a'; readonly value: boolean }, never, unknown>('x#U', {
      a: ['A', () => Prelude.Boolean],
    }) as unknown as AnyShape
    const line =
      '|x#U|union|exactly one member|nulls and `__type` are none, and a schema cannot count what is left of names that it does not know'
    assert.deepEqual(unsaid(U), [])
    assert.deepEqual(unsaid(lenient(U)), [line])
    assert.deepEqual(unsaid(lenient(U), { nulls: true }), [line])
    assert.deepEqual(unsaid(lenient(U), { side: 'domain' }), [])
  })

  it('limits of a policy, where a shape holds itself', () => {
    interface Tree {
      readonly left?: Tree
    }
    const Tree: S.StructureShape<Tree, never, Tree> = S.structure('x#Tree', { left: ['Left', () => Tree] })
    assert.deepEqual(unsaid(Tree), [`everywhere||x#Tree|${levels}`])
    const few = limited(shapeOf(Tree.schema), limitsOf({ depth: 7, nodes: 9 }))
    assert.deepEqual(unsaid(few), ['everywhere||x#Tree|depth|at most 7 levels|a schema does not count levels'])
    interface Wood {
      readonly trees?: ReadonlyArray<Wood>
      readonly flag?: boolean
    }
    const Wood: S.StructureShape<Wood, never, Wood> = S.structure('x#Wood', {
      flag: ['Flag', () => Prelude.Boolean],
      trees: ['Trees', () => S.list('x#Woods', () => Wood)],
    })
    assert.deepEqual(unsaid(Wood), [`everywhere||x#Wood|${levels}`, `everywhere||x#Wood|${counted}`])
    // The same shape in two places is no shape that holds itself.
    const Leaf = S.inferred('x#Leaf', { a: ['A', () => Prelude.Boolean] })
    const Mid = S.inferred('x#Mid', { l: ['L', () => Leaf], m: ['M', () => Leaf] })
    assert.deepEqual(
      unsaid(S.inferred('x#Top', { l: ['L', () => Leaf], m: ['M', () => Mid], n: ['N', () => Mid] })),
      [],
    )
  })
})

describe('JSON Schema, absent members and strangers', () => {
  const text: JsonSchema = { type: 'string' }
  const orNull = (schema: JsonSchema): JsonSchema => ({ anyOf: [schema, { type: 'null' }] })

  it('what readers put in the place of an absent member', () => {
    const Row = S.inferred('x#Row', {
      a: ['A', () => Prelude.String, 1],
      b: ['B', () => Prelude.Long, 1, { default: 5 }],
      c: ['C', () => Prelude.Document, 0, { default: { x: [1, 2n ** 60n], y: null } }],
      d: ['D', () => S.list('x#L', () => Prelude.String), 0, { default: [] }],
      e: ['E', () => Prelude.BigDecimal, 0, { default: 2 }],
    })
    const { properties = {}, required } = bodyOf(Row)
    assert.deepEqual(required, ['A'])
    assert.deepEqual(properties['B']?.default, 5)
    assert.deepEqual(properties['C'], { default: { x: [1, 2 ** 60], y: null } })
    assert.deepEqual(properties['D']?.default, [])
    assert.deepEqual(properties['E']?.default, 2)
    assert.equal(bodyOf(lenient(Row)).required, undefined)
    const told = bodyOf(Row, { nulls: true }).properties ?? {}
    assert.deepEqual(told['A'], text)
    assert.deepEqual(told['B'], { ...orNull(whole(-(2 ** 63), 2 ** 63)), default: 5 })
    assert.deepEqual(told['C'], { default: { x: [1, 2 ** 60], y: null } })
    assert.deepEqual(bodyOf(lenient(Row), { nulls: true }).properties?.['A'], orNull(text))
  })

  it('nulls, where one may stand and where all is taken anyhow', () => {
    const told = { nulls: true }
    const doc = S.document('x#D', { documentation: 'free' })
    const Free = S.inferred('x#Free', { d: ['D', () => doc] })
    assert.deepEqual(bodyOf(Free, told).properties, { D: { description: 'free' } })
    assert.deepEqual(bodyOf(S.sparseList('x#L', () => Prelude.Document)), { type: 'array', items: {} })
    const dense = S.map(
      'x#M',
      () => Prelude.String,
      () => Prelude.String,
    )
    assert.deepEqual(bodyOf(dense, told).additionalProperties, text)
    assert.deepEqual(bodyOf(lenient(dense), told).additionalProperties, orNull(text))
    const byKind = S.map(
      'x#M',
      () => S.enumeration('x#E', ['A']),
      () => Prelude.String,
    )
    assert.deepEqual(bodyOf(byKind).propertyNames, { $ref: '#/$defs/E' })
    assert.equal(bodyOf(lenient(byKind)).propertyNames, undefined)
  })

  it('lengths that are not held are not said', () => {
    const list = S.list('x#L', () => Prelude.String, { length: { min: 1, max: 2 } })
    assert.deepEqual(bodyOf(list), { type: 'array', items: text, minItems: 1, maxItems: 2 })
    assert.deepEqual(bodyOf(ignore(again(list), ['length'])), { type: 'array', items: text })
    assert.deepEqual(bodyOf(S.list('x#L', () => Prelude.String, { length: { min: 0 } })), {
      type: 'array',
      items: text,
    })
  })

  it('a member that nothing can stand for is asked for', () => {
    interface Endless {
      readonly next: Endless
    }
    const Endless: S.StructureShape<Endless, never, Endless> = S.structure('x#Endless', {
      next: ['Next', () => Endless, 1],
    })
    assert.deepEqual(bodyOf(lenient(Endless)).required, ['Next'])
    assert.deepEqual(bodyOf(S.inferred('x#Row', {})), { type: 'object' })
  })

  it('a member of a union is one, whatever it holds', () => {
    const U = S.union<{ readonly _tag: 'a'; readonly value: unknown }, never, unknown>('x#U', {
      a: ['A', () => S.blob('x#Data', { streaming: true })],
    }) as unknown as AnyShape
    assert.deepEqual(Object.keys(bodyOf(U).properties ?? {}), ['A'])
  })

  it('a closed shape knows the names of its streams', () => {
    const Upload = S.structure<{ readonly name?: string }, never, unknown>(
      'x#Upload',
      { name: ['Name', () => Prelude.String, 0, { jsonName: 'n' }] },
      {},
      { data: ['Data', () => S.blob('x#Data', { streaming: true })] },
    ) as unknown as AnyShape
    assert.deepEqual(bodyOf(Upload), { type: 'object', properties: { n: text } })
    const shut = closed(shapeOf(Upload.schema))
    assert.deepEqual(bodyOf(shut), { type: 'object', properties: { n: text, Data: {} }, additionalProperties: false })
    assert.deepEqual(bodyOf(shut, { side: 'domain' }).properties, { name: text, data: {} })
  })

  it('shapes tell their documentation and that they are deprecated, members of theirs', () => {
    const Old = S.string('x#Old', { documentation: 'a text', deprecated: {} })
    assert.deepEqual(bodyOf(Old), { type: 'string', description: 'a text', deprecated: true })
    const Row = S.inferred('x#Row', {
      a: ['A', () => Old],
      b: ['B', () => Prelude.String, 0, { documentation: 'own', deprecated: {} }],
    })
    assert.deepEqual(bodyOf(Row).properties, {
      A: { type: 'string', description: 'a text', deprecated: true },
      B: { type: 'string', description: 'own', deprecated: true },
    })
    const U = S.union<{ readonly _tag: 'a'; readonly value: string }, never, unknown>('x#U', {
      a: ['A', () => Prelude.String, 0, { documentation: 'own', deprecated: {} }],
    }) as unknown as AnyShape
    const noted = { type: 'string', description: 'own', deprecated: true } as const
    assert.deepEqual(bodyOf(U).properties, { A: noted })
    assert.deepEqual(bodyOf(U, { nulls: true }).anyOf?.[0]?.properties?.['A'], noted)
    const { description, deprecated } = bodyOf(U, { side: 'domain' }).oneOf?.[0] ?? {}
    assert.deepEqual([description, deprecated], ['own', true])
  })
})

describe('names of schemas', () => {
  const inner = (id: string): AnyShape => S.inferred(id, { x: ['X', () => Prelude.String] })
  const holding = (...targets: ReadonlyArray<AnyShape>): AnyShape =>
    shapeOf({
      _tag: 'structure',
      id: 'x#Root',
      traits: {},
      rules: [],
      members: targets.map(({ schema }, i) => ({
        name: `M${i}`,
        field: `m${i}`,
        target: () => schema,
        required: false,
        traits: {},
      })),
    })
  const defs = (...targets: ReadonlyArray<AnyShape>): ReadonlyArray<string> =>
    Object.keys(bodyOf(holding(...targets)).$defs ?? {})

  it('a leaf that is used twice has one where it says more than its type', () => {
    const twice = (shape: AnyShape): ReadonlyArray<string> => {
      assert.deepEqual(defs(shape), [])
      return defs(shape, shape)
    }
    for (const telling of [
      S.string('x#T', { length: { max: 1 } }),
      S.integer('x#T', { range: { max: 1 } }),
      S.string('x#T', { pattern: '^a', length: { max: 1 } }),
      S.string('x#T', { pattern: '^a' }),
      S.string('x#T', { documentation: 'a text' }),
      S.blob('x#T'),
      S.timestamp('x#T'),
      S.list('x#T', () => Prelude.String),
      S.map(
        'x#T',
        () => Prelude.String,
        () => Prelude.String,
      ),
    ])
      assert.deepEqual(twice(telling), ['T'])
    for (const plain of [S.string('x#T'), S.integer('x#T'), S.double('x#T'), Prelude.Document])
      assert.deepEqual(twice(plain), [])
  })

  it('structures, unions and enums have one wherever they stand, but for those of the prelude', () => {
    const U = S.union<{ readonly _tag: 'a'; readonly value: string }, never, unknown>('x#U', {
      a: ['A', () => Prelude.String],
    }) as unknown as AnyShape
    for (const shape of [inner('x#S'), U, S.enumeration('x#E', ['A']), S.intEnumeration('x#I', { A: 1 })])
      assert.deepEqual(defs(shape), [shape.schema.id.slice(2)])
    assert.deepEqual(defs(Prelude.Unit), [])
  })

  it('of one name, of odd characters, of what every object has', () => {
    assert.deepEqual(defs(inner('a#Thing'), inner('b#Thing')), ['a.Thing', 'b.Thing'])
    assert.deepEqual(defs(inner('a#Thing'), shapeOf({ ...inner('a#Thing').schema })), ['Thing', 'Thing_2'])
    assert.deepEqual(
      defs(inner('a#Thing'), shapeOf({ ...inner('a#Thing').schema }), shapeOf({ ...inner('a#Thing').schema })),
      ['Thing', 'Thing_2', 'Thing_3'],
    )
    assert.deepEqual(defs(inner('a#Th ing$1-.x'), inner('a#toString'), inner('a#')), ['Th_ing_1-.x', 'toString_', '_'])
    assert.deepEqual(defs(inner('a#Thing'), inner('a#Thing_2'), shapeOf({ ...inner('a#Thing').schema })), [
      'Thing',
      'Thing_2',
      'Thing_3',
    ])
  })

  it('variants under the traits of members are told apart by what changes a schema', () => {
    const Text = S.string('x#Text', { length: { min: 1 } })
    const rows = (...traits: ReadonlyArray<Parameters<typeof S.string>[1]>): JsonSchema =>
      bodyOf(
        shapeOf({
          _tag: 'structure',
          id: 'x#Root',
          traits: {},
          rules: [],
          members: traits.map((own, i) => ({
            name: `M${i}`,
            field: `m${i}`,
            target: () => Text.schema,
            required: false,
            traits: own ?? {},
          })),
        }),
      )
    const names = (made: JsonSchema): ReadonlyArray<unknown> =>
      Object.values(made.properties ?? {}).map(({ $ref }) => $ref)
    assert.deepEqual(names(rows({}, { sensitive: true }, { length: { min: 1 } })), Array(3).fill('#/$defs/Text'))
    assert.deepEqual(names(rows({ length: { max: 2 } }, { length: { max: 2 } }, {}, {})), [
      '#/$defs/Text',
      '#/$defs/Text',
      '#/$defs/Text_2',
      '#/$defs/Text_2',
    ])
    for (const [one, other] of [
      [{ range: { min: 1n } }, { range: { min: 2n } }],
      [{ pattern: 'a' }, { pattern: 'b' }],
      [{ mediaType: 'a' }, { mediaType: 'b' }],
      [{ length: { max: 1 } }, { length: { max: 2 } }],
      [{ matcher: () => undefined }, {}],
      [{ timestampFormat: 'date-time' }, { timestampFormat: 'http-date' }],
      [{ uniqueItems: true }, {}],
    ] as const)
      assert.deepEqual(names(rows(one, one, other, other)), [
        '#/$defs/Text',
        '#/$defs/Text',
        '#/$defs/Text_2',
        '#/$defs/Text_2',
      ])
  })

  it('of components: each root, and what else has a name', () => {
    const Root = holding(inner('x#Inner'), Prelude.String)
    assert.deepEqual(Object.keys(openApi([Root, Prelude.String]).document.components.schemas), [
      'Root',
      'String',
      'Inner',
    ])
    assert.deepEqual(openApi([Root], { title: 't', version: '2' }).document.info, { title: 't', version: '2' })
    const made = openApi({
      operations: [{ input: inner('x#In'), output: inner('x#Out'), errors: [inner('x#Bad')] }],
    })
    assert.deepEqual(Object.keys(made.document.components.schemas), ['In', 'Out', 'Bad'])
    const domain = openApi([S.inferred('x#Row', { a: ['A', () => Prelude.String] })], { side: 'domain' })
    assert.deepEqual(Object.keys(domain.document.components.schemas['Row']?.properties ?? {}), ['a'])
  })
})

describe('a Standard Schema of JSON', () => {
  const Row = S.inferred('x#Row', {
    a: ['A', () => Prelude.String, 1, { jsonName: 'j' }],
    b: ['B', () => Prelude.Integer],
  })

  it('reads the wire under the names of JSON, the domain under fields', () => {
    const wire = standardJson(Row)['~standard']
    assert.deepEqual(wire.validate({ j: 'x', B: 1 }), { value: { a: 'x', b: 1 } })
    const paths = (read: unknown): unknown =>
      (read as { issues?: ReadonlyArray<{ path?: unknown }> }).issues?.map(({ path }) => path)
    assert.deepEqual(paths(wire.validate({ j: 1, B: 'x' })), [['j'], ['B']])
    const domain = standardJson(Row, { side: 'domain' })['~standard']
    assert.deepEqual(domain.validate({ a: 'x', b: 1 }), { value: { a: 'x', b: 1 } })
    assert.deepEqual(paths(domain.validate({ a: 1, b: 'x' })), [['a'], ['b']])
  })

  it('says what it takes, and what it gives', () => {
    const target = { target: 'draft-2020-12' }
    const keys = (made: Record<string, unknown>): ReadonlyArray<string> =>
      Object.keys((made as JsonSchema).properties ?? {})
    const wire = standardJson(Row)['~standard'].jsonSchema
    assert.deepEqual(
      [keys(wire.input(target)), keys(wire.output(target))],
      [
        ['j', 'B'],
        ['a', 'b'],
      ],
    )
    const domain = standardJson(Row, { side: 'domain' })['~standard'].jsonSchema
    assert.deepEqual(
      [keys(domain.input(target)), keys(domain.output(target))],
      [
        ['a', 'b'],
        ['a', 'b'],
      ],
    )
  })
})
