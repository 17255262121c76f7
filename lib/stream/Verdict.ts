/**
 * What validation says of one payload, where it stood in its stream included.
 *
 * Law of accounts: accepted + rejected + blank = lines; of forms without lines, accepted + rejected = payloads.
 */

import type { Issue } from '../value/Issue.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

export interface Place {
  /** Of the payload in its stream, counted from 0; blank lines do not count. */
  readonly index: number
  /** Of its first byte, counted from 1; `undefined` where a form has no lines: CBOR and values. */
  readonly line: number | undefined
  /** Of its first byte in the stream; `undefined` for values. */
  readonly byteOffset: number | undefined
}

export interface Accepted<A> extends Place {
  readonly _tag: 'Accepted'
  readonly value: A
  /** Breaches that the policy only advises about; empty where there are none. */
  readonly advice: ReadonlyArray<Issue>
  /** As it came, without the end of its line; none of a value. */
  readonly bytes: Uint8Array | undefined
}

export interface Rejected extends Place {
  readonly _tag: 'Rejected'
  /** At least one. */
  readonly issues: ReadonlyArray<Issue>
  /** As it came, secrets included; none of a value, nor of what was too long to be kept. */
  readonly bytes: Uint8Array | undefined
  /** The value as it came; `undefined` where bytes came. */
  readonly input: unknown
}

export type Verdict<A> = Accepted<A> | Rejected

/**
 * How payloads lie in bytes: a line each; items of one JSON array; JSON values one after another, on any number of lines; or CBOR
 * items one after another (RFC 8742).
 */
export type Form = 'ndjson' | 'array' | 'json' | 'cbor'

/** Whose names the members of JSON have: those of the wire, or the camelCase fields of domain objects. */
export type Names = 'wire' | 'domain'

/** The most bytes of one payload, where nothing else is said: 16 MiB. */
export const defaultMaxBytes: number = 16 * 1024 * 1024
