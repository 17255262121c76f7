/**
 * Schemas to the letter: names, references, bounds, bytes by digits, calendars, unions, policies, what is not said.
 */
import assert from 'node:assert/strict'
import { Connect, StartEmailContactRequest, StartEmailContactResponse } from '../../lib/connect/index.js'
import { writeBase64 } from '../../lib/format/base64.js'
import type { JsonSchema } from '../../lib/interpret/jsonSchema/index.js'
import { jsonSchema, openApi } from '../../lib/interpret/jsonSchema/index.js'
import type { AnyShape } from '../../lib/shape/index.js'
import * as S from '../../lib/shape/index.js'
import { shapeOf } from '../../lib/shape/index.js'
import { verdictOf } from '../../lib/testing/index.js'
import { strictAjv, validatorOf } from './schemas.js'

const { Prelude } = S

const schemaOf = (shape: AnyShape, options = {}): JsonSchema => jsonSchema(shape, options).schema

const bodyOf = (shape: AnyShape, options = {}): JsonSchema => {
  const { $schema, title, ...body } = schemaOf(shape, options)
  assert.equal($schema, 'https://json-schema.org/draft/2020-12/schema')
  assert.equal(typeof title, 'string')
  return body
}

interface Tree {
  readonly label: string
  readonly left?: Tree
  readonly others?: ReadonlyArray<Tree>
}

const Tree: S.StructureShape<Tree, never, Tree> = S.structure('example#Tree', {
  label: ['Label', () => S.string('example#Label', { length: { min: 1 } }), 1],
  left: ['Left', () => Tree],
  others: ['Others', () => S.list('example#Trees', () => Tree)],
})

describe('JSON Schema', () => {
  it('a shape that holds itself refers to the root', () => {
    assert.deepEqual(bodyOf(Tree), {
      type: 'object',
      properties: {
        Label: { type: 'string', minLength: 1 },
        Left: { $ref: '#' },
        Others: { type: 'array', items: { $ref: '#' } },
      },
      required: ['Label'],
    })
  })

  it('is the same to the byte at each call', () => {
    assert.equal(JSON.stringify(jsonSchema(Tree)), JSON.stringify(jsonSchema(Tree)))
  })

  it('structures, unions and enums stand under their names, and what is used twice', () => {
    const Code = S.string('example#Code', { pattern: '^[a-z]$' })
    const Pair = S.inferred('example#Pair', { a: ['A', () => Code], b: ['B', () => Code] })
    const Row = S.inferred('example#Row', {
      pair: ['Pair', () => Pair],
      state: ['State', () => S.enumeration('example#State', ['ON'])],
    })
    assert.deepEqual(bodyOf(Row), {
      type: 'object',
      properties: { Pair: { $ref: '#/$defs/Pair' }, State: { $ref: '#/$defs/State' } },
      $defs: {
        Pair: { type: 'object', properties: { A: { $ref: '#/$defs/Code' }, B: { $ref: '#/$defs/Code' } } },
        State: { type: 'string', enum: ['ON'] },
        Code: { type: 'string', pattern: '^[a-z]$' },
      },
    })
  })

  it('shapes of one name stand under their ids, variants of one under numbers', () => {
    const inner = (id: string) => S.inferred(id, { x: ['X', () => Prelude.String] })
    const List = S.list('c#List', () => Prelude.String)
    const Row = S.inferred('a#Row', {
      a: ['A', () => inner('a#Thing')],
      b: ['B', () => inner('b#Thing')],
      c: ['C', () => inner('c#toString')],
      d: ['D', () => List, 0, { length: { max: 1 } }],
      e: ['E', () => List, 0, { length: { max: 2 } }],
      f: ['F', () => List, 0, { length: { max: 2 } }],
      g: ['G', () => List],
      h: ['H', () => List, 0, { sensitive: true }],
    })
    const { properties = {}, $defs = {} } = schemaOf(Row)
    assert.deepEqual(Object.keys($defs), ['a.Thing', 'b.Thing', 'toString_', 'List', 'List_2'])
    assert.deepEqual(properties['D'], { type: 'array', items: { type: 'string' }, maxItems: 1 })
    assert.deepEqual(properties['F'], { $ref: '#/$defs/List' })
    assert.deepEqual(properties['H'], { $ref: '#/$defs/List_2' })
  })

  it('tells documentation, deprecation and defaults in the form of the side', () => {
    const Row = S.inferred(
      'a#Row',
      {
        at: ['At', () => Prelude.Timestamp, 1, { default: 1_515_531_081.5, documentation: 'when' }],
        on: ['On', () => Prelude.Timestamp, 1, { default: 0, timestampFormat: 'http-date' }],
        old: ['Old', () => Prelude.Long, 0, { deprecated: {}, default: 2 ** 52 }],
        own: ['Own', () => Prelude.Boolean, 1, { default: false, clientOptional: true }],
      },
      { documentation: 'a row' },
    )
    const { description, properties = {}, required } = schemaOf(Row)
    assert.deepEqual([description, required], ['a row', ['Own']])
    assert.equal(properties['At']?.description, 'when')
    assert.equal(properties['At']?.default, 1_515_531_081.5)
    assert.equal(properties['On']?.default, 'Thu, 01 Jan 1970 00:00:00 GMT')
    assert.deepEqual([properties['Old']?.deprecated, properties['Old']?.default], [true, 2 ** 52])
    assert.equal(schemaOf(Row, { side: 'domain' }).properties?.['at']?.default, '2018-01-09T20:51:21.500Z')
  })

  it('of a union takes one member, by a tag in the domain', () => {
    const Key = S.union<{ _tag: 'text'; value: string } | { _tag: 'none'; value: S.Unit }, never, never>('a#Key', {
      text: ['Text', () => Prelude.String],
      none: ['None', () => S.Unit],
    })
    assert.deepEqual(bodyOf(Key), {
      type: 'object',
      properties: { Text: { type: 'string' }, None: { type: 'object' } },
      additionalProperties: false,
      minProperties: 1,
      maxProperties: 1,
    })
    assert.deepEqual(bodyOf(Key, { side: 'domain' }).oneOf?.[0], {
      type: 'object',
      properties: { _tag: { const: 'text' }, value: { type: 'string' } },
      required: ['_tag', 'value'],
    })
  })

  it('closed shapes take no strangers, tolerant ones ask for types alone', () => {
    const Row = S.inferred('a#Row', {
      a: ['A', () => S.string('a#A', { length: { max: 3 } }), 1],
      e: ['E', () => S.enumeration('a#E', ['ON', 'OFF'])],
    })
    assert.equal(schemaOf(S.closed(Row)).additionalProperties, false)
    const loose = schemaOf(S.tolerant(Row))
    assert.deepEqual([loose.required, loose.properties?.['A']], [undefined, { type: 'string' }])
    assert.deepEqual(loose.$defs?.['E'], { type: 'string', examples: ['ON', 'OFF'] })
    assert.deepEqual(schemaOf(S.ignore(Row, ['length'])).properties?.['A'], { type: 'string' })
  })

  it('does not list what a service keeps to itself', () => {
    const { schema, unsaid } = jsonSchema(S.enumeration('a#E', ['ON', 'SECRET'], {}, ['SECRET']))
    assert.doesNotMatch(JSON.stringify({ schema, unsaid }), /SECRET/)
    assert.deepEqual(unsaid[0]?.constraint, 'one of ON')
  })

  it('takes text that is too long to be held against a pattern, where lengths are not held', () => {
    const Code = S.ignore(S.string('a#Code', { pattern: '^[a-z]*$', length: { max: 3 } }), ['length'])
    const made = jsonSchema(Code)
    const subject = shapeOf(Code.schema, Code.policy)
    const tags = ['abc', 'ABC', 'ABCDEF', 'ABCDEFG', 'abcdefg'].map(
      (text) => verdictOf(subject, made, validatorOf(made.schema), JSON.stringify(text))._tag,
    )
    assert.deepEqual(tags, ['good', 'bad', 'unsaid', 'good', 'good'])
  })

  it('names what it does not say, each thing once', () => {
    const { unsaid } = jsonSchema(StartEmailContactRequest)
    assert.deepEqual(
      unsaid.map(
        ({ path, code, everywhere }) => `${path.join('.')} ${code}${everywhere === true ? ' everywhere' : ''}`,
      ),
      [
        'References documented',
        'References documented',
        'References documented',
        'EmailMessage documented',
        'EmailMessage documented',
        'AdditionalRecipients documented',
        'Attributes documented',
        'Attributes documented',
        ' type everywhere',
        ' type everywhere',
        ' depth everywhere',
        ' size everywhere',
      ],
    )
  })
})

describe('bounds of JSON Schema', () => {
  const agree = (shape: AnyShape, texts: ReadonlyArray<string>): void => {
    const made = { ...jsonSchema(shape), unsaid: [] }
    const takes = validatorOf(made.schema)
    const subject = shapeOf(shape.schema, shape.policy)
    for (const text of texts) {
      const { _tag } = verdictOf(subject, made, takes, text)
      assert.ok(_tag === 'good' || _tag === 'bad', `${_tag}: ${text} of ${shape.schema.id}`)
    }
  }

  const neighbours = (n: number): ReadonlyArray<string> => {
    const bits = new DataView(new ArrayBuffer(8))
    return Array.from({ length: 9 }, (_, i) => {
      bits.setFloat64(0, n)
      bits.setBigInt64(0, bits.getBigInt64(0) + BigInt(i - 4))
      return String(bits.getFloat64(0))
    })
  }

  it('of 32 bits lie half-way to the next float', () => {
    const halves = [3.4028235677973366e38, 1 + 2 ** -24, 0.1, Math.fround(0.1), 2.5, 2.5 + 2 ** -23]
    for (const range of [undefined, { max: 1 }, { max: 0.1 }, { max: '0.1' }, { max: 2.5, min: 1 }, { min: 0.1 }]) {
      agree(
        S.float('a#F', range === undefined ? {} : { range }),
        [...halves, ...halves.map((n) => -n)].flatMap(neighbours).concat('"NaN"', '"Infinity"', '"-Infinity"', '"x"'),
      )
    }
  })

  it('of 64 bits are those that the reader compares with, written as text too', () => {
    for (const bound of [0.3, '0.3', '0.29999999999999999', '0.30000000000000001', '1e3', 100n]) {
      agree(S.double('a#D', { range: { max: bound } }), [Number(bound), -Number(bound)].flatMap(neighbours))
      agree(S.double('a#D', { range: { min: bound } }), [Number(bound), -Number(bound)].flatMap(neighbours))
    }
  })

  it('of seconds lie half a millisecond beyond the years', () => {
    const ends = [-62_135_596_800.0005, -62_135_596_800, 253_402_300_799.9995, 253_402_300_799.999, 253_402_300_800]
    agree(Prelude.Timestamp, [...ends.flatMap(neighbours), '0', '1e12', '"0"'])
  })

  it('of bytes are those of their digits', () => {
    const texts = Array.from({ length: 15 }, (_, n) => JSON.stringify(writeBase64(new Uint8Array(n).fill(255))))
    for (let min = 0; min < 8; min++)
      for (let max = min; max < 12; max++) agree(S.blob('a#B', { length: { min, max } }), texts)
    agree(Prelude.Blob, ['"AA=="', '"AB=="', '"AAE="', '"AAF="', '"A==="', '"AA"', '"A A="', '"-_=="', '""', '"===="'])
  })

  it('of days are those of the calendar, in both formats', () => {
    const years = ['0000', '0001', '1900', '2000', '2023', '2024', '2100', '9999']
    const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec', 'jan']
    const two = (n: number): string => String(n).padStart(2, '0')
    const days = Array.from({ length: 33 }, (_, day) => day)
    const dates = years
      .slice(1)
      .flatMap((year) =>
        Array.from({ length: 14 }, (_, month) =>
          days.map((day) => `"${year}-${two(month)}-${two(day)}T12:00:00Z"`),
        ).flat(),
      )
    agree(S.timestamp('a#T', { timestampFormat: 'date-time' }), dates)
    const httpDates = years.flatMap((year) =>
      months.flatMap((month) =>
        days.flatMap((day) => [
          `"Mon, ${two(day)} ${month} ${year} 12:00:00 GMT"`,
          `"Mon, ${day} ${month} ${year} 23:59:59.5 GMT"`,
        ]),
      ),
    )
    agree(S.timestamp('a#T', { timestampFormat: 'http-date' }), httpDates)
  })

  it('of times are those of a day', () => {
    const clocks = [
      '00:00:00',
      '23:59:59',
      '24:00:00',
      '12:60:00',
      '12:00:60',
      '1:00:00',
      '12:00:00.123456789',
      '12:00:00.',
      '12:00:00.1234567890',
    ]
    const zones = ['Z', 'z', '+00:00', '-23:59', '+24:00', '+01:60', '', '+0100', ' GMT']
    const texts = clocks.flatMap((clock) => zones.map((zone) => `2024-05-06T${clock}${zone}`))
    agree(
      S.timestamp('a#T', { timestampFormat: 'date-time' }),
      [...texts, '2024-05-06 00:00:00Z', '2024-05-06t00:00:00Z'].map((text) => JSON.stringify(text)),
    )
  })
})

describe('OpenAPI', () => {
  it('all of a service as components, by which a shape is referred to', () => {
    const { document, refOf } = openApi(Connect, { title: 'Connect', version: '1' })
    assert.deepEqual(document.info, { title: 'Connect', version: '1' })
    assert.deepEqual(refOf(StartEmailContactResponse), { $ref: '#/components/schemas/StartEmailContactResponse' })
    const { schemas } = document.components
    assert.deepEqual(schemas['EmailAddressRecipientList']?.items, { $ref: '#/components/schemas/EmailAddressInfo' })
    assert.deepEqual(schemas['SegmentAttributeValue']?.properties?.['ValueInteger'], {
      type: 'integer',
      format: 'int32',
      minimum: -(2 ** 31),
      maximum: 2 ** 31 - 1,
    })
    const ajv = strictAjv()
    ajv.addVocabulary(['components', 'schemas'])
    ajv.addSchema({ $id: 'https://example.com/openapi', components: document.components })
    for (const name of Object.keys(schemas)) {
      assert.match(name, /^[A-Za-z0-9._-]+$/)
      ajv.compile({ $ref: `https://example.com/openapi#/components/schemas/${name}` })
    }
  })
})
