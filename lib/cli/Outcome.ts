/**
 * What a command comes to: a result, or why there is none; each with its exit code.
 */

import type { Either } from 'fp-ts/lib/Either.js'
import { left } from '../value/either.js'
import type { Issue } from '../value/Issue.js'
import { issueText } from '../value/Issue.js'
import type { Terminal } from './Terminal.js'
import { paint, visible } from './Terminal.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** What scripts may rely on. */
export const exitCodes = { good: 0, findings: 1, usage: 2, model: 3, unreadable: 4, interrupted: 130 } as const

export interface Outcome {
  /** Whether there is something to act on: exit code 1. */
  readonly findings: boolean
  /** For people, on standard output, with the end of its last line. */
  readonly text: string
  /** For programs, with `--json` in place of the text. */
  readonly result: object
  /** For people, on standard error, beside either. */
  readonly notes?: string
  /** Whether all was written as it came about: then neither text nor result is. */
  readonly isWritten?: true
}

export interface Failure {
  readonly reason: Exclude<keyof typeof exitCodes, 'good' | 'findings'>
  /** One sentence, lower case, no full stop. */
  readonly message: string
  /** What to try, a line each. */
  readonly hints?: ReadonlyArray<string>
  /** Of a model. */
  readonly issues?: ReadonlyArray<Issue>
  /** What was found before, for `--json`. */
  readonly result?: object
}

export type Attempt<A> = Either<Failure, A>

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

export const failed = (
  reason: Failure['reason'],
  message: string,
  hints: ReadonlyArray<string> = [],
): Either<Failure, never> => left({ reason, message, hints })

export const interrupted: Either<Failure, never> = failed('interrupted', 'interrupted')

/** Why the system refused something: `no such file or directory`. */
export const systemReason = (error: unknown): string => {
  const { message = String(error), code = '' } = error as NodeJS.ErrnoException
  const words = /^[A-Z0-9_]+: ([^,]+)/.exec(message)?.[1]
  return words ?? (code === '' ? message : code)
}

// -------------------------------------------------------------------------------------
// destructors
// -------------------------------------------------------------------------------------

/** How many issues of a model are printed; a broken one may have thousands. */
const shown = 20

/** The longest line of an issue: a pattern of a megabyte is one line of text. */
const widest = 400

const clipped = (line: string): string => (line.length <= widest ? line : `${line.slice(0, widest)}…`)

/** JSON of a result, numbers beyond 53 bits as text. */
export const resultText = (result: object): string =>
  `${JSON.stringify(result, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value), 2)}\n`

/** Says on standard error why there is no result, and on standard output as JSON where that is wanted. */
export const reportFailure = (
  terminal: Terminal,
  { reason, message, hints = [], issues = [], result = {} }: Failure,
  json: boolean,
): number => {
  const { err, out } = terminal
  const lines = [
    `${paint(err, 'red', 'error:')} ${clipped(visible(message))}`,
    ...issues.slice(0, shown).map((issue) => `  ${clipped(visible(issueText(issue)))}`),
    ...(issues.length > shown ? [`  … and ${issues.length - shown} more${json ? '' : ' (--json has them all)'}`] : []),
    ...hints.map(visible),
  ]
  err.write(`${lines.join('\n')}\n`)
  if (json) out.write(resultText({ error: { reason, message, ...(issues.length > 0 ? { issues } : {}) }, ...result }))
  return exitCodes[reason]
}
