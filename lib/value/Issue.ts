/**
 * What is wrong with a payload, where, and what was wanted: data, made into text in this file alone.
 *
 * An `Errors` is assignable to io-ts's `t.Errors`. Each entry's `issue` and `message` are safe to log: nothing that a
 * sensitive shape holds appears in them, nor in the entry's JSON or inspected text.
 */

import type { Either } from 'fp-ts/lib/Either.js'
import type * as t from 'io-ts'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** Member names, list indices and map keys from the outermost shape inwards. */
export type Path = ReadonlyArray<string | number>

export type IssueCode =
  | 'missing'
  | 'type'
  | 'length'
  | 'range'
  | 'pattern'
  | 'enum'
  | 'unique'
  | 'union'
  | 'unknownMember'
  | 'documented'
  | 'syntax'
  | 'depth'
  | 'size'
  | 'unrepresentable'

export interface Issue {
  /** Smithy member names, so that one path serves every protocol: `['References', 'order', 'Type']`. */
  readonly path: Path
  /** A bad map key or a repeated item: the path is then the map's or the list's. */
  readonly at?: 'key' | 'item'
  readonly code: IssueCode
  /** The shape's absolute id, `com.amazonaws.connect#EmailAddress`. */
  readonly shape: string
  /** What was wanted: `1 to 255 characters`. */
  readonly expected: string
  /** The kind or measure of what came: `a string of 300 characters`. Never a sensitive value. */
  readonly actual: string
}

/** Stands in for whatever a sensitive shape holds. */
export const redacted = '(redacted)'

/** One issue as an io-ts validation error. `value` and `context` are made when asked for and are not enumerable. */
export interface ValidationError extends t.ValidationError {
  readonly issue: Issue
  readonly message: string
  /** The issue in the words of Smithy's servers, for an answer to a client; not enumerable. */
  readonly serverMessage: string
}

export interface Errors extends Array<ValidationError> {}

export type Validation<A> = Either<Errors, A>

/** What io-ts wants to know beside the issue: the raw value and the way to it. */
export interface Origin {
  readonly value: unknown
  readonly context: t.Context
  readonly serverMessage: string
}

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

/** Not exported as a class: entries are data, and nothing extends this. Private names keep the origin out of sight. */
class Entry implements ValidationError {
  readonly issue: Issue
  readonly #origin: () => Origin
  constructor(issue: Issue, origin: () => Origin) {
    this.issue = issue
    this.#origin = origin
  }
  get message(): string {
    return issueText(this.issue)
  }
  get value(): unknown {
    return this.#origin().value
  }
  get context(): t.Context {
    return this.#origin().context
  }
  get serverMessage(): string {
    return this.#origin().serverMessage
  }
  toString(): string {
    return this.message
  }
}

/** An entry of `Errors`; `origin` is called only when its raw value or io-ts context is asked for. */
export const validationError = (issue: Issue, origin: () => Origin): ValidationError => new Entry(issue, origin)

// -------------------------------------------------------------------------------------
// destructors
// -------------------------------------------------------------------------------------

/** Whether a name stands in a path as it is: a letter, `_` or `$`, then these, digits and `-`. A loop, since every issue asks. */
const isPlainName = (name: string): boolean => {
  for (let i = 0; i < name.length; i++) {
    const c = name.charCodeAt(i)
    const isLetter = (c >= 0x61 && c <= 0x7a) || (c >= 0x41 && c <= 0x5a) || c === 0x5f || c === 0x24
    if (!isLetter && (i === 0 || !((c >= 0x30 && c <= 0x39) || c === 0x2d))) return false
  }
  return name !== ''
}

/** A path as text: `References.order.Type`, `ToAddresses[3]`, `Attributes["a b"]`; the root is `(root)`. */
export const pathText = (path: Path): string => {
  let text = ''
  for (const segment of path) {
    if (typeof segment === 'number') text += `[${segment}]`
    else if (isPlainName(segment)) text += text === '' ? segment : `.${segment}`
    else if (segment === redacted) text += `[${redacted}]`
    else text += `[${JSON.stringify(clip(segment))}]`
  }
  return text === '' ? '(root)' : text
}

const longest = 64

/** Text cut to 64 characters, for use inside an issue. */
export const clip = (text: string): string => {
  if (text.length <= longest) return text
  const end = (text.charCodeAt(longest - 1) & 0xfc00) === 0xd800 ? longest - 1 : longest
  return `${text.slice(0, end)}…`
}

/** One line: `References.order.Type: expected one of URL, NUMBER; got "FAX" (enum)`. */
export const issueText = (issue: Issue): string => {
  const at = issue.at === undefined ? '' : ` (${issue.at})`
  return `${pathText(issue.path)}${at}: expected ${issue.expected}, got ${issue.actual} [${issue.code}]`
}

/** The issues alone, for JSON output and for comparison. */
export const issuesOf = (errors: Errors): ReadonlyArray<Issue> => errors.map((error) => error.issue)

/** One line an issue, in the order of the payload; an io-ts reporter's `report` for a Left. */
export const reportText = (errors: Errors): ReadonlyArray<string> => errors.map((error) => issueText(error.issue))
