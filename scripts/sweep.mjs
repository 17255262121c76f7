// Reads every model of a folder and tries it out; see test/sweep/run.ts for its arguments.
import { join } from 'node:path'
import { node, root } from './run.mjs'
import { setup } from './setup.mjs'

process.exitCode = setup()
  ? await node(['--import', 'tsx', join(root, 'test', 'sweep', 'run.ts'), ...process.argv.slice(2)])
  : 1
