/**
 * The metrics of a worker over HTTP that is odd, slow or much, and of a broker that does not answer.
 */
import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { noCounts } from '../../lib/cli/worker/Counts.js'
import type { Metrics, Watched } from '../../lib/cli/worker/metrics.js'
import { openMetrics } from '../../lib/cli/worker/metrics.js'
import { isLeft, right } from '../../lib/value/either.js'
import { converse } from '../hostile/rawHttp.js'
import { pause } from './server.js'

const address = { host: '127.0.0.1', port: 0 }

const open = async (watched: Partial<Watched> = {}): Promise<Metrics> => {
  const opened = await openMetrics(address, {
    counts: () => noCounts,
    inHand: () => 0,
    lag: async () => right({ waiting: 3, unacknowledged: 2 }),
    isStopping: () => false,
    ...watched,
  })
  return isLeft(opened) ? assert.fail(opened.left.message) : opened.right
}

const ask = (line: string, ...headers: ReadonlyArray<string>): string =>
  [line, 'host: x', ...headers, '', ''].join('\r\n')

describe('the metrics of a worker', () => {
  it('are for GET and HEAD, at one path and one for its health', async () => {
    let stops = false
    const { port, close } = await open({ isStopping: () => stops })
    const asked = [
      'GET /metrics HTTP/1.1',
      'GET http://x/metrics?a=b HTTP/1.1',
      'GET /healthz HTTP/1.1',
      'GET /x/../metrics HTTP/1.1',
      'GET //metrics HTTP/1.1',
      'GET / HTTP/1.1',
      'POST /metrics HTTP/1.1',
      'OPTIONS * HTTP/1.1',
    ]
    const { heard } = await converse(port, asked.map((line) => ask(line)).join(''), { answers: asked.length })
    assert.deepEqual(
      heard.map(({ status }) => status),
      [200, 200, 200, 404, 404, 404, 405, 404],
    )
    assert.match(heard[1]?.body ?? '', /^wireshape_worker_lag_messages 3$/m)
    assert.match(heard[0]?.headers.get('content-type') ?? '', /^text\/plain; version=/)
    stops = true
    const heads = await converse(port, ask('HEAD /metrics HTTP/1.1') + ask('HEAD /healthz HTTP/1.1'), {
      answers: 2,
      heads: 2,
    })
    assert.deepEqual(
      heads.heard.map(({ status }) => status),
      [200, 503],
    )
    await close()
  })

  it('are no place for what is not HTTP, and answer what was asked before it', async () => {
    const { port, close } = await open()
    for (const [bytes, status] of [
      ['\x16\x03\x01\r\n\r\n', 400],
      [ask('GET /metrics HTTP/1.1', 'content-length: 1', 'transfer-encoding: chunked'), 400],
      [ask('GET /metrics HTTP/1.1', `x: ${'y'.repeat(9000)}`), 431],
    ] as const) {
      const { heard, isClosed } = await converse(port, ask('GET /healthz HTTP/1.1') + bytes)
      assert.deepEqual([heard.map((one) => one.status), isClosed], [[200, status], true])
    }
    await close()
  })

  it('come without the broker where it does not answer, which is asked once for all who wait', async () => {
    let asked = 0
    const { port, close } = await open({
      lag: () => {
        asked++
        return new Promise(() => {})
      },
    })
    const scrapes = Array.from({ length: 20 }, () => converse(port, ask('GET /metrics HTTP/1.1'), { answers: 1 }))
    const healthy = await converse(port, ask('GET /healthz HTTP/1.1'), { answers: 1 })
    assert.equal(healthy.heard[0]?.body, 'ok\n')
    for (const { heard } of await Promise.all(scrapes))
      assert.match(heard[0]?.body ?? '', /^wireshape_worker_broker_up 0$/m)
    assert.ok(asked <= 3, `asked ${asked} times`)
    await close()
  })

  it('end at once with the worker, whoever is connected', async () => {
    const { port, close } = await open({ lag: () => new Promise(() => {}) })
    const sockets = ['', 'GET /met', ask('GET /metrics HTTP/1.1')].map((text) => {
      const socket = connect(port, '127.0.0.1', () => socket.write(text))
      return socket.on('error', () => {})
    })
    await pause(50)
    const from = performance.now()
    await close()
    assert.ok(performance.now() - from < 1900, 'it waited for the broker')
    for (const socket of sockets) socket.destroy()
  })
})
