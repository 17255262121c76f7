/**
 * What a shape makes of a text: its value, or every issue at its place.
 *
 * Total: any text at all. Costs time that is linear in the text, which is bounded by `longest`.
 */

import { readJson, writeJson } from '../../lib/format/json.js'
import { domainJson } from '../../lib/interpret/domainJson.js'
import { json } from '../../lib/interpret/json.js'
import { numbersOf } from '../../lib/interpret/quickJson.js'
import type { Schema } from '../../lib/schema/Schema.js'
import { targetOf } from '../../lib/schema/Schema.js'
import { closed, shapeOf } from '../../lib/shape/shapeOf.js'
import { isDocumentDecimal } from '../../lib/value/BigDecimal.js'
import type { Document } from '../../lib/value/Document.js'
import { isLeft } from '../../lib/value/either.js'
import type { Issue, Path } from '../../lib/value/Issue.js'
import { issuesOf, pathText } from '../../lib/value/Issue.js'
import { getOwn } from '../../lib/value/own.js'
import type { Value } from '../../lib/value/Value.js'
import type { Place, Span } from './places.js'
import { lineAt, lineStarts, placesOf } from './places.js'
import type { AnyTyped, Subject } from './subject.js'
import { shapeOfSubject } from './subject.js'
import type { Form } from './textPath.js'
import { textPath } from './textPath.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** One issue at its place. */
export interface Mark extends Span {
  /** `warning`: readers pass over it. */
  readonly level: 'error' | 'warning'
  /** Counted from 1. */
  readonly line: number
  /** Counted from 1, in UTF-16 units. */
  readonly column: number
  /** The path as the text has it. */
  readonly path: string
  readonly code: Issue['code']
  readonly expected: string
  readonly actual: string
}

export type Analysis =
  | { readonly _tag: 'Empty' }
  | { readonly _tag: 'TooLong'; readonly length: number }
  /** The text is no JSON. */
  | { readonly _tag: 'Unparsed'; readonly marks: ReadonlyArray<Mark> }
  | { readonly _tag: 'Refused'; readonly marks: ReadonlyArray<Mark>; readonly tree: Document }
  | {
      readonly _tag: 'Accepted'
      /** Warnings alone. */
      readonly marks: ReadonlyArray<Mark>
      readonly tree: Document
      readonly domain: unknown
      readonly value: Value
    }

/** The longest text that is held against a shape while somebody types. Units: UTF-16 units. */
export const longest = 1_000_000

export const empty: Analysis = { _tag: 'Empty' }

export const marksOf = (analysis: Analysis): ReadonlyArray<Mark> => ('marks' in analysis ? analysis.marks : [])

// -------------------------------------------------------------------------------------
// places
// -------------------------------------------------------------------------------------

const partAt = (tree: Document, path: Path): Document | undefined => {
  let part: Document | undefined = tree
  for (const segment of path) {
    if (typeof part !== 'object' || part === null || isDocumentDecimal(part)) return undefined
    part = Array.isArray(part)
      ? (part as ReadonlyArray<Document>)[Number(segment)]
      : getOwn(part as { readonly [name: string]: Document }, String(segment))
  }
  return part
}

/** The keys of a map that their shape refuses, each as often as it has issues. */
const badKeys = (schema: Schema | undefined, part: Document | undefined): ReadonlyArray<string> => {
  if (schema?._tag !== 'map' || typeof part !== 'object' || part === null) return []
  const key = json(shapeOf(targetOf(schema.key)))
  return Object.keys(part).flatMap((name) => {
    const read = key.decode(name)
    return isLeft(read) ? read.left.map(() => name) : []
  })
}

/** The items of a list that are there once already. */
const repeated = (part: Document | undefined): ReadonlyArray<number> => {
  if (!Array.isArray(part)) return []
  const seen = new Set<string>()
  return (part as ReadonlyArray<Document>).flatMap((item, i) => {
    const text = writeJson(item)
    if (seen.has(text)) return [i]
    seen.add(text)
    return []
  })
}

interface Target {
  readonly path: Path
  /** Whether the name is what is wrong, not the part that it names. */
  readonly byName: boolean
}

/** Where each issue points in the text. A bad key or a repeated item, of which an issue tells the holder, is looked for. */
const targetsOf = (schema: Schema, form: Form, tree: Document, issues: ReadonlyArray<Issue>): ReadonlyArray<Target> => {
  const culprits = new Map<string, Array<string | number>>()
  return issues.map((issue) => {
    const { path, schema: reached } = textPath(schema, form, issue.path)
    if (issue.at === undefined) return { path, byName: issue.code === 'unknownMember' }
    const key = `${issue.at} ${JSON.stringify(path)}`
    const part = partAt(tree, path)
    const rest = culprits.get(key) ?? [...(issue.at === 'key' ? badKeys(reached, part) : repeated(part))]
    culprits.set(key, rest)
    const culprit = rest.shift()
    return culprit === undefined ? { path, byName: false } : { path: [...path, culprit], byName: issue.at === 'key' }
  })
}

/** What is marked of a place: the part itself; of what holds others, or lacks the part, its name or its bracket. */
const spanOf = ({ path, byName }: Target, { depth, name, value, holds }: Place): Span => {
  if (byName && depth === path.length && name !== undefined) return name
  if (!holds && depth === path.length) return value
  return name ?? { start: value.start, end: value.start + 1 }
}

// -------------------------------------------------------------------------------------
// marks
// -------------------------------------------------------------------------------------

const marked = (
  starts: ReadonlyArray<number>,
  { start, end }: Span,
  mark: Omit<Mark, keyof Span | 'line' | 'column'>,
): Mark => {
  const line = lineAt(starts, start)
  return { start, end, line: line + 1, column: start - (starts[line] as number) + 1, ...mark }
}

const marksOfIssues = (
  schema: Schema,
  form: Form,
  text: string,
  tree: Document,
  issues: ReadonlyArray<Issue>,
): ReadonlyArray<Mark> => {
  const targets = targetsOf(schema, form, tree, issues)
  const places = placesOf(
    text,
    targets.map(({ path }) => path),
  )
  const starts = lineStarts(text)
  return issues
    .map((issue, i) =>
      marked(starts, spanOf(targets[i] as Target, places[i] as Place), {
        level: issue.code === 'unknownMember' && form === 'wire' ? 'warning' : 'error',
        path: pathText(textPath(schema, form, issue.path).path),
        code: issue.code,
        expected: issue.expected,
        actual: issue.actual,
      }),
    )
    .sort((a, b) => a.start - b.start)
}

const syntaxMark = (text: string, offset: number, expected: string): Mark => {
  const at = Math.min(offset, Math.max(0, text.length - 1))
  return marked(
    lineStarts(text),
    { start: at, end: at + 1 },
    {
      level: 'error',
      path: '(text)',
      code: 'syntax',
      expected,
      actual: offset >= text.length ? 'the end of the text' : 'something else',
    },
  )
}

// -------------------------------------------------------------------------------------
// interpreter
// -------------------------------------------------------------------------------------

/** The reading that tells all issues, and the one that says whether the payload is taken. */
const readings = (shape: AnyTyped, form: Form, tree: Document) => {
  // Programs hand a domain object to `make`, which refuses members that it does not know.
  if (form === 'domain') {
    const made = domainJson(closed(shape)).decode(tree)
    return { told: made, taken: made }
  }
  const told = json(closed(shape)).decode(tree)
  const isSure = !isLeft(told) || told.left.some(({ issue }) => issue.code !== 'unknownMember' && issue.code !== 'size')
  return { told, taken: isSure ? told : json(shape).decode(tree) }
}

/** What the subject's shape makes of the text. Unknown members of the wire are warnings: every reader passes over them. */
export const analyse = (subject: Subject, form: Form, text: string): Analysis => {
  if (text.length > longest) return { _tag: 'TooLong', length: text.length }
  if (text.trim() === '') return empty
  const shape = shapeOfSubject(subject)
  // Digits are kept whatever the shape asks for: the text may be indented, or go into a link.
  const read = readJson(text, { numbers: numbersOf(shape.schema) === 'decimals' ? 'decimals' : 'exact' })
  if (isLeft(read)) return { _tag: 'Unparsed', marks: [syntaxMark(text, read.left.offset, read.left.expected)] }
  const tree = read.right
  const { told, taken } = readings(shape, form, tree)
  const marks = isLeft(told) ? marksOfIssues(shape.schema, form, text, tree, issuesOf(told.left)) : []
  return isLeft(taken)
    ? { _tag: 'Refused', marks, tree }
    : { _tag: 'Accepted', marks, tree, domain: taken.right, value: shape.encode(taken.right) }
}
