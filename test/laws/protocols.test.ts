/**
 * Law 4: what a client encodes a server decodes, and the other way round, for arbitrary operations and bindings in every
 * protocol, but for what the tables of `test/protocol/lossy.ts` say. Between the two lies a transport that does what HTTP
 * may do to a message.
 */
import assert from 'node:assert/strict'
import * as fc from 'fast-check'
import type { Schema } from '../../lib/schema/index.js'
import { targetOf } from '../../lib/schema/index.js'
import { arbitraryOperation } from '../../lib/testing/bindings.js'
import { arbitrary } from '../../lib/testing/index.js'
import { getOwn, recordOf } from '../../lib/value/own.js'
import type { ProtocolName } from '../protocol/lossy.js'
import { refusals, tables } from '../protocol/lossy.js'
import { assertLaw } from './assert.js'
import type { Subject } from './messages.js'
import { answerLaw, emptyTally, errorLaw, everyProtocol, requestLaw } from './messages.js'

const subjects = new Map(
  everyProtocol.map(([name, protocol]): readonly [ProtocolName, Subject] => [
    name,
    { name, protocol, tally: emptyTally() },
  ]),
)

const small = { depth: 3, items: 3 } as const

/** Milliseconds for the http-dates of a value, which are otherwise made whole. */
const withMillis = (schema: Schema, a: unknown, millis: number): unknown => {
  const item = (target: Schema, part: unknown): unknown => (part === null ? null : withMillis(target, part, millis))
  switch (schema._tag) {
    case 'timestamp':
      return schema.traits.timestampFormat === 'http-date' && (a as Date).getTime() < 253e12
        ? new Date((a as Date).getTime() + millis)
        : a
    case 'list':
      return (a as ReadonlyArray<unknown>).map((part) => item(targetOf(schema.member), part))
    case 'map':
      return recordOf(
        Object.entries(a as object).map(([key, part]) => [key, item(targetOf(schema.value), part)] as const),
      )
    case 'structure':
      return recordOf(
        schema.members.flatMap((member): ReadonlyArray<readonly [string, unknown]> => {
          const part = getOwn(a as Readonly<Record<string, unknown>>, member.field)
          return part === undefined ? [] : [[member.field, withMillis(targetOf(member), part, millis)]]
        }),
      )
    case 'union': {
      const { _tag, value } = a as { readonly _tag: string; readonly value: unknown }
      const member = schema.members.find(({ field }) => field === _tag)
      return member === undefined ? a : { _tag, value: withMillis(targetOf(member), value, millis) }
    }
    default:
      return a
  }
}

const valuesOf = (schema: Schema): fc.Arbitrary<unknown> =>
  fc.tuple(arbitrary(fc)(schema, small), fc.nat({ max: 999 })).map(([a, millis]) => withMillis(schema, a, millis))

describe('law 4: across every protocol', () => {
  for (const [name, , names] of everyProtocol) {
    const subject = subjects.get(name) as Subject
    const operations = arbitraryOperation(fc)({ names })
    describe(name, () => {
      it('requests', () => {
        assertLaw(
          fc.property(
            operations.chain((operation) => valuesOf(operation.input.schema).map((input) => ({ operation, input }))),
            ({ operation, input }) => requestLaw(subject, operation, input),
          ),
        )
      })

      it('responses', () => {
        assertLaw(
          fc.property(
            operations.chain((operation) => valuesOf(operation.output.schema).map((output) => ({ operation, output }))),
            ({ operation, output }) => answerLaw(subject, operation, output),
          ),
        )
      })

      it('errors', () => {
        const raised = operations.chain((operation) =>
          fc.constantFrom(...operation.errors).chain(({ schema }) =>
            valuesOf(schema).map((value) => ({
              operation,
              raised: { _tag: schema.id.slice(schema.id.indexOf('#') + 1), value },
            })),
          ),
        )
        assertLaw(fc.property(raised, ({ operation, raised: error }) => errorLaw(subject, operation, error)))
      })

      it('every row of the table was needed', () => {
        const { counts, needed } = subject.tally
        const lines = [...counts].sort().map(([key, times]) => `        ${String(times).padStart(6)}  ${key}`)
        console.log(lines.join('\n'))
        const idle = tables[name].map(({ rule }) => rule).filter((rule) => (needed.get(rule) ?? 0) === 0)
        assert.deepEqual(idle, [], 'rows without which no run of the law would have failed')
      })
    })
  }

  describe('the tables', () => {
    it('every refusal was met', () => {
      const met = new Set([...subjects.values()].flatMap(({ tally: { counts } }) => [...counts.keys()]))
      assert.deepEqual(
        refusals.map(({ rule }) => rule).filter((rule) => !met.has(`refused: ${rule}`)),
        [],
      )
    })
  })
})
