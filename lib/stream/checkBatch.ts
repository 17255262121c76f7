/**
 * One batch against a shape: what was found, and how many were good. The hot loop of every stream of payloads.
 */

import type { Issue } from '../value/Issue.js'
import type { Payloads } from './Batch.js'
import { carriageReturn, markLength, newline } from './Batch.js'
import type { PayloadReader, Reading } from './PayloadReader.js'
import { unread } from './PayloadReader.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** A payload that there is something to say of. Places are those of the batch: `index` and `line` count from 0. */
export interface Finding {
  readonly _tag: 'Rejected' | 'Advised'
  readonly index: number
  readonly line: number
  readonly start: number
  readonly end: number
  readonly issues: ReadonlyArray<Issue>
}

export interface Checked {
  readonly accepted: number
  readonly rejected: number
  /** Lines without anything but white space. */
  readonly blank: number
  /** Lines that ended; a last one without an end counts. 0 where payloads are no lines. */
  readonly lines: number
  readonly findings: ReadonlyArray<Finding>
  /** Stretches that are no accepted payload: two numbers each, in order. Only of lines. */
  readonly gaps: ReadonlyArray<number>
}

export interface CheckOptions<A> {
  readonly reader: PayloadReader<A>
  readonly maxBytes: number
  /** Called for each good payload, in order. */
  readonly onAccepted?: (value: A, line: number, start: number, end: number, advice: ReadonlyArray<Issue>) => void
  /** Called for each bad one, in order, before it is known whether others are. */
  readonly onRejected?: (finding: Finding) => void
}

/** Bytes that are white space in JSON. */
const isBlankByte = (byte: number | undefined): boolean => byte === 32 || byte === 9 || byte === 13 || byte === newline

const isBlank = (bytes: Uint8Array, start: number, end: number): boolean => {
  for (let i = start; i < end; i++) if (!isBlankByte(bytes[i])) return false
  return true
}

// -------------------------------------------------------------------------------------
// interpreter
// -------------------------------------------------------------------------------------

const bufferOf = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)

const sized = (id: string, maxBytes: number, length: number): Reading<never> => ({
  _tag: 'Bad',
  issues: [{ path: [], code: 'size', shape: id, expected: `at most ${maxBytes} bytes`, actual: `${length} bytes` }],
})

/** Checks every payload of a batch, in order. Law: accepted + rejected + blank = lines, where payloads are lines. */
export const checkBatch = <A>(batch: Payloads, options: CheckOptions<A>): Checked => {
  const { reader, maxBytes, onAccepted, onRejected } = options
  const bytes = bufferOf(batch.bytes)
  const { spans } = batch
  let accepted = 0
  let rejected = 0
  let blank = 0
  let lines = 0
  const findings: Array<Finding> = []
  const gaps: Array<number> = []
  const look = (start: number, end: number, line: number): boolean => {
    const whole = end - start
    const value = whole > maxBytes ? unread : reader.quick(bytes, start, end)
    if (value !== unread) {
      accepted++
      onAccepted?.(value, line, start, end, [])
      return true
    }
    const index = accepted + rejected
    const read = whole > maxBytes ? sized(reader.id, maxBytes, whole) : reader.read(bytes.subarray(start, end))
    if (read._tag === 'Good') {
      accepted++
      if (read.advice.length > 0) findings.push({ _tag: 'Advised', index, line, start, end, issues: read.advice })
      onAccepted?.(read.value, line, start, end, read.advice)
      return true
    }
    rejected++
    const finding: Finding = { _tag: 'Rejected', index, line, start, end, issues: read.issues }
    findings.push(finding)
    onRejected?.(finding)
    return false
  }
  if (spans !== undefined) {
    for (let i = 0; i < spans.length; i += 3)
      look(spans[i] as number, spans[i + 1] as number, (spans[i + 2] as number) - 1)
    return { accepted, rejected, blank, lines, findings, gaps }
  }
  let start = batch.byteOffset === 0 ? markLength(bytes) : 0
  const first = start
  if (first > 0) gaps.push(0, first)
  while (start < bytes.length) {
    const found = bytes.indexOf(newline, start)
    const stop = found < 0 ? bytes.length : found
    const next = found < 0 ? stop : found + 1
    // Most blank lines are empty, and their first byte says so; others are looked at when they cannot be read.
    const end = stop > start && bytes[stop - 1] === carriageReturn ? stop - 1 : stop
    const isGood = end > start && !isBlankByte(bytes[start]) ? look(start, end, lines) : undefined
    if (isGood === undefined) {
      // What is longer than a payload may be is one, since a line that is not kept is not looked at.
      if (end - start <= maxBytes && isBlank(bytes, start, end)) {
        blank++
        gaps.push(start, next)
      } else if (!look(start, end, lines)) gaps.push(start, next)
    } else if (!isGood) gaps.push(start, next)
    lines++
    start = next
  }
  return { accepted, rejected, blank, lines, findings, gaps }
}
