// From a clean clone: installs, builds, and runs the example on real input.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { build } from './build.mjs'
import { node, root } from './run.mjs'
import { setup } from './setup.mjs'

const example = join(root, 'examples', 'start.ts')

const main = async () => {
  if (!setup() || !(await build())) return 1
  if (!existsSync(example)) {
    console.error('start: examples/start.ts is missing')
    return 1
  }
  return node(['--import', 'tsx', example, ...process.argv.slice(2)])
}

process.exitCode = await main()
