/**
 * The loop: a message is changed, read, and kept where it led somewhere new.
 */
import { random } from '../sweep/sample.js'
import type { Coverage } from './coverage.js'
import { blocksOf, pointsIn, reached } from './coverage.js'
import type { Next } from './mutators.js'
import { maxBytes, mutated, pick } from './mutators.js'
import type { Target } from './Target.js'
import { Broken } from './Target.js'

// model

export interface Finding {
  readonly reader: string
  /** The law that broke, or the exception. */
  readonly says: string
  readonly input: Uint8Array
}

export interface FuzzOptions {
  readonly seed: number
  /** Whether to go on, asked before each batch, with the number of executions. */
  readonly goesOn: (executions: number) => boolean
  /** Without it nothing is kept, and mutations are of the messages at the start alone. */
  readonly coverage?: Coverage
  /** What the repository keeps. */
  readonly corpus: ReadonlyArray<Uint8Array>
  /** How many valid messages there are at the start, about, beside the corpus. Default 60. */
  readonly valid?: number
  /** How many inputs are read before the counters are. Default 128. */
  readonly batch?: number
  /** Told of each input before it is read, for whoever watches over a reader that does not come back. */
  readonly before?: (input: Uint8Array) => void
}

export interface Fuzzed {
  readonly executions: number
  /** Inputs that led somewhere new, those at the start included. */
  readonly kept: ReadonlyArray<Uint8Array>
  /** Functions and stretches of them that ran at the start: corpus and valid messages. */
  readonly pointsAtStart: number
  readonly points: number
  /** One of each kind, made small. */
  readonly findings: ReadonlyArray<Finding>
}

const most = { kept: 3000, findings: 20 } as const

// limits

/** The longest that an input may take with all of its laws, in milliseconds of the processor: 200, and 100 for each KB. */
export const limitMillis = (input: Uint8Array): number => 200 + (100 * input.length) / 1024

/** The most bytes that the heap and buffers may grow by during one input. */
const limitBytes = 128 * 2 ** 20

// checking

/** What is wrong with an input, and the same without what differs from input to input, so that it is told once. */
interface Fault {
  readonly kind: string
  readonly says: string
}

const faultOf = (error: unknown): Fault => {
  if (error instanceof Broken) return { kind: error.law, says: error.message }
  const what = error instanceof Error ? error : new Error(String(error))
  return { kind: `${what.name} ${placeOf(what)}`, says: `throws ${what.name}: ${what.message} ${placeOf(what)}` }
}

/** Where in the library an exception came from. */
const placeOf = (error: Error): string => /lib\/[^\s):]+:\d+/.exec(error.stack ?? '')?.[0] ?? ''

const used = (): number => {
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}

/**
 * Milliseconds of this process at work, the least of so many runs: a machine that is busy elsewhere takes none of them, and what
 * else the process does, such as collecting garbage, is not in each run.
 */
const timed = async (target: Target, input: Uint8Array, attempts: number): Promise<number> => {
  let least = Number.POSITIVE_INFINITY
  for (let i = 0; i < attempts; i++) {
    const started = process.cpuUsage()
    await target.check(input)
    const { user, system } = process.cpuUsage(started)
    least = Math.min(least, (user + system) / 1000)
  }
  return least
}

/** Why an input is a finding; `undefined` where it is none. */
export const judge = async (
  target: Target,
  input: Uint8Array,
  limit: number = limitMillis(input),
): Promise<Fault | undefined> => {
  try {
    const started = performance.now()
    const pending = target.check(input)
    if (pending !== undefined) await pending
    // Most inputs are far below the limit by any clock.
    if (performance.now() - started <= limit) return undefined
    const least = await timed(target, input, 5)
    return least > limit ? { kind: 'slow', says: `slow: ${limit.toFixed(0)} ms were allowed` } : undefined
  } catch (error) {
    return faultOf(error)
  }
}

/** The same, and whether it takes memory out of proportion. */
const judgeMemory = async (target: Target, input: Uint8Array): Promise<Fault | undefined> => {
  const before = used()
  const fault = await judge(target, input)
  if (fault !== undefined || used() - before <= limitBytes) return fault
  return { kind: 'memory', says: `memory: ${limitBytes / 2 ** 20} MB were allowed` }
}

// shrinking

const mostSteps = 2000

/** The smallest input found that says the same: parts are left out, ever shorter ones. */
const shrunk = async (
  target: Target,
  given: Uint8Array,
  { kind }: Fault,
  before: FuzzOptions['before'],
): Promise<Uint8Array> => {
  let input = given
  let steps = 0
  for (let size = input.length >> 1; size > 0 && steps < mostSteps; size >>= 1) {
    for (let at = 0; at < input.length && steps < mostSteps; ) {
      steps++
      const less = Uint8Array.from([...input.subarray(0, at), ...input.subarray(at + size)])
      before?.(less)
      if ((await judge(target, less))?.kind === kind) input = less
      else at += size
    }
  }
  return input
}

// the loop

/** Parents: those that came late more often than others, since they led somewhere new. */
const parentOf = (next: Next, pool: ReadonlyArray<Uint8Array>): Uint8Array => {
  const late = next() < 0.5 ? Math.max(0, pool.length - 32) : 0
  return pool[late + Math.floor(next() * (pool.length - late))] as Uint8Array
}

export const fuzz = async (target: Target, options: FuzzOptions): Promise<Fuzzed> => {
  const { seed, coverage, corpus, goesOn, before, valid: wanted = 60, batch: size = 128 } = options
  const next = random(seed)
  const valid = target.seeds(wanted, seed)
  const start = [...corpus, ...valid].filter(({ length }) => length <= maxBytes)
  const pool: Array<Uint8Array> = [...start, new Uint8Array()]
  const findings = new Map<string, Finding>()
  const seen = reached()
  const blocks = new Set<string>()
  let executions = 0

  const run = async (input: Uint8Array): Promise<void> => {
    before?.(input)
    executions++
    const fault = await judge(target, input)
    if (fault !== undefined) await note(fault, input)
  }
  const note = async (fault: Fault, input: Uint8Array): Promise<void> => {
    const { kind, says } = fault
    if (findings.has(kind) || findings.size >= most.findings) return
    const small = await shrunk(target, input, fault, before)
    findings.set(kind, { reader: target.name, says: (await judge(target, small))?.says ?? says, input: small })
  }
  const keep = (input: Uint8Array): void => {
    if (pool.length < most.kept) pool.push(input)
  }
  /** Reads one input by itself and looks how often its blocks ran. */
  const look = async (input: Uint8Array, counters: Coverage): Promise<boolean> => {
    counters.take()
    executions++
    before?.(input)
    const fault = await judgeMemory(target, input)
    if (fault !== undefined) await note(fault, input)
    const counts = counters.take()
    const found = blocksOf(counts).filter((block) => !blocks.has(block))
    for (const block of found) blocks.add(block)
    return found.length > 0
  }
  /** Keeps those inputs by which the points are reached: halves are read again until one is left. */
  const divide = async (
    inputs: ReadonlyArray<Uint8Array>,
    points: ReturnType<typeof seen.add>,
    counters: Coverage,
  ): Promise<void> => {
    const [only] = inputs
    if (points.length === 0 || only === undefined) return
    if (inputs.length === 1) {
      keep(only)
      await look(only, counters)
      return
    }
    const half = inputs.slice(0, inputs.length >> 1)
    counters.take()
    for (const input of half) await run(input)
    const found = pointsIn(counters.take(), points)
    await divide(half, found, counters)
    const rest = points.filter((point) => !found.includes(point))
    await divide(inputs.slice(inputs.length >> 1), rest, counters)
  }

  coverage?.take()
  for (const input of pool.slice()) {
    await run(input)
    if (coverage === undefined) continue
    seen.add(coverage.take())
    await look(input, coverage)
  }
  const pointsAtStart = seen.points()
  while (goesOn(executions)) {
    const batch = Array.from({ length: size }, () =>
      mutated(parentOf(next, pool), { target, next, other: pick(next, pool) }),
    )
    for (const input of batch) await run(input)
    if (coverage === undefined) continue
    const points = seen.add(coverage.take())
    await divide(batch, points, coverage)
    const chosen = pick(next, batch)
    if (await look(chosen, coverage)) keep(chosen)
  }
  return {
    executions,
    kept: pool,
    pointsAtStart,
    points: seen.points(),
    findings: [...findings.values()],
  }
}
