/**
 * One payload of JSON from a file or from standard input, and what a shape makes of it.
 */

import type { AnyShape, Codec, Shape } from '../shape/Shape.js'
import type { Document } from '../value/Document.js'
import { isLeft } from '../value/either.js'
import type { Issue, Validation } from '../value/Issue.js'
import { issueText } from '../value/Issue.js'
import type { Value } from '../value/Value.js'
import { fold } from './fold.js'
import type { Attempt } from './Outcome.js'
import { failed } from './Outcome.js'
import { byteOrderMark, placeIn, readBytes } from './openService.js'
import type { Output, Terminal } from './Terminal.js'
import { paint, visible } from './Terminal.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** `wire`: as JSON protocols lay it out. `domain`: as programs hold it. */
export type Form = 'wire' | 'domain'

/** Shapes of a schema known at run time alone. */
export type AnyTyped = Shape<unknown, Value, unknown>

// -------------------------------------------------------------------------------------
// reading
// -------------------------------------------------------------------------------------

/** JSON of a file, numbers exact. Errors: `unreadable`, with the place where the text is no JSON. */
export const readJsonPayload = async (path: string, terminal: Terminal): Promise<Attempt<Document>> => {
  const given = readBytes(path, terminal)
  if (isLeft(given)) return given
  return parsePayload(given.right, path)
}

export const parsePayload = async (given: Uint8Array, path: string): Promise<Attempt<Document>> => {
  const { readJsonBytes } = await import('../format/json.js')
  const bytes = given.subarray(byteOrderMark(given))
  const what = path === '-' ? 'standard input' : path
  if (bytes.length === 0) return failed('unreadable', `${what} is empty`)
  const read = readJsonBytes(bytes, { numbers: 'decimals' })
  if (!isLeft(read)) return read
  const { offset, expected } = read.left
  const at = offset >= bytes.length ? 'its end' : placeIn(bytes, offset)
  return failed('unreadable', `${what} is no JSON: expected ${expected} at ${at}`)
}

/** The codec of a shape for payloads of a form. */
export const payloadCodec = async (form: Form): Promise<(shape: AnyTyped) => Codec<unknown, Document>> =>
  form === 'domain'
    ? (await import('../interpret/domainJson.js')).domainJson
    : (await import('../interpret/json.js')).json

/** What a shape makes of a payload: a domain object, or every issue. A domain object may have no member too many. */
export const decodePayload = async (shape: AnyTyped, form: Form, tree: Document): Promise<Validation<unknown>> => {
  const [codecOf, { closed }] = await Promise.all([payloadCodec(form), import('../shape/shapeOf.js')])
  return codecOf(form === 'domain' ? closed(shape) : shape).decode(tree)
}

/** A domain object as JSON of either form. */
export const encodePayload = async ({ schema, policy }: AnyShape, form: Form, a: unknown): Promise<Document> => {
  const [codecOf, { shapeOf }] = await Promise.all([payloadCodec(form), import('../shape/shapeOf.js')])
  return codecOf(shapeOf(schema, policy)).encode(a)
}

// -------------------------------------------------------------------------------------
// text
// -------------------------------------------------------------------------------------

/** `3 issues`, `1 issue`. */
export const counted = (count: number, unit: string): string => `${count} ${unit}${count === 1 ? '' : 's'}`

/** Why a payload is refused, for people: a line that says so, and one for each issue. */
export const refusalText = (output: Output, what: string, issues: ReadonlyArray<Issue>): string =>
  fold(
    [
      `${paint(output, 'red', 'refused:')} ${visible(what)} has ${counted(issues.length, 'issue')}`,
      ...issues.map((issue) => `  ${visible(issueText(issue))}`),
      '',
    ].join('\n'),
    output.columns,
  )
