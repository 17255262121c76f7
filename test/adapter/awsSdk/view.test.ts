/**
 * The SDK's objects beside Values: what one side gives the other takes back.
 */
import assert from 'node:assert/strict'
import { LazyJsonString, NumericValue } from '@smithy/core/serde'
import * as fc from 'fast-check'
import { sdkSentView, sdkView, sdkWriting } from '../../../lib/adapter/awsSdk/view.js'
import { strict, tolerant, trusted } from '../../../lib/compile/Policy.js'
import { isRefused } from '../../../lib/compile/Run.js'
import { valueView, valueWriting } from '../../../lib/compile/value.js'
import { failed } from '../../../lib/compile/walk/Walk.js'
import { startWalk, walker } from '../../../lib/compile/walk.js'
import type { AnyShape } from '../../../lib/shape/index.js'
import * as S from '../../../lib/shape/index.js'
import { Prelude, shapeOf } from '../../../lib/shape/index.js'
import { arbitrary, arbitrarySchema } from '../../../lib/testing/index.js'
import type { Value } from '../../../lib/value/index.js'
import * as V from '../../../lib/value/index.js'

const fromValue = walker(valueView, sdkWriting)
const toValue = walker(sdkView, valueWriting)
const asIs = walker(valueView, valueWriting)
const sentValue = walker(sdkSentView, valueWriting)

const toSdk = ({ schema }: AnyShape, value: Value): unknown => startWalk(fromValue, schema, trusted, value).result

const valueOf = ({ schema }: AnyShape, sdk: unknown, walk = toValue, policy = strict): Value | string => {
  const { result, run } = startWalk(walk, schema, policy, sdk)
  if (result !== failed && !isRefused(run)) return result
  return run.refusals.found.map(({ issue }) => V.issueText(issue)).join('\n')
}

/** The SDK takes a null for an absent member, of a document too. */
const hasNullMember = (value: Value): boolean => {
  switch (value._tag) {
    case 'Structure':
      return Object.values(value.fields).some(
        (field) => (field?._tag === 'Document' && field.value === null) || hasNullMember(field as Value),
      )
    case 'List':
      return value.items.some(hasNullMember)
    case 'Map':
      return value.entries.some(([, item]) => hasNullMember(item))
    default:
      return false
  }
}

const Long = Prelude.Long
const Decimal = Prelude.BigDecimal
const Json = S.string('test#Json', { mediaType: 'application/json' })

describe('the view of the SDK’s objects', () => {
  it('law: what the writing gives, the view takes back, over any shape', () => {
    fc.assert(
      fc.property(
        arbitrarySchema(fc)().chain((schema) => {
          const shape = shapeOf(schema)
          return fc.tuple(fc.constant(shape), fc.array(arbitrary(fc)(shape), { minLength: 4, maxLength: 4 }))
        }),
        ([shape, some]) => {
          for (const value of some.map((a) => shape.encode(a)).filter((one) => !hasNullMember(one))) {
            const back = valueOf(shape, toSdk(shape, value))
            // A checking walk fills defaults, whichever view it has.
            const wanted = valueOf(shape, value, asIs)
            assert.ok(typeof back !== 'string' && typeof wanted !== 'string', String(back))
            assert.ok(V.Eq.equals(back, wanted))
          }
        },
      ),
      { numRuns: 500 },
    )
  })

  it('numbers beyond 53 bits are bigints and NumericValues', () => {
    assert.equal(toSdk(Long, V.long(5n)), 5)
    assert.equal(toSdk(Long, V.long(2n ** 60n)), 2n ** 60n)
    assert.deepEqual(valueOf(Long, 5), V.long(5n))
    assert.equal(
      valueOf(Long, 2 ** 60),
      '(root): expected a bigint, or a whole number of at most 53 bits, got a number beyond [range]',
    )
    assert.match(String(valueOf(Long, 1.5)), /got a number that is not whole \[type\]$/)
    const decimal = toSdk(Decimal, V.bigDecimal({ coefficient: 12345678901234567890n, exponent: -3 }))
    assert.ok(decimal instanceof NumericValue)
    assert.equal(String(decimal), '12345678901234567.890')
    assert.deepEqual(
      valueOf(Decimal, new NumericValue('1.50', 'bigDecimal')),
      V.bigDecimal({ coefficient: 150n, exponent: -2 }),
    )
  })

  it('documents keep exact numbers both ways', () => {
    const sdk = { big: 2n ** 70n, small: new NumericValue('0.1000', 'bigDecimal'), gone: undefined, list: [null, 1] }
    const value = valueOf(Prelude.Document, sdk)
    assert.ok(typeof value !== 'string')
    const back = toSdk(Prelude.Document, value) as Record<string, unknown>
    assert.deepEqual(Object.keys(back), ['big', 'small', 'list'])
    assert.equal(back['big'], 2n ** 70n)
    assert.equal(String(back['small']), '0.1000')
    assert.deepEqual(back['list'], [null, 1])
  })

  it('text that is JSON may be given as what it says, and comes as text that can be parsed', () => {
    const value = V.string('{"a":1}')
    assert.deepEqual(valueOf(Json, { a: 1 }), value)
    assert.deepEqual(valueOf(Json, LazyJsonString.from('{"a":1}')), value)
    assert.match(String(valueOf(Json, { a: 1n })), /expected JSON text, or a value that has one/)
    const lazy = toSdk(Json, value) as { readonly deserializeJSON: () => unknown }
    assert.equal(String(lazy), '{"a":1}')
    assert.deepEqual(lazy.deserializeJSON(), { a: 1 })
    assert.equal(LazyJsonString.from(lazy), lazy)
  })

  it('bytes come in every form that the SDK takes', () => {
    const value = V.blob(new Uint8Array([104, 105]))
    for (const given of [
      'hi',
      Buffer.from('hi'),
      new Uint8Array([104, 105]).buffer,
      new DataView(new Uint8Array([104, 105]).buffer),
    ])
      assert.deepEqual(valueOf(Prelude.Blob, given), value)
    assert.match(String(valueOf(Prelude.Blob, 5)), /got a number \[type\]$/)
  })

  it('a union has one member, or $unknown', () => {
    const Choice = S.union<
      { readonly _tag: 'name'; readonly value: string } | { readonly _tag: 'port'; readonly value: number },
      V.Structure,
      never
    >('test#Choice', { name: ['Name', () => Prelude.String], port: ['Port', () => Prelude.Integer] })
    assert.deepEqual(valueOf(Choice, { Name: 'a', Port: undefined }), V.structure({ Name: V.string('a') }))
    assert.match(String(valueOf(Choice, { Name: 'a', Port: 1 })), /expected exactly one member, got 2 members/)
    const later = valueOf(Choice, { $unknown: ['Later', { a: 1 }] }, toValue, tolerant)
    assert.deepEqual(toSdk(Choice, later as Value), { $unknown: ['Later', { a: 1 }] })
    assert.notEqual(typeof later, 'string')
    assert.equal(typeof valueOf(Choice, { $unknown: ['Later', 1] }), 'string')
  })

  it('nulls: absent members, items of what is sparse, told elsewhere and left out when sent', () => {
    const Texts = S.list('test#Texts', () => Prelude.String)
    const Thing = S.inferred('test#Thing', { texts: ['Texts', () => Texts] })
    assert.deepEqual(valueOf(Thing, { Texts: null }), V.structure({}))
    assert.equal(valueOf(Thing, { Texts: ['a', null] }), 'Texts[1]: expected a string, got null [type]')
    const sent = valueOf(Thing, { Texts: ['a', null] }, sentValue, trusted)
    assert.deepEqual(sent, V.structure({ Texts: V.list([V.string('a')]) }))
  })
})
