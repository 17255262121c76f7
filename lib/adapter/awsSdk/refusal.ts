/**
 * What a client of the AWS SDK rejects with where this library, and no service, says no: errors with issues, safe to log.
 */

import type { Errors, Issue } from '../../value/Issue.js'
import { issuesOf, issueText } from '../../value/Issue.js'
import { named } from './named.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/**
 * An input that its shape refuses: nothing was sent. `message` and `issues` hold nothing of sensitive shapes, nor does what
 * `util.inspect` and `JSON.stringify` make of one.
 */
export interface ParamValidationError extends Error {
  readonly name: 'ParamValidationError'
  /** The operation's name, `StartEmailContact`. */
  readonly operation: string
  /** All at once, each with its path under the names that the SDK's input has; at most 1,000 and then a count of the rest. */
  readonly issues: ReadonlyArray<Issue>
  /** The same as io-ts has them. Not enumerable. */
  readonly errors: Errors
}

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

/** The most issues that a message tells; `issues` has the others. */
const told = 50

const summary = (issues: ReadonlyArray<Issue>): string =>
  [
    ...issues.slice(0, told).map((issue) => `- ${issueText(issue)}`),
    ...(issues.length > told ? [`- and ${issues.length - told} more`] : []),
  ].join('\n')

const hidden = (value: unknown): PropertyDescriptor => ({
  value,
  writable: true,
  enumerable: false,
  configurable: true,
})

export const paramValidationError = (operation: string, errors: Errors): ParamValidationError => {
  const issues = issuesOf(errors)
  const count = issues.length === 1 ? 'one issue' : `${issues.length} issues`
  const error = new Error(`the input of ${operation} has ${count}\n${summary(issues)}`)
  Object.defineProperties(error, { name: hidden('ParamValidationError'), errors: hidden(errors) })
  return Object.assign(error, { operation, issues }) as Error as ParamValidationError
}

/** An answer that its shape refuses, as an error with the `$metadata` that those of the SDK have. */
export const malformedResponse = (operation: string, errors: Errors, $metadata: unknown): Error => {
  const issues = issuesOf(errors)
  const error = new Error(`the answer to ${operation} is none that its shape has\n${summary(issues)}`)
  Object.defineProperties(error, { name: hidden('MalformedResponse'), errors: hidden(errors) })
  return Object.assign(error, { operation, issues, $metadata })
}

/** What is wrong with how a client was set up, told at the first call that meets it. */
export const setupError = (text: string, issues: ReadonlyArray<Issue> = []): Error => {
  const error = new Error(issues.length === 0 ? text : `${text}\n${summary(issues)}`)
  return Object.defineProperty(error, 'name', hidden('SetupError'))
}

// -------------------------------------------------------------------------------------
// refinements
// -------------------------------------------------------------------------------------

/** Whether an error is of an input that was refused; of whichever copy of this library. */
export const isParamValidationError = (u: unknown): u is ParamValidationError =>
  named(u)['name'] === 'ParamValidationError' && Array.isArray(named(u)['issues'])
