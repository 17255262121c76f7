/**
 * Times contenders side by side: every round runs each of them once, in an order of the round's own, and what counts is the
 * ratio within a round, so that a machine that slows down slows them all.
 */
import { shuffled } from './random.mjs'

// model

/**
 * @typedef {{ name: string, run: (input: unknown) => unknown, inputs?: ReadonlyArray<unknown>, isAsync?: boolean }} Contender
 * `run` does the work once
 * @typedef {{ rounds: number, sampleMillis: number, random: () => number }} Timing
 */

/** Where results go, so that no compiler may leave the work out. */
const sink = { last: undefined }

// loops

/** Contenders take copies of their input in turn, so that none is always in the same place. The loops' mask is one less. */
export const copies = 8

let loops = 0

const plainLoop = (run, inputs) => (count) => {
  for (let i = 0; i < count; i++) sink.last = run(inputs[i & 7])
}

/**
 * Runs work many times. Each contender has a loop of its own text, and its work is a function of its own: were they shared, a
 * call would be of many targets to the platform's compiler, and cost more the more contenders there are.
 */
export const loopOf = ({ run, inputs = Array(copies).fill(undefined), isAsync }) => {
  if (inputs.length !== copies) throw new Error(`a contender takes ${copies} inputs`)
  if (isAsync === true)
    return async (count) => {
      for (let i = 0; i < count; i++) sink.last = await run(inputs[i & 7])
    }
  try {
    const text = `return (count) => { for (let i = 0; i < count; i++) sink.last = run(inputs[i & 7]) } // ${loops++}`
    return new Function('run', 'inputs', 'sink', text)(run, inputs, sink)
  } catch {
    // No code may be generated here; there are only two contenders then.
    return plainLoop(run, inputs)
  }
}

export const millisOf = async (loop, count) => {
  const start = process.hrtime.bigint()
  const running = loop(count)
  if (running !== undefined) await running
  return Number(process.hrtime.bigint() - start) / 1e6
}

// calibration

/** Samples' worth of work before the first one counts, for the platform's compiler to have its say. */
const warmSamples = 8

/** How often the loop has to turn to fill a sample; it is warm afterwards. */
const calibrated = async (loop, sampleMillis) => {
  let count = 1
  let spent = 0
  for (;;) {
    const millis = await millisOf(loop, count)
    spent += millis
    const wanted = (count * sampleMillis) / Math.max(millis, 1e-3)
    if (spent >= warmSamples * sampleMillis) return Math.max(1, Math.round(wanted))
    count = Math.max(1, Math.ceil(Math.min(10 * count, wanted)))
  }
}

// measuring

/**
 * The nanoseconds of one run, a number for each round, by contender.
 *
 * @param {ReadonlyArray<Contender>} contenders
 * @param {Timing} timing
 * @returns {Promise<ReadonlyMap<string, ReadonlyArray<number>>>}
 */
export const measure = async (contenders, { rounds, sampleMillis, random }) => {
  const entries = []
  for (const contender of contenders) {
    const loop = loopOf(contender)
    entries.push({ name: contender.name, loop, count: await calibrated(loop, sampleMillis), nanos: [] })
  }
  for (let round = 0; round < rounds; round++)
    for (const { loop, count, nanos } of shuffled(random, entries))
      nanos.push((1e6 * (await millisOf(loop, count))) / count)
  return new Map(entries.map(({ name, nanos }) => [name, nanos]))
}
