/**
 * The runtime schemas of AWS SDK v3 clients: each word of them, mistakes, and a real client against botocore's model.
 */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import * as connect from '@aws-sdk/client-connect'
import { sdkSettings } from '../../lib/adapter/awsSdkSchemas.js'
import type { AnyOperation, Service } from '../../lib/index.js'
import type { SdkSettings } from '../../lib/model/index.js'
import { readModel, readSdk, sdkNotes } from '../../lib/model/index.js'
import type { Member, Schema } from '../../lib/schema/index.js'
import { isStream, membersOf, targetOf } from '../../lib/schema/index.js'
import { describeShared } from '../shared.js'

const settings: SdkSettings = {
  serviceId: 'My Things',
  version: '2020-01-02',
  protocol: 'aws.protocols#restJson1',
  serviceTarget: 'Things',
}

const n0 = 'com.amazonaws.things'

/** Exports of a client with one operation over that input. */
const exportsOf = (
  names: ReadonlyArray<unknown>,
  refs: ReadonlyArray<unknown>,
  more: Readonly<Record<string, unknown>> = {},
  required?: number,
) => ({
  In$: [3, n0, 'In', 0, names, refs, ...(required === undefined ? [] : [required])],
  Op$: [
    9,
    n0,
    'Op',
    { http: ['POST', '/op', 201] },
    () => more['In'] ?? [3, n0, 'In', 0, names, refs, ...(required === undefined ? [] : [required])],
    () => 'unit',
  ],
  ...more,
})

const open = (exports: unknown, more: Partial<SdkSettings> = {}): Service => {
  const read = readSdk(exports, { ...settings, ...more })
  assert.deepEqual(read._tag === 'Left' ? read.left : [], [])
  return (read._tag === 'Right' ? read.right.services[0] : undefined) as Service
}

const membersIn = (exports: unknown): ReadonlyArray<Member> =>
  membersOf((open(exports).operations[0] as AnyOperation).input.schema)

const told = (exports: unknown): ReadonlyArray<string> => {
  const read = readSdk(exports, settings)
  return read._tag === 'Left' ? read.left.map(({ path, code }) => `${path.join('/')} ${code}`).sort() : []
}

describe('schemas of the AWS SDK', () => {
  it('a service is what its settings and operations say', () => {
    const service = open(exportsOf([], []), { xmlNamespace: 'urn:x', queryCompatible: true })
    assert.deepEqual(
      {
        ...service,
        operations: service.operations.map(({ id, name, traits, output }) => [id, name, traits.http, output.schema.id]),
      },
      {
        _tag: 'Service',
        id: 'com.amazonaws.things#Things',
        version: '2020-01-02',
        sdkId: 'My Things',
        protocols: { 'aws.protocols#restJson1': {} },
        xmlNamespace: { uri: 'urn:x' },
        queryCompatible: true,
        operations: [['com.amazonaws.things#Op', 'Op', { method: 'POST', uri: '/op', code: 201 }, 'smithy.api#Unit']],
      },
    )
    const read = readSdk(exportsOf([], []), settings)
    assert.deepEqual(read._tag === 'Right' ? [read.right.form, read.right.notes] : [], ['sdk', sdkNotes])
  })

  it('every number is a kind', () => {
    const codes = [0, 1, 2, 4, 5, 6, 7, 15, 17, 19, 21, 42, 64, 65, 64 | 5, 128, 128 | 15, 'unit']
    const members = membersIn(
      exportsOf(
        codes.map((code) => `m${code}`),
        codes,
      ),
    )
    const part = (schema: Schema): unknown =>
      schema._tag === 'list' || schema._tag === 'map'
        ? [schema._tag, ...membersOf(schema).map((member) => part(targetOf(member)))]
        : [schema._tag, schema.traits.timestampFormat].filter(Boolean).join(' ')
    assert.deepEqual(
      members.map((member) => part(targetOf(member))),
      [
        'string',
        'double',
        'boolean',
        'timestamp',
        'timestamp date-time',
        'timestamp http-date',
        'timestamp epoch-seconds',
        'document',
        'bigInteger',
        'bigDecimal',
        'blob',
        'blob',
        ['list', 'string'],
        ['list', 'double'],
        ['list', 'timestamp date-time'],
        ['map', 'string', 'string'],
        ['map', 'string', 'document'],
        'structure',
      ],
    )
    assert.deepEqual(
      members.filter(isStream).map(({ name }) => name),
      ['m42'],
    )
  })

  it('shapes with names: simple, list, map, structure, union, error; recursive ones too', () => {
    const secret = [0, n0, 'Secret', 8, 0]
    const tree: Array<unknown> = [
      3,
      n0,
      'Tree',
      0,
      ['kids'],
      [() => [1, n0, 'Trees', { sparse: 1 }, [() => tree, { xmlName: 'kid' }]]],
    ]
    const failure = [
      -3,
      n0,
      'Failure',
      { error: 'server', httpError: 503, awsQueryError: ['Busy', 503] },
      ['message'],
      [0],
      1,
    ]
    const base = [-3, `smithy.ts.sdk.synthetic.${n0}`, 'ThingsServiceException', 0, [], []]
    const service = open(
      exportsOf(
        ['a', 'b', 'c', 'd'],
        [
          () => secret,
          [() => tree, { jsonName: 'T', xmlNamespace: ['p', 'urn:t'] }],
          [2, n0, 'Map', 0, 0, [1, 0]],
          () => [4, n0, 'Choice', { streaming: 1 }, ['x'], [0]],
        ],
        { Failure$: failure, Base$: base, Other: 7, list: [1, 2, 3, 4, 5] },
        2,
      ),
    )
    const operation = service.operations[0] as AnyOperation
    const members = membersOf(operation.input.schema)
    assert.deepEqual(
      members.map((member) => [
        member.name,
        member.required,
        member.traits,
        member.target()._tag,
        member.target().traits,
      ]),
      [
        ['a', true, {}, 'string', { sensitive: true }],
        ['b', true, { jsonName: 'T', xmlNamespace: { uri: 'urn:t', prefix: 'p' } }, 'structure', {}],
        ['c', false, {}, 'map', {}],
        ['d', false, {}, 'union', { streaming: true }],
      ],
    )
    const kids = membersOf(members[1]?.target() as Schema)[0]?.target() as Schema
    assert.deepEqual(
      [kids.traits, membersOf(kids)[0]?.traits, membersOf(kids)[0]?.target()],
      [{ sparse: true }, { xmlName: 'kid' }, members[1]?.target()],
    )
    assert.deepEqual(
      operation.errors.map(({ schema }) => [schema.id, schema.traits]),
      [
        [
          'com.amazonaws.things#Failure',
          { error: 'server', httpError: 503, awsQueryError: { code: 'Busy', httpResponseCode: 503 } },
        ],
      ],
    )
  })

  it('bits are traits; a label is required; a path without its label has it first', () => {
    const exports = {
      Op$: [
        9,
        n0,
        'Op',
        { http: ['GET', '/{Key+}?x-id=Op', 200], endpoint: ['{Host}.'] },
        [
          3,
          n0,
          'In',
          0,
          ['Bucket', 'Key', 'Host', 'q', 'h', 'm', 't', 'p', 's', 'c'],
          [
            [0, 1],
            [0, 1],
            [0, { hostLabel: 1 }],
            [0, { httpQuery: 'Q' }],
            [0, { httpHeader: 'X-H' }],
            [128, { httpPrefixHeaders: 'X-' }],
            [0, 4],
            [21, 16],
            [0, 8],
            [1, 32],
          ],
          3,
        ],
        () => 'unit',
      ],
    }
    const operation = open(exports).operations[0] as AnyOperation
    assert.deepEqual([operation.traits.http?.uri, operation.traits.hostPrefix], ['/{Bucket}/{Key+}?x-id=Op', '{Host}.'])
    assert.deepEqual(
      membersOf(operation.input.schema).map(({ name, traits }) => [name, traits]),
      [
        ['Bucket', { httpLabel: true }],
        ['Key', { httpLabel: true }],
        ['Host', { hostLabel: true }],
        ['q', { httpQuery: 'Q' }],
        ['h', { httpHeader: 'X-H' }],
        ['m', { httpPrefixHeaders: 'X-' }],
        ['t', { idempotencyToken: true }],
        ['p', { httpPayload: true }],
        ['s', { sensitive: true }],
        ['c', { httpResponseCode: true }],
      ],
    )
  })

  it('what is no client or no schema is told, and nothing throws', () => {
    for (const exports of [null, undefined, 1, [], {}, { Op: 1 }]) assert.equal(told(exports).length, 1)
    const boom = (): never => {
      throw new Error('boom')
    }
    const circle: unknown = () => circle
    assert.deepEqual(told(exportsOf(['a', 'b', 'c', 'd', 'e', 'f', 3], [boom, circle, 3, 63, 500, 'x', 0])), [
      'Op$/4/4/6 type',
      'Op$/4/5/0 type',
      'Op$/4/5/1 depth',
      'Op$/4/5/2 enum',
      'Op$/4/5/3 enum',
      'Op$/4/5/4 enum',
      'Op$/4/5/5 type',
    ])
    assert.deepEqual(told(exportsOf(['a'], [])), ['Op$/4 type'])
    assert.deepEqual(told(exportsOf(['a'], [[7, n0, 'Odd', 0, 0]])), [
      'Op$/4/5/0/0 enum',
      'Op$/4/members/a/target missing',
    ])
    assert.deepEqual(told(exportsOf(['a'], [[0, 128]])), ['Op$/4/5/0/1 enum'])
    assert.deepEqual(told(exportsOf(['a'], [[0, 'traits']])), ['Op$/4/5/0/1 type'])
  })

  it('hostile names are names', () => {
    const members = membersIn(exportsOf(['__proto__', 'constructor'], [0, [0, { ['__proto__']: 1 }]]))
    assert.deepEqual(
      members.map(({ name }) => name),
      ['__proto__', 'constructor'],
    )
  })
})

describeShared('the client of Connect and botocore’s model', ['models/botocore/connect.json'], ([path]) => {
  it('agree on the wire over every operation that both have', () => {
    const made = sdkSettings(connect as unknown as Readonly<Record<string, unknown>>)
    assert.ok(made !== undefined)
    const sdk = open(connect, made)
    const read = readModel(JSON.parse(readFileSync(path as string, 'utf8')))
    const botocore = (read._tag === 'Right' ? read.right.services[0] : undefined) as Service
    assert.deepEqual([sdk.sdkId, sdk.version, sdk.protocols], [botocore.sdkId, botocore.version, botocore.protocols])
    const seen = new Set<string>()
    const differences: Array<string> = []
    let places = 0
    const kind = ({ _tag }: Schema): string =>
      ['integer', 'long', 'float', 'short', 'byte'].includes(_tag) ? 'double' : _tag === 'enum' ? 'string' : _tag
    const compare = (mine: Schema, theirs: Schema): void => {
      if (seen.has(`${mine.id} ${theirs.id}`)) return
      seen.add(`${mine.id} ${theirs.id}`)
      if (kind(mine) !== kind(theirs)) differences.push(`${theirs.id}: ${mine._tag} / ${theirs._tag}`)
      for (const member of membersOf(theirs)) {
        const own = membersOf(mine).find(({ name }) => name === member.name)
        if (own === undefined) {
          differences.push(`${theirs.id}$${member.name} is not there`)
          continue
        }
        places++
        for (const trait of [
          'httpLabel',
          'httpQuery',
          'httpQueryParams',
          'httpHeader',
          'httpPayload',
          'httpResponseCode',
          'jsonName',
          'idempotencyToken',
        ] as const)
          if (own.traits[trait] !== member.traits[trait]) differences.push(`${theirs.id}$${member.name} ${trait}`)
        if (targetOf(own).traits.timestampFormat !== targetOf(member).traits.timestampFormat)
          differences.push(`${theirs.id}$${member.name} format`)
        compare(targetOf(own), targetOf(member))
      }
    }
    let shared = 0
    for (const theirs of botocore.operations) {
      const mine = sdk.operations.find(({ name }) => name === theirs.name)
      if (mine === undefined) continue
      shared++
      assert.deepEqual(mine.traits.http, theirs.traits.http)
      compare(mine.input.schema, theirs.input.schema)
      compare(mine.output.schema, theirs.output.schema)
    }
    console.log(`      ${shared} operations, ${places} members, ${differences.length} differences`)
    assert.deepEqual(differences, [])
    assert.ok(shared > 300)
  })
})
