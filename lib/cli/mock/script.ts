/**
 * Answers that somebody wrote: rules in a JSON file, checked against the model before anything is served.
 */

import type { Either } from 'fp-ts/lib/Either.js'
import { readBase64 } from '../../format/base64.js'
import { writeJson } from '../../format/json.js'
import { domainJson } from '../../interpret/domainJson.js'
import { json } from '../../interpret/json.js'
import type { AnyOperation, AnyRaised, Service } from '../../operation/Operation.js'
import type { Schema } from '../../schema/Schema.js'
import { isStream, nameOf, targetOf, withoutStream } from '../../schema/Schema.js'
import { closed, shapeOf } from '../../shape/shapeOf.js'
import type { Document } from '../../value/Document.js'
import { isLeft, left, right } from '../../value/either.js'
import type { Issue, IssueCode, Path } from '../../value/Issue.js'
import { getOwn } from '../../value/own.js'
import type { Form } from '../payload.js'
import { suggest } from '../suggest.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

export type Scripted =
  | { readonly _tag: 'Sample' }
  /** Nothing but a status, as a proxy gives. */
  | { readonly _tag: 'Status'; readonly status: number }
  | { readonly _tag: 'Output'; readonly output: unknown; readonly stream: ScriptedStream | undefined }
  | { readonly _tag: 'Error'; readonly error: AnyRaised }

export type ScriptedStream =
  | { readonly _tag: 'Bytes'; readonly bytes: Uint8Array }
  | { readonly _tag: 'Events'; readonly union: Schema; readonly events: ReadonlyArray<unknown> }

export interface Rule {
  /** Which of the file, counted from 1. */
  readonly number: number
  /** The name of one operation; none where the rule is for all. */
  readonly operation: string | undefined
  /** A part of the input's JSON that has to be there; none where any input will do. */
  readonly when: Document | undefined
  /** How often it answers; then the next rule does. */
  readonly times: number
  readonly delayMillis: number
  /** In place of the answer's own. */
  readonly status: number | undefined
  readonly answer: Scripted
}

/** Picks the rule of a request, if there is one, and counts it. */
export type Script = (operation: AnyOperation, input: () => Document) => Rule | undefined

// -------------------------------------------------------------------------------------
// matching
// -------------------------------------------------------------------------------------

const isRecord = (tree: Document | undefined): tree is { readonly [name: string]: Document } =>
  typeof tree === 'object' && tree !== null && !Array.isArray(tree)

/** Whether all that the part has is in the whole: members of objects; lists and leaves have to be equal. */
export const holds = (whole: Document | undefined, part: Document): boolean => {
  if (whole === undefined) return false
  return isRecord(part) && isRecord(whole)
    ? Object.entries(part).every(([name, inner]) => holds(getOwn(whole, name), inner))
    : writeJson(whole) === writeJson(part)
}

/** The script of some rules: the first that fits and is not used up. Counting is all that it remembers. */
export const scriptOf = (rules: ReadonlyArray<Rule>): Script => {
  const used = new Map<Rule, number>()
  return (operation, input) => {
    const found = rules.find(
      (rule) =>
        (rule.operation === undefined || rule.operation === operation.name) &&
        (used.get(rule) ?? 0) < rule.times &&
        (rule.when === undefined || holds(input(), rule.when)),
    )
    if (found !== undefined) used.set(found, (used.get(found) ?? 0) + 1)
    return found
  }
}

// -------------------------------------------------------------------------------------
// reading
// -------------------------------------------------------------------------------------

type Report = (path: Path, code: IssueCode, expected: string, actual: string) => void

const kindOf = (tree: Document | undefined): string => {
  if (tree === undefined) return 'nothing'
  if (tree === null) return 'null'
  if (Array.isArray(tree)) return 'a list'
  return typeof tree === 'object' ? 'an object' : `a ${typeof tree === 'bigint' ? 'number' : typeof tree}`
}

const meant = (word: string, names: ReadonlyArray<string>): string => {
  const near = suggest(word, names)
  return near.length === 0 ? 'another name' : `another name; did you mean ${near.join(' or ')}?`
}

const fields = [
  'operation',
  'when',
  'times',
  'delayMillis',
  'status',
  'answer',
  'error',
  'value',
  'body',
  'bodyBase64',
  'events',
]

interface Place {
  readonly path: Path
  readonly report: Report
  readonly form: Form
}

const within = ({ path, report, form }: Place, name: string | number): Place => ({
  path: [...path, name],
  report,
  form,
})

/** A value of a schema, its issues reported at its place. */
const valueOf = (schema: Schema, tree: Document, { path, report, form }: Place): unknown => {
  const shape = closed(shapeOf(schema))
  const read = (form === 'domain' ? domainJson : json)(shape).decode(tree)
  if (!isLeft(read)) return read.right
  for (const { issue } of read.left) report([...path, ...issue.path], issue.code, issue.expected, issue.actual)
  return undefined
}

const wholeAt = (
  rule: { readonly [name: string]: Document },
  name: string,
  least: number,
  most: number,
  place: Place,
): number | undefined => {
  const n = getOwn(rule, name)
  if (n === undefined) return undefined
  if (typeof n === 'number' && Number.isInteger(n) && n >= least && n <= most) return n
  place.report([...place.path, name], 'range', `a whole number, ${least} to ${most}`, kindOf(n))
  return undefined
}

const streamOf = (
  operation: AnyOperation,
  rule: { readonly [name: string]: Document },
  place: Place,
): ScriptedStream | undefined => {
  const { schema } = operation.output
  const member = schema._tag === 'structure' ? schema.members.find(isStream) : undefined
  const target = member === undefined ? undefined : targetOf(member)
  const [body, base64, events] = ['body', 'bodyBase64', 'events'].map((name) => getOwn(rule, name))
  const refuse = (name: string, expected: string, actual: string): undefined =>
    place.report([...place.path, name], 'type', expected, actual) as undefined
  if (events !== undefined) {
    if (target?._tag !== 'union') return refuse('events', `no events: ${operation.name} has none`, 'some')
    if (!Array.isArray(events)) return refuse('events', 'a list', kindOf(events))
    const read = events.map((event: Document, i) => valueOf(target, event, within(within(place, 'events'), i)))
    return { _tag: 'Events', union: target, events: read }
  }
  const name = body === undefined ? 'bodyBase64' : 'body'
  const given = body ?? base64
  if (given === undefined) return undefined
  if (target === undefined || target._tag === 'union')
    return refuse(name, `no body: ${operation.name} has no stream of bytes`, 'one')
  if (typeof given !== 'string') return refuse(name, 'text', kindOf(given))
  const bytes = body === undefined ? readBase64(given) : new TextEncoder().encode(given)
  return bytes === undefined ? refuse(name, 'base64 text', 'other text') : { _tag: 'Bytes', bytes }
}

const errorOf = (
  operation: AnyOperation,
  name: Document,
  value: Document | undefined,
  place: Place,
): Scripted | undefined => {
  const names = operation.errors.map(({ schema }) => nameOf(schema.id))
  const found = operation.errors.find(({ schema }) => schema.id === name || nameOf(schema.id) === name)
  if (typeof name !== 'string' || found === undefined) {
    const expected = names.length === 0 ? `no error: ${operation.name} has none` : `one of ${names.join(', ')}`
    place.report(
      [...place.path, 'error'],
      'enum',
      expected,
      typeof name === 'string' ? meant(name, names) : kindOf(name),
    )
    return undefined
  }
  const read = valueOf(found.schema, value ?? {}, within(place, 'value'))
  return { _tag: 'Error', error: { _tag: nameOf(found.schema.id), value: read } }
}

const answerOf = (
  operation: AnyOperation | undefined,
  rule: { readonly [name: string]: Document },
  status: number | undefined,
  place: Place,
): Scripted => {
  const [answer, error] = [getOwn(rule, 'answer'), getOwn(rule, 'error')]
  if (answer !== undefined && error !== undefined)
    place.report([...place.path, 'error'], 'unknownMember', 'an answer or an error', 'both')
  if (operation === undefined) {
    for (const name of ['answer', 'error', 'value', 'body', 'bodyBase64', 'events', 'when'])
      if (getOwn(rule, name) !== undefined)
        place.report([...place.path, name], 'unknownMember', 'none of one operation’s in a rule for all', 'one')
  } else if (error !== undefined) {
    return errorOf(operation, error, getOwn(rule, 'value'), place) ?? { _tag: 'Sample' }
  } else if (answer !== undefined) {
    const output = valueOf(withoutStream(operation.output.schema), answer, within(place, 'answer'))
    return { _tag: 'Output', output, stream: streamOf(operation, rule, place) }
  }
  return status === undefined ? { _tag: 'Sample' } : { _tag: 'Status', status }
}

const ruleOf = (service: Service, tree: Document, number: number, place: Place): Rule | undefined => {
  if (!isRecord(tree)) {
    place.report(place.path, 'type', 'an object', kindOf(tree))
    return undefined
  }
  for (const name of Object.keys(tree))
    if (!fields.includes(name))
      place.report([...place.path, name], 'unknownMember', `one of ${fields.join(', ')}`, meant(name, fields))
  const name = getOwn(tree, 'operation')
  const names = service.operations.map((one) => one.name)
  const operation = service.operations.find((one) => one.name === name)
  if (operation === undefined && name !== '*') {
    const actual = typeof name === 'string' ? meant(name, names) : kindOf(name)
    place.report(
      [...place.path, 'operation'],
      name === undefined ? 'missing' : 'enum',
      'an operation of the model, or *',
      actual,
    )
    return undefined
  }
  const status = wholeAt(tree, 'status', 200, 599, place)
  return {
    number,
    operation: operation?.name,
    when: getOwn(tree, 'when'),
    times: wholeAt(tree, 'times', 1, 2 ** 31, place) ?? Infinity,
    delayMillis: wholeAt(tree, 'delayMillis', 0, 600_000, place) ?? 0,
    status,
    answer: answerOf(operation, tree, status, place),
  }
}

/** The rules of a file, `{ "rules": [ … ], "form": "wire" | "domain" }`, or every mistake in it. */
export const readScript = (service: Service, tree: Document): Either<ReadonlyArray<Issue>, ReadonlyArray<Rule>> => {
  const issues: Array<Issue> = []
  const report: Report = (path, code, expected, actual) =>
    void issues.push({ path, code, shape: 'script', expected, actual })
  const rules = isRecord(tree) ? getOwn(tree, 'rules') : undefined
  const form = isRecord(tree) ? (getOwn(tree, 'form') ?? 'wire') : 'wire'
  if (!isRecord(tree) || !Array.isArray(rules)) {
    report(
      isRecord(tree) ? ['rules'] : [],
      'type',
      isRecord(tree) ? 'a list of rules' : 'an object with rules',
      kindOf(rules),
    )
    return left(issues)
  }
  if (form !== 'wire' && form !== 'domain') report(['form'], 'enum', 'wire or domain', 'another value')
  for (const name of Object.keys(tree))
    if (name !== 'rules' && name !== 'form') report([name], 'unknownMember', 'rules or form', 'another name')
  const place: Place = { path: ['rules'], report, form: form === 'domain' ? 'domain' : 'wire' }
  const read = rules.map((rule: Document, i) => ruleOf(service, rule, i + 1, within(place, i)))
  return issues.length > 0 ? left(issues) : right(read.filter((rule): rule is Rule => rule !== undefined))
}
