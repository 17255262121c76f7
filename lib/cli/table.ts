/**
 * Rows of text in columns.
 */

import type { Output } from './Terminal.js'
import { paint } from './Terminal.js'

/** The narrowest last column; below it rows are stacked. */
const least = 32

/**
 * Columns as wide as their widest cell, headings in bold, the last column wrapped where the terminal is narrower. Where it is
 * too narrow for columns, each row stands on lines of its own: its first two cells, and the others below.
 */
export const table = (
  output: Output,
  headings: ReadonlyArray<string>,
  rows: ReadonlyArray<ReadonlyArray<string>>,
): string => {
  const widths = headings.map((heading, i) =>
    rows.reduce((width, row) => Math.max(width, (row[i] ?? '').length), heading.length),
  )
  const before = widths.slice(0, -1).reduce((sum, width) => sum + width + 2, 2)
  const room = (output.columns ?? Infinity) - before
  const lines =
    room < least
      ? stacked(rows, output.columns ?? Infinity)
      : columned(output, [headings, ...rows], widths, before, room)
  return lines.map((line) => `${line.trimEnd()}\n`).join('')
}

const columned = (
  output: Output,
  rows: ReadonlyArray<ReadonlyArray<string>>,
  widths: ReadonlyArray<number>,
  before: number,
  room: number,
): ReadonlyArray<string> =>
  rows.flatMap((row, i) => {
    const [first = '', ...more] = wrapped(row[row.length - 1] ?? '', room)
    const cells = [...row.slice(0, -1).map((cell, column) => cell.padEnd(widths[column] as number)), first]
    const lines = [`  ${cells.join('  ')}`, ...more.map((text) => `${' '.repeat(before)}${text}`)]
    return i === 0 ? lines.map((text) => paint(output, 'bold', text.trimEnd())) : lines
  })

const stacked = (rows: ReadonlyArray<ReadonlyArray<string>>, columns: number): ReadonlyArray<string> =>
  rows.flatMap((row) => {
    const below = row.slice(2).filter((cell) => cell !== '')
    const indented = (text: string, by: number): ReadonlyArray<string> =>
      wrapped(text, Math.max(least, columns - by)).map((line) => `${' '.repeat(by)}${line}`)
    return [...indented(row.slice(0, 2).join('  '), 2), ...below.flatMap((cell) => indented(cell, 6))]
  })

/** Breaks at spaces, and within a word that is longer than the room. */
const wrapped = (text: string, room: number): ReadonlyArray<string> => {
  const lines: Array<string> = []
  let rest = text
  while (rest.length > room) {
    const space = rest.lastIndexOf(' ', room)
    const end = space > 0 ? space : room
    lines.push(rest.slice(0, end))
    rest = rest.slice(end).trimStart()
  }
  return [...lines, rest]
}
