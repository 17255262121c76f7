/**
 * What our client writes is what the SDK's client writes for the same input, part by part: method, path, query, headers, and
 * the body by its meaning. What differs is listed with the rule that decides.
 */
import assert from 'node:assert/strict'
import * as fc from 'fast-check'
import { bytesBody } from '../../lib/index.js'
import type { Message } from '../protocol/lossy.js'
import { seed } from '../seed.js'
import { describeShared } from '../shared.js'
import { compare, headerRules, pathRules } from './compare.js'
import { domainOf, streamMember } from './exchange.js'
import type { Post } from './post.js'
import { postOf } from './post.js'
import { toSdk, withoutStream } from './sdkValue.js'
import { exchanged, operationOf, serviceOf } from './services.js'
import { runs, values } from './values.js'

// tests

const used = new Map<string, number>()
let compared = 0

for (const service of exchanged) {
  describeShared(`requests of our client and of the SDK: ${service.name}`, [service.model], () => {
    let post: Post
    before(async () => {
      post = await postOf(service)
    })
    after(() => post.close())

    for (const name of service.operations) {
      it(`${name}: ${runs} requests are the same`, async () => {
        const operation = operationOf(serviceOf(service), name)
        const schema = withoutStream(operation.input.schema)
        const message: Message = { protocol: service.protocolName, kind: 'request', query: '', status: 0 }
        const member = streamMember(operation.input.schema)
        const client = service.protocol.client(operation)
        const bytes = fc.uint8Array({ minLength: 1, maxLength: 500 }).map((some) => Uint8Array.from(some))
        const property = fc.asyncProperty(values(message, schema), bytes, async (value, sent) => {
          const given = toSdk(value) as Readonly<Record<string, unknown>>
          const theirs = await post.send(operation, member === undefined ? given : { ...given, [member.name]: sent })
          const written = client.encodeRequest(
            domainOf(schema, value),
            member === undefined ? undefined : bytesBody(sent),
          )
          const made = '_tag' in written ? written : ({ _tag: 'Right', right: written } as const)
          const ours = made._tag === 'Right' ? made.right : assert.fail('our client refuses')
          const { differences, rules } = compare(service, operation, theirs.request, ours)
          for (const rule of rules) used.set(rule, (used.get(rule) ?? 0) + 1)
          compared++
          assert.deepEqual(differences, [])
        })
        const details = await fc.check(property, { numRuns: runs, seed, endOnFailure: true })
        if (details.failed)
          throw new Error(`WIRESHAPE_SEED=${seed}\n${fc.defaultReportMessage(details)}`, {
            cause: details.errorInstance,
          })
      })
    }
  })
}

describe('rules about what the two write', () => {
  after(() => {
    console.log(`      seed ${seed}: ${compared} requests compared`)
    for (const [rule, count] of [...used].sort()) console.log(`      ${String(count).padStart(6)}  ${rule}`)
  })

  it('each has its source', () => {
    for (const { rule, source } of [...headerRules, ...pathRules]) assert.ok(source.length > 10, rule)
  })
})
