/**
 * What a payload is read by: at once where it is good, and with care where it may not be.
 */

import { isAscii, isUtf8, transcode } from 'node:buffer'
import { domainWriting } from '../compile/domain.js'
import { attempt, fail } from '../compile/emit/source.js'
import { quicken, walkRest } from '../compile/fast.js'
import type { Policy } from '../compile/Policy.js'
import { readings } from '../compile/readings.js'
import type { BytesText } from '../compile/recognise.js'
import { recogniser } from '../compile/recognise.js'
import type { View } from '../compile/View.js'
import { walker } from '../compile/walk.js'
import { readJsonBytes } from '../format/json.js'
import { cborBytes } from '../interpret/cbor.js'
import { domainJsonView, domainNameOf } from '../interpret/domainJson.js'
import { jsonView } from '../interpret/json.js'
import type { Naming, QuickJson } from '../interpret/quickJson.js'
import { jsonNames, memberNames, numbersOf, quickJson } from '../interpret/quickJson.js'
import { readAnything, toThese } from '../shape/codec.js'
import type { Shape } from '../shape/Shape.js'
import { limited, shapeOf } from '../shape/shapeOf.js'
import { isLeft } from '../value/either.js'
import type { Issue } from '../value/Issue.js'
import { issuesOf } from '../value/Issue.js'
import { defaultLimits, oversized } from '../value/Limits.js'
import type { Value } from '../value/Value.js'
import type { Names } from './Verdict.js'

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/** What a payload came to. */
export type Reading<A> =
  | { readonly _tag: 'Good'; readonly value: A; readonly advice: ReadonlyArray<Issue> }
  | { readonly _tag: 'Bad'; readonly issues: ReadonlyArray<Issue> }

/** What an unread payload is. */
export const unread: unique symbol = /*#__PURE__*/ Symbol('unread')

export interface PayloadReader<A> {
  /** The domain object of a good payload between two places; `unread` where it has to be read with care. */
  readonly quick: (bytes: Buffer, start: number, end: number) => A | typeof unread
  readonly read: (bytes: Uint8Array) => Reading<A>
  /** Reads a tree that somebody else holds. */
  readonly readTree: (tree: unknown) => Reading<A>
  /** The shape's id, for issues of what could not be read at all. */
  readonly id: string
}

/**
 * The shape under which payloads of at most so many bytes are read: a stream that was told to take longer ones than the default
 * limit on size takes them, unless the shape has a limit of its own.
 */
export const payloadShape = <A, O extends Value, I>(shape: Shape<A, O, I>, maxBytes: number): Shape<A, O, I> => {
  const { limits } = shape.policy
  return limits.size === defaultLimits.size && maxBytes > limits.size
    ? limited(shape, { ...limits, size: maxBytes })
    : shape
}

// -------------------------------------------------------------------------------------
// json
// -------------------------------------------------------------------------------------

const wireView: View<unknown> = /*#__PURE__*/ jsonView({ jsonName: true, offsets: true })
const plainView: View<unknown> = /*#__PURE__*/ jsonView({ jsonName: false, offsets: true })

const bytesText: BytesText<Buffer> = {
  latin1: (bytes, start, end) => bytes.toString('latin1', start, end),
  utf8: (bytes, start, end) => bytes.toString('utf8', start, end),
  isUtf8: (bytes, start, end) => isUtf8(bytes.subarray(start, end)),
}

const readingOf = (naming: Naming, view: View<unknown>) => {
  const walkOf = walker(view, domainWriting)
  const tree = quicken({
    ...readings.tree,
    ...(naming.printed ? {} : { nameOf: naming.nameOf, key: undefined }),
    walkOf,
  })
  return {
    quick: quickJson(naming, walkOf),
    check: quickJson(naming, walkOf, false),
    recognise: recogniser({
      ...readings.clean,
      nameOf: naming.nameOf,
      key: undefined,
      walkOf,
      bytesText,
      namedUnions: view !== domainJsonView,
    }),
    tree,
    walk: readAnything(view, walkRest(walkOf, tree)),
  }
}

/** By whether names are the domain's, the wire's with `jsonName`, or the wire's without. */
const byNames = {
  domain: /*#__PURE__*/ readingOf({ nameOf: domainNameOf, printed: false }, domainJsonView),
  jsonName: /*#__PURE__*/ readingOf(jsonNames, wireView),
  name: /*#__PURE__*/ readingOf(memberNames, plainView),
}

/**
 * Text of UTF-8, `undefined` where it is none. Bytes of ASCII are not decoded but copied; others go by way of UTF-16, which takes
 * little more than half the time of a `TextDecoder`.
 */
const textOf = (bytes: Buffer): string | undefined => {
  if (isAscii(bytes)) return bytes.toString('latin1')
  return isUtf8(bytes) ? transcode(bytes, 'utf8', 'ucs2').toString('ucs2') : undefined
}

export interface JsonReaderOptions {
  readonly names: Names
  /** Whether the `jsonName` trait names members on the wire. */
  readonly jsonName: boolean
}

const readingFor = ({ names, jsonName }: JsonReaderOptions) =>
  byNames[names === 'domain' ? 'domain' : jsonName ? 'jsonName' : 'name']

/** What no advice is given about is good at once: what the stricter policy takes, this one takes to the same value. */
const unadvised = (policy: Policy): Policy => (policy.advised.length === 0 ? policy : { ...policy, advised: [] })

const readerBy = <A, O extends Value, I>(
  shape: Shape<A, O, I>,
  quickly: QuickJson,
  { tree, walk }: ReturnType<typeof readingOf>,
): PayloadReader<A> => {
  const { schema, policy } = shape
  const readText = quickly.reader(schema, unadvised(policy))
  const shared = tree(schema, unadvised(policy)).read
  const numbers = numbersOf(schema)
  const walked = (node: unknown): Reading<A> => {
    const these = toThese<A>(walk(schema, policy, node), [{ key: '', type: shape, actual: undefined }], (inner) =>
      shapeOf(inner, policy),
    )
    if (these._tag === 'Left') return { _tag: 'Bad', issues: issuesOf(these.left) }
    return { _tag: 'Good', value: these.right, advice: these._tag === 'Both' ? issuesOf(these.left) : [] }
  }
  const quick = (bytes: Buffer, start: number, end: number): unknown => {
    const text = textOf(bytes.subarray(start, end))
    const result = text === undefined ? fail : readText(text, true)
    // What is no JSON the reader that takes care says, and where.
    return result === fail ? unread : result
  }
  return {
    id: schema.id,
    // What is read is of the shape.
    quick: quick as PayloadReader<A>['quick'],
    read: (bytes) => {
      const excess = oversized(bytes, policy.limits)
      if (excess !== undefined) return { _tag: 'Bad', issues: [{ path: [], shape: schema.id, ...excess }] }
      const node = readJsonBytes(bytes, { numbers })
      if (!isLeft(node)) return walked(node.right)
      const { offset, expected } = node.left
      const actual = offset >= bytes.length ? 'the end of the payload' : `a fault at byte offset ${offset}`
      return {
        _tag: 'Bad',
        issues: [{ path: [], code: 'syntax', shape: schema.id, expected: `JSON text (${expected})`, actual }],
      }
    },
    readTree: (node) => {
      const result = attempt(shared.run, node)
      return result === fail ? walked(node) : { _tag: 'Good', value: result as A, advice: [] }
    },
  }
}

/** Reads UTF-8 JSON. Laws: `quick` gives what `read` gives, or nothing; what `read` says is what `jsonBytes` says. */
export const jsonReader = <A, O extends Value, I>(
  shape: Shape<A, O, I>,
  options: JsonReaderOptions,
): PayloadReader<A> => {
  const reading = readingFor(options)
  return readerBy(shape, reading.quick, reading)
}

/**
 * Whether the bytes between two places are a good payload; `false` says nothing. The first few calls say nothing, since code is not
 * made for them, and where none may be made all do.
 */
export const jsonRecogniser = <A, O extends Value, I>(
  { schema, policy }: Shape<A, O, I>,
  options: JsonReaderOptions,
): ((bytes: Buffer, start: number, end: number) => boolean) => {
  const recognise = readingFor(options).recognise(schema, unadvised(policy))
  let last: Buffer | undefined
  let view: DataView = new DataView(new ArrayBuffer(0))
  return (bytes, start, end) => {
    // Many payloads lie in one buffer.
    if (bytes !== last) {
      view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
      last = bytes
    }
    return recognise(bytes, view, start, end)
  }
}

/** The same reader where nobody asks for values: `quick` takes no less, and puts nothing together. */
export const jsonChecker = <A, O extends Value, I>(
  shape: Shape<A, O, I>,
  options: JsonReaderOptions,
): PayloadReader<unknown> => {
  const reading = readingFor(options)
  const reader = readerBy<unknown, O, I>(shape as unknown as Shape<unknown, O, I>, reading.check, reading)
  const recognise = jsonRecogniser(shape, options)
  return {
    ...reader,
    quick: (bytes, start, end) => (recognise(bytes, start, end) ? true : reader.quick(bytes, start, end)),
  }
}

// -------------------------------------------------------------------------------------
// cbor
// -------------------------------------------------------------------------------------

/** Reads CBOR items. Advice is not given: its reader has none. */
export const cborReader = <A, O extends Value, I>(shape: Shape<A, O, I>): PayloadReader<A> => {
  const codec = cborBytes(shape)
  const read = (bytes: Uint8Array): Reading<A> => {
    const result = codec.decode(bytes)
    return isLeft(result)
      ? { _tag: 'Bad', issues: issuesOf(result.left) }
      : { _tag: 'Good', value: result.right, advice: [] }
  }
  return {
    id: shape.schema.id,
    quick: (bytes, start, end) => {
      const result = codec.decode(bytes.subarray(start, end))
      return isLeft(result) ? unread : result.right
    },
    read,
    readTree: (tree) => read(tree as Uint8Array),
  }
}
