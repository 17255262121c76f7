/**
 * What of the library ran, by the engine's own counters of blocks, read in this very process.
 *
 * Counting starts before the library is loaded: functions that were compiled without counters have none. The counters themselves
 * cost no time that can be measured; reading them takes about 2 ms, whatever ran, so that they are read once for many inputs.
 */
import { Session } from 'node:inspector'

// model

/** One function of the library, as often as the counters were read since: its stretches, innermost last. */
interface Counted {
  readonly id: string
  readonly ranges: ReadonlyArray<Range>
}

interface Range {
  readonly startOffset: number
  readonly endOffset: number
  readonly count: number
}

export type Counts = ReadonlyArray<Counted>

/** A stretch of a function that ran for the first time. */
export interface Point {
  readonly id: string
  readonly start: number
  readonly end: number
}

export interface Coverage {
  /** What ran since it was last asked. */
  readonly take: () => Counts
  readonly stop: () => void
}

// constructors

interface TakenCoverage {
  readonly result: ReadonlyArray<{
    readonly url: string
    readonly functions: ReadonlyArray<{ readonly functionName: string; readonly ranges: ReadonlyArray<Range> }>
  }>
}

/** Counts blocks from now on, of files whose URL has `part` in it. */
export const startCoverage = (part: string): Coverage => {
  const session = new Session()
  session.connect()
  const post = (method: string, parameters: object = {}): unknown => {
    let answer: unknown
    // The session is of this thread, and so its answers come at once.
    session.post(method, parameters, (error, result) => {
      if (error !== null) throw error
      answer = result
    })
    return answer
  }
  post('Profiler.enable')
  post('Profiler.startPreciseCoverage', { callCount: true, detailed: true })
  return {
    take: () => {
      const { result } = post('Profiler.takePreciseCoverage') as TakenCoverage
      return result
        .filter(({ url }) => url.includes(part) && !url.includes('/node_modules/'))
        .flatMap(({ url, functions }) =>
          functions
            .filter(({ ranges }) => (ranges[0]?.count ?? 0) > 0)
            .map(({ ranges }) => ({ id: `${url}:${ranges[0]?.startOffset}`, ranges })),
        )
    },
    stop: () => {
      post('Profiler.stopPreciseCoverage')
      session.disconnect()
    },
  }
}

// combinators

type Stretch = readonly [start: number, end: number]

/** The stretches of a function that did not run: a block that ran as often as what holds it is not told apart from it. */
const idle = (ranges: ReadonlyArray<Range>): ReadonlyArray<Stretch> => {
  let stretches: ReadonlyArray<Stretch> = []
  for (const { startOffset, endOffset, count } of ranges) {
    if (count === 0) stretches = [...stretches, [startOffset, endOffset]]
    else if (stretches.length > 0) stretches = without(stretches, startOffset, endOffset)
  }
  return stretches
}

const without = (stretches: ReadonlyArray<Stretch>, from: number, to: number): ReadonlyArray<Stretch> =>
  stretches.flatMap(([start, end]): ReadonlyArray<Stretch> => {
    if (to <= start || from >= end) return [[start, end]]
    return [...(start < from ? [[start, from] as const] : []), ...(to < end ? [[to, end] as const] : [])]
  })

const common = (a: ReadonlyArray<Stretch>, b: ReadonlyArray<Stretch>): ReadonlyArray<Stretch> =>
  a.flatMap(([start, end]) =>
    b.flatMap(([from, to]): ReadonlyArray<Stretch> => {
      const [low, high] = [Math.max(start, from), Math.min(end, to)]
      return low < high ? [[low, high]] : []
    }),
  )

/** All that ran so far. */
export interface Reached {
  /** Adds what ran and gives what of it had not run before. */
  readonly add: (counts: Counts) => ReadonlyArray<Point>
  /** Functions that were entered, and stretches in them that ran later. */
  readonly points: () => number
}

export const reached = (): Reached => {
  const left = new Map<string, ReadonlyArray<Stretch>>()
  let count = 0
  return {
    add: (counts) => {
      const found: Array<Point> = []
      for (const { id, ranges } of counts) {
        const before = left.get(id)
        if (before?.length === 0) continue
        const now = idle(ranges)
        if (before === undefined) {
          left.set(id, now)
          const [whole] = ranges
          // Its first byte stands for having been entered at all.
          if (whole !== undefined) found.push({ id, start: whole.startOffset, end: whole.startOffset + 1 })
          continue
        }
        const after = common(before, now)
        for (const [start, end] of before.filter((one) => !after.some(([a, b]) => a === one[0] && b === one[1])))
          for (const [from, to] of after.reduce<ReadonlyArray<Stretch>>(
            (all, [a, b]) => without(all, a, b),
            [[start, end]],
          ))
            found.push({ id, start: from, end: to })
        left.set(id, after)
      }
      count += found.length
      return found
    },
    points: () => count,
  }
}

/** Those points that ran. */
export const pointsIn = (counts: Counts, points: ReadonlyArray<Point>): ReadonlyArray<Point> => {
  const ran = new Map(counts.map(({ id, ranges }) => [id, idle(ranges)] as const))
  return points.filter(({ id, start, end }) => {
    const stretches = ran.get(id)
    return stretches !== undefined && !stretches.some(([from, to]) => from <= start && end <= to)
  })
}

/** 1, 2, 3, 4 to 7, 8 to 15 and so on: how often a block ran, roughly. */
const magnitude = (count: number): number => (count < 4 ? count : 2 + Math.floor(Math.log2(count)))

/** Blocks of one input and roughly how often each ran, as texts. */
export const blocksOf = (counts: Counts): ReadonlyArray<string> =>
  counts.flatMap(({ id, ranges }) =>
    ranges
      .filter(({ count }) => count > 0)
      .map(({ startOffset, endOffset, count }) => `${id}:${startOffset}-${endOffset}x${magnitude(count)}`),
  )
