/**
 * Who checks batches: this thread, or a pool of others.
 */

import type { Payloads } from '../../stream/Batch.js'
import type { Form } from '../../stream/Verdict.js'
import type { Check, Done } from './checkTask.js'
import type { Target } from './settings.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

export interface Checker {
  /** Takes the bytes; they come back with what is done. */
  readonly check: (batch: Payloads, form: Form) => Promise<Done>
  /** How many batches may be under way, so that memory is bounded and no thread waits. */
  readonly ahead: number
  readonly close: () => Promise<void>
}

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

export const ownChecker = (check: Check): Checker => ({
  check: async (batch, form) => check(batch, form),
  ahead: 1,
  close: async () => undefined,
})

/** Threads that each open the target for themselves; bytes go to and fro without being copied. */
export const pooledChecker = async (target: Target, jobs: number, cwd: string): Promise<Checker> => {
  const [{ Tinypool }, { taskModule }] = await Promise.all([import('tinypool'), import('./worker.js')])
  const pool = new Tinypool({
    filename: taskModule,
    name: 'checkInThread',
    minThreads: jobs,
    maxThreads: jobs,
    concurrentTasksPerWorker: 1,
    // What a batch needs is soon garbage: a small nursery keeps threads small, and this one is as large as it gets from the first
    // batches on, so that memory does not grow with the length of the input.
    resourceLimits: { maxYoungGenerationSizeMb: 12 },
  })
  return {
    check: ({ bytes, byteOffset, spans }, form) =>
      pool.run({ bytes, byteOffset, spans, form, target, cwd }, { transferList: [bytes.buffer as ArrayBuffer] }),
    ahead: 2 * jobs,
    close: () => pool.destroy(),
  }
}
