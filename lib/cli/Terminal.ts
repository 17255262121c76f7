/**
 * What a command sees of the world: where it writes, where it stands, and whether it should stop.
 */

import { readSync } from 'node:fs'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** One of the two outputs. */
export interface Output {
  readonly write: (text: string) => void
  readonly colour: boolean
  /** The width of a terminal; none where it is a file or a pipe, whose lines have any length. */
  readonly columns: number | undefined
}

export interface Terminal {
  readonly out: Output
  readonly err: Output
  /** Absolute; paths of arguments start there. */
  readonly cwd: string
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal
  /** All of standard input. */
  readonly readInput: () => Uint8Array
  /** Standard input as it comes. */
  readonly input: () => AsyncIterable<Uint8Array>
  /** Standard output for data; done once it is taken. */
  readonly writeOut: (bytes: Uint8Array) => Promise<void>
}

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

/** Source: no-color.org; `FORCE_COLOR` as Node reads it. */
const wantsColour = (stream: NodeJS.WriteStream, env: NodeJS.ProcessEnv): boolean => {
  if ((env['NO_COLOR'] ?? '') !== '') return false
  if (env['FORCE_COLOR'] !== undefined) return env['FORCE_COLOR'] !== '0'
  return stream.isTTY === true && env['TERM'] !== 'dumb'
}

const outputOf = (stream: NodeJS.WriteStream, env: NodeJS.ProcessEnv): Output => ({
  write: (text) => {
    stream.write(text)
  },
  colour: wantsColour(stream, env),
  columns: stream.isTTY ? stream.columns : undefined,
})

const readAll = (): Uint8Array => {
  const chunks: Array<Uint8Array> = []
  for (;;) {
    const chunk = new Uint8Array(1 << 16)
    let count = 0
    try {
      count = readSync(0, chunk)
    } catch (error) {
      // A terminal that has nothing yet says EAGAIN; the end of a pipe on Windows says EOF.
      const code = (error as NodeJS.ErrnoException).code
      if (code === 'EAGAIN') continue
      if (code !== 'EOF') throw error
    }
    if (count === 0) return Buffer.concat(chunks)
    chunks.push(chunk.subarray(0, count))
  }
}

/** The terminal of this process. Whoever reads its output may close it early: that ends the process without a word. */
export const processTerminal = (): Terminal => {
  const stop = new AbortController()
  process.on('SIGINT', () => {
    // A second one does not wait for anything.
    if (stop.signal.aborted) process.exit(130)
    stop.abort()
  })
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') process.exit()
      throw error
    })
  }
  return {
    out: outputOf(process.stdout, process.env),
    err: outputOf(process.stderr, process.env),
    cwd: process.cwd(),
    signal: stop.signal,
    readInput: readAll,
    input: () => {
      // Whoever waits for it after Ctrl-C would wait for ever.
      stop.signal.addEventListener('abort', () => process.stdin.destroy(), { once: true })
      return process.stdin
    },
    writeOut: (bytes) =>
      new Promise((resolve) => {
        // Why it failed is told to the stream's own listener.
        process.stdout.write(bytes, () => resolve())
      }),
  }
}

// -------------------------------------------------------------------------------------
// combinators
// -------------------------------------------------------------------------------------

const codes = { bold: [1, 22], dim: [2, 22], red: [31, 39], green: [32, 39], yellow: [33, 39], cyan: [36, 39] } as const

export type Style = keyof typeof codes

/** Text in a colour or weight, as it is where the output has none. */
export const paint = ({ colour }: Output, style: Style, text: string): string =>
  colour ? `\u001b[${codes[style][0]}m${text}\u001b[${codes[style][1]}m` : text

/** What a model says, made safe for a terminal: control characters are written as escapes. */
export const visible = (text: string): string =>
  text.replace(
    /[\0-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
