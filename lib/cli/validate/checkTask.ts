/**
 * The check of one batch with what is written of it: run in this thread or another.
 */

import type { Either } from 'fp-ts/lib/Either.js'
import { jsonBytes } from '../../interpret/json.js'
import type { Payloads } from '../../stream/Batch.js'
import type { Checked } from '../../stream/checkBatch.js'
import { checkBatch } from '../../stream/checkBatch.js'
import type { PayloadReader } from '../../stream/PayloadReader.js'
import { unread } from '../../stream/PayloadReader.js'
import type { Form } from '../../stream/Verdict.js'
import { isLeft, right } from '../../value/either.js'
import type { Errors, Issue } from '../../value/Issue.js'
import { issuesOf } from '../../value/Issue.js'
import type { OpenTarget } from './openTarget.js'
import type { Target } from './settings.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** Accepted payloads as they are to be written, one behind another. */
export interface Written {
  readonly bytes: Uint8Array
  /** Where each ends. */
  readonly ends: ReadonlyArray<number>
}

export interface Done {
  readonly checked: Checked
  /** Those of the batch, back. */
  readonly bytes: Uint8Array
  /** `undefined` where payloads are written as they came, or not at all. */
  readonly written: Written | undefined
}

export type Check = (batch: Payloads, form: Form) => Done

// -------------------------------------------------------------------------------------
// writing
// -------------------------------------------------------------------------------------

/** The line of an accepted payload, or why it has none. */
type LineWriter = (value: unknown) => Either<Errors, Uint8Array>

const encoder = new TextEncoder()

const lineWriter = async (opened: OpenTarget, as: Target['as']): Promise<LineWriter | undefined> => {
  if (as === 'normalised') {
    const codec = jsonBytes(opened.shape)
    return (value) => right(codec.encode(value))
  }
  if (as !== 'http') return undefined
  const { requestLine } = await import('./requestLine.js')
  const line = requestLine(opened)
  return (value) => {
    const request = line(value)
    return isLeft(request) ? request : right(encoder.encode(JSON.stringify(request.right)))
  }
}

/** A reader that also refuses what cannot be written; `take` gives the line of the payload that it last took. */
const writingReader = (
  reader: PayloadReader<unknown>,
  write: LineWriter,
): { readonly reader: PayloadReader<unknown>; readonly take: () => Uint8Array } => {
  let last: Uint8Array = new Uint8Array()
  const written = (value: unknown): ReadonlyArray<Issue> | undefined => {
    const line = write(value)
    if (isLeft(line)) return issuesOf(line.left)
    last = line.right
    return undefined
  }
  return {
    take: () => last,
    reader: {
      ...reader,
      quick: (bytes, start, end) => {
        const value = reader.quick(bytes, start, end)
        return value !== unread && written(value) === undefined ? value : unread
      },
      read: (bytes) => {
        const read = reader.read(bytes)
        const issues = read._tag === 'Good' ? written(read.value) : undefined
        return issues === undefined ? read : { _tag: 'Bad', issues }
      },
    },
  }
}

/** The check of a target; keep what it gives. */
export const checkOf = async (opened: OpenTarget, { as, maxBytes }: Target): Promise<Check> => {
  const write = await lineWriter(opened, as)
  return (batch, form) => {
    const plain = opened.readerOf(form)
    if (write === undefined)
      return { checked: checkBatch(batch, { reader: plain, maxBytes }), bytes: batch.bytes, written: undefined }
    const parts: Array<Uint8Array> = []
    const ends: Array<number> = []
    let length = 0
    const { reader, take } = writingReader(plain, write)
    const onAccepted = (): void => {
      const line = take()
      parts.push(line, newline)
      length += line.length + 1
      ends.push(length)
    }
    const checked = checkBatch(batch, { reader, maxBytes, onAccepted })
    return { checked, bytes: batch.bytes, written: { bytes: Buffer.concat(parts, length), ends } }
  }
}

const newline = Uint8Array.of(10)
