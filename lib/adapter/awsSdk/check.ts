/**
 * Checks what a caller hands to a client of the AWS SDK v3.
 */

import { domainWriting } from '../../compile/domain.js'
import type { Policy } from '../../compile/Policy.js'
import { walker } from '../../compile/walk.js'
import type { AnyOperation } from '../../operation/Operation.js'
import { randomUuid } from '../../operation/prepare.js'
import { membersOf } from '../../schema/Schema.js'
import { readAnything, readWith, toThese } from '../../shape/codec.js'
import type { Shape } from '../../shape/Shape.js'
import { closed, shapeOf } from '../../shape/shapeOf.js'
import type { Errors, Issue } from '../../value/Issue.js'
import { issuesOf } from '../../value/Issue.js'
import { setOwn } from '../../value/own.js'
import type { Value } from '../../value/Value.js'
import type { ParamValidationError } from './refusal.js'
import { paramValidationError } from './refusal.js'
import { sdkView } from './view.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** What is told of an input that goes out all the same. */
export interface Advice {
  readonly operation: string
  readonly issues: ReadonlyArray<Issue>
  readonly errors: Errors
}

export interface CheckOptions {
  /**
   * How strictly inputs are checked: `tolerant`, `(shape) => advise(shape, ['pattern'])`, or any other function on shapes. It is
   * given each operation's input, `closed`: by default every constraint is enforced, and a member that the shape does not have
   * is an issue.
   */
  readonly policy?: <A, O extends Value, I>(shape: Shape<A, O, I>) => Shape<A, O, I>
  /** Told what a policy made advice of. */
  readonly onAdvice?: (advice: Advice) => void
  /** One fresh idempotency token a call, where our codecs write; a random UUID by default. */
  readonly token?: () => string
}

/** `undefined` where the input is good. */
export type Check = (input: object) => ParamValidationError | undefined

// -------------------------------------------------------------------------------------
// idempotency tokens
// -------------------------------------------------------------------------------------

/** Stands for a token that is yet to be made, in a check alone. */
export const anyToken = (): string => '00000000-0000-4000-8000-000000000000'

/** The input with the idempotency tokens that it lacks, which the SDK fills too; the input itself is not changed. */
export const withTokens = (
  { input: { schema } }: AnyOperation,
  token: () => string = randomUuid,
): ((input: object) => object) => {
  const names = membersOf(schema)
    .filter(({ traits }) => traits.idempotencyToken === true)
    .map(({ name }) => name)
  return (input) => {
    const given = input as Readonly<Record<string, unknown>>
    const absent = names.filter((name) => given[name] === undefined || given[name] === null)
    if (absent.length === 0) return input
    const filled: Record<string, unknown> = { ...given }
    for (const name of absent) setOwn(filled, name, token())
    return filled
  }
}

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

const read = /*#__PURE__*/ readAnything(sdkView, /*#__PURE__*/ readWith(/*#__PURE__*/ walker(sdkView, domainWriting)))

const policyOf = (operation: AnyOperation, { policy }: CheckOptions): Policy => {
  const shape = closed(shapeOf(operation.input.schema, operation.input.policy))
  return (policy === undefined ? shape : policy(shape)).policy
}

/** The check of an operation's inputs, tokens filled. Streams are not looked at. */
export const checkOf = (operation: AnyOperation, options: CheckOptions): Check => {
  const { schema } = operation.input
  const { onAdvice } = options
  const policy = policyOf(operation, options)
  const type = shapeOf(schema, policy)
  return (input) => {
    const outcome = read(schema, policy, input)
    const checked = toThese(outcome, [{ key: '', type, actual: input }], (inner) => shapeOf(inner, policy))
    if (checked._tag === 'Left') return paramValidationError(operation.name, checked.left)
    if (checked._tag === 'Both')
      onAdvice?.({ operation: operation.name, issues: issuesOf(checked.left), errors: checked.left })
    return undefined
  }
}
