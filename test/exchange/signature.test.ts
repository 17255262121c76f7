/**
 * What the real signer signed verifies against the request as our rim hands it to the decoder: method, raw path, raw query,
 * headers and body stand as they were sent.
 */
import assert from 'node:assert/strict'
import * as fc from 'fast-check'
import type { HttpRequest } from '../../lib/index.js'
import type { Value } from '../../lib/value/index.js'
import { seed } from '../seed.js'
import { describeShared } from '../shared.js'
import { streamMember } from './exchange.js'
import type { Caught, Post } from './post.js'
import { postOf } from './post.js'
import { toSdk, withoutStream } from './sdkValue.js'
import { credentials, exchanged, operationOf, serviceOf } from './services.js'
import { verify } from './sigV4.js'
import { runs, values } from './values.js'

const assertGenuine = ({ request, body }: Caught): boolean => {
  const { isGenuine, coversBody, canonicalRequest } = verify(request, body, credentials.secretAccessKey)
  assert.ok(isGenuine, canonicalRequest)
  const last = request.path.slice(0, -1)
  const changes: ReadonlyArray<HttpRequest> = [
    { ...request, path: `${last}%2E` },
    { ...request, query: `${request.query}${request.query === '' ? '' : '&'}a=b` },
    { ...request, method: 'PATCH' },
  ]
  for (const changed of changes)
    assert.ok(!verify(changed, body, credentials.secretAccessKey).isGenuine, 'another request has another signature')
  assert.ok(!verify(request, body, `${credentials.secretAccessKey}x`).isGenuine)
  return coversBody
}

const some = Math.max(runs, 10)

for (const service of exchanged) {
  describeShared(`signatures of ${service.name}`, [service.model], () => {
    let post: Post
    before(async () => {
      post = await postOf(service)
    })
    after(() => post.close())

    for (const name of service.operations) {
      it(`${name}: ${some} requests verify`, async () => {
        const operation = operationOf(serviceOf(service), name)
        const message = { protocol: service.protocolName, kind: 'request', query: '', status: 0 } as const
        const member = streamMember(operation.input.schema)
        const inputs: fc.Arbitrary<Value> = values(message, withoutStream(operation.input.schema))
        const property = fc.asyncProperty(inputs, fc.uint8Array({ maxLength: 500 }), async (value, bytes) => {
          const given = toSdk(value) as Readonly<Record<string, unknown>>
          const caught = await post.send(operation, member === undefined ? given : { ...given, [member.name]: bytes })
          assertGenuine(caught)
          assert.notEqual(caught.input, undefined, 'our server took the very request')
        })
        const details = await fc.check(property, { numRuns: some, seed, endOnFailure: true })
        if (details.failed)
          throw new Error(`WIRESHAPE_SEED=${seed}\n${fc.defaultReportMessage(details)}`, {
            cause: details.errorInstance,
          })
      })
    }
  })
}

const s3 = exchanged.find(({ name }) => name === 's3')

const keys = [
  'plain',
  'a b',
  'a+b',
  'a%20b',
  'a%2Fb',
  '%',
  'a/b/c',
  'a/../b',
  '../b',
  'a/./b',
  './b',
  'a/.',
  'a/..',
  '.',
  '..',
  'a//b',
  '//a',
  '/a',
  'a/',
  '/',
  "it's(1)!*",
  '~-_.',
  'a?b#c',
  'a&b=c;d,e',
  'ключ',
  '日本/語',
  '😀',
  '\u0007',
  '"<>\\^`{|}',
  'a:b@c$d',
  '%C3%A9',
  'é',
  'e\u0301',
] // prettier-ignore

if (s3 !== undefined)
  describeShared('signatures of S3 keys', [s3.model], () => {
    let post: Post
    before(async () => {
      post = await postOf(s3)
    })
    after(() => post.close())

    for (const key of keys) {
      it(`${JSON.stringify(key)} in the path and in the query`, async () => {
        const service = serviceOf(s3)
        const put = await post.send(operationOf(service, 'PutObject'), { Bucket: 'bucket-1', Key: key, Body: 'text' })
        assertGenuine(put)
        assert.equal((put.input as { readonly key?: unknown } | undefined)?.key, key)
        const list = await post.send(operationOf(service, 'ListObjectsV2'), {
          Bucket: 'bucket-1',
          Prefix: key,
          Delimiter: '+',
        })
        assertGenuine(list)
        assert.equal((list.input as { readonly prefix?: unknown } | undefined)?.prefix, key)
        const copy = await post.send(operationOf(service, 'CopyObject'), {
          Bucket: 'bucket-1',
          Key: key,
          CopySource: 'from/x',
        })
        assertGenuine(copy)
        assert.equal((copy.input as { readonly key?: unknown } | undefined)?.key, key)
      })
    }

    it('a signature over the body notices a changed byte', async () => {
      const dynamodb = exchanged.find(({ name }) => name === 'dynamodb') ?? assert.fail()
      const other = await postOf(dynamodb)
      const caught = await other.send(operationOf(serviceOf(dynamodb), 'DescribeTable'), { TableName: 'table' })
      await other.close()
      assert.ok(assertGenuine(caught))
      const changed = Uint8Array.from(caught.body, (byte, i) => (i === 0 ? byte ^ 1 : byte))
      assert.ok(!verify(caught.request, changed, credentials.secretAccessKey).isGenuine)
    })
  })
