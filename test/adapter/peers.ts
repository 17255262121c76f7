/**
 * What the tests of `openServer` share: servers that answer with what they were asked, and raw sockets as their peers.
 */
import assert from 'node:assert/strict'
import type { Socket } from 'node:net'
import { connect } from 'node:net'
import type { HttpServer, Responder, ServerOptions } from '../../lib/adapter/nodeHttp.js'
import { openServer, wholeBody } from '../../lib/adapter/nodeHttp.js'
import type { HttpResponse } from '../../lib/index.js'
import { bytesBody } from '../../lib/index.js'
import { isLeft } from '../../lib/value/either.js'
import { answersIn } from '../hostile/rawHttp.js'

export const open = async (respond: Responder, options: ServerOptions = {}): Promise<HttpServer> => {
  const opened = await openServer(respond, options)
  return isLeft(opened) ? assert.fail(opened.left) : opened.right
}

export const pause = (millis: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, millis))

/** However busy the machine: what does not come about fails by the test's own time. */
export const until = async (holds: () => boolean): Promise<void> => {
  while (!holds()) await pause(2)
}

export const said = (text: string): HttpResponse => ({ status: 200, headers: [], body: bytesBody(Buffer.from(text)) })

/** Answers with the path, once its body is there; a path of digits takes so many milliseconds. */
export const echo: Responder = async ({ path, body }) => {
  await wholeBody(body, 1 << 20)
  await pause(Number(/\d+/.exec(path)?.[0] ?? 0))
  return said(path)
}

export const get = (path: string): string => `GET ${path} HTTP/1.1\r\nhost: x\r\n\r\n`
export const put = (path: string, length: number): string =>
  `PUT ${path} HTTP/1.1\r\nhost: x\r\ncontent-length: ${length}\r\n\r\n`

/** A connection that is not read unless it is said. */
export const dial = ({ port }: HttpServer): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => resolve(socket))
    socket.once('error', reject).on('error', () => {})
  })

export const hears = (socket: Socket): { readonly text: () => string; readonly closed: Promise<string> } => {
  const parts: Array<string> = []
  socket.on('data', (bytes) => parts.push(bytes.toString('latin1')))
  const text = (): string => parts.join('')
  return { text, closed: new Promise((resolve) => socket.once('close', () => resolve(text()))) }
}

export const toldIn = (text: string): ReadonlyArray<string | number> => {
  const [heard, rest] = answersIn(text)
  assert.equal(rest, '')
  return heard.map(({ status, body }) => (status === 200 ? body : status))
}

/** A byte now and then, until nobody takes it. */
export const drip = async (socket: Socket, text: string): Promise<void> => {
  for (const one of text) {
    if (socket.destroyed || !socket.writable) return
    socket.write(one)
    await pause(10)
  }
}
