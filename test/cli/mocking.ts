/**
 * `wireshape mock` run in this process, on a port that is free, and stopped.
 */
import type { Ran } from './terminal.js'
import { wireshape } from './terminal.js'

export interface Mocked {
  readonly url: string
  /** The lines of the log so far, as JSON. */
  readonly entries: () => ReadonlyArray<LogEntry>
  readonly text: () => string
  readonly stop: () => Promise<Ran>
}

export interface LogEntry {
  readonly event: string
  readonly method?: string
  readonly path?: string
  readonly operation?: string
  readonly protocol?: string
  readonly status?: number
  readonly answer?: string
  readonly input?: unknown
  readonly issues?: ReadonlyArray<{ readonly path: ReadonlyArray<string | number>; readonly code: string }>
}

/** Starts a mock; rejects with what it said where it does not listen. */
export const mock = (cwd: string, ...args: ReadonlyArray<string>): Promise<Mocked> =>
  new Promise((resolve, reject) => {
    const stop = new AbortController()
    let text = ''
    let isUp = false
    const entries = (): ReadonlyArray<LogEntry> =>
      text
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as LogEntry)
    const ended = wireshape(['mock', '--port', '0', '--json', ...args], {
      cwd,
      signal: stop.signal,
      heard: (more) => {
        text += more
        if (isUp || !text.includes('\n')) return
        isUp = true
        const { url } = JSON.parse(text.split('\n')[0] ?? '') as { readonly url: string }
        const end = (): Promise<Ran> => {
          stop.abort()
          return ended
        }
        resolve({ url, entries, text: () => text, stop: end })
      },
    })
    ended.then(({ code, err }) => (isUp ? undefined : reject(new Error(`${code}: ${err}`))), reject)
  })
