/**
 * What a command sees of the world: where it writes, where it stands, and whether it should stop.
 */

import { readSync } from 'node:fs'
import { steadyNursery } from './nursery.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** One of the two outputs. */
export interface Output {
  readonly write: (text: string) => void
  readonly colour: boolean
  /** Whether the background is known to be light; a terminal that does not say is taken for a dark one. */
  readonly light?: boolean
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
  /** Called after each batch by commands that run long, so that memory stays as it is. */
  readonly steady: () => void
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

/** Source: rxvt's `COLORFGBG`, which other terminals set too: the last part is the background, one of 16 colours, of which 7 and 15 are white. */
const isLight = (env: NodeJS.ProcessEnv): boolean => /;(?:7|15)$/.test(env['COLORFGBG'] ?? '')

const outputOf = (stream: NodeJS.WriteStream, env: NodeJS.ProcessEnv): Output => ({
  write: (text) => {
    stream.write(text)
  },
  colour: wantsColour(stream, env),
  light: isLight(env),
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
    steady: steadyNursery(),
  }
}

// -------------------------------------------------------------------------------------
// combinators
// -------------------------------------------------------------------------------------

export type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan'

type Codes = readonly [on: number, off: number] | undefined

/** The bright ones: on the backgrounds that terminals come with, their plain sisters are hard to read. */
const onDark: Readonly<Record<Style, Codes>> = {
  bold: [1, 22],
  dim: [2, 22],
  red: [91, 39],
  green: [92, 39],
  yellow: [93, 39],
  cyan: [96, 39],
}

/** On white, green, yellow and what is dimmed cannot be read. */
const onLight: Readonly<Record<Style, Codes>> = {
  bold: [1, 22],
  dim: undefined,
  red: [31, 39],
  green: [1, 22],
  yellow: [1, 22],
  cyan: [34, 39],
}

/** Text in a colour or weight, as it is where the output has none. No colour says what words do not. */
export const paint = ({ colour, light = false }: Output, style: Style, text: string): string => {
  const codes = colour ? (light ? onLight : onDark)[style] : undefined
  return codes === undefined ? text : `\u001b[${codes[0]}m${text}\u001b[${codes[1]}m`
}

const escapedUnit = (c: string): string => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`

/** Characters that a terminal obeys, or that show a line in another order than it is in. */
const controls = '\\0-\\x1f\\x7f-\\x9f\\u061c\\u200e\\u200f\\u2028-\\u202e\\u2066-\\u2069'

const control = new RegExp(`[${controls}]`, 'g')

/** What a model says, made safe for a terminal: control characters are written as escapes. */
export const visible = (text: string): string => text.replace(control, escapedUnit)

/** What the program itself says to a terminal: ends of lines, `paint`, and the wiping of a line. */
const own = [onDark, onLight]
  .flatMap((styles) => Object.values(styles))
  .flatMap((codes) => codes ?? [])
  .join('|')
const ownOrControl = new RegExp(`\\r?\\n|\\t|\\r\\u001b\\[K|\\u001b\\[(?:${own})m|[${controls}]`, 'g')

/** Text with all control characters as escapes but those of the program itself. */
const safely = (text: string): string =>
  text.replace(ownOrControl, (found) =>
    found.length > 1 || found === '\n' || found === '\t' ? found : escapedUnit(found),
  )

/**
 * A terminal that nobody else's text can command: what goes to a screen has no control characters of a model or a payload. What goes
 * to a file or a pipe is left as it is.
 */
export const guarded = (terminal: Terminal): Terminal => {
  const output = (to: Output): Output =>
    to.columns === undefined ? to : { ...to, write: (text) => to.write(safely(text)) }
  const isScreen = terminal.out.columns !== undefined
  // The end of one piece may be the beginning of a character, which the next one ends.
  const decoder = new TextDecoder()
  return {
    ...terminal,
    out: output(terminal.out),
    err: output(terminal.err),
    writeOut: isScreen
      ? (bytes) => terminal.writeOut(Buffer.from(safely(decoder.decode(bytes, { stream: true }))))
      : terminal.writeOut,
  }
}
