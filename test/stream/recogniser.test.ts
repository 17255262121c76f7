/**
 * Laws of the recogniser of JSON payloads, over any shape: what it takes is good, what is good and usual it takes, and rules see what
 * the reading makes.
 */
import assert from 'node:assert/strict'
import * as fc from 'fast-check'
import { mayEmit } from '../../lib/compile/emit/native.js'
import { StartEmailContactRequest } from '../../lib/connect/index.js'
import { closed, ignore, json, jsonBytes, limited, tolerant } from '../../lib/index.js'
import type { Member, Rule, Schema, StructureSchema } from '../../lib/schema/index.js'
import type { Shape } from '../../lib/shape/index.js'
import * as S from '../../lib/shape/index.js'
import { jsonRecogniser } from '../../lib/stream/PayloadReader.js'
import { arbitrary, arbitrarySchema, mutated } from '../../lib/testing/index.js'
import { isLeft } from '../../lib/value/either.js'
import type { Value } from '../../lib/value/index.js'
import { assertLaw } from '../laws/assert.js'
import { tiny } from '../limits.js'
import { bytesOf } from './payloads.js'

type AnyShapeOf = Shape<unknown, Value, unknown>

type Fields = Readonly<Record<string, unknown>>

const wire = { names: 'wire', jsonName: true } as const

/** Calls after which code is made. */
const warm = 5

/** Whether bytes are taken that lie between others. */
const takes = (shape: AnyShapeOf, bytes: Uint8Array): boolean => {
  const all = Buffer.concat([Buffer.from('{"'), bytes, Buffer.from('\n"}')])
  const recognise = jsonRecogniser(shape, wire)
  for (let i = 0; i < warm; i++) recognise(all, 2, 2 + bytes.length)
  return recognise(all, 2, 2 + bytes.length)
}

const policies: ReadonlyArray<(shape: AnyShapeOf) => AnyShapeOf> = [
  (shape) => shape,
  tolerant,
  closed,
  (shape) => ignore(shape, ['length', 'pattern', 'range', 'unique', 'documented']),
]

/** Short payloads alone are recognised under some limits: others count. */
const narrow = tiny.map((limits) => (shape: AnyShapeOf) => limited(shape, limits))

const shapesUnder = (some: typeof policies): fc.Arbitrary<AnyShapeOf> =>
  fc.tuple(arbitrarySchema(fc)(), fc.constantFrom(...some)).map(([schema, policy]) => policy(S.shapeOf(schema)))

const shapes = shapesUnder(policies)

/** The same text with other white space. */
const spaced = (text: string): string => JSON.stringify(JSON.parse(text), undefined, ' \t')

const structures = arbitrarySchema(fc)().filter((schema): schema is StructureSchema => schema._tag === 'structure')

/** What paths lead to, in a value that has nothing else. */
const partOf = (schema: Schema, value: unknown, paths: ReadonlyArray<ReadonlyArray<string>>): unknown => {
  if (schema._tag !== 'structure' || value === undefined || paths.some((path) => path.length === 0)) return value
  const record = value as Fields
  return Object.fromEntries(
    schema.members.flatMap(({ name, field, target }) => {
      const inner = paths.filter((path) => path[0] === name).map((path) => path.slice(1))
      return inner.length === 0 || record[field] === undefined ? [] : [[field, partOf(target(), record[field], inner)]]
    }),
  )
}

/** A rule of a member that keeps what it is shown. */
const showing = (shown: Map<string, unknown>, member: string, reads?: Rule['reads']): Rule => ({
  member,
  source: 'this test',
  ...(reads && { reads }),
  check: (one) => {
    shown.set(member, one)
    return []
  },
})

describe('the recogniser of JSON payloads', () => {
  before(function () {
    if (!mayEmit()) this.skip()
  })

  it('takes nothing that is refused: mutations and damaged bytes', () => {
    let taken = 0
    assertLaw(
      fc.property(
        shapesUnder([...policies, ...narrow]).chain((shape) =>
          fc.tuple(
            fc.constant(shape),
            fc.oneof(
              mutated(fc)(shape, 1).map(({ tree }): unknown => tree),
              arbitrary(fc)(shape).map((a): unknown => json(shape).encode(a)),
            ),
            fc.boolean(),
            fc.nat(),
            fc.nat(255),
          ),
        ),
        ([shape, tree, isDamaged, place, byte]) => {
          const bytes = Buffer.from(JSON.stringify(tree, (_, u) => (typeof u === 'bigint' ? Number(u) : u)) ?? '')
          if (isDamaged && bytes.length > 0) bytes[place % bytes.length] = byte
          if (!takes(shape, bytes)) return
          taken++
          assert.ok(!isLeft(jsonBytes(shape).decode(bytes)), String(bytes))
        },
      ),
    )
    assert.ok(taken > 0)
  })

  it('takes most of what is good, as it is written and with white space', () => {
    const told = { good: 0, taken: 0 }
    assertLaw(
      fc.property(
        shapes.chain((shape) => fc.tuple(fc.constant(shape), arbitrary(fc)(shape.schema))),
        ([shape, value]) => {
          const isAggregate = ['structure', 'list', 'map'].includes(shape.schema._tag)
          const text = new TextDecoder().decode(jsonBytes(shape).encode(value))
          // What has exponents, long numbers or names that have to be escaped is left to others.
          if (!isAggregate || /[eE][+-]?\d|[\d.]{16}|\\u[dD]/.test(text)) return
          told.good++
          const isTaken = takes(shape, bytesOf(text))
          if (isTaken) told.taken++
          // JSON.parse loses what it has no place for: a name of a prototype's, the sign of zero.
          if (isTaken && JSON.stringify(JSON.parse(text)) === text) assert.ok(takes(shape, bytesOf(spaced(text))), text)
        },
      ),
    )
    console.log(`      ${told.taken} of ${told.good} taken`)
    assert.ok(told.taken > 0.7 * told.good, `${told.taken} of ${told.good}`)
  })

  it('shows rules what the reading makes', () => {
    let seen = 0
    assertLaw(
      fc.property(
        structures.chain((schema) => fc.tuple(fc.constant(schema), arbitrary(fc)(schema))),
        ([schema, value]) => {
          const shown = new Map<string, unknown>()
          const rules = schema.members.map(({ name }) => showing(shown, name))
          const shape = S.shapeOf({ ...schema, rules })
          const bytes = jsonBytes(S.shapeOf(schema)).encode(value)
          const read = jsonBytes(S.shapeOf(schema)).decode(bytes)
          shown.clear()
          if (!takes(shape, bytes) || isLeft(read)) return
          const record = read.right as Readonly<Record<string, unknown>>
          for (const { name, field } of schema.members)
            if (shown.has(name)) {
              seen++
              assert.deepEqual(shown.get(name), record[field])
            }
        },
      ),
    )
    assert.ok(seen > 100)
  })

  it('shows rules that say what they read no more than that', () => {
    let seen = 0
    assertLaw(
      fc.property(
        structures.chain((schema) => fc.tuple(fc.constant(schema), arbitrary(fc)(schema))),
        ([schema, value]) => {
          const shown = new Map<string, unknown>()
          const parts = schema.members.flatMap(({ name, field, target }) => {
            const inner = target()
            const part = inner._tag === 'structure' ? inner.members.at(-1) : undefined
            return part === undefined ? [] : [{ name, field, part }]
          })
          const rules = parts.map(({ name, part }) => showing(shown, name, [[part.name]]))
          const bytes = jsonBytes(S.shapeOf(schema)).encode(value)
          const read = jsonBytes(S.shapeOf(schema)).decode(bytes)
          if (!takes(S.shapeOf({ ...schema, rules }), bytes) || isLeft(read)) return
          for (const { name, field, part } of parts) {
            const whole: Fields | undefined = (read.right as Readonly<Record<string, Fields>>)[field]
            if (whole === undefined || !shown.has(name)) continue
            seen++
            const wanted: Fields = Object.hasOwn(whole, part.field) ? { [part.field]: whole[part.field] } : {}
            assert.deepEqual(shown.get(name), wanted)
          }
        },
      ),
    )
    assert.ok(seen > 20, `${seen} seen`)
  })

  it('the documented rules of StartEmailContact say the same of what they read alone', () => {
    const { schema } = StartEmailContactRequest
    if (schema._tag !== 'structure') assert.fail()
    const rules = schema.rules.filter(({ reads }) => reads !== undefined)
    assert.ok(rules.length > 0)
    let broken = 0
    assertLaw(
      fc.property(arbitrary(fc)({ ...schema, rules: [] }), (request) => {
        for (const { member, reads = [], check } of rules) {
          const found: Member = schema.members.find(({ name }) => name === member) ?? assert.fail(member)
          const value = (request as Fields)[found.field]
          if (value === undefined) continue
          const told = check(value)
          if (told.length > 0) broken++
          assert.deepEqual(check(partOf(found.target(), value, reads)), told)
        }
      }),
    )
    assert.ok(broken > 0)
  })

  it('takes a request whatever the order of its names, and unknown ones', () => {
    const request = {
      InstanceId: '11111111-2222-3333-4444-555555555555',
      FromEmailAddress: { EmailAddress: 'ada@example.com', DisplayName: 'Ada "the first" Lovelace\u00e9' },
      DestinationEmailAddress: 'support@example.org',
      EmailMessage: {
        MessageSourceType: 'RAW',
        RawMessage: { Subject: 'hi', Body: 'a\nb', ContentType: 'text/plain', Headers: { MESSAGE_ID: 'é' } },
      },
      Attributes: { a: '1', b_c: '2' },
      References: { order: { Type: 'URL', Value: 'https://example.com' } },
    }
    const taken = (entries: ReadonlyArray<readonly [string, unknown]>): boolean =>
      takes(StartEmailContactRequest as unknown as AnyShapeOf, bytesOf(JSON.stringify(Object.fromEntries(entries))))
    const entries = Object.entries(request)
    assert.ok(taken(entries))
    assert.ok(taken([...entries].reverse()))
    assert.ok(taken([['Later', { than: ['this', 1, null] }], ...entries]))
    assert.ok(
      !takes(
        closed(StartEmailContactRequest) as unknown as AnyShapeOf,
        bytesOf(JSON.stringify({ ...request, Later: 1 })),
      ),
    )
    assert.ok(!taken(entries.slice(1)), 'a member that is required')
    assert.ok(!taken([...entries, ['Description', 'x'.repeat(5000)]]), 'a text that is too long')
    assert.ok(!taken([...entries, ['Attributes', { 'a b': '1' }]]), 'a documented rule')
    // Of a name that comes twice the last counts, and a null is nothing.
    const text = JSON.stringify(request)
    const emptied = text.replace('},"Attributes"', ',"RawMessage":null},"Attributes"')
    assert.notEqual(emptied, text)
    assert.ok(isLeft(jsonBytes(StartEmailContactRequest).decode(bytesOf(emptied))))
    assert.ok(!takes(StartEmailContactRequest as unknown as AnyShapeOf, bytesOf(emptied)), 'a name that comes twice')
  })
})
