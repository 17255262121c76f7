/**
 * Law 5 for whole messages: a format with direct ways and the same format without them write the same bytes and read the same
 * values and issues, wherever in a message the format's part lies.
 */
import assert from 'node:assert/strict'
import * as fc from 'fast-check'
import { domainWriting, exactView } from '../../lib/compile/domain.js'
import { tolerant, trusted } from '../../lib/compile/Policy.js'
import { isRefused } from '../../lib/compile/Run.js'
import { isRecord } from '../../lib/compile/records.js'
import { startWalk, walker } from '../../lib/compile/walk.js'
import { writeForm } from '../../lib/format/form.js'
import type { XmlElement } from '../../lib/format/xml.js'
import { childrenNamed, element, readBySaxes, textElement, writeXmlBytes } from '../../lib/format/xml.js'
import type { HttpResponse } from '../../lib/http/index.js'
import { bytesBody, bytesOf } from '../../lib/http/index.js'
import type { AnyOperation } from '../../lib/index.js'
import { awsQuery, ec2Query } from '../../lib/index.js'
import type { Dialect } from '../../lib/interpret/query.js'
import { pairsOf, queryWriting } from '../../lib/interpret/query.js'
import type { XmlPart } from '../../lib/interpret/xml.js'
import { xmlView, xmlWriting } from '../../lib/interpret/xml.js'
import type { Protocol } from '../../lib/protocol/Protocol.js'
import { answerOf, childrenOf } from '../../lib/protocol/xmlFormat.js'
import { nameOf } from '../../lib/schema/Schema.js'
import { shapeOf } from '../../lib/shape/index.js'
import type { NameStyle } from '../../lib/testing/bindings.js'
import { arbitraryOperation } from '../../lib/testing/bindings.js'
import { arbitrary, garbage } from '../../lib/testing/index.js'
import { assertLaw, dearRuns, runs } from './assert.js'
import { plain, rests } from './rests.js'

const limits = { depth: 3, items: 3 } as const

/** What nests without end is outside the domain of writers, which recurse. */
const attempt = (write: () => unknown): unknown => {
  try {
    return plain(write())
  } catch (error) {
    if (error instanceof RangeError || error instanceof TypeError) return undefined
    throw error
  }
}

/** Often enough for code to be made. */
const enough = 6

const exchanges = (names: NameStyle) =>
  arbitraryOperation(fc)({ names }).chain((operation) =>
    fc.record({
      operation: fc.constant(operation),
      input: arbitrary(fc)(operation.input.schema, limits),
      output: arbitrary(fc)(operation.output.schema, limits),
      error: fc
        .constantFrom(...operation.errors)
        .chain(({ schema }) => arbitrary(fc)(schema, limits).map((value) => ({ _tag: nameOf(schema.id), value }))),
      bad: garbage(fc)(shapeOf(operation.input.schema)),
      at: fc.nat(),
      put: fc.constantFrom('', '<', '"', '1', 'x', '<a/>', ',', '&amp;', '>'),
    }),
  )

/** Bytes with a piece cut out and another put in. */
const damaged = (bytes: Uint8Array, at: number, put: string): Uint8Array => {
  const text = new TextDecoder().decode(bytes)
  const place = text.length === 0 ? 0 : at % text.length
  return new TextEncoder().encode(text.slice(0, place) + put + text.slice(place + 2))
}

// -------------------------------------------------------------------------------------
// REST
// -------------------------------------------------------------------------------------

describe('law 5: messages of REST', () => {
  for (const [name, names, [fast, slow]] of rests)
    it(name, () => {
      assertLaw(
        fc.property(exchanges(names), ({ operation, input, output, error, bad, at, put }) => {
          assert.ok(fast && slow)
          const [quick, walked] = [fast.client(operation), slow.client(operation)]
          const [quickly, slowly] = [fast.server(operation), slow.server(operation)]
          for (let n = 0; n < enough; n++) {
            const request = quick.encodeRequest(input)
            assert.deepEqual(plain(request), plain(walked.encodeRequest(input)))
            if (!('_tag' in request) || request._tag !== 'Right') continue
            assert.deepEqual(plain(quickly.decodeRequest(request.right)), plain(slowly.decodeRequest(request.right)))
            const answer = quickly.encodeResponse({ _tag: 'Right', right: output }, { requestId: 'r' })
            assert.deepEqual(answer, slowly.encodeResponse({ _tag: 'Right', right: output }, { requestId: 'r' }))
            assert.deepEqual(plain(quick.decodeResponse(answer)), plain(walked.decodeResponse(answer)))
            const refusal = quickly.encodeResponse({ _tag: 'Left', left: error })
            assert.deepEqual(refusal, slowly.encodeResponse({ _tag: 'Left', left: error }))
            assert.deepEqual(plain(quick.decodeResponse(refusal)), plain(walked.decodeResponse(refusal)))
            if (request.right.body._tag !== 'Bytes') continue
            const other = { ...request.right, body: bytesBody(damaged(bytesOf(request.right.body), at, put)) }
            assert.deepEqual(plain(quickly.decodeRequest(other)), plain(slowly.decodeRequest(other)))
            const broken = { ...answer, body: bytesBody(damaged(bytesOf(answer.body), at, put)) }
            for (const status of [answer.status, 418])
              assert.deepEqual(
                plain(quick.decodeResponse({ ...broken, status })),
                plain(walked.decodeResponse({ ...broken, status })),
              )
          }
          // What is no record at all is outside the domain of messages, and so is what either way finds too deep.
          const sent = isRecord(bad) ? [quick, walked].map((one) => attempt(() => one.encodeRequest(bad))) : []
          if (!sent.includes(undefined)) assert.deepEqual(sent[0], sent[1])
        }),
        { numRuns: Math.min(runs, 1000) },
      )
    })
})

// -------------------------------------------------------------------------------------
// query
// -------------------------------------------------------------------------------------

interface Query {
  readonly protocol: Protocol
  readonly dialect: Dialect
  readonly wrap: (children: ReadonlyArray<XmlElement>, operation: AnyOperation, requestId: string) => XmlElement
  readonly open: (document: XmlElement, operation: AnyOperation) => unknown
}

const queries: Readonly<Record<string, Query>> = {
  awsQuery: {
    protocol: awsQuery,
    dialect: 'aws',
    wrap: (children, { name, service }, requestId) =>
      answerOf(
        [element(`${name}Result`, children), element('ResponseMetadata', [textElement('RequestId', requestId)])],
        `${name}Response`,
        service,
      ),
    open: (document, { name }) => childrenNamed(document, `${name}Result`)[0],
  },
  ec2Query: {
    protocol: ec2Query,
    dialect: 'ec2',
    wrap: (children, { name, service }, requestId) =>
      answerOf([...children, textElement('requestId', requestId)], `${name}Response`, service),
    open: (document) => document,
  },
}

const xmlWriter = walker(exactView, xmlWriting)
const xmlReader = walker(xmlView(true), domainWriting)
const formWriters = {
  aws: walker(exactView, queryWriting('aws')),
  ec2: walker(exactView, queryWriting('ec2')),
}

const formOf = (dialect: Dialect, { name, service, input }: AnyOperation, given: unknown): Uint8Array | undefined => {
  const { result, run } = startWalk(formWriters[dialect], input.schema, trusted, given)
  if (isRefused(run) || typeof result === 'symbol') return undefined
  const pairs = [['Action', name], ['Version', service.version], ...pairsOf(result, '', false, dialect)] as const
  return new TextEncoder().encode(writeForm(pairs as Parameters<typeof writeForm>[0]))
}

/** The value of an answer by tree and walk; `undefined` where it is refused, or has no members' node. */
const answered = (open: Query['open'], operation: AnyOperation, { body }: HttpResponse): unknown => {
  const document = readBySaxes(new TextDecoder().decode(bytesOf(body)))
  const node = document._tag === 'Left' ? undefined : open(document.right, operation)
  if (node === undefined) return undefined
  const { result, run } = startWalk(xmlReader, operation.output.schema, tolerant, node)
  return isRefused(run) ? undefined : result
}

describe('law 5: messages of the query protocols', () => {
  for (const [name, { protocol, dialect, wrap, open }] of Object.entries(queries))
    it(name, () => {
      const counts = { written: 0, answered: 0 }
      assertLaw(
        fc.property(exchanges('form'), ({ operation, input, output, bad, at, put }) => {
          const client = protocol.client(operation)
          const server = protocol.server(operation)
          for (const given of [input, bad]) {
            const wanted = attempt(() => formOf(dialect, operation, given))
            const request = attempt(() => client.encodeRequest(given)) as ReturnType<typeof client.encodeRequest>
            if (request === undefined || (wanted === undefined && given === bad)) continue
            const bytes = '_tag' in request && request._tag === 'Right' ? bytesOf(request.right.body) : undefined
            assert.deepEqual(bytes, wanted)
            if (bytes !== undefined) counts.written++
          }
          const { result, run } = startWalk(xmlWriter, operation.output.schema, trusted, output)
          if (isRefused(run)) return
          const answer = server.encodeResponse({ _tag: 'Right', right: output }, { requestId: 'r&1' })
          const document = wrap(childrenOf(result as XmlPart), operation, 'r&1')
          assert.deepEqual(bytesOf(answer.body), writeXmlBytes(document))
          for (const response of [answer, { ...answer, body: bytesBody(damaged(bytesOf(answer.body), at, put)) }]) {
            const wanted = answered(open, operation, response)
            const read = client.decodeResponse(response)
            if (wanted === undefined) continue
            assert.deepEqual(read, { _tag: 'Right', right: wanted })
            counts.answered++
          }
        }),
        { numRuns: dearRuns },
      )
      console.log(`        ${counts.written} written, ${counts.answered} answered`)
      assert.ok(counts.written > 500 && counts.answered > 500)
    })
})
