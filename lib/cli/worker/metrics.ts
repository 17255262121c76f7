/**
 * The metrics of a worker as Prometheus reads them, by `prom-client`, which is loaded where they are asked for.
 */

import type { Broker } from '../../adapter/broker/Broker.js'
import { brokerFault } from '../../adapter/broker/Broker.js'
import { openServer } from '../../adapter/nodeServer.js'
import type { Responder } from '../../adapter/serve.js'
import type { HttpResponse } from '../../http/message.js'
import { bytesBody, noBody } from '../../http/message.js'
import { isLeft, left, right } from '../../value/either.js'
import type { Attempt } from '../Outcome.js'
import { failed, systemReason } from '../Outcome.js'
import type { Counts } from './Counts.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

export interface Watched {
  readonly counts: () => Counts
  readonly inHand: () => number
  readonly lag: Broker['lag']
  /** Whether no more is pulled. */
  readonly isStopping: () => boolean
}

export interface Address {
  readonly host: string
  readonly port: number
}

export interface Metrics {
  /** Where it listens. */
  readonly port: number
  readonly took: (seconds: number) => void
  readonly close: () => Promise<void>
}

// -------------------------------------------------------------------------------------
// rates
// -------------------------------------------------------------------------------------

/** Over how many seconds a rate is taken. */
const rateSeconds = 10

interface Sample {
  readonly at: number
  readonly settled: number
}

const settledOf = ({ accepted, rejected }: Counts): number => accepted + rejected

/** Messages a second, of late. */
const startRate = (counts: () => Counts): { readonly rate: () => number; readonly stop: () => void } => {
  const sample = (): Sample => ({ at: performance.now(), settled: settledOf(counts()) })
  let samples: ReadonlyArray<Sample> = [sample()]
  const timer = setInterval(() => {
    samples = [...samples, sample()].slice(-rateSeconds)
  }, 1000)
  timer.unref()
  return {
    stop: () => clearInterval(timer),
    rate: () => {
      const [first = sample()] = samples
      const last = sample()
      const seconds = (last.at - first.at) / 1000
      return seconds > 0 ? (last.settled - first.settled) / seconds : 0
    },
  }
}

// -------------------------------------------------------------------------------------
// registry
// -------------------------------------------------------------------------------------

type Prometheus = typeof import('prom-client')

const load = async (): Promise<Attempt<Prometheus>> => {
  try {
    // A module of CommonJS, whose names are those of its default.
    const loaded = (await import('prom-client')) as Prometheus & { readonly default?: Prometheus }
    return right(loaded.default ?? loaded)
  } catch {
    return failed('unreadable', 'prom-client, which --metrics needs, is not installed', ['npm install prom-client'])
  }
}

/** What is counted, by the name of its metric. */
const counted = {
  pulled: ['messages_pulled_total', 'Messages pulled from the source.'],
  redelivered: ['messages_redelivered_total', 'Messages pulled that had been delivered before.'],
  bytes: ['bytes_pulled_total', 'Bytes of the payloads pulled.'],
  acknowledged: ['messages_acknowledged_total', 'Messages acknowledged after their result was confirmed.'],
  returned: ['messages_returned_total', 'Messages handed back, to be delivered again.'],
  duplicates: ['duplicates_dropped_total', 'Results that the broker had already, and kept once.'],
  perhapsTwice: ['perhaps_twice_total', 'Results that may be there twice: delivered again after ids were forgotten.'],
  faults: ['broker_faults_total', 'Calls of the broker that failed.'],
} as const

/** How long a broker has to say how much waits: whoever asks for metrics waits no longer than some seconds either. */
const lagMillis = 2000

const inTime = (lag: ReturnType<Broker['lag']>): ReturnType<Broker['lag']> =>
  new Promise((resolve) => {
    const late = setTimeout(
      () => resolve(left(brokerFault('Unavailable', `no answer within ${lagMillis} ms`))),
      lagMillis,
    )
    void lag.then((answer) => {
      clearTimeout(late)
      resolve(answer)
    })
  })

const registryOf = (prometheus: Prometheus, watched: Watched, rate: () => number) => {
  const { Counter, Gauge, Histogram, Registry } = prometheus
  const registry = new Registry()
  const registers = [registry]
  const named = (name: string): string => `wireshape_worker_${name}`
  for (const [key, [name, help]] of Object.entries(counted)) {
    new Counter({
      name: named(name),
      help,
      registers,
      collect() {
        this.reset()
        this.inc(watched.counts()[key as keyof typeof counted])
      },
    })
  }
  new Counter({
    name: named('messages_total'),
    help: 'Messages whose result was confirmed, by verdict.',
    labelNames: ['verdict'],
    registers,
    collect() {
      const { accepted, rejected } = watched.counts()
      this.reset()
      this.inc({ verdict: 'accepted' }, accepted)
      this.inc({ verdict: 'rejected' }, rejected)
    },
  })
  const labelled = [
    ['issues', 'issues_total', 'Issues of rejected messages, by code.', 'code'],
    ['reasons', 'rejections_total', 'Rejected messages, by reason.', 'reason'],
  ] as const
  for (const [key, name, help, label] of labelled) {
    new Counter({
      name: named(name),
      help,
      labelNames: [label],
      registers,
      collect() {
        this.reset()
        for (const [value, n] of watched.counts()[key]) this.inc({ [label]: value }, n)
      },
    })
  }
  new Gauge({
    name: named('messages_per_second'),
    help: `Messages whose result was confirmed, a second, over the last ${rateSeconds} seconds.`,
    registers,
    collect() {
      this.set(rate())
    },
  })
  new Gauge({
    name: named('messages_in_hand'),
    help: 'Messages that were pulled and are not settled.',
    registers,
    collect() {
      this.set(watched.inHand())
    },
  })
  // The three are asked for at once, and perhaps by several: one question answers them.
  let asked: ReturnType<Broker['lag']> | undefined
  const lagNow = (): ReturnType<Broker['lag']> => {
    asked ??= inTime(watched.lag()).finally(() => {
      asked = undefined
    })
    return asked
  }
  new Gauge({
    name: named('broker_up'),
    help: 'Whether the broker answered when it was asked for its lag.',
    registers,
    async collect() {
      this.set(isLeft(await lagNow()) ? 0 : 1)
    },
  })
  const lags = [
    ['waiting', 'lag_messages', 'Messages that wait in the source, for all workers together.'],
    ['unacknowledged', 'lag_unacknowledged', 'Messages that some worker has and did not acknowledge.'],
  ] as const
  for (const [key, name, help] of lags) {
    new Gauge({
      name: named(name),
      help,
      registers,
      async collect() {
        const lag = await lagNow()
        // The last that was known stands where the broker does not say.
        if (!isLeft(lag)) this.set(lag.right[key])
      },
    })
  }
  const seconds = new Histogram({
    name: named('batch_seconds'),
    help: 'From when a batch is there to its acknowledgement.',
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers,
  })
  prometheus.collectDefaultMetrics({ register: registry })
  return { registry, took: (s: number) => seconds.observe(s) }
}

// -------------------------------------------------------------------------------------
// server
// -------------------------------------------------------------------------------------

const plain = (status: number, text: string): HttpResponse => ({
  status,
  headers: [['content-type', 'text/plain; charset=utf-8']],
  body: text === '' ? noBody : bytesBody(new TextEncoder().encode(text)),
})

/** Scrapers are few, and send no bodies. */
const limits = { connections: 64, headersMillis: 5000, requestMillis: 5000, headerBytes: 8192 }

/** How long a scraper that is being answered has when a worker ends. */
const closeMillis = 250

/** Serves `/metrics`, and `/healthz`: 200 while it works, 503 while it drains. */
export const openMetrics = async (
  address: Address,
  watched: Watched,
  onError: (error: unknown) => void = () => {},
): Promise<Attempt<Metrics>> => {
  const prometheus = await load()
  if (isLeft(prometheus)) return prometheus
  const { rate, stop } = startRate(watched.counts)
  const { registry, took } = registryOf(prometheus.right, watched, rate)
  const respond: Responder = async ({ method, path }) => {
    if (path !== '/metrics' && path !== '/healthz') return plain(404, '')
    if (method !== 'GET' && method !== 'HEAD') return { ...plain(405, ''), headers: [['allow', 'GET, HEAD']] }
    if (path === '/healthz') return watched.isStopping() ? plain(503, 'draining\n') : plain(200, 'ok\n')
    return { ...plain(200, await registry.metrics()), headers: [['content-type', registry.contentType]] }
  }
  const opened = await openServer(respond, { ...address, ...limits, onError })
  if (isLeft(opened)) {
    stop()
    return failed('unreadable', `cannot listen on ${address.host}:${address.port}: ${systemReason(opened.left)}`)
  }
  return right({
    port: opened.right.port,
    took,
    close: () => {
      stop()
      return opened.right.close(closeMillis)
    },
  })
}
