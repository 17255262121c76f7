/**
 * Traits as plain data, under their Smithy names; `Traits` is what a shape or a member may say beyond its kind.
 *
 * Source: Smithy 2.0, "Constraint traits", "HTTP bindings", "Serialization and protocol traits"; each trait that has
 * no meaning here is kept under `other` by its absolute id.
 */

import type { Document } from '../value/Document.js'

/** Inclusive bounds on a measure: code points of a string, bytes of a blob, items of a list, entries of a map. */
export interface Length {
  readonly min?: number
  readonly max?: number
}

/** Inclusive bounds on a number; text where a `number` cannot say it exactly. */
export interface Range {
  readonly min?: number | bigint | string
  readonly max?: number | bigint | string
}

/** The matcher of a pattern; `undefined` for a pattern that it does not know. */
export type Matcher = (pattern: string) => ((text: string) => boolean) | undefined

export type TimestampFormat = 'date-time' | 'epoch-seconds' | 'http-date'

export interface XmlNamespace {
  readonly uri: string
  readonly prefix?: string
}

/** Traits that constrain or lay out the value of a shape, wherever it is targeted; a member's own override the target's. */
export interface ValueTraits {
  readonly length?: Length
  readonly range?: Range
  /** ECMA-262 with the `u` flag. One that does not compile is kept and not enforced. */
  readonly pattern?: string
  /**
   * How the pattern is matched. `native`: by the platform's own engine on text of any length, since it was proved linear. A
   * function: by that engine, which it stands here to bring along. Absent: natively, on bounded text.
   */
  readonly matcher?: 'native' | Matcher
  readonly uniqueItems?: true
  /** What is written in text, errors and logs in place of the value is a marker. */
  readonly sensitive?: true
  readonly timestampFormat?: TimestampFormat
  readonly mediaType?: string
  readonly streaming?: true
  readonly requiresLength?: true
}

/** Traits of HTTP bindings; at most one on a member. */
export interface HttpTraits {
  readonly httpLabel?: true
  readonly httpQuery?: string
  readonly httpQueryParams?: true
  readonly httpHeader?: string
  readonly httpPrefixHeaders?: string
  readonly httpPayload?: true
  readonly httpResponseCode?: true
  readonly hostLabel?: true
}

/** The readings for which code can be printed ahead of time. */
export type PrintedReading = 'is' | 'make' | 'tree' | 'clean' | 'other'

/** A function of what printed code asks for; only the compiler calls it. */
export type PrintedCode = (k: never, h: never) => ReadonlyArray<(node: unknown, depth?: number) => unknown>

/** Code that a generator printed for a structure, so that none is made at run time. Law 5: the results of the walk. */
export interface Compiled {
  /** The places, in the closure of the schema, of the aggregates whose readers come behind the first. */
  readonly parts: Readonly<Record<PrintedReading, ReadonlyArray<number>>>
  readonly readers: Readonly<Record<PrintedReading, PrintedCode>>
  readonly writers: Readonly<Record<'text' | 'bytes', PrintedCode>>
}

export interface Traits extends ValueTraits, HttpTraits {
  readonly sparse?: true
  readonly idempotencyToken?: true
  readonly deprecated?: { readonly message?: string; readonly since?: string }
  readonly documentation?: string
  /** The value of an absent member, as a JSON value; `null` takes a default away. */
  readonly default?: Document
  readonly addedDefault?: true
  readonly clientOptional?: true
  readonly input?: true
  readonly output?: true
  readonly error?: 'client' | 'server'
  /** The status of an error response. Bounds: 400–599. */
  readonly httpError?: number
  readonly retryable?: { readonly throttling?: boolean }
  readonly jsonName?: string
  readonly xmlName?: string
  readonly xmlAttribute?: true
  readonly xmlFlattened?: true
  /** Of a member's element; of a structure only where it is a whole document. */
  readonly xmlNamespace?: XmlNamespace
  readonly ec2QueryName?: string
  readonly awsQueryError?: { readonly code: string; readonly httpResponseCode: number }
  readonly eventHeader?: true
  readonly eventPayload?: true
  /** An enum value that a service keeps to itself: accepted, never listed. */
  readonly internal?: true
  /** Of a structure, its code, printed ahead of time. */
  readonly compiled?: Compiled
  /** Everything else that a model said, by absolute trait id. */
  readonly other?: { readonly [traitId: string]: Document }
}

export const none: Traits = {}
