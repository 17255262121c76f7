/**
 * Answers that nobody wrote: samples of an operation's output, the same ones for a seed.
 */

import type { Either } from 'fp-ts/lib/Either.js'
import type { Body, HttpResponse } from '../../http/message.js'
import { bytesBody } from '../../http/message.js'
import type { AnyOperation } from '../../operation/Operation.js'
import type { AnswerOptions, Protocol } from '../../protocol/Protocol.js'
import type { Member, Schema, UnionSchema } from '../../schema/Schema.js'
import { isStream, targetOf } from '../../schema/Schema.js'
import { shapeOf } from '../../shape/shapeOf.js'
import type { Arbitrary, FastCheck } from '../../testing/FastCheck.js'
import { arbitrary } from '../../testing/index.js'
import { left, right } from '../../value/either.js'

// -------------------------------------------------------------------------------------
// streams
// -------------------------------------------------------------------------------------

/** The member beside a message, if it has one. */
export const streamIn = (schema: Schema): Member | undefined =>
  schema._tag === 'structure' ? schema.members.find(isStream) : undefined

async function* each(events: ReadonlyArray<unknown>): AsyncGenerator<unknown> {
  yield* events
}

/** Events as an operation's stream. */
export const eventsBody = (protocol: Protocol, union: Schema, events: ReadonlyArray<unknown>): Body => ({
  _tag: 'Streaming',
  stream: protocol.events(shapeOf(union), 'server').write(each(events)),
})

const isError = (member: Member): boolean => targetOf(member).traits.error !== undefined

/** A union without its exceptions, each of which ends a stream. */
const ordinary = (union: UnionSchema): UnionSchema => {
  const members = union.members.filter((member) => !isError(member))
  return members.length === 0 ? union : { ...union, members }
}

// -------------------------------------------------------------------------------------
// outputs
// -------------------------------------------------------------------------------------

/** Headers that say something about the body, and would be untrue of a sampled one. */
const aboutBody = /^(content-(length|encoding|md5|range)|transfer-encoding|x-amz-checksum-.*)$/i

/** What says that there is more: a program that asks for all pages would never come to an end. */
const nextPage = /^(next|continuation).*(token|marker|page)$|^next/i

const isLeftOut = ({ name, required, traits }: Member): boolean =>
  !required && (traits.httpResponseCode === true || aboutBody.test(traits.httpHeader ?? '') || nextPage.test(name))

const sampledSchema = (schema: Schema): Schema =>
  schema._tag === 'structure'
    ? { ...schema, members: schema.members.filter((member) => !isStream(member) && !isLeftOut(member)) }
    : schema

/** Source: RFC 9110, section 5.5: what Node sends. */
const isSendable = ({ headers }: HttpResponse): boolean =>
  headers.every(([name, value]) => /^[!#$%&'*+.^_`|~\w-]+$/.test(name) && /^[\t\x20-\x7e\x80-\xff]*$/.test(value))

/** Samples tried until one can be written in the protocol. */
const tries = 50

/** A response of the nth sample; the left says why there is none. */
export type Sampled = (n: number, options: AnswerOptions) => Either<string, HttpResponse>

/** Sampled responses of an operation. */
export const sampled = (
  fc: FastCheck | undefined,
  protocol: Protocol,
  operation: AnyOperation,
  seed: number,
): Sampled => {
  if (fc === undefined) return () => left('fast-check, which makes samples, is not installed')
  const server = protocol.server(operation)
  const success = operation.traits.http?.code ?? 200
  const schema = sampledSchema(operation.output.schema)
  const member = streamIn(operation.output.schema)
  const target = member === undefined ? undefined : targetOf(member)
  const options = { plain: true, depth: 4, items: 2, absent: 0 }
  // What is looked at has something in it: fast-check's first values are small ones.
  const values = (of: Schema): Arbitrary<unknown> => fc.noBias(arbitrary(fc)(of, options))
  // Made once, when it is first asked for: that takes as long as a dozen samples.
  let outputs: Arbitrary<unknown> | undefined
  const streamOf = (from: number): { readonly stream?: Body } => {
    if (target === undefined) return {}
    if (target._tag !== 'union') return { stream: bytesBody(new TextEncoder().encode(`a sample of ${target.id}\n`)) }
    const events = fc.sample(values(ordinary(target)), { numRuns: 3, seed: from })
    return { stream: eventsBody(protocol, target, events) }
  }
  return (n, given) => {
    try {
      for (let i = 0; i < tries; i++) {
        const from = (seed + n * 7919 + i * 104_729) | 0
        outputs ??= values(schema)
        const [output] = fc.sample(outputs, { numRuns: 1, seed: from })
        const response = server.encodeResponse(right(output), { ...given, ...streamOf(from) })
        if (response.status < 400 && isSendable(response)) return right({ ...response, status: success })
      }
      return left(`no sample of ${operation.output.schema.id} can be written`)
    } catch (error) {
      // fast-check's own words: a pattern of which no text is found, a shape without a finite value.
      return left(error instanceof Error ? error.message : String(error))
    }
  }
}

/** A response that HTTP can hold, whoever wrote it; the left says what it cannot. */
export const sendable = (response: HttpResponse): Either<string, HttpResponse> =>
  isSendable(response) ? right(response) : left('a header has text that HTTP cannot hold')
