/** From the times of a row to its ratio, interval and verdict. */
import { bootstrapMedian, median } from './stats.mjs'

/**
 * A row: what is measured against what. `speed` is how many times as fast ours is, to be at least the goal; `multiple` is how
 * many times as long ours takes, to be at most the goal.
 *
 * @typedef {object} Row
 * @property {string} id
 * @property {string} payload
 * @property {ReadonlyArray<import('./clock.mjs').Contender>} contenders
 * @property {string} ours the contender that is judged
 * @property {ReadonlyArray<string>} against the fastest of these, by median, is what ours is held against
 * @property {'speed' | 'multiple'} as
 * @property {number | undefined} goal
 */

/** Whether the whole interval lies on the right side of the goal. */
export const passes = ({ as, goal }, { low, high }) => (as === 'speed' ? low >= goal : high <= goal)

/**
 * @param {Pick<Row, 'id' | 'payload' | 'ours' | 'against' | 'as' | 'goal'>} row
 * @param {ReadonlyMap<string, ReadonlyArray<number>>} times nanoseconds by contender and round
 * @param {() => number} random
 */
export const verdictOf = (row, times, random) => {
  const medians = [...times].map(([name, nanos]) => ({ name, nanos: median(nanos) }))
  const peers = medians.filter(({ name }) => row.against.includes(name)).sort((a, b) => a.nanos - b.nanos)
  const peer = peers[0].name
  const ours = times.get(row.ours)
  const theirs = times.get(peer)
  const ratios = ours.map((nanos, i) => (row.as === 'speed' ? theirs[i] / nanos : nanos / theirs[i]))
  const { median: ratio, low, high } = bootstrapMedian(ratios, random)
  const { id, payload, as, goal } = row
  return {
    id,
    payload,
    as,
    ratio,
    low,
    high,
    goal,
    pass: goal === undefined ? undefined : passes({ as, goal }, { low, high }),
    peer,
    ours: row.ours,
    medians,
  }
}
