// The workers against a real nats-server, in full: 100,000 messages of each run, workers and server killed on the way.
import { build } from './build.mjs'
import { tests } from './run.mjs'
import { setup } from './setup.mjs'

const messages = process.env.WIRESHAPE_WORKER_MESSAGES ?? '100000'

process.exitCode =
  setup() && (await build()) ? await tests('test/worker/**/*.test.ts', { WIRESHAPE_WORKER_MESSAGES: messages }) : 1
