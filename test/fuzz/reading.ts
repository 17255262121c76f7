/**
 * The laws of one reading of a shape, such as JSON text, over any input: the quick ways and the careful one give the same, and
 * what is read is of the shape, can be written, and comes back.
 */
import { isDeepStrictEqual } from 'node:util'
import * as fc from 'fast-check'
import { closeReader } from '../../lib/compile/closures/reader.js'
import { fail, startCount } from '../../lib/compile/emit/source.js'
import { hooksOf } from '../../lib/compile/fast.js'
import type { Policy } from '../../lib/compile/Policy.js'
import { stricter } from '../../lib/compile/Policy.js'
import type { ReadingKind } from '../../lib/compile/readings.js'
import type { Walker } from '../../lib/compile/walk/Walk.js'
import { startWalk } from '../../lib/compile/walk.js'
import type { Schema } from '../../lib/schema/index.js'
import { toValidation } from '../../lib/shape/codec.js'
import type { AnyShape, Codec, Shape } from '../../lib/shape/index.js'
import { closed, shapeOf, tolerant } from '../../lib/shape/index.js'
import { arbitrary } from '../../lib/testing/index.js'
import type { Errors, Validation, Value } from '../../lib/value/index.js'
import { Eq } from '../../lib/value/index.js'
import { marker } from '../laws/poison.js'
import { holdIssues, holdSame, holdSecrecy } from './oracle.js'
import { documented, everyKind, light, secret, wide } from './service.js'
import type { Target } from './Target.js'
import { hold, utf8Of } from './Target.js'

// model

type Any = Shape<unknown, Value, unknown>

/** One reading of shapes. */
export interface Reading<R> {
  readonly name: string
  readonly codecOf: (shape: Any) => Codec<unknown, R>
  /** The node that the careful way starts from; `undefined` where the input is not of the format. */
  readonly parse: (outer: R, schema: Schema) => { readonly node: unknown } | undefined
  /** The code that the format gives what `parse` refuses, where it has others than `syntax`. */
  readonly faultOf?: (outer: R) => string
  readonly walkOf: Walker<unknown, unknown>
  /** The quick readings of nodes, for the closures that stand in for emitted code. */
  readonly kinds: ReadonlyArray<ReadingKind>
  /** Whether the format holds the value at all. */
  readonly holds: (a: unknown, shape: Any) => boolean
}

// shapes

const any = ({ schema, policy }: AnyShape): Any => shapeOf(schema, policy)

/** Shapes and policies; documents only where a format has them. */
export const subjects = (documents: boolean): ReadonlyArray<Any> => {
  const whole = any(documents ? documented : everyKind)
  return [whole, tolerant(whole), closed(any(everyKind)), any(light), any(wide), any(secret), tolerant(any(secret))]
}

/** Valid messages of the shapes. A shape takes as many bytes as it likes: what is longer than an input may be is left out later. */
export const seedsBy =
  (codecOf: (shape: Any) => Codec<unknown, string | Uint8Array>, documents: boolean): Target['seeds'] =>
  (count, seed) =>
    [documents ? documented : everyKind, light, wide, secret].flatMap((shape, i) =>
      fc
        .sample(arbitrary(fc)(shape.schema, { depth: 2, items: 2, absent: 6 }), { numRuns: count >> 2, seed: seed + i })
        .map((a) => codecOf(any(shape)).encode(a))
        .map((outer) => (typeof outer === 'string' ? utf8Of(outer) : outer)),
    )

// laws

const closures = new WeakMap<Schema, Map<string, (node: unknown) => unknown>>()

/** What closures give for a node, once for each schema, policy and kind of reading. */
const closureOf = <R>(
  reading: Reading<R>,
  kind: ReadingKind,
  { schema, policy }: Any,
): ((node: unknown) => unknown) => {
  const kept = closures.get(schema) ?? new Map<string, (node: unknown) => unknown>()
  closures.set(schema, kept)
  const key = `${reading.name} ${kind.key} ${policy.mode} ${policy.unknown}`
  const known = kept.get(key)
  if (known !== undefined) return known
  const strict: Policy = policy.mode === 'tolerant' ? stricter(policy) : policy
  const made =
    schema._tag === 'structure'
      ? closeReader(schema, strict, hooksOf({ ...kind, walkOf: reading.walkOf }, strict, startCount())).whole
      : () => fail
  kept.set(key, made)
  return made
}

const careful = <R>(reading: Reading<R>, shape: Any, node: unknown): Validation<unknown> => {
  const { schema, policy } = shape
  return toValidation(
    startWalk(reading.walkOf, schema, policy, node),
    [{ key: '', type: shape, actual: node }],
    (inner) => shapeOf(inner, policy),
  )
}

const holdClosures = <R>(reading: Reading<R>, shape: Any, outer: R, walked: Validation<unknown>): void => {
  for (const kind of reading.kinds) {
    // A tree of its own for each: some readings keep its parts.
    const parsed = reading.parse(outer, shape.schema)
    const result = parsed === undefined ? fail : closureOf(reading, kind, shape)(parsed.node)
    if (result === fail) continue
    holdSame(
      `${reading.name}: closures give what the walk gives (${kind.key})`,
      { _tag: 'Right', right: result },
      walked,
    )
  }
}

const holdRight = <R>(reading: Reading<R>, shape: Any, a: unknown): void => {
  const { name } = reading
  const codec = reading.codecOf(shape)
  hold(`${name}: what is read is of the shape`, shape.is(a))
  const value = shape.encode(a)
  const back = shape.decode(value)
  hold(
    `${name}: what is read comes back from its Value`,
    back._tag === 'Right',
    () => (back as { left: Errors }).left[0]?.message ?? '',
  )
  if (back._tag === 'Right') hold(`${name}: its Value is the same again`, Eq.equals(shape.encode(back.right), value))
  if (!reading.holds(a, shape)) return
  const written = codec.encode(a)
  const read = codec.decode(written)
  hold(
    `${name}: what is read is written and read back`,
    read._tag === 'Right',
    () => (read as { left: Errors }).left[0]?.message ?? '',
  )
  if (read._tag === 'Left') return
  const again = codec.encode(read.right)
  const same = isDeepStrictEqual(written, again)
  hold(`${name}: write after read after write gives the same`, same)
}

/** Holds a reading to its laws under one shape. */
export const holdReading = <R>(reading: Reading<R>, shape: Any, outer: R, hasMarker: boolean): Validation<unknown> => {
  const decoded = reading.codecOf(shape).decode(outer)
  const parsed = reading.parse(outer, shape.schema)
  if (parsed === undefined) {
    hold(`${reading.name}: what is not of the format is refused`, decoded._tag === 'Left')
    if (decoded._tag === 'Left') {
      const codes = decoded.left.map(({ issue }) => issue.code)
      const wanted = reading.faultOf?.(outer) ?? 'syntax'
      hold(
        `${reading.name}: one issue, of the code that the format gives`,
        codes.length === 1 && codes[0] === wanted,
        () => `${codes.slice(0, 5).join()} for ${wanted}`,
      )
    }
  } else {
    const walked = careful(reading, shape, parsed.node)
    holdSame(`${reading.name}: quick and careful`, decoded, walked)
    holdClosures(reading, shape, outer, walked)
  }
  if (decoded._tag === 'Left') {
    holdIssues(decoded.left)
    if (hasMarker && shape.schema.traits.sensitive === true) holdSecrecy(decoded.left)
    return decoded
  }
  holdRight(reading, shape, decoded.right)
  return decoded
}

/** Of so many shapes each input is held to a few: more inputs find more than more shapes of each. */
const shapesOfEach = 3

/** Some of the shapes, the same ones for the same text. */
const some = (shapes: ReadonlyArray<Any>, text: string): ReadonlyArray<Any> => {
  let sum = 0
  for (let i = 0; i < text.length; i++) sum += text.charCodeAt(i)
  return Array.from(
    { length: Math.min(shapesOfEach, shapes.length) },
    (_, i) => shapes[(sum + i) % shapes.length] as Any,
  )
}

/** Holds a reading to its laws under some of the shapes, and strict readings to tolerant ones. */
export const holdReadings = <R>(reading: Reading<R>, shapes: ReadonlyArray<Any>, outer: R, text: string): void => {
  const hasMarker = text.includes(marker)
  for (const shape of some(shapes, text)) {
    const read = holdReading(reading, shape, outer, hasMarker)
    if (read._tag === 'Left' || shape.policy.mode !== 'strict') continue
    const lenient = reading.codecOf(tolerant(shape)).decode(outer)
    holdSame(`${reading.name}: a tolerant reading takes what a strict one takes`, read, lenient)
  }
}
