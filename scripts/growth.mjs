// Measures how time grows with hostile input; see test/hostile/growth/command.ts for its arguments.
import { join } from 'node:path'
import { node, root } from './run.mjs'
import { setup } from './setup.mjs'

process.exitCode = setup()
  ? await node(['--import', 'tsx', join(root, 'test', 'hostile', 'growth', 'command.ts'), ...process.argv.slice(2)])
  : 1
