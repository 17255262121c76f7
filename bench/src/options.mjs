/** The command's arguments. */
import { parseArgs } from 'node:util'

export const help = `usage: npm run bench -- [options]

Measures wireshape beside its peers, in one run on one machine.

  --json FILE      write [{ id, payload, ratio, low, high, goal, pass }] to FILE
  --docs           write docs/performance.md and its plots; not with --only
  --only ID…       rows of these ids alone; may be repeated or separated by commas
  --rounds N       rounds of each row (default 31)
  --sample MS      milliseconds of each sample (default 20)
  --mutations N    objects that the peers judge first (default 4000)
  --seed N         seed of payloads, mutations, orders and intervals (default 2026)
  --quick          few rounds and mutations, to see that all of it runs; figures mean little
  --profile        say where our time goes in each row, by function, in place of measuring
  --strict         exit code 1 where a goal is missed
  --help           this text`

const whole = (name, text, least) => {
  const n = Number(text)
  if (!Number.isSafeInteger(n) || n < least)
    throw new Error(`--${name} takes a whole number from ${least}, not ${text}`)
  return n
}

/** @param {ReadonlyArray<string>} args Throws on what it does not know. */
export const optionsOf = (args) => {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      json: { type: 'string' },
      docs: { type: 'boolean', default: false },
      only: { type: 'string', multiple: true, default: [] },
      rounds: { type: 'string' },
      sample: { type: 'string' },
      mutations: { type: 'string' },
      seed: { type: 'string', default: '2026' },
      quick: { type: 'boolean', default: false },
      profile: { type: 'boolean', default: false },
      strict: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.docs && values.only.length > 0) throw new Error('--docs is of a whole run, without --only')
  if (values.docs && values.profile) throw new Error('--docs is of what is measured, without --profile')
  if (positionals.length > 0 && values.only.length === 0) throw new Error(`what is ${positionals[0]}? see --help`)
  // `--only check make` names both.
  const only = [...values.only, ...positionals].flatMap((text) => text.split(',')).filter((id) => id !== '')
  return {
    ...values,
    only,
    rounds: whole('rounds', values.rounds ?? (values.quick ? '5' : '31'), 1),
    sampleMillis: whole('sample', values.sample ?? (values.quick ? '4' : '20'), 1),
    mutations: whole('mutations', values.mutations ?? (values.quick ? '400' : '4000'), 0),
    importRounds: values.quick ? 3 : 11,
    compileRounds: values.quick ? 1 : 5,
    seed: whole('seed', values.seed, 0),
    /** Whether the rows of an id, or of ids that begin with it and a dash, are wanted. */
    wants: (id) => only.length === 0 || only.some((one) => id === one || id.startsWith(`${one}-`)),
  }
}
