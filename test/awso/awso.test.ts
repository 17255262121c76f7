/**
 * awso's own functions: each is the general reading under awso's name, for any shape, StartEmailContact's too.
 */
import assert from 'node:assert/strict'
import * as fc from 'fast-check'
import {
  errorOfJson,
  errorOfXml,
  errorToJson,
  ofJson,
  ofString,
  ofXml,
  toHeader,
  toJson,
  toQuery,
  toXml,
} from '../../lib/awso/index.js'
import { StartEmailContact, StartEmailContactRequest } from '../../lib/connect/index.js'
import { writeForm } from '../../lib/format/form.js'
import { awsQuery, json, xmlText } from '../../lib/index.js'
import * as S from '../../lib/shape/index.js'
import { Prelude as P } from '../../lib/shape/index.js'
import { arbitrary } from '../../lib/testing/index.js'
import { Eq, issuesOf } from '../../lib/value/index.js'
import { assertLaw } from '../laws/assert.js'
import { operationOf, requestOf, textOf } from './fixture.js'

const requests = arbitrary(fc)(StartEmailContactRequest, { depth: 6, items: 2 })
const { encode } = StartEmailContactRequest

describe('awso’s functions, for StartEmailContact', () => {
  it('toJson and ofJson', () => {
    assertLaw(
      fc.property(requests, (a) => {
        assert.deepEqual(toJson(StartEmailContactRequest)(a), json(StartEmailContactRequest).encode(a))
        const read = ofJson(StartEmailContactRequest)(toJson(StartEmailContactRequest)(a))
        assert.ok(read._tag === 'Right' && Eq.equals(encode(read.right), encode(a)))
      }),
    )
  })

  it('toXml and ofXml', () => {
    let written = 0
    assertLaw(
      fc.property(requests, (a) => {
        const text = toXml(StartEmailContactRequest)(a)
        if (text._tag === 'Left') {
          assert.ok(issuesOf(text.left).every(({ code }) => code === 'unrepresentable'))
          return
        }
        written++
        assert.equal(text.right, xmlText(StartEmailContactRequest).encode(a))
        const read = ofXml(StartEmailContactRequest)(text.right)
        assert.ok(read._tag === 'Right' && Eq.equals(encode(read.right), encode(a)))
      }),
    )
    assert.ok(written > 0)
  })

  it('toQuery', () => {
    assertLaw(
      fc.property(requests, (a) => {
        const pairs = toQuery(StartEmailContactRequest)(a)
        const client = awsQuery.client(operationOf(StartEmailContactRequest)).encodeRequest(a)
        assert.equal(pairs._tag, client._tag)
        if (pairs._tag === 'Right' && client._tag === 'Right')
          assert.equal(
            `Action=Put&Version=2020-01-01${pairs.right.length === 0 ? '' : '&'}${writeForm(pairs.right)}`,
            textOf(client.right),
          )
      }),
    )
  })

  it('errors', () => {
    const of = errorOfJson(StartEmailContact)
    const read = of('com.amazonaws.connect#InvalidRequestException:http://x', {
      Message: 'no',
      Reason: { AttachedFileInvalidRequestExceptionReason: 'INVALID_FILE_SIZE' },
    })
    assert.ok(read._tag === 'Right' && read.right._tag === 'InvalidRequestException')
    assert.deepEqual(errorToJson(StartEmailContact)(read.right), {
      error: 'InvalidRequestException',
      details: { Message: 'no', Reason: { AttachedFileInvalidRequestExceptionReason: 'INVALID_FILE_SIZE' } },
    })
    const unknown = of('OtherException', {})
    assert.deepEqual(unknown, { _tag: 'Right', right: { _tag: 'UnknownOperationError', code: 'OtherException' } })
    assert.ok(unknown._tag === 'Right')
    assert.deepEqual(errorToJson(StartEmailContact)(unknown.right), { error: 'OtherException' })
    assert.equal(of('InvalidRequestException', { Message: 1 })._tag, 'Left')
    for (const text of [
      '<ErrorResponse><Error><Code>InvalidRequestException</Code><Message>no</Message></Error></ErrorResponse>',
      '<Response><Errors><Error><Message>no</Message></Error></Errors></Response>',
      '<Error><Message>no</Message></Error>',
      '<InvalidRequestException><Message>no</Message></InvalidRequestException>',
    ]) {
      assert.deepEqual(errorOfXml(StartEmailContact)('InvalidRequestException', text), {
        _tag: 'Right',
        right: { _tag: 'InvalidRequestException', value: { message: 'no' } },
      })
    }
    assert.equal(errorOfXml(StartEmailContact)('InvalidRequestException', '<a>')._tag, 'Left')
  })
})

describe('awso’s functions, for simple shapes', () => {
  it('toHeader and ofString', () => {
    const simple = [
      P.String,
      P.Byte,
      P.Integer,
      P.Long,
      P.BigInteger,
      P.BigDecimal,
      P.Float,
      P.Double,
      P.Boolean,
      P.Blob,
      S.timestamp('com.example#T', { timestampFormat: 'date-time' }),
    ]
    // A list of one blob without bytes is an empty field, as an empty list is; Smithy binds no lists of blobs.
    const shapes = [
      ...simple,
      ...simple
        .filter((shape) => shape !== P.Blob)
        .map((shape) => S.list('com.example#L', () => shape as S.Shape<unknown, never, unknown>)),
    ]
    assertLaw(
      fc.property(
        fc
          .constantFrom(...shapes)
          .chain((shape) =>
            arbitrary(fc)(shape as S.AnyShape).map((a) => ({ shape: shape as S.Shape<unknown, never, unknown>, a })),
          ),
        ({ shape, a }) => {
          const text = toHeader(shape)(a)
          if (text._tag === 'Left') return
          const read = ofString(shape)(text.right)
          assert.ok(read._tag === 'Right', text.right)
          assert.ok(Eq.equals(shape.encode(read.right), shape.encode(a)), text.right)
        },
      ),
    )
  })

  it('golden', () => {
    assert.deepEqual(toHeader(P.Timestamp)(new Date(1_576_540_098_000)), {
      _tag: 'Right',
      right: 'Mon, 16 Dec 2019 23:48:18 GMT',
    })
    assert.deepEqual(ofString(P.Long)('9007199254740993'), { _tag: 'Right', right: 9_007_199_254_740_993n })
    assert.equal(ofString(P.Integer)('1.5')._tag, 'Left')
    assert.equal(ofString(S.integer('com.example#Small', { range: { max: 3 } }))('4')._tag, 'Left')
    for (const refused of [
      toHeader(P.String)('\n'),
      toHeader(P.Document)(null),
      toHeader(StartEmailContactRequest)({} as never),
    ]) {
      assert.ok(refused._tag === 'Left' && refused.left[0]?.issue.code === 'unrepresentable')
    }
    assert.equal(ofString(StartEmailContactRequest)('x')._tag, 'Left')
    const Lists = S.inferred('com.example#Lists', {
      list: ['List', () => S.list('com.example#Strings', () => P.String)],
    })
    assert.deepEqual(toQuery(Lists)({ list: ['a', 'b'] }), {
      _tag: 'Right',
      right: [
        ['List.member.1', 'a'],
        ['List.member.2', 'b'],
      ],
    })
    assert.ok(textOf(requestOf(awsQuery, operationOf(Lists), { list: ['a'] })).endsWith('List.member.1=a'))
  })
})
