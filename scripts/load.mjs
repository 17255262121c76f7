// The mock under load, every answer checked: `npm run load -- [--seconds 60] [--connections 8] [--rate 5000]`.
import { build } from './build.mjs'
import { node } from './run.mjs'
import { setup } from './setup.mjs'

process.exitCode =
  setup() && (await build()) ? await node(['--import=tsx', 'test/load/main.ts', ...process.argv.slice(2)]) : 1
