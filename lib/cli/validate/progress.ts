/**
 * How far a run is, in the last line of a terminal: nothing where standard error is none.
 */

import type { Output } from '../Terminal.js'
import { paint } from '../Terminal.js'
import { sizeText } from './textReport.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

export interface State {
  /** Bytes of the files that were read, as they lie there, and of all; `undefined` where nobody knows, as of a pipe. */
  readonly done: number
  readonly total: number | undefined
  readonly seconds: number
  readonly accepted: number
  readonly rejected: number
}

export interface Progress {
  /** Draws, where the last time is long enough ago. */
  readonly tell: (state: () => State) => void
  /** Takes the line away, so that others can write. */
  readonly clear: () => void
}

// -------------------------------------------------------------------------------------
// text
// -------------------------------------------------------------------------------------

const two = (n: number): string => String(n).padStart(2, '0')

/** `1:02:03`, `2:03`. */
export const timeText = (seconds: number): string => {
  const all = Math.max(0, Math.round(seconds))
  const [hours, minutes, rest] = [Math.floor(all / 3600), Math.floor(all / 60) % 60, all % 60]
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`
}

const barOf = (share: number, width: number): string => {
  const full = Math.round(Math.min(1, share) * width)
  return `${'█'.repeat(full)}${'░'.repeat(width - full)}`
}

const widest = 30

/** The line within so many columns: what has no room is left out, the least needed first. */
export const progressText = (state: State, columns: number, paintBar: (bar: string) => string): string => {
  const { done, total, seconds, accepted, rejected } = state
  const rate = seconds > 0 ? done / seconds : 0
  const parts =
    total === undefined
      ? [sizeText(done), `${sizeText(rate)}/s`, timeText(seconds)]
      : [
          `${String(Math.floor(Math.min(1, total === 0 ? 1 : done / total) * 100)).padStart(3)}%`,
          `${sizeText(rate)}/s`,
          `${rate > 0 ? timeText((total - done) / rate) : '-:--'} left`,
        ]
  const counts = `${accepted.toLocaleString('en')} accepted, ${rejected.toLocaleString('en')} rejected`
  const room = columns - 1
  const kept = [...parts, counts].reduce((line, part) => {
    const longer = line === '' ? part : `${line}  ${part}`
    return longer.length <= room ? longer : line
  }, '')
  const width = Math.min(widest, room - kept.length - 2)
  return total === undefined || width < 5 ? kept : `${paintBar(barOf(total === 0 ? 1 : done / total, width))}  ${kept}`
}

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

export const silent: Progress = { tell: () => undefined, clear: () => undefined }

const milliseconds = 150

/** A line that is written over, on a terminal alone. */
export const startProgress = (output: Output, now: () => number): Progress => {
  const { columns } = output
  if (columns === undefined) return silent
  let last = now()
  let drawn = false
  const wipe = '\r\u001b[K'
  return {
    tell: (state) => {
      if (now() - last < milliseconds) return
      last = now()
      drawn = true
      output.write(`${wipe}${progressText(state(), columns, (bar) => paint(output, 'cyan', bar))}`)
    },
    clear: () => {
      if (drawn) output.write(wipe)
      drawn = false
    },
  }
}
