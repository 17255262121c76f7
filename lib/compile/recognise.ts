/**
 * Good JSON recognised where it lies, in bytes, for those who want to know no more than that it is good.
 */

import { jsonScan } from '../format/jsonScan.js'
import type { Schema } from '../schema/Schema.js'
import { mayEmit, toNatives } from './emit/native.js'
import { emitRecogniser } from './emit/recogniser.js'
import { startCount } from './emit/source.js'
import type { Reading } from './fast.js'
import { hooksOf, isAggregate, isEmittable, worth } from './fast.js'
import { keptBoth } from './kept.js'
import type { Policy } from './Policy.js'
import { stricter } from './Policy.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** What is asked of the platform: bytes between two places as text. */
export interface BytesText<B extends Uint8Array> {
  readonly latin1: (bytes: B, start: number, end: number) => string
  /** The bytes are UTF-8. */
  readonly utf8: (bytes: B, start: number, end: number) => string
  readonly isUtf8: (bytes: B, start: number, end: number) => boolean
}

/**
 * Whether the bytes between two places, which a view is of, are JSON that a schema takes; `false` says nothing. Linear in them, and
 * nothing is kept.
 */
export type Recognise<B extends Uint8Array> = (bytes: B, view: DataView, start: number, end: number) => boolean

export interface RecogniseOptions<B extends Uint8Array> extends Reading {
  readonly bytesText: BytesText<B>
  /** Whether a union is an object of its member's name, as on the wire. */
  readonly namedUnions: boolean
}

// -------------------------------------------------------------------------------------
// compiling
// -------------------------------------------------------------------------------------

/** Bytes of a payload up to which it is made one text when a part of it is asked for. */
const mostWhole = 16_384

const never = (): boolean => false

const make = <B extends Uint8Array>(options: RecogniseOptions<B>, schema: Schema, policy: Policy): Recognise<B> => {
  if (!isAggregate(schema) || !mayEmit()) return never
  const { bytesText, namedUnions, ...reading } = options
  const { latin1, utf8, isUtf8 } = bytesText
  const scan = jsonScan()
  const count = startCount()
  const emitted = emitRecogniser(schema, policy, { ...hooksOf(reading, policy, count), namedUnions })
  let from = 0
  let to = 0
  let whole: string | undefined
  /** Parts of one text cost less than a call of the platform each. */
  const plain = (bytes: B, start: number, end: number): string => {
    if (to - from > mostWhole) return latin1(bytes, start, end)
    whole ??= latin1(bytes, from, to)
    return whole.slice(start - from, end - from)
  }
  const [recognise = never] = toNatives<Recognise<B>>(emitted, {
    s: scan,
    text: (bytes: B, start: number, end: number): unknown =>
      scan.surplus === 0 ? plain(bytes, start + 1, end - 1) : JSON.parse(utf8(bytes, start, end)),
    parsed: (bytes: B, start: number, end: number): unknown =>
      JSON.parse(scan.beyond ? utf8(bytes, start, end) : latin1(bytes, start, end)),
  })
  return (bytes, view, start, end) => {
    scan.beyond = false
    count.visits = 0
    from = start
    to = end
    whole = undefined
    return recognise(bytes, view, start, end) && (!scan.beyond || isUtf8(bytes, start, end))
  }
}

/** Recognisers by schema and policy, compiled from the call on from which that is worth it; they take nothing before. */
export const recogniser = <B extends Uint8Array>(
  options: RecogniseOptions<B>,
): ((schema: Schema, policy: Policy) => Recognise<B>) => {
  const kept = keptBoth((schema, policy) => {
    let calls = 0
    let made: Recognise<B> | undefined
    const recognise: Recognise<B> = (bytes, view, start, end) => {
      if (made === undefined && calls++ >= worth) made = make(options, schema, policy)
      return made?.(bytes, view, start, end) ?? false
    }
    return { recognise }
  })
  // A tolerant reading takes whatever a strict one takes.
  return (schema, policy) =>
    isEmittable(policy) ? kept(schema, policy.mode === 'tolerant' ? stricter(policy) : policy).recognise : never
}
