/**
 * Law 8: time is linear in the input, of each reader on each kind of input that is made to hurt it. `npm run growth` measures the same
 * at larger sizes.
 */
import assert from 'node:assert/strict'
import { describeShared } from '../shared.js'
import { bodyRows } from './growth/bodies.js'
import { messageRows } from './growth/messages.js'
import { modelRows } from './growth/models.js'
import type { Subject } from './growth/patterns.js'
import { modelPatterns, ownExpressions, rowOf, slowestOf } from './growth/patterns.js'
import type { Row } from './growth/Row.js'
import type { Line } from './growth/table.js'
import { failures, markdown, measureRow } from './growth/table.js'

/** The smallest size; the largest is eight times that. */
const units = 2_048

const plan = { units, rounds: 1 }

const measured = async (rows: ReadonlyArray<Row>): Promise<ReadonlyArray<Line>> => {
  const lines: Array<Line> = []
  for (const row of rows) lines.push(await measureRow(row, plan))
  return lines
}

const assertLinear = (lines: ReadonlyArray<Line>): void => assert.deepEqual(failures(lines), [])

describe('time is linear', () => {
  for (const [name, rows] of [
    ['bodies', bodyRows],
    ['messages', messageRows],
    ['models', modelRows],
  ] as const) {
    it(`${name}: ${rows.length} kinds of input`, async () => {
      const lines = await measured(rows)
      console.log(markdown(lines, units).replace(/^/gm, '        '))
      assertLinear(lines)
    })
  }

  /** Text on which what is squared takes some ten milliseconds, and what is linear none. */
  const long = 4_096

  /** Milliseconds below which a pattern is not looked at more closely. */
  const suspicious = 2

  const held = async (reader: string, subjects: ReadonlyArray<Subject>): Promise<void> => {
    const slowest = subjects.flatMap((subject) => slowestOf(subject, long, 8) ?? [])
    const slow = slowest.filter(({ millis }) => millis > suspicious)
    const lines: Array<Line> = []
    for (const one of slow) {
      // What is bounded is as slow as it gets; all else has to be linear.
      if (one.subject.longest > 2 * long)
        lines.push(await measureRow(rowOf(reader, one), { units: long / 8, rounds: 3 }))
    }
    console.log(`        ${subjects.length} expressions, ${slow.length} looked at more closely`)
    assertLinear(lines)
    const bounded = slowest.filter(({ subject }) => subject.engine === 'bounded text')
    // About 10⁸ steps are borne, of texts that are bounded; a few tries keep a busy machine out of it.
    const tooSlow = bounded.filter((one) => {
      const tries = [one, slowestOf(one.subject, one.units, 8), slowestOf(one.subject, one.units, 8)]
      return Math.min(...tries.map((a) => a?.millis ?? 0)) > 1_000
    })
    assert.deepEqual(
      tooSlow.map(({ subject }) => subject.name),
      [],
    )
  }

  it("the library's own expressions", () => held('expression', ownExpressions()))

  describeShared('the patterns of models', ['models'], ([folder = '']) => {
    it('each through the check that its shape has', () => held('pattern', modelPatterns(folder)))
  })
})
