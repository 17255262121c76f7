/**
 * The contract of brokers, held against each: the one in memory, and NATS where a server is installed.
 */
import assert from 'node:assert/strict'
import { jetstream, jetstreamManager } from '@nats-io/jetstream'
import { connect, headers as natsHeaders } from '@nats-io/transport-node'
import type { Harness, HarnessOptions } from '../../lib/adapter/broker/index.js'
import { brokerContract, memoryServer } from '../../lib/adapter/broker/index.js'
import { openNats } from '../../lib/adapter/broker/nats.js'
import { isLeft } from '../../lib/value/either.js'
import type { NatsServer } from './server.js'
import { hasNats, startNats } from './server.js'

const hold = (open: (options: HarnessOptions) => Promise<Harness>): void => {
  for (const { name, check } of brokerContract(open)) it(name, async () => assert.deepEqual(await check(), []))
}

describe('the broker in memory', () => {
  hold(async (options) => {
    const server = memoryServer({ ...options, maxBytes: 1024 * 1024, now: Date.now })
    return {
      connect: async () => server.connect(),
      put: async (payload, headers) => server.put(payload, headers),
      published: async () => server.published(),
      to: 'results',
      close: async () => undefined,
    }
  })
})

const natsHarness = async (
  url: string,
  place: string,
  { ackMillis, windowMillis }: HarnessOptions,
): Promise<Harness> => {
  const connection = await connect({ servers: url })
  const jsm = await jetstreamManager(connection)
  const js = jetstream(connection)
  await jsm.streams.add({ name: place, subjects: [`${place}.in`] })
  const results = `${place}_RESULTS`
  await jsm.streams.add({ name: results, subjects: [`${place}.out`], duplicate_window: windowMillis * 1e6 })
  return {
    to: `${place}.out`,
    connect: async () => {
      const broker = await openNats({
        servers: [url],
        name: 'contract',
        login: {},
        stream: place,
        consumer: 'workers',
        filter: undefined,
        ackMillis,
        prefetch: 16,
        publishMillis: 5000,
        results: [`${place}.out`],
        create: undefined,
        heard: () => undefined,
      })
      assert.ok(!isLeft(broker), isLeft(broker) ? broker.left.message : '')
      return broker.right
    },
    put: async (payload, headers) => {
      const all = natsHeaders()
      for (const [name, value] of headers) all.append(name, value)
      await js.publish(`${place}.in`, payload, { headers: all })
    },
    published: async () => {
      const { state } = await jsm.streams.info(results)
      const kept: Array<Awaited<ReturnType<Harness['published']>>[number]> = []
      for (let seq = 1; seq <= state.last_seq; seq++) {
        const message = await jsm.streams.getMessage(results, { seq })
        if (message === null) continue
        kept.push({
          to: message.subject,
          payload: message.data,
          headers: message.header
            .keys()
            .flatMap((name) => message.header.values(name).map((value) => [name, value] as const)),
        })
      }
      return kept
    },
    close: () => connection.close(),
  }
}

describe('NATS JetStream as a broker', () => {
  let server: NatsServer | undefined
  let last = 0
  before(async function () {
    if (!hasNats()) this.skip()
    server = await startNats()
  })
  after(() => server?.close())
  hold((options) => natsHarness(server?.url ?? '', `LAW${++last}`, options))
})
