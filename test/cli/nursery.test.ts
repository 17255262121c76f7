/**
 * The room for what is new: as the platform makes it, and where the command keeps it from growing.
 */
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const module = fileURLToPath(new URL('../../lib/cli/nursery.ts', import.meta.url))

/** Keeps a little of much that is made, so that room is asked for; tells how much there was at last, in MB. */
const program = (isSteady: boolean): string => `
  import { getHeapSpaceStatistics } from 'node:v8'
  import { steadyNursery } from ${JSON.stringify(module)}
  const steady = ${isSteady} ? steadyNursery() : () => undefined
  const kept = []
  for (let i = 0; i < 3_000_000; i++) {
    kept[i % 200_000] = { i, text: 'x' + i }
    if (i % 1_000 === 0) steady()
  }
  const found = getHeapSpaceStatistics().find((space) => space.space_name === 'new_space')
  console.log(found.space_size / 1024 / 1024)`

const roomOf = async (isSteady: boolean): Promise<number> => {
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--import=tsx',
    '--input-type=module',
    '--eval',
    program(isSteady),
  ])
  return Number(stdout)
}

describe('the nursery', () => {
  it('stays where it was once there is enough room, and would grow else', async () => {
    const [steady, free] = await Promise.all([roomOf(true), roomOf(false)])
    assert.ok(steady >= 1 && steady <= 16, `${steady} MB`)
    assert.ok(free > steady, `${free} MB`)
  })
})
