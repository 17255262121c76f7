// Type-checks with every configuration and with both compilers; the build comes first, since examples import it.
import { build } from './build.mjs'
import { isMain, node, tsc } from './run.mjs'
import { setup } from './setup.mjs'

/** Each check by name: lib/ alone knows no Node, the rest knows no browser. */
export const checks = [
  { name: 'types of lib, TypeScript 7', args: [tsc.ts7, '--pretty', 'false', '-p', 'tsconfig.json'] },
  { name: 'types of lib, TypeScript 6', args: [tsc.ts6, '--pretty', 'false', '-p', 'tsconfig.json'] },
  {
    name: 'types of the playground, TypeScript 7',
    args: [tsc.ts7, '--pretty', 'false', '-p', 'tsconfig.playground.json'],
  },
  { name: 'types of tests, TypeScript 7', args: [tsc.ts7, '--pretty', 'false', '-p', 'tsconfig.test.json'] },
]

const main = async () => {
  if (!setup()) return 1
  let failed = !(await build())
  for (const check of checks) {
    const code = await node(check.args)
    console.log(`${code === 0 ? 'passed' : 'FAILED'}  ${check.name}`)
    failed ||= code !== 0
  }
  return failed ? 1 : 0
}

if (isMain(import.meta.url)) process.exitCode = await main()
