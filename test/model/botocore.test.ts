/**
 * botocore's models and their minified form: words become traits, inline shapes get names, mistakes have paths.
 */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { AnyOperation, Service } from '../../lib/index.js'
import type { BotocoreOptions } from '../../lib/model/index.js'
import { readBotocore, readModel } from '../../lib/model/index.js'
import type { Member, Schema } from '../../lib/schema/index.js'
import { isStream, membersOf } from '../../lib/schema/index.js'
import { describeShared } from '../shared.js'

const metadata = { apiVersion: '2020-01-02', endpointPrefix: 'things', protocol: 'rest-json', serviceId: 'My Things' }

const model = (shapes: unknown, more: Readonly<Record<string, unknown>> = {}, meta: object = {}): unknown => ({
  version: '2.0',
  metadata: { ...metadata, ...meta },
  operations: { Op: { name: 'Op', http: { method: 'POST', requestUri: '/' }, input: { shape: 'In' }, ...more } },
  shapes,
})

const open = (json: unknown, options?: BotocoreOptions): Service => {
  const read = readBotocore(json, options)
  assert.deepEqual(read._tag === 'Left' ? read.left : [], [])
  return (read._tag === 'Right' ? read.right[0] : undefined) as Service
}

const operationOf = (json: unknown): AnyOperation => open(json).operations[0] as AnyOperation

const inputOf = (json: unknown): Schema => operationOf(json).input.schema

const memberOf = (schema: Schema, name: string): Member =>
  membersOf(schema).find((member) => member.name === name) as Member

const told = (json: unknown): ReadonlyArray<string> => {
  const read = readBotocore(json)
  return read._tag === 'Left' ? read.left.map(({ path, code }) => `${path.join('/')} ${code}`).sort() : []
}

const text = { type: 'string' }

describe('botocore: services and operations', () => {
  it('a service is what its metadata says', () => {
    const service = open(
      model({ In: { type: 'structure', members: {} } }, {}, { xmlNamespace: 'urn:x', awsQueryCompatible: {} }),
    )
    assert.deepEqual(
      { ...service, operations: service.operations.length },
      {
        _tag: 'Service',
        id: 'com.amazonaws.mythings#MyThings',
        version: '2020-01-02',
        sdkId: 'My Things',
        protocols: { 'aws.protocols#restJson1': {} },
        xmlNamespace: { uri: 'urn:x' },
        queryCompatible: true,
        operations: 1,
      },
    )
  })

  it('protocols, all of them; the version of JSON tells two apart; the target names the service', () => {
    const spoken = (meta: object) => {
      const { id, protocols } = open(model({ In: { type: 'structure', members: {} } }, {}, meta))
      return [id.slice(id.indexOf('#') + 1), ...Object.keys(protocols)]
    }
    assert.deepEqual(spoken({ protocol: 'json', jsonVersion: '1.0', targetPrefix: 'Things_2020' }), [
      'Things_2020',
      'aws.protocols#awsJson1_0',
    ])
    assert.deepEqual(spoken({ protocol: 'json', jsonVersion: '1.1' }), ['MyThings', 'aws.protocols#awsJson1_1'])
    assert.deepEqual(
      spoken({
        protocol: 'smithy-rpc-v2-cbor',
        protocols: ['smithy-rpc-v2-cbor', 'json', 'query'],
        jsonVersion: '1.0',
      }),
      ['MyThings', 'smithy.protocols#rpcv2Cbor', 'aws.protocols#awsJson1_0', 'aws.protocols#awsQuery'],
    )
    assert.deepEqual(spoken({ protocol: 'ec2' }), ['MyThings', 'aws.protocols#ec2Query'])
  })

  it('a namespace that all roots and payloads name is the service’s', () => {
    const shapes = {
      In: {
        type: 'structure',
        payload: 'a',
        members: { a: { shape: 'A', locationName: 'B', xmlNamespace: { uri: 'urn:x' } } },
      },
      A: { type: 'structure', members: {} },
    }
    const xml = { protocol: 'rest-xml' }
    assert.deepEqual(open(model(shapes, {}, xml)).xmlNamespace, { uri: 'urn:x' })
    assert.equal(
      open(model(shapes, { input: { shape: 'In', locationName: 'R', xmlNamespace: { uri: 'urn:y' } } }, xml))
        .xmlNamespace,
      undefined,
    )
  })

  it('operations: labels by member, prefix, encodings, checksum; other words under botocore’s own', () => {
    const { traits } = operationOf(
      model(
        {
          In: { type: 'structure', members: { Thing: { shape: 'S', location: 'uri', locationName: 'thing-id' } } },
          S: text,
        },
        {
          http: { method: 'PUT', requestUri: '/things/{thing-id+}?x=y', responseCode: 201 },
          endpoint: { hostPrefix: 'data.' },
          requestcompression: { encodings: ['gzip'] },
          httpChecksum: { requestChecksumRequired: true },
          documentation: 'Makes one.',
          idempotent: true,
          authtype: 'none',
        },
      ),
    )
    const { md5, ...rest } = traits
    assert.equal(typeof md5, 'function')
    assert.deepEqual(rest, {
      http: { method: 'PUT', uri: '/things/{Thing+}?x=y', code: 201 },
      hostPrefix: 'data.',
      compression: ['gzip'],
      documentation: 'Makes one.',
      other: {
        'smithy.api#idempotent': {},
        'aws.protocols#httpChecksum': { requestChecksumRequired: true },
        'botocore#authtype': 'none',
      },
    })
  })

  it('an operation, a service and a shape of one name are three', () => {
    const service = open({
      metadata: { ...metadata, serviceId: 'Op' },
      operations: { Op: { name: 'Op', input: { shape: 'Op' } } },
      shapes: { Op: { type: 'structure', members: {} } },
    })
    assert.deepEqual(
      [service.id, service.operations[0]?.id, service.operations[0]?.input.schema.id],
      ['com.amazonaws.op.service#Op', 'com.amazonaws.op.operations#Op', 'com.amazonaws.op#Op'],
    )
  })
})

describe('botocore: shapes and members', () => {
  const types = [
    'string',
    'character',
    'integer',
    'long',
    'short',
    'byte',
    'float',
    'double',
    'boolean',
    'blob',
    'timestamp',
    'bigdecimal',
    'biginteger',
  ]

  it('kinds', () => {
    const shapes = Object.fromEntries(types.map((type) => [type, { type }]))
    const members = Object.fromEntries([...types, 'd', 'u', 'e', 'l', 'm'].map((name) => [name, { shape: name }]))
    const input = inputOf(
      model({
        ...shapes,
        d: { type: 'structure', document: true, members: {} },
        u: { type: 'structure', union: true, members: { a: { shape: 'string' } } },
        e: { type: 'string', enum: ['a.b', 'a-b', '1', ''] },
        l: { type: 'list', member: { shape: 'string' } },
        m: { type: 'map', key: { shape: 'string' }, value: { shape: 'l' } },
        In: { type: 'structure', members },
      }),
    )
    assert.deepEqual(
      membersOf(input).map((member) => member.target()._tag),
      [
        'string',
        'string',
        'integer',
        'long',
        'short',
        'byte',
        'float',
        'double',
        'boolean',
        'blob',
        'timestamp',
        'bigDecimal',
        'bigInteger',
        'document',
        'union',
        'enum',
        'list',
        'map',
      ],
    )
    const listed = memberOf(input, 'e').target()
    assert.deepEqual(listed._tag === 'enum' ? listed.values.map(({ name, value }) => [name, value]) : [], [
      ['a_b', 'a.b'],
      ['a_b_', 'a-b'],
      ['_1', '1'],
      ['_', ''],
    ])
  })

  it('bounds are lengths or ranges; patterns get their anchors back and keep their text', () => {
    const shapes = {
      S: { type: 'string', min: 1, max: 5, pattern: 'a|b' },
      N: { type: 'integer', min: 1 },
      In: { type: 'structure', members: { s: { shape: 'S' }, n: { shape: 'N' } } },
    }
    const traitsIn = (options?: BotocoreOptions) =>
      membersOf((open(model(shapes), options).operations[0] as AnyOperation).input.schema).map(
        (member) => member.target().traits,
      )
    assert.deepEqual(traitsIn(), [
      { length: { min: 1, max: 5 }, pattern: '^(?:a|b)$', other: { 'botocore#pattern': 'a|b' } },
      { range: { min: 1 } },
    ])
    assert.deepEqual(traitsIn({ patterns: 'asWritten' })[0], { length: { min: 1, max: 5 }, pattern: 'a|b' })
  })

  const bound = (protocol: string) =>
    Object.fromEntries(
      membersOf(
        inputOf(
          model(
            {
              S: text,
              M: { type: 'map', key: { shape: 'S' }, value: { shape: 'S' } },
              B: { type: 'blob' },
              F: { type: 'list', flattened: true, member: { shape: 'S', locationName: 'item' } },
              In: {
                type: 'structure',
                required: ['q'],
                payload: 'body',
                members: {
                  u: { shape: 'S', location: 'uri' },
                  q: { shape: 'S', location: 'querystring', locationName: 'the-q' },
                  qs: { shape: 'M', location: 'querystring' },
                  h: { shape: 'S', location: 'header', locationName: 'X-H', idempotencyToken: true },
                  hs: { shape: 'M', location: 'headers', locationName: 'X-M-' },
                  j: { shape: 'S', location: 'header', locationName: 'X-J', jsonvalue: true },
                  body: { shape: 'B', streaming: true },
                  n: { shape: 'S', locationName: 'N' },
                  same: { shape: 'S', locationName: 'same' },
                  f: { shape: 'F' },
                  a: { shape: 'S', xmlAttribute: true, locationName: 'xsi:type' },
                  host: { shape: 'S', hostLabel: true, box: true },
                  old: { shape: 'S', deprecated: true, deprecatedMessage: 'use n', deprecatedSince: '2024' },
                  odd: { shape: 'S', contextParam: { name: 'Odd' } },
                },
              },
            },
            { http: { method: 'POST', requestUri: '/{u}' } },
            { protocol },
          ),
        ),
      ).map((member) => [
        member.name,
        {
          ...member.traits,
          ...(member.required ? { required: true } : {}),
          ...(isStream(member) ? { streams: true } : {}),
        },
      ]),
    )

  it('members are bound as they say, and named as their protocol names', () => {
    const same = {
      u: { httpLabel: true, required: true },
      q: { httpQuery: 'the-q', required: true },
      qs: { httpQueryParams: true },
      h: { httpHeader: 'X-H', idempotencyToken: true },
      hs: { httpPrefixHeaders: 'X-M-' },
      j: { httpHeader: 'X-J', mediaType: 'application/json' },
      body: { httpPayload: true, streaming: true, streams: true },
      f: { xmlFlattened: true },
      host: { hostLabel: true },
      old: { deprecated: { message: 'use n', since: '2024' } },
      odd: { other: { 'botocore#contextParam': { name: 'Odd' } } },
    }
    assert.deepEqual(bound('rest-json'), {
      ...same,
      n: { jsonName: 'N' },
      same: {},
      a: { jsonName: 'xsi:type', xmlAttribute: true },
    })
    // A payload's own name is the name of its root.
    assert.deepEqual(bound('rest-xml'), {
      ...same,
      n: { xmlName: 'N' },
      same: { xmlName: 'same' },
      a: { xmlName: 'xsi:type', xmlAttribute: true },
    })
  })

  it('errors say whose fault they are, by which status and code', () => {
    const shapes = {
      In: { type: 'structure', members: {} },
      A: { type: 'structure', members: {}, exception: true },
      B: {
        type: 'structure',
        members: {},
        exception: true,
        fault: true,
        error: { httpStatusCode: 503, code: 'Busy' },
        retryable: { throttling: true },
      },
      C: { type: 'structure', members: {}, exception: true, error: { httpStatusCode: 404, senderFault: true } },
    }
    const { errors } = operationOf(model(shapes, { errors: [{ shape: 'A' }, { shape: 'B' }, { shape: 'C' }] }))
    assert.deepEqual(
      errors.map(({ schema }) => schema.traits),
      [
        { error: 'client' },
        {
          error: 'server',
          httpError: 503,
          retryable: { throttling: true },
          awsQueryError: { code: 'Busy', httpResponseCode: 503 },
        },
        { error: 'client', httpError: 404 },
      ],
    )
  })

  it('event streams and their parts', () => {
    const input = inputOf(
      model({
        In: { type: 'structure', payload: 'events', members: { events: { shape: 'Events' } } },
        Events: { type: 'structure', eventstream: true, members: { chunk: { shape: 'Chunk' } } },
        Chunk: {
          type: 'structure',
          event: true,
          payload: 'bytes',
          members: { bytes: { shape: 'B', eventpayload: true }, kind: { shape: 'S', eventheader: true } },
        },
        B: { type: 'blob' },
        S: text,
      }),
    )
    const events = memberOf(input, 'events')
    assert.ok(isStream(events))
    const chunk = memberOf(events.target(), 'chunk').target()
    assert.deepEqual(
      membersOf(chunk).map(({ name, traits }) => [name, traits]),
      [
        ['bytes', { eventPayload: true }],
        ['kind', { eventHeader: true }],
      ],
    )
  })
})

describe('botocore: the minified form', () => {
  it('inline shapes get the names of their places; types that say themselves are left out', () => {
    const service = open({
      metadata,
      operations: {
        Put: {
          http: { requestUri: '/{Id}' },
          input: {
            type: 'structure',
            required: ['Id'],
            members: {
              Id: { location: 'uri', locationName: 'Id', sensitive: true },
              Tags: {
                locationName: 'tags',
                type: 'list',
                member: { type: 'structure', members: { Key: {}, Deep: { shape: 'Shared' } } },
              },
              Token: { idempotencyToken: true },
              When: { type: 'timestamp', timestampFormat: 'iso8601', location: 'querystring', locationName: 'when' },
            },
          },
          output: { shape: 'Shared' },
        },
      },
      shapes: {
        Put_Token: text,
        Shared: {
          type: 'structure',
          members: { Self: { shape: 'Shared' }, Map: { type: 'map', key: {}, value: { type: 'long' } } },
        },
      },
    })
    const [operation] = service.operations
    assert.deepEqual(operation?.traits.http, { method: 'POST', uri: '/{Id}', code: 200 })
    const input = operation?.input.schema as Schema
    assert.deepEqual(
      membersOf(input).map((member) => [
        member.name,
        member.target().id.replace(/.*#/, ''),
        member.target()._tag,
        member.traits,
        member.target().traits,
      ]),
      [
        ['Id', 'PutInput_Id', 'string', { httpLabel: true }, { sensitive: true }],
        ['Tags', 'PutInput_Tags', 'list', { jsonName: 'tags' }, {}],
        ['Token', 'PutInput_Token', 'string', { idempotencyToken: true }, {}],
        ['When', 'PutInput_When', 'timestamp', { httpQuery: 'when' }, { timestampFormat: 'date-time' }],
      ],
    )
    const item = membersOf(memberOf(input, 'Tags').target())[0]?.target() as Schema
    assert.deepEqual(
      membersOf(item).map((member) => member.target().id.replace(/.*#/, '')),
      ['PutInput_Tags_member_Key', 'Shared'],
    )
    assert.equal(memberOf(operation?.output.schema as Schema, 'Self').target(), operation?.output.schema)
  })

  it('a name that is taken gets a number', () => {
    const input = inputOf({
      metadata,
      operations: { Op: { input: { type: 'structure', members: { a: {}, b: { shape: 'OpInput_a' } } } } },
      shapes: { OpInput_a: { type: 'long' }, OpInput: text },
    })
    assert.deepEqual(
      [input.id, ...membersOf(input).map((member) => member.target().id)].map((id) => id.replace(/.*#/, '')),
      ['OpInput_2', 'OpInput_2_a', 'OpInput_a'],
    )
  })
})

describe('botocore: mistakes', () => {
  it('are told with their paths, all at once', () => {
    assert.deepEqual(
      told(
        model(
          {
            In: { type: 'structure', members: { a: { shape: 'Gone' }, b: 1, c: { shape: 3 }, d: {} } },
            A: { type: 'list' },
            B: { type: 'tuple' },
            C: null,
            D: {},
            E: { type: 'map', key: { shape: 'S' } },
            S: { type: 'string', min: 'x', max: -1 },
            F: { type: 'string', enum: {} },
            G: { type: 'string', enum: [1] },
            H: { type: 'structure', members: [] },
          },
          { http: 7, errors: {}, output: { shape: 'Nowhere' } },
          { protocols: ['soap', 3] },
        ),
      ),
      [
        'metadata/protocols/0 enum',
        'metadata/protocols/1 enum',
        'operations/Op/errors type',
        'operations/Op/http type',
        'operations/Op/output/target missing',
        'shapes/A/member missing',
        'shapes/B/type enum',
        'shapes/C type',
        'shapes/D/type missing',
        'shapes/E/value missing',
        'shapes/F/enum type',
        'shapes/G/members/_1/traits/smithy.api#enumValue type',
        'shapes/H/members type',
        'shapes/In/members/a/target missing',
        'shapes/In/members/b type',
        'shapes/In/members/c/shape type',
        'shapes/In/members/d/shape missing',
        'shapes/S/traits/smithy.api#length/max range',
        'shapes/S/traits/smithy.api#length/min type',
      ],
    )
  })

  it('of the whole', () => {
    for (const json of [null, undefined, 1, 'x', []]) assert.equal(told(json).length, 1)
    assert.deepEqual(told({}), ['shapes missing'])
    assert.deepEqual(told({ shapes: [], operations: {} }), ['shapes type'])
    assert.deepEqual(told({ shapes: {}, operations: null }), ['operations type'])
    assert.deepEqual(told({ shapes: {}, operations: {}, metadata: { protocol: 'soap' } }), ['metadata/protocol enum'])
  })

  it('hostile names are names', () => {
    const json =
      JSON.parse(`{"metadata":${JSON.stringify(metadata)},"operations":{"__proto__":{"name":"x","input":{"shape":"__proto__"}}},
      "shapes":{"__proto__":{"type":"structure","required":["__proto__"],"members":{"__proto__":{"shape":"constructor"},"toString":{"shape":"toString"}}},"constructor":{"type":"string"},"toString":{"type":"long"}}}`) as unknown
    assert.deepEqual(
      membersOf(inputOf(json)).map(({ name, required }) => [name, required]),
      [
        ['__proto__', true],
        ['toString', false],
      ],
    )
    assert.deepEqual(
      told(model({ In: { type: 'structure', members: { a: { shape: '__proto__' }, b: { shape: 'valueOf' } } } })),
      ['shapes/In/members/a/target missing', 'shapes/In/members/b/target missing'],
    )
  })
})

describeShared('botocore: real models', ['models/botocore'], ([folder]) => {
  for (const file of readdirSync(folder as string).sort()) {
    it(`${file} opens without an issue, with all its operations`, () => {
      const json = JSON.parse(readFileSync(join(folder as string, file), 'utf8')) as { readonly operations: object }
      const before = process.cpuUsage()
      const read = readModel(json)
      const { user, system } = process.cpuUsage(before)
      assert.deepEqual(read._tag === 'Left' ? read.left : [], [])
      if (read._tag === 'Left') return
      assert.equal(read.right.form, 'botocore')
      assert.equal(read.right.services[0]?.operations.length, Object.keys(json.operations).length)
      console.log(
        `      ${Object.keys(json.operations).length} operations opened in ${Math.round((user + system) / 1000)} ms of processor time`,
      )
    })
  }
})
