/**
 * Rows measured at sizes that double, and the table of what came out.
 */
import { measureSeries } from '../../time.js'
import type { Row } from './Row.js'

export interface Line {
  readonly reader: string
  readonly input: string
  /** Of a unit, at each size. */
  readonly nanos: ReadonlyArray<number>
  readonly ratio: number
  readonly isGood: boolean
}

export interface Plan {
  /** The smallest size, in units; the others are two, four and eight times as large. */
  readonly units: number
  readonly rounds: number
}

/** Eight times the input in eight times the time is 1; squared would be 8. */
export const most = 3

/** Milliseconds at the largest size below which a clock tells too little. */
const floor = 10

export const doubled = (units: number): ReadonlyArray<number> => [1, 2, 4, 8].map((times) => times * units)

export const measureRow = async ({ reader, input, make, run }: Row, { units, rounds }: Plan): Promise<Line> => {
  const sizes = doubled(units)
  const { millis, ratio, isGood } = await measureSeries<never>({
    sizes,
    most,
    floor,
    rounds,
    make: make as (units: number) => never,
    run,
  })
  const nanos = millis.map((time, i) => (time * 1e6) / (sizes[i] as number))
  return { reader, input, nanos, ratio, isGood }
}

const figures = (nanos: number): string => (nanos < 10 ? nanos.toFixed(1) : nanos.toFixed(0))

/** The lines as a table of Markdown. */
export const markdown = (lines: ReadonlyArray<Line>, units: number): string => {
  const sizes = doubled(units).map((size) => `${size.toLocaleString('en')}`)
  return [
    `| reader | input | ${sizes.join(' | ')} | ratio |`,
    `| --- | --- | ${sizes.map(() => '---:').join(' | ')} | ---: |`,
    ...lines.map(
      ({ reader, input, nanos, ratio }) =>
        `| ${reader} | ${input} | ${nanos.map(figures).join(' | ')} | ${ratio.toFixed(1)} |`,
    ),
  ].join('\n')
}

/** The lines that grow too fast, for the message of a failure. */
export const failures = (lines: ReadonlyArray<Line>): ReadonlyArray<string> =>
  lines
    .filter(({ isGood }) => !isGood)
    .map(
      ({ reader, input, nanos, ratio }) =>
        `${reader}, ${input}: ${nanos.map(figures).join(', ')} ns a unit, ${ratio.toFixed(1)} times`,
    )
