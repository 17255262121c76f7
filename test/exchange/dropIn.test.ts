/**
 * AWS SDK clients that write and read with our codecs: their requests are those of unmodified ones, part by part; a server of ours
 * reads what they were given; they read what it answers; and its errors come as the SDK's own classes.
 */
import assert from 'node:assert/strict'
import * as fc from 'fast-check'
import type { SdkClient } from '../../lib/adapter/awsSdk/index.js'
import { speaking, validate } from '../../lib/adapter/awsSdk/index.js'
import { membersOf, nameOf } from '../../lib/schema/index.js'
import { getOwn } from '../../lib/value/own.js'
import { tables } from '../protocol/lossy.js'
import { describeShared } from '../shared.js'
import { compare } from './compare.js'
import type { Rig, Script } from './exchange.js'
import { eventUnion, rigOf, streamMember } from './exchange.js'
import type { Post } from './post.js'
import { postOf } from './post.js'
import { alters } from './rules.js'
import { checkError, checked, checkInput, checkOutput, inputs, message, outputs } from './scripts.js'
import { toSdk, withoutStream } from './sdkValue.js'
import type { Exchanged } from './services.js'
import { exchanged, operationOf, serviceOf } from './services.js'
import type { Reader } from './values.js'
import { runs as manyRuns, sdkReader, values } from './values.js'

const runs = Math.ceil(manyRuns / 10)

/** What the SDK's own steps and classes do, whichever codecs there are. */
const stays: ReadonlySet<string> = new Set([
  'an exception without a message has one that stands for it',
  'a request that has to have a checksum says its algorithm',
  'the type of bytes in the body is read where a member is bound to Content-Type',
])

/** Ours says the type of a body where there is one. */
const isTyped = ({ operation: { input }, input: value, sent }: Script): boolean =>
  sent !== undefined ||
  membersOf(input.schema).some(
    ({ name, traits }) =>
      traits.httpPayload === true && value._tag === 'Structure' && getOwn(value.fields, name) !== undefined,
  )

const ours =
  (script: Script): Reader =>
  ({ protocol, kind }) => [
    ...tables[protocol],
    ...alters.filter(
      ({ rule }) => stays.has(rule) && (kind !== 'request' || isTyped(script) || !rule.startsWith('the type of bytes')),
    ),
  ]

const exchanges = (service: Exchanged): void => {
  let rig: Rig
  before(async () => {
    rig = await rigOf(service)
    validate(rig.client as unknown as SdkClient, serviceOf(service), { protocol: speaking([service.protocol]) })
  })
  after(() => rig.close())

  for (const name of service.operations) {
    const operation = operationOf(serviceOf(service), name)
    // The SDK's own protocol carries events.
    const readerOf = (script: Script): Reader => (eventUnion(operation) === undefined ? ours(script) : sdkReader)

    it(`${name}: ${runs} exchanges`, async function () {
      this.timeout(120_000)
      await checked(
        fc.tuple(inputs(service, operation), outputs(service, operation)),
        async ([input, answer]) => {
          const script: Script = { operation, ...input, answer }
          const seen = await rig.run(script)
          checkInput(service, script, seen, readerOf(script))
          checkOutput(service, script, seen, readerOf(script))
        },
        runs,
      )
    })

    it(`${name}: each of its errors`, async function () {
      this.timeout(120_000)
      for (const { schema } of operation.errors) {
        await checked(
          fc.tuple(inputs(service, operation), values(message(service, 'error'), schema)),
          async ([input, value]) => {
            const error = { name: nameOf(schema.id), schema, value }
            const script: Script = { operation, ...input, answer: { _tag: 'Error', ...error } }
            const seen = await rig.run(script)
            checkError(rig, error, seen, readerOf(script))
            assert.deepEqual([seen.status, seen.requestId === undefined], [seen.response.status, false])
          },
          1,
        )
      }
    })
  }
}

const requests = (service: Exchanged): void => {
  let plain: Post
  let spoken: Post
  before(async () => {
    plain = await postOf(service)
    spoken = await postOf(service, { protocol: speaking([service.protocol])(serviceOf(service)) })
  })
  after(() => Promise.all([plain.close(), spoken.close()]))

  for (const name of service.operations) {
    const operation = operationOf(serviceOf(service), name)
    if (eventUnion(operation) !== undefined) continue
    it(`${name}: ${runs} requests are the same`, async function () {
      this.timeout(120_000)
      const member = streamMember(operation.input.schema)
      const bytes = fc.uint8Array({ minLength: 1, maxLength: 500 }).map((some) => Uint8Array.from(some))
      await checked(
        fc.tuple(values(message(service, 'request'), withoutStream(operation.input.schema)), bytes),
        async ([value, sent]) => {
          const given = toSdk(value) as Readonly<Record<string, unknown>>
          const input = member === undefined ? given : { ...given, [member.name]: sent }
          const theirs = await plain.send(operation, input)
          const mine = await spoken.send(operation, input)
          assert.deepEqual(compare(service, operation, theirs.request, mine.request).differences, [])
        },
        runs,
      )
    })
  }
}

for (const service of exchanged) {
  describeShared(`our codecs in the SDK of ${service.name}: ${service.protocolName}`, [service.model], () => {
    exchanges(service)
    describe('and without', () => requests(service))
  })
}
