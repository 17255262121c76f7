/**
 * Laws of the readers of payloads, over any shape: what is read at once is what is read with care, and both are what the codecs
 * of a single payload read.
 */
import assert from 'node:assert/strict'
import * as fc from 'fast-check'
import { StartEmailContactRequest } from '../../lib/connect/index.js'
import { writeJson } from '../../lib/format/json.js'
import { advise, closed, issuesOf, json, jsonBytes, tolerant } from '../../lib/index.js'
import type { Shape } from '../../lib/shape/index.js'
import { shapeOf } from '../../lib/shape/index.js'
import { jsonChecker, jsonReader, unread } from '../../lib/stream/PayloadReader.js'
import { arbitrary, arbitrarySchema, mutated } from '../../lib/testing/index.js'
import { isLeft } from '../../lib/value/either.js'
import type { Value } from '../../lib/value/index.js'
import { assertLaw } from '../laws/assert.js'
import { bytesOf } from './payloads.js'

type AnyShapeOf = Shape<unknown, Value, unknown>

const policies: ReadonlyArray<(shape: AnyShapeOf) => AnyShapeOf> = [(shape) => shape, tolerant, closed]

/** Calls after which emitted code takes over. */
const warm = 6

const agrees = (shape: AnyShapeOf, bytes: Uint8Array): void => {
  const reader = jsonReader(shape, { names: 'wire', jsonName: true })
  const checker = jsonChecker(shape, { names: 'wire', jsonName: true })
  const buffer = Buffer.from(bytes)
  const wanted = jsonBytes(shape).decode(bytes)
  for (let i = 0; i < warm; i++) {
    const quick = reader.quick(buffer, 0, buffer.length)
    const checked = checker.quick(buffer, 0, buffer.length)
    if (quick !== unread) assert.notEqual(checked, unread, 'what is read at once is checked at once')
    if (checked !== unread) assert.ok(!isLeft(wanted), 'what is checked at once is good')
    if (quick !== unread) assert.deepEqual(quick, isLeft(wanted) ? wanted : wanted.right)
  }
  const read = reader.read(bytes)
  if (read._tag === 'Good') assert.deepEqual(read.value, isLeft(wanted) ? wanted : wanted.right)
  else {
    const issues = isLeft(wanted) ? issuesOf(wanted.left) : []
    // The end of a line is named here, where a single payload has an offset.
    const unplaced = (list: typeof issues): unknown =>
      list.map(({ actual, ...rest }) => (rest.code === 'syntax' ? rest : { actual, ...rest }))
    assert.deepEqual(unplaced(read.issues), unplaced(issues))
  }
}

const shapes = fc
  .tuple(arbitrarySchema(fc)(), fc.constantFrom(...policies))
  .map(([schema, policy]) => policy(shapeOf(schema)))

describe('the reader of JSON payloads', () => {
  it('agrees with the codec, of good payloads and bad', () =>
    assertLaw(
      fc.property(
        shapes.chain((shape) => fc.tuple(fc.constant(shape), mutated(fc)(shape, 1), fc.boolean())),
        ([shape, { tree }, escapes]) => {
          const text = writeJson(tree)
          agrees(
            shape,
            bytesOf(
              escapes
                ? text.replace(/[^\0-\x7f]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)
                : text,
            ),
          )
        },
      ),
    ))

  it('agrees with the codec, of damaged bytes', () =>
    assertLaw(
      fc.property(
        shapes.chain((shape) => fc.tuple(fc.constant(shape), arbitrary(fc)(shape.schema), fc.nat(), fc.nat(255))),
        ([shape, value, place, byte]) => {
          const bytes = jsonBytes(shape).encode(value).slice()
          if (bytes.length > 0) bytes[place % bytes.length] = byte
          agrees(shape, bytes)
        },
      ),
    ))

  it('agrees with the codec of trees, which it does not change', () =>
    assertLaw(
      fc.property(
        shapes.chain((shape) => fc.tuple(fc.constant(shape), mutated(fc)(shape, 1))),
        ([shape, { tree }]) => {
          const before = writeJson(tree)
          const read = jsonReader(shape, { names: 'wire', jsonName: true }).readTree(tree)
          const wanted = json(shape).decode(tree)
          assert.equal(read._tag, isLeft(wanted) ? 'Bad' : 'Good')
          if (read._tag === 'Good' && !isLeft(wanted)) assert.deepEqual(read.value, wanted.right)
          assert.equal(writeJson(tree), before)
        },
      ),
    ))

  it('a check alone heeds rules, which see the domain', () => {
    const checker = jsonChecker(StartEmailContactRequest, { names: 'wire', jsonName: true })
    const request = (type: string, reference: string): Buffer =>
      Buffer.from(
        JSON.stringify({
          InstanceId: '11111111-2222-3333-4444-555555555555',
          FromEmailAddress: { EmailAddress: 'ada@example.com' },
          DestinationEmailAddress: 'support@example.org',
          EmailMessage: { MessageSourceType: 'RAW', RawMessage: { Subject: 'hi', Body: 'b', ContentType: type } },
          References: { order: { Type: reference, Value: 'https://example.com' } },
        }),
      )
    const [good, badType, badReference] = [
      request('text/plain', 'URL'),
      request('text/x', 'URL'),
      request('text/plain', 'EMAIL'),
    ]
    for (let i = 0; i < warm; i++) {
      if (i === warm - 1) assert.notEqual(checker.quick(good, 0, good.length), unread)
      else checker.quick(good, 0, good.length)
      assert.equal(checker.quick(badType, 0, badType.length), unread)
      assert.equal(checker.quick(badReference, 0, badReference.length), unread)
    }
    assert.equal(checker.read(badType)._tag, 'Bad')
  })

  it('tells advice, and accepts', () => {
    const good = jsonBytes(StartEmailContactRequest)
    const request = {
      InstanceId: '11111111-2222-3333-4444-555555555555',
      FromEmailAddress: { EmailAddress: 'ada@example.com' },
      DestinationEmailAddress: 'support@example.org',
      EmailMessage: { MessageSourceType: 'RAW', RawMessage: { Subject: 'hi', Body: 'b', ContentType: 'text/x' } },
    }
    const bytes = bytesOf(JSON.stringify(request))
    assert.ok(isLeft(good.decode(bytes)))
    const reader = jsonReader(advise(StartEmailContactRequest, ['documented']), { names: 'wire', jsonName: true })
    for (let i = 0; i < warm; i++) assert.equal(reader.quick(Buffer.from(bytes), 0, bytes.length), unread)
    const read = reader.read(bytes)
    assert.deepEqual(read._tag === 'Good' && read.advice.map(({ code, path }) => [code, path.join('.')]), [
      ['documented', 'EmailMessage.RawMessage.ContentType'],
    ])
  })
})

describe('the reader of domain objects as JSON', () => {
  it('takes what JSON.stringify makes of them', () =>
    assertLaw(
      fc.property(
        arbitrarySchema(fc)({ depth: 2 }).chain((schema) =>
          fc.tuple(fc.constant(shapeOf(schema)), arbitrary(fc)(schema)),
        ),
        ([shape, value]) => {
          const text = stringify(value)
          // Numbers that are no JSON, and what JSON has no text for, are not of this form.
          if (text === undefined) return
          const read = jsonReader(shape, { names: 'domain', jsonName: true }).read(bytesOf(text))
          // A round trip of the wire fills the same defaults.
          const wanted = json(shape).decode(json(shape).encode(value))
          assert.deepEqual(read, { _tag: 'Good', value: isLeft(wanted) ? wanted : wanted.right, advice: [] })
        },
      ),
    ))
})

/** The JSON of a domain object that holds no bigint, decimal, bytes or infinity, and no name that JSON would reorder. */
const stringify = (value: unknown): string | undefined => {
  const isPlain = (u: unknown): boolean => {
    if (typeof u === 'bigint' || u instanceof Uint8Array) return false
    if (typeof u === 'number') return Number.isFinite(u) && !Object.is(u, -0)
    if (typeof u === 'string') return !/\p{Surrogate}/u.test(u)
    if (Array.isArray(u)) return u.every(isPlain)
    if (typeof u !== 'object' || u === null || u instanceof Date) return true
    return !('coefficient' in u) && Object.entries(u).every(([key, part]) => key !== '__proto__' && isPlain(part))
  }
  return isPlain(value) ? JSON.stringify(value) : undefined
}
