/**
 * Workers against messages that nobody meant, a server that stands still, and one that does not take what they publish.
 */
import assert from 'node:assert/strict'
import { connect as dial } from 'node:net'
import { jetstream, jetstreamManager } from '@nats-io/jetstream'
import type { NatsConnection } from '@nats-io/transport-node'
import { connect } from '@nats-io/transport-node'
import type { Fleet, Worker } from './fleet.js'
import { startFleet } from './fleet.js'
import { isBad, mail, markers } from './mail.js'
import type { NatsServer } from './server.js'
import { hasNats, pause, startNats } from './server.js'

/** Publishes bytes as headers, which the client would refuse to. Source: docs.nats.io, client protocol, HPUB. */
const publishRaw = (
  port: number,
  subject: string,
  messages: ReadonlyArray<readonly [head: string, body: Uint8Array]>,
) =>
  new Promise<void>((resolve, reject) => {
    const socket = dial(port, '127.0.0.1')
    let said = ''
    socket.once('error', reject)
    socket.on('data', (bytes) => {
      said += bytes.toString('latin1')
      if (said.includes('-ERR')) reject(new Error(said))
      if (!said.includes('PONG')) return
      socket.end()
      resolve()
    })
    socket.write('CONNECT {"verbose":false,"headers":true}\r\n')
    for (const [head, body] of messages) {
      const bytes = Buffer.from(head, 'latin1')
      socket.write(`HPUB ${subject} ${bytes.length} ${bytes.length + body.length}\r\n`)
      for (const part of [bytes, body, Buffer.from('\r\n')]) socket.write(part)
    }
    socket.write('PING\r\n')
  })

const headed = (...lines: ReadonlyArray<string>): string => ['NATS/1.0', ...lines, '', ''].join('\r\n')

/** Blocks of headers that a server keeps: it refuses those beyond 64 KB. */
const blocks: ReadonlyArray<string> = [
  headed('Bad Name: x'),
  headed('x: a\nb'),
  headed('x: a\rb'),
  headed(': x'),
  headed('no colon'),
  headed('x\x00: \x00'),
  headed('x: \xe9\xff\xfe'),
  headed('Wireshape-Verdict: rejected', 'Wireshape-Source: forged', 'Nats-Msg-Id: forged'),
  headed(...Array.from({ length: 5500 }, (_, i) => `x${i}: 1`)),
  headed(`x: ${'y'.repeat(60_000)}`),
  'NATS/1.0 503\r\n\r\n',
  'NATS/1.0 100 Idle Heartbeat\r\n\r\n',
  'NATS/1.0 408 Request Timeout\r\n\r\n',
]

/** Whoever comes may do everything but publish there. Source: docs.nats.io, server configuration, authorization. */
const locked = `
authorization {
  users: [{ user: anybody, password: none, permissions: { publish: { deny: ["locked.bad"] } } }]
}
no_auth_user: anybody
`

describe('workers and what nobody meant', () => {
  let server: NatsServer
  let fleet: Fleet | undefined
  let connection: NatsConnection
  before(async function () {
    if (!hasNats()) this.skip()
    server = await startNats(locked)
    connection = await connect({ servers: server.url })
  })
  afterEach(async () => {
    await fleet?.close()
    fleet = undefined
  })
  after(async () => {
    await connection?.close()
    await server?.close()
  })

  const begin = async (place: string, ...args: ReadonlyArray<string>): Promise<readonly [Fleet, Worker]> => {
    fleet = await startFleet({ server, place, windowSeconds: 120, ackSeconds: 30 })
    return [fleet, fleet.worker(...args)]
  }

  interface Kept {
    readonly subject: string
    readonly size: number
    readonly lines: ReadonlyArray<string>
  }

  const resultsOf = async (place: string): Promise<ReadonlyArray<Kept>> => {
    const jsm = await jetstreamManager(connection)
    const { state } = await jsm.streams.info(`${place}-results`)
    const kept: Array<Kept> = []
    for (let seq = Math.max(1, state.first_seq); seq <= state.last_seq; seq++) {
      const message = await jsm.streams.getMessage(`${place}-results`, { seq })
      if (message === null) continue
      const { subject, data, header } = message
      const lines = header.keys().flatMap((name) => header.values(name).map((value) => `${name}: ${value}`))
      kept.push({ subject, size: data.length, lines })
    }
    return kept
  }

  it('headers of any form take no worker with them, and no result has any that it should not', async () => {
    const [{ settled }, worker] = await begin('heads')
    await publishRaw(
      server.port,
      'heads.in',
      blocks.flatMap((block, i) => [[block, mail(i * 20)] as const, [headed('X-Plain: 1'), mail(i * 20 + 1)] as const]),
    )
    await pause(500)
    await settled(60)
    const results = await resultsOf('heads')
    assert.equal(results.length, 2 * blocks.length, worker.text())
    assert.ok(results.every(({ subject }) => subject === 'heads.good'))
    const lines = results.flatMap((one) => one.lines)
    assert.equal(lines.filter((line) => line === 'X-Plain: 1').length, blocks.length)
    assert.equal(lines.filter((line) => line === 'Wireshape-Verdict: accepted').length, results.length)
    assert.ok(!lines.some((line) => /forged|rejected|yyy|^x\d/.test(line)))
    assert.ok(worker.isRunning())
    assert.equal(await worker.end('SIGTERM'), 0)
  }).timeout(120_000)

  it('a flood of poison is rejected message by message, and what is good among it is accepted', async () => {
    const [{ settled }, worker] = await begin('flood')
    const js = jetstream(connection)
    const deep = Buffer.from('{"a":'.repeat(12_000))
    const wide = Buffer.from(`{"Attributes":{${Array.from({ length: 2000 }, (_, i) => `"${i}":${i}`).join()}}}`)
    const sent = Array.from({ length: 200 }, (_, i) => (i % 4 === 0 ? mail(0) : i % 4 === 1 ? wide : deep))
    await Promise.all(sent.map((payload, i) => js.publish('flood.in', payload, { msgID: `${i}`, timeout: 20_000 })))
    await settled(60)
    const results = await resultsOf('flood')
    const good = results.filter(({ subject }) => subject === 'flood.good')
    assert.deepEqual([results.length, good.length], [200, 50])
    // Of two thousand issues as many as a header may hold, and their number.
    assert.ok(results.every(({ lines }) => lines.join('').length < 4096))
    assert.ok(worker.isRunning())
    assert.equal(await worker.end('SIGTERM'), 0)
  }).timeout(120_000)

  it('a stream that takes small messages alone has every result, without what does not fit', async () => {
    const [{ settled }, worker] = await begin('small')
    const jsm = await jetstreamManager(connection)
    await jsm.streams.update('small-results', { max_msg_size: 1500 })
    const js = jetstream(connection)
    const large = Buffer.from(
      JSON.stringify({ ...JSON.parse(Buffer.from(mail(0)).toString()), Padding: 'x'.repeat(2000) }),
    )
    for (const payload of [mail(0), large, Buffer.alloc(5000, '['), mail(1)]) await js.publish('small.in', payload)
    await settled(60)
    const results = await resultsOf('small')
    assert.deepEqual(results.map(({ subject, size }) => [subject, size > 0]).sort(), [
      ['small.bad', false],
      ['small.bad', false],
      ['small.good', true],
      ['small.good', true],
    ])
    assert.equal(await worker.end('SIGTERM'), 0)
  }).timeout(120_000)

  it('a subject that it may not publish to keeps what belongs there waiting, and nothing else', async () => {
    const [{ feed, pending }, worker] = await begin('locked')
    await feed(0, 100)
    const bad = Array.from({ length: 100 }, (_, n) => n).filter(isBad).length
    const counts = async (): Promise<ReadonlyArray<number>> => [
      (await resultsOf('locked')).filter(({ subject }) => subject === 'locked.good').length,
      (await pending()).out,
    ]
    for (let now = await counts(); now[0] !== 100 - bad || now[1] !== bad; now = await counts()) await pause(100)
    assert.deepEqual(
      (await resultsOf('locked')).filter(({ subject }) => subject === 'locked.bad'),
      [],
    )
    assert.match(worker.text(), /level=warn event=fault doing=publish fault=Refused/)
    assert.deepEqual(
      markers.filter((marker) => worker.text().includes(marker)),
      [],
    )
    assert.equal(await worker.end('SIGTERM'), 0)
  }).timeout(120_000)

  it('a server that stands still is waited for: each message has one result', async () => {
    const [{ feed, settled, results }, worker] = await begin('still', '--batch', '32')
    const feeding = feed(0, 600)
    await pause(200)
    process.kill(server.pid() ?? 0, 'SIGSTOP')
    await pause(1500)
    process.kill(server.pid() ?? 0, 'SIGCONT')
    await feeding
    await settled(60)
    const found = await results()
    assert.equal(found.size, 600)
    assert.ok([...found.values()].every(({ length }) => length === 1))
    assert.equal(await worker.end('SIGTERM'), 0)
  }).timeout(120_000)
})
