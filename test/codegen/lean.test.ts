/**
 * Law 9 for what the generator prints: a lean module of a service writes and reads what the live service does, and which operations have
 * one is said beforehand.
 */
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import * as fc from 'fast-check'
import { generate, leanFaults } from '../../lib/codegen/index.js'
import type { AnyOperation, Service } from '../../lib/index.js'
import { awsJson1_0, awsJson1_1, issuesOf, restJson1 } from '../../lib/index.js'
import * as L from '../../lib/lean/index.js'
import { readModel } from '../../lib/model/index.js'
import { shapeOf } from '../../lib/shape/index.js'
import { arbitrary, garbage } from '../../lib/testing/index.js'
import { plain } from '../laws/rests.js'
import { answers, hasWhole, readable } from '../lean/agree.js'
import { seed } from '../seed.js'
import { describeShared, sharedFolder } from '../shared.js'

const lib = join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), 'lib')

const at = (...path: ReadonlyArray<string>): string => pathToFileURL(join(lib, ...path)).href

const lean = at('lean', 'index.ts')

const imports = { root: lean, shape: lean, value: at('value', 'index.ts'), md5: at('operation', 'md5.ts') }

const serviceIn = (path: string): Service => {
  const read = readModel(JSON.parse(readFileSync(join(sharedFolder, path), 'utf8')))
  assert.ok(read._tag === 'Right')
  return read.right.services[0] ?? assert.fail(path)
}

/** The lean operations by id, as they are printed. */
const printed = async (
  service: Service,
  operations: ReadonlyArray<string>,
): Promise<ReadonlyMap<string, L.AnyOperation>> => {
  const folder = mkdtempSync(join(tmpdir(), 'wireshape-lean-'))
  try {
    writeFileSync(join(folder, 'package.json'), '{"type":"module"}')
    for (const { path, text } of generate(service, { operations, imports, docs: false, lean: true }))
      writeFileSync(join(folder, path), text)
    const module = (await import(pathToFileURL(join(folder, 'index.ts')).href)) as Readonly<Record<string, unknown>>
    const made = Object.values(module).find((u): u is L.Service => (u as L.Service)?._tag === 'Service')
    return new Map((made ?? assert.fail('no service')).operations.map((one) => [one.id, one] as const))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const clients = [
  ['aws.protocols#restJson1', restJson1, L.restJson1],
  ['aws.protocols#awsJson1_0', awsJson1_0, L.awsJson1_0],
  ['aws.protocols#awsJson1_1', awsJson1_1, L.awsJson1_1],
] as const

/** Every so manyeth, so that a service of hundreds takes a second. */
const sampleOf = <A>(all: ReadonlyArray<A>, most: number): ReadonlyArray<A> =>
  all.filter((_, i) => i % Math.ceil(all.length / most) === 0)

const limits = { depth: 3, items: 3 } as const

const holds = (
  operation: AnyOperation,
  slim: L.AnyOperation,
  [, protocol, leanProtocol]: (typeof clients)[number],
): void => {
  const client = protocol.client(operation)
  const small = leanProtocol.client(slim as L.Operation<unknown, unknown, never>)
  const input = shapeOf(operation.input.schema)
  const values = fc.sample(
    fc.record({
      input: arbitrary(fc)(operation.input.schema, limits),
      output: arbitrary(fc)(operation.output.schema, limits),
      junk: garbage(fc)(input),
    }),
    { numRuns: 6, seed },
  )
  for (const { input: given, output, junk } of values) {
    const [wanted, made] = [client.encodeRequest(given), small.encodeRequest(given)]
    if (!hasWhole(operation.input.schema))
      assert.deepEqual(
        plain(made),
        plain(operation.writes === 'total' ? wanted : (wanted as { right: unknown }).right),
        operation.id,
      )
    const [asked, told] = [input.make(junk), L.make(slim.input as L.Shape<unknown, never, unknown>)(junk)]
    assert.deepEqual(told, asked._tag === 'Left' ? { _tag: 'Left', left: issuesOf(asked.left) } : asked, operation.id)
    for (const answer of answers(protocol, operation, output, undefined, junk, 500))
      assert.deepEqual(readable(small.decodeResponse(answer)), readable(client.decodeResponse(answer)), operation.id)
  }
}

describeShared(
  'lean modules',
  ['connect', 'dynamodb', 'kms', 'sqs', 's3'].map((name) => `models/botocore/${name}.json`),
  () => {
    for (const [name, least] of [
      ['connect', 20],
      ['dynamodb', 50],
      ['kms', 50],
      ['sqs', 20],
    ] as const)
      it(`${name}: write and read what the live service does`, async () => {
        const service = serviceIn(`models/botocore/${name}.json`)
        const refused = new Set(leanFaults(service, service.operations).map(({ operation }) => operation))
        const good = service.operations.filter((one) => !refused.has(one.name))
        console.log(`      ${good.length} of ${service.operations.length} operations`)
        assert.ok(good.length >= least)
        const protocol = clients.find(([id]) => service.protocols[id] !== undefined) ?? assert.fail(name)
        const chosen = sampleOf(good, 20)
        const made = await printed(
          service,
          chosen.map((one) => one.name),
        )
        for (const operation of chosen) holds(operation, made.get(operation.id) ?? assert.fail(operation.id), protocol)
      })

    it('are refused by making the client where they would be wrong, as the generator says', async () => {
      const service = serviceIn('models/botocore/connect.json')
      const faults = leanFaults(service, service.operations)
      const made = await printed(
        service,
        sampleOf(faults, 10).map(({ operation }) => operation),
      )
      assert.ok(made.size >= 5)
      for (const operation of made.values())
        assert.throws(() => L.restJson1.client(operation as L.Operation<unknown, unknown, never>), /outside its bodies/)
      assert.deepEqual(
        leanFaults(
          service,
          service.operations.filter(({ name }) => name === 'DescribeUser'),
        ),
        [{ operation: 'DescribeUser', reason: 'UserId lies outside of its body' }],
      )
    })

    it('are none of an operation that streams', () => {
      const service = serviceIn('models/botocore/bedrock-runtime.json')
      const streaming = leanFaults(service, service.operations).filter(({ reason }) => reason === 'a member streams')
      const names = streaming.map(({ operation }) => operation)
      for (const name of ['ConverseStream', 'InvokeModelWithResponseStream']) assert.ok(names.includes(name), name)
      assert.ok(!names.includes('Converse'))
    })

    it('have a reason for each operation that has none', () => {
      const service = serviceIn('models/botocore/s3.json')
      const faults = leanFaults(service, service.operations)
      assert.equal(faults.length, service.operations.length)
      assert.equal(faults[0]?.reason, 'its service speaks aws.protocols#restXml')
    })
  },
)
