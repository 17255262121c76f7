/**
 * What the two versions of Smithy say in different words, and what mixins, `apply` and resources add, on small models.
 */
import assert from 'node:assert/strict'
import type { AnyOperation, Service } from '../../lib/index.js'
import { fieldNames, readSmithy } from '../../lib/model/index.js'
import type { Schema } from '../../lib/schema/index.js'
import { membersOf, targetOf } from '../../lib/schema/index.js'
import { issueText } from '../../lib/value/index.js'

type Shapes = Readonly<Record<string, unknown>>

const target = (id: string, traits?: Shapes): unknown => ({ target: id, ...(traits === undefined ? {} : { traits }) })
const structure = (members: Shapes, traits: Shapes = {}): unknown => ({ type: 'structure', members, traits })

const opened = (shapes: Shapes, smithy = '2.0'): Service => {
  const services = readSmithy({ smithy, shapes })
  if (services._tag === 'Left') return assert.fail(services.left.map(issueText).join('\n'))
  return services.right[0] ?? assert.fail('no service')
}

/** A service of one operation with that input. */
const withInput = (shapes: Shapes, smithy?: string): Schema => {
  const service = { type: 'service', version: '1', operations: [target('x#Op')] }
  const operation = { type: 'operation', input: target('x#In') }
  return opened({ 'x#S': service, 'x#Op': operation, ...shapes }, smithy).operations[0]?.input.schema ?? assert.fail()
}

const member = (schema: Schema, name: string) => membersOf(schema).find((one) => one.name === name) ?? assert.fail(name)

const describeMembers = (schema: Schema): Shapes =>
  Object.fromEntries(
    membersOf(schema).map((one) => [
      one.name,
      { kind: targetOf(one)._tag, required: one.required, default: one.traits.default },
    ]),
  )

describe('version 1', () => {
  it('a set is a list of unique items', () => {
    const input = withInput(
      { 'x#In': structure({ a: target('x#Set') }), 'x#Set': { type: 'set', member: target('smithy.api#String') } },
      '1.0',
    )
    const set = targetOf(member(input, 'a'))
    assert.equal(set._tag, 'list')
    assert.equal(set.traits.uniqueItems, true)
  })

  it('a string with the trait enum is an enum; what is tagged internal is the service’s own', () => {
    const listed = [
      { value: 'a', name: 'A', documentation: 'the first' },
      { value: 'b', deprecated: true },
      { value: 'c', name: 'C', tags: ['internal'] },
    ]
    for (const version of ['1.0', '2.0']) {
      const input = withInput(
        { 'x#In': structure({ a: target('x#E') }), 'x#E': { type: 'string', traits: { 'smithy.api#enum': listed } } },
        version,
      )
      const schema = targetOf(member(input, 'a'))
      if (schema._tag !== 'enum') assert.fail(schema._tag)
      assert.deepEqual(schema.values, [
        { name: 'A', value: 'a', traits: { documentation: 'the first' } },
        { name: 'b', value: 'b', traits: { deprecated: {} } },
        { name: 'C', value: 'c', traits: { internal: true } },
      ])
    }
  })

  const numbers = {
    'x#In': structure({
      plain: target('x#Int'),
      boxed: target('x#Boxed'),
      boxedHere: target('x#Int', { 'smithy.api#box': {} }),
      primitive: target('smithy.api#PrimitiveBoolean'),
      prelude: target('smithy.api#Integer'),
      positive: target('x#Positive'),
      text: target('smithy.api#String'),
    }),
    'x#Int': { type: 'integer' },
    'x#Boxed': { type: 'integer', traits: { 'smithy.api#box': {} } },
    'x#Positive': { type: 'integer', traits: { 'smithy.api#range': { min: 1 } } },
  }

  it('an unboxed number or boolean has its zero as default', () => {
    const defaults = Object.entries(describeMembers(withInput(numbers, '1.0'))).map(([name, one]) => [
      name,
      (one as { default?: unknown }).default,
    ])
    assert.deepEqual(Object.fromEntries(defaults), {
      plain: 0,
      boxed: undefined,
      boxedHere: undefined,
      primitive: false,
      prelude: undefined,
      positive: undefined,
      text: undefined,
    })
  })

  it('in version 2 only the member’s own trait counts', () => {
    for (const { traits } of membersOf(withInput(numbers, '2.0'))) assert.equal(traits.default, undefined)
  })
})

describe('version 2', () => {
  it('enum values are their trait, else the member’s name', () => {
    const input = withInput({
      'x#In': structure({ a: target('x#E'), b: target('x#I') }),
      'x#E': {
        type: 'enum',
        members: { A: target('smithy.api#Unit', { 'smithy.api#enumValue': 'a' }), B: target('smithy.api#Unit') },
      },
      'x#I': { type: 'intEnum', members: { ONE: target('smithy.api#Unit', { 'smithy.api#enumValue': 1 }) } },
    })
    const values = (name: string) => {
      const schema = targetOf(member(input, name))
      return schema._tag === 'enum' || schema._tag === 'intEnum'
        ? schema.values.map((one) => [one.name, one.value])
        : assert.fail()
    }
    assert.deepEqual(values('a'), [
      ['A', 'a'],
      ['B', 'B'],
    ])
    assert.deepEqual(values('b'), [['ONE', 1]])
  })

  it('traits are kept: those that mean something under their names, the others by id', () => {
    const input = withInput({
      'x#In': structure(
        {
          a: target('smithy.api#Blob', {
            'smithy.api#default': 'YQ==',
            'smithy.api#addedDefault': {},
            'smithy.api#clientOptional': {},
          }),
          b: target('smithy.api#Long', {
            'smithy.api#range': { min: -9223372036854775808n, max: 5 },
            'smithy.api#default': null,
          }),
          c: target('x#Str', { 'smithy.api#length': { max: 3 }, 'x#own': { deep: [1, null] } }),
        },
        { 'smithy.api#input': {} },
      ),
      'x#Str': {
        type: 'string',
        traits: { 'smithy.api#length': { min: 1, max: 9 }, 'smithy.api#pattern': '^a', 'smithy.api#sensitive': {} },
      },
    })
    assert.equal(input.traits.input, true)
    assert.deepEqual(member(input, 'a').traits, { default: 'YQ==', addedDefault: true, clientOptional: true })
    assert.deepEqual(member(input, 'b').traits, { range: { min: -9223372036854775808n, max: 5 }, default: null })
    assert.deepEqual(member(input, 'c').traits, { length: { max: 3 }, other: { 'x#own': { deep: [1, null] } } })
    assert.deepEqual(targetOf(member(input, 'c')).traits, { length: { max: 3 }, pattern: '^a', sensitive: true })
  })

  it('operations have their traits', () => {
    const operation = (traits: Shapes, members: Shapes = {}): AnyOperation =>
      opened({
        'x#S': { type: 'service', version: '1', operations: [target('x#Op')] },
        'x#Op': { type: 'operation', input: target('x#In'), traits },
        'x#In': structure(members),
      }).operations[0] ?? assert.fail()
    const { traits } = operation(
      {
        'smithy.api#http': { method: 'PUT', uri: '/{a}' },
        'smithy.api#endpoint': { hostPrefix: '{a}.' },
        'smithy.api#requestCompression': { encodings: ['gzip'] },
        'smithy.api#httpChecksumRequired': {},
        'smithy.api#readonly': {},
      },
      {
        a: target('smithy.api#String', {
          'smithy.api#required': {},
          'smithy.api#httpLabel': {},
          'smithy.api#hostLabel': {},
        }),
      },
    )
    assert.deepEqual(traits.http, { method: 'PUT', uri: '/{a}', code: 200 })
    assert.equal(traits.hostPrefix, '{a}.')
    assert.deepEqual(traits.compression, ['gzip'])
    assert.deepEqual(traits.other, { 'smithy.api#readonly': {} })
    const digest = traits.md5?.(new TextEncoder().encode('abc')) ?? assert.fail()
    // RFC 1321, "Test suite".
    assert.equal(Buffer.from(digest).toString('hex'), '900150983cd24fb0d6963f7d28e17f72')
    assert.equal(operation({}).traits.md5, undefined)
  })

  it('an operation without input or output has the unit; the service’s errors are everyone’s', () => {
    const error = structure({}, { 'smithy.api#error': 'client' })
    const service = opened({
      'x#S': { type: 'service', version: '1', operations: [target('x#Op')], errors: [target('x#E1'), target('x#E2')] },
      'x#Op': { type: 'operation', errors: [target('x#E2'), target('x#E3')] },
      'x#E1': error,
      'x#E2': error,
      'x#E3': error,
    })
    const [one] = service.operations
    assert.equal(one?.input.schema.id, 'smithy.api#Unit')
    assert.equal(one.output.schema.id, 'smithy.api#Unit')
    assert.deepEqual(
      one.errors.map(({ schema }) => schema.id),
      ['x#E2', 'x#E3', 'x#E1'],
    )
  })

  it('a service without AWS’s trait is known by its shape’s name; its protocols are those that say so', () => {
    const service = opened({
      'x#S': {
        type: 'service',
        version: '1',
        traits: {
          'x#proto': { a: 1 },
          'x#other': {},
          'aws.protocols#awsQueryCompatible': {},
          'smithy.protocols#rpcv2Cbor': {},
        },
      },
      'x#proto': structure({}, { 'smithy.api#trait': {}, 'smithy.api#protocolDefinition': {} }),
      'x#other': structure({}, { 'smithy.api#trait': {} }),
    })
    assert.equal(service.sdkId, 'S')
    assert.deepEqual(service.protocols, { 'x#proto': { a: 1 }, 'smithy.protocols#rpcv2Cbor': {} })
    assert.equal(service.queryCompatible, true)
  })
})

describe('resources', () => {
  it('give their operations, and those of their resources, each once', () => {
    const operation = { type: 'operation' }
    const service = opened({
      'x#S': {
        type: 'service',
        version: '1',
        operations: [target('x#Own')],
        resources: [target('x#R'), target('x#R2')],
      },
      'x#R': {
        type: 'resource',
        identifiers: { id: target('smithy.api#String') },
        list: target('x#List'),
        create: target('x#Create'),
        operations: [target('x#More')],
        collectionOperations: [target('x#Collect')],
        resources: [target('x#Inner')],
      },
      'x#Inner': { type: 'resource', read: target('x#Read'), resources: [target('x#R')] },
      'x#R2': { type: 'resource', delete: target('x#Delete'), operations: [target('x#Own')] },
      ...Object.fromEntries(
        ['Own', 'List', 'Create', 'More', 'Collect', 'Read', 'Delete'].map((name) => [`x#${name}`, operation]),
      ),
    })
    assert.deepEqual(
      service.operations.map(({ name }) => name),
      ['Own', 'Create', 'List', 'More', 'Collect', 'Read', 'Delete'],
    )
  })

  it('a chain of 20,000 is no trouble', () => {
    const chain = Array.from({ length: 20_000 }, (_, i) => [
      `x#R${i}`,
      { type: 'resource', resources: i === 0 ? [] : [target(`x#R${i - 1}`)] },
    ])
    const service = opened({
      'x#S': { type: 'service', version: '1', resources: [target('x#R19999')] },
      ...Object.fromEntries(chain),
    })
    assert.equal(service.operations.length, 0)
  })
})

describe('mixins and apply', () => {
  it('members of mixins come first, own ones win, local traits stay', () => {
    const input = withInput({
      'x#A': structure(
        { a: target('smithy.api#String'), b: target('smithy.api#String') },
        {
          'smithy.api#mixin': { localTraits: ['smithy.api#sensitive', 'x#local'] },
          'smithy.api#sensitive': {},
          'x#local': {},
          'x#given': {},
        },
      ),
      'x#B': {
        ...(structure({ c: target('smithy.api#Integer') }, { 'smithy.api#mixin': {} }) as object),
        mixins: [target('x#A')],
      },
      'x#In$a': { type: 'apply', traits: { 'smithy.api#jsonName': 'aa' } },
      'x#In': {
        ...(structure({
          b: target('smithy.api#String', { 'smithy.api#required': {} }),
          d: target('smithy.api#Long'),
        }) as object),
        mixins: [target('x#B')],
      },
    })
    assert.deepEqual(
      membersOf(input).map(({ name, required }) => [name, required]),
      [
        ['a', false],
        ['b', true],
        ['c', false],
        ['d', false],
      ],
    )
    assert.equal(member(input, 'a').traits.jsonName, 'aa')
    assert.equal(input.traits.sensitive, undefined)
    assert.deepEqual(input.traits.other, { 'x#given': {} })
  })

  it('apply reaches shapes, members, and those that mix a shape in', () => {
    const input = withInput({
      'x#M': structure({ a: target('smithy.api#String') }, { 'smithy.api#mixin': {} }),
      'x#In': { ...(structure({ b: target('smithy.api#String') }) as object), mixins: [target('x#M')] },
      'x#M$a': { type: 'apply', traits: { 'smithy.api#required': {} } },
      'x#In$b': { type: 'apply', traits: { 'smithy.api#xmlName': 'bb' } },
      'x#Op': { type: 'operation', input: target('x#In') },
    })
    assert.equal(member(input, 'a').required, true)
    assert.equal(member(input, 'b').traits.xmlName, 'bb')
  })

  it('operations and services mix in too', () => {
    const service = opened({
      'x#SM': {
        type: 'service',
        version: '7',
        operations: [target('x#A')],
        traits: { 'smithy.api#mixin': {}, 'smithy.protocols#rpcv2Cbor': {} },
      },
      'x#S': { type: 'service', mixins: [target('x#SM')], version: '8', operations: [target('x#B')] },
      'x#OM': { type: 'operation', errors: [target('x#E')], traits: { 'smithy.api#mixin': {}, 'x#t': {} } },
      'x#A': { type: 'operation', mixins: [target('x#OM')] },
      'x#B': { type: 'operation' },
      'x#E': structure({}, { 'smithy.api#error': 'server' }),
    })
    const mixed = service.operations.find(({ name }) => name === 'A')
    assert.equal(service.version, '8')
    assert.deepEqual(Object.keys(service.protocols), ['smithy.protocols#rpcv2Cbor'])
    assert.deepEqual(
      mixed?.errors.map(({ schema }) => schema.id),
      ['x#E'],
    )
    assert.deepEqual(mixed?.traits.other, { 'x#t': {} })
  })
})

describe('field names', () => {
  it('are camelCase, and another each', () => {
    assert.deepEqual(fieldNames(['InstanceId', 'DBName', 'x_y']), ['instanceId', 'dbName', 'xY'])
    assert.deepEqual(fieldNames(['foo', 'Foo', 'FOO']), ['foo', 'Foo', 'FOO'])
    assert.deepEqual(fieldNames(['Foo', 'foo']), ['foo', 'foo_'])
    assert.deepEqual(fieldNames(['Foo', 'foo', 'foo_', 'FOO_']), ['foo', 'foo_', 'foo__', 'FOO_'])
  })

  it('a member added at the end changes no other’s', () => {
    const names = ['Foo', 'fooBar', 'FooBar', '__proto__', 'constructor']
    for (const more of ['foo', 'foo_bar', 'Foo_Bar', 'proto']) {
      assert.deepEqual(fieldNames([...names, more]).slice(0, names.length), fieldNames(names))
    }
  })

  it('hostile names are names', () => {
    const shapes = JSON.parse(
      '{"x#In":{"type":"structure","members":{"__proto__":{"target":"smithy.api#String"},"constructor":{"target":"smithy.api#String"},"toString":{"target":"x#__proto__"}}},"x#__proto__":{"type":"map","key":{"target":"smithy.api#String"},"value":{"target":"smithy.api#String"}}}',
    ) as Shapes
    const input = withInput(shapes)
    assert.deepEqual(
      membersOf(input).map(({ name, field }) => [name, field]),
      [
        ['__proto__', 'proto'],
        ['constructor', 'constructor'],
        ['toString', 'toString'],
      ],
    )
  })
})
