/**
 * The reader of Smithy models on real ones.
 */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as connect from '../../lib/connect/index.js'
import type { AnyOperation, Service } from '../../lib/index.js'
import { awsJson1_0, awsQuery, restJson1, restXml } from '../../lib/index.js'
import { readSmithy } from '../../lib/model/index.js'
import type { Schema } from '../../lib/schema/index.js'
import { closure, membersOf, nameOf } from '../../lib/schema/index.js'
import { issueText } from '../../lib/value/index.js'
import { describeShared } from '../shared.js'

const read = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8')) as unknown

const opened = (json: unknown): ReadonlyArray<Service> => {
  const services = readSmithy(json)
  if (services._tag === 'Left') assert.fail(services.left.map(issueText).join('\n'))
  return services.right
}

const schemasOf = ({ input, output, errors }: AnyOperation): ReadonlyArray<Schema> =>
  [input, output, ...errors].flatMap(({ schema }) => closure(schema))

/** The shapes that an operation reaches in a model, counted by following targets in the JSON. */
const reached = (json: unknown, ids: ReadonlyArray<string>): number => {
  const { shapes } = json as { readonly shapes: Readonly<Record<string, unknown>> }
  const seen = new Set(ids)
  for (const id of seen) {
    const shape = (shapes[id] ?? {}) as { readonly type?: string }
    const targets =
      shape.type === 'enum' || shape.type === 'intEnum'
        ? []
        : JSON.stringify({ ...shape, traits: {} }).matchAll(/"target":"([^"]+)"/g)
    for (const [, target = ''] of targets) seen.add(target)
  }
  return seen.size
}

interface Raw {
  readonly operations?: ReadonlyArray<unknown>
  readonly type: string
}

const countOfType = (json: unknown, type: string): number =>
  Object.values((json as { readonly shapes: Readonly<Record<string, Raw>> }).shapes).filter(
    (shape) => shape.type === type,
  ).length

describeShared('reading Smithy models', ['models/smithy'], ([folder = '']) => {
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'))

  for (const file of files) {
    it(`${file} opens without an issue, with all its operations and shapes`, () => {
      const json = read(join(folder, file))
      const started = performance.now()
      const services = opened(json)
      const millis = performance.now() - started
      const operations = services.flatMap((service) => service.operations)
      const ids = new Set(operations.flatMap(schemasOf).map(({ id }) => id))
      console.log(`      ${operations.length} operations, ${ids.size} shapes, opened in ${millis.toFixed(0)} ms`)
      assert.equal(services.length, 1)
      assert.equal(operations.length, countOfType(json, 'operation'))
      const roots = operations.flatMap(({ input, output, errors }) =>
        [input, output, ...errors].map(({ schema }) => schema.id),
      )
      assert.equal(ids.size, reached(json, roots))
      assert.ok(millis < 2000, `${millis} ms`)
    })
  }

  it('fields are another each, whatever the members are called', () => {
    for (const file of files) {
      for (const schema of opened(read(join(folder, file)))
        .flatMap(({ operations }) => operations)
        .flatMap(schemasOf)) {
        const fields = membersOf(schema).map(({ field }) => field)
        assert.equal(new Set(fields).size, fields.length, schema.id)
      }
    }
  })

  it('a service says what its protocol and its operations need', () => {
    const [sqs] = opened(read(join(folder, 'sqs.json')))
    assert.equal(sqs?.sdkId, 'SQS')
    assert.equal(sqs.queryCompatible, true)
    assert.deepEqual(Object.keys(sqs.protocols), ['aws.protocols#awsJson1_0'])
    const [s3] = opened(read(join(folder, 's3.json')))
    assert.deepEqual(s3?.xmlNamespace, { uri: 'http://s3.amazonaws.com/doc/2006-03-01/' })
    const get = s3?.operations.find(({ name }) => name === 'GetBucketLocation')
    assert.deepEqual(get?.traits.http, { method: 'GET', uri: '/{Bucket}?location', code: 200 })
    assert.ok(Object.hasOwn(get.traits.other ?? {}, 'aws.customizations#s3UnwrappedXmlOutput'))
    const [glacier] = opened(read(join(folder, 'glacier.json')))
    assert.ok(glacier?.operations.every(({ traits }) => traits.custom !== undefined))
    const [cloudWatch] = opened(read(join(folder, 'cloudwatch.json')))
    assert.deepEqual(cloudWatch?.operations.find(({ name }) => name === 'PutMetricData')?.traits.compression, ['gzip'])
  })

  it('shapes are made when they are first asked for, and once', () => {
    const [service] = opened(read(join(folder, 'connect.json')))
    const operation = service?.operations.find(({ name }) => name === 'StartEmailContact') ?? assert.fail()
    assert.equal(operation.input, operation.input)
    assert.equal(operation.errors, operation.errors)
    const other = service?.operations.find(({ name }) => name === 'StartChatContact') ?? assert.fail()
    const shared = closure(other.output.schema).filter((schema) => closure(operation.output.schema).includes(schema))
    assert.ok(shared.some(({ id }) => nameOf(id) === 'ContactId'))
  })

  it('StartEmailContact is what the built-in module says, which follows a later model', () => {
    const [service] = opened(read(join(folder, 'connect.json')))
    const live = service?.operations.find(({ name }) => name === 'StartEmailContact') ?? assert.fail()
    const built: AnyOperation = connect.StartEmailContact
    /** A least length of zero says nothing, and codes of the query protocol are not Connect's to have. */
    const facts = (schema: Schema): string => {
      const { length, pattern, uniqueItems, sensitive, error, httpError, idempotencyToken } = schema.traits
      const members = membersOf(schema).map(({ name, field, required, target }) => [name, field, required, target().id])
      const bounds = [length?.min ?? 0, length?.max]
      return JSON.stringify([
        schema._tag,
        bounds,
        pattern,
        uniqueItems,
        sensitive,
        error,
        httpError,
        idempotencyToken,
        members,
      ])
    }
    const byId = (schemas: ReadonlyArray<Schema>) =>
      new Map(schemas.map((schema) => [nameOf(schema.id), facts(schema)]))
    const [ours, theirs] = [byId(schemasOf(live)), byId(schemasOf(built))]
    const names = [...new Set([...ours.keys(), ...theirs.keys()])]
    assert.deepEqual(names.filter((name) => ours.get(name) !== theirs.get(name)).sort(), [
      'EmailAddressRecipientList',
      'EmailAttachments',
      'SegmentAttributeValue',
      'SegmentAttributeValueList',
    ])
    assert.ok(names.length > 50)
    assert.deepEqual(live.traits.http, built.traits.http)
    assert.deepEqual(
      live.errors.map(({ schema }) => schema.id).sort(),
      built.errors.map(({ schema }) => schema.id).sort(),
    )
  })

  it('live operations write requests', () => {
    const write = (file: string, name: string, protocol: typeof restJson1, input: object): string => {
      const operation =
        opened(read(join(folder, file)))[0]?.operations.find((one) => one.name === name) ?? assert.fail()
      const written = protocol.client(operation).encodeRequest(input)
      if (!('_tag' in written) || written._tag === 'Left') return assert.fail()
      const { method, path, query, body } = written.right
      return `${method} ${path}?${query} ${body._tag === 'Bytes' ? new TextDecoder().decode(body.bytes) : ''}`
    }
    assert.equal(
      write('lambda.json', 'GetFunction', restJson1, { functionName: 'a b', qualifier: '1' }),
      'GET /2015-03-31/functions/a%20b?Qualifier=1 ',
    )
    assert.equal(write('dynamodb.json', 'DescribeTable', awsJson1_0, { tableName: 't' }), 'POST /? {"TableName":"t"}')
    assert.equal(
      write('iam.json', 'GetUser', awsQuery, { userName: 'u' }),
      'POST /? Action=GetUser&Version=2010-05-08&UserName=u',
    )
    assert.equal(write('route-53.json', 'GetHostedZone', restXml, { id: 'Z' }), 'GET /2013-04-01/hostedzone/Z? ')
  })
})
