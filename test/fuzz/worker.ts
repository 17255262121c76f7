/**
 * The thread in which one reader is fuzzed. What it reads stands in memory that the other thread sees, so that an input from which
 * it does not come back is known.
 */
import { parentPort, workerData } from 'node:worker_threads'
import { startCoverage } from './coverage.js'

/** What the thread is told. */
export interface Job {
  readonly reader: string
  readonly seconds: number
  readonly seed: number
  /** Whether the corpus is made anew of what was kept. */
  readonly keep: boolean
  readonly watched: SharedArrayBuffer
}

/** What it tells in the end. */
export interface Told {
  readonly reader: string
  readonly corpus: number
  readonly executions: number
  readonly pointsAtStart: number
  readonly points: number
  readonly kept: number
  readonly findings: ReadonlyArray<{ readonly says: string; readonly input: Uint8Array }>
}

const job = workerData as Job

const words = new Int32Array(job.watched, 0, 2)
const room = new Uint8Array(job.watched, 8)

/** Shows the other thread what is read next, and that the last input was come back from. */
const before = (input: Uint8Array): void => {
  room.set(input.subarray(0, room.length))
  Atomics.store(words, 1, input.length)
  Atomics.add(words, 0, 1)
}

const main = async (): Promise<Told> => {
  const coverage = startCoverage('/lib/')
  // The library is loaded after counting has begun: what is compiled earlier has no counters.
  const [{ targets }, { fuzz }, { minimised, readCorpus, writeCorpus }] = await Promise.all([
    import('./targets/index.js'),
    import('./fuzz.js'),
    import('./corpus.js'),
  ])
  const target = targets.find(({ name }) => name === job.reader)
  if (target === undefined) throw new Error(`no reader ${job.reader}`)
  const end = performance.now() + 1000 * job.seconds
  const fuzzed = await fuzz(target, {
    seed: job.seed,
    coverage,
    corpus: readCorpus(target.name),
    goesOn: () => performance.now() < end,
    before,
  })
  if (job.keep) writeCorpus(target.name, await minimised(target, fuzzed.kept, coverage, before))
  const { executions, pointsAtStart, points, kept, findings } = fuzzed
  coverage.stop()
  return {
    reader: target.name,
    corpus: readCorpus(target.name).length,
    executions,
    pointsAtStart,
    points,
    kept: kept.length,
    findings,
  }
}

parentPort?.postMessage(await main())
