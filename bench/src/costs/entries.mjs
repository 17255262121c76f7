/** The modules whose costs are measured: ours, each peer's over the same schema, and the AWS SDK's client. */
import { join } from 'node:path'
import { benchFolder } from '../places.mjs'

export const entries = [
  { name: 'wireshape', file: 'wireshape.mjs' },
  { name: 'typia', file: 'typia.mjs' },
  { name: 'valibot', file: 'valibot.mjs' },
  { name: 'io-ts', file: 'ioTs.mjs' },
  { name: 'typebox', file: 'typebox.mjs' },
  { name: 'ajv', file: 'ajv.mjs' },
  { name: 'zod', file: 'zod.mjs' },
  { name: 'arktype', file: 'arktype.mjs' },
  { name: 'effect', file: 'effect.mjs' },
  { name: 'AWS SDK', file: 'awsSdk.mjs' },
]

export const entryPath = (file) => join(benchFolder, 'entries', file)
