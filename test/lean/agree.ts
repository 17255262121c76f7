/**
 * Law 9 as functions: what a lean client and the whole library's give, made comparable, and answers to ask them with.
 */
import type { Either } from 'fp-ts/lib/Either.js'
import type { HttpResponse } from '../../lib/http/index.js'
import { bytesBody, bytesOf, noBody } from '../../lib/http/index.js'
import type { AnyOperation } from '../../lib/index.js'
import type * as L from '../../lib/lean/index.js'
import type { Protocol } from '../../lib/protocol/Protocol.js'
import type { Schema } from '../../lib/schema/index.js'
import { closure } from '../../lib/schema/Schema.js'

/** Whether it has whole numbers of at most 32 bits, which have no minus zero in lean text. */
export const hasWhole = (schema: Schema): boolean =>
  closure(schema).some(({ _tag }) => _tag === 'byte' || _tag === 'short' || _tag === 'integer' || _tag === 'intEnum')

/** Issues as data; what an unknown member holds is as `JSON.parse` gives it, and where text is no JSON has no place. */
export const readable = (read: Either<unknown, unknown>): unknown =>
  JSON.parse(
    JSON.stringify(read, (key, value: unknown) => {
      if (key === 'issues')
        return (value as ReadonlyArray<L.Issue & { readonly issue?: L.Issue }>).map((one) => {
          const issue = one.issue ?? one
          return issue.code === 'syntax' && issue.path.length === 0 ? { ...issue, expected: '', actual: '' } : issue
        })
      if (key === 'raw') return 'raw'
      if (value instanceof Uint8Array) return [...value]
      return typeof value === 'bigint' ? `${value}n` : value
    }),
  )

export const asJson = (u: unknown): Uint8Array => {
  try {
    return new TextEncoder().encode(JSON.stringify(u) ?? '')
  } catch {
    return new TextEncoder().encode('{')
  }
}

/** Answers as servers send them, and what none would send. */
export const answers = (
  protocol: Protocol,
  operation: AnyOperation,
  output: unknown,
  error: unknown,
  junk: unknown,
  status: number,
): ReadonlyArray<HttpResponse> => {
  const server = protocol.server(operation)
  const good = server.encodeResponse({ _tag: 'Right', right: output })
  const bad = error === undefined ? [] : [server.encodeResponse({ _tag: 'Left', left: error as never })]
  const bytes = bytesOf(good.body)
  return [
    good,
    ...bad,
    ...bad.map((one) => ({ ...one, status, headers: one.headers.filter(([name]) => name !== 'x-amzn-errortype') })),
    ...bad.map((one) => ({ ...one, body: noBody })),
    ...bad.map((one) => ({ ...one, body: bytesBody(asJson(junk)) })),
    {
      status,
      headers: [
        ['x-amzn-RequestId', 'r'],
        ['x-amzn-query-error', 'Code;Sender'],
      ],
      body: bytesBody(asJson(junk)),
    },
    { status, headers: [], body: bytesBody(bytes.subarray(0, bytes.length >> 1)) },
    { status, headers: [], body: noBody },
  ]
}
