// Measures every pattern of a folder of models; see test/sweep/patterns.ts for its arguments.
import { join } from 'node:path'
import { node, root } from './run.mjs'
import { setup } from './setup.mjs'

process.exitCode = setup()
  ? await node(['--import', 'tsx', join(root, 'test', 'sweep', 'patterns.ts'), ...process.argv.slice(2)])
  : 1
