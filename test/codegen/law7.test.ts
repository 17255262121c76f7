/**
 * Law 7: a live service built from a model equals the module generated from it: the same schemas, and so the same bytes
 * and issues on arbitrary input.
 */

import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import * as fc from 'fast-check'
import { generate } from '../../lib/codegen/index.js'
import type { AnyOperation, Service } from '../../lib/index.js'
import { issuesOf, json, protocols, shapeOf } from '../../lib/index.js'
import { readBotocore } from '../../lib/model/botocore.js'
import { readSmithy } from '../../lib/model/index.js'
import type { Schema } from '../../lib/schema/index.js'
import { closure, isStream } from '../../lib/schema/index.js'
import { arbitrary, garbage } from '../../lib/testing/index.js'
import { seed } from '../seed.js'
import { describeShared } from '../shared.js'

const lib = join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), 'lib')

/** Generated files that import the library's source. */
const imports = {
  root: pathToFileURL(join(lib, 'index.ts')).href,
  shape: pathToFileURL(join(lib, 'shape', 'index.ts')).href,
  value: pathToFileURL(join(lib, 'value', 'index.ts')).href,
  md5: pathToFileURL(join(lib, 'operation', 'md5.ts')).href,
}

const readService = (file: string): Service => {
  const model = JSON.parse(readFileSync(file, 'utf8')) as { readonly smithy?: string }
  const read = model.smithy === undefined ? readBotocore(model) : readSmithy(model)
  assert.equal(read._tag, 'Right')
  const [service] = read._tag === 'Right' ? read.right : []
  assert.ok(service)
  return service
}

/** The generated module's operations by id. */
const generated = async (service: Service): Promise<ReadonlyMap<string, AnyOperation>> => {
  const folder = mkdtempSync(join(tmpdir(), 'wireshape-law7-'))
  try {
    writeFileSync(join(folder, 'package.json'), '{"type":"module"}')
    for (const { path, text } of generate(service, { imports, docs: false })) writeFileSync(join(folder, path), text)
    const module = (await import(pathToFileURL(join(folder, 'index.ts')).href)) as Readonly<Record<string, unknown>>
    const made = Object.values(module).find((u): u is Service => (u as Service)?._tag === 'Service')
    assert.ok(made)
    return new Map(made.operations.map((operation) => [operation.id, operation] as const))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** What a schema says, without words for people and without traits that nobody reads; targets by id. */
const facts = (schema: Schema): unknown => {
  // The loader may hold two copies of the library, and so of a matcher.
  const traits = ({ documentation: _, other: __, matcher, ...rest }: Schema['traits']): unknown => ({
    ...rest,
    matcher: typeof matcher === 'function' ? matcher.name : matcher,
  })
  const member = (one: {
    readonly name: string
    readonly field: string
    readonly required: boolean
    readonly traits: Schema['traits']
    readonly target: () => Schema
  }): unknown => ({
    name: one.name,
    field: one.field,
    required: one.required,
    traits: traits(one.traits),
    target: one.target().id,
  })
  const base = { _tag: schema._tag, id: schema.id, traits: traits(schema.traits) }
  switch (schema._tag) {
    case 'list':
      return { ...base, member: member(schema.member) }
    case 'map':
      return { ...base, key: member(schema.key), value: member(schema.value) }
    case 'structure':
    case 'union': {
      // A stream stands behind the members that make up the value, whose order is the model's.
      const streams = schema.members.filter(isStream)
      const others = schema.members.filter((one) => !streams.includes(one))
      return { ...base, members: [...others, ...streams].map(member) }
    }
    case 'enum':
    case 'intEnum':
      return {
        ...base,
        values: schema.values.map(({ name, value, traits: own }) => ({ name, value, internal: own.internal })),
      }
    default:
      return base
  }
}

const allFacts = (schema: Schema): ReadonlyMap<string, unknown> =>
  new Map(closure(schema).map((one) => [one.id, facts(one)] as const))

/** The raw targets, without the member traits that `closure` lays over them. */
const compareSchemas = (live: Schema, made: Schema): void => {
  const wanted = allFacts(live)
  const got = allFacts(made)
  assert.deepEqual([...got.keys()].sort(), [...wanted.keys()].sort())
  for (const [id, one] of wanted) assert.deepEqual(got.get(id), one, id)
}

const outcome = (either: { readonly _tag: string; readonly left?: unknown; readonly right?: unknown }): unknown =>
  either._tag === 'Right'
    ? { right: either.right }
    : { issues: issuesOf(either.left as Parameters<typeof issuesOf>[0]) }

/** The same bytes and the same issues for arbitrary values and for garbage. */
const compareOn = (live: AnyOperation, made: AnyOperation, runs: number): void => {
  for (const part of ['input', 'output'] as const) {
    const [a, b] = [json(shapeOf(live[part].schema)), json(shapeOf(made[part].schema))]
    fc.assert(
      fc.property(
        arbitrary(fc)(shapeOf(live[part].schema), { depth: 3, items: 2 }),
        garbage(fc)(shapeOf(live[part].schema)),
        (value, junk) => {
          const tree = a.encode(value)
          assert.deepEqual(b.encode(value), tree)
          assert.deepEqual(outcome(b.decode(tree)), outcome(a.decode(tree)))
          assert.deepEqual(outcome(b.decode(junk)), outcome(a.decode(junk)))
        },
      ),
      { numRuns: runs, seed },
    )
  }
}

const compareRequests = (live: AnyOperation, made: AnyOperation, runs: number): void => {
  const protocol = protocols.find(({ id }) => live.service.protocols[id] !== undefined)
  assert.ok(protocol)
  const [a, b] = [protocol.client(live), protocol.client(made)]
  fc.assert(
    fc.property(arbitrary(fc)(shapeOf(live.input.schema), { depth: 2, items: 2 }), (value) => {
      const request = a.encodeRequest(value) as { readonly _tag: string; readonly right?: unknown }
      const other = b.encodeRequest(value) as { readonly _tag?: string; readonly right?: unknown }
      // A generated operation that can't fail gives its request as it is.
      if (request._tag === 'Right') assert.deepEqual('right' in other ? other.right : other, request.right)
      else assert.equal(other._tag, 'Left')
    }),
    { numRuns: runs, seed },
  )
}

describeShared('Law 7, every model', ['models/botocore', 'models/smithy'], (folders) => {
  for (const folder of folders) {
    for (const file of readdirSync(folder)) {
      it(`${basename(folder)}/${file}: every operation's shapes are the generated ones`, async () => {
        const service = readService(join(folder, file))
        const made = await generated(service)
        assert.equal(made.size, service.operations.length)
        let shapes = 0
        for (const operation of service.operations) {
          const other = made.get(operation.id)
          assert.ok(other)
          for (const [a, b] of [
            [operation.input, other.input],
            [operation.output, other.output],
          ] as const) {
            compareSchemas(a.schema, b.schema)
            shapes++
          }
          assert.deepEqual(
            other.errors.map(({ schema }) => schema.id),
            operation.errors.map(({ schema }) => schema.id),
          )
          assert.deepEqual(other.traits.http, operation.traits.http)
          assert.equal(other.traits.hostPrefix, operation.traits.hostPrefix)
        }
        console.log(`      ${service.operations.length} operations, ${shapes} messages`)
      })
    }
  }
})

describeShared('Law 7, on arbitrary input', ['models/botocore/connect.json'], ([file = '']) => {
  it('every operation of Amazon Connect reads and writes the same', async () => {
    const service = readService(file)
    const made = await generated(service)
    let barren = 0
    for (const operation of service.operations) {
      const other = made.get(operation.id)
      assert.ok(other)
      try {
        compareOn(operation, other, 5)
        compareRequests(operation, other, 5)
      } catch (error) {
        // A pattern that no text can match leaves nothing to compare on.
        if (!(error instanceof Error && error.message.startsWith('found no text for the pattern'))) throw error
        barren++
      }
    }
    console.log(
      `      ${service.operations.length} operations, ${barren} of them with a pattern that nothing matches, seed ${seed}`,
    )
    assert.ok(barren < 10)
  })
})
