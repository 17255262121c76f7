/**
 * Messages a second of one, two and four workers beside one that only acknowledges, and what that says of more machines.
 * `WIRESHAPE_WORKER_MESSAGES` says how many messages each run has.
 */
import type { ChildProcess } from 'node:child_process'
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { availableParallelism, cpus, loadavg } from 'node:os'
import { fileURLToPath } from 'node:url'
import { jetstreamManager } from '@nats-io/jetstream'
import { connect } from '@nats-io/transport-node'
import { startFleet } from './fleet.js'
import { ended, hasNats, pause, startNats } from './server.js'

const count = Number(process.env['WIRESHAPE_WORKER_MESSAGES'] ?? '30000')

interface Run {
  readonly name: string
  readonly perSecond: number
  /** Microseconds of processor time a message; `undefined` where the system does not say. */
  readonly workerMicros: number | undefined
  readonly serverMicros: number | undefined
}

/** Seconds of processor time that a process had. Source: proc(5), /proc/PID/stat, in ticks of 10 ms. */
const cpuSeconds = (pid: number | undefined): number | undefined => {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
    return (Number(fields[11]) + Number(fields[12])) / 100
  } catch {
    return undefined
  }
}

const sum = (parts: ReadonlyArray<number | undefined>): number | undefined =>
  parts.reduce<number | undefined>((a, b) => (a === undefined || b === undefined ? undefined : a + b), 0)

const main = async (): Promise<void> => {
  const server = await startNats()
  const fleet = await startFleet({ server, place: 'load', windowSeconds: 120, ackSeconds: 30 })
  const connection = await connect({ servers: server.url })
  const jsm = await jetstreamManager(connection)
  console.log(`${cpus()[0]?.model ?? ''}, ${availableParallelism()} cores; load before: ${loadavg()[0]?.toFixed(1)}`)
  console.log(`feeding ${count} messages of StartEmailContact, 5 % bad …`)
  await fleet.feed(0, count)

  const measure = async (name: string, consumer: string, start: () => ReadonlyArray<ChildProcess>): Promise<Run> => {
    const children = start()
    const info = async () => {
      try {
        return await jsm.consumers.info('load', consumer)
      } catch {
        return undefined
      }
    }
    const serverBefore = cpuSeconds(server.pid())
    // From the first delivery on: starting a process is no part of it, but of the processor time below it is.
    let from: number | undefined
    let idle: number | undefined
    for (;;) {
      const now = await info()
      if (from === undefined && (now?.delivered.consumer_seq ?? 0) > 0) {
        from = performance.now()
        idle = sum(children.map(({ pid }) => cpuSeconds(pid)))
      }
      if (now !== undefined && now.num_pending === 0 && now.num_ack_pending === 0) break
      await pause(20)
    }
    const seconds = (performance.now() - (from ?? 0)) / 1000
    const worker = sum([...children.map(({ pid }) => cpuSeconds(pid)), idle === undefined ? undefined : -idle])
    const serverAfter = cpuSeconds(server.pid())
    const serverTime = sum([serverAfter, serverBefore === undefined ? undefined : -serverBefore])
    for (const child of children) {
      child.kill('SIGTERM')
      await ended(child)
    }
    const micros = (time: number | undefined): number | undefined => time && (time * 1e6) / count
    const run = { name, perSecond: count / seconds, workerMicros: micros(worker), serverMicros: micros(serverTime) }
    const shown = (n: number | undefined): string => (n === undefined ? 'unknown' : `${n.toFixed(0)} µs`)
    console.log(
      `${name.padEnd(16)} ${run.perSecond.toFixed(0).padStart(7)} messages/s; processor time a message: ` +
        `${shown(run.workerMicros)} in workers, ${shown(run.serverMicros)} in the server; load ${loadavg()[0]?.toFixed(1)}`,
    )
    return run
  }

  const script = fileURLToPath(new URL('ackOnly.ts', import.meta.url))
  const ackOnly = await measure('acknowledge only', 'acks', () => [
    spawn(process.execPath, ['--import=tsx', script, server.url, 'load', 'acks'], { stdio: 'inherit' }),
  ])
  const runs: Array<Run> = []
  for (const workers of [1, 2, 4]) {
    const name = `w${workers}`
    await jsm.streams.add({ name, subjects: [`${name}.good`, `${name}.bad`], duplicate_window: 120e9 })
    const args = ['--consumer', name, '--accepted', `${name}.good`, '--rejected', `${name}.bad`, '--quiet']
    runs.push(
      await measure(`${workers} worker${workers > 1 ? 's' : ''}`, name, () =>
        Array.from({ length: workers }, () => fleet.worker(...args).child),
      ),
    )
    const { state } = await jsm.streams.info(name)
    if (state.messages !== count) throw new Error(`${state.messages} results of ${count}`)
    await jsm.streams.delete(name)
  }
  await connection.close()
  await fleet.close()
  await server.close()
  project(ackOnly, runs)
}

/** What processor times say of machines that only work, and of a server that only serves. */
const project = (ackOnly: Run, runs: ReadonlyArray<Run>): void => {
  const one = runs[0]
  if (one?.workerMicros === undefined || one.serverMicros === undefined) return
  const worker = 1e6 / one.workerMicros
  const server = 1e6 / one.serverMicros
  console.log(`
Projection, from the processor times of one worker:
  a core that only works:   ${worker.toFixed(0)} messages/s
  a core of the server:     ${server.toFixed(0)} messages/s (acknowledgements alone here: ${ackOnly.perSecond.toFixed(0)} messages/s)
  cores of workers that keep one core of the server busy: ${(server / worker).toFixed(1)}`)
  for (const cores of [4, 16, 64]) {
    const demand = cores * worker
    console.log(
      `  ${String(cores).padStart(2)} cores of workers: ${demand.toFixed(0)} messages/s, for which the server needs ${(demand / server).toFixed(1)} cores`,
    )
  }
  console.log(`
Assumptions: each worker has a core to itself and the server its own machine; a processor as fast as this one; messages of
this size; streams on one server, kept in files, not replicated (three replicas write each message three times); the network
adds latency, which batches in hand hide, and no processor time. What one stream cannot take, subjects are split over several.`)
}

if (hasNats()) await main()
else console.log('skipped: nats-server is not installed')
