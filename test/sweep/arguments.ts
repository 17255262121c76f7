/**
 * The options of a command that is run by hand: what is not known, or not given, is said in a line, and `--help` shows the usage.
 */
import { parseArgs } from 'node:util'

/** The values of options that take text; `undefined` stands for one that must be given. */
export const argumentsOf = <K extends string>(
  usage: string,
  defaults: Readonly<Record<K, string | undefined>>,
  optional: ReadonlyArray<string> = [],
): Readonly<Record<K | 'seed', string | undefined>> => {
  const names = [...Object.keys(defaults), ...optional]
  const end = (code: number, said: string): never => {
    ;(code === 0 ? console.log : console.error)(said)
    process.exit(code)
  }
  try {
    const { values } = parseArgs({
      options: {
        help: { type: 'boolean' },
        ...Object.fromEntries(names.map((name) => [name, { type: 'string' } as const])),
      },
    })
    if (values.help === true) return end(0, usage)
    const given = { ...defaults, ...values } as Record<K | 'seed', string | undefined>
    const missing = Object.keys(defaults).find((name) => given[name as K] === undefined)
    return missing === undefined ? given : end(2, `--${missing} is needed\n\n${usage}`)
  } catch (error) {
    return end(2, `${error instanceof Error ? error.message : String(error)}\n\n${usage}`)
  }
}
