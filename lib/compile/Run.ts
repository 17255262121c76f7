/**
 * The state of one reading: where it is and what it has found. Made for a call and gone with it; nothing outside sees
 * it change.
 */

import type * as t from 'io-ts'
import type { ConstraintCode } from '../schema/constraints.js'
import type { Schema } from '../schema/Schema.js'
import { holdsSensitive, targetOf } from '../schema/Schema.js'
import { serverMessage } from '../schema/serverMessage.js'
import type { Errors, Issue, IssueCode } from '../value/Issue.js'
import { issueText, redacted, validationError } from '../value/Issue.js'
import type { Places } from './emit/locator.js'
import type { Native } from './emit/source.js'
import type { Policy } from './Policy.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

interface Found {
  readonly issue: Issue
  /** A broken constraint rather than a wrong kind: servers answer the two differently. */
  readonly constraint: boolean
  readonly measure: number | undefined
  readonly schemas: ReadonlyArray<Schema>
  readonly nodes: ReadonlyArray<unknown>
}

interface Collected {
  readonly found: Array<Found>
  more: number
}

export interface Run {
  readonly policy: Policy
  /** How deep the run's root lies in what is read as a whole. */
  readonly depth: number
  readonly path: Array<string | number>
  /** Whether the segment of `path` at that place is a key that came with the data. */
  readonly keyed: Array<boolean>
  /** One more than `path`: the schema and the raw node at the root and at each segment. */
  readonly schemas: Array<Schema>
  readonly nodes: Array<unknown>
  /**
   * Emitted code that says whether a part is good, where the whole is known to be refused or unusual: what it takes need not be
   * walked, and aggregates give no result.
   */
  partOf: ((schema: Schema) => Native | undefined) | undefined
  /** The bad parts of the node that is walked next, where they are known: the others need not be walked, and aggregates give no result. */
  places: Places | undefined
  /** How many aggregates were taken apart so far. */
  visits: number
  /** Whether something was of a wrong kind. */
  malformed: boolean
  readonly refusals: Collected
  readonly advice: Collected
}

export const startRun = (schema: Schema, node: unknown, policy: Policy, depth = 0): Run => ({
  policy,
  depth,
  path: [],
  keyed: [],
  schemas: [schema],
  nodes: [node],
  partOf: undefined,
  places: undefined,
  visits: 0,
  malformed: false,
  refusals: { found: [], more: 0 },
  advice: { found: [], more: 0 },
})

// -------------------------------------------------------------------------------------
// moving
// -------------------------------------------------------------------------------------

/** Steps into a member, an item (`keyed` no) or a map's entry (`keyed` yes). */
export const enter = (run: Run, segment: string | number, schema: Schema, node: unknown, keyed: boolean): void => {
  run.path.push(segment)
  run.keyed.push(keyed)
  run.schemas.push(schema)
  run.nodes.push(node)
}

export const leave = (run: Run): void => {
  run.path.pop()
  run.keyed.pop()
  run.schemas.pop()
  run.nodes.pop()
}

/** Whether the place where the run stands lies inside a sensitive shape. */
export const isHidden = (run: Run): boolean => run.schemas.some((schema) => schema.traits.sensitive === true)

// -------------------------------------------------------------------------------------
// finding
// -------------------------------------------------------------------------------------

export interface Trouble {
  readonly code: IssueCode
  readonly expected: string
  readonly actual: string
  readonly at?: 'key' | 'item'
  /** The length that broke a constraint, for messages that tell it. */
  readonly measure?: number
}

/** The path so far, keys that stand inside a sensitive shape replaced by the marker. */
const safePath = (run: Run): ReadonlyArray<string | number> => {
  let hidden = false
  return run.path.map((segment, i) => {
    const holder = run.schemas[i] as Schema
    hidden = hidden || holder.traits.sensitive === true
    if (run.keyed[i] !== true) return segment
    const secret = hidden || (holder._tag === 'map' && targetOf(holder.key).traits.sensitive === true)
    return secret ? redacted : segment
  })
}

/** Notes that the node where the run stands is not of the shape's kind: it is refused under every policy. */
export const refuse = (run: Run, trouble: Trouble): void => {
  run.malformed = true
  collect(run, run.refusals, trouble, false)
}

/** Notes a broken constraint; the policy says whether it refuses, advises or is ignored. */
export const breach = (run: Run, trouble: Trouble): void => {
  const { advised, ignored } = run.policy
  if (ignored.includes(trouble.code as ConstraintCode)) return
  collect(run, advised.includes(trouble.code as ConstraintCode) ? run.advice : run.refusals, trouble, true)
}

/** Beyond the most issues they are only counted. */
const collect = (run: Run, into: Collected, trouble: Trouble, constraint: boolean): void => {
  if (into.found.length < run.policy.limits.issues) into.found.push(found(run, trouble, safePath(run), constraint))
  else into.more++
}

const found = (run: Run, trouble: Trouble, path: Issue['path'], constraint: boolean): Found => {
  const schema = run.schemas[run.schemas.length - 1] as Schema
  const { code, expected, actual, at } = trouble
  const issue: Issue =
    at === undefined
      ? { path, code, shape: schema.id, expected, actual }
      : { path, at, code, shape: schema.id, expected, actual }
  return { issue, constraint, measure: trouble.measure, schemas: run.schemas.slice(), nodes: run.nodes.slice() }
}

/** Whether something was already found, since `from`, at this path or at one that leads to it. */
export const isBlamed = (run: Run, from: number, path: ReadonlyArray<string | number>): boolean =>
  run.refusals.found.slice(from).some(
    ({ issue }) =>
      // What is wrong with one key says nothing of the map's other entries.
      issue.at === undefined &&
      issue.path.length <= path.length &&
      issue.path.every((segment, i) => segment === path[i]),
  )

// -------------------------------------------------------------------------------------
// ending
// -------------------------------------------------------------------------------------

/** Gives io-ts's contexts a decoder for each shape on the way; only its name is read by reporters. */
export type DecoderOf = (schema: Schema) => t.Decoder<unknown, unknown>

/** All that refuses, only what is of a wrong kind, or what is told and does not refuse. */
export type Which = 'refusals' | 'malformed' | 'advice'

/** What was collected, as io-ts errors: paths continue `outer`, the context that this reading was called in. */
export const errorsOf = (run: Run, which: Which, outer: t.Context, decoderOf: DecoderOf): Errors => {
  const { more, found: all } = run[which === 'advice' ? 'advice' : 'refusals']
  const found = which === 'malformed' ? all.filter(({ constraint }) => !constraint) : all
  const lead = outer.slice(1).map((entry) => entry.key)
  const errors: Errors = found.map((one) => toError(one, lead, outer, decoderOf))
  if (more > 0) {
    const issue = overflow(run, lead, more)
    errors.push(
      validationError(issue, () => ({
        value: redacted,
        context: holders(outer, run.schemas),
        serverMessage: issueText(issue),
      })),
    )
  }
  return errors
}

const toError = (one: Found, lead: ReadonlyArray<string>, outer: t.Context, decoderOf: DecoderOf): Errors[number] => {
  const issue: Issue = lead.length === 0 ? one.issue : { ...one.issue, path: [...lead, ...one.issue.path] }
  return validationError(issue, () => {
    const { schemas, nodes } = one
    const context = schemas.map((schema, i) => ({
      key: i === 0 ? (outer[outer.length - 1]?.key ?? '') : String(one.issue.path[i - 1] ?? '(key)'),
      type: decoderOf(schema),
      actual: isSafe(schemas, i) ? nodes[i] : redacted,
    }))
    const last = schemas.length - 1
    return {
      value: isSafe(schemas, last) && one.issue.at !== 'key' ? nodes[last] : redacted,
      context: [...holders(outer, schemas), ...context],
      serverMessage: serverMessage(issue, schemas[last] as Schema, one.measure),
    }
  })
}

/** The contexts of whatever the user put this shape into: they hold what it holds. */
const holders = (outer: t.Context, schemas: ReadonlyArray<Schema>): t.Context => {
  const around = outer.slice(0, -1)
  return holdsSensitive(schemas[0] as Schema) ? around.map((entry) => ({ ...entry, actual: redacted })) : around
}

/** A raw node may be shown when nothing that it holds and nothing that holds it is sensitive. */
const isSafe = (schemas: ReadonlyArray<Schema>, i: number): boolean =>
  !holdsSensitive(schemas[i] as Schema) && schemas.slice(0, i).every((schema) => schema.traits.sensitive !== true)

const overflow = (run: Run, lead: ReadonlyArray<string>, more: number): Issue => ({
  path: lead,
  code: 'size',
  shape: (run.schemas[0] as Schema).id,
  expected: `at most ${run.policy.limits.issues} issues`,
  actual: `${more} more`,
})

/** Whether anything found refuses the payload. */
export const isRefused = (run: Run): boolean => run.refusals.found.length > 0

/** Whether anything found is of a wrong kind, before any constraint. */
export const isMalformed = ({ malformed }: Run): boolean => malformed
