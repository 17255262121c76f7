// The exchanges with the AWS SDKs in full: 50 of each operation, 1,000 of each protocol between our own client and server.
import { tests } from './run.mjs'
import { setup } from './setup.mjs'

const runs = process.env.WIRESHAPE_RUNS ?? '50'

process.exitCode = setup() ? await tests('test/exchange/**/*.test.ts', { WIRESHAPE_RUNS: runs }) : 1
