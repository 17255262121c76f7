/**
 * One source from its first byte to its last: batches checked in order, accounts kept, what was found told and written.
 */

import type { Either } from 'fp-ts/lib/Either.js'
import type { Batch, Buffers, Dropped } from '../../stream/Batch.js'
import type { ByteSource } from '../../stream/ByteSource.js'
import { cborFramer } from '../../stream/cborFramer.js'
import type { Finding } from '../../stream/checkBatch.js'
import { itemBatches } from '../../stream/itemBatches.js'
import { jsonFramer } from '../../stream/jsonFramer.js'
import { lineBatches } from '../../stream/lineBatches.js'
import type { Form } from '../../stream/Verdict.js'
import { isLeft, left, right } from '../../value/either.js'
import { acceptedBytes } from './acceptedBytes.js'
import type { Checker } from './checkers.js'
import type { Done } from './checkTask.js'
import { upTo } from './limit.js'
import type { Counts, Located } from './Summary.js'
import { noCounts, sumCounts } from './Summary.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** What a source's run needs of the whole run. */
export interface Hearer {
  /** Told in order; the payload's bytes are there until it is done. */
  readonly found: (located: Located, payload: Uint8Array | undefined) => void
  /** Accepted payloads, in order, after what was found in the same stretch. */
  readonly accepted: (parts: ReadonlyArray<Uint8Array>) => Promise<void>
  /** After each stretch, with what it adds. */
  readonly counted: (counts: Counts) => Promise<void>
  /** How many payloads may still be rejected before the run stops. */
  readonly left: () => number
  readonly isStopped: () => boolean
}

export interface SourceRun {
  readonly name: string
  readonly form: Form
  readonly source: ByteSource
  readonly checker: Checker
  readonly buffers: Buffers
  readonly chunkBytes: number
  readonly maxBytes: number
  readonly shape: string
  /** Whether accepted payloads are written as they came. */
  readonly keeps: boolean
}

// -------------------------------------------------------------------------------------
// interpreter
// -------------------------------------------------------------------------------------

const batchesOf = ({ form, source, ...options }: SourceRun): AsyncGenerator<Batch, void, undefined> => {
  if (form === 'ndjson') return lineBatches(source, options)
  return itemBatches(source, form === 'cbor' ? cborFramer() : jsonFramer(form === 'array'), options)
}

type Pending =
  | { readonly _tag: 'Dropped'; readonly batch: Dropped }
  | {
      readonly _tag: 'Checking'
      readonly done: Promise<Done>
      readonly spans: ReadonlyArray<number> | undefined
      readonly byteOffset: number
    }

/** Runs a source to its end, or until the hearer stops it. Errors: what its origin failed with. */
export const runSource = async (
  run: SourceRun,
  hearer: Hearer,
  keep: (counts: Counts) => void,
): Promise<Either<unknown, void>> => {
  const { name, form, checker, buffers, shape, keeps } = run
  let total = noCounts

  const settleDropped = async (batch: Dropped): Promise<void> => {
    const { code, expected, actual, byteOffset, line } = batch
    const isLine = form === 'ndjson'
    const located: Located = {
      _tag: 'Rejected',
      source: name,
      line: isLine ? total.lines + 1 : line,
      number: total.payloads + 1,
      byteOffset,
      issues: [{ path: [], code, shape, expected, actual }],
    }
    const counts = { ...noCounts, payloads: 1, rejected: 1, lines: isLine ? 1 : 0, bytes: batch.byteLength }
    total = sumCounts(total, counts)
    keep(total)
    hearer.found(located, undefined)
    await hearer.counted(counts)
  }

  const locate = (finding: Finding, byteOffset: number): Located => ({
    _tag: finding._tag,
    source: name,
    line: form === 'cbor' ? undefined : finding.line + 1 + (form === 'ndjson' ? total.lines : 0),
    number: total.payloads + finding.index + 1,
    byteOffset: byteOffset + finding.start,
    issues: finding.issues,
  })

  const settle = async (one: Pending): Promise<void> => {
    if (one._tag === 'Dropped') return settleDropped(one.batch)
    const all = await one.done
    const done = upTo(all, hearer.left())
    const { accepted, rejected, blank, lines, findings } = done.checked
    for (const finding of findings)
      hearer.found(locate(finding, one.byteOffset), all.bytes.subarray(finding.start, finding.end))
    if (done.written !== undefined) await hearer.accepted([done.written.bytes])
    else if (keeps) await hearer.accepted(acceptedBytes(done, one.spans, form))
    const advised = findings.reduce((count, { _tag }) => (_tag === 'Advised' ? count + 1 : count), 0)
    const counts = {
      payloads: accepted + rejected,
      accepted,
      advised,
      rejected,
      blank,
      lines,
      bytes: done.bytes.length,
    }
    total = sumCounts(total, counts)
    keep(total)
    await hearer.counted(counts)
    buffers.give(all.bytes.buffer as ArrayBuffer)
  }

  const pendingOf = (batch: Batch): Pending => {
    if (batch._tag === 'Dropped') return { _tag: 'Dropped', batch }
    const done = checker.check(batch, form)
    // A failure is told to whoever waits for it, and nobody does after a stop.
    done.catch(() => undefined)
    return { _tag: 'Checking', done, spans: batch.spans, byteOffset: batch.byteOffset }
  }

  /** What is under way, the oldest first; each is settled after the one before it. */
  const under: Array<Promise<void>> = []
  const push = (one: Pending): void => {
    const before = under[under.length - 1] ?? Promise.resolve()
    const settled = before.then(() => (hearer.isStopped() ? undefined : settle(one)))
    // A failure is told to whoever waits for it, and nobody does after a stop.
    settled.catch(() => undefined)
    under.push(settled)
  }
  const settledTo = async (most: number): Promise<void> => {
    while (under.length > most) await under.shift()
  }

  const batches = batchesOf(run)
  const next = async (): Promise<Either<unknown, IteratorResult<Batch, void>>> => {
    try {
      return right(await batches.next())
    } catch (error) {
      return left(error)
    }
  }
  try {
    while (!hearer.isStopped()) {
      const came = await next()
      // What came before the fault is told.
      if (isLeft(came) || came.right.done === true) {
        await settledTo(0)
        return isLeft(came) ? came : right(undefined)
      }
      push(pendingOf(came.right.value))
      await settledTo(checker.ahead - 1)
    }
    await settledTo(0)
    return right(undefined)
  } finally {
    await batches.return()
    await run.source.close()
  }
}
