/** What the compiler does for a user's file: `tsc --extendedDiagnostics`, declarations of libraries unchecked. */
import { join } from 'node:path'
import { outputOf } from '../child.mjs'
import { benchFolder } from '../places.mjs'

const compiler = join(benchFolder, 'node_modules', 'typescript', 'bin', 'tsc')

const options = [
  '--extendedDiagnostics',
  '--noEmit',
  '--skipLibCheck',
  '--strict',
  '--exactOptionalPropertyTypes',
  '--target',
  'es2022',
  '--module',
  'nodenext',
]

const files = [
  { name: 'wireshape', file: 'wireshape.ts', goal: 1500 },
  { name: 'io-ts imported alone', file: 'ioTsAlone.ts' },
  { name: 'typia', file: 'typia.ts' },
  { name: 'valibot', file: 'valibot.ts' },
  { name: 'io-ts', file: 'ioTs.ts' },
  { name: 'typebox', file: 'typebox.ts' },
  { name: 'zod', file: 'zod.ts' },
  { name: 'arktype', file: 'arktype.ts' },
  { name: 'effect', file: 'effect.ts' },
  { name: 'AWS SDK', file: 'awsSdk.ts' },
]

const figure = (text, name) => Number(new RegExp(`^${name}:\\s+([\\d.]+)`, 'm').exec(text)?.[1])

export const typeCosts = () =>
  files.map(({ name, file, goal }) => {
    const said = outputOf([compiler, ...options, join(benchFolder, 'types', file)], benchFolder)
    const count = figure(said, 'Instantiations')
    return {
      id: 'types',
      name,
      unit: '',
      median: count,
      low: count,
      high: count,
      ...(goal === undefined ? {} : { goal }),
      note: `${figure(said, 'Types')} types, checked in ${figure(said, 'Check time')} s`,
    }
  })
