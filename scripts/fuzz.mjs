// Fuzzes the readers; see test/fuzz/run.ts for its arguments.
import { join } from 'node:path'
import { node, root } from './run.mjs'
import { setup } from './setup.mjs'

process.exitCode = setup()
  ? await node(['--import', 'tsx', join(root, 'test', 'fuzz', 'run.ts'), ...process.argv.slice(2)])
  : 1
