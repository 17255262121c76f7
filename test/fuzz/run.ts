/**
 * `npm run fuzz`: readers one after another, each in a thread of its own that is watched from here.
 */
import { writeFileSync } from 'node:fs'
import { Worker } from 'node:worker_threads'
import type { Given } from './arguments.js'
import { argumentsOf } from './arguments.js'
import { maxBytes } from './mutators.js'
import { targets } from './targets/index.js'
import type { Job, Told } from './worker.js'

// running

/** An input that a reader does not come back from within so many seconds is a finding. A machine may be busy with others. */
const hangSeconds = 30

/** The most memory of a thread, in MB; one that needs more ends, and its last input is the finding. */
const heapMegabytes = 1024

const failed = (reader: string, says: string, watched: SharedArrayBuffer): Told => {
  const [executions = 0, length = 0] = new Int32Array(watched, 0, 2)
  const input = Uint8Array.from(new Uint8Array(watched, 8, Math.min(length, maxBytes)))
  return { reader, corpus: 0, executions, pointsAtStart: 0, points: 0, kept: 0, findings: [{ says, input }] }
}

const fuzzReader = (reader: string, { seconds, seed, keep }: Given): Promise<Told> =>
  new Promise((resolve) => {
    const watched = new SharedArrayBuffer(8 + maxBytes)
    const job: Job = { reader, seconds, seed, keep, watched }
    const worker = new Worker(new URL('thread.mjs', import.meta.url), {
      workerData: job,
      resourceLimits: { maxOldGenerationSizeMb: heapMegabytes },
    })
    let last = -1
    let stood = 0
    const watch = setInterval(() => {
      const count = Atomics.load(new Int32Array(watched, 0, 2), 0)
      stood = count === last ? stood + 1 : 0
      last = count
      if (stood >= hangSeconds && count > 0) done(failed(reader, `does not come back within ${hangSeconds} s`, watched))
    }, 1000)
    const done = (told: Told): void => {
      clearInterval(watch)
      worker.terminate().then(() => resolve(told))
    }
    worker.on('message', (told: Told) => done(told))
    worker.on('error', (error) => done(failed(reader, `ends the thread: ${String(error)}`, watched)))
  })

// telling

const inText = (input: Uint8Array): string => JSON.stringify(Buffer.from(input).toString('latin1'))

const main = async (options: Given): Promise<void> => {
  console.log(`seed ${options.seed}, ${options.seconds} s for each reader`)
  console.log('reader         corpus   executions   points   new   findings')
  const all: Array<Told> = []
  for (const reader of options.readers) {
    const told = await fuzzReader(reader, options)
    all.push(told)
    const { corpus, executions, pointsAtStart, points, findings } = told
    const cells = [
      [corpus, 7],
      [executions.toLocaleString('en'), 12],
      [points, 8],
      [points - pointsAtStart, 5],
      [findings.length, 10],
    ] as const
    console.log(reader.padEnd(14) + cells.map(([cell, width]) => String(cell).padStart(width)).join(' '))
    for (const { says, input } of findings) console.log(`  ${says}\n    ${inText(input)}`)
  }
  if (options.json !== undefined) {
    const rows = all.map((told) => ({
      ...told,
      seed: options.seed,
      seconds: options.seconds,
      findings: told.findings.map(({ says, input }) => ({ says, base64: Buffer.from(input).toString('base64') })),
    }))
    writeFileSync(options.json, `${JSON.stringify(rows, null, 2)}\n`)
  }
  process.exitCode = all.some(({ findings }) => findings.length > 0) ? 1 : 0
}

const parsed = argumentsOf(
  process.argv.slice(2),
  targets.map(({ name }) => name),
)
if (parsed._tag === 'Run') await main(parsed.given)
else {
  ;(parsed.code === 0 ? console.log : console.error)(parsed.text)
  process.exitCode = parsed.code
}
