/**
 * A server of `node:http` around a responder, with bounds on what peers may take of it, and an end that loses no answer.
 *
 * Laws, per connection:
 * 1. answers come in the order of requests, and what is wrong with a later one never takes the place of an earlier one's answer;
 * 2. where it cannot be told where a request ends, nothing that follows is read as another;
 * 3. requests are handed to the responder one after another: none before the answer of the last is out;
 * 4. after `close` every request that was handed to the responder is answered, and no other is handed to it.
 *
 * Source of 3: RFC 9112, section 9.3.2, by which requests that change something are not to be done side by side. It also bounds what a
 * peer can have waiting for it.
 */

import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { Server as NetServer } from 'node:net'
import type { Duplex } from 'node:stream'
import type { Either } from 'fp-ts/lib/Either.js'
import { left, right } from '../value/either.js'
import type { Incoming, ListenerOptions, Outgoing } from './nodeListener.js'
import { listenBy, refusalOf, writeRefusal } from './nodeListener.js'
import type { Responder } from './serve.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

export interface ServerOptions extends ListenerOptions {
  /** Default 0: one that is free. */
  readonly port?: number
  /** The interface. Default 127.0.0.1. */
  readonly host?: string
  /** The most bytes of a request's line and headers; beyond it status 431. Default 16,384. */
  readonly headerBytes?: number
  /** How long they may take to come; then status 408. At most `requestMillis`. Default 10,000 ms. */
  readonly headersMillis?: number
  /** How long a whole request may take to come, streams included; then status 408. Default 300,000 ms. */
  readonly requestMillis?: number
  /** How long a connection is kept for another request. Default 5,000 ms. */
  readonly idleMillis?: number
  /** How long a peer may take nothing of its answer; then its connection is ended. Default 30,000 ms. */
  readonly stallMillis?: number
  /** Open connections; one more is closed at once. Default 1024. */
  readonly connections?: number
  /** Requests of one connection, which then is closed. Default: any number. */
  readonly requestsPerConnection?: number
}

export interface HttpServer {
  /** `http://127.0.0.1:8080`, without a slash at the end. */
  readonly url: string
  readonly port: number
  /**
   * Takes no more, and resolves when all that was taken is answered and every connection has ended; those that last longer than that
   * are cut off.
   *
   * @param millis default 5000
   */
  readonly close: (millis?: number) => Promise<void>
}

interface Exchange {
  readonly incoming: IncomingMessage
  readonly outgoing: ServerResponse
  readonly invite: (() => void) | undefined
}

interface Connection {
  readonly socket: Socket
  /** In order: the one that is being answered, and those that wait for it. */
  readonly open: Array<Exchange>
  /** Answered or not. */
  last: Exchange | undefined
  /** What is said when all are answered, before it ends; `undefined` while more may be asked. */
  parting: string | undefined
  isEnding: boolean
  isPaused: boolean
  /** As it was found when it was looked at, and how often in a row. */
  seen: { readonly bytesWritten: number; readonly waiting: number; readonly times: number }
}

// -------------------------------------------------------------------------------------
// refusals
// -------------------------------------------------------------------------------------

/** By the codes of Node's errors; whatever else cannot be read is a bad request. */
const statuses: ReadonlyMap<string, readonly [status: number, phrase: string]> = new Map([
  ['HPE_HEADER_OVERFLOW', [431, 'Request Header Fields Too Large']],
  ['HPE_CHUNK_EXTENSIONS_OVERFLOW', [413, 'Payload Too Large']],
  ['ERR_HTTP_REQUEST_TIMEOUT', [408, 'Request Timeout']],
])

const refusalBy = ({ code = '' }: NodeJS.ErrnoException): readonly [status: number, phrase: string] =>
  statuses.get(code) ?? [400, 'Bad Request']

/** An error of the socket, and none of what came over it. */
const isGone = (error: NodeJS.ErrnoException): boolean => error.syscall !== undefined || error.code === 'ECONNRESET'

const textOf = (status: number, phrase: string): string =>
  `HTTP/1.1 ${status} ${phrase}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

/** How many requests of a connection may wait before no more is read of it; what one reading brings may be more. */
const mostWaiting = 32

const urlOf = ({ address, family, port }: AddressInfo): string =>
  `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`

/**
 * Listens for requests of HTTP/1.1.
 *
 * Errors: what the system says where it cannot listen: a port that is taken, an interface that is not there.
 */
export const openServer = (respond: Responder, options: ServerOptions = {}): Promise<Either<Error, HttpServer>> => {
  const { headersMillis = 10_000, requestMillis = 300_000, stallMillis = 30_000, lingerMillis = 1000 } = options
  const { onError = () => {}, onRefused = () => {} } = options
  const stallLookMillis = Math.max(1, Math.min(1000, stallMillis / 4))
  const listen = listenBy(respond, options)
  const connections = new Map<Duplex, Connection>()
  let closed: Promise<void> | undefined

  const server = createServer({
    headersTimeout: Math.min(headersMillis, requestMillis),
    requestTimeout: requestMillis,
    keepAliveTimeout: options.idleMillis ?? 5000,
    connectionsCheckingInterval: Math.max(1, Math.min(1000, headersMillis, requestMillis)),
    maxHeaderSize: options.headerBytes ?? 16_384,
    // Whatever options the process was started with.
    insecureHTTPParser: false,
    requireHostHeader: true,
  })
  // Node leaves out the headers after so many, without a word, be they those that frame a body. Their bytes are bounded.
  server.maxHeadersCount = 0
  server.maxConnections = options.connections ?? 1024
  server.maxRequestsPerSocket = options.requestsPerConnection ?? 0

  const end = (connection: Connection, parting: string): void => {
    const { socket } = connection
    connection.parting = ''
    if (connection.isEnding) return
    connection.isEnding = true
    if (socket.writable) socket.end(parting)
    // What still comes is not read as requests, but a close at once would be a reset, by which the peer may lose what it was answered.
    socket.resume()
    const late = setTimeout(() => socket.destroy(), lingerMillis)
    socket.once('close', () => clearTimeout(late))
  }

  /** Begins with the next request, or ends where there is to be none. */
  const advance = (connection: Connection): void => {
    const [next] = connection.open
    if (connection.isPaused && connection.open.length <= mostWaiting / 2) {
      connection.isPaused = false
      connection.socket.resume()
    }
    if (next === undefined) {
      if (connection.parting !== undefined) end(connection, connection.parting)
    } else if (!next.outgoing.writableEnded && !connection.socket.destroyed) {
      // The rim's own types say what it uses of Node's.
      listen(next.incoming as Incoming, next.outgoing as Outgoing, next.invite)
    }
  }

  const take = (incoming: IncomingMessage, outgoing: ServerResponse, invite?: () => void): void => {
    const connection = connections.get(incoming.socket)
    if (connection === undefined || connection.parting !== undefined) {
      incoming.on('error', () => {}).resume()
      return
    }
    const exchange = { incoming, outgoing, invite }
    connection.open.push(exchange)
    connection.last = exchange
    outgoing.once('close', () => {
      // Node answers in order, so that it is the first, but where the connection has ended.
      if (connection.open[0] === exchange) connection.open.shift()
      advance(connection)
    })
    if (connection.open.length > mostWaiting && !connection.isPaused) {
      connection.isPaused = true
      // At the end of a request Node reads on, unless that comes later.
      process.nextTick(() => connection.socket.pause())
    }
    // Before it is its turn: what follows on the connection may be anything.
    const refusal = refusalOf(incoming)
    if (refusal !== undefined) {
      connection.parting = ''
      onRefused(refusal)
      writeRefusal(refusal, outgoing)
    } else if (connection.open.length === 1) advance(connection)
  }

  /** The connection ends when what was asked before is answered. */
  const refuse = (connection: Connection, status: number, phrase: string): void => {
    if (connection.parting !== undefined) return
    const { last } = connection
    const broken = last === undefined || last.incoming.complete ? undefined : last.outgoing
    connection.parting = broken === undefined ? textOf(status, phrase) : ''
    if (broken?.headersSent !== true) onRefused(status)
    // A request whose body is broken has one answer: this one when it is its turn, or another that was begun before.
    if (broken?.headersSent === false) writeRefusal(status, broken)
    else if (broken?.writableEnded === false) broken.destroy()
    else if (connection.open.length === 0) advance(connection)
  }

  server.on('connection', (socket: Socket) => {
    connections.set(socket, {
      socket,
      open: [],
      last: undefined,
      parting: undefined,
      isEnding: false,
      isPaused: false,
      seen: { bytesWritten: 0, waiting: 0, times: 0 },
    })
    socket.once('close', () => connections.delete(socket))
  })
  server.on('request', (incoming, outgoing) => take(incoming, outgoing))
  server.on('checkContinue', (incoming, outgoing) => take(incoming, outgoing, () => outgoing.writeContinue()))
  server.on('clientError', (error, socket) => {
    const connection = connections.get(socket)
    // Nobody is left to be told.
    if (connection === undefined || !socket.writable || isGone(error)) socket.destroy()
    else refuse(connection, ...refusalBy(error))
  })
  // No proxy. Node has let go of the socket then, and of whoever heard its errors.
  server.on('connect', (_, socket) => {
    socket.on('error', () => {})
    const connection = connections.get(socket)
    if (connection !== undefined) refuse(connection, 405, 'Method Not Allowed')
  })

  // By turns and not by a clock: a process that was not let run for a while has not given its peers the time.
  const look = (): void => {
    for (const connection of connections.values()) {
      const { socket, seen } = connection
      const { bytesWritten, writableLength: waiting } = socket
      const isStill = waiting > 0 && waiting === seen.waiting && bytesWritten === seen.bytesWritten
      connection.seen = { bytesWritten, waiting, times: isStill ? seen.times + 1 : 0 }
      if (connection.seen.times * stallLookMillis >= stallMillis) socket.destroy()
    }
  }

  const close = (millis: number): Promise<void> =>
    new Promise((resolve) => {
      const late = setTimeout(() => {
        for (const { socket } of connections.values()) socket.destroy()
      }, millis)
      // Not by the server's own way, which first destroys connections that have been answered, sent or not.
      NetServer.prototype.close.call(server, () => {
        clearTimeout(late)
        resolve()
      })
      for (const connection of connections.values()) {
        const [under, ...waiting] = connection.open
        connection.parting = ''
        if (under === undefined) advance(connection)
        else if (waiting.length === 0 && !under.outgoing.headersSent) under.outgoing.setHeader('connection', 'close')
        connection.open.length = Math.min(1, connection.open.length)
      }
    })

  return new Promise((resolve) => {
    server.once('error', (error) => resolve(left(error)))
    server.listen(options.port ?? 0, options.host ?? '127.0.0.1', () => {
      server.on('error', onError)
      const looking = setInterval(look, stallLookMillis)
      looking.unref()
      // A server of TCP that listens has an address of this form.
      const address = server.address() as AddressInfo
      resolve(
        right({
          url: urlOf(address),
          port: address.port,
          close: (millis = 5000) => {
            closed ??= close(millis).finally(() => clearInterval(looking))
            return closed
          },
        }),
      )
    })
  })
}
