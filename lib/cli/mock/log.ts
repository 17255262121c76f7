/**
 * What is told of a request, in a line of text or of JSON.
 *
 * Law: nothing that a sensitive shape holds occurs in it, nor a path, a query, a header or a body as it came: of a request that
 * was read, the input with its sensitive parts replaced; of one that was not, issues.
 */

import { writeJson } from '../../format/json.js'
import { writeDateTime } from '../../format/timestamp.js'
import type { HttpRequest } from '../../http/message.js'
import { readTemplate } from '../../http/uri.js'
import { redact } from '../../interpret/redact.js'
import type { AnyOperation, Service } from '../../operation/Operation.js'
import { shapeOf } from '../../shape/shapeOf.js'
import { documentDecimal } from '../../value/BigDecimal.js'
import type { Document } from '../../value/Document.js'
import type { Issue } from '../../value/Issue.js'
import { issueText } from '../../value/Issue.js'
import { recordOf } from '../../value/own.js'
import type { Value } from '../../value/Value.js'
import type { Output } from '../Terminal.js'
import { paint, visible } from '../Terminal.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** What becomes known of a request on its way. */
export interface Entry {
  readonly epochMillis: number
  readonly method: string
  /** A template, or a path of which only what a template says is shown. */
  readonly path: string
  readonly operation: string | undefined
  readonly protocol: string
  readonly status: number
  readonly millis: number
  /** How it was answered: by a sample, a rule, an error of the model, a fault of the request. */
  readonly answer: string
  readonly requestId: string
  readonly input: Document | undefined
  readonly issues: ReadonlyArray<Issue>
}

// -------------------------------------------------------------------------------------
// parts
// -------------------------------------------------------------------------------------

/** A Value as JSON, for people: bytes are counted. */
const treeOf = (value: Value): Document => {
  switch (value._tag) {
    case 'Structure':
      return recordOf(
        Object.entries(value.fields).flatMap(
          ([name, field]): ReadonlyArray<readonly [string, Document]> =>
            field === undefined ? [] : [[name, treeOf(field)]],
        ),
      )
    case 'List':
      return value.items.map(treeOf)
    case 'Map':
      return recordOf(value.entries.map(([key, item]) => [key.value, treeOf(item)] as const))
    case 'Null':
      return null
    case 'Blob':
      return `(${value.bytes.length} bytes)`
    case 'Timestamp':
      return writeDateTime(value.epochMillis)
    case 'BigDecimal':
      return documentDecimal(value.value)
    case 'Float':
    case 'Double':
      return Number.isFinite(value.value) ? value.value : String(value.value)
    default:
      return value.value
  }
}

/** An input without what is sensitive. */
export const loggedInput = ({ input }: AnyOperation): ((value: unknown) => Document) => {
  const shape = shapeOf(input.schema, input.policy)
  const hide = redact(shape)
  return (value) => treeOf(hide(shape.encode(value)))
}

/** A path of which only the words that some operation's template has are shown: what else is in it may be anything. */
export const pathMask = ({ operations }: Service): ((request: Pick<HttpRequest, 'path'>) => string) => {
  const known = new Set(
    operations.flatMap(({ traits: { http } }) =>
      readTemplate(http?.uri ?? '/').segments.flatMap((segment) => (segment._tag === 'Literal' ? [segment.text] : [])),
    ),
  )
  return ({ path }) =>
    path
      .split('/')
      .map((segment) => (segment === '' || known.has(segment) ? segment : '…'))
      .join('/')
}

// -------------------------------------------------------------------------------------
// lines
// -------------------------------------------------------------------------------------

/** UTF-16 units of an input in a line of text. */
const longest = 400

/** The time of day, in UTC. */
const clockOf = (epochMillis: number): string => new Date(epochMillis).toISOString().slice(11, 23)

const cut = (text: string): string => (text.length <= longest ? text : `${text.slice(0, longest)}…`)

/** A line for people, with its end. */
export const entryText = (output: Output, entry: Entry): string => {
  const { epochMillis, method, path, operation, status, millis, answer, input, issues } = entry
  const style = status >= 500 ? 'red' : status >= 400 ? 'yellow' : 'green'
  const told = issues.length > 0 ? issues.map(issueText).join('; ') : input === undefined ? '' : writeJson(input)
  return `${[
    paint(output, 'dim', clockOf(epochMillis)),
    visible(method),
    visible(path),
    ...(operation === undefined ? [] : [paint(output, 'bold', operation)]),
    paint(output, style, String(status)),
    answer,
    `${Math.round(millis)} ms`,
    ...(told === '' ? [] : [paint(output, 'dim', visible(cut(told)))]),
  ].join(' ')}\n`
}

/** A line for programs, with its end. */
export const entryJson = ({ epochMillis, operation, input, issues, millis, ...rest }: Entry): string =>
  `${writeJson({
    event: 'request',
    time: new Date(epochMillis).toISOString(),
    ...rest,
    millis: Math.round(millis * 10) / 10,
    ...(operation === undefined ? {} : { operation }),
    ...(input === undefined ? {} : { input }),
    ...(issues.length === 0
      ? {}
      : {
          issues: issues.map(({ path, at, ...issue }) => ({
            ...issue,
            path: [...path],
            ...(at === undefined ? {} : { at }),
          })),
        }),
  })}\n`

/** The lines of what HTTP itself refused: nothing that came is in them. */
export const refusalText =
  (output: Output): ((epochMillis: number, status: number) => string) =>
  (epochMillis, status) =>
    `${[paint(output, 'dim', clockOf(epochMillis)), paint(output, 'yellow', String(status)), 'refused: not HTTP, or beyond a limit'].join(' ')}\n`

export const refusalJson = (epochMillis: number, status: number): string =>
  `${writeJson({ event: 'refused', time: new Date(epochMillis).toISOString(), status })}\n`

// -------------------------------------------------------------------------------------
// writing
// -------------------------------------------------------------------------------------

export interface Lines {
  readonly write: (line: string) => void
  /** Writes what is not yet written. */
  readonly flush: () => void
}

/** Lines of one turn of the loop are written at once: under load a write for each would cost as much as checking its request. */
export const gather = ({ write }: Pick<Output, 'write'>): Lines => {
  let text = ''
  const flush = (): void => {
    const gathered = text
    text = ''
    if (gathered !== '') write(gathered)
  }
  return {
    flush,
    write: (line) => {
      if (text === '') setImmediate(flush)
      text += line
    },
  }
}
