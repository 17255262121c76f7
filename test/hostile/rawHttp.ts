/**
 * A client of HTTP/1.1 that sends any bytes, and holds what comes back to be answers and nothing else.
 */
import assert from 'node:assert/strict'
import type { Socket } from 'node:net'
import { connect } from 'node:net'

export interface Heard {
  readonly status: number
  readonly headers: ReadonlyMap<string, string>
  readonly body: string
}

export interface Conversation {
  readonly heard: ReadonlyArray<Heard>
  /** By the server, or by a reset. */
  readonly isClosed: boolean
}

/** Whole answers at the beginning of a text; the first are to HEAD requests. */
export const answersIn = (text: string, heads = 0): readonly [heard: ReadonlyArray<Heard>, rest: string] => {
  const heard: Array<Heard> = []
  let rest = text
  for (;;) {
    const end = rest.indexOf('\r\n\r\n')
    if (end < 0) return [heard, rest]
    const [line = '', ...lines] = rest.slice(0, end).split('\r\n')
    const [, digits] = /^HTTP\/1\.1 (\d{3}) [\x20-\x7e]*$/.exec(line) ?? assert.fail(`no status line: ${line}`)
    const headers = new Map(
      lines.map((one) => {
        const [, name = '', value = ''] = /^([\w-]+): (.*)$/.exec(one) ?? assert.fail(`no header: ${one}`)
        return [name.toLowerCase(), value] as const
      }),
    )
    const status = Number(digits)
    const isChunked = headers.get('transfer-encoding') === 'chunked'
    const size = status < 200 || heard.length < heads ? 0 : Number(headers.get('content-length') ?? 0)
    const start = end + 4
    // The answers that come in chunks here are those of Node itself, which have none.
    const length = isChunked && heard.length >= heads ? rest.indexOf('0\r\n\r\n', start) + 5 - start : size
    if (rest.length < start + length) return [heard, rest]
    heard.push({ status, headers, body: rest.slice(start, start + length) })
    rest = rest.slice(start + length)
  }
}

export interface Talk {
  /** How many answers are waited for; without it, until the server closes. */
  readonly answers?: number
  /** Of the first requests. */
  readonly heads?: number
  /** Whether the client closes its half after what it sends. */
  readonly ends?: boolean
  /** Sends more, and breaks off if it likes. */
  readonly act?: (socket: Socket) => void
}

/** How long nothing more may come after the last answer that was waited for. */
const graceMillis = 15

const patienceMillis = 20_000

/** Sends bytes, each unit of the text one, and hears until the server closes or has answered so often. */
export const converse = (port: number, text: string, talk: Talk = {}): Promise<Conversation> =>
  new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1')
    let said = ''
    let grace: NodeJS.Timeout | undefined
    const late = setTimeout(() => {
      socket.destroy()
      reject(new Error(`after ${patienceMillis} ms: ${said}`))
    }, patienceMillis)
    const done = (isClosed: boolean): void => {
      clearTimeout(late)
      clearTimeout(grace)
      socket.destroy()
      try {
        const [heard, rest] = answersIn(said, talk.heads)
        assert.equal(rest, '')
        resolve({ heard, isClosed })
      } catch (error) {
        reject(error)
      }
    }
    socket.on('error', () => {})
    socket.once('close', () => done(true))
    socket.on('data', (bytes) => {
      said += bytes.toString('latin1')
      const final = answersIn(said, talk.heads)[0].filter(({ status }) => status >= 200)
      if (talk.answers !== undefined && final.length >= talk.answers)
        grace ??= setTimeout(() => done(false), graceMillis)
    })
    socket.write(Buffer.from(text, 'latin1'))
    talk.act?.(socket)
    if (talk.ends === true) socket.end()
  })
