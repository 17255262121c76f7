/**
 * What is done with a shape: checks, domain objects from plain data, JSON text and its bytes both ways.
 */

import type { Either } from 'fp-ts/lib/Either.js'
import { describe } from '../compile/records.js'
import { isBytes } from '../value/builtIns.js'
import { isLeft, left, right } from '../value/either.js'
import type { Issue } from '../value/Issue.js'
import { defaultLimits } from '../value/Limits.js'
import type * as V from '../value/Value.js'
import type { Run, View } from './Run.js'
import { exceeds, failed, issuesIn, note, startRun } from './Run.js'
import type { AnyShape, Exact, Json, Shape } from './Shape.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** All that is wrong, in the order of the payload; data that can be logged. */
export type Issues = ReadonlyArray<Issue>

export interface Codec<A, O> {
  readonly decode: (u: unknown) => Either<Issues, A>
  /** Domain: values that `is` holds for. */
  readonly encode: (a: A) => O
}

/** What text of a shape needs beside `JSON`, over all that it reaches. */
interface Text {
  readonly exact: Exact | undefined
  readonly print: (tree: Json) => string
}

const texts = /*#__PURE__*/ new WeakMap<AnyShape, Text>()

const textOf = (shape: AnyShape): Text => {
  const known = texts.get(shape)
  if (known !== undefined) return known
  const seen = new Set<AnyShape>([shape])
  for (const reached of seen) for (const part of reached.parts()) seen.add(part)
  let exact: Exact | undefined
  let print: Text['print'] = JSON.stringify
  for (const reached of seen) {
    if ((reached.exact?.rank ?? 0) > (exact?.rank ?? 0)) exact = reached.exact
    print = reached.print ?? print
  }
  const made = { exact, print }
  texts.set(shape, made)
  return made
}

const encoder = /*#__PURE__*/ new TextEncoder()
const decoder = /*#__PURE__*/ new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** A lone surrogate is written as U+FFFD. */
export const toUtf8 = (text: string): Uint8Array => encoder.encode(text)

/** Throws where bytes are ill-formed. */
export const fromUtf8 = (bytes: Uint8Array): string => decoder.decode(bytes)

// -------------------------------------------------------------------------------------
// reading
// -------------------------------------------------------------------------------------

const read = <A>(shape: AnyShape, node: unknown, run: Run): Either<Issues, A> => {
  let result: unknown = failed
  try {
    result = shape.read(node, run)
  } catch {
    // A getter, or a trap of a proxy: the run stands where it was looked at.
    note(run, shape.id, 'type', 'plain data', 'something that cannot be read')
  }
  const issues = issuesIn(run, shape.id)
  return issues.length === 0 && result !== failed ? right(result as A) : left(issues)
}

/** Checks plain data, all of it, and copies it into a domain object. Errors: every issue with its path. */
export const make =
  <A, O extends V.Value, I>(shape: Shape<A, O, I>) =>
  (input: I): Either<Issues, A> =>
    read(shape, input, startRun('input', true, undefined))

/** Whether it is a domain object of the shape. */
export const is =
  <A, O extends V.Value, I>(shape: Shape<A, O, I>) =>
  (u: unknown): u is A =>
    !isLeft(read(shape, u, startRun('exact', true, undefined)))

/** What the platform says of text quotes it, which may be secret, so that nothing of it is kept. */
const parsed = (given: string | Uint8Array, exact: Exact | undefined): Either<unknown, unknown> => {
  try {
    const text = typeof given === 'string' ? given : fromUtf8(given)
    return exact === undefined ? right(JSON.parse(text)) : exact.parse(text)
  } catch {
    return left(undefined)
  }
}

/** A tree that was made here. */
export const readTree = <A>(shape: AnyShape, tree: unknown, view: View, strict: boolean): Either<Issues, A> =>
  read(shape, tree, startRun(view, strict, textOf(shape).exact))

/** Text, or its UTF-8, with constraints or types alone. */
export const readText = <A>(
  shape: AnyShape,
  u: unknown,
  wanted: 'JSON text' | 'bytes of JSON text',
  view: View,
  strict: boolean,
): Either<Issues, A> => {
  const run = startRun(view, strict, undefined)
  const { id } = shape
  const isText = typeof u === 'string'
  if (wanted === 'JSON text' ? !isText : !isBytes(u)) note(run, id, 'type', wanted, describe(u))
  else {
    const given = u as string | Uint8Array
    if (!exceeds(run, id, given.length, defaultLimits.size, isText ? 'UTF-16 units' : 'bytes')) {
      const tree = parsed(given, textOf(shape).exact)
      if (!isLeft(tree)) return readTree(shape, tree.right, view, strict)
      note(run, id, 'syntax', 'JSON text', 'other text')
    }
  }
  return left(run.issues)
}

export const printed = (shape: AnyShape, value: unknown, view: View): string =>
  textOf(shape).print(shape.write(value, view))

// -------------------------------------------------------------------------------------
// codecs
// -------------------------------------------------------------------------------------

/** The shape as JSON text, members under their `jsonName`. */
export const jsonText = <A, O extends V.Value, I>(shape: Shape<A, O, I>): Codec<A, string> => ({
  decode: (u) => readText(shape, u, 'JSON text', 'jsonName', true),
  encode: (a) => printed(shape, a, 'jsonName'),
})

/** The shape as UTF-8 JSON. */
export const jsonBytes = <A, O extends V.Value, I>(shape: Shape<A, O, I>): Codec<A, Uint8Array> => ({
  decode: (u) => readText(shape, u, 'bytes of JSON text', 'jsonName', true),
  encode: (a) => toUtf8(printed(shape, a, 'jsonName')),
})
