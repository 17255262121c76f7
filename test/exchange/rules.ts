/**
 * What the SDK cannot carry, and what it alters: each row with its reason.
 */
import type { Row } from '../protocol/lossy.js'
import * as V from '../../lib/value/Value.js'
export const unfit: ReadonlyArray<Row> = [
  {
    by: 'writer',
    rule: 'an absent idempotency token is pinned',
    source: 'the SDK would make one up',
    applies: (_, { role, kind, member }, value) => kind === 'request' && role === 'member' && value === undefined && member?.traits.idempotencyToken === true,
    change: () => V.string('00000000-0000-4000-8000-000000000000'),
  },
]
/** Whether `JSON.parse` hands the text of a number to its reviver, as Node does from version 21 on. */
const hasSource: boolean = JSON.parse('1', (_: string, __: unknown, ...more: ReadonlyArray<unknown>) => more.length > 0) === true

export const alters: ReadonlyArray<Row> = [
  {
    by: 'writer',
    rule: 'a long of JSON beyond 53 bits is the nearest double',
    source: '@smithy/core, jsonReviver: exact only where JSON.parse hands the source text to its reviver, which Node 20 does not',
    applies: (schema, { kind, body }) => schema._tag === 'long' && kind !== 'request' && body === 'json' && !hasSource,
    change: (value) => (value?._tag === 'Long' ? V.long(BigInt(Number(value.value))) : value),
  },
]
