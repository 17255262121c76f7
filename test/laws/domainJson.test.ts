/**
 * Domain objects as JSON, there and back.
 */
import assert from 'node:assert/strict'
import * as fc from 'fast-check'
import { readJson, writeJson } from '../../lib/format/json.js'
import { domainJson } from '../../lib/interpret/domainJson.js'
import * as S from '../../lib/shape/index.js'
import { Prelude as P, shapeOf } from '../../lib/shape/index.js'
import { arbitrary, arbitrarySchema, jsonNorm } from '../../lib/testing/index.js'
import * as V from '../../lib/value/index.js'
import { issuesOf } from '../../lib/value/index.js'
import { assertLaw } from './assert.js'

const id = (name: string): string => `com.example#${name}`

describe('domainJson', () => {
  it('law: decode(encode(a)) = make(a), through text, for any schema', () =>
    assertLaw(
      fc.property(
        arbitrarySchema(fc)().chain((schema) => arbitrary(fc)(schema).map((a) => ({ schema, a }))),
        ({ schema, a }) => {
          const shape = shapeOf(schema)
          const text = readJson(writeJson(domainJson(shape).encode(a)), { numbers: 'decimals' })
          assert.ok(text._tag === 'Right')
          const read = domainJson(shape).decode(text.right)
          assert.ok(read._tag === 'Right', read._tag === 'Left' ? read.left.map(({ message }) => message).join() : '')
          const norm = jsonNorm(schema)
          const made = shape.make(a)
          assert.ok(made._tag === 'Right')
          return V.Eq.equals(norm(shape.encode(read.right)), norm(shape.encode(made.right)))
        },
      ),
    ))

  const All = S.structure<Record<string, unknown>, never, never>(id('All'), {
    when: ['When', () => P.Timestamp],
    long: ['Long', () => P.Long],
    decimal: ['Decimal', () => P.BigDecimal],
    bytes: ['Bytes', () => P.Blob],
    double: ['Double', () => P.Double],
  })
  const codec = domainJson(All)

  it('times are text of RFC 3339 or seconds, large numbers are numbers or text', () => {
    const whole = {
      when: '2023-11-14T22:13:20Z',
      long: '9007199254740993',
      decimal: '0.10',
      bytes: 'AQI=',
      double: 'NaN',
    }
    const read = codec.decode(whole)
    assert.deepEqual(read, {
      _tag: 'Right',
      right: {
        when: new Date(1_700_000_000_000),
        long: 9007199254740993n,
        decimal: { coefficient: 10n, exponent: -2 },
        bytes: Uint8Array.of(1, 2),
        double: Number.NaN,
      },
    })
    assert.deepEqual(codec.decode({ when: 1_700_000_000 }), {
      _tag: 'Right',
      right: { when: new Date(1_700_000_000_000) },
    })
    assert.deepEqual(codec.decode({ long: 5 }), { _tag: 'Right', right: { long: 5n } })
  })

  it('every part that is not as it should be is an issue with its path', () => {
    const read = codec.decode({ when: 'x', long: '1.5', decimal: 'x', bytes: '*', double: 'x' })
    assert.ok(read._tag === 'Left')
    assert.deepEqual(
      issuesOf(read.left).map(({ path, code }) => `${path.join('/')} ${code}`),
      ['When syntax', 'Long type', 'Decimal syntax', 'Bytes syntax', 'Double type'],
    )
  })

  it('is the same codec at each call', () => assert.equal(domainJson(All), codec))
})
