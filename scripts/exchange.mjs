// The exchanges with the AWS SDKs in full: 50 of each operation, 1,000 of each protocol between our own client and server.
import { join } from 'node:path'
import { node, root } from './run.mjs'
import { setup } from './setup.mjs'

const mocha = join(root, 'node_modules', 'mocha', 'bin', 'mocha.js')
const runs = process.env.WIRESHAPE_RUNS ?? '50'

process.exitCode = setup()
  ? await node(
      [
        '--import=tsx',
        mocha,
        '--no-config',
        '--require',
        './test/seed.ts',
        '--timeout',
        '600000',
        'test/exchange/**/*.test.ts',
      ],
      {
        WIRESHAPE_RUNS: runs,
      },
    )
  : 1
