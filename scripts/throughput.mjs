// Messages a second of workers of a real nats-server, beside what the server can do.
import { build } from './build.mjs'
import { node } from './run.mjs'
import { setup } from './setup.mjs'

process.exitCode = setup() && (await build()) ? await node(['--import=tsx', 'test/worker/throughput.ts']) : 1
