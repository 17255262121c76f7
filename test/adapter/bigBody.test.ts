/**
 * A large body through S3's PutObject and GetObject, client and server each a process of its own, over a real socket: what they
 * take beyond the start is under 100 MB. 128 MiB by default, 1 GiB where WIRESHAPE_BIG is 1.
 */
import assert from 'node:assert/strict'
import type { ChildProcess } from 'node:child_process'
import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { describeShared } from '../shared.js'

const isBig = process.env['WIRESHAPE_BIG'] === '1'
const size = isBig ? 1 << 30 : 1 << 27

/** Below either size, so that a body held whole is noticed. */
const allowed = 100e6

const program = (name: string, args: ReadonlyArray<string>): ChildProcess =>
  fork(fileURLToPath(new URL(name, import.meta.url)), [...args], { execArgv: ['--expose-gc', '--import=tsx'] })

const heard = <M>(child: ChildProcess): Promise<M> =>
  new Promise((resolve, reject) => {
    // What these programs send is what their counterpart here reads.
    child.once('message', (message) => resolve(message as M))
    child.once('exit', (code) => reject(new Error(`exit ${code}`)))
  })

interface Measured {
  readonly said: unknown
  readonly millis: number
  readonly growth: number
}

const mb = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`

describeShared('a large body', ['models/smithy/s3.json'], ([model = '']) => {
  for (const rim of ['node:http', 'fetch']) {
    it(`${size >> 20} MiB each way by ${rim}`, async function () {
      this.timeout(300_000)
      const server = program('./bigServer.ts', [model])
      const children = [server]
      try {
        const { url } = await heard<{ url: string }>(server)
        const client = program('./bigClient.ts', [model, url, `${size}`, rim === 'fetch' ? 'fetch' : 'node'])
        children.push(client)
        await heard(client)
        server.send('start')
        const { base } = await heard<{ base: number }>(server)
        client.send('start')
        const { put, get } = await heard<{ put: Measured; get: Measured }>(client)
        server.send('stop')
        const { peak } = await heard<{ peak: number }>(server)
        const rate = ({ millis }: Measured): string => `${(size / millis / 1000).toFixed(0)} MB/s`
        console.log(
          `      put ${rate(put)}, client ${mb(put.growth)} more; get ${rate(get)}, client ${mb(get.growth)} more; server ${mb(peak - base)} more`,
        )
        assert.equal(put.said, `"${size}"`)
        assert.equal(get.said, size)
        for (const growth of [put.growth, get.growth, peak - base]) assert.ok(growth < allowed, mb(growth))
      } finally {
        for (const child of children) child.kill()
      }
    })
  }
})
