/**
 * Answers of the query protocols whose members are attributes, and those that have no members.
 *
 * Source: Smithy 2.0, traits `awsQuery` and `ec2Query`, whose definitions list `xmlAttribute` among those that they heed.
 */
import assert from 'node:assert/strict'
import type { AnswerOptions } from '../../lib/index.js'
import { awsQuery, ec2Query } from '../../lib/index.js'
import * as S from '../../lib/shape/index.js'
import { Prelude as P } from '../../lib/shape/index.js'
import { operationOf, xmlOf } from '../awso/fixture.js'

const Output = S.inferred('com.example#Output', {
  kind: ['Kind', () => P.String, 0, { xmlAttribute: true }],
  count: ['Count', () => P.Integer, 0, { xmlAttribute: true, xmlName: 'n' }],
  text: ['Text', () => P.String],
})
const op = operationOf(P.Unit, {}, { output: Output })
const namespace = 'xmlns="https://example.com/doc/"'

describe('attributes in answers of the query protocols', () => {
  const value = { kind: 'a"b', count: 7, text: 'x' }
  for (const [protocol, written, bare] of [
    [
      awsQuery,
      `<PutResponse ${namespace}><PutResult Kind="a&quot;b" n="7"><Text>x</Text></PutResult></PutResponse>`,
      `<PutResponse ${namespace}><PutResult n="0"/></PutResponse>`,
    ],
    [
      ec2Query,
      `<PutResponse ${namespace} Kind="a&quot;b" n="7"><Text>x</Text></PutResponse>`,
      `<PutResponse ${namespace} n="0"/>`,
    ],
  ] as const) {
    it(`${protocol.id}: stand on the element that holds the members, and are read there`, () => {
      for (const [right, wanted] of [
        [value, written],
        [{ count: 0 }, bare],
      ] as const) {
        const response = protocol.server(op).encodeResponse({ _tag: 'Right', right })
        assert.equal(xmlOf(response), wanted)
        assert.deepEqual(protocol.client(op).decodeResponse(response), { _tag: 'Right', right })
      }
    })
  }
})

describe('answers of the query protocols without a shape', () => {
  it('are documents all the same, which say the request’s id', () => {
    const unit = operationOf(P.Unit)
    for (const [protocol, id] of [
      [awsQuery, '<ResponseMetadata><RequestId>r</RequestId></ResponseMetadata>'],
      [ec2Query, '<requestId>r</requestId>'],
    ] as const) {
      const answer = (options: AnswerOptions) =>
        protocol.server(unit).encodeResponse({ _tag: 'Right', right: {} }, options)
      assert.equal(xmlOf(answer({})), `<PutResponse ${namespace}/>`)
      assert.equal(xmlOf(answer({ requestId: 'r' })), `<PutResponse ${namespace}>${id}</PutResponse>`)
      for (const response of [answer({}), answer({ requestId: 'r' })])
        assert.deepEqual(protocol.client(unit).decodeResponse(response), { _tag: 'Right', right: {} })
    }
  })
})

describe('a program of the query protocols that answers nothing, against its types', () => {
  const Gone = S.inferred('com.example#Gone', { message: ['message', () => P.String] }, { error: 'client' })
  const failing = operationOf(P.Unit, {}, { output: Output, errors: [Gone] })
  const nothing = undefined as never
  for (const [protocol, empty, error] of [
    [
      awsQuery,
      `<PutResponse ${namespace}><PutResult/></PutResponse>`,
      '<ErrorResponse><Error><Type>Sender</Type><Code>Gone</Code></Error></ErrorResponse>',
    ],
    [ec2Query, `<PutResponse ${namespace}/>`, '<Response><Errors><Error><Code>Gone</Code></Error></Errors></Response>'],
  ] as const)
    it(`${protocol.id}: sends what has no members`, () => {
      const server = protocol.server(failing)
      assert.equal(xmlOf(server.encodeResponse({ _tag: 'Right', right: nothing })), empty)
      assert.equal(xmlOf(server.encodeResponse({ _tag: 'Left', left: { _tag: 'Gone', value: nothing } })), error)
    })
})
