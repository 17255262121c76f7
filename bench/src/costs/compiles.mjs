/** First use, each in a fresh process: of the built-in request, and of every operation of Connect where its model is there. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { outputOf } from '../child.mjs'
import { sharedFolder } from '../places.mjs'
import { bootstrapMedian } from '../stats.mjs'

const program = fileURLToPath(new URL('./compileChild.mjs', import.meta.url))
const model = join(sharedFolder, 'models', 'botocore', 'connect.json')

const cost = (name, found, random) => ({
  id: 'compile',
  name,
  unit: 'ms',
  ...bootstrapMedian(
    found.map(({ millis }) => millis),
    random,
  ),
  note: found[0].openMillis === undefined ? '' : `of it ${found[0].openMillis.toFixed(0)} ms to open the model`,
})

export const compileCosts = ({ seed, compileRounds }, random) => {
  const used = (...more) =>
    Array.from({ length: compileRounds }, () => JSON.parse(outputOf([program, String(seed), ...more])))
  const request = cost('the request, read and written until compiled', used(), random)
  if (!existsSync(model))
    return [request, { id: 'compile', name: 'all of Connect', note: 'skipped: its model is not beside the repository' }]
  const all = used(model)
  return [request, cost(`all of Connect, ${all[0].operations} operations`, all, random)]
}
