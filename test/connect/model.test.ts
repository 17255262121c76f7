/**
 * The module's schemas against the service model of botocore, fact by fact and in both directions. Patterns are those
 * of the Smithy model, botocore's having lost some of their anchors.
 */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import * as connect from '../../lib/connect/index.js'
import { camelCase } from '../../lib/schema/camelCase.js'
import type { Member, Schema } from '../../lib/schema/Schema.js'
import { closure, membersOf, nameOf } from '../../lib/schema/Schema.js'
import type { Traits } from '../../lib/schema/Traits.js'
import type { AnyShape } from '../../lib/shape/Shape.js'
import { describeShared } from '../shared.js'

// -------------------------------------------------------------------------------------
// facts
// -------------------------------------------------------------------------------------

interface MemberFacts {
  readonly name: string
  readonly field: string
  readonly target: string
  readonly required: boolean
  readonly traits: Traits
}

/** All that is said of a shape, in a form that both sides come to; members in order. */
interface Facts {
  readonly kind: string
  readonly traits: Traits
  readonly members: ReadonlyArray<MemberFacts>
  readonly values: ReadonlyArray<string>
}

// -------------------------------------------------------------------------------------
// of botocore
// -------------------------------------------------------------------------------------

interface BotocoreMember {
  readonly shape: string
  readonly idempotencyToken?: boolean
}

interface BotocoreShape {
  readonly type: string
  readonly required?: ReadonlyArray<string>
  readonly members?: Readonly<Record<string, BotocoreMember>>
  readonly member?: BotocoreMember
  readonly key?: BotocoreMember
  readonly value?: BotocoreMember
  readonly enum?: ReadonlyArray<string>
  readonly min?: number
  readonly max?: number
  readonly pattern?: string
  readonly sensitive?: boolean
  readonly union?: boolean
  readonly exception?: boolean
  readonly error?: { readonly httpStatusCode: number }
}

interface BotocoreOperation {
  readonly input: BotocoreMember
  readonly output: BotocoreMember
  readonly errors: ReadonlyArray<BotocoreMember>
}

interface Botocore {
  readonly operations: { readonly StartEmailContact: BotocoreOperation }
  readonly shapes: Readonly<Record<string, BotocoreShape>>
}

interface SmithyModel {
  readonly shapes: Readonly<Record<string, { readonly traits?: Readonly<Record<string, unknown>> }>>
}

const read = <A>(path: string): A => JSON.parse(readFileSync(path, 'utf8')) as A

/** A key of a botocore shape or member that this test has no word for is a fact that it would miss. */
const known = new Set(
  'type required members member key value enum min max pattern sensitive union exception error documentation'.split(
    ' ',
  ),
)
const knownOfMember = new Set(['shape', 'idempotencyToken', 'documentation'])

const rootsOf = ({ input, output, errors }: BotocoreOperation): ReadonlyArray<string> =>
  [input, output, ...errors].map(({ shape }) => shape)

const targetsOf = (shape: BotocoreShape): ReadonlyArray<BotocoreMember> =>
  [...Object.values(shape.members ?? {}), shape.member, shape.key, shape.value].filter((m) => m !== undefined)

const reachedFrom = ({ operations, shapes }: Botocore): ReadonlyArray<string> => {
  const names = new Set(rootsOf(operations.StartEmailContact))
  for (const name of names) {
    for (const { shape } of targetsOf(shapes[name] ?? assert.fail(name))) names.add(shape)
  }
  return [...names]
}

/** What is there, of a record. */
const present = (record: Readonly<Record<string, unknown>>): Traits =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined))

/** An anchor at each end where botocore has none. */
const anchored = (pattern: string): string =>
  `${pattern.startsWith('^') ? '' : '^'}${pattern}${pattern.endsWith('$') ? '' : '$'}`

const botocoreFacts = (model: Botocore, smithy: SmithyModel, name: string): Facts => {
  const shape = model.shapes[name] ?? assert.fail(name)
  const { min, max, error } = shape
  assert.deepEqual(
    Object.keys(shape).filter((key) => !known.has(key)),
    [],
    name,
  )
  const { input, output } = model.operations.StartEmailContact
  const status = error?.httpStatusCode
  const bounds = min === undefined && max === undefined ? undefined : present({ min, max })
  const pattern =
    smithy.shapes[`com.amazonaws.connect#${name}`]?.traits?.['smithy.api#pattern'] ??
    (shape.pattern === undefined ? undefined : anchored(shape.pattern))
  const memberFacts = ([member, { shape: target, idempotencyToken, ...rest }]: readonly [
    string,
    BotocoreMember,
  ]): MemberFacts => {
    assert.deepEqual(
      Object.keys(rest).filter((key) => !knownOfMember.has(key)),
      [],
      `${name}$${member}`,
    )
    const own = shape.type === 'structure' && shape.union !== true
    return {
      name: member,
      field: shape.type === 'structure' ? camelCase(member) : member,
      target,
      required: own && (shape.required ?? []).includes(member),
      traits: present({ idempotencyToken }),
    }
  }
  const parts = { member: shape.member, key: shape.key, value: shape.value }
  return {
    kind: shape.union === true ? 'union' : shape.enum === undefined ? shape.type : 'enum',
    traits: present({
      ...(shape.type === 'integer' ? { range: bounds } : { length: bounds }),
      pattern,
      sensitive: shape.sensitive,
      input: input.shape === name || undefined,
      output: output.shape === name || undefined,
      error: status === undefined ? undefined : status < 500 ? 'client' : 'server',
      httpError: status,
    }),
    members: [
      ...Object.entries(shape.members ?? {}),
      ...Object.entries(parts).filter((part): part is [string, BotocoreMember] => part[1] !== undefined),
    ].map(memberFacts),
    values: shape.enum ?? [],
  }
}

// -------------------------------------------------------------------------------------
// of the module
// -------------------------------------------------------------------------------------

const memberFactsOf = ({ name, field, target, required, traits }: Member): MemberFacts => ({
  name,
  field,
  target: nameOf(target().id),
  required,
  traits,
})

const factsOf = (schema: Schema): Facts => ({
  kind: schema._tag,
  traits: schema.traits,
  members: membersOf(schema).map(memberFactsOf),
  values: schema._tag === 'enum' ? schema.values.map(({ value }) => value) : [],
})

const roots: ReadonlyArray<AnyShape> = [
  connect.StartEmailContactRequest,
  connect.StartEmailContactResponse,
  connect.InvalidRequestException,
  connect.ServiceQuotaExceededException,
  connect.AccessDeniedException,
  connect.ResourceNotFoundException,
  connect.ThrottlingException,
  connect.InternalServiceException,
  connect.IdempotencyException,
]

const reached: ReadonlySet<Schema> = new Set(roots.flatMap(({ schema }) => closure(schema)))

/** The exported shapes: what has a schema, by the name of its export. */
const exported: ReadonlyMap<string, Schema> = new Map(
  Object.entries(connect as Readonly<Record<string, unknown>>).flatMap(([name, value]) =>
    typeof value === 'object' && value !== null && 'schema' in value ? [[name, (value as AnyShape).schema]] : [],
  ),
)

const sorted = (names: Iterable<string>): ReadonlyArray<string> => [...names].sort()

// -------------------------------------------------------------------------------------
// tests
// -------------------------------------------------------------------------------------

describe('connect: the shapes', () => {
  it('are 56, each reached from the request, the response or an error, and exported under its own name', () => {
    assert.equal(reached.size, 56)
    assert.deepEqual(sorted(exported.keys()), sorted([...reached].map(({ id }) => nameOf(id))))
    for (const [name, schema] of exported) {
      assert.equal(schema.id, `com.amazonaws.connect#${name}`)
      assert.ok(reached.has(schema), `${name} is another schema than the one that is reached`)
    }
  })

  it('segment attributes are recursive through both their map and their list', () => {
    const value = connect.SegmentAttributeValue.schema
    assert.ok(closure(connect.SegmentAttributeValueMap.schema).includes(value))
    assert.ok(closure(connect.SegmentAttributeValueList.schema).includes(value))
    assert.ok(closure(value).includes(connect.SegmentAttributeValueMap.schema))
    assert.ok(closure(value).includes(connect.SegmentAttributeValueList.schema))
  })

  it('only the request carries documented rules, each for one of its members and with its source', () => {
    for (const schema of reached) {
      if (schema._tag !== 'structure' || schema.rules.length === 0) continue
      assert.equal(schema, connect.StartEmailContactRequest.schema)
      assert.deepEqual(schema.rules, connect.creationRules)
      for (const { member, source } of schema.rules) {
        assert.ok(schema.members.some(({ name }) => name === member))
        assert.match(source, /^(API reference of Connect, |inferred: )/)
      }
    }
  })
})

describeShared(
  'connect: the shapes against the models',
  ['models/botocore/connect.json', 'models/smithy/connect.json'],
  ([botocorePath = '', smithyPath = '']) => {
    const model = read<Botocore>(botocorePath)
    const smithy = read<SmithyModel>(smithyPath)
    const names = reachedFrom(model)

    it('have the names that the operation reaches, no more and no fewer', () => {
      assert.equal(names.length, 56)
      assert.deepEqual(sorted(exported.keys()), sorted(names))
    })

    it('start from the errors of the operation, in its order', () => {
      assert.deepEqual(
        roots.map(({ schema }) => nameOf(schema.id)),
        rootsOf(model.operations.StartEmailContact),
      )
    })

    for (const name of names) {
      it(`${name} says what the model says`, () => {
        const schema = exported.get(name) ?? assert.fail(`no ${name}`)
        assert.deepEqual(factsOf(schema), botocoreFacts(model, smithy, name))
      })
    }

    it('have patterns that compile with the u flag and are anchored at both ends', () => {
      const patterns = [...reached].flatMap(({ traits: { pattern } }) => (pattern === undefined ? [] : [pattern]))
      assert.equal(patterns.length, 3)
      for (const pattern of patterns) {
        assert.doesNotThrow(() => new RegExp(pattern, 'u'))
        assert.equal(anchored(pattern), pattern)
      }
    })
  },
)
