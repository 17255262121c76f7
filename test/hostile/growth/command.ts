/**
 * The table of growth at sizes of one's own: each reader on each kind of hostile input, the library's expressions and the patterns of
 * models.
 *
 *     npm run growth -- [--units 8192] [--rounds 3] [--models DIR] [--out FILE]
 *
 * Exit code 1 where something grows faster than its input.
 */
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sharedFolder } from '../../shared.js'
import { argumentsOf } from '../../sweep/arguments.js'
import { bodyRows } from './bodies.js'
import { messageRows } from './messages.js'
import { modelRows } from './models.js'
import type { Slowest, Subject } from './patterns.js'
import { modelPatterns, ownExpressions, rowOf, slowestOf } from './patterns.js'
import type { Row } from './Row.js'
import type { Line } from './table.js'
import { failures, markdown, measureRow } from './table.js'

const given = argumentsOf(
  `usage: npm run growth -- [--units 8192] [--rounds 3] [--models DIR] [--out FILE]

Measures how time grows with hostile input, at --units and twice, four and eight times as many, and prints a table of Markdown; --out
writes it to a file. The patterns of the models in DIR are measured too.`,
  { units: '8192', rounds: '3' },
  ['models', 'out'],
)

const [units, rounds] = [Number(given.units), Number(given.rounds)]
const { models = join(sharedFolder, 'models'), out } = given as { readonly models?: string; readonly out?: string }

const progress = (text: string): void => console.error(text)

const measured = async (rows: ReadonlyArray<Row>): Promise<ReadonlyArray<Line>> => {
  const lines: Array<Line> = []
  for (const row of rows) {
    lines.push(await measureRow(row, { units, rounds }))
    progress(`${row.reader}: ${row.input}`)
  }
  return lines
}

const slowest = (subjects: ReadonlyArray<Subject>): ReadonlyArray<Slowest> =>
  subjects.flatMap((subject) => slowestOf(subject, units, 16) ?? [])

const shown = (text: string): string => `\`${text.replaceAll('|', '\\|').slice(0, 90)}\``

/** Patterns that are not proved linear, and what keeps them so. */
const guarded = (all: ReadonlyArray<Slowest>): string =>
  [
    '| pattern | run | units | ms at the most |',
    '| --- | --- | ---: | ---: |',
    ...all
      .filter(({ subject }) => subject.engine !== 'proved linear' && subject.engine !== 'the platform')
      .map(
        ({ subject, units: length, millis }) =>
          `| ${shown(subject.name)} | ${subject.engine} | ${length} | ${millis.toFixed(1)} |`,
      ),
  ].join('\n')

const main = async (): Promise<boolean> => {
  const readers = await measured([...bodyRows, ...messageRows, ...modelRows])
  const own = slowest(ownExpressions())
  const patterns = existsSync(models) ? slowest(modelPatterns(models)) : []
  const isFree = ({ subject }: Slowest): boolean => subject.longest > 8 * units
  const expressions = await measured([
    ...own.filter(isFree).map((one) => rowOf('expression', one)),
    ...patterns.filter(isFree).map((one) => rowOf('pattern', one)),
  ])
  const lines = [...readers, ...expressions]
  const text = [
    `Nanoseconds on a processor for a unit (a byte, or a UTF-16 unit of text) of inputs of so many units; the ratio is that of the largest to the smallest, 8 where time is squared.`,
    markdown(readers, units),
    markdown(expressions, units),
    guarded([...own, ...patterns]),
  ].join('\n\n')
  console.log(text)
  if (out !== undefined) writeFileSync(out, `${text}\n`)
  const failed = failures(lines)
  for (const line of failed) console.error(`grows too fast: ${line}`)
  const count = (engine: string): number => patterns.filter(({ subject }) => subject.engine === engine).length
  progress(
    `${readers.length} kinds of input, ${own.length} expressions, ${patterns.length} patterns (${count('proved linear')} proved linear, ${count('linearMatch')} by linearMatch, ${count('bounded text')} on bounded text); ${failed.length} grow too fast`,
  )
  return failed.length === 0
}

void main().then((good) => {
  process.exitCode = good ? 0 : 1
})
