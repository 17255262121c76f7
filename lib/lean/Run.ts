/**
 * The state of one reading. Made for a call and gone with it.
 */

import type { Breach } from '../schema/constraints.js'
import type { Issue, IssueCode } from '../value/Issue.js'
import { defaultLimits, sizeFault } from '../value/Limits.js'
import type { Exact } from './Shape.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/**
 * What nodes are: domain objects as their types say (`exact`) or with what `make` converts (`input`); trees of JSON under `jsonName`
 * or under member names.
 */
export type View = 'exact' | 'input' | 'jsonName' | 'name'

export interface Run {
  readonly view: View
  /** Whether constraints are asked, and what is unlisted or missing is refused; a client that reads an answer asks for types alone. */
  readonly strict: boolean
  /** How numbers of the tree are taken that a double does not keep; `undefined` where it has none. */
  readonly exact: Exact | undefined
  /** Keys that stand inside a sensitive shape are replaced by the marker when they are entered. */
  readonly path: Array<string | number>
  readonly issues: Array<Issue>
  /** Issues beyond those that are kept. */
  more: number
  /** How many sensitive shapes there are around. */
  hidden: number
  /** How many aggregates were taken apart so far. */
  visits: number
  at: 'key' | 'item' | undefined
}

/** What a reading gives for a node that is not of the shape's kind. */
export const failed: unique symbol = Symbol('failed')

export type Failed = typeof failed

export const startRun = (view: View, strict: boolean, exact: Exact | undefined): Run => ({
  view,
  strict,
  exact,
  path: [],
  issues: [],
  more: 0,
  hidden: 0,
  visits: 0,
  at: undefined,
})

export const isWire = ({ view }: Run): boolean => view === 'jsonName' || view === 'name'

// -------------------------------------------------------------------------------------
// finding
// -------------------------------------------------------------------------------------

/** Notes an issue where the run stands. */
export const note = (run: Run, shape: string, code: IssueCode, expected: string, actual: string): Failed => {
  const { path, at } = run
  if (run.issues.length >= defaultLimits.issues) run.more++
  else run.issues.push({ path: path.slice(), ...(at && { at }), code, shape, expected, actual })
  return failed
}

/** What is wrong with a host value, if anything. */
export type Check<A> = (host: A, run: Run) => Breach | (Omit<Breach, 'code'> & { readonly code: 'enum' }) | undefined

export const applyChecks = <A>(run: Run, shape: string, host: A, checks: ReadonlyArray<Check<A>>): void => {
  for (const check of checks) {
    const found = check(host, run)
    if (found !== undefined) note(run, shape, found.code, found.expected, found.actual)
  }
}

/** Refuses more of a thing than a limit lets. */
export const exceeds = (
  run: Run,
  shape: string,
  count: number,
  most: number,
  things: string,
  told: number | 'more' = count,
): boolean => {
  if (!(count > most)) return false
  const { code, expected, actual } = sizeFault(most, things, told)
  note(run, shape, code, expected, actual)
  return true
}

/** Counts one aggregate more; refuses it where the run has reached the bounds on depth or number. */
export const isBeyond = (run: Run, shape: string): boolean => {
  const { depth, nodes } = defaultLimits
  run.visits++
  if (run.path.length < depth) return exceeds(run, shape, run.visits, nodes, 'values', 'more')
  note(run, shape, 'depth', `at most ${depth} levels`, 'more levels')
  return true
}

/** All that was found, and a count of what was not kept. */
export const issuesIn = (run: Run, root: string): ReadonlyArray<Issue> =>
  run.more === 0
    ? run.issues
    : [
        ...run.issues,
        {
          path: [],
          code: 'size',
          shape: root,
          expected: `at most ${defaultLimits.issues} issues`,
          actual: `${run.more} more`,
        },
      ]
