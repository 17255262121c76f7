/**
 * What the options ask for, as plain data: it is handed to other threads as it is.
 */

import type { Form, Names } from '../../stream/Verdict.js'
import { defaultMaxBytes } from '../../stream/Verdict.js'
import { right } from '../../value/either.js'
import type { Attempt } from '../Outcome.js'
import { failed } from '../Outcome.js'
import { didYouMean } from '../suggest.js'
import type { Options } from '../Verb.js'
import { flagOption, textOption } from '../Verb.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** Which shape payloads are held against, and how. */
export interface Target {
  readonly operation: string
  readonly side: 'input' | 'output'
  readonly model: string | undefined
  /** What was read where the model is standard input. */
  readonly modelBytes: Uint8Array | undefined
  readonly sdk: string | undefined
  readonly service: string | undefined
  readonly names: Names
  readonly policy: 'strict' | 'tolerant'
  readonly unknown: 'refuse' | 'ignore'
  readonly documented: 'enforce' | 'advise' | 'off'
  readonly maxBytes: number
  /** How accepted payloads are written; `undefined` where they are not. */
  readonly as: 'given' | 'normalised' | 'http' | undefined
}

export const reportNames = ['text', 'ndjson', 'junit', 'sarif', 'github'] as const
export type ReportName = (typeof reportNames)[number]

export interface Settings {
  readonly target: Target
  /** `undefined` where each source says it by its first bytes. */
  readonly form: Form | undefined
  readonly valid: string | undefined
  readonly rejects: string | undefined
  readonly withPayloads: boolean
  readonly report: ReportName
  readonly show: number
  /** After how many rejected payloads to stop. */
  readonly maxErrors: number
  readonly jobs: number
  readonly progress: boolean
}

// -------------------------------------------------------------------------------------
// reading
// -------------------------------------------------------------------------------------

const oneOf = <A extends string>(options: Options, name: string, known: ReadonlyArray<A>): Attempt<A | undefined> => {
  const said = textOption(options, name)
  const found = known.find((one) => one === said)
  if (said === undefined || found !== undefined) return right(found)
  return failed('usage', `--${name} is one of ${known.join(', ')}`, didYouMean([said], known))
}

const wholeOf = (options: Options, option: string, flag: string, least: number): Attempt<number | undefined> => {
  const said = textOption(options, option)
  if (said === undefined) return right(undefined)
  const n = /^\d{1,15}$/.test(said) ? Number(said) : Number.NaN
  return n >= least ? right(n) : failed('usage', `--${flag} is a whole number of at least ${least}`)
}

const units: Readonly<Record<string, number>> = { '': 1, k: 1024, m: 1024 ** 2 }

/** Bytes as digits, with k for KiB and m for MiB. */
const bytesOf = (options: Options): Attempt<number | undefined> => {
  const said = textOption(options, 'maxSize')
  if (said === undefined) return right(undefined)
  const [, digits = '', unit = ''] = /^(\d{1,9})([km]?)$/i.exec(said) ?? []
  const bytes = Number(digits) * (units[unit.toLowerCase()] ?? 1)
  return digits !== '' && bytes > 0 && bytes <= 2 ** 29
    ? right(bytes)
    : failed('usage', '--max-size is bytes, as 4000, 64k or 16m, at most 512m')
}

/** How many payloads a report shows, where nothing is said: one that is kept in memory has an end. */
const shown: Readonly<Record<ReportName, number>> = {
  text: 100,
  ndjson: Number.MAX_SAFE_INTEGER,
  junit: 1000,
  sarif: 1000,
  github: 100,
}

const mostJobs = 64

/** Every option, checked; the first that cannot be meant. */
export const settingsOf = (operation: string, options: Options): Attempt<Settings> => {
  const read = {
    side: oneOf(options, 'side', ['input', 'output'] as const),
    policy: oneOf(options, 'policy', ['strict', 'tolerant'] as const),
    unknown: oneOf(options, 'unknown', ['refuse', 'ignore'] as const),
    documented: oneOf(options, 'documented', ['enforce', 'advise', 'off'] as const),
    as: oneOf(options, 'as', ['given', 'normalised', 'http'] as const),
    form: oneOf(options, 'format', ['auto', 'ndjson', 'array', 'json', 'cbor'] as const),
    report: oneOf(options, 'report', reportNames),
    show: wholeOf(options, 'show', 'show', 0),
    maxErrors: wholeOf(options, 'maxErrors', 'max-errors', 1),
    jobs: wholeOf(options, 'jobs', 'jobs', 1),
    maxBytes: bytesOf(options),
  }
  for (const one of Object.values(read)) if (one._tag === 'Left') return one
  /** What was said, or else. */
  const or = <A, B>(attempt: Attempt<A | undefined>, other: B): A | B =>
    attempt._tag === 'Left' || attempt.right === undefined ? other : attempt.right
  const valid = textOption(options, 'valid')
  const rejects = textOption(options, 'rejects')
  const as = or(read.as, undefined)
  const side = or(read.side, 'input' as const)
  const report = or(read.report, 'text' as const)
  const form = or(read.form, 'auto' as const)
  const withPayloads = flagOption(options, 'withPayloads')
  if (as !== undefined && valid === undefined)
    return failed('usage', '--as says how --valid is written: say --valid FILE')
  if (as === 'http' && side === 'output') return failed('usage', '--as http is for inputs')
  if (withPayloads && rejects === undefined)
    return failed('usage', '--with-payloads says what --rejects holds: say --rejects FILE')
  if (valid !== undefined && valid === rejects) return failed('usage', '--valid and --rejects are the same')
  if (flagOption(options, 'json') && (valid === '-' || rejects === '-'))
    return failed('usage', '--json and the payloads cannot both go to standard output')
  return right({
    target: {
      operation,
      side,
      model: textOption(options, 'model'),
      modelBytes: undefined,
      sdk: textOption(options, 'sdk'),
      service: textOption(options, 'service'),
      names: flagOption(options, 'domain') ? 'domain' : 'wire',
      policy: or(read.policy, 'strict' as const),
      unknown: or(read.unknown, 'ignore' as const),
      documented: or(read.documented, 'enforce' as const),
      maxBytes: or(read.maxBytes, defaultMaxBytes),
      as: valid === undefined ? undefined : (as ?? 'given'),
    },
    form: form === 'auto' ? undefined : form,
    valid,
    rejects,
    withPayloads,
    report,
    show: or(read.show, shown[report]),
    maxErrors: flagOption(options, 'failFast') ? 1 : or(read.maxErrors, Number.MAX_SAFE_INTEGER),
    jobs: Math.min(or(read.jobs, 1), mostJobs),
    progress: options['progress'] !== false,
  })
}
