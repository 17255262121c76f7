/**
 * All sources, one after another: what was found goes to the report, the outputs and the summary.
 */

import { pooledBuffers } from '../../stream/Batch.js'
import { isLeft } from '../../value/either.js'
import type { Failure } from '../Outcome.js'
import { systemReason } from '../Outcome.js'
import type { Terminal } from '../Terminal.js'
import type { Checker } from './checkers.js'
import { locatedRecord } from './ndjsonReport.js'
import { openSource } from './openSource.js'
import type { OpenTarget } from './openTarget.js'
import type { Progress } from './progress.js'
import type { Report } from './Report.js'
import type { Hearer } from './runSource.js'
import { runSource } from './runSource.js'
import type { Counts, Located, SourceSummary, Summary } from './Summary.js'
import { noCounts, startGrouping, sumCounts } from './Summary.js'
import type { Settings } from './settings.js'
import type { Sink } from './sinks.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

export interface Run {
  readonly settings: Settings
  readonly names: ReadonlyArray<string>
  readonly opened: OpenTarget
  readonly checker: Checker
  readonly report: Report
  readonly valid: Sink
  readonly rejects: Sink
  readonly progress: Progress
  /** Bytes of all files; `undefined` where a source has no size. */
  readonly totalBytes: number | undefined
  /** Writes text of the report. */
  readonly tell: (text: string) => Promise<void>
  readonly terminal: Terminal
}

export interface Ran {
  readonly summary: Summary
  /** Sources that could not be read, or not to their end. */
  readonly failures: ReadonlyArray<Failure>
}

// -------------------------------------------------------------------------------------
// rejects
// -------------------------------------------------------------------------------------

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** A payload as text, or as base64 where it is none. */
const payloadRecord = (bytes: Uint8Array | undefined): object => {
  if (bytes === undefined) return {}
  try {
    return { payload: decoder.decode(bytes) }
  } catch {
    return { payloadBase64: Buffer.from(bytes).toString('base64') }
  }
}

// -------------------------------------------------------------------------------------
// interpreter
// -------------------------------------------------------------------------------------

/** Of zlib, whose codes say less than its words; of the system otherwise. */
const faultText = (error: unknown): string => {
  const { code = '', message } = error as NodeJS.ErrnoException
  return code.startsWith('Z_') ? message : systemReason(error)
}

/** How much is read and checked at a time. */
const chunkBytes = 1024 * 1024

const notesOf = (marked: boolean, counts: Counts): ReadonlyArray<string> => [
  ...(marked ? ['a byte order mark at its start was passed over'] : []),
  ...(counts.payloads === 0 ? ['no payload'] : []),
]

export const runAll = async (run: Run): Promise<Ran> => {
  const { settings, names, opened, checker, report, progress, terminal, tell } = run
  const { schema } = opened.shape
  const grouping = startGrouping(schema)
  const started = performance.now()
  const seconds = (): number => (performance.now() - started) / 1000
  let total = noCounts
  let came = 0
  let text = ''
  const rejects: Array<Uint8Array> = []
  const sources: Array<SourceSummary> = []
  const failures: Array<Failure> = []
  const isOver = (): boolean => total.rejected >= settings.maxErrors
  const encoder = new TextEncoder()

  const hearer: Hearer = {
    found: (located: Located, payload) => {
      grouping.add(located)
      text += report.one(located)
      if (located._tag === 'Advised' || settings.rejects === undefined) return
      const record = { ...locatedRecord(located), ...(settings.withPayloads ? payloadRecord(payload) : {}) }
      rejects.push(encoder.encode(`${JSON.stringify(record)}\n`))
    },
    accepted: (parts) => run.valid.write(parts),
    counted: async (counts) => {
      total = sumCounts(total, counts)
      terminal.steady()
      await run.rejects.write(rejects.splice(0))
      if (text !== '') {
        progress.clear()
        await tell(text)
        text = ''
      }
      progress.tell(() => ({
        done: came,
        total: run.totalBytes,
        seconds: seconds(),
        accepted: total.accepted,
        rejected: total.rejected,
      }))
    },
    left: () => settings.maxErrors - total.rejected,
    isStopped: () => isOver() || terminal.signal.aborted,
  }

  const buffers = pooledBuffers(chunkBytes, checker.ahead + 2)
  for (const name of names) {
    if (hearer.isStopped()) break
    const source = await openSource(name, settings.form, terminal, (count) => {
      came += count
    })
    if (isLeft(source)) {
      failures.push(source.left)
      continue
    }
    const { form, marked } = source.right
    let counts = noCounts
    const { maxBytes, as } = settings.target
    const one = { ...source.right, checker, buffers, chunkBytes, maxBytes, shape: schema.id, keeps: as === 'given' }
    const ran = await runSource(one, hearer, (sum) => {
      counts = sum
    })
    // What ends a source on Ctrl-C is no fault of it.
    if (isLeft(ran) && !terminal.signal.aborted) {
      const { lines, bytes } = counts
      const where = form === 'ndjson' ? `line ${lines + 1}` : `byte ${bytes}`
      failures.push({
        reason: 'unreadable',
        message: `cannot read ${source.right.name} from ${where} on: ${faultText(ran.left)}`,
      })
    }
    sources.push({ name: source.right.name, form, notes: notesOf(marked, counts), ...counts })
  }
  progress.clear()
  const summary: Summary = {
    operation: opened.operation.name,
    shape: schema.id,
    ...total,
    groups: grouping.groups(),
    ungrouped: grouping.ungrouped(),
    sources,
    seconds: seconds(),
    stopped: terminal.signal.aborted
      ? 'interrupted'
      : failures.length > 0
        ? 'unreadable'
        : isOver()
          ? 'errors'
          : undefined,
  }
  return { summary, failures }
}
