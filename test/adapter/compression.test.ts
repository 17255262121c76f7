/**
 * Requests compressed by the platform's own streams, over sockets: what is sent, and what a server makes of it.
 */
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { gunzipSync, gzipSync } from 'node:zlib'
import { call, implement, send, serve } from '../../lib/adapter/nodeHttp.js'
import { bytesBody, bytesOf, headerNamed } from '../../lib/http/index.js'
import type { Protocol, Service } from '../../lib/index.js'
import { protocols, restJson1 } from '../../lib/index.js'
import type { OperationTraits } from '../../lib/operation/Operation.js'
import * as S from '../../lib/shape/index.js'
import { Prelude as P } from '../../lib/shape/index.js'
import { info, operationOf } from '../awso/fixture.js'
import { bytesOfBody } from '../exchange/streams.js'
import { listen } from './services.js'

const Input = S.inferred('com.example#Input', {
  text: ['Text', () => P.String],
  encoding: ['Encoding', () => P.String],
})

const md5 = (bytes: Uint8Array): Uint8Array => createHash('md5').update(bytes).digest()

/** A server that keeps what it was asked, and a client of it that keeps what it sends. */
const rig = async (protocol: Protocol, traits: OperationTraits, maxBodyBytes?: number) => {
  const op = operationOf(Input, traits)
  const service: Service = { ...info, _tag: 'Service', operations: [op] }
  const inputs: Array<unknown> = []
  const implementation = implement(op, ({ input }) => {
    inputs.push(input)
    return { answer: { _tag: 'Right', right: undefined } }
  })
  const server = await listen(
    serve(protocol, service, [implementation], maxBodyBytes === undefined ? {} : { maxBodyBytes }),
  )
  const post = send(server.url)
  return { op, inputs, post, close: server.close }
}

const large = { text: 'é"<&'.repeat(20_000) }

describe('compression at the rims', () => {
  for (const protocol of protocols) {
    it(`${protocol.id}: there and back, the checksum of what is sent, small bodies as they are`, async () => {
      const { op, inputs, post, close } = await rig(protocol, { compression: ['gzip'], md5 })
      const sizes: Array<number> = []
      const put = call(protocol, op, async (request, options) => {
        const bytes = bytesOf(request.body)
        sizes.push(bytes.length)
        assert.equal(headerNamed(request.headers, 'content-md5'), Buffer.from(md5(bytes)).toString('base64'))
        const isZipped = headerNamed(request.headers, 'content-encoding') === 'gzip'
        assert.equal(isZipped, sizes.length === 1)
        if (isZipped) assert.ok(gunzipSync(bytes).length > 50_000)
        return post(request, options)
      })
      for (const input of [large, { text: 'small' }]) {
        const answer = await put(input)
        assert.equal(answer._tag, 'Right', JSON.stringify(answer))
      }
      assert.deepEqual(inputs, [large, { text: 'small' }])
      assert.ok((sizes[0] ?? 0) < 10_000)
      await close()
    })
  }

  it('not where it is turned off, nor where the operation does not take it; by another function where one is given', async () => {
    const { op, inputs, post, close } = await rig(restJson1, { compression: ['gzip'] })
    const encodings: Array<string | undefined> = []
    const seen: typeof post = (request, options) => {
      encodings.push(headerNamed(request.headers, 'content-encoding'))
      return post(request, options)
    }
    await call(restJson1, op, seen, { disableRequestCompression: true, compress: (bytes) => gzipSync(bytes) })(large)
    await call(restJson1, operationOf(Input), seen)(large)
    await call(restJson1, op, seen, { compress: (bytes) => gzipSync(bytes, { level: 9 }) })(large)
    assert.deepEqual(encodings, [undefined, undefined, 'gzip'])
    assert.deepEqual(inputs, [large, large, large])
    await close()
  })

  it('a server bounds what a body unfolds to, and says what is no gzip', async () => {
    const { op, inputs, post, close } = await rig(restJson1, { compression: ['gzip'] }, 1_000_000)
    const written = restJson1.client(op).encodeRequest({ text: 'x' })
    const request = written._tag === 'Right' ? written.right : assert.fail()
    const answers: Array<readonly [number, string]> = []
    const whole = gzipSync('{"Text":"x"}')
    for (const bytes of [gzipSync(Buffer.alloc(100_000_000)), Buffer.from('{}'), whole.subarray(0, -4), whole]) {
      const headers = [...request.headers, ['content-encoding', 'GZIP'] as const]
      const answer = await post({ ...request, headers, body: bytesBody(bytes) })
      const body = await bytesOfBody(answer.body)
      answers.push([answer.status, Buffer.from(body).toString()])
    }
    assert.deepEqual(answers.slice(0, 3), [
      [413, 'expected a body of at most 1000000 bytes'],
      [400, 'expected a body in gzip'],
      [400, 'expected a body in gzip'],
    ])
    assert.equal(answers[3]?.[0], 200)
    assert.deepEqual(inputs, [{ text: 'x' }])
    await close()
  })
})
