/**
 * What the tests of the rims share: live services from the shared folder, streams of bytes, and a server on the loopback.
 */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import type { Incoming, ListenerOptions, Responder } from '../../lib/adapter/nodeHttp.js'
import { listener } from '../../lib/adapter/nodeHttp.js'
import type { AnyOperation, Service, Shape, Streaming } from '../../lib/index.js'
import { shapeOf } from '../../lib/index.js'
import { readSmithy } from '../../lib/model/index.js'
import { isStream, targetOf } from '../../lib/schema/Schema.js'
import type { Value } from '../../lib/value/index.js'

// services

export const serviceIn = (path: string): Service => {
  const services = readSmithy(JSON.parse(readFileSync(path, 'utf8')) as unknown)
  const [service] = services._tag === 'Right' ? services.right : []
  return service ?? assert.fail(`${path} has no service`)
}

export const operationOf = (service: Service, name: string): AnyOperation =>
  service.operations.find((operation) => operation.name === name) ?? assert.fail(`no operation ${name}`)

/** The events that follow an operation's answer. */
export const eventsOf = ({ output: { schema } }: AnyOperation): Shape<unknown, Value, unknown> => {
  const member = schema._tag === 'structure' ? schema.members.find(isStream) : undefined
  return member === undefined ? assert.fail('no events') : shapeOf(targetOf(member))
}

// streams

export const streaming = (stream: AsyncIterable<Uint8Array>): Streaming => ({ _tag: 'Streaming', stream })

/** So many bytes in chunks of 64 KiB, each chunk its own and told apart by its number. */
export async function* bytesOfSize(size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0, i = 0; at < size; at += 65_536, i++) yield new Uint8Array(Math.min(65_536, size - at)).fill(i)
}

/** Counts the bytes of a stream and looks at each chunk's content. */
export const weigh = async (stream: AsyncIterable<Uint8Array>): Promise<number> => {
  let at = 0
  for await (const chunk of stream) {
    for (const i of [0, chunk.length - 1]) assert.equal(chunk[i], ((at + i) >> 16) & 0xff)
    at += chunk.length
  }
  return at
}

// servers

export interface Listening {
  readonly url: string
  /** Open connections that have brought a request; clients may hold others in reserve. */
  readonly sockets: ReadonlySet<Socket>
  readonly close: () => Promise<void>
}

type Listener = (incoming: Incoming & NodeJS.EventEmitter, outgoing: Parameters<ReturnType<typeof listener>>[1]) => void

export const listenTo = async (given: Listener): Promise<Listening> => {
  const sockets = new Set<Socket>()
  const server = createServer((incoming, outgoing) => {
    const { socket } = incoming
    if (!sockets.has(socket)) socket.once('close', () => sockets.delete(socket))
    sockets.add(socket)
    given(incoming, outgoing)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // A server that listens on TCP has an address of this kind.
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    sockets,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed())
        server.closeAllConnections()
      }),
  }
}

export const listen = (respond: Responder, options?: ListenerOptions): Promise<Listening> =>
  listenTo(listener(respond, options))

/** Waits until that holds; fails after two seconds. */
export const until = async (holds: () => boolean, what: string): Promise<number> => {
  const started = performance.now()
  while (!holds()) {
    if (performance.now() - started > 2000) assert.fail(`after two seconds: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
  return performance.now() - started
}
