/**
 * What a request needs once, before its first attempt.
 */

import type { IO } from 'fp-ts/lib/IO.js'
import { setOwn } from '../value/own.js'
import type { AnyRaised, Operation, Writes } from './Operation.js'

/**
 * A random UUID, version 4, from `crypto.getRandomValues`, which pages without TLS have too.
 *
 * Source: RFC 9562, section 5.4.
 */
export const randomUuid: IO<string> = () => {
  const bytes = globalThis.crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x40
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

/**
 * Fills the input's absent idempotency token, so that every attempt sends the same one. An input that has a token, or
 * whose shape has none, comes back as it is.
 *
 * Source: Smithy 2.0, trait `idempotencyToken`.
 *
 * @param token one fresh token a call; a random UUID by default
 */
export const prepare =
  <I, O, E extends AnyRaised, W extends Writes>(operation: Operation<I, O, E, W>, token: IO<string> = randomUuid) =>
  (input: I): IO<I> =>
  () => {
    const { schema } = operation.input
    const members = schema._tag === 'structure' ? schema.members : []
    const given = input as Readonly<Record<string, unknown>>
    const absent = members.filter(({ traits, field }) => traits.idempotencyToken === true && given[field] === undefined)
    if (absent.length === 0) return input
    const filled: Record<string, unknown> = { ...given }
    for (const { field } of absent) setOwn(filled, field, token())
    // The fields that were added are members of the input whose type is a string.
    return filled as I
  }
