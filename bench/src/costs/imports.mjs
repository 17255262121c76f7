/** Import time and retained heap, each import in a fresh process, one of each module a round. */
import { fileURLToPath } from 'node:url'
import { outputOf } from '../child.mjs'
import { shuffled } from '../random.mjs'
import { bootstrapMedian } from '../stats.mjs'
import { entries, entryPath } from './entries.mjs'

const program = fileURLToPath(new URL('./importChild.mjs', import.meta.url))

const imported = (file) => JSON.parse(outputOf(['--expose-gc', program, entryPath(file)]))

const goals = { import: 30, heap: 1 }

export const importCosts = ({ importRounds }, random) => {
  const found = new Map(entries.map(({ name }) => [name, []]))
  for (let round = 0; round < importRounds; round++)
    for (const { name, file } of shuffled(random, entries)) found.get(name).push(imported(file))
  const cost = (id, unit, numberOf) =>
    entries.map(({ name }) => ({
      id,
      name,
      unit,
      ...bootstrapMedian(found.get(name).map(numberOf), random),
      ...(name === 'wireshape' ? { goal: goals[id] } : {}),
    }))
  return [
    ...cost('import', 'ms', ({ millis }) => millis),
    ...cost('heap', 'MB', ({ heapBytes }) => heapBytes / 1_000_000),
  ]
}
