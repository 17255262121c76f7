/**
 * A nats-server of a test's own: on a free port, its streams in a folder that goes with it.
 */
import type { ChildProcess } from 'node:child_process'
import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface NatsServer {
  readonly url: string
  readonly port: number
  readonly pid: () => number | undefined
  /** As a fault would: kill -9. */
  readonly kill: () => Promise<void>
  /** On the same port, with the same folder. */
  readonly start: () => Promise<void>
  readonly close: () => Promise<void>
}

/** Whether there is a server to start; where there is none, its tests say that they are skipped. */
export const hasNats = (): boolean => spawnSync('nats-server', ['--version']).status === 0

export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => (typeof address === 'object' && address !== null ? resolve(address.port) : reject(address)))
    })
  })

export const pause = (millis: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, millis))

export const ended = (child: ChildProcess): Promise<number | null> =>
  new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve(child.exitCode)
    else child.once('exit', resolve)
  })

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('data', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })

const ready = async (port: number): Promise<void> => {
  for (let tries = 0; tries < 300; tries++) {
    if (await answers(port)) return
    await pause(50)
  }
  throw new Error('nats-server does not answer')
}

/** `more` is added to its configuration. */
export const startNats = async (more = ''): Promise<NatsServer> => {
  const folder = mkdtempSync(join(tmpdir(), 'wireshape-nats-'))
  const port = await freePort()
  const config = join(folder, 'server.conf')
  writeFileSync(
    config,
    `listen: "127.0.0.1:${port}"\nmax_payload: 8MB\njetstream { store_dir: "${join(folder, 'store')}" }\n${more}`,
  )
  let child: ChildProcess | undefined
  const start = async (): Promise<void> => {
    child = spawn('nats-server', ['-c', config], { stdio: 'ignore' })
    await ready(port)
  }
  const kill = async (): Promise<void> => {
    if (child === undefined) return
    child.kill('SIGKILL')
    await ended(child)
  }
  await start()
  return {
    url: `nats://127.0.0.1:${port}`,
    port,
    pid: () => child?.pid,
    kill,
    start,
    close: async () => {
      await kill()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
