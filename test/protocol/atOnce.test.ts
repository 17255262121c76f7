/**
 * Good messages are read and written at once, without a tree between bytes and the domain: the formats here have no other way left.
 */
import assert from 'node:assert/strict'
import * as fc from 'fast-check'
import { isPrintable, printCompiled } from '../../lib/compile/printAhead.js'
import type { AnyOperation, Protocol } from '../../lib/index.js'
import { awsJson1_1, awsQuery, ec2Query, restJson1, restXml } from '../../lib/index.js'
import type { Json } from '../../lib/interpret/json.js'
import type { MemberFormat, Reader } from '../../lib/protocol/Format.js'
import { headerErrorWriting, jsonErrorReading, typeErrorWriting } from '../../lib/protocol/jsonErrors.js'
import { jsonEnvelope, jsonFormat } from '../../lib/protocol/jsonFormat.js'
import { queryRequest } from '../../lib/protocol/queryFormat.js'
import type { RestBodies } from '../../lib/protocol/rest.js'
import { restBodyClient } from '../../lib/protocol/restBodyClient.js'
import type { RestClientRules } from '../../lib/protocol/restClient.js'
import { restClient } from '../../lib/protocol/restClient.js'
import * as json from '../../lib/protocol/restJson1Parts.js'
import type { RestServerRules } from '../../lib/protocol/restServer.js'
import { restServer } from '../../lib/protocol/restServer.js'
import * as xml from '../../lib/protocol/restXmlParts.js'
import { rpcClient } from '../../lib/protocol/rpcClient.js'
import { rpcServer } from '../../lib/protocol/rpcServer.js'
import { answerLayout, textOf as elementOf } from '../../lib/protocol/xmlDirect.js'
import { xmlErrorReading, xmlErrorWriting } from '../../lib/protocol/xmlErrors.js'
import { xmlFormat } from '../../lib/protocol/xmlFormat.js'
import type { Schema } from '../../lib/schema/index.js'
import type { Compiled } from '../../lib/shape/index.js'
import * as S from '../../lib/shape/index.js'
import { limited, Prelude as P, shapeOf } from '../../lib/shape/index.js'
import { arbitraryOperation } from '../../lib/testing/bindings.js'
import { arbitrary } from '../../lib/testing/index.js'
import { bytesOf, operationOf, xmlOf } from '../awso/fixture.js'
import { assertLaw, runs } from '../laws/assert.js'
import { plain } from '../laws/rests.js'
import { limitsOf } from '../limits.js'

/** Code is made for a shape from some readings on; until then trees may be needed. */
const enough = 6

interface Watched<P, T> {
  readonly format: MemberFormat<P, T>
  /** From then on, a tree is a failure. */
  readonly forbid: () => void
  /** The schemas that the direct ways were asked for. */
  readonly asked: ReadonlyArray<Schema>
}

const watched = <P, T>(format: MemberFormat<P, T>): Watched<P, T> => {
  let forbidden = false
  const asked: Array<Schema> = []
  const { direct } = format
  assert.ok(direct !== undefined)
  const guarded =
    <A extends ReadonlyArray<unknown>, R>(way: (...given: A) => R) =>
    (...given: A): R => {
      assert.ok(!forbidden, 'this went by way of a tree')
      return way(...given)
    }
  const told =
    <A extends ReadonlyArray<unknown>, R>(way: (schema: Schema, ...given: A) => R) =>
    (schema: Schema, ...given: A): R => {
      asked.push(schema)
      return way(schema, ...given)
    }
  const reader = ({ view, read }: Reader): Reader => ({ view, read: (schema, policy) => guarded(read(schema, policy)) })
  return {
    asked,
    forbid: () => {
      forbidden = true
    },
    format: {
      ...format,
      readers: { server: reader(format.readers.server), client: reader(format.readers.client) },
      write: (schema, policy) => guarded(format.write(schema, policy)),
      members: guarded(format.members),
      parse: guarded(format.parse),
      print: guarded(format.print),
      direct: {
        ...direct,
        read: { server: told(direct.read.server), client: told(direct.read.client) },
        print: told(direct.print),
      },
    },
  }
}

const Inner = S.inferred('com.example#Inner', { text: ['Text', () => P.String] })
const Texts = S.list('com.example#Texts', () => P.String)
const members = { text: ['Text', () => P.String], texts: ['Texts', () => Texts] } as const
const name = { name: ['Name', () => P.String, 0, { httpHeader: 'X-Name' }] } as const

const Alone = S.inferred('com.example#Alone', members)
const Among = S.inferred('com.example#Among', { ...members, ...name })
const Held = S.inferred('com.example#Held', { ...name, inner: ['Inner', () => Inner, 0, { httpPayload: true }] })
const Listed = S.inferred('com.example#Listed', { ...name, texts: ['Texts', () => Texts, 0, { httpPayload: true }] })
const Refused = S.inferred('com.example#Refused', members, { error: 'client' })

const value = { text: 'a', texts: ['b', 'c'] }

type Halves = Pick<Protocol, 'client' | 'server'>

/** What the halves write is what `full` writes, and they read it back. */
const crossing = (halves: Halves, full: Halves, op: AnyOperation, sent: unknown): (() => void) => {
  const [client, server] = [halves.client(op), halves.server(op)]
  const right = { _tag: 'Right', right: sent } as const
  return () => {
    const request = client.encodeRequest(sent)
    assert.deepEqual(request, full.client(op).encodeRequest(sent))
    assert.ok('_tag' in request && request._tag === 'Right')
    assert.deepEqual(server.decodeRequest(request.right), right)
    const answer = server.encodeResponse(right)
    assert.deepEqual(answer, full.server(op).encodeResponse(right))
    assert.deepEqual(client.decodeResponse(answer), right)
  }
}

/** The same again and again, at last without trees. */
const comesToNeedNone = (forbid: () => void, cross: () => void): void => {
  for (let i = 0; i < enough; i++) cross()
  forbid()
  cross()
}

const jsonRules = { errors: headerErrorWriting, emptyAnswer: 'document', soleNamedParams: 'kept' } as const
const xmlRules = {
  errors: xmlErrorWriting({ way: () => ['Error'], type: true, requestId: 'RequestId', queryCodes: false }),
  emptyAnswer: 'type',
  soleNamedParams: 'dropped',
} as const

const rest = <P, T>(bodies: RestBodies<P, T>, client: RestClientRules<T>, server: RestServerRules<P, T>) => {
  const { format, ...rest } = watched(bodies.format)
  const made = { ...bodies, format }
  return { ...rest, bodies: made, halves: { client: restClient(made, client), server: restServer(made, server) } }
}

const jsonRest = () => rest(json.bodies, json.rules, jsonRules)
const xmlRest = () => rest(xml.bodies, xml.rules, xmlRules)

const both = (shape: S.AnyShape, uri = '/') =>
  operationOf(shape, { http: { method: 'PUT', uri, code: 200 } }, { output: shape, errors: [Refused] })

describe('at once, without a tree', () => {
  const messages: ReadonlyArray<readonly [string, AnyOperation, unknown]> = [
    ['a body that is the message', both(Alone), value],
    ['such a body and a query', both(Alone, '/?x=y'), value],
    ['such a body and a host', operationOf(Alone, { hostPrefix: 'a.' }, { output: Alone }), value],
    ['members of a body beside others', both(Among), { ...value, name: 'n' }],
    ['a payload', both(Listed), { texts: ['a'], name: 'n' }],
  ]
  for (const [title, op, sent] of messages) {
    it(`JSON: ${title}`, () => {
      const { halves, forbid } = jsonRest()
      comesToNeedNone(forbid, crossing(halves, restJson1, op, sent))
    })
    if (op.input !== Listed)
      it(`XML: ${title}`, () => {
        const { halves, forbid } = xmlRest()
        comesToNeedNone(forbid, crossing(halves, restXml, op, sent))
      })
  }

  it('XML: a structure for a payload', () => {
    const { halves, forbid } = xmlRest()
    comesToNeedNone(forbid, crossing(halves, restXml, both(Held), { inner: { text: 'a' }, name: 'n' }))
  })

  it('the schema of a body that is the message is the message’s own, whose code may be printed ahead of time', () => {
    const { halves, asked } = jsonRest()
    const traits = { hostPrefix: 'a.', http: { method: 'PUT', uri: '/?x=y', code: 200 } }
    crossing(halves, restJson1, operationOf(Alone, traits, { output: Alone }), value)()
    assert.ok(asked.length > 0 && asked.every((schema) => schema === Alone.schema))
  })

  it('a client asks once for what it keeps', () => {
    for (const { halves, asked } of [jsonRest(), xmlRest()]) {
      const client = halves.client(both(Alone))
      for (let i = 0; i < 3; i++) {
        client.encodeRequest(value)
        client.decodeResponse({ status: 200, headers: [], body: bytesOf('') })
      }
      // One to write, one to read.
      assert.deepEqual(asked, [Alone.schema, Alone.schema])
    }
  })

  it('XML of just as many bytes as its reader takes, with a mark of byte order or without', () => {
    for (const text of ['<Alone><Text>a</Text></Alone>', '\ufeff<Alone><Text>a</Text></Alone>']) {
      const { halves, forbid } = xmlRest()
      const body = bytesOf(text)
      assert.ok(body._tag === 'Bytes')
      const output = limited(Alone, limitsOf({ size: body.bytes.length }))
      const { decodeResponse } = halves.client(operationOf(Alone, {}, { output }))
      forbid()
      assert.deepEqual(decodeResponse({ status: 200, headers: [], body }), { _tag: 'Right', right: { text: 'a' } })
    }
  })

  it('errors of JSON', () => {
    const { forbid, bodies } = jsonRest()
    const op = both(Alone)
    const answer = restJson1.server(op).encodeResponse({ _tag: 'Left', left: { _tag: 'Refused', value } })
    // What an answer says of itself is found in its document; its members need none.
    const parse: typeof bodies.format.parse = json.format.parse
    const { decodeResponse } = restClient({ ...bodies, format: { ...bodies.format, parse } }, json.rules)(op)
    comesToNeedNone(forbid, () => {
      const read = decodeResponse(answer)
      assert.ok(read._tag === 'Left' && read.left._tag === 'Refused' && 'value' in read.left)
      assert.deepEqual(read.left.value, value)
    })
  })

  const alone = <P, T>(full: Protocol, bodies: RestBodies<P, T>, rules: RestClientRules<T>): void => {
    const { format, forbid } = watched(bodies.format)
    const op = both(Alone)
    const { encodeRequest, decodeResponse } = restBodyClient({ ...bodies, format }, rules)(op)
    const answer = full.server(op).encodeResponse({ _tag: 'Right', right: value })
    comesToNeedNone(forbid, () => {
      assert.deepEqual(encodeRequest(value), full.client(op).encodeRequest(value))
      assert.deepEqual(decodeResponse(answer), { _tag: 'Right', right: value })
    })
  }
  it('a client of bodies alone writes the same by the walk', () => {
    const op = both(Alone)
    const odd = { text: '\u0000' }
    const same = <P, T>(full: Protocol, bodies: RestBodies<P, T>, rules: RestClientRules<T>): void => {
      const { direct: _, ...format } = bodies.format
      const { encodeRequest } = restBodyClient({ ...bodies, format }, rules)(op)
      assert.deepEqual(encodeRequest(value), full.client(op).encodeRequest(value))
      assert.deepEqual(plain(encodeRequest(odd)), plain(full.client(op).encodeRequest(odd)))
    }
    same(restJson1, json.bodies, json.rules)
    same(restXml, xml.bodies, xml.rules)
  })

  it('JSON: a client of bodies alone', () => alone(restJson1, json.bodies, json.rules))
  it('XML: a client of bodies alone', () => alone(restXml, xml.bodies, xml.rules))

  it('JSON over RPC', () => {
    const halvesOf = (format: MemberFormat<Json, Json>): Halves => {
      const half = { format, envelope: jsonEnvelope }
      const parts = { request: half, answer: half, headers: () => [], unitBody: true }
      const errors = typeErrorWriting(() => '')
      return {
        client: rpcClient({ ...parts, errors: jsonErrorReading, total: () => true, path: () => '/' }),
        server: rpcServer({ ...parts, errors, typesEmptyAnswers: true, statusOf: ({ status }) => status }),
      }
    }
    const { format, forbid } = watched(jsonFormat('application/json', false))
    const [quick, full] = [halvesOf(format), halvesOf(jsonFormat('application/json', false))]
    comesToNeedNone(forbid, crossing(quick, full, both(Alone), value))
    const { direct: _, ...walking } = jsonFormat('application/json', false)
    crossing(halvesOf(walking), full, both(Alone), value)()
  })

  for (const [protocol, dialect, child] of [
    [awsQuery, 'aws', 'PutResult'],
    [ec2Query, 'ec2', undefined],
  ] as const)
    it(`${protocol.id}: a form out, XML out and in`, () => {
      const layout = answerLayout(
        () => child,
        (id) => elementOf('Id', id),
      )
      const request = queryRequest(dialect)
      const [asked, answered] = [
        watched({ ...request.format, members: () => assert.fail('members of a form') }),
        watched(xmlFormat('text/xml', layout)),
      ]
      const envelope = { wrap: () => assert.fail('wrapped'), open: () => assert.fail('opened') }
      const parts = {
        request: { ...request, format: asked.format },
        answer: { format: answered.format, envelope },
        headers: () => [],
        unitBody: true,
      }
      const op = both(Alone)
      const errors = xmlRules.errors
      const client = rpcClient({ ...parts, errors: xmlErrorReading(false), total: () => false, path: () => '/' })(op)
      const server = rpcServer({ ...parts, errors, typesEmptyAnswers: true, statusOf: ({ status }) => status })(op)
      const inside = '<Text>a</Text><Texts><member>b</member><member>c</member></Texts>'
      const held = child === undefined ? inside : `<${child}>${inside}</${child}>`
      asked.forbid()
      answered.forbid()
      assert.deepEqual(client.encodeRequest(value), protocol.client(op).encodeRequest(value))
      const answer = server.encodeResponse({ _tag: 'Right', right: value }, { requestId: 'r' })
      assert.equal(xmlOf(answer), `<PutResponse xmlns="https://example.com/doc/">${held}<Id>r</Id></PutResponse>`)
      assert.deepEqual(client.decodeResponse(answer), { _tag: 'Right', right: value })
    })
})

describe('a body that is the message', () => {
  const marker = { marked: true }
  /** A format that takes anything as the marker and writes anything as one byte, and can do no more. */
  const marking = <P, T>(format: MemberFormat<P, T>): MemberFormat<P, T> => {
    const no = (): never => assert.fail('nothing else is asked')
    return {
      ...format,
      direct: {
        read: { server: () => () => marker, client: () => () => marker },
        print: () => () => Uint8Array.of(7),
      },
      write: () => no,
      members: no,
      parse: no,
      print: no,
    }
  }
  const bytes = { _tag: 'Bytes', bytes: Uint8Array.of(7) } as const

  it('is handed on as the format gives it, both ways', () => {
    const op = both(Alone, '/?x=y')
    const bodies = { ...json.bodies, format: marking(json.format) }
    const client = restClient(bodies, json.rules)(op)
    const server = restServer(bodies, jsonRules)(op)
    // What is no record is looked at by none but the format.
    const request = client.encodeRequest('anything')
    assert.ok('_tag' in request && request._tag === 'Right')
    assert.deepEqual(request.right.body, bytes)
    assert.equal(request.right.query, 'x=y')
    const got = server.decodeRequest({ ...request.right, query: '' })
    assert.ok(got._tag === 'Right' && got.right === marker)
    const answer = server.encodeResponse({ _tag: 'Right', right: 'anything' })
    assert.deepEqual(answer.body, bytes)
    const back = client.decodeResponse(answer)
    assert.ok(back._tag === 'Right' && back.right === marker)
  })
})

/** The shape with its code printed, as generated modules have it. */
const printed = ({ schema }: S.AnyShape): S.AnyShape => {
  if (schema._tag !== 'structure' || !isPrintable(schema)) return shapeOf(schema)
  const compiled = new Function(`return ${printCompiled({ ...schema })}`)() as Compiled
  return shapeOf({ ...schema, traits: { ...schema.traits, compiled } })
}

describe('law 5: code that was printed ahead of time for whole structures', () => {
  const limits = { depth: 2, items: 2 } as const
  const exchanges = arbitraryOperation(fc)({ names: 'any' }).chain((operation) =>
    fc.record({
      operation: fc.constant(operation),
      input: arbitrary(fc)(operation.input.schema, limits),
      output: arbitrary(fc)(operation.output.schema, limits),
    }),
  )
  for (const protocol of [restJson1, awsJson1_1])
    it(`${protocol.id}: writes and reads what the walk does, members outside the body among them`, () => {
      assertLaw(
        fc.property(exchanges, ({ operation, input, output }) => {
          const ahead = { ...operation, input: printed(operation.input), output: printed(operation.output) }
          const right = { _tag: 'Right', right: output } as const
          const request = protocol.client(operation).encodeRequest(input)
          assert.deepEqual(plain(protocol.client(ahead).encodeRequest(input)), plain(request))
          if ('_tag' in request && request._tag === 'Right')
            assert.deepEqual(
              plain(protocol.server(ahead).decodeRequest(request.right)),
              plain(protocol.server(operation).decodeRequest(request.right)),
            )
          const answer = protocol.server(operation).encodeResponse(right)
          assert.deepEqual(protocol.server(ahead).encodeResponse(right), answer)
          assert.deepEqual(
            plain(protocol.client(ahead).decodeResponse(answer)),
            plain(protocol.client(operation).decodeResponse(answer)),
          )
        }),
        { numRuns: Math.min(runs, 100) },
      )
    })
})
