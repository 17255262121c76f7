/**
 * Workers as processes of their own around one server: fed, watched, killed, and their results counted.
 */
import assert from 'node:assert/strict'
import type { ChildProcess } from 'node:child_process'
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { JetStreamClient, JetStreamManager } from '@nats-io/jetstream'
import { DeliverPolicy, jetstream, jetstreamManager } from '@nats-io/jetstream'
import type { NatsConnection } from '@nats-io/transport-node'
import { connect, headers } from '@nats-io/transport-node'
import { isBad, mail, poison } from './mail.js'
import type { NatsServer } from './server.js'
import { ended, pause } from './server.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

export interface Worker {
  readonly child: ChildProcess
  readonly isRunning: () => boolean
  /** All that it wrote, on both outputs. */
  readonly text: () => string
  readonly end: (signal: NodeJS.Signals) => Promise<number | null>
}

export interface Result {
  readonly verdict: 'accepted' | 'rejected'
  readonly source: string
  readonly headers: string
}

export interface Fleet {
  readonly worker: (...args: ReadonlyArray<string>) => Worker
  /** Messages of these numbers, each confirmed by the server, whatever becomes of it meanwhile. */
  readonly feed: (from: number, to: number, poisons?: ReadonlyArray<number>) => Promise<void>
  /** Until nothing waits and nothing is out. */
  readonly settled: (seconds: number) => Promise<void>
  readonly pending: () => Promise<{ readonly waiting: number; readonly out: number }>
  /** What is in the stream of results, by the number of the message. */
  readonly results: () => Promise<ReadonlyMap<number, ReadonlyArray<Result>>>
  readonly workers: () => ReadonlyArray<Worker>
  readonly close: () => Promise<void>
}

const main = fileURLToPath(new URL('../../dist/node/cli/main.js', import.meta.url))

// -------------------------------------------------------------------------------------
// parts
// -------------------------------------------------------------------------------------

const startWorker = (args: ReadonlyArray<string>): Worker => {
  const child = spawn(process.execPath, [main, 'worker', 'StartEmailContact', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const parts: Array<string> = []
  for (const output of [child.stdout, child.stderr]) output?.on('data', (part) => parts.push(String(part)))
  return {
    child,
    isRunning: () => child.exitCode === null && child.signalCode === null,
    text: () => parts.join(''),
    end: (signal) => {
      child.kill(signal)
      return ended(child)
    },
  }
}

/** Again until it is done: the server may be away. */
const persist = async <A>(run: () => Promise<A>): Promise<A> => {
  for (let tries = 0; ; tries++) {
    try {
      return await run()
    } catch (error) {
      if (tries > 100) throw error
      await pause(100)
    }
  }
}

const feedAll = async (
  js: JetStreamClient,
  subject: string,
  numbers: ReadonlyArray<number>,
  poisons: ReadonlySet<number>,
): Promise<void> => {
  let next = 0
  const one = async (): Promise<void> => {
    while (next < numbers.length) {
      const n = numbers[next++] as number
      const all = headers()
      all.append('X-Number', String(n))
      const payload = poisons.has(n) ? poison() : mail(n)
      await persist(() => js.publish(subject, payload, { msgID: `fed ${n}`, headers: all, timeout: 2000 }))
    }
  }
  await Promise.all(Array.from({ length: 200 }, one))
}

const readAll = async (
  js: JetStreamClient,
  jsm: JetStreamManager,
  stream: string,
): Promise<ReadonlyMap<number, ReadonlyArray<Result>>> => {
  const found = new Map<number, Array<Result>>()
  const { state } = await jsm.streams.info(stream)
  if (state.messages === 0) return found
  const consumer = await js.consumers.get(stream, { deliver_policy: DeliverPolicy.All })
  let count = 0
  for await (const message of await consumer.consume({ max_messages: 2000 })) {
    const all = message.headers
    const n = Number.parseInt(all?.get('X-Number') ?? '', 10)
    assert.ok(n >= 0, `a result of no message: ${message.subject}`)
    const lines = all?.keys().flatMap((name) => all.values(name).map((value) => `${name}: ${value}`)) ?? []
    const verdict = message.subject.endsWith('.good') ? 'accepted' : 'rejected'
    const result: Result = { verdict, source: all?.get('Wireshape-Source') ?? '', headers: lines.join('\n') }
    found.set(n, [...(found.get(n) ?? []), result])
    if (++count === state.messages) break
  }
  return found
}

// -------------------------------------------------------------------------------------
// fleet
// -------------------------------------------------------------------------------------

export interface FleetOptions {
  readonly server: NatsServer
  readonly place: string
  readonly windowSeconds: number
  readonly ackSeconds: number
}

export const startFleet = async ({ server, place, windowSeconds, ackSeconds }: FleetOptions): Promise<Fleet> => {
  const connection: NatsConnection = await connect({
    servers: server.url,
    maxReconnectAttempts: -1,
    reconnectTimeWait: 100,
  })
  const jsm = await jetstreamManager(connection)
  const js = jetstream(connection)
  const results = `${place}-results`
  await jsm.streams.add({ name: place, subjects: [`${place}.in`] })
  await jsm.streams.add({
    name: results,
    subjects: [`${place}.good`, `${place}.bad`],
    duplicate_window: windowSeconds * 1e9,
  })
  const workers: Array<Worker> = []
  const common = [
    ...['--server', server.url, '--stream', place, '--accepted', `${place}.good`, '--rejected', `${place}.bad`],
    ...['--ack-wait', String(ackSeconds)],
  ]
  const pending = async () => {
    const { num_pending, num_ack_pending } = await persist(() => jsm.consumers.info(place, 'wireshape'))
    return { waiting: num_pending, out: num_ack_pending }
  }
  return {
    worker: (...args) => {
      const worker = startWorker([...common, ...args])
      workers.push(worker)
      return worker
    },
    feed: (from, to, poisons = []) =>
      feedAll(
        js,
        `${place}.in`,
        Array.from({ length: to - from }, (_, i) => from + i),
        new Set(poisons),
      ),
    settled: async (seconds) => {
      const until = performance.now() + seconds * 1000
      for (;;) {
        const { waiting, out } = await pending()
        if (waiting === 0 && out === 0) return
        assert.ok(performance.now() < until, `${waiting} wait and ${out} are out after ${seconds} s`)
        await pause(100)
      }
    },
    pending,
    results: () => readAll(js, jsm, results),
    workers: () => workers,
    close: async () => {
      for (const worker of workers) await worker.end('SIGKILL')
      await connection.close()
    },
  }
}

// -------------------------------------------------------------------------------------
// accounts
// -------------------------------------------------------------------------------------

export interface Accounts {
  readonly accepted: number
  readonly rejected: number
  readonly lost: ReadonlyArray<number>
  /** In both subjects. */
  readonly split: ReadonlyArray<number>
  readonly wrong: ReadonlyArray<number>
  /** The source ids of those that are there more than once. */
  readonly twice: ReadonlyArray<string>
}

/** What became of the messages from 0 on. */
export const accountsOf = (
  results: ReadonlyMap<number, ReadonlyArray<Result>>,
  count: number,
  poisons: ReadonlyArray<number> = [],
): Accounts => {
  const all = Array.from({ length: count }, (_, n) => [n, results.get(n) ?? []] as const)
  const verdicts = all.map(([n, found]) => [n, new Set(found.map(({ verdict }) => verdict))] as const)
  const wanted = (n: number) => (isBad(n) || poisons.includes(n) ? 'rejected' : 'accepted')
  return {
    accepted: verdicts.filter(([, set]) => set.has('accepted')).length,
    rejected: verdicts.filter(([, set]) => set.has('rejected')).length,
    lost: all.filter(([, found]) => found.length === 0).map(([n]) => n),
    split: verdicts.filter(([, set]) => set.size > 1).map(([n]) => n),
    wrong: verdicts.filter(([n, set]) => set.size === 1 && !set.has(wanted(n))).map(([n]) => n),
    twice: all.flatMap(([, found]) => (found.length > 1 ? [found[0]?.source ?? ''] : [])),
  }
}
