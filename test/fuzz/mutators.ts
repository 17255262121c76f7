/**
 * Changes of a message that leave most of it as it was: of bytes, of numbers in bytes, of tokens, of levels.
 */
import type { Target } from './Target.js'
import { bytesOf, latin1Of } from './Target.js'

// model

/** Numbers from 0 up to 1, exclusive. */
export type Next = () => number

interface Context {
  readonly target: Target
  readonly next: Next
  /** Another message, to take a part of. */
  readonly other: Uint8Array
}

type Mutator = (input: Uint8Array, context: Context) => Uint8Array

/** The longest input, in bytes. Longer ones find little that these do not, and take longer. */
export const maxBytes = 4096

// parts

const below = (next: Next, n: number): number => Math.floor(next() * n)

export const pick = <A>(next: Next, all: ReadonlyArray<A>): A => all[below(next, all.length)] as A

/** Mostly short, now and then as long as there is room. */
const lengthBelow = (next: Next, n: number): number => {
  const most = pick(next, [4, 16, 64, n])
  return Math.min(n, 1 + below(next, Math.max(1, Math.min(most, n))))
}

const joined = (...parts: ReadonlyArray<Uint8Array>): Uint8Array => new Uint8Array(Buffer.concat(parts))

const replaced = (input: Uint8Array, start: number, end: number, by: Uint8Array): Uint8Array =>
  joined(input.subarray(0, start), by, input.subarray(end))

interface Span {
  readonly start: number
  readonly end: number
}

const spansOf = (input: Uint8Array, tokens: RegExp): ReadonlyArray<Span> =>
  [...latin1Of(input).matchAll(tokens)].map(({ index, 0: text }) => ({ start: index, end: index + text.length }))

const part = (input: Uint8Array, next: Next): Span => {
  const start = below(next, input.length + 1)
  return { start, end: start + lengthBelow(next, input.length - start) }
}

/** Numbers where readers may go wrong: ends of widths, of what a double keeps, of digits. */
const extremes: ReadonlyArray<string> = [
  '0',
  '-0',
  '-1',
  '1',
  '127',
  '128',
  '-129',
  '32768',
  '2147483647',
  '2147483648',
  '-2147483649',
  '9007199254740991',
  '9007199254740992',
  '9007199254740993',
  '9223372036854775807',
  '9223372036854775808',
  '-9223372036854775809',
  '18446744073709551616',
  '1e400',
  '-1e-400',
  '1e2',
  '1.0',
  '1.50',
  '0.1',
  '5e-324',
  '1.7976931348623157e308',
  '3.4028235677973366e38',
  '1e999999999',
  '253402300799',
  '253402300800',
  '-62135596801',
  '1515531081.1234',
  '0.30000000000000004',
  '123456789012345678901234567890',
  '00',
  '+1',
  'NaN',
  'Infinity',
  '-Infinity',
  '9'.repeat(400),
]

// mutators

const flip: Mutator = (input, { next }) => {
  const at = below(next, input.length)
  return input.map((byte, i) => (i === at ? byte ^ (1 << below(next, 8)) : byte))
}

const setByte: Mutator = (input, { next }) => {
  const at = below(next, input.length)
  const by = pick(next, [0, 0x7f, 0x80, 0xff, 0x20, 0x22, below(next, 256)])
  return input.map((byte, i) => (i === at ? by : byte))
}

const insertBytes: Mutator = (input, { next }) => {
  const at = below(next, input.length + 1)
  return replaced(
    input,
    at,
    at,
    Uint8Array.from({ length: 1 + below(next, 4) }, () => below(next, 256)),
  )
}

const removePart: Mutator = (input, { next }) => {
  const { start, end } = part(input, next)
  return replaced(input, start, end, new Uint8Array())
}

const doublePart: Mutator = (input, { next }) => {
  const { start, end } = part(input, next)
  const copies = Array.from({ length: pick(next, [1, 1, 1, 2, 8, 40]) }, () => input.subarray(start, end))
  return replaced(input, start, start, joined(...copies))
}

const movePart: Mutator = (input, { next }) => {
  const { start, end } = part(input, next)
  const rest = replaced(input, start, end, new Uint8Array())
  const at = below(next, rest.length + 1)
  return replaced(rest, at, at, input.subarray(start, end))
}

const truncate: Mutator = (input, { next }) => input.subarray(0, below(next, input.length + 1))

const splice: Mutator = (input, { next, other }) => {
  const [mine, theirs] = [part(input, next), part(other, next)]
  return replaced(input, mine.start, mine.end, other.subarray(theirs.start, theirs.end))
}

const cross: Mutator = (input, { next, other }) =>
  joined(input.subarray(0, below(next, input.length + 1)), other.subarray(below(next, other.length + 1)))

const insertWord: Mutator = (input, { target, next }) => {
  const at = below(next, input.length + 1)
  return replaced(input, at, at, bytesOf(pick(next, target.words)))
}

/** Sets a number of one to eight bytes, most significant first, to an end of its range, near what is left, or near what it was. */
const setLength: Mutator = (input, { next }) => {
  const width = pick(next, [1, 2, 4, 8])
  if (input.length < width) return input
  const at = below(next, input.length - width + 1)
  const copy = Uint8Array.from(input)
  const view = new DataView(copy.buffer)
  let old = 0n
  for (let i = 0; i < width; i++) old = (old << 8n) | BigInt(copy[at + i] as number)
  const top = 1n << BigInt(8 * width)
  const left = BigInt(input.length - at - width)
  const by = pick(next, [0n, 1n, top - 1n, top >> 1n, (top >> 1n) - 1n, old + 1n, old - 1n, left, left + 1n, left - 1n])
  let rest = ((by % top) + top) % top
  for (let i = width - 1; i >= 0; i--) {
    view.setUint8(at + i, Number(rest & 255n))
    rest >>= 8n
  }
  return copy
}

const onToken =
  (change: (input: Uint8Array, span: Span, spans: ReadonlyArray<Span>, context: Context) => Uint8Array): Mutator =>
  (input, context) => {
    const spans = spansOf(input, context.target.tokens)
    return spans.length === 0 ? input : change(input, pick(context.next, spans), spans, context)
  }

const replaceToken = onToken((input, { start, end }, _, { target, next }) =>
  replaced(input, start, end, bytesOf(pick(next, target.words))),
)

const removeToken = onToken((input, { start, end }) => replaced(input, start, end, new Uint8Array()))

const doubleToken = onToken((input, { start, end }) => replaced(input, start, start, input.subarray(start, end)))

const copyToken = onToken((input, { start, end }, spans, { next }) => {
  const from = pick(next, spans)
  return replaced(input, start, end, input.subarray(from.start, from.end))
})

const takeToken = onToken((input, { start, end }, _, { target, next, other }) => {
  const theirs = spansOf(other, target.tokens)
  if (theirs.length === 0) return input
  const from = pick(next, theirs)
  return replaced(input, start, end, other.subarray(from.start, from.end))
})

/** A stretch of tokens, once more or moved: a member, an item, an element. */
const doubleTokens = onToken((input, { start }, spans, { next }) => {
  const last = spans[Math.min(spans.length - 1, spans.findIndex((span) => span.start === start) + below(next, 12))]
  const end = last?.end ?? start
  const at = pick(next, spans).start
  return replaced(input, at, at, input.subarray(start, end))
})

const number: RegExp = /[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g

const setNumber: Mutator = (input, { next }) => {
  const spans = spansOf(input, number)
  if (spans.length === 0) return input
  const { start, end } = pick(next, spans)
  return replaced(input, start, end, bytesOf(pick(next, extremes)))
}

const nest: Mutator = (input, { target, next }) => {
  if (target.nests.length === 0) return input
  const [open, close] = pick(next, target.nests)
  const spans = spansOf(input, target.tokens)
  const { start, end } = spans.length === 0 ? part(input, next) : pick(next, spans)
  const levels = pick(next, [1, 2, 3, 10, 260, 520])
  const inner = pick(next, [input.subarray(start, end), new Uint8Array()])
  const closes = next() < 0.8 ? levels : below(next, levels)
  return replaced(input, start, end, joined(bytesOf(open.repeat(levels)), inner, bytesOf(close.repeat(closes))))
}

const mutators: ReadonlyArray<Mutator> = [
  flip,
  setByte,
  insertBytes,
  removePart,
  doublePart,
  movePart,
  truncate,
  splice,
  cross,
  insertWord,
  insertWord,
  setLength,
  replaceToken,
  replaceToken,
  removeToken,
  doubleToken,
  copyToken,
  takeToken,
  doubleTokens,
  setNumber,
  nest,
]

// constructors

/** A message with a few changes, at most `maxBytes` long. */
export const mutated = (input: Uint8Array, context: Context): Uint8Array => {
  const { target, next } = context
  let result = input
  for (let left = pick(next, [1, 1, 1, 2, 2, 3, 5, 8]); left > 0; left--) {
    const changed = pick(next, mutators)(result, context)
    if (changed.length <= maxBytes) result = changed
  }
  return target.mend === undefined || next() < 0.15 ? result : target.mend(result, next)
}
