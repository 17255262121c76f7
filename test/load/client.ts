/**
 * A pipelining client of HTTP/1.1 that sends by the clock, whether or not answers keep up, and holds each answer to the request that
 * it is for: by its place on the connection, so that an answer out of order is one that is wrong.
 */
import assert from 'node:assert/strict'
import type { Socket } from 'node:net'
import { connect } from 'node:net'
import type { RecordableHistogram } from 'node:perf_hooks'
import { createHistogram } from 'node:perf_hooks'
import type { Answer } from './mail.js'
import { requestOf } from './mail.js'

export interface ClientOptions {
  readonly port: number
  readonly connections: number
  /** Requests on their way on each connection at most. */
  readonly depth: number
  /** Requests a second; 0 for as many as are answered. */
  readonly rate: number
  /** Told each answer with the number of the request in whose place it is. */
  readonly heard: (n: number, answer: Answer) => void
}

export interface Client {
  /** Sends for so long, and waits for the answers. */
  readonly run: (seconds: number) => Promise<void>
  /** Sends until every connection has been ended by the server. */
  readonly runToEnd: () => Promise<void>
  readonly sent: () => number
  readonly answered: () => number
  /** Microseconds from when a request was due to its answer. */
  readonly latency: () => RecordableHistogram
  readonly forget: () => void
  readonly close: () => void
}

interface Line {
  readonly socket: Socket
  /** Numbers, and when they were due. */
  readonly under: Array<readonly [n: number, due: number]>
  rest: string
  isOpen: boolean
}

const lengthName = '\r\ncontent-length: '

/** The value of a header whose name is known to be written so. */
const valueIn = (head: string, name: string): string => {
  const at = head.indexOf(name)
  if (at < 0) return ''
  const end = head.indexOf('\r\n', at + name.length)
  return head.slice(at + name.length, end < 0 ? head.length : end)
}

/** The answers at the beginning of a text, and what is left of it. */
const answersIn = (text: string, heard: (answer: Answer) => void): string => {
  let at = 0
  for (;;) {
    const end = text.indexOf('\r\n\r\n', at)
    if (end < 0) return text.slice(at)
    const head = text.slice(at, end)
    assert.ok(head.startsWith('HTTP/1.1 '), `not an answer: ${head.slice(0, 80)}`)
    const length = Number(valueIn(head, lengthName))
    assert.ok(Number.isInteger(length))
    if (text.length < end + 4 + length) return text.slice(at)
    const body = text.slice(end + 4, end + 4 + length)
    heard({ status: Number(head.slice(9, 12)), requestId: valueIn(head, '\r\nx-amzn-requestid: '), body })
    at = end + 4 + length
  }
}

const dial = (port: number): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true }, () => resolve(socket))
    socket.once('error', reject)
  })

/** How often it is looked what is due. */
const tickMillis = 4

export const openClient = async (options: ClientOptions): Promise<Client> => {
  const { port, connections, depth, rate, heard } = options
  let [sent, answered] = [0, 0]
  let latency = createHistogram()
  let wake = (): void => {}

  const lineOf = (socket: Socket): Line => {
    const line: Line = { socket, under: [], rest: '', isOpen: true }
    socket.setEncoding('latin1')
    socket.on('data', (text: string) => {
      const now = performance.now()
      line.rest = answersIn(line.rest + text, (answer) => {
        const [n, due] = line.under.shift() ?? assert.fail('an answer to nothing')
        answered++
        latency.record(Math.max(1, Math.round((now - due) * 1000)))
        heard(n, answer)
      })
      wake()
    })
    socket.on('error', () => {})
    for (const event of ['end', 'close'])
      socket.on(event, () => {
        line.isOpen = false
        wake()
      })
    return line
  }
  const lines = (await Promise.all(Array.from({ length: connections }, () => dial(port)))).map(lineOf)

  /** Fills lines up with what is due, a write for each. */
  const send = (dues: (i: number) => number, count: number): number => {
    let left = count
    const open = lines.filter(({ isOpen }) => isOpen)
    for (const [i, line] of open.entries()) {
      // Spread over all of them, so that each has its share.
      const share = Math.min(depth - line.under.length, Math.ceil(left / (open.length - i)))
      let text = ''
      for (let k = 0; k < share; k++) {
        line.under.push([sent, dues(count - left)])
        text += requestOf(sent++)
        left--
      }
      if (text !== '') line.socket.write(text, 'latin1')
    }
    return count - left
  }

  const drive = async (goesOn: () => boolean): Promise<void> => {
    const started = performance.now()
    let done = 0
    while (goesOn() && lines.some(({ isOpen }) => isOpen)) {
      const now = performance.now()
      if (rate === 0) send(() => now, connections * depth)
      else done += send((i) => started + ((done + i) * 1000) / rate, Math.floor(((now - started) * rate) / 1000) - done)
      await new Promise<void>((resolve) => {
        if (rate === 0) wake = resolve
        setTimeout(resolve, tickMillis)
      })
    }
    wake = () => {}
  }

  /** Until nothing is on its way on a connection that is open. */
  const settled = async (): Promise<void> => {
    while (lines.some(({ isOpen, under }) => isOpen && under.length > 0))
      await new Promise((resolve) => setTimeout(resolve, tickMillis))
  }

  return {
    run: async (seconds) => {
      const until = performance.now() + seconds * 1000
      await drive(() => performance.now() < until)
      await settled()
    },
    runToEnd: async () => {
      await drive(() => true)
      await Promise.all(
        lines.map(({ socket }) => socket.closed || new Promise((resolve) => socket.once('close', resolve))),
      )
    },
    sent: () => sent,
    answered: () => answered,
    latency: () => latency,
    forget: () => {
      latency = createHistogram()
    },
    close: () => {
      for (const { socket } of lines) socket.destroy()
    },
  }
}
