/**
 * The tables of a page of the documentation, as rows of cells.
 */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const page = fileURLToPath(new URL('../../../docs/hostile-input.md', import.meta.url))

const cellsOf = (line: string): ReadonlyArray<string> =>
  line
    .slice(1, -1)
    .split('|')
    .map((cell) => cell.trim())

/** The rows of the table under a heading, without its head; what stands in the first cell of each is its name. */
export const tableUnder = (heading: string): ReadonlyMap<string, ReadonlyArray<string>> => {
  const lines = readFileSync(page, 'utf8').split('\n')
  const start = lines.indexOf(`## ${heading}`)
  const end = lines.findIndex((line, i) => i > start && line.startsWith('## '))
  const rows = lines.slice(start, end < 0 ? undefined : end).filter((line) => line.startsWith('|'))
  return new Map(
    rows.slice(2).map((line) => {
      const [name = '', ...cells] = cellsOf(line)
      return [name, cells]
    }),
  )
}
