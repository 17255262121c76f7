/**
 * What the page of the content security policy runs, and Node beside it: readings and writings of one service, each asked often
 * enough to be compiled where that is allowed. The outcome is data, so that two platforms can be compared.
 */
import { StartEmailContact, StartEmailContactRequest } from '../../lib/connect/index.js'
import type { Shape } from '../../lib/index.js'
import { bytesOf, ignore, issuesOf, json, jsonBytes, jsonText, restJson1 } from '../../lib/index.js'
import type { Value } from '../../lib/value/index.js'

type Any = Shape<unknown, Value, unknown>

/** What one payload comes to. */
const outcomeOf = (shape: Any, payload: unknown): unknown => {
  const text = jsonText(shape).decode(JSON.stringify(payload))
  const tree = json(shape).decode(payload)
  if (text._tag === 'Left' || tree._tag === 'Left')
    return [text, tree].map((one) => (one._tag === 'Left' ? issuesOf(one.left) : one.right))
  const value = text.right
  return {
    is: shape.is(value),
    made: shape.make(value),
    value: shape.encode(value),
    text: jsonText(shape).encode(value),
    bytes: [...jsonBytes(shape).encode(value)],
    tree: tree.right,
  }
}

/** Readings of a shape before and after it is worth compiling. */
const rounds = 8

/** Whether code may be made here. */
export const mayCompile = (): boolean => {
  try {
    return new Function('return true')() === true
  } catch {
    return false
  }
}

/** The outcome of each payload, of the last round; `alike` says whether every round came to the same. */
export const run = (payloads: ReadonlyArray<unknown>): { readonly outcomes: unknown; readonly alike: boolean } => {
  const shapes = [
    StartEmailContactRequest,
    ignore(StartEmailContactRequest, ['documented']),
  ] as unknown as ReadonlyArray<Any>
  const client = restJson1.client(StartEmailContact)
  const server = restJson1.server(StartEmailContact)
  const all = Array.from({ length: rounds }, () =>
    JSON.stringify(
      payloads.map((payload) => {
        const request = StartEmailContactRequest.make(payload as never)
        const sent = request._tag === 'Left' ? undefined : client.encodeRequest(request.right)
        return [
          ...shapes.map((shape) => outcomeOf(shape, payload)),
          sent === undefined ? null : [sent.path, sent.headers, [...bytesOf(sent.body)], server.decodeRequest(sent)],
        ]
      }),
    ),
  )
  return { outcomes: all[rounds - 1], alike: all.every((one) => one === all[0]) }
}
