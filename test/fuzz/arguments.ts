/**
 * The arguments of `npm run fuzz`.
 */
import { parseArgs } from 'node:util'

export interface Given {
  readonly readers: ReadonlyArray<string>
  /** Of each reader. */
  readonly seconds: number
  readonly seed: number
  readonly json: string | undefined
  readonly keep: boolean
}

/** What to do, or what to say and the exit code with which to end. */
export type Parsed =
  | { readonly _tag: 'Run'; readonly given: Given }
  | { readonly _tag: 'End'; readonly code: number; readonly text: string }

const usageOf = (
  known: ReadonlyArray<string>,
): string => `usage: npm run fuzz -- [--reader NAME…] [--seconds 60] [--seed N] [--json FILE] [--keep]

Changes valid messages, and reads what comes of it, until the time is over. What is read has to keep the reader's laws.

  --reader NAME…  which readers; all without it:
                  ${known.join(' ')}
  --seconds N     how long for each reader, in seconds; 60 without it
  --seed N        the same inputs again, as far as the time allows; at random without it
  --json FILE     writes the table as JSON, findings in base64
  --keep          makes the corpus anew, of what it had and what was found: test/fuzz/corpus

Exit code 0 where nothing was found, 1 where something was, 2 for arguments that are none.`

const whole = /^\d{1,9}$/

export const argumentsOf = (args: ReadonlyArray<string>, known: ReadonlyArray<string>): Parsed => {
  const usage = usageOf(known)
  const refused = (why: string): Parsed => ({ _tag: 'End', code: 2, text: `${why}\n\n${usage}` })
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: {
        help: { type: 'boolean' },
        reader: { type: 'string', multiple: true },
        seconds: { type: 'string' },
        seed: { type: 'string' },
        json: { type: 'string' },
        keep: { type: 'boolean' },
      },
      // `--reader a b` names two.
      allowPositionals: true,
    })
    if (values.help === true) return { _tag: 'End', code: 0, text: usage }
    const { reader = [], seconds = '60', seed, json, keep = false } = values
    if (reader.length === 0 && positionals.length > 0) return refused(`${positionals[0]} follows no option`)
    const readers = [...reader, ...positionals]
    const unknown = readers.find((name) => !known.includes(name))
    if (unknown !== undefined) return refused(`no reader is called ${unknown}`)
    for (const [name, text] of Object.entries({ seconds, seed }))
      if (text !== undefined && !whole.test(text)) return refused(`--${name} takes a whole number, not ${text}`)
    return {
      _tag: 'Run',
      given: {
        readers: readers.length > 0 ? readers : known,
        seconds: Number(seconds),
        seed: seed === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(seed),
        json,
        keep,
      },
    }
  } catch (error) {
    return refused(error instanceof Error ? error.message : String(error))
  }
}
