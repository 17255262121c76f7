// The workers against a real nats-server, in full: 100,000 messages of each run, workers and server killed on the way.
import { join } from 'node:path'
import { build } from './build.mjs'
import { node, root } from './run.mjs'
import { setup } from './setup.mjs'

const mocha = join(root, 'node_modules', 'mocha', 'bin', 'mocha.js')
const messages = process.env.WIRESHAPE_WORKER_MESSAGES ?? '100000'

process.exitCode =
  setup() && (await build())
    ? await node(
        [
          '--import=tsx',
          mocha,
          '--no-config',
          '--require',
          './test/seed.ts',
          '--timeout',
          '600000',
          'test/worker/**/*.test.ts',
        ],
        {
          WIRESHAPE_WORKER_MESSAGES: messages,
        },
      )
    : 1
